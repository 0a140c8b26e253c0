//! What is taken, what is refused, and that bytes come back as they went in.

use super::{LARGEST, Paper, Unfit, store};
use crate::journal::tests::recorded;
use engines::engines;

fn pdf(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((0..size.saturating_sub(9)).map(|i| (i % 251) as u8));
    bytes
}

#[test]
fn kinds_are_told_by_bytes_and_names_must_agree() {
    let office = |part: &str| [b"PK\x03\x04....[Content_Types].xml....", part.as_bytes(), b"..."].concat();
    let odt = b"PK\x03\x04..........................mimetypeapplication/vnd.oasis.opendocument.text".to_vec();
    let taken: &[(&str, Vec<u8>)] = &[
        ("Kết luận.pdf", pdf(20)),
        ("ảnh.JPG", b"\xFF\xD8\xFF\xE0...".to_vec()),
        ("scan.png", b"\x89PNG\r\n\x1A\n...".to_vec()),
        ("scan.tiff", b"II*\0...".to_vec()),
        ("tờ trình.docx", office("word/document.xml")),
        ("bảng kê.xlsx", office("xl/workbook.xml")),
        ("biên bản.odt", odt),
        ("cũ.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...".to_vec()),
    ];
    for (name, bytes) in taken {
        let paper =
            Paper::new(&format!("C:\\hồ sơ\\{name}"), bytes.clone()).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        assert_eq!(&paper.name, name);
    }
    assert_eq!(Paper::new("a.pdf", vec![]), Err(Unfit::Empty));
    assert_eq!(Paper::new("a.pdf", b"<html><script>".to_vec()), Err(Unfit::Kind));
    assert_eq!(Paper::new("a.zip", b"PK\x03\x04 anything".to_vec()), Err(Unfit::Kind));
    assert_eq!(Paper::new("a.exe", b"MZ\x90\0".to_vec()), Err(Unfit::Kind));
    assert_eq!(Paper::new("a.html", pdf(20)), Err(Unfit::Name));
    assert_eq!(Paper::new("pdf", pdf(20)), Err(Unfit::Name));
    assert!(Paper::new("a.pdf", pdf(LARGEST)).is_ok());
    assert_eq!(Paper::new("a.pdf", pdf(LARGEST + 1)), Err(Unfit::TooLarge));
    assert_eq!(super::endings().count(), 12);
}

#[tokio::test]
async fn bytes_come_back_are_kept_once_and_cannot_be_exchanged() {
    for on in engines(&crate::migrations()).await {
        recorded(&on.db, 1, 2).await;
        let large = Paper::new("kết luận.pdf", pdf(700_000)).unwrap();
        let (paper, hash) = (large.clone(), large.hash.clone());
        on.db
            .write(move |tx| {
                store::attach(tx, 1, 1, &paper, 7, "lan")?;
                store::attach(tx, 1, 1, &paper, 8, "lan")?;
                store::attach(tx, 1, 2, &paper, 9, "lan")
            })
            .await
            .unwrap();
        let all = on.db.read(|tx| store::of_case(tx, 1)).await.unwrap();
        assert_eq!(all.iter().map(|a| (a.seq, a.attached_at)).collect::<Vec<_>>(), [(1, 7), (2, 9)], "{}", on.engine);
        let wanted = hash.clone();
        let (one, bytes) = on.db.read(move |tx| store::one(tx, 1, &wanted)).await.unwrap().unwrap();
        assert_eq!((one.name.as_str(), one.mime.as_str(), one.size), ("kết luận.pdf", "application/pdf", 700_000));
        assert!(bytes == large.bytes, "{}", on.engine);
        let pieces = on.db.read(|tx| tx.query_one("select count(*) as n from blobs", &[])).await.unwrap();
        assert_eq!(pieces.int("n").unwrap(), 3, "{}: kept once, in pieces", on.engine);
        assert_eq!(on.db.read(|tx| store::damaged(tx, "", 10)).await.unwrap(), Some((hash.clone(), vec![])));
        let other = hash.clone();
        on.db.write(move |tx| tx.exec("delete from blobs where hash = $1 and n = 1", db::vals![&other])).await.unwrap();
        assert_eq!(
            on.db.read(|tx| store::damaged(tx, "", 10)).await.unwrap(),
            Some((hash.clone(), vec![hash.clone()]))
        );
        assert!(on.db.read(move |tx| store::one(tx, 1, &hash)).await.is_err(), "{}", on.engine);
    }
}

#[tokio::test]
async fn only_acts_have_papers_and_statements_are_understood() {
    for on in engines(&crate::migrations()).await {
        let paper = Paper::new("a.pdf", pdf(20)).unwrap();
        let done = on.db.write(move |tx| store::attach(tx, 5, 1, &paper, 7, "lan")).await;
        assert!(matches!(done, Err(db::Error::Reference(_))), "{}: {done:?}", on.engine);
        for sql in store::STATEMENTS.iter().chain(crate::idempotency::store::STATEMENTS) {
            on.db.prepares(sql.text).await.unwrap_or_else(|e| panic!("{} {}: {e}", on.engine, sql.name));
        }
    }
}
