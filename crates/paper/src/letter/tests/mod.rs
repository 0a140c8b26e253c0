//! The look of a paper, read back from its bytes.

mod read;

use super::face::Face;
use super::sheet::Mark;
use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: vec![Run::plain(text)], align: Align::Justified }
}

/// A notice with everything in it.
fn notice() -> Letter {
    Letter {
        superior: "Ủy ban nhân dân thành phố Hải Phòng".into(),
        issuer: "Thanh tra thành phố".into(),
        number: "Số: 05/TB-TTTP".into(),
        place_and_day: "Hải Phòng, ngày 05 tháng 01 năm 2024".into(),
        day: Some(jiff::civil::date(2024, 1, 5)),
        urgency: "Khẩn".into(),
        title: "Thông báo".into(),
        subject: "Về việc thụ lý giải quyết khiếu nại".into(),
        to: vec!["Ông Nguyễn Văn Ẩn".into(), "Ban Quản lý Khu kinh tế Hải Phòng".into()],
        body: vec![
            Block::Basis(vec![Run::plain("Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011;")]),
            Block::Heading { text: vec![Run::plain("THÔNG BÁO:")], centred: true },
            paragraph("Chữ có dấu: Ữ Ẵ ễ ộ ằ đ Đ; số tiền 84.765.000.000 đồng, diện tích 12.345,6 m²."),
        ],
        recipients: vec!["Như trên".into(), "Lưu: VT, NV1".into()],
        signers: vec![Signer {
            capacity: vec!["KT. CHÁNH THANH TRA".into(), "PHÓ CHÁNH THANH TRA".into()],
            note: String::new(),
            name: "Trần Thị Bưởi".into(),
        }],
        ..Letter::default()
    }
}

fn table(rows: usize) -> Block {
    let cell = |text: String| vec![Run::plain(text)];
    Block::Grid(Grid {
        columns: vec![(1, Align::Centre), (6, Align::Left), (3, Align::Right)],
        head: vec![["TT", "Nội dung vi phạm", "Số tiền"].map(|s| cell(s.into())).to_vec()],
        rows: (1..=rows)
            .map(|n| vec![cell(n.to_string()), cell(format!("Hàng thứ {n}")), cell("1.000.000".into())])
            .collect(),
    })
}

fn ink_of(letter: &Letter) -> Vec<Vec<Mark>> {
    pages::pages(&layout::strip(letter), &letter.mark)
}

#[test]
fn the_text_of_a_pdf_is_the_text_of_the_letter() {
    let pages = read::pages(&pdf(&notice()).unwrap());
    let [page] = pages.as_slice() else { panic!("one page, not {}", pages.len()) };
    let expected = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",
        "THANH TRA THÀNH PHỐ",
        "Số: 05/TB-TTTP",
        "KHẨN",
        "Hải Phòng, ngày 05 tháng 01 năm 2024",
        "THÔNG BÁO",
        "Về việc thụ lý giải quyết khiếu nại",
        "Kính gửi:",
        "- Ông Nguyễn Văn Ẩn;",
        "- Ban Quản lý Khu kinh tế Hải Phòng.",
        "Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011;",
        "THÔNG BÁO:",
        "Chữ có dấu: Ữ Ẵ ễ ộ ằ đ Đ; số tiền 84.765.000.000 đồng, diện tích 12.345,6 m².",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, NV1.",
        "KT. CHÁNH THANH TRA",
        "PHÓ CHÁNH THANH TRA",
        "Trần Thị Bưởi",
    ];
    assert_eq!(*page, expected.concat());
}

#[test]
fn decomposed_text_comes_out_composed() {
    let said = "Đoàn thanh tra ở quận Hồng Bàng, phường Thượng Lý";
    let mut letter = notice();
    letter.body = vec![paragraph(&said.nfd().collect::<String>())];
    assert!(read::pages(&pdf(&letter).unwrap()).concat().contains(said));
    let docx = docx(&letter).unwrap();
    assert!(read::paragraphs(&docx).contains(&("NoiDung".into(), said.into())));
}

