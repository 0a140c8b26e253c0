//! One browser: its connection, what it sends, and the streams that go to it.
//!
//! The offer says everything at once, so nothing is negotiated again while the conference runs:
//! what the browser sends (a microphone and a camera, or nothing), then what it receives: sound
//! and picture of who has the floor, sound and picture of the chair, and one channel for notices.

use crate::budget::{self, Budget, Level, Patience};
use crate::seam::{Packet, Seam};
use crate::{PeerId, Seat};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use str0m::bwe::{Bitrate, BweKind};
use str0m::change::SdpOffer;
use str0m::channel::ChannelId;
use str0m::format::Codec;
use str0m::media::{Direction, KeyframeRequestKind, MediaAdded, MediaKind, Mid};
use str0m::net::{Protocol, Receive};
use str0m::rtp::{ExtensionValues, RtpPacket, RtpWrite, Vp8Descriptor};
use str0m::{Candidate, Event, IceConnectionState, Input, Output, Rtc, RtcConfig};

/// What every connection of a service is made with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Where browsers reach us.
    pub addresses: Vec<SocketAddr>,
}

/// Why an offer was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Longer than any browser's.
    TooLong,
    /// Not an offer, or not one of this page's.
    NotAnOffer,
    /// The room is full.
    Full,
}

/// A browser's offer of seven media has 10 to 20 kB.
const LONGEST: usize = 60_000;
/// A microphone and a camera, two streams of each coming, and the channel.
const MOST_MEDIA: usize = 7;
/// Until it has connected.
const LATEST: Duration = Duration::from_secs(20);
/// Browsers ask every two or three seconds whether we are there; who does not is gone.
const SILENT: Duration = Duration::from_secs(7);
/// What a line is thought to carry before anything is known.
const HOPED: Bitrate = Bitrate::mbps(4);
/// Between two reports of what of it arrived.
const REPORT: Duration = Duration::from_secs(1);

/// Whose sound and picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Floor,
    Chair,
}

struct Line {
    of: Of,
    kind: MediaKind,
    mid: Mid,
    seam: Seam,
}

/// What a browser said that is others' business.
pub(crate) enum Said {
    /// A packet of its microphone or camera.
    Media(MediaKind, Box<RtpPacket>),
    /// It needs a whole picture of somebody.
    Key(Of),
}

pub(crate) struct Peer {
    rtc: Rtc,
    pub seat: Seat,
    pub due: Instant,
    joined: Instant,
    heard: Instant,
    connected: bool,
    microphone: Option<Mid>,
    camera: Option<Mid>,
    lines: Vec<Line>,
    channel: Option<ChannelId>,
    told: String,
    way: budget::Line,
    patience: Patience,
}

impl Peer {
    /// A browser with its offer; and the answer.
    pub fn new(setup: &Setup, seat: Seat, offer: &str, now: Instant) -> Result<(Self, String), Refused> {
        if offer.len() > LONGEST {
            return Err(Refused::TooLong);
        }
        let media = offer.lines().filter(|l| l.starts_with("m=")).count();
        let offer = SdpOffer::from_sdp_string(offer).map_err(|_| Refused::NotAnOffer)?;
        if media == 0 || media > MOST_MEDIA {
            return Err(Refused::NotAnOffer);
        }
        let mut rtc = RtcConfig::new()
            .set_crypto_provider(provider())
            .set_ice_lite(true)
            .set_rtp_mode(true)
            .clear_codecs()
            .enable_opus(true, false)
            .enable_vp8(true)
            .enable_bwe(Some(HOPED))
            .set_stats_interval(Some(REPORT))
            .set_sctp_max_message_size(4_096)
            .build(now);
        for address in &setup.addresses {
            let candidate = Candidate::host(*address, Protocol::Udp).map_err(|_| Refused::NotAnOffer)?;
            rtc.add_local_candidate(candidate);
        }
        let answer = rtc.sdp_api().accept_offer(offer).map_err(|_| Refused::NotAnOffer)?;
        let peer = Self {
            rtc,
            seat,
            due: now,
            joined: now,
            heard: now,
            connected: false,
            microphone: None,
            camera: None,
            lines: Vec::new(),
            channel: None,
            told: String::new(),
            way: budget::Line::default(),
            patience: Patience::new(now),
        };
        Ok((peer, answer.to_sdp_string()))
    }

    /// Whether it sends anything, or may.
    pub fn sends(&self) -> bool {
        self.connected && self.microphone.is_some()
    }

