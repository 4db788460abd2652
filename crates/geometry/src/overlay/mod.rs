//! Union, intersection and difference: the only caller of the overlay engine.
//!
//! The engine is `i_overlay`'s integer overlay on 64-bit coordinates. A metre is 2^30 grid units,
//! so a coordinate within 4,000 km of the frame's origin survives the trip to the grid and back
//! to the last bit, and an intersection point is placed within 1e-9 m. Fill is by winding number:
//! regions that overlap count once, and every ring keeps its material on the left.
//!
//! After every operation the areas and the bounding boxes are checked against those of the inputs;
//! an engine failure that raises nothing shows there. An operation that fails the check is done
//! again, in this order, before it is an error:
//!
//! 1. on coarser grids (2^26, then 2^20 units a metre), which snaps near-coincident edges
//!    together: no vertex moves by more than 0.7e-6 m;
//! 2. on the coarsest grid with the second operand moved by a hair in four fixed directions in turn,
//!    which parts edges that coincide. In a union all regions but the first are moved. A vertex
//!    is then at most 4.2e-6 m from its place, and an area at most that times the outline of the
//!    inputs from the true one.
//!
//! Nothing is random: the same inputs give the same result. Rings that touch nowhere need no engine (`apart`).

mod apart;

use crate::lattice::{LatticePolygon, Node};
use crate::region::{Bounds, Region};
use crate::tangle;
use apart::Ring;
use geo::coordinate_position::{coord_pos_relative_to_ring, CoordPos};
use geo::{polygon, Area, Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::{Precision, Solver};
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::i_shape::int::shape::IntShapes;

/// Powers of two: grid units a metre, finest first.
const GRIDS: [i32; 3] = [30, 26, 20];
/// The last attempts: the second operand is moved by so many units of the coarsest grid, east and
/// north. No direction is that of an axis or a diagonal, along which edges of plans often run, and
/// none is moved by more than 3.5e-6 m.
const NUDGES: [(i64, i64); 4] = [(3, 2), (-2, 3), (-3, -2), (2, -3)];
/// How far a bounding box may be off: more than any attempt moves a vertex.
const BOUNDS_TOLERANCE_M: f64 = 1e-5;
/// No coordinate may lie further from the frame's origin than this.
const REACH_M: f64 = 4_194_304.0;
/// While edges still cross, the engine splits them again and snaps what is nearer than a radius of
/// one grid unit at first, four times as many in each further round (the exponents are those of
/// squares). Its own default widens by 1.4: edges that run along each other for metres, a grid unit
/// apart, then multiply for dozens of rounds, and one overlay takes seconds.
const SNAPPING: Precision = Precision { start: 0, progression: 4 };
/// Scraps below this area are noise of the grid.
const SPECK_M2: f64 = 1e-9;
/// In the last attempts no vertex is further than this from its place.
const FURTHEST_M: f64 = 4.2e-6;

/// An overlay that could not be trusted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OverlayError {
    /// Not a number, or thousands of kilometres away from the frame's origin.
    #[error("a coordinate ({x}, {y}) lies outside the frame")]
    OutsideFrame {
        /// Metres east of the frame's origin.
        x: f64,
        /// Metres north of the frame's origin.
        y: f64,
    },
    /// Rings cross themselves or each other hundreds of thousands of times.
    #[error(
        "its outline crosses itself more than a hundred thousand times, which no drawing of an area \
         does; check the order of its positions"
    )]
    Tangled,
    /// Offset curves of many small parts cross each other a million times.
    #[error(
        "so many small parts lie side by side that the lines at a distance from them cross more than a \
         million times; leave the smallest out, or draw them as one area"
    )]
    Crowded,
    /// Result and inputs contradict each other in every attempt.
    #[error(
        "{operation} gave {result} m2 where {least} to {most} m2 is possible, on every grid that \
         was tried; please report the input"
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
    /// The result lies where it cannot, or not where it must, in every attempt.
    #[error(
        "{operation} gave a result with impossible bounds, on every grid that was tried; \
         please report the input"
    )]
    BoundsMismatch {
        /// The operation.
        operation: &'static str,
    },
}

