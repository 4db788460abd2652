//! The ways out set against each other: build around everything, move some or all, find a place at the
//! site's edge, exchange land with a neighbour; each with its land, its money, and what is not known.

use crate::assess::adjustment::{adjustment, Adjustment};
use crate::assess::worlds::{self, World};
use crate::assess::{failed, ground, AssessError, Assessment, Case};
use crate::carve::{Baseline, CarveError, Ground, Trial};
use crate::decide::frontier::{front, Merit};
use crate::decide::{
    break_even, draw, recommend, Assumption, Chances, Choice, Component, Recommendation, Stakes,
};
use crate::geometry::overlay;
use crate::geometry::rectangle::{largest_rectangle, Limits, Rectangle};
use crate::geometry::shape_index::bounding_rectangle;
use crate::geometry::Region;
use crate::layer::site_file::SiteMove;
use crate::model::{Code, CostItem, Estimate, LandUseSystem, Shape, Warnings};
use crate::obstacle::{Class, Obstacle};
use crate::relocate::cost::{self, Basis};
use crate::relocate::programme::{critical, Programme};
use crate::relocate::receiving::{self, Search};
use crate::relocate::service::Served;
use crate::relocate::{
    within, City, Cost, CostLine, LandUses, Mover, PadSize, Ranking, Receiving, Swap, Verdict,
    WithinSite,
};
use crate::rules::Priced;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Up to this many things that may move every subset is an option of its own.
pub const EVERY_SUBSET: usize = 12;
/// Up to this many options the largest rectangle is looked for in each.
const EVERY_RECTANGLE: usize = 64;
/// Up to this many options the assumptions of the area model are gone through for each.
const EVERY_ASSUMPTION: usize = 64;
/// Up to this many things that may move a place within the site is looked for, for each.
const WITHIN: usize = 4;
/// Up to this many, also with any of the others moved away.
const WITHIN_AND_AWAY: usize = 3;
/// Receiving sites kept for each.
const RECEIVING: usize = 10;
/// Draws of the Monte Carlo and its seed, unless said otherwise.
const DRAWS: u32 = 10_000;
const SEED: u64 = 1;

/// What a square metre of usable land is worth, and who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct LandPrice {
    /// The price.
    pub per_m2: Estimate,
    /// Site file, command line, or document and clause with its status.
    pub source: String,
}

/// A thing that may move.
#[derive(Clone, Debug)]
pub struct Move {
    /// Its position among the obstacles.
    pub obstacle: usize,
    /// Its id.
    pub id: String,
    /// The land it takes at a new place.
    pub pad: Option<PadSize>,
    /// Which land takes it: codes or districts, and who says so.
    pub takes: Option<(Vec<String>, String)>,
    /// How far it may be from those it serves, and who says so.
    pub radius: Option<(f64, String)>,
    /// Receiving sites, best first.
    pub ranking: Ranking,
    /// Position of the one that is reckoned with.
    pub chosen: Option<usize>,
    /// The best place within the site.
    pub within: Option<WithinSite>,
    /// Whom it serves before, and from the site reckoned with.
    pub served: Option<(Served, Option<Served>)>,
    /// What its move costs.
    pub cost: Cost,
    /// The months of its move.
    pub programme: Programme,
}

impl Move {
    /// The receiving site that is reckoned with.
    #[must_use]
    pub fn receiving(&self) -> Option<&Receiving> {
        self.ranking.sites.get(self.chosen?)
    }
}

/// How an alternative goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Build around everything.
    CarveOut,
    /// Move some and build around the others.
    Move,
    /// Move one to the edge of the site and build around it there.
    Within,
    /// Exchange the enclave for land next door.
    Swap,
}

/// A way out.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// How it goes about it.
    pub way: Way,
    /// Positions of the moves it is made of.
    pub moved: Vec<usize>,
    /// Which of them ends within the site.
    pub within: Option<usize>,
    /// Whether every receiving site it needs is known to pass, is not known to fail, or fails.
    pub verdict: Verdict,
    /// Usable land.
    pub usable: Region,
    /// Usable land that stays lost, square metres, against the site without obstacles.
    pub loss_m2: f64,
    /// Usable land that comes back against carving everything out; less than nothing where land is lost.
    pub recovered_m2: f64,
    /// What each of the moves adds to the others: its position, square metres.
    pub marginal: Vec<(usize, f64)>,
    /// The largest rectangle; none where it was not looked for, or nothing fits.
    pub rectangle: Option<Rectangle>,
    /// Whether the largest rectangle was looked for: not where the option is beaten whatever it is.
    pub rectangle_known: bool,
    /// Land taken at receiving sites, square metres; none where one of them is not known.
    pub taken_m2: Option<f64>,
    /// Land sterilised there, square metres.
    pub sterilised_m2: Option<f64>,
    /// What comes back, less what is taken and sterilised elsewhere.
    pub net_m2: Option<f64>,
    /// Money, land not included; none where no item is known.
    pub cost: Option<Estimate>,
    /// What waiting costs.
    pub delay: CostLine,
    /// Items without a figure, such as `FS-01: rebuild`.
    pub missing: Vec<String>,
    /// Months until all ground is free, and the move that decides it.
    pub frees_ground: Option<(usize, Estimate)>,
    /// Months that the project waits.
    pub waits: Option<Estimate>,
    /// Land price from which on it pays.
    pub break_even: Option<Estimate>,
    /// Whether no other beats it in cost, usable land and largest rectangle.
    pub on_front: bool,
}

