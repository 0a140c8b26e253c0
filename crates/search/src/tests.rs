//! What search promises, over an index in memory and one on disk.

use crate::{Ask, Doc, Index, Order, Query, Rights};
use std::path::PathBuf;

fn doc(id: i64, title: &str, text: &str) -> Doc {
    Doc {
        id,
        kind: "petition".into(),
        unit: "31.TT".into(),
        day: 20_230_700 + id,
        number: format!("{id}/2023/DT"),
        title: title.into(),
        texts: vec![text.into()],
        ..Doc::default()
    }
}

fn filled(docs: &[Doc]) -> Index {
    let index = Index::in_memory().unwrap();
    index.apply(docs, &[], "1").unwrap();
    index
}

fn ids(index: &Index, text: &str) -> Vec<i64> {
    index.ask(&Ask::all(Query::parse(text))).unwrap().hits.into_iter().map(|h| h.id).collect()
}

fn newest(index: &Index, text: &str) -> Vec<i64> {
    let ask = Ask { order: Order::Newest, ..Ask::all(Query::parse(text)) };
    index.ask(&ask).unwrap().hits.into_iter().map(|h| h.id).collect()
}

#[test]
fn words_are_found_with_and_without_marks_however_they_are_written() {
    let index = filled(&[
        doc(1, "Khiếu nại về đất đai", "Ông An ở phường Hoà Bình khiếu nại quyết định thu hồi đất."),
        doc(2, "Tố cáo", "Bà Bình tố cáo cán bộ phường."),
    ]);
    for asked in [
        "khieu nai",
        "khiếu nại",
        "KHIẾU NẠI",
        "khie\u{302}\u{301}u na\u{323}i",
        "dat dai",
        "đất đai",
        "Ðất đai",
        "hoa binh",
        "hòa bình",
        "hoà bình",
        "an hòa",
        "\"hoa binh\"",
        "nại, khiếu; đất!",
    ] {
        assert_eq!(ids(&index, asked), [1], "{asked}");
        assert_eq!(newest(&index, asked), [1], "{asked}");
    }
    assert!(ids(&index, "\"binh hoa\"").is_empty());
    assert_eq!(newest(&index, "binh"), [2, 1]);
    assert!(ids(&index, "").is_empty() && ids(&index, " - ?! \"").is_empty());
}

#[test]
fn as_typed_comes_before_the_same_without_marks() {
    let index = filled(&[
        doc(1, "Đơn", "ban tổ chức má mạ mả ở ma ma ma ma"),
        doc(2, "Đơn", "việc của mã số và nhiều việc khác nữa trong đơn này"),
        doc(3, "Mà", "mà mà mà"),
    ]);
    assert_eq!(ids(&index, "mã")[0], 2);
    assert_eq!(ids(&index, "mả")[0], 1);
    let all = index.ask(&Ask::all(Query::parse("mã"))).unwrap();
    assert_eq!((all.total, all.hits.len()), (3, 3));
    assert_eq!(ids(&index, "ma")[0], 3, "in the title");
}

#[test]
fn the_title_counts_more_and_the_newer_comes_first_at_a_tie() {
    let body = "nội dung đơn nói về việc đường sá của xã và thủy lợi của thôn";
    let index = filled(&[
        doc(1, "Thủy lợi", body),
        doc(2, "Đường sá", body),
        doc(3, "Đường sá", body),
        doc(4, "Việc khác", body),
    ]);
    assert_eq!(ids(&index, "duong sa")[..2], [3, 2]);
    assert_eq!(ids(&index, "thuỷ lợi")[0], 1);
    assert_eq!(newest(&index, "duong sa"), [4, 3, 2, 1]);
}

