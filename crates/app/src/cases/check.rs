//! Derives every case anew from its acts and compares with what is kept.
//!
//! Where a case stands, what is due and what it counts follow from its acts and
//! the law alone; whatever differs was written by hand, by a fault, or under
//! another calendar. Lists and deadlines can be put right; postings never are,
//! because printed sheets rest on them.

use super::file;
use super::kept::{self, Loaded};
use crate::journal::{Error, store};
use db::{Db, Tx, Val};
use law::Law;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Cases read in one snapshot.
const TOGETHER: u32 = 100;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Checked {
    /// Cases looked at.
    pub cases: i64,
    /// Acts looked at.
    pub acts: i64,
    /// Deadlines compared.
    pub deadlines: i64,
    /// Postings compared.
    pub postings: i64,
    /// What differs.
    pub differences: Vec<Difference>,
}

impl Checked {
    /// Everything kept is what the acts and the law say.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Something kept that is not what the acts say.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// Number of the case; empty where rows belong to none.
    pub case: String,
    /// What differs, as `standing`, `deadline announce #1`, `posting 3.2`.
    pub what: String,
    /// What is kept; empty: nothing.
    pub kept: String,
    /// What follows from the acts; empty: nothing.
    pub derived: String,
}

/// Compares every case. `progress` hears how many of how many are done. With
/// `repair`, lists and deadlines that differ are put right.
pub async fn check(db: &Db, law: Arc<Law>, repair: bool, mut progress: impl FnMut(i64, i64)) -> Result<Checked, Error> {
    crate::journal::settle(db).await?;
    let (total, began) = db.read(|tx| Ok::<_, Error>((store::count_cases(tx)?, store::as_of(tx)?))).await?;
    let mut checked = Checked::default();
    let mut after = String::new();
    loop {
        let (from, by) = (after.clone(), law.clone());
        let Some(some) = db.read(move |tx| some_cases(tx, &from, &by)).await? else { break };
        if repair && !some.wrong.is_empty() {
            let (wrong, by) = (some.wrong.clone(), law.clone());
            db.write(move |tx| wrong.iter().try_for_each(|number| put_right(tx, number, &by))).await?;
        }
        checked.cases += some.checked.cases;
        checked.acts += some.checked.acts;
        checked.deadlines += some.checked.deadlines;
        checked.postings += some.checked.postings;
        checked.differences.extend(some.checked.differences);
        after = some.last;
        progress(checked.cases, total);
    }
    crate::journal::settle(db).await?;
    let (rows, ended) = db.read(|tx| Ok::<_, Error>((store::totals(tx)?, store::as_of(tx)?))).await?;
    if began != ended {
        // Acts were recorded meanwhile: the sums cannot agree, and each case was compared by itself.
        return Ok(checked);
    }
    let seen = [checked.acts, checked.deadlines, checked.postings, checked.acts];
    for (what, (kept, derived)) in ["acts", "deadlines", "postings", "positions"].into_iter().zip(rows.iter().zip(seen))
    {
        // Only meaningful when the cases themselves agree: rows that belong to no case.
        if checked.differences.is_empty() && *kept != derived {
            checked.differences.push(Difference {
                case: String::new(),
                what: format!("rows of {what}"),
                kept: kept.to_string(),
                derived: derived.to_string(),
            });
        }
    }
    checked.differences.extend(names(db, repair).await?);
    Ok(checked)
}

/// The names people are found by, against the people; with `repair` they are written anew.
async fn names(db: &Db, repair: bool) -> Result<Option<Difference>, Error> {
    let differ = db.read(|tx| Ok::<_, Error>(crate::people::differ(tx)?)).await?;
    let Some((kept, derived)) = differ else { return Ok(None) };
    if repair {
        db.write(|tx| Ok::<_, Error>(crate::people::rebuild(tx)?)).await?;
    }
    let (kept, derived) = (kept.to_string(), derived.to_string());
    Ok(Some(Difference { case: String::new(), what: "names of people".to_owned(), kept, derived }))
}

struct Batch {
    checked: Checked,
    wrong: Vec<String>,
    last: String,
}

fn some_cases(tx: &mut dyn Tx, after: &str, law: &Law) -> Result<Option<Batch>, Error> {
    let heads = store::heads_after(tx, after, TOGETHER)?;
    let Some(last) = heads.last().map(|(head, _)| head.number.clone()) else { return Ok(None) };
    let mut some = Batch { checked: Checked::default(), wrong: Vec::new(), last };
    for (head, last) in heads {
        some.checked.cases += 1;
        let number = head.number.clone();
        match kept::load_under(tx, head, last) {
            Ok(loaded) => {
                let before = some.checked.differences.len();
                match one_case(tx, &loaded, law, &mut some.checked) {
                    Err(Error::Unreadable { seq, why, .. }) => {
                        let what = format!("act {seq}");
                        some.checked.differences.push(Difference {
                            case: number,
                            what,
                            kept: why,
                            derived: String::new(),
                        });
                        continue;
                    }
                    other => other?,
                }
                if some.checked.differences.len() > before {
                    some.wrong.push(number);
                }
            }
            Err(Error::Unreadable { seq, why, .. }) => some.checked.differences.push(Difference {
                case: number,
                what: format!("act {seq}"),
                kept: why,
                derived: String::new(),
            }),
            Err(e) => return Err(e),
        }
    }
    Ok(Some(some))
}

