//! `data/schema/site.schema.json` and `docs/site-file.md`, generated from the types that read a site file.

use super::SiteFile;
use crate::language::Language;
use crate::schema::{derived, kept, kept_schema};
use crate::settings::Parameter;
use schemars::generate::SchemaSettings;
use serde_json::{json, Map, Value};
use std::collections::{BTreeMap, BTreeSet};
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
    for parameter in Parameter::ALL {
        if let Some(default) = parameter.default() {
            *of_member(&mut schema, parameter.field(), "default") = json!(default);
        }
    }
    schema
}

/// A keyword at a member, by tables and member joined by dots.
fn of_member<'a>(root: &'a mut Value, field: &str, keyword: &str) -> &'a mut Value {
    let (table, name) = field.split_once('.').unwrap_or(("", field));
    let path = match root["properties"][table]["$ref"].as_str() {
        Some(path) => format!("{}/properties/{name}", path.trim_start_matches('#')),
        None => format!("/properties/{name}"),
    };
    let member = root.pointer_mut(&path).unwrap_or_else(|| panic!("no member {field}"));
    &mut member[keyword]
}

const HEAD: &str = "\
# site.toml, field by field

One file describes a site, its layers, the rules that apply and what relocation costs. Only the footprint is
required; a flag of the command line wins over the file, the file over the rule pack.
Paths are relative to the file. A field that is not listed here is refused, with its line.

Generated from the types that read the file; a test keeps it so. The same as a JSON Schema, for editors that
complete and check TOML: `carveout schema site`.

An *estimate* is an uncertain figure: `600`, `[450, 900]` (uniform) or `[450, 600, 900]` (triangular: low, likely,
high). A *table by kind* has a line for each kind of facility of the rule pack
(`carveout rules list`).
";

/// The tables of a site file in the order in which they are described.
const TABLES: [(&str, &str, &str); 11] = [
    ("parameters", "SiteParameters", "Parameters of the area model."),
    (
        "setbacks",
        "SiteSetbacks",
        "Setbacks by what an edge of the site is. What is not given is `setback_m`; along streets `setback_road_m`, \
         where that is given.",
    ),
    (
        "[edge]",
        "SiteEdge",
        "An edge told by hand, one such table for each. It must mean one edge of the site, from corner to corner.",
    ),
    ("deed", "SiteDeed", "Area of the deed or the register, beside which that of the footprint is set."),
    (
        "ranges",
        "SiteRanges",
        "First and second value of an uncertain parameter; the loss is computed at both, and over all \
         ranges together.",
    ),
    ("layout", "SiteLayout", "The layout wanted."),
    (
        "remnant.USE",
        "SiteRemnantUse",
        "What remnants may serve: `office`, `parking`, `green`, `pipe_corridor`. Uses are filled in the order of their \
         value, each from the largest remnants that may serve it.",
    ),
    (
        "move.KIND",
        "SiteMove",
        "Relocation data of a kind of facility, or of one of them by its id; an id wins over its kind, \
         field by field.",
    ),
    (
        "move.KIND.months",
        "SiteMonths",
        "Duration of the steps of a relocation, in months.",
    ),
    ("money", "SiteMoney", "Land price, currency and the Monte Carlo."),
    ("project", "SiteProject", "The project itself."),
];