/// Which winding numbers are material.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Any but zero: rings of unknown direction, overlaps filled.
    NonZero,
    /// Above zero: offset curves, whose inverted loops must vanish.
    Positive,
}

impl Fill {
    const fn is_material(self, winding: i32) -> bool {
        match self {
            Self::NonZero => winding != 0,
            Self::Positive => winding > 0,
        }
    }
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
    let whole = regions.iter().filter_map(|region| region.bounds()).reduce(Bounds::joined);
    let expected = Expected {
        least: areas.clone().fold(0.0, f64::max),
        most: areas.sum(),
        within: whole,
        around: whole,
    };
    combine("a union", &regions, &[], OverlayRule::Subject, &expected)
}

/// What two regions share. Contact along an edge or in a point is nothing.
///
/// # Errors
/// [`OverlayError`] when the engine's result contradicts the areas of the inputs.
pub fn intersection(a: &Region, b: &Region) -> Result<Region, OverlayError> {
    if !overlap_possible(a, b) {
        return Ok(Region::empty());
    }
    let expected = Expected {
        least: 0.0,
        most: a.area().get().min(b.area().get()),
        within: a.bounds().zip(b.bounds()).map(|(a, b)| a.shared(b)),
        around: None,
    };
    combine("an intersection", &[a], &[b], OverlayRule::Intersect, &expected)
}

/// `from` without any of `cuts`.
///
/// ```
/// use carveout_geometry::overlay::{difference, intersection, union};
/// use carveout_geometry::{Bounds, Region};
///
/// let square = |min_x: f64, side: f64| {
///     let (max_x, max_y) = (min_x + side, side);
///     Region::rectangle(Bounds { min_x, min_y: 0.0, max_x, max_y })
/// };
/// let (a, b) = (square(0.0, 10.0), square(5.0, 10.0));
/// assert_eq!(difference(&a, [&b])?.area().get(), 50.0);
/// assert_eq!(intersection(&a, &b)?.area().get(), 50.0);
/// assert_eq!(union([&a, &b])?.area().get(), 150.0);
/// # Ok::<(), carveout_geometry::overlay::OverlayError>(())
/// ```
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
    let expected = Expected {
        least: (whole - cut).max(0.0),
        most: whole,
        within: from.bounds(),
        around: None,
    };
    combine("a difference", &[from], &cuts, OverlayRule::Difference, &expected)
}

/// How far the areas of results may be off, m2, if these are the regions they were made of: what moves
/// a vertex moves the edges beside it.
#[must_use]
pub fn area_error<'a>(regions: impl IntoIterator<Item = &'a Region>) -> f64 {
    let edges = regions.into_iter().flat_map(Region::edges);
    FURTHEST_M * edges.map(|(a, b)| (b - a).x.hypot((b - a).y)).sum::<f64>()
}

fn overlap_possible(a: &Region, b: &Region) -> bool {
    match (a.bounds(), b.bounds()) {
        (Some(a), Some(b)) => a.meets(&b),
        _ => false,
    }
}

/// A ring as the engine would see it, every position on the finest grid; `None` when one lies
/// outside the frame.
pub(crate) fn on_grid(ring: &[Coord<f64>]) -> Option<Vec<Coord<f64>>> {
    let units = f64::from(GRIDS[0]).exp2();
    let snapped = |x: f64| (x * units).round() / units;
    ring.iter()
        .map(|c| {
            let within = c.x.abs() < REACH_M && c.y.abs() < REACH_M;
            within.then(|| Coord { x: snapped(c.x), y: snapped(c.y) })
        })
        .collect()
}

/// The region covered by a set of closed rings under a fill rule.
///
/// Rings need not be simple; the area is not checked here, because nothing is known of it.
pub(crate) fn resolve<'a>(
    rings: impl IntoIterator<Item = &'a [Coord<f64>]>,
    fill: Fill,
) -> Result<Region, OverlayError> {
    resolve_on(&Grid::new(GRIDS[0]), rings, fill)
}

