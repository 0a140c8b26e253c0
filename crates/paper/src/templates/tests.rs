//! Every shipped template: its head, what it may name, what it prints.

use super::*;
use crate::letter::{docx, pdf};
use serde_json::{Value as Json, json};

/// Which values each template may name. A template that starts to name another is looked at by a person first.
const ALLOWED: &str = include_str!("allowed.txt");

/// The words of a DOCX, tags left out: enough to look for a name.
fn words(letter: &crate::letter::Letter) -> String {
    let bytes = docx(letter).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for n in 0..zip.len() {
        std::io::Read::read_to_string(&mut zip.by_index(n).unwrap(), &mut all).unwrap();
        all.push('\n');
    }
    all
}

const HEAD: &str = "+++\nvi = \"Thử\"\nen = \"Try\"\nsource = \"x\"\nfrom = \"2026-07-01\"\nstatus = \"unverified\"\n";

/// A template of one body, checked.
fn checked(sender: &str, body: &str) -> Result<Template, TemplateError> {
    read("own/try", &format!("{HEAD}sender = \"{sender}\"\n+++\n{body}\n"))
}

fn fault(body: &str) -> Fault {
    checked("hidden", body).unwrap_err().fault
}

#[test]
fn every_shipped_file_is_a_template_and_every_value_is_described() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        faults.extend(check(&name, text).err().map(|e| e.to_string()));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(all().count(), sources().count());
    let text = SHIPPED.get_file("values.toml").unwrap().contents_utf8().unwrap();
    let known: BTreeMap<String, Value> = toml::from_str(text).unwrap();
    let used: BTreeSet<&String> = all().flat_map(|t| &t.values).collect();
    let idle: Vec<_> = known.keys().filter(|name| !used.contains(name)).collect();
    assert!(idle.is_empty(), "no template uses {idle:?}");
    assert!(known.values().all(|v| !v.vi.is_empty() && !v.en.is_empty()));
}

#[test]
fn the_forms_of_the_decrees_are_all_there() {
    let forms: Vec<(&str, &str)> =
        all().flat_map(|t| t.about.form.split("; ").map(|f| (t.about.source.as_str(), f))).collect();
    let there = |source: &str, form: &str| forms.iter().any(|(s, f)| s.contains(source) && *f == form);
    for n in 1..=16 {
        assert!(there("124/2020", &format!("Mẫu số {n:02}")), "complaints, form {n}");
    }
    for form in ["01", "02", "03", "04", "05", "06", "07", "09", "12"] {
        assert!(there("31/2019", &format!("Mẫu số {form}")), "denunciations, form {form}");
    }
    assert!(there("155/2026", "Mẫu số 14a") && there("155/2026", "Mẫu số 14b"));
    for n in 1..=9 {
        assert!(forms.iter().any(|(_, f)| *f == format!("{n:02}-TCD")), "reception, form {n}");
    }
    for n in 1..=8 {
        assert!(forms.iter().any(|(_, f)| *f == format!("{n:02}-XLĐ")), "petitions, form {n}");
    }
}

#[test]
fn each_template_names_only_what_it_is_allowed_to() {
    let now: Vec<String> = all()
        .map(|t| {
            let values: Vec<&str> = t.values.iter().map(String::as_str).collect();
            format!("{}: {}", t.name, values.join(" "))
        })
        .collect();
    let allowed: Vec<&str> = ALLOWED.lines().collect();
    let new: Vec<&str> = now.iter().map(String::as_str).filter(|line| !allowed.contains(line)).collect();
    assert!(new.is_empty(), "not so in allowed.txt:\n{}", new.join("\n"));
    assert_eq!(now.len(), allowed.len(), "allowed.txt lists a template that is gone");
}