#[test]
fn fonts_are_inside_and_the_file_can_be_kept_and_read_aloud() {
    let mut letter = notice();
    letter.body.push(table(3));
    let bytes = pdf(&letter).unwrap();
    let fonts = read::fonts(&bytes);
    assert!(fonts.len() >= 3 && fonts.iter().all(|(name, inside)| *inside && name.contains("+Tinos")), "{fonts:?}");
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.contains("<pdfaid:part>2</pdfaid:part>") && text.contains("<pdfaid:conformance>A</pdfaid:conformance>")
    );
    letter.day = None;
    let draft = pdf(&letter).unwrap();
    assert!(!String::from_utf8_lossy(&draft).contains("pdfaid:part"), "a draft without its day is not for keeping");
    let (roles, vietnamese) = read::roles(&bytes);
    assert!(vietnamese, "the file does not say it is Vietnamese");
    for (role, count) in [("Table", 1), ("TR", 4), ("TH", 3), ("TD", 9), ("H1", 2)] {
        assert_eq!(roles.iter().filter(|r| *r == role).count(), count, "{role} in {roles:?}");
    }
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    assert_eq!(pdf(&notice()).unwrap(), pdf(&notice()).unwrap());
    assert_eq!(docx(&notice()).unwrap(), docx(&notice()).unwrap());
    let mut other = notice();
    other.number = "Số: 06/TB-TTTP".into();
    assert_ne!(pdf(&notice()).unwrap(), pdf(&other).unwrap());
}

#[test]
fn a_table_over_pages_carries_its_head_and_pages_their_number() {
    let mut letter = notice();
    letter.mark = "Dữ liệu mô phỏng".into();
    letter.body.push(table(120));
    let pages = read::pages(&pdf(&letter).unwrap());
    assert!(pages.len() >= 4, "{} pages", pages.len());
    for (n, page) in pages.iter().enumerate() {
        assert!(page.contains("Dữ liệu mô phỏng"), "page {} without the mark", n + 1);
        if page.contains("Hàng thứ") {
            assert_eq!(page.matches("Nội dung vi phạm").count(), 1, "page {}", n + 1);
        }
        let numbered = ink_of(&letter)[n].iter().any(|mark| {
            matches!(mark, Mark::Words { text, baseline, .. } if *baseline < measure::TOP && *text == (n + 1).to_string())
        });
        assert_eq!(numbered, n > 0, "page {}", n + 1);
    }
    let all = pages.concat();
    assert!((1..=120).all(|n| all.contains(&format!("Hàng thứ {n}"))));
}

#[test]
fn a_cell_longer_than_a_page_runs_over_and_loses_nothing() {
    let mut letter = notice();
    let words: Vec<String> = (0..3000).map(|n| format!("từ{n}")).collect();
    let row = vec![vec![Run::plain(words.join(" "))]];
    letter.body.push(Block::Grid(Grid { columns: vec![(1, Align::Left)], head: vec![], rows: vec![row] }));
    let pages = read::pages(&pdf(&letter).unwrap());
    assert!(pages.len() > 2);
    let all = pages.concat();
    assert!(words.iter().all(|w| all.contains(w.as_str())));
}

/// Baselines of the prose of a page, by paragraph: (node, lines).
fn prose_lines(page: &[Mark]) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, f32)> = Vec::new();
    for mark in page {
        if let Mark::Words { node: Some(node), baseline, .. } = mark {
            lines.push((*node, *baseline));
        }
    }
    lines.dedup();
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for (node, _) in lines {
        match counts.last_mut().filter(|(last, _)| *last == node) {
            Some((_, count)) => *count += 1,
            None => counts.push((node, 1)),
        }
    }
    counts
}

#[test]
fn no_line_stands_alone_and_no_signature_leaves_its_text() {
    let prose =
        "Qua xem xét, cơ quan có thẩm quyền nhận thấy nội dung đơn đủ điều kiện để xử lý theo quy định. ".repeat(4);
    for count in 1..26 {
        let mut letter = notice();
        letter.signers[0].name = "Họ Tên Người Ký".into();
        letter.body = (0..count).map(|_| paragraph(&prose)).collect();
        let pages = ink_of(&letter);
        for pair in pages.windows(2) {
            let (above, below) = (prose_lines(&pair[0]), prose_lines(&pair[1]));
            let (last, first) = (above.last().unwrap(), below.first().unwrap());
            if last.0 == first.0 {
                assert!(last.1 >= 2 && first.1 >= 2, "{count} paragraphs: a line stands alone");
            }
        }
        let last = pages.last().unwrap();
        let words: String =
            last.iter().map(|m| if let Mark::Words { text, .. } = m { text.as_str() } else { "" }).collect();
        assert!(words.contains("Họ Tên Người Ký") && words.contains("quy định."), "{count} paragraphs: {words}");
    }
}

