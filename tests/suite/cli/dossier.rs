//! The dossier: what it says adds up, follows from the numbers, and can be repeated.

use crate::support::{carveout, repository};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

const SITE: &str = "data/magnet-plant/site.toml";

fn written(flags: &[&str], folder: &Path) -> (String, String) {
    let out = folder.to_str().unwrap();
    let run = carveout([&["dossier", SITE, "--out", out], flags].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    (read("dossier.md"), read("dossier.html"))
}

/// Rows of the Markdown tables, cell by cell, without their headers.
fn tables(markdown: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut inside = false;
    for line in markdown.lines() {
        if !line.starts_with('|') {
            inside = false;
            continue;
        }
        // A bar within a cell is escaped.
        let cells: Vec<String> = line
            .trim_matches('|')
            .replace("\\|", "\u{1}")
            .split('|')
            .map(|cell| cell.trim().replace('\u{1}', "|"))
            .collect();
        if !inside {
            tables.push(Vec::new());
            inside = true;
        }
        tables.last_mut().unwrap().push(cells);
    }
    for table in &mut tables {
        table.remove(1);
    }
    tables
}

fn number(cell: &str) -> f64 {
    let digits = cell.split_whitespace().next().unwrap().replace(',', "");
    digits.parse().unwrap_or_else(|error| panic!("{cell}: {error}"))
}

fn table_with<'a>(tables: &'a [Vec<Vec<String>>], head: &str) -> &'a [Vec<String>] {
    let found = tables.iter().find(|table| table[0].iter().any(|cell| cell == head));
    &found.unwrap_or_else(|| panic!("no table has a column {head}"))[1..]
}

/// Tags are opened and closed in order, and text holds no stray mark.
fn check_well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some(start) = rest.find('<') {
        assert!(!rest[..start].contains('>'), "{}", &rest[..start]);
        let end = start + rest[start..].find('>').unwrap();
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "closed out of order");
        } else if !tag.ends_with('/') && name != "meta" {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}

#[test]
fn both_languages_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, chapters) in [("en", "## 10. Uncertainties"), ("zh", "## 十、不确定事项")] {
        let out = folder.path().join(lang);
        let (markdown, html) = written(&["--lang", lang], &out);
        let mut names: Vec<String> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "assessment.json",
                "dossier.html",
                "dossier.md",
                "map.svg",
                "receiving.svg",
                "swings.svg"
            ]
        );
        assert!(markdown.contains(chapters));
        check_well_formed(&html);
        for (name, text) in [("Markdown", &markdown), ("HTML", &html)] {
            for wrong in ["TODO", "NaN", "None", "Some(", "inf ", "_m2", "_m "] {
                assert!(!text.contains(wrong), "{lang} {name} has {wrong}");
            }
        }
        let tables = tables(&markdown);
        assert!(tables.len() > 12, "{} tables", tables.len());
        for table in &tables {
            for row in table {
                assert_eq!(row.len(), table[0].len(), "{row:?}");
                assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
            }
        }
        // Drawings are in the page itself: it can be sent as one file.
        assert_eq!(html.matches("<svg").count(), 3);
        assert!(!html.contains("src="), "something is fetched");
        for reference in ["href=\"", "url("] {
            let mut found = html.split(reference).skip(1);
            assert!(found.all(|to| to.starts_with('#')), "something is fetched");
        }
        // Drawings in one page have ids of their own.
        let mut ids: Vec<&str> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert!(count > 50 && ids.len() == count, "{count} ids, {} of them different", ids.len());
    }
}

