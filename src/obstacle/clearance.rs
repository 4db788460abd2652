//! How far an obstacle keeps others away: the distance, from where it is measured, and on what
//! authority.
//!
//! A distance comes from the command line, else from the feature, else from the site file, else
//! from the rule pack. Rules that need a consent or a consultation are reported with the obstacle
//! and not subtracted. Distances that start at equipment use its positions; where they are not
//! known the whole plot stands for it (the headline) and its middle gives the lower bound.

use crate::geometry::offset::{self, Cap, Join};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::language::Name;
use crate::model::{Burden, Doubt, Facility, LandUseSystem, Rungs, Shape, Warnings};
use crate::obstacle::neighbour::{Keeping, LandUses};
use crate::rules::{
    Citation, Coverage, Distance, Effect, GradeUse, NotAppliedReason, Pair, PairClearance,
    PartClearance, ProposedUse, RulePack, Source, Status,
};
use crate::settings::site_file::SiteRanges;
use crate::settings::{Settings, Sourced};
use crate::units::Metres;
use geo::{Centroid, Coord};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where clearances and plots come from, for one proposed use.
#[derive(Clone, Copy, Debug)]
pub struct Policy<'a> {
    /// The rule pack.
    pub pack: &'a RulePack,
    /// Proposed use, an id of the pack.
    pub proposed_use: &'a str,
    /// Jurisdictions whose local rules apply.
    pub jurisdictions: &'a [String],
    /// Conditions known to hold.
    pub conditions: &'a [String],
    /// Distances by kind from the command line.
    pub command_line: &'a BTreeMap<String, Metres>,
    /// Distances by kind from the site file.
    pub site_file: &'a BTreeMap<String, Metres>,
    /// How far the project keeps from uses beside its site, as stated.
    pub neighbour_clearance: &'a BTreeMap<String, Sourced<Metres>>,
    /// What land-use codes and districts stand for.
    pub land_uses: LandUses<'a>,
    /// How much of a kind's clearance it keeps on its own land, from the site file.
    pub burden: &'a BTreeMap<String, Burden>,
    /// A point takes the parcel it stands on up to this many times the typical plot of its kind.
    pub plot_factor: f64,
    /// Whether a parcel that may be a facility's plot is taken to be it: the other end of a range.
    pub parcels_are_plots: bool,
    /// Distances that rest on other rungs than these take no land.
    pub rungs: Rungs,
    /// Land that is narrower than this was drawn to meet, not to overlap.
    pub gap_tolerance: Metres,
}

/// Where a distance starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasuredFrom {
    /// The whole plot, as the rule or the user says.
    Plot,
    /// Equipment at known positions.
    Equipment,
    /// The whole plot, because the position of the equipment is not known.
    #[serde(rename = "plot_for_unknown_equipment")]
    PlotForEquipment,
    /// The neighbour, up to equipment of the project whose position is not known.
    ProjectEquipment,
}

impl MeasuredFrom {
    /// Whether a whole plot stands for equipment whose position is not known.
    #[must_use]
    pub const fn is_upper_bound(self) -> bool {
        matches!(self, Self::PlotForEquipment | Self::ProjectEquipment)
    }
}

/// One distance of an obstacle.
#[derive(Clone, Debug, PartialEq)]
pub struct PartDistance {
    /// Which equipment; none for the plot as a whole.
    pub part: Option<String>,
    /// The distance.
    pub distance: Metres,
    /// A shorter one that sources also give.
    pub low: Option<Metres>,
    /// Where it starts.
    pub from: MeasuredFrom,
    /// Its source.
    pub source: Source,
}

/// How far a thing that stands somewhere keeps away what is planned beside it.
#[derive(Clone, Debug, PartialEq)]
pub enum Toward {
    /// This far, on some authority.
    Kept {
        /// The distance.
        distance: Metres,
        /// Its source.
        source: Source,
    },
    /// It keeps nobody away.
    Free,
    /// Nothing says how far.
    Unknown,
}

