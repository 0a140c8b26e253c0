//! `thanhtra deadlines`: what is due in a case on a day, and why that day.

use crate::cli::{Cli, Deadlines, Format};
use crate::{Done, Fail, open};
use app::cases::{deadline, kept};
use app::lang::Lang;
use serde_json::{Value, json};

/// Prints the deadlines of one case with their proof.
pub async fn run(cli: &Cli, args: &Deadlines) -> Result<Done, Fail> {
    let (db, law) = (open::existing(cli).await?, open::law(cli)?);
    let number = args.case.clone();
    let found = db.read(move |tx| kept::load(tx, &number)).await?;
    let Some(found) = found else {
        return Err(format!("there is no case numbered {}", args.case).into());
    };
    let today = args.today.unwrap_or_else(|| app::clock::Clock::system().today());
    let lang = Lang::from_code(args.lang.code()).unwrap_or(Lang::Vi);
    let looked = found.kind.look(&found.file, &law).map_err(|no| format!("case {}: {no:?}", args.case))?;
    let all = looked.state.deadlines;
    if args.format == Format::Json {
        let list: Result<Vec<Value>, serde_json::Error> = all
            .iter()
            .map(|d| {
                let mut value = serde_json::to_value(d)?;
                value["state"] = json!(d.state(today));
                value["provision"] = json!(law.cite(&d.law, lang.code()));
                Ok(value)
            })
            .collect();
        println!(
            "{}",
            serde_json::to_string_pretty(&json!({ "case": args.case, "today": today, "deadlines": list? }))?
        );
        return Ok(Done::Yes);
    }
    for d in &all {
        let told = deadline::tell(&law, lang, d, today);
        println!("{}\n  {} · {}", told.sentence, told.law, told.label);
        for line in &told.proof {
            println!("    {:<56} {}", line.text, line.to);
        }
    }
    Ok(Done::Yes)
}
