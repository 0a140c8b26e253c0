//! That every template has its act, that nobody's letter tells who denounced, and that an
//! office's own templates are read whole or refused with their place.

use super::{Templates, fits, values};
use casework::kinds;
use paper::templates::{Sender, all, sources};
use std::collections::BTreeSet;

#[test]
fn every_template_has_an_act_and_every_act_named_is_there() {
    let mut used = BTreeSet::new();
    for (kind, act, names) in fits::every() {
        let kind = kinds::of(kind).unwrap_or_else(|| panic!("no kind {kind}"));
        assert!(kind.acts().contains(&act), "{} has no act {act}", kind.word());
        for name in names {
            assert!(paper::templates::get(name).is_some(), "no template {name}");
            used.insert(*name);
        }
    }
    let unused: Vec<&str> = all().map(|t| t.name.as_str()).filter(|name| !used.contains(name)).collect();
    assert!(unused.is_empty(), "no act has {unused:?}");
}

#[test]
fn what_may_name_the_sender_in_a_sealed_case_goes_to_the_sender() {
    for name in fits::to_sender() {
        let template = paper::templates::get(name).unwrap();
        assert_eq!(template.about.sender, Sender::Shown, "{name} needs no leave");
    }
    for template in all().filter(|t| fits::keeps_hidden(t) && t.about.sender == Sender::Shown) {
        let name = template.name.as_str();
        assert!(!name.contains("transfer") && !name.contains("decision") && name != "denunciations/conclusion");
    }
}

#[test]
fn an_offices_own_template_stands_in_the_place_of_ours() {
    let (name, text) = sources().find(|(name, _)| name == "denunciations/acceptance-decision").unwrap();
    let own = text.replace("@title QUYẾT ĐỊNH", "@title QUYẾT ĐỊNH (mẫu của đơn vị)");
    let templates = Templates::with_texts([(format!("{name}.txt"), own)]).unwrap();
    let letter = paper::templates::fill(templates.get(&name).unwrap(), &paper::templates::sample()).unwrap();
    assert_eq!(letter.title, "QUYẾT ĐỊNH (mẫu của đơn vị)");
    assert!(templates.get("complaints/first-decision").is_some(), "the others stay");
}

#[test]
fn a_template_that_cannot_be_used_is_named_with_its_place() {
    let (name, text) = sources().find(|(name, _)| name == "denunciations/acceptance-decision").unwrap();
    let file = || format!("{name}.txt");
    let wrong = |file: String, text: String| Templates::with_texts([(file, text)]).unwrap_err().join("\n");
    let body = text.split("+++").nth(2).unwrap();
    let line = text.lines().position(|l| l.starts_with("@title")).unwrap() + 1;
    let unknown = wrong(file(), text.replace("@title QUYẾT ĐỊNH", "@title QUYẾT ĐỊNH {nguoi_ky}"));
    assert!(unknown.contains(&format!("{name}.txt, line {line}")) && unknown.contains("nguoi_ky"), "{unknown}");
    let tells = wrong(file(), text.replace("@title QUYẾT ĐỊNH", "@title QUYẾT ĐỊNH {denouncer}"));
    assert!(tells.contains("hides the sender"), "{tells}");
    let unsealed = wrong(file(), text.replace("sender = \"hidden\"", "sender = \"shown\""));
    assert!(unsealed.contains("may not show"), "{unsealed}");
    assert!(wrong(file(), body.to_owned()).contains("+++"));
    let strange = wrong("denunciations/acceptance.txt".into(), text.to_owned());
    assert!(strange.contains("no template has this name") && strange.contains("denunciations/acceptance-decision"));
    let strange = wrong("mau/acceptance.txt".into(), text.to_owned());
    assert!(strange.contains("the folders are"), "{strange}");
}

#[test]
fn numbers_and_sentences_are_taken_apart_as_offices_write_them() {
    assert_eq!(values::numbered("05/QĐ-TTTP"), ("05".into(), "TTTP".into()));
    assert_eq!(values::numbered("12/QĐ-UBND-TTr"), ("12".into(), "UBND-TTr".into()));
    assert_eq!(values::numbered("47"), ("47".into(), String::new()));
    assert_eq!(values::within("Lập khống hồ sơ"), "lập khống hồ sơ");
    assert_eq!(values::within("UBND phường thu hồi đất"), "UBND phường thu hồi đất");
    assert_eq!(values::lines("- Một;\n\n+ Hai.\n Ba "), ["Một", "Hai", "Ba"]);
}
