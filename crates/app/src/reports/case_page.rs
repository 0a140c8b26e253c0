//! From a case to every cell it feeds.

use super::asked::{choices, may_see};
use super::feeds;
use super::pages::{Figure, figure};
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse};

struct FedColumn {
    id: String,
    title: String,
    unit: String,
    figure: Figure,
}

struct FedForm {
    title: String,
    version: String,
    columns: Vec<FedColumn>,
}

#[derive(Template)]
#[template(path = "reports/pages/case.html")]
struct CasePage {
    frame: Frame,
    number: String,
    href: String,
    unit: String,
    period: String,
    periods: Vec<(String, String, bool)>,
    span: String,
    forms: Vec<FedForm>,
}

/// `GET /sheets/case?number=12/2023/TTr-HP&period=2023-6m`.
pub async fn page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let number = query.get("number").to_owned();
    let period = match query.get("period") {
        "" => None,
        text => Some(cx.app.law.period(text).map_err(|e| super::asked::refuse(&e.into()))?),
    };
    let found = feeds(&cx.app.db, &cx.app.law, cx.app.tree, &number, period).await;
    let Some(found) = found.map_err(|e| super::asked::refuse(&e))? else { return Err(Error::Hidden) };
    // A case is hidden from those who may not see the unit's figures.
    may_see(&cx, &found.unit).map_err(|_| Error::Hidden)?;
    let lang = cx.lang;
    let forms = found.sheets.iter().map(|sheet| {
        let cells = sheet.form.columns.iter().zip(&sheet.total);
        let fed = cells.filter(|(_, cell)| cell.is_some_and(|n| n != 0)).map(|(column, cell)| FedColumn {
            id: column.id.clone(),
            title: column.title(lang.code()),
            unit: super::out::unit_of(lang, column.printed),
            figure: figure(sheet, lang, None, column, *cell, Vec::new()),
        });
        FedForm {
            title: format!("{} · {}", sheet.form.id, sheet.form.title(lang.code())),
            version: sheet.form.version.clone(),
            columns: fed.collect(),
        }
    });
    let title = lang.f1("cell.of_case", "number", &number);
    let page = CasePage {
        frame: cx.frame(&title).under(lang.t("room.sheets"), "/sheets").here(&title),
        href: format!("/cases/{}", slug(&number)),
        unit: name_of(lang, cx.app.tree, &found.unit, found.period.until),
        period: found.period.label(lang.code()),
        periods: choices(&cx, &found.period.id),
        span: found
            .span
            .map(|(a, z)| lang.f2("cell.span", "from", lang.date(a), "until", lang.date(z)))
            .unwrap_or_default(),
        forms: forms.collect(),
        number,
    };
    Ok(Html(page.render()?).into_response())
}
