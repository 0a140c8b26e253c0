//! The sealing itself: keys, envelopes, and who can open which.
//!
//! Known constructions put together plainly: XChaCha20-Poly1305 for envelopes,
//! X25519 with HKDF-SHA-256 for an envelope to somebody's public key, Argon2id
//! for a key out of a password. Every envelope says what it is `about`, so that
//! one cannot be put in another's place. Must never print a key.

use crate::random::to_hex;
use argon2::Argon2;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::TryRngCore;
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A key of 256 bits; wiped from memory when it is let go.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// A key for sealing to somebody, in hex; not secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Public(pub String);

const NONCE: usize = 24;

/// A new pair: the private key, and the public one that others seal to.
pub fn pair() -> (Key, Public) {
    let private = Key(random());
    let public = public_of(&private);
    (private, public)
}

fn public_of(private: &Key) -> Public {
    Public(to_hex(PublicKey::from(&StaticSecret::from(private.0)).as_bytes()))
}

/// The key that a password opens; tens of milliseconds and 19 MiB, like checking it.
pub fn from_password(password: &str, salt: &str) -> Option<Key> {
    let mut key = [0; 32];
    Argon2::default().hash_password_into(password.as_bytes(), salt.as_bytes(), &mut key).ok()?;
    Some(Key(key))
}

/// The key that a browser's session secret opens. The server keeps only the
/// secret's hash, so between requests nobody but the browser has it.
pub fn from_session(secret: &str) -> Key {
    derived(&[secret.as_bytes()], b"thanhtra session key")
}

/// The key that the secret of a form opens: a draft before it is sent.
pub fn from_form(secret: &str) -> Key {
    derived(&[secret.as_bytes()], b"thanhtra draft of a petition")
}

/// The key that a secret of the installation opens; the secret is not in the database.
pub fn from_installation(secret: &[u8; 32]) -> Key {
    derived(&[secret], b"thanhtra addresses of alerts")
}

/// [`seal`] as bytes, for what is large.
pub fn seal_bytes(key: &Key, about: &str, plain: &[u8]) -> Vec<u8> {
    shut(key, about, plain)
}

/// Opens what [`seal_bytes`] sealed.
pub fn open_bytes(key: &Key, about: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    unshut(key, about, sealed)
}

/// Seals with a key.
pub fn seal(key: &Key, about: &str, plain: &[u8]) -> String {
    to_hex(&shut(key, about, plain))
}

/// Opens what [`seal`] sealed about the same thing with the same key.
pub fn open(key: &Key, about: &str, sealed: &str) -> Option<Vec<u8>> {
    unshut(key, about, &from_hex(sealed)?)
}

/// Seals to the holder of a private key. Whoever seals cannot open it again.
pub fn seal_to(to: &Public, about: &str, plain: &[u8]) -> Option<String> {
    seal_to_bytes(to, about, plain).map(|sealed| to_hex(&sealed))
}

/// [`seal_to`] as bytes, for what is large.
pub fn seal_to_bytes(to: &Public, about: &str, plain: &[u8]) -> Option<Vec<u8>> {
    let to: [u8; 32] = from_hex(&to.0)?.try_into().ok()?;
    let once = StaticSecret::from(random());
    let from = PublicKey::from(&once);
    let key = shared(&once, &PublicKey::from(to), from.as_bytes(), &to)?;
    let mut out = from.as_bytes().to_vec();
    out.extend(shut(&key, about, plain));
    Some(out)
}

/// Opens what was sealed to this private key.
pub fn open_own(private: &Key, about: &str, sealed: &str) -> Option<Vec<u8>> {
    open_own_bytes(private, about, &from_hex(sealed)?)
}

/// Opens what [`seal_to_bytes`] sealed.
pub fn open_own_bytes(private: &Key, about: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (from, rest) = sealed.split_at_checked(32)?;
    let from: [u8; 32] = from.try_into().ok()?;
    let secret = StaticSecret::from(private.0);
    let own = PublicKey::from(&secret);
    let key = shared(&secret, &PublicKey::from(from), &from, own.as_bytes())?;
    unshut(&key, about, rest)
}

/// Wraps a private key for the holder of another.
pub fn wrap_to(to: &Public, about: &str, key: &Key) -> Option<String> {
    seal_to(to, about, &key.0)
}

