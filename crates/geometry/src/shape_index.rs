//! Indices of shape: how compact a region is, and how far it is cut up.
//!
//! All but the last are shares between 0 and 1, the same at any size and angle; 1 is the ideal
//! shape of each. They say nothing about use: what fits into a region is the business of
//! [`super::packing`], [`super::rectangle`] and [`super::inscribed`].

use crate::inscribed::Circle;
use crate::region::Region;
use crate::units::SquareMetres;
use geo::{Area, ConvexHull, Coord, LineString, MinimumRotatedRect, MultiPoint};
use std::f64::consts::PI;

/// The shape of a region in five numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShapeIndices {
    /// [`polsby_popper`]: 1 for a disc.
    pub polsby_popper: f64,
    /// [`reock`]: 1 for a disc.
    pub reock: f64,
    /// [`rectangularity`]: 1 for a rectangle.
    pub rectangularity: f64,
    /// [`convexity`]: 1 for a convex region.
    pub convexity: f64,
    /// [`effective_mesh_size`]: the whole area for an undivided region.
    pub mesh_m2: SquareMetres,
}

impl ShapeIndices {
    /// All of them; `None` for an empty region.
    ///
    /// `whole` is the area of what the region is a remainder of, see [`effective_mesh_size`].
    ///
    /// # Examples
    /// ```
    /// use carveout_geometry::shape_index::ShapeIndices;
    /// use carveout_geometry::{Bounds, Region};
    ///
    /// let square = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 10.0, max_y: 10.0 });
    /// let shape = ShapeIndices::of(&square, square.area()).ok_or("empty")?;
    /// assert!((shape.polsby_popper - std::f64::consts::FRAC_PI_4).abs() < 1e-12);
    /// assert!((shape.rectangularity - 1.0).abs() < 1e-12);
    /// assert!((shape.mesh_m2.get() - 100.0).abs() < 1e-9);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn of(region: &Region, whole: SquareMetres) -> Option<Self> {
        Some(Self {
            polsby_popper: polsby_popper(region)?,
            reock: reock(region)?,
            rectangularity: rectangularity(region)?,
            convexity: convexity(region)?,
            mesh_m2: effective_mesh_size(region, whole)?,
        })
    }
}

/// `4 pi A / P^2`, with the perimeter P over all rings, those of holes too; `None` without area.
///
/// A disc has 1, a square pi / 4. Of several pieces, areas and perimeters are summed first, so n
/// equal pieces have an n-th of what one has.
///
/// # Source
/// Polsby and Popper, "The third criterion: compactness as a procedural safeguard against partisan
/// gerrymandering", *Yale Law & Policy Review* 9, 1991; the ratio itself is Cox's roundness of 1927.
#[must_use]
pub fn polsby_popper(region: &Region) -> Option<f64> {
    let perimeter: f64 = region
        .rings()
        .flat_map(LineString::lines)
        .map(|line| line.delta())
        .map(|along| along.x.hypot(along.y))
        .sum();
    share(4.0 * PI * region.area().get(), perimeter * perimeter)
}

/// `A / A(smallest enclosing circle)`; `None` without area.
///
/// Of several pieces, the circle is the one around all of them. Holes lower the area alone.
///
/// # Source
/// Reock, "A note: measuring compactness as a requirement of legislative apportionment", *Midwest
/// Journal of Political Science* 5, 1961.
#[must_use]
pub fn reock(region: &Region) -> Option<f64> {
    let circle = smallest_enclosing_circle(region)?;
    share(region.area().get(), PI * circle.radius * circle.radius)
}

/// `A / A(smallest enclosing rectangle at any angle)`; `None` without area.
///
/// Of several pieces, the rectangle is the one around all of them. Holes lower the area alone.
///
/// # Source
/// Rosin, "Measuring rectangularity", *Machine Vision and Applications* 11, 1999: the method of the
/// minimum bounding rectangle.
#[must_use]
pub fn rectangularity(region: &Region) -> Option<f64> {
    let around = region.as_multi_polygon().minimum_rotated_rect()?;
    share(region.area().get(), around.unsigned_area())
}

