//! Mã tra cứu: sixteen digits that only the sender has.
//!
//! Made out of the form's own secret, so that the same form sent twice, after a dropped
//! line too, gives the same code; the server keeps hashes of both and neither itself.

use crate::random::sha256;

/// Length of the part of a hash by which a filing is looked up; the rest is compared in constant time.
pub const HEAD: usize = 16;

/// Signs of a form's secret: none that can be taken for another.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// How many it has: a hundred bits, too many to try though somebody holds the disk.
const SIGNS_OF_FORM: usize = 20;

/// The secret of a new form, by which its draft is found and opened again.
pub fn fresh() -> String {
    let chance = crate::random::hex::<SIGNS_OF_FORM>();
    let sign = |at: usize| usize::from(u8::from_str_radix(&chance[at * 2..at * 2 + 2], 16).unwrap_or(0) & 31);
    (0..SIGNS_OF_FORM).map(|at| char::from(SIGNS[sign(at)])).collect()
}

/// A form's secret as typed: capitals, blanks and hyphens aside, what looks like a digit taken for it.
pub fn read_form(typed: &str) -> Option<String> {
    let plain = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| match c.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    });
    let plain: String = plain.take(SIGNS_OF_FORM + 1).collect();
    is_form(&plain).then_some(plain)
}

fn is_form(secret: &str) -> bool {
    secret.len() == SIGNS_OF_FORM && secret.bytes().all(|b| SIGNS.contains(&b))
}

/// The code of the form with this secret; nothing for what none of our forms carries.
pub fn of(once: &str) -> Option<String> {
    if !is_form(once) {
        return None;
    }
    let whole = sha256(&format!("tracking code of {once}"));
    let number = u64::from_str_radix(&whole[..16], 16).ok()?;
    Some(format!("{:016}", number % 10_000_000_000_000_000))
}

/// What is kept of a form's secret.
pub fn of_form(once: &str) -> String {
    sha256(&format!("filing form {once}"))
}

/// What is kept of a code.
pub fn hash(code: &str) -> String {
    sha256(&format!("filing code {code}"))
}

/// A code as typed, with or without blanks and hyphens.
pub fn read(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.')).collect();
    (digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// In groups of four.
pub fn shown(code: &str) -> String {
    let groups: Vec<&str> = (0..code.len() / 4).filter_map(|i| code.get(i * 4..i * 4 + 4)).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_one_code_and_nothing_else_has_one() {
        let once = "0123456789abcdefghjk";
        let code = of(once).unwrap();
        assert_eq!((code.len(), of(once).unwrap()), (16, code.clone()));
        assert_eq!(read(&shown(&code)), Some(code.clone()));
        assert_ne!(hash(&code), of_form(once));
        assert_eq!(read_form(" OI23-4567 89ab cdef GHJK "), Some(once.into()));
        assert!(of(&fresh()).is_some() && fresh() != fresh() && read_form("0123").is_none());
        assert!(of("x").is_none() && read("1234").is_none() && read("١٢٣٤١٢٣٤١٢٣٤١٢٣٤").is_none());
    }
}
