//! `thanhtra check` and `thanhtra verify`: is everything still true?

use crate::cli::{Check, Cli, Format, Output};
use crate::{Done, Fail, open};
use std::io::{IsTerminal, Write};
use std::sync::Arc;

/// Re-derives every case and compares.
pub async fn check(cli: &Cli, args: &Check) -> Result<Done, Fail> {
    let (db, law) = (open::existing(cli).await?, Arc::new(open::law(cli)?));
    let mut bar = Bar::new("check");
    let found = app::cases::check::check(&db, law, args.repair, |done, of| bar.at(done, of)).await?;
    bar.end();
    let tasks = db.read(app::directives::verify).await.map_err(|e| format!("{e:?}"))?;
    let shortcomings = db.read(app::shortcomings::verify).await.map_err(|e| format!("{e:?}"))?;
    db.close().await;
    let is_clean = found.is_clean() && tasks.is_empty() && shortcomings.is_empty();
    if args.format == Format::Json {
        let mut out = serde_json::to_value(&found)?;
        out["tasks"] = serde_json::to_value(&tasks)?;
        out["shortcomings"] = serde_json::to_value(&shortcomings)?;
        println!("{}", serde_json::to_string_pretty(&out)?);
    } else {
        for number in tasks.iter().chain(&shortcomings) {
            println!("{number}: steps and what lists say of them differ, or the chain breaks");
        }
        for d in &found.differences {
            println!("{}: {}: kept {}, derived {}", d.case, d.what, d.kept, d.derived);
        }
        println!(
            "{} cases, {} acts, {} deadlines, {} postings, {} differences",
            found.cases,
            found.acts,
            found.deadlines,
            found.postings,
            found.differences.len()
        );
    }
    Ok(if is_clean { Done::Yes } else { Done::No })
}

/// Follows every hash chain.
pub async fn verify(cli: &Cli, args: &Output) -> Result<Done, Fail> {
    let db = open::existing(cli).await?;
    let mut bar = Bar::new("verify");
    let found = app::journal::verify(&db, |done, of| bar.at(done, of)).await?;
    bar.end();
    if args.format == Format::Json {
        println!("{}", serde_json::to_string_pretty(&found)?);
    } else {
        for b in &found.breaks {
            println!("{}: act {}: {}", b.case, b.seq, b.what);
        }
        println!(
            "{} cases, {} acts, {} broken chains\nroot {}",
            found.cases,
            found.acts,
            found.breaks.len(),
            found.root
        );
    }
    Ok(if found.is_clean() { Done::Yes } else { Done::No })
}

/// Progress on a terminal for what takes longer than a moment; silent otherwise.
pub struct Bar {
    what: &'static str,
    shown: Option<i64>,
}

impl Bar {
    /// A bar for this work.
    pub fn new(what: &'static str) -> Self {
        Self { what, shown: None }
    }

    /// So many of so many are done.
    pub fn at(&mut self, done: i64, of: i64) {
        let percent = if of > 0 { done * 100 / of } else { 100 };
        if std::io::stderr().is_terminal() && self.shown != Some(percent) {
            self.shown = Some(percent);
            eprint!("\r{}: {percent} % ({done} / {of})", self.what);
            let _ = std::io::stderr().flush();
        }
    }

    /// Nothing more to come.
    pub fn end(&self) {
        if self.shown.is_some() {
            eprintln!();
        }
    }
}
