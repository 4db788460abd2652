//! Which parts of a region are wide enough.
//!
//! The opening: shrink by a disc of half the width, grow back with mitred corners, keep what lies
//! in the region. Mitred, because a round growth would eat every convex corner of a region that is
//! wide enough all over.

use crate::offset::{self, MITRE};
use crate::overlay::{self, OverlayError};
use crate::region::Region;

/// Widths are taken to the millimetre: what is exactly the minimum width, give or take the
/// rounding of positions in degrees, is wide enough.
pub const WIDTH_TOLERANCE_M: f64 = 1e-3;
/// Scraps of an erosion below this area are noise; growing them back would inflate each into a
/// blob as wide as the minimum width.
const CORE_SPECK_M2: f64 = 1e-6;

/// The part of `region` that is at least `width` metres wide.
///
/// The result lies within `region`; a convex region at least that wide comes back whole.
///
/// ```
/// use carveout_geometry::{overlay, width, Bounds, Region};
///
/// // A hall of 100 m x 60 m with an arm 50 m long and 10 m wide.
/// let hall = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 60.0 });
/// let arm = Region::rectangle(Bounds { min_x: 100.0, min_y: 0.0, max_x: 150.0, max_y: 10.0 });
/// let wide = width::opening(&overlay::union([&hall, &arm])?, 20.0)?;
/// assert!((wide.area().get() - 6_000.0).abs() < 0.01);
/// # Ok::<(), overlay::OverlayError>(())
/// ```
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn opening(region: &Region, width: f64) -> Result<Region, OverlayError> {
    let half = (width - WIDTH_TOLERANCE_M) / 2.0;
    if half <= 0.0 || region.is_empty() {
        return Ok(region.clone());
    }
    let (core, centres) = offset::shrink_remembering(region, half)?;
    let core = Region::from_pieces(
        core.pieces().into_iter().filter(|piece| piece.area().get() > CORE_SPECK_M2),
    );
    let regrown = offset::grow_back(&core, &centres, MITRE)?;
    overlay::intersection(&regrown, region)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::{difference, union};
    use crate::region::Bounds;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
    }

    #[test]
    fn a_rectangle_loses_nothing_and_a_strip_everything() {
        let hall = rectangle(0.0, 0.0, 100.0, 60.0);
        assert!((opening(&hall, 20.0).unwrap().area().get() - 6_000.0).abs() < 1e-6);
        assert!((opening(&hall, 60.0).unwrap().area().get() - 6_000.0).abs() < 1e-6);
        assert!(opening(&hall, 60.01).unwrap().is_empty());
    }

    #[test]
    fn a_strip_beside_a_hall_is_cut_off() {
        // The strip runs the full length of one side, so there is no mouth to round.
        let whole = rectangle(0.0, 0.0, 100.0, 80.0);
        let cut = difference(&whole, [&rectangle(0.0, 15.0, 100.0, 5.0)]).unwrap();
        let open = opening(&cut, 20.0).unwrap();
        assert!((open.area().get() - 6_000.0).abs() < 1e-6);
    }

    #[test]
    fn reflex_corners_keep_their_area() {
        let l =
            union([&rectangle(0.0, 0.0, 100.0, 40.0), &rectangle(0.0, 40.0, 40.0, 60.0)]).unwrap();
        let open = opening(&l, 30.0).unwrap();
        assert!((open.area().get() - l.area().get()).abs() < 1e-3, "{}", open.area().get());
    }
}
