//! What the API's document says of reviews: the register of shortcomings.
//!
//! Beside the other operations, so that no one list outgrows its file.

use super::answers::Field;
use super::document::{Operation, get, post, schema};
use casework::fields::Facts;
use casework::shortcomings::{Admission, RULES};
use serde_json::{Value, json};

const SHORTCOMINGS: &[(&str, &str)] = &[
    ("unit", "code of the unit that admitted it"),
    ("reviewer", "code of the unit that reviews it"),
    ("period", "2023-6m, …: what was admitted in it, carried into it, or came back in it"),
    ("how", "admitted, carried, repeated: how it came into the period"),
    ("timing", "overdue, unpromised, running, waiting, in_time, late"),
    ("open", "1: only what is not mended"),
    ("paper", "number of the report or conference it was admitted in"),
    ("q", "words in number, text or cause, with or without marks"),
    ("after", "`next` of the page before"),
];

/// Operations of reviews.
pub(super) const OPERATIONS: &[Operation] = &[
    get(
        "/api/v1/conferences",
        "conferences",
        "Conferences the account may know of, the last first.",
        &[],
        "ConferenceList",
    ),
    get(
        "/api/v1/conferences/{number}",
        "conference",
        "A conference: agenda, points and where it stands at event `seq` of its record.",
        &[],
        "Conference",
    ),
    get(
        "/api/v1/conferences/{number}/minutes",
        "conferenceMinutes",
        "What its record says, item by item: who was there, who spoke, what was shown, asked, voted and concluded.",
        &[],
        "ConferenceMinutes",
    ),
    get(
        "/api/v1/conferences/{number}/tasks",
        "conferenceTasks",
        "The tasks its signed notice gave, as far as the account sees them.",
        &[],
        "TaskList",
    ),
    get(
        "/api/v1/shortcomings",
        "shortcomings",
        "Shortcomings the account has a side in, 50 at a time, with the sum over the whole list.",
        SHORTCOMINGS,
        "ShortcomingList",
    ),
    post(
        "/api/v1/shortcomings",
        "admitShortcoming",
        "A unit admits a shortcoming, with its measure where one is promised at once.",
        "NewShortcoming",
        "ShortcomingNumber",
    ),
    get(
        "/api/v1/shortcomings/{number}",
        "shortcoming",
        "A shortcoming with its steps and what may follow.",
        &[],
        "Shortcoming",
    ),
    post(
        "/api/v1/shortcomings/{number}/steps",
        "recordShortcomingStep",
        "Records the next step: the unit promises and reports, the reviewer judges, either carries over or says it came back.",
        "NewShortcomingStep",
        "Shortcoming",
    ),
    get(
        "/api/v1/shortcomings/figures",
        "shortcomingFigures",
        "By unit, what came into a period and how it stands today.",
        &[("period", "2023-6m, …; the last that is over without it")],
        "ShortcomingFigures",
    ),
];

/// Schemas of what is sent.
pub(super) fn bodies() -> Vec<(String, Value)> {
    let kinds: Vec<&str> = RULES.iter().map(|r| r.kind.word()).collect();
    let (text, day) = (json!({ "type": "string" }), json!({ "type": "string", "format": "date" }));
    let step = json!({ "type": "object", "required": ["kind"], "properties": {
        "kind": { "type": "string", "enum": kinds }, "on": day, "said": text, "answerable": text, "due_on": day,
        "period": { "type": "string", "description": "of carry_over and repetition: the period it goes into" },
        "after": { "type": "integer", "description": "seq of the last step seen; refused when another came meanwhile" },
    } });
    vec![("NewShortcoming".to_owned(), schema(Admission::FIELDS)), ("NewShortcomingStep".to_owned(), step)]
}

