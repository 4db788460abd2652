//! Imports point down the floors of the source tree.

use std::fs;
use std::path::{Path, PathBuf};

/// From the top down; a room may use rooms further right only. Rooms of one floor, in one string,
/// may not use each other.
const FLOORS: [&str; 19] = [
    "cli",
    "report map",
    "document",
    "words",
    "batch",
    "assess",
    "ways_out",
    "loading",
    "decide adjust",
    "relocate",
    "carve",
    "obstacle",
    "rules settings",
    "layer",
    "model",
    "language",
    "units schema text_file",
    "drawing",
    "",
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.split(' ').any(|name| name == room))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn imports_point_down() {
    let tree = crate::support::repository("src");
    let mut files = Vec::new();
    sources(&tree, &mut files);
    let mut imports = 0;
    let mut upward = Vec::new();
    for file in &files {
        let relative = file.strip_prefix(&tree).unwrap();
        let top = relative.components().next().unwrap().as_os_str().to_string_lossy();
        let room = top.trim_end_matches(".rs").to_owned();
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let level = floor(&room).unwrap_or_else(|| panic!("room {room} has no floor"));
        let text = fs::read_to_string(file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for (number, line) in code.enumerate() {
            for (at, _) in line.match_indices("crate::") {
                let rest = &line[at + "crate::".len()..];
                let names: Vec<String> = match rest.strip_prefix('{') {
                    Some(list) => list
                        .split(['}', ','])
                        .map(|name| name.trim().split("::").next().unwrap_or("").to_owned())
                        .collect(),
                    None => vec![rest
                        .chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '_')
                        .collect()],
                };
                for name in names.iter().filter(|name| floor(name).is_some() && !name.is_empty()) {
                    imports += 1;
                    let below = floor(name).unwrap();
                    if *name != room && below <= level {
                        upward.push(format!(
                            "{}:{}: {room} uses {name}",
                            relative.display(),
                            number + 1
                        ));
                    }
                }
            }
        }
    }
    assert!(
        imports > 50,
        "only {imports} imports seen: is this test still looking in the right place?"
    );
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}