/// Longer and shorter side of the smallest rectangle at any angle around some points, metres; `None`
/// where they lie on a line.
#[must_use]
pub fn bounding_rectangle(points: impl IntoIterator<Item = Coord<f64>>) -> Option<(f64, f64)> {
    let points: MultiPoint<f64> = points.into_iter().map(geo::Point::from).collect();
    let around = points.minimum_rotated_rect()?;
    let corners = &around.exterior().0;
    let side = |at: usize| {
        let (from, to) = (corners.get(at)?, corners.get(at + 1)?);
        Some((to.x - from.x).hypot(to.y - from.y))
    };
    let (first, second) = (side(0)?, side(1)?);
    (first.min(second) > 0.0).then(|| (first.max(second), first.min(second)))
}

/// `A / A(convex hull)`; `None` without area.
///
/// Of several pieces, the hull is the one around all of them. Holes lower the area alone.
///
/// # Source
/// Zunic and Rosin, "A new convexity measure for polygons", *IEEE Transactions on Pattern Analysis
/// and Machine Intelligence* 26, 2004, which names it as the customary measure.
#[must_use]
pub fn convexity(region: &Region) -> Option<f64> {
    share(region.area().get(), region.as_multi_polygon().convex_hull().unsigned_area())
}

/// `(A_1^2 + ... + A_n^2) / whole` over the connected pieces; `None` without area.
///
/// The expected area of the piece that a point dropped anywhere on `whole` falls into, counted as
/// zero beside the region. With the same `whole` before and after, it falls as the region is cut
/// up and as it shrinks. A `whole` smaller than the region is read as the region's own area.
///
/// # Source
/// Jaeger, "Landscape division, splitting index, and effective mesh size: new measures of landscape
/// fragmentation", *Landscape Ecology* 15, 2000.
#[must_use]
pub fn effective_mesh_size(region: &Region, whole: SquareMetres) -> Option<SquareMetres> {
    let own = region.area();
    let squares: f64 =
        region.polygons().iter().map(|polygon| polygon.unsigned_area().powi(2)).sum();
    let mesh = SquareMetres::new(squares / whole.max(own).get()).ok()?;
    (own.get() > 0.0).then_some(mesh)
}

/// A ratio that is a share but for rounding; `None` without a positive finite one.
fn share(part: f64, whole: f64) -> Option<f64> {
    let ratio = part / whole;
    (ratio.is_finite() && ratio > 0.0).then(|| ratio.min(1.0))
}

/// The smallest circle around a region; `None` for an empty one.
///
/// Welzl, "Smallest enclosing disks (balls and ellipsoids)", *New Results and New Trends in
/// Computer Science* (LNCS 555), 1991, over the corners of the convex hull. Corners are taken in a
/// fixed scattered order, so one input gives one answer, in expected linear time.
#[must_use]
pub fn smallest_enclosing_circle(region: &Region) -> Option<Circle> {
    let hull = region.as_multi_polygon().convex_hull();
    let mut corners: Vec<Coord<f64>> = hull.exterior().0.iter().skip(1).copied().collect();
    scatter(&mut corners);
    let mut circle = Circle { centre: *corners.first()?, radius: 0.0 };
    for (i, &p) in corners.iter().enumerate() {
        if around(&circle, p) {
            continue;
        }
        circle = Circle { centre: p, radius: 0.0 };
        for (j, &q) in corners[..i].iter().enumerate() {
            if around(&circle, q) {
                continue;
            }
            circle = on_diameter(p, q);
            for &r in &corners[..j] {
                if !around(&circle, r) {
                    circle = through(p, q, r);
                }
            }
        }
    }
    Some(circle)
}

