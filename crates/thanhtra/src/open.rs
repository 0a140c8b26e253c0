//! Opening what the command line names: the law with an operator's folder over
//! it, the database, the program.

use crate::Fail;
use crate::cli::Cli;
use app::App;
use app::search::Place;
use casework::duplicates::Key;
use law::Law;
use std::io::Write;
use std::path::{Path, PathBuf};
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

/// The templates as shipped, or with the operator's folder over them.
pub fn templates(cli: &Cli) -> Result<app::letters::Templates, Fail> {
    let Some(folder) = &cli.templates else { return Ok(app::letters::Templates::default()) };
    app::letters::Templates::with_folder(folder).map_err(|wrong| {
        format!("the templates in {} cannot be used:\n  {}", folder.display(), wrong.join("\n  ")).into()
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
    let path = cli.db.strip_prefix("sqlite:").unwrap_or(&cli.db);
    if !is_server(&cli.db) && !Path::new(path).exists() {
        return Err(format!(
            "there is no database at {path}. Name the right one with --db or THANHTRA_DB; serve, import, generate and demo make a new one"
        )
        .into());
    }
    db(cli).await
}

/// Where the search index lives: where the operator says, beside a file, or in memory.
pub fn index(db: &str, said: Option<&Path>) -> Place {
    match said {
        Some(dir) => Place::Folder(dir.to_owned()),
        None if is_server(db) => Place::Memory,
        None => Place::Folder(Path::new(&format!("{}.index", db.strip_prefix("sqlite:").unwrap_or(db))).to_owned()),
    }
}

fn is_server(db: &str) -> bool {
    db.starts_with("postgres://") || db.starts_with("postgresql://")
}

/// The whole program over that database.
pub async fn app(cli: &Cli, settings: app::Settings) -> Result<App, Fail> {
    // First what can be wrong in a folder: nothing is made of a start that fails.
    let (law, templates) = (law(cli)?, templates(cli)?);
    let db = db(cli).await?;
    let tree = app::units::own::tree(&db).await?;
    let mut app = App::new(db, app::clock::Clock::system(), settings);
    app.law = Arc::new(law);
    app.tree = tree;
    app.templates = Arc::new(templates);
    Ok(app)
}

/// The installation's key for fingerprints of sealed letters.
pub fn like_key(path: &Path) -> Result<Key, Fail> {
    secret(path, "--like-key", "a new key does not know the letters sealed so far").map(Key::new)
}

/// The installation's key for sealing reports.
pub fn seal_key(path: &Path) -> Result<app::periodic_reports::SealKey, Fail> {
    let key = secret(path, "--seal-key", "a new key is another signature than that of earlier seals")?;
    Ok(app::periodic_reports::SealKey::new(key))
}

/// A key: 32 bytes as hex in a file of its own, made when missing. Never in the database,
/// nor in its folder by default: whoever takes the one has not got the other.
fn secret(path: &Path, option: &str, else_what: &str) -> Result<[u8; 32], Fail> {
    let named = |e: std::io::Error| format!("{}: {e}. Name another file with {option}", path.display());
    if !path.exists() {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(named)?;
        }
        let mut new = std::fs::OpenOptions::new();
        new.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
        let mut file = new.open(path).map_err(named)?;
        writeln!(file, "{}", app::random::hex::<32>()).map_err(named)?;
    }
    let text = std::fs::read_to_string(path).map_err(named)?;
    let digits = text.trim();
    let byte = |at: usize| u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..32).map(byte).collect();
    let bytes = bytes.filter(|_| digits.len() == 64).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let bytes = bytes.ok_or_else(|| {
        format!(
            "{} is no key: it should hold 64 hex digits and nothing else. Put the right file back; {else_what}",
            path.display()
        )
    })?;
    Ok(bytes)
}

/// Where a key is kept when nobody says: in the folder of configurations, if there is one.
pub fn key_path(name: &str) -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")))?;
    Some(folder.join("thanhtra").join(name))
}

#[cfg(test)]
mod tests {
    use super::like_key;

    #[test]
    fn a_key_is_made_once_read_again_and_never_guessed_from_rubbish() {
        let folder = engines::Folder::new();
        let path = folder.path().join("config").join("like.key");
        let key = like_key(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.trim().len(), 64);
        assert_eq!(format!("{key:?}"), "Key(…)");
        like_key(&path).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "kept as it is");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        for rubbish in ["", "zz", "é", &"0".repeat(63), &"0".repeat(65), &"é".repeat(32)] {
            std::fs::write(&path, rubbish).unwrap();
            assert!(like_key(&path).unwrap_err().to_string().contains("64 hex digits"), "{rubbish}");
        }
    }
}
