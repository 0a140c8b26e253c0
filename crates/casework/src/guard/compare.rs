//! So con số với số liệu đã niêm phong.
//!
//! A figure is looked for by what stands around the number and by its value, together: a
//! large number that agrees to the last digit needs no words, a small one does. What is
//! near in value and near in words, and yet differs, is a clash.

use super::words::is_counted;
use super::{Figure, Measure, Number, Rounding};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The figure itself.
    Agrees,
    /// The figure, rounded as the words say.
    Rounded,
    /// Not what the figure says.
    Clash(Why),
    /// No figure is known for it.
    Unknown,
}

/// Why a number clashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Another value.
    Value,
    /// The figure of another period.
    Period,
    /// Thousand times too large or small, hectares for square metres.
    Unit,
    /// Rounded the wrong way, or too far.
    Rounding,
}

/// A number with what was found of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The number.
    pub number: Number,
    /// What became of it.
    pub verdict: Verdict,
    /// The figure it is held against, by its place.
    pub figure: Option<usize>,
    /// Of a percentage: what it must be, in thousandths of a percent, and of which two values.
    pub computed: Option<(i64, i64, i64)>,
}

/// How a number stands to a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fit {
    Exact,
    Rounded,
    Wrong,
    Slip,
    Near,
    Apart,
}

/// Words near enough to say that a number means a figure whatever its value.
const MEANT: f64 = 0.7;
/// Words near enough to say so of a value that is near.
const LIKELY: f64 = 0.34;
/// Words that a number with few digits must share.
const SHARED: f64 = 0.15;

/// Holds numbers against figures; `period` is what the text is about where it names none.
pub fn compare(numbers: &[Number], figures: &[Figure], period: &str) -> Vec<Judged> {
    let topics = Topics::of(figures);
    let mut out: Vec<Judged> = Vec::with_capacity(numbers.len());
    for number in numbers {
        let judged = match number.measure {
            Measure::Percent => percent(number, &out, figures),
            _ => topics.judge(number, figures, period),
        };
        out.push(judged);
    }
    let agreed: HashSet<usize> = out.iter().filter(|j| is_good(j)).filter_map(|j| j.figure).collect();
    for judged in &mut out {
        // Where the whole is named rightly, a number far from it is of a part.
        let apart =
            judged.figure.filter(|at| agreed.contains(at) && fit(&judged.number, figures[*at].value) == Fit::Apart);
        if judged.verdict == Verdict::Clash(Why::Value) && judged.computed.is_none() && apart.is_some() {
            (judged.verdict, judged.figure) = (Verdict::Unknown, None);
        }
    }
    out
}

/// Holds a number against the one figure its writer says it is: nothing is left to guess.
pub fn against(number: &Number, value: i64) -> Verdict {
    match fit(number, value) {
        Fit::Exact => Verdict::Agrees,
        Fit::Rounded => Verdict::Rounded,
        Fit::Wrong => Verdict::Clash(Why::Rounding),
        Fit::Slip => Verdict::Clash(Why::Unit),
        Fit::Near | Fit::Apart => Verdict::Clash(Why::Value),
    }
}

fn is_good(judged: &Judged) -> bool {
    matches!(judged.verdict, Verdict::Agrees | Verdict::Rounded)
}

/// A column with the words it is known by.
struct Column {
    heads: HashSet<String>,
    title: HashSet<String>,
    figures: Vec<usize>,
}

/// Figures by what they are called.
struct Topics {
    columns: Vec<Column>,
    /// How telling a word is: rare ones more.
    weight: HashMap<String, f64>,
    /// The words of each row there is; none for the total.
    rows: Vec<Vec<String>>,
    /// The row of each figure.
    row_of: Vec<usize>,
    /// Each figure by form, column, row and period.
    places: HashMap<Place, usize>,
}

type Place = (String, String, String, String);

fn place(f: &Figure, period: &str) -> Place {
    (f.form.clone(), f.column.clone(), f.row.clone(), period.to_owned())
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let bare = crate::fold(text);
    let words: Vec<String> = bare.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    words.into_iter().filter(|w| !w.is_empty())
}

/// The best figure for a number so far.
#[derive(Clone, Copy)]
struct Pick {
    at: usize,
    fit: Fit,
    words: f64,
    total: f64,
}

impl Topics {
    fn of(figures: &[Figure]) -> Self {
        let mut columns: BTreeMap<(&str, &str), Column> = BTreeMap::new();
        let mut places = HashMap::new();
        for (at, f) in figures.iter().enumerate() {
            places.entry(place(f, &f.period)).or_insert(at);
            let column = columns.entry((&f.title, &f.heads)).or_insert_with(|| Column {
                heads: words(&f.heads).collect(),
                title: words(&f.title).collect(),
                figures: Vec::new(),
            });
            column.figures.push(at);
        }
        let columns: Vec<Column> = columns.into_values().collect();
        let mut count: HashMap<String, f64> = HashMap::new();
        for word in columns.iter().flat_map(|c| c.heads.union(&c.title)) {
            *count.entry(word.clone()).or_default() += 1.0;
        }
        let all = columns.len() as f64;
        let weight = count.into_iter().map(|(word, n)| (word, (1.0 + all / n).ln())).collect();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut row_of = Vec::with_capacity(figures.len());
        for f in figures {
            row_of.push(*known.entry(&f.row).or_insert_with(|| {
                rows.push(words(&f.row).collect());
                rows.len() - 1
            }));
        }
        Self { columns, weight, rows, row_of, places }
    }

