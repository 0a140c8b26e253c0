//! What the API answers, as schemas: one table, a line for each field.
//!
//! Here because the answers are put together by each capability and no type says
//! what they hold. Must never be wider than the answers: `tests/http/document.rs`
//! holds every answer against its schema, both ways.

use serde_json::{Map, Value, json};

/// Name and kind of a field: `text date int bool any`, the name of a schema, `[…]` for a
/// list of it, `{…}` for an object whose every value is one; `?` behind it may be null,
/// `?` behind the name may be missing.
pub(super) type Field = (&'static str, &'static str);

const ANSWERS: &[(&str, &[Field])] = &[
    ("Kinds", &[("items", "[Kind]")]),
    ("Kind", &[("case", "text"), ("kind", "text"), ("name", "text"), ("provisions", "{text}"), ("facts", "any")]),
    ("CaseList", &[("items", "[CaseLine]"), ("total", "int"), ("next", "text?")]),
    (
        "CaseLine",
        &[
            ("number", "text"),
            ("kind", "text"),
            ("title", "text"),
            ("unit", "text"),
            ("regime", "text"),
            ("class", "text"),
            ("manner", "text"),
            ("field", "text"),
            ("standing", "text"),
            ("opened_on", "date"),
            ("next_due_on", "date?"),
            ("paused", "bool"),
            ("closed", "bool"),
        ],
    ),
    (
        "Found",
        &[
            ("items", "[Hit]"),
            ("near", "[Hit]"),
            ("total", "int"),
            ("kinds", "{int}"),
            ("page", "int"),
            ("cut", "bool"),
            ("behind", "int"),
        ],
    ),
    (
        "Hit",
        &[
            ("number", "text"),
            ("kind", "text"),
            ("unit", "text"),
            ("regime", "text"),
            ("standing", "text"),
            ("opened_on", "date"),
            ("title", "[Piece]"),
            ("piece", "[Piece]"),
        ],
    ),
    ("Piece", &[("text", "text"), ("mark", "bool")]),
    ("ReceptionDays", &[("items", "[ReceptionDay]")]),
    (
        "ReceptionDay",
        &[
            ("id", "text"),
            ("unit", "text"),
            ("on", "date"),
            ("host", "text"),
            ("presider", "text"),
            ("mode", "text"),
            ("place", "text"),
            ("opens", "text"),
            ("closes", "text"),
            ("slots", "[Slot]"),
        ],
    ),
    ("Slot", &[("from", "text"), ("until", "text"), ("left", "int")]),
    (
        "ReceptionBoard",
        &[("unit", "text"), ("on", "date"), ("receives", "bool"), ("called", "[Called]"), ("waiting", "[text]")],
    ),
    ("Called", &[("number", "text"), ("desk", "text")]),
    (
        "Case",
        &[
            ("number", "text"),
            ("kind", "text"),
            ("title", "text"),
            ("links", "{text}"),
            ("unit", "text"),
            ("agency", "text"),
            ("regime", "text"),
            ("standing", "text"),
            ("today", "date"),
            ("acts", "[Act]"),
            ("deadlines", "[Deadline]"),
            ("permitted", "[Permitted]"),
            ("postings", "[Posting]"),
        ],
    ),
    (
        "Act",
        &[
            ("seq", "int"),
            ("kind", "text"),
            ("on", "date"),
            ("by", "text"),
            ("number", "text?"),
            ("signer", "text?"),
            ("facts", "any"),
            ("annulled_by", "int?"),
        ],
    ),
    (
        "Seal",
        &[
            ("number", "text"),
            ("opens", "bool"),
            ("destroyed", "bool"),
            ("envelopes", "[Envelope]"),
            ("assigned", "[Assigned]"),
            ("candidates", "[Candidate]"),
            ("looks", "[Look]"),
        ],
    ),
    ("Envelope", &[("item", "text"), ("field", "text"), ("act", "int"), ("label", "text"), ("destroyed", "bool")]),
    ("Assigned", &[("account", "text"), ("name", "text"), ("at", "text")]),
    ("Candidate", &[("account", "text"), ("name", "text")]),
    ("Look", &[("at", "text"), ("name", "text"), ("item", "text"), ("reason", "text")]),
    ("Opened", &[("item", "text"), ("person", "any"), ("letter", "text?")]),
    (
        "Deadline",
        &[
            ("rule", "text"),
            ("opened_by", "int"),
            ("opened_on", "date"),
            ("due", "Due"),
            ("due_on", "date"),
            ("met", "[any]?"),
            ("paused_since", "date?"),
            ("lapsed", "text?"),
            ("binds", "text"),
            ("law", "Provision"),
            ("status", "text"),
            ("state", "text"),
            ("provision", "text"),
        ],
    ),
    ("Due", &[("bare", "date"), ("rolled", "date"), ("steps", "[Step]"), ("calendar", "text"), ("unsure", "[date]")]),
    (
        "Step",
        &[
            ("step", "text"),
            ("on?", "date"),
            ("n?", "int"),
            ("count?", "text"),
            ("from?", "date"),
            ("until?", "date"),
            ("days?", "int"),
            ("to?", "date"),
            ("name?", "text"),
        ],
    ),
    ("Provision", &[("instrument", "text"), ("article", "text")]),
    ("Permitted", &[("kind", "text"), ("by", "text"), ("provision", "text")]),
    (
        "Posting",
        &[
            ("indicator", "text"),
            ("day", "date"),
            ("class", "text"),
            ("manner", "text"),
            ("field", "text"),
            ("item", "text"),
            ("quantity", "int"),
            ("about", "int"),
            ("act", "int"),
        ],
    ),
    ("LikeList", &[("items", "[LikeCase]"), ("elsewhere", "any")]),
    (
        "LikeCase",
        &[
            ("number", "text"),
            ("kind", "text"),
            ("unit", "text"),
            ("title", "text"),
            ("opened_on", "date"),
            ("matter", "text"),
            ("likeness", "int"),
            ("same_text", "bool"),
            ("person", "int"),
            ("passages", "[LikePassage]"),
        ],
    ),
    ("LikePassage", &[("from", "int"), ("until", "int"), ("words", "int"), ("theirs", "text")]),
    ("SetApart", &[("number", "text")]),
    ("TaskList", &[("items", "[TaskLine]"), ("sum", "TaskSum"), ("next", "text?")]),
    ("TaskLine", TASK),
    (
        "TaskSum",
        &[
            ("given", "int"),
            ("on_time", "int"),
            ("late", "int"),
            ("waiting", "int"),
            ("running", "int"),
            ("overdue", "int"),
            ("returned", "int"),
            ("withdrawn", "int"),
        ],
    ),
    (
        "TaskStep",
        &[
            ("seq", "int"),
            ("kind", "text"),
            ("on", "date"),
            ("said", "text"),
            ("due_on", "date?"),
            ("papers", "[TaskPaper]"),
        ],
    ),
    ("TaskPaper", &[("name", "text"), ("hash", "text"), ("size", "int")]),
    ("DirectiveNumber", &[("number", "text")]),
    ("DisciplineList", &[("from", "date"), ("until", "date"), ("items", "[DisciplineLine]")]),
    (
        "DisciplineLine",
        &[
            ("unit", "text"),
            ("due", "int"),
            ("on_time", "int"),
            ("late", "int"),
            ("overdue", "int"),
            ("waiting", "int"),
            ("running", "int"),
            ("returns", "int"),
            ("extensions", "int"),
        ],
    ),
    ("ReportList", &[("unit", "text"), ("period", "text"), ("about", "text"), ("items", "[ReportLine]")]),
    (
        "ReportLine",
        &[
            ("unit", "text"),
            ("name", "text"),
            ("number", "text"),
            ("standing", "any"),
            ("due_on", "any"),
            ("sent_on", "any"),
            ("state", "text"),
        ],
    ),
    (
        "Narrative",
        &[
            ("number", "text"),
            ("seq", "int"),
            ("sealed", "bool"),
            ("outline", "text"),
            ("subject", "text"),
            ("sections", "[NarrativeSection]"),
            ("figures", "[NarrativeFigure]"),
        ],
    ),
    ("NarrativeSection", &[("id", "text"), ("heading", "text"), ("text", "text")]),
    ("NarrativeFigure", &[("reference", "text"), ("says", "text?"), ("wrong", "text?")]),
    ("TextChecked", &[("unit", "text"), ("period", "text"), ("clashes", "int"), ("items", "[TextNumber]")]),
    (
        "TextNumber",
        &[
            ("from", "int"),
            ("until", "int"),
            ("text", "text"),
            ("verdict", "text"),
            ("why", "text?"),
            ("says", "text"),
            ("figure", "any"),
        ],
    ),
    ("ReportNumber", &[("number", "text"), ("kind", "text")]),
    ("UnitList", &[("on", "date"), ("items", "[UnitLine]")]),
    ("UnitLine", UNIT),
    ("Terms", &[("calendar", "text"), ("roll_over", "bool"), ("items", "[Term]")]),
    (
        "Term",
        &[
            ("key", "text"),
            ("regime", "text"),
            ("agencies", "[text]"),
            ("case", "text"),
            ("value", "int"),
            ("count", "text"),
            ("provision", "text"),
            ("from", "date?"),
            ("until", "date?"),
            ("status", "text"),
            ("note", "text"),
        ],
    ),
    ("Forms", &[("period", "text"), ("items", "[Form]")]),
    (
        "Form",
        &[
            ("id", "text"),
            ("version", "text"),
            ("title", "text"),
            ("status", "text"),
            ("law", "text?"),
            ("columns", "int"),
        ],
    ),
    (
        "Sheet",
        &[
            ("form", "text"),
            ("version", "text"),
            ("title", "text"),
            ("status", "text"),
            ("unit", "text"),
            ("unit_name", "text"),
            ("period", "Period"),
            ("as_of", "int"),
            ("columns", "[Column]"),
            ("rows", "[Row]"),
            ("total", "{int?}"),
            ("findings", "[Finding]"),
            ("overlaps", "[Overlap]"),
        ],
    ),
    ("Period", &[("from", "date"), ("until", "date"), ("label", "text"), ("id?", "text")]),
    (
        "Column",
        &[
            ("id", "text"),
            ("title", "text"),
            ("heads", "[text]"),
            ("unit", "text"),
            ("printed_unit", "text"),
            ("printed_scale", "int"),
            ("distinct", "bool"),
            ("status", "text"),
            ("note?", "text"),
        ],
    ),
    ("Row", &[("unit", "text"), ("name", "text"), ("cells", "{int?}")]),
    (
        "Cell",
        &[
            ("form", "text"),
            ("version", "text"),
            ("unit", "text"),
            ("period", "Period"),
            ("as_of", "int"),
            ("row", "text?"),
            ("column", "text"),
            ("title", "text"),
            ("figure", "int?"),
            ("count", "int"),
            ("sum", "int"),
            ("parts", "[Part]"),
            ("items", "[CellCase]"),
            ("next", "text?"),
        ],
    ),
    ("Part", &[("column", "text"), ("figure", "int?")]),
    (
        "Dashboard",
        &[
            ("unit", "text"),
            ("unit_name", "text"),
            ("period", "Period"),
            ("before?", "Period"),
            ("as_of", "int"),
            ("figure", "text"),
            ("headline", "[BoardFigure]"),
            ("money", "[BoardFigure]"),
            ("months", "[BoardMonth]"),
            ("units", "[BoardUnit]"),
            ("stages", "[BoardStage]"),
            ("terminated", "int"),
            ("at_risk", "BoardRisk"),
        ],
    ),
    ("BoardFigure", &[("id", "text"), ("title", "text"), ("figure", "int"), ("before", "int?")]),
    ("BoardMonth", &[("from", "date"), ("until", "date"), ("figure", "int"), ("before", "int?")]),
    ("BoardUnit", &[("unit", "text"), ("name", "text"), ("figure", "int"), ("before", "int?")]),
    ("BoardStage", &[("stage", "text"), ("title", "text"), ("cases", "int")]),
    ("BoardRisk", &[("today", "date"), ("overdue", "int"), ("due_week", "int"), ("units", "[BoardRiskUnit]")]),
    ("BoardRiskUnit", &[("unit", "text"), ("name", "text"), ("own", "bool"), ("overdue", "int"), ("due_week", "int")]),
    (
        "CellCase",
        &[
            ("unit", "text"),
            ("number", "text"),
            ("title", "text"),
            ("standing", "text"),
            ("thing", "text?"),
            ("quantity", "int"),
            ("lines", "[CellLine]"),
        ],
    ),
    (
        "CellLine",
        &[
            ("case", "text"),
            ("seq", "int"),
            ("act", "text"),
            ("paper", "text?"),
            ("day", "date"),
            ("indicator", "text"),
            ("quantity", "int"),
            ("mended_by", "int?"),
        ],
    ),
    (
        "Problem",
        &[
            ("type", "text"),
            ("title", "text"),
            ("status", "int"),
            ("detail", "text"),
            ("instance", "text"),
            ("code?", "text"),
            ("law?", "text"),
            ("way_out?", "text"),
            ("facts?", "{text}"),
            ("errors?", "[Wrong]"),
        ],
    ),
    ("Wrong", &[("field", "text"), ("code", "text"), ("detail", "text")]),
    (
        "Finding",
        &[
            ("check", "text"),
            ("unit", "text"),
            ("row", "text"),
            ("left", "int"),
            ("right", "int"),
            ("columns", "[text]"),
            ("severity", "text"),
            ("why", "text"),
            ("what_to_do", "text"),
        ],
    ),
    ("Overlap", &[("column", "text"), ("rows", "int"), ("total", "int")]),
];

