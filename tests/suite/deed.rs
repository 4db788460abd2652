//! The area of the deed beside that of the footprint.

use crate::support::drawn::{rectangle, write};
use crate::support::figures::{codes, figure};
use crate::support::{carveout_in, Run};
use carveout::assess::assess;
use carveout::geo::polygon;
use carveout::loading::Land;
use carveout::settings::site_file::SiteDeed;
use carveout::settings::{Given, SiteFile};
use carveout::units::AreaUnit;
use serde_json::{json, Value};
use std::path::Path;

/// A site of 100 x 60 m, which are 9 mu, on two parcels.
fn site(folder: &Path, deeds: [Value; 2]) {
    write(folder, "site.geojson", &[(json!({ "id": "S" }), rectangle(0.0, 0.0, 100.0, 60.0))]);
    let shed = json!({ "id": "T", "kind": "substation", "clearance_m": 0 });
    write(folder, "facilities.geojson", &[(shed, rectangle(900.0, 900.0, 5.0, 5.0))]);
    let [west, east] = deeds;
    let of = |id: &str, own: bool, deed: Value| json!({ "id": id, "site": own, "DEED": deed });
    let parcels = [
        (of("W", true, west), rectangle(0.0, 0.0, 40.0, 60.0)),
        (of("E", true, east), rectangle(40.0, 0.0, 60.0, 60.0)),
        (of("other", false, json!(77)), rectangle(100.0, 0.0, 60.0, 60.0)),
    ];
    write(folder, "parcels.geojson", &parcels);
}

const ASKED: [&str; 8] = [
    "--rules",
    "cn",
    "--use",
    "office",
    "--facilities",
    "facilities.geojson",
    "--neighbour-clearance",
    "housing=0",
];

fn run(folder: &Path, more: &[&str]) -> Run {
    let asked = ["assess", "site.geojson", "--format", "json", "--no-layout"];
    carveout_in(folder, [&asked[..], &ASKED, more].concat())
}

fn assessed(folder: &Path, more: &[&str]) -> Value {
    let run = run(folder, more);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.json()
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} instead of {expected}");
}

#[test]
fn the_deed_stands_beside_what_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), [Value::Null, Value::Null]);
    assert_eq!(assessed(folder.path(), &[])["site"]["deed"], Value::Null);
    // 9 mu are 6,000 m2.
    let found = assessed(folder.path(), &["--deed-area", "9", "--deed-unit", "mu"]);
    close(figure(&found, "/site/deed/area_m2"), 6_000.0, 1e-6);
    assert_eq!(found["site"]["deed"]["source"], "command_line");
    assert_eq!(found["site"]["deed"]["computed"]["area_m2"], found["site"]["gross_area_m2"]);
    close(figure(&found, "/site/deed/computed/difference_m2"), 0.0, 0.6);
    assert!(!codes(&found).contains(&"deed_differs"), "{:?}", codes(&found));
    // 5,900 m2: 100 m2 more are drawn, 1.7 % of the deed.
    let found = assessed(folder.path(), &["--deed-area", "5900"]);
    close(figure(&found, "/site/deed/computed/difference_m2"), 100.0, 0.6);
    close(figure(&found, "/site/deed/computed/difference"), 100.0 / 5_900.0, 1e-4);
    assert!(codes(&found).contains(&"deed_differs"), "{:?}", codes(&found));
    assert_eq!(found["complete"], json!(false));
    let found = assessed(folder.path(), &["--deed-area", "5900", "--deed-tolerance", "0.02"]);
    assert!(!codes(&found).contains(&"deed_differs"), "{:?}", codes(&found));
    run(folder.path(), &["--deed-area", "0"]).refuses_usage(&["--deed-area", "greater than 0"]);
    run(folder.path(), &["--deed-unit", "morgen"]).refuses_usage(&["m2, mu, ha, acre or sqft"]);
    let text = carveout_in(
        folder.path(),
        [&["assess", "site.geojson", "--deed-area", "5900"][..], &ASKED].concat(),
    );
    assert!(text.stdout.contains("\nDeed area\n  By the deed 5,900.0 m2 (command line)."));
    assert!(text.stdout.contains("(1.69 %) more than the deed."), "{}", text.stdout);
}

