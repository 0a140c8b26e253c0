//! Điểm nóng: a stated score of what makes a matter worth a leader's look, taken apart
//! into its reasons.
//!
//! No statute knows the score: it orders a list, decides nothing and is printed with every
//! reason that made it. Weights are whole numbers that can be argued about.

/// Điều nhìn thấy ở một vụ việc.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// Đoàn đông người: receptions of a crowd.
    pub crowds: u32,
    /// People of the largest of them.
    pub crowd_people: u32,
    /// Có dấu hiệu điểm nóng: crowd reports that say so.
    pub signs: u32,
    /// Tiếp nhiều lần: receptions after the first.
    pub repeats: u32,
    /// Đơn sau đơn đầu tiên.
    pub petitions: u32,
    /// Chuyển vòng quanh: returns to an office that had passed it on.
    pub returns: u32,
    /// Chuyển rồi im lặng.
    pub silences: u32,
    /// Hồ sơ quá hạn.
    pub overdue: u32,
    /// Khiếu nại lần hai, tố cáo tiếp.
    pub further: u32,
    /// Whole years from the first act to the last.
    pub years: u32,
}

/// Một lý do: how often, at how many points each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// Word of the reason, for catalogues.
    pub word: &'static str,
    /// How often.
    pub count: u32,
    /// Points for each.
    pub each: u32,
}

impl Reason {
    /// What it adds.
    pub fn points(&self) -> u32 {
        self.count.saturating_mul(self.each)
    }
}

/// Every reason there can be, with its points.
pub const WEIGHTS: &[(&str, u32)] = &[
    ("sign", 6),
    ("crowd", 4),
    ("crowd_tens", 1),
    ("ping_pong", 3),
    ("silence", 2),
    ("overdue", 2),
    ("further", 2),
    ("repeat", 1),
    ("petition", 1),
    ("year", 1),
];

/// From how many points a matter is shown as a hot spot.
pub const FROM: u32 = 4;

/// The reasons that hold, the heaviest first; those that do not are left out.
pub fn reasons(seen: &Seen) -> Vec<Reason> {
    let count = |word: &str| match word {
        "sign" => seen.signs,
        "crowd" => seen.crowds,
        "crowd_tens" => seen.crowd_people / 10,
        "ping_pong" => seen.returns,
        "silence" => seen.silences,
        "overdue" => seen.overdue,
        "further" => seen.further,
        "repeat" => seen.repeats,
        "petition" => seen.petitions,
        _ => seen.years,
    };
    let reason = |(word, each): &(&'static str, u32)| Reason { word, count: count(word), each: *each };
    let mut all: Vec<Reason> = WEIGHTS.iter().map(reason).filter(|r| r.count > 0).collect();
    all.sort_by_key(|r| std::cmp::Reverse(r.points()));
    all
}

/// The sum of its reasons, and nothing else.
pub fn score(reasons: &[Reason]) -> u32 {
    reasons.iter().fold(0, |sum, r| sum.saturating_add(r.points()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_quiet_matter_has_no_reason_and_no_points() {
        assert_eq!(reasons(&Seen::default()), []);
        assert_eq!(score(&[]), 0);
    }

    #[test]
    fn a_crowd_that_came_twice_and_was_sent_round_is_taken_apart() {
        let seen = Seen { crowds: 2, crowd_people: 35, repeats: 1, returns: 1, ..Seen::default() };
        let reasons = reasons(&seen);
        let said: Vec<(&str, u32)> = reasons.iter().map(|r| (r.word, r.points())).collect();
        assert_eq!(said, [("crowd", 8), ("crowd_tens", 3), ("ping_pong", 3), ("repeat", 1)]);
        assert_eq!(score(&reasons), 15);
    }

    proptest! {
        /// More of anything never makes a matter look quieter.
        #[test]
        fn more_is_never_less(n in prop::array::uniform10(0u32..50), more in 0usize..10) {
            let of = |n: [u32; 10]| Seen {
                crowds: n[0], crowd_people: n[1], signs: n[2], repeats: n[3], petitions: n[4],
                returns: n[5], silences: n[6], overdue: n[7], further: n[8], years: n[9],
            };
            let mut higher = n;
            higher[more] += 10;
            prop_assert!(score(&reasons(&of(higher))) > score(&reasons(&of(n))));
        }
    }
}
