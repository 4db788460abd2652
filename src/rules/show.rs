//! What a pack holds, as plain data for whoever prints it.

use super::distances::{
    AccessRule, ClearanceRule, CorridorRule, GradeLimit, Modifier, SiteAreaRule, SitingRule,
};
use super::pack::RulePack;
use super::relocations::RelocationRule;
use super::vocabulary::Kind;
use serde::Serialize;

/// A kind and how much the pack says about it.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct KindSummary<'p> {
    /// The kind.
    pub kind: &'p Kind,
    /// How many clearance rules it has.
    pub clearances: usize,
    /// How many of them have been seen in no text at all.
    pub recalled: usize,
    /// How many other rules it has.
    pub others: usize,
}

/// Everything a pack says about a kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindRules<'p> {
    /// The kind.
    pub kind: &'p Kind,
    /// Its distances, in the order of the pack.
    pub clearances: Vec<&'p ClearanceRule>,
    /// What changes them by design.
    pub modifiers: Vec<&'p Modifier>,
    /// Its grades in figures.
    pub grade_limits: Vec<&'p GradeLimit>,
    /// Its corridors.
    pub corridors: Vec<&'p CorridorRule>,
    /// The ways it needs, those of every kind included.
    pub accesses: Vec<&'p AccessRule>,
    /// Its typical plots.
    pub site_areas: Vec<&'p SiteAreaRule>,
    /// Where it may not be put.
    pub sitings: Vec<&'p SitingRule>,
    /// Where it may be moved, rules on every kind included.
    pub relocations: Vec<&'p RelocationRule>,
}

impl RulePack {
    /// Every kind, in the order of the pack, with how much is said about it.
    #[must_use]
    pub fn kind_summaries(&self) -> Vec<KindSummary<'_>> {
        self.kinds().iter().map(|kind| self.rules_on(kind).summary()).collect()
    }

    /// Everything the pack says about a kind, by id or alias; nothing for an unknown kind.
    #[must_use]
    pub fn rules_of(&self, kind: &str) -> Option<KindRules<'_>> {
        self.kind(kind).map(|kind| self.rules_on(kind))
    }

    fn rules_on<'p>(&'p self, kind: &'p Kind) -> KindRules<'p> {
        let own = |id: &String| id == &kind.id;
        let own_or_all = |id: &Option<String>| id.as_ref().is_none_or(own);
        KindRules {
            kind,
            clearances: self.clearances().iter().filter(|rule| own(&rule.kind)).collect(),
            modifiers: self.modifiers().iter().filter(|rule| own(&rule.kind)).collect(),
            grade_limits: self.grade_limits().iter().filter(|rule| own(&rule.kind)).collect(),
            corridors: self.corridors().iter().filter(|rule| own(&rule.kind)).collect(),
            accesses: self.accesses().iter().filter(|rule| own_or_all(&rule.kind)).collect(),
            site_areas: self.site_areas().iter().filter(|rule| own(&rule.kind)).collect(),
            sitings: self.sitings().iter().filter(|rule| own(&rule.kind)).collect(),
            relocations: self.relocations().iter().filter(|rule| own_or_all(&rule.kind)).collect(),
        }
    }
}

impl<'p> KindRules<'p> {
    fn summary(&self) -> KindSummary<'p> {
        let recalled = super::citation::Status::Recalled;
        let own_ways = self.accesses.iter().filter(|rule| rule.kind.is_some()).count();
        let own_moves = self.relocations.iter().filter(|rule| rule.kind.is_some()).count();
        KindSummary {
            kind: self.kind,
            clearances: self.clearances.len(),
            recalled: self.clearances.iter().filter(|r| r.provenance.status == recalled).count(),
            others: self.modifiers.len()
                + self.grade_limits.len()
                + self.corridors.len()
                + self.site_areas.len()
                + self.sitings.len()
                + own_ways
                + own_moves,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_shows_every_rule_on_it() {
        let pack = RulePack::builtin("cn").expect("built in");
        let rules = pack.rules_of("加油站").expect("known");
        assert!(rules.clearances.iter().all(|rule| rule.kind == "fuel_station"));
        assert_eq!((rules.clearances.len(), rules.grade_limits.len()), (44 + 44 + 8 + 4, 3));
        assert!(pack.rules_of("space_port").is_none());
        let total: usize = pack.kind_summaries().iter().map(|summary| summary.clearances).sum();
        assert_eq!(total, pack.clearances().len());
    }
}
