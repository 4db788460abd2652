//! A parcel planned as a receiving site: where on it the plot goes, clear of all around, and what that
//! sterilises.
//!
//! The pad is looked for clear of everybody first; then, where distances start at equipment, with the
//! equipment where there is room for it; then clear of those whose use is known; and at last without a distance,
//! to say who is too near.

use crate::geometry::offset::{self, Join};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::packing::{pack, Item, LEAST_SIDE_M};
use crate::geometry::region::squared_distance;
use crate::geometry::{inscribed, Bounds, Region};
use crate::model::{Gate, Parcel, Shape};
use crate::obstacle::detect::BESIDE_M;
use crate::obstacle::Toward;
use crate::relocate::gate::{Finding, Neighbour, Reason, Verdict};
use crate::relocate::mover::{Mover, PadSize};
use crate::relocate::owners::by_owner;
use crate::relocate::pad;
use crate::relocate::receiving::{serves, Receiving, Screened, Search};
use crate::relocate::service::{apart, Service};
use crate::relocate::standing::Standing;
use crate::rules::Source;
use crate::units::{Metres, SquareMetres};
use geo::Coord;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A parcel up to this many times the plot's area may be taken as a whole.
const WHOLE: f64 = 1.5;
/// A building layer covers a place if one of its buildings is this near, metres.
const COVERED_M: f64 = 150.0;
/// Points a side at which a parcel is probed for a place at all.
const PROBES: usize = 16;

/// A distance, and how much of it starts at the plot as a whole, metres.
#[derive(Clone, Copy)]
struct Needs {
    distance: f64,
    from_plot: f64,
}

/// From whom distances are kept at a receiving site.
#[derive(Clone, Copy, PartialEq)]
enum Attempt {
    /// From everybody, those whose use is not known at the longest distance.
    All,
    /// The same, with the equipment where there is room for it.
    AllByEquipment,
    /// From those whose use is known.
    Known,
    /// The same, with the equipment where there is room for it.
    KnownByEquipment,
    /// From none.
    Nobody,
}

impl Attempt {
    const IN_TURN: [Self; 5] =
        [Self::All, Self::AllByEquipment, Self::Known, Self::KnownByEquipment, Self::Nobody];

    const fn by_equipment(self) -> bool {
        matches!(self, Self::AllByEquipment | Self::KnownByEquipment)
    }

    fn needs(self, of: Option<Needs>, longest: Option<f64>) -> Option<Needs> {
        let unknown = longest.map(|distance| Needs { distance, from_plot: 0.0 });
        match self {
            Self::All | Self::AllByEquipment => of.or(unknown),
            Self::Known | Self::KnownByEquipment => of,
            Self::Nobody => None,
        }
    }
}

/// A neighbour from whom a distance is kept, or whose use is not known.
struct Kept<'a> {
    /// What it is called; none if it is the project's site.
    label: Option<&'a str>,
    use_id: &'a str,
    shape: Cow<'a, Region>,
    /// `None` where its use is not known.
    needs: Option<Needs>,
    /// The rule that asks for it; none where its use is not known.
    source: Option<&'a Source>,
}

