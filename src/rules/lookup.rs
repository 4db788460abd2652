//! Which rule governs a pair of existing kind and proposed use.
//!
//! The order of work, for every rule of the kind:
//!
//! 1. it speaks on the pair if it names a receptor the proposed use counts as, and the grade (a grade
//!    that is missing, unknown or of another scale excludes no rule: the strictest governs, and
//!    [`GradeUse`] says so);
//! 2. it is set aside, with the reason, if its jurisdiction or condition is not declared;
//! 3. it is reported, not subtracted, if its effect is consent, plan control or advice, or protects
//!    sensitive uses only and the proposed one is not;
//! 4. it is set aside, with the reason, if a height or an imported polygon is missing;
//! 5. of the rest, the largest distance of each part governs.

use super::distances::{
    AccessRule, ClearanceRule, CorridorRule, Distance, Effect, HeightOf, HeightRule, SiteAreaRule,
    SitingRule,
};
use super::names::folded;
use super::pack::RulePack;
use super::provenance::Provenance;
use super::vocabulary::{Kind, ProposedUse, SITE_PART};
use crate::units::Metres;
use serde::Serialize;
use std::collections::HashSet;

/// A question to a pack.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pair<'a> {
    /// Existing kind, by id or alias.
    pub kind: &'a str,
    /// Its grade, where known.
    pub grade: Option<&'a str>,
    /// Use planned on the site, by id or alias.
    pub proposed_use: &'a str,
    /// Jurisdictions declared, by id or alias.
    pub jurisdictions: &'a [String],
    /// Conditions declared, by id or alias.
    pub conditions: &'a [String],
    /// Height of the existing facility: a pole, a tower.
    pub height: Option<Metres>,
    /// Height of the tallest building planned.
    pub planned_height: Option<Metres>,
}

impl<'a> Pair<'a> {
    /// A pair of which nothing else is known.
    #[must_use]
    pub fn new(kind: &'a str, proposed_use: &'a str) -> Self {
        Self { kind, proposed_use, ..Self::default() }
    }

    /// The same with a grade.
    #[must_use]
    pub fn grade(self, grade: &'a str) -> Self {
        Self { grade: Some(grade), ..self }
    }
}

/// How the grade entered the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeUse {
    /// The grade given decided.
    Given,
    /// The word given stands for several grades: the strictest of them was taken.
    StrictestOfGroup,
    /// No grade, or none the pack knows, was given: the strictest was taken.
    AssumedStrictest,
    /// No rule on the pair depends on a grade.
    NotGraded,
}

/// Whether the pack has an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// A rule governs; its distance may be zero.
    Ruled,
    /// The kind is known and the pack says that nothing is to be subtracted.
    NoDistanceByRule,
    /// Nothing beyond the shape, provided the shape given is the polygon gazetted by the authority. With
    /// a line or a point instead of it, treat the pair as unknown.
    GazettedPolygon,
    /// The kind or use is unknown, or no rule that applies speaks on the pair. Never a zero.
    Unknown,
}

/// The largest distance from one part of a facility.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PartClearance<'p> {
    /// Id of the part; `site` is the whole plot.
    pub part: &'p str,
    /// The distance to subtract.
    pub distance: Metres,
    /// A smaller figure some source gives, where sources differ.
    pub low: Option<Metres>,
    /// Whether only some facilities have this part: it counts only where such equipment is drawn.
    pub optional: bool,
    /// The rule behind it, with its status.
    pub rule: &'p ClearanceRule,
}

impl PartClearance<'_> {
    /// Whether the distance starts at the whole plot.
    #[must_use]
    pub fn is_whole_plot(&self) -> bool {
        self.part == SITE_PART
    }
}

