//! Sự kiện của hội nghị: what can happen, each with the facts the minutes need of it.
//!
//! A thing that is added is known by the number of the event that added it. Must never grow
//! a word that needs a clock to be understood: the instant stands in the [`Entry`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Loại hội nghị.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Sơ kết: a part of the year is reviewed.
    #[default]
    Interim,
    /// Tổng kết: a year or a programme is reviewed.
    Final,
    /// Chuyên đề: one subject.
    Thematic,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Interim, Kind::Final, Kind::Thematic];

    /// The word in forms and catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Interim => "interim",
            Kind::Final => "final",
            Kind::Thematic => "thematic",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// Cách biểu quyết.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// Công khai: seen as the votes come.
    Open,
    /// Ghi tên: seen by name once it is closed.
    Recorded,
    /// Bỏ phiếu kín: counted; whose vote was which is nowhere.
    Secret,
}

impl Manner {
    /// Every manner.
    pub const ALL: [Manner; 3] = [Manner::Open, Manner::Recorded, Manner::Secret];

    /// The word in forms and catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Manner::Open => "open",
            Manner::Recorded => "recorded",
            Manner::Secret => "secret",
        }
    }

    /// The manner of a word.
    pub fn from_word(word: &str) -> Option<Manner> {
        Manner::ALL.into_iter().find(|m| m.word() == word)
    }
}

/// Đại biểu: somebody at a point, by office and title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// Name; may be empty until the roll is called.
    pub name: String,
    /// Office, as `Phó Chủ tịch UBND thành phố`.
    pub office: String,
}

/// Place of a choice in a poll's list.
pub type VoteChoice = usize;

/// One figure on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Code of the unit.
    pub unit: String,
    /// The figure, in đồng, m² or whole things; none where nothing carries it.
    pub value: Option<i64>,
    /// Number of the sealed report it stands in; empty: counted from the acts.
    #[serde(default)]
    pub report: String,
}

/// What happened. Fields are named for what they hold; units are codes.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Event {
    /// Hội nghị được triệu tập.
    Called { kind: Kind, title: String, on: Date, begins: String, unit: String, chair: String },
    /// Một mục của chương trình.
    ItemAdded {
        title: String,
        minutes: u32,
        unit: String,
        papers: Vec<String>,
        /// The item it comes after; 0: at the end.
        #[serde(default)]
        after: i64,
    },
    /// Đổi thứ tự: an item goes to before another; 0: to the end.
    ItemMoved { item: i64, before: i64 },
    /// Một mục thôi bàn.
    ItemDropped { item: i64 },
    /// Một điểm cầu.
    PointAdded { unit: String, head: String, technician: String, seats: u32 },
    /// Thứ tự dự phòng: who speaks in the place of a point whose line is lost, the first first.
    SubstitutesNamed { unit: String, others: Vec<String> },
    /// Danh sách đại biểu của điểm cầu.
    Attending { unit: String, people: Vec<Attendee> },
    /// Khai mạc.
    Opened,
    /// Bế mạc.
    Closed,
    /// Chuyển sang một mục.
    ItemCalled { item: i64 },
    /// Một máy nhận là của điểm cầu; `device` is the hash of its secret.
    CheckedIn { unit: String, device: String, name: String },
    /// Đổi mã điểm danh: every machine of the point has to check in again.
    CodeRenewed { unit: String },
    /// Điểm cầu mất tín hiệu.
    Lost { unit: String },
    /// Điểm cầu có tín hiệu trở lại.
    Back { unit: String },
    /// Điểm danh: who was there when the chair called the roll.
    RollCalled { present: Vec<String> },
    /// Giơ tay.
    HandRaised { unit: String },
    /// Hạ tay.
    HandLowered { unit: String },
    /// Đăng ký phát biểu, with a quota.
    SpeakerAdded { unit: String, name: String, office: String, seconds: u32 },
    /// Thôi phát biểu.
    SpeakerRemoved { speaker: i64 },
    /// Đổi lên trước: the first to speak next, as when the line of another is lost.
    SpeakerFirst { speaker: i64 },
    /// Bắt đầu phát biểu.
    SpeakerStarted { speaker: i64 },
    /// Kết thúc phát biểu.
    SpeakerEnded,
    /// Câu hỏi của điểm cầu.
    QuestionAsked { unit: String, text: String },
    /// Một điểm cầu cùng hỏi.
    QuestionBacked { question: i64, unit: String },
    /// Đã trả lời.
    QuestionAnswered { question: i64 },
    /// Mở biểu quyết.
    PollOpened { text: String, choices: Vec<String>, manner: Manner },
    /// Một điểm cầu biểu quyết; a secret vote says no choice.
    Voted { poll: i64, unit: String, choice: Option<VoteChoice> },
    /// Đóng biểu quyết, with the count of each choice.
    PollClosed { poll: i64, counts: Vec<u32> },
    /// Thẻ số liệu: one column of a sheet, for some units side by side.
    CardAdded {
        title: String,
        form: String,
        period: String,
        column: String,
        units: Vec<String>,
        /// Only from sealed reports.
        #[serde(default)]
        sealed: bool,
    },
    /// Đưa thẻ lên màn hình, with what it said then and as of which position.
    CardShown { card: i64, as_of: i64, printed: String, cells: Vec<Cell> },
    /// Cất số liệu.
    CardHidden,
    /// Một câu kết luận, with whom it tells to do it and until when: units named, all of a kind (a word of
    /// [`crate::directives::Group`]), or nobody.
    Concluded {
        text: String,
        #[serde(default)]
        to: Vec<String>,
        #[serde(default)]
        every: String,
        #[serde(default)]
        due_on: Option<Date>,
    },
    /// Bỏ một câu kết luận.
    ConclusionStruck { sentence: i64 },
    /// Phòng họp trực tuyến sẵn có: its address, and whether it may stand inside our screens; empty: none.
    RoomLinked { address: String, framed: bool },
    /// Bắt đầu ghi hình, ghi âm: every screen says so from then on.
    RecordingStarted,
    /// Thôi ghi hình, ghi âm.
    RecordingEnded,
    /// Ký biên bản: number, day and signer of the paper, what was written beside the record, and
    /// the hash of the record up to the event before.
    MinutesSigned { number: String, on: Date, signer: String, remarks: String, record: String },
    /// Ký thông báo kết luận: with it each conclusion that names somebody became tasks, or was refused.
    NoticeSigned { number: String, on: Date, signer: String, given: Vec<Given> },
}

/// What became of a conclusion when the notice was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The sentence.
    pub sentence: i64,
    /// Number of the directive; empty where it was refused.
    pub directive: String,
    /// Key of the sentence that says why it was refused; empty where it was given.
    pub refused: String,
}

/// An event in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place: 1, 2, 3…
    pub seq: i64,
    /// When, in milliseconds since 1970, by the server's clock.
    pub at_ms: i64,
    /// Who: a login, or `point:` and a unit.
    pub by: String,
    /// What.
    pub event: Event,
}
