//! What is generated from the surface and kept under docs.

use super::*;

/// Compares a generated text with the committed one; `UPDATE_EXPECT=1` rewrites it.
pub fn expect_file(path: &str, actual: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, actual).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept,
        actual,
        "{} is stale: run the test with UPDATE_EXPECT=1 and review the difference",
        path.display()
    );
}

#[test]
fn every_route_with_its_rule_stands_in_docs() {
    let head =
        "# Every route with the rule that lets a request in. Made from the code; UPDATE_EXPECT=1 rewrites it.\n\n";
    expect_file("docs/routes.txt", &format!("{head}{}", all().table()));
}

#[test]
fn the_policy_stands_in_docs() {
    expect_file("docs/access.txt", &access::table());
}

/// A handler put into a router behind the registry's back would have no rule.
#[test]
fn no_capability_builds_a_router_of_its_own() {
    fn walk(dir: &std::path::Path) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("").to_owned();
            if path.is_dir() {
                walk(&path);
            } else if name.ends_with(".rs") && !["lib.rs", "routes.rs", "tests.rs"].contains(&name.as_str()) {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(
                    !text.contains("Router::new") && !text.contains("routing::"),
                    "{} routes by itself",
                    path.display()
                );
            }
        }
    }
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
}
