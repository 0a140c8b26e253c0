//! The API's document (OpenAPI 3.1), made from what runs: routes with their
//! rules, acts with their fields.
//!
//! A hand-kept document would lie sooner or later. What cannot be seen in the
//! code (what an operation answers, its query) stands in [`OPERATIONS`]; a test
//! fails on a route that is not there.

use crate::access::Access;
use crate::routes::{Method, Route};
use casework::fields::{FieldKind, FieldSpec};
use casework::kinds;
use serde_json::{Map, Value, json};

/// One operation: method, path, id, what it does, query parameters, schema of its answer.
pub(super) struct Operation {
    method: Method,
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    query: &'static [(&'static str, &'static str)],
    body: Option<&'static str>,
    answer: &'static str,
}

/// Every operation, those of reviews from their own list.
fn operations() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter().chain(super::review::OPERATIONS)
}

const LIST: &[(&str, &str)] = &[
    ("q", "words in number, title or subject, with or without marks"),
    ("unit", "code of a unit; everything under it is listed"),
    ("kind", "inspection, reception, petition, complaint, denunciation, report"),
    ("class", "administrative, specialised, responsibility, single; words of the kind"),
    ("manner", "planned, ad_hoc, regular"),
    ("standing", "where the case stands"),
    ("regime", "LTT2010, LTT2022, LTT2025"),
    ("due", "overdue, due_soon (5 days), due_week (7 days), open, paused"),
    ("own", "1: only what the unit keeps itself, not what is kept under it"),
    ("from", "decision on or after, yyyy-mm-dd"),
    ("until", "decision on or before, yyyy-mm-dd"),
    ("sort", "opened (default), due, number"),
    ("after", "`next` of the page before"),
];
const SEARCH: &[(&str, &str)] = &[
    ("q", "words, all of which must be found, with or without marks; \"a phrase\"; a number; người: a name"),
    ("kind", "inspection, reception, petition, complaint, denunciation, report"),
    ("unit", "code of a unit; everything under it is searched"),
    ("year", "year of the first act, as 2023"),
    ("sort", "rank (default), newest"),
    ("page", "from 1 to 50, 20 cases each"),
];
const DIRECTIVES: &[(&str, &str)] = &[
    ("side", "to: given to units of the account; by: given by them"),
    ("timing", "overdue, running, waiting, on_time, late, withdrawn; given: all but those withdrawn"),
    ("standing", "issued, accepted, in_progress, reported, returned, done, withdrawn"),
    ("unit", "code of the unit that does it"),
    ("issuer", "code of the unit that gave it"),
    ("source", "conference, prime_minister, steering_committee, assembly, superior, head, shortcoming"),
    ("paper", "number of the source paper"),
    ("of", "number of a directive: its own tasks"),
    ("under", "number of a directive: everything it came to; with :unit, what that unit gave on"),
    ("leaves", "1: only tasks of which nothing was given on"),
    ("from", "due on or after, yyyy-mm-dd"),
    ("until", "due on or before, yyyy-mm-dd"),
    ("q", "words in number or content, with or without marks"),
    ("after", "`next` of the page before"),
];
const REPORTS: &[(&str, &str)] = &[
    ("unit", "code of a unit; those that report to it are listed too"),
    ("period", "2023-6m, 2023-q2, …"),
    ("about", "inspection (default), petitions, anti_corruption"),
];
const SHEET: &[(&str, &str)] = &[
    ("form", "01/TTr, overview, …"),
    ("unit", "code of a unit; its children are the rows"),
    ("period", "2023-6m, 2023-q2, 2022-12-15..2023-07-14"),
    ("as_of", "last journal position counted; all without it"),
    ("organised", "a day, or today: the units as organised then, with the bridge from those of the period"),
];
const DASHBOARD: &[(&str, &str)] = &[
    ("unit", "code of a unit; its children are compared"),
    ("period", "2023-7m, 2023-6m, 2022-12-15..2023-07-14; the running months without it"),
    ("as_of", "last journal position counted; all without it"),
    ("organised", "a day, or today: the units as organised then, with the bridge from those of the period"),
    ("figure", "column of the overview that is compared: violations_vnd, inspections, …"),
];
const CELL: &[(&str, &str)] = &[
    ("form", "01/TTr, overview, …"),
    ("unit", "code of the sheet's unit"),
    ("period", "as of the sheet"),
    ("as_of", "as of the sheet"),
    ("organised", "as of the sheet"),
    ("column", "id of the column"),
    ("row", "code of the row; the total without it"),
    ("after", "`next` of the page before"),
];

