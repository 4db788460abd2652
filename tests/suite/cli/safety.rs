//! What a user has is not destroyed, and what a layer holds does no harm where it is shown.

use crate::support::{carveout_in, Run};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with a site of 300 by 300 m, in files of this id and name.
fn folder_with_site(id: &str, name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ring = [[0.0, 0.0], [0.003, 0.0], [0.003, 0.003], [0.0, 0.003], [0.0, 0.0]];
    let ring = ring.map(|[lon, lat]| [109.84 + lon, 40.62 + lat]);
    let site = json!({ "type": "FeatureCollection", "features": [{
        "type": "Feature", "properties": { "id": id, "name": name },
        "geometry": { "type": "Polygon", "coordinates": [ring] } }] });
    fs::write(folder.path().join("site.geojson"), site.to_string()).unwrap();
    let facilities = json!({ "type": "FeatureCollection", "features": [] });
    fs::write(folder.path().join("facilities.geojson"), facilities.to_string()).unwrap();
    folder
}

fn run(folder: &Path, line: &str) -> Run {
    carveout_in(folder, line.split(' '))
}

#[test]
fn no_output_replaces_an_input_or_another_output() {
    let folder = folder_with_site("S", "site");
    let path = folder.path();
    fs::write(path.join("site.toml"), "footprint = \"site.geojson\"\n").unwrap();
    let before = fs::read(path.join("site.geojson")).unwrap();
    let reads = ["would replace site.geojson, which is read", "name another file"];
    run(path, "map site.geojson -o site.geojson").refuses(&reads);
    run(path, "map site.toml -o ./site.geojson").refuses(&["./site.geojson", reads[0]]);
    run(path, "map site.toml -o site.toml").refuses(&["would replace site.toml"]);
    run(path, "batch site.geojson -o site.geojson").refuses(&reads);
    run(path, "batch site.geojson -o rows.csv --summary site.geojson").refuses(&reads);
    run(path, "batch site.geojson -o rows.csv --summary rows.csv")
        .refuses(&["would replace rows.csv, which is written too"]);
    fs::rename(path.join("facilities.geojson"), path.join("ledger.geojson")).unwrap();
    run(path, "assess site.geojson --facilities ledger.geojson --out .")
        .refuses(&["would replace ledger.geojson, which is read"]);
    run(path, "relocate site.geojson --facility F --within --draw site.geojson").refuses(&reads);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("site.geojson", path.join("link.geojson")).unwrap();
        run(path, "map site.geojson -o link.geojson").refuses(&["link.geojson", reads[0]]);
    }
    assert_eq!(fs::read(path.join("site.geojson")).unwrap(), before);
}

#[test]
fn finished_rows_are_kept_in_no_file_of_another_kind() {
    let folder = folder_with_site("S", "site");
    let path = folder.path();
    let part = path.join("five.geojson.part");
    for resume in ["", " --resume"] {
        fs::write(&part, "notes of mine\n").unwrap();
        run(path, &format!("batch site.geojson -o five.geojson{resume}")).refuses(&[
            "five.geojson.part",
            "no journal of a batch",
            "name another output",
        ]);
        assert_eq!(fs::read_to_string(&part).unwrap(), "notes of mine\n");
    }
    #[cfg(unix)]
    {
        fs::remove_file(&part).unwrap();
        fs::write(path.join("victim"), "{\"carveout_batch\":1}\n").unwrap();
        std::os::unix::fs::symlink("victim", &part).unwrap();
        run(path, "batch site.geojson -o five.geojson").refuses(&["no journal of a batch"]);
        assert_eq!(fs::read_to_string(path.join("victim")).unwrap(), "{\"carveout_batch\":1}\n");
    }
    fs::remove_file(&part).unwrap();
    // What a run that was killed at once leaves is half a head.
    fs::write(&part, "{\"carveout_ba").unwrap();
    assert_eq!(run(path, "batch site.geojson -o five.geojson").code, Some(0));
    assert!(!part.exists());
}

#[cfg(unix)]
#[test]
fn links_modes_and_devices_stay_what_they_are() {
    use std::os::unix::fs::{symlink, FileTypeExt, PermissionsExt};
    let folder = folder_with_site("S", "site");
    let path = folder.path();
    fs::create_dir(path.join("elsewhere")).unwrap();
    let real = path.join("elsewhere/map.svg");
    fs::write(&real, "old").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("elsewhere/map.svg", path.join("map.svg")).unwrap();
    assert_eq!(run(path, "map site.geojson -o map.svg").code, Some(0));
    assert!(fs::symlink_metadata(path.join("map.svg")).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().starts_with("<svg"));
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    symlink("nowhere", path.join("dangling.svg")).unwrap();
    run(path, "map site.geojson -o dangling.svg").refuses(&["leads nowhere"]);
    for line in ["map site.geojson -o /dev/null", "batch site.geojson --format csv -o /dev/null"] {
        let run = run(path, line);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    run(path, "batch site.geojson --format csv --resume -o /dev/null").refuses(&["--resume"]);
}

#[test]
fn a_long_name_of_an_output_is_no_obstacle() {
    let folder = folder_with_site("S", "site");
    let name = format!("{}.svg", "m".repeat(245));
    let run = run(folder.path(), &format!("map site.geojson -o {name}"));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let left: Vec<PathBuf> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left.len(), 3, "no draft is left: {left:?}");
}