#[test]
fn a_chinese_dossier_is_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    let (markdown, _) = written(&["--lang", "zh"], folder.path());
    let body = markdown.split("## 附录").next().unwrap();
    for line in body.lines() {
        if line.starts_with("![") {
            continue;
        }
        // Ids, clauses, units and names of files are Latin; a sentence is not.
        let line = line.replace("data/magnet-plant/facilities.geojson", "");
        // The rule pack has no other name for an industry than its id.
        let line = line.replace("nonferrous_metal", "");
        let words = line.split(|letter: char| !letter.is_ascii_alphabetic());
        let english: Vec<&str> =
            words.filter(|word| word.len() > 3 && word.chars().all(char::is_lowercase)).collect();
        assert!(english.is_empty(), "{english:?} in {line}");
    }
    // What is doubtful is said in full, with its facts.
    let gates = "FS-01：承接地块 P-090 无不通过的条件，但下列条件尚待查明：安全防护间距。";
    assert!(body.contains(gates), "the doubt about the receiving site is not in the dossier");
    for words in ["加油站（二级）", "垃圾转运站（Ⅳ类）"] {
        assert!(body.contains(words), "{words}");
    }
    for (drawing, words) in
        [("map.svg", "项目用地"), ("receiving.svg", "项目用地"), ("swings.svg", "可用地损失")]
    {
        let svg = fs::read_to_string(folder.path().join(drawing)).unwrap();
        // Ids of layers are the same in every language; what is written is not.
        let written: Vec<&str> = svg.split('>').filter_map(|part| part.split('<').next()).collect();
        assert!(written.iter().any(|text| text.contains(words)), "{drawing}");
        for english in ["parcel", "Parcel", "site", "loss", "usable", "clearance"] {
            assert!(written.iter().all(|text| !text.contains(english)), "{drawing}: {english}");
        }
    }
}

#[test]
fn printed_figures_add_up() {
    let folder = tempfile::tempdir().unwrap();
    let (markdown, _) = written(&["--lang", "en"], folder.path());
    let tables = tables(&markdown);
    let lines = table_with(&tables, "usable land");
    for column in [1, 2] {
        let figures: Vec<f64> = lines.iter().map(|row| number(&row[column])).collect();
        let parts: f64 = figures[1..figures.len() - 1].iter().sum();
        assert!((parts - figures[figures.len() - 1]).abs() < 1e-6, "{parts} of {figures:?}");
    }
    assert_eq!(lines.last().unwrap()[1], "19.49 mu");
    let balance = table_with(&tables, "land use");
    for column in [2, 3, 4] {
        let figures: Vec<f64> = balance.iter().map(|row| number(&row[column])).collect();
        let (total, rows) = figures.split_last().unwrap();
        assert_eq!(rows.iter().sum::<f64>(), *total, "{figures:?}");
    }
    assert_eq!(number(&balance.last().unwrap()[4]), 0.0, "land is neither made nor lost");
    for id in ["FS-01", "WTS-01"] {
        let costs = table_with(&tables, "item").iter().filter(|row| row[0] == id);
        let (sum, items): (Vec<_>, Vec<_>) = costs.partition(|row| row[1].starts_with("total"));
        for column in [2, 3, 4] {
            let parts: f64 = items.iter().map(|row| number(&row[column])).sum();
            assert_eq!(parts, number(&sum[0][column]), "{id}");
        }
    }
    for row in table_with(&tables, "total cost") {
        let (money, land, total) = (number(&row[1]), number(&row[2]), number(&row[3]));
        assert!((money + land - total).abs() <= 1.0, "{row:?}");
    }
}

#[test]
fn the_recommendation_follows_from_the_numbers_and_flips_below_break_even() {
    let folder = tempfile::tempdir().unwrap();
    let recommended = |price: &str| {
        let (markdown, _) = written(&["--lang", "en", "--land-price", price], folder.path());
        let tables = tables(&markdown);
        let cheapest = table_with(&tables, "total cost")
            .iter()
            .min_by(|a, b| number(&a[3]).total_cmp(&number(&b[3])))
            .unwrap()[0]
            .clone();
        let said = markdown.split("Recommended: ").nth(1).unwrap();
        let said = said.split(". It recovers").next().unwrap().to_owned();
        assert_eq!(said, cheapest, "at {price}");
        said
    };
    // Even at 1,053 CNY a square metre, as the dossier says at the price of the site file.
    let (markdown, _) = written(&["--lang", "en"], folder.path());
    let even = "At land prices below 1,053 CNY per m², WTS-01 within the site is better.";
    assert!(markdown.contains(even));
    assert_eq!(recommended("1054"), "move FS-01 and WTS-01");
    assert_eq!(recommended("1052"), "WTS-01 within the site");
    assert_eq!(recommended("1"), "carve out");
}