const OPERATIONS: &[Operation] = &[
    get("/api/v1/openapi.json", "document", "This document.", &[], "Object"),
    get("/api/v1/acts", "acts", "Every kind of act with the schema of its facts.", &[], "Kinds"),
    get("/api/v1/cases", "cases", "Cases the account may see, 50 at a time.", LIST, "CaseList"),
    Operation {
        method: Method::Post,
        path: "/api/v1/cases",
        id: "openCase",
        summary: "Opens a case with its decision.",
        query: &[],
        body: Some("NewCase"),
        answer: "Case",
    },
    get(
        "/api/v1/cases/{number}",
        "case",
        "A case with its acts, what may follow, deadlines with proof and figures.",
        &[("today", "the day deadlines are judged from")],
        "Case",
    ),
    Operation {
        method: Method::Post,
        path: "/api/v1/cases/{number}/acts",
        id: "recordAct",
        summary: "Records the next act of a case.",
        query: &[],
        body: Some("NewAct"),
        answer: "Case",
    },
    Operation {
        method: Method::Post,
        path: "/api/v1/duplicates",
        id: "likeLetters",
        summary: "Cases the account may see with a letter like this one, and where they agree; nothing is recorded. With `elsewhere`: units, and no more, at which a like petition lies that the account may not see; that is noted.",
        query: &[],
        body: Some("LetterAsked"),
        answer: "LikeList",
    },
    Operation {
        method: Method::Post,
        path: "/api/v1/cases/{number}/apart",
        id: "setApart",
        summary: "Remembers that these cases are not one matter with this one.",
        query: &[],
        body: Some("Apart"),
        answer: "SetApart",
    },
    get(
        "/api/v1/directives",
        "directives",
        "Tasks the account has a side in, 50 at a time, with the sum over the whole list.",
        DIRECTIVES,
        "TaskList",
    ),
    post(
        "/api/v1/directives",
        "issueDirective",
        "Gives a task to units named and to all units of a kind, as the tree stands on the day of issue.",
        "NewDirective",
        "DirectiveNumber",
    ),
    get("/api/v1/directives/{number}/{unit}", "task", "A unit's task with its steps and what may follow.", &[], "Task"),
    post(
        "/api/v1/directives/{number}/{unit}/steps",
        "recordStep",
        "Records the next step: the unit takes on and reports, the issuer judges, extends or withdraws.",
        "NewStep",
        "Task",
    ),
    get(
        "/api/v1/directives/discipline",
        "discipline",
        "By unit, tasks due in a period: on time, late, overdue, sent back.",
        &[
            ("from", "yyyy-mm-dd; the year's first day without it"),
            ("until", "yyyy-mm-dd; the year's last day without it"),
        ],
        "DisciplineList",
    ),
    post(
        "/api/v1/guard",
        "guardText",
        "Holds every number of a text against the sealed figures of a unit: agrees, rounded, clash (value, period, unit, rounding) or unknown. Nothing of the text is kept.",
        "TextAsked",
        "TextChecked",
    ),
    get(
        "/api/v1/reports",
        "reports",
        "Periodic reports of a unit and of those under it: where each stands, when it is due, who is late or has not begun.",
        REPORTS,
        "ReportList",
    ),
    post(
        "/api/v1/reports",
        "drawUpReport",
        "Draws up the report of a unit for a period, or names the one there is.",
        "NewReport",
        "ReportNumber",
    ),
    post(
        "/api/v1/reports/{number}/computation",
        "computeReport",
        "Fills every form of a report from the acts recorded and from the accepted reports below. Sending, sending back and accepting are acts of the case.",
        "Nothing",
        "ReportNumber",
    ),
    post(
        "/api/v1/reports/{number}/seal",
        "sealReport",
        "Signs the computed sheets with the unit's key; they never change again.",
        "Nothing",
        "ReportNumber",
    ),
    get(
        "/api/v1/reports/{number}/narrative",
        "narrative",
        "The prose of a report: its sections as they are written, and what each reference in them says now, or said when it was sealed.",
        &[],
        "Narrative",
    ),
    post(
        "/api/v1/reports/{number}/narrative",
        "writeNarrative",
        "Keeps a version of the prose; sections left out stay as they are.",
        "NewNarrative",
        "Narrative",
    ),
    get(
        "/api/v1/search",
        "search",
        "Cases found by words, with the words marked; `near` has only some of them, `behind` counts acts not yet read.",
        SEARCH,
        "Found",
    ),
    get(
        "/api/v1/cases/{number}/sealed",
        "sealed",
        "What a case hides, who may open it and who looked; nothing is opened.",
        &[],
        "Seal",
    ),
    post(
        "/api/v1/cases/{number}/sealed/looks",
        "look",
        "Opens an envelope for one assigned, with a reason that is recorded. Asks for a browser's session: a token opens nothing.",
        "NewLook",
        "Opened",
    ),
    post(
        "/api/v1/cases/{number}/sealed/assigned",
        "assign",
        "Lets an account open the case; only one assigned can.",
        "SealAccount",
        "Seal",
    ),
    post(
        "/api/v1/cases/{number}/sealed/unassigned",
        "unassign",
        "Takes an account off; somebody must stay.",
        "SealAccount",
        "Seal",
    ),
    get(
        "/api/v1/units",
        "units",
        "Units found by name or code on a day.",
        &[("q", "name, with or without marks, or code"), ("on", "yyyy-mm-dd; today without it")],
        "UnitList",
    ),
    get(
        "/api/v1/units/{code}",
        "unit",
        "A unit on a day: its place, children and successors.",
        &[("on", "yyyy-mm-dd; today without it")],
        "Unit",
    ),
    get(
        "/api/v1/reception-days",
        "receptionDays",
        "Published days on which units receive citizens, with the slots that can still be booked.",
        &[("unit", "code of a unit; all that receive by appointment without it")],
        "ReceptionDays",
    ),
    get(
        "/api/v1/reception-days/{unit}/board",
        "receptionBoard",
        "Numbers called and waiting at a unit today; never whose.",
        &[],
        "ReceptionBoard",
    ),
    get(
        "/api/v1/terms",
        "terms",
        "Every term of the law with its article, dates and whether it is verified.",
        &[("regime", "LTT2010, LTT2022, LTT2025")],
        "Terms",
    ),
    get("/api/v1/forms", "forms", "Report forms that serve a period.", &[("period", "2023-6m")], "Forms"),
    get("/api/v1/sheets", "sheet", "A form filled for a unit and a period: money in đồng, land in m².", SHEET, "Sheet"),
    get(
        "/api/v1/dashboard",
        "dashboard",
        "What a leader asks first: figures against a year before, months, units, stages of cases, dates at risk, money.",
        DASHBOARD,
        "Dashboard",
    ),
    get("/api/v1/sheets/cell", "cell", "What stands behind a figure, down to the act.", CELL, "Cell"),
];

