//! Biểu điền tay: reading the official form as an office outside the system filled it in.
//!
//! The form itself says which it is (a line every template carries), so that a sheet for
//! another unit, period or circular is never taken for this one. Must never guess a
//! figure: a cell that is no number is named.

use super::fill::{Sums, fill};
use super::rows::{RowUnit, Rows};
use super::sheet::Sheet;
use crate::fields::{M2, Vnd};
use crate::periodic_reports::acts::Figure;
use law::Period;
use law::form::{Column, Form, Layout, Take, Unit};

/// A cell as a workbook has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
}

/// What a filled form must be.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The form.
    pub form: &'a Form,
    /// Code of the unit.
    pub unit: &'a str,
    /// Id of the period.
    pub period: &'a str,
}

/// Why a filled form is not taken; the words stand in catalogues under `by_hand.<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// `no_mark`, `other_form`, `no_columns`, `no_row`, `not_a_number`, `negative`, `not_whole`, `too_large`.
    pub code: &'static str,
    /// The column, or what was found instead; may be empty.
    pub what: String,
    /// The cell of the workbook, as `C8`; empty: the whole file.
    pub cell: String,
}

fn slip(code: &'static str, what: impl Into<String>) -> Slip {
    Slip { code, what: what.into(), cell: String::new() }
}

/// The line by which a template says what it is.
pub fn mark(expected: &Expected) -> String {
    let Expected { form, unit, period } = expected;
    format!("#thanhtra {} {} {unit} {period}", form.id, form.version)
}

/// The figures of a filled form, one for each column filled.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(rows: &[Vec<Cell>], expected: &Expected) -> Result<Vec<Figure>, Vec<Slip>> {
    let text = |row: &[Cell]| if let Some(Cell::Text(t)) = row.first() { t.trim().to_owned() } else { String::new() };
    let wanted = mark(expected);
    match rows.iter().map(|r| text(r)).find(|t| t.starts_with("#thanhtra ")) {
        Some(found) if found == wanted => {}
        Some(found) => return Err(vec![slip("other_form", found.trim_start_matches("#thanhtra "))]),
        None => return Err(vec![slip("no_mark", "")]),
    }
    let Some(at) = rows.iter().position(|r| text(r) == "MS") else { return Err(vec![slip("no_columns", "MS")]) };
    let mut cells: Vec<(String, String, &Cell)> = Vec::new();
    match expected.form.layout {
        Layout::Across => {
            let found = (at + 1..rows.len()).find(|n| !text(&rows[*n]).is_empty());
            let Some(row) = found else { return Err(vec![slip("no_row", "")]) };
            let filled = |n: usize| rows[row].get(n).unwrap_or(&Cell::Empty);
            cells.extend((1..rows[at].len()).map(|n| (id_of(&rows[at][n]), address(row, n), filled(n))));
        }
        Layout::Down => {
            let filled = |n: usize| rows[n].get(FIGURES_DOWN).unwrap_or(&Cell::Empty);
            let ids = (at + 1..rows.len()).map(|n| (n, rows[n].first().map(id_of).unwrap_or_default()));
            cells.extend(ids.map(|(n, id)| (id, address(n, FIGURES_DOWN), filled(n))));
        }
    }
    if let Some(column) = expected.form.columns.iter().find(|c| !cells.iter().any(|(id, _, _)| *id == c.id)) {
        return Err(vec![slip("no_columns", &column.id)]);
    }
    let (mut figures, mut slips) = (Vec::new(), Vec::new());
    for (id, place, cell) in cells {
        let Some(column) = expected.form.column(&id) else { continue };
        match figure(column, cell) {
            Ok(Some(figure)) => figures.push(figure),
            Ok(None) => {}
            Err(slip) => slips.push(Slip { cell: place, ..slip }),
        }
    }
    if slips.is_empty() { Ok(figures) } else { Err(slips) }
}

/// Where the figures of a form that runs down the page stand: after mark, item and unit.
const FIGURES_DOWN: usize = 3;

/// `C8`: a cell as a workbook names it, from row and column counted from nought.
fn address(row: usize, column: usize) -> String {
    let (mut letters, mut left) = (String::new(), column + 1);
    while left > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// Which form a filled workbook says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Ký hiệu biểu.
    pub form: String,
    /// Its circular.
    pub version: String,
    /// Code of the unit.
    pub unit: String,
    /// Id of the period.
    pub period: String,
}

/// Reads the line by which a template says what it is; none: it has none.
pub fn told(rows: &[Vec<Cell>]) -> Option<Told> {
    let line = rows.iter().find_map(|row| match row.first() {
        Some(Cell::Text(text)) => text.trim().strip_prefix("#thanhtra "),
        _ => None,
    })?;
    let words: Vec<&str> = line.split_whitespace().collect();
    let [form, version, unit, period] = words.try_into().ok()?;
    let own = str::to_owned;
    Some(Told { form: own(form), version: own(version), unit: own(unit), period: own(period) })
}

