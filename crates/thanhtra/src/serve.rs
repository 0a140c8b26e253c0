//! `thanhtra serve`: pages and the API until a signal says stop.

use crate::cli::{Cli, Serve};
use crate::{Done, Fail, open};
use app::search::{self, Finder};
use std::sync::Arc;

/// Serves the database named on the command line.
pub async fn run(cli: &Cli, args: &Serve) -> Result<Done, Fail> {
    let seal_key = args.seal_key.clone().or_else(|| open::key_path("seal.key"));
    let seal_key = seal_key.map(|path| open::seal_key(&path)).transpose()?;
    let like_key = match args.like_key.clone().or_else(|| open::key_path("like.key")) {
        Some(path) => Some(open::like_key(&path)?),
        None => {
            tracing::warn!(
                "no --like-key and no folder of configurations: sealed letters take no part in finding like ones"
            );
            None
        }
    };
    let settings = app::Settings {
        https: args.https,
        behind_proxy: args.behind_proxy,
        public_url: args.mail.public_url.clone(),
        like_key,
        seal_key,
        mail: args.mail.settings(),
        ledger: app::reports::Limit(args.ledger_mb << 20),
        ..Default::default()
    };
    let mut app = open::app(cli, settings).await?;
    app.search = Arc::new(Finder::at(open::index(&cli.db, args.index.as_deref())));
    app.media = Arc::new(args.av.start(&args.listen));
    listen(app, &args.listen).await
}

/// Serves until interrupted; requests under way are finished.
pub async fn listen(app: app::App, address: &str) -> Result<Done, Fail> {
    app::reminders::start(&app)?;
    let listener = tokio::net::TcpListener::bind(address).await.map_err(|e| {
        format!("cannot listen on {address}: {e}. Is another program there? Choose another with --listen")
    })?;
    println!("thanhtra: http://{}/", listener.local_addr()?);
    let db = app.db.clone();
    // Letters are learned beside the first requests, so that no clerk waits for it.
    let learner = app.clone();
    tokio::spawn(async move {
        if let Err(why) = app::duplicates::learn(&learner).await {
            tracing::warn!(?why, "like letters");
        }
    });
    let reader = app.clone();
    tokio::spawn(async move {
        if let Err(why) = app::reports::fill_memory(&reader).await {
            tracing::warn!(?why, "the ledger in memory is not filled");
        }
    });
    let following = tokio::spawn(search::keep(app.clone()));
    let conferences = app.conferences.clone();
    let service = app::router(app).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            stop().await;
            // Screens hold their lines for hours; they come back by themselves.
            conferences.close();
        })
        .await?;
    following.abort();
    db.close().await;
    Ok(Done::Yes)
}

async fn stop() {
    let mut term = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(term) => term,
        Err(_) => return std::future::pending().await,
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = term.recv() => {}
    }
}
