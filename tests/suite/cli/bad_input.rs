//! Broken input: one sentence and exit code 2, or a counted warning where the rest can go on.
//!
//! `fixtures/invalid/README.md` tells what is wrong with each file.

use crate::support::{carveout, repository, Run};
use serde_json::Value;

const GOOD_FACILITIES: &str = "fixtures/invalid/good/facilities.geojson";
const GOOD_SITE: &str = "fixtures/invalid/good/site.geojson";

fn assess(site: &str, facilities: &str, more: &[&str]) -> Run {
    let mut args = vec!["assess", site, "--facilities", facilities];
    args.extend(["--rules", "cn", "--use", "plant_cde", "--format", "json"]);
    args.extend(more);
    carveout(args)
}

fn number(run: &Run, pointer: &str) -> f64 {
    run.json().pointer(pointer).and_then(Value::as_f64).expect(pointer)
}

fn codes(run: &Run) -> Vec<String> {
    let document = run.json();
    let list = document["warnings"].as_array().unwrap();
    list.iter().map(|warning| warning["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn footprints_that_cannot_be_used_are_refused() {
    for (file, words) in [
        ("empty_file.geojson", &["is not JSON", "empty"][..]),
        ("not_json.geojson", &["is not", "line 1"]),
        ("truncated.geojson", &["truncated"]),
        ("trailing_text.geojson", &["is not JSON", "trailing"]),
        ("nan.geojson", &["is not JSON", "line"]),
        ("overflow.geojson", &["number out of range"]),
        ("not_geojson.geojson", &["is not GeoJSON"]),
        ("unknown_type.geojson", &["Topo"]),
        ("text_coordinates.geojson", &["cannot be read as a footprint"]),
        ("short_position.geojson", &["position"]),
        ("wrong_nesting.geojson", &["cannot be read as a footprint"]),
        ("empty_collection.geojson", &["no features"]),
        ("no_geometry.geojson", &["has a geometry"]),
        ("empty_polygon.geojson", &["geometry"]),
        ("footprint_no_area.geojson", &["no area"]),
        ("short_ring.geojson", &["no area"]),
        ("point_footprint.geojson", &["only points", "polygon"]),
        ("line_footprint.geojson", &["only lines", "polygon"]),
        ("local_grid.geojson", &["573600", "reproject"]),
        ("projected_with_crs_member.geojson", &["EPSG::4547", "reproject"]),
        ("swapped_axes.geojson", &["109.86", "axes swapped"]),
        ("null_island.geojson", &["far from every layer"]),
        ("far_from_layers.geojson", &["far from every layer", "km"]),
        ("unbalanced.wkt", &["is not well-known text"]),
        ("letters.wkt", &["is not well-known text"]),
        ("point.wkt", &["only points"]),
        ("empty.wkt", &["geometry"]),
        ("no_such_file.geojson", &["cannot be read"]),
        ("good", &["is a directory"]),
    ] {
        let run = assess(&format!("fixtures/invalid/{file}"), GOOD_FACILITIES, &[]);
        let mut words = words.to_vec();
        words.push(file);
        run.refuses(&words);
    }
}

#[test]
fn footprints_that_can_be_repaired_are_repaired_and_said() {
    for (file, code, gross) in [
        ("bow_tie.geojson", Some("repaired_geometry"), 10_000.0),
        ("unclosed_ring.geojson", Some("repaired_geometry"), 20_000.0),
        ("spike.geojson", Some("repaired_geometry"), 20_000.0),
        ("hole_outside_shell.geojson", Some("repaired_geometry"), 20_000.0),
        ("mixed_geometry_collection.geojson", Some("skipped_geometry"), 20_000.0),
        ("clockwise_exterior.geojson", None, 20_000.0),
        ("duplicate_vertices.geojson", None, 20_000.0),
        ("three_d.geojson", None, 20_000.0),
        ("bare_geometry.geojson", None, 20_000.0),
        ("bare_feature.geojson", None, 20_000.0),
        ("crs84_member.geojson", None, 20_000.0),
        ("bom.geojson", None, 20_000.0),
        ("utf16.geojson", Some("decoded"), 20_000.0),
        ("crlf.geojson", None, 20_000.0),
        ("touching_polygons.geojson", None, 20_000.0),
        ("geometry_collection.geojson", None, 20_000.0),
        ("nested_geometry_collection.geojson", None, 20_000.0),
        ("good/site.wkt", None, 20_000.0),
        ("good_multi.wkt", None, 20_000.0),
        ("srid_prefix.wkt", None, 20_000.0),
    ] {
        let run = assess(&format!("fixtures/invalid/{file}"), GOOD_FACILITIES, &[]);
        assert_eq!(run.code, Some(0), "{file}: {}", run.stderr);
        assert!((number(&run, "/site/gross_area_m2") - gross).abs() < 0.01, "{file}");
        assert_eq!(codes(&run).first().map(String::as_str), code, "{file}");
    }
    let overlapping = assess("fixtures/invalid/overlapping_polygons.geojson", GOOD_FACILITIES, &[]);
    assert!((number(&overlapping, "/site/gross_area_m2") - 20_000.0).abs() < 0.01);
}

#[test]
fn parts_that_share_an_edge_are_dissolved_before_the_setback() {
    for file in ["touching_polygons.geojson", "geometry_collection.geojson", "good_multi.wkt"] {
        let run =
            assess(&format!("fixtures/invalid/{file}"), GOOD_FACILITIES, &["--setback", "10"]);
        assert!((number(&run, "/baseline/envelope_m2") - 14_400.0).abs() < 0.01, "{file}");
    }
}

#[test]
fn a_facility_that_is_left_out_is_counted_and_named() {
    for (file, code, loss) in [
        ("null_geometry.geojson", Some("null_geometry"), 1_514.159),
        ("duplicate_ids.geojson", Some("duplicate_id"), 2_671.239),
        ("gbk_name.geojson", Some("decoded"), 2_671.239),
        ("missing_id.geojson", None, 2_671.239),
        ("number_id.geojson", None, 2_671.239),
        ("bow_tie_facility.geojson", Some("repaired_geometry"), f64::NAN),
        ("unclosed_facility.geojson", Some("repaired_geometry"), 2_671.239),
        ("flat_facility.geojson", Some("skipped_geometry"), 1_157.080),
        ("empty_facility.geojson", Some("null_geometry"), 1_157.080),
        ("out_of_range_position.geojson", Some("out_of_range_position"), 1_157.080),
        ("swapped_facility.geojson", Some("out_of_range_position"), 1_157.080),
        ("unknown_kind.geojson", Some("unknown_kind"), f64::NAN),
        ("missing_kind.geojson", Some("unknown_kind"), f64::NAN),
        ("negative_clearance.geojson", Some("negative_clearance"), f64::NAN),
        ("text_clearance.geojson", Some("bad_attribute"), f64::NAN),
        ("unknown_part_of.geojson", Some("orphan_equipment"), f64::NAN),
        ("empty_collection.geojson", Some("empty_layer"), 0.0),
    ] {
        let run = assess(GOOD_SITE, &format!("fixtures/invalid/{file}"), &[]);
        assert_eq!(run.code, Some(0), "{file}: {}", run.stderr);
        match code {
            Some(code) => {
                assert!(codes(&run).iter().any(|c| c == code), "{file}: {:?}", codes(&run));
            }
            None => assert_eq!(codes(&run), Vec::<String>::new(), "{file}"),
        }
        let seen = number(&run, "/carve_out/loss_m2");
        assert!(loss.is_nan() || (seen - loss).abs() < 0.3, "{file}: {seen} instead of {loss}");
    }
}

#[test]
fn what_is_not_known_makes_the_result_incomplete() {
    for file in [
        "unknown_kind",
        "missing_kind",
        "negative_clearance",
        "out_of_range_position",
        "null_geometry",
        "empty_collection",
    ] {
        let run = assess(GOOD_SITE, &format!("fixtures/invalid/{file}.geojson"), &[]);
        assert_eq!(run.json()["complete"], false, "{file}");
    }
    assert_eq!(assess(GOOD_SITE, GOOD_FACILITIES, &[]).json()["complete"], true);
    let negative = assess(GOOD_SITE, "fixtures/invalid/negative_clearance.geojson", &[]);
    assert!(number(&negative, "/carve_out/loss_m2") > 1_556.0, "a negative clearance never gives");
}

#[test]
fn facility_layers_that_cannot_be_read_are_refused() {
    for (file, words) in [
        ("nan_facility.geojson", &["is not JSON", "line"][..]),
        ("local_grid.geojson", &["none of its", "reproject"]),
        ("projected_with_crs_member.geojson", &["EPSG::4547"]),
        ("no_such_file.geojson", &["cannot be read"]),
        ("good", &["is a directory"]),
    ] {
        let run = assess(GOOD_SITE, &format!("fixtures/invalid/{file}"), &[]);
        let mut words = words.to_vec();
        words.push(file);
        run.refuses(&words);
    }
}

#[test]
fn site_files_that_cannot_be_understood_are_refused() {
    for (file, words) in [
        ("toml_syntax", &["line"][..]),
        ("bad", &["colour"]),
        ("bad_parameter", &["minimum_width_m"]),
        ("site_toml_no_footprint", &["footprint"]),
        ("site_toml_two_footprints", &["footprint_wkt"]),
        ("site_toml_missing_layer", &["no_such_layer.geojson"]),
        ("site_toml_text_setback", &["line", "five"]),
        ("site_toml_negative_setback", &["-5", "zero or more"]),
        ("site_toml_nan_width", &["NaN"]),
        ("site_toml_negative_road_setback", &["-2", "zero or more"]),
        ("site_toml_aspect_below_one", &["line", "0.5", "1 or more"]),
        ("site_toml_aspect_nan", &["NaN", "1 or more"]),
        ("site_toml_building_too_small", &["0.05x24", "WIDTHxDEPTH", "too small"]),
        ("site_toml_unknown_burden", &["mine", "own"]),
        ("site_toml_negative_clearance", &["-10", "zero or more"]),
        ("site_toml_unknown_rules", &["atlantis", "cn, us, eu"]),
        ("site_toml_unknown_use", &["plant_xyz"]),
        ("site_toml_unknown_relocate", &["no-such-id", "relocate in the site file names"]),
        ("site_toml_unknown_parcel", &["no-such-parcel", "site_parcels in the site file names"]),
    ] {
        let file = format!("fixtures/invalid/{file}.toml");
        carveout(["assess", &file]).refuses(words);
    }
}

#[test]
fn flags_that_mean_nothing_are_refused_by_name() {
    for (flags, word) in [
        (&["--setback", "-1"][..], "-1"),
        (&["--setback", "nan"], "nan"),
        (&["--min-width", "wide"], "wide"),
        (&["--clearance", "fuel_station"], "fuel_station"),
        (&["--clearance", "fuel_station=-3"], "-3"),
        (&["--format", "pdf"], "pdf"),
        (&["--unit", "furlong"], "furlong"),
        (&["--rules", "atlantis"], "atlantis"),
        (&["--use", "moon_base"], "moon_base"),
        (&["--jurisdiction", "Atlantis"], "Atlantis"),
        (&["--condition", "low_tide"], "low_tide"),
        (&["--relocate", "nobody"], "--relocate names \"nobody\""),
        (&["--site-parcels", "P-1"], "--site-parcels names \"P-1\""),
        (&["--feature", "99"], "99"),
    ] {
        let mut args = vec!["assess", GOOD_SITE, "--facilities", GOOD_FACILITIES];
        args.extend(flags);
        let run = carveout(args);
        assert_eq!(run.code, Some(2), "{flags:?}: {}", run.stdout);
        assert!(run.stderr.contains(word), "{flags:?}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn an_id_passes_unharmed_whatever_is_in_it() {
    let odd = "FS: 01 <b>\n\"油\"";
    let mut layer: Value = serde_json::from_str(
        &std::fs::read_to_string(repository("fixtures/invalid/missing_kind.geojson")).unwrap(),
    )
    .unwrap();
    layer["features"][0]["properties"]["id"] = odd.into();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a: b.geojson");
    std::fs::write(&path, layer.to_string()).unwrap();
    let file = path.to_str().unwrap();
    let run = assess(GOOD_SITE, file, &["--setback", "5"]);
    let document = run.json();
    let all = document["warnings"].as_array().unwrap();
    let warning = all.iter().find(|one| !one["feature"].is_null()).unwrap();
    assert_eq!(warning["code"], "unknown_kind");
    assert_eq!((&warning["file"], &warning["feature"]), (&file.into(), &odd.into()));
    let words = "the feature has no kind, so its clearance is not known and none is subtracted";
    assert_eq!(warning["message"], words);
    let args = ["assess", GOOD_SITE, "--facilities", file, "--use", "plant_cde", "--setback", "5"];
    let text = carveout(args).stdout;
    assert!(text.contains(&format!("  - {file}: {odd}: {words}\n")), "{text}");
}