#[test]
fn squares_are_drawn_where_they_are_dark_and_stay_on_one_page() {
    let code = vec![vec![true, true, false, true], vec![false; 4], vec![true; 4]];
    let letter = Letter { body: vec![Block::Squares(code)], ..notice() };
    let bars: Vec<(f32, f32)> = ink_of(&letter)
        .concat()
        .iter()
        .filter_map(|mark| if let Mark::Square { from, to } = mark { Some((from.0, to.0)) } else { None })
        .collect();
    let widths: Vec<f32> = bars.iter().map(|(from, to)| (to - from) / measure::square(4)).collect();
    assert_eq!(widths.iter().map(|w| w.round() as i32).collect::<Vec<_>>(), [2, 1, 4], "a run is drawn at once");
    assert_eq!(bars[0].0, bars[2].0, "rows begin at one edge");
    let text = read::part(&docx(&letter).unwrap(), "word/document.xml");
    assert_eq!((text.matches("w:fill=\"000000\"").count(), text.matches("w:fill=\"FFFFFF\"").count()), (3, 2));
    let rows: Vec<&str> = text.split("<w:trHeight").skip(1).collect();
    let kept: Vec<bool> = rows.iter().map(|r| r.split("</w:tr>").next().unwrap().contains("<w:keepNext/>")).collect();
    assert_eq!(kept[kept.len() - 3..], [true, true, false], "nor in the other rendering: {kept:?}");
}

#[test]
fn several_letters_in_one_file_are_each_the_letter_it_would_be_alone() {
    let (one, mut two) = (notice(), notice());
    two.body.push(table(200));
    let alone = [&one, &two].map(|letter| read::pages(&pdf(letter).unwrap())).concat();
    assert_eq!(read::pages(&pdfs(&[one, two]).unwrap()), alone);
}

#[test]
fn several_signers_stand_side_by_side_and_long_lists_of_recipients_below() {
    let mut letter = notice();
    let signer =
        |c: &str| Signer { capacity: vec![c.into()], note: "(Ký, ghi rõ họ tên)".into(), name: String::new() };
    letter.signers = ["NGƯỜI KHIẾU NẠI", "NGƯỜI GHI BIÊN BẢN", "NGƯỜI CHỦ TRÌ", "NGƯỜI LÀM CHỨNG"].map(signer).to_vec();
    letter.recipients = (0..150).map(|n| format!("Đơn vị số {n}")).collect();
    let all = read::pages(&pdf(&letter).unwrap()).concat();
    assert!((0..150).all(|n| all.contains(&format!("Đơn vị số {n}"))));
    let baseline = |wanted: &str| {
        ink_of(&letter).iter().flatten().find_map(|m| match m {
            Mark::Words { text, baseline, .. } if text == wanted => Some(*baseline),
            _ => None,
        })
    };
    assert_eq!(baseline("NGƯỜI KHIẾU NẠI").unwrap(), baseline("NGƯỜI CHỦ TRÌ").unwrap());
    assert!(baseline("NGƯỜI LÀM CHỨNG").unwrap() > baseline("NGƯỜI CHỦ TRÌ").unwrap());
}

#[test]
fn hostile_text_is_words_in_both_renderings() {
    let said = "<script>alert(1)</script> & \"]]>\" {x} ${y} \\ ﷽";
    let mut letter = notice();
    letter.body = vec![paragraph(&format!("{said}\u{202e}\u{0}\u{b}\u{feff} 😀 \u{f001}{}", "dài".repeat(400)))];
    letter.title = "</w:t><w:evil/>".into();
    letter.subject = "trích yếu ".repeat(8_000);
    let text = read::pages(&pdf(&letter).unwrap()).concat();
    assert!(text.contains("<script>alert(1)</script> & \"]]>\" {x} ${y} \\ "));
    assert!(text.contains(&"dài".repeat(20)) && text.matches("dà").count() == 400 && text.contains('□'));
    let lowest = ink_of(&letter).iter().flatten().map(Mark::top).fold(0.0, f32::max);
    assert!(lowest < measure::HEIGHT - measure::BOTTOM && text.matches("trích yếu").count() >= 7_990, "{lowest}");
    let docx = docx(&letter).unwrap();
    let shown = read::paragraphs(&docx);
    let body = &shown.iter().find(|(style, _)| style == "NoiDung").unwrap().1;
    assert!(body.starts_with(&format!("{said} ")) && body.contains('😀'), "{body:.100}");
    assert!(shown.contains(&("TenLoai".into(), "</W:T><W:EVIL/>".into())));
}

