//! Writes sheets as an office prints them: title block, a head of joined cells,
//! numbers as numbers, heads frozen and repeated on every page.

use crate::PaperError;
use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Vietnamese locale, so that LibreOffice shows 1.234.567 on any machine.
const WHOLE: &str = "[$-42A]#,##0";
const DAY: &str = "dd/mm/yyyy";

/// A column head; with `under`, a head over several columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Head {
    /// What stands in it.
    pub text: String,
    /// The heads under it; empty: this is a column.
    pub under: Vec<Head>,
    /// Width in characters of a column; none: by kind of content.
    pub width: Option<f64>,
}

impl Head {
    /// One column.
    pub fn column(text: impl Into<String>, width: f64) -> Self {
        Self { text: text.into(), under: Vec::new(), width: Some(width) }
    }
    /// A head over others.
    pub fn over(text: impl Into<String>, under: Vec<Head>) -> Self {
        Self { text: text.into(), under, width: None }
    }
    fn columns(&self) -> usize {
        if self.under.is_empty() { 1 } else { self.under.iter().map(Head::columns).sum() }
    }
    fn depth(&self) -> usize {
        1 + self.under.iter().map(Head::depth).max().unwrap_or(0)
    }
}

/// What goes into a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Out {
    /// Nothing.
    Empty,
    /// Text; never run as a formula.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number with so many decimals.
    Decimal(f64, u8),
    /// A day.
    Day(Date),
}

impl From<&str> for Out {
    fn from(text: &str) -> Self {
        Out::Text(text.to_owned())
    }
}

impl From<String> for Out {
    fn from(text: String) -> Self {
        Out::Text(text)
    }
}

impl From<i64> for Out {
    fn from(n: i64) -> Self {
        Out::Int(n)
    }
}

/// Paper to print on, always landscape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageSize {
    /// 297 × 210 mm.
    #[default]
    A4,
    /// 420 × 297 mm.
    A3,
}

/// What an office prints around a table: heads in the manner of Nghị định 30/2020/NĐ-CP
/// above it, who made it and who signs below.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Office {
    /// Upper left, a line each: bodies, number of the form. The first is bold.
    pub left: Vec<String>,
    /// Upper right: quốc hiệu, tiêu ngữ, both bold; what follows is not.
    pub right: Vec<String>,
    /// Đơn vị tính, right above the table.
    pub measure: String,
    /// Lower left: who made it.
    pub maker: Vec<String>,
    /// Lower right: place and day, who signs, how.
    pub signer: Vec<String>,
}

/// One sheet to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SheetOut {
    /// Name of the sheet; shortened to what the format allows.
    pub name: String,
    /// Lines over the table: the first bold and large.
    pub title: Vec<String>,
    /// The head.
    pub heads: Vec<Head>,
    /// A row of column marks under the head, as `(1) (2) …`; may be empty.
    pub marks: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Out>>,
    /// How many of the last rows are totals, in bold.
    pub totals: usize,
    /// Lines under the table.
    pub notes: Vec<String>,
    /// Columns that stay when scrolling sideways.
    pub frozen: usize,
    /// Paper to print on.
    pub page: PageSize,
    /// What stands around the table; none: the table alone.
    pub office: Option<Office>,
}

/// A workbook of these sheets; the same sheets give the same bytes.
pub fn write(sheets: &[SheetOut]) -> Result<Vec<u8>, PaperError> {
    let failed = |e: XlsxError| PaperError::Write { why: e.to_string() };
    let mut book = Workbook::new();
    // A fixed instant: the bytes must not depend on when they were written.
    let instant = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&instant));
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = sheet_name(&sheet.name, &names);
        let out = book.add_worksheet();
        out.set_name(&name).map_err(failed)?;
        names.push(name);
        fill(out, sheet).map_err(failed)?;
    }
    book.save_to_buffer().map_err(failed)
}

/// At most 31 characters, none of `[]:*?/\`, unlike those before it.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let clean: String = wanted.chars().map(|c| if "[]:*?/\\'".contains(c) { '-' } else { c }).collect();
    let base = if clean.trim().is_empty() { "Sheet".to_owned() } else { clean.trim().to_owned() };
    let is_taken = |name: &String| taken.iter().any(|t| t.to_lowercase() == name.to_lowercase());
    let first: String = base.chars().take(31).collect();
    if !is_taken(&first) {
        return first;
    }
    (2..)
        .map(|n| format!("{} ({n})", base.chars().take(25).collect::<String>()))
        .find(|n| !is_taken(n))
        .unwrap_or(first)
}

