//! What stands beside a site and stays: homes, schools, shops. The project keeps its distance from them
//! by what it is, as they keep theirs by what they are.

use crate::geometry::offset::{self, Join};
use crate::geometry::overlay::OverlayError;
use crate::geometry::Region;
use crate::model::{Doubt, Facility, Layer, Nth, Origin, Parcel, Shape, Warnings};
use crate::obstacle::clearance::{Clearance, MeasuredFrom, PartDistance, Policy};
use crate::obstacle::detect::{Surroundings, BESIDE_M};
use crate::obstacle::ownership::Known;
use crate::rules::{Coverage, ProposedUse, RulePack, Source};
use crate::settings::Given;
use crate::units::Metres;
use std::collections::BTreeMap;

/// What land-use codes and districts stand for.
#[derive(Clone, Copy, Debug)]
pub struct LandUses<'a> {
    /// Code system of the parcels' land use, if it was declared.
    pub system: Option<&'a str>,
    /// Uses by code or district, as declared for the site.
    pub use_of: &'a BTreeMap<String, String>,
    /// The rule pack.
    pub pack: &'a RulePack,
}

impl<'a> LandUses<'a> {
    /// What a parcel is used for, as far as its code or district tells.
    #[must_use]
    pub fn of(&self, parcel: &Parcel) -> Option<&'a ProposedUse> {
        let codes = [parcel.land_use.as_deref(), parcel.zoning.as_deref()];
        let declared = codes.into_iter().flatten().find_map(|code| self.use_of.get(code));
        if let Some(name) = declared {
            return self.pack.proposed_use(name);
        }
        self.pack.use_of_land(self.system?, parcel.land_use.as_deref()?)
    }

    /// The use that a kind of facility is, if it is one.
    #[must_use]
    pub fn of_kind(&self, kind: &str) -> Option<&'a ProposedUse> {
        self.pack.proposed_use(self.use_of.get(kind).map_or(kind, String::as_str))
    }
}

/// A distance that is kept from a use.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Keep {
    /// The distance, from wherever the rule starts it.
    pub distance: Metres,
    /// The part of it that starts at the whole plot; the rest starts at its equipment.
    pub from_plot: Metres,
    /// Its source.
    pub source: Source,
}

/// How far something keeps from a use.
#[derive(Clone, Debug, PartialEq)]
pub enum Keeping {
    /// This far.
    Distance(Keep),
    /// It keeps no distance.
    Nothing,
    /// Nothing says how far.
    Unknown,
}

impl Keeping {
    /// The distance, if there is one.
    #[must_use]
    pub fn keep(self) -> Option<Keep> {
        match self {
            Self::Distance(keep) => Some(keep),
            Self::Nothing | Self::Unknown => None,
        }
    }
}

impl Policy<'_> {
    /// How far a kind keeps from a use, by rule.
    #[must_use]
    pub fn keeping(&self, kind: &str, grade: Option<&str>, from: &str) -> Keeping {
        let toward = Policy { proposed_use: from, ..*self };
        let answer = toward.pair(kind, grade, None);
        let Some(headline) = answer.headline().filter(|one| one.distance > Metres::ZERO) else {
            return match answer.coverage() {
                Coverage::Ruled | Coverage::NoDistanceByRule => Keeping::Nothing,
                Coverage::GazettedPolygon | Coverage::Unknown => Keeping::Unknown,
            };
        };
        let from_plot = answer.governing.iter().filter(|one| one.is_whole_plot());
        Keeping::Distance(Keep {
            distance: headline.distance,
            from_plot: from_plot.map(|one| one.distance).fold(Metres::ZERO, Metres::max),
            source: Source::Rule(headline.rule.provenance.citation(&headline.rule.id)),
        })
    }

    /// How far the project keeps from a use beside its site: as stated, else by rule where the project is
    /// itself of a kind that keeps distances.
    #[must_use]
    pub fn project_keeps(&self, from: &ProposedUse) -> Keeping {
        match self.keeps(from) {
            Keeping::Distance(keep) if !self.rungs.has(keep.source.rung()) => Keeping::Nothing,
            keeping => keeping,
        }
    }

    fn keeps(&self, from: &ProposedUse) -> Keeping {
        let named = |name: &str| self.pack.proposed_use(name).is_some_and(|one| one.id == from.id);
        let mut all = self.neighbour_clearance.iter();
        if let Some((_, stated)) = all.find(|(name, _)| named(name)) {
            let source = match stated.from {
                Given::CommandLine => Source::CommandLine,
                _ => Source::SiteFile,
            };
            let distance = stated.value;
            return Keeping::Distance(Keep { distance, from_plot: distance, source });
        }
        match self.pack.kind(self.proposed_use) {
            Some(kind) => self.keeping(&kind.id, None, &from.id),
            None => Keeping::Unknown,
        }
    }

    /// The farthest that the project keeps from any use; zero where it keeps from none.
    #[must_use]
    pub fn longest_from_neighbours(&self) -> Metres {
        if self.neighbour_clearance.is_empty() && self.pack.kind(self.proposed_use).is_none() {
            return Metres::ZERO;
        }
        let keeps = self.pack.uses().iter().filter_map(|one| self.project_keeps(one).keep());
        keeps.map(|keep| keep.distance).fold(Metres::ZERO, Metres::max)
    }

    /// Says that nothing is known of a distance from a sensitive use.
    pub(in crate::obstacle) fn raise_unruled(
        &self,
        used_as: &ProposedUse,
        of: &Origin,
        warnings: &mut Warnings,
    ) {
        let (used_as, proposed_use) = (used_as.id.clone(), self.proposed_use.to_owned());
        warnings.raise_for(of, Doubt::NeighbourUnruled { used_as, proposed_use });
    }
}

