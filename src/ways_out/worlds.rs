//! What is not known of a site, and the site as it would be with any of it, or all of it, otherwise.
//!
//! Everything with a range is an [`Axis`]; a value for each of them is a [`Setting`]. What several
//! settings share, what is found around the site and its baseline, is worked out once.

use crate::carve::{Baseline, CarveError, Ground, Parameters, Trial};
use crate::geometry::overlay::OverlayError;
use crate::geometry::Region;
use crate::loading::Case;
use crate::obstacle::{Obstacle, Policy};
use crate::settings::site_file::SiteRanges;
use crate::settings::{Assumption, Parameter};
use crate::units::{Metres, SquareMetres};
use crate::ways_out::standing::{detected, failed, kept_free, Standing};
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
    at_low_clearance: bool,
}

impl World<'_> {
    /// The site without obstacles.
    pub fn baseline(&self) -> &Baseline {
        &self.land.baseline
    }

    /// What some of the obstacles leave here.
    pub fn trial(&self, keep: &dyn Fn(&Obstacle) -> bool) -> Result<Trial, OverlayError> {
        let Land { ground, baseline } = &*self.land;
        let kept: Vec<&Obstacle> = self.scene.obstacles.iter().filter(|one| keep(one)).collect();
        if self.at_low_clearance {
            Trial::at_low_clearance(ground, baseline, &kept)
        } else {
            Trial::of(ground, baseline, &kept)
        }
    }
}

/// What decides what is found: whether parcels are plots, and clearances by kind.
type Finding = (bool, Vec<(String, u64)>);
/// What decides the baseline: what is found, at which clearance, and the numbers of the area model.
type Numbers = [Option<u64>; Number::ALL.len()];

/// All that is not known of a site.
pub(crate) struct Worlds<'a> {
    case: &'a Case,
    standing: &'a Standing,
    /// Everything that has a range, in the order: equipment, plots, numbers of the area model, clearances.
    pub axes: Vec<Axis>,
    scenes: Mutex<BTreeMap<Finding, Arc<Scene<'a>>>>,
    lands: Mutex<BTreeMap<(Finding, bool, Numbers), Arc<Land<'a>>>>,
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
        Self { case, standing, axes, scenes: Mutex::default(), lands: Mutex::default() }
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
        let mut at_low_clearance = false;
        let mut numbers: Numbers = Numbers::default();
        let mut parameters = self.standing.ground.parameters;
        for (axis, value) in self.axes.iter().zip(setting) {
            let Some(value) = *value else { continue };
            match &axis.assumption {
                Assumption::Equipment => at_low_clearance = true,
                Assumption::Plot => finding.0 = true,
                Assumption::Clearance(kind) => finding.1.push((kind.clone(), value.to_bits())),
                Assumption::Parameter(parameter) => {
                    let all = Number::ALL.into_iter().zip(&mut numbers);
                    for (number, key) in all.filter(|(one, _)| one.parameter() == *parameter) {
                        *key = Some(value.to_bits());
                        parameters = number.changed(parameters, value);
                    }
                }
            }
        }
        let scene = self.scene(&finding)?;
        let key = (finding, at_low_clearance, numbers);
        if let Some(land) = known(&self.lands, &key) {
            return Ok(World { land, scene, at_low_clearance });
        }
        let free = if at_low_clearance {
            kept_free(&scene.context, Obstacle::clearance_low)
        } else {
            kept_free(&scene.context, |one| &one.clearance.zone)
        };
        let land = Arc::new(self.land(free, parameters)?);
        learn(&self.lands, key, &land);
        Ok(World { land, scene, at_low_clearance })
    }

    /// What is found, which is what the headline has unless something of that is changed.
    fn scene(&self, finding: &Finding) -> Result<Arc<Scene<'a>>, AssessError> {
        if let Some(scene) = known(&self.scenes, finding) {
            return Ok(scene);
        }
        let (parcels_are_plots, clearances) = finding;
        let scene = if *parcels_are_plots || !clearances.is_empty() {
            let mut settings = self.case.settings.clone();
            for (kind, bits) in clearances {
                let distance = Metres::saturating(f64::from_bits(*bits));
                settings.clearance_command_line.insert(kind.clone(), distance);
            }
            let policy = Policy::of(&settings, &self.case.pack);
            let policy = Policy { parcels_are_plots: *parcels_are_plots, ..policy };
            let found = detected(self.case, &policy)?;
            Scene { obstacles: found.obstacles.into(), context: found.context.into() }
        } else {
            let Standing { obstacles, context, .. } = self.standing;
            Scene { obstacles: obstacles.into(), context: context.into() }
        };
        let scene = Arc::new(scene);
        learn(&self.scenes, finding.clone(), &scene);
        Ok(scene)
    }

    /// The site between surroundings that keep some land free, with some numbers.
    fn land(
        &self,
        free: Result<Region, OverlayError>,
        parameters: Parameters,
    ) -> Result<Land<'a>, AssessError> {
        let Standing { ground, baseline, .. } = self.standing;
        let context = free.map_err(|cause| self.failed(cause))?;
        if context == ground.context && parameters == ground.parameters {
            return Ok(Land { ground: Cow::Borrowed(ground), baseline: Cow::Borrowed(baseline) });
        }
        let ground = Ground { parameters, context, ..ground.clone() };
        let baseline = Baseline::of(&ground).map_err(|cause| self.failed(cause))?;
        Ok(Land { ground: Cow::Owned(ground), baseline: Cow::Owned(baseline) })
    }

    /// A step of the area model that failed at this site.
    pub fn failed(&self, cause: impl Into<CarveError>) -> AssessError {
        failed(&self.case.site, cause)
    }
}

/// What was worked out before.
fn known<K: Ord, V>(all: &Mutex<BTreeMap<K, Arc<V>>>, key: &K) -> Option<Arc<V>> {
    all.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
}

fn learn<K: Ord, V>(all: &Mutex<BTreeMap<K, Arc<V>>>, key: K, value: &Arc<V>) {
    all.lock().unwrap_or_else(PoisonError::into_inner).insert(key, value.clone());
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