pub(super) const fn get(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    query: &'static [(&'static str, &'static str)],
    answer: &'static str,
) -> Operation {
    Operation { method: Method::Get, path, id, summary, query, body: None, answer }
}

pub(super) const fn post(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    body: &'static str,
    answer: &'static str,
) -> Operation {
    Operation { method: Method::Post, path, id, summary, query: &[], body: Some(body), answer }
}

/// Routes of the API that the document does not describe.
pub fn undescribed(routes: &[Route]) -> Vec<String> {
    let known = |r: &&Route| operations().any(|o| o.path == r.path && o.method == r.method);
    let api = routes.iter().filter(|r| r.path.starts_with("/api/"));
    api.filter(|r| !known(r)).map(|r| format!("{} {}", r.method.word(), r.path)).collect()
}

/// Descriptions of routes that do not run.
pub fn stale(routes: &[Route]) -> Vec<&'static str> {
    let runs = |o: &&Operation| routes.iter().any(|r| r.path == o.path && r.method == o.method);
    operations().filter(|o| !runs(o)).map(|o| o.path).collect()
}

/// The document over the routes that run.
pub fn openapi(routes: &[Route]) -> Value {
    let mut paths = Map::new();
    for route in routes {
        let Some(operation) = operations().find(|o| o.path == route.path && o.method == route.method) else {
            continue;
        };
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.word().to_lowercase()] = described(operation, route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "thanhtra",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            "description": "Money is in đồng, land in m², days are yyyy-mm-dd. Lists are paged by key: pass `next` as `after`. A POST with an Idempotency-Key is carried out once; the same key answers the same for a day.",
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "A token made on the account page." } },
            "schemas": schemas(),
        },
    })
}

