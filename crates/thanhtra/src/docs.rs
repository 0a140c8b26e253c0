//! Writes the generated documents; a test keeps the committed ones fresh.

use crate::cli::Cli;
use crate::{Done, Fail, open};
use app::lang::Lang;
use casework::kinds;
use casework::procedure::{docs, refusals};
use law::Law;
use std::path::Path;

/// Writes every generated document below a folder.
pub fn run(cli: &Cli, dir: &Path) -> Result<Done, Fail> {
    for (name, text) in all(&open::law(cli)?) {
        let path = dir.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(Done::Yes)
}

/// Path below docs/ and text of each.
fn all(law: &Law) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for lang in Lang::ALL {
        let code = lang.code();
        let mut rules =
            format!("# {}\n", if code == "en" { "Refusals and warnings" } else { "Lời từ chối và cảnh báo" });
        let mut section = |title: String, sentences: &[refusals::Sentence]| {
            rules.push_str(&format!("\n## {title}\n\n{}", docs::refusals_markdown(sentences, code)));
        };
        section(if code == "en" { "Every kind of case" } else { "Mọi loại hồ sơ" }.to_owned(), refusals::ALL);
        for kind in kinds::ALL {
            for regime in kind.regimes() {
                let text = kind.procedure_markdown(regime, law, code, &|key| label(lang, key));
                out.push((format!("procedures/{}.{code}.md", regime.to_lowercase()), text));
            }
            section(lang.word("kind", kind.word()), kind.sentences());
        }
        out.push((format!("procedures/rules.{code}.md"), rules));
        let guide = casework::guide::docs::guide_markdown(law, code, |key| label(lang, key));
        out.push((format!("procedures/guide.{code}.md"), guide));
        out.push((format!("terms.{code}.md"), law::docs::terms_markdown(law, code)));
        out.push((format!("indicators.{code}.md"), law::docs::indicators_markdown(law, code)));
    }
    out
}

/// The label of a key; `act_of.complaint.decision` falls back to `act.decision`.
fn label(lang: Lang, key: &str) -> String {
    let key = key.replacen("role.", "choice.", 1);
    match key.split_once("_of.").and_then(|(list, rest)| Some((list, rest.split_once('.')?))) {
        Some((list, (kind, word))) => lang.of_kind(list, kind, word),
        None => lang.t(&key).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// UPDATE_EXPECT=1 writes them anew.
    #[test]
    fn committed_documents_are_fresh() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
        for (name, text) in all(Law::shipped()) {
            let path = dir.join(&name);
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(&path, &text).unwrap();
            }
            let found = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(found == text, "docs/{name} is not fresh: UPDATE_EXPECT=1 cargo test -p thanhtra");
        }
    }
}
