//! Records stories without end and names each act once it is acknowledged:
//! what a test kills in the middle. `recorder URL CLIENTS`

use scenario::story::{Story, record_next};
use std::io::Write;

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(url), Some(clients)) = (args.next(), args.next().and_then(|n| n.parse::<u64>().ok())) else {
        eprintln!("recorder URL CLIENTS");
        std::process::exit(2);
    };
    let db = match db::Db::open(&url, &app::migrations()).await {
        Ok(db) => db,
        Err(e) => {
            eprintln!("recorder: {e}");
            std::process::exit(2);
        }
    };
    let clients = (0..clients).map(|client| {
        let db = db.clone();
        tokio::spawn(async move {
            for n in 0.. {
                let story = Story(client + n * clients);
                loop {
                    let done = db.write(move |tx| record_next(tx, story, law::Law::shipped(), 1_700_000_000_000)).await;
                    match done {
                        Ok(Some(seq)) => {
                            let mut out = std::io::stdout().lock();
                            // The test reads no further once it has killed this.
                            let _ = writeln!(out, "{} {seq}", story.number()).and_then(|()| out.flush());
                        }
                        Ok(None) => break,
                        Err(e) => {
                            eprintln!("recorder: {e}");
                            std::process::exit(2);
                        }
                    }
                }
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        let _ = client.await;
    }
}