/// `1=2+3` → `1`; a workbook may have made a number of it.
fn id_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(t) => t.split('=').next().unwrap_or_default().trim().to_owned(),
        Cell::Number(n) => format!("{n}"),
        Cell::Empty => String::new(),
    }
}

fn figure(column: &Column, cell: &Cell) -> Result<Option<Figure>, Slip> {
    let n = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(n) => *n,
        Cell::Text(t) if ["", "×", "x", "-", "–"].contains(&t.trim()) => return Ok(None),
        Cell::Text(t) => number(t).ok_or_else(|| slip("not_a_number", format!("{}: {}", column.id, t.trim())))?,
    };
    if n < 0.0 {
        return Err(slip("negative", &column.id));
    }
    let exact = n * column.printed.scale() as f64;
    let whole = exact.round();
    // A workbook's numbers are binary: half a đồng off is no figure of an office.
    if (exact - whole).abs() > 0.01 {
        return Err(slip("not_whole", &column.id));
    }
    if whole > 9.0e15 || (column.unit == Unit::Count && whole > f64::from(u32::MAX)) {
        return Err(slip("too_large", &column.id));
    }
    let (mut out, whole) = (Figure { column: column.id.clone(), count: None, money: None, land: None }, whole as i64);
    match column.unit {
        Unit::Count => out.count = u32::try_from(whole).ok(),
        Unit::Vnd => out.money = Some(Vnd(whole)),
        Unit::M2 => out.land = Some(M2(whole)),
    }
    Ok(Some(out))
}

/// A number typed as text: `1.234,5` as in Vietnamese.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace(['\u{a0}', ' '], "");
    let (whole, part) = text.split_once(',').unwrap_or((&text, ""));
    let groups: Vec<&str> = whole.split('.').collect();
    let grouped = groups.len() == 1 || groups[1..].iter().all(|g| g.len() == 3);
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    let fits = grouped && !whole.is_empty() && groups.iter().all(|g| digits(g)) && digits(part);
    fits.then(|| format!("{}.{part}0", groups.concat()).parse().ok()).flatten()
}

/// The figures as a sheet of one row, to be checked before it is sent. Columns that add up
/// others are worked out, so that a wrong sum shows against what was filled in.
pub fn sheet(expected: &Expected, name_vi: &str, name_en: &str, period: &Period, figures: &[Figure]) -> Sheet {
    let row = RowUnit {
        code: expected.unit.to_owned(),
        name_vi: name_vi.to_owned(),
        name_en: name_en.to_owned(),
        reports: true,
    };
    let rows = Rows::alone(row);
    let declared = figures.iter().map(|f| super::Declared {
        unit: expected.unit.to_owned(),
        column: f.column.clone(),
        quantity: f.quantity(),
    });
    let sums = Sums { declared: declared.collect(), ..Sums::default() };
    fill(expected.form, &rows, &sums, period, 0)
}