/// Schemas of the answers.
pub(super) const ANSWERS: &[(&str, &[Field])] = &[
    ("ConferenceList", &[("items", "[ConferenceLine]")]),
    ("ConferenceLine", &[("number", "text"), ("title", "text"), ("on", "date"), ("unit", "text"), ("points", "int")]),
    (
        "Conference",
        &[
            ("number", "text"),
            ("title", "text"),
            ("kind", "text"),
            ("on", "date"),
            ("begins", "text"),
            ("unit", "text"),
            ("chair", "text"),
            ("standing", "text"),
            ("seq", "int"),
            ("item", "int?"),
            ("items", "[ConferenceItem]"),
            ("points", "[ConferencePoint]"),
            ("signed", "text?"),
            ("notice", "text?"),
        ],
    ),
    ("ConferenceItem", &[("n", "int"), ("title", "text"), ("minutes", "int"), ("unit", "text"), ("papers", "[text]")]),
    (
        "ConferencePoint",
        &[
            ("unit", "text"),
            ("head", "text"),
            ("technician", "text"),
            ("seats", "int"),
            ("people", "int"),
            ("present", "bool"),
            ("substitutes", "[text]"),
        ],
    ),
    (
        "ConferenceMinutes",
        &[
            ("number", "text"),
            ("seq", "int"),
            ("presence", "[ConferencePresence]"),
            ("sections", "[ConferenceSection]"),
        ],
    ),
    ("ConferencePresence", &[("unit", "text"), ("spans", "[ConferenceSpan]")]),
    ("ConferenceSpan", &[("from", "text"), ("until", "text?")]),
    (
        "ConferenceSection",
        &[
            ("title", "text"),
            ("from", "text?"),
            ("papers", "[text]"),
            ("speeches", "[ConferenceSpeech]"),
            ("shown", "[ConferenceFigures]"),
            ("questions", "[ConferenceQuestion]"),
            ("polls", "[ConferencePoll]"),
            ("conclusions", "[ConferenceConclusion]"),
        ],
    ),
    (
        "ConferenceSpeech",
        &[("unit", "text"), ("name", "text"), ("office", "text"), ("from", "text"), ("seconds", "int?")],
    ),
    (
        "ConferenceFigures",
        &[
            ("title", "text"),
            ("form", "text"),
            ("column", "text"),
            ("period", "text"),
            ("as_of", "int"),
            ("cells", "[ConferenceCell]"),
        ],
    ),
    ("ConferenceCell", &[("unit", "text"), ("value", "int?"), ("report", "text")]),
    ("ConferenceQuestion", &[("unit", "text"), ("text", "text"), ("answered", "bool")]),
    ("ConferencePoll", &[("text", "text"), ("manner", "text"), ("choices", "[ConferenceChoice]")]),
    ("ConferenceChoice", &[("text", "text"), ("count", "int")]),
    (
        "ConferenceConclusion",
        &[
            ("n", "int"),
            ("text", "text"),
            ("to", "[text]"),
            ("every", "text"),
            ("due_on", "date?"),
            ("directive", "text"),
            ("refused", "text"),
        ],
    ),
    ("ShortcomingList", &[("items", "[ShortcomingLine]"), ("sum", "ShortcomingSum"), ("next", "text?")]),
    ("ShortcomingNumber", &[("number", "text")]),
    (
        "ShortcomingLine",
        &[
            ("number", "text"),
            ("unit", "text"),
            ("reviewer", "text"),
            ("admitted_on", "date"),
            ("admitted_in", "text"),
            ("source_number", "text"),
            ("shortcoming", "text"),
            ("period", "text"),
            ("standing", "text"),
            ("timing", "text"),
            ("measure", "text"),
            ("answerable", "text"),
            ("due_on", "date?"),
            ("carried", "int"),
            ("repeated", "int"),
        ],
    ),
    (
        "Shortcoming",
        &[
            ("number", "text"),
            ("unit", "text"),
            ("reviewer", "text"),
            ("admitted_on", "date"),
            ("admitted_in", "text"),
            ("source_number", "text"),
            ("shortcoming", "text"),
            ("period", "text"),
            ("standing", "text"),
            ("timing", "text"),
            ("measure", "text"),
            ("answerable", "text"),
            ("due_on", "date?"),
            ("carried", "int"),
            ("repeated", "int"),
            ("cause", "text"),
            ("first_period", "text"),
            ("steps", "[ShortcomingStep]"),
            ("permitted", "[text]"),
        ],
    ),
    (
        "ShortcomingStep",
        &[
            ("seq", "int"),
            ("kind", "text"),
            ("on", "date"),
            ("said", "text"),
            ("answerable", "text"),
            ("due_on", "date?"),
            ("period", "text?"),
            ("papers", "[TaskPaper]"),
        ],
    ),
    (
        "ShortcomingSum",
        &[
            ("all", "int"),
            ("in_time", "int"),
            ("late", "int"),
            ("waiting", "int"),
            ("running", "int"),
            ("overdue", "int"),
            ("unpromised", "int"),
        ],
    ),
    ("ShortcomingFigures", &[("period", "text"), ("items", "[ShortcomingFigure]")]),
    (
        "ShortcomingFigure",
        &[("unit", "text"), ("admitted", "int"), ("carried", "int"), ("repeated", "int"), ("sum", "ShortcomingSum")],
    ),
];
