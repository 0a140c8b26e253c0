//! Who may do what: roles, actions and the one table that joins them.
//!
//! Here because a route's guard, a page's buttons, an item's check and a
//! list's filter must all read the same table. Must never hold a rule of law:
//! who signs an act is the law's question, who types it in is this one's.

use std::fmt::Write as _;

/// What an account is to a unit and everything under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Người xem: reads.
    Viewer,
    /// Cán bộ: records acts.
    Recorder,
    /// Lãnh đạo: also annuls acts.
    Leader,
    /// Quản trị: accounts and units; reads, records nothing.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 4] = [Role::Viewer, Role::Recorder, Role::Leader, Role::Administrator];

    /// The word in the store and in catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Recorder => "recorder",
            Role::Leader => "leader",
            Role::Administrator => "administrator",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Read cases with their papers.
    SeeCases,
    /// Open a case, record and rectify acts, attach papers.
    RecordActs,
    /// Annul an act.
    AnnulActs,
    /// Read sheets and their lines.
    SeeSheets,
    /// Take in registers and office forms.
    Import,
    /// Change the tree of units.
    ChangeUnits,
    /// Open, close and bind accounts.
    ManageAccounts,
    /// Write articles of the public portal and hand them in.
    WriteNews,
    /// Publish, correct and withdraw them.
    PublishNews,
    /// Call a conference and run it.
    RunConference,
}

impl Action {
    /// Every action.
    pub const ALL: [Action; 10] = [
        Action::SeeCases,
        Action::RecordActs,
        Action::AnnulActs,
        Action::SeeSheets,
        Action::Import,
        Action::ChangeUnits,
        Action::ManageAccounts,
        Action::WriteNews,
        Action::PublishNews,
        Action::RunConference,
    ];

    /// The word in catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Action::SeeCases => "see_cases",
            Action::RecordActs => "record_acts",
            Action::AnnulActs => "annul_acts",
            Action::SeeSheets => "see_sheets",
            Action::Import => "import",
            Action::ChangeUnits => "change_units",
            Action::ManageAccounts => "manage_accounts",
            Action::WriteNews => "write_news",
            Action::PublishNews => "publish_news",
            Action::RunConference => "run_conference",
        }
    }
}

/// Over which units a role may do an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Nowhere.
    No,
    /// The unit of the binding and everything under it.
    Subtree,
}

/// The policy: role × action → scope. The only place where rights are written.
pub const fn scope(role: Role, action: Action) -> Scope {
    use Action as A;
    use Role as R;
    match (role, action) {
        (_, A::SeeCases | A::SeeSheets) => Scope::Subtree,
        (R::Recorder | R::Leader, A::RecordActs | A::Import | A::WriteNews) => Scope::Subtree,
        (R::Leader, A::AnnulActs | A::PublishNews | A::RunConference) => Scope::Subtree,
        (R::Administrator, A::ChangeUnits | A::ManageAccounts | A::Import) => Scope::Subtree,
        _ => Scope::No,
    }
}

/// The rule a route states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone, signed in or not.
    Public,
    /// Anyone signed in.
    SignedIn,
    /// Who may do this somewhere; the handler asks again for the unit at hand.
    May(Action),
}

impl std::fmt::Display for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Access::Public => f.write_str("public"),
            Access::SignedIn => f.write_str("signed in"),
            Access::May(action) => write!(f, "may {}", action.word()),
        }
    }
}

/// The policy as text, kept in docs/access.txt so that a change shows in review.
pub fn table() -> String {
    let mut out = String::from(
        "# Who may do what. Made from crates/app/src/access.rs; `subtree` is the unit of the\n# binding and everything under it on the day. UPDATE_EXPECT=1 rewrites this file.\n\n",
    );
    let _ = write!(out, "{:16}", "");
    for role in Role::ALL {
        let _ = write!(out, " {:14}", role.word());
    }
    out = out.trim_end().to_owned();
    out.push('\n');
    for action in Action::ALL {
        let mut line = format!("{:16}", action.word());
        for role in Role::ALL {
            let cell = match scope(role, action) {
                Scope::No => "-",
                Scope::Subtree => "subtree",
            };
            let _ = write!(line, " {cell:14}");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
