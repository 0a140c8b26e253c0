//! What an address asks the index: words, kind, unit, year, order and page, within what
//! the reader may see.

use crate::accounts::one_unit;
use crate::cases;
use crate::cx::Cx;
use crate::errors::FieldError;
use crate::forms::Posted;
use crate::lang::typed;
use ::search::{Ask, Order, Query, Rights};

/// Hits of one page.
pub const PAGE: usize = 20;
/// Pages that are turned to; who has not found it by then asks more closely.
pub const MOST_PAGES: usize = 50;
/// First year whose cases a register is likely to hold, and the last one.
const YEARS: std::ops::RangeInclusive<i64> = 1945..=2200;

/// A question as it was asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// As typed.
    pub q: String,
    /// Word of the kind, or nothing.
    pub kind: String,
    /// As typed.
    pub unit: String,
    /// As typed.
    pub year: String,
    /// Newest first.
    pub newest: bool,
    /// From 1.
    pub page: usize,
    /// More was typed than is looked at.
    pub cut: bool,
    /// What could not be read.
    pub wrong: Vec<FieldError>,
}

impl Asked {
    /// Reads an address; what cannot be read is named and left out of the question.
    pub fn read(cx: &Cx, query: &Posted) -> (Self, Ask) {
        let mut asked = Self {
            q: query.get("q").to_owned(),
            unit: query.get("unit").to_owned(),
            year: query.get("year").to_owned(),
            newest: query.get("sort") == "newest",
            ..Self::default()
        };
        // The same filter as the list of cases: its units are what the reader may see.
        let (filter, unread) = cases::filter(cx, query);
        asked.kind = filter.kind;
        asked.wrong.extend(unread.into_iter().filter(|wrong| wrong.field == "kind"));
        let mut wrong = |field: &str, what| asked.wrong.push(FieldError::new(field, what));
        let tree = cx.app.tree;
        if !asked.unit.is_empty() && one_unit(cx, &asked.unit).is_none() && tree.latest(&asked.unit).is_none() {
            wrong("unit", "invalid.unit");
        }
        if !["", "rank", "newest"].contains(&query.get("sort")) {
            wrong("sort", "invalid.not_a_choice");
        }
        let year = typed::whole(&asked.year).filter(|year| YEARS.contains(year));
        if year.is_none() && !asked.year.is_empty() {
            wrong("year", "search.wrong_year");
        }
        let page = typed::whole(query.get("page")).and_then(|page| usize::try_from(page).ok());
        if !query.get("page").is_empty() && !page.is_some_and(|page| (1..=MOST_PAGES).contains(&page)) {
            wrong("page", "search.wrong_page");
        }
        asked.page = page.unwrap_or(1).clamp(1, MOST_PAGES);
        let words = Query::parse(&asked.q);
        asked.cut = words.cut;
        let ask = Ask {
            query: words,
            rights: filter.units.codes().map_or(Rights::All, Rights::units),
            kinds: if asked.kind.is_empty() { Vec::new() } else { vec![asked.kind.clone()] },
            days: year.map(|year| (year * 10_000, year * 10_000 + 9_999)),
            order: if asked.newest { Order::Newest } else { Order::Ranked },
            skip: (asked.page - 1) * PAGE,
            take: PAGE,
        };
        (asked, ask)
    }

    /// This question with one part of its address changed; another question begins at its first page.
    pub fn to(&self, name: &str, value: &str) -> String {
        let page = if self.page > 1 { self.page.to_string() } else { String::new() };
        let sort = if self.newest { "newest" } else { "" };
        let parts = [("q", self.q.as_str()), ("kind", &self.kind), ("unit", &self.unit), ("year", &self.year)];
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (n, v) in parts.into_iter().chain([("sort", sort), ("page", &page)]) {
            let v = if n == name { value } else { v };
            let keeps = n == name || n != "page";
            if keeps && !v.is_empty() {
                out.append_pair(n, v);
            }
        }
        format!("/search?{}", out.finish())
    }
}
