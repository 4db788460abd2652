//! Which parts of a region are wide enough.
//!
//! With `r` half the width, a point is wide enough if a disc of radius `r` within the region has it in
//! front of it: if
//!
//! 1. the line from the centre to the point lies in the region and is no longer than `sqrt(2) r`,
//!    half the diagonal of the square around the disc, and
//! 2. no gap pinches the point: it sees any two points outside the region at a right angle or more
//!    that are less than a width apart, within a width of the centre and on both sides of that line.
//!
//! So right and obtuse corners come back whole, and behind a gap narrower than the width a region counts
//! as far as the half disc over the gap. Both rules ask less of a larger region: what is taken out of a
//! region never makes more of it wide enough.

mod chord;
mod front;

use crate::offset::{self, Corners, Filling, Join};
use crate::overlay::{self, OverlayError};
use crate::region::Region;
use front::Outline;

/// Widths are taken to the millimetre: what is exactly the minimum width, give or take the
/// rounding of positions in degrees, is wide enough.
pub const WIDTH_TOLERANCE_M: f64 = 1e-3;
/// Scraps of an erosion below this area are noise; growing them back would inflate each into a
/// blob as wide as the minimum width.
const CORE_SPECK_M2: f64 = 5e-7;

/// The part of `region` that is at least `width` metres wide.
///
/// The result lies within `region`. A larger region never has a smaller opening, but for the
/// tolerance of curved edges: they are within 1e-4 widths of their place.
///
/// ```
/// use carveout_geometry::{overlay, width, Bounds, Region};
///
/// // A hall of 100 m x 60 m with an arm 50 m long and 10 m wide: the hall, and the half disc over
/// // the mouth of the arm.
/// let hall = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 60.0 });
/// let arm = Region::rectangle(Bounds { min_x: 100.0, min_y: 25.0, max_x: 150.0, max_y: 35.0 });
/// let wide = width::opening(&overlay::union([&hall, &arm])?, 20.0)?;
/// let half_disc = std::f64::consts::PI * 5.0 * 5.0 / 2.0;
/// assert!((wide.area().get() - 6_000.0 - half_disc).abs() < 0.05);
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
    let cores = Cores::of(region, half)?;
    let outline = Outline::of(region);
    let front = |centre, contacts| outline.front(centre, half, contacts);
    let wide = cores.grown_back(&cores.pieces, Filling::Front(&front))?;
    if has_same_corners(&wide, region) {
        return Ok(region.clone());
    }
    overlay::intersection(&wide, region)
}

/// Whether two regions, one of which lies within the other, are the same.
fn has_same_corners(one: &Region, other: &Region) -> bool {
    let corners = |region: &Region| -> Vec<(f64, f64)> {
        let mut corners: Vec<(f64, f64)> = region.edges().map(|(from, _)| from.x_y()).collect();
        corners.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        corners
    };
    let (a, b) = (one.area().get(), other.area().get());
    one.vertex_count() == other.vertex_count()
        && (a - b).abs() <= 1e-9 * b
        && corners(one) == corners(other)
}

/// Where in a region the middle of a disc can lie, in connected pieces.
pub struct Cores {
    pieces: Vec<Region>,
    corners: Corners,
}

impl Cores {
    /// Those of a disc of a radius above zero, metres.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn of(region: &Region, radius: f64) -> Result<Self, OverlayError> {
        let (core, corners) = offset::shrink_remembering(region, radius)?;
        let pieces = core.pieces().into_iter().filter(|one| one.area().get() > CORE_SPECK_M2);
        Ok(Self { pieces: pieces.collect(), corners })
    }

    /// The pieces.
    #[must_use]
    pub fn pieces(&self) -> &[Region] {
        &self.pieces
    }

    /// All that lies under discs whose middles lie in some of the pieces: what growing them gives, in a fraction of
    /// the time, for the arcs around a corner of the region grow back to that corner.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn discs(&self, pieces: &[Region]) -> Result<Region, OverlayError> {
        self.grown_back(pieces, Filling::Join(Join::Round))
    }

    /// All pieces grown back with mitred corners: cut to the region, the opening of version 0.2. Benchmarks set it
    /// beside [`opening`].
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn mitred(&self) -> Result<Region, OverlayError> {
        self.grown_back(&self.pieces, Filling::Join(offset::MITRE))
    }

    fn grown_back(&self, pieces: &[Region], filling: Filling<'_>) -> Result<Region, OverlayError> {
        let core = Region::from_pieces(pieces.iter().cloned());
        offset::grow_back(&core, &self.corners, filling)
    }
}

#[cfg(test)]
mod tests;
