//! The room's socket and clock: one UDP port for every conference, one thread.
//!
//! Here so that [`crate::room`] needs neither. What one browser sends cannot end the thread: a
//! fault while its datagram is read costs that datagram. Writes nothing into any log.

use crate::Seat;
use crate::peer::{Refused, Setup};
use crate::room::{PeerId, Room};
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// The longest time without a look.
const NAP: Duration = Duration::from_millis(15);
/// The same while nobody is there.
const SLEEP: Duration = Duration::from_millis(200);
/// What the system keeps for us while we are busy.
const BUFFER: usize = 4 << 20;
/// Addresses remembered before they are all forgotten and found again.
const MOST_ADDRESSES: usize = 4_096;

/// A browser that was let in.
#[derive(Debug)]
pub struct Joined {
    /// Which one it is.
    pub peer: PeerId,
    /// The answer to its offer.
    pub answer: String,
}

#[derive(Default)]
struct Rooms {
    rooms: HashMap<String, Room>,
    by_address: HashMap<SocketAddr, (String, PeerId)>,
}

/// Every room, behind one port.
pub struct Service {
    setup: Setup,
    rooms: Mutex<Rooms>,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Service")
    }
}

impl Service {
    /// Takes the port and begins; `told`: addresses to tell browsers instead of our own.
    ///
    /// # Errors
    /// Where the port is taken or the thread cannot begin.
    pub fn start(listen: SocketAddr, told: &[IpAddr]) -> std::io::Result<Arc<Self>> {
        let socket = UdpSocket::bind(listen)?;
        let buffers = socket2::SockRef::from(&socket);
        // Less than asked for is what the system allows, and enough for a few points.
        let _ = buffers.set_recv_buffer_size(BUFFER).and(buffers.set_send_buffer_size(BUFFER));
        let addresses = addresses(socket.local_addr()?, told);
        let service = Arc::new(Self { setup: Setup { addresses }, rooms: Mutex::default() });
        let weak = Arc::downgrade(&service);
        std::thread::Builder::new().name("conference-av".to_owned()).spawn(move || work(&weak, &socket))?;
        Ok(service)
    }

    /// Where browsers are told to reach us.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.setup.addresses
    }

    /// Lets a browser into a room. `speaker`: who has the floor there.
    ///
    /// # Errors
    /// Why not.
    pub fn join(&self, room: &str, seat: Seat, speaker: Option<Seat>, offer: &str) -> Result<Joined, Refused> {
        let now = Instant::now();
        let mut rooms = self.locked();
        let room = rooms.rooms.entry(room.to_owned()).or_insert_with(|| Room::new(self.setup.clone(), now));
        room.give_floor(speaker);
        // A hostile offer that trips the reader is one that cannot be read.
        let joined = catch_unwind(AssertUnwindSafe(|| room.join(seat, offer, now)));
        joined.unwrap_or(Err(Refused::NotAnOffer)).map(|(peer, answer)| Joined { peer, answer })
    }

    /// Gives the floor of a room to a seat, or to nobody.
    pub fn give_floor(&self, room: &str, seat: Option<Seat>) {
        if let Some(room) = self.locked().rooms.get_mut(room) {
            room.give_floor(seat);
        }
    }

    /// Ends a room.
    pub fn end(&self, room: &str) {
        if let Some(room) = self.locked().rooms.get_mut(room) {
            room.end();
        }
    }

    /// Sends one browser out.
    pub fn leave(&self, room: &str, peer: PeerId) {
        if let Some(room) = self.locked().rooms.get_mut(room) {
            room.leave(peer);
        }
    }

    fn locked(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One datagram, or none, and everything that is due.
    fn step(&self, socket: &UdpSocket, datagram: Option<(SocketAddr, &[u8])>) -> Duration {
        let now = Instant::now();
        let mut guard = self.locked();
        let Rooms { rooms, by_address } = &mut *guard;
        if let Some((source, bytes)) = datagram {
            let known = by_address.get(&source).cloned();
            let home = known.as_ref().and_then(|(name, id)| rooms.get_mut(name)?.take(source, bytes, Some(*id), now));
            if home.is_none() {
                let found = rooms.iter_mut().find_map(|(n, r)| Some((n.clone(), r.take(source, bytes, None, now)?)));
                if by_address.len() >= MOST_ADDRESSES {
                    by_address.clear();
                }
                match found {
                    Some(found) => drop(by_address.insert(source, found)),
                    None => drop(by_address.remove(&source)),
                }
            }
        }
        // A datagram the system has no room for is lost like any other.
        let mut send = |to: SocketAddr, bytes: &[u8]| drop(socket.send_to(bytes, to));
        let mut wait = if rooms.is_empty() { SLEEP } else { NAP };
        for room in rooms.values_mut() {
            if room.due() <= now {
                room.run(now, &mut send);
            }
            wait = wait.min(room.due().saturating_duration_since(Instant::now()));
        }
        rooms.retain(|_, room| !room.is_empty());
        wait.max(Duration::from_micros(500))
    }
}

fn work(service: &Weak<Service>, socket: &UdpSocket) {
    let mut buffer = vec![0; 2_048];
    let mut wait = SLEEP;
    loop {
        if socket.set_read_timeout(Some(wait)).is_err() {
            return;
        }
        let got = socket.recv_from(&mut buffer).ok();
        let Some(service) = service.upgrade() else { return };
        let datagram = got.map(|(n, source)| (source, &buffer[..n]));
        wait = catch_unwind(AssertUnwindSafe(|| service.step(socket, datagram))).unwrap_or(NAP);
    }
}

/// Addresses browsers are told: those of the setting, or the one we listen at, or, where we
/// listen everywhere, the one this machine is reached at from outside, and its own.
pub fn addresses(listen: SocketAddr, told: &[IpAddr]) -> Vec<SocketAddr> {
    let at = |ip: &IpAddr| SocketAddr::new(*ip, listen.port());
    if !told.is_empty() {
        return told.iter().map(at).collect();
    }
    if !listen.ip().is_unspecified() {
        return vec![listen];
    }
    // Nothing is sent: the system only says which of its addresses it would use.
    let outside = UdpSocket::bind("0.0.0.0:0").and_then(|s| {
        s.connect("192.0.2.1:9")?;
        Ok(s.local_addr()?.ip())
    });
    let mut all: Vec<SocketAddr> = outside.iter().map(at).collect();
    all.push(at(&IpAddr::from([127, 0, 0, 1])));
    all.dedup();
    all
}
