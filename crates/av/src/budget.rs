//! What a line can carry: sound before pictures, the speaker's before the chair's.
//!
//! Pure: a level is kept until the line clearly cannot carry it and raised when it clearly can,
//! so that pictures do not come and go with every estimate. An estimate alone takes nothing away:
//! it also falls where a busy machine answers unevenly, on a line that carries everything.

use std::time::{Duration, Instant};

/// What is sent on to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Sound alone.
    Sound,
    /// And the picture of who has the floor.
    Floor,
    /// And the picture of the chair.
    Both,
}

impl Level {
    /// 0, 1 or 2 pictures.
    pub fn pictures(self) -> u8 {
        self as u8
    }
}

/// Rates in bits a second.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// All sound.
    pub sound: u64,
    /// The picture of who has the floor; 0: there is none.
    pub floor: u64,
    /// The picture of the chair; 0: there is none.
    pub chair: u64,
}

impl Budget {
    fn needs(&self, level: Level) -> u64 {
        match level {
            Level::Sound => self.sound,
            Level::Floor => self.sound + self.floor,
            Level::Both => self.sound + self.floor + self.chair,
        }
    }

    /// The level for a line of this estimate that had `was` until now.
    pub fn level(&self, estimate: u64, was: Level) -> Level {
        let fits = |level: Level| {
            let needs = self.needs(level);
            // What is carried already needs no reserve; what is new needs some.
            if level <= was { estimate >= needs / 100 * 85 } else { estimate >= needs / 100 * 115 }
        };
        // Without a speaker the chair's picture is the one that counts, and `Floor` costs nothing.
        [Level::Both, Level::Floor].into_iter().find(|l| fits(*l)).unwrap_or(Level::Sound)
    }
}

/// What is known of a line at one look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Line {
    /// What it is thought to carry, in bits a second; none: nothing is thought yet.
    pub estimate: Option<u64>,
    /// The share of what was sent in the last second that did not come.
    lost: f32,
    /// The way there and back, now and at its shortest.
    way: Option<(Duration, Duration)>,
}

/// What no line of an office loses unless it is full.
const MUCH_LOST: f32 = 0.02;
/// What waits in front of a line only where more comes than it carries.
const LONG_QUEUE: Duration = Duration::from_millis(200);

impl Line {
    /// Takes in what the far end said came, and when; none: it said nothing.
    pub fn heard(&mut self, lost: Option<f32>, way: Option<Duration>) {
        self.lost = lost.unwrap_or(0.0);
        if let Some(way) = way {
            self.way = Some((way, self.way.map_or(way, |(_, least)| least.min(way))));
        }
    }

    /// Whether packets are lost or queue: the two things a line too narrow does.
    fn suffers(&self) -> bool {
        self.lost >= MUCH_LOST || self.way.is_some_and(|(now, least)| now >= least + LONG_QUEUE)
    }
}

/// Looks in a row that find a line too narrow before anything is taken from it.
const LOOKS: u32 = 5;
/// The first and the longest wait before pictures are tried again whatever the estimate says.
const AGAIN: (Duration, Duration) = (Duration::from_secs(8), Duration::from_secs(60));

/// The level of one line over time: estimates jump, what people see must not.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// What is sent on now.
    pub level: Level,
    narrow: u32,
    since: Instant,
    wait: Duration,
}

impl Patience {
    /// A line of which nothing is known.
    pub fn new(now: Instant) -> Self {
        Self { level: Level::Both, narrow: 0, since: now, wait: AGAIN.0 }
    }