/// Fisher-Yates with a fixed sequence of numbers: neighbours along a hull in their own order would
/// be the slow case.
fn scatter(corners: &mut [Coord<f64>]) {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    for last in (1..corners.len()).rev() {
        // Knuth's MMIX constants; the high bits are the good ones.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let range = last as u64 + 1;
        corners.swap(last, ((state >> 33) % range) as usize);
    }
}

/// Whether a circle holds a point, give or take rounding.
fn around(circle: &Circle, point: Coord<f64>) -> bool {
    let off = point - circle.centre;
    off.x.hypot(off.y) <= circle.radius * (1.0 + 1e-12)
}

fn on_diameter(p: Coord<f64>, q: Coord<f64>) -> Circle {
    let half = (q - p) / 2.0;
    Circle { centre: p + half, radius: half.x.hypot(half.y) }
}

/// The circle through three points; around the two furthest apart when they lie on a line.
fn through(p: Coord<f64>, q: Coord<f64>, r: Coord<f64>) -> Circle {
    let (a, b) = (q - p, r - p);
    let turn = 2.0 * (a.x * b.y - a.y * b.x);
    let (aa, bb) = (a.x * a.x + a.y * a.y, b.x * b.x + b.y * b.y);
    let off = Coord { x: b.y * aa - a.y * bb, y: a.x * bb - b.x * aa } / turn;
    if off.x.is_finite() && off.y.is_finite() {
        return Circle { centre: p + off, radius: off.x.hypot(off.y) };
    }
    [on_diameter(p, q), on_diameter(p, r), on_diameter(q, r)].into_iter().fold(
        Circle { centre: p, radius: 0.0 },
        |best, c| if c.radius > best.radius { c } else { best },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offset::disc;
    use crate::overlay::{difference, union};
    use crate::rectangle::tests::{hall, outline, turned};

    /// The four shares and the mesh, at any angle.
    fn expect(region: &Region, whole: f64, shares: [f64; 4], mesh: f64, tolerance: f64) {
        for degrees in [0.0, 30.0, 77.0] {
            let whole = SquareMetres::new(whole).unwrap();
            let found = ShapeIndices::of(&turned(region, degrees), whole).unwrap();
            let ShapeIndices { polsby_popper, reock, rectangularity, convexity, mesh_m2 } = found;
            for (share, expected) in
                [polsby_popper, reock, rectangularity, convexity].into_iter().zip(shares)
            {
                assert!((share - expected).abs() < tolerance, "{expected} at {degrees}: {found:?}");
            }
            assert!((mesh_m2.get() / mesh - 1.0).abs() < tolerance, "{mesh}: {found:?}");
        }
    }

    #[test]
    fn a_square() {
        // P = 4 a: 4 pi / 16. The circle has radius a / sqrt 2: 2 / pi.
        expect(&hall(5.0, 5.0, 15.0, 15.0), 100.0, [PI / 4.0, 2.0 / PI, 1.0, 1.0], 100.0, 1e-9);
        // As a tenth of what it was cut from: 100^2 / 1000.
        expect(&hall(5.0, 5.0, 15.0, 15.0), 1e3, [PI / 4.0, 2.0 / PI, 1.0, 1.0], 10.0, 1e-9);
    }

    #[test]
    fn a_rectangle_of_four_to_one() {
        // A = 1,600, P = 200. Half the diagonal squared is (80^2 + 20^2) / 4 = 1,700.
        let shares = [4.0 * PI * 1_600.0 / 40_000.0, 16.0 / (17.0 * PI), 1.0, 1.0];
        expect(&hall(0.0, 0.0, 80.0, 20.0), 1_600.0, shares, 1_600.0, 1e-9);
    }

    #[test]
    fn a_disc() {
        // A 128-gon: 1 up to a part in a thousand; the square around it has 4 r^2.
        let disc = disc(Coord { x: 3.0, y: -2.0 }, 50.0).unwrap();
        let area = disc.area().get();
        expect(&disc, area, [1.0, 1.0, PI / 4.0, 1.0], area, 1e-3);
    }

    #[test]
    fn an_l() {
        // 40 x 40 less 20 x 20: A = 1,200, P = 160. The hull loses a triangle of 200 from 1,600,
        // and its corners still hold the square's circle, of radius 20 sqrt 2.
        let l = union([&hall(0.0, 0.0, 40.0, 20.0), &hall(0.0, 20.0, 20.0, 40.0)]).unwrap();
        let shares = [
            4.0 * PI * 1_200.0 / 25_600.0,
            1_200.0 / (800.0 * PI),
            1_200.0 / 1_600.0,
            1_200.0 / 1_400.0,
        ];
        expect(&l, 1_200.0, shares, 1_200.0, 1e-9);
    }

    #[test]
    fn two_squares() {
        // Each 10 x 10, ten apart: around both 30 x 10, a circle of squared radius 250.
        let two = union([&hall(0.0, 0.0, 10.0, 10.0), &hall(20.0, 0.0, 30.0, 10.0)]).unwrap();
        let shares = [4.0 * PI * 200.0 / 6_400.0, 200.0 / (250.0 * PI), 2.0 / 3.0, 2.0 / 3.0];
        // (100^2 + 100^2) / 300.
        expect(&two, 300.0, shares, 200.0 / 3.0, 1e-9);
    }

    #[test]
    fn a_square_with_a_hole() {
        // 10 x 10 less 4 x 4: A = 84, P = 40 + 16.
        let pierced = difference(&hall(0.0, 0.0, 10.0, 10.0), [&hall(3.0, 3.0, 7.0, 7.0)]).unwrap();
        let shares = [4.0 * PI * 84.0 / 3_136.0, 84.0 / (50.0 * PI), 0.84, 0.84];
        expect(&pierced, 100.0, shares, 84.0 * 84.0 / 100.0, 1e-9);
    }

    #[test]
    fn nothing_has_no_shape_and_a_small_whole_is_none() {
        assert_eq!(ShapeIndices::of(&Region::empty(), SquareMetres::ZERO), None);
        let mesh = effective_mesh_size(&hall(0.0, 0.0, 10.0, 10.0), SquareMetres::ZERO);
        assert!((mesh.unwrap().get() - 100.0).abs() < 1e-9);
    }

    #[test]
    fn cutting_lowers_the_mesh() {
        let whole = hall(0.0, 0.0, 100.0, 50.0);
        let cut = difference(&whole, [&hall(40.0, -1.0, 60.0, 51.0)]).unwrap();
        let mesh = |region: &Region| effective_mesh_size(region, whole.area()).unwrap().get();
        assert!((mesh(&whole) - 5_000.0).abs() < 1e-9);
        // Two pieces of 2,000 m2: 2 x 2,000^2 / 5,000.
        assert!((mesh(&cut) - 1_600.0).abs() < 1e-6);
    }

    #[test]
    fn the_circle_is_the_smallest_through_two_or_three_corners() {
        let circle = |points: &[(f64, f64)]| smallest_enclosing_circle(&outline(points)).unwrap();
        // Obtuse: on the longest side. Equilateral: the circumcircle, a / sqrt 3.
        let obtuse = circle(&[(0.0, 0.0), (100.0, 0.0), (40.0, 10.0)]);
        assert!((obtuse.radius - 50.0).abs() < 1e-9, "{obtuse:?}");
        let equilateral = circle(&[(0.0, 0.0), (90.0, 0.0), (45.0, 90.0 * 0.75f64.sqrt())]);
        assert!((equilateral.radius - 90.0 / 3f64.sqrt()).abs() < 1e-8, "{equilateral:?}");
        assert_eq!(smallest_enclosing_circle(&Region::empty()), None);
    }
}
