//! The words of the command line. Parsing only: what a command does stands in
//! the module of its name.

use crate::av::Av;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// thanhtra: the open system for public inspection offices.
///
/// Exit status: 0 done, 1 the question was answered "no" (a difference, a refusal,
/// rejected rows), 2 the command could not be carried out.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Cli {
    /// Which database: a file (SQLite) or postgres://user@host/name.
    #[arg(long, global = true, env = "THANHTRA_DB", default_value = "thanhtra.db")]
    pub db: String,
    /// Folder of an operator's instruments, terms, forms and calendars, laid over the shipped law.
    #[arg(long, global = true, env = "THANHTRA_LAW")]
    pub law: Option<PathBuf>,
    /// Folder of an office's own templates of papers (FOLDER/NAME.txt), each in the place of ours.
    #[arg(long, global = true, env = "THANHTRA_TEMPLATES")]
    pub templates: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading on a terminal.
    Table,
    /// For programs.
    Json,
}

/// How a sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SheetFormat {
    /// For reading on a terminal.
    Table,
    /// For programs: đồng and m².
    Json,
    /// For spreadsheets, as text: đồng and m².
    Csv,
    /// An Excel workbook in the shape of the form.
    Xlsx,
}

/// Languages of printed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The catalogue's name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// A day, or `today` in Vietnam.
fn day_or_today(text: &str) -> Result<jiff::civil::Date, String> {
    if text == "today" { Ok(app::clock::Clock::system().today()) } else { day(text) }
}

/// A day as people here write it, or as programs do.
fn day(text: &str) -> Result<jiff::civil::Date, String> {
    casework::fields::day(text).ok_or_else(|| "no day of the calendar; write 2023-07-14 or 14/07/2023".to_owned())
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the product with a synthetic half-year of Hải Phòng.
    #[command(
        after_help = "Examples:\n  thanhtra demo\n  thanhtra demo --listen 0.0.0.0:8080\n  thanhtra demo --dir /tmp/demo --no-serve"
    )]
    Demo(Demo),
    /// Fill a database with synthetic cases, for load.
    #[command(after_help = "Examples:\n  thanhtra generate --db load.db --units 31 --cases 10000 --seed 7")]
    Generate(Generate),
    /// Serve pages and the API.
    #[command(
        after_help = "Examples:\n  thanhtra serve --db /var/lib/thanhtra/thanhtra.db --listen 127.0.0.1:8080\n  thanhtra serve --db postgres://thanhtra@localhost/thanhtra --index /var/lib/thanhtra/index"
    )]
    Serve(Serve),
    /// Fill a report form from the acts.
    #[command(
        after_help = "Periods: 2023-6m, 2023-q2, 2023-9m, 2023-y as the circular in force sets them; 2023-7m counted from 15/12; or 2022-12-15..2023-07-14.\n\nExamples:\n  thanhtra report --form overview --unit 31 --period 2022-12-15..2023-07-14\n  thanhtra report --form 01/TTr --unit 31 --period 2023-6m --format json\n  thanhtra report --form 01/TTr --unit 31 --period 2023-6m --format xlsx --out 01TTr.xlsx\n  thanhtra report --form 01/TTr --unit VN --period 2023-6m --organised 2025-07-01\n  thanhtra report template --form 01/TTr --unit 303 --period 2023-6m --out bieu.xlsx\n  thanhtra report check bieu.xlsx\n  thanhtra report list --sealed\n  thanhtra report verify bao-cao.zip"
    )]
    Report(Report),
    /// The deadlines of one case on a day, with their proof.
    #[command(
        after_help = "Examples:\n  thanhtra deadlines --case 12/2023/TTr-HP --today 2023-07-14\n  thanhtra deadlines --case 12/2023/TTr-HP --format json"
    )]
    Deadlines(Deadlines),
    /// Re-derive every case from its acts and compare with what is stored.
    #[command(after_help = "Examples:\n  thanhtra check --db thanhtra.db\n  thanhtra check --format json")]
    Check(Check),
    /// Follow the hash chain of every case and print the root over all heads.
    #[command(after_help = "Examples:\n  thanhtra verify --db thanhtra.db")]
    Verify(Output),
    /// Accounts.
    #[command(
        after_help = "Example:\n  printf %s \"$PASSWORD\" | thanhtra user add --name lan --role recorder --unit 31.TT"
    )]
    User(User),
    /// Ask the law engine a question in scenario text (docs/scenario.md).
    #[command(after_help = "Examples:\n  thanhtra scenario question.txt\n  thanhtra scenario question.txt --check")]
    Scenario(Scenario),
    /// The tree of units: export it, or preview and apply a change.
    #[command(
        after_help = "Examples:\n  thanhtra units export --out units.csv\n  thanhtra units import units.csv --dry-run"
    )]
    Units(Units),
    /// Take in a register that somebody else keeps.
    #[command(
        after_help = "Examples:\n  thanhtra import inspections so-2023.xlsx --profile so-theo-doi-thanh-tra --unit 31 --dry-run\n  thanhtra import inspections so-2023.xlsx --profile so-theo-doi-thanh-tra --unit 31 --rejected tra-lai.xlsx\n  thanhtra import profiles"
    )]
    Import(Import),
    /// How well the same petition is found again.
    #[command(
        after_help = "Example:\n  thanhtra duplicates evaluate --texts articles.jsonl.zst --pairs near_duplicate_pairs.csv.gz"
    )]
    Duplicates(Duplicates),
    /// Finding cases by words.
    #[command(
        after_help = "Example:\n  thanhtra search evaluate --texts articles.jsonl.zst --questions paragraphs.jsonl.gz"
    )]
    Search(Search),
    /// Write the generated documents.
    #[command(hide = true)]
    Docs {
        /// Folder to write into.
        #[arg(default_value = "docs")]
        dir: PathBuf,
    },
}