/// A rule that asks for consent or care and takes no land.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Consult {
    /// The rule and its clause.
    pub citation: Citation,
    /// What the rule asks for.
    pub effect: Effect,
    /// Within which distance, if it is a plain number.
    pub distance: Option<Metres>,
}

/// A rule that speaks of a thing and takes no part in its clearance.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The rule and its clause.
    pub citation: Citation,
    /// Why.
    pub reason: NotAppliedReason,
}

/// All distances of an obstacle and the area they cover.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clearance {
    /// Whether the distance is known; one that is may be none.
    pub known: bool,
    /// The distances.
    pub parts: Vec<PartDistance>,
    /// How much of it is declared to be kept on the obstacle's own land.
    pub burden: Option<Burden>,
    /// Everything within one of them that falls on others, not clipped to the site; the headline.
    pub zone: Region,
    /// The same at the lower bound, where it differs.
    pub zone_low: Option<Region>,
    /// Rules that are reported and not subtracted.
    pub consult: Vec<Consult>,
    /// Rules that hold elsewhere, or only if something is declared.
    pub not_applied: Vec<LeftOut>,
}

impl Clearance {
    /// The largest distance.
    #[must_use]
    pub fn distance(&self) -> Metres {
        self.parts.iter().map(|part| part.distance).fold(Metres::ZERO, Metres::max)
    }

    /// The distance that decides, with its authority.
    #[must_use]
    pub fn governing(&self) -> Option<&PartDistance> {
        self.parts.iter().max_by(|a, b| a.distance.get().total_cmp(&b.distance.get()))
    }
}

impl Toward {
    /// What holds of two uses alike: the shorter of two distances.
    fn alike(self, other: Self) -> Self {
        match (self, other) {
            (Self::Kept { distance, source }, Self::Kept { distance: longer, .. })
                if distance <= longer =>
            {
                Self::Kept { distance, source }
            }
            (Self::Kept { .. }, shorter @ Self::Kept { .. }) => shorter,
            (Self::Free, Self::Free) => Self::Free,
            _ => Self::Unknown,
        }
    }
}

impl<'a> Policy<'a> {
    /// As asked, by the rules of a pack.
    #[must_use]
    pub fn of(settings: &'a Settings, pack: &'a RulePack) -> Self {
        Self {
            pack,
            proposed_use: &settings.proposed_use.value,
            jurisdictions: &settings.jurisdictions.value,
            conditions: &settings.conditions.value,
            command_line: &settings.clearance_command_line,
            site_file: &settings.clearance_site_file,
            neighbour_clearance: &settings.neighbour_clearance,
            land_uses: LandUses {
                system: settings.land_use_system.map(LandUseSystem::as_str),
                use_of: &settings.use_of,
                pack,
            },
            burden: &settings.burden,
            plot_factor: settings.plot_factor,
            parcels_are_plots: false,
            rungs: Rungs::ALL,
            gap_tolerance: settings.gap_tolerance.value,
        }
    }

    /// Kind as the pack calls it, if it knows it.
    #[must_use]
    pub fn canonical(&self, kind: &str) -> String {
        self.pack.kind(kind).map_or_else(|| kind.to_owned(), |known| known.id.clone())
    }

    /// The longer end of the range that is given for the clearance of a kind; zero without one.
    #[must_use]
    pub fn longest_of_range(&self, ranges: &SiteRanges, kind: &str) -> Metres {
        let canonical = self.canonical(kind);
        let of_kind =
            ranges.clearance_m.iter().filter(|(name, _)| self.canonical(name) == canonical);
        of_kind.flat_map(|(_, ends)| ends).copied().fold(Metres::ZERO, Metres::max)
    }

    fn given<T: Copy>(&self, table: &BTreeMap<String, T>, kind: &str) -> Option<T> {
        let canonical = self.canonical(kind);
        table
            .iter()
            .find(|(name, _)| *name == kind || self.canonical(name) == canonical)
            .map(|(_, value)| *value)
    }

