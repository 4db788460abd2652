//! Ways out agree with each other: what a set of kept obstacles costs is one figure, whoever asks.

use crate::support::drawn::{rectangle, write};
use crate::support::{carveout, carveout_in, Run};
use serde_json::{json, Value};
use std::fs;
use std::path::Path;

fn thing(id: &str, access: bool) -> Value {
    json!({ "id": id, "kind": "substation", "clearance_m": 0, "severs": false,
        "needs_access": access, "access_width_m": 6 })
}

/// A site of 200 x 100 m with its road in the south, and some things on it.
fn site(folder: &Path, things: &[(Value, Value)], more: &str) {
    write(folder, "site.geojson", &[(json!({ "id": "S" }), rectangle(0.0, 0.0, 200.0, 100.0))]);
    write(folder, "facilities.geojson", things);
    write(folder, "roads.geojson", &[(json!({}), rectangle(-50.0, -10.0, 300.0, 10.0))]);
    let text = format!(
        "footprint = \"site.geojson\"\nfacilities = \"facilities.geojson\"\nroads = \"roads.geojson\"\n\
         rules = \"cn\"\nuse = \"plant_cde\"\n{more}"
    );
    fs::write(folder.join("site.toml"), text).unwrap();
}

const NUMBERS: &str = "[layout]\nwanted = false\n[parameters]\nsetback_m = 0\n";

fn assessed(folder: &Path, more: &[&str]) -> Value {
    let run = carveout_in(folder, [&["assess", "site.toml", "--format", "json"], more].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.json()
}

fn number(document: &Value, pointer: &str) -> f64 {
    document.pointer(pointer).and_then(Value::as_f64).expect(pointer)
}

fn option<'a>(document: &'a Value, moved: &[&str]) -> &'a Value {
    let options = document["options"].as_array().unwrap();
    let is_it = |one: &&Value| one["moved"] == json!(moved) && one["within"].is_null();
    options.iter().find(is_it).unwrap()
}

#[test]
fn an_option_loses_what_the_site_loses_without_what_it_moves() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // B lies between A and the road, so the way to A leads around it until B is moved: then it is
    // straight, 60 m long and 6 m wide, and A costs 40 * 20 + 60 * 6.
    let a = (thing("A", true), rectangle(80.0, 60.0, 40.0, 20.0));
    let b = (thing("B", false), rectangle(80.0, 20.0, 40.0, 20.0));
    let money =
        format!("{NUMBERS}[money]\nland_price_per_m2 = 100\n[move.B]\npad_area_m2 = 90000\n");
    site(folder, &[a.clone(), b], &money);
    let all = assessed(folder, &["--relocate", "B"]);
    let moved = number(option(&all, &["B"]), "/loss_m2");
    assert!((moved - 1_160.0).abs() < 0.3, "{moved}");
    let carved = number(&all, "/carve_out/loss_m2");
    assert!(carved > 1_600.0 + 360.0, "{carved}");
    let share = |id: &str, name: &str| {
        let obstacles = all["obstacles"].as_array().unwrap();
        obstacles.iter().find(|one| one["id"] == id).unwrap()[name].as_f64().unwrap()
    };
    // The four that ask for A alone.
    assert_eq!(number(&all, "/relocation/loss_m2"), moved);
    assert!((share("A", "alone_m2") - moved).abs() < 1e-6);
    assert!((share("B", "marginal_m2") - (carved - moved)).abs() < 1e-6);
    write(folder, "facilities.geojson", &[a]);
    let absent = assessed(folder, &["--no-options"]);
    assert!((number(&absent, "/carve_out/loss_m2") - moved).abs() < 1e-6);
    let batch = carveout_in(
        folder,
        [
            "batch",
            "site.geojson",
            "--facilities",
            "facilities.geojson",
            "--roads",
            "roads.geojson",
            "--use",
            "plant_cde",
            "--setback",
            "0",
            "-o",
            "-",
            "--format",
            "ndjson",
        ],
    );
    let row: Value = serde_json::from_str(batch.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(row["loss_m2"].as_f64(), Some(number(&absent, "/carve_out/loss_m2")));
}

