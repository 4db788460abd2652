//! What is not known of a site, and the site as it would be with any of it, or all of it, otherwise.
//!
//! Everything with a range is an [`Axis`]; a value for each of them is a [`Setting`]. What several
//! settings share, what is found around the site and its baseline, is worked out once.

use crate::carve::{Baseline, CarveError, Company, Ground, Parameters, Trial, Ways};
use crate::geometry::overlay::OverlayError;
use crate::geometry::Region;
use crate::loading::Case;
use crate::obstacle::{Obstacle, Policy};
use crate::settings::site_file::SiteRanges;
use crate::settings::{Assumption, Parameter};
use crate::units::{Metres, SquareMetres};
use crate::ways_out::standing::{detected, failed, kept_free, Found, Standing};
use crate::ways_out::AssessError;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A value for each axis; `None` where it is as in the headline.
pub(crate) type Setting = Vec<Option<f64>>;

/// Something that is not known.
pub(crate) struct Axis {
    /// What is assumed.
    pub assumption: Assumption,
    /// The two values, as given; none where they are positions and not numbers.
    pub values: Option<(f64, f64)>,
    /// The value in use, if it is a number.
    pub in_use: Option<f64>,
    /// The two ends as values of a [`Setting`].
    pub ends: [Option<f64>; 2],
}

impl Axis {
    /// Positions: the headline has one of them, and there is another.
    fn positions(assumption: Assumption, in_use: Option<f64>, ends: [Option<f64>; 2]) -> Self {
        Self { assumption, values: None, in_use, ends }
    }

    fn numbers(assumption: Assumption, in_use: Option<f64>, values: (f64, f64)) -> Self {
        let ends = [Some(values.0), Some(values.1)];
        Self { assumption, values: Some(values), in_use, ends }
    }
}

/// What is found in and around the site.
struct Scene<'a> {
    obstacles: Cow<'a, [Obstacle]>,
    context: Cow<'a, [Obstacle]>,
    /// What was worked out of some of them: which are kept, and at which clearances.
    companies: Table<(Clearances, Vec<bool>), Company>,
}

/// At which clearances.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Clearances {
    Headline,
    Low,
}

impl Clearances {
    fn of(self, obstacle: &Obstacle) -> &Region {
        match self {
            Self::Headline => &obstacle.clearance.zone,
            Self::Low => obstacle.clearance_low(),
        }
    }
}

/// A site with its numbers and its baseline.
struct Land<'a> {
    ground: Cow<'a, Ground>,
    baseline: Cow<'a, Baseline>,
}

/// The site as it would be.
pub(crate) struct World<'a> {
    land: Arc<Land<'a>>,
    scene: Arc<Scene<'a>>,
    ways: Arc<Ways>,
    clearances: Clearances,
}

impl World<'_> {
    /// The site without obstacles.
    pub fn baseline(&self) -> &Baseline {
        &self.land.baseline
    }

    /// What some of the obstacles leave here.
    pub fn trial(&self, keep: &dyn Fn(&Obstacle) -> bool) -> Result<Trial, OverlayError> {
        let Self { land, scene, ways, clearances } = self;
        let chosen: Vec<bool> = scene.obstacles.iter().map(keep).collect();
        let all = scene.obstacles.iter().zip(&chosen);
        let kept: Vec<&Obstacle> = all.filter(|(_, kept)| **kept).map(|(one, _)| one).collect();
        let company = scene.companies.of((*clearances, chosen), || {
            Company::of(&land.ground, ways, &kept, |one| clearances.of(one))
        })?;
        company.trial(&land.ground, &land.baseline, &kept)
    }
}

/// What decides what is found: whether parcels are plots, and clearances by kind.
type Finding = (bool, Vec<(String, u64)>);
/// The numbers of the area model that are others than in the headline.
type Numbers = [Option<u64>; Number::ALL.len()];

/// What is worked out once and shared.
struct Table<K, V>(Mutex<BTreeMap<K, Arc<V>>>);

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord, V> Table<K, V> {
    /// What belongs to a key, worked out if it is not yet.
    fn of<E>(&self, key: K, work: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known().get(&key) {
            return Ok(value.clone());
        }
        // The table is free meanwhile: what others work out does not wait.
        let value = Arc::new(work()?);
        Ok(known().entry(key).or_insert(value).clone())
    }
}

