//! `thanhtra report`: a form filled from the acts, as text, JSON, CSV or a workbook.

use crate::cli::{Cli, Report, SheetFormat};
use crate::{Done, Fail, open};
use app::lang::Lang;
use app::reports::{Ask, csv, sheet, workbook};
use std::io::Write;

/// Fills a form and prints it.
pub async fn run(cli: &Cli, args: &Report) -> Result<Done, Fail> {
    let (db, law) = (open::existing(cli).await?, open::law(cli)?);
    let tree = app::units::own::tree(&db).await?;
    let ask = Ask { form: args.form.clone(), unit: args.unit.clone(), period: args.period.clone(), as_of: args.as_of };
    let filled = sheet(&db, &law, tree, &ask).await?;
    let lang = Lang::from_code(args.lang.code()).unwrap_or(Lang::Vi);
    let bytes = match args.format {
        SheetFormat::Table => filled.text(lang.code()).into_bytes(),
        SheetFormat::Json => (filled.json(lang.code()) + "\n").into_bytes(),
        SheetFormat::Csv => csv(&filled, lang),
        SheetFormat::Xlsx => workbook(&filled, lang, false)?,
    };
    match &args.out {
        Some(path) => std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))?,
        None => std::io::stdout().write_all(&bytes)?,
    }
    db.close().await;
    Ok(Done::Yes)
}