#[test]
fn numbers_are_found_however_they_are_typed() {
    let mut one = doc(1, "Kết luận", "theo các văn bản kèm theo");
    one.papers = vec!["05/KL-TTTP".into(), "112/QĐ-TTr".into()];
    let two = doc(2, "Trả lời", "căn cứ 05/KL-TTTP và 05/KL-TTTP, 05/KL-TTTP của Thanh tra thành phố");
    let index = filled(&[one, two, doc(12, "Khác", "số 5 của kl tttp")]);
    for asked in ["05/KL-TTTP", "5/kl-tttp", "05/KL", "05/KL-TTTP,"] {
        let found = ids(&index, asked);
        assert_eq!(found.first(), Some(&1), "{asked}");
        assert_eq!(found.len(), 2, "{asked}");
    }
    assert_eq!(ids(&index, "05 KL TTTP"), [1, 2, 12]);
    assert_eq!(ids(&index, "112/QD-TTr"), [1]);
    assert_eq!(ids(&index, "12/2023/DT"), [12]);
}

#[test]
fn people_are_found_as_people() {
    let mut one = doc(1, "Đơn", "khiếu nại");
    one.people = vec!["Nguyễn Văn Bình".into(), "Trần Thị Hoà".into()];
    let index = filled(&[one, doc(2, "Đơn", "xã Nguyễn Văn Bình")]);
    assert_eq!(ids(&index, "nguyen van binh").len(), 2);
    assert_eq!(ids(&index, "người:\"nguyen van binh\""), [1]);
    assert_eq!(ids(&index, "tên:hòa"), [1]);
    for asked in ["người: nguyễn văn bình", "người:Nguyễn Văn Bình", "khieu nai tên: hoà", "tên:\"tran thi\" khiếu nại"]
    {
        assert_eq!(ids(&index, asked), [1], "{asked}");
    }
    assert!(ids(&index, "người:\"binh tran\"").is_empty(), "no phrase crosses two names");
}

#[test]
fn rights_come_before_counting() {
    let docs: Vec<Doc> = (1..=300)
        .map(|n| Doc {
            unit: format!("{}.TT", n % 30),
            kind: if n % 2 == 0 { "complaint" } else { "petition" }.into(),
            ..doc(n, "Đơn", "đất đai")
        })
        .collect();
    let index = filled(&docs);
    let ask = |rights, kinds: &[&str], order| {
        let kinds = kinds.iter().map(|k| (*k).to_owned()).collect();
        index.ask(&Ask { rights, kinds, order, take: 5, ..Ask::all(Query::parse("dat")) }).unwrap()
    };
    for order in [Order::Ranked, Order::Newest] {
        assert_eq!(ask(Rights::All, &[], order).total, 300);
        let one = ask(Rights::units(["7.TT"]), &[], order);
        assert_eq!((one.total, one.kinds.len()), (10, 1));
        assert!(one.hits.iter().all(|h| h.unit == "7.TT"));
        let two = ask(Rights::units(["7.TT", "8.TT", "none"]), &["complaint"], order);
        assert_eq!((two.total, two.kinds["petition"], two.kinds["complaint"]), (10, 10, 10));
        assert!(two.hits.iter().all(|h| h.kind == "complaint"));
        let none = ask(Rights::units(["x"]), &[], order);
        assert_eq!((none.total, none.hits.len(), none.near.len()), (0, 0, 0));
    }
}

#[test]
fn a_later_document_takes_the_place_of_the_earlier() {
    let index = filled(&[doc(1, "Đơn", "cũ"), doc(2, "Đơn", "cũ")]);
    index.apply(&[doc(1, "Đơn", "mới")], &[2], "2").unwrap();
    assert_eq!((ids(&index, "cũ"), ids(&index, "mới"), index.len()), (vec![], vec![1], 1));
    assert_eq!(index.mark().unwrap().as_deref(), Some("2"));
    index.clear("0").unwrap();
    assert!(index.is_empty() && ids(&index, "mới").is_empty());
}

#[test]
fn what_has_only_some_of_the_words_is_said_apart() {
    let index = filled(&[doc(1, "Lấn chiếm vỉa hè", "buôn bán"), doc(2, "Đơn", "lấn chiếm"), doc(3, "Đơn", "khác")]);
    let answer = index.ask(&Ask::all(Query::parse("lấn chiếm vỉa hè phố Huế"))).unwrap();
    assert_eq!((answer.total, answer.hits.len()), (0, 0));
    let near: Vec<i64> = answer.near.iter().map(|h| h.id).collect();
    assert_eq!(near, [1, 2]);
}

