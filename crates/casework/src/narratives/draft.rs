//! Lời văn ban đầu: the outline's own words, without the lines whose forms are not there.

use super::read::{Piece, Says, pieces};
use super::{Narrative, Told};
use law::Outline;

/// The first draft of a report that has these forms. An outline of another circular than
/// the period's gives its headings alone: its columns may mean something else.
pub fn draft(outline: &Outline, forms: &[&str], fits: bool) -> Narrative {
    let has = |form: &str| forms.iter().any(|f| f.eq_ignore_ascii_case(form));
    let stands = |line: &&str| {
        pieces(line).iter().all(|piece| match piece {
            Piece::Ref { says: Ok(of), .. } => {
                has(&of.part.form) && if let Says::Share(all) = &of.says { has(&all.form) } else { true }
            }
            _ => true,
        })
    };
    let told = |s: &law::Section| Told {
        id: s.id.clone(),
        heading: s.heading.clone(),
        text: if fits { s.text.lines().filter(stands).collect::<Vec<_>>().join("\n") } else { String::new() },
    };
    Narrative {
        format: 1,
        outline: format!("{} · {}", outline.form, outline.circular),
        subject: outline.subject.clone(),
        sections: outline.sections.iter().map(told).collect(),
    }
}
