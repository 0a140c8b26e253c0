//! A conference's room: who has the floor and the chair go to everybody, nobody else to anybody.
//!
//! Without socket, clock or thread: datagrams and instants come in, datagrams go out. Whoever
//! joins a seat last is the one heard from it; when that browser goes, the one before is again.

use crate::Seat;
use crate::budget::{Budget, Level};
use crate::peer::{Of, Peer, Refused, Said, Setup, datagram};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use str0m::Input;
use str0m::media::MediaKind;
use str0m::rtp::RtpPacket;

/// A browser in a room; later ones have higher numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerId(pub(crate) u64);

/// Browsers in one room.
const MOST: usize = 200;
/// Between two requests for a whole picture to one camera.
const KEY_PAUSE: Duration = Duration::from_millis(400);
/// Between two looks at rates and levels.
const TICK: Duration = Duration::from_millis(500);
/// What a picture is thought to take before it is measured.
const LEAST_PICTURE: u64 = 150_000;
/// What a voice takes.
const VOICE: u64 = 40_000;

/// Who is sent on, and what it takes.
#[derive(Default)]
struct Source {
    peer: Option<PeerId>,
    asked: Option<Instant>,
    /// A camera's bytes since the last look, and its rate.
    bytes: u64,
    rate: u64,
}

/// One room.
pub struct Room {
    setup: Setup,
    peers: BTreeMap<PeerId, Peer>,
    last: u64,
    /// Who has the floor.
    speaker: Option<Seat>,
    floor: Source,
    chair: Source,
    looked: Instant,
    stale: bool,
}

impl Room {
    /// An empty room.
    pub fn new(setup: Setup, now: Instant) -> Self {
        let (floor, chair) = (Source::default(), Source::default());
        Self { setup, peers: BTreeMap::new(), last: 0, speaker: None, floor, chair, looked: now, stale: false }
    }

    /// Lets a browser in; the answer to its offer.
    ///
    /// # Errors
    /// Why not.
    pub fn join(&mut self, seat: Seat, offer: &str, now: Instant) -> Result<(PeerId, String), Refused> {
        if self.peers.len() >= MOST {
            return Err(Refused::Full);
        }
        let (peer, answer) = Peer::new(&self.setup, seat, offer, now)?;
        self.last += 1;
        let id = PeerId(self.last);
        self.peers.insert(id, peer);
        Ok((id, answer))
    }

    /// Gives the floor to a seat, or to nobody.
    pub fn give_floor(&mut self, seat: Option<Seat>) {
        if self.speaker != seat {
            self.speaker = seat;
            self.stale = true;
        }
    }

    /// Sends somebody out.
    pub fn leave(&mut self, id: PeerId) {
        if let Some(peer) = self.peers.get_mut(&id) {
            peer.end();
            peer.due = self.looked;
        }
    }

    /// Sends everybody out.
    pub fn end(&mut self) {
        self.peers.values_mut().for_each(Peer::end);
    }

    /// How many are in it.
    pub fn len(&self) -> usize {
        self.peers.len()
    }

    /// Whether nobody is.
    pub fn is_empty(&self) -> bool {
        self.peers.is_empty()
    }

    /// Takes a datagram; who it was from. `known`: who sent from that address before.
    pub fn take(&mut self, source: SocketAddr, bytes: &[u8], known: Option<PeerId>, now: Instant) -> Option<PeerId> {
        let input = datagram(&self.setup, source, bytes, now)?;
        let by_address = known.filter(|id| self.peers.get(id).is_some_and(|p| p.knows(&input)));
        let id = by_address.or_else(|| self.peers.iter().find(|(_, p)| p.knows(&input)).map(|(id, _)| *id))?;
        let peer = self.peers.get_mut(&id)?;
        peer.take(input);
        peer.due = now;
        Some(id)
    }

    /// When something is to be done without a datagram.
    pub fn due(&self) -> Instant {
        let tick = self.looked + TICK;
        self.peers.values().map(|p| p.due).fold(tick, Instant::min)
    }

    /// Does what is due, and sends what there is to send.
    pub fn run(&mut self, now: Instant, send: &mut dyn FnMut(SocketAddr, &[u8])) {
        let mut said = Vec::new();
        // A packet sent on makes its receiver due: as long as anybody says something, go round.
        loop {
            let mut heard: Vec<(PeerId, Said)> = Vec::new();
            for (id, peer) in &mut self.peers {
                if peer.due <= now {
                    peer.take(Input::Timeout(now));
                    peer.poll(send, &mut said);
                    heard.extend(said.drain(..).map(|s| (*id, s)));
                    // What it asks for at once would keep us here.
                    peer.due = peer.due.max(now + Duration::from_micros(500));
                }
            }
            let before = self.peers.len();
            self.peers.retain(|_, p| p.is_alive(now));
            if self.stale || before != self.peers.len() || self.sources() != (self.floor.peer, self.chair.peer) {
                self.settle(now);
            }
            if heard.is_empty() {
                break;
            }
            for (id, what) in heard {
                match what {
                    Said::Media(kind, packet) => self.forward(id, kind, &packet, now),
                    Said::Key(of) => self.ask_key(of, now),
                }
            }
        }
        if now >= self.looked + TICK {
            self.look(now);
        }
    }