    /// The distance that was stated, which no rule can overrule.
    fn stated(&self, kind: &str, attribute: Option<Metres>) -> Option<(Metres, Source)> {
        self.given(self.command_line, kind)
            .map(|distance| (distance, Source::CommandLine))
            .or_else(|| attribute.map(|distance| (distance, Source::Attribute)))
            .or_else(|| Some((self.given(self.site_file, kind)?, Source::SiteFile)))
    }

    /// The farthest that a facility keeps others away, whatever its equipment: an upper bound of
    /// [`distances`](Self::distances).
    #[must_use]
    pub fn reach(
        &self,
        kind: &str,
        grade: Option<&str>,
        attribute: Option<Metres>,
        height: Option<Metres>,
    ) -> Metres {
        if let Some((distance, _)) = self.stated(kind, attribute) {
            return distance;
        }
        let pair = self.pair(kind, grade, height);
        pair.governing.iter().map(|one| one.distance).fold(Metres::ZERO, Metres::max)
    }

    /// How far a facility keeps away a kind that is planned beside it. A kind that is no use of the rule
    /// pack is kept away as far as every use is; where that differs from use to use, it is not known.
    #[must_use]
    pub fn toward(&self, facility: &Facility, planned: &str) -> Toward {
        let kept = |distance: Metres, source: Source| {
            if distance > Metres::ZERO {
                Toward::Kept { distance, source }
            } else {
                Toward::Free
            }
        };
        if let Some((distance, source)) = self.stated(&facility.kind, facility.clearance) {
            return kept(distance, source);
        }
        let drawn_as_area = matches!(facility.shape, Shape::Area(_));
        let of = |proposed_use: &str| {
            let policy = Policy { proposed_use, ..*self };
            let grade = facility.grade.as_deref();
            let pair = policy.pair(&facility.kind, grade, facility.height);
            match (pair.coverage(), pair.headline()) {
                (Coverage::Ruled, Some(headline)) => {
                    let citation = headline.rule.provenance.citation(&headline.rule.id);
                    kept(headline.distance, Source::Rule(citation))
                }
                (Coverage::NoDistanceByRule, _) => Toward::Free,
                (Coverage::GazettedPolygon, _) if drawn_as_area => Toward::Free,
                _ => Toward::Unknown,
            }
        };
        if self.pack.proposed_use(planned).is_some() {
            return of(planned);
        }
        let each = self.pack.uses().iter().map(|one| of(&one.id));
        each.reduce(Toward::alike).unwrap_or(Toward::Unknown)
    }

    /// Whether nothing says how far a facility keeps others away, nor that it does not.
    #[must_use]
    pub fn is_unknown(&self, facility: &Facility) -> bool {
        let Facility { kind, grade, clearance, height, .. } = facility;
        let drawn_as_area = matches!(facility.shape, Shape::Area(_));
        let kept = self.land_uses.of_kind(kind).map(|used_as| self.project_keeps(used_as));
        self.stated(kind, *clearance).is_none()
            && kept.is_none_or(|keeping| keeping == Keeping::Unknown)
            && match self.pair(kind, grade.as_deref(), *height).coverage() {
                Coverage::Unknown => true,
                Coverage::GazettedPolygon => !drawn_as_area,
                Coverage::Ruled | Coverage::NoDistanceByRule => false,
            }
    }

    /// Whether nothing says how far a kind keeps others away, so that [`reach`](Self::reach) is no
    /// bound: zero, without a rule behind it.
    #[must_use]
    pub fn is_unruled(&self, kind: &str, grade: Option<&str>, attribute: Option<Metres>) -> bool {
        let unruled = |coverage| matches!(coverage, Coverage::Unknown | Coverage::GazettedPolygon);
        self.stated(kind, attribute).is_none() && unruled(self.pair(kind, grade, None).coverage())
    }

