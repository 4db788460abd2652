//! Front, side and rear setbacks, through the binary.

use crate::support::drawn::{rectangle, write};
use crate::support::figures::codes;
use crate::support::{carveout_in, Run};
use serde_json::{json, Value};
use std::fs;
use std::path::Path;

/// A site of 100 x 60 m, a street of 20 m whose edge lies 5 m south of it, homes along its north, and
/// nothing in the way.
fn site(folder: &Path) {
    write(folder, "site.geojson", &[(json!({ "id": "S" }), rectangle(0.0, 0.0, 100.0, 60.0))]);
    let street = json!({ "name": "South Street" });
    write(folder, "roads.geojson", &[(street, rectangle(-200.0, -25.0, 500.0, 20.0))]);
    let shed = json!({ "id": "T", "kind": "substation", "clearance_m": 0 });
    write(folder, "facilities.geojson", &[(shed, rectangle(900.0, 900.0, 5.0, 5.0))]);
    let of = |id: &str, code: &str, own: bool| json!({ "id": id, "land_use": code, "site": own });
    let parcels = [
        (of("own", "1001", true), rectangle(0.0, 0.0, 100.0, 60.0)),
        (of("homes", "070102", false), rectangle(0.0, 60.0, 100.0, 80.0)),
        (of("canal", "1705", false), rectangle(-20.0, 0.0, 20.0, 60.0)),
    ];
    write(folder, "parcels.geojson", &parcels);
}

const ASKED: [&str; 17] = [
    "assess",
    "site.geojson",
    "--format",
    "json",
    "--rules",
    "cn",
    "--use",
    "office",
    "--land-use-system",
    "cn_2023",
    "--facilities",
    "facilities.geojson",
    "--parcels",
    "parcels.geojson",
    "--neighbour-clearance",
    "housing=0",
    "--no-layout",
];
const STREET: [&str; 2] = ["--roads", "roads.geojson"];
const BY_CLASS: [&str; 6] = ["--setback-front", "10", "--setback-side", "5", "--setback-rear", "8"];

fn run(folder: &Path, more: &[&[&str]]) -> Run {
    carveout_in(folder, [&ASKED[..], &more.concat()].concat())
}

fn assessed(folder: &Path, more: &[&[&str]]) -> Value {
    let run = run(folder, more);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.json()
}

#[track_caller]
fn envelope(document: &Value, expected: f64) {
    let area = document["baseline"]["envelope_m2"].as_f64().unwrap();
    assert!((area - expected).abs() < 0.5, "{area} instead of {expected}");
}

#[test]
fn each_class_keeps_its_own_setback_and_the_result_says_why() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let found = assessed(folder.path(), &[&STREET, &BY_CLASS]);
    // 100 less twice 5, by 60 less 10 and 8.
    envelope(&found, 90.0 * 42.0);
    assert_eq!(found["complete"], json!(true), "{:?}", codes(&found));
    let edges = found["baseline"]["edges"].as_array().unwrap();
    let of = |name: &str| edges.iter().map(|edge| edge[name].clone()).collect::<Vec<_>>();
    let mut classes = of("class");
    classes.sort_by_key(ToString::to_string);
    assert_eq!(classes, ["front", "rear", "side", "side"]);
    let front = edges.iter().find(|edge| edge["class"] == "front").unwrap();
    assert_eq!(front["why"], "along South Street");
    assert_eq!((&front["setback_m"], &front["source"]), (&json!(10.0), &json!("command_line")));
    assert_eq!(front["parameter"], "setbacks.front_m");
    assert!((front["bearing"].as_f64().unwrap() - 180.0).abs() < 0.1, "{front}");
    assert!((front["length_m"].as_f64().unwrap() - 100.0).abs() < 0.1, "{front}");
    // The report for a terminal has them as a table, the dossier too, in both languages.
    let text = carveout_in(folder.path(), [&ASKED[..2], &ASKED[4..], &STREET, &BY_CLASS].concat());
    assert!(text.stdout.contains("\nSetbacks\n"), "{}", text.stdout);
    assert!(text.stdout.contains("rear"), "{}", text.stdout);
    for (lang, words) in [("en", "faces away from the front"), ("zh", "背向正面")] {
        let asked = ["dossier", "site.geojson", "--out", lang, "--lang", lang];
        let dossier =
            carveout_in(folder.path(), [&asked[..], &ASKED[4..], &STREET, &BY_CLASS].concat());
        assert_eq!(dossier.code, Some(0), "{}", dossier.stderr);
        let written =
            fs::read_dir(folder.path().join(lang)).unwrap().map(|one| one.unwrap().path());
        let markdown = written.into_iter().find(|path| path.extension().is_some_and(|e| e == "md"));
        let page = fs::read_to_string(markdown.unwrap()).unwrap();
        assert!(page.contains(words), "{page}");
    }
}