#[test]
fn a_site_without_usable_land_says_so_before_all_else() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let a = (thing("A", false), rectangle(80.0, 60.0, 40.0, 20.0));
    let money =
        "[layout]\nwanted = false\n[parameters]\nsetback_m = 5\nmin_width_m = 120\n[money]\n\
                 land_price_per_m2 = 100\n[move.A]\npad_area_m2 = 90000\ncosts = { rebuild = 5 }\n";
    site(folder, &[a], money);
    let text = carveout_in(folder, ["assess", "site.toml"]).stdout;
    let first = text.lines().next().unwrap();
    assert!(
        first.contains("is usable even without obstacles") && !first.contains("times"),
        "{first}"
    );
    assert!(
        text.contains("No land is usable whatever moves, so no option is recommended."),
        "{text}"
    );
    for (lang, said) in [("en", "None of 20,0"), ("zh", "即使没有制约要素也无可用地")]
    {
        let run = carveout_in(folder, ["dossier", "site.toml", "--out", lang, "--lang", lang]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let dossier = fs::read_to_string(folder.join(lang).join("dossier.md")).unwrap();
        assert!(dossier.contains(said) && !dossier.contains("0.0 times"), "{dossier}");
        let map = fs::read_to_string(folder.join(lang).join("map.svg")).unwrap();
        assert!(map.contains("even without obstacles") || map.contains(said), "{lang}");
    }
    let document = assessed(folder, &[]);
    assert!(document["decision"].is_null());
    let codes = document["warnings"].as_array().unwrap().iter().map(|one| &one["code"]);
    assert!(codes.into_iter().any(|code| code == "nothing_usable"));
    let args = [
        "batch",
        "site.geojson",
        "--facilities",
        "facilities.geojson",
        "--use",
        "plant_cde",
        "--setback",
        "5",
        "--min-width",
        "120",
        "-o",
        "-",
        "--format",
        "ndjson",
    ];
    let run = carveout_in(folder, args);
    let row: Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    assert_eq!((&row["status"], &row["loss_share"]), (&json!("nothing_usable"), &Value::Null));
    assert!(run.stderr.contains("1 without usable land even without obstacles"), "{}", run.stderr);
}

#[test]
fn where_the_mean_favours_another_option_than_the_likeliest_figures_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // 40 x 20 m are lost. At the likeliest price of 400 they are worth 320,000, less than the 500,000
    // of a move; at the mean of 300, 400 and 2,000, which is 900, they are worth 720,000.
    let a = (thing("A", false), rectangle(80.0, 60.0, 40.0, 20.0));
    let prices = |price: &str| {
        format!(
            "{NUMBERS}[money]\ndraws = 0\nland_price_per_m2 = {price}\n[move.A]\n\
             pad_area_m2 = 90000\ncosts = {{ rebuild = 500000 }}\n"
        )
    };
    site(folder, std::slice::from_ref(&a), &prices("[300, 400, 2000]"));
    let document = assessed(folder, &[]);
    let decision = &document["decision"];
    assert_eq!(decision["recommended"], "carve_out");
    let answers = decision["otherwise"].as_array().unwrap();
    let by_mean = answers.iter().find(|one| one["counting"] == "mean").unwrap();
    assert_eq!((&by_mean["recommended"], &by_mean["same"]), (&json!("move A"), &json!(false)));
    assert!((number(by_mean, "/total") - 500_000.0).abs() < 1e-6);
    assert!((number(by_mean, "/total_of_recommended") - 720_000.0).abs() < 200.0, "{by_mean}");
    let text = carveout_in(folder, ["assess", "site.toml"]).stdout;
    let said = "Counted by the mean of every figure instead of the mode, move A is best: 500,000 against 7";
    assert!(text.contains(said), "{text}");
    let out = folder.join("dossier");
    let run = carveout_in(folder, ["dossier", "site.toml", "--out", "dossier", "--lang", "en"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let dossier = fs::read_to_string(out.join("dossier.md")).unwrap();
    assert!(dossier.contains(said), "{dossier}");
    site(folder, &[a], &prices("[300, 500]"));
    let answers = assessed(folder, &[])["decision"]["otherwise"].clone();
    let by_mean = answers.as_array().unwrap().iter().find(|one| one["counting"] == "mean").unwrap();
    assert_eq!(by_mean["same"], true);
}

#[test]
fn numbers_that_are_none_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let a = (thing("A", false), rectangle(80.0, 60.0, 40.0, 20.0));
    for (more, words) in [
        ("[money]\ndraws = 4294967295", &["4294967295 draws", "100000"][..]),
        ("[project]\nneeds_land_in_months = nan", &["NaN is no duration"]),
        ("[project]\nneeds_land_in_months = inf", &["inf is no duration"]),
        ("[project]\nneeds_land_in_months = -1", &["-1 is no duration"]),
        ("[move.A]\nmin_served = nan", &["NaN is no share"]),
        ("[move.A]\nmin_served = 1.5", &["1.5 is no share"]),
        ("[move.A.months]\ndays_without_service = -1", &["-1 is no duration"]),
        ("[move.A]\npad_area_m2 = 0", &["a plot of 0 m2"]),
        ("[move.A]\npad_width_m = 0", &["a plot 0 m wide"]),
        ("[move.A]\ncosts = { rebuild = { per_m2 = 1, per_month = 2 } }", &["nothing beside"]),
    ] {
        site(folder, std::slice::from_ref(&a), more);
        let run: Run = carveout_in(folder, ["assess", "site.toml"]);
        assert_eq!(run.code, Some(2), "{more}: {}", run.stdout);
        for word in words {
            assert!(run.stderr.contains(word), "{more}: {}", run.stderr);
        }
    }
}

