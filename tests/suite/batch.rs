//! Many footprints at once: the numbers of single assessments, the same bytes whatever the threads
//! and however often it was interrupted, and no row lost to a broken footprint.

use crate::support::town::Town;
use crate::support::{carveout, shared_data, Run};
use carveout::assess::{assess, Case};
use carveout::batch::{Batch, Cause, Observer, Row, Status, FIGURES};
use carveout::language::Language;
use carveout::layer::Columns;
use carveout::settings::site_file::SiteParameters;
use carveout::settings::Settings;
use carveout::settings::SiteFile;
use carveout::units::{Metres, SquareMetres};
use serde_json::{json, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

struct Unwatched;

impl Observer for Unwatched {
    fn done(
        &self,
        _: &Row,
        _: Option<&carveout::assess::Assessment>,
    ) -> Result<(), carveout::batch::Refusal> {
        Ok(())
    }
}

/// Rows of a batch, and what it was asked.
fn rows(file: &SiteFile) -> Vec<Row> {
    let (layers, settings) = Settings::settle(file.clone(), SiteFile::default()).unwrap();
    let batch = Batch::load(&layers, settings, false).unwrap();
    let mut rows = Vec::new();
    let sink = &mut |some: &[Row]| {
        rows.extend_from_slice(some);
        Ok(())
    };
    batch.screen(0, &Unwatched, sink).unwrap();
    rows
}

/// The row of one footprint, assessed by itself.
fn single(file: &SiteFile, number: usize) -> Row {
    let site = SiteFile { feature: Some(number.to_string()), ..file.clone() };
    let (layers, settings) = Settings::settle(site, SiteFile::default()).unwrap();
    let path = file.footprint.as_ref().unwrap().display().to_string();
    let case = Case::load(&layers, settings).unwrap();
    Row::assessed(number, &path, &assess(&case).unwrap())
}

#[test]
#[ignore = "needs ../shared/data"]
fn a_row_of_a_city_in_shared_data_is_the_assessment_of_its_footprint_to_the_last_bit() {
    let city = shared_data("cambridge");
    let columns = [("kind", "TYPE"), ("name", "ProjectName"), ("owner", "ml")];
    let mut file = SiteFile {
        footprint: Some(city.join("special_permit_areas.geojson")),
        parcels: Some(city.join("parcels.geojson")),
        facilities: vec![city.join("misc_structures.geojson")],
        buildings: vec![city.join("buildings.geojson")],
        roads: Some(city.join("roads.geojson")),
        attribution: Some(false),
        layout: carveout::settings::site_file::SiteLayout {
            wanted: Some(false),
            ..Default::default()
        },
        rules: Some("us".to_owned()),
        proposed_use: Some("office".to_owned()),
        parameters: SiteParameters {
            setback_m: Metres::new(3.0).ok(),
            setback_road_m: Metres::new(6.0).ok(),
            min_width_m: Metres::new(12.0).ok(),
            min_area_m2: SquareMetres::new(200.0).ok(),
            ..SiteParameters::default()
        },
        columns: Columns(columns.map(|(a, b)| (a.to_owned(), b.to_owned())).into()),
        ..SiteFile::default()
    };
    let step = if std::env::var("CARVEOUT_CITY").is_ok_and(|v| v == "all") { 1 } else { 24 };
    // With nothing declared, and with every parcel somebody else's.
    for parcels in [None, Some(vec![])] {
        file.site_parcels = parcels;
        let rows = rows(&file);
        assert_eq!(rows.len(), 355);
        let mut compared = 0;
        for row in rows.iter().step_by(step) {
            let assessed = matches!(row.status, Status::Assessed | Status::NothingUsable);
            assert!(assessed, "{row:?}");
            assert_eq!(*row, single(&file, row.index));
            compared += 1;
        }
        eprintln!("{compared} rows compared");
    }
}

#[test]
fn a_row_of_the_demonstration_site_has_the_names_and_numbers_of_assess() {
    let site = "data/magnet-plant/site.toml";
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("row.ndjson");
    let run = carveout(["batch", site, "--layout", "-o", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.starts_with("1 footprint: 1 assessed, 1 of them with obstacles"));
    let row: Value = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
    let whole = carveout(["assess", site, "--format", "json"]).json();
    let carve = &whole["carve_out"];
    for (name, value) in [
        ("gross_area_m2", &whole["site"]["gross_area_m2"]),
        ("envelope_m2", &whole["baseline"]["envelope_m2"]),
        ("baseline_usable_m2", &whole["baseline"]["usable_m2"]),
        ("usable_m2", &carve["usable_m2"]),
        ("nominal_m2", &carve["nominal_m2"]),
        ("loss_m2", &carve["loss_m2"]),
        ("multiplier", &carve["multiplier"]),
        ("multiplier_net", &carve["multiplier_net"]),
        ("multiplier_gross", &carve["multiplier_gross"]),
        ("taking_m2", &carve["ledger"]["taking_m2"]),
        ("clearance_m2", &carve["ledger"]["clearance_m2"]),
        ("access_m2", &carve["ledger"]["access_m2"]),
        ("remnant_m2", &carve["ledger"]["remnant_m2"]),
        ("narrow_m2", &carve["remnant"]["narrow_m2"]),
        ("small_m2", &carve["remnant"]["small_m2"]),
        ("landlocked_m2", &carve["remnant"]["landlocked_m2"]),
        ("loss_low_m2", &carve["range"]["low"]["loss_m2"]),
        ("loss_high_m2", &carve["range"]["high"]["loss_m2"]),
        ("baseline_rectangle_m2", &whole["baseline"]["layout"]["largest_rectangle"]["area_m2"]),
        ("rectangle_m2", &carve["layout"]["largest_rectangle"]["area_m2"]),
    ] {
        assert!(value.is_number(), "assess has {name}");
        assert_eq!(row[name].as_f64(), value.as_f64(), "{name}");
    }
    assert_eq!(row["obstacles"], 2);
    assert_eq!(row["kinds"], json!({ "fuel_station": 1, "waste_transfer_station": 1 }));
    assert_eq!((&row["status"], &row["complete"]), (&json!("assessed"), &json!(true)));
}

fn batch(town: &Town, more: &[&str]) -> Run {
    let mut args = vec!["batch".to_owned(), town.footprints.display().to_string()];
    args.extend(town.flags());
    args.extend(more.iter().map(|word| (*word).to_owned()));
    carveout(args)
}

#[test]
fn threads_do_not_change_a_byte() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::write(folder.path(), 300, |_| None);
    for ending in ["csv", "ndjson", "geojson"] {
        let write = |threads: &str| {
            let out = folder.path().join(format!("{threads}.{ending}"));
            let run = batch(&town, &["--threads", threads, "-o", out.to_str().unwrap()]);
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            fs::read(out).unwrap()
        };
        let one = write("1");
        assert!(one.len() > 30_000);
        assert!(one == write("2") && one == write("7"), "{ending}");
    }
}

/// Starts a batch and kills it as soon as it is `due`; whether it was killed before its end.
fn killed_when(args: &[String], due: impl Fn() -> bool) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_carveout"))
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !due() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let _ = child.kill();
    // A run that came to its end has an exit code.
    child.wait().unwrap().code().is_none()
}

