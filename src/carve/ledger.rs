//! The loss, line by line.
//!
//! ```text
//! loss      = A(U0) - A(U)
//! taking    = A(U0 and T)
//! clearance = A(U0 and C)
//! access    = A(U0 and X)
//! remnant   = A(U0 without T, C, X) - A(U)   = narrow + small + landlocked
//! ```
//!
//! Every line is measured on a polygon of its own. Measured lines may miss the measured loss by
//! the rounding of positions; that difference is asserted to be below 1e-9 of the baseline, or below
//! what rounding can do along the outlines of what was measured, and then booked under the narrow
//! remnant, so that the ledger sums to the last digit.

use crate::carve::{Baseline, Exclusion, Remnants};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::model::Remnant;
use crate::units::SquareMetres;

/// Largest difference between the sum of the lines and the loss, relative to the baseline, beside what the
/// rounding of outlines makes.
pub const CLOSURE: f64 = 1e-9;
/// How far an overlay moves an outline, metres: the corners of both that it was made of by half a step
/// of the grid, 2^-30 m, and the other way round when they are read back.
const GRID_M: f64 = 4e-9;

/// Area that the rounding of outlines may make or unmake, square metres.
fn outline_rounding<'a>(regions: impl IntoIterator<Item = &'a Region>) -> f64 {
    let edges = regions.into_iter().flat_map(Region::edges);
    GRID_M * edges.map(|(from, to)| (to - from).x.hypot((to - from).y)).sum::<f64>()
}

impl Baseline {
    /// Areas of this site that differ by no more are the same, but for rounding, square metres.
    #[must_use]
    pub fn rounding_m2(&self) -> f64 {
        CLOSURE * self.usable.area().get() + outline_rounding([&self.usable])
    }
}

/// The ledger does not close, or the engine failed while it was drawn up.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// Lines and loss differ.
    #[error(
        "the ledger does not close: its lines sum to {lines} m2 but the loss is {loss} m2; \
         please report the input"
    )]
    Open {
        /// Sum of the measured lines, m2.
        lines: f64,
        /// Baseline minus usable, m2.
        loss: f64,
    },
    /// The geometry engine gave up.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
}

/// What land is lost to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The obstacles stand on it.
    Taking,
    /// It is within a clearance or the setback of a carved-out plot.
    Clearance,
    /// An access corridor runs over it.
    Access,
    /// It remains and is not usable.
    Remnant(Remnant),
}

/// One line: a polygon and its area.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// Where the land was lost.
    pub region: Region,
    /// How much: the polygon's area, up to the closing of the ledger.
    pub area: SquareMetres,
}

impl Line {
    fn measured(region: Region) -> Self {
        let area = region.area();
        Self { region, area }
    }
}

/// The loss of usable land, broken down in a fixed order.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Ledger {
    /// Under the obstacles themselves.
    pub taking: Line,
    /// Within a clearance or the setback of a carved-out plot.
    pub clearance: Line,
    /// Under access corridors.
    pub access: Line,
    /// Remains, too narrow.
    pub narrow: Line,
    /// Remains, too small.
    pub small: Line,
    /// Remains, out of reach.
    pub landlocked: Line,
}

impl Ledger {
    /// Draws up the ledger and checks that it closes.
    pub(in crate::carve) fn close(
        baseline: &Baseline,
        exclusion: &Exclusion,
        left: &Region,
        usable: &Region,
        remnants: &Remnants,
    ) -> Result<Self, LedgerError> {
        let of_baseline =
            |part: &Region| overlay::intersection(&baseline.usable, part).map(Line::measured);
        let mut ledger = Self {
            taking: of_baseline(&exclusion.taking)?,
            clearance: of_baseline(&exclusion.clearance)?,
            access: of_baseline(&exclusion.access)?,
            narrow: Line::measured(remnants.narrow.clone()),
            small: Line::measured(remnants.small.clone()),
            landlocked: Line::measured(remnants.landlocked.clone()),
        };
        let whole = baseline.usable.area().get();
        let loss = whole - usable.area().get();
        let lines = ledger.loss().get();
        // Two independent sums must agree: the lines, and what is left by difference.
        let by_difference = ledger.taking.area.get()
            + ledger.clearance.area.get()
            + ledger.access.area.get()
            + left.area().get()
            - usable.area().get();
        let outlines = [&exclusion.taking, &exclusion.clearance, &exclusion.access, left, usable];
        let tolerance = baseline.rounding_m2() + overlay::area_error(outlines);
        if (lines - loss).abs() > tolerance || (by_difference - loss).abs() > tolerance {
            return Err(LedgerError::Open { lines, loss });
        }
        // A loss that is rounding and nothing else is none.
        if loss <= baseline.rounding_m2() {
            return Ok(Self::default());
        }
        let narrow = ledger.narrow.area.get() + loss - lines;
        ledger.narrow.area = SquareMetres::saturating(narrow);
        Ok(ledger)
    }

    /// Every line, in the fixed order.
    #[must_use]
    pub const fn lines(&self) -> [(Loss, &Line); 6] {
        [
            (Loss::Taking, &self.taking),
            (Loss::Clearance, &self.clearance),
            (Loss::Access, &self.access),
            (Loss::Remnant(Remnant::Narrow), &self.narrow),
            (Loss::Remnant(Remnant::Small), &self.small),
            (Loss::Remnant(Remnant::Landlocked), &self.landlocked),
        ]
    }

    /// Usable land lost: the sum of all lines.
    #[must_use]
    pub fn loss(&self) -> SquareMetres {
        self.taking.area + self.clearance.area + self.access.area + self.remnant()
    }

    /// The three remnant lines together.
    #[must_use]
    pub fn remnant(&self) -> SquareMetres {
        self.narrow.area + self.small.area + self.landlocked.area
    }
}