#[test]
fn a_docx_names_its_styles_and_keeps_the_measures_of_the_decree() {
    let mut letter = notice();
    letter.body.push(table(2));
    letter.mark = "Dữ liệu mô phỏng".into();
    let bytes = docx(&letter).unwrap();
    let shown = read::paragraphs(&bytes);
    for (style, text) in [
        ("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("CoQuanBanHanh", "THANH TRA THÀNH PHỐ"),
        ("SoKyHieu", "Số: 05/TB-TTTP"),
        ("TenLoai", "THÔNG BÁO"),
        ("CanCu", "Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011;"),
        ("DauBang", "Nội dung vi phạm"),
        ("OBang", "Hàng thứ 2"),
        ("NoiNhanDong", "- Lưu: VT, NV1."),
        ("ChucVu", "KT. CHÁNH THANH TRA"),
        ("HoTen", "Trần Thị Bưởi"),
    ] {
        assert!(shown.contains(&(style.into(), text.into())), "{style}: {text} not in {shown:?}");
    }
    let styles = read::part(&bytes, "word/styles.xml");
    assert!(styles.contains("Times New Roman"));
    for (style, _) in &shown {
        assert!(style.is_empty() || styles.contains(&format!("w:styleId=\"{style}\"")), "{style} is not defined");
    }
    let document = read::part(&bytes, "word/document.xml");
    // 210 × 297, 20, 20, 30 and 15 mm in twentieths of a point.
    assert!(document.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
    assert!(document.contains("w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\""));
    let last = document.rfind("Hàng thứ 2").unwrap();
    assert!(document[last..].contains("<w:keepNext/>"), "the signature may leave its text");
    assert!(document.contains("<w:tblHeader/>") && document.contains("<w:titlePg/>"));
    assert!(read::part(&bytes, "word/footer1.xml").contains("Dữ liệu mô phỏng"));
}

#[test]
fn every_vietnamese_letter_is_in_every_face() {
    let plain = "aăâbcdđeêghiklmnoôơpqrstuưvxy";
    let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
    for c in plain.chars().chain("fjwz0123456789.,;:()/-–—“”…²³ ".chars()) {
        for tone in if "aăâeêioôơuưy".contains(c) { &tones[..] } else { &tones[..1] } {
            let composed: String = format!("{c}{tone}").nfc().collect();
            for letter in [composed.clone(), composed.to_uppercase()] {
                for (bold, italic) in [(false, false), (false, true), (true, false), (true, true)] {
                    let face = Face { bold, italic };
                    assert!(letter.chars().all(|c| face.has(c)) && letter.chars().count() == 1, "{letter} in {face:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever is typed: both files are made, are well-formed, and no ink leaves the margins.
    #[test]
    fn any_text_can_be_printed(
        words in proptest::collection::vec("\\PC{0,40}|[a-zữẫđ ]{0,200}|.{0,30}", 1..12),
        bold: bool, centred: bool,
    ) {
        let mut letter = notice();
        let align = if centred { Align::Centre } else { Align::Justified };
        let runs = words.iter().map(|w| Run { text: w.clone(), bold, italic: !bold }).collect::<Vec<_>>();
        letter.body = vec![Block::Paragraph { text: runs.clone(), align }, Block::Heading { text: runs.clone(), centred }];
        letter.body.push(Block::Grid(Grid {
            columns: vec![(1, align), (0, Align::Right)],
            head: vec![vec![runs.clone()]],
            rows: vec![vec![runs.clone(), runs.clone(), runs.clone()], vec![]],
        }));
        letter.subject = words[0].clone();
        letter.recipients = words.clone();
        for mark in ink_of(&letter).iter().flatten() {
            if let Mark::Words { x, text, size, face, stretch, .. } = mark {
                let inner = text.trim_end();
                let spaces = inner.matches(' ').count() as f32;
                prop_assert!(*x >= measure::LEFT - 7.0, "{text} at {x}");
                prop_assert!(x + face.width(inner, *size) + spaces * stretch <= measure::LEFT + measure::MEASURE + 1.0);
            }
        }
        read::pages(&pdf(&letter).unwrap());
        read::paragraphs(&docx(&letter).unwrap());
    }
}
