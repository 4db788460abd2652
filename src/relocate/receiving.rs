//! Receiving sites: every parcel through the gates, the best ranked.
//!
//! Cheap gates are looked at for every parcel. Those that need a plan of the parcel (whether the
//! plot fits in, wide enough, clear of all around) are looked at in the order that the cheap ones
//! leave, until no parcel that has not been looked at can be among the best: they never make a rank
//! better. The ranking is the same as if all had been looked at.
//!
//! Rank: fewest gates failed, then fewest not known, then nearest to the old place, for service moves
//! with distance.

use crate::geometry::offset::{self, Join};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::packing::{pack, Item, LEAST_SIDE_M};
use crate::geometry::region::squared_distance;
use crate::geometry::{inscribed, Bounds, Region};
use crate::model::{Facility, Origin, Parcel, Shape};
use crate::relocate::city::City;
use crate::relocate::gate::{Finding, Gate, Neighbour, Reason, Verdict};
use crate::relocate::mover::{LandUses, Mover, PadSize};
use crate::relocate::pad;
use crate::relocate::service::{apart, Service};
use crate::units::Metres;
use geo::Coord;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Parcels planned in one go.
const BATCH: usize = 32;
/// A parcel up to this many times the plot's area may be taken as a whole.
const WHOLE: f64 = 1.5;
/// A building layer covers a place if one of its buildings is this near, metres.
const COVERED_M: f64 = 150.0;
/// Points a side at which a parcel is probed for a place at all.
const PROBES: usize = 16;
/// A parcel that shares less than this with the site only touches it, square metres.
const CONTACT_M2: f64 = 1.0;

/// What is asked of a city.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// Land, roads, neighbours.
    pub city: &'a City,
    /// The project's site, which takes nothing of what is moved out of it.
    pub footprint: &'a Region,
    /// The use that the project makes of it.
    pub proposed_use: &'a str,
    /// What land-use codes stand for.
    pub uses: LandUses<'a>,
    /// Words that mean that land may be had.
    pub available: &'a [String],
    /// How near a road must be, metres.
    pub road_tolerance_m: f64,
    /// Ids of facilities that move too, and so are nobody's neighbours.
    pub leaving: &'a [String],
    /// Land that is taken already by others that move.
    pub taken: &'a [Region],
    /// How many are wanted.
    pub most: usize,
}

/// A parcel as a receiving site.
#[derive(Clone, Debug)]
pub struct Receiving {
    /// Id of the parcel.
    pub id: String,
    /// Its land-use code.
    pub land_use: Option<String>,
    /// Its zoning district.
    pub zoning: Option<String>,
    /// Who holds it.
    pub owner: Option<String>,
    /// The parcel.
    pub parcel: Region,
    /// The feature it came from.
    pub origin: Origin,
    /// What was found at each gate, in the order of [`Gate::ALL`].
    pub findings: Vec<Finding>,
    /// From the middle of the old place to that of the pad, or of the parcel where there is none.
    pub distance_m: f64,
    /// The land taken; none where the plot does not fit.
    pub pad: Option<Region>,
    /// Land of others within the pad's clearance.
    pub sterilised: Region,
    /// The part of that on parcels whose use is not known: taken at the longest distance.
    pub sterilised_unknown_m2: f64,
}

impl Receiving {
    /// How many gates were found so.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }

    /// Whether every gate is passed.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.count(Verdict::Pass) == self.findings.len()
    }

    /// Land taken, square metres.
    #[must_use]
    pub fn taken_m2(&self) -> f64 {
        self.pad.as_ref().map_or(0.0, |pad| pad.area().get())
    }

    fn rank(&self) -> Rank {
        let (fails, unknowns) = (self.count(Verdict::Fail), self.count(Verdict::Unknown));
        Rank { fails, unknowns, distance_m: self.distance_m }
    }
}

/// The best receiving sites of a thing that moves.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// Best first.
    pub sites: Vec<Receiving>,
    /// Parcels looked at.
    pub considered: usize,
    /// How many of them failed at each of the gates that were looked at for all.
    pub failed: BTreeMap<Gate, usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Rank {
    fails: usize,
    unknowns: usize,
    distance_m: f64,
}

