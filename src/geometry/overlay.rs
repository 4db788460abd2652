//! Union, intersection and difference: the only caller of the overlay engine.
//!
//! The engine is `i_overlay`'s integer overlay on 64-bit coordinates. A metre is 2^30 grid units,
//! so a coordinate within 4,000 km of the frame's origin survives the trip to the grid and back
//! to the last bit, and an intersection point is placed within 1e-9 m. Fill is by winding number:
//! regions that overlap count once, and every ring keeps its material on the left.
//!
//! After every operation the areas are checked against those of the inputs; an engine failure
//! that raises nothing shows there. An operation that fails the check is done again on coarser
//! grids (2^26, then 2^20 units a metre), which snaps near-coincident edges together, before it
//! is an error.

use crate::geometry::region::{Bounds, Region};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::i_shape::int::shape::IntShapes;

/// Powers of two: grid units a metre, finest first.
const GRIDS: [i32; 3] = [30, 26, 20];
/// No coordinate may lie further from the frame's origin than this.
const REACH_M: f64 = 4_194_304.0;
/// Scraps below this area are noise of the grid.
const SPECK_M2: f64 = 1e-9;

/// An overlay that could not be trusted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OverlayError {
    /// Not a number, or thousands of kilometres away from the site.
    #[error("a coordinate ({x}, {y}) lies outside the site's frame")]
    OutsideFrame {
        /// Metres east of the frame's origin.
        x: f64,
        /// Metres north of the frame's origin.
        y: f64,
    },
    /// Result and inputs contradict each other on every grid that was tried.
    #[error(
        "{operation} gave {result} m2 where {least} to {most} m2 is possible \
         (tried on three grids); please report the input"
    )]
    AreaMismatch {
        /// The operation.
        operation: &'static str,
        /// Area of the result, m2.
        result: f64,
        /// Smallest possible area, m2.
        least: f64,
        /// Largest possible area, m2.
        most: f64,
    },
}

/// Which winding numbers are material.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::geometry) enum Fill {
    /// Any but zero: rings of unknown direction, overlaps filled.
    NonZero,
    /// Above zero: offset curves, whose inverted loops must vanish.
    Positive,
}

impl From<Fill> for FillRule {
    fn from(fill: Fill) -> Self {
        match fill {
            Fill::NonZero => Self::NonZero,
            Fill::Positive => Self::Positive,
        }
    }
}

/// All regions together; overlaps count once.
///
/// # Errors
/// [`OverlayError`] when the engine's result contradicts the areas of the inputs.
pub fn union<'a>(regions: impl IntoIterator<Item = &'a Region>) -> Result<Region, OverlayError> {
    let regions: Vec<&Region> = regions.into_iter().filter(|r| !r.is_empty()).collect();
    match regions.as_slice() {
        [] => return Ok(Region::empty()),
        [one] => return Ok((*one).clone()),
        _ => {}
    }
    let areas = regions.iter().map(|region| region.area().get());
    let limits = (areas.clone().fold(0.0, f64::max), areas.sum());
    combine("a union", &regions, &[], OverlayRule::Subject, limits)
}

/// What two regions share. Contact along an edge or in a point is nothing.
///
/// # Errors
/// [`OverlayError`] when the engine's result contradicts the areas of the inputs.
pub fn intersection(a: &Region, b: &Region) -> Result<Region, OverlayError> {
    if !overlap_possible(a, b) {
        return Ok(Region::empty());
    }
    let most = a.area().get().min(b.area().get());
    combine("an intersection", &[a], &[b], OverlayRule::Intersect, (0.0, most))
}

/// `from` without any of `cuts`.
///
/// # Errors
/// [`OverlayError`] when the engine's result contradicts the areas of the inputs.
pub fn difference<'a>(
    from: &Region,
    cuts: impl IntoIterator<Item = &'a Region>,
) -> Result<Region, OverlayError> {
    let cuts: Vec<&Region> = cuts.into_iter().filter(|cut| overlap_possible(from, cut)).collect();
    if cuts.is_empty() {
        return Ok(from.clone());
    }
    let whole = from.area().get();
    let cut: f64 = cuts.iter().map(|region| region.area().get()).sum();
    let limits = ((whole - cut).max(0.0), whole);
    combine("a difference", &[from], &cuts, OverlayRule::Difference, limits)
}

fn overlap_possible(a: &Region, b: &Region) -> bool {
    match (a.bounds(), b.bounds()) {
        (Some(a), Some(b)) => a.meets(&b),
        _ => false,
    }
}

/// The region covered by a set of closed rings under a fill rule.
///
/// Rings need not be simple; the area is not checked here, because nothing is known of it.
pub(in crate::geometry) fn resolve<'a>(
    rings: impl IntoIterator<Item = &'a [Coord<f64>]>,
    fill: Fill,
) -> Result<Region, OverlayError> {
    let grid = Grid::new(GRIDS[0]);
    let mut overlay = grid.overlay();
    for ring in rings {
        grid.add(&mut overlay, ring, ShapeType::Subject)?;
    }
    Ok(grid.region(&overlay.overlay(OverlayRule::Subject, fill.into())))
}

