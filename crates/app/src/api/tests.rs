//! The document tells of every route, and of nothing else.

use super::document;

#[test]
fn every_route_is_in_the_document() {
    let routes = &crate::surface().list;
    assert_eq!(document::undescribed(routes), Vec::<String>::new(), "add them to OPERATIONS in document.rs");
    assert_eq!(document::stale(routes), Vec::<&str>::new(), "these no longer run");
}

#[test]
fn the_document_has_a_schema_for_every_act() {
    let document = document::openapi(&crate::surface().list);
    for (name, _) in document::acts() {
        assert!(document["components"]["schemas"][format!("facts.{name}")]["properties"].is_object());
    }
    let references = document.to_string();
    for part in references.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "{name} is referred to and not there");
    }
}
