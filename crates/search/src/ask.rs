//! Hỏi và đáp: a question put to the index, and its answer.
//!
//! What must be found decides the number of hits: every part, marks or no marks. The
//! order is by tiers: the number of the case or of its papers; then words as they
//! were typed with marks; then the rest. Within a tier the best first, recency at a tie.

use crate::doc::Fields;
use crate::index::{Error, Index};
use crate::query::{Part, Query, Term};
use crate::rank::{CLOSELY, closely};
use crate::rights::Rights;
use crate::snippet::{self, Marked};
use crate::top::{Found, Pass, Within, pass};
use std::collections::{BTreeMap, HashSet};
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, PhraseQuery, Query as Tree, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, Term as Key};

/// Which comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What answers best.
    #[default]
    Ranked,
    /// What is newest.
    Newest,
}

/// A question and who asks.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What must be found.
    pub query: Query,
    /// Whose cases may be found.
    pub rights: Rights,
    /// Only these kinds of case; nothing means all.
    pub kinds: Vec<String>,
    /// Only cases of these days, first and last included, as 20230714.
    pub days: Option<(i64, i64)>,
    /// Which comes first.
    pub order: Order,
    /// How many are passed over.
    pub skip: usize,
    /// How many are shown.
    pub take: usize,
}

impl Ask {
    /// The best twenty of all there is.
    pub fn all(query: Query) -> Self {
        Self { query, rights: Rights::All, kinds: Vec::new(), days: None, order: Order::Ranked, skip: 0, take: 20 }
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// How many have every part, within rights and kinds.
    pub total: u64,
    /// How many there are of each kind, within rights and days, whatever kinds were asked for.
    pub kinds: BTreeMap<String, u64>,
    /// Those asked for, in order.
    pub hits: Vec<Hit>,
    /// When there are too few hits: what has some of the words.
    pub near: Vec<Hit>,
}

/// One case that was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hit {
    /// The case.
    pub id: i64,
    /// Its kind.
    pub kind: String,
    /// Its unit.
    pub unit: String,
    /// Day it is ordered by, as 20230714.
    pub day: i64,
    /// Số hồ sơ.
    pub number: String,
    /// Its title.
    pub title: Marked,
    /// The piece of its text that answers.
    pub piece: Marked,
}

impl Index {
    /// Answers a question. Nothing asked finds nothing.
    pub fn ask(&self, ask: &Ask) -> Result<Answer, Error> {
        if ask.query.is_empty() {
            return Ok(Answer::default());
        }
        let searcher = self.searcher();
        let asking = Asking { searcher: &searcher, fields: &self.fields, ask };
        let mut answer = match ask.order {
            Order::Newest => asking.newest()?,
            Order::Ranked => asking.ranked()?,
        };
        if ask.query.unfinished && answer.total < ask.take as u64 {
            let longer = asking.finished()?;
            if longer.total > answer.total {
                answer = longer;
            }
        }
        let mut out =
            Answer { total: answer.total, kinds: answer.kinds, hits: asking.shown(&answer.best)?, near: Vec::new() };
        if answer.total < ask.take.min(10) as u64 && ask.order == Order::Ranked && ask.skip == 0 {
            out.near = asking.shown(&asking.near(&answer.best)?)?;
        }
        Ok(out)
    }

    /// Every case that has every part, within rights, kinds and days, by number.
    pub fn found(&self, ask: &Ask) -> Result<Vec<i64>, Error> {
        if ask.query.is_empty() {
            return Ok(Vec::new());
        }
        let searcher = self.searcher();
        let asking = Asking { searcher: &searcher, fields: &self.fields, ask };
        let most = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX - 1);
        let all = pass(&searcher, &*asking.every(Form::Folded), asking.within(), false, most)?;
        let mut ids: Vec<i64> = all.best.into_iter().map(|one| one.id).collect();
        ids.sort_unstable();
        Ok(ids)
    }
}

/// A question on its way.
struct Asking<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    ask: &'a Ask,
}