/// Why a rule that speaks on the pair was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotAppliedReason {
    /// It holds in this jurisdiction only, an id of the pack, which was not declared.
    OtherJurisdiction(String),
    /// It holds under this condition only, an id of the pack, which was not declared.
    ConditionNotDeclared(String),
    /// Its distance follows the height of the facility, which is not given.
    NeedsFacilityHeight,
    /// Its distance follows the height of the building planned, which is not given.
    NeedsPlannedHeight,
    /// It has no figure: the polygon drawn by the authority must be imported.
    NeedsGazettedPolygon,
}

/// A rule that speaks on the pair and was set aside.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NotApplied<'p> {
    /// The rule.
    pub rule: &'p ClearanceRule,
    /// Why.
    pub reason: NotAppliedReason,
}

/// What a pack says about a pair.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PairClearance<'p> {
    /// The kind; absent where the pack does not know it.
    pub kind: Option<&'p Kind>,
    /// The proposed use; absent where the pack does not know it.
    pub proposed_use: Option<&'p ProposedUse>,
    /// For each part with a rule, the largest distance, largest first.
    pub governing: Vec<PartClearance<'p>>,
    /// Rules that are told, not subtracted.
    pub reported: Vec<&'p ClearanceRule>,
    /// Rules set aside.
    pub not_applied: Vec<NotApplied<'p>>,
    /// How the grade entered.
    pub grade: GradeUse,
}

impl<'p> PairClearance<'p> {
    /// Whether the pack has an answer.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let (Some(kind), Some(_)) = (self.kind, self.proposed_use) else {
            return Coverage::Unknown;
        };
        let waits_for = |reason| self.not_applied.iter().any(|rule| rule.reason == reason);
        if self.headline().is_some() {
            Coverage::Ruled
        } else if kind.no_distance.is_some() {
            Coverage::NoDistanceByRule
        } else if self.needs_height() {
            Coverage::Unknown
        } else if waits_for(NotAppliedReason::NeedsGazettedPolygon) {
            Coverage::GazettedPolygon
        } else if !self.reported.is_empty() {
            Coverage::NoDistanceByRule
        } else {
            Coverage::Unknown
        }
    }

    /// Whether nothing is missing for the distance to stand: the pair is covered and no rule waits for
    /// a height.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.coverage() != Coverage::Unknown && !self.needs_height()
    }

    /// The largest distance where no equipment is drawn: every part counts but the optional ones.
    #[must_use]
    pub fn headline(&self) -> Option<&PartClearance<'p>> {
        self.governing.iter().find(|part| !part.optional)
    }

    /// The distance of one part, for equipment that is drawn.
    #[must_use]
    pub fn of_part(&self, part_id: &str) -> Option<&PartClearance<'p>> {
        self.governing.iter().find(|clearance| clearance.part == part_id)
    }

    fn needs_height(&self) -> bool {
        self.not_applied.iter().any(|rule| {
            matches!(
                rule.reason,
                NotAppliedReason::NeedsFacilityHeight | NotAppliedReason::NeedsPlannedHeight
            )
        })
    }
}

/// A rule chosen for a kind and grade.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Chosen<'p, T> {
    /// The rule.
    pub rule: &'p T,
    /// How the grade entered.
    pub grade: GradeUse,
}

