//! `thanhtra duplicates`: how well the same petition is found again, on texts whose like
//! pairs are known; and the sketches of letters written anew.
//!
//! The report of docs/duplicates-report.md is this command's own output.

mod files;
mod measure;
mod print;
mod sets;

use crate::check::Bar;
use crate::cli::{Cli, Duplicates, DuplicatesWhat, Evaluate, Format};
use crate::{Done, Fail, open, packed};
use std::io::Write;

/// Carries out the command.
pub async fn run(cli: &Cli, args: &Duplicates) -> Result<Done, Fail> {
    match &args.what {
        DuplicatesWhat::Evaluate(args) => evaluate(args),
        DuplicatesWhat::Renew => renew(cli).await,
    }
}

/// Reads the letters kept in the open and writes their sketches anew.
async fn renew(cli: &Cli) -> Result<Done, Fail> {
    let db = open::existing(cli).await?;
    let mut bar = Bar::new("duplicates");
    let renewed = app::duplicates::renew(&db, |done, all| bar.at(done, all)).await.map_err(|e| format!("{e:?}"))?;
    bar.end();
    println!("{renewed} letters");
    db.close().await;
    Ok(Done::Yes)
}

/// Measures and prints; the answer is "no" when a target is missed.
fn evaluate(args: &Evaluate) -> Result<Done, Fail> {
    let texts = files::texts(&args.texts)?;
    let mut pairs = files::Pairs::default();
    for file in &args.pairs {
        pairs.read(file)?;
    }
    let mut report = measure::measure(&texts, &pairs, &ask(args)?)?;
    report.files = args.pairs.iter().fold(vec![packed::name(&args.texts)], |mut names, file| {
        names.push(packed::name(file));
        names
    });
    let mut out = std::io::stdout().lock();
    match args.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?,
        Format::Table => print::print(&mut out, &report)?,
    }
    Ok(if report.targets.iter().all(|t| t.met) { Done::Yes } else { Done::No })
}

fn ask(args: &Evaluate) -> Result<measure::Ask, Fail> {
    let (least, most) = args.words.split_once("..").ok_or("--words is two numbers, as in 50..500")?;
    let number = |n: &str| n.trim().parse::<usize>().map_err(|_| format!("--words: {n} is not a number"));
    Ok(measure::Ask { words: number(least)?..=number(most)?, sample: args.sample })
}
