//! How far the loss moves within what is not known: one thing changed at a time.

use crate::carve::{Baseline, CarveError, CarveOut, Trial};
use crate::loading::Case;
use crate::settings::Assumption;
use crate::units::SquareMetres;
use crate::ways_out::worlds::{self, World};
use crate::ways_out::{failed, AssessError, Standing};

/// The loss with one assumption at either end of its range.
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

/// The site carved out at the ends of all that is not known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Range {
    /// With the least loss.
    pub low: CarveOut,
    /// With the greatest loss.
    pub high: CarveOut,
    /// What each assumption does to the loss, widest first.
    pub swings: Vec<Swing>,
}

impl Range {
    /// Usable land lost, at least and at most.
    #[must_use]
    pub fn losses(&self) -> [SquareMetres; 2] {
        [self.low.ledger.loss(), self.high.ledger.loss()]
    }
}

/// The range of the loss: every assumption with a range is set to either end while all others keep
/// their values; `None` when nothing has a range.
///
/// Only the two extremes get a ledger; of the others the loss is enough.
pub(in crate::assess) fn range(
    case: &Case,
    standing: &Standing,
) -> Result<Option<Range>, AssessError> {
    let fail = |cause: CarveError| failed(&case.site, cause);
    let headline = &standing.carve_out;
    let varied = worlds::varied(case, standing)?;
    let headline_loss = headline.ledger.loss().get();
    let mut swings = Vec::new();
    let mut ends: Vec<(f64, &Baseline, Trial)> = Vec::new();
    for one in &varied {
        let mut losses = [headline_loss; 2];
        for (end, loss) in one.ends.iter().zip(&mut losses) {
            if let World::Changed(changed) = end {
                let trial = changed.trial(&|_| true).map_err(|cause| fail(cause.into()))?;
                *loss = trial.loss(&changed.baseline);
                ends.push((*loss, &changed.baseline, trial));
            }
        }
        swings.push(Swing {
            assumption: one.assumption.clone(),
            values: one.values,
            losses: (losses[0], losses[1]),
        });
    }
    if swings.is_empty() {
        return Ok(None);
    }
    swings.sort_by(|a, b| b.width().total_cmp(&a.width()));
    let by_loss = |a: &&(f64, &Baseline, Trial), b: &&(f64, &Baseline, Trial)| a.0.total_cmp(&b.0);
    let beyond = |end: Option<&(f64, &Baseline, Trial)>, beyond: &dyn Fn(f64) -> bool| match end {
        Some((loss, baseline, trial)) if beyond(*loss) => {
            CarveOut::close(baseline, trial.clone()).map_err(fail)
        }
        _ => Ok(headline.clone()),
    };
    let low = beyond(ends.iter().min_by(by_loss), &|loss| loss < headline_loss)?;
    let high = beyond(ends.iter().max_by(by_loss), &|loss| loss > headline_loss)?;
    Ok(Some(Range { low, high, swings }))
}
