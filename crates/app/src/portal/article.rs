//! Nội dung một bài: what a version of an article holds, in both languages.

use crate::lang::Lang;
use casework::fold;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Chuyên mục, in the order of the portal.
pub const CATEGORIES: [&str; 6] = ["review", "inspection", "petitions", "integrity", "notice", "other"];

/// Longest texts, in characters.
pub const LONGEST_TITLE: usize = 300;
/// Of a summary.
pub const LONGEST_SUMMARY: usize = 1_000;
/// Of a body.
pub const LONGEST_BODY: usize = 100_000;
/// Of a note, a name, a list of tags.
pub const LONGEST_LINE: usize = 500;

/// A text in the two languages of the portal; the English one may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// Vietnamese.
    pub vi: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Both {
    /// In a language; Vietnamese where the English one is missing.
    pub fn said(&self, lang: Lang) -> &str {
        if lang == Lang::En && !self.en.is_empty() { &self.en } else { &self.vi }
    }
}

/// A picture as an article shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// SHA-256 of the picture as it was sent.
    pub hash: String,
    /// Width of the largest one kept.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// What it shows, for those who do not see it.
    pub alt: Both,
    /// Chú thích.
    pub caption: Both,
}

/// One version of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Tiêu đề.
    pub title: Both,
    /// Tóm tắt.
    pub summary: Both,
    /// Nội dung, in the subset of Markdown that [`super::text`] reads.
    pub body: Both,
    /// Tác giả.
    pub author: String,
    /// Nguồn: who said it first.
    #[serde(default)]
    pub source: String,
    /// Where; empty, or `https://…`.
    #[serde(default)]
    pub source_url: String,
    /// The day of what it tells of.
    pub event_on: Option<Date>,
    /// One of [`CATEGORIES`].
    pub category: String,
    /// Từ khóa.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Ảnh, in the order of the page; the first stands on top.
    #[serde(default)]
    pub pictures: Vec<Shown>,
}

impl Content {
    /// What it is found by: both languages, folded.
    pub fn folded(&self) -> String {
        let words = [&self.title.vi, &self.title.en, &self.summary.vi, &self.summary.en, &self.author];
        let tags = self.tags.iter().map(String::as_str);
        fold(&words.into_iter().map(String::as_str).chain(tags).collect::<Vec<_>>().join(" "))
    }

    /// The address of an article of this title: words without marks, then a few digits of its own.
    pub fn slug(&self, id: i64) -> String {
        address(&self.title.vi, &format!("{:x}", id.unsigned_abs() & 0xf_ffff))
    }

    /// Tags as typed: `a, b`.
    pub fn tags_of(typed: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for tag in typed.split(',').map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")) {
            if !tag.is_empty() && !out.contains(&tag) && out.len() < 20 {
                out.push(tag);
            }
        }
        out
    }
}

/// A title as an address: its words without marks, ended by what tells it from others.
pub fn address(title: &str, end: &str) -> String {
    let folded = fold(title);
    let mut out = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        if out.len() + word.len() > 72 {
            break;
        }
        out.push_str(word);
        out.push('-');
    }
    out + end
}

/// What readers typed as a pattern over folded text: all its words, in order; empty for none.
pub fn pattern(typed: &str) -> String {
    let folded = fold(typed);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() { String::new() } else { format!("%{}%", words.join("%")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_title_without_marks() {
        let content = Content {
            title: Both { vi: "Sơ kết 6 tháng: “đường dài”".into(), en: String::new() },
            ..Content::default()
        };
        assert_eq!(content.slug(255), "so-ket-6-thang-duong-dai-ff");
    }

    #[test]
    fn tags_are_typed_with_commas() {
        assert_eq!(Content::tags_of(" sơ  kết, , Hải Phòng,sơ kết"), ["sơ kết", "Hải Phòng"]);
    }
}
