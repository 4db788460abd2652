//! How far the loss moves within what is not known.
//!
//! | module | answers |
//! |---|---|
//! | `search` | the loss in one combination, computed once |
//! | `joint` | the least and the greatest loss over all ranges together |
//! | `breaks` | where the loss jumps while one thing changes |

mod breaks;
mod joint;
mod search;

pub use breaks::{BreakPoint, LEAST_JUMP};
pub use joint::{Joint, Part};

use crate::carve::CarveOut;
use crate::loading::Case;
use crate::settings::Assumption;
use crate::units::SquareMetres;
use crate::ways_out::worlds::Worlds;
use crate::ways_out::{failed, AssessError, Standing};
use search::Search;

/// The loss with one assumption at either end of its range, all others as in the headline.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Swing {
    /// What was changed.
    pub assumption: Assumption,
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

/// The loss within all that is not known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Range {
    /// The least loss over all ranges together.
    pub low: Joint,
    /// The greatest loss over all ranges together.
    pub high: Joint,
    /// How many combinations were computed to find the two.
    pub computed: usize,
    /// What each assumption does to the loss by itself, widest first.
    pub swings: Vec<Swing>,
    /// Where the loss jumps while one assumption changes, in the order of assumptions and values.
    pub break_points: Vec<BreakPoint>,
}

impl Range {
    /// Usable land lost, at least and at most.
    #[must_use]
    pub fn losses(&self) -> [SquareMetres; 2] {
        [&self.low, &self.high].map(|end| end.carve_out.ledger.loss())
    }
}

/// The range of the loss; `None` when nothing has a range.
pub(in crate::assess) fn range(
    case: &Case,
    standing: &Standing,
) -> Result<Option<Range>, AssessError> {
    let worlds = Worlds::of(case, standing);
    if worlds.axes.is_empty() {
        return Ok(None);
    }
    let leap = LEAST_JUMP * standing.baseline.usable.area().get();
    let mut search = Search::of(&worlds, leap, search::effort(standing));
    let mut swings = Vec::new();
    let mut known = vec![(worlds.headline(), standing.carve_out.ledger.loss().get())];
    for (number, axis) in worlds.axes.iter().enumerate() {
        let mut loss = |end: usize| -> Result<f64, AssessError> {
            let setting = worlds.end(number, end);
            let loss = search.loss_at_end(&setting)?;
            known.push((setting, loss));
            Ok(loss)
        };
        let (assumption, values) = (axis.assumption.clone(), axis.values);
        swings.push(Swing { assumption, values, losses: (loss(0)?, loss(1)?) });
    }
    swings.sort_by(|a, b| b.width().total_cmp(&a.width()));
    let break_points = breaks::break_points(&mut search)?;
    let [low, high] = joint::extremes(&mut search, &known)?;
    let mut close = |setting: &[Option<f64>]| -> Result<Joint, AssessError> {
        let at = Part::of(&worlds, setting);
        if setting.iter().all(Option::is_none) {
            let nothing_usable = standing.baseline.usable.is_empty();
            return Ok(Joint { carve_out: standing.carve_out.clone(), at, nothing_usable });
        }
        let world = worlds.at(setting)?;
        let carve_out = CarveOut::close(world.baseline(), search.take_trial(setting)?);
        let carve_out = carve_out.map_err(|cause| failed(&case.site, cause))?;
        Ok(Joint { carve_out, at, nothing_usable: world.baseline().usable.is_empty() })
    };
    let (low, high) = (close(&low)?, close(&high)?);
    let computed = search.computed();
    Ok(Some(Range { low, high, computed, swings, break_points }))
}
