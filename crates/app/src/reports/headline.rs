//! Con số đầu trang: the figures leaders name first, on the first page of whoever
//! may see them, each leading to its cases.
//!
//! A sheet over a large province takes longer than a first page may, so one is
//! kept for some seconds; its addresses name the journal position it was counted
//! at, so that what opens behind a figure always adds up to it.

use super::overview::{Big, MONEY_HEAD, Small, big, small};
use super::{Ask, asked};
use crate::cx::Cx;
use askama::Template;
use casework::reports::Sheet;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Sheets of first pages, kept for some seconds.
#[derive(Debug, Default)]
pub struct Kept(Mutex<HashMap<Of, (Instant, Arc<Sheet>)>>);

/// Unit and period.
type Of = (String, String);

const FOR: Duration = Duration::from_secs(20);

impl Kept {
    fn get(&self, key: &Of) -> Option<Arc<Sheet>> {
        let mut kept = self.0.lock().ok()?;
        kept.retain(|_, (at, _)| at.elapsed() < FOR);
        kept.get(key).map(|(_, sheet)| sheet.clone())
    }

    fn put(&self, key: Of, sheet: Arc<Sheet>) {
        if let Ok(mut kept) = self.0.lock() {
            kept.insert(key, (Instant::now(), sheet));
        }
    }
}

#[derive(Template)]
#[template(path = "reports/pages/headline.html")]
struct Headline {
    lang: crate::lang::Lang,
    title: String,
    period: String,
    big: Vec<Big>,
    small: Vec<Small>,
    href: String,
}

/// The figures of a unit's running period as HTML; nothing where there are none.
///
/// For a visitor of the demo too: its figures are synthetic, and what lies behind
/// them asks to sign in. Rights are the caller's to check.
pub async fn headline(cx: &Cx, unit: &str) -> Result<String, crate::Error> {
    let period = asked::running(&cx.app.law, cx.today).id;
    let key = (unit.to_owned(), period.clone());
    let sheet = match cx.app.headlines.get(&key) {
        Some(sheet) => sheet,
        None => {
            let ask = Ask { form: "overview".to_owned(), unit: unit.to_owned(), period, as_of: None, organised: None };
            // A first page must open though a unit no longer stands; the overview says why.
            let Ok(sheet) = cx.app.sheet(&ask).await else { return Ok(String::new()) };
            let sheet = Arc::new(sheet);
            cx.app.headlines.put(key, sheet.clone());
            sheet
        }
    };
    if sheet.total.iter().all(|c| c.is_none_or(|n| n == 0)) {
        return Ok(String::new());
    }
    let lang = cx.lang;
    let html = Headline {
        lang,
        title: sheet.unit_name(lang.code()).to_owned(),
        period: sheet.period.label(lang.code()),
        big: super::overview::HEAD.iter().filter_map(|id| big(lang, &sheet, None, id)).collect(),
        small: MONEY_HEAD.iter().filter_map(|id| small(lang, &sheet, None, id)).collect(),
        href: super::pages::address(&sheet, "/overview", &[("form", "")]),
    };
    Ok(html.render()?)
}

/// The figures for a signed-in reader, if they may see any.
pub async fn own(cx: &Cx) -> Result<String, crate::Error> {
    if !cx.may_somewhere(crate::access::Action::SeeSheets) {
        return Ok(String::new());
    }
    headline(cx, &asked::home(cx)).await
}
