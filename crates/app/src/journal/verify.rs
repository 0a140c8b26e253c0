//! Follows the chain of every case and makes the root over all heads.

use super::{chain, merkle, store};
use db::Db;
use std::fmt::Write as _;

/// Cases read in one snapshot.
const TOGETHER: u32 = 200;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verified {
    /// Cases looked at.
    pub cases: i64,
    /// Acts looked at.
    pub acts: i64,
    /// Root over the last acts of all cases, in hex.
    pub root: String,
    /// The first bad link of each case that has one.
    pub breaks: Vec<Broken>,
}

impl Verified {
    /// Nothing was changed behind the program's back.
    pub fn is_clean(&self) -> bool {
        self.breaks.is_empty()
    }
}

/// A case whose chain is broken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Broken {
    /// Number of the case.
    pub case: String,
    /// The first act that does not fit.
    pub seq: u32,
    /// In what way (see [`chain::Break`]); `unreadable` where a column holds something else.
    pub what: String,
}

/// Follows every chain. `progress` hears how many of how many cases are done.
pub async fn verify(db: &Db, mut progress: impl FnMut(i64, i64)) -> db::Result<Verified> {
    let total = db.read(store::count_cases).await?;
    let mut found = Verified { cases: 0, acts: 0, root: String::new(), breaks: Vec::new() };
    let mut root = merkle::Root::default();
    let mut after = String::new();
    loop {
        let from = after.clone();
        let some = db.read(move |tx| some_cases(tx, &from)).await?;
        let Some(last) = some.last() else { break };
        after.clone_from(&last.number);
        for case in some {
            found.cases += 1;
            found.acts += case.acts;
            root.add(&case.number, case.seq, &case.head);
            found.breaks.extend(case.broken);
        }
        progress(found.cases, total);
    }
    found.root = root.finish().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Ok(found)
}

struct Followed {
    number: String,
    seq: u32,
    head: chain::Hash,
    acts: i64,
    broken: Option<Broken>,
}

fn some_cases(tx: &mut dyn db::Tx, after: &str) -> db::Result<Vec<Followed>> {
    let mut out = Vec::new();
    for (head, last) in store::heads_after(tx, after, TOGETHER)? {
        let broken = |seq, what: &str| Some(Broken { case: head.number.clone(), seq, what: what.to_owned() });
        let (acts, broken) = match store::linked(tx, head.id) {
            Ok(acts) => {
                let links = acts.iter().map(|a| (&a.line, &a.prev[..], &a.hash[..]));
                let followed = chain::follow(&head, links, (last.seq, &last.hash));
                (acts.len(), followed.err().and_then(|b| broken(b.seq, b.what)))
            }
            Err(db::Error::Column { .. }) => (0, broken(0, "unreadable")),
            Err(e) => return Err(e),
        };
        let acts = i64::try_from(acts).unwrap_or(i64::MAX);
        out.push(Followed { number: head.number.clone(), seq: last.seq, head: last.hash, acts, broken });
    }
    Ok(out)
}