/// All ways out, and which to take.
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// Things that may move.
    pub moves: Vec<Move>,
    /// The ways out; the first builds around everything.
    pub options: Vec<Alternative>,
    /// Whether every subset of the moves is among them.
    pub every_subset: bool,
    /// The land swap, if there is one.
    pub swap: Option<Swap>,
    /// What land is worth, if anybody says so.
    pub land_price: Option<LandPrice>,
    /// Currency of all money.
    pub currency: Option<String>,
    /// Which to take; none without a land price and without money.
    pub decision: Option<Decision>,
    /// What the recommended option changes in the plan; without a recommendation the one that moves
    /// what was asked to be moved, else the carve-out.
    pub adjustment: Adjustment,
}

/// Which way to take.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The best, its margin, and what would flip it.
    pub recommendation: Recommendation,
    /// How probable it is that each option is the best.
    pub chances: Option<Chances>,
    /// What it was decided on.
    pub stakes: Stakes,
    /// Positions of the options that were chosen among, in the order of the stakes' choices: those with
    /// a cost and no receiving site that fails.
    pub decided: Vec<usize>,
}

impl Decision {
    /// The option behind a choice.
    #[must_use]
    pub fn option<'a>(&self, all: &'a Alternatives, choice: usize) -> Option<&'a Alternative> {
        all.options.get(*self.decided.get(choice)?)
    }

    /// Position of an option among the choices, if it is one of them.
    #[must_use]
    pub fn choice(&self, option: usize) -> Option<usize> {
        self.decided.iter().position(|decided| *decided == option)
    }
}

impl Alternatives {
    /// What an option is called: `carve_out`, `move FS-01 and WTS-01`, `FS-01 within the site`, `swap`.
    #[must_use]
    pub fn name(&self, option: &Alternative) -> String {
        name(option.way, &option.moved, option.within, &self.moves)
    }

    /// The option that moves just these, by id.
    #[must_use]
    pub fn moving(&self, ids: &[String]) -> Option<&Alternative> {
        self.options.iter().find(|option| moves_just(option, ids, &self.moves))
    }

    /// The recommended option.
    #[must_use]
    pub fn recommended(&self) -> Option<&Alternative> {
        let decision = self.decision.as_ref()?;
        decision.option(self, decision.recommendation.best)
    }
}

fn moves_just(option: &Alternative, ids: &[String], moves: &[Move]) -> bool {
    option.way == Way::Move
        && option.moved.len() == ids.len()
        && option.moved.iter().all(|number| ids.contains(&moves[*number].id))
}

fn name(way: Way, moved: &[usize], within: Option<usize>, moves: &[Move]) -> String {
    let away = moved.iter().filter(|number| within != Some(**number));
    let ids: Vec<&str> = away.map(|number| moves[*number].id.as_str()).collect();
    let list = match ids.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => ids.concat(),
    };
    match (way, within) {
        (Way::CarveOut, _) => "carve_out".to_owned(),
        (Way::Swap, _) => "swap".to_owned(),
        (_, None) => format!("move {list}"),
        (_, Some(number)) if ids.is_empty() => format!("{} within the site", moves[number].id),
        (_, Some(number)) => format!("move {list}, {} within the site", moves[number].id),
    }
}

/// What is known of moving an obstacle: its kind's table, and its own on top.
fn moving(case: &Case, obstacle: &Obstacle) -> SiteMove {
    let tables = &case.settings.moving;
    let policy = case.settings.policy(&case.pack);
    let of_kind = tables
        .iter()
        .find(|(name, _)| **name != obstacle.id && policy.canonical(name) == obstacle.kind);
    let kind = of_kind.map(|(_, table)| table.clone()).unwrap_or_default();
    tables.get(&obstacle.id).map_or(kind.clone(), |own| kind.under(own))
}

/// Length and width of the ground that the equipment of an obstacle stands on.
fn equipment(case: &Case, obstacle: &Obstacle) -> Option<(f64, f64)> {
    let items = case.around.facilities.iter();
    let items = items.filter(|item| item.part_of.as_deref() == Some(obstacle.id.as_str()));
    let points = items.flat_map(|item| -> Vec<geo::Coord<f64>> {
        match &item.shape {
            Shape::Area(region) => region.edges().map(|(point, _)| point).collect(),
            Shape::Points(points) => points.clone(),
            Shape::Lines(lines) => lines.concat(),
        }
    });
    bounding_rectangle(points)
}

/// Whether an obstacle may be an option to move: a facility that is not fixed, or anything somebody
/// said a word about moving.
fn may_move(case: &Case, assessment: &Assessment, obstacle: &Obstacle) -> bool {
    let named = assessment.relocation.as_ref().is_some_and(|r| r.moved.contains(&obstacle.id));
    let told = case.settings.moving.contains_key(&obstacle.id);
    let free = obstacle.class == Class::Facility && obstacle.relocatable != Some(false);
    named || told || obstacle.relocatable == Some(true) || free
}

