//! What stands beside a site and stays is in the baseline, not in the loss.

use crate::support::carveout_in;
use crate::support::drawn::{rectangle, write};
use crate::support::figures::{codes, figure};
use serde_json::{json, Value};
use std::path::Path;

/// Homes along the west of a site of 100 x 80 m, a shop along its east, more homes 80 m north of it, and
/// a substation of 10 x 10 m inside.
fn site(folder: &Path, more: &[(Value, Value)]) {
    write(folder, "site.geojson", &[(json!({ "id": "S" }), rectangle(0.0, 0.0, 100.0, 80.0))]);
    let of =
        |id: &str, owner: &str, code: &str| json!({ "id": id, "owner": owner, "land_use": code });
    let parcels = [
        (of("own", "us", "1001"), rectangle(0.0, 0.0, 100.0, 80.0)),
        (of("homes", "them", "0701"), rectangle(-60.0, 0.0, 60.0, 80.0)),
        (of("shop", "them", "0901"), rectangle(100.0, 0.0, 50.0, 80.0)),
        (of("far", "them", "0701"), rectangle(0.0, 160.0, 50.0, 80.0)),
    ];
    write(folder, "parcels.geojson", &[&parcels, more].concat());
    let substation = json!({ "id": "T", "kind": "substation", "clearance_m": 0, "severs": false });
    let things = [(substation, rectangle(50.0, 30.0, 10.0, 10.0))];
    write(folder, "facilities.geojson", &things);
}

const ASKED: [&str; 19] = [
    "assess",
    "site.geojson",
    "--format",
    "json",
    "--rules",
    "cn",
    "--land-use-system",
    "cn_2023",
    "--owner",
    "us",
    "--parcels",
    "parcels.geojson",
    "--setback",
    "0",
    "--min-width",
    "10",
    "--no-layout",
    "--facilities",
    "facilities.geojson",
];

fn assessed(folder: &Path, more: &[&str]) -> Value {
    let run = carveout_in(folder, [&ASKED, more].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.json()
}

fn ids(things: &Value) -> Vec<&str> {
    things.as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect()
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.5, "{found} instead of {expected}");
}

#[test]
fn homes_beside_the_site_are_in_the_baseline_and_not_in_the_loss() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    let plain =
        assessed(folder.path(), &["--use", "plant_cde", "--neighbour-clearance", "housing=0"]);
    close(figure(&plain, "/baseline/context_m2"), 0.0);
    assert_eq!(plain["complete"], json!(true), "{:?}", codes(&plain));
    // 30 m along the 80 m that the homes share with the site; those 80 m away are out of reach. The
    // substation stands beyond, so its loss stays as it is.
    let kept =
        assessed(folder.path(), &["--use", "plant_cde", "--neighbour-clearance", "housing=30"]);
    close(figure(&kept, "/baseline/context_m2"), 30.0 * 80.0);
    close(figure(&kept, "/baseline/usable_m2"), 70.0 * 80.0);
    let loss = "/carve_out/loss_m2";
    close(figure(&kept, loss), figure(&plain, loss));
    assert_eq!((ids(&kept["context"]), ids(&kept["obstacles"])), (vec!["homes"], vec!["T"]));
    assert_eq!(kept["context"][0]["class"], json!("neighbour"));
    // Nothing is lost once all that can move has moved.
    let moved = assessed(
        folder.path(),
        &["--use", "plant_cde", "--neighbour-clearance", "housing=30", "--relocate", "all"],
    );
    close(figure(&moved, "/relocation/loss_m2"), 0.0);
    close(figure(&moved, "/relocation/usable_m2"), 70.0 * 80.0);
}

#[test]
fn homes_without_a_rule_are_a_doubt() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    let asked = assessed(folder.path(), &["--use", "plant_cde"]);
    assert_eq!((codes(&asked), &asked["complete"]), (vec!["neighbour_unruled"], &json!(false)));
    close(figure(&asked, "/baseline/context_m2"), 0.0);
    let named = &asked["warnings"][0]["message"];
    assert!(named.as_str().unwrap().contains("--neighbour-clearance housing=METRES"), "{named}");
}

#[test]
fn a_rule_of_the_pack_keeps_a_project_from_its_neighbours() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    // GB 50156, table 4.0.4: 17.5 m from a station of unknown grade to homes and shops on both sides. It
    // starts at tanks and dispensers, so that nothing is the other end.
    let asked = assessed(folder.path(), &["--use", "fuel_station"]);
    close(figure(&asked, "/baseline/context_m2"), 2.0 * 17.5 * 80.0);
    assert_eq!(ids(&asked["context"]), ["homes", "shop"]);
    let rule = asked["context"][0]["clearance_rule"].as_str().unwrap();
    assert!(rule.contains("GB 50156"), "{rule}");
    assert_eq!(asked["context"][0]["clearance_parts"][0]["from"], json!("project_equipment"));
}

