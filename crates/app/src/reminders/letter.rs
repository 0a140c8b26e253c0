//! Lời thư nhắc việc: the text of a day's mail.
//!
//! The mail leaves the house: number, act due, article, unit, link and nothing else.

use super::ladder::Rung;
use super::mine::Reminder;
use crate::App;
use crate::lang::Lang;
use jiff::civil::Date;

/// Lines of one mail; the list on the page has them all.
const MOST: usize = 40;

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// The mail of a day; `others` is how many overdue ones were told before and still stand.
pub fn write(app: &App, lang: Lang, day: Date, new: &[&Reminder], others: usize) -> Letter {
    let base = app.settings.public_url.trim_end_matches('/');
    let mut counts = Vec::new();
    let mut text = format!("{}\n", lang.f1("mail.head", "day", lang.date(day)));
    let mut left = MOST;
    for rung in Rung::ALL {
        let of: Vec<&&Reminder> = new.iter().filter(|r| r.rung == rung).collect();
        if of.is_empty() {
            continue;
        }
        counts.push(format!("{} {}", lang.count(of.len()), lang.word("rung_short", rung.word())));
        text.push_str(&format!("\n{}\n", lang.word("rung", rung.word()).to_uppercase()));
        for reminder in of.iter().take(left) {
            text.push_str(&lines(app, lang, base, reminder));
        }
        left = left.saturating_sub(of.len());
    }
    if new.len() > MOST {
        text.push_str(&format!("\n{}\n", lang.f1("mail.more", "n", lang.count(new.len() - MOST))));
    }
    if others > 0 {
        text.push_str(&format!("\n{}\n", lang.f1("mail.others", "n", lang.count(others))));
    }
    text.push_str(&format!("\n{}\n{base}/reminders\n", lang.t("mail.all")));
    text.push_str(&format!("\n{}\n{base}/account#mail\n", lang.t("mail.foot")));
    let subject = lang.f2("mail.subject", "day", lang.date(day), "counts", counts.join(", "));
    Letter { subject, text }
}

fn lines(app: &App, lang: Lang, base: &str, reminder: &Reminder) -> String {
    let task = &reminder.task;
    let (law, unverified) = task.law(app, lang);
    let law = if unverified { format!("{law} ({})", lang.t("status.unverified")) } else { law };
    let due = lang.f1("due.on", "day", lang.date(task.due_on));
    let provision = [law, task.unit_name(app, lang)].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
    let what = task.what(lang);
    format!("- {} · {what} · {due}\n  {}\n  {base}{}\n", task.number, provision.join(" · "), task.href())
}
