//! Tham chiếu: what stands between braces.
//!
//! ```text
//! {01/TTr#1}                     the total of column 1, as the form prints it
//! {01/TTr#5+6}                   columns added up
//! {01/TTr#8 tỷ}                  in tỷ đồng; triệu, đồng, ha, m2 likewise
//! {01/TTr#8 tròn}                rounded as one speaks: gần 84.800 triệu đồng
//! {01/TTr#1 dòng 31.TT}          the row of a unit; {… riêng}: of the reporting unit itself
//! {01/TTr#1 cùng kỳ}             the same a year before
//! {01/TTr#1 tăng giảm}           tăng 5,2%
//! {01/TTr#1 so cùng kỳ}          " (tăng 5,2% so với cùng kỳ)", nothing where there was nothing
//! {01/KQGQ#5 trên 01/KQGQ#4}     a part of a whole, in percent
//! {bảng 01/TTr 1 8 10}           a table of these columns; of all without them
//! {biểu đồ 01/TTr#1}             bars of the rows
//! ```
//!
//! Words are read with or without marks.

use law::form::Printed;

/// A piece of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// What stands between braces, as written, and what it asks for.
    Ref {
        /// With its braces.
        raw: String,
        /// What it asks for.
        says: Result<Ref, Wrong>,
    },
}

/// Columns of a row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Ký hiệu biểu.
    pub form: String,
    /// Columns, added up; of a table those it shows, none: all.
    pub columns: Vec<String>,
    /// Code of the row; empty: the total.
    pub row: String,
    /// Whether the row of the reporting unit itself is meant.
    pub own: bool,
}

/// A reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref {
    /// Of which figure.
    pub part: Part,
    /// What is said of it.
    pub says: Says,
}

/// What a reference says of its figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// The figure, in a unit of its own choice.
    Figure(Option<As>),
    /// Rounded as one speaks.
    Round,
    /// A year before.
    Before(Option<As>),
    /// The change against a year before.
    Change,
    /// The same in brackets, or nothing.
    Aside,
    /// A part of this whole.
    Share(Part),
    /// A table.
    Table,
    /// Bars.
    Bars,
}

impl Says {
    /// Whether sheets of the year before are asked for.
    pub fn is_of_year_before(&self) -> bool {
        matches!(self, Says::Before(_) | Says::Change | Says::Aside | Says::Table)
    }
}

/// A unit that a figure is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// As one of the units of forms.
    Printed(Printed),
    /// Tỷ đồng.
    Ty,
}

/// Why a reference says nothing; catalogues have it under `narrative.wrong`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is not written as a reference is.
    Unreadable,
    /// The report has no such form, or nothing was computed yet.
    NoForm,
    /// The form has no such column.
    NoColumn,
    /// The sheet has no such row.
    NoRow,
    /// The form has no figure there.
    NoFigure,
    /// A unit of measure that the column does not have.
    WrongUnit,
    /// There is no figure of the year before, or it was zero.
    NoBefore,
    /// The whole is zero.
    NoWhole,
}

impl Wrong {
    /// The word of catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Wrong::Unreadable => "unreadable",
            Wrong::NoForm => "no_form",
            Wrong::NoColumn => "no_column",
            Wrong::NoRow => "no_row",
            Wrong::NoFigure => "no_figure",
            Wrong::WrongUnit => "wrong_unit",
            Wrong::NoBefore => "no_before",
            Wrong::NoWhole => "no_whole",
        }
    }
}

/// Cuts prose into words and references. A brace without its fellow is a word like any other.
pub fn pieces(text: &str) -> Vec<Piece> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some(from) = rest.find('{') {
        let Some(to) = rest[from..].find(['}', '\n']).map(|n| from + n).filter(|to| rest[*to..].starts_with('}'))
        else {
            // Not closed on its line: what follows may be.
            let next = rest[from..].find('\n').map_or(rest.len(), |n| from + n);
            push(&mut out, &rest[..next]);
            rest = &rest[next..];
            continue;
        };
        push(&mut out, &rest[..from]);
        let raw = &rest[from..=to];
        out.push(Piece::Ref { raw: raw.to_owned(), says: reference(&raw[1..raw.len() - 1]).ok_or(Wrong::Unreadable) });
        rest = &rest[to + 1..];
    }
    push(&mut out, rest);
    out
}

fn push(out: &mut Vec<Piece>, text: &str) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(before)) => before.push_str(text),
        _ => out.push(Piece::Text(text.to_owned())),
    }
}

fn reference(inside: &str) -> Option<Ref> {
    let words: Vec<&str> = inside.split_whitespace().collect();
    let bare: Vec<String> = words.iter().map(|w| crate::fold(w)).collect();
    let bare: Vec<&str> = bare.iter().map(String::as_str).collect();
    match bare.as_slice() {
        ["bang", _, ..] => {
            let columns = words[2..].iter().map(|w| w.trim_matches(',').to_owned()).collect();
            Some(Ref {
                part: Part { form: words[1].to_owned(), columns, row: String::new(), own: false },
                says: Says::Table,
            })
        }
        ["bieu", "do", _] => Some(Ref { part: part(words[2])?, says: Says::Bars }),
        [_, options @ ..] => {
            let mut part = part(words[0])?;
            let mut says = Says::Figure(None);
            let mut at = 0;
            while at < options.len() {
                let taken = option(&options[at..], &words[at + 1..], &mut part, &mut says)?;
                at += taken;
            }
            Some(Ref { part, says })
        }
        [] => None,
    }
}

/// Reads one option and says how many words it took.
fn option(bare: &[&str], words: &[&str], own: &mut Part, says: &mut Says) -> Option<usize> {
    let (then, taken) = match bare {
        // `dòng 31.TT` is a row, `đồng` alone a unit of measure.
        ["dong", _, ..] if words[0].starts_with('d') => {
            words[1].clone_into(&mut own.row);
            return Some(2);
        }
        ["rieng", ..] => {
            own.own = true;
            return Some(1);
        }
        ["so", "cung", "ky", ..] => (Says::Aside, 3),
        ["cung", "ky", ..] => (Says::Before(None), 2),
        ["tang", "giam", ..] => (Says::Change, 2),
        ["tron", ..] => (Says::Round, 1),
        ["tren", _, ..] => (Says::Share(part(words[1])?), 2),
        [unit, ..] => {
            let unit = unit_of(unit)?;
            match says {
                Says::Figure(of) | Says::Before(of) if of.is_none() => *of = Some(unit),
                _ => return None,
            }
            return Some(1);
        }
        [] => return None,
    };
    // One thing is said of a figure.
    if *says != Says::Figure(None) {
        return None;
    }
    *says = then;
    Some(taken)
}

fn unit_of(bare: &str) -> Option<As> {
    Some(match bare {
        "ty" | "ti" => As::Ty,
        "trieu" => As::Printed(Printed::TrieuDong),
        "dong" => As::Printed(Printed::Dong),
        "ha" => As::Printed(Printed::Ha),
        "m2" | "m²" => As::Printed(Printed::M2),
        _ => return None,
    })
}

/// `01/TTr#5+6`.
fn part(text: &str) -> Option<Part> {
    let (form, columns) = text.split_once('#')?;
    let columns: Vec<String> = columns.split('+').map(str::to_owned).collect();
    let whole = !form.is_empty() && columns.iter().all(|c| !c.is_empty());
    whole.then(|| Part { form: form.to_owned(), columns, row: String::new(), own: false })
}