#[test]
fn twelve_copies_of_a_parcel_share_what_one_costs() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "site.geojson", &[(json!({ "id": "S" }), rectangle(0.0, 0.0, 100.0, 100.0))]);
    // 20 x 20 m in the middle with a setback of 5 m around, round at the corners: 30 * 30 - (4 - pi) * 25.
    let cost = 900.0 - (4.0 - std::f64::consts::PI) * 25.0;
    let copy = |number: usize| {
        (
            json!({ "id": format!("C{number}"), "owner": "others" }),
            rectangle(40.0, 40.0, 20.0, 20.0),
        )
    };
    let mut parcels: Vec<(Value, Value)> = (0..12).map(copy).collect();
    parcels.push((json!({ "id": "own", "owner": "us" }), rectangle(0.0, 0.0, 100.0, 100.0)));
    write(folder, "parcels.geojson", &parcels);
    let args = [
        "assess",
        "site.geojson",
        "--parcels",
        "parcels.geojson",
        "--owner",
        "us",
        "--setback",
        "5",
        "--no-layout",
        "--format",
        "json",
    ];
    let document = carveout_in(folder, args).json();
    assert!((number(&document, "/carve_out/loss_m2") - cost).abs() < 0.2);
    let obstacles = document["obstacles"].as_array().unwrap();
    assert_eq!(obstacles.len(), 12);
    for one in obstacles {
        assert!((one["shapley_m2"].as_f64().unwrap() - cost / 12.0).abs() < 0.02, "{one}");
        assert_eq!(one["marginal_m2"], 0.0);
        assert!(one["shapley_standard_error_m2"].is_null());
    }
}

#[test]
fn many_that_hang_together_are_divided_on_request_only() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Seventy posts of 1 m, 2 m apart, where 5 m are the least width.
    let post = |number: u32| {
        let about = json!({ "id": format!("P{number:02}"), "kind": "substation", "clearance_m": 0,
            "severs": false, "needs_access": false });
        (about, rectangle(10.0 + 2.0 * f64::from(number), 50.0 + f64::from(number % 3), 1.0, 1.0))
    };
    let posts: Vec<(Value, Value)> = (0..70).map(post).collect();
    site(
        folder,
        &posts,
        "[layout]\nwanted = false\n[parameters]\nsetback_m = 0\nmin_width_m = 5\n",
    );
    let document = assessed(folder, &[]);
    assert!(document["obstacles"][0]["shapley_m2"].is_null());
    let warnings = document["warnings"].as_array().unwrap();
    let said = warnings.iter().find(|one| one["code"] == "loss_not_divided").unwrap();
    assert!(said["message"].as_str().unwrap().contains("among the 70 obstacles"), "{said}");
    assert_eq!(document["complete"], true);
    let refused = carveout(["assess", "site.toml", "--attribution", "--no-attribution"]);
    refused.refuses_usage(&["--attribution", "cannot be used with"]);
}
