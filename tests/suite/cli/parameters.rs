//! One table of parameters: whatever is given stands in every form of the result, with who gave it.

use crate::support::carveout;
use carveout::language::Language;
use carveout::rules::RulePack;
use carveout::settings::Parameter;
use std::collections::BTreeMap;
use std::fs;

const SITE: &str = "data/magnet-plant/site.toml";

/// Every flag of the table, by its name; the value as typed, and as a page writes it.
fn given() -> BTreeMap<&'static str, [&'static str; 2]> {
    BTreeMap::from([
        ("rules", ["cn", "cn"]),
        ("use", ["plant_cde", "plant_cde"]),
        ("jurisdiction", ["CN-ZJ", "CN-ZJ"]),
        ("condition", ["general_area", "general_area"]),
        ("clearance", ["fuel_station=41", "41 m"]),
        ("neighbour-clearance", ["housing=43", "43 m"]),
        ("setback", ["11", "11 m"]),
        ("setback-road", ["12", "12 m"]),
        ("setback-front", ["13", "13 m"]),
        ("setback-street-side", ["14", "14 m"]),
        ("setback-side", ["9", "9 m"]),
        ("setback-rear", ["8", "8 m"]),
        ("front-road", ["磁材路", "磁材路"]),
        ("setback-beside", ["housing=44", "44 m"]),
        ("deed-area", ["140", "140"]),
        ("deed-unit", ["mu", "mu"]),
        ("deed-projection", ["EPSG:4525", "EPSG:4525"]),
        ("deed-tolerance", ["0.02", "0.02"]),
        ("min-width", ["21", "21 m"]),
        ("min-area", ["1234", "1,234 m"]),
        ("frontage-tolerance", ["16", "16 m"]),
        ("gap-tolerance", ["0.03", "0.03 m"]),
        ("min-way", ["3.5", "3.5 m"]),
        ("building", ["70x40+9", "70 x 40 m, 9 m apart"]),
        ("site-parcels", ["P-001,P-002,P-003,P-004,P-005", "P-001, P-002, P-003, P-004, P-005"]),
        ("owner", ["鹿鸣稀土磁材产业园开发有限公司", "鹿鸣稀土磁材产业园开发有限公司"]),
        ("relocate", ["WTS-01", "WTS-01"]),
        ("land-use-system", ["cn_2023", "cn_2023"]),
        ("available", ["储备,出让", "储备, 出让"]),
        ("search-radius", ["4321", "4,321 m"]),
        ("land-price", ["700..800..950", "800 (700 to 950) per m"]),
    ])
}

fn flags() -> Vec<(Parameter, &'static str)> {
    let all = Parameter::ALL.iter();
    all.filter_map(|parameter| Some((*parameter, parameter.flag()?.long))).collect()
}

/// Flags that say the same thing in two ways, which is refused: all flags but one way, and but the other.
const WITHOUT: [&[&str]; 2] = [&["setback-road"], &["setback-front", "setback-street-side"]];

fn flags_but(without: &[&str]) -> Vec<(Parameter, &'static str)> {
    flags().into_iter().filter(|(_, flag)| !without.contains(flag)).collect()
}

fn command_line(first: &[&str], without: &[&str]) -> Vec<String> {
    let given = given();
    let mut words: Vec<String> = first.iter().map(ToString::to_string).collect();
    for (_, flag) in flags_but(without) {
        words.extend([format!("--{flag}"), given[flag][0].to_owned()]);
    }
    words
}

/// What a page says of a parameter: its label, its value and who gave it, in one line.
fn check_page(page: &str, form: &str, without: &[&str]) {
    let given = given();
    let pack = RulePack::builtin("cn").unwrap();
    for (parameter, flag) in flags_but(without) {
        let label = parameter.label(Language::En);
        let value = match (form, flag) {
            // What is written for readers calls what the rule pack holds by its names.
            ("dossier" | "batch page", "rules") => pack.title(),
            ("dossier" | "batch page", "use") => {
                &pack.proposed_use(given[flag][1]).unwrap().name_en
            }
            ("dossier" | "batch page", "jurisdiction") => "Zhejiang province",
            ("dossier" | "batch page", "condition") => "a power line in a general area",
            _ => given[flag][1],
        };
        let told = page.lines().any(|line| {
            line.contains(label) && line.contains(value) && line.contains("command line")
        });
        assert!(told, "{form} does not say that --{flag} was given\n{page}");
    }
}

#[test]
fn every_flag_stands_in_every_form_of_the_result() {
    for without in WITHOUT {
        stands_in_report_and_json(without);
    }
}

fn stands_in_report_and_json(without: &[&str]) {
    let text = carveout(command_line(&["assess", SITE, "--no-options"], without));
    assert_eq!(text.code, Some(0), "{}", text.stderr);
    let (_, parameters) = text.stdout.split_once("\nParameters\n").unwrap();
    check_page(parameters, "text", without);

    let asked = ["assess", SITE, "--no-options", "--format", "json"];
    let json = carveout(command_line(&asked, without)).json();
    let listed = json["parameters"].as_array().unwrap();
    for (parameter, flag) in flags_but(without) {
        let by_command_line = listed.iter().any(|one| {
            let name = one["name"].as_str().unwrap();
            let same = name.strip_prefix(parameter.name());
            same.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                && one["source"] == "command_line"
        });
        assert!(by_command_line, "JSON does not say that --{flag} was given: {listed:?}");
    }
    // What only a site file can say is there too.
    for name in ["ranges.setback_m", "ranges.clearance_m.waste_transfer_station", "currency"] {
        let one = listed.iter().find(|one| one["name"] == name).unwrap();
        assert_eq!(one["source"], "site_file", "{name}");
    }
}

#[test]
fn every_flag_stands_in_the_dossier() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    for without in WITHOUT {
        let asked = ["dossier", SITE, "--lang", "en", "--out", out];
        let run = carveout(command_line(&asked, without));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let page = fs::read_to_string(folder.path().join("dossier.md")).unwrap();
        check_page(&page, "dossier", without);
    }
}

#[test]
fn every_flag_stands_in_the_page_of_a_batch() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (rows, page) = (at("rows.csv"), at("page.html"));
    for without in WITHOUT {
        let asked = ["batch", SITE, "-o", &rows, "--summary", &page];
        let run = carveout(command_line(&asked, without));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        check_page(&fs::read_to_string(&page).unwrap(), "batch page", without);
    }
}

#[test]
fn help_says_what_each_flag_means_and_its_default() {
    let help = carveout(["assess", "--help"]).stdout;
    for (parameter, flag) in flags() {
        assert!(help.contains(&format!("--{flag} <")), "{flag}");
        let first = parameter.meaning().split_whitespace().take(3).collect::<Vec<_>>().join(" ");
        assert!(help.contains(&first), "--{flag}: {first}\n{help}");
    }
    for default in ["[default: cn]", "[default: industrial]", "[default: 15]", "[default: 10000]"] {
        assert!(help.contains(default), "{default}\n{help}");
    }
}
