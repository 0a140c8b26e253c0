//! The demo's published conclusions: three of its own inspections, with a cut each.

use crate::App;
use crate::cases::Recorder;
use crate::cases::within::{self, Gate};
use crate::errors::{Error, Result};
use crate::portal::conclusions::make::{Text, concluded, keep_text, publish};
use casework::Role;
use casework::inspections::{Act, Outcome};
use casework::kinds::Paper;
use db::Tx;
use serde_json::json;

/// How many.
const MOST: usize = 3;

/// Numbers of the first inspections under the law of 2010 whose conclusion is published and found money.
pub fn numbers(histories: impl Iterator<Item = Vec<Outcome>>) -> Vec<String> {
    let fits = |history: &Vec<Outcome>| {
        let acts = || history.last().into_iter().flat_map(|o| &o.case.acts).map(|e| &e.act);
        let shown = acts().any(|a| matches!(a, Act::Publication(_)));
        let money = acts().any(
            |a| matches!(a, Act::Conclusion(c) if c.findings.iter().any(|f| f.violation.is_some_and(|v| v.0 > 0))),
        );
        shown && money
    };
    let number = |h: Vec<Outcome>| h.last().map(|o| o.case.number.clone());
    histories.filter(fits).filter_map(number).take(MOST).collect()
}

/// Publishes them.
///
/// # Errors
/// A text that cannot be published; the database.
pub async fn keep(app: &App, numbers: Vec<String>) -> Result<()> {
    let app_in = app.clone();
    let now = app.clock.now_ms();
    app.db
        .write(move |tx| {
            for number in &numbers {
                on_the_portal(tx, &app_in, number)?;
                let case = concluded(tx, &app_in.law, number)?.ok_or(Error::Hidden)?;
                let title = case.looked.state.shown.title.clone();
                let whom = case.entities.join(", ");
                let body = format!(
                    "Kết luận này là dữ liệu mô phỏng của bản giới thiệu.\n\n## 1. Khái quát\n\nĐoàn thanh tra làm việc với {whom} theo quyết định thanh tra; nội dung, thời kỳ và phạm vi như quyết định đã công bố.\n\n## 2. Kết quả kiểm tra, xác minh\n\nHồ sơ lưu giữ đầy đủ ở phần lớn nội dung được kiểm tra. Một số khoản chi thiếu chứng từ hợp lệ; một số hạng mục nghiệm thu vượt khối lượng thực tế. Chi tiết hợp đồng với đối tác được ghi tại [[bí mật kinh doanh của doanh nghiệp|phụ lục số 7, hợp đồng nguyên tắc ngày 02 tháng 3 năm 2022 với bên cung ứng Sao Biển]].\n\n## 3. Kết luận và kiến nghị\n\nCác sai phạm về kinh tế và kiến nghị thu hồi, xử lý nêu tại bảng kèm theo. Đơn vị được thanh tra thực hiện và báo cáo kết quả trong thời hạn ghi tại văn bản chỉ đạo thực hiện kết luận."
                );
                let text = Text { version: 1, title, body };
                keep_text(tx, number, &text, now, "demo")?;
                if let Err(faults) = publish(tx, &app_in, number, now)? {
                    return Err(Error::fault(format!("{number}: {faults:?}")));
                }
            }
            Ok(())
        })
        .await
}

/// Records that a conclusion stands on the portal from today on.
///
/// # Errors
/// The law's refusal, or the database.
pub async fn shown(app: &App, number: &str) -> Result<()> {
    let (app_in, number) = (app.clone(), number.to_owned());
    app.db.write(move |tx| on_the_portal(tx, &app_in, &number)).await
}

/// Published at a meeting and at the gate before; today on the portal too.
fn on_the_portal(tx: &mut dyn Tx, app: &App, number: &str) -> Result<()> {
    let paper = Paper {
        seq: 0,
        kind: "publication".to_owned(),
        on: super::TODAY,
        by: Role::Head,
        number: String::new(),
        signer: "Chánh Thanh tra (mô phỏng)".to_owned(),
        facts: json!({ "channels": [{ "channel": "portal", "from": super::TODAY, "place": "Cổng thông tin công khai" }] }),
    };
    let by = Recorder::program("demo", app.clock.now_ms());
    let gate = Gate { law: &app.law, today: super::TODAY, by: &by, hidden: false };
    within::record(tx, number, paper, &[], None, &gate).map(|_| ())
}
