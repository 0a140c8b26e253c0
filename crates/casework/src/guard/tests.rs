//! The phrases of published reports (their figures too), and the traps around them.

use super::{Figure, Measure, Rounding, Verdict, Why, compare, read, said_period};

fn figure(form: &str, column: &str, heads: &str, measure: Measure, value: i64, period: &str) -> Figure {
    let before = match period.split_once('-') {
        Some((year, kind)) => format!("{}-{kind}", year.parse::<i16>().unwrap_or(0) - 1),
        None => String::new(),
    };
    let title = match form {
        "01/TTr" => "Tổng hợp kết quả thanh tra hành chính",
        "06/TTr" => "Tổng hợp kết quả thanh tra, kiểm tra chuyên ngành",
        "01/TCD" => "Kết quả tiếp công dân",
        _ => "Tổng hợp kết quả xử lý đơn",
    };
    Figure {
        is_of_circular: form != "overview",
        form: form.into(),
        column: column.into(),
        heads: heads.into(),
        title: title.into(),
        measure,
        value,
        row: String::new(),
        period: period.into(),
        before,
    }
}

/// Published figures of the first half of 2023 and 2022 (national), and of a city.
fn figures() -> Vec<Figure> {
    use Measure::{Count, Land, Money};
    let ty = 1_000_000_000;
    let of = |year: &str, v: [i64; 12]| {
        let p = format!("{year}-6m");
        vec![
            figure("01/TTr", "1", "Số cuộc thanh tra / Tổng số", Count, v[0], &p),
            figure("06/TTr", "1", "Số cuộc thanh tra, kiểm tra chuyên ngành / Tổng số", Count, v[1], &p),
            figure("01/TTr", "8", "Tổng vi phạm về kinh tế / Tiền và tài sản quy thành tiền", Money, v[2], &p),
            figure("01/TTr", "9", "Tổng vi phạm về kinh tế / Đất", Land, v[3], &p),
            figure("01/TTr", "10", "Kiến nghị thu hồi về ngân sách nhà nước / Tiền", Money, v[4], &p),
            figure("01/TTr", "11", "Kiến nghị thu hồi về ngân sách nhà nước / Đất", Land, v[5], &p),
            figure("01/TTr", "14", "Kiến nghị xử lý hành chính / Tổ chức", Count, v[6], &p),
            figure("01/TTr", "15", "Kiến nghị xử lý hành chính / Cá nhân", Count, v[7], &p),
            figure("01/TTr", "16", "Chuyển cơ quan điều tra / Số vụ", Count, v[8], &p),
            figure("01/TTr", "17", "Chuyển cơ quan điều tra / Số đối tượng", Count, v[9], &p),
            figure("01/TCD", "1", "Tổng số / Lượt", Count, v[10], &p),
            figure("01/TCD", "2", "Tổng số / Người", Count, v[11], &p),
        ]
    };
    let now =
        [2_598, 77_770, 84_765_000_000, 404 * 10_000, 148_206 * ty, 9 * 10_000, 671, 2_596, 208, 316, 187_270, 204_700];
    let then = [
        2_450,
        70_000,
        25_022 * ty,
        9_623 * 10_000,
        10_268 * ty,
        134 * 10_000,
        1_682,
        2_676,
        163,
        89,
        150_000,
        180_000,
    ];
    [of("2023", now), of("2022", then)].concat()
}

/// What becomes of each number of a text: as written, with its verdict and the figure's column.
fn judged(text: &str) -> Vec<String> {
    let figures = figures();
    let out = compare(&read(text), &figures, "2023-6m");
    let word = |v: Verdict| match v {
        Verdict::Agrees => "agrees",
        Verdict::Rounded => "rounded",
        Verdict::Clash(Why::Value) => "value",
        Verdict::Clash(Why::Period) => "period",
        Verdict::Clash(Why::Unit) => "unit",
        Verdict::Clash(Why::Rounding) => "rounding",
        Verdict::Unknown => "unknown",
    };
    let of = |f: Option<usize>| f.map(|f| format!(" {}#{}", figures[f].form, figures[f].column)).unwrap_or_default();
    out.iter().map(|j| format!("{}: {}{}", &text[j.number.at.clone()], word(j.verdict), of(j.figure))).collect()
}

