//! How far the loss moves within what is not known: one thing changed at a time.

use crate::assess::{detected, failed, AssessError, Case};
use crate::carve::{Baseline, CarveError, CarveOut, Ground, Parameters, Trial};
use crate::layer::site_file::SiteRanges;
use crate::obstacle::Obstacle;
use crate::units::{Metres, SquareMetres};
use std::borrow::Cow;

/// The loss with one assumption at either end of its range.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// What was changed, with its unit: `setback_m`, `clearance_m of fuel_station`.
    pub assumption: String,
    /// The two values, as given; empty where they are positions and not numbers.
    pub values: Option<(f64, f64)>,
    /// Usable land lost at the two values, square metres.
    pub losses: (f64, f64),
}

impl Swing {
    /// How far it moves the loss.
    #[must_use]
    pub fn width(&self) -> f64 {
        (self.losses.1 - self.losses.0).abs()
    }
}

/// The site carved out at the ends of all that is not known.
#[derive(Clone, Debug)]
pub struct Range {
    /// With the least loss.
    pub low: CarveOut,
    /// With the greatest loss.
    pub high: CarveOut,
    /// What each assumption does to the loss, widest first.
    pub swings: Vec<Swing>,
}

/// One end of an assumption: the site as it would be there.
struct End<'a> {
    baseline: Cow<'a, Baseline>,
    trial: Trial,
    loss: f64,
}

impl<'a> End<'a> {
    fn of(baseline: Cow<'a, Baseline>, trial: Trial) -> Self {
        let loss = trial.loss(&baseline);
        Self { baseline, trial, loss }
    }

    /// The same obstacles, and other numbers of the area model.
    fn with_parameters(
        ground: &Ground,
        parameters: Parameters,
        obstacles: &[&Obstacle],
    ) -> Result<Self, CarveError> {
        let ground = Ground { parameters, ..ground.clone() };
        let baseline = Baseline::of(&ground)?;
        let trial = Trial::of(&ground, &baseline, obstacles)?;
        Ok(Self::of(Cow::Owned(baseline), trial))
    }

    fn carve_out(&self) -> Result<CarveOut, CarveError> {
        CarveOut::close(&self.baseline, self.trial.clone())
    }
}

/// The range of the loss: every assumption with a range is set to either end while all others keep
/// their values; `None` when nothing has a range.
///
/// Only the two extremes get a ledger; of the others the loss is enough.
pub(in crate::assess) fn range(
    case: &Case,
    ground: &Ground,
    baseline: &Baseline,
    obstacles: &[Obstacle],
    headline: &CarveOut,
) -> Result<Option<Range>, AssessError> {
    let fail = |cause: CarveError| failed(&case.site, cause);
    let all: Vec<&Obstacle> = obstacles.iter().collect();
    let headline_loss = headline.ledger.loss().get();
    let mut swings = Vec::new();
    let mut ends: Vec<End<'_>> = Vec::new();
    if obstacles.iter().any(|obstacle| obstacle.clearance.zone_low.is_some()) {
        let trial = Trial::at_low_clearance(ground, baseline, &all);
        let low = End::of(Cow::Borrowed(baseline), trial.map_err(|cause| fail(cause.into()))?);
        swings.push(Swing {
            assumption: "equipment position and rule figures".to_owned(),
            values: None,
            losses: (low.loss, headline_loss),
        });
        ends.push(low);
    }
    for number in Number::ALL {
        let Some(values) = number.range(&case.settings.ranges) else { continue };
        let at = |value: f64| {
            let parameters = number.changed(ground.parameters, value);
            End::with_parameters(ground, parameters, &all).map_err(fail)
        };
        let (first, second) = (at(values.0)?, at(values.1)?);
        swings.push(Swing {
            assumption: number.name().to_owned(),
            values: Some(values),
            losses: (first.loss, second.loss),
        });
        ends.extend([first, second]);
    }
    for (kind, [first, second]) in &case.settings.ranges.clearance_m {
        let at = |value: Metres| {
            let mut settings = case.settings.clone();
            settings.clearance_command_line.insert(kind.clone(), value);
            let found = detected(case, &settings)?;
            let others: Vec<&Obstacle> = found.obstacles.iter().collect();
            let trial = Trial::of(ground, baseline, &others).map_err(|cause| fail(cause.into()))?;
            Ok::<_, AssessError>(End::of(Cow::Borrowed(baseline), trial))
        };
        let values = Some((first.get(), second.get()));
        let (first, second) = (at(*first)?, at(*second)?);
        swings.push(Swing {
            assumption: format!("clearance_m of {kind}"),
            values,
            losses: (first.loss, second.loss),
        });
        ends.extend([first, second]);
    }
    if swings.is_empty() {
        return Ok(None);
    }
    swings.sort_by(|a, b| b.width().total_cmp(&a.width()));
    let by_loss = |a: &&End<'_>, b: &&End<'_>| a.loss.total_cmp(&b.loss);
    let beyond = |end: Option<&End<'_>>, beyond: &dyn Fn(f64) -> bool| match end {
        Some(end) if beyond(end.loss) => end.carve_out().map_err(fail),
        _ => Ok(headline.clone()),
    };
    let low = beyond(ends.iter().min_by(by_loss), &|loss| loss < headline_loss)?;
    let high = beyond(ends.iter().max_by(by_loss), &|loss| loss > headline_loss)?;
    Ok(Some(Range { low, high, swings }))
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

    const fn name(self) -> &'static str {
        match self {
            Self::Setback => "setback_m",
            Self::SetbackRoad => "setback_road_m",
            Self::MinWidth => "min_width_m",
            Self::MinArea => "min_area_m2",
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
