//! Whole rooms in one thread: browsers are connections of the same library, datagrams are passed by hand.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::{PeerId, Refused, Room, Seat, Setup};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use str0m::change::{SdpAnswer, SdpPendingOffer};
use str0m::media::{Direction, MediaKind, Mid};
use str0m::net::{Protocol, Receive};
use str0m::rtp::RtpWrite;
use str0m::{Candidate, Event, Input, Output, Rtc, RtcConfig};

/// A browser: its connection, what it sends, what it got.
struct Browser {
    rtc: Rtc,
    at: SocketAddr,
    mids: Vec<Mid>,
    got: Vec<(Mid, Vec<u8>, u64)>,
    keys_asked: usize,
    notices: Vec<String>,
    sent: u64,
}

fn config() -> RtcConfig {
    let provider = std::sync::Arc::new(str0m::crypto::from_feature_flags());
    let config = RtcConfig::new().set_crypto_provider(provider).set_rtp_mode(true).clear_codecs();
    config.enable_opus(true, false).enable_vp8(true)
}

impl Browser {
    fn offer(port: u16, sends: bool, now: Instant) -> (Self, String, SdpPendingOffer) {
        let mut rtc = config().build(now);
        let at: SocketAddr = ([127, 0, 0, 1], port).into();
        rtc.add_local_candidate(Candidate::host(at, Protocol::Udp).unwrap());
        let mut api = rtc.sdp_api();
        let mut mids = Vec::new();
        let kinds = [MediaKind::Audio, MediaKind::Video];
        if sends {
            mids.extend(kinds.map(|k| api.add_media(k, Direction::SendOnly, None, None, None)));
        }
        for _ in ["floor", "chair"] {
            mids.extend(kinds.map(|k| api.add_media(k, Direction::RecvOnly, None, None, None)));
        }
        api.add_channel("notices".to_owned());
        let (offer, pending) = api.apply().unwrap();
        let got = Vec::new();
        let browser = Self { rtc, at, mids, got, keys_asked: 0, notices: Vec::new(), sent: 0 };
        (browser, offer.to_sdp_string(), pending)
    }

    fn accept(&mut self, answer: &str, pending: SdpPendingOffer) {
        self.rtc.sdp_api().accept_answer(pending, SdpAnswer::from_sdp_string(answer).unwrap()).unwrap();
    }

    /// Its microphone says something, its camera shows a frame.
    fn film(&mut self, key: bool, mark: u8, now: Instant) {
        self.sent += 1;
        let (n, time) = (self.sent, u32::try_from(self.sent * 3_000).unwrap());
        // A descriptor with a picture number of 15 bits, then the frame's first byte.
        let picture = vec![0x90, 0x80, 0x80, u8::try_from(n).unwrap(), u8::from(!key), mark, 0, 0];
        for (place, payload) in [(0, vec![mark; 20]), (1, picture)] {
            let mid = self.mids[place];
            let pt = self.rtc.media(mid).unwrap().remote_pts()[0];
            let write = RtpWrite::new(pt, (100 + n).into(), time, now, payload).marker(true);
            self.rtc.direct_api().stream_tx_by_mid(mid, None).unwrap().write_rtp(write);
        }
    }

    /// One thing happens to it: the library wants to be emptied after each.
    fn step(&mut self, input: Input, out: &mut VecDeque<(SocketAddr, Vec<u8>)>) {
        if !self.rtc.is_alive() {
            return;
        }
        self.rtc.handle_input(input).unwrap();
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(_) => return,
                Output::Transmit(t) => out.push_back((self.at, t.contents.to_vec())),
                Output::Event(Event::RtpPacket(p)) => {
                    let mid = self.rtc.direct_api().stream_rx(&p.header.ssrc).map(|s| s.mid()).unwrap();
                    self.got.push((mid, p.payload.to_vec(), *p.seq_no));
                }
                Output::Event(Event::KeyframeRequest(_)) => self.keys_asked += 1,
                Output::Event(Event::ChannelData(d)) => self.notices.push(String::from_utf8(d.data).unwrap()),
                Output::Event(_) => {}
            }
        }
    }

    /// Marks that came on a stream: 0 and 1 of the floor, 2 and 3 of the chair, after what it sends.
    fn marks(&self, stream: usize) -> Vec<u8> {
        let skip = self.mids.len() - 4;
        let of = self.got.iter().filter(|(mid, ..)| *mid == self.mids[skip + stream]);
        of.map(|(_, payload, _)| if stream.is_multiple_of(2) { payload[0] } else { payload[5] }).collect()
    }
}

