//! The place where one sender's packets end and another's begin, so that the browser at the far
//! end sees one stream without a gap.
//!
//! Numbers and times of each sender are moved to follow those of the one before; a picture begins
//! with a key frame or not at all. Pure.

use std::time::Instant;

/// What of a packet matters here.
#[derive(Debug, Clone, Copy, Default)]
pub struct Packet {
    /// Its number, never wrapping.
    pub seq: u64,
    /// Its time, in ticks of the medium's clock.
    pub time: u32,
    /// Number of its picture (VP8), if it says one.
    pub picture: Option<u16>,
    /// Number of its base layer (VP8), if it says one.
    pub base: Option<u8>,
    /// Whether a stream may begin with it: any packet of sound, the first of a key frame.
    pub begins: bool,
}

/// The same packet as it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sewn {
    /// Its number.
    pub seq: u64,
    /// Its time.
    pub time: u32,
    /// Number of its picture.
    pub picture: Option<u16>,
    /// Number of its base layer.
    pub base: Option<u8>,
}

/// One outgoing stream.
#[derive(Debug)]
pub struct Seam {
    clock: u32,
    source: Option<u64>,
    first: u64,
    seq_by: u64,
    time_by: u32,
    picture_by: u16,
    base_by: u8,
    last: Sewn,
    at: Option<Instant>,
}

impl Seam {
    /// A stream whose clock ticks so often a second.
    pub fn new(clock: u32) -> Self {
        let last = Sewn { seq: 0, time: 0, picture: Some(0), base: Some(0) };
        Self { clock, source: None, first: 0, seq_by: 0, time_by: 0, picture_by: 0, base_by: 0, last, at: None }
    }

    /// Ends what goes out now; whatever comes next begins anew.
    pub fn cut(&mut self) {
        self.source = None;
    }

    /// Whether this sender's stream has begun.
    pub fn carries(&self, source: u64) -> bool {
        self.source == Some(source)
    }

    /// A packet of a sender as it goes out; none: not to be sent.
    pub fn pass(&mut self, source: u64, packet: &Packet, now: Instant) -> Option<Sewn> {
        if self.source != Some(source) {
            if !packet.begins {
                return None;
            }
            self.begin(source, packet, now);
        }
        // What was sent before the picture began and came late.
        if packet.seq < self.first {
            return None;
        }
        let out = Sewn {
            seq: packet.seq.wrapping_add(self.seq_by),
            time: packet.time.wrapping_add(self.time_by),
            picture: packet.picture.map(|p| p.wrapping_add(self.picture_by) & 0x7fff),
            base: packet.base.map(|b| b.wrapping_add(self.base_by)),
        };
        if out.seq > self.last.seq {
            let last = self.last;
            self.last = Sewn { picture: out.picture.or(last.picture), base: out.base.or(last.base), ..out };
            self.at = Some(now);
        }
        Some(out)
    }

    fn begin(&mut self, source: u64, packet: &Packet, now: Instant) {
        self.source = Some(source);
        self.first = packet.seq;
        self.seq_by = (self.last.seq + 1).wrapping_sub(packet.seq);
        let time = match self.at {
            None => packet.time,
            Some(at) => {
                let passed = now.saturating_duration_since(at).as_secs_f64() * f64::from(self.clock);
                // Truncation is meant: hours in ticks fit, and the clock wraps anyway.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let passed = (passed as u64 as u32).max(self.clock / 50);
                self.last.time.wrapping_add(passed)
            }
        };
        self.time_by = time.wrapping_sub(packet.time);
        let next = |last: Option<u16>| last.unwrap_or(0).wrapping_add(1);
        self.picture_by = next(self.last.picture).wrapping_sub(packet.picture.unwrap_or(0));
        self.base_by = self.last.base.unwrap_or(0).wrapping_add(1).wrapping_sub(packet.base.unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn video(seq: u64, time: u32, picture: u16, begins: bool) -> Packet {
        Packet { seq, time, picture: Some(picture), base: Some(7), begins }
    }

    #[test]
    fn a_second_sender_follows_without_a_gap() {
        let (mut seam, t0) = (Seam::new(90_000), Instant::now());
        assert_eq!(seam.pass(1, &video(900, 5, 40, false), t0), None, "a picture begins with a key frame");
        let first = seam.pass(1, &video(901, 5, 41, true), t0).map(|s| (s.seq, s.picture));
        assert_eq!(first, Some((1, Some(1))));
        let next = seam.pass(1, &video(902, 3_005, 42, false), t0).map(|s| (s.seq, s.time, s.picture));
        assert_eq!(next, Some((2, 3_005, Some(2))));
        let later = t0 + Duration::from_secs(1);
        assert_eq!(seam.pass(2, &video(70_000, 11, 9, false), later), None);
        let other = seam.pass(2, &video(70_005, 11, 10, true), later);
        assert_eq!(other, Some(Sewn { seq: 3, time: 93_005, picture: Some(3), base: Some(2) }));
        assert_eq!(seam.pass(2, &video(70_004, 8, 9, false), later), None, "older than its key frame");
    }

    #[test]
    fn packets_out_of_order_keep_their_places() {
        let (mut seam, t0) = (Seam::new(48_000), Instant::now());
        let sound =
            |seq| Packet { seq, time: 960 * u32::try_from(seq).unwrap_or(0), begins: true, ..Packet::default() };
        let out: Vec<_> = [5, 7, 6, 8].iter().filter_map(|n| seam.pass(1, &sound(*n), t0)).map(|s| s.seq).collect();
        assert_eq!(out, [1, 3, 2, 4]);
    }

    #[test]
    fn after_a_cut_only_a_key_frame_begins_again() {
        let (mut seam, t0) = (Seam::new(90_000), Instant::now());
        assert!(seam.pass(1, &video(10, 0, 1, true), t0).is_some());
        seam.cut();
        assert!(seam.pass(1, &video(11, 0, 2, false), t0).is_none());
        assert_eq!(seam.pass(1, &video(30, 0, 9, true), t0).map(|s| s.seq), Some(2));
    }
}