/// Columns that add up others and were filled in with another sum: column, filled in, worked out.
pub fn wrong_sums(form: &Form, sheet: &Sheet, figures: &[Figure]) -> Vec<(String, i64, i64)> {
    let sums = form.columns.iter().enumerate().filter(|(_, c)| matches!(c.take, Take::Sum(_)));
    sums.filter_map(|(at, c)| {
        let filled = figures.iter().find(|f| f.column == c.id)?.quantity();
        let worked = sheet.total[at]?;
        (filled != worked).then(|| (c.id.clone(), filled, worked))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::Law;

    fn text(t: &str) -> Cell {
        Cell::Text(t.to_owned())
    }

    fn form() -> &'static Form {
        Law::shipped().form("01/TTr", "2023-06-14".parse().unwrap()).unwrap()
    }

    fn filled(expected: &Expected, cells: &[(&str, Cell)]) -> Vec<Vec<Cell>> {
        let mut marks = vec![text("MS")];
        marks.extend(form().columns.iter().map(|c| text(&format!("{}=x", c.id))));
        let mut row = vec![text("Quận Thử")];
        row.extend(
            form()
                .columns
                .iter()
                .map(|c| cells.iter().find(|(id, _)| *id == c.id).map_or(Cell::Empty, |(_, cell)| cell.clone())),
        );
        vec![vec![text("Biểu")], marks, row, vec![Cell::Empty], vec![text(&mark(expected))]]
    }

    const HERE: fn() -> Expected<'static> = || Expected { form: form(), unit: "303", period: "2023-6m" };

    #[test]
    fn figures_are_read_in_the_units_of_the_form() {
        let cells = [("1", Cell::Number(12.0)), ("8", Cell::Number(84.765)), ("9", text("1.234")), ("10", text("0,5"))];
        let figures = read(&filled(&HERE(), &cells), &HERE()).unwrap();
        let of = |id: &str| figures.iter().find(|f| f.column == id).map(Figure::quantity);
        assert_eq!((of("1"), of("8"), of("9"), of("10")), (Some(12), Some(84_765_000), Some(1_234), Some(500_000)));
        assert_eq!(of("2"), None, "left empty");
    }

    #[test]
    fn what_is_wrong_is_named_and_nothing_is_guessed() {
        let codes = |cells: &[(&str, Cell)]| -> Vec<(&str, String)> {
            let slips = read(&filled(&HERE(), cells), &HERE()).unwrap_err();
            slips.into_iter().map(|s| (s.code, s.what)).collect()
        };
        assert_eq!(
            codes(&[("1", text("mười hai")), ("2", Cell::Number(-1.0)), ("3", Cell::Number(1.5))]),
            [("not_a_number", "1: mười hai".to_owned()), ("negative", "2".into()), ("not_whole", "3".into())]
        );
        assert_eq!(codes(&[("4", text("1.2"))]), [("not_a_number", "4: 1.2".to_owned())], "neither 12 nor 1,2");
        assert_eq!(codes(&[("5", Cell::Number(1e12))]), [("too_large", "5".to_owned())]);
    }

    #[test]
    fn a_wrong_cell_is_named_as_the_workbook_names_it() {
        let slips = read(&filled(&HERE(), &[("2", text("hai")), ("9", Cell::Number(-1.0))]), &HERE()).unwrap_err();
        assert_eq!(slips.iter().map(|s| s.cell.as_str()).collect::<Vec<_>>(), ["C3", "J3"]);
        assert_eq!([address(0, 0), address(7, 25), address(7, 26), address(0, 702)], ["A1", "Z8", "AA8", "AAA1"]);
        let said = told(&filled(&HERE(), &[])).unwrap();
        assert_eq!((said.form.as_str(), said.unit.as_str(), said.period.as_str()), ("01/TTr", "303", "2023-6m"));
        assert_eq!((said.version.as_str(), told(&[vec![text("#thanhtra a b")]])), ("02/2021/TT-TTCP", None));
    }

    #[test]
    fn a_form_that_runs_down_the_page_is_read_row_by_row() {
        let form = Law::shipped().form("01/PCTN", "2025-12-14".parse().unwrap()).unwrap();
        let expected = Expected { form, unit: "31", period: "2025-y" };
        let line = |id: &str, cell: Cell| vec![text(id), text("Dòng"), Cell::Empty, cell];
        let mut rows = vec![vec![text("MS"), text("Nội dung")]];
        rows.extend(form.columns.iter().map(|c| match c.id.as_str() {
            "43.1" => vec![Cell::Number(43.1), text("Dòng"), Cell::Empty, Cell::Number(7.0)],
            "52A" => line("52A", text("0")),
            "108" => line("108", text("chưa rõ")),
            id => line(id, Cell::Empty),
        }));
        rows.push(vec![text(&mark(&expected))]);
        let wrong = read(&rows, &expected).unwrap_err();
        assert_eq!((wrong.len(), wrong[0].code, wrong[0].cell.as_str()), (1, "not_a_number", "D124"));
        rows[123][3] = Cell::Empty;
        let figures = read(&rows, &expected).unwrap();
        let told: Vec<(&str, i64)> = figures.iter().map(|f| (f.column.as_str(), f.quantity())).collect();
        assert_eq!(told, [("43.1", 7), ("52A", 0)]);
        rows.remove(50);
        assert_eq!(read(&rows, &expected).unwrap_err()[0].code, "no_columns");
    }

    #[test]
    fn a_form_of_another_unit_period_or_circular_is_not_taken() {
        let sheet = filled(&HERE(), &[("1", Cell::Number(1.0))]);
        let other = Expected { unit: "304", ..HERE() };
        assert_eq!(read(&sheet, &other).unwrap_err()[0].code, "other_form");
        let other = Expected { period: "2023-q2", ..HERE() };
        assert_eq!(read(&sheet, &other).unwrap_err()[0].code, "other_form");
        assert_eq!(read(&sheet[..3], &HERE()).unwrap_err()[0].code, "no_mark");
        assert_eq!(read(&[&sheet[..1], &sheet[4..]].concat(), &HERE()).unwrap_err()[0].code, "no_columns");
    }

    #[test]
    fn identities_are_checked_before_it_is_sent() {
        let cells = [("8", Cell::Number(10.0)), ("10", Cell::Number(4.0)), ("12", Cell::Number(5.0))];
        let figures = read(&filled(&HERE(), &cells), &HERE()).unwrap();
        let period = Law::shipped().period("2023-6m").unwrap();
        let sheet = sheet(&HERE(), "Quận Thử", "Test", &period, &figures);
        assert!(sheet.findings.iter().any(|f| f.check == "8=10+12"), "{:?}", sheet.findings);
    }
}
