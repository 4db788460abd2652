//! What says how far buildings stay from each edge of a case's site.

use crate::carve::edges::{ByHand, Edges, LandBeside, Place, SetbackRules, Unclear, BESIDE_M};
use crate::carve::{Baseline, Ground, Parameters};
use crate::geometry::offset::{self, Cap};
use crate::geometry::overlay::OverlayError;
use crate::geometry::{LonLat, Region};
use crate::loading::Case;
use crate::model::{Doubt, Facility, LandUseSystem, Nth, Parcel, Shape, UnclearEdges, Warnings};
use crate::obstacle::Policy;
use crate::settings::{Given, Parameter, Settings, Sourced};
use crate::units::Metres;
use crate::ways_out::AssessError;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The rules for the edges of a case; none where one setback holds for all of them.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub(super) fn setback_rules(
    case: &Case,
    warnings: &mut Warnings,
) -> Result<Option<Arc<SetbackRules>>, OverlayError> {
    let settings = &case.settings;
    let districts: Vec<_> =
        case.districts.iter().filter(|one| !one.setbacks.is_empty()).cloned().collect();
    if !settings.has_edge_setbacks() && districts.is_empty() {
        return Ok(None);
    }
    let frame = &case.site.frame;
    let by_hand = settings.edges.iter().filter_map(|edge| {
        let at = edge.at.and_then(|[lon, lat]| LonLat::new(lon, lat).ok());
        let at = at.map(|at| Place::At(frame.project(at)));
        Some(ByHand {
            place: at.or_else(|| Some(Place::Facing(edge.bearing?.degrees())))?,
            class: edge.class,
            setback: edge.setback_m,
            why: edge.why.clone(),
        })
    });
    let beside = Beside { case, policy: Policy::of(settings, &case.pack) };
    Ok(Some(Arc::new(SetbackRules {
        stated: settings.setbacks.clone(),
        front_road: settings.front_road.as_ref().map(|road| road.value.clone()),
        by_hand: by_hand.collect(),
        beside: beside.land(warnings)?,
        districts,
        setback_from: Some(settings.setback.from),
        setback_road_from: settings.setback_road.as_ref().map(|road| road.from),
    })))
}

/// Land and water around for which a setback is stated.
struct Beside<'a> {
    case: &'a Case,
    policy: Policy<'a>,
}

impl Beside<'_> {
    fn land(&self, warnings: &mut Warnings) -> Result<Vec<LandBeside>, OverlayError> {
        let Case { around, settings, .. } = self.case;
        let mut land = Vec::new();
        if settings.setback_beside.is_empty() {
            return Ok(land);
        }
        if around.parcels.is_empty() && around.facilities.is_empty() {
            warnings.raise(Doubt::NothingBesideKnown);
        }
        let known = around.ownership.sort(&around.parcels);
        let others = Nth::each(&around.parcels).filter(|(number, _)| !known.owns(*number));
        for (_, parcel) in others {
            let stated = self.of_parcel(parcel);
            if stated.is_none() && self.is_unknown(parcel) && self.adjoins(&parcel.region) {
                warnings.raise_for(&parcel.origin, Doubt::UseBesideUnknown);
            }
            land.extend(stated.map(|(name, setback)| {
                let (name, setback) = (name.clone(), setback.clone());
                LandBeside { name, region: parcel.region.clone(), setback }
            }));
        }
        for facility in &around.facilities {
            if let Some((name, setback)) = self.of_kind(facility) {
                let region = area_of(&facility.shape, facility.width)?;
                land.push(LandBeside { name: name.clone(), region, setback: setback.clone() });
            }
        }
        Ok(land)
    }

    /// The setback from a parcel: by its land-use code itself, else by its use or a code above its own; of
    /// several the largest.
    fn of_parcel(&self, parcel: &Parcel) -> Option<(&String, &Sourced<Metres>)> {
        let used_as = self.policy.land_uses.of(parcel);
        let is_use = |name: &str| {
            let named = self.policy.pack.proposed_use(name);
            used_as.zip(named).is_some_and(|(a, b)| a.id == b.id)
        };
        let codes = || [&parcel.land_use, &parcel.zoning].into_iter().flatten();
        let system = self.case.settings.land_use_system;
        let is_code = |name: &str| codes().any(|code| is_same(code, name));
        let is_above = |name: &str| codes().any(|code| belongs(code, name, system));
        self.largest(is_code).or_else(|| self.largest(|name| is_use(name) || is_above(name)))
    }

    /// The largest setback beside what has a name of some kind.
    fn largest(&self, is_meant: impl Fn(&str) -> bool) -> Option<(&String, &Sourced<Metres>)> {
        let stated = self.case.settings.setback_beside.iter();
        let meant = stated.filter(|(name, _)| is_meant(name));
        meant.reduce(|held, next| if next.1.value > held.1.value { next } else { held })
    }

    fn of_kind(&self, facility: &Facility) -> Option<(&String, &Sourced<Metres>)> {
        let kind = self.policy.canonical(&facility.kind);
        self.largest(|name| self.policy.canonical(name) == kind)
    }

    /// Whether nothing says what a parcel is used for: it has no code, or its code is of no declared system
    /// while setbacks are stated by use.
    fn is_unknown(&self, parcel: &Parcel) -> bool {
        let Case { settings, .. } = self.case;
        let has_code = parcel.land_use.is_some() || parcel.zoning.is_some();
        let mut stated = settings.setback_beside.keys();
        let by_use = stated.any(|name| self.policy.pack.proposed_use(name).is_some());
        let is_told =
            settings.land_use_system.is_some() || self.policy.land_uses.of(parcel).is_some();
        !has_code || (by_use && !is_told)
    }

    fn adjoins(&self, land: &Region) -> bool {
        let near = land.bounds().zip(self.case.site.footprint.bounds());
        near.is_some_and(|(a, b)| a.grown(BESIDE_M).meets(&b))
            && land.distance(&self.case.site.footprint) <= BESIDE_M
    }
}

