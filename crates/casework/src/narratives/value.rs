//! Giá trị của tham chiếu: what it says beside the sheets of a report.

use super::read::{As, Part, Ref, Says, Wrong};
use crate::reports::{Sheet, press, printed, whole};
use law::form::{Column, Printed, Unit};
use serde::{Deserialize, Serialize};

/// The sheets a narrative speaks of.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'s> {
    /// Those of the report.
    pub now: &'s [Sheet],
    /// Those of the same period a year before.
    pub before: &'s [Sheet],
}

/// What a reference says, in Vietnamese: the paper has no other language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Value {
    /// Words within a sentence.
    Text(String),
    /// A table of its own.
    Table {
        /// The heads.
        heads: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// Bars, drawn from zero.
    Bars {
        /// What they show.
        title: String,
        /// Longest first.
        bars: Vec<Bar>,
    },
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// Whose it is.
    pub label: String,
    /// Its figure as printed.
    pub said: String,
    /// Its length in thousandths of the longest.
    pub length: u32,
}

/// Bars a chart shows at most.
const MOST: usize = 12;

/// Works a reference out.
///
/// # Errors
/// Why it says nothing.
pub fn value(of: &Ref, beside: &Beside<'_>) -> Result<Value, Wrong> {
    let now = sheet(beside.now, &of.part.form)?;
    let text = match &of.says {
        Says::Table => return table(&of.part, now, beside),
        Says::Bars => return bars(&of.part, now),
        Says::Figure(unit) => with_unit(column(now, &of.part)?, *unit, figure(now, &of.part)?)?,
        Says::Round => press("vi", column(now, &of.part)?.printed, figure(now, &of.part)?),
        Says::Before(unit) => {
            let then = earlier(&of.part, now, beside)?;
            with_unit(column(now, &of.part)?, *unit, figure(then, &of.part).map_err(|_| Wrong::NoBefore)?)?
        }
        Says::Change => change(&of.part, now, beside)?,
        Says::Aside => match change(&of.part, now, beside) {
            Ok(change) => format!(" ({change} so với cùng kỳ)"),
            Err(Wrong::NoBefore) => String::new(),
            Err(other) => return Err(other),
        },
        Says::Share(all) => {
            let whole = figure(sheet(beside.now, &all.form)?, all)?;
            let part = figure(now, &of.part)?;
            if whole == 0 {
                return Err(Wrong::NoWhole);
            }
            percent(i128::from(part) * 1_000, i128::from(whole))
        }
    };
    Ok(Value::Text(text))
}

fn sheet<'s>(sheets: &'s [Sheet], form: &str) -> Result<&'s Sheet, Wrong> {
    sheets.iter().find(|s| s.form.id.eq_ignore_ascii_case(form)).ok_or(Wrong::NoForm)
}

/// The first column of a part: what its unit of measure is read from.
fn column<'s>(sheet: &'s Sheet, part: &Part) -> Result<&'s Column, Wrong> {
    part.columns.first().and_then(|id| sheet.form.column(id)).ok_or(Wrong::NoColumn)
}

fn figure(sheet: &Sheet, part: &Part) -> Result<i64, Wrong> {
    let row = if part.own { sheet.unit.as_str() } else { part.row.as_str() };
    let cells = match row {
        "" => &sheet.total,
        row => &sheet.rows.iter().find(|r| r.unit == row).ok_or(Wrong::NoRow)?.cells,
    };
    part.columns.iter().try_fold(0_i64, |sum, id| {
        let at = sheet.form.columns.iter().position(|c| c.id == *id).ok_or(Wrong::NoColumn)?;
        Ok(sum.saturating_add(cells.get(at).copied().flatten().ok_or(Wrong::NoFigure)?))
    })
}

/// The sheet of the year before, if its columns mean the same.
fn earlier<'s>(part: &Part, now: &Sheet, beside: &Beside<'s>) -> Result<&'s Sheet, Wrong> {
    let then = sheet(beside.before, &part.form).map_err(|_| Wrong::NoBefore)?;
    let same = |id: &String| match (now.form.column(id), then.form.column(id)) {
        (Some(a), Some(b)) => a.heads_vi == b.heads_vi && a.unit == b.unit,
        _ => false,
    };
    if part.columns.iter().all(same) { Ok(then) } else { Err(Wrong::NoBefore) }
}

fn change(part: &Part, now: &Sheet, beside: &Beside<'_>) -> Result<String, Wrong> {
    let is = figure(now, part)?;
    let was = figure(earlier(part, now, beside)?, part).map_err(|_| Wrong::NoBefore)?;
    if was == 0 {
        return Err(Wrong::NoBefore);
    }
    let off = i128::from(is) - i128::from(was);
    let share = || percent(off.abs() * 1_000, i128::from(was).abs());
    Ok(match off.signum() {
        0 => "không đổi".to_owned(),
        1 => format!("tăng {}", share()),
        _ => format!("giảm {}", share()),
    })
}