#[test]
fn papers_that_others_read_never_tell_who_denounced() {
    let given = sample();
    let tells: Vec<&str> =
        values().iter().filter(|(_, v)| v.sender).map(|(name, _)| given[name].as_str().unwrap()).collect();
    assert!(tells.len() >= 9);
    let shown_to_the_denouncer_alone = [
        "acceptance-notice",
        "conclusion-notice",
        "continued-refusal-notice",
        "protection-request",
        "refusal-notice",
        "withdrawal-letter",
        "withdrawal-minutes",
    ];
    for template in all() {
        let denunciation = template.name.strip_prefix("denunciations/");
        let shown = template.about.sender == Sender::Shown;
        if let Some(name) = denunciation {
            assert_eq!(shown, shown_to_the_denouncer_alone.contains(&name), "{name}");
        }
        let words = words(&fill(template, &given).unwrap());
        let told = tells.iter().filter(|t| words.contains(**t)).count();
        assert!(told == 0 || shown, "{}", template.name);
        // The denouncer's own name stands in no paper about a complaint or a suggestion.
        assert!(denunciation.is_some() || !words.contains(given["denouncer"].as_str().unwrap()), "{}", template.name);
    }
    assert_eq!(get("petitions/denunciation-transfer").unwrap().about.sender, Sender::Hidden);
}

#[test]
fn every_template_prints_filled_and_empty() {
    for template in all() {
        for given in [sample(), json!({})] {
            let letter = fill(template, &given).unwrap();
            assert!(!letter.title.is_empty() || !letter.about.is_empty(), "{}", template.name);
            assert!(!letter.signers.is_empty() && !letter.body.is_empty(), "{}", template.name);
            assert!(pdf(&letter).unwrap().starts_with(b"%PDF-1.7"), "{}", template.name);
            let words = words(&letter);
            assert!(!words.contains('{') && !words.contains("**"), "{}: a place was left open", template.name);
            assert_eq!(words.contains("…"), given == json!({}), "{}: {words}", template.name);
        }
    }
}

#[test]
fn a_filled_notice_reads_as_an_office_writes_it() {
    let letter = fill(get("complaints/acceptance-notice").unwrap(), &sample()).unwrap();
    assert_eq!(letter.number, "Số: 07/TB-TTTP");
    assert_eq!(letter.place_and_day, "Hải Phòng, ngày 06 tháng 7 năm 2026");
    assert_eq!(letter.to, ["Ông (bà) Nguyễn Văn Ví Dụ"]);
    assert_eq!(letter.signers[0].capacity, ["KT. CHÁNH THANH TRA", "PHÓ CHÁNH THANH TRA"]);
    assert_eq!(letter.recipients.last().unwrap(), "Lưu: VT, NV2");
    let words = words(&letter);
    let body: String = letter.body.iter().map(|b| format!("{b:?}")).collect();
    assert!(body.contains("ngày 05 tháng 8 năm 2026"), "{body}");
    assert!(words.contains("quyền rút toàn bộ hoặc một phần"), "the rule of 2026 is said");
    let mut before = sample();
    before["law_2026"] = json!(false);
    before["signed_on"] = json!("2026-02-09");
    let letter = fill(get("complaints/acceptance-notice").unwrap(), &before).unwrap();
    assert_eq!(letter.place_and_day, "Hải Phòng, ngày 09 tháng 02 năm 2026");
    assert!(!self::words(&letter).contains("quyền rút toàn bộ"));
}