/// The overview repeats a figure of a circular's form in plainer words: the form is what an office quotes.
#[test]
fn one_figure_in_two_forms_is_the_circular_s() {
    let text = "Trong 6 tháng đầu năm 2023 phát hiện vi phạm về kinh tế 84.765 triệu đồng.";
    let heads = "Phát hiện vi phạm về kinh tế";
    let mut figures = figures();
    figures.insert(0, figure("overview", "violations_vnd", heads, Measure::Money, 84_765_000_000, "2023-6m"));
    let of = |figures: &[Figure]| {
        let found = compare(&read(text), figures, "2023-6m");
        let judged = found.iter().find(|j| j.number.measure == Measure::Money).unwrap();
        (judged.verdict, judged.figure.map(|at| figures[at].form.clone()))
    };
    assert_eq!(of(&figures), (Verdict::Agrees, Some("01/TTr".to_owned())));
    // Where the form says something else, or nothing, the overview's own figure is held against.
    figures.retain(|f| f.column != "8");
    assert_eq!(of(&figures), (Verdict::Agrees, Some("overview".to_owned())));
}

#[test]
fn the_sentence_every_inspection_report_has() {
    let text = "Trong 6 tháng đầu năm 2023, toàn ngành đã triển khai 2.598 cuộc thanh tra hành chính và 77.770 cuộc \
        thanh tra, kiểm tra chuyên ngành; phát hiện vi phạm về kinh tế 84.765 triệu đồng, 404 ha đất; trong đó kiến nghị \
        thu hồi 148.206 tỷ đồng và 9 ha đất; kiến nghị xem xét, xử lý hành chính 671 tập thể và 2.596 cá nhân; chuyển \
        cơ quan điều tra 208 vụ, 316 đối tượng.";
    assert_eq!(
        judged(text),
        [
            "2.598: agrees 01/TTr#1",
            "77.770: agrees 06/TTr#1",
            "84.765 triệu đồng: agrees 01/TTr#8",
            "404 ha: agrees 01/TTr#9",
            "148.206 tỷ đồng: agrees 01/TTr#10",
            "9 ha: agrees 01/TTr#11",
            "671: agrees 01/TTr#14",
            "2.596: agrees 01/TTr#15",
            "208: agrees 01/TTr#16",
            "316: agrees 01/TTr#17",
        ]
    );
}

#[test]
fn words_of_rounding_must_point_the_right_way() {
    let money = "phát hiện vi phạm về kinh tế";
    for (said, verdict) in [
        ("gần 84.800 triệu đồng", "rounded"),
        ("gần 84,8 tỷ đồng", "rounded"),
        ("84,8 tỷ đồng", "rounded"),
        ("84,77 tỷ đồng", "rounded"),
        ("84 tỷ 765 triệu đồng", "agrees"),
        ("84.765.000.000 đồng", "agrees"),
        ("khoảng 85 tỷ đồng", "rounded"),
        ("hơn 84,7 tỷ đồng", "rounded"),
        ("hơn 84.800 triệu đồng", "rounding"),
        ("trên 85 tỷ đồng", "rounding"),
        ("gần 84,7 tỷ đồng", "rounding"),
        ("84.800 triệu đồng", "rounding"),
        ("84.765 tỷ đồng", "unit"),
        ("84,765 triệu đồng", "unit"),
        ("86.765 triệu đồng", "value"),
    ] {
        let out = judged(&format!("Qua thanh tra {money} {said}, nộp ngân sách."));
        assert!(out[0].ends_with(&format!("{verdict} 01/TTr#8")), "{said}: {out:?}");
    }
    for (said, verdict) in [
        ("gần 2.600 cuộc", "rounded"),
        ("hơn 2.590 cuộc", "rounded"),
        ("hơn 2.600 cuộc", "rounding"),
        ("2.589 cuộc", "value"),
        ("hai nghìn năm trăm chín mươi tám cuộc", "agrees"),
    ] {
        let out = judged(&format!("toàn ngành đã triển khai {said} thanh tra hành chính."));
        assert!(out[0].ends_with(&format!("{verdict} 01/TTr#1")), "{said}: {out:?}");
    }
    let land = judged("phát hiện vi phạm về kinh tế 404 m2 đất; vi phạm 4.040.000 m² đất");
    assert_eq!(land, ["404 m2: unit 01/TTr#9", "4.040.000 m²: agrees 01/TTr#9"]);
}