/// The same after a while.
fn killed(args: &[String], after: Duration) -> bool {
    let begun = Instant::now();
    killed_when(args, || begun.elapsed() >= after)
}

/// Runs a batch until its journal holds some rows, and no further.
fn interrupted(args: &[String], out: &Path, part: &Path) {
    let rows = || fs::read_to_string(part).map_or(0, |text| text.lines().count());
    // It may come to its end first, on a machine that has other things to do.
    while !killed_when(args, || rows() >= 2) {
        let _ = (fs::remove_file(out), fs::remove_file(part));
    }
    assert!(rows() >= 2);
}

#[test]
fn however_often_it_is_killed_a_resumed_batch_ends_with_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::write(folder.path(), 900, |_| None);
    let whole = folder.path().join("whole.csv");
    let begun = Instant::now();
    assert_eq!(batch(&town, &["-o", whole.to_str().unwrap()]).code, Some(0));
    let time = begun.elapsed();
    let whole = fs::read(whole).unwrap();

    let out = folder.path().join("out.csv");
    let part = folder.path().join("out.csv.part");
    let mut args = vec!["batch".to_owned(), town.footprints.display().to_string()];
    args.extend(town.flags());
    args.extend(["--resume", "-o", out.to_str().unwrap()].map(str::to_owned));
    let (mut kills, mut seed, mut grown) = (0, 1u64, 0);
    while kills < 20 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let length = || fs::metadata(&part).map_or(0, |about| about.len());
        let before = length();
        if killed(&args, time.mul_f64((seed >> 40) as f64 / 16_777_216.0)) {
            kills += 1;
            grown += u32::from(length() > before && before > 0);
        }
        // It came to its end before the blow: what is there is whole. Begin anew.
        if out.exists() {
            assert!(fs::read(&out).unwrap() == whole);
            fs::remove_file(&out).unwrap();
        }
    }
    assert!(grown > 0, "some run went on from an earlier one");
    // A line that a kill has cut in two is no row.
    if part.exists() {
        let text = fs::read(&part).unwrap();
        fs::write(&part, &text[..text.len() - text.len().min(7)]).unwrap();
    }
    let run = batch(&town, &["--resume", "-o", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(fs::read(&out).unwrap() == whole);
    assert!(!part.exists());
}

#[test]
fn a_journal_of_another_question_is_not_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::write(folder.path(), 400, |_| None);
    let out = folder.path().join("out.csv");
    let mut args = vec!["batch".to_owned(), town.footprints.display().to_string()];
    args.extend(town.flags());
    args.extend(["-o", out.to_str().unwrap()].map(str::to_owned));
    let part = folder.path().join("out.csv.part");
    interrupted(&args, &out, &part);
    let journal = fs::read(&part).unwrap();
    let run = batch(&town, &["--min-area", "50", "--resume", "-o", out.to_str().unwrap()]);
    run.refuses(&["out.csv.part", "other footprints, layers or parameters", "without --resume"]);
    assert_eq!(fs::read(&part).unwrap(), journal, "and it is still there");
    let run = batch(&town, &["--min-area", "50", "-o", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "begun anew: {}", run.stderr);
}

#[test]
fn a_resumed_batch_draws_the_maps_of_rows_that_were_done_before() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::write(folder.path(), 300, |_| None);
    let out = folder.path().join("out.csv");
    let mut args = vec!["batch".to_owned(), town.footprints.display().to_string()];
    args.extend(town.flags());
    args.extend(["-o", out.to_str().unwrap()].map(str::to_owned));
    let part = folder.path().join("out.csv.part");
    interrupted(&args, &out, &part);
    let maps = folder.path().join("maps");
    let flags = ["--resume", "--maps", maps.to_str().unwrap(), "-o", out.to_str().unwrap()];
    let run = batch(&town, &flags);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(fs::read_dir(&maps).unwrap().count(), 300);
}

