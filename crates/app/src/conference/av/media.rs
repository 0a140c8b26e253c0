//! Whether this server carries sound and picture, and the door to what does.
//!
//! Here so that the rest need not know whether it was built in, turned on or could begin: where
//! not, [`Media::why_off`] says the reason. One process carries a conference's media: of several
//! that share a database only one is to be given a port.

use crate::conference::Screen;
use casework::conference::State;
use serde::Serialize;
use std::net::IpAddr;

/// A TURN server as browsers take it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// Its address, as `turn:turn.gov.vn:3478`.
    pub urls: String,
    /// The name it knows us by.
    pub username: String,
    /// And the password.
    pub credential: String,
}

impl Turn {
    /// Reads `turn:host:3478|name|password`; none: not one.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '|');
        let urls = parts.next().filter(|u| u.starts_with("turn:") || u.starts_with("turns:"))?.to_owned();
        let mut next = || parts.next().unwrap_or("").to_owned();
        Some(Self { urls, username: next(), credential: next() })
    }
}

/// Why this server carries none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Off {
    /// Nobody asked for it.
    #[default]
    Chosen,
    /// The program was built without it.
    NotBuilt,
    /// It could not begin; what the system said.
    Failed(String),
}

/// Why a browser was not let in, as a word of the catalogues.
pub(super) type No = &'static str;

/// Sound and picture of this server.
#[derive(Debug, Default)]
pub struct Media {
    #[cfg(feature = "av")]
    service: Option<std::sync::Arc<::av::Service>>,
    off: Off,
    turn: Vec<Turn>,
}

impl Media {
    /// Begins at a UDP address; a failure is kept as the reason, not returned.
    pub fn start(listen: &str, told: &[IpAddr], turn: Vec<Turn>) -> Self {
        let media = Self { turn, ..Self::default() };
        media.begun(listen, told)
    }

    #[cfg(feature = "av")]
    fn begun(mut self, listen: &str, told: &[IpAddr]) -> Self {
        use std::net::ToSocketAddrs;
        let at = listen.to_socket_addrs().and_then(|mut all| all.next().ok_or(std::io::ErrorKind::NotFound.into()));
        match at.and_then(|at| ::av::Service::start(at, told)) {
            Ok(service) => self.service = Some(service),
            Err(why) => {
                tracing::warn!(%why, "sound and picture of conferences are off");
                self.off = Off::Failed(format!("UDP {listen}: {why}"));
            }
        }
        self
    }

    #[cfg(not(feature = "av"))]
    fn begun(mut self, _: &str, _: &[IpAddr]) -> Self {
        self.off = Off::NotBuilt;
        self
    }

    /// TURN servers for browsers.
    pub fn turn(&self) -> &[Turn] {
        &self.turn
    }

    /// Why there is none; none: there is.
    #[cfg(feature = "av")]
    pub fn why_off(&self) -> Option<&Off> {
        self.service.is_none().then_some(&self.off)
    }

    /// Why there is none.
    #[cfg(not(feature = "av"))]
    pub fn why_off(&self) -> Option<&Off> {
        Some(&self.off)
    }

    /// Lets a screen's browser in; the answer to its offer.
    #[cfg(feature = "av")]
    pub(super) fn join(&self, number: &str, screen: &Screen, state: &State, offer: &str) -> Result<String, No> {
        let service = self.service.as_ref().ok_or("off")?;
        let seat = match screen {
            Screen::Chair => ::av::Seat::Chair,
            Screen::Point(unit) => ::av::Seat::Point(unit.clone()),
            Screen::Projector | Screen::Follow => ::av::Seat::Guest,
        };
        let joined = service.join(number, seat, floor(state), offer).map_err(|no| match no {
            ::av::Refused::TooLong | ::av::Refused::NotAnOffer => "not_an_offer",
            ::av::Refused::Full => "full",
        })?;
        Ok(joined.answer)
    }

    /// Lets nobody in.
    #[cfg(not(feature = "av"))]
    pub(super) fn join(&self, _: &str, _: &Screen, _: &State, _: &str) -> Result<String, No> {
        Err("off")
    }

    /// Gives the floor to whom the record gives it.
    pub fn follow(&self, number: &str, state: &State) {
        #[cfg(feature = "av")]
        if let Some(service) = &self.service {
            service.give_floor(number, floor(state));
            if state.closed_ms.is_some() {
                service.end(number);
            }
        }
        #[cfg(not(feature = "av"))]
        let _ = (number, state);
    }
}

/// Who has the floor: a point, or the chair where the organiser's own unit speaks.
#[cfg(feature = "av")]
fn floor(state: &State) -> Option<::av::Seat> {
    let unit = &state.speaking.as_ref()?.speaker.unit;
    let is_chair = *unit == state.unit && state.point(unit).is_none();
    Some(if is_chair { ::av::Seat::Chair } else { ::av::Seat::Point(unit.clone()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_server_is_an_address_a_name_and_a_password() {
        let read = Turn::read(" turn:turn.vn:3478?transport=udp|diem-cau|a|b ").unwrap();
        assert_eq!((read.urls.as_str(), read.credential.as_str()), ("turn:turn.vn:3478?transport=udp", "a|b"));
        assert_eq!(Turn::read("https://turn.vn"), None);
    }

    #[test]
    fn a_taken_port_is_a_reason_and_no_fault() {
        let taken = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let at = taken.local_addr().unwrap().to_string();
        let media = Media::start(&at, &[], Vec::new());
        assert!(matches!(media.why_off(), Some(Off::Failed(why)) if why.contains(&at)), "{media:?}");
        assert_eq!(Media::default().why_off(), Some(&Off::Chosen));
    }
}
