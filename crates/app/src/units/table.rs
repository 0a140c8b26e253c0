//! The tree as a table in a spreadsheet: taken out, tried, taken over.
//!
//! A table is always shown line by line before anything is written; what is
//! then taken over is the same table, carried along in the page.

use super::own::{self, TreeError};
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use casework::units::Unit;
use casework::units::table::{Preview, RowError, RowOutcome};

/// Largest table taken; the whole shipped tree is a tenth of it.
pub const LARGEST: usize = 16 << 20;

/// `GET /units/table/{file}?under=31&on=2023-05-10`: `units.xlsx` or `units.csv`.
pub async fn export(cx: Cx, Path(file): Path<String>) -> Result {
    let query = Posted::from_query(&cx.query);
    let (on, _) = super::day(&cx, &query);
    let under = query.get("under");
    let units: Vec<&Unit> = match under {
        "" => cx.app.tree.all().iter().collect(),
        code => cx.app.tree.descendants(code, on),
    };
    let (bytes, mime) = match file.as_str() {
        "units.xlsx" => (
            own::workbook(units).map_err(Error::fault)?,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        "units.csv" => (own::delimited(units), "text/csv; charset=utf-8"),
        _ => return Err(Error::Hidden),
    };
    let name = format!("attachment; filename=\"{file}\"");
    Ok(([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

struct Line {
    line: u64,
    code: String,
    outcome: &'static str,
    said: String,
}

#[derive(Template)]
#[template(path = "units/pages/table.html")]
struct TablePage {
    frame: Frame,
    lines: Vec<Line>,
    more: String,
    summary: String,
    wrong: String,
    done: bool,
    /// The table tried, to be sent back with *take over*.
    kept: String,
}

/// `GET /units/table`.
pub async fn page(cx: Cx) -> Result {
    draw(&cx, StatusCode::OK, None, String::new(), String::new())
}

/// `POST /units/table`: tries a file, or takes over the table tried before.
pub async fn import(cx: Cx, form: Posted) -> Result {
    let reach = cx.reach(Action::ChangeUnits);
    let may = move |unit: &Unit| {
        let parent = unit.parent.as_ref().map_or("", |p| p.0.as_str());
        reach.holds(&unit.code.0) || (!parent.is_empty() && reach.holds(parent))
    };
    let login = cx.actor()?.login.clone();
    let apply = form.has("apply").then(|| (cx.app.clock.now_ms(), login.as_str()));
    let (name, bytes) = match form.file("file") {
        Some(file) => (file.name.clone(), file.bytes.to_vec()),
        None => ("table.csv".to_owned(), form.get("kept").as_bytes().to_vec()),
    };
    match own::import(&cx.app.db, &name, &bytes, may, apply).await {
        Ok((preview, _)) => {
            let kept = if apply.is_some() { String::new() } else { as_text(&name, &bytes) };
            draw(&cx, StatusCode::OK, Some((preview, apply.is_some())), kept, String::new())
        }
        Err(TreeError::Db(e)) => Err(Error::from(e)),
        Err(TreeError::Unfit(why)) => Err(Error::fault(why)),
        Err(TreeError::Paper(e)) => {
            let wrong = cx.lang.word("paper", e.code());
            draw(&cx, StatusCode::UNPROCESSABLE_ENTITY, None, String::new(), wrong)
        }
        Err(TreeError::NoHead) => {
            let wrong = said(cx.lang, &RowError { code: "no_head", column: "", value: String::new() });
            draw(&cx, StatusCode::UNPROCESSABLE_ENTITY, None, String::new(), wrong)
        }
    }
}

/// The table as text, so that taking it over needs no second upload.
fn as_text(name: &str, bytes: &[u8]) -> String {
    use paper::xlsx::Out;
    let tables = paper::read(name, bytes, &paper::Limits::REGISTER).unwrap_or_default();
    let rows: Vec<Vec<Out>> = tables
        .iter()
        .flat_map(|t| &t.rows)
        .map(|row| row.cells.iter().map(|cell| Out::Text(cell.text())).collect())
        .collect();
    String::from_utf8(paper::csv::write(&rows, b',')).unwrap_or_default().trim_start_matches('\u{feff}').to_owned()
}

/// How many lines a page shows; wrong ones first.
const SHOWN: usize = 500;

fn draw(cx: &Cx, status: StatusCode, tried: Option<(Preview, bool)>, kept: String, wrong: String) -> Result {
    let title = cx.lang.t("units_table.title");
    let mut page = TablePage {
        frame: cx.frame(title).under(cx.lang.t("room.units"), "/units").here(title),
        lines: Vec::new(),
        more: String::new(),
        summary: String::new(),
        wrong,
        done: false,
        kept: String::new(),
    };
    if let Some((preview, done)) = tried {
        let [created, updated, unchanged, wrong] = preview.counts();
        let fact = |name, n: usize| (name, cx.lang.count(n));
        page.summary = cx.lang.with(
            "units_table.summary",
            &[fact("created", created), fact("updated", updated), fact("unchanged", unchanged), fact("wrong", wrong)],
        );
        let mut rows: Vec<_> = preview.rows.iter().filter(|r| r.outcome != RowOutcome::Unchanged).collect();
        rows.sort_by_key(|r| !matches!(r.outcome, RowOutcome::Wrong(_)));
        if rows.len() > SHOWN {
            page.more = cx.lang.f1("units_table.more", "n", cx.lang.count(rows.len() - SHOWN));
        }
        page.lines = rows
            .into_iter()
            .take(SHOWN)
            .map(|row| Line {
                line: row.line,
                code: row.code.clone(),
                outcome: word(&row.outcome),
                said: outcome(cx.lang, &row.outcome),
            })
            .collect();
        page.done = done;
        page.kept = if preview.units.is_empty() { String::new() } else { kept };
    }
    Ok((status, Html(page.render()?)).into_response())
}

fn word(outcome: &RowOutcome) -> &'static str {
    match outcome {
        RowOutcome::Created => "created",
        RowOutcome::Updated(_) => "updated",
        RowOutcome::Unchanged => "unchanged",
        RowOutcome::Wrong(_) => "wrong",
    }
}

fn outcome(lang: Lang, outcome: &RowOutcome) -> String {
    match outcome {
        RowOutcome::Updated(columns) => {
            let columns: Vec<String> = columns.iter().map(|c| lang.word("units_column", c)).collect();
            lang.f1("units_table.changes", "columns", columns.join(", "))
        }
        RowOutcome::Wrong(errors) => errors.iter().map(|e| said(lang, e)).collect::<Vec<_>>().join(" "),
        RowOutcome::Created | RowOutcome::Unchanged => String::new(),
    }
}

fn said(lang: Lang, error: &RowError) -> String {
    lang.f1(&format!("units_error.{}", error.code), "value", &error.value)
}