impl Rank {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.fails, self.unknowns)
            .cmp(&(other.fails, other.unknowns))
            .then(self.distance_m.total_cmp(&other.distance_m))
    }
}

/// A parcel after the gates that need no plan.
struct Screened<'a> {
    parcel: &'a Parcel,
    findings: Vec<Finding>,
    rank: Rank,
}

/// Ranks the parcels of a city as receiving sites.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn rank(search: &Search<'_>, mover: &Mover<'_>) -> Result<Ranking, OverlayError> {
    let service = service(search, mover);
    let land = search.city.receiving_land();
    let screened: Vec<Screened<'_>> = land
        .par_iter()
        .map(|parcel| search.screen(mover, service.as_ref(), parcel))
        .collect::<Result<_, _>>()?;
    let mut ranking = Ranking { considered: screened.len(), ..Ranking::default() };
    for one in &screened {
        for finding in one.findings.iter().filter(|finding| finding.verdict == Verdict::Fail) {
            *ranking.failed.entry(finding.gate).or_default() += 1;
        }
    }
    // Land that is too small, or the site itself, is no receiving site whatever else it is.
    let mut waiting: Vec<Screened<'_>> = screened
        .into_iter()
        .filter(|one| {
            let hopeless = |finding: &Finding| {
                matches!(finding.gate, Gate::OutsideSite | Gate::Area)
                    && finding.verdict == Verdict::Fail
            };
            !one.findings.iter().any(hopeless)
        })
        .collect();
    waiting.sort_by(|a, b| a.rank.cmp(&b.rank).then_with(|| a.parcel.id.cmp(&b.parcel.id)));
    let mut waiting = waiting.into_iter().peekable();
    while let Some(next) = waiting.peek().map(|one| one.rank) {
        let settled = ranking.sites.get(search.most.saturating_sub(1));
        if settled.is_some_and(|worst| worst.rank().cmp(&next).is_le()) || search.most == 0 {
            break;
        }
        let batch: Vec<Screened<'_>> = waiting.by_ref().take(BATCH).collect();
        let planned = batch
            .into_par_iter()
            .map(|one| search.plan(mover, one))
            .collect::<Result<Vec<_>, _>>()?;
        ranking.sites.extend(planned);
        ranking.sites.sort_by(|a, b| a.rank().cmp(&b.rank()).then_with(|| a.id.cmp(&b.id)));
        ranking.sites.truncate(search.most);
    }
    for site in &mut ranking.sites {
        search.sterilise(mover, site)?;
    }
    Ok(ranking)
}

/// Demand for the kind, with the places of the kind that stay.
pub(crate) fn service<'a>(search: &Search<'a>, mover: &Mover<'_>) -> Option<Service<'a>> {
    let (radius, _) = mover.radius.as_ref()?;
    let kind = &mover.obstacle.kind;
    let canonical = |name: &str| {
        search.uses.pack.kind(name).map_or_else(|| name.to_owned(), |known| known.id.clone())
    };
    let staying: Vec<Coord<f64>> = search
        .city
        .facilities
        .iter()
        .filter(|one| one.id != mover.obstacle.id && !search.leaving.contains(&one.id))
        .filter(|one| canonical(&one.kind) == *kind)
        .filter_map(|one| middle(&one.shape))
        .collect();
    Service::of(search.city, &staying, *radius)
}

fn middle(shape: &Shape) -> Option<Coord<f64>> {
    match shape {
        Shape::Area(region) => region.label_point(),
        Shape::Points(points) => points.first().copied(),
        Shape::Lines(lines) => lines.first().and_then(|line| line.get(line.len() / 2)).copied(),
    }
}

/// A distance, and how much of it starts at the plot as a whole, metres.
#[derive(Clone, Copy)]
struct Needs {
    distance: f64,
    from_plot: f64,
}