#[test]
fn land_of_unknown_use_is_a_doubt_where_the_project_keeps_its_distance() {
    let folder = tempfile::tempdir().unwrap();
    let blank = (json!({ "id": "blank", "owner": "them" }), rectangle(0.0, 90.0, 50.0, 20.0));
    site(folder.path(), &[blank]);
    let asked = assessed(folder.path(), &["--use", "fuel_station"]);
    assert!(codes(&asked).contains(&"neighbour_unknown"), "{:?}", codes(&asked));
    let asked =
        assessed(folder.path(), &["--use", "plant_cde", "--neighbour-clearance", "housing=0"]);
    assert!(!codes(&asked).contains(&"neighbour_unknown"), "{:?}", codes(&asked));
}

#[test]
fn what_stays_outside_is_context_until_somebody_moves_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    site(folder, &[]);
    // A main 5 m north of the site that keeps 12 m: 7 m of its 100 m.
    let main = |movable: Value| {
        let line = json!({ "id": "PL", "kind": "oil_gas_transmission_pipeline", "clearance_m": 12,
            "width_m": 0.1, "relocatable": movable });
        write(folder, "facilities.geojson", &[(line, rectangle(-20.0, 85.0, 140.0, 0.1))]);
    };
    let use_of = ["--use", "plant_cde", "--neighbour-clearance", "housing=0"];
    main(Value::Null);
    let asked = assessed(folder, &use_of);
    close(figure(&asked, "/baseline/context_m2"), 7.0 * 100.0);
    close(figure(&asked, "/carve_out/loss_m2"), 0.0);
    assert_eq!(ids(&asked["context"]), ["PL"]);
    main(json!(true));
    let asked = assessed(folder, &use_of);
    close(figure(&asked, "/baseline/context_m2"), 0.0);
    close(figure(&asked, "/carve_out/loss_m2"), 7.0 * 100.0);
    main(Value::Null);
    let asked = assessed(folder, &[&use_of[..], &["--relocate", "PL"]].concat());
    assert_eq!((ids(&asked["obstacles"]), ids(&asked["context"])), (vec!["PL"], vec![]));
    close(figure(&asked, "/carve_out/loss_m2"), 7.0 * 100.0);
}

#[test]
fn a_building_counts_for_the_plot_it_stands_on() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    site(folder, &[]);
    // A house 20 m west of the site, of 10 x 10 m: 30 m around it reach 10 m deep into the site, in the
    // middle part of 10 m straight and beyond that in two segments of a circle of 30 m, 20 m from its centre:
    // 30^2 acos(2/3) - 20 sqrt(500) for both.
    write(
        folder,
        "buildings.geojson",
        &[(json!({ "id": "house" }), rectangle(-30.0, 35.0, 10.0, 10.0))],
    );
    let asked = assessed(
        folder,
        &[
            "--use",
            "plant_cde",
            "--neighbour-clearance",
            "housing=30",
            "--buildings",
            "buildings.geojson",
        ],
    );
    let segments = 900.0 * (2.0_f64 / 3.0).acos() - 20.0 * 500.0_f64.sqrt();
    assert_eq!(ids(&asked["context"]), ["house"]);
    // What is left is trimmed where it is narrower than the minimum width; nothing of it is here, for
    // the sides left beside the zone are 12.6 m long and the minimum is 10 m.
    close(figure(&asked, "/baseline/context_m2"), 100.0 + segments);
}

#[test]
fn a_misspelt_use_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    let asked =
        [&ASKED[..], &["--use", "plant_cde", "--neighbour-clearance", "huosing=30"]].concat();
    carveout_in(folder.path(), asked).refuses(&["huosing", "did you mean \"housing\"?"]);
}

const HOMES_30: [&str; 4] = ["--use", "plant_cde", "--neighbour-clearance", "housing=30"];

#[test]
fn homes_that_reach_into_the_site_keep_their_distance_too() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let homes = |x: f64, y: f64, width: f64, depth: f64| {
        let about = json!({ "id": "H", "owner": "them", "land_use": "0701" });
        (about, rectangle(x, y, width, depth))
    };
    let ten = ["--use", "plant_cde", "--neighbour-clearance", "housing=10"];
    // An enclave of 20 x 20 m, 10 m around it with quarter discs at its corners.
    site(folder, &[homes(70.0, 50.0, 20.0, 20.0)]);
    let asked = assessed(folder, &ten);
    let around = 4.0 * 20.0 * 10.0 + 100.0 * std::f64::consts::PI;
    close(figure(&asked, "/carve_out/ledger/taking_m2"), 400.0 + 100.0);
    close(figure(&asked, "/carve_out/ledger/clearance_m2"), around);
    // Drawn half a metre into the site: 20 m wide, 10 m around it, cut off by the edge of the site.
    site(folder, &[homes(65.0, 79.5, 20.0, 20.0)]);
    let asked = assessed(folder, &ten);
    let expected = 20.0 * 10.0 + 2.0 * (0.5 * 10.0) + 50.0 * std::f64::consts::PI;
    close(figure(&asked, "/carve_out/ledger/clearance_m2"), expected);
}