    /// Whether it is still there.
    pub fn is_alive(&self, now: Instant) -> bool {
        let last = if self.connected { self.heard + SILENT } else { self.joined + LATEST };
        self.rtc.is_alive() && now < last
    }

    /// Whether a datagram is of this browser.
    pub fn knows(&self, datagram: &Input) -> bool {
        self.rtc.is_alive() && self.rtc.accepts(datagram)
    }

    /// Takes a datagram or lets time pass.
    pub fn take(&mut self, input: Input) {
        if let Input::Receive(at, _) = &input {
            self.heard = *at;
        }
        if self.rtc.is_alive() && self.rtc.handle_input(input).is_err() {
            self.rtc.disconnect();
        }
    }

    /// Everything it has to send and to say; afterwards `due` stands.
    pub fn poll(&mut self, send: &mut dyn FnMut(SocketAddr, &[u8]), said: &mut Vec<Said>) {
        while self.rtc.is_alive() {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(at)) => {
                    self.due = at;
                    return;
                }
                Ok(Output::Transmit(out)) => send(out.destination, &out.contents),
                Ok(Output::Event(event)) => said.extend(self.happened(event)),
                Err(_) => self.rtc.disconnect(),
            }
        }
    }

    fn happened(&mut self, event: Event) -> Option<Said> {
        match event {
            Event::Connected => self.connected = true,
            Event::IceConnectionStateChange(IceConnectionState::Disconnected) | Event::Closed => self.rtc.disconnect(),
            Event::MediaAdded(media) => self.media(&media),
            Event::ChannelOpen(id, _) => self.channel = Some(id),
            Event::EgressBitrateEstimate(BweKind::Twcc { estimate, .. } | BweKind::Remb { estimate, .. }) => {
                self.way.estimate = Some(estimate.as_u64());
            }
            Event::PeerStats(stats) => self.way.heard(stats.egress_loss_fraction, stats.rtt),
            Event::KeyframeRequest(asked) => {
                return self.lines.iter().find(|l| l.mid == asked.mid).map(|l| Said::Key(l.of));
            }
            Event::RtpPacket(packet) => {
                let mid = self.rtc.direct_api().stream_rx(&packet.header.ssrc).map(|s| s.mid())?;
                let kind = match Some(mid) {
                    m if m == self.microphone => MediaKind::Audio,
                    m if m == self.camera => MediaKind::Video,
                    _ => return None,
                };
                return Some(Said::Media(kind, Box::new(packet)));
            }
            _ => {}
        }
        None
    }

    fn media(&mut self, media: &MediaAdded) {
        let is_sound = media.kind.is_audio();
        if media.direction == Direction::RecvOnly {
            let place = if is_sound { &mut self.microphone } else { &mut self.camera };
            // Whoever only watches sends nothing, whatever they offer.
            if self.seat != Seat::Guest {
                place.get_or_insert(media.mid);
            }
        } else if media.direction == Direction::SendOnly {
            let before = self.lines.iter().filter(|l| l.kind == media.kind).count();
            let of = if before == 0 { Of::Floor } else { Of::Chair };
            let seam = Seam::new(if is_sound { 48_000 } else { 90_000 });
            self.lines.push(Line { of, kind: media.kind, mid: media.mid, seam });
            if let Some(stream) = self.rtc.direct_api().stream_tx_by_mid(media.mid, None) {
                // The sender's browser has spread its packets already.
                stream.set_unpaced(true);
            }
        }
    }

    /// Sends a packet of somebody on to this browser. False: it waits for a key frame.
    pub fn forward(&mut self, from: PeerId, of: Of, kind: MediaKind, packet: &RtpPacket, now: Instant) -> bool {
        let Some(line) = self.lines.iter_mut().find(|l| l.of == of && l.kind == kind) else { return true };
        let is_sound = kind.is_audio();
        let wanted = is_sound || self.patience.level >= if of == Of::Floor { Level::Floor } else { Level::Both };
        if !wanted || !self.connected {
            line.seam.cut();
            return true;
        }
        let vp8 = if is_sound { None } else { Vp8Descriptor::parse(&packet.payload).ok() };
        let seen = Packet {
            seq: *packet.seq_no,
            time: packet.header.timestamp,
            picture: vp8.and_then(|d| d.picture_id()),
            base: vp8.and_then(|d| d.tl0_pic_idx()),
            begins: is_sound || vp8.is_some_and(|d| d.starts_keyframe(&packet.payload)),
        };
        let Some(out) = line.seam.pass(from.0, &seen, now) else { return line.seam.carries(from.0) };
        let wants = if is_sound { Codec::Opus } else { Codec::Vp8 };
        let pts = self.rtc.media(line.mid).map(|m| m.remote_pts().to_vec()).unwrap_or_default();
        let codecs = self.rtc.codec_config();
        let fits = |pt| codecs.find(|p| p.pt() == pt).is_some_and(|p| p.spec().codec == wants);
        let Some(pt) = pts.into_iter().find(|pt| fits(*pt)) else { return true };
        let was = &packet.header.ext_vals;
        let values = ExtensionValues {
            audio_level: was.audio_level,
            voice_activity: was.voice_activity,
            video_orientation: was.video_orientation,
            ..ExtensionValues::default()
        };
        let mut write = RtpWrite::new(pt, out.seq.into(), out.time, packet.timestamp, packet.payload.clone())
            .marker(packet.header.marker)
            .nackable(!is_sound)
            .ext_vals(values);
        if let Some(vp8) = vp8 {
            let mut patch = vp8.patch();
            if let Some(picture) = out.picture {
                // A number of seven bits stays one.
                let is_short = seen.picture.is_some_and(|p| p < 0x80) && patch.picture_id(picture).build().is_err();
                patch = patch.picture_id(if is_short { picture & 0x7f } else { picture });
            }
            if let Some(base) = out.base {
                patch = patch.tl0_pic_idx(base);
            }
            if let Ok(patch) = patch.build() {
                write = write.vp8_patch(patch);
            }
        }
        if let Some(stream) = self.rtc.direct_api().stream_tx_by_mid(line.mid, None) {
            stream.write_rtp(write);
        }
        self.due = now;
        true
    }

    /// Asks its camera for a whole picture.
    pub fn ask_key(&mut self, now: Instant) {
        let Some(mid) = self.camera else { return };
        if let Some(stream) = self.rtc.direct_api().stream_rx_by_mid(mid, None) {
            stream.request_keyframe(KeyframeRequestKind::Pli);
            self.due = now;
        }
    }

    /// Weighs what its line can carry. True: it gets a picture it did not get before.
    pub fn weigh(&mut self, budget: &Budget, now: Instant) -> bool {
        let (was, wish) = (self.level(), budget.sound + budget.floor + budget.chair);
        self.rtc.bwe().set_bitrate(Bitrate::ZERO, Bitrate::from(wish.max(64_000) * 6 / 5));
        if self.patience.look(budget, &self.way, now) {
            // What a line without pictures carries says little of what it could: begin from hope again.
            self.rtc.bwe().reset(HOPED);
            self.way.estimate = None;
        }
        self.level() > was
    }

    /// What is sent on to it.
    pub fn level(&self) -> Level {
        self.patience.level
    }

    /// Tells the page something it has not been told yet.
    pub fn tell(&mut self, notice: String, now: Instant) {
        let Some(id) = self.channel.filter(|_| self.told != notice) else { return };
        let wrote = self.rtc.channel(id).is_some_and(|mut c| c.write(false, notice.as_bytes()).unwrap_or(false));
        if wrote {
            self.told = notice;
            self.due = now;
        }
    }

    /// Ends it from our side.
    pub fn end(&mut self) {
        // Nothing is left to do where even the farewell fails.
        if self.rtc.close().is_err() {
            self.rtc.disconnect();
        }
    }
}

/// A datagram as a connection takes it; none: nothing of ours.
pub(crate) fn datagram<'b>(setup: &Setup, source: SocketAddr, bytes: &'b [u8], now: Instant) -> Option<Input<'b>> {
    // One socket behind every address: which of them a browser used makes no difference.
    let is_like = |a: &&SocketAddr| a.is_ipv4() == source.is_ipv4();
    let destination = *setup.addresses.iter().find(is_like).or(setup.addresses.first())?;
    let contents = bytes.try_into().ok()?;
    Some(Input::Receive(now, Receive { proto: Protocol::Udp, source, destination, contents }))
}

fn provider() -> std::sync::Arc<str0m::config::CryptoProvider> {
    static ONE: std::sync::LazyLock<std::sync::Arc<str0m::config::CryptoProvider>> =
        std::sync::LazyLock::new(|| std::sync::Arc::new(str0m::crypto::from_feature_flags()));
    ONE.clone()
}