#[cfg(unix)]
#[test]
fn a_shell_reads_the_command_in_it_as_it_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("it's $(echo) `a` \"b\" {c,d} *! \\ # ~ 地块");
    let flags = ["--lang", "en", "--clearance", "fuel_station=20", "--use", "plant_cde"];
    let (markdown, html) = written(&flags, &odd);
    let command = markdown.lines().find_map(|line| line.strip_prefix("    carveout ")).unwrap();
    let read = std::process::Command::new("sh")
        .args(["-c", &format!("printf '%s\\n' {command}")])
        .output()
        .unwrap();
    let words = String::from_utf8(read.stdout).unwrap();
    let given = [&["dossier", SITE, "--out", odd.to_str().unwrap()], &flags[..]].concat();
    assert_eq!(words.lines().collect::<Vec<_>>(), given, "{command}");
    check_well_formed(&html);
}

#[test]
fn the_command_in_it_makes_it_again_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (markdown, html) = written(&["--lang", "zh"], folder.path());
    let command = markdown.lines().find_map(|line| line.strip_prefix("    carveout ")).unwrap();
    let run = carveout(command.split(' '));
    assert_eq!(run.code, Some(0), "{command}: {}", run.stderr);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!((read("dossier.md"), read("dossier.html")), (markdown.clone(), html));
    let tables = tables(&markdown);
    let inputs = table_with(&tables, "SHA-256");
    assert_eq!(inputs.len(), 8, "site file and seven layers");
    for row in inputs {
        let bytes = fs::read(repository(&row[0])).unwrap();
        assert_eq!(number(&row[1]), bytes.len() as f64, "{}", row[0]);
        assert_eq!(row[2], format!("{:x}", Sha256::digest(&bytes)), "{}", row[0]);
    }
}