    /// How much of a column's words a number has around it, from 0 to 1.
    fn share(&self, number: &Number, column: &Column) -> f64 {
        let of = |words: &HashSet<String>| {
            let weight = |word: &String| self.weight.get(word).copied().unwrap_or(0.0);
            let whole: f64 = words.iter().map(weight).sum();
            let mut seen: HashSet<&String> = HashSet::new();
            let near = number.context.iter().enumerate().filter(|(_, w)| words.contains(*w));
            let heard: f64 = near
                .filter(|(_, w)| seen.insert(w))
                .map(|(n, w)| weight(w) * if n < number.behind { 1.4 } else { 1.0 })
                .sum();
            if whole > 0.0 { (heard / whole).min(1.0) } else { 0.0 }
        };
        let share = 0.8 * of(&column.heads) + 0.2 * of(&column.title);
        // Cuộc is not người: what is counted must be what the column counts, if both say it.
        let noun = number.context.first().filter(|w| number.behind > 0 && is_counted(w));
        let other = |noun: &String| column.heads.iter().any(|w| is_counted(w)) && !column.heads.contains(noun);
        if number.measure == Measure::Count && noun.is_some_and(other) { share * 0.4 } else { share }
    }

    fn judge(&self, number: &Number, figures: &[Figure], period: &str) -> Judged {
        let wanted = if number.period.is_empty() { period } else { &number.period };
        let digits = (number.value / number.step).unsigned_abs().to_string().len();
        let telling = (digits as f64 / 4.0).min(1.0);
        // The total is always meant, a row where its unit is named.
        let meant: Vec<bool> = self.rows.iter().map(|row| row.iter().all(|w| number.context.contains(w))).collect();
        let (mut best, mut official): (Option<Pick>, Option<Pick>) = (None, None);
        for column in &self.columns {
            let Some(first) = column.figures.first().map(|at| &figures[*at]) else { continue };
            if first.measure != number.measure {
                continue;
            }
            let words = self.share(number, column);
            for at in column.figures.iter().copied().filter(|at| meant[self.row_of[*at]]) {
                let fit = fit(number, figures[at].value);
                let of_row = if self.rows[self.row_of[at]].is_empty() { 0.0 } else { 0.2 };
                let total = words + gain(fit) * telling + of_row + if figures[at].period == wanted { 0.4 } else { 0.0 };
                let pick = Pick { at, fit, words, total };
                if figures[at].is_of_circular && official.as_ref().is_none_or(|b| total > b.total) {
                    official = Some(pick);
                }
                if best.as_ref().is_none_or(|b| total > b.total) {
                    best = Some(pick);
                }
            }
        }
        let none = Judged { number: number.clone(), verdict: Verdict::Unknown, figure: None, computed: None };
        let Some(mut pick) = best else { return none };
        // One figure in two forms: the circular's is what an office quotes.
        let one = |p: &Pick| {
            let (a, b) = (&figures[p.at], &figures[pick.at]);
            (a.value, &a.row, &a.period) == (b.value, &b.row, &b.period) && p.words >= SHARED
        };
        pick = official.filter(one).unwrap_or(pick);
        match self.verdict(number, figures, &pick, telling, wanted) {
            Some((verdict, at)) => Judged { verdict, figure: Some(at), ..none },
            None => none,
        }
    }

    fn verdict(
        &self,
        n: &Number,
        figures: &[Figure],
        pick: &Pick,
        telling: f64,
        wanted: &str,
    ) -> Option<(Verdict, usize)> {
        let figure = &figures[pick.at];
        let of_period = figure.period == wanted || wanted.is_empty();
        let there = self.places.get(&place(figure, wanted)).copied();
        match pick.fit {
            Fit::Exact | Fit::Rounded if telling < 1.0 && pick.words < SHARED => None,
            Fit::Exact | Fit::Rounded if !of_period && (there.is_some() || !n.period.is_empty()) => {
                (pick.words >= SHARED).then_some((Verdict::Clash(Why::Period), there.unwrap_or(pick.at)))
            }
            Fit::Exact => Some((Verdict::Agrees, pick.at)),
            Fit::Rounded => Some((Verdict::Rounded, pick.at)),
            Fit::Wrong => (pick.words >= SHARED * 1.5).then_some((Verdict::Clash(Why::Rounding), pick.at)),
            Fit::Slip => (pick.words >= SHARED * 1.5).then_some((Verdict::Clash(Why::Unit), pick.at)),
            Fit::Near => (pick.words >= LIKELY).then_some((Verdict::Clash(Why::Value), pick.at)),
            // Far apart: only where nothing else can be meant, and never for a part of a whole.
            Fit::Apart => {
                let meant = pick.words >= MEANT && telling >= 0.75 && of_period;
                meant.then_some((Verdict::Clash(Why::Value), pick.at))
            }
        }
    }
}

