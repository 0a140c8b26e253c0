//! Files as others write them.

mod running;

use super::report::{ImportReport, RowOutcome};
use super::{profiles, reading};
use crate::lang::Lang;
use casework::imports::{Mapped, RowFault, SourceRow, Value, map_rows};
use casework::units::Tree;
use paper::Limits;

const SAMPLE: &[u8] = include_bytes!("../../../samples/so-theo-doi-thanh-tra.xlsx");

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

#[test]
fn what_a_profile_yields_are_acts_as_the_forms_take_them() {
    for mapped in mapped(SAMPLE) {
        if let Ok(draft) = mapped.draft {
            assert_eq!(
                draft.entries().map_err(|f| f.iter().map(ToString::to_string).collect::<Vec<_>>()).map(|e| e.len()),
                Ok(draft.acts.len())
            );
        }
    }
    let chicago = "Inspection_ID,DBA_Name,License,Facility_Type,Risk,Address,Inspection_Date,Inspection_Type,Results,criticalCount,seriousCount,minorCount\n\
        1,\"A, B & SONS\",12,,Risk 1 (High),1 W ST ,2011-09-02,Canvass,Fail,1,0,2\n2,C,,Bakery,,,2011-09-31,Canvass,Pass,0,0,0\n3,D,,,,,2012-01-02,Canvass,Odd,0,0,0\n";
    let profile = profiles::named("chicago-food", &[]).unwrap();
    let register = reading::register(&profile, "f.csv", chicago.as_bytes(), &Limits::REGISTER).unwrap();
    let out = map_rows(&profile, &register.heads, &register.rows, Tree::shipped(), "US-CHI");
    let first = out[0].draft.as_ref().unwrap();
    assert_eq!((first.number.as_str(), first.unit.0.as_str(), first.agency.word()), ("CHI-F-1", "US-CHI", "PROV"));
    let entries = first.entries().unwrap();
    let casework::inspections::Act::Conclusion(conclusion) = &entries[4].act else { panic!("{entries:?}") };
    assert_eq!(conclusion.findings[0].violator_organisations, Some(1));
    let codes = |at: usize| out[at].draft.as_ref().unwrap_err().iter().map(|f| f.code).collect::<Vec<_>>();
    assert_eq!((codes(1), codes(2)), (vec!["bad_day"], vec!["bad_word", "bad_word"]));
}

#[test]
fn every_reason_has_a_sentence_in_both_languages() {
    for lang in Lang::ALL {
        for code in casework::imports::CODES {
            assert!(lang.catalogue().contains_key(&format!("import_fault.{code}")), "{code}");
        }
    }
}

#[test]
fn rejected_rows_come_back_as_a_sheet_with_their_reasons() {
    let mut report =
        ImportReport { file: "=so.xlsx".into(), heads: vec!["Số".into(), "Ngày".into()], ..Default::default() };
    let fault = RowFault::new("bad_day", "Ngày", "31/02/2023", "dd/mm/yyyy");
    report.add(4, "1".into(), RowOutcome::Created);
    report.add(5, "2".into(), RowOutcome::rejected(vec![fault]));
    report
        .originals
        .push(SourceRow { line: 5, cells: vec![Value::Text("=2".into()), Value::Text("31/02/2023".into())] });
    assert_eq!((report.created, report.rejected), (1, 1));
    let bytes = report.rejected_sheet(Lang::Vi).unwrap();
    let table = &paper::xlsx::read(&bytes, &Limits::REGISTER).unwrap()[0];
    let last: Vec<String> = table.rows.last().unwrap().cells.iter().map(paper::Cell::text).collect();
    assert_eq!(
        last,
        ["5", "Cột “Ngày”: “31/02/2023” không phải là ngày có thật theo kiểu dd/mm/yyyy.", "=2", "31/02/2023"]
    );
}

#[test]
fn a_register_typed_for_an_old_font_is_read_in_unicode_and_says_so() {
    let profile = profiles::named("so-theo-doi-thanh-tra", &[]).unwrap();
    let plain = reading::register(&profile, "so.xlsx", SAMPLE, &Limits::REGISTER).unwrap();
    assert_eq!(plain.old, None, "a register in Unicode is left alone");
    let csv = "Inspection_ID,DBA_Name,License,Facility_Type,Risk,Address,Inspection_Date,Inspection_Type,Results,criticalCount,seriousCount,minorCount\n\
        1,C«ng ty B¶o ViÖt,12,,Risk 1 (High),QuËn Hång Bµng,2011-09-02,Canvass,Fail,1,0,2\n";
    let profile = profiles::named("chicago-food", &[]).unwrap();
    let old = reading::register(&profile, "f.csv", csv.as_bytes(), &Limits::REGISTER).unwrap();
    assert_eq!(old.old.map(casework::legacy::Encoding::name), Some("TCVN3"));
    assert_eq!(old.rows[1].cells[1], Value::Text("Công ty Bảo Việt".into()));
}

#[test]
fn the_profile_in_the_handbook_can_be_used() {
    let text = include_str!("../../../../../docs/importing.md");
    let example = text.split("```toml").nth(1).and_then(|t| t.split("```").next()).unwrap();
    let profile = casework::imports::Profile::read("docs/importing.md", example).unwrap();
    let csv =
        "Quyết định;Quyết định;Đơn vị;Loại;Thành viên;Vi phạm;Đất\nSố;Ngày;;;;;\n1;05/03/2023;;HC;An, Bình;1,5;\n";
    let register = reading::register(&profile, "x.csv", csv.as_bytes(), &Limits::REGISTER).unwrap();
    let out = map_rows(&profile, &register.heads, &register.rows, Tree::shipped(), "31");
    assert_eq!(out[0].draft.as_ref().unwrap().unit.0, "31.TT");
    let own = [("own.toml".to_owned(), example.to_owned())];
    assert_eq!(profiles::named("so-phong-thanh-tra-5", &own).unwrap().title_en, "Register of Inspection Division 5");
}