#[test]
fn a_user_s_signs_are_words_and_a_line_break_is_a_paragraph() {
    let template =
        checked("shown", "@official TB\n@title T\nNội dung: {matter}\n{each papers}\n- {.title}\n{end}\n@sign")
            .unwrap();
    let given = json!({ "matter": "**{signer}** | @sign\nhàng hai", "papers": [{ "title": "{end}" }] });
    let letter = fill(&template, &given).unwrap();
    let text: Vec<String> = letter
        .body
        .iter()
        .map(|b| match b {
            crate::letter::Block::Paragraph { text, .. } => text.iter().map(|r| r.text.as_str()).collect(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(text, ["Nội dung: **{signer}** | @sign", "hàng hai", "- {end}"]);
}

#[test]
fn sentences_begin_with_a_capital_and_end_with_one_full_stop() {
    let template =
        checked("shown", "@title T\n@to {addressee}\n{matter}.\n{each contents}\n{.#}. {.}.\n{end}").unwrap();
    let given = json!({ "addressee": "ông A", "matter": "đã xong.", "contents": ["một", "hai."] });
    let letter = fill(&template, &given).unwrap();
    let text: Vec<String> = letter
        .body
        .iter()
        .map(|b| match b {
            crate::letter::Block::Paragraph { text, .. } => text.iter().map(|r| r.text.as_str()).collect(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(letter.to, ["Ông A"]);
    assert_eq!(text, ["Đã xong.", "1. một.", "2. hai."]);
}

#[test]
fn a_wrong_template_is_refused_with_file_line_and_name() {
    let error = checked("hidden", "@title T\n\nÔng {petitoner}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "template own/try.txt, line 11: {petitoner} is no value that papers know; values.toml lists them"
    );
    let name = |n: &str| n.to_owned();
    assert_eq!(fault("{denouncer}"), Fault::TellsSender { name: name("denouncer") });
    assert_eq!(fault("{if petitioner}\nx\n{end}"), Fault::TellsSender { name: name("petitioner") });
    assert_eq!(fault("{recipients}"), Fault::WrongUse { name: name("recipients"), used: "text" });
    assert_eq!(fault("{matter|long}"), Fault::WrongUse { name: name("matter"), used: "day" });
    assert_eq!(fault("{each matter}\nx\n{end}"), Fault::WrongUse { name: name("matter"), used: "list" });
    assert_eq!(fault("{each papers}\n{.author}\n{end}"), Fault::UnknownValue { name: name(".author") });
    assert_eq!(fault("{.title}"), Fault::UnknownValue { name: name(".title") });
    assert_eq!(fault("@sing"), Fault::UnknownPart { word: name("sing") });
    assert_eq!(fault("mở {matter"), Fault::OpenBrace);
    for body in ["{end}", "{if matter}\nx", "{else}", "{if}\nx\n{end}", "{each papers}\n{else}\n{end}"] {
        assert_eq!(fault(body), Fault::Unbalanced, "{body}");
    }
    assert!(matches!(read("own/try", "no head").unwrap_err().fault, Fault::Head { .. }));
    assert!(matches!(read("own/try", "+++\nvi = \"x\"\n+++\nx").unwrap_err().fault, Fault::Head { .. }));
}

#[test]
fn a_replacement_may_reword_but_not_unseal() {
    let (name, text) = sources().find(|(name, _)| name == "denunciations/content-notice").unwrap();
    assert_eq!(read(&name, &text.replace("Đề nghị ông (bà)", "Kính đề nghị ông (bà)")).unwrap().name, name);
    let unsealed = text.replace("sender = \"hidden\"", "sender = \"shown\"");
    assert_eq!(read(&name, &unsealed).unwrap_err().fault, Fault::Unsealed);
}

#[test]
fn values_that_do_not_fit_are_refused() {
    let template = get("receptions/receipt").unwrap();
    let refused = |given: Json| fill(template, &given).unwrap_err();
    assert_eq!(refused(json!([])), FillError::NotAMap);
    assert_eq!(refused(json!({ "nobody": 1 })), FillError::UnknownValue { name: "nobody".into() });
    for given in [
        json!({ "matter": [] }),
        json!({ "signed_on": "06/07/2026" }),
        json!({ "law_2026": "yes" }),
        json!({ "papers": ["x"] }),
        json!({ "papers": [{ "author": "x" }] }),
        json!({ "recipients": "x" }),
        json!({ "recipients": [{}] }),
    ] {
        assert!(matches!(refused(given.clone()), FillError::WrongKind { .. }), "{given}");
    }
}
