//! `data/schema/site.schema.json` and `docs/site-file.md`, generated from the types that read a site file.

use super::SiteFile;
use crate::schema::{derived, kept, kept_schema};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// TOML has no null, and an absent field needs no default to be absent.
fn without_nulls(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        Value::Object(members) => {
            if members.get("default").is_some_and(|default| !default.is_boolean()) {
                members.shift_remove("default");
            }
            if let Some(Value::Array(kinds)) = members.get_mut("type") {
                kinds.retain(|kind| kind != "null");
                if let [kind] = kinds.as_slice() {
                    let kind = kind.clone();
                    members.insert("type".to_owned(), kind);
                }
            }
            if let Some(Value::Array(choices)) = members.get_mut("anyOf") {
                choices.retain(|choice| choice["type"] != "null");
                if let [Value::Object(only)] = choices.as_mut_slice() {
                    let only = std::mem::take(only);
                    members.shift_remove("anyOf");
                    for (key, value) in only {
                        members.entry(key).or_insert(value);
                    }
                }
            }
            members.values_mut().for_each(without_nulls);
        }
        _ => {}
    }
}

fn site_schema() -> Value {
    let mut schema =
        derived::<SiteFile>(SchemaSettings::default(), "site", "site.toml of carveout");
    without_nulls(&mut schema);
    schema
}

const HEAD: &str = "\
# site.toml, field by field

One file says what a site is, which layers stand around it, which rules hold and what things cost. Every field
may be absent but the footprint; a flag of the command line wins over the file, the file over the rule pack.
Paths are relative to the file. A field that is not listed here is refused, with its line.

Generated from the types that read the file; a test keeps it so. The same as a JSON Schema, for editors that
complete and check TOML: `carveout schema site`.

An *estimate* is a figure that is not known for sure: `600`, `[450, 900]` (anything between, alike) or
`[450, 600, 900]` (a triangle). A *table by kind* has a line for each kind of facility of the rule pack
(`carveout rules list`).
";

/// The tables of a site file in the order in which they are described.
const TABLES: [(&str, &str, &str); 7] = [
    ("parameters", "SiteParameters", "Numbers of the area model."),
    (
        "ranges",
        "SiteRanges",
        "First and second value of what is not known for sure; the loss is computed at both.",
    ),
    ("layout", "SiteLayout", "What is asked of the layout."),
    (
        "move.KIND",
        "SiteMove",
        "What is known of moving a kind of facility, or one of them by its id; what an id says goes before \
         what its kind says.",
    ),
    (
        "move.KIND.months",
        "SiteMonths",
        "How long the steps of a move take, in months.",
    ),
    ("money", "SiteMoney", "What land is worth and how chances are reckoned."),
    ("project", "SiteProject", "The project itself."),
];

fn reference(schema: &Value) -> String {
    let mut out = HEAD.to_owned();
    out.push_str("\n## At the top of the file\n");
    rows(&mut out, schema, schema);
    for (table, name, words) in TABLES {
        let _ = write!(out, "\n## `[{table}]`\n\n{words}\n");
        rows(&mut out, schema, &schema["$defs"][name]);
    }
    let items = schema["$defs"]["CostItem"]["oneOf"].as_array().unwrap();
    out.push_str("\n## `[move.KIND.costs]`\n\nAn amount by item, each an estimate of the whole, \
                  `{ per_m2 = estimate }` of the pad, or `{ percent_of_compensation = estimate }`.\n\n\
                  | item | pays for |\n|---|---|\n");
    for item in items.iter().filter(|item| item["const"] != "delay") {
        let words = item["description"].as_str().unwrap_or_default();
        let _ = writeln!(out, "| `{}` | {} |", item["const"].as_str().unwrap(), plain(words));
    }
    out
}

fn rows(out: &mut String, root: &Value, table: &Value) {
    out.push_str("\n| field | value | meaning |\n|---|---|---|\n");
    for (name, field) in table["properties"].as_object().unwrap() {
        let words = field["description"].as_str().unwrap_or_default();
        assert!(!words.is_empty(), "{name} has no words");
        let _ = writeln!(out, "| `{name}` | {} | {} |", value(root, field), plain(words));
    }
}

/// One line, with what Rust needs and readers do not taken out.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// What may stand behind a field, in words.
fn value(root: &Value, field: &Value) -> String {
    if let Some(title) = field["title"].as_str() {
        return title.to_owned();
    }
    if let Some(name) = field["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        return match name {
            "SiteParameters" | "SiteRanges" | "SiteLayout" | "SiteMoney" | "SiteProject"
            | "SiteMonths" | "SiteMove" => "table, see below".to_owned(),
            "OneOrMany" => "string or list of strings".to_owned(),
            _ => value(root, &root["$defs"][name]),
        };
    }
    if let Some(words) = field["const"].as_str() {
        return format!("`\"{words}\"`");
    }
    if let Some(words) = field["enum"].as_array() {
        let words = words.iter().filter_map(Value::as_str).map(|word| format!("`\"{word}\"`"));
        return words.collect::<Vec<_>>().join(", ");
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(choices) = field[key].as_array() {
            let words: Vec<String> = choices.iter().map(|one| value(root, one)).collect();
            return words.join(if words.iter().all(|one| one.starts_with('`')) {
                ", "
            } else {
                " or "
            });
        }
    }
    if let Some(inner) = field["additionalProperties"].as_object() {
        let inner = Value::Object(inner.clone());
        return match value(root, &inner).as_str() {
            "table, see below" => "tables by kind or id, see below".to_owned(),
            words => format!("table of {words}"),
        };
    }
    match field["type"].as_str() {
        Some("array") if field["maxItems"] == 2 => {
            format!("`[first, second]`, {}", value(root, &field["items"]))
        }
        Some("array") => format!("list of {}s", value(root, &field["items"])),
        Some("boolean") => "true or false".to_owned(),
        Some("integer") => "whole number".to_owned(),
        Some(other) => other.to_owned(),
        None => panic!("no words for {field}"),
    }
}

#[test]
fn the_schema_and_the_reference_are_what_the_types_say() {
    let schema = site_schema();
    kept_schema("site", &schema);
    kept("docs/site-file.md", &reference(&schema));
}

#[test]
fn every_table_is_described_once() {
    let schema = site_schema();
    let defs = schema["$defs"].as_object().unwrap();
    let described: BTreeMap<&str, &str> =
        TABLES.into_iter().map(|(table, name, _)| (name, table)).collect();
    assert_eq!(described.len(), TABLES.len());
    for name in defs.keys().filter(|name| name.starts_with("Site")) {
        assert!(described.contains_key(name.as_str()), "{name} is not described");
    }
    let fields: usize = std::iter::once(&schema)
        .chain(defs.values())
        .filter_map(|table| table["properties"].as_object())
        .map(Map::len)
        .sum();
    assert!(fields > 60, "{fields} fields");
}