/// Output of a command that prints data.
#[derive(Debug, Args)]
pub struct Output {
    /// table or json.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Folder that holds the demo's database (kept between runs).
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// Make the data and stop.
    #[arg(long)]
    pub no_serve: bool,
    /// Megabytes the ledger in memory may take, from which sheets are filled at once; where
    /// it would need more, and with 0, the database adds them up.
    #[arg(long, env = "THANHTRA_LEDGER_MB", default_value_t = 2048)]
    pub ledger_mb: usize,
    #[command(flatten)]
    pub mail: Mail,
    #[command(flatten)]
    pub av: Av,
}

#[derive(Debug, Args)]
pub struct Generate {
    /// Codes of units whose bodies get the cases, comma-separated.
    #[arg(long, value_delimiter = ',', default_value = "31")]
    pub units: Vec<String>,
    /// How many cases.
    #[arg(long)]
    pub cases: u64,
    /// The same seed gives the same cases.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Forms to fill in by hand and their check; sealed reports, a file that proves one, and its check.
#[derive(Debug, Subcommand)]
pub enum More {
    /// Write the official form as an empty workbook, to fill in by hand. Needs no database.
    #[command(
        after_help = "Example:\n  thanhtra report template --form 01/TTr --unit 303 --period 2023-6m --out bieu.xlsx"
    )]
    Template {
        /// Form: 01/TTr, 01/PCTN…
        #[arg(long)]
        form: String,
        /// Unit code.
        #[arg(long)]
        unit: String,
        /// As 2023-6m.
        #[arg(long)]
        period: String,
        /// The file.
        #[arg(long)]
        out: PathBuf,
        /// Language of the heads.
        #[arg(long, value_enum, default_value = "vi")]
        lang: Lang,
    },
    /// Check a form filled in by hand before it is sent: every wrong cell, every identity that
    /// fails; exit 1 when there is one. Needs no database.
    #[command(
        after_help = "Examples:\n  thanhtra report check bieu.xlsx\n  thanhtra report check bieu.xlsx --format json\n  thanhtra report check bieu.xlsx --law thu-muc-luat"
    )]
    Check {
        /// The filled workbook.
        file: PathBuf,
        /// table or json.
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
        /// Language of the sentences.
        #[arg(long, value_enum, default_value = "vi")]
        lang: Lang,
    },
    /// The keys a unit seals with.
    #[command(subcommand, after_help = "Example:\n  thanhtra report key list --unit 31")]
    Key(crate::seal_keys::Key),
    /// Reports and where they stand.
    #[command(after_help = "Example:\n  thanhtra report list --sealed --db thanhtra.db")]
    List {
        /// Sealed ones only.
        #[arg(long)]
        sealed: bool,
        /// table or json.
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Write a sealed report as a file that proves itself on any machine.
    #[command(after_help = "Example:\n  thanhtra report export --report 2023-6m/BC-TTr-31 --out bao-cao.zip")]
    Export {
        /// Number of the report.
        #[arg(long)]
        report: String,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
    /// Check such a file: signature, hashes, every sheet filled again; exit 1 when something
    /// is not as it was. Needs no database; with --here it compares with the one of --db too.
    #[command(
        after_help = "Examples:\n  thanhtra report verify bao-cao.zip\n  thanhtra report verify bao-cao.zip --here --db thanhtra.db"
    )]
    Verify {
        /// The file.
        file: PathBuf,
        /// Compare with the database too.
        #[arg(long)]
        here: bool,
        /// table or json.
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
}