#[test]
fn a_word_being_typed_is_found_by_its_beginning() {
    let index = filled(&[doc(1, "Khiếu nại", ""), doc(2, "Khai man", "")]);
    let typing = |text: &str| {
        let found = index.ask(&Ask::all(Query::typing(text))).unwrap().hits;
        found.into_iter().map(|h| h.id).collect::<Vec<_>>()
    };
    assert_eq!(typing("khiếu n"), [1]);
    assert_eq!(typing("kh").len(), 2);
    assert!(typing("kh ").is_empty() && typing("\"kh\"").is_empty());
}

#[test]
fn answers_are_marked_in_plain_text() {
    let long = format!("{} <b>Khiếu nại</b> về đất & nhà {}", "mở đầu ".repeat(100), "kết ".repeat(100));
    let index = filled(&[doc(1, "<script> khiếu nại", &long)]);
    let hit = index.ask(&Ask::all(Query::parse("khieu nai nhà"))).unwrap().hits.remove(0);
    let marked =
        |m: &crate::Marked| -> Vec<String> { m.pieces().into_iter().filter(|p| p.0).map(|p| p.1.to_owned()).collect() };
    assert_eq!(marked(&hit.title), ["khiếu nại"]);
    assert_eq!(marked(&hit.piece), ["Khiếu nại", "nhà"]);
    assert!(hit.piece.cut_before && hit.piece.cut_after && hit.piece.text.len() < 400);
    let again: String = hit.piece.pieces().into_iter().map(|p| p.1).collect();
    assert_eq!(again, hit.piece.text);
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let docs: Vec<Doc> = (1..=90).map(|n| doc(n, if n % 3 == 0 { "Đất" } else { "Đơn" }, "đất dat đạt")).collect();
    let index = filled(&docs);
    for order in [Order::Ranked, Order::Newest] {
        for asked in ["đất", "dat"] {
            let ask = |skip, take| Ask { order, skip, take, ..Ask::all(Query::parse(asked)) };
            let ids = |a: Ask| index.ask(&a).unwrap().hits.into_iter().map(|h| h.id).collect::<Vec<_>>();
            let whole = ids(ask(0, 90));
            let pages: Vec<i64> = (0..9).flat_map(|n| ids(ask(n * 10, 10))).collect();
            assert_eq!((whole.len(), &whole), (90, &pages), "{order:?} {asked}");
        }
    }
}

/// A folder of this test alone.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("thanhtra-search-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        Self(dir)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn opened_again(dir: &std::path::Path, work: impl Fn(&Index)) {
    work(&Index::open(dir).unwrap().index);
}

#[test]
fn an_index_goes_on_after_a_restart_and_a_damaged_one_is_begun_anew() {
    let folder = Folder::new("restart");
    let opened = Index::open(&folder.0).unwrap();
    assert!(opened.anew.is_some());
    opened.index.apply(&[doc(1, "Đơn", "đất đai")], &[], "7").unwrap();
    assert!(Index::open(&folder.0).is_err_and(|e| e.is_held_by_another()), "one process writes");
    drop(opened);
    let opened = Index::open(&folder.0).unwrap();
    assert_eq!((opened.anew, opened.index.mark().unwrap()), (None, Some("7".into())));
    assert_eq!(ids(&opened.index, "dat"), [1]);
    drop(opened.index);

    let files = || std::fs::read_dir(&folder.0).unwrap().map(|f| f.unwrap().path());
    let store = files().find(|f| f.extension().is_some_and(|e| e == "store")).unwrap();
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[3] ^= 0xff;
    std::fs::write(&store, bytes).unwrap();
    let opened = Index::open(&folder.0).unwrap();
    assert!(opened.anew.is_some_and(|why| why.contains("damaged")) && opened.index.is_empty());
    drop(opened.index);

    // Cut off by a full disk: too short to be read at all.
    opened_again(&folder.0, |index| index.apply(&[doc(1, "Đơn", "đất đai")], &[], "8").unwrap());
    let store = files().find(|f| f.extension().is_some_and(|e| e == "store")).unwrap();
    std::fs::write(&store, b"x").unwrap();
    assert!(Index::open(&folder.0).unwrap().anew.is_some());

    std::fs::write(folder.0.join("version"), "0").unwrap();
    assert!(Index::open(&folder.0).unwrap().anew.is_some_and(|why| why.contains("version")));
    std::fs::write(folder.0.join("meta.json"), "{").unwrap();
    assert!(Index::open(&folder.0).unwrap().anew.is_some());
}