#[test]
fn nothing_of_a_layer_steers_a_terminal() {
    let folder = folder_with_site("a\u{1b}[2Jb", "site \u{9b}31m \u{202e}gpj");
    let path = folder.path();
    for line in ["assess site.geojson", "detect site.geojson"] {
        let run = run(path, line);
        assert!(run.stdout.contains("site \\u{9b}31m \\u{202e}gpj"), "{}", run.stdout);
        assert!(run.stdout.chars().all(|c| c == '\n' || !c.is_control()), "{}", run.stdout);
    }
    let json = run(path, "assess site.geojson --format json");
    assert!(json.stdout.chars().all(|c| c == '\n' || !c.is_control()));
    assert_eq!(json.json()["site"]["id"], "a\u{1b}[2Jb", "and it is still what it was");
    assert_eq!(json.json()["site"]["name"], "site \u{9b}31m \u{202e}gpj");
    let refused = run(path, "assess site.geojson --feature \u{1b}[2J");
    refused.refuses(&["\\u{1b}[2J"]);
}

#[test]
fn a_complaint_is_a_sentence_however_much_it_quotes() {
    let folder = folder_with_site("S", "site");
    let long = "x".repeat(3_000_000);
    fs::write(
        folder.path().join("site.toml"),
        format!("footprint = \"site.geojson\"\nuse = \"{long}\"\n"),
    )
    .unwrap();
    let run = run(folder.path(), "assess site.toml");
    run.refuses(&["..."]);
    assert!(run.stderr.len() < 3_000, "{}", run.stderr.len());
}

#[test]
fn a_table_opens_in_a_spreadsheet() {
    let folder = folder_with_site("=1+1", "=HYPERLINK(\"http://example.org\")");
    let path = folder.path();
    assert_eq!(run(path, "batch site.geojson -o rows.csv --bom").code, Some(0));
    let text = fs::read_to_string(path.join("rows.csv")).unwrap();
    assert!(text.starts_with("\u{feff}index,id,name"));
    let line = text.lines().nth(1).unwrap();
    assert!(line.starts_with("0,'=1+1,\"'=HYPERLINK(\"\"http://example.org\"\")\","), "{line}");
    run(path, "batch site.geojson -o rows.ndjson --bom").refuses(&["--bom", ".csv"]);
}

#[test]
fn inputs_without_an_end_or_a_bottom_are_refused() {
    let folder = folder_with_site("S", "site");
    let path = folder.path();
    let write = |name: &str, text: &str| fs::write(path.join(name), text).unwrap();
    let depth = 10_000;
    let nested = |open: &str| format!("{}POINT(1 1){}", open.repeat(depth), ")".repeat(depth));
    write("nested.wkt", &nested("GEOMETRYCOLLECTION("));
    run(path, "assess nested.wkt").refuses(&["nested.wkt", "geometry 0", "brackets", "32 deep"]);
    write("nested.toml", &format!("a = {}{}", "[".repeat(depth), "]".repeat(depth)));
    run(path, "assess nested.toml").refuses(&["nested.toml"]);
    let brackets = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    write("nested.geojson", &format!("{{\"type\":\"FeatureCollection\",\"features\":{brackets}}}"));
    run(path, "assess nested.geojson").refuses(&["nested.geojson"]);
    #[cfg(unix)]
    for line in [
        "assess site.geojson --rules /dev/zero",
        "assess /dev/zero",
        "assess site.geojson --facilities /dev/zero",
    ] {
        run(path, line).refuses(&["/dev/zero"]);
    }
}

#[test]
fn a_geometry_broken_over_many_lines_is_read_once() {
    let folder = folder_with_site("S", "site");
    // A circle of a position a line; a quadratic reader took minutes for it.
    let count = 40_000;
    let position = |n: u32| {
        let angle = std::f64::consts::TAU * f64::from(n % count) / f64::from(count);
        format!("{:.9} {:.9}", 109.84 + 0.002 * angle.cos(), 40.62 + 0.0015 * angle.sin())
    };
    let lines: Vec<String> = (0..=count).map(position).collect();
    let text = format!("# a circle\n\nPOLYGON((\n{}))\nPOINT(1 1)", lines.join(",\n"));
    fs::write(folder.path().join("circle.wkt"), text).unwrap();
    let run = run(folder.path(), "detect circle.wkt --feature 0 --format json");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn a_tangle_is_refused_by_its_feature() {
    let folder = folder_with_site("S", "site");
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as f64 / 2f64.powi(31) * 0.003
    };
    let mut ring: Vec<[f64; 2]> = (0..3_000).map(|_| [109.84 + next(), 40.62 + next()]).collect();
    ring.push(ring[0]);
    let layer = json!({ "type": "Feature", "properties": { "id": "T", "type": "fuel_station" },
        "geometry": { "type": "Polygon", "coordinates": [ring] } });
    fs::write(folder.path().join("tangle.geojson"), layer.to_string()).unwrap();
    for line in ["assess tangle.geojson", "assess site.geojson --facilities tangle.geojson"] {
        run(folder.path(), line).refuses(&["tangle.geojson", "crosses itself"]);
    }
}