    /// Looks at a line. True: pictures are tried again although the estimate does not allow it.
    pub fn look(&mut self, budget: &Budget, line: &Line, now: Instant) -> bool {
        let Some(estimate) = line.estimate else { return false };
        let fits = budget.level(estimate, self.level);
        if fits >= self.level {
            self.narrow = 0;
            if fits > self.level {
                (self.level, self.since, self.wait) = (fits, now, AGAIN.0);
            }
            if self.level < Level::Both && now >= self.since + self.wait {
                (self.level, self.since, self.wait) = (Level::Both, now, (self.wait * 2).min(AGAIN.1));
                return true;
            }
            return false;
        }
        // A low estimate of a line on which all arrives at once is the estimate's fault.
        self.narrow = if line.suffers() { self.narrow + 1 } else { 0 };
        if self.narrow >= LOOKS {
            (self.level, self.narrow, self.since) = (fits, 0, now);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Budget = Budget { sound: 50_000, floor: 1_500_000, chair: 500_000 };

    /// A line whose shortest way there and back takes 3 ms.
    fn line_of(estimate: u64, lost: f32, way: u64) -> Line {
        let mut line = Line { estimate: Some(estimate), ..Line::default() };
        line.heard(None, Some(Duration::from_millis(3)));
        line.heard(Some(lost), Some(Duration::from_millis(way)));
        line
    }

    #[test]
    fn sound_goes_on_when_the_line_is_narrow() {
        assert_eq!(BOTH.level(3_000_000, Level::Both), Level::Both);
        assert_eq!(BOTH.level(1_600_000, Level::Both), Level::Floor);
        assert_eq!(BOTH.level(400_000, Level::Both), Level::Sound);
        assert_eq!(BOTH.level(0, Level::Sound), Level::Sound);
    }

    #[test]
    fn pictures_go_after_some_looks_and_are_tried_again() {
        let (mut line, t0) = (Patience::new(Instant::now()), Instant::now());
        let at = |ms| t0 + Duration::from_millis(ms);
        let full = line_of(100_000, 0.3, 20);
        for n in 0..4 {
            assert!(!line.look(&BOTH, &full, at(n * 500)));
            assert_eq!(line.level, Level::Both, "one look is no proof");
        }
        line.look(&BOTH, &full, at(2_000));
        assert_eq!(line.level, Level::Sound);
        let first = (5..).find(|n| line.look(&BOTH, &full, at(n * 500))).unwrap_or(0);
        assert_eq!((first, line.level), (20, Level::Both), "after eight seconds");
        let second = (21..).find(|n| line.look(&BOTH, &full, at(n * 500))).unwrap_or(0);
        assert!(second - first > 30, "then less often: {second}");
    }

    #[test]
    fn a_line_on_which_all_arrives_keeps_its_pictures_whatever_is_thought_of_it() {
        let (mut line, t0) = (Patience::new(Instant::now()), Instant::now());
        for n in 0..240 {
            let quiet = line_of(60_000, 0.0, if n % 7 == 0 { 90 } else { 3 });
            line.look(&BOTH, &quiet, t0 + Duration::from_millis(n * 500));
            assert_eq!(line.level, Level::Both, "look {n}");
        }
        // One that loses, and one where packets queue, are narrow; a single bad second is not.
        for narrow in [line_of(300_000, 0.05, 3), line_of(300_000, 0.0, 900)] {
            let mut line = Patience::new(t0);
            for n in 0..4 {
                line.look(&BOTH, &narrow, t0 + Duration::from_millis(n * 500));
            }
            line.look(&BOTH, &line_of(300_000, 0.0, 3), t0 + Duration::from_secs(2));
            assert_eq!(line.level, Level::Both);
            for n in 5..10 {
                line.look(&BOTH, &narrow, t0 + Duration::from_millis(n * 500));
            }
            assert_eq!(line.level, Level::Sound, "{narrow:?}");
        }
    }

    #[test]
    fn a_picture_does_not_flicker_at_the_edge() {
        let edge = 1_560_000;
        assert_eq!(BOTH.level(edge, Level::Floor), Level::Floor, "kept");
        assert_eq!(BOTH.level(edge, Level::Sound), Level::Sound, "but not begun");
        assert_eq!(BOTH.level(1_800_000, Level::Sound), Level::Floor);
    }
}
