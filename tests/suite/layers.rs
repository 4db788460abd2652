//! Layers as people have them: in other encodings and forms, cut at a page, with ids that do not tell
//! their features apart, and names that are nearly right. Through library and binary.
//!
//! One scene for all: a site of 200 by 100 m with a setback of 5 m, so 190 * 90 = 17,100 m2, and a plot
//! of 40 by 40 m in the middle that keeps nobody away and bounds nothing: 1,600 m2 are lost.

use crate::support::figures::codes;
use crate::support::{carveout, Run};
use carveout::assess::{assess, Case};
use carveout::geometry::{Frame, LonLat};
use carveout::settings::{Settings, SiteFile};
use geo::Coord;
use serde_json::{json, Value};
use std::fs;
use std::path::{Path, PathBuf};

const LOSS: f64 = 1_600.0;

/// What the flags of [`Scene::run`] ask for, as a site file.
const ASKED: &str = "
    use = \"plant_cde\"
    attribution = false
    layout.wanted = false
    parameters.setback_m = 5.0
";

/// A rectangle of the plane, in degrees around a place.
fn block_at(lon: f64, lat: f64, [west, south, east, north]: [f64; 4]) -> Value {
    let frame = Frame::centred_on(LonLat { lon, lat }).unwrap();
    let corner = |x, y| {
        let at = frame.unproject(Coord { x, y });
        [at.lon, at.lat]
    };
    let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)];
    json!({ "type": "Polygon", "coordinates": [ring.map(|(x, y)| corner(x, y))] })
}

fn block(corners: [f64; 4]) -> Value {
    block_at(109.87, 40.6, corners)
}

fn feature(properties: &Value, geometry: &Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

fn collection(features: &[Value]) -> Value {
    json!({ "type": "FeatureCollection", "features": features })
}

const SITE: [f64; 4] = [-100.0, -50.0, 100.0, 50.0];
const PLOT: [f64; 4] = [-20.0, -20.0, 20.0, 20.0];

/// The plot in the middle, with an id and a name.
fn plot(id: &str, name: &str) -> Value {
    let about = json!({ "id": id, "kind": "fuel_station", "grade": "2", "name": name,
        "clearance_m": 0, "severs": false, "needs_access": false });
    feature(&about, &block(PLOT))
}

struct Scene {
    folder: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { folder: tempfile::tempdir().unwrap() };
        let site = feature(&json!({ "id": "site" }), &block(SITE));
        scene.write("site.geojson", collection(&[site]).to_string());
        scene.write("fac.geojson", collection(&[plot("FS-01", "station")]).to_string());
        scene
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the binary says of the site with these flags; names of files that are there become paths.
    fn run(&self, command: &str, flags: &[&str]) -> Run {
        let path = |word: &&str| {
            let path = self.path(word);
            if path.exists() {
                path.display().to_string()
            } else {
                (*word).to_owned()
            }
        };
        let mut args = vec![command.to_owned()];
        args.extend(flags.iter().map(path));
        args.extend(["--setback", "5", "--no-layout", "--no-attribution"].map(str::to_owned));
        args.extend(["--use", "plant_cde"].map(str::to_owned));
        carveout(args)
    }

    fn assess(&self, flags: &[&str]) -> Value {
        let run = self.run("assess", &[&["site.geojson", "--format", "json"], flags].concat());
        assert_eq!(run.code, Some(0), "{flags:?}: {}", run.stderr);
        run.json()
    }

    fn refuses(&self, flags: &[&str], words: &[&str]) {
        self.run("assess", &[&["site.geojson", "--format", "json"], flags].concat()).refuses(words);
    }

    /// The same by the library, with one facility layer.
    fn by_library(&self, facilities: &Path) -> Value {
        let asked = SiteFile {
            footprint: Some(self.path("site.geojson")),
            facilities: vec![facilities.to_owned()],
            ..toml::from_str(ASKED).unwrap()
        };
        let (layers, settings) = Settings::settle(asked, SiteFile::default()).unwrap();
        let case = Case::load(&layers, settings).unwrap();
        serde_json::from_str(&carveout::report::json::report(&assess(&case).unwrap())).unwrap()
    }
}

fn loss(document: &Value) -> f64 {
    document["carve_out"]["loss_m2"].as_f64().unwrap()
}

fn warning<'a>(document: &'a Value, code: &str) -> &'a Value {
    let warnings = document["warnings"].as_array().unwrap();
    warnings
        .iter()
        .find(|one| one["code"] == code)
        .unwrap_or_else(|| panic!("{code}: {warnings:?}"))
}