#[test]
fn the_projection_of_the_title_measures_as_the_title_does() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), [Value::Null, Value::Null]);
    // The site lies at 109.87 E. 1.5 degrees west of it a meridian of scale 1 makes areas greater by the
    // square of 126.98 km over 6,374.5 km: 3.97e-4; of UTM zone 49 (111 E, 1.13 degrees off, 95.66 km, 0.9996)
    // 0.9996^2 * (1 + 2.25e-4) - 1 = -5.75e-4.
    for (projection, excess) in
        [("+proj=tmerc +lon_0=108.37 +ellps=WGS84", 3.97e-4), ("EPSG:32649", -5.75e-4)]
    {
        let found = assessed(folder.path(), &["--deed-projection", projection]);
        assert_eq!(found["site"]["deed"]["area_m2"], Value::Null);
        assert_eq!(found["site"]["deed"]["projected"]["projection"], projection);
        let projected = figure(&found, "/site/deed/projected/area_m2");
        close(projected / figure(&found, "/site/gross_area_m2") - 1.0, excess, 2e-6);
    }
    // What is drawn is held against the deed as the title measures it: 6,000 m2 on the ellipsoid are 5,996.55.
    let utm = ["--deed-area", "5996.55", "--deed-projection", "EPSG:32649"];
    let found = assessed(folder.path(), &[&utm[..], &["--deed-tolerance", "0.0002"]].concat());
    assert!(!codes(&found).contains(&"deed_differs"), "{:?}", codes(&found));
    run(folder.path(), &["--deed-projection", "EPSG:3857"]).refuses_usage(&["EPSG:3857", "UTM"]);
}

#[test]
fn deed_areas_of_the_own_parcels_are_summed() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), [json!(3.6), json!("5.4")]);
    let asked = ["--parcels", "parcels.geojson", "--map", "deed_area=DEED", "--deed-unit", "mu"];
    let found = assessed(folder.path(), &asked);
    close(figure(&found, "/site/deed/area_m2"), 6_000.0, 1e-6);
    close(figure(&found, "/site/deed/computed/area_m2"), 6_000.0, 0.6);
    assert_eq!(found["site"]["deed"]["parcels"], json!(["W", "E"]));
    assert_eq!(found["site"]["deed"]["source"], "feature");
    // One without a deed area: no sum, and that is said.
    site(folder.path(), [json!(3.6), Value::Null]);
    let found = assessed(folder.path(), &asked);
    assert_eq!(found["site"]["deed"], Value::Null);
    assert!(codes(&found).contains(&"deed_unknown"), "{:?}", codes(&found));
}

#[test]
fn rows_of_a_batch_have_the_deeds_of_their_footprints() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), [Value::Null, Value::Null]);
    let lots = [
        (json!({ "id": "A", "deed_area": 6000 }), rectangle(0.0, 0.0, 100.0, 60.0)),
        (json!({ "id": "B", "deed_area": 8000 }), rectangle(200.0, 0.0, 100.0, 60.0)),
        (json!({ "id": "C" }), rectangle(400.0, 0.0, 100.0, 60.0)),
    ];
    write(folder.path(), "lots.geojson", &lots);
    let asked = ["batch", "lots.geojson", "--output", "rows.ndjson"];
    let run = carveout_in(folder.path(), [&asked[..], &ASKED].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let rows = std::fs::read_to_string(folder.path().join("rows.ndjson")).unwrap();
    let rows: Vec<Value> = rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    close(figure(&rows[0], "/deed_difference"), 0.0, 1e-4);
    close(figure(&rows[1], "/deed_difference"), -0.25, 1e-4);
    assert!(rows[1]["warnings"].as_array().unwrap().contains(&json!("deed_differs")));
    assert_eq!(rows[2]["deed_m2"], Value::Null);
}

