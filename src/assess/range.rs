//! How far the loss moves within what is not known: one thing changed at a time.

use crate::assess::{failed, ground, obstacles, AssessError, Case};
use crate::carve::{Baseline, CarveError, CarveOut};
use crate::model::Warnings;
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
    headline: &CarveOut,
    low: Option<CarveOut>,
) -> Result<Vec<Swing>, AssessError> {
    let mut swings = Vec::new();
    if let Some(low) = low {
        swings.push(Swing {
            assumption: "equipment position and rule figures".to_owned(),
            values: None,
            at_first: low,
            at_second: headline.clone(),
        });
    }
    let ranges = &case.settings.ranges;
    let mut numbers: Vec<(String, (f64, f64), Change)> = Vec::new();
    if let Some(range) = ranges.setback_m {
        numbers.push(("setback_m".to_owned(), metres(range), Change::Setback));
    }
    if let Some(range) = ranges.min_width_m {
        numbers.push(("min_width_m".to_owned(), metres(range), Change::MinWidth));
    }
    if let Some([first, second]) = ranges.min_area_m2 {
        numbers.push(("min_area_m2".to_owned(), (first.get(), second.get()), Change::MinArea));
    }
    for (kind, range) in &ranges.clearance_m {
        let name = format!("clearance_m of {kind}");
        numbers.push((name, metres(*range), Change::Clearance(kind.clone())));
    }
    for (assumption, (first, second), change) in numbers {
        swings.push(Swing {
            assumption,
            values: Some((first, second)),
            at_first: carve(&change.applied(case, first))?,
            at_second: carve(&change.applied(case, second))?,
        });
    }
    swings.sort_by(|a, b| b.width().total_cmp(&a.width()));
    Ok(swings)
}

fn metres([first, second]: [Metres; 2]) -> (f64, f64) {
    (first.get(), second.get())
}

/// Which number of a case is changed.
enum Change {
    Setback,
    MinWidth,
    MinArea,
    Clearance(String),
}

impl Change {
    fn applied(&self, case: &Case, value: f64) -> Case {
        let mut case = case.clone();
        let length = Metres::new(value).unwrap_or_default();
        match self {
            Self::Setback => case.settings.setback.value = length,
            Self::MinWidth => case.settings.min_width.value = length,
            Self::MinArea => {
                case.settings.min_area.value = SquareMetres::new(value).unwrap_or_default();
            }
            Self::Clearance(kind) => {
                case.settings.clearance_command_line.insert(kind.clone(), length);
            }
        }
        case
    }
}

fn carve(case: &Case) -> Result<CarveOut, AssessError> {
    let fail = |cause: CarveError| failed(&case.site, cause);
    let (obstacles, _) = obstacles(case)?;
    let ground = ground(case, &mut Warnings::default())?;
    let baseline = Baseline::of(&ground).map_err(fail)?;
    let all: Vec<&Obstacle> = obstacles.iter().collect();
    CarveOut::of(&ground, &baseline, &all).map_err(fail)
}
