//! Writes a long sample paper as PDF and DOCX into a folder, to be looked at.
use paper::letter::*;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).ok_or("a folder")?;
    let para = |s: &str| Block::Paragraph { text: vec![Run::plain(s)], align: Align::Justified };
    let mut body = vec![
        Block::Basis(vec![Run::plain("Căn cứ Luật Thanh tra ngày 14 tháng 11 năm 2022;")]),
        Block::Basis(vec![Run::plain(
            "Căn cứ Nghị định số 43/2023/NĐ-CP ngày 30 tháng 6 năm 2023 của Chính phủ quy định chi tiết một số điều và biện pháp thi hành Luật Thanh tra.",
        )]),
        Block::Heading { text: vec![Run::plain("QUYẾT ĐỊNH:")], centred: true },
        Block::Paragraph {
            text: vec![
                Run::bold("Điều 1. "),
                Run::plain(
                    "Thanh tra trách nhiệm của Chủ tịch Ủy ban nhân dân quận Hồng Bàng trong việc thực hiện pháp luật về tiếp công dân, giải quyết khiếu nại, tố cáo.",
                ),
            ],
            align: Align::Justified,
        },
    ];
    for n in 2..14 {
        body.push(para(&format!("{n}. Quá trình thanh tra cho thấy đơn vị đã ban hành văn bản số 05/2023/QĐ-UBND; ỮẪỄỘ ữẫễộ ằẳẵặ — số tiền 84.765.000.000 đồng, diện tích 12.345,6 m², trong đó phần lớn đã được thu hồi nộp ngân sách nhà nước theo đúng quy định của pháp luật.")));
    }
    body.push(Block::Grid(Grid {
        columns: vec![(1, Align::Centre), (5, Align::Left), (3, Align::Right), (3, Align::Left)],
        head: vec![
            ["TT", "Nội dung vi phạm", "Số tiền (đồng)", "Kiến nghị xử lý"].map(|s| vec![Run::plain(s)]).to_vec(),
        ],
        rows: (1..40)
            .map(|n| {
                vec![
                    vec![Run::plain(n.to_string())],
                    vec![Run::plain(format!(
                        "Thanh toán sai khối lượng công trình số {n} thuộc dự án cải tạo, nâng cấp tuyến đường"
                    ))],
                    vec![Run::plain("12.345.678.000")],
                    vec![Run::plain("Thu hồi")],
                ]
            })
            .collect(),
    }));
    body.push(para("Trên đây là kết luận thanh tra."));
    let mut letter = Letter {
        superior: "Ủy ban nhân dân thành phố Hải Phòng".into(), issuer: "Thanh tra thành phố".into(),
        number: "Số: 05/KL-TTTP".into(), place_and_day: "Hải Phòng, ngày 05 tháng 01 năm 2024".into(),
        day: Some(jiff::civil::date(2024, 1, 5)), title: "Kết luận thanh tra".into(), urgency: "KHẨN".into(),
        subject: "Về trách nhiệm của Chủ tịch Ủy ban nhân dân quận Hồng Bàng trong thực hiện pháp luật về tiếp công dân, giải quyết khiếu nại, tố cáo".into(),
        authority: "Chánh Thanh tra thành phố Hải Phòng".into(),
        to: vec!["Chủ tịch Ủy ban nhân dân thành phố Hải Phòng".into(), "Ban Quản lý Khu kinh tế Hải Phòng".into()],
        body, recipients: vec!["Thanh tra Chính phủ".into(), "Chủ tịch UBND thành phố (để báo cáo)".into(), "Lưu: VT, NV1".into()],
        signers: vec![Signer { capacity: vec!["KT. CHÁNH THANH TRA".into(), "PHÓ CHÁNH THANH TRA".into()], note: String::new(), name: "Nguyễn Văn Ẩn".into() }],
        mark: "Dữ liệu mô phỏng, không phải văn bản thật · Synthetic data".into(), ..Letter::default()
    };
    std::fs::write(format!("{dir}/long.pdf"), pdf(&letter)?)?;
    std::fs::write(format!("{dir}/long.docx"), docx(&letter)?)?;
    letter.issuer = String::new();
    letter.body.truncate(3);
    letter.to.truncate(1);
    letter.signers = vec!["NGƯỜI KHIẾU NẠI", "NGƯỜI GHI BIÊN BẢN", "NGƯỜI CHỦ TRÌ ĐỐI THOẠI"]
        .into_iter()
        .map(|c| Signer { capacity: vec![c.into()], note: "(Ký, ghi rõ họ tên)".into(), name: String::new() })
        .collect();
    std::fs::write(format!("{dir}/short.pdf"), pdf(&letter)?)?;
    std::fs::write(format!("{dir}/short.docx"), docx(&letter)?)?;
    Ok(())
}
