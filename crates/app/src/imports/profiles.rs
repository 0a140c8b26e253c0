//! The named profiles: those shipped and those in an operator's folder.

use casework::imports::{Profile, ProfileError};

static SHIPPED: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/profiles");

/// Every profile shipped with the program, and after them the operator's (file
/// name and text each). One of the same name replaces the shipped one.
pub fn all(own: &[(String, String)]) -> Result<Vec<Profile>, ProfileError> {
    let shipped = SHIPPED.files().filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)));
    let own = own.iter().map(|(file, text)| (file.as_str(), text.as_str()));
    let mut out: Vec<Profile> = Vec::new();
    for (file, text) in shipped.chain(own) {
        let profile = Profile::read(file, text)?;
        out.retain(|p| p.name != profile.name);
        out.push(profile);
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(out)
}

/// One profile by its name, or the names there are.
pub fn named(name: &str, own: &[(String, String)]) -> Result<Profile, ProfileError> {
    let all = all(own)?;
    let names: Vec<&str> = all.iter().map(|p| p.name.as_str()).collect();
    let why = format!("there is no such profile; there are {}", names.join(", "));
    all.iter().find(|p| p.name == name).cloned().ok_or(ProfileError { file: name.to_owned(), why })
}