#[test]
fn what_a_building_is_used_for_is_asked_of_others_only() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let with = |buildings: Value| {
        write(folder, "buildings.geojson", &[(json!({ "id": "B" }), buildings)]);
        assessed(folder, &[&HOMES_30[..], &["--buildings", "buildings.geojson"]].concat())
    };
    let garden = json!({ "id": "garden", "owner": "us", "land_use": "0701" });
    site(folder, &[(garden, rectangle(0.0, -40.0, 100.0, 40.0))]);
    // On land of nobody in the layer, 20 m east of the shop's parcel, 70 m from the site: too far.
    assert!(!codes(&with(rectangle(170.0, 0.0, 10.0, 10.0))).contains(&"neighbour_unknown"));
    // Between the homes and the site's north: nothing says what it is used for.
    assert!(codes(&with(rectangle(10.0, 100.0, 10.0, 10.0))).contains(&"neighbour_unknown"));
    // The project's own house in its own garden.
    let own = with(rectangle(40.0, -40.0, 10.0, 10.0));
    assert_eq!((ids(&own["context"]), codes(&own)), (vec!["homes"], vec![]));
}

#[test]
fn neighbours_that_no_layer_can_show_are_a_doubt() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    let asked: Vec<&str> = "assess site.geojson --format json --rules cn --setback 0 --facilities \
         facilities.geojson --no-layout"
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect();
    let run = carveout_in(folder.path(), [&asked[..], &HOMES_30].concat());
    assert_eq!(codes(&run.json()), ["neighbour_unknown"]);
    let run = carveout_in(folder.path(), [&asked[..], &["--use", "plant_cde"]].concat());
    assert_eq!(run.json()["complete"], json!(true));
}

#[test]
fn two_names_of_one_use_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    let twice = ["--neighbour-clearance", "residential=50"];
    let asked = [&ASKED[..], &HOMES_30, &twice].concat();
    carveout_in(folder.path(), asked).refuses(&["housing", "residential", "both are the use"]);
}

#[test]
fn surroundings_that_take_the_whole_site_are_named() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    let all = ["--use", "plant_cde", "--neighbour-clearance", "housing=150"];
    let asked = assessed(folder.path(), &all);
    close(figure(&asked, "/baseline/usable_m2"), 0.0);
    let said = asked["warnings"].to_string();
    assert!(said.contains("what stays around the site keeps 8,000 m2 free"), "{said}");
}

#[test]
fn the_dossier_lists_what_stays_around() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), &[]);
    let asked: Vec<&str> = ASKED[1..2].iter().chain(&ASKED[4..]).copied().collect();
    let out = ["--lang", "en", "--unit", "m2", "--out", "dossier"];
    let run = carveout_in(folder.path(), [&["dossier"], &asked[..], &HOMES_30, &out].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let text = std::fs::read_to_string(folder.path().join("dossier/dossier.md")).unwrap();
    assert!(text.contains("Surroundings that stay") && text.contains("homes"), "{text}");
    assert!(text.contains("keep 2,400 m² free"), "{text}");
}

#[test]
fn land_that_no_way_leads_to_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    site(folder, &[]);
    // A second part of 50 x 80 m, 20 m east of the first; the road runs along the west of the first.
    let part = |x: f64, width: f64| (json!({}), rectangle(x, 0.0, width, 80.0));
    write(folder, "site.geojson", &[part(0.0, 100.0), part(120.0, 50.0)]);
    write(folder, "roads.geojson", &[(json!({}), rectangle(-10.0, -20.0, 8.0, 120.0))]);
    let run = carveout_in(
        folder,
        "assess site.geojson --format json --rules cn --use plant_cde --setback 0 --no-layout --facilities \
         facilities.geojson --roads roads.geojson"
            .split_whitespace(),
    );
    let asked = run.json();
    close(figure(&asked, "/baseline/usable_m2"), 100.0 * 80.0);
    let warnings = asked["warnings"].as_array().unwrap();
    let said = warnings.iter().find(|one| one["code"] == json!("out_of_reach")).unwrap();
    assert!(said["message"].as_str().unwrap().contains("4,000 m2"), "{said}");
}