/// What a fit is worth beside the words.
fn gain(fit: Fit) -> f64 {
    match fit {
        Fit::Exact => 1.0,
        Fit::Rounded => 0.7,
        Fit::Wrong | Fit::Slip => 0.6,
        Fit::Near => 0.3,
        Fit::Apart => 0.0,
    }
}

fn fit(n: &Number, value: i64) -> Fit {
    let off = i128::from(value) - i128::from(n.value);
    let (step, rough) = (i128::from(n.step), i128::from(n.rough));
    let (far, size) = (off.abs(), i128::from(value).abs());
    // Further off than a twentieth is no rounding any more.
    let close = far < rough && far * 20 <= size;
    let fits = match n.rounding {
        Rounding::Plain => far * 2 <= step,
        Rounding::Below => off < 0 && close,
        Rounding::Above => off > 0 && close,
        Rounding::Around => close,
    };
    match () {
        () if off == 0 && matches!(n.rounding, Rounding::Plain | Rounding::Around) => Fit::Exact,
        () if fits => Fit::Rounded,
        () if close => Fit::Wrong,
        () if slips(n, value) => Fit::Slip,
        () if far * 10 <= size => Fit::Near,
        () => Fit::Apart,
    }
}

/// Whether a number would fit in another unit.
fn slips(n: &Number, value: i64) -> bool {
    let by: &[i128] = match n.measure {
        Measure::Money => &[1_000, 1_000_000],
        Measure::Land => &[10_000],
        Measure::Count | Measure::Percent => &[],
    };
    let (stated, step, value) = (i128::from(n.value), i128::from(n.step.max(n.rough / 10)), i128::from(value));
    let larger = |k: &i128| (value - stated * k).abs() <= step * k;
    let smaller = |k: &i128| (value * k - stated).abs() <= step;
    stated != 0 && value != 0 && by.iter().any(|k| larger(k) || smaller(k))
}

/// A percentage beside what it is of: a change against the year before, or a part of a whole.
fn percent(number: &Number, before: &[Judged], figures: &[Figure]) -> Judged {
    let none = Judged { number: number.clone(), verdict: Verdict::Unknown, figure: None, computed: None };
    let near =
        || before.iter().rev().filter(|j| j.number.measure != Measure::Percent && j.number.sentence == number.sentence);
    if number.change != 0 {
        let Some(at) = near().find_map(|j| j.figure) else { return none };
        let now = &figures[at];
        let same =
            |f: &&Figure| f.form == now.form && f.column == now.column && f.row == now.row && f.period == now.before;
        let Some(then) = figures.iter().find(same).filter(|f| f.value != 0) else { return none };
        let change = i128::from(now.value - then.value) * 100_000;
        let is = rounded(change, i128::from(then.value).abs());
        let verdict = match is.signum() == i64::from(number.change).signum() && agrees(number, is.abs()) {
            true => Verdict::Agrees,
            false => Verdict::Clash(Why::Value),
        };
        return Judged { verdict, figure: Some(at), computed: Some((is, now.value, then.value)), ..none };
    }
    let last: Vec<&Judged> = near().take(4).collect();
    for (n, whole) in last.iter().enumerate() {
        for part in last.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, part)| part) {
            let (a, b) = (part.number.value, whole.number.value);
            let like = part.number.measure == whole.number.measure && b > 0 && a <= b;
            let is = if like { rounded(i128::from(a) * 100_000, i128::from(b)) } else { continue };
            let said_so = part.number.at.end + 1 == whole.number.at.start;
            if agrees(number, is) {
                return Judged { verdict: Verdict::Agrees, computed: Some((is, a, b)), ..none };
            }
            if said_so {
                return Judged { verdict: Verdict::Clash(Why::Value), computed: Some((is, a, b)), ..none };
            }
        }
    }
    none
}

fn rounded(above: i128, below: i128) -> i64 {
    let half = if above < 0 { -below / 2 } else { below / 2 };
    i64::try_from((above + half) / below).unwrap_or(i64::MAX)
}

fn agrees(number: &Number, is: i64) -> bool {
    let off = i128::from(is) - i128::from(number.value);
    match number.rounding {
        Rounding::Plain => off.abs() * 2 <= i128::from(number.step),
        Rounding::Below => off <= 0 && -off <= i128::from(number.rough),
        Rounding::Above => off >= 0 && off <= i128::from(number.rough),
        Rounding::Around => off.abs() <= i128::from(number.rough),
    }
}
