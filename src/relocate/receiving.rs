//! Receiving sites: every parcel through the gates, the best ranked.
//!
//! Cheap gates are looked at for every parcel. Those that need a plan of the parcel (whether the
//! plot fits in, wide enough, clear of all around) are looked at in the order that the cheap ones
//! leave, until no parcel that has not been looked at can be among the best: they never make a rank
//! better. The ranking is the same as if all had been looked at.
//!
//! Rank: fewest gates failed, then fewest not known, then nearest to the present site, for service moves
//! with distance.

use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::model::{told_apart, Gate, Origin, Parcel, Shape};
use crate::obstacle::Policy;
use crate::relocate::city::City;
use crate::relocate::gate::{Finding, Reason, Verdict};
use crate::relocate::mover::Mover;
use crate::relocate::owners::OwnersLand;
use crate::relocate::service::{apart, Service};
use crate::relocate::standing::Standing;
use crate::units::{Metres, SquareMetres};
use geo::Coord;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Parcels planned in one go.
const BATCH: usize = 32;
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
    /// How far things keep others away, and the land they take.
    pub policy: Policy<'a>,
    /// Words that mean that land is available.
    pub available: &'a [String],
    /// How near a road must be.
    pub road_tolerance: Metres,
    /// Features of facilities that move too, and so are nobody's neighbours.
    pub leaving: &'a [Origin],
    /// Land that is taken already by others that move.
    pub taken: &'a [Region],
    /// How many are wanted.
    pub most: usize,
}

/// A parcel as a receiving site.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Receiving {
    /// What the parcel is called: its id, with its place in its layer where others in the list share it.
    pub id: String,
    /// Its id as the layer has it.
    pub given_id: String,
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
    /// What was found at each gate, in the order of [`Gate`].
    pub findings: Vec<Finding>,
    /// From the middle of the present site to that of the pad, or of the parcel where there is none.
    pub distance: Metres,
    /// The land taken; none where the plot does not fit.
    pub pad: Option<Region>,
    /// Land of others within the pad's clearance.
    pub sterilised: Region,
    /// The part of that on parcels whose use is not known: taken at the longest distance.
    pub sterilised_unknown: SquareMetres,
    /// The same by owner, the largest first: sums to `sterilised` but for slivers.
    pub sterilised_by_owner: Vec<OwnersLand>,
}

impl Receiving {
    /// Whether somebody who writes this id means it.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        self.id == word || self.origin.is_named(word, &self.given_id)
    }

    /// How many gates were found so.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }

    /// The gates that were found so.
    pub fn gates(&self, verdict: Verdict) -> impl Iterator<Item = Gate> + '_ {
        self.findings.iter().filter(move |one| one.verdict == verdict).map(|one| one.gate)
    }

    /// Whether every gate is passed.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.count(Verdict::Pass) == self.findings.len()
    }

    /// Land taken.
    #[must_use]
    pub fn taken(&self) -> SquareMetres {
        self.pad.as_ref().map_or(SquareMetres::ZERO, Region::area)
    }

    fn rank(&self) -> Rank {
        let (fails, unknowns) = (self.count(Verdict::Fail), self.count(Verdict::Unknown));
        Rank { fails, unknowns, distance: self.distance }
    }
}

/// The best receiving sites of an obstacle that moves.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Ranking {
    /// Best first.
    pub sites: Vec<Receiving>,
    /// Parcels looked at.
    pub considered: usize,
    /// How many of them failed at each of the gates that were looked at for all.
    pub failed: BTreeMap<Gate, usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::relocate) struct Rank {
    fails: usize,
    unknowns: usize,
    /// From the present site, metres: at least so far.
    pub distance: Metres,
}

impl Rank {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.fails, self.unknowns)
            .cmp(&(other.fails, other.unknowns))
            .then(self.distance.get().total_cmp(&other.distance.get()))
    }
}

/// A parcel after the gates that need no plan.
pub(in crate::relocate) struct Screened<'a> {
    pub parcel: &'a Parcel,
    pub findings: Vec<Finding>,
    pub rank: Rank,
}

/// Ranks the parcels of a city as receiving sites.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn rank(search: &Search<'_>, mover: &Mover<'_>) -> Result<Ranking, OverlayError> {
    let service = service(search, mover);
    let kind = &mover.obstacle.kind;
    let standing = Standing::of(search.city, search.leaving, kind, &search.policy)?;
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
            .map(|one| search.plan(mover, service.as_ref(), &standing, one))
            .collect::<Result<Vec<_>, _>>()?;
        ranking.sites.extend(planned);
        ranking.sites.sort_by(|a, b| a.rank().cmp(&b.rank()).then_with(|| a.id.cmp(&b.id)));
        ranking.sites.truncate(search.most);
    }
    let called: Vec<(&str, &Origin)> =
        ranking.sites.iter().map(|site| (site.given_id.as_str(), &site.origin)).collect();
    let called = told_apart(&called);
    for (site, id) in ranking.sites.iter_mut().zip(called) {
        site.id = id;
        search.sterilise(mover, &standing, site)?;
    }
    Ok(ranking)
}