#[track_caller]
fn close(seen: f64, expected: f64) {
    assert!((seen - expected).abs() < 0.02, "{seen} instead of {expected}");
}

#[test]
fn a_layer_is_read_in_whatever_encoding_it_is() {
    let scene = Scene::new();
    for (name, encoding) in [
        ("东河区稀土路加油站，位于项目用地中央", "GBK"),
        ("東河區稀土路加油站，位於專案用地中央", "Big5"),
        ("ガソリンスタンドは敷地の中央にあります", "Shift_JIS"),
        ("Tankstelle an der Gewässerstraße in der Größe", "windows-1252"),
        ("東河区の給油所", "UTF-16LE"),
        ("東河区の給油所", "UTF-16BE"),
    ] {
        let text = collection(&[plot("FS-01", name)]).to_string();
        let units = format!("\u{FEFF}{text}").encode_utf16().collect::<Vec<u16>>();
        let bytes: Vec<u8> = match encoding {
            "UTF-16LE" => units.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
            "UTF-16BE" => units.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
            other => encoding_rs::Encoding::for_label(other.as_bytes())
                .unwrap()
                .encode(&text)
                .0
                .into_owned(),
        };
        scene.write("coded.geojson", &bytes);
        let document = scene.assess(&["--facilities", "coded.geojson"]);
        close(loss(&document), LOSS);
        assert_eq!(document["obstacles"][0]["name"], name, "{encoding}");
        assert_eq!(codes(&document), ["decoded"], "{encoding}");
        assert!(warning(&document, "decoded")["message"].as_str().unwrap().contains(encoding));
        assert_eq!(document["complete"], true, "names do not move the number");
        let library = scene.by_library(&scene.path("coded.geojson"));
        assert_eq!(library["obstacles"], document["obstacles"]);
    }
}

#[test]
fn features_one_after_the_other_are_read() {
    let scene = Scene::new();
    let far = feature(&json!({ "id": "far", "kind": "well" }), &block([900.0, 0.0, 910.0, 10.0]));
    let features = [plot("FS-01", "station"), far];
    let lines: Vec<String> = features.iter().map(Value::to_string).collect();
    let records = format!("\u{1E}{}\n", lines.join("\n\u{1E}"));
    let mut heights = features.clone();
    for ring in heights.iter_mut().map(|one| &mut one["geometry"]["coordinates"][0]) {
        for position in ring.as_array_mut().unwrap() {
            position.as_array_mut().unwrap().push(Value::Null);
        }
    }
    let heights = collection(&heights).to_string();
    for (name, text) in [
        ("lines.geojsonl", lines.join("\n")),
        ("lines.json", format!("{}\r\n\r\n", lines.join("\r\n"))),
        ("records.geojsons", records),
        ("heights.geojson", heights),
    ] {
        scene.write(name, &text);
        let document = scene.assess(&["--facilities", name]);
        close(loss(&document), LOSS);
        assert_eq!(codes(&document), Vec::<&str>::new(), "{name}");
        assert_eq!(loss(&scene.by_library(&scene.path(name))), loss(&document), "{name}");
    }
    // A sequence that is cut is refused as any file that is.
    scene.write("cut.geojsonl", &lines.join("\n")[..lines[0].len() + 40]);
    scene.refuses(
        &["--facilities", "cut.geojsonl"],
        &["cut.geojsonl", "ends in the middle, after 1 whole"],
    );
}

