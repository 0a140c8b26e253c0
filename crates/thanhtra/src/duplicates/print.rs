//! The report as Markdown, as it stands in docs/duplicates-report.md.

use super::measure::{Cost, EditFound, Report};
use super::sets::{Band, Share};
use std::io::{Result, Write};

/// Prints all of it.
pub fn print(out: &mut impl Write, report: &Report) -> Result<()> {
    writeln!(out, "# The same petition twice: how well it is found\n")?;
    writeln!(out, "Made by, on one thread (docs/duplicates.md says where the files come from):\n")?;
    let files = report.files.split_first().map(|(texts, pairs)| {
        pairs.iter().fold(format!("--texts {texts}"), |line, file| format!("{line} --pairs {file}"))
    });
    writeln!(out, "    thanhtra duplicates evaluate {}\n", files.unwrap_or_default())?;
    let (least, most) = report.words;
    writeln!(out, "{} texts were read; {} have {least} to {most} words.", report.texts, report.compared)?;
    writeln!(out, "Likeness is the share of different three-word runs that stand in both of two texts.\n")?;
    writeln!(out, "| asked | at least | measured | |\n|---|---|---|---|")?;
    for t in &report.targets {
        let met = if t.met { "reached" } else { "**missed**" };
        writeln!(out, "| {} | {:.2} | {:.4} | {met} |", t.what, t.asked, t.measured)?;
    }
    pairs(out, report)?;
    again(out, report)?;
    edits(out, &report.edits)?;
    fresh(out, report)?;
    sealed(out, report)?;
    cost(out, &report.cost)
}

fn pairs(out: &mut impl Write, report: &Report) -> Result<()> {
    let p = &report.pairs;
    writeln!(out, "\n## Known pairs, each text asked about against all others\n")?;
    writeln!(out, "- found as the same text (score ≥ 0.5): {} of the listed pairs", share(&p.recall))?;
    writeln!(out, "- listed, of what was found so: {}", share(&p.precision))?;
    writeln!(
        out,
        "- of the {} not listed, {} score 0.50 to 0.52: marks and signs do not count here and did in the list",
        p.precision.of - p.precision.found,
        p.on_the_edge
    )?;
    writeln!(out, "- shown with whatever score: {}", share(&p.shown))?;
    if p.left_out > 0 {
        writeln!(
            out,
            "- left out, since a text is not among those compared or the likeness is below 0.5: {}",
            p.left_out
        )?;
    }
    by_likeness(out, &p.by_likeness)
}

fn again(out: &mut impl Write, report: &Report) -> Result<()> {
    let a = &report.again;
    if a.shown.of == 0 {
        return Ok(());
    }
    writeln!(out, "\n## The same text written down by somebody else, against all {} texts\n", report.texts)?;
    writeln!(out, "- shown, of those with likeness ≥ 0.5: {}", share(&a.shown))?;
    writeln!(out, "- and first in the list, or as good as the first: {}", share(&a.first))?;
    if a.left_out > 0 {
        writeln!(out, "- left out, since the first text is not in the file: {}", a.left_out)?;
    }
    writeln!(out, "\nShown with whatever score:")?;
    by_likeness(out, &a.by_likeness)
}

fn by_likeness(out: &mut impl Write, bands: &[Band]) -> Result<()> {
    writeln!(out, "\n| likeness | pairs | found | share |\n|---|---|---|---|")?;
    for b in bands {
        let (found, of) = (b.share.found, b.share.of);
        writeln!(out, "| {:.1} to {:.1} | {of} | {found} | {:.4} |", b.from, b.below, b.share.share)?;
    }
    Ok(())
}

fn edits(out: &mut impl Write, edits: &[EditFound]) -> Result<()> {
    let sample = edits.first().map_or(0, |e| e.shown.of);
    writeln!(out, "\n## {sample} texts written again in known ways\n")?;
    writeln!(out, "`rewritten`: so many words changed, marks dropped, and pieces of 15 words in another order.\n")?;
    writeln!(out, "| way | shown | first | as the same text | mean score | question, half ≤ | 99 % ≤ |")?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for e in edits {
        let (shown, first, same) = (e.shown.share, e.first.share, e.same.share);
        let (p50, p99) = e.ms;
        writeln!(
            out,
            "| {} | {shown:.4} | {first:.4} | {same:.4} | {:.3} | {p50:.2} ms | {p99:.2} ms |",
            e.edit, e.mean_score
        )?;
    }
    Ok(())
}

fn fresh(out: &mut impl Write, report: &Report) -> Result<()> {
    writeln!(out, "\n## Texts without a double in the list of pairs\n")?;
    writeln!(out, "- another is shown as the same text: {}", share(&report.fresh.same))?;
    writeln!(out, "- another is shown at all, for a person to judge: {}", share(&report.fresh.shown))?;
    writeln!(out, "\n| best score | texts |\n|---|---|")?;
    for t in &report.fresh.by_best_score {
        writeln!(out, "| {:.1} to {:.1} | {} |", t.from, t.below, t.texts)?;
    }
    Ok(())
}

fn sealed(out: &mut impl Write, report: &Report) -> Result<()> {
    writeln!(out, "\n## The same pairs by keyed fingerprints alone\n")?;
    writeln!(out, "- told: {}", share(&report.sealed.recall))?;
    writeln!(out, "- told for a text without a double in the list: {}", share(&report.sealed.fresh))?;
    by_likeness(out, &report.sealed.by_likeness)
}

fn cost(out: &mut impl Write, cost: &Cost) -> Result<()> {
    let mb = |bytes: f64| bytes / (1 << 20) as f64;
    let (p50, p99) = cost.question_ms;
    writeln!(out, "\n## Time and memory\n")?;
    writeln!(out, "- a text read, sketched and taken into the index: {:.0} µs", cost.index_us_per_text)?;
    writeln!(out, "- a question, with exact comparison and passages: half ≤ {p50:.2} ms, 99 % ≤ {p99:.2} ms")?;
    writeln!(
        out,
        "- the index: {:.1} MB, {} bytes for each text; its kept sketch {} bytes",
        mb(cost.index_bytes as f64),
        cost.index_bytes_per_text,
        cost.sketch_bytes_per_text
    )?;
    match cost.process_peak_bytes {
        Some(bytes) => writeln!(out, "- most memory of the process, all texts included: {:.0} MB", mb(bytes as f64)),
        None => writeln!(out, "- most memory of the process: not told by this system"),
    }
}

fn share(s: &Share) -> String {
    format!("{} of {} ({:.4})", s.found, s.of, s.share)
}

#[cfg(test)]
mod tests {
    /// The committed report is this command's own words on its own numbers.
    #[test]
    fn the_committed_report_is_printed_from_the_committed_numbers() {
        let docs = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs"));
        let json = std::fs::read_to_string(docs.join("duplicates-report.json")).expect("the numbers");
        let report = serde_json::from_str(&json).expect("the shape of the report");
        let mut printed = Vec::new();
        super::print(&mut printed, &report).expect("memory takes it");
        let printed = String::from_utf8(printed).expect("text");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(docs.join("duplicates-report.md"), &printed).expect("the report is written");
        }
        let committed = std::fs::read_to_string(docs.join("duplicates-report.md")).expect("the report");
        assert_eq!(printed, committed, "UPDATE_EXPECT=1 cargo test -p thanhtra writes it anew");
        assert!(report.targets.iter().all(|t| t.met));
    }
}
