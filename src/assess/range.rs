//! How far the loss moves within what is not known: one thing changed at a time.

use crate::assess::{detected, failed, AssessError, Case};
use crate::carve::{Baseline, CarveError, CarveOut, Ground, Parameters};
use crate::layer::site_file::SiteRanges;
use crate::obstacle::Obstacle;
use crate::units::{Metres, SquareMetres};

/// The loss with one assumption at either end of its range.
#[derive(Clone, Debug)]
pub struct Swing {
    /// What was changed, with its unit: `setback_m`, `clearance_m of fuel_station`.
    pub assumption: String,
    /// The two values, as given; empty where they are positions and not numbers.
    pub values: Option<(f64, f64)>,
    /// The site carved out at the first value.
    pub at_first: CarveOut,
    /// The site carved out at the second value.
    pub at_second: CarveOut,
}

impl Swing {
    /// Loss at both ends, square metres.
    #[must_use]
    pub fn losses(&self) -> (f64, f64) {
        (self.at_first.ledger.loss().get(), self.at_second.ledger.loss().get())
    }

    /// How far it moves the loss.
    #[must_use]
    pub fn width(&self) -> f64 {
        let (first, second) = self.losses();
        (second - first).abs()
    }
}

/// Swings of every assumption with a range, widest first; `low` is the carve-out with clearances
/// at their lower bound, where that differs.
pub(in crate::assess) fn swings(
    case: &Case,
    ground: &Ground,
    obstacles: &[Obstacle],
    headline: &CarveOut,
    low: Option<CarveOut>,
) -> Result<Vec<Swing>, AssessError> {
    let fail = |cause: CarveError| failed(&case.site, cause);
    let mut swings = Vec::new();
    if let Some(low) = low {
        swings.push(Swing {
            assumption: "equipment position and rule figures".to_owned(),
            values: None,
            at_first: low,
            at_second: headline.clone(),
        });
    }
    for number in Number::ALL {
        let Some((first, second)) = number.range(&case.settings.ranges) else { continue };
        let at = |value: f64| {
            let parameters = number.changed(ground.parameters, value);
            carve(&Ground { parameters, ..ground.clone() }, obstacles).map_err(fail)
        };
        swings.push(Swing {
            assumption: number.name().to_owned(),
            values: Some((first, second)),
            at_first: at(first)?,
            at_second: at(second)?,
        });
    }
    for (kind, [first, second]) in &case.settings.ranges.clearance_m {
        let at = |value: Metres| {
            let mut settings = case.settings.clone();
            settings.clearance_command_line.insert(kind.clone(), value);
            let found = detected(case, &settings)?;
            carve(ground, &found.obstacles).map_err(fail)
        };
        swings.push(Swing {
            assumption: format!("clearance_m of {kind}"),
            values: Some((first.get(), second.get())),
            at_first: at(*first)?,
            at_second: at(*second)?,
        });
    }
    swings.sort_by(|a, b| b.width().total_cmp(&a.width()));
    Ok(swings)
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

fn carve(ground: &Ground, obstacles: &[Obstacle]) -> Result<CarveOut, CarveError> {
    let baseline = Baseline::of(ground)?;
    let all: Vec<&Obstacle> = obstacles.iter().collect();
    CarveOut::of(ground, &baseline, &all)
}