/// All that is not known of a site.
pub(crate) struct Worlds<'a> {
    case: &'a Case,
    standing: &'a Standing,
    /// Everything that has a range, in the order: equipment, plots, numbers of the area model, clearances.
    pub axes: Vec<Axis>,
    scenes: Table<Finding, Scene<'a>>,
    /// What surroundings keep free, where that is not the same as in the headline.
    free: Table<(Finding, Clearances), Option<Region>>,
    /// By what surroundings keep free, which is nothing where it is the same as in the headline, and by numbers.
    lands: Table<(Option<(Finding, Clearances)>, Numbers), Land<'a>>,
    ways: Table<(), Ways>,
}

impl<'a> Worlds<'a> {
    /// What has a range at a site.
    pub fn of(case: &'a Case, standing: &'a Standing) -> Self {
        let Standing { ground, obstacles, context, .. } = standing;
        let mut axes = Vec::new();
        let mut all = obstacles.iter().chain(context);
        if all.any(|obstacle| obstacle.clearance.zone_low.is_some()) {
            axes.push(Axis::positions(Assumption::Equipment, None, [Some(0.0), None]));
        }
        if standing.plots_in_question {
            axes.push(Axis::positions(Assumption::Plot, Some(0.0), [None, Some(1.0)]));
        }
        let ranges = &case.settings.ranges;
        for number in Number::ALL {
            let Some(values) = number.range(ranges) else { continue };
            let in_use = Some(number.of(ground.parameters));
            axes.push(Axis::numbers(Assumption::Parameter(number.parameter()), in_use, values));
        }
        let policy = Policy::of(&case.settings, &case.pack);
        for (kind, [first, second]) in &ranges.clearance_m {
            let canonical = policy.canonical(kind);
            let of_kind = obstacles.iter().filter(|one| one.kind == canonical);
            let in_use = of_kind.map(|one| one.clearance.distance().get()).reduce(f64::max);
            let assumption = Assumption::Clearance(kind.clone());
            axes.push(Axis::numbers(assumption, in_use, (first.get(), second.get())));
        }
        let (scenes, free, lands, ways) = Default::default();
        Self { case, standing, axes, scenes, free, lands, ways }
    }

    /// Everything as in the headline.
    pub fn headline(&self) -> Setting {
        vec![None; self.axes.len()]
    }

    /// One thing at an end of its range, everything else as in the headline.
    pub fn end(&self, axis: usize, end: usize) -> Setting {
        let mut setting = self.headline();
        setting[axis] = self.axes[axis].ends[end];
        setting
    }

