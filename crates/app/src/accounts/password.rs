//! Passwords: hashed with Argon2id, never more than a few at once.
//!
//! Each hash takes 19 MiB for tens of milliseconds; a storm of sign-ins must
//! wait its turn, not eat the machine. Must never log or keep a password.

use crate::errors::Error;
use crate::{random, vault};
use argon2::password_hash::PasswordHasher;
use argon2::{Argon2, PasswordHash, PasswordVerifier};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

static TURNS: Semaphore = Semaphore::const_new(2);

/// Checked against when there is no such account, so that its absence takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("no account has this password").unwrap_or_default());

/// Fewest characters of a password.
pub const SHORTEST: usize = 10;

/// What is wrong with a new password, as a catalogue key.
pub fn weakness(password: &str, login: &str) -> Option<&'static str> {
    let folded = password.to_lowercase();
    let distinct = folded.chars().collect::<std::collections::BTreeSet<_>>().len();
    if password.chars().count() < SHORTEST {
        Some("password.short")
    } else if distinct < 5 || COMMON.iter().any(|c| folded.contains(c)) {
        Some("password.common")
    } else if !login.is_empty() && folded.contains(&login.to_lowercase()) {
        Some("password.login")
    } else {
        None
    }
}

const COMMON: &[&str] = &["123456789", "password", "matkhau", "qwerty", "thanhtra", "abcdefgh"];

/// The hash to store, made off the async threads.
pub async fn hash(password: String) -> Result<String, Error> {
    let _turn = TURNS.acquire().await.map_err(Error::fault)?;
    tokio::task::spawn_blocking(move || hash_now(&password)).await.map_err(Error::fault)?.map_err(Error::fault)
}

/// Whether the password fits the hash; `None` for an account that does not exist.
pub async fn fits(password: String, stored: Option<String>) -> Result<bool, Error> {
    let _turn = TURNS.acquire().await.map_err(Error::fault)?;
    tokio::task::spawn_blocking(move || {
        let exists = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let Ok(parsed) = PasswordHash::new(&stored) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && exists
    })
    .await
    .map_err(Error::fault)
}

/// The key that a password opens, with the salt it takes; a new salt where there is none yet.
pub async fn key(password: String, salt: Option<String>) -> Result<(String, vault::Key), Error> {
    let _turn = TURNS.acquire().await.map_err(Error::fault)?;
    let salt = salt.unwrap_or_else(random::hex::<16>);
    tokio::task::spawn_blocking(move || {
        vault::from_password(&password, &salt)
            .map(|key| (salt, key))
            .ok_or_else(|| Error::fault("no key of a password"))
    })
    .await
    .map_err(Error::fault)?
}

/// For the command line, which has no storm to fear.
pub fn hash_now(password: &str) -> Result<String, String> {
    Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string()).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits_and_nobody_has_one() {
        let stored = hash("Hồ sơ số 47 ngăn 3".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(fits("Hồ sơ số 47 ngăn 3".into(), Some(stored.clone())).await.unwrap());
        assert!(!fits("Hồ sơ số 47 ngăn 4".into(), Some(stored)).await.unwrap());
        assert!(!fits("no account has this password".into(), None).await.unwrap());
    }

    #[test]
    fn weak_passwords_are_named() {
        assert_eq!(weakness("ngắn", "lan"), Some("password.short"));
        assert_eq!(weakness("matkhau2023", "lan"), Some("password.common"));
        assert_eq!(weakness("aaaaaaaaaaaa", "lan"), Some("password.common"));
        assert_eq!(weakness("tranvanlan-x", "tranvanlan"), Some("password.login"));
        assert_eq!(weakness("Hồ sơ số 47 ngăn 3", "lan"), None);
    }
}
