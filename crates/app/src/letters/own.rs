//! The templates in use: those shipped, with an office's own over them.
//!
//! Read once at start; a fault names its file and line, and the program does not
//! start with half of a folder.

use paper::templates::{self, Template};
use std::collections::BTreeMap;
use std::path::Path;

/// Templates by name, as `denunciations/acceptance-decision`.
#[derive(Debug, Clone)]
pub struct Templates(BTreeMap<String, Template>);

impl Default for Templates {
    fn default() -> Self {
        Self(templates::all().map(|t| (t.name.clone(), t.clone())).collect())
    }
}

impl Templates {
    /// The template of a name.
    pub fn get(&self, name: &str) -> Option<&Template> {
        self.0.get(name)
    }

    /// The shipped ones, with those of a folder (`FOLDER/NAME.txt`) in their place.
    ///
    /// # Errors
    /// Every file that cannot be used, with its place.
    pub fn with_folder(folder: &Path) -> Result<Self, Vec<String>> {
        let mut files = Vec::new();
        collect(folder, folder, &mut files).map_err(|why| vec![why])?;
        Self::with_texts(files)
    }

    /// The shipped ones, with these texts in their place.
    ///
    /// # Errors
    /// Every text that cannot be used, with its place.
    pub fn with_texts(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, Vec<String>> {
        let (mut own, mut wrong) = (Self::default(), Vec::new());
        for (file, text) in files {
            let name = file.strip_suffix(".txt").unwrap_or(&file);
            if !own.0.contains_key(name) {
                wrong.push(format!("template {file}: no template has this name; {}", nearest(name)));
                continue;
            }
            match templates::read(name, &text) {
                Ok(template) => drop(own.0.insert(name.to_owned(), template)),
                Err(fault) => wrong.push(fault.to_string()),
            }
        }
        if wrong.is_empty() { Ok(own) } else { Err(wrong) }
    }
}

/// The names that could have been meant: those of the same folder, else the folders.
fn nearest(name: &str) -> String {
    let folder = name.split('/').next().unwrap_or_default();
    let alike: Vec<&str> = templates::all()
        .map(|t| t.name.as_str())
        .filter(|known| known.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
        .collect();
    match alike.is_empty() {
        true => "the folders are complaints, denunciations, petitions, receptions".to_owned(),
        false => format!("known are {}", alike.join(", ")),
    }
}

fn collect(root: &Path, at: &Path, files: &mut Vec<(String, String)>) -> Result<(), String> {
    let entries = std::fs::read_dir(at).map_err(|e| format!("{}: {e}", at.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|e| format!("{}: {e}", at.display()))?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "txt") {
            let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let parts = path.strip_prefix(root).unwrap_or(&path).components();
            let name: Vec<_> = parts.map(|c| c.as_os_str().to_string_lossy()).collect();
            files.push((name.join("/"), text));
        }
    }
    Ok(())
}
