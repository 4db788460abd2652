//! What is wrong with a pack: every defect, each with its table, id, field and a plain sentence.

use super::builtin::NAMES;
use super::moving::{Per, Priced};
use super::pack::{folded, Contents, Distance, Kind, Provenance};
use std::collections::{HashMap, HashSet};
use std::fmt;

/// One defect of a rule pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Table it is in; `pack` for the head of the file.
    pub table: String,
    /// Id of the entry, joined by dots for a row; absent where the entry has none.
    pub id: Option<String>,
    /// Field at fault, where one is.
    pub field: Option<String>,
    /// What is wrong with it.
    pub message: String,
}

impl Problem {
    pub(super) fn new(
        table: &str,
        id: Option<&str>,
        field: Option<&str>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            table: table.to_owned(),
            id: id.map(str::to_owned),
            field: field.map(str::to_owned),
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.table)?;
        if let Some(id) = &self.id {
            write!(f, " \"{id}\"")?;
        }
        if let Some(field) = &self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// A rule pack that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RulesError {
    /// Neither a built-in pack nor a file.
    #[error("rules \"{name}\" is neither a built-in rule pack ({}) nor a file", NAMES.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
    },
    /// The file cannot be read.
    #[error("{origin}: cannot be read: {cause}")]
    Unreadable {
        /// File.
        origin: String,
        /// What the system said.
        cause: String,
    },
    /// The text is not TOML.
    #[error("{origin}{}: not a TOML file: {message}", line.map(|line| format!(":{line}")).unwrap_or_default())]
    NotToml {
        /// File.
        origin: String,
        /// What the parser says.
        message: String,
        /// Line, counted from one.
        line: Option<usize>,
    },
    /// The pack has defects.
    #[error("{origin}: {}", summary(problems))]
    Invalid {
        /// File.
        origin: String,
        /// All of them.
        problems: Vec<Problem>,
    },
}

impl RulesError {
    /// Every defect found; none where the text is not even TOML.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Invalid { problems, .. } => problems,
            _ => &[],
        }
    }
}

fn summary(problems: &[Problem]) -> String {
    match problems {
        [] => "no problem".to_owned(),
        [only] => only.to_string(),
        [first, rest @ ..] => format!("{first} (and {} more problems)", rest.len()),
    }
}

/// Ids that stand in the file, well-formed or not, by table.
#[derive(Debug, Default)]
pub(super) struct Declared(HashMap<&'static str, HashSet<String>>);

impl Declared {
    /// False if the table has the id already.
    pub(super) fn insert(&mut self, table: &'static str, id: &str) -> bool {
        self.0.entry(table).or_default().insert(id.to_owned())
    }

    fn has(&self, table: &str, id: &str) -> bool {
        self.0.get(table).is_some_and(|ids| ids.contains(id))
    }
}

/// Checks what only shows across tables: references, names, figures that contradict each other.
pub(super) fn across(contents: &Contents, declared: &Declared, problems: &mut Vec<Problem>) {
    let mut check = Check { contents, declared, problems };
    check.vocabulary();
    check.clearances();
    check.other_rules();
}

struct Check<'a> {
    contents: &'a Contents,
    declared: &'a Declared,
    problems: &'a mut Vec<Problem>,
}