fn described(o: &Operation, route: &Route) -> Value {
    let in_path = o.path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = in_path
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    parameters.extend(o.query.iter().map(
        |(name, what)| json!({ "name": name, "in": "query", "description": what, "schema": { "type": "string" } }),
    ));
    // A question is asked as often as one likes and makes nothing.
    let makes = o.body.is_some_and(|body| !["LetterAsked", "TextAsked"].contains(&body));
    if makes {
        parameters.push(
            json!({ "name": "Idempotency-Key", "in": "header", "schema": { "type": "string", "maxLength": 200 } }),
        );
    }
    let json_of = |schema: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } });
    let problem = json!({ "description": "What is wrong, by which rule, and what to do (RFC 9457).", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } });
    let done = if makes { "201" } else { "200" };
    let mut out = json!({
        "operationId": o.id,
        "summary": o.summary,
        "description": format!("Access: {}.", route.access),
        "parameters": parameters,
        "responses": { done: { "description": "Done.", "content": json_of(o.answer) }, "default": problem },
    });
    if let Some(body) = o.body {
        out["requestBody"] = json!({ "required": true, "content": json_of(body) });
    }
    if route.access == Access::Public {
        out["security"] = json!([]);
    }
    out
}

fn schemas() -> Value {
    let facts: Map<String, Value> = acts().map(|(name, fields)| (format!("facts.{name}"), schema(fields))).collect();
    let text = json!({ "type": "string" });
    let entry = json!({
        "on": { "type": "string", "format": "date", "description": "official date on the paper" },
        "by": { "type": "string", "enum": casework::Role::WORDS, "description": "in which capacity it was signed; the procedure's own without it" },
        "number": text, "signer": text,
        "facts": { "type": "object", "description": "of the act's kind: see facts.<kind>" },
        "names_checked": { "type": "boolean", "description": "records though the name guard of a sealed case found something: another person is meant" },
    });
    let mut act = entry.clone();
    act["kind"] = json!({ "type": "string", "description": "word of an act of the case's kind: see facts.<act>" });
    act["after"] =
        json!({ "type": "integer", "description": "seq of the last act seen; refused when another came meanwhile" });
    let mut new = entry;
    new["case_number"] = json!({ "type": "string", "description": "the paper's number without it" });
    new["unit"] = json!({ "type": "string", "description": "code of the inspection body" });
    let kinds: Vec<&str> = kinds::ALL.iter().map(|k| k.word()).collect();
    let regimes: Vec<&str> = kinds::ALL.iter().flat_map(|k| k.regimes()).copied().collect();
    new["kind"] = json!({ "type": "string", "enum": kinds, "default": "inspection" });
    new["regime"] = json!({ "type": "string", "enum": regimes });
    let mut out = Map::from_iter([
        ("Object".to_owned(), json!({ "type": "object" })),
        ("NewCase".to_owned(), json!({ "type": "object", "required": ["unit", "on", "facts"], "properties": new })),
        ("LetterAsked".to_owned(), letter_asked()),
        (
            "Apart".to_owned(),
            json!({ "type": "object", "required": ["numbers"], "properties": { "numbers": { "type": "array", "items": text } } }),
        ),
        ("NewAct".to_owned(), json!({ "type": "object", "required": ["kind", "on", "facts"], "properties": act })),
        (
            "NewLook".to_owned(),
            json!({ "type": "object", "required": ["item", "reason"], "properties": { "item": text, "reason": text } }),
        ),
        (
            "NewReport".to_owned(),
            json!({ "type": "object", "required": ["unit", "period", "about"], "properties": { "unit": text, "period": text, "about": text } }),
        ),
        (
            "TextAsked".to_owned(),
            json!({ "type": "object", "required": ["text"], "properties": { "text": text, "unit": text } }),
        ),
        (
            "NewNarrative".to_owned(),
            json!({ "type": "object", "required": ["after", "sections"], "properties": {
                "after": { "type": "integer", "description": "seq of the version seen, 0 for none; refused when another came meanwhile" },
                "sections": { "type": "object", "additionalProperties": text, "description": "text of each section by its id" },
            } }),
        ),
        ("Nothing".to_owned(), json!({ "type": "object" })),
        (
            "SealAccount".to_owned(),
            json!({ "type": "object", "required": ["account"], "properties": { "account": text } }),
        ),
    ]);
    out.insert("NewDirective".to_owned(), new_directive());
    out.insert("NewStep".to_owned(), new_step());
    out.extend(super::review::bodies());
    out.extend(super::answers::schemas());
    out.extend(facts);
    Value::Object(out)
}

