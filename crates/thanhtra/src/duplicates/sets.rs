//! Shares counted: so many of so many.

use serde::{Deserialize, Serialize};

/// So many found of so many.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Share {
    /// Found.
    pub found: usize,
    /// Of these.
    pub of: usize,
    /// The share, 1 when there is none to find.
    pub share: f64,
}

impl Share {
    /// From both numbers.
    pub fn new(found: usize, of: usize) -> Self {
        Self { found, of, share: if of == 0 { 1.0 } else { found as f64 / of as f64 } }
    }

    /// One more, found or not.
    pub fn count(&mut self, found: bool) {
        *self = Self::new(self.found + usize::from(found), self.of + 1);
    }
}

/// A share for each tenth of likeness.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Band {
    /// From this likeness on …
    pub from: f64,
    /// … to below this one.
    pub below: f64,
    /// What was found of it.
    #[serde(flatten)]
    pub share: Share,
}

/// Empty bands of a tenth each, from this one to 1.
pub fn bands(from: usize) -> Vec<Band> {
    let tenth = |n: usize| n as f64 / 10.0;
    (from..10).map(|n| Band { from: tenth(n), below: tenth(n + 1), share: Share::new(0, 0) }).collect()
}

/// Counts into the band of this likeness; below the first band, nowhere.
pub fn count(bands: &mut [Band], likeness: f64, found: bool) {
    if let Some(band) = bands.iter_mut().rfind(|b| b.from <= likeness) {
        band.share.count(found);
    }
}

/// The value that so many in a hundred do not exceed.
pub fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    values.get((values.len() * percent / 100).min(last)).copied().unwrap_or(0.0)
}