    pub(in crate::obstacle) fn pair(
        &self,
        kind: &str,
        grade: Option<&str>,
        height: Option<Metres>,
    ) -> PairClearance<'_> {
        self.pack.clearance(&Pair {
            kind,
            grade,
            proposed_use: self.proposed_use,
            jurisdictions: self.jurisdictions,
            conditions: self.conditions,
            height,
            planned_height: None,
        })
    }

    /// The distances of a facility, without their areas, and what the project keeps from it where it is
    /// used for something that others keep from.
    pub fn distances(
        &self,
        facility: &Facility,
        equipment: &[&Facility],
        used_as: Option<&ProposedUse>,
        warnings: &mut Warnings,
    ) -> Clearance {
        if let Some((distance, source)) = self.stated(&facility.kind, facility.clearance) {
            let from =
                if equipment.is_empty() { MeasuredFrom::Plot } else { MeasuredFrom::Equipment };
            let part = PartDistance { part: None, distance, low: None, from, source };
            let parts = self.counted(vec![part]);
            return Clearance { parts, known: true, ..Clearance::default() };
        }
        let pair = self.pair(&facility.kind, facility.grade.as_deref(), facility.height);
        // A home is no kind that keeps others away: what counts is how far the project keeps from it.
        let keeping = used_as.map(|used_as| (used_as, self.project_keeps(used_as)));
        let kept = match keeping {
            Some((_, Keeping::Distance(keep))) => Some(keep.parts()),
            Some((_, Keeping::Nothing)) => Some(Vec::new()),
            Some((used_as, Keeping::Unknown)) if pair.kind.is_none() => {
                self.raise_unruled(used_as, &facility.origin, warnings);
                None
            }
            Some((_, Keeping::Unknown)) | None => None,
        };
        if pair.kind.is_some() || used_as.is_none() {
            self.raise_doubts(&pair, facility, warnings);
        }
        let mut parts = self.located(&pair, facility, equipment, warnings);
        let known = is_known(&pair, facility) || (pair.kind.is_none() && kept.is_some());
        parts.extend(kept.into_iter().flatten());
        Clearance {
            parts: self.counted(parts),
            known,
            consult: consult(&pair),
            not_applied: left_out(&pair),
            ..Clearance::default()
        }
    }

    /// The distances that rest on the rungs that count.
    fn counted(&self, mut parts: Vec<PartDistance>) -> Vec<PartDistance> {
        parts.retain(|part| self.rungs.has(part.source.rung()));
        parts
    }

    /// Each governing distance with the place it starts from.
    fn located(
        &self,
        pair: &PairClearance<'_>,
        facility: &Facility,
        equipment: &[&Facility],
        warnings: &mut Warnings,
    ) -> Vec<PartDistance> {
        let mut missing = Vec::new();
        let mut parts = Vec::new();
        for governing in &pair.governing {
            let drawn = || equipment.iter().any(|item| self.is_part(item, governing.part));
            let (part, from) = if governing.is_whole_plot() {
                (None, MeasuredFrom::Plot)
            } else if drawn() {
                (Some(governing.part.to_owned()), MeasuredFrom::Equipment)
            } else if governing.optional {
                // Not every facility has it, and this one shows none.
                continue;
            } else {
                missing.push(self.part_name(governing.part));
                (Some(governing.part.to_owned()), MeasuredFrom::PlotForEquipment)
            };
            raise_recalled(governing, facility, warnings);
            let rule = governing.rule;
            parts.push(PartDistance {
                part,
                distance: governing.distance,
                low: governing.low.filter(|low| *low < governing.distance),
                from,
                source: Source::Rule(rule.provenance.citation(&rule.id)),
            });
        }
        if !missing.is_empty() {
            warnings.raise_for(&facility.origin, Doubt::EquipmentUnknown { parts: missing });
        }
        parts
    }

    /// Whether a piece of equipment is the part a rule speaks of, under any of its names.
    fn is_part(&self, item: &Facility, part: &str) -> bool {
        item.part.as_deref().is_some_and(|name| {
            self.pack.part(name).map_or(name, |known| known.id.as_str()) == part
        })
    }

    /// What a part is called.
    fn part_name(&self, id: &str) -> Name {
        match self.pack.part(id) {
            Some(part) => Name { en: part.name_en.clone(), zh: Some(part.name_zh.clone()) },
            None => Name { en: id.replace('_', " "), zh: None },
        }
    }

    fn raise_doubts(&self, pair: &PairClearance<'_>, facility: &Facility, warnings: &mut Warnings) {
        let origin = &facility.origin;
        let kind = || facility.kind.clone();
        let pack = || self.pack.region().to_owned();
        let drawn_as_area = matches!(facility.shape, Shape::Area(_));
        match (pair.coverage(), pair.kind) {
            (Coverage::Unknown, None) if facility.kind.is_empty() => {
                warnings.raise_for(origin, Doubt::NoKind);
            }
            (Coverage::Unknown, None) => {
                warnings.raise_for(origin, Doubt::UnknownKind { kind: kind(), pack: pack() });
            }
            (Coverage::Unknown, Some(_)) => {
                let proposed_use = self.proposed_use.to_owned();
                let doubt = Doubt::NoRuleForPair { kind: kind(), proposed_use, pack: pack() };
                warnings.raise_for(origin, doubt);
            }
            (Coverage::GazettedPolygon, _) if !drawn_as_area => {
                warnings.raise_for(origin, Doubt::LimitNotDrawn { kind: kind() });
            }
            _ => {}
        }
        let is_use = |grade: &str| self.pack.proposed_use(grade).is_some();
        let says_use = facility.grade.as_deref().is_some_and(is_use);
        if pair.grade == GradeUse::AssumedStrictest && !pair.governing.is_empty() && !says_use {
            let grade = facility.grade.clone();
            warnings.raise_for(origin, Doubt::GradeAssumed { kind: kind(), grade });
        }
        for skipped in &pair.not_applied {
            let rule = skipped.rule.id.clone();
            match skipped.reason {
                NotAppliedReason::NeedsFacilityHeight => {
                    warnings.raise_for(origin, Doubt::FacilityHeightUnknown { rule });
                }
                NotAppliedReason::NeedsPlannedHeight => {
                    warnings.raise_for(origin, Doubt::PlannedHeightUnknown { rule });
                }
                _ => {}
            }
        }
    }
}