impl RulePack {
    /// What the pack says about a pair of existing kind and proposed use.
    #[must_use]
    pub fn clearance(&self, pair: &Pair<'_>) -> PairClearance<'_> {
        let mut answer = PairClearance {
            kind: self.kind(pair.kind),
            proposed_use: self.proposed_use(pair.proposed_use),
            governing: Vec::new(),
            reported: Vec::new(),
            not_applied: Vec::new(),
            grade: GradeUse::NotGraded,
        };
        let (Some(kind), Some(proposed)) = (answer.kind, answer.proposed_use) else {
            return answer;
        };
        let grade = GradeGiven::new(kind, pair.grade);
        let places = self.places(pair.jurisdictions);
        let conditions = self.conditions_holding(pair.conditions);
        let mut fits = Vec::new();
        for rule in self.clearances().iter().filter(|rule| rule.kind == kind.id) {
            let fit = grade.fit(&rule.grades);
            let meets = rule.to.iter().any(|receptor| proposed.receives.contains(receptor));
            let protects_others = rule.effect == Effect::SensitiveOnly && !meets;
            if fit == Fit::No || !(meets || protects_others) {
                continue;
            }
            if let Some(reason) = set_aside(rule, &places, &conditions) {
                answer.not_applied.push(NotApplied { rule, reason });
                continue;
            }
            fits.push(fit);
            let subtracted = match rule.effect {
                Effect::NoBuild | Effect::Separation => true,
                Effect::SensitiveOnly => meets && proposed.sensitive,
                Effect::Consent | Effect::PlanControl | Effect::Recommend => false,
            };
            if !subtracted {
                answer.reported.push(rule);
                continue;
            }
            match distance(rule, pair) {
                Ok((distance, low)) => govern(&mut answer.governing, kind, rule, distance, low),
                Err(reason) => answer.not_applied.push(NotApplied { rule, reason }),
            }
        }
        answer.governing.sort_by(|a, b| b.distance.get().total_cmp(&a.distance.get()));
        answer.grade = grade_use(fits);
        answer
    }

    /// Width of the corridor a line of this kind takes. A local rule goes before a national one, the
    /// wider before the narrower.
    #[must_use]
    pub fn corridor(
        &self,
        kind: &str,
        grade: Option<&str>,
        jurisdictions: &[String],
    ) -> Option<Chosen<'_, CorridorRule>> {
        self.choose(
            self.corridors(),
            (kind, grade, jurisdictions),
            |rule| (Some(&rule.kind), &rule.grades, &rule.provenance),
            |rule| rule.headline().get(),
        )
    }