/// The region covered by closed rings of which something is known beforehand. What contradicts it
/// is tried again on coarser grids, as any overlay is.
pub(crate) fn resolve_expecting(
    operation: &'static str,
    rings: &[Vec<Coord<f64>>],
    fill: Fill,
    expected: &Expected,
) -> Result<Region, OverlayError> {
    if tangle::is_tangled(rings.iter().map(Vec::as_slice), tangle::MOST_OFFSET) {
        return Err(OverlayError::Crowded);
    }
    let snapped = GRIDS.into_iter().map(Attempt::plain);
    first_credible(operation, expected, snapped, |attempt| {
        resolve_on(&Grid::new(attempt.power), rings.iter().map(Vec::as_slice), fill)
    })
}

fn resolve_on<'a>(
    grid: &Grid,
    rings: impl IntoIterator<Item = &'a [Coord<f64>]>,
    fill: Fill,
) -> Result<Region, OverlayError> {
    let rings = rings.into_iter().map(|ring| grid.ring(ring, ShapeType::Subject, (0, 0)));
    let rings = rings.collect::<Result<Vec<_>, _>>()?;
    Ok(grid.region(&grid.shapes(rings, OverlayRule::Subject, fill)))
}

/// Lattice units are so many grid units apart: what the engine snaps together is no two nodes.
const LATTICE_GRID: i64 = 1024;

/// The polygons of rings on a lattice that meet in nodes only, material on their left, cut at upright
/// lines on which they have a node wherever they cross one.
pub(crate) fn on_lattice(rings: &[Vec<Node>], lines: &[i64]) -> Vec<LatticePolygon> {
    let nodes = || rings.iter().flatten();
    let Some(west) = nodes().map(|node| node[0]).min() else { return Vec::new() };
    let (east, south, north) = nodes().fold((west, i64::MAX, i64::MIN), |(e, s, n), node| {
        (e.max(node[0]), s.min(node[1]), n.max(node[1]))
    });
    let mut limits: Vec<i64> =
        lines.iter().copied().filter(|line| west < *line && *line < east).collect();
    limits.extend([west, east]);
    limits.sort_unstable();
    let path = |ring: &[Node]| {
        ring.iter().map(|[x, y]| IntPoint::new(x * LATTICE_GRID, y * LATTICE_GRID)).collect()
    };
    let mut polygons = Vec::new();
    for band in limits.windows(2) {
        let options = IntOverlayOptions::ogc();
        let mut overlay = Overlay::new_custom(64, options, Solver::with_precision(SNAPPING));
        for ring in rings {
            let open: Vec<IntPoint<i64>> = path(&ring[1..]);
            overlay.add_path_iter(open.into_iter(), ShapeType::Subject);
        }
        let rule = if limits.len() == 2 {
            OverlayRule::Subject
        } else {
            let (left, right) = (band[0], band[1]);
            let (low, high) = (south - 1, north + 1);
            let frame = [[left, low], [right, low], [right, high], [left, high]];
            let frame: Vec<IntPoint<i64>> = path(&frame);
            overlay.add_path_iter(frame.into_iter(), ShapeType::Clip);
            OverlayRule::Intersect
        };
        let ring = |contour: &Vec<IntPoint<i64>>| {
            let nodes = contour.iter().map(|p| [p.x / LATTICE_GRID, p.y / LATTICE_GRID]);
            nodes.chain(contour.first().map(|p| [p.x / LATTICE_GRID, p.y / LATTICE_GRID])).collect()
        };
        let shapes = overlay.overlay(rule, FillRule::Positive);
        polygons.extend(shapes.iter().map(|shape| shape.iter().map(ring).collect()));
    }
    polygons
}

/// What is known of a result before it is computed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected {
    /// Smallest possible area, m2.
    pub least: f64,
    /// Largest possible area, m2.
    pub most: f64,
    /// Where all of it must lie.
    pub within: Option<Bounds>,
    /// What its own bounds must reach, where nothing was snapped.
    pub around: Option<Bounds>,
}