/// A way to keep distances at a receiving site.
#[derive(Clone, Copy, PartialEq)]
enum Attempt {
    /// From everybody, those whose use is not known at the longest distance.
    FromAll,
    /// The same, with the equipment where there is room for it.
    FromAllByEquipment,
    /// From those whose use is known.
    FromKnown,
    /// The same, with the equipment where there is room for it.
    FromKnownByEquipment,
    /// From nobody.
    FromNobody,
}

impl Attempt {
    const ALL: [Self; 5] = [
        Self::FromAll,
        Self::FromAllByEquipment,
        Self::FromKnown,
        Self::FromKnownByEquipment,
        Self::FromNobody,
    ];

    const fn by_equipment(self) -> bool {
        matches!(self, Self::FromAllByEquipment | Self::FromKnownByEquipment)
    }

    fn needs(self, of: Option<Needs>, longest: Option<f64>) -> Option<Needs> {
        let unknown = longest.map(|distance| Needs { distance, from_plot: 0.0 });
        match self {
            Self::FromAll | Self::FromAllByEquipment => of.or(unknown),
            Self::FromKnown | Self::FromKnownByEquipment => of,
            Self::FromNobody => None,
        }
    }
}

/// A neighbour from whom a distance is kept, or whose use is not known.
struct Kept<'a> {
    label: &'a str,
    use_id: &'a str,
    shape: Cow<'a, Region>,
    /// `None` where its use is not known.
    needs: Option<Needs>,
    clause: &'a str,
}