    /// The site with these values.
    pub fn at(&self, setting: &[Option<f64>]) -> Result<World<'a>, AssessError> {
        let mut finding: Finding = (false, Vec::new());
        let mut clearances = Clearances::Headline;
        let mut numbers: Numbers = Numbers::default();
        let mut parameters = self.standing.ground.parameters;
        for (axis, value) in self.axes.iter().zip(setting) {
            let Some(value) = *value else { continue };
            match &axis.assumption {
                Assumption::Equipment => clearances = Clearances::Low,
                Assumption::Plot => finding.0 = true,
                Assumption::Clearance(kind) => finding.1.push((kind.clone(), value.to_bits())),
                Assumption::Parameter(parameter) => {
                    let all = Number::ALL.into_iter().zip(&mut numbers);
                    for (number, key) in all.filter(|(one, _)| one.parameter() == *parameter) {
                        let changed = number.changed(parameters, value);
                        *key = (changed != parameters).then_some(value.to_bits());
                        parameters = changed;
                    }
                }
            }
        }
        let scene = self.scene(&finding)?;
        let ways = self.ways.of((), || Ways::of(&self.standing.ground));
        let ways = ways.map_err(|cause| self.failed(cause))?;
        let kept_free = self.kept_free(&scene, finding.clone(), clearances)?;
        let surroundings = kept_free.is_some().then_some((finding, clearances));
        let land = self
            .lands
            .of((surroundings, numbers), || self.land((*kept_free).as_ref(), parameters, &ways))?;
        Ok(World { land, scene, ways, clearances })
    }

    /// What is found, which is what the headline has unless something of that is changed.
    fn scene(&self, finding: &Finding) -> Result<Arc<Scene<'a>>, AssessError> {
        self.scenes.of(finding.clone(), || {
            let (parcels_are_plots, distances) = finding;
            let companies = Table::default();
            if !*parcels_are_plots && distances.is_empty() {
                let Standing { obstacles, context, .. } = self.standing;
                let (obstacles, context) = (obstacles.into(), context.into());
                return Ok(Scene { obstacles, context, companies });
            }
            let mut settings = self.case.settings.clone();
            for (kind, bits) in distances {
                let distance = Metres::saturating(f64::from_bits(*bits));
                settings.clearance_command_line.insert(kind.clone(), distance);
            }
            let policy = Policy::of(&settings, &self.case.pack);
            let policy = Policy { parcels_are_plots: *parcels_are_plots, ..policy };
            let Found { obstacles, context, .. } = detected(self.case, &policy)?;
            Ok(Scene { obstacles: obstacles.into(), context: context.into(), companies })
        })
    }

    /// What the surroundings keep free; none where it is the same as in the headline.
    fn kept_free(
        &self,
        scene: &Scene<'a>,
        finding: Finding,
        clearances: Clearances,
    ) -> Result<Arc<Option<Region>>, AssessError> {
        self.free.of((finding, clearances), || {
            let free = kept_free(&scene.context, |one| clearances.of(one));
            let free = free.map_err(|cause| self.failed(cause))?;
            Ok(Some(free).filter(|free| *free != self.standing.ground.context))
        })
    }

    /// The site with some numbers, between surroundings that keep some land free if not the same as in the headline.
    fn land(
        &self,
        kept_free: Option<&Region>,
        parameters: Parameters,
        ways: &Ways,
    ) -> Result<Land<'a>, AssessError> {
        let Standing { ground, baseline, .. } = self.standing;
        if kept_free.is_none() && parameters == ground.parameters {
            return Ok(Land { ground: Cow::Borrowed(ground), baseline: Cow::Borrowed(baseline) });
        }
        let context = kept_free.unwrap_or(&ground.context).clone();
        let ground = Ground { parameters, context, ..ground.clone() };
        let baseline = Baseline::within(&ground, baseline.edges.clone(), ways);
        let baseline = baseline.map_err(|cause| self.failed(cause))?;
        Ok(Land { ground: Cow::Owned(ground), baseline: Cow::Owned(baseline) })
    }

    /// A step of the area model that failed at this site.
    pub fn failed(&self, cause: impl Into<CarveError>) -> AssessError {
        failed(&self.case.site, cause)
    }
}

/// A number of the area model that may have a range.
#[derive(Clone, Copy)]
enum Number {
    Setback,
    SetbackRoad,
    MinWidth,
    MinArea,
}

impl Number {
    const ALL: [Self; 4] = [Self::Setback, Self::SetbackRoad, Self::MinWidth, Self::MinArea];

    /// The parameter that it is, which has its name and unit.
    const fn parameter(self) -> Parameter {
        match self {
            Self::Setback => Parameter::Setback,
            Self::SetbackRoad => Parameter::SetbackRoad,
            Self::MinWidth => Parameter::MinWidth,
            Self::MinArea => Parameter::MinArea,
        }
    }

    fn of(self, parameters: Parameters) -> f64 {
        match self {
            Self::Setback => parameters.setback.get(),
            Self::SetbackRoad => parameters.setback_road.unwrap_or(parameters.setback).get(),
            Self::MinWidth => parameters.min_width.get(),
            Self::MinArea => parameters.min_area.get(),
        }
    }

    fn range(self, ranges: &SiteRanges) -> Option<(f64, f64)> {
        let metres = |range: Option<[Metres; 2]>| range.map(|[a, b]| (a.get(), b.get()));
        match self {
            Self::Setback => metres(ranges.setback_m),
            Self::SetbackRoad => metres(ranges.setback_road_m),
            Self::MinWidth => metres(ranges.min_width_m),
            Self::MinArea => ranges.min_area_m2.map(|[a, b]| (a.get(), b.get())),
        }
    }

    fn changed(self, parameters: Parameters, value: f64) -> Parameters {
        let length = Metres::saturating(value);
        match self {
            Self::Setback => Parameters { setback: length, ..parameters },
            Self::SetbackRoad => Parameters { setback_road: Some(length), ..parameters },
            Self::MinWidth => Parameters { min_width: length, ..parameters },
            Self::MinArea => Parameters { min_area: SquareMetres::saturating(value), ..parameters },
        }
    }
}
