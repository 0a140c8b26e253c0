//! What Hải Phòng's inspectorate and its districts admitted at the end of 2022 and in the report of six
//! months: promised, kept, broken, carried over, come back. Invented, and marked so in their papers.

use super::{TODAY, UNIT};
use crate::accounts::Reach;
use crate::shortcomings::{Hand, NewShortcoming, NewStep, admit, record};
use crate::{App, Result};
use casework::fields::{LongText, UnitCode};
use casework::shortcomings::{Admission, Admitted, Step, StepKind as K, Within};
use jiff::civil::{Date, date};

/// The report of the end of 2022, which no demo has.
const REPORT: &str = "812/BC-UBND (mô phỏng)";

/// A step: kind, day, words, and until when.
type Told = (K, Date, &'static str, Option<Date>);

/// A shortcoming of the demo: whose, in which period, what, why, what followed.
struct Story {
    unit: &'static str,
    period: &'static str,
    on: Date,
    what: &'static str,
    cause: &'static str,
    steps: &'static [Told],
}

const fn day(month: i8, day: i8) -> Date {
    date(2023, month, day)
}

const STORIES: &[Story] = &[
    Story {
        unit: UNIT,
        period: "2022-y",
        on: date(2022, 12, 20),
        what: "Một số kết luận thanh tra ban hành chậm so với thời hạn quy định",
        cause: "Lực lượng mỏng, nhiều cuộc thanh tra chuyên đề diện rộng thực hiện cùng lúc.",
        steps: &[
            (
                K::Promise,
                date(2022, 12, 20),
                "Giao ban tiến độ hằng tuần; bố trí thêm người cho các đoàn quá hạn ban hành kết luận",
                Some(day(5, 31)),
            ),
            (K::CarryOver, day(6, 20), "Còn 3 kết luận về đất đai phải lấy ý kiến chuyên môn.", Some(day(9, 30))),
        ],
    },
    Story {
        unit: UNIT,
        period: "2022-y",
        on: date(2022, 12, 20),
        what: "Công khai kết luận thanh tra chưa đầy đủ ở một số quận, huyện",
        cause: "Chưa có người chịu trách nhiệm theo dõi việc công khai.",
        steps: &[
            (K::Promise, date(2022, 12, 20), "Phân công một đầu mối theo dõi, rà soát hằng tháng", Some(day(3, 31))),
            (K::Fulfilment, day(3, 24), "Đã phân công; 100% kết luận quý I được công khai.", None),
            (K::Closing, day(4, 3), "", None),
        ],
    },
    Story {
        unit: UNIT,
        period: "2023-6m",
        on: day(6, 19),
        what: "Tỷ lệ thu hồi tiền sau thanh tra còn thấp",
        cause: "Một số đối tượng thanh tra khó khăn về tài chính; đôn đốc chưa quyết liệt.",
        steps: &[(
            K::Promise,
            day(6, 19),
            "Lập danh mục từng khoản, đôn đốc hằng tháng, chuyển cơ quan thi hành khi quá hạn",
            Some(day(12, 14)),
        )],
    },
    Story {
        unit: UNIT,
        period: "2023-6m",
        on: day(6, 19),
        what: "Chất lượng xử lý đơn ở cấp xã chưa đều",
        cause: "Cán bộ kiêm nhiệm, ít được tập huấn.",
        steps: &[],
    },
    Story {
        unit: "303",
        period: "2022-y",
        on: date(2022, 12, 16),
        what: "Giải quyết khiếu nại về đất đai có vụ việc kéo dài",
        cause: "Hồ sơ địa chính cũ, phải xác minh nhiều lần.",
        steps: &[(K::Promise, date(2022, 12, 16), "Giải quyết dứt điểm 4 vụ việc tồn đọng", Some(day(6, 30)))],
    },
    Story {
        unit: "304",
        period: "2022-y",
        on: date(2022, 12, 16),
        what: "Sổ tiếp công dân ghi chưa đầy đủ nội dung",
        cause: "Chưa kiểm tra thường xuyên.",
        steps: &[
            (K::Promise, date(2022, 12, 16), "Kiểm tra sổ hằng tháng", Some(day(2, 28))),
            (K::Fulfilment, day(3, 8), "Đã kiểm tra và bổ sung.", None),
            (K::Closing, day(3, 15), "", None),
            (K::Repetition, day(6, 21), "Kiểm tra đột xuất: 12 lượt tiếp không ghi kết quả.", None),
        ],
    },
    Story {
        unit: "305",
        period: "2023-6m",
        on: day(6, 15),
        what: "Báo cáo định kỳ gửi chậm",
        cause: "Tổng hợp thủ công từ các phường.",
        steps: &[
            (K::Promise, day(6, 15), "Nhập số liệu trên hệ thống ngay khi phát sinh", Some(day(7, 10))),
            (K::Fulfilment, day(7, 7), "Số liệu tháng 6 đã nhập đủ trên hệ thống.", None),
        ],
    },
];

/// Keeps the register of the demo.
///
/// # Errors
/// What the register refuses; the database's.
pub async fn keep(app: &App) -> Result<()> {
    let (law, tree, at_ms) = (app.law.clone(), app.tree, app.clock.now_ms());
    let reach = Reach::Everywhere;
    let hand = Hand { account: "demo".into(), at_ms, today: TODAY, records: reach.clone(), sees: reach };
    app.db
        .write(move |tx| {
            for (n, story) in STORIES.iter().enumerate() {
                let new = NewShortcoming { admission: admission(story), once: format!("demo {n}") };
                let number = admit(tx, &law, tree, &new, &hand)?;
                for told in story.steps {
                    let step = step(told, story);
                    record(tx, &number, &NewStep { step, after: None, papers: Vec::new() }, &hand)?;
                }
            }
            Ok(())
        })
        .await
}

fn admission(s: &Story) -> Admission {
    Admission {
        unit: UnitCode(s.unit.into()),
        period: s.period.into(),
        admitted_on: s.on,
        admitted_in: if s.unit == UNIT { Admitted::Report } else { Admitted::Unit },
        source_number: match (s.unit, s.period) {
            (UNIT, "2023-6m") => Some("2023-6m/BC-TTr-31".into()),
            (UNIT, _) => Some(REPORT.into()),
            _ => None,
        },
        shortcoming: LongText(s.what.into()),
        cause: Some(LongText(s.cause.into())),
        measure: None,
        answerable: None,
        due_on: None,
        reviewer: None,
    }
}

fn step((kind, on, said, due_on): &Told, s: &Story) -> Step {
    let answers = if *kind == K::Promise { "Chánh Thanh tra" } else { "" };
    let within = kind.rule().filter(|r| r.into).map(|_| Within {
        // What the end of 2022 left goes on in the six months after it.
        period: if s.period == "2022-y" { "2023-6m" } else { "2023-y" }.into(),
        until: if s.period == "2022-y" { day(6, 14) } else { day(12, 14) },
    });
    Step { kind: *kind, on: *on, said: (*said).into(), answerable: answers.into(), due_on: *due_on, within }
}
