//! DuckDB in a process of its own, asked line by line.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// DuckDB with the postings loaded and its rollup made.
pub struct Duck {
    child: Child,
    asks: ChildStdin,
    says: BufReader<ChildStdout>,
    pub version: String,
    pub load_s: f64,
    pub rollup_s: f64,
}

impl Duck {
    /// Starts it over the columns in a folder, with the Python of `THANHTRA_BENCH_PYTHON`.
    pub fn start(folder: &Path, facts: &str) -> Self {
        let python = std::env::var("THANHTRA_BENCH_PYTHON").unwrap_or_else(|_| "python3".into());
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("duck.py");
        let mut command = Command::new(python);
        command.arg(script).arg(folder).arg(facts).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("Python starts; ./x bench report installs DuckDB for it");
        let (asks, says) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut duck = Self { child, asks, says, version: String::new(), load_s: 0.0, rollup_s: 0.0 };
        let said = duck.line();
        let part = |name: &str| {
            let after = said.split(&format!("\"{name}\": ")).nth(1).expect("DuckDB is ready; see above");
            after.split([',', '}']).next().unwrap_or_default().trim_matches('"').to_owned()
        };
        (duck.version, duck.load_s, duck.rollup_s) =
            (part("version"), part("load_s").parse().unwrap(), part("rollup_s").parse().unwrap());
        duck
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.says.read_line(&mut line).expect("DuckDB answers");
        line.trim().to_owned()
    }

    /// How long it takes for an answer.
    pub fn milliseconds(&mut self, name: &str) -> f64 {
        writeln!(self.asks, "time {name}").expect("DuckDB listens");
        self.line().parse().expect("a time; see DuckDB's message above")
    }

    /// Its answer.
    pub fn saved(&mut self, name: &str, path: &Path) -> Vec<i64> {
        writeln!(self.asks, "save {name} {}", path.display()).expect("DuckDB listens");
        assert_eq!(self.line(), "saved", "see DuckDB's message above");
        let bytes = std::fs::read(path).expect("the answer is there");
        bytes.as_chunks::<8>().0.iter().map(|n| i64::from_le_bytes(*n)).collect()
    }
}

impl Drop for Duck {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