    /// Who is to be sent on: the last browser of the seat that sends.
    fn sources(&self) -> (Option<PeerId>, Option<PeerId>) {
        let of = |seat: &Seat| self.peers.iter().rev().find(|(_, p)| p.seat == *seat && p.sends()).map(|(id, _)| *id);
        let floor = self.speaker.as_ref().filter(|s| matches!(s, Seat::Point(_))).and_then(of);
        (floor, of(&Seat::Chair))
    }

    fn settle(&mut self, now: Instant) {
        self.stale = false;
        let (floor, chair) = self.sources();
        for (source, peer) in [(&mut self.floor, floor), (&mut self.chair, chair)] {
            if source.peer != peer {
                *source = Source { peer, ..Source::default() };
            }
        }
        self.ask_key(Of::Floor, now);
        self.ask_key(Of::Chair, now);
        self.notify(now);
    }

    fn source(&mut self, of: Of) -> &mut Source {
        match of {
            Of::Floor => &mut self.floor,
            Of::Chair => &mut self.chair,
        }
    }

    fn ask_key(&mut self, of: Of, now: Instant) {
        let source = self.source(of);
        let Some(id) = source.peer.filter(|_| source.asked.is_none_or(|at| now >= at + KEY_PAUSE)) else { return };
        source.asked = Some(now);
        if let Some(peer) = self.peers.get_mut(&id) {
            peer.ask_key(now);
        }
    }

    fn forward(&mut self, from: PeerId, kind: MediaKind, packet: &RtpPacket, now: Instant) {
        let of = match Some(from) {
            id if id == self.floor.peer => Of::Floor,
            id if id == self.chair.peer => Of::Chair,
            _ => return,
        };
        if kind.is_video() {
            self.source(of).bytes += packet.payload.len() as u64 + 12;
        }
        let Some(seat) = self.peers.get(&from).map(|p| p.seat.clone()) else { return };
        let mut waits = false;
        // The other machines of the same room would hear themselves.
        for (_, peer) in self.peers.iter_mut().filter(|(_, p)| p.seat != seat) {
            waits |= !peer.forward(from, of, kind, packet, now);
        }
        if waits {
            self.ask_key(of, now);
        }
    }

    /// Measures, weighs and tells.
    fn look(&mut self, now: Instant) {
        let passed = u64::try_from(now.saturating_duration_since(self.looked).as_millis()).unwrap_or(1).max(1);
        self.looked = now;
        for source in [&mut self.floor, &mut self.chair] {
            let rate = source.bytes * 8_000 / passed;
            source.bytes = 0;
            source.rate = if source.peer.is_none() { 0 } else { (source.rate * 3 + rate) / 4 };
        }
        let takes = |s: &Source| if s.rate == 0 { 0 } else { s.rate.max(LEAST_PICTURE) };
        let voices = u64::from(self.floor.peer.is_some()) + u64::from(self.chair.peer.is_some());
        let budget = Budget { sound: voices * VOICE, floor: takes(&self.floor), chair: takes(&self.chair) };
        let mut more = false;
        let speaker = self.speaker.clone();
        for peer in self.peers.values_mut() {
            // Nobody gets their own.
            let floor = if speaker.as_ref() == Some(&peer.seat) { 0 } else { budget.floor };
            let chair = if peer.seat == Seat::Chair { 0 } else { budget.chair };
            more |= peer.weigh(&Budget { floor, chair, ..budget }, now);
        }
        if more {
            self.ask_key(Of::Floor, now);
            self.ask_key(Of::Chair, now);
        }
        self.notify(now);
    }

    /// Tells each page what it needs to know to draw itself.
    fn notify(&mut self, now: Instant) {
        let speaker = match &self.speaker {
            Some(Seat::Point(unit)) => unit.as_str(),
            Some(Seat::Chair) => "chair",
            _ => "",
        };
        // Names are codes; anything that could end the string is left out.
        let speaker: String = speaker.chars().filter(|c| c.is_alphanumeric() || "-._".contains(*c)).collect();
        let (floor, chair) = (self.floor.peer, self.chair.peer);
        for (id, peer) in &mut self.peers {
            let on_air = floor == Some(*id) || chair == Some(*id);
            let asked = peer.sends() && (peer.seat == Seat::Chair || self.speaker.as_ref() == Some(&peer.seat));
            let notice = format!(
                "{{\"speaker\":\"{speaker}\",\"floor\":{},\"chair\":{},\"on_air\":{on_air},\"elsewhere\":{},\"pictures\":{}}}",
                floor.is_some(),
                chair.is_some(),
                asked && !on_air,
                peer.level().pictures(),
            );
            peer.tell(notice, now);
        }
    }

    /// Pictures sent on to each browser, for tests and figures.
    pub fn levels(&self) -> Vec<Level> {
        self.peers.values().map(Peer::level).collect()
    }
}