#[test]
fn files_of_other_formats_are_named() {
    let scene = Scene::new();
    let esri = json!({ "geometryType": "esriGeometryPolygon", "spatialReference": { "wkid": 4326 },
        "features": [{ "attributes": { "id": "a" }, "geometry": { "rings": [] } }] });
    for (name, bytes, words) in [
        ("fac.gz", &b"\x1F\x8B\x08\x00\x00"[..], "packed by gzip"),
        ("fac.zip", b"PK\x03\x04\x14\x00", "zip archive"),
        ("fac.shp", b"\x00\x00\x27\x0A\x00\x00", "shapefile"),
        ("fac.gpkg", b"SQLite format 3\0\x10\x00", "GeoPackage"),
        ("fac.parquet", b"PAR1\x15\x04", "Parquet"),
        ("fac.kml", b"<?xml version=\"1.0\"?><kml xmlns=\"x\"></kml>", "KML"),
        ("fac.html.geojson", b"<!DOCTYPE html><html></html>", "web page"),
        ("fac_esri.json", esri.to_string().as_bytes(), "Esri JSON"),
        ("fac_topo.json", b"{\"type\":\"Topology\",\"objects\":{}}", "TopoJSON"),
    ] {
        scene.write(name, bytes);
        scene.refuses(&["--facilities", name], &[name, words]);
    }
}

#[test]
fn half_a_layer_is_said_and_leaves_the_result_incomplete() {
    let scene = Scene::new();
    let features = json!([plot("FS-01", "station")]).to_string();
    let kind = "\"type\":\"FeatureCollection\"";
    for members in [
        format!("{kind},\"exceededTransferLimit\":true,\"features\":{features}"),
        format!("{kind},\"features\":{features},\"exceededTransferLimit\":true"),
        format!("{kind},\"properties\":{{\"exceededTransferLimit\":true}},\"features\":{features}"),
        format!("\"features\":{features},\"numberMatched\":12,\"numberReturned\":1,{kind}"),
        format!("{kind},\"totalFeatures\":12,\"features\":{features}"),
        format!("{kind},\"features\":{features},\"links\":[{{\"rel\":\"next\",\"href\":\"x\"}}]"),
    ] {
        scene.write("part.geojson", format!("{{{members}}}"));
        let document = scene.assess(&["--facilities", "part.geojson"]);
        close(loss(&document), LOSS);
        assert_eq!(
            (codes(&document), &document["complete"]),
            (vec!["partial_layer"], &json!(false))
        );
        let part = warning(&document, "partial_layer")["message"].as_str().unwrap();
        assert!(!members.contains("12") || part.contains("1 of 12 features"), "{part}");
        assert_eq!(codes(&scene.by_library(&scene.path("part.geojson"))), ["partial_layer"]);
        let rows = scene.run(
            "batch",
            &[
                "site.geojson",
                "--facilities",
                "part.geojson",
                "--output",
                "-",
                "--format",
                "ndjson",
            ],
        );
        let row: Value = serde_json::from_str(&rows.stdout).unwrap();
        assert_eq!(
            (&row["complete"], &row["warnings"]),
            (&json!(false), &json!(["partial_layer"]))
        );
    }
    scene.write("whole.geojson", format!("{{{kind},\"numberMatched\":1,\"features\":{features}}}"));
    assert_eq!(scene.assess(&["--facilities", "whole.geojson"])["complete"], true);
}

#[test]
fn a_usual_number_of_features_is_a_hint_only() {
    let scene = Scene::new();
    let far = feature(&json!({ "id": "x", "kind": "well" }), &block([900.0, 0.0, 910.0, 10.0]));
    let mut features = vec![far; 999];
    features.push(plot("FS-01", "station"));
    scene.write("many.geojson", collection(&features).to_string());
    let document = scene.assess(&["--facilities", "many.geojson"]);
    assert_eq!((codes(&document), &document["complete"]), (vec!["page_limit"], &json!(true)));
}