/// Where one thing could go.
#[derive(Clone, Debug)]
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
/// [`AssessError::UnknownId`] for an id that is no obstacle; else from the engine.
pub fn places(
    case: &Case,
    city: &City,
    id: &str,
    within_site: bool,
    most: usize,
) -> Result<(Places, Warnings), AssessError> {
    let (obstacles, mut warnings) = super::obstacles(case)?;
    let fail = |cause: CarveError| failed(&case.site, cause);
    let Some(obstacle) = obstacles.iter().find(|obstacle| obstacle.id == id) else {
        return Err(AssessError::unknown("--facility", id, &obstacles));
    };
    let policy = case.settings.policy(&case.pack);
    let system = case.settings.land_use_system.map(LandUseSystem::as_str);
    let leaving = [obstacle.id.clone()];
    let mut found = Places {
        obstacle: obstacle.clone(),
        pad: None,
        ranking: Ranking::default(),
        within: Vec::new(),
    };
    if let Some(mover) =
        Mover::of(obstacle, moving(case, obstacle), &policy, system, equipment(case, obstacle))
    {
        let search = search(case, city, &leaving, &[], most);
        found.ranking = receiving::rank(&search, &mover).map_err(|cause| fail(cause.into()))?;
        if within_site {
            let ground = ground(case, &mut warnings)?;
            let baseline = Baseline::of(&ground).map_err(fail)?;
            let others = obstacles.iter().filter(|other| other.id != id);
            let staying: Vec<&Obstacle> = others.collect();
            found.within =
                within::best(&ground, &baseline, &staying, &mover, most).map_err(fail)?;
        }
        found.pad = mover.pad;
    }
    Ok((found, warnings))
}

fn search<'a>(
    case: &'a Case,
    city: &'a City,
    leaving: &'a [String],
    taken: &'a [Region],
    most: usize,
) -> Search<'a> {
    let settings = &case.settings;
    Search {
        city,
        footprint: &case.site.footprint,
        proposed_use: &settings.proposed_use.value,
        uses: LandUses {
            system: settings.land_use_system.map(LandUseSystem::as_str),
            use_of: &settings.use_of,
            pack: &case.pack,
        },
        available: &settings.available,
        road_tolerance_m: settings.frontage_tolerance.value.get(),
        leaving,
        taken,
        most,
    }
}

/// Sets the ways out of a case against each other and adds them to its assessment.
///
/// # Errors
/// [`AssessError`]; a number that cannot be trusted is an error, never a result.
pub fn weigh(case: &Case, assessment: &mut Assessment, city: &City) -> Result<(), AssessError> {
    let mut warnings = Warnings::default();
    let alternatives = Weighing::of(case, assessment, city)?.alternatives(&mut warnings)?;
    assessment.warnings.append(warnings);
    assessment.alternatives = Some(alternatives);
    Ok(())
}

struct Weighing<'a> {
    case: &'a Case,
    assessment: &'a Assessment,
    city: &'a City,
    ground: Ground,
    baseline: &'a Baseline,
}

/// An option while it is worked out.
struct Draft {
    way: Way,
    moved: Vec<usize>,
    /// Which of the moves ends within the site.
    within: Option<usize>,
    usable: Region,
    loss_m2: f64,
}

impl<'a> Weighing<'a> {
    fn of(case: &'a Case, assessment: &'a Assessment, city: &'a City) -> Result<Self, AssessError> {
        // What it has to say has been said by the assessment.
        let ground = ground(case, &mut Warnings::default())?;
        Ok(Self { case, assessment, city, ground, baseline: &assessment.baseline })
    }

    fn fail(&self, cause: impl Into<CarveError>) -> AssessError {
        failed(&self.case.site, cause)
    }

