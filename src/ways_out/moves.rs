//! Things that may move, and where each could go.

use crate::carve::{Baseline, CarveError};
use crate::geometry::shape_index::bounding_rectangle;
use crate::geometry::Region;
use crate::loading::Case;
use crate::model::{Doubt, LandUseSystem, Nth, Origin, Shape, Warnings};
use crate::obstacle::{Class, Obstacle, Policy};
use crate::relocate::cost::Basis;
use crate::relocate::programme::Programme;
use crate::relocate::receiving::{self, Search};
use crate::relocate::{
    within, City, Cost, Mover, PadSize, Ranking, Receiving, Verdict, WithinSite,
};
use crate::ways_out::alternatives::Move;
use crate::ways_out::before::{Before, Weighing};
use crate::ways_out::standing::{failed, found, ground, Found};
use crate::ways_out::told::{moving, told_to_move};
use crate::ways_out::AssessError;

/// Up to this many obstacles that may move a place within the site is looked for, for each.
const WITHIN: usize = 4;
/// Receiving sites kept for each.
const RECEIVING: usize = 10;

/// Length and width of the ground that the equipment of an obstacle stands on.
pub(super) fn equipment(case: &Case, obstacle: &Obstacle) -> Option<(f64, f64)> {
    let items = case.around.facilities.iter();
    let items = items.filter(|item| obstacle.equipment.contains(&item.origin));
    let points = items.flat_map(|item| -> Vec<geo::Coord<f64>> {
        match &item.shape {
            Shape::Area(region) => region.edges().map(|(point, _)| point).collect(),
            Shape::Points(points) => points.clone(),
            Shape::Lines(lines) => lines.concat(),
        }
    });
    bounding_rectangle(points)
}

/// Receiving sites of one obstacle.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Places {
    /// The thing.
    pub obstacle: Obstacle,
    /// The land it takes.
    pub pad: Option<PadSize>,
    /// Receiving sites, best first.
    pub ranking: Ranking,
    /// Places within the site, least loss first, if that was asked for.
    pub within: Vec<WithinSite>,
}

/// Where an obstacle of a case could go: the best parcels, and the best places within the site if that
/// is asked for.
///
/// # Errors
/// [`AssessError::NoCity`] for a case without the land around, [`AssessError::UnknownId`] for an id that
/// is no obstacle; else from the engine.
pub fn places(
    case: &Case,
    id: &str,
    within_site: bool,
    most: usize,
) -> Result<(Places, Warnings), AssessError> {
    let Some(city) = case.city.as_deref() else {
        return Err(AssessError::NoCity { site: case.site.id.clone() });
    };
    let Found { obstacles, context, mut warnings, .. } = found(case)?;
    let fail = |cause: CarveError| failed(&case.site, cause);
    let mut all = obstacles.iter().chain(&context);
    let Some(obstacle) = all.find(|obstacle| obstacle.is_named(id)) else {
        return Err(AssessError::unknown("--facility".to_owned(), id, &obstacles));
    };
    let policy = Policy::of(&case.settings, &case.pack);
    if obstacle.fixed_by_kind && !told_to_move(case, obstacle, &policy) {
        return Err(AssessError::Fixed { id: id.to_owned(), kind: obstacle.kind.clone() });
    }
    let known = moving(case, obstacle);
    if obstacle.is_line() && known.pad_area_m2.is_none() {
        return Err(AssessError::Line { id: id.to_owned() });
    }
    let system = case.settings.land_use_system.map(LandUseSystem::as_str);
    let leaving = [obstacle.origin.clone()];
    let mut found = Places {
        obstacle: obstacle.clone(),
        pad: None,
        ranking: Ranking::default(),
        within: Vec::new(),
    };
    if let Some(mover) = Mover::of(obstacle, known, &policy, system, equipment(case, obstacle)) {
        let search = search(case, city, &leaving, &[], most);
        found.ranking = receiving::rank(&search, &mover).map_err(|cause| fail(cause.into()))?;
        if within_site {
            let ground = ground(case, &context, &mut warnings)?;
            let baseline = Baseline::of(&ground).map_err(fail)?;
            let others = obstacles.iter().filter(|other| other.id != obstacle.id);
            let staying: Vec<&Obstacle> = others.collect();
            found.within =
                within::best(&ground, &baseline, &staying, &mover, most).map_err(fail)?;
        }
        found.pad = mover.pad;
    }
    warnings.append(city.doubts().clone());
    Ok((found, warnings))
}

fn search<'a>(
    case: &'a Case,
    city: &'a City,
    leaving: &'a [Origin],
    taken: &'a [Region],
    most: usize,
) -> Search<'a> {
    let settings = &case.settings;
    Search {
        city,
        footprint: &case.site.footprint,
        proposed_use: &settings.proposed_use.value,
        policy: Policy::of(settings, &case.pack),
        available: &settings.available,
        road_tolerance: settings.frontage_tolerance.value,
        leaving,
        taken,
        most,
    }
}