#[test]
fn names_from_layers_stay_names() {
    let folder = tempfile::tempdir().unwrap();
    let square = |x: f64, y: f64, side: f64| {
        let (a, b) = (x + side, y + side);
        format!("[[[{x},{y}],[{a},{y}],[{a},{b}],[{x},{b}],[{x},{y}]]]")
    };
    let name = r#"<img src=x onerror=alert(1)> | `a` **b** & \"c\" [d](e)"#;
    let facility = format!(
        r#"{{"type":"Feature","properties":{{"id":"<i>","kind":"fuel_station","name":"{name}"}},
            "geometry":{{"type":"Polygon","coordinates":{}}}}}"#,
        square(0.001, 0.001, 0.0002)
    );
    let layer = format!(r#"{{"type":"FeatureCollection","features":[{facility}]}}"#);
    fs::write(folder.path().join("f.geojson"), layer).unwrap();
    let footprint = format!(r#"{{"type":"Polygon","coordinates":{}}}"#, square(0.0, 0.0, 0.003));
    fs::write(folder.path().join("site.geojson"), footprint).unwrap();
    let file = "name = \"<script>alert(1)</script>\"\nfootprint = \"site.geojson\"\n\
                facilities = \"f.geojson\"\nrules = \"cn\"\nuse = \"plant_ab\"\n";
    let site = folder.path().join("site.toml");
    fs::write(&site, file).unwrap();
    let out = folder.path().join("out");
    for lang in ["en", "zh"] {
        let (site, out) = (site.to_str().unwrap(), out.to_str().unwrap());
        let run = carveout(["dossier", site, "--out", out, "--lang", lang]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let html = fs::read_to_string(Path::new(out).join("dossier.html")).unwrap();
        check_well_formed(&html);
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<i>"));
        let markdown = fs::read_to_string(Path::new(out).join("dossier.md")).unwrap();
        assert!(!markdown.contains("<script>") && !markdown.contains(" <img"), "{markdown}");
        for table in tables(&markdown) {
            assert!(table.iter().all(|row| row.len() == table[0].len()), "{table:?}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_is_refused_before_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let out = file.join("out");
    let run = carveout(["dossier", SITE, "--out", out.to_str().unwrap()]);
    run.refuses(&["out"]);
}

/// Prices without a range: what is better lies above the price, and the sentence says so.
#[test]
fn the_price_that_turns_the_answer_is_on_its_right_side() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let site = "fixtures/cases/ways_out/site.toml";
    let run = carveout(["dossier", site, "--out", out, "--lang", "en"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let markdown = fs::read_to_string(folder.path().join("dossier.md")).unwrap();
    // Move a: 100,000 + 1,514 p; move both: 253,000; even at p = 153,000 / 1,514 = 101.
    let words = "At land prices above 101 CNY per m², move a and b is better.";
    assert!(markdown.contains(words), "{markdown}");
    assert!(markdown.contains(
        "No layer of candidate parcels is given, or none lies within the search radius."
    ));
}

/// A doubt about several features says of how many; the dossier once named the first only.
#[test]
fn a_doubt_says_how_many_features_it_is_about() {
    let folder = tempfile::tempdir().unwrap();
    let feature = |id: &str, x: f64| {
        let (a, b) = (x, x + 0.0002);
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","kind":"moon_base"}},"geometry":
                {{"type":"Polygon","coordinates":[[[{a},0.001],[{b},0.001],[{b},0.0012],[{a},0.001]]]}}}}"#
        )
    };
    let features = [feature("a", 0.001), feature("b", 0.002), feature("c", 0.0015)].join(",");
    let layer = format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#);
    fs::write(folder.path().join("f.geojson"), layer).unwrap();
    let file = "footprint_wkt = \"POLYGON((0 0,0.003 0,0.003 0.003,0 0.003,0 0))\"\n\
                facilities = \"f.geojson\"\n";
    let site = folder.path().join("site.toml");
    fs::write(&site, file).unwrap();
    let out = folder.path().join("out");
    for (lang, words) in [("en", "f.geojson: a and 2 more: "), ("zh", "f.geojson：a 等 3 处：")]
    {
        let (site, out) = (site.to_str().unwrap(), out.to_str().unwrap());
        let run = carveout(["dossier", site, "--out", out, "--lang", lang]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let markdown = fs::read_to_string(Path::new(out).join("dossier.md")).unwrap();
        assert!(markdown.contains(words), "{markdown}");
    }
}

/// The demonstration with a fuel station of another id, whose moving nobody gives a figure for.
fn with_fuel_station_called(id: &str, folder: &Path) -> String {
    for entry in fs::read_dir(repository("data/magnet-plant")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let text = text.replace("\"FS-01\"", &format!("\"{id}\""));
        let text = text.replace("moving = [50_000, 100_000]\n", "");
        fs::write(folder.join(path.file_name().unwrap()), text).unwrap();
    }
    folder.join("site.toml").to_str().unwrap().to_owned()
}

#[test]
fn an_id_that_looks_like_a_label_stays_an_id_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let site = with_fuel_station_called("FS: 01", folder.path());
    let out = folder.path().join("out");
    for (lang, expected) in [
        ("zh", ["迁建 FS: 01、WTS-01", "项目：FS: 01 搬迁及临时安置。", "| FS: 01 新建 "]),
        ("en", ["move FS: 01 and WTS-01", "figure: FS: 01: moving.", "| FS: 01: rebuild "]),
    ] {
        let run = carveout(["dossier", &site, "--out", out.to_str().unwrap(), "--lang", lang]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let markdown = fs::read_to_string(out.join("dossier.md")).unwrap();
        for words in expected {
            assert!(markdown.contains(words), "{words}: {markdown}");
        }
    }
    let text = carveout(["assess", &site]).stdout;
    for words in ["> move FS: 01 and WTS-01", "moving of FS: 01", "  FS: 01: soil remediation  "] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let json = carveout(["assess", &site, "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let decision = &json["decision"];
    assert_eq!(decision["recommended"], "move FS: 01 and WTS-01");
    assert_eq!(decision["missing"], serde_json::json!(["FS: 01: moving"]));
    let flips = decision["flips"].as_array().unwrap();
    assert!(flips.iter().any(|flip| flip["what"] == "FS: 01: rebuild"), "{flips:?}");
    let both = json["options"].as_array().unwrap();
    let both = both.iter().find(|one| one["id"] == "move FS: 01 and WTS-01").unwrap();
    assert_eq!(both["moved"], serde_json::json!(["FS: 01", "WTS-01"]));
}
