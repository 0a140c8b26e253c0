//! Makes third-party files ready before anything that embeds them: runs the npm
//! lock of `assets/` once, and lays the four faces of the papers' font beside
//! the crate's output.
//!
//! Here because the papers' font is needed lowest in the house; Cargo's `links`
//! key makes the build script of `app` wait for this one, so two builds never
//! run npm in the same folder.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process::Command};

/// Tinos (OFL-1.1), the metric twin of Times New Roman: name embedded, path under node_modules.
const FONTS: &[(&str, &str)] = &[
    ("regular.ttf", "400Regular/Tinos_400Regular.ttf"),
    ("italic.ttf", "400Regular_Italic/Tinos_400Regular_Italic.ttf"),
    ("bold.ttf", "700Bold/Tinos_700Bold.ttf"),
    ("bold-italic.ttf", "700Bold_Italic/Tinos_700Bold_Italic.ttf"),
];

/// Written into node_modules after a good fetch: the hash of the lock it was fetched for.
const STAMP: &str = "node_modules/.fetched-for";

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let assets = here.join("../../assets").canonicalize()?;
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=templates");
    for watched in ["package-lock.json", STAMP] {
        println!("cargo:rerun-if-changed={}", assets.join(watched).display());
    }
    fetch(&assets)?;
    println!("cargo:dir={}", assets.display());

    let out = PathBuf::from(env::var("OUT_DIR")?);
    for (name, path) in FONTS {
        fs::copy(assets.join("node_modules/@expo-google-fonts/tinos").join(path), out.join(name))?;
    }
    Ok(())
}

/// Runs `npm ci` when node_modules is missing or belongs to another lock.
fn fetch(assets: &Path) -> Result<(), Failure> {
    let lock = hash(&fs::read(assets.join("package-lock.json"))?);
    if fs::read_to_string(assets.join(STAMP)).is_ok_and(|seen| seen == lock) {
        return Ok(());
    }
    let npm =
        Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(assets).output();
    match npm {
        Err(e) => Err(format!(
            "The pages and papers need fonts, icons and htmx from npm, and `npm` could not be started ({e}). \
             Install Node.js 18 or newer with npm (Debian, Ubuntu: `apt-get install nodejs npm`) and build again."
        )
        .into()),
        Ok(done) if !done.status.success() => Err(format!(
            "`npm ci` in {} failed. It needs the npm registry once; afterwards builds work offline. It said:\n{}",
            assets.display(),
            String::from_utf8_lossy(&done.stderr)
        )
        .into()),
        Ok(_) => Ok(fs::write(assets.join(STAMP), lock)?),
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut s, b| {
        let _ = write!(s, "{b:02x}");
        s
    })
}
