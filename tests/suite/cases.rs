//! Every folder in `fixtures/cases`, with areas worked out by hand, through library and binary.

use carveout::assess::{assess, Case};
use carveout::settings::Settings;
use carveout::settings::SiteFile;
use serde_json::Value;
use std::fs;
use std::path::Path;

#[test]
fn every_case_gives_the_areas_worked_out_by_hand() {
    let mut failures = Vec::new();
    let mut cases = 0;
    let mut assertions = 0;
    let mut folders: Vec<_> = fs::read_dir(crate::support::repository("fixtures/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let case: Value =
            serde_json::from_str(&fs::read_to_string(folder.join("case.json")).unwrap()).unwrap();
        let text = library(&folder.join("site.toml"));
        if text != binary(&folder.join("site.toml")) {
            failures.push(format!("{name}: library and binary differ"));
        }
        let document: Value = serde_json::from_str(&text).unwrap();
        for (pointer, expected) in case["expected"].as_object().unwrap() {
            assertions += 1;
            if let Err(why) = check(&document, pointer, expected) {
                failures.push(format!("{name}: {pointer}: {why}"));
            }
        }
        cases += 1;
    }
    assert!(cases >= 40 && assertions >= 700, "only {cases} cases with {assertions} assertions");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

fn library(site: &Path) -> String {
    let file = SiteFile::read(site).unwrap();
    let (layers, settings) = Settings::settle(file, SiteFile::default()).unwrap();
    let case = Case::load(&layers, settings).unwrap();
    carveout::report::json::report(&assess(&case).unwrap())
}

fn binary(site: &Path) -> String {
    let run = crate::support::carveout([
        "assess".as_ref(),
        site.as_os_str(),
        "--format".as_ref(),
        "json".as_ref(),
    ]);
    assert_eq!(run.code, Some(0), "{}: {}", site.display(), run.stderr);
    run.stdout
}

fn check(document: &Value, pointer: &str, expected: &Value) -> Result<(), String> {
    let actual = document.pointer(pointer).ok_or("there is no such value")?;
    if let Some(length) = expected.get("length") {
        let found = actual.as_array().ok_or("is no list")?.len() as u64;
        return (Some(found) == length.as_u64())
            .then_some(())
            .ok_or_else(|| format!("has {found} members, expected {length}"));
    }
    if let Some(members) = expected.get("contains") {
        let list = actual.as_array().ok_or("is no list")?;
        // One member, or several.
        let one = std::slice::from_ref(members);
        for member in members.as_array().map_or(one, Vec::as_slice) {
            let wanted = member.as_object().ok_or("contains wants objects")?;
            let like =
                |item: &Value| wanted.iter().all(|(key, value)| item.get(key) == Some(value));
            if !list.iter().any(like) {
                return Err(format!("lacks {member}: {actual}"));
            }
        }
        return Ok(());
    }
    let value = &expected["value"];
    match (value.as_f64(), expected.get("tolerance").and_then(Value::as_f64)) {
        (Some(wanted), Some(tolerance)) => {
            let number =
                actual.as_f64().ok_or_else(|| format!("is {actual}, expected {wanted}"))?;
            ((number - wanted).abs() <= tolerance)
                .then_some(())
                .ok_or_else(|| format!("is {number}, expected {wanted} within {tolerance}"))
        }
        _ => {
            (actual == value).then_some(()).ok_or_else(|| format!("is {actual}, expected {value}"))
        }
    }
}
