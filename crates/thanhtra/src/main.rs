//! The binary: wires the rooms together and decides nothing.

mod av;
mod check;
mod cli;
mod deadlines;
mod demo;
mod docs;
mod duplicates;
mod import;
mod open;
mod packed;
mod report;
mod scenario;
mod seal_keys;
mod search;
mod serve;
mod units;
mod users;

use clap::Parser;
use cli::{Cli, Command};
use std::process::ExitCode;

/// Pages are made of many short texts: the allocator of the C library takes a quarter of their time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command came to.
enum Done {
    /// As asked.
    Yes,
    /// Carried out, and the answer is no: a difference, a refusal, rejected rows.
    No,
}

/// Why a command could not be carried out; printed on standard error.
type Fail = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(&cli).await {
        Ok(Done::Yes) => ExitCode::SUCCESS,
        Ok(Done::No) => ExitCode::from(1),
        Err(why) => {
            eprintln!("thanhtra: {why}");
            ExitCode::from(2)
        }
    }
}

async fn run(cli: &Cli) -> Result<Done, Fail> {
    match &cli.command {
        Command::Demo(args) => demo::run(cli, args).await,
        Command::Generate(args) => demo::generate(cli, args).await,
        Command::Serve(args) => serve::run(cli, args).await,
        Command::Report(args) => report::run(cli, args).await,
        Command::Deadlines(args) => deadlines::run(cli, args).await,
        Command::Check(args) => check::check(cli, args).await,
        Command::Verify(args) => check::verify(cli, args).await,
        Command::User(args) => users::run(cli, args).await,
        Command::Scenario(args) => scenario::run(cli, args),
        Command::Units(args) => units::run(cli, args).await,
        Command::Import(args) => import::run(cli, args).await,
        Command::Duplicates(args) => duplicates::run(cli, args).await,
        Command::Search(args) => search::run(args),
        Command::Docs { dir } => docs::run(cli, dir),
    }
}