    /// The way a facility of this kind needs. A rule on the kind goes before one on every kind, a local
    /// one before a national one, the wider before the narrower.
    #[must_use]
    pub fn access(
        &self,
        kind: &str,
        grade: Option<&str>,
        jurisdictions: &[String],
    ) -> Option<Chosen<'_, AccessRule>> {
        self.choose(
            self.accesses().iter().filter(|rule| rule.uses.is_empty()),
            (kind, grade, jurisdictions),
            |rule| (rule.kind.as_ref(), &rule.grades, &rule.provenance),
            |rule| rule.width_m.get(),
        )
    }

    /// The narrowest way by which land of a proposed use counts as reachable: the access rule on every
    /// kind. A rule on the use goes before one on every use, a local one before a national one, the
    /// wider before the narrower.
    #[must_use]
    pub fn way(&self, proposed_use: &str, jurisdictions: &[String]) -> Option<&AccessRule> {
        let id = self.proposed_use(proposed_use).map_or(proposed_use, |known| known.id.as_str());
        let places = self.places(jurisdictions);
        let holds = |rule: &&AccessRule| {
            let place = rule.provenance.jurisdiction.as_deref();
            rule.kind.is_none()
                && rule.grades.is_empty()
                && (rule.uses.is_empty() || rule.uses.iter().any(|one| one == id))
                && place.is_none_or(|place| places.contains(place))
        };
        let rank = |rule: &AccessRule| {
            let local = rule.provenance.jurisdiction.is_some();
            [f64::from(!rule.uses.is_empty()), f64::from(local), rule.width_m.get()]
        };
        let rules = self.accesses().iter().filter(holds);
        rules.max_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap_or(std::cmp::Ordering::Equal))
    }

    /// The plot a facility of this kind typically takes. A local rule goes before a national one, the
    /// larger before the smaller.
    #[must_use]
    pub fn typical_site(
        &self,
        kind: &str,
        grade: Option<&str>,
        jurisdictions: &[String],
    ) -> Option<Chosen<'_, SiteAreaRule>> {
        self.choose(
            self.site_areas(),
            (kind, grade, jurisdictions),
            |rule| (Some(&rule.kind), &rule.grades, &rule.provenance),
            |rule| rule.headline().map_or(0.0, f64::from),
        )
    }

    /// Places where a kind of this grade may not be put; all of its kind where the grade is not known.
    #[must_use]
    pub fn sitings_for(
        &self,
        kind: &str,
        grade: Option<&str>,
        jurisdictions: &[String],
    ) -> Vec<&SitingRule> {
        let Some(kind) = self.kind(kind) else { return Vec::new() };
        let grade = GradeGiven::new(kind, grade);
        let places = self.places(jurisdictions);
        let here = |rule: &SitingRule| {
            let place = rule.provenance.jurisdiction.as_deref();
            place.is_none_or(|place| places.contains(place))
        };
        let rules = self.sitings().iter().filter(|rule| rule.kind == kind.id && here(rule));
        rules.filter(|rule| grade.fit(&rule.grades) != Fit::No).collect()
    }

    fn choose<'p, T>(
        &'p self,
        rules: impl IntoIterator<Item = &'p T>,
        (kind, grade, jurisdictions): (&str, Option<&str>, &[String]),
        frame: impl Fn(&T) -> (Option<&String>, &[String], &Provenance),
        size: impl Fn(&T) -> f64,
    ) -> Option<Chosen<'p, T>> {
        let kind = self.kind(kind)?;
        let grade = GradeGiven::new(kind, grade);
        let places = self.places(jurisdictions);
        let mut best: Option<(&'p T, Fit, [f64; 3])> = None;
        for rule in rules {
            let (rule_kind, grades, provenance) = frame(rule);
            let fit = grade.fit(grades);
            let local = provenance.jurisdiction.as_deref();
            let elsewhere = local.is_some_and(|place| !places.contains(place));
            if rule_kind.is_some_and(|id| id != &kind.id) || fit == Fit::No || elsewhere {
                continue;
            }
            let rank = [f64::from(rule_kind.is_some()), f64::from(local.is_some()), size(rule)];
            if best.as_ref().is_none_or(|(_, _, other)| rank > *other) {
                best = Some((rule, fit, rank));
            }
        }
        best.map(|(rule, fit, _)| Chosen { rule, grade: grade_use([fit]) })
    }

    /// Ids of the jurisdictions declared and of all they lie in.
    #[must_use]
    pub fn places(&self, declared: &[String]) -> HashSet<&str> {
        let mut places = HashSet::new();
        for name in declared {
            let mut at = self.jurisdiction(name);
            while let Some(place) = at {
                places.insert(place.id.as_str());
                at = place.within.as_deref().and_then(|outer| self.jurisdiction(outer));
            }
        }
        places
    }

    /// Ids of the conditions declared, and of the defaults whose group none of them belongs to.
    fn conditions_holding(&self, declared: &[String]) -> HashSet<&str> {
        let mut holding = HashSet::new();
        let mut groups = HashSet::new();
        for condition in declared.iter().filter_map(|name| self.condition(name)) {
            holding.insert(condition.id.as_str());
            groups.extend(condition.group.as_deref());
        }
        for id in self.default_conditions() {
            let Some(condition) = self.condition(id) else { continue };
            if condition.group.as_deref().is_none_or(|group| !groups.contains(group)) {
                holding.insert(condition.id.as_str());
            }
        }
        holding
    }
}

/// How a rule's grades meet the grade given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// The rule is for every grade.
    Ungraded,
    /// The grade given is one of the rule's.
    Exact,
    /// The word given stands for several grades, one of them the rule's.
    Group,
    /// Nothing is known on the rule's scale.
    Assumed,
    /// The rule is for other grades.
    No,
}

struct GradeGiven<'p> {
    kind: &'p Kind,
    /// Ids the word given may mean, with their scale; none where nothing is known.
    ids: Vec<(&'p str, Option<&'p str>)>,
}

