//! `thanhtra import`: registers that others keep.

use crate::cli::{Cli, Format, Import, ImportInspections, ImportWhat};
use crate::{Done, Fail, open};
use app::imports::report::reasons;
use app::imports::{ImportReport, Order, RowOutcome, profiles, run as import};
use app::lang::Lang;
use paper::Limits;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// How many rejected rows are printed; all of them stand in the sheet and in JSON.
const PRINTED: usize = 50;

/// Imports, or lists the profiles.
pub async fn run(cli: &Cli, args: &Import) -> Result<Done, Fail> {
    match &args.what {
        ImportWhat::Inspections(args) => inspections(cli, args).await,
        ImportWhat::Profiles { profiles } => {
            let mut out = std::io::stdout().lock();
            for profile in profiles::all(&own_profiles(profiles.as_deref())?)? {
                let lines = [&profile.name, &profile.title_vi, &profile.title_en, &profile.note_vi, &profile.note_en];
                writeln!(out, "{}", lines.map(String::as_str).join("\n  "))?;
            }
            Ok(Done::Yes)
        }
    }
}

async fn inspections(cli: &Cli, args: &ImportInspections) -> Result<Done, Fail> {
    let lang = Lang::from_code(&args.lang).ok_or("--lang is vi or en")?;
    let profile = profiles::named(&args.profile, &own_profiles(args.profiles.as_deref())?)?;
    let bytes = bytes(&args.file)?;
    let app = open::app(cli, app::Settings::default()).await?;
    let order = Order {
        law: app.law.clone(),
        tree: app.tree,
        profile: &profile,
        unit: &args.unit,
        name: &args.file.file_name().unwrap_or_default().to_string_lossy(),
        bytes: &bytes,
        dry_run: args.dry_run,
        today: app.clock.today(),
        now_ms: app.clock.now_ms(),
        by: "cli",
    };
    let report = import(&app.db, order, progress()).await?;
    app.db.close().await;
    if let Some(path) = &args.rejected {
        std::fs::write(path, report.rejected_sheet(lang)?).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    match args.format {
        Format::Json => writeln!(std::io::stdout().lock(), "{}", serde_json::to_string_pretty(&report)?)?,
        Format::Table => print(&mut std::io::stdout().lock(), &report, lang)?,
    }
    Ok(if report.rejected > 0 { Done::No } else { Done::Yes })
}

/// The file, refused by its size before it is read.
fn bytes(path: &Path) -> Result<Vec<u8>, Fail> {
    let failed = |e: std::io::Error| format!("{}: {e}", path.display());
    let len = std::fs::metadata(path).map_err(failed)?.len();
    Limits::REGISTER.check_size(usize::try_from(len).unwrap_or(usize::MAX))?;
    Ok(std::fs::read(path).map_err(failed)?)
}

fn own_profiles(folder: Option<&Path>) -> Result<Vec<(String, String)>, Fail> {
    let Some(folder) = folder else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            files.push((path.display().to_string(), text));
        }
    }
    files.sort();
    Ok(files)
}

/// Progress on standard error: one moving line on a terminal, else a line for
/// each percent. A row that is counted is durable.
fn progress() -> impl FnMut(usize, usize) {
    let terminal = std::io::stderr().is_terminal();
    let mut shown = None;
    move |done, all| {
        let percent = (done * 100).checked_div(all).unwrap_or(100);
        if shown == Some(percent) {
            return;
        }
        shown = Some(percent);
        let mut err = std::io::stderr();
        // A closed standard error must not stop the import.
        let _ = if terminal {
            let bar = "#".repeat(percent * 40 / 100);
            write!(err, "\r[{bar:<40}] {percent:>3} % {done}/{all}{}", if done == all { "\n" } else { "" })
        } else {
            writeln!(err, "rows: {done}/{all}")
        };
    }
}

fn print(out: &mut impl Write, report: &ImportReport, lang: Lang) -> std::io::Result<()> {
    if !report.unread_columns.is_empty() {
        writeln!(out, "columns not read: {}", report.unread_columns.join(", "))?;
    }
    let mut more = 0;
    for (at, row) in report.rows.iter().filter(|r| matches!(r.outcome, RowOutcome::Rejected { .. })).enumerate() {
        let RowOutcome::Rejected { faults, refusal } = &row.outcome else { continue };
        if at < PRINTED {
            writeln!(out, "{}: {} {}", row.line, row.number, reasons(lang, faults, refusal.as_deref()))?;
        } else {
            more += 1;
        }
    }
    if more > 0 {
        writeln!(out, "… and {more} more; --rejected FILE writes them all")?;
    }
    let would = if report.dry_run { " (nothing was written)" } else { "" };
    writeln!(
        out,
        "{} created, {} updated, {} unchanged, {} rejected{would}",
        report.created, report.updated, report.unchanged, report.rejected
    )
}
