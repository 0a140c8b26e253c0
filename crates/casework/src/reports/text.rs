//! The sheet as text for a terminal, figures as paper prints them, and the
//! round phrase leaders and the press use beside the exact figure.

use super::Sheet;
use law::form::{Column, Layout, Printed};
use std::fmt::Write as _;

/// A whole number with the thousands mark of the language.
pub fn whole(lang: &str, n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + 6);
    if n < 0 {
        out.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(if lang == "en" { ',' } else { '.' });
        }
        out.push(digit);
    }
    out
}

/// A figure as paper prints it: millions of đồng, hectares, rounded at the last
/// decimal only.
pub fn printed(lang: &str, how: Printed, n: i64) -> String {
    let scale = how.scale();
    if scale == 1 {
        return whole(lang, n);
    }
    let base = 10_i64.pow(how.places());
    // In 128 bits: a rounded figure must not overflow where the exact one did not.
    let scaled = (i128::from(n.unsigned_abs()) * i128::from(base) + i128::from(scale) / 2) / i128::from(scale);
    let (units, part) = (scaled / i128::from(base), scaled % i128::from(base));
    let mut out = whole(lang, i64::try_from(units).unwrap_or(i64::MAX));
    if n < 0 && scaled > 0 {
        out.insert(0, '−');
    }
    if part > 0 {
        let digits = format!("{part:0width$}", width = how.places() as usize);
        out.push(if lang == "en" { '.' } else { ',' });
        out.push_str(digits.trim_end_matches('0'));
    }
    out
}

/// The printed unit in words: `triệu đồng`, `million VND`.
pub(super) fn unit_word(how: Printed, lang: &str) -> &'static str {
    match (how, lang == "en") {
        (Printed::Count, _) => "",
        (Printed::Dong, false) => "đồng",
        (Printed::Dong, true) => "VND",
        (Printed::TrieuDong, false) => "triệu đồng",
        (Printed::TrieuDong, true) => "million VND",
        (Printed::M2, _) => "m²",
        (Printed::Ha, _) => "ha",
    }
}

/// `gần 2.600`, `trên 2.600`, `2.600`: the figure in printed units rounded to the
/// nearest hundred (ten under 1,000), as reports speak; never without the exact one beside it.
pub fn press(lang: &str, how: Printed, n: i64) -> String {
    let units = n / how.scale();
    let step = match units.abs() {
        0..100 => 1,
        100..1_000 => 10,
        _ => 100,
    };
    let exact = units * how.scale() == n;
    let near = (units + step / 2) / step * step;
    let word = match (near * how.scale()).cmp(&n) {
        _ if step == 1 && exact => "",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater if lang == "en" => "nearly ",
        std::cmp::Ordering::Greater => "gần ",
        std::cmp::Ordering::Less if lang == "en" => "over ",
        std::cmp::Ordering::Less => "trên ",
    };
    let unit = unit_word(how, lang);
    let space = if unit.is_empty() { "" } else { " " };
    format!("{word}{}{space}{unit}", whole(lang, near))
}

impl Sheet {
    /// The sheet for a terminal: every column with its total, then the rows.
    pub fn text(&self, lang: &str) -> String {
        let en = lang == "en";
        let mut out = format!("{} {} · {}\n", self.form.id, self.form.title(lang), self.form.version);
        let words = if en {
            ("as of journal position", "Total", "Unit")
        } else {
            ("tính đến vị trí sổ", "Tổng", "Đơn vị")
        };
        let (unit, period) = (self.unit_name(lang), self.period.label(lang));
        let _ = writeln!(out, "{unit} ({}) · {period} · {} {}\n", self.unit, words.0, self.as_of);
        let width = self.form.columns.iter().map(|c| c.id.chars().count()).max().unwrap_or(0);
        for (column, cell) in self.form.columns.iter().zip(&self.total) {
            let unsure = if column.status == law::Status::Unverified { " [?]" } else { "" };
            let figure = figure(lang, column, *cell);
            let title = column.title(lang);
            let _ = writeln!(
                out,
                "  {:<width$}  {figure:>16} {:<11} {title}{unsure}",
                column.id,
                unit_word(column.printed, lang)
            );
        }
        out.push('\n');
        self.grid(lang, words.1, words.2, &mut out);
        for finding in &self.findings {
            if let Some(check) = self.check(finding) {
                let (why, way) = if en { (&check.why_en, &check.do_en) } else { (&check.why_vi, &check.do_vi) };
                let place = if finding.is_total { words.1 } else { &finding.unit };
                let (l, r) = (whole(lang, finding.left), whole(lang, finding.right));
                let _ = writeln!(out, "! {place}: {} ({l} / {r}). {why} {way}", check.id);
            }
        }
        for o in &self.overlaps {
            let (rows, total) = (whole(lang, o.rows), whole(lang, o.total));
            let _ = match en {
                true => writeln!(out, "* {}: the rows add up to {rows}, counted once each {total}.", o.column),
                false => writeln!(out, "* {}: cộng các dòng {rows}, đếm không trùng {total}.", o.column),
            };
        }
        out
    }

    fn grid(&self, lang: &str, total: &str, unit: &str, out: &mut String) {
        let columns = &self.form.columns;
        let name = |vi: &'_ str, en: &'_ str| if lang == "en" { en.to_owned() } else { vi.to_owned() };
        let mut lines = vec![(unit.to_owned(), columns.iter().map(|c| c.id.clone()).collect::<Vec<_>>())];
        for row in &self.rows {
            let cells = columns.iter().zip(&row.cells).map(|(c, n)| figure(lang, c, *n)).collect();
            lines.push((format!("{} {}", row.unit, name(&row.name_vi, &row.name_en)), cells));
        }
        let cells = columns.iter().zip(&self.total).map(|(c, n)| figure(lang, c, *n)).collect();
        lines.push((total.to_owned(), cells));
        let first = lines.iter().map(|(n, _)| n.chars().count()).max().unwrap_or(0);
        // A list that runs down the page is read downwards here too.
        if self.form.layout == Layout::Down {
            let turned = |at: usize| (columns[at].id.clone(), lines[1..].iter().map(|(_, l)| l[at].clone()).collect());
            let names = lines[1..].iter().map(|(name, _)| name.split(' ').next().unwrap_or_default().to_owned());
            let head = ("MS".to_owned(), names.collect());
            lines = std::iter::once(head).chain((0..columns.len()).map(turned)).collect();
        }
        let width = lines.first().map_or(0, |(_, cells)| cells.len());
        let wide: Vec<usize> =
            (0..width).map(|c| lines.iter().map(|(_, l)| l[c].chars().count()).max().unwrap_or(0)).collect();
        for (name, cells) in &lines {
            let _ = write!(out, "{name:<first$}");
            for (cell, width) in cells.iter().zip(&wide) {
                let _ = write!(out, "  {cell:>width$}");
            }
            out.push('\n');
        }
    }
}

/// Zero as a dash, an unknown cell as a cross.
fn figure(lang: &str, column: &Column, cell: Option<i64>) -> String {
    match cell {
        None => "×".to_owned(),
        Some(0) => "–".to_owned(),
        Some(n) => printed(lang, column.printed, n),
    }
}