impl<'a> Search<'a> {
    /// The gates that need a plan of the parcel.
    pub(in crate::relocate) fn plan(
        &self,
        mover: &Mover<'_>,
        service: Option<&Service<'_>>,
        standing: &Standing<'_>,
        one: Screened<'_>,
    ) -> Result<Receiving, OverlayError> {
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
                let placed = self.placed(mover, size, standing, parcel)?;
                findings.extend(placed.findings);
                pad = placed.pad;
            }
        }
        let at = pad.as_ref().unwrap_or(&parcel.region).label_point();
        let distance = at.map_or(rank.distance, |at| Metres::saturating(apart(mover.at, at)));
        let judged = at.map(|at| serves(mover, service, at, 0.0));
        let gate = findings.iter_mut().find(|finding| finding.gate == Gate::Service);
        if let Some((finding, judged)) = gate.zip(judged) {
            *finding = judged;
        }
        Ok(Receiving {
            id: parcel.id.clone(),
            given_id: parcel.id.clone(),
            land_use: parcel.land_use.clone(),
            zoning: parcel.zoning.clone(),
            owner: parcel.owner.clone(),
            parcel: parcel.region.clone(),
            origin: parcel.origin.clone(),
            findings,
            distance,
            pad,
            sterilised: Region::empty(),
            sterilised_unknown: SquareMetres::ZERO,
            sterilised_by_owner: Vec::new(),
        })
    }

    /// The pad and what was found at the gates of width and clearance.
    fn placed(
        &self,
        mover: &Mover<'_>,
        size: &PadSize,
        standing: &Standing<'_>,
        parcel: &Parcel,
    ) -> Result<Placed, OverlayError> {
        let width = |verdict, reason| Finding::new(Gate::Width, verdict, reason);
        let clearance = |verdict, reason| Finding::new(Gate::Clearance, verdict, reason);
        let ground = self.free_ground(standing, parcel)?;
        let kept = self.neighbours(mover, standing, parcel);
        let longest = mover.longest().map(Metres::get);
        let mut pad = None;
        let mut made = Attempt::Nobody;
        for attempt in Attempt::IN_TURN {
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
            let needs = size.width.get();
            let reason =
                if has < needs { Reason::TooNarrow { has, needs } } else { Reason::NoRectangle };
            let findings = vec![
                width(Verdict::Fail, reason).by(&size.source),
                // Nowhere to measure from.
                clearance(Verdict::Unknown, Reason::NoRectangle),
            ];
            return Ok(Placed { findings, pad: None });
        };
        let fits = width(Verdict::Pass, fits).by(&size.source);
        let near = |one: &Kept<'_>, needs: f64| Neighbour {
            label: one.label.map(str::to_owned),
            use_id: one.use_id.to_owned(),
            distance: Metres::saturating(one.shape.distance(&pad)),
            needs: Metres::saturating(needs),
        };
        let known = kept.iter().filter_map(|one| Some((one, near(one, one.needs?.distance))));
        let slack = |one: &Neighbour| one.distance.get() - one.needs.get();
        let tightest = known.min_by(|a, b| slack(&a.1).total_cmp(&slack(&b.1)));
        let source = tightest.as_ref().and_then(|(one, _)| one.source.cloned());
        let tightest = tightest.map(|(_, neighbour)| neighbour);
        let unknown = || {
            let unknown = kept.iter().filter(|one| one.needs.is_none());
            let mut within: Vec<(f64, Option<&str>)> = unknown
                .map(|one| (one.shape.distance(&pad), one.label))
                .filter(|(distance, _)| longest.is_some_and(|longest| *distance < longest))
                .collect();
            within.sort_by(|a, b| a.0.total_cmp(&b.0));
            let nearest = within.first().copied().unwrap_or((f64::INFINITY, None));
            Reason::UnknownNeighbours {
                count: within.len(),
                label: nearest.1.map(str::to_owned),
                nearest: nearest.0,
                within: longest.unwrap_or_default(),
            }
        };
        let mut found = match (longest, made, tightest) {
            (_, Attempt::Nobody, Some(tightest)) if slack(&tightest) < 0.0 => {
                clearance(Verdict::Fail, Reason::TooNear(tightest))
            }
            (None, ..) => clearance(Verdict::Unknown, Reason::DistanceUnknown),
            (Some(longest), _, None) if longest <= 0.0 => {
                clearance(Verdict::Pass, Reason::NoDistance)
            }
            (Some(_), Attempt::All, tightest) => clearance(Verdict::Pass, Reason::Clear(tightest)),
            (Some(_), Attempt::AllByEquipment, Some(neighbour)) => {
                let room = mover.equipment.unwrap_or_default();
                clearance(Verdict::Pass, Reason::ClearFromEquipment { neighbour, room })
            }
            (Some(_), ..) => clearance(Verdict::Unknown, unknown()),
        };
        if !matches!(found.reason, Reason::UnknownNeighbours { .. }) {
            found.source = source;
        }
        if found.verdict == Verdict::Pass {
            if let Some(reason) = self.unruled(mover, standing, &pad) {
                found = clearance(Verdict::Unknown, reason);
            }
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
        let roads = self.city.roads();
        let roadside = roads.map(|roads| roads.facing(free, self.road_tolerance.get()));
        if let Some(rectangle) = pad::place(free, size, roadside.as_deref().unwrap_or_default()) {
            let (long, short) = (rectangle.width, rectangle.depth);
            return Some((rectangle.region(), Reason::Fits(long, short)));
        }
        let whole = parcel.region.area().get();
        let untouched = free.area().get() > 0.999 * whole;
        let area = size.area.get();
        if untouched && whole >= area && whole <= WHOLE * area {
            let width = inscribed::width(free).get();
            if width >= size.width.get() {
                return Some((free.clone(), Reason::FitsWhole(width)));
            }
        }
        None
    }

    /// A parcel without buildings, zones, the site and what others take.
    fn free_ground(
        &self,
        standing: &Standing<'_>,
        parcel: &Parcel,
    ) -> Result<Region, OverlayError> {
        let Some(bounds) = parcel.region.bounds() else { return Ok(Region::empty()) };
        let buildings: Vec<Cow<'_, Region>> =
            self.city.buildings_near(bounds).filter_map(|one| drawn(&one.shape)).collect();
        let buildings = buildings.iter().map(|shape| &**shape);
        let facilities = standing.near(bounds).map(|one| &one.land);
        let zones = self.zones_on(parcel).into_iter().map(|(_, region)| region);
        let meets = |region: &&Region| region.bounds().is_some_and(|b| b.meets(&bounds));
        let site = [self.footprint].into_iter().chain(self.taken).filter(meets);
        let taken: Vec<&Region> = buildings.chain(facilities).chain(zones).chain(site).collect();
        if taken.is_empty() {
            return Ok(parcel.region.clone());
        }
        overlay::difference(&parcel.region, taken)
    }

    /// Those around a parcel from whom a distance may be kept: as far as what moves asks of them, and as
    /// they ask of it.
    fn neighbours<'b>(
        &'b self,
        mover: &'b Mover<'_>,
        standing: &'b Standing<'_>,
        parcel: &'b Parcel,
    ) -> Vec<Kept<'b>> {
        let longest = mover.longest().unwrap_or_default().get();
        let Some(bounds) = parcel.region.bounds() else { return Vec::new() };
        let mut kept = Vec::new();
        for thing in standing.near(bounds.grown(standing.reach)) {
            let Toward::Kept { distance, source } = &thing.toward else { continue };
            let distance = distance.get();
            if thing.land.bounds().is_some_and(|b| b.meets(&bounds.grown(distance))) {
                kept.push(Kept {
                    label: Some(thing.facility.label()),
                    use_id: &thing.facility.kind,
                    shape: Cow::Borrowed(&thing.land),
                    needs: Some(Needs { distance, from_plot: distance }),
                    source: Some(source),
                });
            }
        }
        if longest <= 0.0 {
            return kept;
        }
        let around = bounds.grown(longest);
        let mut add = |label: Option<&'b str>, use_id: Option<&'b str>, shape: Cow<'b, Region>| {
            let keep = use_id.map(|id| mover.keep(id));
            let (needs, source) = match keep {
                // Its use is known, and asks for no distance.
                Some(None) => return,
                Some(Some(keep)) => {
                    let (distance, from_plot) = (keep.distance.get(), keep.from_plot.get());
                    (Some(Needs { distance, from_plot }), Some(&keep.source))
                }
                None => (None, None),
            };
            let within = bounds.grown(needs.map_or(longest, |needs| needs.distance));
            if shape.bounds().is_some_and(|b| b.meets(&within)) {
                let use_id = use_id.unwrap_or_default();
                kept.push(Kept { label, use_id, shape, needs, source });
            }
        };
        for thing in standing.near(around) {
            let known = self.use_of_kind(&thing.facility.kind);
            // Kinds that are no use, such as a pipeline, receive no distance.
            if known.is_none() && self.policy.pack.kind(&thing.facility.kind).is_some() {
                continue;
            }
            add(Some(thing.facility.label()), known, Cow::Borrowed(&thing.land));
        }
        for building in self.city.buildings_near(around) {
            let Some(shape) = drawn(&building.shape) else { continue };
            let under = shape.label_point().and_then(|at| self.city.parcel_at(at));
            let graded = building.grade.as_deref();
            let by_grade = graded.and_then(|grade| self.policy.pack.proposed_use(grade));
            let known =
                by_grade.or_else(|| self.policy.land_uses.of(under?)).map(|one| one.id.as_str());
            if under.is_none_or(|under| under.origin != parcel.origin) {
                add(Some(building.label()), known, shape);
            }
        }
        let covered = self.buildings_are_known(bounds);
        let others = self.city.parcels_near(around);
        for other in others.filter(|other| other.origin != parcel.origin) {
            let known = self.policy.land_uses.of(other);
            // Where nobody knows where on it anything stands, its line counts: no building of it is in the
            // layer, or it is land for homes and schools and none is built yet.
            let line_counts =
                !covered || (known.is_some_and(|one| one.sensitive) && !self.is_built(other));
            if line_counts {
                let known = known.map(|one| one.id.as_str());
                add(Some(&other.id), known, Cow::Borrowed(&other.region));
            }
        }
        let project = self.policy.pack.proposed_use(self.proposed_use).map(|one| one.id.as_str());
        add(None, project, Cow::Borrowed(self.footprint));
        kept
    }

    /// The use of the rule pack that a facility's kind is, if it is one.
    fn use_of_kind(&self, kind: &String) -> Option<&'a str> {
        let declared = self.policy.land_uses.use_of.get(kind).unwrap_or(kind);
        self.policy.pack.proposed_use(declared).map(|one| one.id.as_str())
    }

    /// The nearest thing beside a pad of which nothing says how far it keeps the kind away, nor the kind
    /// it.
    fn unruled(&self, mover: &Mover<'_>, standing: &Standing<'_>, pad: &Region) -> Option<Reason> {
        let asked = |kind: &String| self.use_of_kind(kind).and_then(|id| mover.keep(id)).is_some();
        let open = standing
            .near(pad.bounds()?.grown(BESIDE_M))
            .filter(|thing| thing.toward == Toward::Unknown && !asked(&thing.facility.kind));
        let nearest = open.map(|thing| (thing.land.distance(pad), thing.facility));
        let nearest = nearest.filter(|(distance, _)| *distance <= BESIDE_M);
        nearest.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(distance, one)| {
            let (label, kind) = (one.label().to_owned(), one.kind.clone());
            Reason::NoSeparationRule { label, kind, distance }
        })
    }

    /// Whether a building of the layer stands on a parcel.
    fn is_built(&self, parcel: &Parcel) -> bool {
        let Some(bounds) = parcel.region.bounds() else { return false };
        self.city.buildings_near(bounds).any(|one| one.shape.distance(&parcel.region) <= 0.0)
    }

    /// Whether the building layer covers a place: layers end somewhere.
    fn buildings_are_known(&self, bounds: Bounds) -> bool {
        self.city.has_buildings()
            && self.city.buildings_near(bounds.grown(COVERED_M)).next().is_some()
    }

    /// Land of others within the pad's clearance.
    pub(in crate::relocate) fn sterilise(
        &self,
        mover: &Mover<'_>,
        standing: &Standing<'_>,
        site: &mut Receiving,
    ) -> Result<(), OverlayError> {
        let longest = mover.longest().unwrap_or_default().get();
        let Some(pad) = site.pad.as_ref().filter(|_| longest > 0.0) else { return Ok(()) };
        let Some(around) = pad.bounds().map(|b| b.grown(longest)) else { return Ok(()) };
        let mut grown: BTreeMap<u64, Region> = BTreeMap::new();
        let mut within = |distance: f64| -> Result<Region, OverlayError> {
            if let Some(zone) = grown.get(&distance.to_bits()) {
                return Ok(zone.clone());
            }
            let zone = offset::grow(pad, distance, Join::Round)?;
            // What others take cannot be built on anyway; the site is not land of others.
            let taken = standing.near(around).map(|thing| &thing.land);
            let zone = overlay::difference(&zone, taken.chain([pad, self.footprint]))?;
            grown.insert(distance.to_bits(), zone.clone());
            Ok(zone)
        };
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        let mut by_parcel: Vec<(&Parcel, Region)> = Vec::new();
        for parcel in self.city.parcels_near(around) {
            let use_of = self.policy.land_uses.of(parcel);
            let distance = match use_of {
                Some(one) => mover.keep(&one.id).map_or(0.0, |keep| keep.distance.get()),
                None => longest,
            };
            if distance > 0.0 {
                let lost = overlay::intersection(&within(distance)?, &parcel.region)?;
                by_parcel.push((parcel, lost.clone()));
                if use_of.is_some() { &mut known } else { &mut unknown }.push(lost);
            }
        }
        let known = overlay::union(&known)?;
        let unknown = overlay::difference(&overlay::union(&unknown)?, [&known])?;
        site.sterilised_unknown = unknown.area();
        site.sterilised = overlay::union([&known, &unknown])?;
        site.sterilised_by_owner = by_owner(&by_parcel)?;
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

/// Whether a rectangle fits in.
fn holds(room: &Region, length: f64, width: f64) -> bool {
    let metres = |side: f64| Metres::saturating(side.max(LEAST_SIDE_M));
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
    let Some(bounds) = ground.bounds().filter(|_| ground.area() >= size.area) else {
        return false;
    };
    let step = bounds.width().max(bounds.height()) / PROBES as f64;
    // A circle of the plot has a grid point within half a diagonal of its centre.
    let spare = step * std::f64::consts::FRAC_1_SQRT_2;
    let radius = size.width.get() / 2.0 - spare;
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
