//! Rule packs in words.

use crate::report::table::{Align, Table};
use crate::rules::{ClearanceRule, Distance, KindRules, Provenance, RulePack};
use std::fmt::Write as _;

/// What a pack knows: kinds, uses, conditions, jurisdictions.
#[must_use]
pub fn list(pack: &RulePack) -> String {
    let mut out = format!("{}: {}\n\nKinds\n", pack.region(), pack.title());
    let mut kinds = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Right, Align::Left]);
    for summary in pack.kind_summaries() {
        let kind = summary.kind;
        let recalled = match summary.recalled {
            0 => String::new(),
            n => format!("{n} recalled"),
        };
        kinds.row([
            kind.id.clone(),
            kind.name_zh.clone(),
            kind.name_en.clone(),
            format!("{} distances", summary.clearances),
            recalled,
        ]);
    }
    out.push_str(&kinds.render());
    out.push_str("\nProposed uses\n");
    let mut uses = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    for one in pack.uses() {
        let aliases = match one.aliases.as_slice() {
            [] => String::new(),
            aliases => format!("also {}", aliases.join(", ")),
        };
        uses.row([one.id.clone(), one.name_zh.clone(), one.name_en.clone(), aliases]);
    }
    out.push_str(&uses.render());
    if !pack.conditions().is_empty() {
        out.push_str("\nConditions (* taken to hold unless another one is declared)\n");
        let mut conditions = Table::new(&[Align::Left, Align::Left]);
        for condition in pack.conditions() {
            let mark = if pack.default_conditions().contains(&condition.id) { " *" } else { "" };
            conditions.row([format!("{}{mark}", condition.id), condition.means.clone()]);
        }
        out.push_str(&conditions.render());
    }
    if !pack.jurisdictions().is_empty() {
        out.push_str("\nJurisdictions with rules of their own\n");
        let mut places = Table::new(&[Align::Left, Align::Left]);
        for place in pack.jurisdictions() {
            places.row([place.id.clone(), place.name.clone()]);
        }
        out.push_str(&places.render());
    }
    out
}

/// Every rule on a kind.
#[must_use]
pub fn show(pack: &RulePack, rules: &KindRules<'_>) -> String {
    let kind = rules.kind;
    let mut out =
        format!("{} {} ({}), rule pack {}\n", kind.id, kind.name_zh, kind.name_en, pack.region());
    if !kind.aliases.is_empty() {
        let _ = writeln!(out, "also called {}", kind.aliases.join(", "));
    }
    if let Some(reason) = &kind.no_distance {
        let _ = writeln!(out, "no distance by rule: {reason}");
    }
    if !rules.clearances.is_empty() {
        out.push_str("\nDistances\n");
        let mut table = Table::new(&[
            Align::Right,
            Align::Left,
            Align::Left,
            Align::Left,
            Align::Left,
            Align::Left,
            Align::Left,
        ]);
        for rule in &rules.clearances {
            table.row(clearance(rule));
        }
        out.push_str(&table.render());
    }
    let mut others = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    for rule in &rules.accesses {
        let number = match rule.driveway_count() {
            1 => String::new(),
            n => format!("{n} of "),
        };
        others.row([
            "access".to_owned(),
            format!("{number}{} m", rule.width_m.get()),
            rule.provenance.citation(&rule.id).to_string(),
            rule.provenance.status.to_string(),
        ]);
    }
    for rule in &rules.corridors {
        others.row([
            "corridor".to_owned(),
            format!("{} m", rule.headline().get()),
            rule.provenance.citation(&rule.id).to_string(),
            rule.provenance.status.to_string(),
        ]);
    }
    for rule in &rules.site_areas {
        let area =
            rule.headline().map_or_else(|| "-".to_owned(), |m2| format!("{:.0} m2", m2.get()));
        others.row([
            "typical plot".to_owned(),
            area,
            rule.provenance.citation(&rule.id).to_string(),
            rule.provenance.status.to_string(),
        ]);
    }
    let others = others.render();
    if !others.is_empty() {
        let _ = write!(out, "\nAccess, corridors, plots\n{others}");
    }
    let moving = moving(pack, &kind.id);
    if !moving.is_empty() {
        let _ = write!(out, "\nMoving one\n{moving}");
    }
    out
}

/// What a pack says of moving a kind: land that takes it, places it may not go, whom to ask.
fn moving(pack: &RulePack, kind: &str) -> String {
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    let mut row = |what: &str, words: String, (id, provenance): (&str, &Provenance)| {
        let mut status = provenance.status.to_string();
        if let Some(place) = &provenance.jurisdiction {
            let _ = write!(status, ", {place} only");
        }
        table.row([what.to_owned(), words, provenance.citation(id).to_string(), status]);
    };
    let of_kind = |of: Option<&str>| of.is_none_or(|of| of == kind);
    for rule in pack.relocations().iter().filter(|rule| of_kind(rule.kind.as_deref())) {
        for (system, codes) in &rule.land_use {
            row("land use", format!("{system} {}", codes.join(" ")), (&rule.id, &rule.provenance));
        }
        if !rule.zones.is_empty() {
            row("districts", rule.zones.join(" "), (&rule.id, &rule.provenance));
        }
        if let Some(radius) = rule.service_radius_m {
            row("service radius", format!("{} m", radius.get()), (&rule.id, &rule.provenance));
        }
    }
    for rule in pack.sitings().iter().filter(|rule| rule.kind == kind) {
        let words = format!("{} ({})", rule.place.replace('_', " "), rule.effect);
        row("siting", words, (&rule.id, &rule.provenance));
    }
    for one in pack.authorities().iter().filter(|one| of_kind(one.kind.as_deref())) {
        row(
            "to be asked",
            format!("{}: {}", one.party_en, one.about_en),
            (&one.id, &one.provenance),
        );
    }
    table.render()
}

fn clearance(rule: &ClearanceRule) -> [String; 7] {
    let distance = match &rule.distance {
        Distance::Fixed { distance, low: None } => format!("{} m", distance.get()),
        Distance::Fixed { distance, low: Some(low) } => {
            format!("{} ({}) m", distance.get(), low.get())
        }
        Distance::ByHeight(_) => "by height".to_owned(),
        Distance::Polygon => "polygon".to_owned(),
    };
    let grades = if rule.grades.is_empty() { "any".to_owned() } else { rule.grades.join(" ") };
    let parts = if rule.parts.is_empty() { "plot".to_owned() } else { rule.parts.join(" ") };
    let mut provenance = rule.provenance.status.to_string();
    if let Some(place) = &rule.provenance.jurisdiction {
        let _ = write!(provenance, ", {place} only");
    }
    if let Some(condition) = &rule.condition {
        let _ = write!(provenance, ", if {condition}");
    }
    [
        distance,
        grades,
        parts.replace('_', " "),
        format!("to {}", rule.to.join(", ").replace('_', " ")),
        rule.effect.to_string(),
        rule.provenance.citation(&rule.id).to_string(),
        provenance,
    ]
}
