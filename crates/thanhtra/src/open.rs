//! Opening what the command line names: the law with an operator's folder over
//! it, the database, the program.

use crate::Fail;
use crate::cli::Cli;
use app::App;
use law::Law;
use std::path::Path;
use std::sync::Arc;

/// The law as shipped, or with the operator's folder over it.
pub fn law(cli: &Cli) -> Result<Law, Fail> {
    let Some(folder) = &cli.law else {
        return Ok(Law::shipped().clone());
    };
    let mut files = Vec::new();
    collect(folder, folder, &mut files)?;
    Law::with_overrides(files).map_err(|errors| {
        let list: Vec<String> = errors.iter().map(|e| format!("  {e}")).collect();
        format!("the law in {} cannot be used:\n{}", folder.display(), list.join("\n")).into()
    })
}

fn collect(root: &Path, at: &Path, files: &mut Vec<(String, String)>) -> Result<(), Fail> {
    let entries = std::fs::read_dir(at).map_err(|e| format!("{}: {e}", at.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let name =
                path.strip_prefix(root)?.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>();
            files.push((name.join("/"), text));
        }
    }
    Ok(())
}

/// The database named on the command line.
pub async fn db(cli: &Cli) -> Result<db::Db, Fail> {
    Ok(db::Db::open(&cli.db, &app::migrations()).await?)
}

/// The database named on the command line, for commands that only ask: a mistyped
/// path must not become an empty database whose every figure is zero.
pub async fn existing(cli: &Cli) -> Result<db::Db, Fail> {
    let is_server = cli.db.starts_with("postgres://") || cli.db.starts_with("postgresql://");
    let path = cli.db.strip_prefix("sqlite:").unwrap_or(&cli.db);
    if !is_server && !Path::new(path).exists() {
        return Err(format!(
            "there is no database at {path}. Name the right one with --db or THANHTRA_DB; serve, import, generate and demo make a new one"
        )
        .into());
    }
    db(cli).await
}

/// The whole program over that database.
pub async fn app(cli: &Cli, settings: app::Settings) -> Result<App, Fail> {
    let db = db(cli).await?;
    let tree = app::units::own::tree(&db).await?;
    let mut app = App::new(db, app::clock::Clock::system(), settings);
    app.law = Arc::new(law(cli)?);
    app.tree = tree;
    Ok(app)
}
