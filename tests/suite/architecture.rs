//! Imports point down the floors of the source tree, and words for readers are written in one room.

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
    "units schema text_file spelling",
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

/// What of a source file is compiled into the product, without comments and attributes.
#[derive(Default)]
struct Source {
    /// Everything but the insides of string literals.
    code: String,
    /// String literals with the lines they begin on.
    literals: Vec<(usize, String)>,
}

impl Source {
    /// Reads a file up to its tests, which may say anything.
    fn read(text: &str) -> Self {
        let text = text.split("\nmod tests {").next().unwrap();
        let letters: Vec<char> = text.chars().collect();
        let (mut at, mut line, mut source) = (0, 1, Self::default());
        let mut attribute = 0_usize;
        while let Some(letter) = letters.get(at).copied() {
            let next = letters.get(at + 1).copied().unwrap_or(' ');
            let from = at;
            match (letter, next) {
                ('/', '/') => at += letters[at..].iter().take_while(|c| **c != '\n').count(),
                ('r', '"' | '#') if !at.checked_sub(1).is_some_and(|b| is_word(letters[b])) => {
                    let hashes = letters[at + 1..].iter().take_while(|c| **c == '#').count();
                    let end: String = format!("\"{}", "#".repeat(hashes));
                    let rest: String = letters[at + 2 + hashes..].iter().collect();
                    let inside = rest.split(&end).next().unwrap().to_owned();
                    at += 2 + hashes + inside.chars().count() + end.len();
                    if attribute == 0 {
                        source.literals.push((line, inside));
                    }
                }
                ('"', _) => {
                    at += 1;
                    while letters[at] != '"' {
                        at += if letters[at] == '\\' { 2 } else { 1 };
                    }
                    at += 1;
                    if attribute == 0 {
                        source.literals.push((line, letters[from + 1..at - 1].iter().collect()));
                    }
                }
                ('\'', '\\') => at += 4,
                ('\'', _) if letters.get(at + 2) == Some(&'\'') => {
                    source.code.push(next);
                    at += 3;
                }
                ('#', '[') => (at, attribute) = (at + 2, 1),
                _ => {
                    match letter {
                        '[' if attribute > 0 => attribute += 1,
                        ']' if attribute > 0 => attribute -= 1,
                        _ if attribute == 0 => source.code.push(letter),
                        _ => {}
                    }
                    at += 1;
                }
            }
            line += letters[from..at.min(letters.len())].iter().filter(|c| **c == '\n').count();
        }
        source
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Every file of the product, by its path from `src`.
fn product() -> Vec<(String, Source)> {
    let tree = crate::support::repository("src");
    let mut files = Vec::new();
    sources(&tree, &mut files);
    let named = files.iter().map(|file| {
        let name = file.strip_prefix(&tree).unwrap().to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(file).unwrap())
    });
    // The modules that derive schemas from their types are tests as well.
    let of_tests = |name: &str| {
        ["tests.rs", "/schema.rs"].iter().any(|end| name.ends_with(end)) || name.contains("/tests/")
    };
    let kept = named.filter(|(name, _)| !of_tests(name));
    let read: Vec<(String, Source)> =
        kept.map(|(name, text)| (name, Source::read(&text))).collect();
    assert!(read.len() > 200, "only {} files: is this test still looking right?", read.len());
    read
}

/// A file that may do what others may not, and why.
type Exception = (&'static str, &'static str);

fn is_excepted(name: &str, exceptions: &[Exception]) -> bool {
    exceptions.iter().any(|(path, _)| name.starts_with(path))
}

/// Exceptions that nothing needs are taken back.
fn check_needed(exceptions: &[Exception], needed: &[String]) {
    for (path, why) in exceptions {
        assert!(needed.iter().any(|name| name.starts_with(path)), "{path} needs none: {why}");
    }
}

#[test]
fn chinese_is_written_in_the_room_of_words() {
    const EXCEPTIONS: [Exception; 7] = [
        ("words/", "this is the room"),
        ("language.rs", "units of area, which the table of parameters needs as well"),
        ("settings/parameter.rs", "the table of parameters holds what each is called"),
        ("model/land_use.rs", "titles of land-use standards"),
        ("layer/attributes.rs", "yes and no as layers have them: read, never written"),
        ("layer/likeness.rs", "columns as layers call them: read, never written"),
        ("loading/ids.rs", "placeholders as registers have them: read, never written"),
    ];
    let is_han = |letter: char| ('\u{2e80}'..='\u{9fff}').contains(&letter);
    let mut chinese = Vec::new();
    for (name, source) in product() {
        let said = source.literals.iter().filter(|(_, words)| words.contains(is_han));
        let said: Vec<String> =
            said.map(|(line, words)| format!("{name}:{line}: {words}")).collect();
        let in_code = source.code.contains(is_han).then(|| format!("{name}: a letter"));
        chinese.extend(said.into_iter().chain(in_code));
    }
    check_needed(&EXCEPTIONS, &chinese);
    chinese.retain(|found| !is_excepted(found, &EXCEPTIONS));
    assert!(chinese.is_empty(), "{}", chinese.join("\n"));
}

/// The function that takes two wordings is private to the room, so the compiler keeps it there; what is
/// left is to ask which language it is.
#[test]
fn only_the_room_of_words_asks_which_language_it_is() {
    const EXCEPTIONS: [Exception; 5] = [
        ("words/", "this is the room"),
        ("language.rs", "units of area and names"),
        ("settings/parameter.rs", "the table of parameters holds what each is called"),
        ("cli/lang.rs", "the language that was typed"),
        ("cli/dossier.rs", "the language of a dossier where none was typed"),
    ];
    let asks = |code: &str| code.contains("Language::Zh") || code.contains("Self::Zh");
    let asking = product().into_iter().filter(|(_, source)| asks(&source.code));
    let mut asking: Vec<String> = asking.map(|(name, _)| name).collect();
    check_needed(&EXCEPTIONS, &asking);
    asking.retain(|name| !is_excepted(name, &EXCEPTIONS));
    assert!(asking.is_empty(), "{}", asking.join("\n"));
}

/// Runs of letters in a literal, without what stands in braces.
fn english(literal: &str) -> Vec<String> {
    let mut braces = 0_usize;
    let mut plain = String::new();
    for letter in literal.chars() {
        match letter {
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            _ if braces == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain.replace("\\n", " ").split(' ').map(str::to_owned).collect()
}

/// Two words side by side are prose. A single word may be an id, a class or the name of a column in
/// machine output.
fn is_prose(literal: &str) -> bool {
    let is_word = |run: &str| {
        let run = run.trim_end_matches([',', '.', ':', ';', '?']);
        run.len() > 1 && run.chars().all(|letter| letter.is_ascii_alphabetic())
    };
    english(literal).windows(2).any(|pair| is_word(&pair[0]) && is_word(&pair[1]))
}

#[test]
fn reports_and_maps_hold_no_prose() {
    const EXCEPTIONS: [Exception; 1] = [("map/paint.rs", "two classes of one layer")];
    let mut prose = Vec::new();
    for (name, source) in product() {
        if name.starts_with("report/") || name.starts_with("map/") {
            let said = source.literals.iter().filter(|(_, words)| is_prose(words));
            prose.extend(said.map(|(line, words)| format!("{name}:{line}: {words}")));
        }
    }
    check_needed(&EXCEPTIONS, &prose);
    prose.retain(|found| !is_excepted(found, &EXCEPTIONS));
    assert!(prose.is_empty(), "{}", prose.join("\n"));
}

/// What lays out words alone holds not even one of them.
#[test]
fn the_text_and_the_dossier_hold_no_word() {
    const EXCEPTIONS: [Exception; 3] = [
        ("report/dossier/page.rs", "classes of HTML"),
        ("report/dossier/document.rs", "markup"),
        ("report/dossier/plan.rs", "the name of the variable with the version"),
    ];
    let has_word = |literal: &str| {
        let runs = english(literal);
        let mut pieces = runs.iter().flat_map(|run| run.split(|c: char| !c.is_ascii_alphabetic()));
        pieces.any(|piece| piece.len() > 1)
    };
    let mut words = Vec::new();
    for (name, source) in product() {
        if name.starts_with("report/text/") || name.starts_with("report/dossier/") {
            let said = source.literals.iter().filter(|(_, words)| has_word(words));
            words.extend(said.map(|(line, words)| format!("{name}:{line}: {words}")));
        }
    }
    words.retain(|found| !is_excepted(found, &EXCEPTIONS));
    assert!(words.is_empty(), "{}", words.join("\n"));
}

#[test]
fn prose_is_told_from_code() {
    let text = r##"
        // a comment about words
        #[error("an error of {0} is no prose here")]
        let a = "two words"; let b = 'x'; let c = r#"raw "words" here"#;
        let d = "{name} {value:>4}\n"; let e = "not-a word";
        #[cfg(test)]
    "##;
    let source = Source::read(text);
    let found: Vec<&str> = source.literals.iter().map(|(_, words)| words.as_str()).collect();
    let expected = ["two words", "raw \"words\" here", "{name} {value:>4}\\n", "not-a word"];
    assert_eq!(found, expected);
    let prose: Vec<bool> = found.iter().map(|words| is_prose(words)).collect();
    assert_eq!(prose, [true, false, false, false]);
    assert!(is_prose("give {this}: one or more") && !is_prose("M 10 20 L"));
    assert_eq!(source.literals[0].0, 4);
}
