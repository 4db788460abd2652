//! The crate speaks of shapes, not of what they stand for.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Words of those who use it; their plurals are meant too.
const NOT_OURS: [&str; 14] = [
    "building",
    "clearance",
    "facility",
    "frontage",
    "land",
    "lot",
    "obstacle",
    "parcel",
    "planner",
    "plot",
    "road",
    "setback",
    "site",
    "station",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// What of a text is not ours, names in code taken apart at their underscores.
fn foreign(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    words
        .filter(|word| {
            let singular = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
            let singular = singular.as_deref().or(word.strip_suffix('s')).unwrap_or(word);
            NOT_OURS.contains(&singular) || NOT_OURS.contains(&word.as_str())
        })
        .collect()
}

#[test]
fn the_crate_knows_no_word_of_those_who_use_it() {
    assert_eq!(foreign("fn of_site(lots): Facilities, landscape"), ["site", "lots", "facilities"]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut ours = vec![root.join("README.md"), root.join("Cargo.toml")];
    files(&root.join("src"), &mut ours);
    assert!(ours.len() > 20, "{}", ours.len());
    for file in ours {
        let found = foreign(&fs::read_to_string(&file).unwrap());
        assert!(found.is_empty(), "{}: {found:?}", file.display());
    }
}