impl Expected {
    /// What of a result contradicts it.
    fn contradiction(
        &self,
        operation: &'static str,
        result: &Region,
        attempt: Attempt,
    ) -> Option<OverlayError> {
        let area = result.area().get();
        let tolerance = 1e-6 + 1e-9 * if self.most.is_finite() { self.most } else { area };
        if !(area >= self.least - tolerance && area <= self.most + tolerance) {
            let Self { least, most, .. } = *self;
            return Some(OverlayError::AreaMismatch { operation, result: area, least, most });
        }
        let bounds = result.bounds();
        let inside = match (bounds, self.within) {
            (Some(bounds), Some(within)) => within.grown(BOUNDS_TOLERANCE_M).contains(&bounds),
            _ => true,
        };
        // A coarse grid may well lose the tip of a spike.
        let reached = match (bounds, self.around) {
            (Some(bounds), Some(around)) if attempt == Attempt::plain(GRIDS[0]) => {
                bounds.grown(BOUNDS_TOLERANCE_M).contains(&around)
            }
            _ => true,
        };
        (!inside || !reached).then_some(OverlayError::BoundsMismatch { operation })
    }
}

/// One way to do an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Attempt {
    /// Power of two: grid units a metre.
    power: i32,
    /// The second operand is moved by so many grid units.
    nudge: (i64, i64),
}

impl Attempt {
    const fn plain(power: i32) -> Self {
        Self { power, nudge: (0, 0) }
    }

    /// All of them, in order.
    fn all() -> impl Iterator<Item = Self> {
        let coarsest = GRIDS[GRIDS.len() - 1];
        let nudged = NUDGES.into_iter().map(move |nudge| Self { power: coarsest, nudge });
        GRIDS.into_iter().map(Self::plain).chain(nudged)
    }
}

/// The result of the first attempt that does not contradict what is known of it.
///
/// `run` makes an attempt; the tests make it fail.
fn first_credible(
    operation: &'static str,
    expected: &Expected,
    attempts: impl IntoIterator<Item = Attempt>,
    mut run: impl FnMut(Attempt) -> Result<Region, OverlayError>,
) -> Result<Region, OverlayError> {
    let mut seen = OverlayError::BoundsMismatch { operation };
    for attempt in attempts {
        let result = run(attempt)?;
        match expected.contradiction(operation, &result, attempt) {
            None => return Ok(result),
            Some(contradiction) => seen = contradiction,
        }
    }
    Err(seen)
}

fn combine(
    operation: &'static str,
    subjects: &[&Region],
    clips: &[&Region],
    rule: OverlayRule,
    expected: &Expected,
) -> Result<Region, OverlayError> {
    first_credible(operation, expected, Attempt::all(), |attempt| {
        overlay(subjects, clips, rule, attempt)
    })
}

fn overlay(
    subjects: &[&Region],
    clips: &[&Region],
    rule: OverlayRule,
    attempt: Attempt,
) -> Result<Region, OverlayError> {
    let grid = Grid::new(attempt.power);
    // Without clips it is a union, of which all but the first are moved.
    let subjects = subjects.iter().enumerate().map(|(k, region)| {
        let nudge = if clips.is_empty() && k > 0 { attempt.nudge } else { (0, 0) };
        (region, ShapeType::Subject, nudge)
    });
    let clips = clips.iter().map(|region| (region, ShapeType::Clip, attempt.nudge));
    let rings = subjects.chain(clips).flat_map(|(region, side, nudge)| {
        let grid = &grid;
        region.rings().map(move |ring| grid.ring(&ring.0, side, nudge))
    });
    let rings = rings.collect::<Result<Vec<_>, _>>()?;
    Ok(grid.region(&grid.shapes(rings, rule, Fill::NonZero)))
}

/// Whether a place is in the result.
fn is_material(rule: OverlayRule, fill: Fill, winding: apart::Winding) -> bool {
    let [subject, clip] = winding.map(|times| fill.is_material(times));
    match rule {
        OverlayRule::Intersect => subject && clip,
        OverlayRule::Difference => subject && !clip,
        _ => subject,
    }
}

/// Conversion between metres and the engine's integers.
struct Grid {
    units: f64,
}

impl Grid {
    fn new(power: i32) -> Self {
        Self { units: 2f64.powi(power) }
    }

