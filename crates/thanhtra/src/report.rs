//! `thanhtra report`: a form filled from the acts, as text, JSON, CSV or a workbook.

use crate::cli::{Cli, Format, More, Report, SheetFormat};
use crate::{Done, Fail, open};
use app::lang::Lang;
use app::periodic_reports::{offline, pack, store};
use app::reports::{Ask, bridged, csv, json, organised, sheet, workbook};
use casework::units::Tree;
use std::io::Write;
use std::path::Path;

/// Fills a form and prints it.
pub async fn run(cli: &Cli, args: &Report) -> Result<Done, Fail> {
    if let Some(what) = &args.more {
        return more(cli, what).await;
    }
    let (db, law) = (open::existing(cli).await?, open::law(cli)?);
    let tree = app::units::own::tree(&db).await?;
    let ask = Ask {
        form: args.form.clone().unwrap_or_default(),
        unit: args.unit.clone().unwrap_or_default(),
        period: args.period.clone().unwrap_or_default(),
        as_of: args.as_of,
        organised: args.organised,
    };
    let filled = sheet(&db, &law, tree, &ask).await?;
    let bridge = Ask { as_of: Some(filled.as_of), ..ask };
    let bridge = organised(&db, &law, tree, &bridge).await?;
    let pairs = bridge.as_ref().map(|b| &b.pairs);
    let lang = spoken(args.lang.code());
    let bytes = match args.format {
        SheetFormat::Table => {
            let shown = pairs.filter(|_| args.bridge).unwrap_or(&filled).text(lang.code());
            let pairs = pairs.filter(|_| !args.bridge).map(|pairs| format!("\n{}", pairs.text(lang.code())));
            (shown + &pairs.unwrap_or_default()).into_bytes()
        }
        SheetFormat::Json => (json(&filled, bridge.as_ref(), lang.code()) + "\n").into_bytes(),
        SheetFormat::Csv => csv(pairs.filter(|_| args.bridge).unwrap_or(&filled), lang),
        SheetFormat::Xlsx => match pairs {
            Some(pairs) => bridged(&filled, pairs, lang, false)?,
            None => workbook(&filled, lang, false)?,
        },
    };
    match &args.out {
        Some(path) => std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))?,
        None => std::io::stdout().write_all(&bytes)?,
    }
    db.close().await;
    Ok(Done::Yes)
}

async fn more(cli: &Cli, what: &More) -> Result<Done, Fail> {
    match what {
        More::Template { form, unit, period, out, lang } => {
            template(cli, [form, unit, period], out, spoken(lang.code()))
        }
        More::Check { file, format, lang } => check(cli, file, *format, spoken(lang.code())),
        More::List { sealed, format } => list(cli, *sealed, *format).await,
        More::Key(what) => crate::seal_keys::run(cli, what).await,
        More::Export { report, out } => export(cli, report, out).await,
        More::Verify { file, here, format } => verify(cli, file, *here, *format).await,
    }
}

fn spoken(code: &str) -> Lang {
    Lang::from_code(code).unwrap_or(Lang::Vi)
}

fn template(cli: &Cli, ask: [&str; 3], out: &Path, lang: Lang) -> Result<Done, Fail> {
    let bytes = offline::template(&open::law(cli)?, Tree::shipped(), ask, lang)?;
    std::fs::write(out, bytes).map_err(|e| format!("{}: {e}", out.display()))?;
    Ok(Done::Yes)
}

fn check(cli: &Cli, file: &Path, format: Format, lang: Lang) -> Result<Done, Fail> {
    let bytes = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let found = offline::check(&bytes, &open::law(cli)?, Tree::shipped(), lang)?;
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&found)?),
        Format::Table => {
            println!("{} {} · {}", found.form, found.title, found.version);
            println!("{} ({}) · {}", found.unit_name, found.unit, found.period);
            found.cells.iter().for_each(|wrong| println!("  ✗ {}", wrong.text));
            found.identities.iter().for_each(|wrong| println!("  ! {}", wrong.text));
            if found.is_clean() {
                println!("  ✓ {}", lang.f1("by_hand.clean", "n", found.figures.to_string()));
            }
        }
    }
    Ok(if found.is_clean() { Done::Yes } else { Done::No })
}

async fn list(cli: &Cli, sealed: bool, format: Format) -> Result<Done, Fail> {
    let db = open::existing(cli).await?;
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let from = after.clone();
        let some = db.read(move |tx| store::after(tx, &from, 500)).await?;
        let Some(last) = some.last() else { break };
        after.clone_from(&last.number);
        found.extend(some.into_iter().filter(|r| !sealed || r.standing == "sealed"));
    }
    match format {
        Format::Json => {
            let items = found.iter().map(|r| {
                serde_json::json!({
                    "number": r.number, "unit": r.unit, "title": r.title, "standing": r.standing,
                    "due_on": r.due_on, "sent_on": r.met_on,
                })
            });
            println!("{}", serde_json::to_string_pretty(&items.collect::<Vec<_>>())?);
        }
        Format::Table => {
            for r in &found {
                println!("{:32} {:10} {:10} {}", r.number, r.standing, r.met_on, r.title);
            }
        }
    }
    db.close().await;
    Ok(Done::Yes)
}

async fn export(cli: &Cli, number: &str, out: &Path) -> Result<Done, Fail> {
    let (db, law) = (open::existing(cli).await?, open::law(cli)?);
    let wanted = number.to_owned();
    let bytes = db.read(move |tx| pack::export(tx, &law, &wanted)).await.map_err(|e| format!("{number}: {e:?}"))?;
    db.close().await;
    let bytes = bytes.ok_or_else(|| {
        format!("there is no sealed report {number}. thanhtra report list --sealed names those there are")
    })?;
    std::fs::write(out, bytes).map_err(|e| format!("{}: {e}", out.display()))?;
    Ok(Done::Yes)
}

async fn verify(cli: &Cli, file: &Path, here: bool, format: Format) -> Result<Done, Fail> {
    let law = open::law(cli)?;
    let bytes = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let verdict = if here {
        let db = open::existing(cli).await?;
        let found = db.read(move |tx| pack::verify_here(tx, &law, &bytes)).await.map_err(|e| format!("{e:?}"))?;
        db.close().await;
        found?
    } else {
        pack::verify(&bytes, &law)?
    };
    match format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&verdict)?),
        Format::Table => {
            let m = &verdict.manifest;
            println!("{}\n{} · {} · {}..{} · {}", m.title, m.report, m.unit, m.from, m.until, m.circular);
            for check in &verdict.checks {
                println!("  {}  {:11} {}", if check.holds { "ok " } else { "NO " }, check.what, check.of);
            }
        }
    }
    Ok(if verdict.holds() { Done::Yes } else { Done::No })
}
