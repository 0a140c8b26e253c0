//! Whether an answer of the engine is the one a scenario expects.
//!
//! An expectation may leave words out, never change one: a date stands behind its
//! own word (`due`, `met`), so that the right date under the wrong word fails.

/// Words of an answer that say what the next word is.
const KEYS: &[&str] = &["due", "bare", "rolled", "met", "paused", "lapsed", "item"];

/// An answer as its plain words in order and its named values.
struct Words<'a> {
    plain: Vec<&'a str>,
    named: Vec<(&'a str, Option<&'a str>)>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let (mut plain, mut named) = (Vec::new(), Vec::new());
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if KEYS.contains(&word) {
                named.push((word, words.next_if(|next| !KEYS.contains(next))));
            } else {
                plain.push(word);
            }
        }
        Self { plain, named }
    }
}

/// Whether every answer fits: `not …` holds when no answer does.
pub(super) fn holds(expected: &str, answers: &[String]) -> bool {
    match expected.strip_prefix("not ") {
        Some(unwanted) => !answers.iter().any(|answer| fits(unwanted, answer)),
        None => answers.iter().any(|answer| fits(expected, answer)),
    }
}

/// The engine's own answer to the same question (same deadline, same indicator), to
/// write in place of an expectation that does not hold.
pub(super) fn nearest<'a>(expected: &str, answers: &'a [String]) -> Option<&'a String> {
    let about = |text: &str| {
        let plain = Words::of(text).plain;
        // A posting is told by its indicator, which stands after its day.
        let name = if plain.first() == Some(&"posting") { 2 } else { 1 };
        let name = if matches!(plain.first(), Some(&("deadline" | "posting"))) { plain.get(name) } else { None };
        (plain.first().map(|w| (*w).to_owned()), name.map(|w| (*w).to_owned()))
    };
    answers.iter().find(|answer| about(answer) == about(expected))
}

/// What is named has the value expected, and the plain words stand in order.
fn fits(expected: &str, actual: &str) -> bool {
    let (expected, actual) = (Words::of(expected), Words::of(actual));
    // The kind of answer comes first on both sides: `refused` never stands for `then`.
    let same_kind = match (expected.plain.first(), actual.plain.first()) {
        (Some(e), Some(a)) => same(e, a),
        (None, _) => true,
        (Some(_), None) => false,
    };
    let named = expected.named.iter().all(|(key, value)| {
        actual.named.iter().any(|(k, v)| k == key && value.is_none_or(|value| v.is_some_and(|v| same(value, v))))
    });
    let mut words = actual.plain.iter();
    same_kind && named && expected.plain.iter().all(|e| words.any(|a| same(e, a)))
}

fn same(expected: &str, actual: &str) -> bool {
    let is_number = actual.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    // An article named whole holds for each of its clauses: `73` for `73(4)(b)`.
    let clause = is_number && actual.strip_prefix(expected).is_some_and(|rest| rest.starts_with('('));
    expected == actual || clause || is_number && expected.replace('_', "") == actual.replace('_', "")
}

#[cfg(test)]
mod tests {
    use super::holds;

    fn one(expected: &str, actual: &str) -> bool {
        holds(expected, &[actual.to_owned()])
    }

    #[test]
    fn a_date_must_stand_under_its_own_word() {
        let answer = "deadline  duration  due 2023-06-26  bare 2023-06-24  met 2023-06-20  Điều 45(1)(b) 56/2010/QH12";
        assert!(one("deadline duration due 2023-06-26", answer));
        assert!(one("deadline duration bare 2023-06-24 due 2023-06-26 45(1)(b)", answer));
        assert!(one("deadline duration met", answer));
        assert!(!one("deadline duration due 2023-06-24", answer), "the bare date is not the due date");
        assert!(!one("deadline duration due 2023-06-20", answer));
        assert!(!one("deadline duration lapsed", answer));
        assert!(!one("deadline duration 47", answer));
        assert!(one("deadline duration 45", answer) && one("deadline duration 45(1)", answer), "a whole article");
        assert!(!one("deadline duration 45(2)", answer) && !one("deadline duration 4", answer));
    }

    #[test]
    fn figures_may_be_grouped_and_must_agree() {
        let answer = "posting   2023-04-14  inspection.open  -1_000";
        assert!(one("posting 2023-04-14 inspection.open -1000", answer));
        assert!(!one("posting 2023-04-14 inspection.open 1000", answer));
        assert!(!one("inspection.open -1000", answer), "the kind of answer comes first");
    }

    #[test]
    fn not_holds_when_nothing_fits() {
        assert!(one("not deadline portal_display", "deadline  publish  due 2023-08-24"));
        assert!(!one("not deadline publish", "deadline  publish  due 2023-08-24"));
    }
}
