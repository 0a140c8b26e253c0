//! Thời hạn của lượt tiếp: what is irregular in the clocks of a reception.

use super::acts::{Act, MeetingMode, classified};
use super::procedure::{DeadlineRule, When};
use super::{Entry, File};
use crate::deadlines::Binds;
use crate::petitions::Competence;
use jiff::civil::Date;

pub(super) fn asked(file: &File, rule: &DeadlineRule, opener: &Entry) -> bool {
    match (rule.when, &opener.act) {
        (When::Always, _) => true,
        (When::Outside, _) => classified(file.acts).is_some_and(|c| c.competence == Competence::Outside),
        (When::ToldInWriting, Act::ReceptionRefusal(r)) => r.why_refused.asks_notice(),
        (When::Online, Act::Registration(r)) => r.mode() == MeetingMode::Online,
        (When::Online, Act::Appointment(a)) => a.mode == Some(MeetingMode::Online),
        _ => false,
    }
}

/// The day of an appointment, from which what must come before it runs back.
pub(super) fn meeting(opener: &Entry) -> Option<Date> {
    match &opener.act {
        Act::Appointment(a) => Some(a.meeting_on),
        _ => None,
    }
}

/// What comes before an online session comes before its day.
pub(super) fn meets(rule: &DeadlineRule, opener: &Entry, act: &Entry) -> bool {
    rule.binds != Binds::Lead || act.on <= meeting(opener).unwrap_or(opener.on)
}

/// When a deadline is asked, for the generated procedure.
pub(super) fn condition(rule: &DeadlineRule, en: bool) -> &'static str {
    match (rule.when, en) {
        (When::Outside, false) => " (không thuộc thẩm quyền)",
        (When::Outside, true) => " (outside competence)",
        (When::ToldInWriting, false) => " (đã giải quyết xong, đã trả lời hoặc đã có bản án)",
        (When::ToldInWriting, true) => " (settled, answered or judged before)",
        (When::Online, false) => " (tiếp trực tuyến)",
        (When::Online, true) => " (online)",
        (When::Always, _) => "",
    }
}
