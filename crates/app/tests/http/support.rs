//! A program on a fresh database of either engine.

use app::access::Role;
use app::accounts::{Binding, NewAccount, add_user};
use app::clock::Clock;
use app::periodic_reports::SealKey;
use app::{App, Settings};
use casework::fields::UnitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The day the tests play on.
pub const TODAY: jiff::civil::Date = jiff::civil::date(2023, 7, 14);
pub const PASSWORD: &str = "Hồ sơ số 47 ngăn 3";

/// A program whose clock a test moves by hand.
pub struct Stage {
    pub app: App,
    now_ms: Arc<AtomicI64>,
    fresh: engines::Fresh,
}

impl Stage {
    fn on(fresh: engines::Fresh) -> Self {
        let now_ms = Arc::new(AtomicI64::new(Clock::fixed(TODAY).now_ms()));
        let read = now_ms.clone();
        let clock = Clock::of(move || jiff::Timestamp::from_millisecond(read.load(Ordering::Relaxed)).unwrap());
        let settings = Settings { seal_key: Some(SealKey::new([7; 32])), ..Settings::default() };
        Self { app: App::new(fresh.db.clone(), clock, settings), now_ms, fresh }
    }

    /// The database itself.
    pub fn fresh(&self) -> &engines::Fresh {
        &self.fresh
    }

    pub fn later(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// An account with one role at one unit.
    pub async fn person(&self, login: &str, role: Role, unit: &str) -> String {
        let binding = Some(Binding { role, unit: UnitCode(unit.into()) });
        let new = NewAccount {
            login: login.into(),
            name: format!("Người {login}"),
            password: PASSWORD.into(),
            binding,
            by: "test".into(),
        };
        add_user(&self.app, new).await.unwrap().unwrap()
    }
}

/// The program on SQLite, and on PostgreSQL.
pub async fn stages() -> Vec<Stage> {
    let mut stages = Vec::new();
    for fresh in engines::engines(&app::migrations()).await {
        stages.push(Stage::on(fresh));
    }
    stages
}

/// The program on SQLite alone, for what no engine can change.
pub async fn stage() -> Stage {
    Stage::on(engines::sqlite(&app::migrations()).await)
}
