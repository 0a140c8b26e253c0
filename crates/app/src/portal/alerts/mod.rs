//! Báo tin: what is new of a place, an office or a field, as RSS and by e-mail; and that there is
//! something new of one's own petition, never what.
//!
//! An address gets mail only once its holder has confirmed it, and ends it with one press. It
//! lies sealed under the installation's key, which is not in the database; without that key
//! and a mail server there are no mails, and the feeds stay. Must never say whether an
//! address is known.

mod pages;
mod post;
pub mod store;
mod topic;

pub use post::round;

use crate::App;
use crate::access::Access;
use crate::routes::{Method, Routes};
use crate::vault;
use sha2::Digest;

/// Longest address.
const LONGEST: usize = 200;

/// What a mail program presses for its reader; it needs no language.
const STOP: &str = "/alerts/stop";

/// Pages and the feeds.
pub(super) fn routes() -> Routes {
    use Method::{Get, Post};
    let mut routes = Routes::new()
        .open("/alerts.rss", "/en/alerts.rss", topic::rss)
        .open("/alerts.atom", "/en/alerts.atom", topic::atom)
        .route(Get, STOP, Access::Public, pages::me)
        .route(Post, STOP, Access::Public, pages::stop);
    for [alerts, me] in [["/alerts", "/alerts/me"], ["/en/alerts", "/en/alerts/me"]] {
        routes = routes
            .route(Get, alerts, Access::Public, pages::page)
            .route(Post, alerts, Access::Public, pages::ask)
            .route(Get, me, Access::Public, pages::me)
            .route(Post, me, Access::Public, pages::set);
    }
    routes
}

/// What the installation's key gives to alerts: to seal addresses and to make secrets of links.
pub(super) struct Keys {
    secret: [u8; 32],
}

impl Keys {
    /// Of this installation; none where there is no key or no mail server.
    pub(super) fn of(app: &App) -> Option<Self> {
        let settings = &app.settings;
        if settings.mail.is_none() || settings.public_url.is_empty() {
            return None;
        }
        Some(Self { secret: settings.like_key.as_ref()?.derived(b"thanhtra alerts by mail") })
    }

    fn word(&self, about: &str) -> String {
        let mut all = sha2::Sha256::new();
        all.update(self.secret);
        all.update(about.as_bytes());
        crate::random::to_hex(&all.finalize())
    }

    /// The secret of the links of an alert: nobody who has only the database can make it.
    pub(super) fn token(&self, id: i64) -> String {
        self.word(&format!("token {id}"))[..32].to_owned()
    }

    /// By which the alerts of one address are counted.
    pub(super) fn mark_of(&self, address: &str) -> String {
        self.word(&format!("address {}", address.to_lowercase()))
    }

    pub(super) fn seal(&self, id: i64, address: &str) -> Vec<u8> {
        vault::inbox::shut_address(&self.secret, id, address.as_bytes())
    }

    pub(super) fn open(&self, id: i64, sealed: &[u8]) -> Option<String> {
        String::from_utf8(vault::inbox::open_address(&self.secret, id, sealed)?).ok()
    }
}

/// What stands in a link of a mail.
pub(super) fn key_of(keys: &Keys, id: i64) -> String {
    format!("{id}-{}", keys.token(id))
}

/// The alert a link is for, if the link is ours.
pub(super) fn read_key(keys: &Keys, text: &str) -> Option<i64> {
    let (id, token) = text.split_once('-')?;
    let id: i64 = id.parse().ok()?;
    crate::forms::same(token, &keys.token(id)).then_some(id)
}