#[test]
fn what_nobody_looked_for_is_not_reported_as_absent() {
    let scene = Scene::new();
    let nothing = scene.assess(&[]);
    assert_eq!(loss(&nothing), 0.0);
    assert_eq!((codes(&nothing), &nothing["complete"]), (vec!["no_facility_layer"], &json!(false)));
    scene.write("empty.geojson", collection(&[]).to_string());
    let empty = scene.assess(&["--facilities", "empty.geojson"]);
    assert_eq!((codes(&empty), &empty["complete"]), (vec!["empty_layer"], &json!(false)));
    let lost = json!({ "type": "Feature", "properties": { "kind": "well" }, "geometry": null });
    scene.write("lost.geojson", collection(&[plot("FS-01", ""), lost]).to_string());
    let lost = scene.assess(&["--facilities", "lost.geojson"]);
    assert_eq!((codes(&lost), &lost["complete"]), (vec!["null_geometry"], &json!(false)));
    // In memory, an empty list is a statement.
    let land = carveout::loading::Land::new().facilities(Vec::<geojson::Feature>::new());
    let footprint: geojson::Geometry = serde_json::from_value(block(SITE)).unwrap();
    assert!(assess(&land.case(footprint).unwrap()).unwrap().complete());
}

#[test]
fn many_features_as_one_site_are_said() {
    let scene = Scene::new();
    let halves = [[-100.0, -50.0, 0.0, 50.0], [0.0, -50.0, 100.0, 50.0], [300.0, 0.0, 350.0, 50.0]];
    let halves = halves.map(|corners| feature(&json!({}), &block(corners)));
    scene.write("two.geojson", collection(&halves[..2]).to_string());
    scene.write("three.geojson", collection(&halves).to_string());
    let of = |file: &str| {
        scene.run("assess", &[file, "--facilities", "fac.geojson", "--format", "json"]).json()
    };
    let two = of("two.geojson");
    close(loss(&two), LOSS);
    assert_eq!((codes(&two), &two["complete"]), (vec!["several_features"], &json!(true)));
    let three = of("three.geojson");
    assert_eq!((codes(&three), &three["complete"]), (vec!["features_apart"], &json!(false)));
    let words = warning(&three, "features_apart")["message"].as_str().unwrap();
    assert!(words.contains("3 features") && words.contains("2 places"), "{words}");
}

#[test]
fn a_rule_pack_for_another_part_of_the_world_is_said() {
    let scene = Scene::new();
    let site = |lon, lat| collection(&[feature(&json!({}), &block_at(lon, lat, SITE))]).to_string();
    let fac = |lon, lat| {
        let about = json!({ "id": "a", "kind": "fuel_station", "clearance_m": 0, "severs": false });
        collection(&[feature(&about, &block_at(lon, lat, PLOT))]).to_string()
    };
    for (place, (lon, lat), fits) in [
        ("Boston", (-71.06, 42.36), Some("--rules us")),
        ("Joetsu", (138.25, 37.15), Some("none of the built-in packs")),
        ("Hamburg", (10.0, 53.55), Some("--rules eu")),
        ("Baotou", (109.87, 40.6), None),
        ("Haikou", (110.3, 20.0), None),
        ("Harbin", (126.6, 45.8), None),
        ("Urumqi", (87.6, 43.8), None),
    ] {
        scene.write("there.geojson", site(lon, lat));
        scene.write("fac_there.geojson", fac(lon, lat));
        let run = |more: &[&str]| {
            let flags = ["there.geojson", "--facilities", "fac_there.geojson", "--format", "json"];
            scene.run("assess", &[&flags, more].concat()).json()
        };
        let assumed = run(&[]);
        let chosen = run(&["--rules", "cn"]);
        let Some(fits) = fits else {
            assert!(!codes(&assumed).iter().any(|code| code.starts_with("rules_")), "{place}");
            continue;
        };
        let words = warning(&assumed, "rules_assumed")["message"].as_str().unwrap();
        assert!(words.contains(fits), "{place}: {words}");
        assert_eq!(assumed["complete"], false, "{place}");
        warning(&chosen, "rules_elsewhere");
        assert_eq!(chosen["complete"], true, "{place}: somebody chose it");
    }
}