fn fill(out: &mut Worksheet, sheet: &SheetOut) -> Result<(), XlsxError> {
    let width = sheet.heads.iter().map(Head::columns).sum::<usize>().max(1) as u16;
    let office = sheet.office.as_ref().filter(|_| width >= NARROW);
    let start = office.map_or(Ok(0), |office| above(out, office, &sheet.heads))?;
    let mut line = titles(out, sheet, width, start)?;
    if let Some(office) = office.filter(|o| !o.measure.is_empty()) {
        let format = plain().set_italic().set_align(FormatAlign::Right);
        out.merge_range(line - 1, 0, line - 1, width - 1, &office.measure, &format)?;
    }
    let top = line;
    let depth = sheet.heads.iter().map(Head::depth).max().unwrap_or(0) as u32;
    head_heights(out, &sheet.heads, line, depth)?;
    let mut column = 0;
    for head in &sheet.heads {
        write_head(out, head, line, column, depth)?;
        column += head.columns() as u16;
    }
    line += depth;
    let widths = widths(&sheet.heads);
    if !sheet.marks.is_empty() {
        let format = head_format().set_italic();
        height(out, line, sheet.marks.iter().zip(&widths).map(|(mark, width)| wrapped(mark, *width)))?;
        for (column, mark) in (0..).zip(&sheet.marks) {
            out.write_string_with_format(line, column, mark, &format)?;
        }
        line += 1;
    }
    let first_row = line;
    let formats = [Formats::new(false), Formats::new(true)];
    for (at, row) in sheet.rows.iter().enumerate() {
        let total = at + sheet.totals >= sheet.rows.len();
        let texts = row.iter().zip(&widths).filter_map(|(cell, width)| match cell {
            Out::Text(text) => Some(wrapped(text, *width)),
            _ => None,
        });
        height(out, line, texts)?;
        for (column, cell) in (0..).zip(row) {
            formats[usize::from(total)].write(out, line, column, cell)?;
        }
        line += 1;
    }
    if let Some(office) = office {
        line = below(out, office, (split(&sheet.heads), width), line + 1)?;
    }
    for note in &sheet.notes {
        line += 1;
        let format = plain().set_italic().set_text_wrap().set_align(FormatAlign::Top);
        let format = if crate::is_formula_like(note) { format.set_quote_prefix() } else { format };
        height(out, line, [wrapped(note, widths.iter().sum())].into_iter())?;
        joined(out, line, (0, width - 1), note, &format)?;
    }
    page(out, sheet, top, first_row)
}

/// Columns a table needs for two blocks to stand side by side above it.
const NARROW: u16 = 4;

/// The papers' font, which the decree names.
fn plain() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(11)
}

/// Width in characters of each column.
fn widths(heads: &[Head]) -> Vec<f64> {
    fn add(heads: &[Head], out: &mut Vec<f64>) {
        for head in heads {
            if head.under.is_empty() { out.push(head.width.unwrap_or(14.0)) } else { add(&head.under, out) }
        }
    }
    let mut all = Vec::new();
    add(heads, &mut all);
    all
}

/// Lines a text takes in a cell so wide. Fonts differ from office to office, so it is
/// reckoned as if letters were an eighth wider than the measure of columns.
fn wrapped(text: &str, width: f64) -> usize {
    let room = (width / 1.15).floor().max(1.0) as usize;
    let of_line = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in line.split(' ') {
            let long = word.chars().count();
            if used > 0 && used + 1 + long > room {
                lines += 1;
                used = 0;
            }
            used += long + usize::from(used > 0);
            // A word longer than the line is torn.
            lines += used.saturating_sub(1) / room;
            used = if used > room { (used - 1) % room + 1 } else { used };
        }
        lines
    };
    text.split('\n').map(of_line).sum()
}

/// A row high enough for the longest of its texts: not every program sees to it by itself.
fn height(out: &mut Worksheet, line: u32, texts: impl Iterator<Item = usize>) -> Result<(), XlsxError> {
    match texts.max().unwrap_or(1) {
        0 | 1 => Ok(()),
        lines => out.set_row_height(line, (lines * 15).min(400) as f64).map(|_| ()),
    }
}

