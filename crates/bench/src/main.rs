//! Measurements. Each compares with a baseline named beside it, made in the
//! same run on the same machine, because times alone mean nothing elsewhere.
//! See docs/benchmarks.md. Never part of the product.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod conference;
mod duplicates;
mod letters;
mod list;
mod load;
mod portal;
mod record;
mod search;

/// As the product has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HELP: &str = "\
bench                            everything
bench record [CLIENTS] [ROUNDS]  acts recorded durably, by many clients at once
bench list [FEW] [MANY] [ROUNDS] list and case page over HTTP, over few and many cases
bench portal [EACH] [ROUNDS]     published pages, against a bare answer of the same bytes
bench search [N]                 search over N letters, against bare FTS5
bench conference [FEW] [MANY]    followers of a conference: the last one reached, memory of each
bench duplicates [FEW] [MANY] [PG] the same petition twice, against MinHash and, over PG letters, pg_trgm
./x bench report [POSTINGS…]     figures of a nation from the ledger in memory, against DuckDB (crates/bench-report)";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, otherwise: usize| args.get(at).and_then(|n| n.parse().ok()).unwrap_or(otherwise);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match args.first().map(String::as_str) {
        Some("record") => runtime.block_on(record::run(number(1, 64), number(2, 3))),
        Some("list") => {
            runtime.block_on(list::run(number(1, 10_000) as u64, number(2, 1_000_000) as u64, number(3, 3)));
        }
        Some("conference") => runtime.block_on(conference::run(number(1, 2_000), number(2, 10_000))),
        Some("conference-followers") => runtime.block_on(conference::followers(&args[1..])),
        Some("duplicates") => {
            runtime.block_on(duplicates::run(number(1, 10_000), number(2, 1_000_000), number(3, 20_000)));
        }
        Some("portal") => runtime.block_on(portal::run(number(1, 2_000), number(2, 3))),
        Some("search") => search::run(number(1, 1_000_000) as u64),
        None => {
            runtime.block_on(async {
                record::run(64, 3).await;
                println!();
                list::run(10_000, 1_000_000, 3).await;
                println!();
                portal::run(2_000, 3).await;
            });
            println!();
            runtime.block_on(conference::run(2_000, 10_000));
            println!();
            search::run(1_000_000);
            println!();
            runtime.block_on(duplicates::run(10_000, 1_000_000, 20_000));
        }
        _ => {
            eprintln!("{HELP}");
            std::process::exit(2);
        }
    }
}