/// A recalled figure is used, and said.
fn raise_recalled(governing: &PartClearance<'_>, facility: &Facility, warnings: &mut Warnings) {
    let provenance = &governing.rule.provenance;
    if provenance.status == Status::Recalled {
        let doubt = Doubt::RuleRecalled {
            distance: governing.distance,
            document: provenance.source.clone(),
            clause: provenance.clause.clone(),
        };
        warnings.raise_for(&facility.origin, doubt);
    }
}

fn left_out(pair: &PairClearance<'_>) -> Vec<LeftOut> {
    let set_aside = pair.not_applied.iter().map(|one| LeftOut {
        citation: one.rule.provenance.citation(&one.rule.id),
        reason: one.reason.clone(),
    });
    set_aside.collect()
}

/// Whether the pack says how far a facility keeps others away, be it nothing. A limit that an authority
/// draws is known where it is drawn.
fn is_known(pair: &PairClearance<'_>, facility: &Facility) -> bool {
    match pair.coverage() {
        Coverage::Ruled | Coverage::NoDistanceByRule => true,
        Coverage::GazettedPolygon => matches!(facility.shape, Shape::Area(_)),
        Coverage::Unknown => false,
    }
}

fn consult(pair: &PairClearance<'_>) -> Vec<Consult> {
    let reported = pair.reported.iter().map(|rule| Consult {
        citation: rule.provenance.citation(&rule.id),
        effect: rule.effect,
        distance: match &rule.distance {
            Distance::Fixed { distance, .. } => Some(*distance),
            Distance::ByHeight(_) | Distance::Polygon => None,
        },
    });
    reported.collect()
}

