//! How often one address may file, press and ask within an hour, and all of them together.
//!
//! In memory and bounded; read before a form's body is, so that thousands of filings from
//! one address cost little. Must never keep an address longer than its hour.

use crate::App;
use crate::cx::Cx;
use crate::errors::Error;
use crate::portal::visit::{Visit, missing};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::net::Ipv6Addr;
use std::sync::Mutex;

const HOUR_MS: i64 = 3_600_000;
/// Most addresses kept in mind; the others share one count.
const MOST: usize = 20_000;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// A form sent, whatever is in it.
    Press,
    /// A petition kept.
    Filed,
    /// A code that is none.
    Guess,
    /// A draft kept.
    Draft,
    /// A turn booked.
    Book,
    /// An alert asked for.
    Alert,
}

impl What {
    /// How many an address has in an hour, and all addresses.
    fn limits(self) -> (u32, u32) {
        match self {
            What::Press => (120, 60_000),
            What::Filed => (10, 5_000),
            What::Guess => (20, 2_000),
            What::Draft => (40, 5_000),
            What::Book => (6, 2_000),
            What::Alert => (5, 1_000),
        }
    }
}

#[derive(Debug, Default)]
struct Kept {
    hour: i64,
    counts: HashMap<(What, String), u32>,
    all: HashMap<What, u32>,
}

/// The counts of the running hour.
#[derive(Debug, Default)]
pub struct Flood(Mutex<Kept>);

impl Flood {
    /// Seconds to wait, if this address or all of them have had their share.
    pub fn wait(&self, what: What, address: &str, now_ms: i64) -> Option<u64> {
        let mut kept = self.0.lock().ok()?;
        turn(&mut kept, now_ms);
        let key = key(&kept, what, address);
        let (own, all) = what.limits();
        let full = kept.counts.get(&key).is_some_and(|n| *n >= own) || kept.all.get(&what).is_some_and(|n| *n >= all);
        let left = u64::try_from((kept.hour + 1) * HOUR_MS - now_ms).unwrap_or(0).div_ceil(1_000);
        full.then_some(left)
    }

    /// One more.
    pub fn count(&self, what: What, address: &str, now_ms: i64) {
        let Ok(mut kept) = self.0.lock() else { return };
        turn(&mut kept, now_ms);
        let key = key(&kept, what, address);
        *kept.counts.entry(key).or_default() += 1;
        *kept.all.entry(what).or_default() += 1;
    }
}

fn turn(kept: &mut Kept, now_ms: i64) {
    let hour = now_ms.div_euclid(HOUR_MS);
    if kept.hour != hour {
        *kept = Kept { hour, ..Kept::default() };
    }
}

fn key(kept: &Kept, what: What, address: &str) -> (What, String) {
    let key = (what, net(address));
    if kept.counts.len() < MOST || kept.counts.contains_key(&key) { key } else { (what, "*".to_owned()) }
}

/// Whoever has one IPv6 address has billions beside it: the network counts.
fn net(address: &str) -> String {
    match address.parse::<Ipv6Addr>() {
        Ok(v6) => format!("{:?}", &v6.segments()[..4]),
        Err(_) => address.to_owned(),
    }
}

/// A press of one of the filing forms that may be looked at; taken before the form itself.
pub struct Pressed;

impl FromRequestParts<App> for Pressed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Some(address) = parts.extensions.get::<Cx>().map(|cx| cx.address.clone()) else {
            return Err(Error::fault("a form outside the frame").into_response());
        };
        let now = app.clock.now_ms();
        if let Some(seconds) = app.flood.wait(What::Press, &address, now) {
            let Ok(visit) = Visit::from_request_parts(parts, app).await;
            return Err(too_often(&visit, seconds));
        }
        app.flood.count(What::Press, &address, now);
        Ok(Self)
    }
}

/// 429 in the portal's look.
pub fn too_often(visit: &Visit, seconds: u64) -> Response {
    let mut response = missing(visit, &Error::TooOften(seconds));
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_of_an_hour_and_no_more() {
        let flood = Flood::default();
        for _ in 0..10 {
            assert_eq!(flood.wait(What::Filed, "2001:db8::1", 0), None);
            flood.count(What::Filed, "2001:db8::1", 0);
        }
        assert_eq!(flood.wait(What::Filed, "2001:db8::2", 1_000), Some(3_599), "the same network");
        assert_eq!(flood.wait(What::Filed, "10.0.0.1", 1_000), None);
        assert_eq!(flood.wait(What::Guess, "2001:db8::1", 1_000), None);
        assert_eq!(flood.wait(What::Filed, "2001:db8::1", HOUR_MS), None);
    }

    #[test]
    fn what_is_kept_in_mind_is_bounded() {
        let flood = Flood::default();
        for n in 0..MOST * 2 {
            flood.count(What::Press, &format!("10.0.{}.{}", n / 256, n % 256), 0);
        }
        assert!(flood.0.lock().unwrap().counts.len() <= MOST + 3);
    }
}
