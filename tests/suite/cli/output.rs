//! What is written where, and that nothing is left half-written.

use crate::support::carveout;
use serde_json::Value;
use std::fs;
use std::path::Path;

const SITE: &str = "data/magnet-plant/site.toml";

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_of_results_agrees_with_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/results");
    let run = carveout(["assess", SITE, "--format", "json", "--out", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(files(&out), ["assessment.json", "ledger.geojson", "map.svg", "report.txt"]);
    assert_eq!(fs::read_to_string(out.join("assessment.json")).unwrap(), run.stdout);
    let text = carveout(["assess", SITE]).stdout;
    assert_eq!(fs::read_to_string(out.join("report.txt")).unwrap(), text);
    let geojson = carveout(["assess", SITE, "--format", "geojson"]).stdout;
    assert_eq!(fs::read_to_string(out.join("ledger.geojson")).unwrap(), geojson);
    let map = carveout(["map", SITE, "-o", "-"]).stdout;
    assert_eq!(fs::read_to_string(out.join("map.svg")).unwrap(), map);
}

#[test]
fn every_ledger_line_has_its_polygon() {
    let as_json = ["assess", SITE, "--format", "json", "--no-options"];
    let document = carveout(as_json).json();
    let as_geojson = ["assess", SITE, "--format", "geojson", "--no-options"];
    let ledger: Value = serde_json::from_str(&carveout(as_geojson).stdout).unwrap();
    let area = |role: &str| -> f64 {
        let features = ledger["features"].as_array().unwrap();
        features
            .iter()
            .filter(|f| f["properties"]["role"] == role && f["properties"]["ledger"] == true)
            .map(|f| f["properties"]["area_m2"].as_f64().unwrap())
            .sum()
    };
    let carve = &document["carve_out"];
    for (role, line) in [
        ("taking", &carve["ledger"]["taking_m2"]),
        ("clearance", &carve["ledger"]["clearance_m2"]),
        ("remnant_narrow", &carve["remnant"]["narrow_m2"]),
        ("remnant_small", &carve["remnant"]["small_m2"]),
    ] {
        let line = line.as_f64().unwrap();
        assert!(line > 1_000.0, "the demonstration site has something in every line: {role}");
        assert!((area(role) - line).abs() < 1e-3, "{role}: {} {line}", area(role));
    }
}

#[test]
fn outputs_that_cannot_be_written_are_refused_and_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken");
    fs::write(&file, "mine").unwrap();
    carveout(["assess", SITE, "--out", file.to_str().unwrap()]).refuses(&["is a file"]);
    carveout(["map", SITE, "-o", folder.path().to_str().unwrap()]).refuses(&["is a directory"]);
    let nowhere = folder.path().join("no/such/folder/map.svg");
    carveout(["map", SITE, "-o", nowhere.to_str().unwrap()]).refuses(&["cannot be written"]);
    let broken = folder.path().join("map.svg");
    carveout(["map", "fixtures/invalid/truncated.geojson", "-o", broken.to_str().unwrap()])
        .refuses(&["truncated"]);
    assert_eq!(files(folder.path()), ["taken"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn the_unit_of_the_report_can_be_chosen() {
    for (unit, words) in
        [("mu", "140.00 mu"), ("ha", "9.333 ha"), ("acre", "23.063 acre"), ("m2", "93,333 m2")]
    {
        let run = carveout(["assess", SITE, "--unit", unit, "--no-options"]);
        assert!(run.stdout.contains(words), "{unit}: {}", run.stdout);
    }
}

#[test]
fn detect_finds_by_exit_code() {
    let found = carveout(["detect", SITE]);
    assert_eq!(found.code, Some(1));
    assert!(found.stdout.contains("加油站") && found.stdout.contains("notch"), "{}", found.stdout);
    let nothing = carveout(["detect", "fixtures/cases/no_obstacle/site.toml"]);
    assert_eq!(nothing.code, Some(0), "{}", nothing.stderr);
    let json = carveout(["detect", SITE, "--format", "json"]).json();
    assert_eq!(json["obstacles"].as_array().unwrap().len(), 2);
}

#[test]
fn flags_win_over_the_site_file() {
    let run = carveout([
        "assess",
        SITE,
        "--format",
        "json",
        "--setback",
        "6",
        "--clearance",
        "fuel_station=40",
        "--no-options",
    ]);
    let json = run.json();
    let parameters = json["parameters"].as_array().unwrap();
    let of = |name: &str| parameters.iter().find(|one| one["name"] == name).unwrap();
    assert_eq!(of("setback_m")["value"], 6.0);
    assert_eq!(of("setback_m")["unit"], "m");
    assert_eq!(of("setback_m")["source"], "command_line");
    assert_eq!(of("clearance_m.fuel_station")["source"], "command_line");
    assert_eq!(of("min_width_m")["source"], "site_file");
    assert_eq!(of("seed")["source"], "default");
    assert_eq!(of("rule_pack")["source"], "rule_pack");
    assert_eq!(json["obstacles"][0]["clearance_m"], 40.0);
    assert_eq!(json["obstacles"][0]["clearance_rule"], "command line");
}

#[test]
fn moving_everything_brings_the_baseline_back() {
    let json = {
        let args = ["assess", SITE, "--format", "json", "--relocate", "all", "--no-options"];
        carveout(args).json()
    };
    let usable = json["relocation"]["usable_m2"].as_f64().unwrap();
    assert!((usable - json["baseline"]["usable_m2"].as_f64().unwrap()).abs() < 1e-3);
    let recovered = json["relocation"]["recovered_m2"].as_f64().unwrap();
    assert!((recovered - json["carve_out"]["loss_m2"].as_f64().unwrap()).abs() < 1e-3);
    assert_eq!(json["relocation"]["moved"].as_array().unwrap().len(), 2);
}
