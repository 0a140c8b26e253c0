//! Who asks: accounts of a test, and their browsers.

use app::App;
use app::access::Role;
use app::accounts::{Binding, NewAccount, add_user};
use casework::fields::UnitCode;
use scenario::web::Browser;

const PASSWORD: &str = "Hồ sơ số 47 ngăn 3";

/// An account for each: sign-in name, role, unit.
pub async fn accounts(app: &App, people: &[(&str, Role, &str)]) {
    for (login, role, unit) in people {
        let binding = Some(Binding { role: *role, unit: UnitCode((*unit).to_owned()) });
        let (name, password) = (format!("Người {login}"), PASSWORD.to_owned());
        let new = NewAccount { login: (*login).to_owned(), name, password, binding, by: "test".to_owned() };
        add_user(app, new).await.unwrap().unwrap();
    }
}

/// The browser of one of them, signed in.
pub async fn signed_in(app: &App, login: &str, lang: &'static str) -> Browser {
    let mut browser = Browser::new(app, lang);
    browser.sign_in(login, PASSWORD).await;
    browser
}
