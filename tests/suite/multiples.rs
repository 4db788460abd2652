//! A loss is set over what obstacles stand on, like over like.

use crate::support::carveout_in;
use crate::support::drawn::{rectangle, write};
use serde_json::{json, Value};

/// A site of 100 x 100 m with a setback of 10 m, and a pond of some extent on it.
fn carved_out(pond: Value, more: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let site = [(json!({ "id": "S" }), rectangle(0.0, 0.0, 100.0, 100.0))];
    write(folder.path(), "site.geojson", &site);
    let about = json!({
        "id": "P", "kind": "pond", "clearance_m": 0, "severs": false, "needs_access": false,
    });
    write(folder.path(), "facilities.geojson", &[(about, pond)]);
    let asked = ["assess", "site.geojson", "--facilities", "facilities.geojson", "--setback", "10"];
    let run = carveout_in(folder.path(), [&asked, more].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    if more.contains(&"json") {
        run.json()["carve_out"].clone()
    } else {
        json!(run.stdout)
    }
}

fn multipliers(carve_out: &Value) -> [f64; 3] {
    ["multiplier_net", "multiplier_gross", "multiplier"]
        .map(|name| carve_out[name].as_f64().unwrap())
}

fn close(seen: [f64; 3], worked: [f64; 3]) {
    let off = seen.iter().zip(worked).map(|(seen, worked)| (seen - worked).abs());
    assert!(off.fold(0.0, f64::max) < 2e-3, "{seen:?} instead of {worked:?}");
}

#[test]
fn what_stands_in_the_setback_counts_in_gross_figures_only() {
    // 20 x 10 m, half of it in the setback: 100 m2 of usable land are lost and stood on; 200 m2 of the site go
    // and are stood on. The net loss over the gross area would be a half.
    let notch = rectangle(0.0, 40.0, 20.0, 10.0);
    let carved = carved_out(notch, &["--min-width", "1", "--format", "json"]);
    close(multipliers(&carved), [1.0, 1.0, 0.5]);
}

#[test]
fn a_strip_that_is_left_counts_above_the_line() {
    // 100 x 10 m across the site leave a strip of 80 x 10 m, narrower than 15 m. Net: 800 + 800 over 800.
    // Gross: 1,000 + 800 over 1,000. Net over gross: 1,600 over 1,000.
    let band = rectangle(0.0, 20.0, 100.0, 10.0);
    let carved = carved_out(band, &["--min-width", "15", "--format", "json"]);
    close(multipliers(&carved), [2.0, 1.8, 1.6]);
}

#[test]
fn the_answer_sets_usable_land_over_usable_land() {
    let band = || rectangle(0.0, 20.0, 100.0, 10.0);
    let text = carved_out(band(), &["--min-width", "15"]);
    let text = text.as_str().unwrap();
    assert!(text.contains(" 2.0 times the "), "{text}");
    let table: Vec<&str> =
        text.lines().skip_while(|line| !line.starts_with("Loss against land")).skip(2).collect();
    let last = |line: &str| line.split_whitespace().last().map(str::to_owned);
    assert_eq!(
        table[..3].iter().filter_map(|line| last(line)).collect::<Vec<_>>(),
        ["2.0", "1.8", "1.6"],
        "{text}"
    );
    // All of it in the setback: nothing usable stands under it, and nothing is said of times.
    let outside =
        carved_out(rectangle(0.0, 40.0, 8.0, 10.0), &["--min-width", "15", "--format", "json"]);
    assert!(outside["multiplier_net"].is_null(), "{outside}");
    assert_eq!(outside["multiplier"], 0.0);
}
