//! Measurements. Each compares with a baseline named beside it, made in the
//! same run on the same machine, because times alone mean nothing elsewhere.
//! See docs/benchmarks.md. Never part of the product.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod load;
mod record;

const HELP: &str = "bench record [CLIENTS] [ROUNDS]   acts recorded durably, by many clients at once";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, otherwise: usize| args.get(at).and_then(|n| n.parse().ok()).unwrap_or(otherwise);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match args.first().map(String::as_str) {
        Some("record") | None => runtime.block_on(record::run(number(1, 64), number(2, 3))),
        _ => {
            eprintln!("{HELP}");
            std::process::exit(2);
        }
    }
}
