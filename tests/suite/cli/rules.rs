//! `carveout rules`.

use crate::support::carveout;
use std::fs;

#[test]
fn packs_list_what_they_know() {
    for pack in ["cn", "us", "eu"] {
        let run = carveout(["rules", "list", "--rules", pack]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stdout.contains("fuel_station") && run.stdout.contains("housing"));
        let sound = carveout(["rules", "validate", &format!("data/rules/{pack}.toml")]);
        assert_eq!(sound.code, Some(0), "{}{}", sound.stdout, sound.stderr);
    }
}

#[test]
fn a_kind_is_shown_with_clause_and_status() {
    let run = carveout(["rules", "show", "加油站"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for words in ["15.5 m", "table 4.0.4", "partly_verified", "recalled"] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
    let json = carveout(["rules", "show", "fuel_station", "--json"]).json();
    assert!(json["clearances"].as_array().unwrap().len() > 50);
    carveout(["rules", "show", "space_port"]).refuses(&["space_port", "fuel_station"]);
}

#[test]
fn every_defect_of_a_pack_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("mine.toml");
    let good = fs::read_to_string(crate::support::repository("data/rules/us.toml")).unwrap();
    fs::write(&pack, good.replacen("distance_m = 3.048", "distance_m = -3.048", 2)).unwrap();
    let run = carveout(["rules", "validate", pack.to_str().unwrap()]);
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.lines().count() >= 2, "{}", run.stdout);
    assert!(run.stdout.lines().all(|line| line.contains("mine.toml")), "{}", run.stdout);
    fs::write(&pack, "schema = ").unwrap();
    carveout(["rules", "validate", pack.to_str().unwrap()])
        .refuses(&["mine.toml:1", "not a TOML file"]);
    carveout(["rules", "validate", "no_such_pack.toml"]).refuses(&["cannot be read"]);
}

#[test]
fn a_pack_of_ones_own_replaces_the_built_in_ones() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("mine.toml");
    fs::copy(crate::support::repository("data/rules/cn.toml"), &pack).unwrap();
    let site = "data/magnet-plant/site.toml";
    let own = carveout(["assess", site, "--format", "json", "--rules", pack.to_str().unwrap()]);
    let built_in = carveout(["assess", site, "--format", "json"]);
    assert_eq!(own.json()["carve_out"], built_in.json()["carve_out"], "{}", own.stderr);
}