impl<'a> Search<'a> {
    fn screen<'p>(
        &self,
        mover: &Mover<'_>,
        service: Option<&Service<'_>>,
        parcel: &'p Parcel,
    ) -> Result<Screened<'p>, OverlayError> {
        let findings = vec![
            self.outside_site(parcel)?,
            self.land_use(mover, parcel),
            self.availability(parcel),
            area(mover, parcel),
            self.road(parcel),
            serves(mover, service, parcel),
        ];
        let count = |verdict| findings.iter().filter(|one| one.verdict == verdict).count();
        let at = parcel.region.label_point().unwrap_or(mover.at);
        // The pad lies somewhere in the parcel: this is a lower bound of its distance.
        let reach = parcel.region.bounds().map_or(0.0, |b| b.width().hypot(b.height()));
        let distance_m = (apart(mover.at, at) - reach).max(0.0);
        let rank =
            Rank { fails: count(Verdict::Fail), unknowns: count(Verdict::Unknown), distance_m };
        Ok(Screened { parcel, findings, rank })
    }

    fn outside_site(&self, parcel: &Parcel) -> Result<Finding, OverlayError> {
        let boxes = parcel.region.bounds().zip(self.footprint.bounds());
        let within = boxes.is_some_and(|(a, b)| a.meets(&b))
            && overlay::intersection(&parcel.region, self.footprint)?.area().get() > CONTACT_M2;
        Ok(if within {
            Finding::new(Gate::OutsideSite, Verdict::Fail, Reason::IsSite)
        } else {
            Finding::new(Gate::OutsideSite, Verdict::Pass, Reason::IsOutside)
        })
    }

    fn land_use(&self, mover: &Mover<'_>, parcel: &Parcel) -> Finding {
        let of = |verdict, reason| Finding::new(Gate::LandUse, verdict, reason);
        let code = parcel.land_use.as_ref();
        let Some(takes) = &mover.takes else {
            return match code {
                Some(code) if self.uses.system.is_none() => {
                    of(Verdict::Unknown, Reason::SystemUndeclared(code.clone()))
                }
                _ => of(Verdict::Unknown, Reason::NoLandUseRule),
            };
        };
        let codes = [code.filter(|_| !takes.districts), parcel.zoning.as_ref()];
        let mut known = codes.into_iter().flatten().peekable();
        let Some(first) = known.peek().copied() else {
            return of(Verdict::Unknown, Reason::NoCode);
        };
        match known.find(|code| takes.holds(code)) {
            Some(code) => of(Verdict::Pass, Reason::CodeTakes(code.clone())).by(&*takes.clause),
            None => of(Verdict::Fail, Reason::CodeTakesNot(first.clone(), takes.codes.clone()))
                .by(&*takes.clause),
        }
    }

    fn availability(&self, parcel: &Parcel) -> Finding {
        let of = |verdict, reason| Finding::new(Gate::Available, verdict, reason);
        match &parcel.status {
            _ if self.available.is_empty() => of(Verdict::Unknown, Reason::AvailabilityUndeclared),
            None => of(Verdict::Unknown, Reason::NoStatus),
            Some(status) if self.available.contains(status) => {
                of(Verdict::Pass, Reason::StatusAvailable(status.clone()))
            }
            Some(status) => of(Verdict::Fail, Reason::StatusTaken(status.clone())),
        }
    }

    fn road(&self, parcel: &Parcel) -> Finding {
        let of = |verdict, reason| Finding::new(Gate::RoadAccess, verdict, reason);
        let Some(roads) = &self.city.roads else {
            return of(Verdict::Unknown, Reason::NoRoadLayer);
        };
        match roads.distance(&parcel.region, self.road_tolerance_m) {
            Some(distance) => of(Verdict::Pass, Reason::Road(distance)),
            None => of(Verdict::Fail, Reason::NoRoad(self.road_tolerance_m)),
        }
    }

    fn zone(&self, mover: &Mover<'_>, parcel: &Parcel) -> Result<Finding, OverlayError> {
        let of = |verdict, reason| Finding::new(Gate::ControlZone, verdict, reason);
        if self.city.zones.is_none() {
            return Ok(of(Verdict::Unknown, Reason::NoZoneLayer));
        }
        let zones = self.zones_on(parcel);
        if !zones.is_empty() {
            let shapes = zones.iter().map(|(_, region)| *region);
            let (whole, left) = (
                parcel.region.area().get(),
                overlay::difference(&parcel.region, shapes)?.area().get(),
            );
            // The pad keeps out of them, if what is left can hold it.
            if whole - left > CONTACT_M2 && left < mover.pad_area_m2().max(CONTACT_M2) {
                let name = zones.first().map_or_else(String::new, |(label, _)| (*label).to_owned());
                return Ok(of(Verdict::Fail, Reason::InZone(name)));
            }
        }
        Ok(match mover.siting.first() {
            Some((place, clause)) => {
                of(Verdict::Unknown, Reason::Siting(place.clone())).by(clause.as_str())
            }
            None => of(Verdict::Pass, Reason::NoZone),
        })
    }

    fn zones_on(&self, parcel: &Parcel) -> Vec<(&'a str, &'a Region)> {
        let Some(bounds) = parcel.region.bounds() else { return Vec::new() };
        let zones = self.city.zones_near(bounds);
        zones
            .filter_map(|zone| match &zone.shape {
                Shape::Area(region) => Some((zone.label(), region)),
                Shape::Points(_) | Shape::Lines(_) => None,
            })
            .collect()
    }

    /// The gates that need a plan of the parcel.
    fn plan(&self, mover: &Mover<'_>, one: Screened<'_>) -> Result<Receiving, OverlayError> {
        let Screened { parcel, mut findings, rank } = one;
        findings.push(self.zone(mover, parcel)?);
        let mut pad = None;
        match &mover.pad {
            None => {
                findings.push(Finding::new(Gate::Width, Verdict::Unknown, Reason::AreaUnknown));
                let unknown = Reason::AreaUnknown;
                findings.push(Finding::new(Gate::Clearance, Verdict::Unknown, unknown));
            }
            Some(size) => {
                let placed = self.placed(mover, size, parcel)?;
                findings.extend(placed.findings);
                pad = placed.pad;
            }
        }
        let at = pad.as_ref().unwrap_or(&parcel.region).label_point();
        let distance_m = at.map_or(rank.distance_m, |at| apart(mover.at, at));
        Ok(Receiving {
            id: parcel.id.clone(),
            land_use: parcel.land_use.clone(),
            zoning: parcel.zoning.clone(),
            owner: parcel.owner.clone(),
            parcel: parcel.region.clone(),
            origin: parcel.origin.clone(),
            findings,
            distance_m,
            pad,
            sterilised: Region::empty(),
            sterilised_unknown_m2: 0.0,
        })
    }

    /// The pad and what was found at the gates of width and clearance.
    fn placed(
        &self,
        mover: &Mover<'_>,
        size: &PadSize,
        parcel: &Parcel,
    ) -> Result<Placed, OverlayError> {
        let width = |verdict, reason| Finding::new(Gate::Width, verdict, reason);
        let clearance = |verdict, reason| Finding::new(Gate::Clearance, verdict, reason);
        let ground = self.free_ground(parcel)?;
        let kept = self.neighbours(mover, parcel);
        let longest = mover.longest();
        let mut pad = None;
        let mut made = Attempt::FromNobody;
        for attempt in Attempt::ALL {
            if attempt.by_equipment() && mover.equipment.is_none() {
                continue;
            }
            let keeps: Vec<(&Region, Needs)> = kept
                .iter()
                .filter_map(|one| Some((&*one.shape, attempt.needs(one.needs, longest)?)))
                .collect();
            pad = self.attempt(attempt, mover, (size, &ground), &keeps, parcel)?;
            made = attempt;
            if pad.is_some() {
                break;
            }
        }
        let Some((pad, fits)) = pad else {
            let has = inscribed::width(&ground).get();
            let reason = if has < size.width_m {
                Reason::TooNarrow { has, needs: size.width_m }
            } else {
                Reason::NoRectangle
            };
            let findings = vec![
                width(Verdict::Fail, reason).by(size.clause.as_str()),
                // Nowhere to measure from.
                clearance(Verdict::Unknown, Reason::NoRectangle),
            ];
            return Ok(Placed { findings, pad: None });
        };
        let fits = width(Verdict::Pass, fits).by(size.clause.as_str());
        let near = |one: &Kept<'_>, needs_m: f64| Neighbour {
            label: one.label.to_owned(),
            use_id: one.use_id.to_owned(),
            distance_m: one.shape.distance(&pad),
            needs_m,
        };
        let known = kept.iter().filter_map(|one| Some((one, near(one, one.needs?.distance))));
        let slack = |one: &Neighbour| one.distance_m - one.needs_m;
        let tightest = known.min_by(|a, b| slack(&a.1).total_cmp(&slack(&b.1)));
        let clause = tightest.as_ref().map(|(one, _)| one.clause.to_owned());
        let tightest = tightest.map(|(_, neighbour)| neighbour);
        let unknown = || {
            let unknown = kept.iter().filter(|one| one.needs.is_none());
            let mut within: Vec<(f64, &str)> = unknown
                .map(|one| (one.shape.distance(&pad), one.label))
                .filter(|(distance, _)| longest.is_some_and(|longest| *distance < longest))
                .collect();
            within.sort_by(|a, b| a.0.total_cmp(&b.0));
            let nearest = within.first().copied().unwrap_or((f64::INFINITY, ""));
            Reason::UnknownNeighbours {
                count: within.len(),
                label: nearest.1.to_owned(),
                nearest: nearest.0,
                within: longest.unwrap_or_default(),
            }
        };
        let mut found = match (longest, made, tightest) {
            (None, ..) => clearance(Verdict::Unknown, Reason::DistanceUnknown),
            (Some(longest), ..) if longest <= 0.0 => clearance(Verdict::Pass, Reason::NoDistance),
            (Some(_), Attempt::FromNobody, Some(tightest)) if slack(&tightest) < 0.0 => {
                clearance(Verdict::Fail, Reason::TooNear(tightest))
            }
            (Some(_), Attempt::FromAll, tightest) => {
                clearance(Verdict::Pass, Reason::Clear(tightest))
            }
            (Some(_), Attempt::FromAllByEquipment, Some(neighbour)) => {
                let room = mover.equipment.unwrap_or_default();
                clearance(Verdict::Pass, Reason::ClearFromEquipment { neighbour, room })
            }
            (Some(_), ..) => clearance(Verdict::Unknown, unknown()),
        };
        if !matches!(found.reason, Reason::UnknownNeighbours { .. }) {
            found.clause = clause;
        }
        Ok(Placed { findings: vec![fits, found], pad: Some(pad) })
    }

    /// A pad that keeps distances in one way, if there is one.
    fn attempt(
        &self,
        attempt: Attempt,
        mover: &Mover<'_>,
        (size, ground): (&PadSize, &Region),
        keeps: &[(&Region, Needs)],
        parcel: &Parcel,
    ) -> Result<Option<(Region, Reason)>, OverlayError> {
        let from_plot: Vec<(&Region, f64)> = keeps
            .iter()
            .map(|(shape, needs)| {
                let by_equipment = attempt.by_equipment();
                (*shape, if by_equipment { needs.from_plot } else { needs.distance })
            })
            .filter(|(_, distance)| *distance > 0.0)
            .collect();
        if !could_hold(ground, size, &from_plot) {
            return Ok(None);
        }
        let free = without(ground, &from_plot)?;
        let Some((pad, fits)) = self.pad_in(&free, size, parcel) else { return Ok(None) };
        if let Some((length, width)) = mover.equipment.filter(|_| attempt.by_equipment()) {
            let from_equipment: Vec<(&Region, f64)> =
                keeps.iter().map(|(shape, needs)| (*shape, needs.distance)).collect();
            let room = without(&pad, &from_equipment)?;
            if !holds(&room, length, width) {
                return Ok(None);
            }
        }
        Ok(Some((pad, fits)))
    }

    fn pad_in(&self, free: &Region, size: &PadSize, parcel: &Parcel) -> Option<(Region, Reason)> {
        let roads = self.city.roads.as_ref();
        let roadside = roads.map(|roads| roads.facing(free, self.road_tolerance_m));
        if let Some(rectangle) = pad::place(free, size, roadside.as_deref().unwrap_or_default()) {
            let (long, short) = (rectangle.width, rectangle.depth);
            return Some((rectangle.region(), Reason::Fits(long, short)));
        }
        let whole = parcel.region.area().get();
        let untouched = free.area().get() > 0.999 * whole;
        if untouched && whole >= size.area_m2 && whole <= WHOLE * size.area_m2 {
            let width = inscribed::width(free).get();
            if width >= size.width_m {
                return Some((free.clone(), Reason::FitsWhole(width)));
            }
        }
        None
    }

    /// A parcel without buildings, zones, the site and what others take.
    fn free_ground(&self, parcel: &Parcel) -> Result<Region, OverlayError> {
        let Some(bounds) = parcel.region.bounds() else { return Ok(Region::empty()) };
        let buildings = self.city.buildings_near(bounds).filter_map(|one| match &one.shape {
            Shape::Area(region) => Some(region),
            Shape::Points(_) | Shape::Lines(_) => None,
        });
        let facilities = self.standing_near(bounds).filter_map(|one| match &one.shape {
            Shape::Area(region) => Some(region),
            Shape::Points(_) | Shape::Lines(_) => None,
        });
        let zones = self.zones_on(parcel).into_iter().map(|(_, region)| region);
        let meets = |region: &&Region| region.bounds().is_some_and(|b| b.meets(&bounds));
        let site = [self.footprint].into_iter().chain(self.taken).filter(meets);
        let taken: Vec<&Region> = buildings.chain(facilities).chain(zones).chain(site).collect();
        if taken.is_empty() {
            return Ok(parcel.region.clone());
        }
        overlay::difference(&parcel.region, taken)
    }

    fn standing_near(&self, bounds: Bounds) -> impl Iterator<Item = &'a Facility> + '_ {
        let near = self.city.facilities_near(bounds);
        near.filter(|one| !self.leaving.contains(&one.id))
    }

    /// Those around a parcel from whom a distance may be kept.
    fn neighbours<'b>(&'b self, mover: &'b Mover<'_>, parcel: &'b Parcel) -> Vec<Kept<'b>> {
        let longest = mover.longest().unwrap_or_default();
        let Some(bounds) = parcel.region.bounds().filter(|_| longest > 0.0) else {
            return Vec::new();
        };
        let around = bounds.grown(longest);
        let mut kept = Vec::new();
        let mut add = |label: &'b str, use_id: Option<&'b str>, shape: Cow<'b, Region>| {
            let keep = use_id.map(|id| mover.keep(id));
            let (needs, clause) = match keep {
                // Its use is known, and asks for no distance.
                Some(None) => return,
                Some(Some(keep)) => {
                    let (distance, from_plot) = (keep.distance_m, keep.from_plot_m);
                    (Some(Needs { distance, from_plot }), keep.clause.as_str())
                }
                None => (None, ""),
            };
            let within = bounds.grown(needs.map_or(longest, |needs| needs.distance));
            if shape.bounds().is_some_and(|b| b.meets(&within)) {
                let use_id = use_id.unwrap_or_default();
                kept.push(Kept { label, use_id, shape, needs, clause });
            }
        };
        for facility in self.standing_near(around) {
            let uses = &self.uses;
            let declared = uses.use_of.get(&facility.kind).unwrap_or(&facility.kind);
            let known = uses.pack.proposed_use(declared).map(|one| one.id.as_str());
            // Kinds that are no use, such as a pipeline, receive no distance.
            if known.is_none() && uses.pack.kind(&facility.kind).is_some() {
                continue;
            }
            if let Some(shape) = drawn(&facility.shape) {
                add(facility.label(), known, shape);
            }
        }
        for building in self.city.buildings_near(around) {
            let Some(shape) = drawn(&building.shape) else { continue };
            let under = shape.label_point().and_then(|at| self.city.parcel_at(at));
            let graded = building.grade.as_deref();
            let by_grade = graded.and_then(|grade| self.uses.pack.proposed_use(grade));
            let known = by_grade.or_else(|| self.uses.of(under?)).map(|one| one.id.as_str());
            if under.is_none_or(|under| under.id != parcel.id) {
                add(building.label(), known, shape);
            }
        }
        if !self.buildings_are_known(bounds) {
            // Nobody knows where on them anything stands, so their lines count.
            for other in self.city.parcels_near(around).filter(|other| other.id != parcel.id) {
                let known = self.uses.of(other).map(|one| one.id.as_str());
                add(&other.id, known, Cow::Borrowed(&other.region));
            }
        }
        let project = self.uses.pack.proposed_use(self.proposed_use).map(|one| one.id.as_str());
        add("the site", project, Cow::Borrowed(self.footprint));
        kept
    }

    /// Whether the building layer covers a place: layers end somewhere.
    fn buildings_are_known(&self, bounds: Bounds) -> bool {
        self.city.buildings.is_some()
            && self.city.buildings_near(bounds.grown(COVERED_M)).next().is_some()
    }

    /// Land of others within the pad's clearance.
    fn sterilise(&self, mover: &Mover<'_>, site: &mut Receiving) -> Result<(), OverlayError> {
        let longest = mover.longest().unwrap_or_default();
        let Some(pad) = site.pad.as_ref().filter(|_| longest > 0.0) else { return Ok(()) };
        let Some(around) = pad.bounds().map(|b| b.grown(longest)) else { return Ok(()) };
        let mut grown: BTreeMap<u64, Region> = BTreeMap::new();
        let mut within = |distance: f64| -> Result<Region, OverlayError> {
            if let Some(zone) = grown.get(&distance.to_bits()) {
                return Ok(zone.clone());
            }
            let zone = overlay::difference(&offset::grow(pad, distance, Join::Round)?, [pad])?;
            grown.insert(distance.to_bits(), zone.clone());
            Ok(zone)
        };
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for parcel in self.city.parcels_near(around) {
            let use_of = self.uses.of(parcel);
            let distance = match use_of {
                Some(one) => mover.keep(&one.id).map_or(0.0, |keep| keep.distance_m),
                None => longest,
            };
            if distance > 0.0 {
                let lost = overlay::intersection(&within(distance)?, &parcel.region)?;
                if use_of.is_some() { &mut known } else { &mut unknown }.push(lost);
            }
        }
        let known = overlay::union(&known)?;
        let unknown = overlay::difference(&overlay::union(&unknown)?, [&known])?;
        site.sterilised_unknown_m2 = unknown.area().get();
        site.sterilised = overlay::union([&known, &unknown])?;
        Ok(())
    }
}