/// Unwraps a private key.
pub fn unwrap_own(private: &Key, about: &str, wrapped: &str) -> Option<Key> {
    open_own(private, about, wrapped)?.try_into().ok().map(Key)
}

/// Wraps a private key under a key.
pub fn wrap(under: &Key, about: &str, key: &Key) -> String {
    seal(under, about, &key.0)
}

/// Unwraps a private key that was wrapped under a key.
pub fn unwrap(under: &Key, about: &str, wrapped: &str) -> Option<Key> {
    open(under, about, wrapped)?.try_into().ok().map(Key)
}

fn shared(secret: &StaticSecret, other: &PublicKey, from: &[u8; 32], to: &[u8; 32]) -> Option<Key> {
    let shared = secret.diffie_hellman(other);
    shared.was_contributory().then(|| derived(&[shared.as_bytes(), from, to], b"thanhtra sealed envelope"))
}

fn derived(parts: &[&[u8]], info: &[u8]) -> Key {
    let mut key = [0; 32];
    let whole = zeroize::Zeroizing::new(parts.concat());
    // 32 bytes are far below what HKDF-SHA-256 can give, so this cannot fail.
    let _ = hkdf::Hkdf::<Sha256>::new(None, &whole).expand(info, &mut key);
    Key(key)
}

fn shut(key: &Key, about: &str, plain: &[u8]) -> Vec<u8> {
    let nonce: [u8; NONCE] = random();
    let mut out = nonce.to_vec();
    let payload = Payload { msg: plain, aad: about.as_bytes() };
    // Fails only for texts of hundreds of gigabytes; an empty envelope then opens for nobody.
    out.extend(cipher(key).encrypt(&XNonce::from(nonce), payload).unwrap_or_default());
    out
}

fn unshut(key: &Key, about: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, msg) = sealed.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    cipher(key).decrypt(&XNonce::from(nonce), Payload { msg, aad: about.as_bytes() }).ok()
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&key.0.into())
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without randomness nothing may be sealed: better no program at all.
    #[allow(clippy::expect_used)]
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let digit = |d: u8| char::from(d).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let byte = |pair: &[u8]| Some((digit(pair[0])? << 4) | digit(pair[1])?);
    if digits.len().is_multiple_of(2) { digits.chunks_exact(2).map(byte).collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_key_opens_and_only_about_the_same_thing() {
        let (a, to_a) = pair();
        let (b, _) = pair();
        let sealed = seal_to(&to_a, "1|x", "Người tố cáo".as_bytes()).unwrap();
        assert_eq!(open_own(&a, "1|x", &sealed).unwrap(), "Người tố cáo".as_bytes());
        assert!(open_own(&b, "1|x", &sealed).is_none());
        assert!(open_own(&a, "2|x", &sealed).is_none());
        let broken = sealed.replacen(&sealed[70..72], if &sealed[70..72] == "00" { "01" } else { "00" }, 1);
        assert!(open_own(&a, "1|x", &broken).is_none());
        assert!(open_own(&a, "1|x", "").is_none() && open_own(&a, "1|x", "zz").is_none());
    }

    #[test]
    fn the_same_words_are_never_sealed_alike() {
        let (_, to) = pair();
        assert_ne!(seal_to(&to, "1", b"x"), seal_to(&to, "1", b"x"));
        let key = from_session("s");
        assert_ne!(seal(&key, "1", b"x"), seal(&key, "1", b"x"));
    }

    #[test]
    fn a_private_key_comes_back_out_of_its_password_alone() {
        let (private, _) = pair();
        let under = from_password("Hồ sơ số 47 ngăn 3", "0123456789abcdef").unwrap();
        let wrapped = wrap(&under, "account 1", &private);
        let other = from_password("Hồ sơ số 47 ngăn 4", "0123456789abcdef").unwrap();
        assert_eq!(unwrap(&under, "account 1", &wrapped), Some(private));
        assert_eq!(unwrap(&other, "account 1", &wrapped), None);
        assert_eq!(unwrap(&under, "account 2", &wrapped), None);
    }

    #[test]
    fn a_key_does_not_print() {
        assert_eq!(format!("{:?}", from_session("secret")), "Key(…)");
    }
}