/// Whether two land-use codes are the same.
fn is_same(code: &str, wanted: &str) -> bool {
    code.trim().eq_ignore_ascii_case(wanted.trim())
}

/// Whether a land-use code is, in a declared system, one of the codes subordinate to another.
fn belongs(code: &str, wanted: &str, system: Option<LandUseSystem>) -> bool {
    let Some((system, class)) = system.and_then(|system| Some((system, system.name(wanted)?)))
    else {
        return false;
    };
    system.class_of(code, class.level).is_some_and(|found| found.code == class.code)
}

/// The land that something drawn takes: a line takes its width.
fn area_of(shape: &Shape, width: Option<Metres>) -> Result<Region, OverlayError> {
    match shape {
        Shape::Area(region) => Ok(region.clone()),
        Shape::Points(_) => Ok(Region::empty()),
        Shape::Lines(lines) => {
            let half = width.map_or(0.0, |width| width.get() / 2.0).max(1e-3);
            offset::along_all(lines, half, Cap::Flat)
        }
    }
}

/// Refuses edges told by hand that mean none or several.
pub(super) fn check(case: &Case, edges: &Edges) -> Result<(), AssessError> {
    let Some(first) = edges.faults.first() else { return Ok(()) };
    let (number, told) = (first.entry + 1, &case.settings.edges[first.entry]);
    let (site, entry) = (case.site.id.clone(), format!("[[edge]] {number} ({told})"));
    Err(AssessError::Edge { site, entry, cause: first.fault.clone() })
}

/// Says of which edges it cannot be told how far buildings stay from them.
pub(super) fn raise_unclear(ground: &Ground, baseline: &Baseline, warnings: &mut Warnings) {
    let streets = ground.frontage.streets().iter();
    let streets: Vec<String> = streets.filter_map(|street| street.name.clone()).collect();
    for (why, edges) in baseline.edges.in_doubt(&ground.parameters) {
        let why = match why {
            Unclear::NoRoad => UnclearEdges::NoRoad,
            Unclear::WhichFront => UnclearEdges::WhichFront { streets: streets.clone() },
            Unclear::NoFront => UnclearEdges::NoFront,
        };
        warnings.raise(Doubt::EdgesUnclear { edges, why });
    }
}

/// Says where zoning districts overlap along the site and do not state the same.
pub(super) fn raise_overlapping(edges: &Edges, warnings: &mut Warnings) {
    let overlapping = || edges.all.iter().filter(|edge| !edge.overlapping.is_empty());
    let districts: BTreeSet<&String> = overlapping().flat_map(|edge| &edge.overlapping).collect();
    if !districts.is_empty() {
        let districts = districts.into_iter().cloned().collect();
        warnings.raise(Doubt::DistrictsOverlap { districts, edges: overlapping().count() });
    }
}

/// Says which range of a setback moves nothing, since every edge has a setback of its own.
pub(super) fn raise_without_effect(
    settings: &Settings,
    parameters: &Parameters,
    edges: &Edges,
    warnings: &mut Warnings,
) {
    let ranges = &settings.ranges;
    let setback = ranges.setback_m.is_some() && !edges.follow_setback(parameters);
    let road = ranges.setback_road_m.is_some() && !edges.follow_setback_road(parameters);
    for (is_idle, range) in
        [(setback, Parameter::SetbackRange), (road, Parameter::SetbackRoadRange)]
    {
        if is_idle {
            let range = range.as_named(Given::SiteFile);
            warnings.raise(Doubt::RangeWithoutEffect { range });
        }
    }
}
