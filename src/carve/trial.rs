//! What some kept obstacles leave usable: the loss without its ledger.
//!
//! Most questions, which access is best, which share an obstacle has, where the ends of a range lie,
//! ask for a loss only; a ledger takes as long again.

use crate::carve::exclusion::Arriving;
use crate::carve::reach::Reach;
use crate::carve::{remnant, Baseline, Exclusion, Ground, Remnants};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::obstacle::Obstacle;
use crate::units::SquareMetres;
use std::borrow::Cow;

/// An exclusion and what remains usable around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What the obstacles take.
    pub exclusion: Exclusion,
    /// What they leave.
    pub remaining: Remaining,
}

/// Land outside an exclusion.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Remaining {
    /// Land inside the envelope and outside the exclusion.
    pub remainder: Region,
    /// What of it is usable, never more than the baseline.
    pub usable: Region,
    /// The areas of its pieces, as the minimum area is asked of them.
    pub(in crate::carve) sizes: Vec<SquareMetres>,
    /// Its pieces that are wide enough, but too small or out of reach.
    pub unusable: Remnants,
}

impl Trial {
    /// Keeps some obstacles.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn of(
        ground: &Ground,
        baseline: &Baseline,
        kept: &[&Obstacle],
    ) -> Result<Self, OverlayError> {
        Arriving::together(kept, |obstacle| &obstacle.clearance.zone)?.trial(ground, baseline)
    }

    /// The same with every clearance at its lower bound ([`Obstacle::clearance_low`]).
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn at_low_clearance(
        ground: &Ground,
        baseline: &Baseline,
        kept: &[&Obstacle],
    ) -> Result<Self, OverlayError> {
        Arriving::together(kept, Obstacle::clearance_low)?.trial(ground, baseline)
    }

    /// What remains usable around a given exclusion.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn around(
        ground: &Ground,
        baseline: &Baseline,
        exclusion: Exclusion,
    ) -> Result<Self, OverlayError> {
        let reach = Reach::from_frontage(ground, &baseline.approach, &exclusion.taking)?;
        let remaining = Remaining::around(&exclusion, ground, baseline, &reach)?;
        Ok(Self { exclusion, remaining })
    }

    /// Usable land lost, square metres.
    #[must_use]
    pub fn loss(&self, baseline: &Baseline) -> f64 {
        self.remaining.loss(baseline)
    }
}

impl Remaining {
    pub(in crate::carve) fn around(
        exclusion: &Exclusion,
        ground: &Ground,
        baseline: &Baseline,
        reach: &Reach,
    ) -> Result<Self, OverlayError> {
        let remainder = overlay::difference(&baseline.open, exclusion.parts())?;
        // Of the same land the same is wide enough.
        let wide = if remainder == baseline.open {
            Cow::Borrowed(&baseline.wide)
        } else {
            Cow::Owned(remnant::wide_enough(&remainder, &ground.parameters)?)
        };
        let (wide, unusable) = remnant::usable(&wide, reach, &ground.parameters)?;
        // No obstacle makes land wide enough; but curved edges are drawn anew around each, within a
        // tolerance, and the ledger closes to the last digit.
        let usable = if wide == baseline.usable {
            wide.clone()
        } else {
            overlay::intersection(&wide, &baseline.usable)?
        };
        let sizes = wide.pieces().iter().map(Region::area).collect();
        Ok(Self { remainder, usable, sizes, unusable })
    }

    /// Usable land lost, square metres: nothing where only rounding is left of it.
    #[must_use]
    pub fn loss(&self, baseline: &Baseline) -> f64 {
        let loss = baseline.usable.area().get() - self.usable.area().get();
        if loss <= baseline.rounding_m2() {
            0.0
        } else {
            loss
        }
    }
}
