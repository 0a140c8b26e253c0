//! `thanhtra units`: the tree of units out and in.

use crate::cli::{Cli, Units, UnitsWhat};
use crate::{Done, Fail, open};
use app::units::own::{delimited, import, tree, workbook};
use casework::units::table::RowOutcome;
use std::io::Write;

/// Exports the tree, or previews and applies a changed one.
pub async fn run(cli: &Cli, args: &Units) -> Result<Done, Fail> {
    let db = open::db(cli).await?;
    match &args.what {
        UnitsWhat::Export { out, on } => {
            let tree = tree(&db).await?;
            let chosen = tree.all().iter().filter(|u| on.is_none_or(|day| u.exists(day)));
            let sheet = out.as_ref().is_some_and(|p| p.extension().is_some_and(|e| e == "xlsx"));
            let bytes = if sheet { workbook(chosen)? } else { delimited(chosen) };
            match out {
                Some(path) => std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))?,
                None => std::io::stdout().write_all(&bytes)?,
            }
            Ok(Done::Yes)
        }
        UnitsWhat::Import { file, dry_run } => {
            let bytes = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let now = app::clock::Clock::system().now_ms();
            let apply = (!dry_run).then_some((now, "cli"));
            let (preview, _) = import(&db, &name, &bytes, |_| true, apply).await?;
            for row in preview.rows.iter().filter(|r| !matches!(r.outcome, RowOutcome::Unchanged)) {
                println!("{}: {} {:?}", row.line, row.code, row.outcome);
            }
            let [created, updated, same, wrong] = preview.counts();
            println!("{created} created, {updated} updated, {same} unchanged, {wrong} wrong");
            Ok(if wrong > 0 { Done::No } else { Done::Yes })
        }
    }
}
