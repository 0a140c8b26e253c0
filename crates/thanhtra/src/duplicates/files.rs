//! The files of an evaluation: texts as JSON lines, pairs as CSV or as a second
//! text in JSON lines; plain, gzip or zstd.

use crate::Fail;
use crate::packed::content;
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// A text as read; other fields of its line are passed over.
#[derive(Debug, Deserialize)]
pub struct Text {
    /// Its name in the pairs.
    pub id: String,
    /// What is compared.
    pub text: String,
    /// How many words it has by the count of whoever made the file.
    pub words: Option<usize>,
}

/// What is known to be alike.
#[derive(Debug, Default)]
pub struct Pairs {
    /// Two texts of the file, with the share of three-word runs in both.
    pub within: Vec<(String, String, f64)>,
    /// A text of the file and the same written down by somebody else.
    pub again: Vec<Again>,
}

/// The second text of a pair whose first stands among the texts.
#[derive(Debug, Deserialize)]
pub struct Again {
    /// The text it is another writing of.
    #[serde(alias = "id")]
    pub article_id: String,
    /// The other writing.
    #[serde(alias = "second_text")]
    pub second_transcription: String,
    /// Share of three-word runs in both.
    #[serde(alias = "jaccard")]
    pub jaccard_3w: f64,
}

/// The texts, each under its own name.
pub fn texts(path: &Path) -> Result<Vec<Text>, Fail> {
    let content = content(path)?;
    let mut seen = HashMap::new();
    let mut texts: Vec<Text> = Vec::new();
    for (at, line) in lines(&content) {
        let text: Text = serde_json::from_str(line).map_err(|e| format!("{}:{at}: {e}", path.display()))?;
        if let Some(before) = seen.insert(text.id.clone(), at) {
            return Err(format!("{}:{at}: id {} stands already in line {before}", path.display(), text.id).into());
        }
        texts.push(text);
    }
    if texts.is_empty() {
        return Err(format!("{}: no text in it", path.display()).into());
    }
    Ok(texts)
}

impl Pairs {
    /// Adds the pairs of a file, of whichever shape its first line has.
    pub fn read(&mut self, path: &Path) -> Result<(), Fail> {
        let content = content(path)?;
        let fault =
            |at: usize, why: &dyn std::fmt::Display| -> Fail { format!("{}:{at}: {why}", path.display()).into() };
        let mut lines = lines(&content).peekable();
        if lines.peek().is_some_and(|(_, line)| line.starts_with('{')) {
            for (at, line) in lines {
                self.again.push(serde_json::from_str(line).map_err(|e| fault(at, &e))?);
            }
            return Ok(());
        }
        let head = lines.next().map(|(_, line)| line.split(',').map(str::trim).collect::<Vec<_>>()).unwrap_or_default();
        if head.len() < 3 || head[0] != "id_a" || head[1] != "id_b" || !head[2].starts_with("jaccard") {
            return Err(fault(1, &"expected the columns id_a,id_b,jaccard_3w, or JSON lines with a second text"));
        }
        for (at, line) in lines {
            let mut cells = line.split(',').map(str::trim);
            let (a, b, score) = (cells.next(), cells.next(), cells.next().and_then(|c| c.parse::<f64>().ok()));
            let (Some(a), Some(b), Some(score)) = (a, b, score) else {
                return Err(fault(at, &"expected two ids and a number between 0 and 1"));
            };
            self.within.push((a.to_owned(), b.to_owned(), score));
        }
        Ok(())
    }
}

fn lines(content: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(content.lines()).filter(|(_, line)| !line.trim().is_empty())
}
