//! Phần không công khai: a text that is published without its secrets.
//!
//! A cut is written where it stands: `[[GROUND|secret words]]`. What is published is made from
//! what is left, so there is nothing under the cut to find; and a secret that still stands
//! elsewhere in the text is named before anything is published. Must never cover: it removes.

use crate::fold;

/// A cut: where, on which ground, how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Line it begins on, from 1.
    pub line: usize,
    /// Căn cứ.
    pub ground: String,
    /// The words taken out.
    pub secret: String,
}

/// Why a text cannot be published as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A cut that is not closed, begins on this line.
    Open(usize),
    /// A cut without a ground, or without words.
    Bare(usize),
    /// Words cut out on one line stand on another one in the open.
    Leaks {
        /// Where they are cut out.
        cut: usize,
        /// Where they still stand.
        line: usize,
    },
}

/// Shortest secret that is looked for elsewhere: below it every text has it somewhere.
const SHORTEST: usize = 4;

/// The cuts of a text.
///
/// # Errors
/// Cuts that cannot be read, and secrets that stand elsewhere.
pub fn cuts(text: &str) -> Result<Vec<Cut>, Vec<Fault>> {
    let (mut out, mut faults, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(begin) = text[at..].find("[[").map(|n| at + n) {
        let line = 1 + text[..begin].matches('\n').count();
        let inside = &text[begin + 2..];
        // A cut within a cut is one that was never closed.
        let end = inside.find("]]").filter(|end| !inside[..*end].contains("[["));
        let Some(end) = end else {
            faults.push(Fault::Open(line));
            at = begin + 2;
            continue;
        };
        match inside[..end].split_once('|') {
            Some((ground, secret)) if !ground.trim().is_empty() && !secret.trim().is_empty() => {
                out.push(Cut { line, ground: ground.trim().to_owned(), secret: secret.to_owned() });
            }
            _ => faults.push(Fault::Bare(line)),
        }
        at = begin + 2 + end + 2;
    }
    if faults.is_empty() {
        faults.extend(leaks(text, &out));
    }
    if faults.is_empty() { Ok(out) } else { Err(faults) }
}

/// Secrets that stand in the open elsewhere, whatever their marks and case.
fn leaks(text: &str, cuts: &[Cut]) -> Vec<Fault> {
    let open = published(text, |_| "\u{1}".to_owned());
    // Grounds are printed too: a secret in one of them is as open as in the text.
    let grounds = cuts.iter().map(|c| (c.line, tight(&c.ground)));
    let lines: Vec<(usize, String)> =
        open.lines().enumerate().map(|(at, l)| (at + 1, tight(l))).chain(grounds).collect();
    let whole = tight(&open);
    let mut out = Vec::new();
    for cut in cuts {
        let secret = tight(&cut.secret);
        if secret.chars().count() < SHORTEST {
            continue;
        }
        match lines.iter().find(|(_, l)| l.contains(&secret)) {
            Some((line, _)) => out.push(Fault::Leaks { cut: cut.line, line: *line }),
            // Broken over two lines.
            None if whole.contains(&secret) => out.push(Fault::Leaks { cut: cut.line, line: cut.line }),
            None => {}
        }
    }
    out
}

/// Folded, with all blanks and signs dropped: what a reader who searches would find.
fn tight(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric() || *c == '\u{1}').collect()
}

/// The text with something said in place of each cut.
pub fn published(text: &str, said: impl Fn(&str) -> String) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((inside, after)) = after.split_once("]]") else { break };
        out.push_str(before);
        out.push_str(&said(inside.split_once('|').map_or("", |(ground, _)| ground.trim())));
        // The lines of a text keep their numbers: a cut's own line breaks stay as blanks.
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cut_is_gone_and_its_ground_stands() {
        let text = "Doanh nghiệp A vay [[Điều 9 Luật Bí mật nhà nước|120 tỷ đồng của ngân hàng Hòa Bình]] năm 2021.";
        assert_eq!(cuts(text).map(|c| c.len()), Ok(1));
        let open = published(text, |ground| format!("[không công khai: {ground}]"));
        assert_eq!(open, "Doanh nghiệp A vay [không công khai: Điều 9 Luật Bí mật nhà nước] năm 2021.");
    }

    #[test]
    fn a_secret_that_stands_elsewhere_is_named_whatever_its_marks() {
        let text = "Ông [[quyền riêng tư|Nguyễn Văn Mẫu]] ký.\nĐơn của ÔNG NGUYEN VAN MẪU gửi ngày 2.";
        assert_eq!(cuts(text), Err(vec![Fault::Leaks { cut: 1, line: 2 }]));
        let broken = "Ông [[quyền riêng tư|Nguyễn Văn Mẫu]] ký.\nĐơn của Nguyễn\nVăn Mẫu.";
        assert!(matches!(cuts(broken).unwrap_err()[..], [Fault::Leaks { .. }]));
        let in_the_ground = "Ông [[theo yêu cầu của Nguyễn Văn Mẫu|Nguyễn Văn Mẫu]] ký.";
        assert!(cuts(in_the_ground).is_err());
    }

    #[test]
    fn what_is_not_closed_or_has_no_ground_is_not_published() {
        assert_eq!(cuts("a [[b|c"), Err(vec![Fault::Open(1)]));
        assert_eq!(cuts("a\n[[x|y [[b|c]]"), Err(vec![Fault::Open(2)]));
        assert_eq!(cuts("[[|c]] [[b|]] [[bc]]"), Err(vec![Fault::Bare(1); 3]));
    }

    proptest! {
        /// Whatever is cut out of whatever stands around it: no part of it is left.
        #[test]
        fn nothing_of_a_secret_is_left(before in "[a-f \n]{0,40}", secret in "[m-z]{4,20}", after in "[a-f \n]{0,40}") {
            let text = format!("{before}[[abc|{secret}]]{after}");
            prop_assert!(cuts(&text).is_ok());
            let open = published(&text, str::to_owned);
            prop_assert!(!open.contains(&secret));
            prop_assert!(secret.chars().all(|c| !open.contains(c)));
        }
    }
}