/// Land and buildings beside a site, as neighbours of the project.
pub(in crate::obstacle) struct Beside<'a> {
    footprint: &'a Region,
    policy: &'a Policy<'a>,
    /// Buildings around: one that stands on a parcel counts, and not the line of its plot.
    buildings: Vec<&'a Region>,
    parcels: &'a [Parcel],
    ownership: &'a Known,
    longest: Metres,
}

impl<'a> Beside<'a> {
    pub fn new(
        footprint: &'a Region,
        around: &'a Surroundings,
        ownership: &'a Known,
        policy: &'a Policy<'a>,
    ) -> Self {
        let buildings = around.facilities.iter().filter(|one| one.layer == Layer::Building);
        let buildings = buildings.filter_map(|one| match &one.shape {
            Shape::Area(region) => Some(region),
            Shape::Points(_) | Shape::Lines(_) => None,
        });
        let longest = policy.longest_from_neighbours();
        let parcels = around.parcels.as_slice();
        Self { footprint, policy, buildings: buildings.collect(), parcels, ownership, longest }
    }

    /// Whether [`land`](Self::land) has anything to say of a parcel, wherever it lies: its use is known, or the
    /// project keeps its distance from some uses.
    pub fn may_concern(&self, parcel: &Parcel) -> bool {
        self.longest > Metres::ZERO || self.policy.land_uses.of(parcel).is_some()
    }

    /// What the project keeps from a parcel of others, beside its site or in it: the use, and the distance
    /// with the land that it covers.
    pub fn land(
        &self,
        parcel: &Parcel,
        warnings: &mut Warnings,
    ) -> Result<Option<(&'a ProposedUse, Clearance)>, OverlayError> {
        let near = |within: f64| {
            let boxes = parcel.region.bounds().zip(self.footprint.bounds());
            boxes.is_some_and(|(a, b)| a.grown(within).meets(&b))
                && parcel.region.distance(self.footprint) <= within
        };
        let Some(used_as) = self.policy.land_uses.of(parcel) else {
            self.raise_unknown(near, &parcel.origin, warnings);
            return Ok(None);
        };
        match self.policy.project_keeps(used_as) {
            Keeping::Nothing => Ok(None),
            Keeping::Unknown => {
                if used_as.sensitive && near(BESIDE_M) {
                    self.policy.raise_unruled(used_as, &parcel.origin, warnings);
                }
                Ok(None)
            }
            Keeping::Distance(keep) => {
                if !near(keep.distance.get()) || self.is_built(parcel) {
                    return Ok(None);
                }
                Ok(Some((used_as, keep.around(&parcel.region)?)))
            }
        }
    }

    /// What a building of others is used for: as its grade says, else as the land under it is. That nothing
    /// says so is a doubt where the project keeps its distance from some uses.
    pub fn use_of_building(
        &self,
        building: &Facility,
        warnings: &mut Warnings,
    ) -> Option<&'a ProposedUse> {
        let graded = building.grade.as_deref();
        if let Some(by_grade) = graded.and_then(|grade| self.policy.pack.proposed_use(grade)) {
            return Some(by_grade);
        }
        let under = self.under(building);
        if under.is_some_and(|(_, is_own)| is_own) {
            return None;
        }
        let used_as = under.and_then(|(parcel, _)| self.policy.land_uses.of(parcel));
        if used_as.is_none() {
            let near = |within: f64| building.shape.distance(self.footprint) <= within;
            self.raise_unknown(near, &building.origin, warnings);
        }
        used_as
    }

    /// Says that nothing is known of the use of something as near as the project keeps from any use.
    fn raise_unknown(&self, near: impl Fn(f64) -> bool, of: &Origin, warnings: &mut Warnings) {
        let within = self.longest;
        if within > Metres::ZERO && near(within.get()) {
            let proposed_use = self.policy.proposed_use.to_owned();
            warnings.raise_for(of, Doubt::NeighbourUseUnknown { within, proposed_use });
        }
    }

    /// The smallest parcel under the middle of a building, and whether it is the project's own.
    fn under(&self, building: &Facility) -> Option<(&'a Parcel, bool)> {
        let Shape::Area(region) = &building.shape else { return None };
        let at = region.label_point()?;
        let holding = Nth::each(self.parcels).filter(|(_, parcel)| parcel.region.contains(at));
        let area = |parcel: &Parcel| parcel.region.area().get();
        let smallest = holding.min_by(|a, b| area(a.1).total_cmp(&area(b.1)));
        smallest.map(|(number, parcel)| (parcel, self.ownership.owns(number)))
    }

    fn is_built(&self, parcel: &Parcel) -> bool {
        self.buildings.iter().any(|building| building.distance(&parcel.region) <= 0.0)
    }
}

impl Keep {
    /// The parts of the distance, as those of the thing that it is kept from.
    pub(in crate::obstacle) fn parts(&self) -> Vec<PartDistance> {
        let part = |distance, from| PartDistance {
            part: None,
            distance,
            low: None,
            from,
            source: self.source.clone(),
        };
        let whole =
            (self.from_plot > Metres::ZERO).then(|| part(self.from_plot, MeasuredFrom::Plot));
        let equipment = (self.distance > self.from_plot)
            .then(|| part(self.distance, MeasuredFrom::ProjectEquipment));
        whole.into_iter().chain(equipment).collect()
    }

    /// What it covers around a piece of land.
    fn around(&self, land: &Region) -> Result<Clearance, OverlayError> {
        let zone = offset::grow(land, self.distance.get(), Join::Round)?;
        let zone_low = if self.distance > self.from_plot {
            Some(offset::grow(land, self.from_plot.get(), Join::Round)?)
        } else {
            None
        };
        Ok(Clearance { known: true, parts: self.parts(), zone, zone_low, ..Clearance::default() })
    }
}
