//! What is written keeps to its JSON Schema, and what the schema of site files refuses the reader refuses.

use crate::support::town::Town;
use crate::support::{carveout, repository, Run};
use carveout::batch::Row;
use carveout::document::{Detection, Document, ReceivingSites};
use jsonschema::Validator;
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::{json, Value};
use std::fs;
use std::path::PathBuf;

/// The schema as the binary prints it.
fn schema(name: &str) -> Value {
    carveout(["schema", name]).json()
}

fn validator(name: &str) -> Validator {
    let schema = schema(name);
    jsonschema::meta::validate(&schema).expect("a schema is one");
    jsonschema::validator_for(&schema).unwrap()
}

fn check(validator: &Validator, document: &Value, what: &str) {
    let wrong: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{what}\n{}", wrong.join("\n"));
}

/// The document of a run: it keeps to its schema, and read back as data it says the same.
fn document<T: DeserializeOwned + Serialize>(
    validator: &Validator,
    run: &Run,
    what: &str,
) -> Value {
    let document = run.json();
    check(validator, &document, what);
    let read: T = serde_json::from_str(&run.stdout).unwrap_or_else(|why| panic!("{what}: {why}"));
    assert_eq!(json!(read), document, "{what}");
    document
}

/// Site files of the fixtures and of the demonstration.
fn site_files() -> Vec<PathBuf> {
    let cases = fs::read_dir(repository("fixtures/cases")).unwrap();
    let mut files: Vec<PathBuf> = cases
        .map(|case| case.unwrap().path().join("site.toml"))
        .filter(|file| file.is_file())
        .collect();
    files.push(repository("data/magnet-plant/site.toml"));
    files.sort();
    assert!(files.len() > 40, "{} site files", files.len());
    files
}

#[test]
fn assessments_keep_to_their_schema() {
    let validator = validator("assessment");
    let (mut decided, mut moved) = (0, 0);
    for file in site_files() {
        let path = file.to_str().unwrap();
        let as_given: &[&str] = &[];
        for flags in [as_given, &["--relocate", "all"]] {
            let run = carveout([&["assess", path, "--format", "json"], flags].concat());
            // A fixture of things that may not move says so.
            if run.code != Some(0) {
                assert!(!flags.is_empty(), "{path}: {}", run.stderr);
                continue;
            }
            let document = document::<Document>(&validator, &run, path);
            decided += usize::from(document["decision"].is_object());
            moved += document["moves"].as_array().unwrap().len();
        }
    }
    assert!(decided >= 3 && moved > 40, "{decided} decisions, {moved} moves");
}

#[test]
fn receiving_sites_keep_to_their_schema() {
    let validator = validator("relocation");
    let site = "data/magnet-plant/site.toml";
    for id in ["FS-01", "WTS-01"] {
        let run = carveout(["relocate", site, "--facility", id, "--within", "--format", "json"]);
        let document = document::<ReceivingSites>(&validator, &run, id);
        assert!(document["failed"]["land_use"].as_u64() > Some(0), "{id}: {}", document["failed"]);
    }
}

#[test]
fn detections_keep_to_their_schema() {
    let validator = validator("detection");
    let mut found = 0;
    for file in site_files() {
        let path = file.to_str().unwrap();
        let run = carveout(["detect", path, "--format", "json"]);
        let document = document::<Detection>(&validator, &run, path);
        let obstacles = document["obstacles"].as_array().unwrap().len();
        assert_eq!(run.code, Some(i32::from(obstacles > 0)), "{path}: {}", run.stderr);
        found += obstacles;
    }
    assert!(found > 40, "{found} obstacles");
}

#[test]
fn rows_keep_to_their_schema() {
    let validator = validator("row");
    let folder = tempfile::tempdir().unwrap();
    let town = Town::write(folder.path(), 6, |number| (number == 2).then_some(Value::Null));
    let mut args = vec!["batch".to_owned(), town.footprints.display().to_string()];
    args.extend(town.flags());
    args.extend(["--layout", "-o", "-", "--format", "ndjson"].map(str::to_owned));
    let run = carveout(args);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let rows: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 6);
    for (row, line) in rows.iter().zip(run.stdout.lines()) {
        check(&validator, row, line);
        let read: Row = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), line);
    }
    assert_eq!(rows[2]["status"], "refused");
    for (field, wrong) in [
        ("loss_m2", json!(-1.0)),
        ("obstacles", json!(1.5)),
        ("status", json!("skipped")),
        ("warnings", json!(["surprise"])),
        ("surprise_m2", json!(1.0)),
    ] {
        let mut row = rows[1].clone();
        row[field] = wrong;
        assert!(!validator.is_valid(&row), "{field}");
    }
}

