//! The area model: what a site is worth with its obstacles carved out, and where the rest went.
//!
//! 1. [`Baseline`]: the [`edges`] of the site, the envelope inside their setbacks, and what of it is usable
//!    with no obstacle;
//! 2. [`exclusion`]: what the kept obstacles take, with overlaps counted once;
//! 3. [`remnant`]: what remains but is too narrow, too small or out of [`reach`];
//! 4. [`trial`]: what is left then, and the loss as one number;
//! 5. [`ledger`]: the loss, line by line, closed to the last digit;
//! 6. [`neck`]: passages that decide what is within reach;
//! 7. [`sizes`]: the loss for every minimum area at once;
//! 8. [`sets`]: what each set of obstacles leaves, for all who ask for many;
//! 9. [`scrap`]: remnants piece by piece, classed as planners do;
//! 10. [`layout`]: what can be placed on it;
//! 11. [`mod@attribution`]: which obstacle costs how much.
//!
//! See `docs/area-model.md` for symbols and definitions.

pub mod access;
mod around;
pub mod attribution;
pub mod edges;
mod envelope;
pub mod exclusion;
pub mod frontage;
pub mod layout;
pub mod ledger;
pub mod multiple;
pub mod neck;
pub mod reach;
pub mod remnant;
pub mod reuse;
pub mod scrap;
pub mod sets;
pub mod sizes;
pub mod trial;

pub use attribution::{attribute, Attribution, JointReturn, Share};
pub use edges::{Edges, SetbackRules};
pub(crate) use exclusion::Company;
pub use exclusion::Exclusion;
pub use frontage::Frontage;
pub use layout::{Layout, LayoutRequest};
pub use ledger::{Ledger, LedgerError, Loss};
pub use multiple::{Compared, Multiple};
pub use neck::Neck;
pub(crate) use reach::Ways;
pub use remnant::Remnants;
pub use reuse::{Reuse, Served, Valued};
pub use scrap::Scrap;
pub use sets::{Left, Sets};
pub use sizes::Sizes;
pub use trial::{Remaining, Trial};

use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::{inscribed, Region};
use crate::obstacle::Obstacle;
use crate::settings::Settings;
use crate::units::{Metres, SquareMetres};
use std::sync::Arc;

/// The numbers of the area model.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parameters {
    /// Building setback from the boundary of the site and from the edge of a carved-out plot.
    pub setback: Metres,
    /// Building setback along roads, where it is another one.
    pub setback_road: Option<Metres>,
    /// Narrowest usable width.
    pub min_width: Metres,
    /// Smallest usable piece.
    pub min_area: SquareMetres,
    /// Narrowest way by which land is reached.
    pub min_way: Metres,
}

impl From<&Settings> for Parameters {
    fn from(settings: &Settings) -> Self {
        Self {
            setback: settings.setback.value,
            setback_road: settings.setback_road.as_ref().map(|sourced| sourced.value),
            min_width: settings.min_width.value,
            min_area: settings.min_area.value,
            min_way: settings.min_way.value,
        }
    }
}

/// What everything is measured on: the footprint, how it is reached, and the numbers.
#[derive(Clone, Debug)]
pub struct Ground {
    /// F: the footprint.
    pub footprint: Region,
    /// Where it can be reached from.
    pub frontage: Frontage,
    /// The numbers of the area model.
    pub parameters: Parameters,
    /// What the surroundings keep free, with or without obstacles; not clipped to the footprint.
    pub context: Region,
    /// What says how far buildings stay from each edge, where that may differ.
    pub setbacks: Option<Arc<SetbackRules>>,
}

impl Ground {
    /// A footprint whose whole boundary is frontage.
    #[must_use]
    pub fn open_all_around(footprint: Region, parameters: Parameters) -> Self {
        let frontage = Frontage::whole_boundary(&footprint);
        Self { footprint, frontage, parameters, context: Region::empty(), setbacks: None }
    }
}

