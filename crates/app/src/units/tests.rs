//! The tree of units in its tables, on both engines.

use super::*;

#[test]
fn every_kind_of_unit_and_of_body_has_a_name() {
    for lang in Lang::ALL {
        for kind in casework::units::UnitKind::ALL {
            assert!(lang.catalogue().contains_key(&format!("unit_kind.{kind}")), "{kind}");
        }
        for (_, word) in law::AgencyKind::ALL {
            assert!(lang.catalogue().contains_key(&format!("agency.{word}")), "{word}");
        }
        for code in ["unit_unknown", "unit_not_yet", "unit_ended"] {
            assert!(lang.catalogue().contains_key(&format!("refusal.{code}")), "{code}");
        }
    }
}

#[test]
fn every_reason_of_a_table_has_a_sentence() {
    for lang in Lang::ALL {
        for code in casework::units::table::ERRORS {
            assert!(lang.catalogue().contains_key(&format!("units_error.{code}")), "{code}");
        }
        for column in casework::units::table::COLUMNS {
            assert!(lang.catalogue().contains_key(&format!("units_column.{column}")), "{column}");
        }
    }
}

mod own_units {
    use crate::units::{own, store};
    use casework::units::table::RowOutcome;
    use jiff::civil::date;

    const TABLE: &str = "code;kind;agency;name;parent;from;until\n\
        31.SQHKT;department;;Sở Quy hoạch - Kiến trúc Hải Phòng;31;;28/02/2025\n\
        31.SQHKT.TT;inspectorate;DEPT;Thanh tra Sở Quy hoạch - Kiến trúc Hải Phòng;31.SQHKT;;28/02/2025\n\
        31.SAI;department;;Sai ngày;31;30/02/2023;\n";

    #[tokio::test(flavor = "multi_thread")]
    async fn a_table_is_previewed_taken_over_once_and_survives_a_restart() {
        for fresh in engines::engines(&[store::MIGRATION]).await {
            let (db, on) = (&fresh.db, date(2023, 1, 1));
            let (preview, tree) = own::import(db, "u.csv", TABLE.as_bytes(), |_| true, None).await.unwrap();
            assert_eq!(preview.counts(), [2, 0, 0, 1], "{}", fresh.engine);
            assert!(tree.get("31.SQHKT", on).is_none());
            let (_, tree) = own::import(db, "u.csv", TABLE.as_bytes(), |_| true, Some((1, "an"))).await.unwrap();
            assert_eq!(tree.find("31.SQHKT.TT", on).unwrap().agency, Some(law::AgencyKind::Dept));
            let (again, _) = own::import(db, "u.csv", TABLE.as_bytes(), |_| true, Some((2, "an"))).await.unwrap();
            assert_eq!(again.counts(), [0, 0, 2, 1]);
            assert!(std::ptr::eq(own::tree(db).await.unwrap(), tree), "unchanged units must not build another tree");
            let out = own::workbook(tree.descendants("31.SQHKT", on)).unwrap();
            let (same, _) = own::import(db, "u.xlsx", &out, |_| true, None).await.unwrap();
            assert_eq!(same.counts(), [0, 0, 2, 0]);
            let csv = own::delimited(tree.descendants("01", on));
            let (same, _) = own::import(db, "u.csv", &csv, |_| true, None).await.unwrap();
            assert!(same.rows.iter().all(|r| r.outcome == RowOutcome::Unchanged) && same.rows.len() > 600);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn every_statement_is_understood_by_both_engines() {
        for fresh in engines::engines(&[store::MIGRATION]).await {
            for sql in store::STATEMENTS {
                fresh.db.prepares(sql.text).await.unwrap_or_else(|e| panic!("{} {}: {e}", fresh.engine, sql.name));
            }
        }
    }
}
