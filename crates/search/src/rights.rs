//! Quyền: whose cases a reader may find, applied before anything is counted.

use std::collections::HashSet;
use std::sync::Arc;
use tantivy::columnar::{ColumnValues, StrColumn};

/// The units whose cases a reader may see.
#[derive(Debug, Clone)]
pub enum Rights {
    /// Every unit.
    All,
    /// These, and no other.
    Units(Arc<HashSet<String>>),
}

impl Rights {
    /// Rights to these units.
    pub fn units<S: Into<String>>(units: impl IntoIterator<Item = S>) -> Self {
        Self::Units(Arc::new(units.into_iter().map(Into::into).collect()))
    }

    fn allow(&self, unit: &str) -> bool {
        match self {
            Self::All => true,
            Self::Units(units) => units.contains(unit),
        }
    }
}

/// A column of words of one segment: a small number for each document.
pub(crate) struct Words {
    column: Option<(StrColumn, Arc<dyn ColumnValues<u64>>)>,
}

impl Words {
    pub(crate) fn open(reader: &tantivy::SegmentReader, field: &str) -> tantivy::Result<Self> {
        let column = reader.fast_fields().str(field)?;
        Ok(Self { column: column.map(|c| (c.clone(), c.ords().clone().first_or_default_col(u64::MAX))) })
    }

    pub(crate) fn of(&self, doc: u32) -> usize {
        self.column.as_ref().map_or(usize::MAX, |(_, ords)| usize::try_from(ords.get_val(doc)).unwrap_or(usize::MAX))
    }

    /// Every word there is, by its number.
    pub(crate) fn all(&self) -> tantivy::Result<Vec<String>> {
        let Some((column, _)) = &self.column else { return Ok(Vec::new()) };
        let mut words = Vec::with_capacity(column.dictionary().num_terms());
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            words.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
        Ok(words)
    }
}

/// Which documents of one segment a reader may see.
pub(crate) struct Allowed {
    units: Words,
    /// By number of the unit; nothing when all are allowed.
    which: Option<Vec<bool>>,
}

impl Allowed {
    pub(crate) fn open(reader: &tantivy::SegmentReader, rights: &Rights) -> tantivy::Result<Self> {
        let units = Words::open(reader, "unit")?;
        if matches!(rights, Rights::All) {
            return Ok(Self { units, which: None });
        }
        let which: Vec<bool> = units.all()?.iter().map(|unit| rights.allow(unit)).collect();
        // A document without a unit is nobody's: then each must be looked at.
        let all = !which.is_empty() && which.iter().all(|b| *b);
        Ok(Self { units, which: (!all).then_some(which) })
    }

    /// Nothing in this segment may be seen.
    pub(crate) fn is_nothing(&self) -> bool {
        self.which.as_ref().is_some_and(|which| !which.contains(&true))
    }

    #[inline]
    pub(crate) fn allows(&self, doc: u32) -> bool {
        match &self.which {
            None => true,
            Some(which) => which.get(self.units.of(doc)).copied().unwrap_or(false),
        }
    }
}
