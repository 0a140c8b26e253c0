//! Imports real registers and says how long each step took.
//!
//!     cargo run --release -p app --example import_bench -- FOLDER
//!
//! FOLDER holds `food_inspections.csv.gz` and `inspection_assignments.csv.gz`
//! (City of Chicago, as re-published in Chicago/food-inspections-evaluation, MIT).
//! A file that is not there is named and passed over.

use app::imports::{Order, profiles, run};
use std::sync::Arc;
use std::time::Instant;

const FILES: [(&str, &str); 2] =
    [("food_inspections.csv.gz", "chicago-food"), ("inspection_assignments.csv.gz", "chicago-assignments")];

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("give the folder that holds the registers")?;
    let place = std::env::temp_dir().join(format!("thanhtra-import-{}", std::process::id()));
    std::fs::create_dir_all(&place)?;
    let db = db::Db::open(&place.join("bench.db").display().to_string(), &app::migrations()).await?;
    for (name, profile) in FILES {
        let Ok(bytes) = std::fs::read(std::path::Path::new(&folder).join(name)) else {
            println!("{name}: absent");
            continue;
        };
        let profile = profiles::named(profile, &[])?;
        for (what, dry_run) in [("tried", true), ("taken in", false), ("again", false)] {
            let order = Order {
                law: Arc::new(law::Law::shipped().clone()),
                tree: casework::units::Tree::shipped(),
                profile: &profile,
                unit: "US-CHI",
                name,
                bytes: &bytes,
                dry_run,
                today: jiff::civil::date(2026, 1, 1),
                now_ms: 1_767_225_600_000,
                by: "bench",
            };
            let begun = Instant::now();
            let report = run(&db, order, |_, _| {}).await?;
            let s = begun.elapsed().as_secs_f64();
            let n = report.rows.len();
            println!(
                "{name}: {what}: {n} rows, created {}, updated {}, unchanged {}, rejected {}: {s:.1} s, {:.0} rows/s",
                report.created,
                report.updated,
                report.unchanged,
                report.rejected,
                n as f64 / s
            );
            for row in
                report.rows.iter().filter(|r| matches!(r.outcome, app::imports::RowOutcome::Rejected { .. })).take(3)
            {
                println!("  line {}: {:?}", row.line, row.outcome);
            }
        }
    }
    let found = app::journal::verify(&db, |_, _| {}).await?;
    println!("verify: {} cases, {} acts, clean: {}", found.cases, found.acts, found.is_clean());
    db.close().await;
    std::fs::remove_dir_all(&place)?;
    Ok(())
}