    /// The smallest area that is more than noise, square units.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn least(&self) -> u128 {
        // The cast is exact, a power of two times 1e-9.
        (SPECK_M2 * self.units * self.units) as u128
    }

    /// An open ring on the grid.
    fn ring(
        &self,
        ring: &[Coord<f64>],
        side: ShapeType,
        nudge: (i64, i64),
    ) -> Result<Ring, OverlayError> {
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
            let (x, y) = ((c.x * self.units).round() as i64, (c.y * self.units).round() as i64);
            IntPoint::new(x + nudge.0, y + nudge.1)
        });
        Ok(Ring { points: points.collect(), side })
    }

    /// The contours of an overlay, by the engine where rings touch.
    fn shapes(&self, rings: Vec<Ring>, rule: OverlayRule, fill: Fill) -> IntShapes<i64> {
        let is_material = |winding| is_material(rule, fill, winding);
        apart::shapes(&rings, is_material, self.least())
            .unwrap_or_else(|| self.by_engine(rings, rule, fill))
    }

    fn by_engine(&self, rings: Vec<Ring>, rule: OverlayRule, fill: Fill) -> IntShapes<i64> {
        let min_output_area = self.least();
        let options = IntOverlayOptions { min_output_area, ..IntOverlayOptions::ogc() };
        let mut overlay = Overlay::new_custom(64, options, Solver::with_precision(SNAPPING));
        for Ring { points, side } in rings {
            overlay.add_path_iter(points.into_iter(), side);
        }
        overlay.overlay(rule, fill.into())
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
        Region::from_valid(MultiPolygon(rehomed(polygons.collect())))
    }
}

/// The polygons, every hole in the one that it is a hole of.
///
/// Where pieces of a result touch each other in a point, the engine may hang a hole of one on
/// another: its contours are right then, and its areas wrong.
fn rehomed(mut polygons: Vec<Polygon<f64>>) -> Vec<Polygon<f64>> {
    if polygons.len() < 2 {
        return polygons;
    }
    let mut strayed = Vec::new();
    for polygon in &mut polygons {
        let astray = |shell: &LineString<f64>, hole: &LineString<f64>| {
            place_of(hole, shell) == CoordPos::Outside
        };
        if polygon.interiors().iter().any(|hole| astray(polygon.exterior(), hole)) {
            let (shell, holes) = std::mem::replace(polygon, polygon![]).into_inner();
            let (away, home) = holes.into_iter().partition(|hole| astray(&shell, hole));
            strayed.extend::<Vec<_>>(away);
            *polygon = Polygon::new(shell, home);
        }
    }
    for hole in strayed {
        let holds =
            |polygon: &&mut Polygon<f64>| place_of(&hole, polygon.exterior()) == CoordPos::Inside;
        let size = |polygon: &&mut Polygon<f64>| {
            Polygon::new(polygon.exterior().clone(), vec![]).unsigned_area()
        };
        let around = polygons.iter_mut().filter(holds);
        if let Some(home) = around.min_by(|a, b| size(a).total_cmp(&size(b))) {
            home.interiors_push(hole);
        }
    }
    polygons
}

