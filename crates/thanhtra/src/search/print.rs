//! The report as Markdown, as it stands in docs/search-report.md.

use super::measure::Report;
use super::sets::Typed;
use std::io::{Result, Write};

/// Prints all of it.
pub fn print(out: &mut impl Write, report: &Report) -> Result<()> {
    writeln!(out, "# Search: whether a known text is found\n")?;
    writeln!(
        out,
        "Made by `thanhtra search evaluate`; the files are public sets, named below. One thread, an index in memory,"
    )?;
    writeln!(
        out,
        "the order by rank. hit@10: the text is among the first ten answers, those with only some of the words included."
    )?;
    for set in &report.sets {
        writeln!(out, "\n## {}\n", set.what)?;
        writeln!(
            out,
            "{}: {} texts, {} questions, indexed in {:.1} s.",
            set.file, set.texts, set.questions, set.index_s
        )?;
        if set.left_out > 0 {
            writeln!(out, "Left out: {} texts whose title others share or that have none.", set.left_out)?;
        }
        writeln!(out, "\n| typed | differ | hit@10 | first | with every word | answer, half ≤ | 99 % ≤ |")?;
        writeln!(out, "|---|---|---|---|---|---|---|")?;
        for f in &set.typed {
            let (name, (p50, p99)) = (name(f.typed), f.ms);
            writeln!(
                out,
                "| {name} | {} | **{:.4}** | {:.4} | {:.4} | {p50:.2} ms | {p99:.2} ms |",
                f.differ, f.hit_at_10, f.hit_at_1, f.every_word
            )?;
        }
    }
    Ok(())
}

fn name(typed: Typed) -> &'static str {
    match typed {
        Typed::WithMarks => "marks kept, as it stands",
        Typed::WithoutMarks => "without marks",
        Typed::Decomposed => "marks decomposed (NFD)",
        Typed::MovedTones => "tone marks on the other vowel",
    }
}