/// The site's parcel and, in its corner (40, 10) to (100, 50), one of somebody else: it takes 55 * 35 =
/// 1,925 of the envelope, and its setback 55 * 5 + 35 * 5 and a quarter round, 469.635: 2,394.635 lost.
fn parcels(own: &Value, other: &Value) -> String {
    let (west, east) = (block([-100.0, -50.0, 40.0, 50.0]), block([40.0, -50.0, 100.0, 10.0]));
    let corner = block([40.0, 10.0, 100.0, 50.0]);
    collection(&[feature(own, &west), feature(own, &east), feature(other, &corner)]).to_string()
}

const CORNER: f64 = 2_394.635;

#[test]
fn an_owner_is_the_same_however_the_name_is_spelt() {
    let scene = Scene::new();
    for (registered, called) in [
        ("ACME HOLDINGS, L.L.C.", &["--owner", "Acme Holdings LLC"][..]),
        ("甲（包头）公司", &["--owner", "甲(包头)公司"]),
        ("ＡＣＭＥ　Holdings", &["--owner", "acme holdings"]),
        ("Acme", &["--owner", "A. Neighbour's Sister", "--owner", "ACME"]),
    ] {
        let other = json!({ "id": "2", "owner": "A Neighbour's Sister" });
        let other = if called.len() > 2 { other } else { json!({ "id": "2", "owner": "B" }) };
        scene.write("par.geojson", parcels(&json!({ "id": "1", "owner": registered }), &other));
        let document = scene.assess(&[&["--parcels", "par.geojson"], called].concat());
        let expected = if called.len() > 2 { 0.0 } else { CORNER };
        assert!((loss(&document) - expected).abs() < 0.06, "{registered}: {}", loss(&document));
    }
}

#[test]
fn an_owner_whom_nobody_knows_is_refused_with_the_nearest() {
    let scene = Scene::new();
    let own = json!({ "id": "1", "owner": "Acme Holdings LLC" });
    scene.write("par.geojson", parcels(&own, &json!({ "id": "2", "owner": "B" })));
    let flags = ["--parcels", "par.geojson", "--owner"];
    let with = |owner| [&flags[..], &[owner]].concat();
    scene.refuses(&with("Acme Holding LLC"), &["--owner", "did you mean \"Acme Holdings LLC\"?"]);
    scene.refuses(&with("Acme"), &["--owner", "did you mean \"Acme Holdings LLC\"?"]);
    scene.refuses(&with("Zenith"), &["--owner names \"Zenith\"", "par.geojson"]);
    scene.refuses(&["--owner", "Acme"], &["--owner names \"Acme\"", "no parcel layer is given"]);
    // A column of another name is suggested.
    scene.write("capital.geojson", parcels(&json!({ "id": "1", "OWNER": "Acme" }), &json!({})));
    let flags = ["--parcels", "capital.geojson", "--owner", "Acme"];
    scene.refuses(&flags, &["--map owner=OWNER"]);
    let mapped = scene.assess(&[&flags[..], &["--map", "owner=OWNER"]].concat());
    assert!((loss(&mapped) - CORNER).abs() < 0.06);
}

#[test]
fn a_neighbour_who_is_nearly_called_as_the_owner_is_a_doubt() {
    let scene = Scene::new();
    let own = json!({ "owner": "Acme Holdings LLC" });
    scene.write("par.geojson", parcels(&own, &json!({ "id": "2", "owner": "Acme Holding LLC" })));
    let flags =
        ["--parcels", "par.geojson", "--facilities", "fac.geojson", "--owner", "Acme Holdings LLC"];
    let document = scene.assess(&flags);
    assert!((loss(&document) - CORNER - LOSS).abs() < 0.06, "{}", loss(&document));
    assert_eq!((codes(&document), &document["complete"]), (vec!["owner_nearly"], &json!(false)));
}