#[test]
fn a_folder_of_something_else_is_not_touched() {
    let folder = Folder::new("foreign");
    std::fs::create_dir_all(&folder.0).unwrap();
    std::fs::write(folder.0.join("letters.txt"), "x").unwrap();
    assert!(Index::open(&folder.0).is_err());
    assert!(folder.0.join("letters.txt").exists());
}

#[test]
fn what_was_taken_out_leaves_the_disk() {
    let folder = Folder::new("purge");
    let index = Index::open(&folder.0).unwrap().index;
    index.apply(&[doc(1, "Đơn", "zzplantedzz"), doc(2, "Đơn", "khác")], &[], "1").unwrap();
    let holds = || {
        let files = std::fs::read_dir(&folder.0).unwrap().map(|f| f.unwrap().path());
        let holds = |f: &PathBuf| std::fs::read(f).unwrap().windows(11).any(|w| w == b"zzplantedzz");
        files.filter(holds).collect::<Vec<_>>()
    };
    assert!(!holds().is_empty());
    index.apply(&[doc(1, "", "")], &[], "2").unwrap();
    index.purge().unwrap();
    assert_eq!((holds(), index.len()), (vec![], 2));
}

#[test]
fn only_cases_of_the_days_asked_for_are_counted() {
    let day = |id: i64, day: i64| Doc { day, ..doc(id, "Đơn", "đất đai") };
    let index = filled(&[day(1, 20_221_231), day(2, 20_230_101), day(3, 20_231_231), day(4, 20_240_101)]);
    for order in [Order::Ranked, Order::Newest] {
        let ask = Ask { days: Some((20_230_000, 20_239_999)), order, ..Ask::all(Query::parse("dat")) };
        let answer = index.ask(&ask).unwrap();
        assert_eq!((answer.total, answer.kinds["petition"]), (2, 2));
        assert_eq!(answer.hits.iter().map(|h| h.id).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(index.found(&ask).unwrap(), [2, 3]);
    }
    let far = Ask { days: Some((20_230_000, 20_239_999)), ..Ask::all(Query::parse("đất đai khác xa")) };
    assert_eq!(index.ask(&far).unwrap().near.len(), 2, "what is near keeps to the days too");
}

#[test]
fn it_is_known_when_something_said_before_is_sealed_now() {
    let index = filled(&[doc(1, "Đơn", "tên"), Doc { sealed: true, ..doc(2, "Đơn", "") }]);
    let sealed = |id| Doc { sealed: true, ..doc(id, "Đơn", "") };
    assert!(index.seals(&[doc(2, "Đơn", "mở"), sealed(1)]).unwrap());
    assert!(!index.seals(&[sealed(2), sealed(3), doc(1, "Đơn", "tên khác")]).unwrap());
    index.apply(&[sealed(1)], &[], "2").unwrap();
    assert!(!index.seals(&[sealed(1)]).unwrap(), "sealed already");
}

#[test]
fn a_text_too_long_to_be_looked_for_is_said_to_be_cut() {
    for (text, cut) in [
        ("đất đai", false),
        (&"đất ".repeat(32), false),
        (&"đất ".repeat(33), true),
        (&"x".repeat(5000), true),
        (&format!("{}!!! ??", "đất ".repeat(32)), false),
    ] {
        assert_eq!(Query::parse(text).cut, cut, "{} bytes", text.len());
    }
}

#[test]
fn what_stands_beside_a_hit_is_found_and_never_quoted() {
    let index = filled(&[Doc { beside: vec!["Thanh tra tỉnh".into()], ..doc(1, "Đơn", "đất đai") }]);
    let hit = index.ask(&Ask::all(Query::parse("thanh tra đất"))).unwrap().hits.remove(0);
    assert_eq!((hit.id, hit.piece.text.as_str()), (1, "đất đai"));
}