/// A room and its browsers, with a clock of their own.
struct Hall {
    room: Room,
    at: SocketAddr,
    now: Instant,
    browsers: Vec<Browser>,
    /// What browsers answered at once, for the next step.
    late: VecDeque<(SocketAddr, Vec<u8>)>,
}

impl Hall {
    fn new() -> Self {
        let (now, at) = (Instant::now(), ([127, 0, 0, 1], 3_000).into());
        Self {
            room: Room::new(Setup { addresses: vec![at] }, now),
            at,
            now,
            browsers: Vec::new(),
            late: VecDeque::new(),
        }
    }

    fn join(&mut self, seat: Seat, sends: bool) -> (usize, PeerId) {
        let port = 4_000 + u16::try_from(self.browsers.len()).unwrap();
        let (mut browser, offer, pending) = Browser::offer(port, sends, self.now);
        let (id, answer) = self.room.join(seat, &offer, self.now).unwrap();
        browser.accept(&answer, pending);
        self.browsers.push(browser);
        (self.browsers.len() - 1, id)
    }

    /// Lets time pass in steps of 10 ms; `act` is asked before each.
    fn pass(&mut self, ms: u64, mut act: impl FnMut(&mut Self, u64)) {
        for n in 0..ms / 10 {
            self.now += Duration::from_millis(10);
            act(self, n);
            let mut out = std::mem::take(&mut self.late);
            for browser in &mut self.browsers {
                browser.step(Input::Timeout(self.now), &mut out);
            }
            let mut back: Vec<(SocketAddr, Vec<u8>)> = Vec::new();
            while let Some((from, bytes)) = out.pop_front() {
                self.room.take(from, &bytes, None, self.now);
                self.room.run(self.now, &mut |to, bytes| back.push((to, bytes.to_vec())));
            }
            self.room.run(self.now, &mut |to, bytes| back.push((to, bytes.to_vec())));
            for (to, bytes) in back {
                let Some(browser) = self.browsers.iter_mut().find(|b| b.at == to) else { continue };
                let Ok(contents) = bytes.as_slice().try_into() else { continue };
                let receive = Receive { proto: Protocol::Udp, source: self.at, destination: to, contents };
                browser.step(Input::Receive(self.now, receive), &mut self.late);
            }
        }
    }
}

/// Films with one browser: a frame each 30 ms, a key frame first and whenever it was asked for one.
fn films(hall: &mut Hall, who: usize, n: u64, mark: u8) {
    let (now, browser) = (hall.now, &mut hall.browsers[who]);
    if n.is_multiple_of(3) {
        let key = n == 0 || browser.keys_asked > 0;
        browser.keys_asked = 0;
        browser.film(key, mark, now);
    }
}

