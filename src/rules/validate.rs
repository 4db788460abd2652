//! What is wrong with a pack: every defect, each with its table, id, field and a plain sentence.

use super::distances::Distance;
use super::error::Problem;
use super::names::folded;
use super::pack::Contents;
use super::provenance::Provenance;
use super::relocations::{Per, Priced};
use super::vocabulary::Kind;
use std::collections::{HashMap, HashSet};

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
            self.refer_all("access", &rule.id, "use", "use", &rule.uses);
            if rule.kind.is_some() && !rule.uses.is_empty() {
                self.complain("access", &rule.id, "use", "is only for a rule on every kind");
            }
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
mod tests;