fn combine(
    operation: &'static str,
    subjects: &[&Region],
    clips: &[&Region],
    rule: OverlayRule,
    (least, most): (f64, f64),
) -> Result<Region, OverlayError> {
    let tolerance = 1e-6 + 1e-9 * most;
    let within = subjects.iter().filter_map(|r| r.bounds()).reduce(Bounds::joined);
    let mut seen = f64::NAN;
    for power in GRIDS {
        let grid = Grid::new(power);
        let mut overlay = grid.overlay();
        for (regions, side) in [(subjects, ShapeType::Subject), (clips, ShapeType::Clip)] {
            for ring in regions.iter().flat_map(|region| region.rings()) {
                grid.add(&mut overlay, &ring.0, side)?;
            }
        }
        let result = grid.region(&overlay.overlay(rule, FillRule::NonZero));
        let area = result.area().get();
        let inside = match (result.bounds(), within) {
            (Some(result), Some(within)) => contains(within.grown(1e-5), result),
            (None, _) => true,
            (Some(_), None) => false,
        };
        if inside && area >= least - tolerance && area <= most + tolerance {
            return Ok(result);
        }
        seen = area;
    }
    Err(OverlayError::AreaMismatch { operation, result: seen, least, most })
}

fn contains(outer: Bounds, inner: Bounds) -> bool {
    inner.min_x >= outer.min_x
        && inner.min_y >= outer.min_y
        && inner.max_x <= outer.max_x
        && inner.max_y <= outer.max_y
}

/// Conversion between metres and the engine's integers.
struct Grid {
    units: f64,
}

impl Grid {
    fn new(power: i32) -> Self {
        Self { units: 2f64.powi(power) }
    }

    fn overlay(&self) -> Overlay<i64> {
        // The engine's threshold is in square units; the cast is exact, a power of two times 1e-9.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let min_output_area = (SPECK_M2 * self.units * self.units) as u128;
        let options = IntOverlayOptions { min_output_area, ..IntOverlayOptions::ogc() };
        Overlay::new_custom(64, options, i_overlay::core::solver::Solver::default())
    }

    fn add(
        &self,
        overlay: &mut Overlay<i64>,
        ring: &[Coord<f64>],
        side: ShapeType,
    ) -> Result<(), OverlayError> {
        let open = match ring {
            [first, .., last] if first == last => &ring[..ring.len() - 1],
            _ => ring,
        };
        if let Some(&Coord { x, y }) =
            open.iter().find(|c| !(c.x.abs() < REACH_M && c.y.abs() < REACH_M))
        {
            return Err(OverlayError::OutsideFrame { x, y });
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded by REACH_M above")]
        let points = open.iter().map(|c| {
            IntPoint::new((c.x * self.units).round() as i64, (c.y * self.units).round() as i64)
        });
        overlay.add_path_iter(points, side);
        Ok(())
    }

    fn region(&self, shapes: &IntShapes<i64>) -> Region {
        #[expect(clippy::cast_precision_loss, reason = "below 2^53 by REACH_M")]
        let ring = |contour: &Vec<IntPoint<i64>>| {
            let mut points: Vec<Coord<f64>> = contour
                .iter()
                .map(|p| Coord { x: p.x as f64 / self.units, y: p.y as f64 / self.units })
                .collect();
            points.extend(points.first().copied());
            LineString(points)
        };
        let polygons = shapes.iter().filter_map(|shape| {
            let (exterior, holes) = shape.split_first()?;
            Some(Polygon::new(ring(exterior), holes.iter().map(ring).collect()))
        });
        Region::from_valid(MultiPolygon(polygons.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + side, max_y: y + side })
    }

    #[test]
    fn overlaps_count_once_and_contact_is_nothing() {
        let (a, b, c) = (square(0.0, 0.0, 10.0), square(5.0, 0.0, 10.0), square(10.0, 0.0, 5.0));
        assert_eq!(union([&a, &b]).unwrap().area().get(), 150.0);
        assert_eq!(intersection(&a, &b).unwrap().area().get(), 50.0);
        assert_eq!(difference(&a, [&b, &b]).unwrap().area().get(), 50.0);
        assert!(intersection(&a, &c).unwrap().is_empty());
        assert_eq!(difference(&a, [&c]).unwrap().area().get(), 100.0);
    }

    #[test]
    fn a_hole_covered_by_another_region_is_filled() {
        let ring = difference(&square(0.0, 0.0, 30.0), [&square(10.0, 10.0, 10.0)]).unwrap();
        assert_eq!(ring.area().get(), 800.0);
        assert_eq!(ring.polygons()[0].interiors().len(), 1);
        let filled = union([&ring, &square(5.0, 5.0, 20.0)]).unwrap();
        assert_eq!(filled.area().get(), 900.0);
    }

    #[test]
    fn nothing_joined_with_nothing_is_nothing() {
        let none = Region::empty();
        assert!(union([&none, &none]).unwrap().is_empty());
        assert!(intersection(&none, &square(0.0, 0.0, 1.0)).unwrap().is_empty());
        assert!(difference(&none, [&square(0.0, 0.0, 1.0)]).unwrap().is_empty());
    }

    #[test]
    fn coordinates_outside_the_frame_are_an_error_not_a_panic() {
        let far = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 1e9, max_y: 1.0 });
        let error = union([&far, &square(0.0, 0.0, 1.0)]).unwrap_err();
        assert!(matches!(error, OverlayError::OutsideFrame { .. }));
    }
}