#[derive(Debug, Args)]
#[command(subcommand_negates_reqs = true)]
pub struct Report {
    /// What to do instead of filling a form.
    #[command(subcommand)]
    pub more: Option<More>,
    /// Form: 01/TTr, 06/TTr (specialised), overview, or an operator's own.
    #[arg(long, required = true)]
    pub form: Option<String>,
    /// Unit code; everything under it counts (31 = Hải Phòng, VN = the nation).
    #[arg(long, required = true)]
    pub unit: Option<String>,
    /// Statutory (2023-6m, 2023-q2, 2023-y), months of the sector (2023-7m) or free (2022-12-15..2023-07-14).
    #[arg(long, required = true)]
    pub period: Option<String>,
    /// Last journal position counted; without it, all recorded so far.
    #[arg(long)]
    pub as_of: Option<i64>,
    /// The units as organised on this day, or `today`; without it, as at the end of the period.
    #[arg(long, value_parser = day_or_today)]
    pub organised: Option<jiff::civil::Date>,
    /// Print the bridge from the old units to those of --organised instead of the sheet (csv).
    #[arg(long, requires = "organised")]
    pub bridge: bool,
    /// table, json, csv or xlsx.
    #[arg(long, value_enum, default_value = "table")]
    pub format: SheetFormat,
    /// Write to this file instead of standard output.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Language of titles.
    #[arg(long, value_enum, default_value = "vi")]
    pub lang: Lang,
}

#[derive(Debug, Args)]
pub struct Deadlines {
    /// Case number.
    #[arg(long)]
    pub case: String,
    /// The day to judge from; without it, today.
    #[arg(long, value_parser = day)]
    pub today: Option<jiff::civil::Date>,
    /// table or json.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
    /// Language of names.
    #[arg(long, value_enum, default_value = "vi")]
    pub lang: Lang,
}

#[derive(Debug, Args)]
pub struct Check {
    /// Write the derived rows in place of those that differ; acts are never touched.
    #[arg(long)]
    pub repair: bool,
    /// table or json.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Address to listen on.
    #[arg(long, env = "THANHTRA_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Browsers reach it over https: cookies are marked Secure.
    #[arg(long, env = "THANHTRA_HTTPS")]
    pub https: bool,
    /// Behind a proxy of one's own that writes X-Forwarded-For.
    #[arg(long, env = "THANHTRA_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// File with the key for sealing reports, made when missing; without it the key lies in the folder of configurations [default: thanhtra/seal.key there].
    #[arg(long, env = "THANHTRA_SEAL_KEY")]
    pub seal_key: Option<PathBuf>,
    /// File with the key of fingerprints of sealed letters, made when missing; keep it away from the database and its copies [default: thanhtra/like.key in the folder of configurations].
    #[arg(long, env = "THANHTRA_LIKE_KEY")]
    pub like_key: Option<PathBuf>,
    /// Folder of the search index, for this process alone; beside the file of an SQLite
    /// database without it, in memory over PostgreSQL.
    #[arg(long, env = "THANHTRA_INDEX")]
    pub index: Option<PathBuf>,
    /// Megabytes the ledger in memory may take, from which sheets are filled at once; where
    /// it would need more, and with 0, the database adds them up.
    #[arg(long, env = "THANHTRA_LEDGER_MB", default_value_t = 2048)]
    pub ledger_mb: usize,
    #[command(flatten)]
    pub mail: Mail,
    #[command(flatten)]
    pub av: Av,
}