/// Every sort of footprint that cannot be used, and what its row says.
fn broken(number: usize) -> Option<Value> {
    let (lon, lat) = crate::support::town::place(number);
    let at = |x: f64, y: f64| json!([lon + x, lat + y]);
    let polygon = |ring: Vec<Value>| json!({ "type": "Polygon", "coordinates": [ring] });
    Some(match number {
        n if n % 100 != 50 => return None,
        n if n % 700 == 50 => Value::Null,
        n if n % 700 == 150 => {
            polygon(vec![at(0.0, 0.0), at(1e-3, 0.0), at(2e-3, 0.0), at(0.0, 0.0)])
        }
        n if n % 700 == 250 => {
            json!({ "type": "LineString", "coordinates": [at(0.0, 0.0), at(1e-3, 0.0)] })
        }
        n if n % 700 == 350 => {
            polygon(vec![json!([200.0, 40.0]), json!([201.0, 40.0]), json!([200.0, 41.0])])
        }
        n if n % 700 == 450 => json!({ "type": "Polygon", "coordinates": [] }),
        n if n % 700 == 550 => json!({ "type": "Blob", "coordinates": [] }),
        // A bow tie is repaired.
        _ => {
            polygon(vec![at(0.0, 0.0), at(1e-3, 1e-3), at(1e-3, 0.0), at(0.0, 1e-3), at(0.0, 0.0)])
        }
    })
}