/// Whether an obstacle may be an option to move: a facility that is not fixed, or anything somebody
/// said a word about moving.
fn may_move(before: &Before<'_>, obstacle: &Obstacle) -> bool {
    let named = before.relocation.is_some_and(|r| r.moved.contains(&obstacle.id));
    let policy = Policy::of(&before.case.settings, &before.case.pack);
    let fixed = obstacle.relocatable == Some(false);
    let told = told_to_move(before.case, obstacle, &policy);
    let free = obstacle.class == Class::Facility && !fixed && !obstacle.is_line();
    named || told || obstacle.relocatable == Some(true) || free
}

impl Weighing<'_> {
    pub(super) fn moves(&self, warnings: &mut Warnings) -> Result<Vec<Move>, AssessError> {
        let case = self.case();
        let policy = Policy::of(&case.settings, &case.pack);
        let system = case.settings.land_use_system.map(LandUseSystem::as_str);
        let all = Nth::each(self.obstacles());
        let mut movers: Vec<(Nth<Obstacle>, Mover<'_>)> = all
            .filter(|(_, obstacle)| may_move(&self.before, obstacle))
            .filter_map(|(number, obstacle)| {
                let known = moving(case, obstacle);
                let equipment = equipment(case, obstacle);
                Some((number, Mover::of(obstacle, known, &policy, system, equipment)?))
            })
            .collect();
        // The largest chooses first: it has the fewest places to go to.
        movers.sort_by(|a, b| {
            b.1.pad_area().get().total_cmp(&a.1.pad_area().get()).then(a.0.cmp(&b.0))
        });
        let near_edge = movers.len() <= WITHIN;
        let mut taken: Vec<Region> = Vec::new();
        let mut moves = Vec::new();
        for (number, mover) in movers {
            let leaving = [mover.obstacle.origin.clone()];
            let search = search(case, self.city, &leaving, &taken, RECEIVING);
            let ranking = receiving::rank(&search, &mover).map_err(|cause| self.fail(cause))?;
            let chosen = choose(&ranking, &mover, warnings);
            let pad = chosen.and_then(|at| at.of(&ranking.sites)?.pad.clone());
            let served = receiving::service(&search, &mover).map(|service| {
                let after = pad.as_ref().and_then(Region::label_point);
                (service.from(mover.at), after.map(|at| service.from(at)))
            });
            let within = if near_edge { self.within(&mover, &|at| at == number)? } else { None };
            let basis = Basis {
                pack: &case.pack,
                jurisdictions: &case.settings.jurisdictions.value,
                currency: case.settings.money.currency.as_deref(),
                pad: pad
                    .as_ref()
                    .map(Region::area)
                    .or_else(|| mover.pad.as_ref().map(|pad| pad.area)),
            };
            let cost = Cost::of(&mover, &basis);
            let programme = Programme::of(&mover.moving.months);
            taken.extend(pad);
            moves.push(Move {
                obstacle: number,
                id: mover.obstacle.id.clone(),
                pad: mover.pad,
                takes: mover.takes.map(|takes| (takes.codes, takes.source)),
                radius: mover.radius,
                ranking,
                chosen,
                within,
                served,
                cost,
                programme,
            });
        }
        moves.sort_by_key(|one| one.obstacle);
        Ok(moves)
    }

    /// The best place within the site for one obstacle, with others gone.
    pub(super) fn within(
        &self,
        mover: &Mover<'_>,
        gone: &dyn Fn(Nth<Obstacle>) -> bool,
    ) -> Result<Option<WithinSite>, AssessError> {
        let others = Nth::each(self.obstacles()).filter(|(at, _)| !gone(*at));
        let staying: Vec<&Obstacle> = others.map(|(_, obstacle)| obstacle).collect();
        let best = within::best(&self.standing().ground, self.baseline(), &staying, mover, 1);
        Ok(best.map_err(|cause| self.fail(cause))?.into_iter().next())
    }
}

/// The receiving site chosen: the one that was decided on, else the best that fails no gate.
fn choose(ranking: &Ranking, mover: &Mover<'_>, warnings: &mut Warnings) -> Option<Nth<Receiving>> {
    let origin = &mover.obstacle.origin;
    if let Some(id) = &mover.moving.receiving {
        let named = ranking.sites.iter().filter(|site| site.is_named(id));
        let features: Vec<String> = named.map(|site| site.id.clone()).collect();
        if features.len() > 1 {
            warnings.raise_for(origin, Doubt::IdOfSeveral { id: id.clone(), features });
        }
        let decided = Nth::find(&ranking.sites, |site| site.is_named(id));
        if decided.is_none() {
            let (parcel, listed) = (id.clone(), ranking.sites.len());
            warnings.raise_for(origin, Doubt::DecidedSiteMissing { parcel, listed });
        }
        return decided;
    }
    let best = ranking.sites.first()?;
    if best.count(Verdict::Fail) > 0 || best.pad.is_none() {
        return None;
    }
    Some(Nth::new(0))
}