struct Placed {
    findings: Vec<Finding>,
    pad: Option<Region>,
}

/// The land a shape takes; a point or line none that is known, so a small square around it.
fn drawn(shape: &Shape) -> Option<Cow<'_, Region>> {
    match shape {
        Shape::Area(region) => Some(Cow::Borrowed(region)),
        Shape::Points(points) => {
            let bounds = Bounds::around(points.iter().copied())?.grown(0.5);
            Some(Cow::Owned(Region::rectangle(bounds)))
        }
        Shape::Lines(_) => None,
    }
}

fn area(mover: &Mover<'_>, parcel: &Parcel) -> Finding {
    let Some(size) = &mover.pad else {
        return Finding::new(Gate::Area, Verdict::Unknown, Reason::AreaUnknown);
    };
    let (has, needs) = (parcel.region.area().get(), size.area_m2);
    let verdict = if has >= needs { Verdict::Pass } else { Verdict::Fail };
    Finding::new(Gate::Area, verdict, Reason::Area { has, needs }).by(size.clause.as_str())
}

fn serves(mover: &Mover<'_>, service: Option<&Service<'_>>, parcel: &Parcel) -> Finding {
    let at = parcel.region.label_point().unwrap_or(mover.at);
    let distance = apart(mover.at, at);
    let of = |verdict, reason| Finding::new(Gate::Service, verdict, reason);
    let Some((radius, clause)) = &mover.radius else {
        return of(Verdict::Unknown, Reason::NoRadius(distance));
    };
    let (kept, reason) = match service {
        Some(service) => {
            let (before, after) = (service.from(mover.at).share, service.from(at).share);
            let least = mover.moving.min_served.unwrap_or(before);
            (after + 1e-9 >= least, Reason::Served { before, after })
        }
        None => (distance <= *radius, Reason::Radius { distance, radius: *radius }),
    };
    of(if kept { Verdict::Pass } else { Verdict::Fail }, reason).by(clause.as_str())
}

