//! The one screen.

use super::at_risk::Line;
use super::board::{Board, HEAD, asked, board};
use super::charts::{Panel, cell, change, exact, figure_name, funnel, money, ranking, rounded, trend};
use super::place::place;
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::reports::asked::{may_see, said};
use crate::reports::out::unit_of;
use crate::reports::pages::{Picker, address};
use crate::reports::{Ask, AskError};
use crate::units::name_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};

/// Units the panel of dates at risk shows at most; the list has them all.
const MOST_AT_RISK: usize = 5;

struct Big {
    title: String,
    figure: String,
    unit: String,
    exact: String,
    n: i64,
    href: String,
    change: String,
}

struct RiskLine {
    name: String,
    overdue: String,
    overdue_n: i64,
    overdue_href: String,
    week: String,
    week_n: i64,
    week_href: String,
}

struct Risk {
    all: RiskLine,
    lines: Vec<RiskLine>,
    rest: String,
    is_empty: bool,
}

struct Shown {
    title: String,
    period: String,
    before: String,
    as_of: String,
    big: Vec<Big>,
    figures: Vec<(String, String, bool)>,
    panels: Vec<Panel>,
    place: Panel,
    risk: Risk,
    is_empty: bool,
    sheet_href: String,
}

#[derive(Template)]
#[template(path = "dashboard/pages/dashboard.html")]
struct DashboardPage {
    frame: Frame,
    picker: Picker,
    columns: Vec<(String, String, bool)>,
    shown: Option<Shown>,
}

/// `GET /dashboard?unit=31&period=2023-7m&figure=violations_vnd`.
pub async fn page(cx: Cx) -> Result {
    let mut query = Posted::from_query(&cx.query);
    let asked = match asked(&cx, &mut query) {
        Ok(asked) => asked,
        Err(field) => {
            let asked = usual(&cx);
            may_see(&cx, &asked.unit)?;
            return wrong(&cx, &asked, (field.field, cx.lang.t(field.what).to_owned()));
        }
    };
    may_see(&cx, &asked.unit)?;
    let found = match board(&cx, &asked, query.get("figure")).await {
        Ok(found) => found,
        Err(AskError::Db(e)) => return Err(e.into()),
        Err(e) => {
            let (field, why) = said(&cx, &e);
            return wrong(&cx, &asked, (field.to_owned(), why));
        }
    };
    let shown = shown(&cx, &found);
    let page = DashboardPage {
        frame: cx.frame(&shown.title).here(cx.lang.t("room.dashboard")),
        picker: Picker::new(&cx, &asked, None),
        columns: columns(cx.lang, &found),
        shown: Some(shown),
    };
    Ok(Html(page.render()?).into_response())
}

fn usual(cx: &Cx) -> Ask {
    let period = crate::reports::asked::running(&cx.app.law, cx.today).id;
    Ask { form: "overview".to_owned(), unit: crate::reports::asked::home(cx), period, as_of: None, organised: None }
}

fn wrong(cx: &Cx, asked: &Ask, wrong: (String, String)) -> Result {
    let title = cx.lang.t("room.dashboard");
    let picker = Picker::new(cx, asked, Some(wrong));
    let page = DashboardPage { frame: cx.frame(title).here(title), picker, columns: Vec::new(), shown: None };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

/// Every figure units and months can be compared by.
fn columns(lang: Lang, board: &Board) -> Vec<(String, String, bool)> {
    let title = |id: &str, plain: String| {
        let own = figure_name(lang, id);
        if own == id { plain } else { own }
    };
    let columns = board.sheet.form.columns.iter();
    columns.map(|c| (c.id.clone(), title(&c.id, c.title(lang.code())), c.id == board.figure)).collect()
}

fn shown(cx: &Cx, board: &Board) -> Shown {
    let (lang, sheet) = (cx.lang, &board.sheet);
    let panels = match sheet.form.column(&board.figure) {
        Some(column) => {
            (trend(lang, board, column), ranking(lang, board, column), place(lang, cx.app.tree, board, column))
        }
        // The board's figure is always one of the form's; an operator's form may have none.
        None => return nothing(cx, board),
    };
    let chosen = |id: &str| address(sheet, "/dashboard", &[("form", ""), ("figure", id)]);
    Shown {
        title: lang.f1("dashboard.title", "unit", sheet.unit_name(lang.code())),
        big: HEAD.iter().filter_map(|id| big(lang, board, id)).collect(),
        figures: HEAD.iter().map(|id| (figure_name(lang, id), chosen(id), *id == board.figure)).collect(),
        place: panels.2,
        panels: vec![panels.0, panels.1, funnel(lang, board), money(lang, board)],
        risk: risk(cx, board),
        is_empty: sheet.total.iter().all(|c| c.is_none_or(|n| n == 0)),
        ..nothing(cx, board)
    }
}

fn nothing(cx: &Cx, board: &Board) -> Shown {
    let (lang, sheet) = (cx.lang, &board.sheet);
    Shown {
        title: lang.f1("dashboard.title", "unit", sheet.unit_name(lang.code())),
        period: sheet.period.label(lang.code()),
        before: match &board.before {
            Some(b) => lang.f1("dashboard.against", "period", b.period.label(lang.code())),
            None => lang.t("overview.no_before").to_owned(),
        },
        as_of: lang.f1("dashboard.as_of", "n", lang.number(sheet.as_of)),
        big: Vec::new(),
        figures: Vec::new(),
        panels: Vec::new(),
        place: money(lang, board),
        risk: risk(cx, board),
        is_empty: true,
        sheet_href: address(sheet, "/sheets", &[]),
    }
}

fn big(lang: Lang, board: &Board, id: &str) -> Option<Big> {
    let (n, column) = (board.sheet.total_of(id)?, board.sheet.form.column(id)?);
    let before = board.before.as_ref().and_then(|b| b.total_of(id));
    Some(Big {
        title: figure_name(lang, id),
        figure: rounded(lang, column, n),
        unit: unit_of(lang, column.printed),
        exact: exact(lang, column, n),
        href: cell(&board.sheet, "", id, n),
        change: change(lang, column, n, before),
        n,
    })
}

fn risk(cx: &Cx, board: &Board) -> Risk {
    let (lang, at_risk) = (cx.lang, &board.at_risk);
    let count = |n: i64| if n == 0 { "–".to_owned() } else { lang.number(n) };
    let line = |l: &Line| RiskLine {
        name: match l.is_own {
            true => lang.f1("dashboard.own", "unit", name_of(lang, cx.app.tree, &l.unit, cx.today)),
            false => short_name(cx, board, &l.unit),
        },
        overdue: count(l.overdue),
        overdue_n: l.overdue,
        overdue_href: if l.overdue == 0 { String::new() } else { l.href("overdue") },
        week: count(l.week),
        week_n: l.week,
        week_href: if l.week == 0 { String::new() } else { l.href("due_week") },
    };
    let left = at_risk.units.len().saturating_sub(MOST_AT_RISK);
    Risk {
        all: line(&at_risk.all),
        lines: at_risk.units.iter().take(MOST_AT_RISK).map(line).collect(),
        rest: if left > 0 { lang.f1("dashboard.rest_units", "n", lang.count(left)) } else { String::new() },
        is_empty: at_risk.all.overdue + at_risk.all.week == 0,
    }
}

fn short_name(cx: &Cx, board: &Board, unit: &str) -> String {
    let name = name_of(cx.lang, cx.app.tree, unit, cx.today);
    crate::reports::out::short(&board.sheet, cx.lang, &name).to_owned()
}