#[test]
fn the_figure_of_another_period_is_said_to_be_so() {
    let out = judged("6 tháng đầu năm 2023, kiến nghị xử lý hành chính 2.676 cá nhân.");
    assert_eq!(out, ["2.676: period 01/TTr#15"]);
    assert_eq!(judged("6 tháng đầu năm 2022, xử lý hành chính 2.676 cá nhân."), ["2.676: agrees 01/TTr#15"]);
    let out = judged("Năm 2023, kiến nghị xử lý hành chính 2.596 cá nhân.");
    assert_eq!(out, ["2.596: period 01/TTr#15"], "half a year is not the year");
}

#[test]
fn changes_and_shares_are_worked_out() {
    assert_eq!(
        judged("chuyển cơ quan điều tra 208 vụ (tăng 27,6% so với cùng kỳ), 316 đối tượng (giảm 255,1%)."),
        ["208: agrees 01/TTr#16", "27,6%: agrees 01/TTr#16", "316: agrees 01/TTr#17", "255,1%: value 01/TTr#17"]
    );
    assert_eq!(
        judged("Đã giải quyết 271/410 vụ việc thuộc thẩm quyền, đạt tỷ lệ 66,1%."),
        ["271: unknown", "410: unknown", "66,1%: agrees"]
    );
    assert_eq!(judged("Đã giải quyết 12.323/16.125 vụ việc, đạt 67,4%")[2], "67,4%: value");
}

#[test]
fn what_only_looks_like_a_figure_is_left_out() {
    let text = "I. KẾT QUẢ\n1. Thanh tra\n2.1. Hành chính\na) Ngày 05 tháng 01 năm 2024, căn cứ Điều 78, khoản 2 Luật Thanh tra số \
        11/2022/QH15, Thông tư 02/2021/TT-TTCP, Quyết định số 15 ngày 14/7/2023, biểu 01/TTr, Mẫu số 01, từ 15/12/2022-14/6/2023, \
        giai đoạn 2021-2025, trong thời hạn 30 ngày, quý II/2023, năm 2023, điện thoại 0225123456, 6 tháng đầu năm.";
    assert_eq!(judged(text), Vec::<String>::new());
    let text = "On 14 July 2023, under Article 78, No. 5, the first 6 months of 2023";
    assert_eq!(judged(text), Vec::<String>::new());
}

