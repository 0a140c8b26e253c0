//! One petition in the demo's online inbox, with a code everybody may know.

use crate::App;
use crate::errors::{Error, Result};
use crate::portal::filing::code;
use crate::portal::filing::send::{self, Letter, Sent};

/// The secret of the form it was sent with.
const ONCE: &str = "7e5b0c0d202307142023";

/// Its code, in groups of four.
pub fn shown() -> String {
    code::of(ONCE).map(|secret| code::shown(&secret)).unwrap_or_default()
}

/// Sends it.
///
/// # Errors
/// Nobody could open it; the database.
pub async fn keep(app: &App) -> Result<()> {
    let letter = Letter {
        title: "Đèn đường ngõ Mô Phỏng hỏng ba tháng".into(),
        said: "Đèn đường từ đầu ngõ đến cổng trường tắt từ tháng tư, đã báo tổ dân phố hai lần.".into(),
        wants: "Đề nghị sửa đèn và trả lời bao giờ xong.".into(),
        name: "Người Gửi Mô Phỏng".into(),
        address: "Ngõ Mô Phỏng".into(),
        ..Letter::default()
    };
    match send::keep(app, super::UNIT, "feedback", ONCE, &letter).await? {
        (Sent::Kept(_), _) => Ok(()),
        (other, _) => Err(Error::fault(format!("the demo's petition: {other:?}"))),
    }
}