impl Clearance {
    /// Fills in the areas that the distances cover.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn with_zones(
        mut self,
        policy: &Policy<'_>,
        facility: &Facility,
        plot: &Region,
        equipment: &[&Facility],
    ) -> Result<Self, OverlayError> {
        self.burden = facility.burden.or(policy.given(policy.burden, &facility.kind));
        self.zone = self.covered(policy, facility, plot, equipment, false)?;
        let ranged = self.parts.iter().any(|part| part.low.is_some() || part.from.is_upper_bound());
        if ranged {
            self.zone_low = Some(self.covered(policy, facility, plot, equipment, true)?);
        }
        Ok(self)
    }

    /// What the distances cover of others' land, as they are or at the lower bound.
    fn covered(
        &self,
        policy: &Policy<'_>,
        facility: &Facility,
        plot: &Region,
        equipment: &[&Facility],
        at_low: bool,
    ) -> Result<Region, OverlayError> {
        let mut covered = Vec::new();
        for part in &self.parts {
            let distance = part.low.filter(|_| at_low).unwrap_or(part.distance).get();
            if part.distance <= Metres::ZERO {
                continue;
            }
            match part.from {
                MeasuredFrom::Equipment => {
                    let items = equipment.iter().filter(|item| {
                        part.part.as_deref().is_none_or(|p| policy.is_part(item, p))
                    });
                    for item in items {
                        covered.push(within(&item.shape, distance)?);
                    }
                }
                // Where the project's equipment stands elsewhere it takes nothing.
                MeasuredFrom::ProjectEquipment if at_low => {}
                MeasuredFrom::PlotForEquipment if at_low => {
                    if let Some(middle) = middle(facility, plot) {
                        covered.push(offset::disc(middle, distance)?);
                    }
                }
                MeasuredFrom::Plot
                | MeasuredFrom::ProjectEquipment
                | MeasuredFrom::PlotForEquipment => {
                    covered.push(within_plot(facility, plot, distance)?);
                }
            }
        }
        let zone = overlay::union(&covered)?;
        match self.burden {
            Some(burden) => burdened(&zone, burden, plot, self.distance()),
            None => Ok(zone),
        }
    }
}

/// What of a clearance falls on others.
///
/// Without a plot there is no land of its own to keep anything on, and all of it does.
fn burdened(
    zone: &Region,
    burden: Burden,
    plot: &Region,
    distance: Metres,
) -> Result<Region, OverlayError> {
    match burden {
        _ if plot.is_empty() => Ok(zone.clone()),
        Burden::Own => overlay::intersection(zone, plot),
        Burden::Shared => {
            let half = offset::grow(plot, distance.get() / 2.0, Join::Round)?;
            overlay::intersection(zone, &half)
        }
    }
}

/// From the plot if there is one, else from the drawn shape (a point of unknown size).
///
/// A line whose corridor comes from the rule pack is measured from the line: the corridor is land
/// reserved around it, and rules count from the conductor or pipe. A width given with the feature
/// is its own width, and distances start at its edge.
fn within_plot(facility: &Facility, plot: &Region, distance: f64) -> Result<Region, OverlayError> {
    let reserved = matches!(facility.shape, Shape::Lines(_)) && facility.width.is_none();
    if plot.is_empty() || reserved {
        within(&facility.shape, distance)
    } else {
        offset::grow(plot, distance, Join::Round)
    }
}

fn within(shape: &Shape, distance: f64) -> Result<Region, OverlayError> {
    let parts = match shape {
        Shape::Area(region) => return offset::grow(region, distance, Join::Round),
        Shape::Points(points) => {
            points.iter().map(|point| offset::disc(*point, distance)).collect::<Result<Vec<_>, _>>()
        }
        Shape::Lines(lines) => lines
            .iter()
            .map(|line| offset::along(line, distance, Cap::Round))
            .collect::<Result<Vec<_>, _>>(),
    };
    overlay::union(&parts?)
}

fn middle(facility: &Facility, plot: &Region) -> Option<Coord<f64>> {
    plot.as_multi_polygon().centroid().map(|point| point.0).or(match &facility.shape {
        Shape::Points(points) => points.first().copied(),
        _ => None,
    })
}