const UNIT: &[Field] = &[
    ("code", "text"),
    ("kind", "text"),
    ("agency", "text?"),
    ("name", "text"),
    ("name_en", "text"),
    ("parent", "text?"),
    ("from", "date?"),
    ("until", "date?"),
    ("status", "text"),
    ("successors", "[text]"),
];

const TASK: &[Field] = &[
    ("number", "text"),
    ("unit", "text"),
    ("issuer", "text"),
    ("issued_on", "date"),
    ("content", "text"),
    ("source", "text"),
    ("source_number", "text"),
    ("due_on", "date?"),
    ("standing", "text"),
    ("timing", "text"),
];

/// The schemas by name.
pub fn schemas() -> Map<String, Value> {
    let mut out: Map<String, Value> = ANSWERS
        .iter()
        .chain(super::review::ANSWERS)
        .map(|(name, fields)| ((*name).to_owned(), object(fields.iter().copied())))
        .collect();
    let around = [("on", "date"), ("path", "[UnitLine]"), ("children", "[UnitLine]")];
    let around_task = [("sentence", "text"), ("report_form", "text"), ("steps", "[TaskStep]"), ("permitted", "[text]")];
    out.insert("Task".to_owned(), object(TASK.iter().copied().chain(around_task)));
    out.insert("Unit".to_owned(), object(UNIT.iter().copied().chain(around)));
    out
}