fn one_case(tx: &mut dyn Tx, loaded: &Loaded, law: &Law, checked: &mut Checked) -> Result<(), Error> {
    let (head, file) = (&loaded.head, &loaded.file);
    let looked = loaded.kind.look(file, law).map_err(|no| file::unreadable(head, no))?;
    let mut compare = Compare { case: &head.number, out: &mut checked.differences };
    let deadlines = &looked.state.deadlines;
    let shown = file::shown(&looked.state);

    let columns = store::shown(tx, head.id)?;
    let derived = crate::journal::shown_vals(&shown, deadlines);
    for ((name, kept), derived) in columns.into_iter().zip(&derived) {
        compare.vals(name, Some(&[kept]), Some(std::slice::from_ref(derived)));
    }

    let text = |links: &[(String, String)]| {
        let mut words: Vec<Val> = links.iter().map(|(word, number)| Val::Text(format!("{word} {number}"))).collect();
        words.sort_by_key(|v| words_of(std::slice::from_ref(v)));
        words
    };
    let (kept, wanted) = (text(&store::links(tx, head.id)?), text(&shown.links));
    compare.vals("links", Some(&kept), Some(&wanted));

    let rows = crate::journal::deadline_rows(tx, head.id)?;
    let wanted = crate::journal::derived_rows(deadlines);
    compare.maps(&rows, &wanted, |(rule, opened_by)| format!("deadline {rule} #{opened_by}"));

    let mut next = BTreeMap::new();
    let mut wanted = BTreeMap::new();
    for (seq, posting) in &looked.postings {
        let n = next.entry(*seq).or_insert(0_usize);
        let row = crate::journal::posting_vals(head, *seq, *n, posting);
        wanted.insert((i64::from(*seq), i64::try_from(*n).unwrap_or(i64::MAX)), row[4..].to_vec());
        *n += 1;
    }
    let rows = store::posting_rows(tx, &head.unit.0, head.id)?;
    compare.maps(&rows, &wanted, |(seq, line)| format!("posting {seq}.{line}"));

    checked.acts += i64::try_from(file.acts.len()).unwrap_or(i64::MAX);
    checked.deadlines += i64::try_from(deadlines.len()).unwrap_or(i64::MAX);
    checked.postings += i64::try_from(rows.len()).unwrap_or(i64::MAX);
    Ok(())
}

struct Compare<'a> {
    case: &'a str,
    out: &'a mut Vec<Difference>,
}

impl Compare<'_> {
    fn vals(&mut self, what: &str, kept: Option<&[Val]>, derived: Option<&[Val]>) {
        if kept != derived {
            let (case, what) = (self.case.to_owned(), what.to_owned());
            self.out.push(Difference { case, what, kept: words(kept), derived: words(derived) });
        }
    }

    fn maps<K: Ord>(
        &mut self,
        kept: &BTreeMap<K, Vec<Val>>,
        derived: &BTreeMap<K, Vec<Val>>,
        name: impl Fn(&K) -> String,
    ) {
        for (key, row) in kept {
            self.vals(&name(key), Some(row), derived.get(key).map(Vec::as_slice));
        }
        for (key, row) in derived.iter().filter(|(key, _)| !kept.contains_key(*key)) {
            self.vals(&name(key), None, Some(row));
        }
    }
}

fn words(vals: Option<&[Val]>) -> String {
    words_of(vals.unwrap_or_default())
}

fn words_of(vals: &[Val]) -> String {
    let word = |v: &Val| match v {
        Val::Null => "-".to_owned(),
        Val::Int(n) => n.to_string(),
        Val::Text(t) => t.clone(),
        Val::Blob(b) => crate::random::to_hex(b),
    };
    vals.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Writes list row and deadlines of a case anew.
fn put_right(tx: &mut dyn Tx, number: &str, law: &Law) -> Result<(), Error> {
    let Some(loaded) = kept::load(tx, number)? else { return Ok(()) };
    let looked = loaded.kind.look(&loaded.file, law).map_err(|no| file::unreadable(&loaded.head, no))?;
    crate::journal::repair(tx, loaded.head.id, &file::shown(&looked.state), &looked.state.deadlines)?;
    Ok(())
}