#[test]
fn the_library_holds_deed_and_drawing_against_each_other() {
    let footprint = polygon![(x: 109.87, y: 40.6), (x: 109.871, y: 40.6), (x: 109.871, y: 40.601),
        (x: 109.87, y: 40.601)];
    // A meridian at 111 E.
    let projection = Some("EPSG:4525".parse().unwrap());
    let deed =
        SiteDeed { area: Some(1.0), unit: Some(AreaUnit::Ha), projection, ..SiteDeed::default() };
    let case = Land::asked(SiteFile { deed, ..SiteFile::default() }).case(&footprint).unwrap();
    let found = assess(&case).unwrap().deed.unwrap();
    let area = found.area.clone().unwrap();
    assert_eq!((area.value.get(), area.from), (10_000.0, Given::SiteFile));
    // About 84.64 by 111.05 m.
    close(found.computed.get(), 84.64 * 111.05, 2.0);
    let (more, share) = found.difference(found.computed).unwrap();
    close(more, found.computed.get() - 10_000.0, 1e-9);
    close(share, more / 10_000.0, 1e-12);
    assert!(found.by_title().get() > found.computed.get());
    // Zone 25 (75 E) is 35 degrees away: nobody's title is.
    let projection = Some("EPSG:4513".parse().unwrap());
    let deed = SiteDeed { projection, ..SiteDeed::default() };
    let case = Land::asked(SiteFile { deed, ..SiteFile::default() }).case(&footprint).unwrap();
    let refused = assess(&case).unwrap_err().to_string();
    assert!(refused.contains("at 75°") && refused.contains("at 109.87°"), "{refused}");
}

#[test]
fn parcels_of_other_land_than_the_footprint_are_a_doubt() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), [json!(3.6), json!("5.4")]);
    // 80 of the 100 m: the deeds are of 6,000 m2, the footprint has 4,800.
    let lot = rectangle(0.0, 0.0, 80.0, 60.0);
    write(folder.path(), "site.geojson", &[(json!({ "id": "S" }), lot)]);
    let asked = ["--parcels", "parcels.geojson", "--deed-unit", "亩"];
    let mapped = [&asked[..], &["--map", "deed_area=DEED"]].concat();
    let found = assessed(folder.path(), &mapped);
    close(figure(&found, "/site/deed/area_m2"), 6_000.0, 1e-6);
    close(figure(&found, "/site/deed/computed/area_m2"), 4_800.0, 0.6);
    assert!(codes(&found).contains(&"deed_of_other_land"), "{:?}", codes(&found));
    assert!(codes(&found).contains(&"deed_differs"), "{:?}", codes(&found));
    assert_eq!(found["complete"], json!(false));
}

#[test]
fn rounding_is_no_difference_and_a_number_is_a_number() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), [Value::Null, Value::Null]);
    // The corners are rounded to some centimetres.
    let found = assessed(folder.path(), &["--deed-area", "6000", "--deed-tolerance", "0"]);
    assert!(!codes(&found).contains(&"deed_differs"), "{:?}", codes(&found));
    let found = assessed(folder.path(), &["--deed-area", "6010", "--deed-tolerance", "0"]);
    let warnings = found["warnings"].as_array().unwrap();
    let differs = warnings.iter().find(|one| one["code"] == "deed_differs").unwrap();
    assert!(differs["message"].as_str().unwrap().contains("differs by 0.17 %"), "{differs}");
    let by_file = |deed: &str| {
        let said = format!("footprint = \"site.geojson\"\nuse = \"office\"\n[deed]\n{deed}\n");
        std::fs::write(folder.path().join("site.toml"), said).unwrap();
        carveout_in(folder.path(), ["assess", "site.toml", "--format", "json", "--no-layout"])
    };
    by_file("area = \"6000\"").refuses(&["give a number, without quotes or unit"]);
    let found = by_file("area = 9\nunit = \"亩\"").json();
    close(figure(&found, "/site/deed/area_m2"), 6_000.0, 1e-6);
}
