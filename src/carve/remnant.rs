//! What remains of a site and is still of no use.
//!
//! Land is usable when it is wide enough (an opening at the minimum width), large enough (its
//! connected piece has the minimum area) and within [reach](crate::carve::reach) of the frontage.
//! The three are asked in this order, and land is booked under the first that it fails.

use crate::carve::reach::Reach;
use crate::carve::Parameters;
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::{width, Region};
use crate::model::Remnant;

/// Land that remains and is not usable, by reason; the three do not overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remnants {
    /// Too narrow.
    pub narrow: Region,
    /// Too small.
    pub small: Region,
    /// Out of reach.
    pub landlocked: Region,
}

impl Remnants {
    /// Sorts what is left of the baseline and not usable by reason.
    pub(in crate::carve) fn of(
        left: &Region,
        usable: &Region,
        unusable: &Self,
    ) -> Result<Self, OverlayError> {
        if left == usable {
            return Ok(Self::default());
        }
        let small = overlay::intersection(left, &unusable.small)?;
        let landlocked = overlay::intersection(left, &unusable.landlocked)?;
        let narrow = overlay::difference(left, [usable, &small, &landlocked])?;
        Ok(Self { narrow, small, landlocked })
    }

    /// Each reason with its land.
    #[must_use]
    pub const fn each(&self) -> [(Remnant, &Region); 3] {
        [
            (Remnant::Narrow, &self.narrow),
            (Remnant::Small, &self.small),
            (Remnant::Landlocked, &self.landlocked),
        ]
    }
}

/// What of a region is wide enough.
pub(in crate::carve) fn wide_enough(
    region: &Region,
    parameters: &Parameters,
) -> Result<Region, OverlayError> {
    width::opening(region, parameters.min_width.get())
}

/// The usable part of land that is wide enough, and its pieces that are too small or out of reach.
pub(in crate::carve) fn usable(
    wide: &Region,
    reach: &Reach,
    parameters: &Parameters,
) -> Result<(Region, Remnants), OverlayError> {
    let (mut good, mut small, mut landlocked) = (Vec::new(), Vec::new(), Vec::new());
    for piece in wide.pieces() {
        if piece.area() < parameters.min_area {
            small.push(piece);
            continue;
        }
        let (within, beyond) = reach.parted(&piece, parameters.min_width)?;
        landlocked.extend(beyond);
        for part in within {
            if part.area() < parameters.min_area {
                small.push(part);
            } else {
                good.push(part);
            }
        }
    }
    let unusable = Remnants {
        narrow: Region::empty(),
        small: Region::from_pieces(small),
        landlocked: Region::from_pieces(landlocked),
    };
    Ok((Region::from_pieces(good), unusable))
}
