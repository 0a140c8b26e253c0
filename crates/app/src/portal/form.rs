//! What an editor typed: read field by field, each wrong one named, nothing lost.

use super::article::{Both, CATEGORIES, Content, LONGEST_BODY, LONGEST_LINE, LONGEST_SUMMARY, LONGEST_TITLE, Shown};
use crate::errors::FieldError;
use crate::facts_form::slashes;
use crate::forms::Posted;
use crate::lang::typed;
use jiff::civil::{Date, DateTime};

/// An article as typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    /// As far as it can be read.
    pub content: Content,
    /// The day as typed.
    pub event_on: String,
    /// Tags as typed.
    pub tags: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// A picture that came with it: hash and sizes, still to be kept.
    pub picture: Option<(String, picture::Ready)>,
}

impl Typed {
    /// What is kept, to be typed on.
    pub fn of(content: &Content) -> Self {
        Self {
            event_on: content.event_on.map(slashes).unwrap_or_default(),
            tags: content.tags.join(", "),
            content: content.clone(),
            ..Self::default()
        }
    }

    /// Reads a form. `handed_in` asks for what a reader must have.
    pub fn read(form: &Posted) -> Self {
        let both = |name: &str| Both { vi: raw(form, &format!("{name}_vi")), en: raw(form, &format!("{name}_en")) };
        let mut typed = Self {
            event_on: form.get("event_on").to_owned(),
            tags: form.get("tags").to_owned(),
            content: Content {
                title: both("title"),
                summary: both("summary"),
                body: both("body"),
                author: form.get("author").to_owned(),
                source: form.get("source").to_owned(),
                source_url: form.get("source_url").to_owned(),
                category: form.get("category").to_owned(),
                ..Content::default()
            },
            ..Self::default()
        };
        typed.content.tags = Content::tags_of(&typed.tags);
        typed.pictures(form);
        typed.check();
        typed
    }

    fn wrong(&mut self, field: impl Into<String>, what: &'static str) {
        self.errors.push(FieldError::new(field, what));
    }

    fn check(&mut self) {
        if self.content.title.vi.is_empty() {
            self.wrong("title_vi", "article_wrong.needed");
        }
        let c = &self.content;
        let lengths = [
            ("title_vi", &c.title.vi, LONGEST_TITLE),
            ("title_en", &c.title.en, LONGEST_TITLE),
            ("summary_vi", &c.summary.vi, LONGEST_SUMMARY),
            ("summary_en", &c.summary.en, LONGEST_SUMMARY),
            ("body_vi", &c.body.vi, LONGEST_BODY),
            ("body_en", &c.body.en, LONGEST_BODY),
            ("author", &c.author, LONGEST_LINE),
            ("source", &c.source, LONGEST_LINE),
            ("source_url", &c.source_url, LONGEST_LINE),
            ("tags", &self.tags, LONGEST_LINE),
        ];
        let long: Vec<&str> =
            lengths.iter().filter(|(_, text, most)| text.chars().count() > *most).map(|l| l.0).collect();
        for field in long {
            self.wrong(field, "article_wrong.long");
        }
        let url = &self.content.source_url;
        if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
            self.wrong("source_url", "article_wrong.url");
        }
        if !CATEGORIES.contains(&self.content.category.as_str()) {
            self.wrong("category", "article_wrong.needed");
        }
        if !self.event_on.is_empty() {
            match typed::date(&self.event_on) {
                Some(day) => self.content.event_on = Some(day),
                None => self.wrong("event_on", "article_wrong.date"),
            }
        }
    }

    /// Pictures kept before, with what is said of them now, and the one that came along.
    fn pictures(&mut self, form: &Posted) {
        for at in 0..20 {
            let get = |name: &str| form.get(&format!("pictures.{at}.{name}")).to_owned();
            let hash = get("hash");
            let plain = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
            if !plain || form.has(&format!("pictures.{at}.drop")) {
                continue;
            }
            let number = |name: &str| get(name).parse().unwrap_or(1_u32).clamp(1, 10_000);
            let shown = Shown {
                hash,
                width: number("width"),
                height: number("height"),
                alt: Both { vi: get("alt_vi"), en: get("alt_en") },
                caption: Both { vi: get("caption_vi"), en: get("caption_en") },
            };
            if shown.alt.vi.is_empty() {
                let place = self.content.pictures.len();
                self.wrong(format!("pictures.{place}.alt_vi"), "article_wrong.alt");
            }
            self.content.pictures.push(shown);
        }
        let Some(file) = form.file("picture") else { return };
        match picture::ready(&file.bytes) {
            Ok(made) => {
                use sha2::Digest;
                let hash = crate::random::to_hex(&sha2::Sha256::digest(&file.bytes));
                let alt = Both { vi: form.get("new_alt_vi").to_owned(), en: String::new() };
                let place = self.content.pictures.len();
                if alt.vi.is_empty() {
                    self.wrong(format!("pictures.{place}.alt_vi"), "article_wrong.alt");
                }
                let (width, height) = (made.width, made.height);
                self.content.pictures.push(Shown { hash: hash.clone(), width, height, alt, caption: Both::default() });
                self.picture = Some((hash, made));
            }
            Err(picture::PictureError::Bytes | picture::PictureError::Points { .. }) => {
                self.wrong("picture", "article_wrong.picture_large");
            }
            Err(_) => self.wrong("picture", "article_wrong.picture"),
        }
    }
}

/// A text as typed, with its line breaks, without blanks around it.
fn raw(form: &Posted, name: &str) -> String {
    form.get(name).replace("\r\n", "\n")
}

/// `14/07/2023 18:30` as milliseconds.
pub(crate) fn moment(text: &str) -> Option<i64> {
    let (day, time) = text.trim().split_once(' ')?;
    let day: Date = typed::date(day)?;
    let (hour, minute) = time.trim().split_once(':')?;
    let at = DateTime::new(day.year(), day.month(), day.day(), hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
    Some(at.to_zoned(crate::clock::vietnam()).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_typed_as_portals_print_it() {
        assert_eq!(moment("14/07/2023 18:30"), Some(1_689_334_200_000));
        assert_eq!(moment("14/07/2023"), None);
        assert_eq!(moment("14/07/2023 25:00"), None);
    }

    #[test]
    fn every_wrong_field_is_named_and_nothing_typed_is_lost() {
        let typed = Typed::read(&Posted::from_query(
            "title_en=T&body_vi=x&source_url=javascript:1&event_on=31/02/2023&category=zz",
        ));
        let fields: Vec<&str> = typed.errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["title_vi", "source_url", "category", "event_on"]);
        assert_eq!((typed.content.body.vi.as_str(), typed.event_on.as_str()), ("x", "31/02/2023"));
    }
}
