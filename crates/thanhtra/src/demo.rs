//! `thanhtra demo` and `thanhtra generate`: synthetic cases, marked so.

use crate::check::Bar;
use crate::cli::{Cli, Demo, Generate};
use crate::{Done, Fail, open, serve};
use app::accounts::{Binding, NewAccount};
use app::clock::Clock;
use app::{App, Settings, demo};
use casework::fields::UnitCode;
use std::collections::BTreeMap;

/// Makes the demo's database when it is not there, and serves it.
pub async fn run(cli: &Cli, args: &Demo) -> Result<Done, Fail> {
    let (law, templates) = (open::law(cli)?, open::templates(cli)?);
    let dir = args.dir.clone().unwrap_or_else(|| std::env::temp_dir().join("thanhtra-demo"));
    std::fs::create_dir_all(&dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    let path = dir.join("thanhtra.db");
    let db = db::Db::open(&path.to_string_lossy(), &app::migrations()).await?;
    // Synthetic letters: the key may lie beside them.
    let like_key = Some(open::like_key(&dir.join("like.key"))?);
    let seal_key = Some(open::seal_key(&dir.join("seal.key"))?);
    let public_url = match args.mail.public_url.as_str() {
        "" => format!("http://{}", args.listen),
        url => url.to_owned(),
    };
    let settings =
        Settings { demo: true, public_url, like_key, seal_key, mail: args.mail.settings(), ..Settings::default() };
    let last = db.read(app::conference::store::last_at).await?;
    let mut app = App::new(db, evening(last), settings);
    app.law = std::sync::Arc::new(law);
    app.templates = std::sync::Arc::new(templates);
    app.search = std::sync::Arc::new(app::search::Finder::at(open::index(&path.to_string_lossy(), None)));
    if app.db.read(app::journal::store::count_cases).await? == 0 {
        println!("thanhtra: filling {} with a synthetic half-year of Hải Phòng", path.display());
        fill(&app).await?;
    }
    if args.no_serve {
        app.db.close().await;
        return Ok(Done::Yes);
    }
    println!("thanhtra: sign in as {} with {}", demo::ACCOUNTS.map(|(name, _, _)| name).join(", "), demo::PASSWORD);
    app.media = std::sync::Arc::new(args.av.start(&args.listen));
    demo::conference::simulate(&app);
    serve::listen(app, &args.listen).await
}

/// The evening of the demo's day: it runs, so that speeches can be timed, and never reaches the next day.
/// Started again it goes on after the last thing a conference recorded.
fn evening(last_ms: i64) -> Clock {
    let at = |hour, minute| Clock::stopped(demo::TODAY.at(hour, minute, 0, 0)).now_ms();
    let (from, until) = (at(20, 0).max(last_ms), at(23, 59));
    let begun = std::time::Instant::now();
    Clock::of(move || {
        let passed = i64::try_from(begun.elapsed().as_millis()).unwrap_or(0);
        jiff::Timestamp::from_millisecond((from + passed).min(until)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    })
}

async fn fill(app: &App) -> Result<(), Fail> {
    let mut accounts = BTreeMap::new();
    for (name, role, unit) in demo::ACCOUNTS {
        let new = NewAccount {
            login: name.into(),
            name: format!("{name} (mô phỏng)"),
            password: demo::PASSWORD.into(),
            binding: Some(Binding { role, unit: UnitCode(unit.into()) }),
            by: "demo".into(),
        };
        let id = app::accounts::add_user(app, new).await.map_err(|e| format!("{e:?}"))??;
        accounts.insert(name.to_owned(), id);
    }
    let (law, tree, at) = (app.law.clone(), app.tree, app.clock.now_ms());
    // Told while the inspections are written: two cores have work.
    let others = tokio::task::spawn_blocking(move || {
        let shown = demo::conclusions::numbers(demo::city(law.clone(), tree));
        let complaints = demo::complaints::city(&law, tree);
        let desk = demo::desk::city(&law, tree, &complaints);
        (shown, complaints, desk)
    });
    let mut bar = Bar::new("demo");
    let cases = demo::city(app.law.clone(), tree);
    demo::keep(&app.db, cases, at, |done| bar.at(done as i64, demo::TOLD as i64)).await?;
    bar.end();
    let (shown, complaints, desk) = others.await?;
    demo::complaints::keep(&app.db, complaints, at).await.map_err(|e| format!("{e:?}"))?;
    demo::desk::keep(&app.db, desk.histories, &accounts, app.settings.like_key.as_ref(), at)
        .await
        .map_err(|e| format!("{e:?}"))?;
    demo::reports::keep(app).await.map_err(|e| format!("{e:?}"))?;
    demo::conclusions::keep(app, shown).await.map_err(|e| format!("{e:?}"))?;
    demo::booking::keep(app).await.map_err(|e| format!("{e:?}"))?;
    demo::filing::keep(app).await.map_err(|e| format!("{e:?}"))?;
    demo::directives::keep(app).await.map_err(|e| format!("{e:?}"))?;
    demo::shortcomings::keep(app).await.map_err(|e| format!("{e:?}"))?;
    demo::news::keep(app).await.map_err(|e| format!("{e:?}"))?;
    demo::conference::keep(app).await.map_err(|e| format!("{e:?}"))?;
    Ok(())
}

/// Fills a database with load.
pub async fn generate(cli: &Cli, args: &Generate) -> Result<Done, Fail> {
    let db = open::db(cli).await?;
    let tree = app::units::own::tree(&db).await?;
    let law = open::law(cli)?;
    let first = usize::try_from(db.read(app::journal::store::count_cases).await?)?;
    let total = usize::try_from(args.cases)?;
    let mut bar = Bar::new("generate");
    let at = Clock::system().now_ms();
    let mut made = 0;
    while made < total {
        let some = 2_000.min(total - made);
        let cases = demo::load(&law, tree, &args.units, some, first + made, args.seed);
        demo::keep(&db, cases.into_iter(), at + made as i64, |_| {}).await?;
        made += some;
        bar.at(made as i64, total as i64);
    }
    bar.end();
    println!("{total} cases");
    db.close().await;
    Ok(Done::Yes)
}