/// Where a ring that does not cross a shell lies: they may touch, so the first vertex that is not on
/// the shell tells.
fn place_of(ring: &LineString<f64>, shell: &LineString<f64>) -> CoordPos {
    let mut places = ring.0.iter().map(|vertex| coord_pos_relative_to_ring(*vertex, shell));
    places.find(|place| *place != CoordPos::OnBoundary).unwrap_or(CoordPos::Inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Boxes and frames, most of them apart from each other, by a small congruential generator.
    fn scene(seed: u64) -> [Vec<Region>; 2] {
        let mut state = seed;
        let mut below = |most: f64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(seed | 1);
            (state >> 40) as f64 / f64::from(1_u32 << 24) * most
        };
        let mut of = |count: u32| -> Vec<Region> {
            let region = |_| {
                let (x, y, side) = (below(200.0), below(200.0), 1.0 + below(60.0));
                let frame = square(x, y, side);
                let hole = square(x + side * 0.2, y + side * 0.3, side * below(0.6));
                difference(&frame, [&hole]).unwrap()
            };
            (0..count).map(region).collect()
        };
        [of(2), of(1)]
    }

    #[test]
    fn rings_that_touch_nowhere_are_overlaid_as_by_the_engine() {
        let grid = Grid::new(GRIDS[0]);
        let mut apart = 0;
        for seed in 0..4_000 {
            let [subjects, clips] = scene(seed);
            let rings = || {
                let of = |regions: &[Region], side| -> Vec<Ring> {
                    let rings = regions.iter().flat_map(Region::rings);
                    rings.map(|ring| grid.ring(&ring.0, side, (0, 0)).unwrap()).collect()
                };
                let mut rings = of(&subjects, ShapeType::Subject);
                rings.extend(of(&clips, ShapeType::Clip));
                rings
            };
            for (rule, fill) in [
                (OverlayRule::Subject, Fill::Positive),
                (OverlayRule::Intersect, Fill::NonZero),
                (OverlayRule::Difference, Fill::NonZero),
            ] {
                let without = apart::shapes(
                    &rings(),
                    |winding| is_material(rule, fill, winding),
                    grid.least(),
                );
                let Some(without) = without else { continue };
                apart += 1;
                let engine = grid.by_engine(rings(), rule, fill);
                assert_eq!(without, engine, "scene {seed}, {rule:?}");
            }
        }
        assert!(apart > 3_000, "{apart}");
    }

    #[test]
    fn rings_that_touch_are_left_to_the_engine() {
        let grid = Grid::new(GRIDS[0]);
        let ring = |corners: &[(f64, f64)]| {
            let points: Vec<Coord<f64>> =
                corners.iter().map(|corner| Coord::from(*corner)).collect();
            grid.ring(&points, ShapeType::Subject, (0, 0)).unwrap()
        };
        let is_left = |rings: &[&[(f64, f64)]]| {
            let rings: Vec<Ring> = rings.iter().map(|corners| ring(corners)).collect();
            apart::shapes(&rings, |winding| winding[0] > 0, grid.least()).is_none()
        };
        let hall = [(0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (0.0, 40.0)];
        assert!(!is_left(&[&hall]));
        // A vertex on a side, a common corner, half of a side, the ring itself.
        assert!(is_left(&[&hall, &[(20.0, 0.0), (30.0, -9.0), (30.0, -20.0)]]));
        assert!(is_left(&[&hall, &[(40.0, 40.0), (50.0, 40.0), (50.0, 50.0)]]));
        assert!(is_left(&[&hall, &[(40.0, 10.0), (60.0, 10.0), (60.0, 20.0), (40.0, 20.0)]]));
        assert!(is_left(&[&hall, &hall]));
        // A figure of eight, a spike, a ring that touches itself.
        assert!(is_left(&[&[(0.0, 0.0), (9.0, 9.0), (9.0, 0.0), (0.0, 9.0)]]));
        assert!(is_left(&[&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (9.0, 20.0), (9.0, 5.0)]]));
        assert!(is_left(&[&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (4.0, 0.0), (0.0, 9.0)]]));
        // A grid unit apart they do not touch.
        let hair = 2f64.powi(-30);
        assert!(!is_left(&[&hall, &[(40.0 + hair, 10.0), (60.0, 10.0), (60.0, 20.0)]]));
    }

    fn square(x: f64, y: f64, side: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + side, max_y: y + side })
    }

    /// Found on one of 2,000 made-up outlines: a hole of 586 m2 hung on a scrap of 6 m2 beside it.
    #[test]
    fn a_hole_on_the_wrong_piece_goes_to_its_own() {
        let ring = |region: &Region| region.polygons()[0].exterior().clone();
        let outer = ring(&square(0.0, 0.0, 100.0));
        let hole = ring(&square(20.0, 20.0, 30.0));
        let own = ring(&square(60.0, 60.0, 30.0));
        // A scrap within the hole, touching its corner, on which the hole was hung.
        let scrap = ring(&square(20.0, 20.0, 2.0));
        let wrong = vec![
            Polygon::new(outer.clone(), vec![own.clone()]),
            Polygon::new(scrap.clone(), vec![hole.clone()]),
        ];
        let right = vec![Polygon::new(outer, vec![own, hole]), Polygon::new(scrap, vec![])];
        assert_eq!(rehomed(wrong), right);
        assert_eq!(rehomed(right.clone()), right, "what is right stays");
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

    const OF_50_M2: Expected = Expected { least: 0.0, most: 100.0, within: None, around: None };

    #[test]
    fn a_failed_overlay_is_snapped_then_moved_by_a_hair_then_an_error() {
        let (a, b) = (square(0.0, 0.0, 10.0), square(5.0, 0.0, 10.0));
        let order: Vec<Attempt> = Attempt::all().collect();
        assert_eq!(order.len(), 7);
        assert_eq!(order[..3], [30, 26, 20].map(Attempt::plain));
        for failures in 0..order.len() {
            let mut tried = Vec::new();
            let spoilt = |attempt| {
                tried.push(attempt);
                if tried.len() <= failures {
                    return Ok(square(0.0, 0.0, 1_000.0));
                }
                overlay(&[&a], &[&b], OverlayRule::Intersect, attempt)
            };
            let result = first_credible("a test", &OF_50_M2, Attempt::all(), spoilt).unwrap();
            assert_eq!(tried, order[..=failures]);
            // At most the stated error, 4.2e-6 m all along the outlines of 40 m each.
            assert!((result.area().get() - 50.0).abs() <= 4.2e-6 * 80.0);
            assert!(failures >= 3 || result.area().get() == 50.0);
        }
        let mut tried = Vec::new();
        let never = |attempt| {
            tried.push(attempt);
            Ok(square(0.0, 0.0, 1_000.0))
        };
        let error = first_credible("a test", &OF_50_M2, Attempt::all(), never).unwrap_err();
        assert_eq!(tried, order);
        assert!(matches!(error, OverlayError::AreaMismatch { result: 1_000_000.0, .. }));
    }

    #[test]
    fn a_nudge_moves_the_second_operand_alone() {
        let (a, b) = (square(0.0, 0.0, 10.0), square(10.0, 0.0, 10.0));
        for nudge in NUDGES {
            let attempt = Attempt { power: 20, nudge };
            let hair = |units: i64| f64::from(i32::try_from(units).unwrap()) / 2f64.powi(20);
            let (east, north) = (hair(nudge.0), hair(nudge.1));
            assert!(east.hypot(north) < 3.5e-6);
            let rest = overlay(&[&a], &[&b], OverlayRule::Difference, attempt).unwrap();
            let bounds = rest.bounds().unwrap();
            assert_eq!((bounds.min_x, bounds.min_y, bounds.max_y), (0.0, 0.0, 10.0));
            let both = overlay(&[&a, &b], &[], OverlayRule::Subject, attempt).unwrap();
            let bounds = both.bounds().unwrap();
            assert_eq!((bounds.min_x, bounds.max_x), (0.0, 20.0 + east));
            assert_eq!(bounds.max_y, 10.0 + north.max(0.0));
        }
    }

    #[test]
    fn a_result_in_the_wrong_place_is_not_credible() {
        let (near, far) = (square(0.0, 0.0, 10.0), square(500.0, 0.0, 10.0));
        let bounds = near.bounds();
        let within = Expected { within: bounds, ..OF_50_M2 };
        let around = Expected { around: bounds, ..OF_50_M2 };
        for expected in [within, around] {
            let found = |result: &Region| {
                first_credible("a test", &expected, [Attempt::plain(30)], |_| Ok(result.clone()))
            };
            assert!(found(&near).is_ok());
            let error = found(&far).unwrap_err();
            assert_eq!(error, OverlayError::BoundsMismatch { operation: "a test" });
        }
    }

    #[test]
    fn coordinates_outside_the_frame_are_an_error_not_a_panic() {
        let far = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 1e9, max_y: 1.0 });
        let error = union([&far, &square(0.0, 0.0, 1.0)]).unwrap_err();
        assert!(matches!(error, OverlayError::OutsideFrame { .. }));
    }
}