#[test]
fn numbers_are_read_as_each_language_writes_them() {
    let read_one = |text: &str| {
        let out = read(text);
        assert_eq!(out.len(), 1, "{text}: {out:?}");
        (out[0].value, out[0].measure, out[0].rounding)
    };
    use Rounding::{Above, Below, Plain};
    assert_eq!(read_one("38.578,44 triệu đồng"), (38_578_440_000, Measure::Money, Plain));
    assert_eq!(read_one("179 nghìn tỷ đồng"), (179_000_000_000_000, Measure::Money, Plain));
    assert_eq!(read_one("84.765 Trđ"), (84_765_000_000, Measure::Money, Plain));
    assert_eq!(read_one("1,2 triệu lượt người"), (1_200_000, Measure::Count, Plain));
    assert_eq!(read_one("24,9ha"), (249_000, Measure::Land, Plain));
    assert_eq!(read_one("292.5 ha"), (2_925_000, Measure::Land, Plain));
    assert_eq!(read_one("xử lý hơn 05 đoàn"), (5, Measure::Count, Above));
    assert_eq!(read_one("the recovery of nearly 84,765.5 million VND"), (84_765_500_000, Measure::Money, Below));
    assert_eq!(read_one("mười hai vụ việc"), (12, Measure::Count, Plain));
    assert_eq!(read_one("hai trăm linh tám vụ"), (208, Measure::Count, Plain));
    assert_eq!(read_one("tổng số 2023 cuộc"), (2_023, Measure::Count, Plain));
    assert_eq!(read_one("67 phần trăm").1, Measure::Percent);
    assert!(read("một số vụ việc, trong năm, ba mặt, tư pháp").is_empty());
    assert_eq!(said_period("Kết quả quý II/2023 và năm 2022").as_deref(), Some("2023-q2"));
    assert_eq!(said_period("7 tháng đầu năm 2023").as_deref(), Some("2023-7m"));
    // Composed or not, the same text reads the same.
    let apart: String = unicode_normalization::UnicodeNormalization::nfd("gần 84.800 triệu đồng").collect();
    assert_eq!(read_one(&apart), (84_800_000_000, Measure::Money, Below));
}

#[test]
fn a_small_number_needs_words_and_a_strange_one_is_unknown() {
    assert_eq!(judged("Có 9 xã, 208 hộ dân và 316 thửa."), ["9: unknown", "208: unknown", "316: unknown"]);
    assert_eq!(judged("đã trồng 12.345 cây xanh"), ["12.345: unknown"]);
    assert_eq!(judged("trong đó 5 cuộc thanh tra đột xuất"), ["5: unknown"]);
}

#[test]
fn a_row_counts_only_where_its_unit_is_named() {
    let mut figures = figures();
    let mut row = figures[0].clone();
    (row.row, row.value) = ("Sở Xây dựng".into(), 41);
    figures.push(row);
    let of = |text: &str| compare(&read(text), &figures, "2023-6m")[0].clone();
    let found = of("Sở Xây dựng triển khai 41 cuộc thanh tra hành chính.");
    assert_eq!((found.verdict, found.figure), (Verdict::Agrees, Some(figures.len() - 1)));
    assert_eq!(of("Sở Y tế triển khai 41 cuộc thanh tra hành chính.").verdict, Verdict::Unknown);
}

#[test]
fn no_text_breaks_it() {
    for text in [
        "",
        "1",
        "%",
        "9/",
        "/9",
        "1.",
        "1,,2",
        "99999999999999999999999999 tỷ",
        "năm",
        "quý",
        "12 tháng",
        "ha",
        "5 hec",
        "0%",
        "tăng 5%",
    ] {
        let _ = judged(text);
    }
    let long = "đã triển khai 2.598 cuộc thanh tra hành chính, phát hiện 84.765 triệu đồng; ".repeat(500);
    let out = judged(&long);
    assert_eq!(out.len(), 1_000);
}

#[test]
fn a_number_that_names_its_figure_is_held_against_that_one() {
    let money = 84_765_000_000;
    for (text, verdict) in [
        ("gần 84.800 triệu đồng", Verdict::Rounded),
        ("84.765 triệu đồng", Verdict::Agrees),
        ("hơn 84.800 triệu đồng", Verdict::Clash(Why::Rounding)),
        ("84.765 tỷ đồng", Verdict::Clash(Why::Unit)),
        ("12 triệu đồng", Verdict::Clash(Why::Value)),
    ] {
        assert_eq!(super::against(&read(text)[0], money), verdict, "{text}");
    }
}