#[test]
fn parcels_that_share_a_number_are_told_apart() {
    let scene = Scene::new();
    let (own, other) = (json!({ "id": "7", "owner": "A" }), json!({ "id": "7", "owner": "B" }));
    scene.write("par.geojson", parcels(&own, &other));
    let flags = ["--parcels", "par.geojson", "--facilities", "fac.geojson"];
    let by_owner = scene.assess(&[&flags[..], &["--owner", "A"]].concat());
    assert!((loss(&by_owner) - CORNER - LOSS).abs() < 0.06, "{}", loss(&by_owner));
    assert_eq!((codes(&by_owner), &by_owner["complete"]), (vec!["duplicate_id"], &json!(true)));
    let ids: Vec<_> =
        by_owner["obstacles"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["7 (#2)", "FS-01"]);
    // By the number all of them are taken, and that is a doubt; by what one is called, that one.
    let all = scene.assess(&[&flags[..], &["--site-parcels", "7"]].concat());
    close(loss(&all), LOSS);
    assert_eq!(all["complete"], false);
    assert_eq!(
        warning(&all, "ambiguous_id")["message"].as_str().unwrap().matches("7 (#").count(),
        3
    );
    let some = scene.assess(&[&flags[..], &["--site-parcels", "7 (#0),7 (#1)"]].concat());
    assert_eq!(some["carve_out"], by_owner["carve_out"]);
}

#[test]
fn facilities_that_share_an_id_are_told_apart() {
    let scene = Scene::new();
    let about = json!({ "id": "0", "kind": "fuel_station", "grade": "2", "clearance_m": 0,
        "severs": false, "needs_access": false });
    let left = feature(&about, &block([-60.0, -20.0, -20.0, 20.0]));
    let right = feature(&about, &block([20.0, -20.0, 50.0, 20.0]));
    scene.write("twice.geojson", collection(&[left, right]).to_string());
    let of = |ids: &str| scene.assess(&["--facilities", "twice.geojson", "--relocate", ids]);
    let both = of("0");
    close(loss(&both), 1_600.0 + 1_200.0);
    assert_eq!(both["relocation"]["moved"], json!(["0 (#0)", "0 (#1)"]));
    close(both["relocation"]["recovered_m2"].as_f64().unwrap(), 2_800.0);
    warning(&both, "duplicate_id");
    warning(&both, "ambiguous_id");
    let one = of("0 (#1)");
    assert_eq!(one["relocation"]["moved"], json!(["0 (#1)"]));
    close(one["relocation"]["recovered_m2"].as_f64().unwrap(), 1_200.0);
}

#[test]
fn equipment_of_a_shared_id_belongs_to_the_nearest() {
    let scene = Scene::new();
    let about = json!({ "id": "0", "kind": "fuel_station", "grade": "2" });
    let left = feature(&about, &block([-90.0, -20.0, -50.0, 20.0]));
    let right = feature(&about, &block([50.0, -20.0, 90.0, 20.0]));
    let tank = json!({ "id": "t", "kind": "fuel_station", "part_of": "0", "part": "buried_tank" });
    let tank = feature(&tank, &block([68.0, -2.0, 72.0, 2.0]));
    scene.write("tank.geojson", collection(&[left, right, tank]).to_string());
    let document = scene.assess(&["--facilities", "tank.geojson"]);
    let from = |number: usize| {
        let parts = document["obstacles"][number]["clearance_parts"].as_array().unwrap();
        parts.iter().any(|part| part["from"] == "equipment")
    };
    assert_eq!((from(0), from(1)), (false, true));
    assert_eq!(warning(&document, "ambiguous_id")["feature"], "t");
}

