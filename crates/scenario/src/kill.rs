//! Kills a program in the middle of its work, as a power cut of one process.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Starts a program, waits until it has printed so many lines, kills it with the
/// signal that cannot be caught, and gives every whole line it had printed: what
/// it had acknowledged.
pub fn killed_after(command: &mut Command, lines: usize) -> Vec<String> {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut out = BufReader::new(child.stdout.take().expect("its output"));
    let mut seen = Vec::new();
    let mut line = String::new();
    while out.read_line(&mut line).is_ok_and(|n| n > 0) {
        // A line without its end was not finished when the program died.
        if let Some(whole) = line.strip_suffix('\n') {
            seen.push(whole.to_owned());
        }
        line.clear();
        if seen.len() == lines {
            child.kill().expect("the program can be killed");
        }
    }
    let status = child.wait().expect("the program has ended");
    assert!(seen.len() >= lines && !status.success(), "the program ended by itself after {} lines", seen.len());
    seen
}
