//! `thanhtra user`: accounts from the command line; the first one must come from here.

use crate::cli::{Cli, User, UserWhat};
use crate::{Done, Fail, open};
use app::access::Role;
use app::accounts::{Binding, NewAccount};
use casework::fields::UnitCode;
use std::io::Read;

/// Adds an account; the password is one line of standard input.
pub async fn run(cli: &Cli, args: &User) -> Result<Done, Fail> {
    let UserWhat::Add { name, role, unit, display } = &args.what;
    let role = Role::from_word(role).ok_or_else(|| {
        let words: Vec<&str> = Role::ALL.iter().map(|r| r.word()).collect();
        format!("no role “{role}”; roles are {}", words.join(", "))
    })?;
    let app = open::app(cli, app::Settings::default()).await?;
    app.tree.find(unit, app.clock.today()).map_err(|no| no.to_string())?;
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password)?;
    let new = NewAccount {
        login: name.clone(),
        name: display.clone().unwrap_or_else(|| name.clone()),
        password: password.trim_end_matches(['\r', '\n']).to_owned(),
        binding: Some(Binding { role, unit: UnitCode(unit.clone()) }),
        by: "cli".into(),
    };
    match app::accounts::add_user(&app, new).await.map_err(|e| format!("{e:?}"))? {
        Ok(_) => {
            println!("{name}: {} at {unit}", role.word());
            Ok(Done::Yes)
        }
        Err(key) => Err(app::lang::Lang::En.t(key).to_owned().into()),
    }
}
