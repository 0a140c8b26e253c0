//! Measures forwarding: 64 receivers of one speaker of 720p size, over UDP of this machine.
//!
//! Browsers are connections of the same library in another process, each with a thread and a socket
//! of its own, so that the processor time measured is the server's alone. What it is compared with is
//! this process sending as many datagrams of that length by `sendto` to one socket nobody reads.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use av::{Seat, Service};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, UdpSocket};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use str0m::change::{SdpAnswer, SdpPendingOffer};
use str0m::media::{Direction, MediaKind, Mid};
use str0m::net::{Protocol, Receive};
use str0m::rtp::RtpWrite;
use str0m::{Candidate, Event, Input, Output, Rtc, RtcConfig};

/// Frames a second, datagrams a frame, bytes a datagram: 1.5 Mbit a second.
const FRAMES: u64 = 30;
const PIECES: u64 = 6;
const LENGTH: usize = 1_040;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let number = |n: usize, or: u64| args.get(n).and_then(|a| a.parse().ok()).unwrap_or(or);
    match args.get(1).map(String::as_str) {
        Some("browsers") => browsers(number(2, 64), number(3, 20)),
        _ => server(number(1, 64), number(2, 20)),
    }
}

/// Processor time of this process, in seconds.
fn spent() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
    let ticks = |n: usize| fields[n].parse::<f64>().unwrap();
    (ticks(11) + ticks(12)) / 100.0
}

fn server(receivers: u64, seconds: u64) {
    let service = Service::start(([127, 0, 0, 1], 0).into(), &[]).expect("a port");
    let own = std::env::current_exe().unwrap();
    let mut child = Command::new(own)
        .args(["browsers", &receivers.to_string(), &seconds.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let speaker = Seat::Point("31".to_owned());
    let (mut begun, mut used) = (0.0, 0.0);
    for line in from.lines() {
        let line = line.unwrap();
        match line.split_once('\t') {
            Some((who, offer)) => {
                let seat = if who == "speaker" { speaker.clone() } else { Seat::Guest };
                let offer = offer.replace("\\n", "\r\n");
                let joined = service.join("bench", seat, Some(speaker.clone()), &offer).expect("let in");
                writeln!(to, "{}", joined.answer.replace("\r\n", "\\n")).unwrap();
            }
            None if line == "begin" => begun = spent(),
            None if line == "end" => used = spent() - begun,
            None => println!("{line}"),
        }
    }
    child.wait().unwrap();
    let datagrams = receivers * seconds * FRAMES * PIECES;
    let raw = raw(datagrams);
    let each = |s: f64| s / seconds as f64 / receivers as f64 * 100.0;
    println!("server: {used:.2} s of processor for {seconds} s; {:.3} % of a core each receiver", each(used));
    println!("sendto alone: {raw:.2} s for {datagrams} datagrams; {:.3} % each; ratio {:.1}", each(raw), used / raw);
}

/// The same datagrams by `sendto`.
fn raw(datagrams: u64) -> f64 {
    let (socket, sink) = (UdpSocket::bind("127.0.0.1:0").unwrap(), UdpSocket::bind("127.0.0.1:0").unwrap());
    let (to, bytes, begun) = (sink.local_addr().unwrap(), [7; LENGTH + 28], spent());
    for _ in 0..datagrams {
        let _ = socket.send_to(&bytes, to);
    }
    spent() - begun
}

/// What all browsers share.
#[derive(Default)]
struct Shared {
    connected: AtomicU64,
    filming: AtomicBool,
    over: AtomicBool,
}

struct Browser {
    rtc: Rtc,
    socket: UdpSocket,
    at: SocketAddr,
    camera: Option<Mid>,
}

fn micros() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros()).unwrap()
}

impl Browser {
    fn new(sends: bool) -> (Self, String, SdpPendingOffer) {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let at = socket.local_addr().unwrap();
        let provider = Arc::new(str0m::crypto::from_feature_flags());
        let config = RtcConfig::new().set_crypto_provider(provider).set_rtp_mode(true).clear_codecs();
        let mut rtc = config.enable_opus(true, false).enable_vp8(true).build(Instant::now());
        rtc.add_local_candidate(Candidate::host(at, Protocol::Udp).unwrap());
        let mut api = rtc.sdp_api();
        let kinds = [MediaKind::Audio, MediaKind::Video];
        let sent = kinds.map(|k| sends.then(|| api.add_media(k, Direction::SendOnly, None, None, None)));
        for _ in ["floor", "chair"] {
            let _ = kinds.map(|k| api.add_media(k, Direction::RecvOnly, None, None, None));
        }
        let (offer, pending) = api.apply().unwrap();
        (Self { rtc, socket, at, camera: sent[1] }, offer.to_sdp_string(), pending)
    }