impl Asking<'_> {
    fn within(&self) -> Within<'_> {
        Within { rights: &self.ask.rights, kinds: &self.ask.kinds, days: self.ask.days }
    }

    fn wanted(&self) -> usize {
        self.ask.skip.saturating_add(self.ask.take)
    }

    fn newest(&self) -> Result<Pass, Error> {
        let mut pass = pass(self.searcher, &*self.every(Form::Folded), self.within(), false, self.wanted())?;
        pass.best.drain(..self.ask.skip.min(pass.best.len()));
        Ok(pass)
    }

    fn ranked(&self) -> Result<Pass, Error> {
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        for form in [Form::Number, Form::Exact] {
            if found.len() >= self.wanted() || !self.makes_a_difference(form) {
                continue;
            }
            let tier = pass(self.searcher, &*self.every(form), self.within(), true, self.kept())?;
            self.add(tier.best, form, &mut found, &mut seen)?;
        }
        // Enough already: the rest is counted only.
        let enough = found.len() >= self.wanted();
        let keep = if enough { 0 } else { self.kept() + found.len() };
        let mut all = pass(self.searcher, &*self.every(Form::Folded), self.within(), !enough, keep)?;
        self.add(std::mem::take(&mut all.best), Form::Folded, &mut found, &mut seen)?;
        found.truncate(self.wanted());
        found.drain(..self.ask.skip.min(found.len()));
        all.best = found;
        Ok(all)
    }

    fn kept(&self) -> usize {
        self.wanted().max(CLOSELY)
    }

    fn add(
        &self,
        mut tier: Vec<Found>,
        form: Form,
        found: &mut Vec<Found>,
        seen: &mut HashSet<(u32, u32)>,
    ) -> Result<(), Error> {
        tier.retain(|one| seen.insert(one.place()));
        closely(self.searcher, &self.words(form), &mut tier)?;
        found.extend(tier);
        Ok(())
    }

    /// Every word asked for as it is looked up.
    fn words(&self, form: Form) -> Vec<Key> {
        self.ask.query.terms().map(|term| self.key(term, form)).collect()
    }

    fn makes_a_difference(&self, form: Form) -> bool {
        match form {
            Form::Folded => true,
            Form::Exact => self.ask.query.terms().any(Term::is_marked),
            Form::Number => self.as_number().is_some() || self.has_number(),
        }
    }

    fn has_number(&self) -> bool {
        self.ask.query.parts.iter().any(|p| matches!(p, Part::Number(_)))
    }

    /// A number typed with blanks: `05 KL TTTP`.
    fn as_number(&self) -> Option<Vec<&Term>> {
        let words = self.ask.query.parts.iter().all(|p| matches!(p, Part::Word(_)));
        let terms: Vec<&Term> = self.ask.query.terms().collect();
        let figures = terms.iter().any(|t| t.folded.bytes().all(|b| b.is_ascii_digit()));
        (words && figures && (2..8).contains(&terms.len())).then_some(terms)
    }

    /// The question that has every part.
    fn every(&self, form: Form) -> Box<dyn Tree> {
        if form == Form::Number
            && let Some(terms) = self.as_number()
        {
            return phrase(terms.iter().map(|t| Key::from_field_text(self.fields.number, &t.folded)).collect());
        }
        let mut parts: Vec<Box<dyn Tree>> = Vec::new();
        for part in &self.ask.query.parts {
            let of = |field: Field| part.terms().iter().map(move |t| Key::from_field_text(field, &t.folded)).collect();
            parts.push(match part {
                Part::Number(_) if form == Form::Number => phrase(of(self.fields.number)),
                Part::Person(_) => phrase(of(self.fields.person)),
                _ => phrase(part.terms().iter().map(|t| self.key(t, form)).collect()),
            });
        }
        all_of(parts)
    }

    /// A word as it is looked up. Who types marks types all of them: a word without is
    /// meant so in the exact form.
    fn key(&self, term: &Term, form: Form) -> Key {
        match form {
            Form::Exact => Key::from_field_text(self.fields.exact, &term.exact),
            _ => Key::from_field_text(self.fields.folded, &term.folded),
        }
    }

    /// The question with its last word gone on with.
    fn finished(&self) -> Result<Pass, Error> {
        let mut parts = self.ask.query.parts.clone();
        let Some(Part::Word(begun)) = parts.pop() else { return Ok(Pass::default()) };
        let ends = self.beginning_with(&begun.folded)?;
        let ends = ends.into_iter().map(|end| {
            let query: Box<dyn Tree> =
                Box::new(TermQuery::new(Key::from_field_text(self.fields.folded, &end), IndexRecordOption::WithFreqs));
            (Occur::Should, query)
        });
        let mut trees: Vec<Box<dyn Tree>> = vec![Box::new(BooleanQuery::new(ends.collect()))];
        for part in &parts {
            trees.push(phrase(part.terms().iter().map(|t| self.key(t, Form::Folded)).collect()));
        }
        let mut pass = pass(self.searcher, &*all_of(trees), self.within(), true, self.kept())?;
        pass.best.truncate(self.wanted());
        Ok(pass)
    }

    /// The most frequent words that begin so.
    fn beginning_with(&self, begun: &str) -> Result<Vec<String>, Error> {
        const MOST: usize = 24;
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.fields.folded)?;
            let mut words = index.terms().range().ge(begun).into_stream()?;
            while words.advance() && words.key().starts_with(begun.as_bytes()) && counts.len() < 4096 {
                let word = String::from_utf8_lossy(words.key()).into_owned();
                *counts.entry(word).or_default() += u64::from(words.value().doc_freq);
            }
        }
        let mut words: Vec<(String, u64)> = counts.into_iter().collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(words.into_iter().take(MOST).map(|(word, _)| word).collect())
    }

    fn near(&self, but: &[Found]) -> Result<Vec<Found>, Error> {
        let form = if self.makes_a_difference(Form::Exact) { Form::Exact } else { Form::Folded };
        let words = self.words(form);
        // A word alone, or a name: without it nothing is near.
        if words.len() < 2 || self.ask.query.parts.iter().any(|p| matches!(p, Part::Person(_))) {
            return Ok(Vec::new());
        }
        let Some(query) = crate::near::some_of(self.searcher, &words)? else { return Ok(Vec::new()) };
        let mut best = pass(self.searcher, &*query, self.within(), true, CLOSELY)?.best;
        closely(self.searcher, &words, &mut best)?;
        best.retain(|one| !but.iter().any(|b| b.place() == one.place()));
        best.truncate(self.ask.take.saturating_sub(but.len()));
        Ok(best)
    }

    fn shown(&self, found: &[Found]) -> Result<Vec<Hit>, Error> {
        let terms: Vec<&Term> = self.ask.query.terms().collect();
        found.iter().map(|one| self.hit(one, &terms)).collect()
    }

    fn hit(&self, one: &Found, terms: &[&Term]) -> Result<Hit, Error> {
        let kept = self.fields.kept(&self.searcher.doc(DocAddress::new(one.segment, one.doc))?);
        let fast = self.searcher.segment_reader(one.segment).fast_fields();
        let word = |field: &str| -> Result<String, Error> {
            let mut out = String::new();
            if let Some(column) = fast.str(field)?
                && let Some(ord) = column.ords().first(one.doc)
            {
                column.ord_to_str(ord, &mut out)?;
            }
            Ok(out)
        };
        Ok(Hit {
            id: one.id,
            kind: word("kind")?,
            unit: word("unit")?,
            day: one.day,
            number: kept.number,
            title: snippet::whole(&kept.title, terms),
            piece: snippet::piece(&kept.body, terms),
        })
    }
}

/// In which form the words of a question are looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Numbers among the case's own.
    Number,
    /// Words as typed with marks.
    Exact,
    /// Words without marks.
    Folded,
}

fn phrase(mut terms: Vec<Key>) -> Box<dyn Tree> {
    match (terms.len(), terms.windows(2).all(|w| w[0].field() == w[1].field())) {
        (0, _) => Box::new(EmptyQuery),
        (1, _) => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
        (_, true) => Box::new(PhraseQuery::new(terms)),
        (_, false) => Box::new(EmptyQuery),
    }
}

fn all_of(mut parts: Vec<Box<dyn Tree>>) -> Box<dyn Tree> {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    Box::new(BooleanQuery::new(parts.into_iter().map(|part| (Occur::Must, part)).collect()))
}
