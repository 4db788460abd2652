//! Remnants at partial value: what is left over may still be green or parking, if the plan has a use for it.

use crate::support::carveout_in;
use crate::support::drawn::{rectangle, write};
use serde_json::{json, Value};
use std::fs;
use std::path::Path;

/// A site of 100 x 100 m, across which a pond of 100 x 10 m leaves a strip of 100 x 10 m, narrower than 15 m. Lost:
/// 1,000 m2 under the pond and 1,000 m2 of the strip.
fn site(folder: &Path, remnant: &str) {
    write(folder, "site.geojson", &[(json!({ "id": "S" }), rectangle(0.0, 0.0, 100.0, 100.0))]);
    let about = json!({
        "id": "P", "kind": "pond", "clearance_m": 0, "severs": false, "needs_access": false,
    });
    write(folder, "facilities.geojson", &[(about, rectangle(0.0, 10.0, 100.0, 10.0))]);
    let text = format!(
        "footprint = \"site.geojson\"\nfacilities = \"facilities.geojson\"\n\
         [parameters]\nsetback_m = 0\nmin_width_m = 15\n{remnant}"
    );
    fs::write(folder.join("site.toml"), text).unwrap();
}

fn carved_out(remnant: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), remnant);
    let run = carveout_in(folder.path(), ["assess", "site.toml", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.json()["carve_out"].clone()
}

fn close(seen: &Value, worked: f64) {
    let seen = seen.as_f64().unwrap();
    assert!((seen - worked).abs() < 2e-3 * worked.abs().max(1.0), "{seen} instead of {worked}");
}

fn partial(remnant: &str, low: f64, mid: f64, high: f64) -> Value {
    let carved = carved_out(remnant);
    let partial = &carved["loss_partial_m2"];
    close(&partial["low"], low);
    close(&partial["mid"], mid);
    close(&partial["high"], high);
    close(&carved["loss_m2"], 2_000.0);
    carved["remnants"].clone()
}

#[test]
fn where_no_use_is_given_the_loss_lies_between_nothing_and_full_value() {
    let carved = carved_out("");
    let ends = &carved["loss_partial_m2"];
    close(&ends["low"], 1_000.0);
    close(&ends["high"], 2_000.0);
    assert!(ends["mid"].is_null());
    let strip = &carved["remnants"][0];
    assert_eq!(
        (&strip["no"], &strip["reason"], &strip["class"]),
        (&json!(1), &json!("narrow"), &json!("edge"))
    );
    assert!(strip["use"].is_null());
    close(&strip["area_m2"], 1_000.0);
    close(&strip["loss_m2"], 1_000.0);
    assert!((strip["width_m"].as_f64().unwrap() - 10.0).abs() < 0.15, "{strip}");
}

#[test]
fn green_keeps_its_share_up_to_the_quota_of_the_plan() {
    // 1,000 m2 at 0.4.
    let served = partial("[remnant.green]\nvalue_share = 0.4\n", 1_600.0, 1_600.0, 1_600.0);
    assert_eq!(served[0]["use"], "green");
    close(&served[0]["value_share"], 0.4);
    close(&served[0]["loss_m2"], 600.0);
    // 5 % of 10,000 m2: 500 m2 at 0.4.
    let served =
        partial("[remnant.green]\nvalue_share = 0.4\nquota = 0.05\n", 1_800.0, 1_800.0, 1_800.0);
    close(&served[0]["served"][0]["area_m2"], 500.0);
    close(&served[0]["value_share"], 0.2);
}

#[test]
fn the_more_valuable_use_takes_first() {
    // 3 % are 300 m2 of parking at 0.5; the other 700 m2 are green at 0.2: 150 + 140 kept.
    let served = partial(
        "[remnant.green]\nvalue_share = 0.2\n[remnant.parking]\nvalue_share = 0.5\nquota = 0.03\n",
        1_710.0,
        1_710.0,
        1_710.0,
    );
    let uses: Vec<&str> = served[0]["served"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["use"].as_str().unwrap())
        .collect();
    assert_eq!(uses, ["parking", "green"]);
    assert_eq!(served[0]["use"], "parking");
}

#[test]
fn a_value_that_is_not_known_for_sure_gives_a_range() {
    // 0.2 to 0.4 of 1,000 m2.
    partial("[remnant.green]\nvalue_share = [0.2, 0.4]\n", 1_600.0, 1_700.0, 1_800.0);
}

#[test]
fn an_empty_list_is_as_none_given() {
    let green = "[remnant.green]\nvalue_share = 0.4\nplaces = []\nreasons = []\n";
    partial(green, 1_600.0, 1_600.0, 1_600.0);
}

#[test]
fn what_is_too_narrow_for_a_use_or_out_of_reach_does_not_serve_it() {
    for unfit in [
        "min_width_m = 12",
        "min_area_m2 = 1200",
        "places = [\"enclosed\"]",
        "reasons = [\"small\"]",
    ] {
        let served = partial(
            &format!("[remnant.green]\nvalue_share = 0.4\n{unfit}\n"),
            2_000.0,
            2_000.0,
            2_000.0,
        );
        assert!(served[0]["use"].is_null(), "{unfit}: {served}");
    }
}

#[test]
fn the_report_tells_both_ends_and_what_serves() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), "[remnant.green]\nvalue_share = [0.2, 0.4]\nquota = 0.015\n");
    let text = carveout_in(folder.path(), ["assess", "site.toml"]).stdout;
    for words in [
        "With the uses given for remnants 1,9",
        "1.5 %",
        "30 % (20 % to 40 %)",
        "if they are worth nothing",
        "value of remnants, of usable land: green",
        "quota of remnants, of the site: green",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let asked = ["dossier", "site.toml", "--lang", "zh", "--out", "dossier"];
    let run = carveout_in(folder.path(), asked);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let page = fs::read_to_string(folder.path().join("dossier/dossier.md")).unwrap();
    assert!(page.contains("按所给边角地用途折算"), "{page}");
    let map = carveout_in(folder.path(), ["map", "site.toml", "--lang", "zh", "-o", "-"]);
    assert!(map.stdout.contains("1 号 "), "{}", map.stderr);
}

#[test]
fn a_share_beyond_one_and_an_unknown_use_are_refused() {
    for (remnant, why) in [
        ("[remnant.green]\nvalue_share = 1.2\n", "from 0 to 1"),
        ("[remnant.green]\nvalue_share = 0.2\nquota = 3\n", "no share of the site"),
        ("[remnant.golf]\nvalue_share = 0.2\n", "golf"),
        ("[remnant.green]\nquota = 0.2\n", "value_share"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        site(folder.path(), remnant);
        let run = carveout_in(folder.path(), ["assess", "site.toml"]);
        assert_eq!(run.code, Some(2), "{remnant}");
        assert!(run.stderr.contains(why), "{remnant}: {}", run.stderr);
    }
}