#[test]
fn one_in_a_hundred_broken_costs_no_other_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::write(folder.path(), 10_000, broken);
    let out = folder.path().join("out.ndjson");
    let run = batch(&town, &["-o", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let text = fs::read_to_string(&out).unwrap();
    let rows: Vec<Row> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 10_000);
    let (mut refused, mut repaired) = (0, 0);
    for (number, row) in rows.iter().enumerate() {
        assert_eq!(row.index, number);
        match broken(number) {
            None => {
                assert_eq!((row.status, row.repaired), (Status::Assessed, false), "{row:?}");
                assert_eq!(
                    (&*row.id, &*row.name),
                    (&*format!("S{number}"), &*format!("地块 {number}"))
                );
                let obstacles = row.figures.obstacles;
                assert_eq!(obstacles, Some(usize::from(number % 3 != 0)), "{row:?}");
            }
            Some(_) if number % 700 == 650 => {
                assert_eq!((row.status, row.repaired), (Status::Assessed, true), "{row:?}");
                repaired += 1;
            }
            Some(_) => {
                assert_eq!(row.status, Status::Refused, "{row:?}");
                let words = match number % 700 {
                    50 => "has no geometry",
                    150 => "no area",
                    250 => "only lines",
                    350 => "(200, 40)",
                    450 => "no geometry",
                    _ => "Blob",
                };
                let reason = row.reason.as_ref().unwrap();
                assert!(reason.contains(words) && reason.contains("feature"), "{reason}");
                assert!(FIGURES.iter().all(|figure| figure.of(&row.figures).is_none()));
                refused += 1;
            }
        }
    }
    assert_eq!((refused, repaired), (86, 14));
    let first = run.stdout.lines().next().unwrap();
    assert!(first.contains("10000 footprints: 9914 assessed"), "{first}");
    assert!(first.contains("14 repaired; 86 refused"), "{first}");
    assert!(run.stdout.lines().count() >= 6, "a line for each reason: {}", run.stdout);
}

#[test]
fn a_cause_is_counted_once_whatever_files_and_features_are_called() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a: feature 9: b (id \"c\"): d.geojson");
    let line = json!({ "type": "LineString", "coordinates": [[109.0, 40.0], [109.1, 40.0]] });
    let features = ["x", "y: z", "feature 1: (id \"q\"): "].map(
        |id| json!({ "type": "Feature", "id": id, "properties": { "id": id }, "geometry": line }),
    );
    fs::write(&path, json!({ "type": "FeatureCollection", "features": features }).to_string())
        .unwrap();
    let rows = rows(&SiteFile { footprint: Some(path.clone()), ..SiteFile::default() });
    let cause = "has only lines; a footprint must be a polygon or a multi-polygon";
    let counted = |language| carveout::report::batch::summary::reasons(&rows, language);
    assert_eq!(counted(Language::En), [(cause.to_owned(), 3)].into());
    let zh = "仅有线；地块须为面或多面";
    assert_eq!(counted(Language::Zh), [(zh.to_owned(), 3)].into());
    let reason = rows[1].reason.as_ref().unwrap();
    assert_eq!(*reason, format!("{}: feature 1 (id \"y: z\"): {cause}", path.display()));
}

/// Two footprints in metres of a projected grid have the same fault, whatever their coordinates.
#[test]
fn a_cause_is_counted_once_whatever_the_coordinates_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grid.geojson");
    let features = [500_000.0, 600_000.0].map(|x| {
        let ring = [[x, 4.0e6], [x + 100.0, 4.0e6], [x, 4.0001e6], [x, 4.0e6]];
        let geometry = json!({ "type": "Polygon", "coordinates": [ring] });
        json!({ "type": "Feature", "properties": {}, "geometry": geometry })
    });
    fs::write(&path, json!({ "type": "FeatureCollection", "features": features }).to_string())
        .unwrap();
    let rows = rows(&SiteFile { footprint: Some(path), ..SiteFile::default() });
    assert!(rows[1].reason.as_ref().unwrap().contains("600000"), "{:?}", rows[1].reason);
    assert_eq!(rows.iter().map(|row| row.cause).collect::<Vec<_>>(), [Some(Cause::NotDegrees); 2]);
    let counted = carveout::report::batch::summary::reasons(&rows, Language::Zh);
    let zh = "坐标不可能是经纬度；请转换为 WGS 84（EPSG:4326）";
    assert_eq!(counted, [(zh.to_owned(), 2)].into());
}

#[test]
fn a_file_that_ends_in_a_feature_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::write(folder.path(), 20, |_| None);
    let out = folder.path().join("out.csv");
    for file in [&town.footprints, &town.facilities, &town.roads] {
        let whole = fs::read(file).unwrap();
        fs::write(file, &whole[..whole.len() * 2 / 3]).unwrap();
        let run = batch(&town, &["-o", out.to_str().unwrap()]);
        run.refuses(&[&file.display().to_string(), "ends in the middle"]);
        assert!(!out.exists() && !folder.path().join("out.csv.part").exists());
        fs::write(file, whole).unwrap();
    }
}

