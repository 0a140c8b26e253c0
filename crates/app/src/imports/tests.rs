//! Files as others write them.

use super::{profiles, reading};
use casework::imports::{Mapped, map_rows};
use casework::units::Tree;
use paper::Limits;

const SAMPLE: &[u8] = include_bytes!("../../samples/so-theo-doi-thanh-tra.xlsx");

fn mapped(bytes: &[u8]) -> Vec<Mapped> {
    let profile = profiles::named("so-theo-doi-thanh-tra", &[]).unwrap();
    let register = reading::register(&profile, "so.xlsx", bytes, &Limits::REGISTER).unwrap();
    assert_eq!(register.heads.unread, ["TT", "Ghi chú"]);
    map_rows(&profile, &register.heads, &register.rows, Tree::shipped(), "31")
}

#[test]
fn every_shipped_profile_reads_and_says_what_it_is() {
    let all = profiles::all(&[]).unwrap();
    assert!(all.iter().any(|p| p.name == "so-theo-doi-thanh-tra"));
    for profile in all {
        assert!(!profile.note_vi.is_empty() && !profile.note_en.is_empty(), "{}", profile.name);
    }
    assert!(profiles::named("khong-co", &[]).unwrap_err().why.contains("so-theo-doi-thanh-tra"));
}

#[test]
fn a_register_of_another_program_is_read_with_its_joined_heads() {
    let out = mapped(SAMPLE);
    let told: Vec<String> = out
        .iter()
        .map(|m| match &m.draft {
            Ok(draft) => format!("{} {} {}", m.line, draft.number, draft.unit.0),
            Err(faults) => format!("{} {}", m.line, faults.iter().map(|f| f.code).collect::<Vec<_>>().join("+")),
        })
        .collect();
    assert_eq!(
        told,
        [
            "7 15/QĐ-TTTP 31.TT",
            "8 04/QĐ-TTr 303.TT",
            "10 27/QĐ-TTS 31.SXD.TT",
            "11 31/QĐ-TTTP 31.TT",
            "12 bad_day",
            "13 unit_unknown",
            "14 bad_amount",
            "15 number_twice",
            "16 35/QĐ-TTTP 31.TT",
        ]
    );
}
