//! What remains of a site and is still of no use.
//!
//! Land is usable when it is wide enough (an opening at the minimum width), large enough (its
//! connected piece has the minimum area) and reachable (its part of the site outside the takings
//! touches the frontage). The three are asked in this order, and land is booked under the first
//! that it fails.

use crate::carve::{Ground, Parameters};
use crate::geometry::offset::{self, MITRE};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::{width, Region};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Nothing passes through a gap narrower than this.
const HAIRLINE_M: f64 = 1e-3;

/// Why land that remains is not usable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Remnant {
    /// Narrower than the minimum width.
    Narrow,
    /// A piece below the minimum area.
    Small,
    /// Cut off from the frontage by takings.
    Landlocked,
}

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

/// From where a site can be reached.
pub(in crate::carve) struct Reach {
    /// Parts of the site that the takings cut off from the frontage.
    cut_off: Vec<Region>,
}

impl Reach {
    /// What of a site can be reached from its frontage around some takings.
    pub(in crate::carve) fn from_frontage(
        ground: &Ground,
        taking: &Region,
    ) -> Result<Self, OverlayError> {
        if ground.frontage.whole_boundary && taking.is_empty() {
            return Ok(Self { cut_off: Vec::new() });
        }
        // Takings that touch, but for rounding, close the gap between them.
        let closed = offset::grow(taking, HAIRLINE_M / 2.0, MITRE)?;
        let free = overlay::difference(&ground.footprint, [&closed])?;
        let parts = free.pieces().into_iter();
        let cut_off = parts.filter(|part| !ground.frontage.touches(part)).collect();
        Ok(Self { cut_off })
    }

    /// A piece lies in one part of the free land as a whole, so a point of it tells which.
    fn reaches(&self, piece: &Region) -> bool {
        let within = |part: &Region| piece.label_point().is_some_and(|point| part.contains(point));
        !self.cut_off.iter().any(within)
    }
}

/// The usable part of a region, and its pieces that are too small or out of reach.
pub(in crate::carve) fn usable(
    region: &Region,
    reach: &Reach,
    parameters: &Parameters,
) -> Result<(Region, Remnants), OverlayError> {
    let wide = width::opening(region, parameters.min_width.get())?;
    let (mut good, mut small, mut landlocked) = (Vec::new(), Vec::new(), Vec::new());
    for piece in wide.pieces() {
        if piece.area() < parameters.min_area {
            small.push(piece);
        } else if reach.reaches(&piece) {
            good.push(piece);
        } else {
            landlocked.push(piece);
        }
    }
    let unusable = Remnants {
        narrow: Region::empty(),
        small: Region::from_pieces(small),
        landlocked: Region::from_pieces(landlocked),
    };
    Ok((Region::from_pieces(good), unusable))
}