impl Check<'_> {
    fn complain(&mut self, table: &str, id: &str, field: &str, message: impl Into<String>) {
        self.problems.push(Problem::new(table, Some(id), Some(field), message));
    }

    /// An id that must stand in the table `target`.
    fn refer(&mut self, table: &str, id: &str, field: &str, target: &str, wanted: &str) {
        if !self.declared.has(target, wanted) {
            let message = format!("there is no {target} \"{wanted}\"");
            self.complain(table, id, field, message);
        }
    }

    fn refer_all(&mut self, table: &str, id: &str, field: &str, target: &str, wanted: &[String]) {
        for one in wanted {
            self.refer(table, id, field, target, one);
        }
    }

    fn some(&mut self, table: &str, id: &str, field: &str, list: &[String]) {
        if list.is_empty() {
            self.complain(table, id, field, "is empty");
        }
    }

    fn ordered(
        &mut self,
        table: &str,
        id: &str,
        (low_field, low): (&str, Option<f64>),
        (high_field, high): (&str, Option<f64>),
    ) {
        if let (Some(low), Some(high)) = (low, high) {
            if low > high {
                let message = format!("{low} is more than {high_field}, {high}");
                self.complain(table, id, low_field, message);
            }
        }
    }

    /// A figure that can be reckoned with says of what and per what it is.
    fn priced(
        &mut self,
        table: &str,
        id: &str,
        (item, per): (Option<Priced>, Option<Per>),
        value: Option<f64>,
    ) {
        match (item, per) {
            (Some(_), None) if value.is_some() => {
                self.complain(table, id, "per", "is missing: the item has a figure");
            }
            (None, Some(_)) => {
                self.complain(table, id, "item", "is missing: it is charged per something");
            }
            _ => {}
        }
    }

    fn vocabulary(&mut self) {
        let contents = self.contents;
        for id in &contents.default_conditions {
            if !self.declared.has("condition", id) {
                let message = format!("there is no condition \"{id}\"");
                self.problems.push(Problem::new("pack", None, Some("default_conditions"), message));
            }
        }
        self.defaults_exclude_each_other();
        for place in &contents.jurisdictions {
            if let Some(outer) = &place.within {
                self.refer("jurisdiction", &place.id, "within", "jurisdiction", outer);
            }
            self.no_cycle(&place.id);
        }
        for proposed in &contents.uses {
            let receives = &proposed.receives;
            self.refer_all("use", &proposed.id, "receives", "receptor", receives);
        }
        self.codes_differ();
        for kind in &contents.kinds {
            let parts = &kind.optional_parts;
            self.refer_all("kind", &kind.id, "optional_parts", "part", parts);
            self.grades_of(kind);
        }
        let names = contents.kinds.iter().map(|kind| (kind.id.as_str(), kind.aliases.as_slice()));
        self.names_differ("kind", names);
        let names = contents.uses.iter().map(|used| (used.id.as_str(), used.aliases.as_slice()));
        self.names_differ("use", names);
        let names = contents.parts.iter().map(|part| (part.id.as_str(), part.aliases.as_slice()));
        self.names_differ("part", names);
        let names = contents.conditions.iter().map(|one| (one.id.as_str(), one.aliases.as_slice()));
        self.names_differ("condition", names);
        let names =
            contents.jurisdictions.iter().map(|one| (one.id.as_str(), one.aliases.as_slice()));
        self.names_differ("jurisdiction", names);
    }

    /// A code of a system is land of one use.
    fn codes_differ(&mut self) {
        let mut owners: HashMap<(&str, &str), &str> = HashMap::new();
        for proposed in &self.contents.uses {
            for (system, codes) in &proposed.land_use {
                for code in codes {
                    let other = owners.insert((system, code), &proposed.id);
                    if let Some(other) = other.filter(|other| *other != proposed.id) {
                        let message = format!("{system} \"{code}\" is also land of \"{other}\"");
                        self.complain("use", &proposed.id, "land_use", message);
                    }
                }
            }
        }
    }

    fn defaults_exclude_each_other(&mut self) {
        let mut groups = HashSet::new();
        for condition in &self.contents.conditions {
            let Some(group) = &condition.group else { continue };
            if self.contents.default_conditions.contains(&condition.id) && !groups.insert(group) {
                let message = format!(
                    "\"{}\" is a second default of the group \"{group}\", whose conditions exclude each other",
                    condition.id
                );
                self.problems.push(Problem::new("pack", None, Some("default_conditions"), message));
            }
        }
    }

    fn no_cycle(&mut self, start: &str) {
        let mut at = start;
        for _ in 0..=self.contents.jurisdictions.len() {
            let place = self.contents.jurisdictions.iter().find(|place| place.id == at);
            match place.and_then(|place| place.within.as_deref()) {
                Some(outer) => at = outer,
                None => return,
            }
        }
        self.complain("jurisdiction", start, "within", "the chain of outer places never ends");
    }

    /// No name may stand for two entries.
    fn names_differ<'n>(
        &mut self,
        table: &str,
        entries: impl Iterator<Item = (&'n str, &'n [String])>,
    ) {
        let mut owners: HashMap<String, &str> = HashMap::new();
        for (id, aliases) in entries {
            for name in std::iter::once(id).chain(aliases.iter().map(String::as_str)) {
                match owners.insert(folded(name), id) {
                    Some(other) if other != id => {
                        let message = format!("\"{name}\" also stands for \"{other}\"");
                        self.complain(table, id, "aliases", message);
                    }
                    _ => {}
                }
            }
        }
    }

    fn grades_of(&mut self, kind: &Kind) {
        let known = |id: &String| kind.grades.iter().any(|grade| &grade.id == id);
        for group in &kind.grade_groups {
            self.some("kind", &kind.id, "grade_groups", &group.grades);
            for id in group.grades.iter().filter(|id| !known(id)) {
                let message = format!("group \"{}\" names no grade of it: \"{id}\"", group.id);
                self.complain("kind", &kind.id, "grade_groups", message);
            }
        }
        let grades = kind.grades.iter().map(|grade| (&grade.id, &grade.aliases));
        let groups = kind.grade_groups.iter().map(|group| (&group.id, &group.aliases));
        let mut owners: HashMap<String, &String> = HashMap::new();
        for (id, aliases) in grades.chain(groups) {
            for name in std::iter::once(id).chain(aliases) {
                if let Some(other) = owners.insert(folded(name), id) {
                    if other != id || name == id {
                        let message = format!("\"{name}\" also stands for grade \"{other}\"");
                        self.complain("kind", &kind.id, "grades", message);
                    }
                }
            }
        }
    }

    /// A kind, its grades (all on one scale) and where the rule comes from.
    fn frame(
        &mut self,
        table: &str,
        id: &str,
        kind: Option<&String>,
        grades: &[String],
        provenance: &Provenance,
    ) {
        if let Some(place) = &provenance.jurisdiction {
            self.refer(table, id, "jurisdiction", "jurisdiction", place);
        }
        let Some(kind_id) = kind else {
            if !grades.is_empty() {
                self.complain(table, id, "grades", "means nothing without a kind");
            }
            return;
        };
        self.refer(table, id, "kind", "kind", kind_id);
        let Some(kind) = self.contents.kinds.iter().find(|kind| &kind.id == kind_id) else {
            return;
        };
        let mut scales = HashSet::new();
        for grade in grades {
            if kind.grades.iter().any(|known| &known.id == grade) {
                scales.insert(kind.scale_of(grade));
            } else {
                let message = format!("kind \"{kind_id}\" has no grade \"{grade}\"");
                self.complain(table, id, "grades", message);
            }
        }
        if scales.len() > 1 {
            self.complain(table, id, "grades", "mixes grades of different scales");
        }
    }

    fn clearances(&mut self) {
        for rule in &self.contents.clearances {
            let (table, id) = ("clearance", rule.id.as_str());
            self.frame(table, id, Some(&rule.kind), &rule.grades, &rule.provenance);
            self.refer_all(table, id, "parts", "part", &rule.parts);
            self.some(table, id, "to", &rule.to);
            self.refer_all(table, id, "to", "receptor", &rule.to);
            if let Some(condition) = &rule.condition {
                self.refer(table, id, "condition", "condition", condition);
            }
            match rule.distance {
                Distance::Fixed { distance, low } => {
                    let low = ("low_m", low.map(Into::into));
                    self.ordered(table, id, low, ("distance_m", Some(distance.into())));
                }
                Distance::ByHeight(height) => {
                    let floor = ("floor_m", height.floor_m.map(Into::into));
                    self.ordered(table, id, floor, ("cap_m", height.cap_m.map(Into::into)));
                }
                Distance::Polygon => {}
            }
        }
    }

    fn other_rules(&mut self) {
        let contents = self.contents;
        for rule in &contents.grade_limits {
            self.frame("grade_limit", &rule.id, Some(&rule.kind), &rule.grades, &rule.provenance);
            let limits = (("above", Some(rule.above)), ("up_to", Some(rule.up_to)));
            self.ordered("grade_limit", &rule.id, limits.0, limits.1);
        }
        for rule in &contents.modifiers {
            self.frame("modifier", &rule.id, Some(&rule.kind), &rule.grades, &rule.provenance);
            self.refer_all("modifier", &rule.id, "to", "receptor", &rule.to);
            self.refer("modifier", &rule.id, "condition", "condition", &rule.condition);
            if let Some(receptor) = &rule.use_row_of {
                self.refer("modifier", &rule.id, "use_row_of", "receptor", receptor);
            }
            if rule.factor.is_some() == rule.use_row_of.is_some() {
                let message = "give factor or use_row_of, one of the two";
                self.complain("modifier", &rule.id, "factor", message);
            }
        }
        for rule in &contents.sitings {
            self.frame("siting", &rule.id, Some(&rule.kind), &rule.grades, &rule.provenance);
        }
        for rule in &contents.definitions {
            self.frame("definition", &rule.id, None, &[], &rule.provenance);
            if let Some(receptor) = &rule.receptor {
                self.refer("definition", &rule.id, "receptor", "receptor", receptor);
            }
        }
        for rule in &contents.corridors {
            self.frame("corridor", &rule.id, Some(&rule.kind), &rule.grades, &rule.provenance);
            let high = ("high_m", rule.high_m.map(Into::into));
            self.ordered("corridor", &rule.id, ("low_m", Some(rule.low_m.into())), high);
        }
        for rule in &contents.accesses {
            self.frame("access", &rule.id, rule.kind.as_ref(), &rule.grades, &rule.provenance);
            let width = ("width_m", Some(rule.width_m.into()));
            self.ordered("access", &rule.id, ("low_m", rule.low_m.map(Into::into)), width);
            self.ordered("access", &rule.id, width, ("high_m", rule.high_m.map(Into::into)));
        }
        for rule in &contents.site_areas {
            self.frame("site_area", &rule.id, Some(&rule.kind), &rule.grades, &rule.provenance);
            let max = ("max_m2", rule.max_m2.map(Into::into));
            self.ordered("site_area", &rule.id, ("min_m2", rule.min_m2.map(Into::into)), max);
        }
        for rule in &contents.relocations {
            self.frame("relocation", &rule.id, rule.kind.as_ref(), &[], &rule.provenance);
        }
        for rule in &contents.land_controls {
            self.frame("land_control", &rule.id, None, &[], &rule.provenance);
            let value = ("value", rule.value);
            self.ordered("land_control", &rule.id, value, ("value_max", rule.value_max));
        }
        for rule in &contents.cost_components {
            self.frame("cost_component", &rule.id, None, &[], &rule.provenance);
            self.priced("cost_component", &rule.id, (rule.item, rule.per), rule.value);
        }
        for rule in &contents.authorities {
            self.frame("authority", &rule.id, rule.kind.as_ref(), &[], &rule.provenance);
        }
        for rule in &contents.procedure_steps {
            self.frame("procedure", &rule.id, None, &[], &rule.provenance);
        }
        for rule in &contents.cost_values {
            // The grades of a price are those of its subject, not of a kind.
            self.frame("cost_value", &rule.id, rule.kind.as_ref(), &[], &rule.provenance);
            self.priced("cost_value", &rule.id, (rule.item, rule.per), rule.value);
            let in_money = matches!(rule.per, Some(Per::Whole | Per::M2 | Per::Month));
            if in_money && rule.value.is_some() && rule.currency.is_none() {
                self.complain(
                    "cost_value",
                    &rule.id,
                    "currency",
                    "is missing: the figure is money",
                );
            }
            let value = ("value", rule.value);
            self.ordered("cost_value", &rule.id, value, ("value_max", rule.value_max));
        }
    }
}

#[cfg(test)]
mod tests {
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
            (
                "1 = 12.0",
                "1 = -12.0",
                r#"clearance "xx.kiln.table.1", distance_m: -12 is negative"#,
            ),
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
}
