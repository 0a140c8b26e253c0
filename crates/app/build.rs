//! Makes the browser's files ready: takes the third-party ones that the build of
//! `paper` fetched by the npm lock, joins our own CSS, names each file after its
//! content and keeps a gzipped copy, so that the running program only hands out bytes.
//!
//! Here and not at run time because the program must serve without Node,
//! without network and without spending time on compression.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Third-party files handed to browsers: name served, path under node_modules.
const FETCHED: &[(&str, &str)] = &[
    ("htmx.js", "htmx.org/dist/htmx.min.js"),
    ("htmx-csp.js", "htmx.org/dist/ext/hx-csp.min.js"),
    ("bvp-latin-400.woff2", "@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2"),
    ("bvp-latin-600.woff2", "@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-600-normal.woff2"),
    ("bvp-vietnamese-400.woff2", "@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2"),
    ("bvp-vietnamese-600.woff2", "@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-600-normal.woff2"),
];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    // Given by the build script of `paper` (its `links` key), which has run `npm ci`.
    let assets = PathBuf::from(env::var("DEP_THANHTRA_ASSETS_DIR")?);
    for watched in ["css", "css-of-pages", "js", "img", "icons.txt", "package-lock.json", "node_modules/.fetched-for"] {
        println!("cargo:rerun-if-changed={}", assets.join(watched).display());
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=lang");

    let mut out = Output::new(PathBuf::from(env::var("OUT_DIR")?));
    for (name, path) in FETCHED {
        out.add(name, fs::read(assets.join("node_modules").join(path))?)?;
    }
    for path in sorted(&assets.join("js"))?.into_iter().chain(sorted(&assets.join("img"))?) {
        let name = path.file_name().and_then(|n| n.to_str()).ok_or("a file's name is not text")?.to_owned();
        out.add(&name, fs::read(&path)?)?;
    }
    out.add("icons.svg", sprite(&assets)?.into_bytes())?;
    // Styles of one page alone, so that no other page waits for them.
    for path in sorted(&assets.join("css-of-pages"))? {
        let name = path.file_name().and_then(|n| n.to_str()).ok_or("a file's name is not text")?.to_owned();
        out.add(&name, fs::read(&path)?)?;
    }
    let css = stylesheet(&assets, &out)?;
    out.add("app.css", css.into_bytes())?;
    out.finish()
}

/// Our own style files in the order of their names, with `asset(name)` replaced by hashed URLs.
fn stylesheet(assets: &Path, out: &Output) -> Result<String, Failure> {
    let mut css = String::new();
    for path in sorted(&assets.join("css"))? {
        css.push_str(&fs::read_to_string(path)?);
    }
    for (name, path) in &out.names {
        css = css.replace(&format!("asset({name})"), &format!("url(\"/static/{path}\")"));
    }
    match css.contains("asset(") {
        true => Err("a style file names an asset that does not exist".into()),
        false => Ok(css),
    }
}

/// One SVG with a symbol for each icon of icons.txt.
fn sprite(assets: &Path) -> Result<String, Failure> {
    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    let names = fs::read_to_string(assets.join("icons.txt"))?;
    for name in names.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let path = assets.join("node_modules/lucide-static/icons").join(format!("{name}.svg"));
        let icon = fs::read_to_string(&path).map_err(|e| format!("icon {name}: {e}"))?;
        let open = icon.find("<svg").and_then(|at| icon[at..].find('>').map(|end| at + end + 1));
        let body = open.zip(icon.rfind("</svg>")).map(|(from, to)| &icon[from..to]).ok_or("not an svg")?;
        write!(
            svg,
            "<symbol id=\"{name}\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\">{}</symbol>",
            body.split_whitespace().collect::<Vec<_>>().join(" ")
        )?;
    }
    svg.push_str("</svg>");
    Ok(svg)
}

/// The files made so far.
struct Output {
    dir: PathBuf,
    names: Vec<(String, String)>,
    table: String,
}

impl Output {
    fn new(dir: PathBuf) -> Self {
        Self { dir, names: Vec::new(), table: String::from("&[\n") }
    }

    /// Keeps a file under a name that carries its hash, with a gzipped twin if that is smaller.
    fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        let (stem, extension) = name.rsplit_once('.').ok_or("an asset without extension")?;
        let path = format!("{stem}.{}.{extension}", &hash(&bytes)[..12]);
        let mime = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "woff2" => "font/woff2",
            _ => return Err(format!("no media type known for {name}").into()),
        };
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gz.write_all(&bytes)?;
        let gz = gz.finish()?;
        let (plain_at, gz_at) = (self.dir.join(&path), self.dir.join(format!("{path}.gz")));
        fs::write(&plain_at, &bytes)?;
        fs::write(&gz_at, &gz)?;
        let twin = if gz.len() < bytes.len() { format!("Some(include_bytes!({gz_at:?}))") } else { "None".into() };
        writeln!(
            self.table,
            "  Asset {{ name: {name:?}, path: {path:?}, mime: {mime:?}, bytes: include_bytes!({plain_at:?}), gzip: {twin} }},"
        )?;
        self.names.push((name.to_owned(), path));
        Ok(())
    }

    fn finish(mut self) -> Result<(), Failure> {
        self.table.push(']');
        Ok(fs::write(self.dir.join("assets.rs"), self.table)?)
    }
}

fn sorted(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = fs::read_dir(dir)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut s, b| {
        let _ = write!(s, "{b:02x}");
        s
    })
}