#[test]
fn one_setback_for_all_is_the_result_without_classes() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let plain = assessed(folder.path(), &[&STREET, &["--setback", "7"]]);
    assert_eq!(plain["baseline"]["edges"], json!([]));
    let sevens = ["--setback-front", "7", "--setback-side", "7", "--setback-rear", "7"];
    let by_class = assessed(folder.path(), &[&STREET, &["--setback", "7"], &sevens]);
    assert_eq!(plain["baseline"]["envelope_m2"], by_class["baseline"]["envelope_m2"]);
    assert_eq!(plain["baseline"]["usable_m2"], by_class["baseline"]["usable_m2"]);
    // But for the words of who stated the setbacks.
    let figures = |document: &Value| {
        let mut carve_out = document["carve_out"].clone();
        for step in carve_out["evidence"].as_array_mut().unwrap() {
            step["clauses"] = Value::Null;
        }
        carve_out
    };
    assert_eq!(figures(&plain), figures(&by_class));
}

#[test]
fn without_roads_the_largest_holds_and_the_result_is_not_complete() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let found = assessed(folder.path(), &[&BY_CLASS]);
    envelope(&found, 80.0 * 40.0);
    assert!(codes(&found).contains(&"edges_unclear"), "{:?}", codes(&found));
    assert_eq!(found["complete"], json!(false));
}

#[test]
fn what_lies_behind_an_edge_keeps_its_own() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    // Homes behind the rear, by their use; a canal behind the west, by the class of its code (17, waters).
    let beside = ["--setback-beside", "housing=12", "--setback-beside", "17=20"];
    let found = assessed(folder.path(), &[&STREET, &BY_CLASS, &beside]);
    envelope(&found, (100.0 - 20.0 - 5.0) * (60.0 - 10.0 - 12.0));
    assert_eq!(found["complete"], json!(true), "{:?}", codes(&found));
    run(folder.path(), &[&STREET, &["--front-road", "Suoth Street"]])
        .refuses(&["--front-road", "did you mean \"South Street\"?"]);
    // A word that nobody knows is refused; a parcel of unknown use is a doubt.
    run(folder.path(), &[&STREET, &["--setback-beside", "housin=12"]]).refuses(&[
        "--setback-beside",
        "housin",
        "did you mean \"housing\"?",
    ]);
    let yard = json!({ "id": "yard", "site": false });
    let own = json!({ "id": "own", "land_use": "1001", "site": true });
    let parcels =
        [(own, rectangle(0.0, 0.0, 100.0, 60.0)), (yard, rectangle(100.0, 0.0, 30.0, 60.0))];
    write(folder.path(), "parcels.geojson", &parcels);
    let found = assessed(folder.path(), &[&STREET, &BY_CLASS, &beside]);
    assert!(codes(&found).contains(&"beside_unknown"), "{:?}", codes(&found));
    assert_eq!(found["complete"], json!(false));
}

#[test]
fn a_zoning_layer_gives_setbacks_by_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let district = json!({ "zoning": "M-1", "FRONT": 12, "side_m": 4, "rear_m": "6" });
    write(folder.path(), "zoning.geojson", &[(district, rectangle(-99.0, -99.0, 300.0, 300.0))]);
    let zoning = ["--zoning", "zoning.geojson", "--map", "front_m=FRONT"];
    let found = assessed(folder.path(), &[&STREET, &zoning]);
    envelope(&found, 92.0 * 42.0);
    let edges = found["baseline"]["edges"].as_array().unwrap();
    assert!(edges.iter().all(|edge| edge["district"] == "M-1" && edge["source"] == "feature"));
    // What is stated goes before the district.
    let found = assessed(folder.path(), &[&STREET, &zoning, &["--setback-front", "9"]]);
    envelope(&found, 92.0 * 45.0);
    run(folder.path(), &[&STREET, &["--zoning", "zoning.geojson", "--map", "front_m=FRONTT"]])
        .refuses(&["front_m=FRONTT", "did you mean \"FRONT\"?"]);
}

#[test]
fn columns_of_a_zoning_layer_that_look_like_setbacks_are_named() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let district = json!({ "zoning": "M-1", "FRONT_M": 12 });
    write(folder.path(), "zoning.geojson", &[(district, rectangle(-99.0, -99.0, 300.0, 300.0))]);
    let found = assessed(folder.path(), &[&STREET, &["--zoning", "zoning.geojson"]]);
    let warnings = found["warnings"].as_array().unwrap();
    let like = warnings.iter().find(|one| one["code"] == "column_like").unwrap();
    assert!(like["message"].as_str().unwrap().contains("--map front_m=FRONT_M"), "{like}");
}

