//! Table to text, in the form that spreadsheets in Vietnam open without asking.

use crate::quoted;
use crate::xlsx::Out;

/// UTF-8 with a mark at the start, CRLF; text that a spreadsheet would run gets
/// an apostrophe. `separator`: `,` for programs, `;` where a comma is the decimal sign.
pub fn write(rows: &[Vec<Out>], separator: u8) -> Vec<u8> {
    let mut out = vec![0xef, 0xbb, 0xbf];
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push(separator);
            }
            field(&mut out, cell, separator);
        }
        out.extend_from_slice(b"\r\n");
    }
    out
}

fn field(out: &mut Vec<u8>, cell: &Out, separator: u8) {
    match cell {
        Out::Empty => {}
        Out::Int(n) => out.extend_from_slice(n.to_string().as_bytes()),
        Out::Decimal(n, places) => out.extend_from_slice(format!("{n:.*}", usize::from(*places)).as_bytes()),
        Out::Day(day) => out.extend_from_slice(day.to_string().as_bytes()),
        Out::Text(text) => {
            let text = quoted(text);
            let plain = !text.bytes().any(|b| b == separator || b"\"\r\n".contains(&b)) && text.trim() == text;
            if plain {
                out.extend_from_slice(text.as_bytes());
            } else {
                out.push(b'"');
                out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
                out.push(b'"');
            }
        }
    }
}