/// Whether a rectangle fits in.
fn holds(room: &Region, length: f64, width: f64) -> bool {
    let metres = |side: f64| Metres::new(side.max(LEAST_SIDE_M)).unwrap_or_default();
    Item::new(metres(length), metres(width), Metres::ZERO)
        .is_ok_and(|item| !pack(room, &item).is_empty())
}

/// The ground outside every distance.
fn without(ground: &Region, keeps: &[(&Region, f64)]) -> Result<Region, OverlayError> {
    if keeps.is_empty() {
        return Ok(ground.clone());
    }
    let zones = keeps
        .iter()
        .map(|(shape, distance)| offset::grow(shape, *distance, Join::Round))
        .collect::<Result<Vec<_>, _>>()?;
    overlay::difference(ground, &zones)
}

/// Whether the ground may hold the plot: a point of a fine enough grid must be far enough inside the
/// ground and from everybody for the largest circle in the plot.
fn could_hold(ground: &Region, size: &PadSize, keeps: &[(&Region, f64)]) -> bool {
    let Some(bounds) = ground.bounds().filter(|_| ground.area().get() >= size.area_m2) else {
        return false;
    };
    let step = bounds.width().max(bounds.height()) / PROBES as f64;
    // A circle of the plot has a grid point within half a diagonal of its centre.
    let spare = step * std::f64::consts::FRAC_1_SQRT_2;
    let radius = size.width_m / 2.0 - spare;
    let apart_from = |region: &Region, point: Coord<f64>, least: f64| {
        least <= 0.0
            || (region.edges().all(|edge| squared_distance(point, edge) >= least * least)
                && !region.contains(point))
    };
    let probes = (0..=PROBES).flat_map(|i| (0..=PROBES).map(move |j| (i, j)));
    probes
        .map(|(i, j)| Coord {
            x: bounds.min_x + step * i as f64,
            y: bounds.min_y + step * j as f64,
        })
        .any(|point| {
            let inside = radius <= 0.0
                || (ground.contains(point)
                    && ground.edges().all(|edge| squared_distance(point, edge) >= radius * radius));
            inside && keeps.iter().all(|(shape, needs)| apart_from(shape, point, needs + radius))
        })
}
