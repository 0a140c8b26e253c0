//! Slows down guessing: after a few failures, each further try for the same
//! account from the same address has to wait, twice as long each time.
//!
//! In memory and bounded: a restart forgives, which is fine against guessing.
//! Must never lock an account for everybody, or anyone could shut a leader out.

use std::collections::HashMap;
use std::sync::Mutex;

/// Failures before waiting begins.
const FREE: u32 = 4;
/// Longest wait.
const LONGEST_MS: i64 = 15 * 60 * 1000;
/// Failures are forgotten after so long without one.
const FORGET_MS: i64 = 60 * 60 * 1000;
/// Most pairs kept in mind.
const MOST: usize = 20_000;

/// Failures by (account, address).
#[derive(Debug, Default)]
pub struct Slowdown(Mutex<HashMap<(String, String), Failures>>);

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last_ms: i64,
}

impl Failures {
    fn wait_until(self) -> i64 {
        if self.count < FREE {
            return 0;
        }
        let doubled = 1_000_i64.checked_shl(self.count - FREE).filter(|ms| *ms > 0).unwrap_or(LONGEST_MS);
        self.last_ms + doubled.min(LONGEST_MS)
    }
}

impl Slowdown {
    /// Seconds still to wait before this pair may try again; 0 if it may.
    pub fn wait(&self, login: &str, address: &str, now_ms: i64) -> u64 {
        let Ok(kept) = self.0.lock() else { return 0 };
        let left = kept.get(&key(login, address)).map_or(0, |f| f.wait_until() - now_ms);
        u64::try_from(left.max(0)).unwrap_or(0).div_ceil(1_000)
    }

    /// A wrong password.
    pub fn failed(&self, login: &str, address: &str, now_ms: i64) {
        let Ok(mut kept) = self.0.lock() else { return };
        if kept.len() >= MOST {
            kept.retain(|_, f| now_ms - f.last_ms < FORGET_MS);
        }
        if kept.len() >= MOST {
            kept.clear();
        }
        let failures = kept.entry(key(login, address)).or_insert(Failures { count: 0, last_ms: now_ms });
        if now_ms - failures.last_ms >= FORGET_MS {
            failures.count = 0;
        }
        failures.count = failures.count.saturating_add(1);
        failures.last_ms = now_ms;
    }

    /// The right password: the pair starts afresh.
    pub fn succeeded(&self, login: &str, address: &str) {
        if let Ok(mut kept) = self.0.lock() {
            kept.remove(&key(login, address));
        }
    }
}

fn key(login: &str, address: &str) -> (String, String) {
    (login.to_lowercase(), address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_gets_slower_for_the_guesser_alone() {
        let slow = Slowdown::default();
        let mut now = 1_000_000;
        for _ in 0..FREE {
            assert_eq!(slow.wait("lan", "10.0.0.1", now), 0);
            slow.failed("lan", "10.0.0.1", now);
        }
        assert_eq!(slow.wait("Lan", "10.0.0.1", now), 1, "letter case is no way round");
        assert_eq!(slow.wait("lan", "10.0.0.2", now), 0, "the owner elsewhere is not shut out");
        for _ in 0..40 {
            now += 1_000_000;
            slow.failed("lan", "10.0.0.1", now);
        }
        assert_eq!(slow.wait("lan", "10.0.0.1", now), 900);
        assert_eq!(slow.wait("lan", "10.0.0.1", now + FORGET_MS), 0);
        slow.succeeded("lan", "10.0.0.1");
        assert_eq!(slow.wait("lan", "10.0.0.1", now), 0);
    }
}
