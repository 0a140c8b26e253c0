//! The cases of one stage of the funnel: as many as the mark said.

use super::board::{asked, carried};
use crate::access::Action;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::reports::asked::{may_see, refuse};
use crate::reports::pages::address;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse};
use casework::inspections::funnel::Stage;

struct Line {
    number: String,
    href: String,
    title: String,
    unit: String,
    standing: String,
    stage: String,
}

#[derive(Template)]
#[template(path = "dashboard/pages/stage.html")]
struct StagePage {
    frame: Frame,
    title: String,
    unit: String,
    period: String,
    count: String,
    board_href: String,
    lines: Vec<Line>,
    next: String,
    first: String,
    as_of: String,
}

/// `GET /dashboard/stage?unit=31&period=2023-7m&as_of=9&stage=reported&after=…`.
pub async fn page(cx: Cx) -> Result {
    let mut query = Posted::from_query(&cx.query);
    let stage = Stage::from_word(query.get("stage")).ok_or(Error::Hidden)?;
    let after: i64 = query.get("after").parse().unwrap_or(i64::MIN);
    let asked = asked(&cx, &mut query).map_err(|field| Error::Invalid(vec![field]))?;
    may_see(&cx, &asked.unit)?;
    let sheet = cx.app.sheet(&asked).await.map_err(|e| refuse(&e))?;
    let mut cases = carried(&cx, &sheet).await?;
    cases.retain(|c| c.came.stage >= stage);
    let count = cases.len();
    let from = cases.partition_point(|c| c.id <= after);
    let shown = cases[from..].iter().take(super::store::TOGETHER).cloned().collect::<Vec<_>>();
    let is_last = from + shown.len() == count;
    let ids: Vec<i64> = shown.iter().map(|c| c.id).collect();
    let named = cx.app.read(move |tx| super::store::named(tx, &ids)).await?;
    let (lang, reach) = (cx.lang, cx.reach(Action::SeeCases));
    let lines = named.into_iter().zip(&shown).map(|(case, carried)| {
        // Whoever may not read the file still sees it counted.
        let may_open = reach.holds(&case.unit);
        Line {
            href: if may_open { format!("/cases/{}", slug(&case.number)) } else { String::new() },
            title: if may_open { case.title } else { lang.t("cell.hidden").to_owned() },
            unit: name_of(lang, cx.app.tree, &case.unit, sheet.period.until),
            standing: lang.of_kind("standing", "inspection", &case.standing),
            stage: lang.word("stage", carried.came.stage),
            number: case.number,
        }
    });
    let lines: Vec<Line> = lines.collect();
    let here = |after: &str| {
        let also = [("form", ""), ("stage", stage.word()), ("after", after)];
        address(&sheet, "/dashboard/stage", &also)
    };
    let title = lang.word("stage_title", stage);
    let board_href = address(&sheet, "/dashboard", &[("form", "")]);
    let page = StagePage {
        frame: cx.frame(&title).under(lang.t("room.dashboard"), &board_href).here(&title),
        unit: sheet.unit_name(lang.code()).to_owned(),
        period: sheet.period.label(lang.code()),
        count: lang.count(count),
        next: shown.last().filter(|_| !is_last).map(|c| here(&c.id.to_string())).unwrap_or_default(),
        first: if from > 0 { here("") } else { String::new() },
        as_of: lang.number(sheet.as_of),
        title,
        board_href,
        lines,
    };
    Ok(Html(page.render()?).into_response())
}
