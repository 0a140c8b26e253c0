//! A closed loop of clients, and what came of it.

use std::future::Future;
use std::time::{Duration, Instant};

/// One round of one variant.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    /// Finished per second.
    pub rate: f64,
    /// Middle answer time.
    pub p50: Duration,
    /// Answer time that one in a hundred exceeds.
    pub p99: Duration,
    /// Bytes this process wrote to disk for each.
    pub bytes: f64,
}

/// Runs `clients` loops of `each` calls at once; a call is told its client and turn.
pub async fn round<F, Fut>(clients: usize, each: usize, call: F) -> Round
where
    F: Fn(usize, usize) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let began = Instant::now();
    let loops: Vec<_> = (0..clients)
        .map(|client| {
            let call = call.clone();
            tokio::spawn(async move {
                let mut times = Vec::with_capacity(each);
                for turn in 0..each {
                    let asked = Instant::now();
                    call(client, turn).await;
                    times.push(asked.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::with_capacity(clients * each);
    for one in loops {
        times.extend(one.await.expect("a client"));
    }
    let took = began.elapsed();
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    Round { rate: times.len() as f64 / took.as_secs_f64(), p50: at(0.5), p99: at(0.99), bytes: 0.0 }
}

/// Bytes this process has caused to be written to disk (Linux; 0 elsewhere).
pub fn written() -> u64 {
    let io = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    io.lines().find_map(|l| l.strip_prefix("write_bytes: ")).and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// The round in the middle by rate, which is what is reported.
pub fn median(mut rounds: Vec<Round>) -> Round {
    rounds.sort_by(|a, b| a.rate.total_cmp(&b.rate));
    rounds[rounds.len() / 2]
}

/// Prints one line of the table.
pub fn print(name: &str, r: Round) {
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    let bytes = if r.bytes > 0.0 { format!("{:6.1} KB", r.bytes / 1000.0) } else { "        -".into() };
    println!("{name:52} {:8.0}/s   p50 {:7.1} ms   p99 {:7.1} ms   {bytes}", r.rate, ms(r.p50), ms(r.p99));
}

/// Prints a ratio with what is asked of it.
pub fn ratio(name: &str, value: f64, asked: f64, at_least: bool) {
    let (word, good) = if at_least { ("≥", value >= asked) } else { ("≤", value <= asked) };
    println!("{name:52} {value:8.2}    asked {word} {asked}   {}", if good { "ok" } else { "MISSED" });
}
