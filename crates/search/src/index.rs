//! Chỉ mục: the index on disk or in memory, and how it is written.

use crate::doc::{Doc, Fields, VERSION, tokenizers};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, IndexReader, IndexWriter, ReloadPolicy, Searcher, TERMINATED, Term};

/// Memory the writer may fill before it writes a segment.
const WRITER_BYTES: usize = 64 << 20;

/// Why the index could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index itself: missing pieces, a full disk, another process that writes it.
    #[error("the search index: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// Its folder.
    #[error("the folder of the search index: {0}")]
    Folder(#[from] std::io::Error),
}

impl Error {
    /// Another process holds the folder; the index in it may be whole.
    pub fn is_held_by_another(&self) -> bool {
        matches!(self, Self::Index(tantivy::TantivyError::LockFailure(..)))
    }
}

/// An open index: any number of questions at once, one writing at a time.
pub struct Index {
    pub(crate) fields: Fields,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
}

/// An opened index, and whether what was in the folder could be used.
pub struct Opened {
    /// The index.
    pub index: Index,
    /// Why it had to be begun anew; nothing when it goes on.
    pub anew: Option<String>,
}

impl Index {
    /// An index that ends with the process.
    pub fn in_memory() -> Result<Self, Error> {
        let fields = Fields::new();
        Self::over(tantivy::Index::create_in_ram(fields.schema.clone()), fields)
    }

    /// Opens the index in a folder. One that is missing, of another version or
    /// damaged is thrown away and begun anew: it can be made again.
    pub fn open(dir: &Path) -> Result<Opened, Error> {
        // A file that was cut off in the middle makes its reader panic.
        let reopened = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| Self::reopen(dir)));
        let why = match reopened.unwrap_or_else(|_| Err(Unusable::Because("its files cannot be read".into()))) {
            Ok(index) => return Ok(Opened { index, anew: None }),
            Err(Unusable::Error(e)) if e.is_held_by_another() => return Err(e),
            Err(Unusable::Error(e)) => e.to_string(),
            Err(Unusable::Because(why)) => why,
        };
        empty(dir)?;
        let fields = Fields::new();
        std::fs::write(dir.join(VERSION_FILE), VERSION.to_string())?;
        let index = Self::over(tantivy::Index::create_in_dir(dir, fields.schema.clone())?, fields)?;
        Ok(Opened { index, anew: Some(why) })
    }

    fn reopen(dir: &Path) -> Result<Self, Unusable> {
        if !dir.join("meta.json").exists() {
            return Err(Unusable::Because("there is none yet".into()));
        }
        let version = std::fs::read_to_string(dir.join(VERSION_FILE)).unwrap_or_default();
        if version.trim() != VERSION.to_string() {
            return Err(Unusable::Because(format!("it has version {version:?}, not {VERSION}")));
        }
        let fields = Fields::new();
        let index = tantivy::Index::open_in_dir(dir).map_err(Error::from)?;
        if index.schema() != fields.schema {
            return Err(Unusable::Because("it has other fields".into()));
        }
        let damaged = index.validate_checksum().map_err(Error::from)?;
        if !damaged.is_empty() {
            return Err(Unusable::Because(format!("{} of its files are damaged", damaged.len())));
        }
        Ok(Self::over(index, fields)?)
    }

    fn over(mut index: tantivy::Index, fields: Fields) -> Result<Self, Error> {
        index.set_tokenizers(tokenizers());
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(WRITER_BYTES)
            .num_merge_threads(1)
            .build();
        let writer = index.writer_with_options(options)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { fields, reader, writer: Mutex::new(writer) })
    }

    /// What the last commit said: how far the index has read.
    pub fn mark(&self) -> Result<Option<String>, Error> {
        Ok(self.lock().index().load_metas()?.payload)
    }

    /// Puts documents in, each in place of an older one with its id, takes others
    /// out, and says with the same commit how far it has now read.
    pub fn apply(&self, docs: &[Doc], gone: &[i64], mark: &str) -> Result<(), Error> {
        let mut writer = self.lock();
        for id in docs.iter().map(|d| &d.id).chain(gone) {
            writer.delete_term(Term::from_field_i64(self.fields.id, *id));
        }
        for doc in docs {
            writer.add_document(self.fields.document(doc))?;
        }
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(mark);
        prepared.commit()?;
        drop(writer);
        self.reader.reload()?;
        Ok(())
    }

    /// Whether any of these takes the place of one that said what is now sealed:
    /// then [`Index::purge`] is due after they were applied.
    pub fn seals(&self, docs: &[Doc]) -> Result<bool, Error> {
        let searcher = self.searcher();
        for doc in docs.iter().filter(|doc| doc.sealed) {
            let id = Term::from_field_i64(self.fields.id, doc.id);
            for reader in searcher.segment_readers() {
                let words = reader.inverted_index(self.fields.id)?;
                let Some(mut found) = words.read_postings(&id, IndexRecordOption::Basic)? else { continue };
                while found.doc() != TERMINATED {
                    let at = found.doc();
                    let alive = reader.alive_bitset().is_none_or(|alive| alive.is_alive(at));
                    if alive && !self.fields.kept(&reader.get_store_reader(1)?.get(at)?).sealed {
                        return Ok(true);
                    }
                    found.advance();
                }
            }
        }
        Ok(false)
    }

    /// Writes every piece that holds replaced documents anew, so that nothing of
    /// what was taken out stays on the disk.
    pub fn purge(&self) -> Result<(), Error> {
        let mut writer = self.lock();
        let metas = writer.index().searchable_segment_metas()?;
        let stale: Vec<_> = metas.iter().filter(|m| m.num_deleted_docs() > 0).map(|m| m.id()).collect();
        // Files live as long as somebody knows their segment.
        drop(metas);
        for id in stale {
            // Merging by itself runs beside this; a piece it took meanwhile is clean already.
            let _ = writer.merge(&[id]).wait();
        }
        self.reader.reload()?;
        writer.garbage_collect_files().wait()?;
        Ok(())
    }

    /// Throws everything away.
    pub fn clear(&self, mark: &str) -> Result<(), Error> {
        self.lock().delete_all_documents()?;
        self.apply(&[], &[], mark)
    }

    /// How many documents there are.
    pub fn len(&self) -> u64 {
        self.searcher().num_docs()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    fn lock(&self) -> MutexGuard<'_, IndexWriter> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const VERSION_FILE: &str = "version";

/// Leaves an empty folder; one that holds anything but an index is not touched.
fn empty(dir: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(dir)?;
    let files: Vec<_> = std::fs::read_dir(dir)?.collect::<Result<_, _>>()?;
    let ours = files.iter().any(|f| f.file_name() == VERSION_FILE || f.file_name() == "meta.json");
    if !files.is_empty() && !ours {
        let why = format!("{} holds something else; give the search index a folder of its own", dir.display());
        return Err(std::io::Error::other(why).into());
    }
    for file in files.iter().filter(|f| f.file_type().is_ok_and(|t| t.is_file())) {
        std::fs::remove_file(file.path())?;
    }
    Ok(())
}

enum Unusable {
    Because(String),
    Error(Error),
}

impl From<Error> for Unusable {
    fn from(e: Error) -> Self {
        Self::Error(e)
    }
}
