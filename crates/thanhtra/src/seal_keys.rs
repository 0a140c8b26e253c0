//! `thanhtra report key`: the keys a unit seals its reports with.
//!
//! Here and not on a page: who may replace a key is whoever holds the installation's own key on the
//! server, at the word of somebody the record names.

use crate::cli::{Cli, Format};
use crate::{Done, Fail, open};
use app::periodic_reports::{SealKeys, replace_key, seal_keys};
use app::{App, Settings};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;

/// What is asked of a unit's keys.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// The key a unit seals with, and those it has sealed with.
    #[command(after_help = "Example:\n  thanhtra report key list --unit 31")]
    List {
        #[command(flatten)]
        of: Of,
        /// table or json.
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Replace a unit's key that is not to be trusted any more. Reports sealed so far stay proved; a
    /// file that the database does not know to be sealed is no longer believed under the old key.
    #[command(
        after_help = "Example:\n  thanhtra report key replace --unit 31 --reason \"Người giữ khóa chuyển công tác\" --signer \"Chánh Thanh tra\""
    )]
    Replace {
        #[command(flatten)]
        of: Of,
        /// Why; stays in the record.
        #[arg(long)]
        reason: String,
        /// Who decided it; stays in the record.
        #[arg(long)]
        signer: String,
    },
}

/// Whose keys, made from which.
#[derive(Debug, Args)]
pub struct Of {
    /// Unit code.
    #[arg(long)]
    pub unit: String,
    /// File with the installation's key for sealing [default: thanhtra/seal.key in the folder of configurations].
    #[arg(long, env = "THANHTRA_SEAL_KEY")]
    pub seal_key: Option<PathBuf>,
}

/// Does it.
pub async fn run(cli: &Cli, what: &Key) -> Result<Done, Fail> {
    match what {
        Key::List { of, format } => {
            let app = holding(cli, of).await?;
            let keys = seal_keys(&app, &of.unit).await.map_err(|e| why(&of.unit, &e))?;
            app.db.close().await;
            print(&keys, *format)?;
        }
        Key::Replace { of, reason, signer } => {
            let app = holding(cli, of).await?;
            let next = replace_key(&app, &of.unit, reason, signer).await.map_err(|e| why(&of.unit, &e))?;
            app.db.close().await;
            println!("{} seals with {next} from now on", of.unit);
        }
    }
    Ok(Done::Yes)
}

/// A refusal in words, with what to do.
fn why(unit: &str, e: &app::Error) -> String {
    match e {
        app::Error::Hidden => format!("no unit has the code {unit} today; `thanhtra units export` lists them"),
        app::Error::Invalid(fields) => {
            let names: Vec<String> = fields.iter().map(|f| format!("--{}", f.field)).collect();
            format!("{} must say something: it stays in the record", names.join(" and "))
        }
        other => format!("{unit}: {other:?}"),
    }
}

/// The program over the database that is there, with the installation's key that is there: a new one
/// made on the way would sign for nobody.
async fn holding(cli: &Cli, of: &Of) -> Result<App, Fail> {
    let path = of.seal_key.clone().or_else(|| open::key_path("seal.key")).filter(|path| path.exists());
    let path = path.ok_or("there is no key to seal with here. Name its file with --seal-key or THANHTRA_SEAL_KEY")?;
    open::existing(cli).await?.close().await;
    open::app(cli, Settings { seal_key: Some(open::seal_key(&path)?), ..Settings::default() }).await
}

fn print(keys: &SealKeys, format: Format) -> Result<(), Fail> {
    let day = |ms: i64| jiff::Timestamp::from_millisecond(ms).map(|at| at.strftime("%Y-%m-%d").to_string());
    match format {
        Format::Json => {
            let signed = keys.signed.iter().map(|k| {
                let replaced = k
                    .replaced
                    .as_ref()
                    .map(|(at, reason, signer)| json!({ "at": at, "reason": reason, "signer": signer }));
                json!({ "public_key": k.public_key, "first_used_at": k.first_used_at, "replaced": replaced })
            });
            let all = json!({ "now": keys.now, "signed": signed.collect::<Vec<_>>() });
            println!("{}", serde_json::to_string_pretty(&all)?);
        }
        Format::Table => {
            println!("{}  seals the next report", keys.now);
            for key in &keys.signed {
                let since = day(key.first_used_at)?;
                match &key.replaced {
                    None => println!("{}  since {since}", key.public_key),
                    Some((at, reason, signer)) => {
                        println!("{}  {since} to {}: {reason} ({signer})", key.public_key, day(*at)?);
                    }
                }
            }
        }
    }
    Ok(())
}
