//! README says what is true: its commands run, its output is theirs, its flags exist, its program is
//! that of the library's documentation, which runs.

use crate::support::{carveout, repository};
use carveout::batch::FIGURES;
use std::fs;

fn readme() -> String {
    fs::read_to_string(repository("README.md")).unwrap()
}

/// Blocks that begin with `$ carveout ...`: the command and the output shown under it.
fn sessions() -> Vec<(Vec<String>, String)> {
    let text = readme();
    let mut found = Vec::new();
    for block in text.split("```").skip(1).step_by(2) {
        let body = block.split_once('\n').map_or("", |(_, body)| body);
        let Some(rest) = body.strip_prefix("$ carveout ") else { continue };
        let (command, output) = rest.split_once('\n').unwrap();
        let args = command.split_whitespace().map(str::to_owned).collect();
        found.push((args, output.to_owned()));
    }
    found
}

#[test]
fn commands_print_what_readme_shows() {
    let sessions = sessions();
    assert!(!sessions.is_empty(), "README shows at least the main command");
    for (args, shown) in sessions {
        let run = carveout(&args);
        assert_eq!(run.code, Some(0), "{args:?}: {}", run.stderr);
        assert_eq!(run.stdout.trim_end(), shown.trim_end(), "{args:?}");
    }
}

#[test]
fn every_flag_is_mentioned() {
    let text = readme();
    for command in ["assess", "batch", "detect", "dossier", "map", "relocate"] {
        let help = carveout([command, "--help"]).stdout;
        for word in help.split_whitespace().filter(|word| word.starts_with("--")) {
            let flag: String =
                word.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
            if !matches!(flag.as_str(), "--help" | "--version") {
                assert!(text.contains(&flag), "README does not mention {flag} of {command}");
            }
        }
    }
}

#[test]
fn the_table_of_assumptions_is_what_the_tool_says() {
    let text = readme();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip_while(|line| !line.starts_with("| assumption"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() > 10, "{rows:?}");
    for row in rows {
        let flags = row[1].trim_matches('`');
        let site = "data/magnet-plant/site.toml";
        let mut args = vec!["assess", site, "--format", "json", "--no-options"];
        args.extend(flags.split_whitespace());
        let json = carveout(args).json();
        let carve = &json["carve_out"];
        let mu = |value: &serde_json::Value| value.as_f64().unwrap() / (2000.0 / 3.0);
        let seen = [
            format!("{:.2}", mu(&carve["loss_m2"])),
            format!("{:.2}", mu(&carve["ledger"]["remnant_m2"])),
            format!("{:.1}", carve["multiplier_net"].as_f64().unwrap()),
        ];
        assert_eq!(seen, row[2..5], "{flags}");
    }
}

#[test]
fn the_fields_of_a_row_are_those_of_a_batch() {
    let text = readme();
    let (_, rest) = text.split_once("\nFields: ").unwrap();
    let (list, _) = rest.split_once("\n\n").unwrap();
    let (list, _) = list.split_once(". ").unwrap();
    let words = list.split('`').skip(1).step_by(2);
    let shown: Vec<&str> = words.filter(|word| !word.starts_with("--")).collect();
    let fields: Vec<&str> = FIGURES.iter().map(|figure| figure.name).collect();
    assert_eq!(shown, fields);
}

#[test]
fn the_program_is_that_of_the_documentation() {
    let readme = readme();
    let (_, rest) = readme.split_once("```rust\n").expect("a program");
    let (program, _) = rest.split_once("```").unwrap();
    let library = fs::read_to_string(repository("src/lib.rs")).unwrap();
    let shown = program.lines().map(|line| format!("//! {line}").trim_end().to_owned() + "\n");
    assert!(library.contains(&shown.collect::<String>()), "{program}");
}
