//! Uncertain parameters, and the site as it would be at either end of it: one thing changed at a
//! time, all others as they are.

use crate::carve::{Baseline, Ground, Parameters, Trial};
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

/// An uncertain parameter.
pub(crate) struct Varied<'a> {
    /// What is assumed.
    pub assumption: Assumption,
    /// The two values, as given; none where they are positions and not numbers.
    pub values: Option<(f64, f64)>,
    /// The value in use, if it is a number.
    pub in_use: Option<f64>,
    /// The site at either end.
    pub ends: [World<'a>; 2],
}

/// The site as it would be.
pub(crate) enum World<'a> {
    /// As the headline has it.
    Headline,
    /// With something changed.
    Changed(Box<Changed<'a>>),
}

/// A site with something changed.
pub(crate) struct Changed<'a> {
    ground: Cow<'a, Ground>,
    pub(crate) baseline: Cow<'a, Baseline>,
    obstacles: Cow<'a, [Obstacle]>,
    at_low_clearance: bool,
}

impl Changed<'_> {
    /// What some of the obstacles leave here.
    pub(crate) fn trial(&self, keep: &dyn Fn(&Obstacle) -> bool) -> Result<Trial, OverlayError> {
        let kept: Vec<&Obstacle> = self.obstacles.iter().filter(|one| keep(one)).collect();
        if self.at_low_clearance {
            Trial::at_low_clearance(&self.ground, &self.baseline, &kept)
        } else {
            Trial::of(&self.ground, &self.baseline, &kept)
        }
    }
}

/// The site between surroundings that keep other land free than those of the headline.
fn beside<'a>(
    case: &Case,
    standing: &'a Standing,
    free: Result<Region, OverlayError>,
) -> Result<(Cow<'a, Ground>, Cow<'a, Baseline>), AssessError> {
    let Standing { ground, baseline, .. } = standing;
    let context = free.map_err(|cause| failed(&case.site, cause))?;
    if context == ground.context {
        return Ok((Cow::Borrowed(ground), Cow::Borrowed(baseline)));
    }
    let ground = Ground { context, ..ground.clone() };
    let baseline = Baseline::of(&ground).map_err(|cause| failed(&case.site, cause))?;
    Ok((Cow::Owned(ground), Cow::Owned(baseline)))
}

/// What is found by another policy than that of the headline.
fn by_policy<'a>(
    case: &Case,
    standing: &'a Standing,
    policy: &Policy<'_>,
) -> Result<Changed<'a>, AssessError> {
    let found = detected(case, policy)?;
    let free = kept_free(&found.context, |one| &one.clearance.zone);
    let (ground, baseline) = beside(case, standing, free)?;
    let obstacles = Cow::Owned(found.obstacles);
    Ok(Changed { ground, baseline, obstacles, at_low_clearance: false })
}

/// Everything that has a range, in the order: equipment, plots, numbers of the area model, clearances.
pub(crate) fn varied<'a>(
    case: &Case,
    standing: &'a Standing,
) -> Result<Vec<Varied<'a>>, AssessError> {
    let Standing { ground, obstacles, context, .. } = standing;
    let mut varied = Vec::new();
    let changed = |changed: Changed<'a>| World::Changed(Box::new(changed));
    let mut all = obstacles.iter().chain(context);
    if all.any(|obstacle| obstacle.clearance.zone_low.is_some()) {
        let free = kept_free(context, Obstacle::clearance_low);
        let (ground, baseline) = beside(case, standing, free)?;
        let low = Changed {
            ground,
            baseline,
            obstacles: Cow::Borrowed(obstacles),
            at_low_clearance: true,
        };
        varied.push(Varied {
            assumption: Assumption::Equipment,
            values: None,
            in_use: None,
            ends: [changed(low), World::Headline],
        });
    }
    if standing.plots_in_question {
        let policy = Policy::of(&case.settings, &case.pack);
        let policy = Policy { parcels_are_plots: true, ..policy };
        let at_most = by_policy(case, standing, &policy)?;
        varied.push(Varied {
            assumption: Assumption::Plot,
            values: None,
            in_use: Some(0.0),
            ends: [World::Headline, changed(at_most)],
        });
    }
    for number in Number::ALL {
        let Some(values) = number.range(&case.settings.ranges) else { continue };
        let at = |value: f64| -> Result<World<'a>, AssessError> {
            let parameters = number.changed(ground.parameters, value);
            let ground = Ground { parameters, ..ground.clone() };
            let baseline = Baseline::of(&ground).map_err(|cause| failed(&case.site, cause))?;
            Ok(changed(Changed {
                ground: Cow::Owned(ground),
                baseline: Cow::Owned(baseline),
                obstacles: Cow::Borrowed(obstacles),
                at_low_clearance: false,
            }))
        };
        varied.push(Varied {
            assumption: Assumption::Parameter(number.parameter()),
            values: Some(values),
            in_use: Some(number.of(ground.parameters)),
            ends: [at(values.0)?, at(values.1)?],
        });
    }
    for (kind, [first, second]) in &case.settings.ranges.clearance_m {
        let at = |value: Metres| -> Result<World<'a>, AssessError> {
            let mut settings = case.settings.clone();
            settings.clearance_command_line.insert(kind.clone(), value);
            let policy = Policy::of(&settings, &case.pack);
            Ok(changed(by_policy(case, standing, &policy)?))
        };
        let policy = Policy::of(&case.settings, &case.pack);
        let canonical = policy.canonical(kind);
        let in_use = obstacles.iter().filter(|one| one.kind == canonical);
        let in_use = in_use.map(|one| one.clearance.distance().get()).reduce(f64::max);
        varied.push(Varied {
            assumption: Assumption::Clearance(kind.clone()),
            values: Some((first.get(), second.get())),
            in_use,
            ends: [at(*first)?, at(*second)?],
        });
    }
    Ok(varied)
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
        let length = Metres::new(value).unwrap_or_default();
        match self {
            Self::Setback => Parameters { setback: length, ..parameters },
            Self::SetbackRoad => Parameters { setback_road: Some(length), ..parameters },
            Self::MinWidth => Parameters { min_width: length, ..parameters },
            Self::MinArea => {
                let min_area = SquareMetres::new(value).unwrap_or_default();
                Parameters { min_area, ..parameters }
            }
        }
    }
}