#[test]
fn the_code_itself_goes_before_the_code_above_and_its_use() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    // The homes behind the rear are 070102, under 0701 and 07.
    for (beside, rear) in [
        (["070102=6", "07=20"], 6.0),
        (["0701=20", "07=7"], 20.0),
        (["0701=7", "07=20"], 20.0),
        (["housing=30", "07=20"], 30.0),
    ] {
        let told = ["--setback-beside", beside[0], "--setback-beside", beside[1]];
        envelope(&assessed(folder.path(), &[&STREET, &BY_CLASS, &told]), 90.0 * (50.0 - rear));
    }
}

#[test]
fn a_range_that_moves_no_edge_is_said() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let found = by_file(folder.path(), "[ranges]\nsetback_m = [3, 20]\n").json();
    assert!(codes(&found).contains(&"range_without_effect"), "{:?}", codes(&found));
    assert_eq!(found["complete"], json!(false));
}

const SITE_FILE: &str = "\
footprint = \"site.geojson\"
facilities = [\"facilities.geojson\"]
parcels = \"parcels.geojson\"
roads = \"roads.geojson\"
rules = \"cn\"
use = \"office\"
land_use_system = \"cn_2023\"
neighbour_clearance_m = { housing = 0 }
setbacks = { front_m = 10, side_m = 5, rear_m = 8 }
layout = { wanted = false }
";

fn by_file(folder: &Path, more: &str) -> Run {
    fs::write(folder.join("site.toml"), format!("{SITE_FILE}{more}")).unwrap();
    carveout_in(folder, ["assess", "site.toml", "--format", "json"])
}

#[test]
fn edges_are_told_by_hand_in_the_site_file() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let edge = |words: &str| by_file(folder.path(), &format!("[[edge]]\n{words}\n"));
    let found = edge("bearing = \"N\"\nsetback_m = 15\nwhy = \"agreed\"").json();
    envelope(&found, 90.0 * 35.0);
    let edges = found["baseline"]["edges"].as_array().unwrap();
    let north = edges.iter().find(|edge| edge["class"] == "rear").unwrap();
    assert_eq!(north["why"], "by hand: agreed");
    // Its middle, as the result has it, is a place that means it.
    let at = &north["middle"];
    let found = edge(&format!("at = {at}\nclass = \"side\"")).json();
    envelope(&found, 90.0 * 45.0);
    edge("bearing = 45\nclass = \"rear\"").refuses(&["[[edge]] 1 (bearing = 45", "2 edges"]);
    edge("at = [109.88, 40.6]\nclass = \"rear\"").refuses(&["[[edge]] 1", "m from the boundary"]);
    edge("at = [109.87, 40.6]\nclass = \"rear\"").refuses(&["[[edge]] 1", "at a corner"]);
    edge("bearing = \"N\"").refuses(&["says nothing of its edge"]);
    edge("class = \"rear\"").refuses(&["names no edge"]);
    edge("bearing = \"north\"\nclass = \"rear\"")
        .refuses(&["no bearing", "N, NE, E, SE, S, SW, W, NW"]);
}

#[test]
fn two_setbacks_for_one_street_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    run(folder.path(), &[&STREET, &BY_CLASS, &["--setback-road", "12"]]).refuses(&[
        "--setback-road",
        "--setback-front",
        "keep one of the two",
    ]);
    by_file(folder.path(), "[ranges]\nsetback_road_m = [5, 9]\n").refuses(&[
        "ranges.setback_road_m",
        "setbacks.front_m",
        "keep one of the two",
    ]);
    // With classes that are no street it goes together: 12 along the street, 5 and 8 elsewhere.
    let others = ["--setback-road", "12", "--setback-side", "5", "--setback-rear", "8"];
    envelope(&assessed(folder.path(), &[&STREET, &others]), 90.0 * 40.0);
}

#[test]
fn a_row_of_a_batch_has_the_setbacks_of_a_site() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let lots = [
        (json!({ "id": "S" }), rectangle(0.0, 0.0, 100.0, 60.0)),
        (json!({ "id": "Q" }), rectangle(150.0, 0.0, 40.0, 50.0)),
    ];
    write(folder.path(), "lots.geojson", &lots);
    let asked = ["batch", "lots.geojson", "--output", "rows.csv"];
    let run = carveout_in(folder.path(), [&asked, &ASKED[4..], &STREET, &BY_CLASS].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let rows = fs::read_to_string(folder.path().join("rows.csv")).unwrap();
    let mut lines = rows.lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = heads.iter().position(|head| *head == "envelope_m2").unwrap();
    let row = lines.find(|line| line.contains(",S,")).unwrap();
    let found: f64 = row.split(',').nth(column).unwrap().parse().unwrap();
    let alone = assessed(folder.path(), &[&STREET, &BY_CLASS]);
    let wanted = alone["baseline"]["envelope_m2"].as_f64().unwrap();
    assert!((found - wanted).abs() < 1e-6, "{found} instead of {wanted}");
}
