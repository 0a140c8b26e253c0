//! Bài đăng: where an article of the public portal stands, and which step may follow.
//!
//! What was once public never disappears in silence: it is corrected in the open or
//! withdrawn with a reason. Must never know how an article looks.

/// Where an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Bản nháp: being written.
    Draft,
    /// Chờ duyệt: handed in.
    Review,
    /// Đã duyệt: public from its instant on, which may lie ahead.
    Public,
    /// Đã rút: its address says so and why.
    Withdrawn,
}

/// A step in the life of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Lưu: a new version.
    Save,
    /// Trình duyệt.
    Submit,
    /// Trả lại để sửa, with a reason.
    Return,
    /// Đăng, now or at an instant ahead.
    Publish,
    /// Đính chính: the saved version takes the place of the public one, with a note that readers see.
    Correct,
    /// Rút bài, with a reason that readers see.
    Withdraw,
}

impl State {
    /// Every state, in the order an article passes them.
    pub const ALL: [State; 4] = [State::Draft, State::Review, State::Public, State::Withdrawn];

    /// The word in the store and in catalogues.
    pub fn word(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Review => "review",
            State::Public => "public",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word.
    pub fn from_word(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.word() == word)
    }

    /// The steps that may follow.
    pub fn steps(self) -> &'static [Step] {
        match self {
            State::Draft => &[Step::Save, Step::Submit],
            State::Review => &[Step::Save, Step::Return, Step::Publish],
            State::Public => &[Step::Save, Step::Correct, Step::Withdraw],
            State::Withdrawn => &[],
        }
    }

    /// Where a step leads; none: it may not follow.
    pub fn after(self, step: Step) -> Option<State> {
        let next = match step {
            Step::Save => self,
            Step::Submit => State::Review,
            Step::Return => State::Draft,
            Step::Publish | Step::Correct => State::Public,
            Step::Withdraw => State::Withdrawn,
        };
        self.steps().contains(&step).then_some(next)
    }
}

impl Step {
    /// Every step.
    pub const ALL: [Step; 6] = [Step::Save, Step::Submit, Step::Return, Step::Publish, Step::Correct, Step::Withdraw];

    /// The word in the store, in forms and in catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Step::Save => "save",
            Step::Submit => "submit",
            Step::Return => "return",
            Step::Publish => "publish",
            Step::Correct => "correct",
            Step::Withdraw => "withdraw",
        }
    }

    /// The step of a word.
    pub fn from_word(word: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|s| s.word() == word)
    }

    /// Whether it belongs to who publishes, not to who writes.
    pub fn publishes(self) -> bool {
        !matches!(self, Step::Save | Step::Submit)
    }

    /// Whether it must say why.
    pub fn wants_a_note(self) -> bool {
        matches!(self, Step::Return | Step::Correct | Step::Withdraw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_public_is_corrected_or_withdrawn_and_never_a_draft_again() {
        for step in Step::ALL {
            let after = State::Public.after(step);
            assert!(matches!(after, None | Some(State::Public | State::Withdrawn)), "{step:?}");
            assert_eq!(State::Withdrawn.after(step), None);
        }
    }

    #[test]
    fn nothing_becomes_public_without_having_been_handed_in() {
        assert_eq!(State::Draft.after(Step::Publish), None);
        assert_eq!(State::Draft.after(Step::Submit).and_then(|s| s.after(Step::Publish)), Some(State::Public));
    }

    #[test]
    fn words_lead_back() {
        assert!(State::ALL.into_iter().all(|s| State::from_word(s.word()) == Some(s)));
        assert!(Step::ALL.into_iter().all(|s| Step::from_word(s.word()) == Some(s)));
    }
}