/// Where the left block ends: at about two fifths of the width.
fn split(heads: &[Head]) -> u16 {
    let all = widths(heads);
    let (whole, mut used, mut at) = (all.iter().sum::<f64>(), 0.0, 0);
    for width in &all {
        used += width;
        at += 1;
        if used >= whole * 0.38 {
            break;
        }
    }
    at.clamp(1, (all.len().max(2) - 1) as u16)
}

/// A line of a block: joined cells of these columns.
fn joined(
    out: &mut Worksheet,
    line: u32,
    (from, to): (u16, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if from < to {
        out.merge_range(line, from, line, to, text, format)?;
    } else {
        out.write_string_with_format(line, from, text, format)?;
    }
    Ok(())
}

/// The heads of the paper; gives the line after them.
fn above(out: &mut Worksheet, office: &Office, heads: &[Head]) -> Result<u32, XlsxError> {
    let (split, width) = (split(heads), heads.iter().map(Head::columns).sum::<usize>() as u16);
    let centred = plain().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap();
    let all = widths(heads);
    let rooms = [&all[..split.into()], &all[split.into()..]].map(|side| side.iter().sum::<f64>() * 0.92);
    for line in 0..office.left.len().max(office.right.len()) {
        let texts = [office.left.get(line), office.right.get(line)].into_iter().zip(rooms);
        height(out, line as u32, texts.filter_map(|(text, room)| text.map(|text| wrapped(text, room))))?;
    }
    for (line, text) in (0..).zip(&office.left) {
        let format = if line == 0 { centred.clone().set_bold() } else { centred.clone() };
        joined(out, line, (0, split - 1), text, &format)?;
    }
    for (line, text) in (0..).zip(&office.right) {
        let format = if line < 2 { centred.clone().set_bold() } else { centred.clone().set_italic() };
        joined(out, line, (split, width - 1), text, &format)?;
    }
    Ok(office.left.len().max(office.right.len()) as u32 + 1)
}

/// Who made it and who signs; gives the line after them.
fn below(out: &mut Worksheet, office: &Office, (split, width): (u16, u16), from: u32) -> Result<u32, XlsxError> {
    let centred = plain().set_align(FormatAlign::Center);
    // Place and day stand above the signer alone.
    let left = [String::new()].into_iter().chain(office.maker.iter().cloned());
    for (line, text) in (from..).zip(left).skip(1) {
        joined(out, line, (0, split - 1), &text, &centred.clone().set_bold())?;
    }
    for (n, text) in (0..).zip(&office.signer) {
        let format = if n == 1 { centred.clone().set_bold() } else { centred.clone().set_italic() };
        joined(out, from + n, (split, width - 1), text, &format)?;
    }
    // Room for the hand and the seal.
    Ok(from + office.signer.len().max(office.maker.len() + 1) as u32 + 4)
}

/// Lines of a head high enough for what stands in them: programs do not see to joined cells.
fn head_heights(out: &mut Worksheet, heads: &[Head], top: u32, depth: u32) -> Result<(), XlsxError> {
    fn need(head: &Head, at: usize, depth: usize, lines: &mut [f64]) {
        let rows = if head.under.is_empty() { depth - at } else { 1 };
        let wide: f64 = widths(std::slice::from_ref(head)).iter().sum();
        // Heads are bold.
        let wanted = wrapped(&head.text, wide * 0.92) as f64 / rows as f64;
        for line in &mut lines[at..at + rows] {
            *line = line.max(wanted);
        }
        for under in &head.under {
            need(under, at + 1, depth, lines);
        }
    }
    let mut lines = vec![1.0_f64; depth as usize];
    for head in heads {
        need(head, 0, depth as usize, &mut lines);
    }
    for (line, wanted) in (top..).zip(lines) {
        out.set_row_height(line, (wanted * 15.0).ceil().clamp(16.0, 200.0))?;
    }
    Ok(())
}

fn titles(out: &mut Worksheet, sheet: &SheetOut, width: u16, start: u32) -> Result<u32, XlsxError> {
    let mut line = start;
    let room: f64 = widths(&sheet.heads).iter().sum();
    for (at, text) in sheet.title.iter().enumerate() {
        // The first is bold and a quarter larger.
        match wrapped(text, if at == 0 { room * 0.72 } else { room }) {
            lines @ 2.. if width > 1 => drop(out.set_row_height(line, (lines * if at == 0 { 19 } else { 15 }) as f64)?),
            _ => {}
        }
        let format = plain().set_align(FormatAlign::Center).set_text_wrap();
        let format = if at == 0 { format.set_bold().set_font_size(14) } else { format };
        let format = if crate::is_formula_like(text) { format.set_quote_prefix() } else { format };
        if width > 1 {
            out.merge_range(line, 0, line, width - 1, text, &format)?;
        } else {
            out.write_string_with_format(line, 0, text, &format)?;
        }
        line += 1;
    }
    Ok(if line > start || start > 0 { line + 1 } else { 0 })
}

fn head_format() -> Format {
    plain()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
}

/// `depth`: lines left for this head; a head without any under it takes them all.
fn write_head(out: &mut Worksheet, head: &Head, line: u32, column: u16, depth: u32) -> Result<(), XlsxError> {
    let format = head_format();
    let format = if crate::is_formula_like(&head.text) { format.set_quote_prefix() } else { format };
    let columns = head.columns() as u16;
    let lines = if head.under.is_empty() { depth } else { 1 };
    if columns > 1 || lines > 1 {
        out.merge_range(line, column, line + lines - 1, column + columns - 1, &head.text, &format)?;
    } else {
        out.write_string_with_format(line, column, &head.text, &format)?;
    }
    if head.under.is_empty() {
        out.set_column_width(column, head.width.unwrap_or(14.0))?;
    }
    let mut at = column;
    for under in &head.under {
        write_head(out, under, line + 1, at, depth - 1)?;
        at += under.columns() as u16;
    }
    Ok(())
}

struct Formats {
    text: Format,
    whole: Format,
    day: Format,
}

impl Formats {
    fn new(bold: bool) -> Self {
        let base = plain().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        let base = if bold { base.set_bold() } else { base };
        Formats {
            text: base.clone().set_text_wrap(),
            whole: base.clone().set_num_format(WHOLE),
            day: base.set_num_format(DAY).set_align(FormatAlign::Center),
        }
    }

    fn write(&self, out: &mut Worksheet, line: u32, column: u16, cell: &Out) -> Result<(), XlsxError> {
        match cell {
            Out::Empty => out.write_blank(line, column, &self.text)?,
            Out::Text(text) => return write_text(out, line, column, text, &self.text),
            Out::Int(n) => out.write_number_with_format(line, column, *n as f64, &self.whole)?,
            Out::Decimal(n, places) => {
                let zeros = "0".repeat(usize::from(*places));
                let code = if zeros.is_empty() { WHOLE.to_owned() } else { format!("{WHOLE}.{zeros}") };
                out.write_number_with_format(line, column, *n, &self.whole.clone().set_num_format(code))?
            }
            Out::Day(day) => match ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8) {
                Ok(at) => out.write_datetime_with_format(line, column, &at, &self.day)?,
                // Before 1900 the format knows no days.
                Err(_) => out.write_string_with_format(line, column, day.to_string(), &self.text)?,
            },
        };
        Ok(())
    }
}

/// A text cell is never run, and stays text when somebody edits it.
fn write_text(out: &mut Worksheet, line: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    // The format holds at most 32,767 characters in a cell.
    let short: String = text.chars().take(32_767).collect();
    if crate::is_formula_like(text) {
        out.write_string_with_format(line, column, short, &format.clone().set_quote_prefix())?;
    } else {
        out.write_string_with_format(line, column, short, format)?;
    }
    Ok(())
}

fn page(out: &mut Worksheet, sheet: &SheetOut, top: u32, first_row: u32) -> Result<(), XlsxError> {
    out.set_landscape();
    out.set_paper_size(match sheet.page {
        PageSize::A4 => 9,
        PageSize::A3 => 8,
    });
    out.set_print_fit_to_pages(1, 0);
    out.set_margins(0.5, 0.4, 0.6, 0.6, 0.3, 0.3);
    out.set_footer("&C&P/&N");
    if !sheet.heads.is_empty() {
        out.set_freeze_panes(first_row, sheet.frozen as u16)?;
        out.set_repeat_rows(top, first_row.saturating_sub(1).max(top))?;
    }
    Ok(())
}