#[test]
fn speaker_and_chair_are_sent_on_and_nobody_else() {
    let mut hall = Hall::new();
    let (chair, _) = hall.join(Seat::Chair, true);
    let (first, _) = hall.join(Seat::Point("31".into()), true);
    let (second, _) = hall.join(Seat::Point("48".into()), true);
    let (wall, _) = hall.join(Seat::Guest, false);
    hall.pass(1_500, |_, _| {});
    hall.room.give_floor(Some(Seat::Point("31".into())));
    hall.pass(900, |hall, n| [(chair, 1), (first, 2), (second, 3)].iter().for_each(|(b, m)| films(hall, *b, n, *m)));
    let guest = &hall.browsers[wall];
    for stream in 0..4 {
        let wanted = if stream < 2 { 2 } else { 1 };
        let marks = guest.marks(stream);
        assert!(marks.len() > 20 && marks.iter().all(|m| *m == wanted), "stream {stream}: {marks:?}");
    }
    assert!(hall.browsers[first].marks(0).is_empty(), "nobody hears themselves");
    assert!(hall.browsers[chair].marks(1).len() > 20 && hall.browsers[chair].marks(3).is_empty());
    let last = guest.notices.last().unwrap();
    assert!(last.contains("\"speaker\":\"31\"") && last.contains("\"on_air\":false"), "{last}");
    assert!(hall.browsers[first].notices.last().unwrap().contains("\"on_air\":true"));

    // The floor goes on to the second: its picture begins with a key frame, numbers go on without a gap.
    hall.browsers[wall].got.clear();
    hall.room.give_floor(Some(Seat::Point("48".into())));
    hall.pass(900, |hall, n| [(first, 2), (second, 3)].iter().for_each(|(b, m)| films(hall, *b, n + 1, *m)));
    let guest = &hall.browsers[wall];
    let frames: Vec<_> = guest.got.iter().filter(|(mid, ..)| *mid == guest.mids[1]).collect();
    assert!(frames.len() > 15 && frames.iter().all(|(_, p, _)| p[5] == 3), "{}", frames.len());
    assert_eq!(frames[0].1[4], 0, "a key frame first");
    assert!(frames.windows(2).all(|w| w[1].2 == w[0].2 + 1), "no gap in numbers");
}

#[test]
fn who_joins_a_seat_last_is_sent_on_until_they_leave() {
    let mut hall = Hall::new();
    let (old, _) = hall.join(Seat::Chair, true);
    hall.pass(1_000, |_, _| {});
    let (new, id) = hall.join(Seat::Chair, true);
    let (point, _) = hall.join(Seat::Point("31".into()), false);
    hall.pass(1_000, |_, _| {});
    hall.pass(300, |hall, n| [(old, 1), (new, 2)].iter().for_each(|(b, m)| films(hall, *b, n, *m)));
    assert!(hall.browsers[point].marks(2).iter().all(|m| *m == 2));
    assert!(hall.browsers[old].notices.last().unwrap().contains("\"elsewhere\":true"));
    hall.room.leave(id);
    hall.pass(300, |_, _| {});
    hall.browsers[point].got.clear();
    hall.pass(600, |hall, n| films(hall, old, n + 3, 1));
    assert!(hall.browsers[point].marks(2).len() > 10, "{:?}", hall.browsers[point].marks(2));
}

#[test]
fn who_only_watches_is_sent_on_to_nobody() {
    let mut hall = Hall::new();
    let (guest, _) = hall.join(Seat::Guest, true);
    let (wall, _) = hall.join(Seat::Guest, false);
    hall.pass(1_000, |_, _| {});
    hall.room.give_floor(Some(Seat::Guest));
    hall.pass(500, |hall, n| films(hall, guest, n, 9));
    assert!(hall.browsers[wall].got.is_empty());
}

#[test]
fn what_is_no_offer_is_refused() {
    let (mut hall, now) = (Hall::new(), Instant::now());
    let mut no = |offer: &str| hall.room.join(Seat::Guest, offer, now).unwrap_err();
    let (_, offer, _) = Browser::offer(5_000, false, now);
    let without = |start: &str| -> String {
        offer.lines().filter(|l| !l.starts_with(start)).map(|l| format!("{l}\r\n")).collect()
    };
    let (unsigned, nameless) = (without("a=fingerprint"), without("a=ice-ufrag"));
    for text in ["", "x", "v=0\r\n", &offer[..150], &unsigned, &nameless] {
        assert_eq!(no(text), Refused::NotAnOffer, "{text}");
    }
    let many = format!("{offer}{}", "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:9\r\na=recvonly\r\n".repeat(9));
    assert_eq!(no(&many), Refused::NotAnOffer);
    assert_eq!(no(&format!("{offer}{}", "a=x\r\n".repeat(20_000))), Refused::TooLong);
    for n in 0..200 {
        hall.room.join(Seat::Guest, &offer, now).unwrap_or_else(|e| panic!("{n}: {e:?}"));
    }
    assert_eq!(hall.room.join(Seat::Guest, &offer, now).unwrap_err(), Refused::Full);
    hall.room.run(now + Duration::from_secs(21), &mut |_, _| {});
    assert!(hall.room.is_empty(), "who never connects does not keep the place");
}