/// A schema that lets anything pass proves nothing: every object is closed, and says what it is.
#[test]
fn schemas_are_closed() {
    fn look(schema: &Value, open: &mut Vec<String>, place: &str) {
        match schema {
            Value::Object(members) => {
                if members.contains_key("properties") && members["additionalProperties"] != false {
                    open.push(place.to_owned());
                }
                for (key, value) in members {
                    look(value, open, &format!("{place}/{key}"));
                }
            }
            Value::Array(items) => items.iter().for_each(|item| look(item, open, place)),
            _ => {}
        }
    }
    for name in ["site", "assessment", "detection", "relocation", "row"] {
        let mut open = Vec::new();
        look(&schema(name), &mut open, name);
        assert!(open.is_empty(), "{open:?}");
    }
    let mut document =
        carveout(["assess", "data/magnet-plant/site.toml", "--format", "json"]).json();
    let validator = validator("assessment");
    assert!(validator.is_valid(&document));
    let whole = document.clone();
    document["carve_out"]["ledger"]["surprise_m2"] = json!(1.0);
    assert!(!validator.is_valid(&document), "a field that is not described");
    document["carve_out"]["ledger"].as_object_mut().unwrap().shift_remove("surprise_m2");
    document["carve_out"]["loss_m2"] = Value::Null;
    assert!(!validator.is_valid(&document), "a loss that is not there");
    for (wrong, place) in [
        (json!(-1.0), "/carve_out/loss_m2"),
        (json!("hectare"), "/obstacles/0/relation"),
        (json!("carveout/assessment/2"), "/schema"),
        (json!([1.0]), "/carve_out/layout/largest_rectangle/ring/0"),
        (json!({ "given": "hearsay" }), "/obstacles/0/clearance_parts/0/basis"),
    ] {
        let mut document = whole.clone();
        *document.pointer_mut(place).unwrap() = wrong;
        assert!(!validator.is_valid(&document), "{place}");
    }
}

fn as_json(toml: &str) -> Value {
    serde_json::to_value(toml::from_str::<toml::Table>(toml).unwrap()).unwrap()
}

#[test]
fn site_files_keep_to_their_schema() {
    let validator = validator("site");
    for file in site_files() {
        let text = fs::read_to_string(&file).unwrap();
        check(&validator, &as_json(&text), &file.display().to_string());
    }
}

/// The schema is derived from the types, but some of what is checked is written by hand in it.
#[test]
fn the_schema_and_the_reader_refuse_the_same() {
    let validator = validator("site");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("site.toml");
    let square = "footprint_wkt = \"POLYGON((0 0,0.001 0,0.001 0.001,0 0.001,0 0))\"\n";
    for (lines, accepted) in [
        ("", true),
        ("rules = \"eu\"", true),
        ("relocate = \"all\"", true),
        ("relocate = []", true),
        ("footprnt = \"a\"", false),
        ("unit = \"mu\"", true),
        ("unit = \"mou\"", false),
        ("land_use_system = \"gb50137\"", true),
        ("land_use_system = \"gb\"", false),
        ("[parameters]\nsetback_m = 5", true),
        ("[parameters]\nsetback_m = -5", false),
        ("[parameters]\nsetback_m = \"5\"", false),
        ("[parameters]\nsetback = 5", false),
        ("[ranges]\nsetback_m = [5, 10]", true),
        ("[ranges]\nsetback_m = [5]", false),
        ("[layout]\nbuilding = \"60x24+12\"", true),
        ("[layout]\nbuilding = \"60\"", false),
        ("[layout]\nmax_aspect = 0.5", false),
        ("[burden]\nfuel_station = \"shared\"", true),
        ("[burden]\nfuel_station = \"theirs\"", false),
        ("[money]\nland_price_per_m2 = 600", true),
        ("[money]\nland_price_per_m2 = [450, 600, 900]", true),
        ("[money]\nland_price_per_m2 = [1, 2, 3, 4]", false),
        ("[money]\nseed = 1.5", false),
        ("[move.fuel_station.costs]\nrebuild = { per_m2 = [1, 2] }", true),
        ("[move.fuel_station.costs]\nfees = { percent_of_compensation = 5 }", true),
        ("[move.fuel_station.costs]\nrebuild = { per_mu = 1 }", false),
        ("[move.fuel_station.costs]\nbribes = 1", false),
        ("[move.fuel_station.costs]\ndelay = 1", false),
        ("[move.fuel_station.months]\nbuild = [3, 6]", true),
        ("[move.fuel_station.months]\nbuilding = 3", false),
    ] {
        let text = format!("{square}{lines}\n");
        fs::write(&file, &text).unwrap();
        let run = carveout(["assess", file.to_str().unwrap()]);
        assert_eq!(run.code == Some(0), accepted, "reader: {lines}: {}", run.stderr);
        assert_eq!(validator.is_valid(&as_json(&text)), accepted, "schema: {lines}");
    }
}