#[test]
fn footprints_that_share_an_id_are_said_in_a_batch() {
    let scene = Scene::new();
    let far = block([300.0, -50.0, 500.0, 50.0]);
    let sites = [("A", block(SITE)), ("A", far), ("B", block([600.0, 0.0, 700.0, 50.0]))];
    let sites = sites.map(|(id, at)| feature(&json!({ "id": id }), &at));
    scene.write("sites.geojson", collection(&sites).to_string());
    let rows = scene.run(
        "batch",
        &["sites.geojson", "--facilities", "fac.geojson", "--output", "-", "--format", "ndjson"],
    );
    let rows: Vec<Value> =
        rows.stdout.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    let warned: Vec<bool> = rows
        .iter()
        .map(|row| row["warnings"].as_array().unwrap().contains(&json!("duplicate_id")))
        .collect();
    assert_eq!(warned, [true, true, false]);
}

#[test]
fn misspelt_kinds_and_columns_are_refused_with_the_nearest() {
    let scene = Scene::new();
    let flags = ["--facilities", "fac.geojson"];
    let with = |more: &[&'static str]| [&flags[..], more].concat();
    let meant = "did you mean \"fuel_station\"?";
    scene
        .refuses(&with(&["--clearance", "fuel_staton=30"]), &["--clearance", "fuel_staton", meant]);
    scene.refuses(&with(&["--map", "kidn=TYPE"]), &["--map kidn=TYPE", "did you mean \"kind\"?"]);
    scene.refuses(&with(&["--map", "name=nam"]), &["--map name=nam", "did you mean \"name\"?"]);
    for (table, named) in [
        ("[clearance_m]\nfuel_staton = 30", "clearance_m in the site file"),
        ("[burden]\nfuel_staton = \"own\"", "burden in the site file"),
        ("[ranges.clearance_m]\nfuel_staton = [10, 30]", "ranges.clearance_m in the site file"),
        ("[move.fuel_staton]\npad_area_m2 = 100", "[move.fuel_staton]"),
    ] {
        let text = format!("footprint = \"site.geojson\"\nfacilities = \"fac.geojson\"\n{table}\n");
        scene.write("site.toml", text);
        scene.run("assess", &["site.toml"]).refuses(&[named, meant]);
    }
    // A kind that is nowhere and like none may be of another site.
    let unused = scene.assess(&with(&["--clearance", "kiln=30"]));
    close(loss(&unused), LOSS);
    assert_eq!((codes(&unused), &unused["complete"]), (vec!["unused_key"], &json!(false)));
    // One that a layer has is known, whatever the pack says, and so is an alias.
    assert_eq!(scene.assess(&with(&["--clearance", "加油站=0"]))["complete"], true);
}

#[test]
fn columns_under_other_names_are_suggested() {
    let scene = Scene::new();
    for (column, id) in [("KIND", "OBJECTID"), ("设施类型", "Id"), ("FACILITY_TYPE", "PARCEL_ID")]
    {
        let about = json!({ id: 7, column: "fuel_station", "severs": false });
        scene.write("cased.geojson", collection(&[feature(&about, &block(PLOT))]).to_string());
        let document = scene.assess(&["--facilities", "cased.geojson"]);
        let kind = warning(&document, "unknown_kind")["message"].as_str().unwrap();
        assert!(kind.contains(&format!("--map kind={column}")), "{kind}");
        let hint = warning(&document, "column_like")["message"].as_str().unwrap();
        assert!(hint.contains(&format!("--map id={id}")), "{hint}");
        assert_eq!(document["complete"], false);
        let (kind, id) = (format!("kind={column}"), format!("id={id}"));
        let mapped = scene.assess(&["--facilities", "cased.geojson", "--map", &kind, "--map", &id]);
        assert_eq!(
            (&mapped["obstacles"][0]["id"], &mapped["obstacles"][0]["kind"]),
            (&json!("7"), &json!("fuel_station"))
        );
        assert!(
            !codes(&mapped).contains(&"column_like") && !codes(&mapped).contains(&"unknown_kind")
        );
    }
}