    fn obstacles(&self) -> &'a [Obstacle] {
        &self.assessment.obstacles
    }

    fn alternatives(&self, warnings: &mut Warnings) -> Result<Alternatives, AssessError> {
        let moves = self.moves(warnings)?;
        let (mut drafts, every_subset) = self.subsets(&moves)?;
        drafts.extend(self.at_the_edge(&moves)?);
        let swap = self.swap()?;
        if let Some(swap) = &swap {
            drafts.push(Draft {
                way: Way::Swap,
                moved: vec![],
                within: None,
                usable: swap.carve_out.usable.clone(),
                loss_m2: self.baseline.usable.area().get() - swap.carve_out.usable.area().get(),
            });
        }
        let land_price = self.land_price();
        let money = self.money(&moves, &drafts);
        let mut options = self.options(&moves, drafts, &money);
        self.rectangles(&mut options);
        let merits: Vec<Merit> = options.iter().map(merit).collect();
        for (option, on_front) in options.iter_mut().zip(front(&merits)) {
            option.on_front = on_front;
        }
        let decision = self.decision(&moves, &options, money, land_price.as_ref())?;
        self.raise(&moves, &options, warnings);
        let recommended = decision
            .as_ref()
            .and_then(|decision| decision.decided.get(decision.recommendation.best).copied());
        let asked = || {
            let ids = &self.assessment.relocation.as_ref()?.moved;
            options.iter().position(|option| moves_just(option, ids, &moves))
        };
        let chosen = recommended.or_else(asked).unwrap_or(0);
        let adjustment = adjustment(
            self.case,
            self.assessment,
            self.city,
            (chosen, &options[chosen]),
            &moves,
            swap.as_ref(),
        )?;
        self.raise_land_use(&adjustment, warnings);
        Ok(Alternatives {
            adjustment,
            moves,
            options,
            every_subset,
            swap,
            land_price,
            currency: self.case.settings.money.currency.clone(),
            decision,
        })
    }

    fn moves(&self, warnings: &mut Warnings) -> Result<Vec<Move>, AssessError> {
        let case = self.case;
        let policy = case.settings.policy(&case.pack);
        let system = case.settings.land_use_system.map(LandUseSystem::as_str);
        let all = self.obstacles().iter().enumerate();
        let mut movers: Vec<(usize, Mover<'_>)> = all
            .filter(|(_, obstacle)| may_move(case, self.assessment, obstacle))
            .filter_map(|(number, obstacle)| {
                let known = moving(case, obstacle);
                let equipment = equipment(case, obstacle);
                Some((number, Mover::of(obstacle, known, &policy, system, equipment)?))
            })
            .collect();
        // The largest chooses first: it has the fewest places to go to.
        movers.sort_by(|a, b| b.1.pad_area_m2().total_cmp(&a.1.pad_area_m2()).then(a.0.cmp(&b.0)));
        let near_edge = movers.len() <= WITHIN;
        let mut taken: Vec<Region> = Vec::new();
        let mut moves = Vec::new();
        for (number, mover) in movers {
            let leaving = [mover.obstacle.id.clone()];
            let search = search(case, self.city, &leaving, &taken, RECEIVING);
            let ranking = receiving::rank(&search, &mover).map_err(|cause| self.fail(cause))?;
            let chosen = choose(&ranking, &mover, warnings);
            let pad = chosen.and_then(|at| ranking.sites.get(at)?.pad.clone());
            let served = receiving::service(&search, &mover).map(|service| {
                let after = pad.as_ref().and_then(Region::label_point);
                (service.from(mover.at), after.map(|at| service.from(at)))
            });
            let within = if near_edge { self.within(&mover, &|at| at == number)? } else { None };
            let basis = Basis {
                pack: &case.pack,
                jurisdictions: &case.settings.jurisdictions,
                currency: case.settings.money.currency.as_deref(),
                pad_m2: pad
                    .as_ref()
                    .map(|pad| pad.area().get())
                    .or_else(|| mover.pad.as_ref().map(|pad| pad.area_m2)),
            };
            let cost = Cost::of(&mover, &basis);
            let programme = Programme::of(&mover.moving.months);
            taken.extend(pad);
            moves.push(Move {
                obstacle: number,
                id: mover.obstacle.id.clone(),
                pad: mover.pad,
                takes: mover.takes.map(|takes| (takes.codes, takes.clause)),
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

    /// The best place within the site for one thing, with others gone.
    fn within(
        &self,
        mover: &Mover<'_>,
        gone: &dyn Fn(usize) -> bool,
    ) -> Result<Option<WithinSite>, AssessError> {
        let others = self.obstacles().iter().enumerate().filter(|(at, _)| !gone(*at));
        let staying: Vec<&Obstacle> = others.map(|(_, obstacle)| obstacle).collect();
        let best = within::best(&self.ground, self.baseline, &staying, mover, 1);
        Ok(best.map_err(|cause| self.fail(cause))?.into_iter().next())
    }

    /// One thing at the edge of the site, the others where they are or moved away.
    fn at_the_edge(&self, moves: &[Move]) -> Result<Vec<Draft>, AssessError> {
        let mut drafts = Vec::new();
        let draft = |number: usize, mut moved: Vec<usize>, place: &WithinSite| {
            moved.push(number);
            moved.sort_unstable();
            Draft {
                way: Way::Within,
                moved,
                within: Some(number),
                usable: place.carve_out.usable.clone(),
                loss_m2: place.carve_out.ledger.loss().get(),
            }
        };
        for (number, one) in moves.iter().enumerate() {
            drafts.extend(one.within.as_ref().map(|place| draft(number, Vec::new(), place)));
        }
        if moves.len() > WITHIN_AND_AWAY {
            return Ok(drafts);
        }
        let case = self.case;
        let policy = case.settings.policy(&case.pack);
        for number in 0..moves.len() {
            let obstacle = &self.obstacles()[moves[number].obstacle];
            let known = moving(case, obstacle);
            let Some(mover) = Mover::of(obstacle, known, &policy, None, None) else {
                continue;
            };
            let others: Vec<usize> = (0..moves.len()).filter(|other| *other != number).collect();
            for set in 1..1_usize << others.len() {
                let away: Vec<usize> = others
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| set >> at & 1 == 1)
                    .map(|(_, other)| *other)
                    .collect();
                let gone = |at: usize| {
                    moves[number].obstacle == at
                        || away.iter().any(|other| moves[*other].obstacle == at)
                };
                if let Some(place) = self.within(&mover, &gone)? {
                    drafts.push(draft(number, away, &place));
                }
            }
        }
        Ok(drafts)
    }

    /// Subsets of the moves with what they leave: all of them, or a chain of them.
    fn subsets(&self, moves: &[Move]) -> Result<(Vec<Draft>, bool), AssessError> {
        let n = moves.len();
        if n <= EVERY_SUBSET {
            let mut sets: Vec<usize> = (0..1_usize << n).collect();
            sets.sort_by_key(|set| (set.count_ones(), *set));
            let of = |set: &usize| -> Result<Draft, AssessError> {
                self.draft(moves, (0..n).filter(|at| set >> at & 1 == 1).collect())
            };
            return Ok((sets.par_iter().map(of).collect::<Result<_, _>>()?, true));
        }
        // Beyond, one more moves at a time, the one that returns most; then each alone.
        let mut drafts = vec![self.draft(moves, Vec::new())?];
        let mut moved: Vec<usize> = Vec::new();
        while moved.len() < n {
            let next = (0..n).filter(|at| !moved.contains(at)).collect::<Vec<_>>();
            let tried = next
                .par_iter()
                .map(|at| {
                    let mut with = moved.clone();
                    with.push(*at);
                    with.sort_unstable();
                    self.draft(moves, with)
                })
                .collect::<Result<Vec<_>, _>>()?;
            let alone = moved.is_empty();
            let best = tried
                .iter()
                .enumerate()
                .min_by(|a, b| a.1.loss_m2.total_cmp(&b.1.loss_m2))
                .map(|(at, _)| at);
            for (at, draft) in tried.into_iter().enumerate() {
                let is_best = Some(at) == best;
                if is_best {
                    moved.clone_from(&draft.moved);
                }
                if is_best || alone {
                    drafts.push(draft);
                }
            }
        }
        Ok((drafts, false))
    }

    fn draft(&self, moves: &[Move], moved: Vec<usize>) -> Result<Draft, AssessError> {
        let way = if moved.is_empty() { Way::CarveOut } else { Way::Move };
        let carved = &self.assessment.carve_out.usable;
        let whole = self.baseline.usable.area().get();
        if moved.is_empty() {
            let loss_m2 = self.assessment.carve_out.ledger.loss().get();
            return Ok(Draft { way, moved, within: None, usable: carved.clone(), loss_m2 });
        }
        let leaves = |at: usize| moved.iter().any(|number| moves[*number].obstacle == at);
        let others = self.obstacles().iter().enumerate().filter(|(at, _)| !leaves(*at));
        let kept: Vec<&Obstacle> = others.map(|(_, obstacle)| obstacle).collect();
        let of = || {
            let usable = Trial::of(&self.ground, self.baseline, &kept)?.remaining.usable;
            // As in `CarveOut::at_least`: what is usable among more is usable among fewer.
            let missed = overlay::difference(carved, [&usable])?;
            if missed.area().get() < 1e-6 {
                Ok(usable)
            } else {
                overlay::union([&usable, &missed])
            }
        };
        let usable = of().map_err(|cause: overlay::OverlayError| self.fail(cause))?;
        let loss_m2 = (whole - usable.area().get()).max(0.0);
        Ok(Draft { way, moved, within: None, usable, loss_m2 })
    }

    fn swap(&self) -> Result<Option<Swap>, AssessError> {
        let all: Vec<&Obstacle> = self.obstacles().iter().collect();
        let enclave: Vec<&Obstacle> = self
            .obstacles()
            .iter()
            .filter(|one| one.class == Class::Facility && !one.taking.is_empty())
            .collect();
        let available = &self.case.settings.available;
        crate::relocate::swap::best(&self.ground, &all, &enclave, self.city, available)
            .map_err(|cause| self.fail(cause))
    }

    fn land_price(&self) -> Option<LandPrice> {
        let settings = &self.case.settings;
        if let Some(price) = &settings.land_price {
            let source = match price.from {
                crate::assess::Given::CommandLine => "command line",
                _ => "site file",
            };
            return Some(LandPrice { per_m2: price.value, source: source.to_owned() });
        }
        let grade = settings.money.land_grade.as_deref()?;
        let currency = settings.money.currency.as_deref();
        let prices =
            self.case.pack.prices(Priced::LandPrice, None, Some(grade), &settings.jurisdictions);
        prices.into_iter().filter(|price| price.currency == currency).find_map(|price| {
            let low = price.low;
            let per_m2 = Estimate::uniform(low, price.high.unwrap_or(low)).ok()?;
            Some(LandPrice { per_m2, source: format!("{} [{}]", price.citation, price.status) })
        })
    }

    /// Groups of money: two a move, without the land and the land; one of waiting an option, one of the
    /// swap; and which of them each draft pays for.
    fn money(&self, moves: &[Move], drafts: &[Draft]) -> Money {
        let component = |who: &str, line: &CostLine| {
            let label = format!("{who}: {}", line.item);
            Some(Component { label, amount: line.amount? })
        };
        let mut money = Money::default();
        for one in moves {
            let (land, rest): (Vec<&CostLine>, Vec<&CostLine>) =
                one.cost.lines.iter().partition(|line| line.item == CostItem::ReplacementLand);
            for lines in [rest, land] {
                let known = lines.into_iter().filter_map(|line| component(&one.id, line));
                money.groups.push(known.collect());
            }
        }
        let settings = &self.case.settings;
        for draft in drafts {
            let programmes: Vec<&Programme> =
                draft.moved.iter().map(|number| &moves[*number].programme).collect();
            let last = critical(&programmes);
            let frees_ground = last.map(|(at, months)| (draft.moved[at], months));
            let needs = settings.project.needs_land_in_months;
            let waits = match needs {
                _ if draft.moved.is_empty() => Some(Estimate::ZERO),
                Some(needs) => {
                    let late = programmes.iter().map(|one| one.delay(needs));
                    late.reduce(|a, b| longer(a, b)).flatten()
                }
                None => None,
            };
            let delay = cost::delay(waits, settings.money.delay_per_month);
            let mut pays: Vec<usize> = Vec::new();
            for number in &draft.moved {
                pays.push(2 * number);
                if draft.within != Some(*number) {
                    pays.push(2 * number + 1);
                }
            }
            if let Some(amount) = delay.amount.filter(|amount| amount.high > 0.0) {
                pays.push(money.groups.len());
                let label = name(draft.way, &draft.moved, draft.within, moves) + ": delay";
                money.groups.push(vec![Component { label, amount }]);
            }
            if draft.way == Way::Swap {
                pays.push(money.groups.len());
                let amount = settings.money.swap_cost;
                let component =
                    amount.map(|amount| Component { label: "swap: exchange".to_owned(), amount });
                money.groups.push(component.into_iter().collect());
            }
            money.paid.push(Paid { pays, delay, waits, frees_ground });
        }
        money
    }

    fn options(&self, moves: &[Move], drafts: Vec<Draft>, money: &Money) -> Vec<Alternative> {
        let losses: BTreeMap<Vec<usize>, f64> = drafts
            .iter()
            .filter(|draft| matches!(draft.way, Way::CarveOut | Way::Move))
            .map(|draft| (draft.moved.clone(), draft.loss_m2))
            .collect();
        let carved = losses.get(&Vec::new()).copied().unwrap_or_default();
        let swap_cost = self.case.settings.money.swap_cost;
        drafts
            .into_iter()
            .zip(&money.paid)
            .map(|(draft, paid)| {
                let recovered_m2 = carved - draft.loss_m2;
                let marginal = draft.moved.iter().filter_map(|number| {
                    let without: Vec<usize> =
                        draft.moved.iter().copied().filter(|other| other != number).collect();
                    Some((*number, losses.get(&without)? - draft.loss_m2))
                });
                let elsewhere = elsewhere(draft.within, &draft.moved, moves);
                let cost = money.cost(paid, &draft);
                let mut missing: Vec<String> = Vec::new();
                for number in &draft.moved {
                    let one = &moves[*number];
                    let inside = draft.within == Some(*number);
                    let items = one
                        .cost
                        .missing()
                        .filter(|item| !inside || *item != CostItem::ReplacementLand);
                    missing.extend(items.map(|item| format!("{}: {item}", one.id)));
                }
                if paid.delay.amount.is_none() {
                    missing.push("delay".to_owned());
                }
                if draft.way == Way::Swap && swap_cost.is_none() {
                    missing.push("swap: exchange".to_owned());
                }
                Alternative {
                    way: draft.way,
                    marginal: marginal.collect(),
                    loss_m2: draft.loss_m2,
                    recovered_m2,
                    rectangle: None,
                    rectangle_known: false,
                    taken_m2: elsewhere.map(|(taken, _)| taken),
                    sterilised_m2: elsewhere.map(|(_, sterilised)| sterilised),
                    net_m2: elsewhere.map(|(taken, sterile)| recovered_m2 - taken - sterile),
                    break_even: cost.and_then(|cost| break_even::price(&cost, recovered_m2)),
                    cost,
                    delay: paid.delay.clone(),
                    missing,
                    frees_ground: paid.frees_ground,
                    waits: paid.waits,
                    on_front: false,
                    verdict: verdict(draft.within, &draft.moved, moves),
                    within: draft.within,
                    moved: draft.moved,
                    usable: draft.usable,
                }
            })
            .collect()
    }

    /// The largest rectangle of each option. Where there are many, not of those that another one beats
    /// in cost and land and whose rectangle is as large as any can be.
    fn rectangles(&self, options: &mut [Alternative]) {
        let limits = self.case.settings.layout.as_ref().map_or_else(Limits::default, |l| l.limits);
        if options.len() <= EVERY_RECTANGLE {
            options.par_iter_mut().for_each(|option| {
                option.rectangle = largest_rectangle(&option.usable, &limits);
                option.rectangle_known = true;
            });
            return;
        }
        let largest = largest_rectangle(&self.baseline.usable, &limits);
        let ceiling = largest.map_or(0.0, |rectangle| rectangle.area().get());
        let mut order: Vec<usize> = (0..options.len()).collect();
        let cost = |option: &Alternative| option.cost.map_or(0.0, |cost| cost.mid);
        order.sort_by(|a, b| cost(&options[*a]).total_cmp(&cost(&options[*b])));
        // Those that have a rectangle as large as the site's own; they beat whatever is dearer.
        let mut full: Vec<usize> = Vec::new();
        for number in order {
            let beaten = full.iter().any(|other| {
                options[*other].usable.area().get() >= options[number].usable.area().get()
            });
            if beaten {
                continue;
            }
            let option = &mut options[number];
            option.rectangle = largest_rectangle(&option.usable, &limits);
            option.rectangle_known = true;
            let area = option.rectangle.map_or(0.0, |rectangle| rectangle.area().get());
            if area >= ceiling - 1.0 {
                full.push(number);
            }
        }
    }

    fn decision(
        &self,
        moves: &[Move],
        options: &[Alternative],
        money: Money,
        price: Option<&LandPrice>,
    ) -> Result<Option<Decision>, AssessError> {
        let Some(price) = price else { return Ok(None) };
        // Money that nobody knows anything of would look like no money at all, and a place that is
        // not there is no way out.
        let decided: Vec<usize> = options
            .iter()
            .enumerate()
            .filter(|(_, option)| option.cost.is_some() && option.verdict != Verdict::Fail)
            .map(|(number, _)| number)
            .collect();
        if decided.len() < 2 {
            return Ok(None);
        }
        let (assumptions, mut loss_at) = self.assumptions(moves, options)?;
        let choice = |number: &usize| {
            let option = &options[*number];
            Choice {
                id: name(option.way, &option.moved, option.within, moves),
                groups: money.paid[*number].pays.clone(),
                loss_m2: option.loss_m2,
                loss_at: std::mem::take(&mut loss_at[*number]),
            }
        };
        let choices = decided.iter().map(choice).collect();
        let stakes = Stakes { price: price.per_m2, groups: money.groups, assumptions, choices };
        let settings = &self.case.settings.money;
        let (draws, seed) = (settings.draws.unwrap_or(DRAWS), settings.seed.unwrap_or(SEED));
        let chances = draw(&stakes, draws, seed);
        Ok(recommend(&stakes).map(|recommendation| Decision {
            recommendation,
            chances,
            stakes,
            decided,
        }))
    }

    /// Assumptions of the area model, and what each option loses at their ends.
    #[expect(clippy::type_complexity, reason = "ends by assumption by option")]
    fn assumptions(
        &self,
        moves: &[Move],
        options: &[Alternative],
    ) -> Result<(Vec<Assumption>, Vec<Vec<(f64, f64)>>), AssessError> {
        let mut losses: Vec<Vec<(f64, f64)>> = vec![Vec::new(); options.len()];
        if options.len() > EVERY_ASSUMPTION {
            return Ok((Vec::new(), losses));
        }
        let doubts = worlds::doubts(self.case, &self.ground, self.baseline, self.obstacles())?;
        let mut assumptions = Vec::new();
        for doubt in &doubts {
            let (first, second) = doubt.values.unwrap_or((0.0, 1.0));
            let Some(at) = doubt.in_use.or(doubt.values.is_none().then_some(1.0)) else { continue };
            let label = doubt.assumption.clone();
            assumptions.push(Assumption { label, first, at, second });
            for (option, ends) in options.iter().zip(&mut losses) {
                let of = |end: &World<'_>| self.loss_in(end, option, moves);
                ends.push((of(&doubt.ends[0])?, of(&doubt.ends[1])?));
            }
        }
        Ok((assumptions, losses))
    }

    /// What an option loses in another world. What stands within the site at another place, or on the
    /// other side of a new boundary, is taken to lose there what it loses here.
    fn loss_in(
        &self,
        world: &World<'_>,
        option: &Alternative,
        moves: &[Move],
    ) -> Result<f64, AssessError> {
        match (world, option.way) {
            (World::Changed(changed), Way::CarveOut | Way::Move) => {
                let gone =
                    |one: &Obstacle| option.moved.iter().any(|number| moves[*number].id == one.id);
                let trial = changed.trial(&|one| !gone(one)).map_err(|cause| self.fail(cause))?;
                Ok(trial.loss(&changed.baseline).max(0.0))
            }
            _ => Ok(option.loss_m2),
        }
    }
}

/// Money of all options.
#[derive(Default)]
struct Money {
    groups: Vec<Vec<Component>>,
    paid: Vec<Paid>,
}

/// What one option pays for.
struct Paid {
    pays: Vec<usize>,
    delay: CostLine,
    waits: Option<Estimate>,
    frees_ground: Option<(usize, Estimate)>,
}

impl Money {
    /// What an option costs; none where it moves something and nothing of that is known.
    fn cost(&self, paid: &Paid, draft: &Draft) -> Option<Estimate> {
        let components = || paid.pays.iter().filter_map(|group| self.groups.get(*group)).flatten();
        let nothing_known = components().next().is_none();
        if nothing_known && draft.way != Way::CarveOut {
            return None;
        }
        Some(components().fold(Estimate::ZERO, |sum, one| sum.plus(&one.amount)))
    }
}

/// The longer of two waits; not known if one of them is not.
fn longer(a: Option<Estimate>, b: Option<Estimate>) -> Option<Estimate> {
    let (a, b) = (a?, b?);
    Estimate::triangular(a.low.max(b.low), a.mid.max(b.mid), a.high.max(b.high)).ok()
}

/// Land taken and sterilised at the receiving sites of an option; `None` where one is not known.
fn elsewhere(within: Option<usize>, moved: &[usize], moves: &[Move]) -> Option<(f64, f64)> {
    let away = moved.iter().filter(|number| within != Some(**number));
    away.copied().try_fold((0.0, 0.0), |(taken, sterilised), number| {
        let site = moves[number].receiving()?;
        Some((taken + site.taken_m2(), sterilised + site.sterilised.area().get()))
    })
}

/// The worst of the receiving sites that an option needs.
fn verdict(within: Option<usize>, moved: &[usize], moves: &[Move]) -> Verdict {
    let away = moved.iter().filter(|number| within != Some(**number));
    let of = |number: &usize| {
        let one = &moves[*number];
        match one.receiving() {
            Some(site) if site.passes() => Verdict::Pass,
            None if one.ranking.considered > 0 => Verdict::Fail,
            _ => Verdict::Unknown,
        }
    };
    away.map(of).max().unwrap_or(Verdict::Pass)
}

fn merit(option: &Alternative) -> Merit {
    Merit {
        cost: option.cost.map_or(f64::INFINITY, |cost| cost.mid),
        usable_m2: option.usable.area().get(),
        rectangle_m2: option.rectangle.map(|rectangle| rectangle.area().get()),
    }
}

/// The receiving site to reckon with: the one that was decided on, else the best that fails no gate.
fn choose(ranking: &Ranking, mover: &Mover<'_>, warnings: &mut Warnings) -> Option<usize> {
    let origin = &mover.obstacle.origin;
    if let Some(id) = &mover.moving.receiving {
        let decided = ranking.sites.iter().position(|site| site.id == *id);
        if decided.is_none() {
            let words = format!(
                "\"{id}\" was to be its receiving site, but it is not among the {} best; see \
                 `carveout relocate`",
                ranking.sites.len()
            );
            warnings.raise_for(Code::NoReceivingSite, origin, words);
        }
        return decided;
    }
    let best = ranking.sites.first()?;
    if best.count(Verdict::Fail) > 0 || best.pad.is_none() {
        return None;
    }
    Some(0)
}

impl Weighing<'_> {
    fn raise_land_use(&self, adjustment: &Adjustment, warnings: &mut Warnings) {
        let coded = self.city.parcels.iter().any(|parcel| parcel.land_use.is_some());
        match &adjustment.balance {
            None if coded => warnings.raise(
                Code::LandUseSystem,
                "the code system of land_use is not declared, and the same code means different land \
                 in different systems, so there is no land-use balance: give land_use_system",
            ),
            Some(balance) => {
                if let Some(doubt) = &balance.doubt {
                    warnings.raise(Code::LandUseSystem, doubt.clone());
                }
            }
            None => {}
        }
    }

    /// What is missing is said; of money only where somebody asked for money.
    fn raise(&self, moves: &[Move], options: &[Alternative], warnings: &mut Warnings) {
        let settings = &self.case.settings;
        let asked_for_money = settings.land_price.is_some()
            || settings.money.currency.is_some()
            || settings.moving.values().any(|one| !one.costs.is_empty());
        for one in moves {
            let origin = &self.obstacles()[one.obstacle].origin;
            match one.receiving() {
                None if one.ranking.considered > 0 => warnings.raise_for(
                    Code::NoReceivingSite,
                    origin,
                    format!(
                        "no receiving site of {} looked at passes; the land it would take is not \
                         counted",
                        one.ranking.considered
                    ),
                ),
                Some(site) if !site.passes() => {
                    let unknown: Vec<&str> = site
                        .findings
                        .iter()
                        .filter(|finding| finding.verdict == Verdict::Unknown)
                        .map(|finding| finding.gate.as_str())
                        .collect();
                    warnings.raise_for(
                        Code::NoReceivingSite,
                        origin,
                        format!(
                            "its receiving site {} fails nothing, but it is not known whether it \
                             passes: {}",
                            site.id,
                            unknown.join(", ")
                        ),
                    );
                }
                _ => {}
            }
            let missing: Vec<String> = one.cost.missing().map(|item| item.to_string()).collect();
            if asked_for_money && !missing.is_empty() {
                let words = format!("nobody gives a figure for its {}", missing.join(", "));
                warnings.raise_for(Code::CostMissing, origin, words);
            }
        }
        let waits = options.iter().any(|one| one.way == Way::Move && one.delay.amount.is_none());
        if asked_for_money && waits {
            warnings.raise(
                Code::MonthsUnknown,
                "what waiting costs is not known: give [move.KIND.months], needs_land_in_months \
                 and delay_per_month",
            );
        }
    }
}