/// Thousandths of a whole as a percentage with one decimal.
fn percent(thousandths: i128, of: i128) -> String {
    let half = if thousandths < 0 { -of / 2 } else { of / 2 };
    let tenths = i64::try_from((thousandths + half) / of).unwrap_or(i64::MAX);
    let (units, part) = (tenths / 10, (tenths % 10).abs());
    let mark = if part == 0 { String::new() } else { format!(",{part}") };
    format!("{}{mark}%", whole("vi", units))
}

fn with_unit(column: &Column, unit: Option<As>, n: i64) -> Result<String, Wrong> {
    let fits = |how: Printed| match column.unit {
        Unit::Vnd => matches!(how, Printed::Dong | Printed::TrieuDong),
        Unit::M2 => matches!(how, Printed::M2 | Printed::Ha),
        Unit::Count => how == Printed::Count,
    };
    let how = match unit {
        Some(As::Ty) if column.unit == Unit::Vnd => return Ok(format!("{} tỷ đồng", ty(n))),
        Some(As::Printed(how)) if fits(how) => how,
        None => column.printed,
        Some(_) => return Err(Wrong::WrongUnit),
    };
    let word = match how {
        Printed::Count => "",
        Printed::Dong => " đồng",
        Printed::TrieuDong => " triệu đồng",
        Printed::M2 => " m²",
        Printed::Ha => " ha",
    };
    Ok(format!("{}{word}", printed("vi", how, n)))
}

/// Tỷ đồng with what decimals there are, three at most.
fn ty(n: i64) -> String {
    let thousandths = (i128::from(n.unsigned_abs()) + 500_000) / 1_000_000;
    let (units, part) = (thousandths / 1_000, thousandths % 1_000);
    let sign = if n < 0 { "−" } else { "" };
    let part = format!("{part:03}");
    let part = part.trim_end_matches('0');
    let mark = if part.is_empty() { String::new() } else { format!(",{part}") };
    format!("{sign}{}{mark}", whole("vi", i64::try_from(units).unwrap_or(i64::MAX)))
}

/// Columns down the page, this period and the same a year before side by side: the forms
/// themselves are too wide for the page of a report.
fn table(part: &Part, now: &Sheet, beside: &Beside<'_>) -> Result<Value, Wrong> {
    let all: Vec<String> = now.form.columns.iter().map(|c| c.id.clone()).collect();
    let ids = if part.columns.is_empty() { &all } else { &part.columns };
    let mut rows = Vec::new();
    for id in ids {
        let column = now.form.column(id).ok_or(Wrong::NoColumn)?;
        let one = Part { columns: vec![id.clone()], ..part.clone() };
        let unit = match column.printed {
            Printed::Count => "",
            Printed::Dong => "đồng",
            Printed::TrieuDong => "triệu đồng",
            Printed::M2 => "m²",
            Printed::Ha => "ha",
        };
        let is = figure(now, &one);
        let was = earlier(&one, now, beside).and_then(|then| figure(then, &one));
        let shown = |n: Result<i64, Wrong>| n.map_or_else(|_| "…".to_owned(), |n| printed("vi", column.printed, n));
        let change = change(&one, now, beside).unwrap_or_else(|_| "…".to_owned());
        rows.push(vec![id.clone(), column.title("vi"), unit.to_owned(), shown(is), shown(was), change]);
    }
    let heads = ["Cột", "Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Cùng kỳ", "Tăng, giảm"].map(str::to_owned).to_vec();
    Ok(Value::Table { heads, rows })
}

fn bars(part: &Part, now: &Sheet) -> Result<Value, Wrong> {
    let column = column(now, part)?;
    let of = |row: &crate::reports::SheetRow| {
        let one = Part { row: row.unit.clone(), own: false, ..part.clone() };
        Some((row.name_vi.clone(), figure(now, &one).ok().filter(|n| *n > 0)?))
    };
    let mut rows: Vec<(String, i64)> = now.rows.iter().filter_map(of).collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let Some(longest) = rows.first().map(|(_, n)| i128::from(*n)) else { return Err(Wrong::NoFigure) };
    let bar = |(label, n): (String, i64)| Bar {
        label,
        said: with_unit(column, None, n).unwrap_or_default(),
        length: u32::try_from(i128::from(n) * 1_000 / longest).unwrap_or(1_000),
    };
    let left = rows.len().saturating_sub(MOST);
    let mut title = format!("{} ({} · cột {})", column.title("vi"), now.form.id, part.columns.join("+"));
    if left > 0 {
        title.push_str(&format!("; {MOST} đơn vị lớn nhất, còn {left} đơn vị trong biểu"));
    }
    Ok(Value::Bars { title, bars: rows.into_iter().take(MOST).map(bar).collect() })
}