/// Demand for the kind, with the places of the kind that stay.
pub(crate) fn service<'a>(search: &Search<'a>, mover: &Mover<'_>) -> Option<Service<'a>> {
    let (radius, _) = mover.radius.as_ref()?;
    let kind = &mover.obstacle.kind;
    let canonical = |name: &str| {
        search.policy.pack.kind(name).map_or_else(|| name.to_owned(), |known| known.id.clone())
    };
    let staying: Vec<Coord<f64>> = search
        .city
        .facilities()
        .iter()
        .filter(|one| one.origin != mover.obstacle.origin && !search.leaving.contains(&one.origin))
        .filter(|one| canonical(&one.kind) == *kind)
        .filter_map(|one| middle(&one.shape))
        .collect();
    Service::of(search.city, &staying, radius.get())
}

fn middle(shape: &Shape) -> Option<Coord<f64>> {
    match shape {
        Shape::Area(region) => region.label_point(),
        Shape::Points(points) => points.first().copied(),
        Shape::Lines(lines) => lines.first().and_then(|line| line.get(line.len() / 2)).copied(),
    }
}

impl<'a> Search<'a> {
    fn screen<'p>(
        &self,
        mover: &Mover<'_>,
        service: Option<&Service<'_>>,
        parcel: &'p Parcel,
    ) -> Result<Screened<'p>, OverlayError> {
        let at = parcel.region.label_point().unwrap_or(mover.at);
        let findings = vec![
            self.outside_site(parcel)?,
            self.land_use(mover, parcel),
            self.availability(parcel),
            area(mover, parcel),
            self.road(parcel),
            serves(mover, service, at, 0.0),
        ];
        let count = |verdict| findings.iter().filter(|one| one.verdict == verdict).count();
        // The pad lies somewhere in the parcel: this is a lower bound of its distance.
        let reach = parcel.region.bounds().map_or(0.0, |b| b.width().hypot(b.height()));
        let distance = Metres::saturating(apart(mover.at, at) - reach);
        // So is this of the failures: the service is that of the pad, which may serve more.
        let sure = |one: &Finding| {
            one.gate != Gate::Service || serves(mover, service, at, reach).verdict == Verdict::Fail
        };
        let fails = findings.iter().filter(|one| one.verdict == Verdict::Fail && sure(one));
        let rank = Rank { fails: fails.count(), unknowns: count(Verdict::Unknown), distance };
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
                Some(code) if self.policy.land_uses.system.is_none() => {
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
            Some(code) => of(Verdict::Pass, Reason::CodeTakes(code.clone())).by(&takes.source),
            None => of(Verdict::Fail, Reason::CodeTakesNot(first.clone(), takes.codes.clone()))
                .by(&takes.source),
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
        let Some(roads) = self.city.roads() else {
            return of(Verdict::Unknown, Reason::NoRoadLayer);
        };
        let tolerance = self.road_tolerance.get();
        match roads.distance(&parcel.region, tolerance) {
            Some(distance) => of(Verdict::Pass, Reason::Road(distance)),
            None => of(Verdict::Fail, Reason::NoRoad(tolerance)),
        }
    }

    pub(in crate::relocate) fn zone(
        &self,
        mover: &Mover<'_>,
        parcel: &Parcel,
    ) -> Result<Finding, OverlayError> {
        let of = |verdict, reason| Finding::new(Gate::ControlZone, verdict, reason);
        if !self.city.has_zones() {
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
            if whole - left > CONTACT_M2 && left < mover.pad_area().get().max(CONTACT_M2) {
                let name = zones.first().map_or_else(String::new, |(label, _)| (*label).to_owned());
                return Ok(of(Verdict::Fail, Reason::InZone(name)));
            }
        }
        Ok(match mover.siting.first() {
            Some((place, source)) => of(Verdict::Unknown, Reason::Siting(place.clone())).by(source),
            None => of(Verdict::Pass, Reason::NoZone),
        })
    }

    pub(in crate::relocate) fn zones_on(&self, parcel: &Parcel) -> Vec<(&'a str, &'a Region)> {
        let Some(bounds) = parcel.region.bounds() else { return Vec::new() };
        let zones = self.city.zones_near(bounds);
        zones
            .filter_map(|zone| match &zone.shape {
                Shape::Area(region) => Some((zone.label(), region)),
                Shape::Points(_) | Shape::Lines(_) => None,
            })
            .collect()
    }
}

fn area(mover: &Mover<'_>, parcel: &Parcel) -> Finding {
    let Some(size) = &mover.pad else {
        return Finding::new(Gate::Area, Verdict::Unknown, Reason::AreaUnknown);
    };
    let (has, needs) = (parcel.region.area().get(), size.area.get());
    let verdict = if has >= needs { Verdict::Pass } else { Verdict::Fail };
    Finding::new(Gate::Area, verdict, Reason::Area { has, needs }).by(&size.source)
}

/// Service from a place that is not known nearer than `slack` metres: at best.
pub(in crate::relocate) fn serves(
    mover: &Mover<'_>,
    service: Option<&Service<'_>>,
    at: Coord<f64>,
    slack: f64,
) -> Finding {
    let distance = (apart(mover.at, at) - slack).max(0.0);
    let of = |verdict, reason| Finding::new(Gate::Service, verdict, reason);
    let Some((radius, source)) = &mover.radius else {
        return of(Verdict::Unknown, Reason::NoRadius(distance));
    };
    let (kept, reason) = if let Some(service) = service {
        let (before, after) = (service.from(mover.at).share, service.at_best(at, slack).share);
        let least = mover.moving.min_served.unwrap_or(before);
        (after + 1e-9 >= least, Reason::Served { before, after })
    } else {
        let radius = radius.get();
        (distance <= radius, Reason::Radius { distance, radius })
    };
    of(if kept { Verdict::Pass } else { Verdict::Fail }, reason).by(source)
}