/// The site with no obstacle in it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Baseline {
    /// The edges of the site; none where one setback holds for all of it.
    pub edges: Edges,
    /// The footprint inset by the setback.
    pub envelope: Region,
    /// What of the envelope the surroundings do not keep free.
    pub open: Region,
    /// What would be usable if the surroundings kept nothing free, and is not.
    pub context: Region,
    /// What of the open land is wide enough.
    pub(in crate::carve) wide: Region,
    /// What of that is large enough and within reach, and would be if the surroundings kept nothing free.
    pub usable: Region,
    /// What is wide enough and large enough, and out of reach with no obstacle at all.
    pub landlocked: Region,
    /// The footprint with a strip outside its frontage, as wide as a way: from there ways come.
    pub(in crate::carve) approach: Region,
}

/// A connected piece of usable land.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its area.
    pub region: Region,
    /// Diameter of the largest circle in it, to 0.1 m.
    pub width: Metres,
}

/// The site with its kept obstacles carved out.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CarveOut {
    /// What the obstacles take.
    pub exclusion: Exclusion,
    /// Land inside the envelope and outside every exclusion.
    pub remainder: Region,
    /// What of the remainder is usable, never more than the baseline.
    pub usable: Region,
    /// What of the remainder is not.
    pub remnants: Remnants,
    /// Where the loss went.
    pub ledger: Ledger,
}

/// A step of the area model that failed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CarveError {
    /// The geometry engine gave up.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
    /// The ledger does not close.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl Baseline {
    /// The baseline of a site.
    ///
    /// # Errors
    /// [`CarveError::Overlay`] from the engine.
    pub fn of(ground: &Ground) -> Result<Self, CarveError> {
        let edges = match &ground.setbacks {
            Some(rules) => Edges::of(&ground.footprint, &ground.frontage, rules)?,
            None => Edges::default(),
        };
        Self::within(ground, edges, &Ways::of(ground)?)
    }

    /// The same where its edges and the ways into it are known, which no setback, minimum width or minimum
    /// area changes.
    ///
    /// # Errors
    /// [`CarveError::Overlay`] from the engine.
    pub(crate) fn within(ground: &Ground, edges: Edges, ways: &Ways) -> Result<Self, CarveError> {
        let envelope = envelope::envelope(ground, &edges)?;
        let approach = ways.approach.clone();
        let usable_of = |land: &Region| {
            let wide = remnant::wide_enough(land, &ground.parameters)?;
            let (usable, unusable) = remnant::usable(&wide, &ways.reach, &ground.parameters)?;
            Ok::<_, OverlayError>((wide, usable, unusable.landlocked))
        };
        let (wide, alone, landlocked) = usable_of(&envelope)?;
        let open = overlay::difference(&envelope, [&ground.context])?;
        if open == envelope {
            let (usable, context) = (alone, Region::empty());
            return Ok(Self { edges, envelope, open, context, wide, usable, landlocked, approach });
        }
        let (wide, usable, landlocked) = usable_of(&open)?;
        let usable = overlay::intersection(&usable, &alone)?;
        let context = overlay::difference(&alone, [&usable])?;
        Ok(Self { edges, envelope, open, context, wide, usable, landlocked, approach })
    }
}

impl CarveOut {
    /// Carves the kept obstacles out of a site.
    ///
    /// # Errors
    /// [`CarveError`]; a ledger that does not close is an error, never a result.
    pub fn of(
        ground: &Ground,
        baseline: &Baseline,
        kept: &[&Obstacle],
    ) -> Result<Self, CarveError> {
        Self::close(baseline, Trial::of(ground, baseline, kept)?)
    }

    /// Draws up the ledger of a trial.
    ///
    /// # Errors
    /// As [`CarveOut::of`].
    pub fn close(baseline: &Baseline, trial: Trial) -> Result<Self, CarveError> {
        let Trial { exclusion, remaining } = trial;
        let Remaining { remainder, usable, unusable, .. } = remaining;
        let left = overlay::difference(&baseline.usable, exclusion.parts())?;
        let remnants = Remnants::of(&left, &usable, &unusable)?;
        let ledger = Ledger::close(baseline, &exclusion, &left, &usable, &remnants)?;
        Ok(Self { exclusion, remainder, usable, remnants, ledger })
    }

    /// Area of the kept obstacles' shapes within the site: what is lost at first sight.
    #[must_use]
    pub fn nominal(&self) -> SquareMetres {
        self.exclusion.taking.area()
    }

    /// The connected pieces of usable land, largest first.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        self.usable
            .pieces()
            .into_iter()
            .map(|region| Piece { width: inscribed::width(&region), region })
            .collect()
    }
}