fn object(fields: impl Iterator<Item = Field> + Clone) -> Value {
    let properties: Map<String, Value> =
        fields.clone().map(|(name, kind)| (name.trim_end_matches('?').to_owned(), schema(kind))).collect();
    let required: Vec<&str> = fields.map(|(name, _)| name).filter(|name| !name.ends_with('?')).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn schema(kind: &str) -> Value {
    if let Some(kind) = kind.strip_suffix('?') {
        let mut inner = schema(kind);
        if let Some(name) = inner.get("type").cloned() {
            inner["type"] = json!([name, "null"]);
        }
        return inner;
    }
    if let Some(kind) = kind.strip_prefix('[').and_then(|k| k.strip_suffix(']')) {
        return json!({ "type": "array", "items": schema(kind) });
    }
    if let Some(kind) = kind.strip_prefix('{').and_then(|k| k.strip_suffix('}')) {
        return json!({ "type": "object", "additionalProperties": schema(kind) });
    }
    match kind {
        "text" => json!({ "type": "string" }),
        "date" => json!({ "type": "string", "format": "date" }),
        "int" => json!({ "type": "integer" }),
        "bool" => json!({ "type": "boolean" }),
        "any" => json!({}),
        name => json!({ "$ref": format!("#/components/schemas/{name}") }),
    }
}
