//! What the conference of the end of 2022 left to do: tasks in every standing, given on to
//! the districts of Hải Phòng. Invented, and marked so in their source papers.

use crate::accounts::Reach;
use crate::directives::{Hand, NewDirective, NewStep, issue, record};
use crate::{App, Result};
use casework::directives::{Addressee, Group, Issue, SourceKind, Step, StepKind, resolve};
use casework::fields::{LongText, UnitCode};
use jiff::civil::{Date, date};

use StepKind as K;

/// The conclusion the tasks follow from.
const NOTICE: &str = "2815/TB-TTCP (mô phỏng)";
const LETTER: &str = "112/CĐ-TTg (mô phỏng)";

/// A directive of the demo: source, paper, its day, who gives what to whom by when.
struct Given {
    source: SourceKind,
    paper: &'static str,
    on: Date,
    from: &'static str,
    to: &'static str,
    content: &'static str,
    due: Option<Date>,
    steps: &'static [(StepKind, Date, &'static str)],
}

const fn day(month: i8, day: i8) -> Date {
    date(2023, month, day)
}

const GIVEN: &[Given] = &[
    conference(
        "Rà soát, thực hiện dứt điểm các kết luận thanh tra còn tồn từ năm 2022 trở về trước",
        Some(day(6, 30)),
        &[
            (K::Acceptance, day(1, 9), ""),
            (K::Progress, day(4, 14), "Đã giao các quận, huyện rà soát; còn 11 kết luận chưa thực hiện xong."),
        ],
    ),
    conference(
        "Xây dựng kế hoạch tập huấn Luật Thanh tra năm 2022 cho thanh tra sở, thanh tra quận, huyện",
        Some(day(5, 31)),
        &[
            (K::Acceptance, day(1, 9), ""),
            (K::Report, day(5, 12), "Đã ban hành kế hoạch và mở 3 lớp, 214 lượt người."),
            (K::Completion, day(5, 19), ""),
        ],
    ),
    conference(
        "Công khai đầy đủ kết luận thanh tra ban hành trong 6 tháng",
        Some(day(6, 15)),
        &[
            (K::Acceptance, day(1, 10), ""),
            (K::Report, day(6, 12), "Đã công khai phần lớn kết luận."),
            (K::Return, day(6, 20), "Chưa nêu rõ kết luận nào chưa công khai và lý do."),
        ],
    ),
    conference(
        "Cập nhật kịp thời số liệu tiếp công dân, xử lý đơn vào hệ thống",
        None,
        &[(K::Acceptance, day(1, 10), ""), (K::Progress, day(6, 30), "Số liệu 6 tháng đã cập nhật đủ.")],
    ),
    conference("Tổng kết việc thực hiện chỉ thị về chồng chéo trong thanh tra doanh nghiệp", Some(day(12, 15)), &[]),
    conference(
        "Báo cáo danh mục vụ việc khiếu nại đông người, phức tạp, kéo dài",
        Some(day(3, 31)),
        &[
            (K::Acceptance, day(1, 11), ""),
            (K::Report, day(4, 10), "Gửi danh mục 7 vụ việc kèm kế hoạch giải quyết."),
            (K::Completion, day(4, 18), ""),
        ],
    ),
    conference(
        "Góp ý dự thảo thông tư về đoàn thanh tra",
        Some(day(2, 28)),
        &[(K::Withdrawal, day(2, 10), "Dự thảo được lấy ý kiến qua kênh khác.")],
    ),
    Given {
        source: SourceKind::PrimeMinister,
        paper: LETTER,
        on: day(3, 6),
        from: "TTCP",
        to: "31",
        content: "Rà soát, tháo gỡ các dự án chậm tiến độ liên quan kết luận thanh tra trên địa bàn",
        due: Some(day(7, 10)),
        steps: &[
            (K::Acceptance, day(3, 8), ""),
            (K::Report, day(7, 7), "Báo cáo 5 dự án: 3 đã tháo gỡ, 2 kiến nghị cấp có thẩm quyền."),
        ],
    },
];

const fn conference(
    content: &'static str,
    due: Option<Date>,
    steps: &'static [(StepKind, Date, &'static str)],
) -> Given {
    let (source, on) = (SourceKind::Conference, date(2023, 1, 5));
    Given { source, paper: NOTICE, on, from: "TTCP", to: "31.TT", content, due, steps }
}

/// How the districts answered for the task that was given on, one after the other.
const DISTRICTS: &[&[(StepKind, Date, &str)]] = &[
    &[(K::Acceptance, day(1, 18), ""), (K::Report, day(5, 24), "Đã thực hiện xong."), (K::Completion, day(5, 30), "")],
    &[(K::Acceptance, day(1, 18), ""), (K::Progress, day(5, 4), "Còn 2 kết luận về đất đai.")],
    &[(K::Acceptance, day(1, 19), ""), (K::Report, day(6, 21), "Đã thực hiện xong."), (K::Completion, day(6, 26), "")],
    &[
        (K::Acceptance, day(1, 20), ""),
        (K::Report, day(6, 14), "Đã thực hiện."),
        (K::Return, day(6, 23), "Chưa kèm chứng từ thu hồi."),
    ],
    &[(K::Acceptance, day(1, 30), ""), (K::Report, day(6, 15), "Đã thực hiện xong, kèm chứng từ.")],
    &[],
];

/// Keeps the directives of the demo.
///
/// # Errors
/// The database's.
pub async fn keep(app: &App) -> Result<()> {
    let (tree, at_ms, today) = (app.tree, app.clock.now_ms(), app.clock.today());
    let hand = Hand { account: "demo".into(), at_ms, today, records: Reach::Everywhere, sees: Reach::Everywhere };
    app.db
        .write(move |tx| {
            let mut numbers = Vec::new();
            for (n, g) in GIVEN.iter().enumerate() {
                let number = issue(tx, tree, &new(g, &[g.to], None, n), &hand)?;
                for step in g.steps {
                    record(tx, &number, g.to, &told(step), &hand)?;
                }
                numbers.push(number);
            }
            let Some((first, given)) = numbers.first().zip(GIVEN.first()) else { return Ok(()) };
            let units = resolve(tree, given.to, Group::DistrictInspectorates, given.on);
            let to: Vec<&str> = units.iter().map(|u| u.0.as_str()).collect();
            let on = Given { from: given.to, on: day(1, 16), due: Some(day(6, 15)), to: "", steps: &[], ..*given };
            let parent = Some((first.clone(), given.to.to_owned()));
            let below = issue(tx, tree, &new(&on, &to, parent, GIVEN.len()), &hand)?;
            for (unit, steps) in to.iter().zip(DISTRICTS.iter().cycle()) {
                for step in *steps {
                    record(tx, &below, unit, &told(step), &hand)?;
                }
            }
            Ok(())
        })
        .await
}

fn new(g: &Given, to: &[&str], parent: Option<(String, String)>, n: usize) -> NewDirective {
    let issue = Issue {
        issuer: UnitCode(g.from.into()),
        issued_on: g.on,
        signer: None,
        source: g.source,
        source_number: Some(g.paper.into()),
        source_on: None,
        sentence: None,
        content: LongText(g.content.into()),
        addressees: to.iter().map(|u| Addressee { addressee: UnitCode((*u).into()) }).collect(),
        every: None,
        due_on: g.due,
        report_form: None,
    };
    NewDirective { issue, parent, once: format!("demo {n}") }
}

fn told((kind, on, said): &(StepKind, Date, &str)) -> NewStep {
    let step = Step { kind: *kind, on: *on, said: (*said).into(), due_on: None };
    NewStep { step, after: None, papers: Vec::new() }
}