fn new_directive() -> Value {
    let mut out = schema(<casework::directives::Issue as casework::fields::Facts>::FIELDS);
    out["properties"]["parent"] = json!({ "type": "string", "description": "number of the directive it is part of" });
    out["properties"]["parent_unit"] = json!({ "type": "string", "description": "whose task of that directive" });
    out
}

fn new_step() -> Value {
    let kinds: Vec<&str> = casework::directives::RULES.iter().map(|r| r.kind.word()).collect();
    let day = json!({ "type": "string", "format": "date" });
    json!({ "type": "object", "required": ["kind"], "properties": {
        "kind": { "type": "string", "enum": kinds }, "on": day, "said": { "type": "string" }, "due_on": day,
        "after": { "type": "integer", "description": "seq of the last step seen; refused when another came meanwhile" },
    } })
}

fn letter_asked() -> Value {
    let (text, flag) = (json!({ "type": "string" }), json!({ "type": "boolean" }));
    let person = json!({ "type": "object", "required": ["name"], "properties": { "name": text, "address": text } });
    json!({ "type": "object", "required": ["text"], "additionalProperties": false, "properties": {
        "text": text, "people": { "type": "array", "items": person },
        "case": { "type": "string", "description": "number of the case the letter is in" },
        "apart": { "type": "array", "items": text, "description": "cases already said not to be one matter" },
        "elsewhere": flag,
    } })
}

/// Every act by its name in the document: an inspection's bare, others after their kind.
pub(super) fn acts() -> impl Iterator<Item = (String, &'static [FieldSpec])> {
    kinds::ALL.iter().flat_map(|kind| {
        let named = |act: &'static str| match kind.word() {
            "inspection" => act.to_owned(),
            kind => format!("{kind}.{act}"),
        };
        kind.acts().into_iter().filter_map(move |act| Some((named(act), kind.fields(act)?)))
    })
}

/// The schema of an act's facts, from the fields its type declares.
pub fn schema(fields: &[FieldSpec]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|f| (f.name.to_owned(), one(f.kind))).collect();
    let required: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.name).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": required })
}

fn one(kind: FieldKind) -> Value {
    match kind {
        FieldKind::Text => json!({ "type": "string", "maxLength": casework::fields::TEXT_MAX }),
        FieldKind::LongText => json!({ "type": "string", "maxLength": casework::fields::LONG_TEXT_MAX }),
        FieldKind::Unit => json!({ "type": "string", "description": "code of a unit" }),
        FieldKind::Person => json!({
            "description": "a person, kept outside the act and sealed where the law hides them; read back as the name of the envelope",
            "oneOf": [schema(crate::vault::PERSON), { "type": "string", "pattern": "^[0-9a-f]{64}$" }],
        }),
        FieldKind::Letter => json!({
            "type": "string", "maxLength": casework::fields::LETTER_MAX,
            "description": "the whole text of a letter, kept outside the act; read back as the name of its envelope",
        }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::Money => json!({ "type": "integer", "minimum": 0, "description": "đồng" }),
        FieldKind::Area => json!({ "type": "integer", "minimum": 0, "description": "m²" }),
        FieldKind::Count => json!({ "type": "integer", "minimum": 0 }),
        FieldKind::Flag => json!({ "type": "boolean" }),
        FieldKind::Choice(words) => json!({ "type": "string", "enum": words }),
        FieldKind::Group(inner) => json!({ "type": "array", "items": schema(inner) }),
    }
}