/// Reminders by mail.
#[derive(Debug, Args)]
pub struct Mail {
    /// Where people open it, for links in mails and calendars, as https://thanhtra.haiphong.gov.vn.
    #[arg(long, env = "THANHTRA_PUBLIC_URL", default_value = "", hide_default_value = true)]
    pub public_url: String,
    /// Mail server for reminders: smtp://host:25, smtp://name:password@host:587?tls=required or smtps://…; a password belongs into the environment.
    #[arg(long, env = "THANHTRA_SMTP_URL", hide_env_values = true, requires = "mail_from")]
    pub smtp_url: Option<String>,
    /// From whom reminders come, as thanhtra@haiphong.gov.vn.
    #[arg(long, env = "THANHTRA_MAIL_FROM")]
    pub mail_from: Option<String>,
}

impl Mail {
    /// As the program keeps it.
    pub fn settings(&self) -> Option<app::reminders::mailer::Mail> {
        let (smtp_url, from) = (self.smtp_url.clone()?, self.mail_from.clone()?);
        Some(app::reminders::mailer::Mail { smtp_url, from })
    }
}

#[derive(Debug, Args)]
pub struct User {
    #[command(subcommand)]
    pub what: UserWhat,
}

#[derive(Debug, Subcommand)]
pub enum UserWhat {
    /// Add an account; the password is read from standard input.
    #[command(
        after_help = "Example:\n  printf %s \"$PASSWORD\" | thanhtra user add --name lan --role recorder --unit 31.TT --display \"Nguyễn Thị Lan\""
    )]
    Add {
        /// Name to sign in with.
        #[arg(long)]
        name: String,
        /// viewer, recorder, leader or administrator.
        #[arg(long)]
        role: String,
        /// Unit whose cases the account sees, with everything under it.
        #[arg(long)]
        unit: String,
        /// Name shown on pages; without it, the name to sign in with.
        #[arg(long)]
        display: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct Scenario {
    /// The scenario text.
    pub file: PathBuf,
    /// Compare with the `then` lines in the file; exit 1 on a difference.
    #[arg(long)]
    pub check: bool,
    /// table or json.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Units {
    #[command(subcommand)]
    pub what: UnitsWhat,
}

#[derive(Debug, Subcommand)]
pub enum UnitsWhat {
    /// Write the tree as CSV or XLSX.
    #[command(
        after_help = "Examples:\n  thanhtra units export --out units.csv\n  thanhtra units export --on 2023-07-14 --out units-2023.xlsx"
    )]
    Export {
        /// File to write; its ending tells the kind. Standard output (CSV) without it.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Only units that exist on this day.
        #[arg(long, value_parser = day)]
        on: Option<jiff::civil::Date>,
    },
    /// Preview a changed tree and apply it.
    #[command(
        after_help = "Examples:\n  thanhtra units import units.csv --dry-run\n  thanhtra units import units.xlsx"
    )]
    Import {
        /// CSV or XLSX with the columns of the export.
        file: PathBuf,
        /// Show what would happen; write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Args)]
pub struct Import {
    #[command(subcommand)]
    pub what: ImportWhat,
}

#[derive(Debug, Subcommand)]
pub enum ImportWhat {
    /// Inspections, from XLSX, CSV or CSV.GZ. Safe to run again with the same file.
    #[command(
        after_help = "Examples:\n  thanhtra import inspections so-2023.xlsx --profile so-theo-doi-thanh-tra --unit 31 --dry-run\n  thanhtra import inspections so-2023.xlsx --profile so-theo-doi-thanh-tra --unit 31 --rejected tra-lai.xlsx"
    )]
    Inspections(ImportInspections),
    /// The named profiles there are, with what they assume.
    #[command(
        after_help = "Examples:\n  thanhtra import profiles\n  thanhtra import profiles --profiles /etc/thanhtra/profiles"
    )]
    Profiles {
        /// Folder of an operator's own profiles (*.toml).
        #[arg(long, env = "THANHTRA_PROFILES")]
        profiles: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub struct ImportInspections {
    /// The register.
    pub file: PathBuf,
    /// Name of the mapping; `thanhtra import profiles` lists them.
    #[arg(long)]
    pub profile: String,
    /// Official code of the unit whose register it is; rows name units under it.
    #[arg(long)]
    pub unit: String,
    /// Say row by row what would happen; write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Write the rows not taken, with their reasons, to this XLSX file.
    #[arg(long)]
    pub rejected: Option<PathBuf>,
    /// Folder of an operator's own profiles (*.toml).
    #[arg(long, env = "THANHTRA_PROFILES")]
    pub profiles: Option<PathBuf>,
    /// Language of the reasons: vi or en.
    #[arg(long, default_value = "vi")]
    pub lang: String,
    /// table or json.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Duplicates {
    #[command(subcommand)]
    pub what: DuplicatesWhat,
}

#[derive(Debug, Subcommand)]
pub enum DuplicatesWhat {
    /// Measure on texts whose like pairs are known; exit 1 when a target is missed.
    #[command(
        after_help = "Texts are JSON lines with id and text (words, title and others may stand beside). Pairs are CSV with id_a,id_b,jaccard_3w, or JSON lines with article_id, second_transcription and jaccard_3w. All may be packed as gzip or zstd.\n\nExamples:\n  thanhtra duplicates evaluate --texts articles.jsonl.zst --pairs near_duplicate_pairs.csv.gz\n  thanhtra duplicates evaluate --texts articles.jsonl --pairs pairs.csv --pairs second.jsonl.zst --format json"
    )]
    Evaluate(Evaluate),
    /// Read every letter kept in the open and write its sketch anew: after letters came into the database another way, or when a release says so.
    #[command(after_help = "Example:\n  thanhtra duplicates renew --db thanhtra.db")]
    Renew,
}

