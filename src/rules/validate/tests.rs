use super::super::pack::RulePack;

const SMALL: &str = r#"
schema = "carveout/rules/1"
region = "XX"
title = "a small pack"
default_conditions = ["dry"]

[[condition]]
id = "dry"
group = "weather"
means = "dry"

[[part]]
id = "site"
name_en = "whole plot"
name_zh = "用地边界"

[[receptor]]
id = "building"
means = "any building"

[[use]]
id = "plant"
name_en = "plant"
name_zh = "厂房"
sensitive = false
receives = ["building"]

[[kind]]
id = "kiln"
name_en = "kiln"
name_zh = "窑"
geometry = "plot"
needs_access = true
grades = [{ id = "1", aliases = ["一级"] }, { id = "2" }, { id = "hot", scale = "heat" }]

[[clearance]]
id = "xx.kiln"
kind = "kiln"
to = ["building"]
measured_from = "kiln wall"
effect = "separation"
source = "Kiln Act"
clause = "s.1"
status = "verified"
confidence = "high"
rows = [
{ id = "table", by_grade = { 1 = 12.0, 2 = { distance_m = 8.0, status = "recalled" } } },
]
"#;

fn problems_of(text: &str) -> Vec<String> {
    match RulePack::from_toml(text, "small.toml") {
        Ok(_) => Vec::new(),
        Err(error) => error.problems().iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_sound_pack_is_read_and_its_rows_written_out() {
    assert_eq!(problems_of(SMALL), Vec::<String>::new());
    let pack = RulePack::from_toml(SMALL, "small.toml").expect("sound");
    let ids: Vec<&str> = pack.clearances().iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["xx.kiln.table.1", "xx.kiln.table.2"]);
    let clause = pack.clearances()[1].provenance.clause.as_ref();
    assert_eq!(clause.map(|one| one.written().en.as_str()), Some("s.1"));
    assert_eq!(pack.clearances()[1].provenance.status.as_str(), "recalled");
    assert_eq!(pack.clearances()[0].grades, ["1"]);
}

/// Each line puts one defect into the sound pack and names the only sentence expected for it.
#[test]
#[expect(clippy::too_many_lines, reason = "one line for each defect")]
fn each_defect_is_found_and_named() {
    for (old, new, expected) in [
        (
            "rules/1",
            "rules/9",
            r#"pack, schema: "carveout/rules/9" is not "carveout/rules/1", the schema this version reads"#,
        ),
        ("region = \"XX\"\n", "", "pack, region: is missing"),
        ("title =", "tilte = 1\ntitle =", "pack, tilte: no such key or table in this schema"),
        ("[\"dry\"]", "[\"wet\"]", r#"pack, default_conditions: there is no condition "wet""#),
        ("1 = 12.0", "1 = -12.0", r#"clearance "xx.kiln.table.1", distance_m: -12 is negative"#),
        (
            "1 = 12.0",
            "1 = nan",
            r#"clearance "xx.kiln.table.1", distance_m: NaN is not a number one can use"#,
        ),
        (
            "1 = 12.0",
            "1 = inf",
            r#"clearance "xx.kiln.table.1", distance_m: inf is not a number one can use"#,
        ),
        (
            "1 = 12.0",
            "1 = \"far\"",
            r#"clearance "xx.kiln.table", by_grade: holds something that is neither number nor table"#,
        ),
        (
            "1 = 12.0",
            "7 = 12.0",
            r#"clearance "xx.kiln.table.7", grades: kind "kiln" has no grade "7""#,
        ),
        (
            "1 = 12.0",
            "1 = { distance_m = 12.0, low_m = 14.0 }",
            r#"clearance "xx.kiln.table.1", low_m: 14 is more than distance_m, 12"#,
        ),
        (
            "1 = 12.0",
            "1 = { distance_m = 12.0, grades = [] , polygon = true }",
            r#"clearance "xx.kiln.table.1": only one of distance_m, height and polygon = true may be given"#,
        ),
        (
            "1 = 12.0",
            "1 = {}",
            r#"clearance "xx.kiln.table.1": one of distance_m, height and polygon = true is missing"#,
        ),
        (
            "1 = 12.0",
            "1 = { height = { of = \"hat\", factor = 2 } }",
            r#"clearance "xx.kiln.table.1", of: "hat" is none of facility, planned_building"#,
        ),
        (
            "1 = 12.0",
            "1 = { height = { of = \"facility\", factor = 2, floor_m = 9, cap_m = 8 } }",
            r#"clearance "xx.kiln.table.1", floor_m: 9 is more than cap_m, 8"#,
        ),
        (
            "\"recalled\"",
            "\"rumoured\"",
            r#"clearance "xx.kiln.table.2", status: "rumoured" is none of verified, partly_verified, derived, recalled"#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, effect = \"ban\", ",
            r#"clearance "xx.kiln.table.2", effect: "ban" is none of no_build, separation, sensitive_only, consent, plan_control, recommend"#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, source = \" \", ",
            r#"clearance "xx.kiln.table.2", source: is missing: every rule says where it comes from"#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, clause = \"\", ",
            r#"clearance "xx.kiln.table.2", clause: is missing: every rule says where it comes from"#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, colour = 1, ",
            r#"clearance "xx.kiln.table.2", colour: no such field in this table"#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, kind = \"oven\", ",
            r#"clearance "xx.kiln.table.2", kind: there is no kind "oven""#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, parts = [\"door\"], ",
            r#"clearance "xx.kiln.table.2", parts: there is no part "door""#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, to = [\"cat\"], ",
            r#"clearance "xx.kiln.table.2", to: there is no receptor "cat""#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, to = [], ",
            r#"clearance "xx.kiln.table.2", to: is empty"#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, condition = \"wet\", ",
            r#"clearance "xx.kiln.table.2", condition: there is no condition "wet""#,
        ),
        (
            "{ distance_m = 8.0, ",
            "{ distance_m = 8.0, jurisdiction = \"moon\", ",
            r#"clearance "xx.kiln.table.2", jurisdiction: there is no jurisdiction "moon""#,
        ),
        (
            "id = \"table\", by_grade",
            "by_grade",
            r#"clearance "xx.kiln", rows: has a row without an id"#,
        ),
        (
            "id = \"table\", by_grade",
            "id = \"table\", rows = [], by_grade",
            r#"clearance "xx.kiln", rows: may not hold further rows"#,
        ),
        (
            "{ id = \"2\" }",
            "{ id = \"2\", aliases = [\"1\"] }",
            r#"kind "kiln", grades: "1" also stands for grade "1""#,
        ),
        (
            "receives = [\"building\"]",
            "receives = [\"cat\"]",
            r#"use "plant", receives: there is no receptor "cat""#,
        ),
        (
            "geometry = \"plot\"",
            "geometry = \"blob\"",
            r#"kind "kiln", geometry: "blob" is none of plot, line, point, zone"#,
        ),
        ("needs_access = true\n", "", r#"kind "kiln", needs_access: is missing"#),
        (
            "means = \"any building\"",
            "means = \"any building\"\n[[receptor]]\nid = \"building\"\nmeans = \"again\"",
            r#"receptor "building", id: is used twice"#,
        ),
    ] {
        assert!(SMALL.contains(old), "{old}");
        let text = SMALL.replacen(old, new, 1);
        assert_eq!(problems_of(&text), [expected], "{new}");
    }
}

#[test]
fn figures_of_other_tables_are_checked_too() {
    let provenance =
        "source = \"s\"\nclause = \"c\"\nstatus = \"recalled\"\nconfidence = \"low\"\n";
    for (table, expected) in [
        ("[[site_area]]\nid = \"a\"\nkind = \"kiln\"\nmin_m2 = 9\nmax_m2 = 8\n", r#"site_area "a", min_m2: 9 is more than max_m2, 8"#),
        ("[[corridor]]\nid = \"a\"\nkind = \"kiln\"\nmeasured_from = \"m\"\nlow_m = 9\nhigh_m = 8\n", r#"corridor "a", low_m: 9 is more than high_m, 8"#),
        ("[[access]]\nid = \"a\"\nwidth_m = 9\nhigh_m = 8\n", r#"access "a", width_m: 9 is more than high_m, 8"#),
        ("[[access]]\nid = \"a\"\nwidth_m = 9\ngrades = [\"1\"]\n", r#"access "a", grades: means nothing without a kind"#),
        ("[[access]]\nid = \"a\"\nkind = \"kiln\"\nwidth_m = 9\ngrades = [\"1\", \"hot\"]\n", r#"access "a", grades: mixes grades of different scales"#),
        ("[[grade_limit]]\nid = \"a\"\nkind = \"kiln\"\ngrades = [\"1\"]\nwhat = \"w\"\nunit = \"t\"\nabove = 9\nup_to = 8\n", r#"grade_limit "a", above: 9 is more than up_to, 8"#),
        ("[[cost_value]]\nid = \"a\"\nsubject = \"s\"\nwhat = \"w\"\nvalue = 9\nvalue_max = 8\n", r#"cost_value "a", value: 9 is more than value_max, 8"#),
        ("[[modifier]]\nid = \"a\"\nkind = \"kiln\"\nto = [\"building\"]\ncondition = \"dry\"\n", r#"modifier "a", factor: give factor or use_row_of, one of the two"#),
    ] {
        let text = format!("{SMALL}\n{table}{provenance}");
        assert_eq!(problems_of(&text), [expected]);
    }
}

#[test]
fn all_defects_are_listed_and_the_error_is_one_sentence() {
    let text = SMALL
        .replace("1 = 12.0", "1 = -12.0")
        .replace("\"recalled\"", "\"rumoured\"")
        .replace("region = \"XX\"\n", "");
    let error = RulePack::from_toml(&text, "small.toml").expect_err("three defects");
    assert_eq!(error.problems().len(), 3);
    assert_eq!(error.to_string(), "small.toml: pack, region: is missing (and 2 more problems)");
}

#[test]
fn text_that_is_no_toml_names_its_line() {
    let error =
        RulePack::from_toml("schema = \"x\"\nregion = \n", "bad.toml").expect_err("cut off");
    assert!(error.to_string().starts_with("bad.toml:2: not a TOML file: "), "{error}");
}

#[test]
fn places_that_lie_in_each_other_are_refused() {
    let places = "[[jurisdiction]]\nid = \"a\"\nname = \"A\"\nwithin = \"b\"\n[[jurisdiction]]\nid = \"b\"\nname = \"B\"\nwithin = \"a\"\n";
    let found = problems_of(&format!("{SMALL}\n{places}"));
    assert_eq!(found.len(), 2);
    assert!(found[0].contains("never ends"), "{found:?}");
}