fn table(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn the_worst_come_first_and_a_condition_sets_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::write(folder.path(), 60, |_| None);
    let out = folder.path().join("out.csv");
    let path = out.to_str().unwrap();
    let maps = folder.path().join("maps");
    let page = folder.path().join("page.html");
    let (maps_at, page_at) = (maps.to_str().unwrap(), page.to_str().unwrap());
    assert_eq!(batch(&town, &["-o", path]).code, Some(0));
    let all = table(&out);
    let column = |name: &str| all[0].iter().position(|title| title == name).unwrap();
    let (loss, share) = (column("loss_m2"), column("loss_share"));
    let number = |row: &[String], at: usize| row[at].parse::<f64>().unwrap();
    let mut losses: Vec<f64> = all[1..].iter().map(|row| number(row, loss)).collect();
    losses.sort_by(|a, b| b.total_cmp(a));

    let run = batch(&town, &["--top", "5", "-o", path]);
    assert_eq!(run.code, Some(0));
    let top: Vec<f64> = table(&out)[1..].iter().map(|row| number(row, loss)).collect();
    assert_eq!(top, losses[..5]);
    let run = batch(&town, &["--by", "usable_m2", "-o", path]);
    assert_eq!((run.code, table(&out).len()), (Some(0), 61));

    let above = all[1..].iter().filter(|row| number(row, share) > 0.7).count();
    assert!(above > 0 && above < 40, "{above}");
    let drawn = ["--maps", maps_at, "--maps-of", "flagged", "--summary", page_at];
    let mut more = vec!["--fail-on", "loss_share > 0.7", "-o", path];
    more.extend(drawn);
    let run = batch(&town, &more);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.contains(&format!("{above} with loss_share > 0.7")), "{}", run.stdout);
    let files: Vec<PathBuf> =
        fs::read_dir(&maps).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), above);
    assert!(files.iter().all(|file| fs::read_to_string(file).unwrap().starts_with("<svg")));
    let read = || fs::read_to_string(&page).unwrap();
    let chinese = |text: &str| text.contains(|letter| ('一'..='鿿').contains(&letter));
    let (_, body) = read().split_once("<h1>").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert!(body.contains("<dd>60</dd>") && body.contains("waste transfer station"), "{body}");
    // Names of the sites apart, it is in one language.
    let name = |line: &str| line.starts_with("<tr><td>S");
    assert!(!body.lines().any(|line| chinese(line) && !name(line)), "{body}");
    batch(&town, &["-o", path, "--summary", page_at, "--lang", "zh"]);
    let headings = read();
    let mut headings = headings.split("<h2>").skip(1).map(|rest| rest.split('<').next().unwrap());
    assert!(headings.clone().count() > 4 && headings.all(chinese), "{}", read());
    assert_eq!(batch(&town, &["--fail-on", "loss_share > 2", "-o", path]).code, Some(0));

    batch(&town, &["--by", "loss", "-o", path]).refuses_usage(&["no field is called", "loss_m2"]);
    batch(&town, &["--fail-on", "loss_m2", "-o", path]).refuses_usage(&["FIELD > NUMBER"]);
    batch(&town, &["-o", "out.xlsx"]).refuses(&["out.xlsx", ".csv, .ndjson or .geojson"]);
    batch(&town, &["--feature", "3", "-o", path]).refuses(&["--feature", "assess"]);
    batch(&town, &["--threads", "0", "-o", path]).refuses(&["--threads 0"]);
    batch(&town, &["--resume", "-o", "-"]).refuses(&["--resume", "output file"]);
    batch(&town, &["--maps", maps_at, "--maps-of", "flagged", "-o", path]).refuses(&["--fail-on"]);
}

#[test]
fn rows_go_to_standard_output_in_the_form_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::write(folder.path(), 3, |number| (number == 1).then_some(Value::Null));
    let run = batch(&town, &["-o", "-"]);
    assert_eq!((run.code, run.stdout.lines().count()), (Some(0), 4), "{}", run.stdout);
    assert!(run.stderr.contains("3 footprints: 2 assessed"), "{}", run.stderr);
    let run = batch(&town, &["-o", "-", "--format", "geojson"]);
    let features = run.json()["features"].as_array().unwrap().clone();
    assert_eq!(features.len(), 3);
    assert_eq!(features[0]["geometry"]["type"], "Polygon");
    assert_eq!(features[1]["geometry"], Value::Null);
    assert_eq!(features[1]["properties"]["status"], "refused");
}