    /// Empties it; delays of packets that came.
    fn drain(&mut self, shared: &Shared, delays: &mut Vec<u64>, now: u64) -> Instant {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(at) => return at,
                Output::Transmit(t) => drop(self.socket.send_to(&t.contents, t.destination)),
                Output::Event(Event::Connected) => drop(shared.connected.fetch_add(1, Ordering::Relaxed)),
                Output::Event(Event::RtpPacket(p)) if p.payload.len() == LENGTH => {
                    let sent = u64::from_le_bytes(p.payload[8..16].try_into().unwrap());
                    delays.push(now.saturating_sub(sent));
                }
                Output::Event(_) => {}
            }
        }
    }

    fn film(&mut self, n: u64) {
        let Some(mid) = self.camera else { return };
        let pt = self.rtc.media(mid).unwrap().remote_pts()[0];
        let time = u32::try_from(n / PIECES * 3_000).unwrap();
        let mut payload = vec![0; LENGTH];
        let picture = u16::try_from(n / PIECES % 0x8000).unwrap().to_be_bytes();
        // Every frame is a key frame: the room is to forward all of them.
        let first = if n.is_multiple_of(PIECES) { 0x90 } else { 0x80 };
        payload[..5].copy_from_slice(&[first, 0x80, 0x80 | picture[0], picture[1], 0]);
        payload[8..16].copy_from_slice(&micros().to_le_bytes());
        let write = RtpWrite::new(pt, (n + 1).into(), time, Instant::now(), payload);
        let write = write.marker(n % PIECES == PIECES - 1).nackable(true);
        self.rtc.direct_api().stream_tx_by_mid(mid, None).unwrap().write_rtp(write);
    }

    /// Lives until the measurement is over; delays in µs.
    fn live(mut self, shared: &Shared, seconds: u64) -> Vec<u64> {
        let (mut delays, mut buffer, mut sent, mut begun) = (Vec::new(), [0; 2_048], 0, None);
        while !shared.over.load(Ordering::Relaxed) {
            self.rtc.handle_input(Input::Timeout(Instant::now())).unwrap();
            let mut due = self.drain(shared, &mut delays, micros());
            if self.camera.is_some() && shared.filming.load(Ordering::Relaxed) {
                let since = *begun.get_or_insert_with(Instant::now);
                let frame = since + Duration::from_micros(sent / PIECES * 1_000_000 / FRAMES);
                if sent < seconds * FRAMES * PIECES && Instant::now() >= frame {
                    for _ in 0..PIECES {
                        self.film(sent);
                        sent += 1;
                        self.rtc.handle_input(Input::Timeout(Instant::now())).unwrap();
                        self.drain(shared, &mut delays, micros());
                    }
                }
                due = due.min(frame);
            }
            let wait = due.saturating_duration_since(Instant::now());
            let wait = wait.clamp(Duration::from_micros(500), Duration::from_millis(20));
            self.socket.set_read_timeout(Some(wait)).unwrap();
            let Ok((n, source)) = self.socket.recv_from(&mut buffer) else { continue };
            let came = micros();
            let Ok(contents) = buffer[..n].try_into() else { continue };
            let receive = Receive { proto: Protocol::Udp, source, destination: self.at, contents };
            self.rtc.handle_input(Input::Receive(Instant::now(), receive)).unwrap();
            self.drain(shared, &mut delays, came);
        }
        delays
    }
}

fn browsers(receivers: u64, seconds: u64) {
    let shared = Arc::new(Shared::default());
    let mut threads = Vec::new();
    let mut answers = std::io::stdin().lines();
    for n in 0..=receivers {
        let (mut browser, offer, pending) = Browser::new(n == 0);
        println!("{}\t{}", if n == 0 { "speaker" } else { "receiver" }, offer.replace("\r\n", "\\n"));
        let answer = answers.next().unwrap().unwrap().replace("\\n", "\r\n");
        browser.rtc.sdp_api().accept_answer(pending, SdpAnswer::from_sdp_string(&answer).unwrap()).unwrap();
        let own = shared.clone();
        threads.push(std::thread::spawn(move || browser.live(&own, seconds)));
        // One after the other, as points come in: handshakes are not what is measured.
        while shared.connected.load(Ordering::Relaxed) <= n {
            std::thread::park_timeout(Duration::from_millis(2));
        }
    }
    println!("begin");
    shared.filming.store(true, Ordering::Relaxed);
    std::thread::park_timeout(Duration::from_secs(seconds));
    println!("end");
    std::thread::park_timeout(Duration::from_millis(700));
    shared.over.store(true, Ordering::Relaxed);
    let mut delays: Vec<u64> = threads.into_iter().flat_map(|t| t.join().unwrap()).collect();
    delays.sort_unstable();
    let sent = receivers * seconds * FRAMES * PIECES;
    let at = |share: usize| delays.get((delays.len().max(1) - 1) * share / 100).copied().unwrap_or(0) as f64 / 1_000.0;
    let lost = 100.0 - delays.len() as f64 * 100.0 / sent as f64;
    println!(
        "{receivers} receivers, 1.5 Mbit/s each: lost {lost:.3} %; added delay {:.2} ms (middle), {:.2} ms (99 of 100)",
        at(50),
        at(99)
    );
}