#[derive(Debug, Args)]
pub struct Evaluate {
    /// The texts.
    #[arg(long)]
    pub texts: PathBuf,
    /// Pairs known to be alike; may be given more than once.
    #[arg(long, required = true)]
    pub pairs: Vec<PathBuf>,
    /// Texts of so many words are compared, by the file's own count where it has one; among them the list of pairs must be complete.
    #[arg(long, default_value = "50..500")]
    pub words: String,
    /// How many texts are written again in each known way.
    #[arg(long, default_value_t = 2000)]
    pub sample: usize,
    /// table (Markdown) or json.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Search {
    #[command(subcommand)]
    pub what: SearchWhat,
}

#[derive(Debug, Subcommand)]
pub enum SearchWhat {
    /// How well a known text is found by its title or a question, however it is typed.
    #[command(
        after_help = "Files are JSON lines, plain, .gz or .zst: texts have title and text, questions have text and questions.\n\nExamples:\n  thanhtra search evaluate --texts articles.jsonl.zst --questions paragraphs.jsonl.gz > docs/search-report.md\n  thanhtra search evaluate --texts articles.jsonl --format json"
    )]
    Evaluate(EvaluateSearch),
}

#[derive(Debug, Args)]
pub struct EvaluateSearch {
    /// Texts with their titles.
    #[arg(long)]
    pub texts: PathBuf,
    /// Paragraphs with the questions they answer.
    #[arg(long)]
    pub questions: Option<PathBuf>,
    /// table (Markdown) or json.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::{Command, CommandFactory};

    fn each(command: &Command, see: &mut dyn FnMut(&Command)) {
        see(command);
        command.get_subcommands().filter(|c| !c.is_hide_set()).for_each(|c| each(c, see));
    }

    #[test]
    fn every_command_shows_an_example_of_itself() {
        let mut root = Cli::command();
        root.build();
        let mut without = Vec::new();
        for command in root.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
            each(command, &mut |c| {
                let help = c.get_after_help().map(ToString::to_string).unwrap_or_default();
                let call = c.get_bin_name().unwrap_or_default().to_owned();
                if c.get_name() != "help" && !help.contains(&call) {
                    without.push(call);
                }
            });
        }
        assert!(without.is_empty(), "no example in the help of: {without:?}");
    }
}