fn reference(schema: &Value) -> String {
    let mut out = HEAD.to_owned();
    out.push_str("\n## At the top of the file\n");
    rows(&mut out, schema, schema, "");
    for (table, name, words) in TABLES {
        let _ = write!(out, "\n## `[{table}]`\n\n{words}\n");
        rows(&mut out, schema, &schema["$defs"][name], &format!("{table}."));
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

/// A row for each member; flag and default where the table of parameters has any.
/// What a column of the reference says of a field.
type Column<'a> = &'a dyn Fn(&str) -> Option<String>;

fn rows(out: &mut String, root: &Value, table: &Value, prefix: &str) {
    let members = table["properties"].as_object().unwrap();
    let parameter = |name: &str| {
        let field = format!("{prefix}{name}");
        Parameter::ALL.iter().copied().find(|one| one.field() == field)
    };
    let flag = |name: &str| Some(format!("`--{}`", parameter(name)?.flag()?.long));
    let default = |name: &str| Some(format!("`{}`", json!(parameter(name)?.default()?)));
    let columns: [(&str, Column<'_>); 2] = [("flag", &flag), ("default", &default)];
    let said = |(_, column): &(&str, Column<'_>)| members.keys().any(|name| column(name).is_some());
    let columns: Vec<(&str, Column<'_>)> = columns.into_iter().filter(said).collect();
    let cells =
        |cells: Vec<String>| cells.iter().fold(String::new(), |row, cell| row + " " + cell + " |");
    let heads = cells(columns.iter().map(|(head, _)| (*head).to_owned()).collect());
    let rules = "---|".repeat(columns.len());
    let _ = writeln!(out, "\n| field | value |{heads} meaning |\n|---|---|{rules}---|");
    for (name, field) in members {
        let words = field["description"].as_str().unwrap_or_default();
        assert!(!words.is_empty(), "{name} has no words");
        let more = cells(columns.iter().map(|(_, of)| of(name).unwrap_or_default()).collect());
        let _ = writeln!(out, "| `{name}` | {} |{more} {} |", value(root, field), plain(words));
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
            | "SiteMonths" | "SiteMove" | "SiteSetbacks" | "SiteEdge" | "SiteDeed"
            | "SiteRemnantUse" => "table, see below".to_owned(),
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
            "table, see below" if field["propertyNames"].is_null() => {
                "tables by kind or id, see below".to_owned()
            }
            "table, see below" => "tables by use, see below".to_owned(),
            words => format!("table of {words}"),
        };
    }
    match field["type"].as_str() {
        Some("array") if field["maxItems"] == 2 => {
            format!("`[first, second]`, {}", value(root, &field["items"]))
        }
        Some("array") => match value(root, &field["items"]).as_str() {
            "table, see below" => "tables, see below".to_owned(),
            words => format!("list of {words}s"),
        },
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

/// A value that a member takes and that is not what it is without one.
fn sample(root: &Value, schema: &Value) -> Value {
    if schema["maximum"] == 1 {
        return json!(0.5);
    }
    if let Some(path) = schema["$ref"].as_str() {
        return sample(root, root.pointer(path.trim_start_matches('#')).unwrap());
    }
    for choices in ["anyOf", "oneOf"] {
        if let Some(first) = schema[choices].get(0) {
            return sample(root, first);
        }
    }
    if let Some(word) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return word.clone();
    }
    if let Some(example) = schema["examples"].get(0) {
        return example.clone();
    }
    if schema["pattern"].is_string() {
        return json!("60x24+12");
    }
    match schema["type"].as_str().unwrap() {
        "object" => {
            if let Some(members) = schema["properties"].as_object() {
                let sampled =
                    |(name, member): (&String, &Value)| (name.clone(), sample(root, member));
                return members.iter().map(sampled).collect::<Map<_, _>>().into();
            }
            let names = [&schema["propertyNames"]["allOf"][0], &schema["propertyNames"]];
            let names = names.into_iter().find(|names| names["$ref"].is_string());
            let name = names.map_or_else(|| json!("fuel_station"), |names| sample(root, names));
            json!({ name.as_str().unwrap(): sample(root, &schema["additionalProperties"]) })
        }
        "array" => {
            let one = sample(root, &schema["items"]);
            if schema["maxItems"] == 2 {
                json!([one, one])
            } else {
                json!([one])
            }
        }
        "boolean" => json!(false),
        "integer" => json!(7),
        "number" if schema["maximum"] == 1 || schema["maximum"] == 1.0 => json!(0.5),
        "number" => json!(3.5),
        "string" => json!("word"),
        other => panic!("no sample of {other}"),
    }
}

#[test]
fn every_member_survives_a_merge() {
    let schema = site_schema();
    let full = sample(&schema, &schema);
    let members = schema["properties"].as_object().unwrap();
    let read = |value: Value| serde_json::from_value::<SiteFile>(value).unwrap();
    let nothing = SiteFile::default();
    let mut seen = 0;
    let mut check = |said: Value, what: &str| {
        let said = read(said);
        assert_ne!(said, nothing, "{what}");
        assert_eq!(nothing.clone().under(said.clone()), said, "{what} is lost when put on top");
        assert_eq!(said.clone().under(nothing.clone()), said, "{what} is lost when put under");
        seen += 1;
    };
    for name in members.keys() {
        check(json!({ name: full[name] }), name);
        let tables =
            full[name].as_object().filter(|_| members[name]["$ref"].is_string() || name == "move");
        for (inner, value) in tables.into_iter().flatten() {
            check(json!({ name: { inner: value } }), inner);
            for (deepest, value) in value.as_object().into_iter().flatten() {
                check(json!({ name: { inner: { deepest: value } } }), deepest);
            }
        }
    }
    assert!(seen > 70, "{seen} members");
}

#[test]
fn what_is_said_last_holds_and_tables_keep_the_rest() {
    let read = |text: &str| toml::from_str::<SiteFile>(text).unwrap();
    let file = read("owner = \"A\"\n[project]\nindustry = \"x\"\n[move.depot]\npad_area_m2 = 5.0");
    let over = read("owner = \"B\"\n[project]\ngreen_m2 = 2.0\n[move.depot]\nreceiving = \"P\"");
    let both = file.under(over);
    assert_eq!(both.owner, ["B"]);
    assert_eq!(both.project.industry.as_deref(), Some("x"));
    assert!(both.project.green_m2.is_some());
    let depot = &both.moving["depot"];
    assert!(depot.pad_area_m2.is_some() && depot.receiving.is_some());
}

#[test]
fn every_parameter_is_a_member_with_words_and_a_name_of_its_own() {
    let all = Parameter::ALL.iter();
    let names: BTreeSet<&str> = all.clone().map(|one| one.name()).collect();
    assert_eq!(names.len(), Parameter::ALL.len());
    let flags: Vec<&str> = all.clone().filter_map(|one| Some(one.flag()?.long)).collect();
    assert_eq!(flags.iter().collect::<BTreeSet<_>>().len(), flags.len());
    for parameter in all {
        assert!(!parameter.meaning().is_empty(), "{} has no words", parameter.field());
        let labels = [Language::En, Language::Zh].map(|language| parameter.label(language));
        assert!(labels[0].is_ascii() && !labels[1].is_ascii(), "{labels:?}");
    }
}

#[test]
fn every_number_of_a_site_file_is_a_parameter() {
    let schema = site_schema();
    let mut fields: Vec<String> = Vec::new();
    for table in ["parameters", "deed", "setbacks", "ranges", "layout", "money", "project"] {
        let name = schema["properties"][table]["$ref"].as_str().unwrap();
        let members = &schema.pointer(name.trim_start_matches('#')).unwrap()["properties"];
        fields.extend(members.as_object().unwrap().keys().map(|name| format!("{table}.{name}")));
    }
    // Whether a layout is wanted is a question of output, not of numbers.
    fields.retain(|field| field != "layout.wanted");
    for field in fields {
        assert!(Parameter::ALL.iter().any(|one| one.field() == field), "{field} is in no table");
    }
}
