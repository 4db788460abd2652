//! What a rule pack knows, and its rules on a kind.

use super::{by_id, NOTHING};
use crate::rules::{
    AccessRule, Authority, ClearanceRule, CorridorRule, Distance, Kind, KindSummary, ProposedUse,
    Provenance, RelocationRule, RulePack, SiteAreaRule, SitingRule,
};
use std::fmt::Write as _;

pub(crate) const KINDS: &str = "Kinds";
pub(crate) const PROPOSED_USES: &str = "Proposed uses";
pub(crate) const CONDITIONS: &str = "Conditions (* taken to hold unless another one is declared)";
pub(crate) const JURISDICTIONS: &str = "Jurisdictions with rules of their own";
pub(crate) const DISTANCES: &str = "Distances";
pub(crate) const ACCESS_CORRIDORS_PLOTS: &str = "Access, corridors, plots";
pub(crate) const MOVING_ONE: &str = "Moving one";

/// A rule of a pack: what it is about, what it says, and where it comes from.
pub(crate) struct Said<'a> {
    pub about: &'static str,
    pub words: String,
    pub id: &'a str,
    pub provenance: &'a Provenance,
}

/// How many distances a kind has, and how many of them were not seen.
pub(crate) fn distances(summary: &KindSummary<'_>) -> [String; 2] {
    let recalled = match summary.recalled {
        0 => String::new(),
        n => format!("{n} recalled"),
    };
    [format!("{} distances", summary.clearances), recalled]
}

/// Other names of a use.
pub(crate) fn aliases(proposed: &ProposedUse) -> String {
    match proposed.aliases.as_slice() {
        [] => String::new(),
        aliases => format!("also {}", aliases.join(", ")),
    }
}

/// A kind, what else it is called, and why it has no distance.
pub(crate) fn kind(pack: &RulePack, kind: &Kind) -> Vec<String> {
    let Kind { id, name_zh, name_en, .. } = kind;
    let mut lines = vec![format!("{id} {name_zh} ({name_en}), rule pack {}", pack.region())];
    if !kind.aliases.is_empty() {
        lines.push(format!("also called {}", kind.aliases.join(", ")));
    }
    if let Some(reason) = &kind.no_distance {
        lines.push(format!("no distance by rule: {reason}"));
    }
    lines
}

/// How far, for which grades, from where, to what, with which effect, by which rule, under which
/// circumstances.
pub(crate) fn clearance(rule: &ClearanceRule) -> [String; 7] {
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
    let mut provenance = status(&rule.provenance);
    if let Some(condition) = &rule.condition {
        let _ = write!(provenance, ", if {condition}");
    }
    [
        distance,
        grades,
        by_id(&parts),
        format!("to {}", by_id(&rule.to.join(", "))),
        rule.effect.to_string(),
        rule.provenance.citation(&rule.id).to_string(),
        provenance,
    ]
}

/// How well a rule is founded, and where alone it holds.
pub(crate) fn status(provenance: &Provenance) -> String {
    match &provenance.jurisdiction {
        Some(place) => format!("{}, {place} only", provenance.status),
        None => provenance.status.to_string(),
    }
}

/// Access that a kind needs.
pub(crate) fn access(rule: &AccessRule) -> Said<'_> {
    let number = match rule.driveway_count() {
        1 => String::new(),
        n => format!("{n} of "),
    };
    let words = format!("{number}{} m", rule.width_m.get());
    Said { about: "access", words, id: &rule.id, provenance: &rule.provenance }
}

/// The corridor of a line.
pub(crate) fn corridor(rule: &CorridorRule) -> Said<'_> {
    let words = format!("{} m", rule.headline().get());
    Said { about: "corridor", words, id: &rule.id, provenance: &rule.provenance }
}

/// The plot that a kind usually takes.
pub(crate) fn site_area(rule: &SiteAreaRule) -> Said<'_> {
    let area = rule.headline();
    let words = area.map_or_else(|| NOTHING.to_owned(), |m2| format!("{:.0} m2", m2.get()));
    Said { about: "typical plot", words, id: &rule.id, provenance: &rule.provenance }
}

/// Land that takes a kind, and how far it may be from those it serves.
pub(crate) fn relocation(rule: &RelocationRule) -> Vec<Said<'_>> {
    let said = |about, words| Said { about, words, id: &rule.id, provenance: &rule.provenance };
    let codes = rule.land_use.iter();
    let mut all: Vec<Said<'_>> = codes
        .map(|(system, codes)| said("land use", format!("{system} {}", codes.join(" "))))
        .collect();
    if !rule.zones.is_empty() {
        all.push(said("districts", rule.zones.join(" ")));
    }
    if let Some(radius) = rule.service_radius_m {
        all.push(said("service radius", format!("{} m", radius.get())));
    }
    all
}

/// A place where a kind may not go.
pub(crate) fn siting(rule: &SitingRule) -> Said<'_> {
    let words = format!("{} ({})", by_id(&rule.place), rule.effect);
    Said { about: "siting", words, id: &rule.id, provenance: &rule.provenance }
}

/// Who is to be asked.
pub(crate) fn authority(one: &Authority) -> Said<'_> {
    let words = format!("{}: {}", one.party_en, one.about_en);
    Said { about: "to be asked", words, id: &one.id, provenance: &one.provenance }
}