impl<'p> GradeGiven<'p> {
    fn new(kind: &'p Kind, grade: Option<&str>) -> Self {
        let named = grade.filter(|name| !folded(name).is_empty());
        let grades = named.map_or_else(Vec::new, |name| kind.grades_named(name));
        let ids = grades.iter().map(|grade| (grade.id.as_str(), grade.scale.as_deref())).collect();
        Self { kind, ids }
    }

    fn fit(&self, rule_grades: &[String]) -> Fit {
        let Some(first) = rule_grades.first() else { return Fit::Ungraded };
        let scale = self.kind.scale_of(first);
        let on_scale: Vec<&str> =
            self.ids.iter().filter(|(_, own)| *own == scale).map(|(id, _)| *id).collect();
        let met = on_scale.iter().any(|id| rule_grades.iter().any(|grade| grade == id));
        match (on_scale.len(), met) {
            (0, _) => Fit::Assumed,
            (_, false) => Fit::No,
            (1, true) => Fit::Exact,
            (_, true) => Fit::Group,
        }
    }
}

fn grade_use(fits: impl IntoIterator<Item = Fit>) -> GradeUse {
    let mut used = GradeUse::NotGraded;
    for fit in fits {
        used = match (used, fit) {
            (_, Fit::Assumed) | (GradeUse::AssumedStrictest, _) => GradeUse::AssumedStrictest,
            (_, Fit::Group) | (GradeUse::StrictestOfGroup, _) => GradeUse::StrictestOfGroup,
            (_, Fit::Exact) | (GradeUse::Given, _) => GradeUse::Given,
            (GradeUse::NotGraded, Fit::Ungraded | Fit::No) => GradeUse::NotGraded,
        };
    }
    used
}

fn set_aside(
    rule: &ClearanceRule,
    places: &HashSet<&str>,
    conditions: &HashSet<&str>,
) -> Option<NotAppliedReason> {
    let not_among = |wanted: &Option<String>, declared: &HashSet<&str>| {
        wanted.clone().filter(|wanted| !declared.contains(wanted.as_str()))
    };
    not_among(&rule.provenance.jurisdiction, places)
        .map(NotAppliedReason::OtherJurisdiction)
        .or_else(|| {
            not_among(&rule.condition, conditions).map(NotAppliedReason::ConditionNotDeclared)
        })
}

type Figures = (Metres, Option<Metres>);

fn distance(rule: &ClearanceRule, pair: &Pair<'_>) -> Result<Figures, NotAppliedReason> {
    let by_height = |height: &HeightRule, given: Option<Metres>, missing| {
        given.and_then(|given| height.distance(given)).map(|found| (found, None)).ok_or(missing)
    };
    match &rule.distance {
        Distance::Fixed { distance, low } => Ok((*distance, *low)),
        Distance::Polygon => Err(NotAppliedReason::NeedsGazettedPolygon),
        Distance::ByHeight(height) => match height.of {
            HeightOf::Facility => {
                by_height(height, pair.height, NotAppliedReason::NeedsFacilityHeight)
            }
            HeightOf::PlannedBuilding => {
                by_height(height, pair.planned_height, NotAppliedReason::NeedsPlannedHeight)
            }
        },
    }
}

/// Enters a rule for each part it names; of two with the same distance the better founded one stays.
fn govern<'p>(
    governing: &mut Vec<PartClearance<'p>>,
    kind: &'p Kind,
    rule: &'p ClearanceRule,
    distance: Metres,
    low: Option<Metres>,
) {
    let whole = [SITE_PART];
    let parts: Vec<&str> = if rule.parts.is_empty() {
        whole.to_vec()
    } else {
        rule.parts.iter().map(String::as_str).collect()
    };
    for part in parts {
        let optional = kind.optional_parts.iter().any(|id| id == part);
        let entry = PartClearance { part, distance, low, optional, rule };
        match governing.iter_mut().find(|known| known.part == part) {
            None => governing.push(entry),
            Some(known) => {
                let better = rule.provenance.status < known.rule.provenance.status;
                if distance > known.distance || (distance == known.distance && better) {
                    *known = entry;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
