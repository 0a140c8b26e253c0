//! Files given to an evaluation: plain, gzip or zstd, told by their first bytes.

use crate::Fail;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::io::Read;
use std::path::Path;

/// Unpacked bytes read of one file.
const MOST_BYTES: u64 = 4 << 30;

/// The file's own name, without folders: a report names no machine.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Every line of a file of JSON lines.
pub fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Fail> {
    let content = content(path)?;
    let lines = (1..).zip(content.lines()).filter(|(_, line)| !line.trim().is_empty());
    let read = |(at, line)| serde_json::from_str(line).map_err(|e| format!("{}:{at}: {e}", path.display()).into());
    lines.map(read).collect()
}

/// The whole of a file as text.
pub fn content(path: &Path) -> Result<String, Fail> {
    let failed = |e: &dyn Display| -> Fail { format!("{}: {e}", path.display()).into() };
    let bytes = std::fs::read(path).map_err(|e| failed(&e))?;
    let mut content = Vec::new();
    let packed: Box<dyn Read + '_> = match bytes.get(..4) {
        Some([0x28, 0xb5, 0x2f, 0xfd]) => {
            Box::new(ruzstd::decoding::StreamingDecoder::new(bytes.as_slice()).map_err(|e| failed(&e))?)
        }
        Some([0x1f, 0x8b, ..]) => Box::new(flate2::read::MultiGzDecoder::new(bytes.as_slice())),
        _ => Box::new(bytes.as_slice()),
    };
    packed.take(MOST_BYTES).read_to_end(&mut content).map_err(|e| failed(&e))?;
    String::from_utf8(content).map_err(|e| failed(&e))
}
