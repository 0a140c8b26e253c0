//! Tài liệu: what is known of one case for finding it, and how it lies in the index.

use crate::words::{SECTION, Words, head};
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, document::Value,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// Changes whenever an index made before could not be read or would answer otherwise.
pub const VERSION: u32 = 3;
/// Words of a title stand below this place, those of the body from here on.
pub const BODY: u32 = 256;
/// A word of the title counts like so many of the body.
const TITLE_COUNTS: u8 = 3;
/// Places between two sections, so that no phrase crosses.
const GAP: usize = 16;
/// Bytes of one body that are read; a thousand pages of text.
const MOST_BODY: usize = 4 << 20;

/// Hồ sơ as search knows it: one for each case.
///
/// Of a case whose content may not be found the caller gives `id`, `kind`, `unit`,
/// `day` and `number`, and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    /// The case; a later document with the same id takes its place.
    pub id: i64,
    /// What kind of case, as `petition`.
    pub kind: String,
    /// The unit by which rights are judged.
    pub unit: String,
    /// Day it is ordered by, as 20230714.
    pub day: i64,
    /// Số hồ sơ.
    pub number: String,
    /// Numbers of its papers.
    pub papers: Vec<String>,
    /// Về việc.
    pub title: String,
    /// Names of people in the open.
    pub people: Vec<String>,
    /// What its acts say.
    pub texts: Vec<String>,
    /// Words it is found by and that no piece of text shows: what stands beside a hit anyway.
    pub beside: Vec<String>,
    /// Something of it is sealed: what an older document said must leave the disk.
    pub sealed: bool,
}

/// What is read back of a document to show it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    #[serde(rename = "n")]
    pub number: String,
    #[serde(rename = "t")]
    pub title: String,
    #[serde(rename = "b")]
    pub body: String,
    #[serde(rename = "s", default, skip_serializing_if = "std::ops::Not::not")]
    pub sealed: bool,
}

/// The fields of the index.
#[derive(Debug, Clone)]
pub struct Fields {
    pub schema: Schema,
    /// Words without marks.
    pub folded: Field,
    /// Words with marks.
    pub exact: Field,
    /// The numbers of the case and its papers, part by part.
    pub number: Field,
    /// Names of people, without marks.
    pub person: Field,
    pub id: Field,
    day: Field,
    unit: Field,
    kind: Field,
    pub kept: Field,
}

impl Fields {
    pub fn new() -> Self {
        let mut schema = Schema::builder();
        let words = |tokenizer: &str| {
            let record = IndexRecordOption::WithFreqsAndPositions;
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let word = TextOptions::default().set_fast("raw");
        let folded = schema.add_text_field("folded", words("folded"));
        let exact = schema.add_text_field("exact", words("exact"));
        let number = schema.add_text_field("number", words("list"));
        let person = schema.add_text_field("person", words("list"));
        let id = schema.add_i64_field("id", INDEXED | FAST);
        let day = schema.add_i64_field("day", FAST);
        let unit = schema.add_text_field("unit", word.clone());
        let kind = schema.add_text_field("kind", word);
        let kept = schema.add_bytes_field("kept", STORED);
        Self { schema: schema.build(), folded, exact, number, person, id, day, unit, kind, kept }
    }

    /// A document as it is handed to the index.
    pub fn document(&self, doc: &Doc) -> TantivyDocument {
        let section = SECTION.to_string();
        let mut body = String::new();
        for text in doc.texts.iter().chain(&doc.people).map(String::as_str) {
            let room = MOST_BODY.saturating_sub(body.len());
            if room == 0 {
                break;
            }
            if !body.is_empty() {
                body.push(SECTION);
            }
            body.push_str(head(text, room));
        }
        let title = doc.title.replace(SECTION, " ");
        let numbers: Vec<&str> = std::iter::once(&doc.number).chain(&doc.papers).map(String::as_str).collect();
        let numbers = numbers.join(&section);
        let beside = doc.beside.join(&section);
        let all = [title.as_str(), &body, &numbers, &beside].join(&section);
        let kept = Kept { number: doc.number.clone(), title: doc.title.clone(), body, sealed: doc.sealed };
        let mut out = TantivyDocument::new();
        out.add_text(self.folded, &all);
        out.add_text(self.exact, &all);
        out.add_text(self.number, &numbers);
        out.add_text(self.person, doc.people.join(&section));
        out.add_i64(self.id, doc.id);
        out.add_i64(self.day, doc.day);
        out.add_text(self.unit, &doc.unit);
        out.add_text(self.kind, &doc.kind);
        out.add_bytes(self.kept, &serde_json::to_vec(&kept).unwrap_or_default());
        out
    }

    /// What was kept of a document.
    pub fn kept(&self, doc: &TantivyDocument) -> Kept {
        let bytes = doc.get_first(self.kept).and_then(|v| v.as_bytes());
        bytes.and_then(|b| serde_json::from_slice(b).ok()).unwrap_or_default()
    }
}

/// The three ways a text is taken apart for the index.
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register("folded", TextAnalyzer::from(Split { exact: false, titled: true }));
    manager.register("exact", TextAnalyzer::from(Split { exact: true, titled: true }));
    manager.register("list", TextAnalyzer::from(Split { exact: false, titled: false }));
    manager
}

#[derive(Clone)]
struct Split {
    exact: bool,
    /// The first section is a title.
    titled: bool,
}

impl Tokenizer for Split {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let token = Token { position: 0, ..Token::default() };
        Stream { split: self.clone(), words: Words::new(text), section: 0, next: 0, again: 0, token }
    }
}

struct Stream<'a> {
    split: Split,
    words: Words<'a>,
    section: u32,
    next: usize,
    /// How often the word of a title is still to be said at its place.
    again: u8,
    token: Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if self.again > 0 {
            self.again -= 1;
            return true;
        }
        let Some(place) = self.words.advance() else { return false };
        let section = self.words.section;
        if section > self.section {
            self.next += GAP * (section - self.section) as usize;
            if self.split.titled && self.section == 0 {
                self.next = self.next.max(BODY as usize);
            }
            self.section = section;
        }
        let word = if self.split.exact { &mut self.words.exact } else { &mut self.words.folded };
        std::mem::swap(&mut self.token.text, word);
        self.token.position = self.next;
        self.token.offset_from = place.start;
        self.token.offset_to = place.end;
        self.next += 1;
        self.again = if self.split.titled && section == 0 { TITLE_COUNTS - 1 } else { 0 };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
