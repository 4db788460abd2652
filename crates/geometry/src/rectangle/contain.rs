//! The certificate: exact predicates on the coordinates that are returned.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, Polygon};

/// Whether a convex polygon, counter-clockwise, lies in the interior of `polygon` and touches no
/// ring.
///
/// Three facts, each decided without rounding: no boundary edge meets an edge of the quadrilateral,
/// no ring lies inside it, and one of its corners is inside the polygon.
pub(crate) fn inside(polygon: &Polygon<f64>, corners: &[Coord<f64>; 4]) -> bool {
    let rings = || std::iter::once(polygon.exterior()).chain(polygon.interiors());
    let clear = rings().flat_map(|ring| ring.0.windows(2)).all(|edge| clear_of(edge, corners));
    clear && rings().fold(false, |odd, ring| odd ^ surrounds(&ring.0, corners[0]))
}

/// Whether a segment shares no point with the closed quadrilateral.
fn clear_of(edge: &[Coord<f64>], corners: &[Coord<f64>; 4]) -> bool {
    let (p, q) = (edge[0], edge[1]);
    let outside = |along: fn(&Coord<f64>) -> f64| {
        let reach = corners.iter().map(along).fold(f64::NEG_INFINITY, f64::max);
        along(&p) > reach && along(&q) > reach
    };
    if outside(|c| c.x) || outside(|c| -c.x) || outside(|c| c.y) || outside(|c| -c.y) {
        return true;
    }
    // Two convex sets are apart exactly if a line along an edge of one of them separates them.
    let beyond_side = (0..4).any(|k| {
        let (a, b) = (corners[k], corners[(k + 1) % 4]);
        [p, q].iter().all(|c| RobustKernel::orient2d(a, b, *c) == Orientation::Clockwise)
    });
    beyond_side || {
        let first = RobustKernel::orient2d(p, q, corners[0]);
        first != Orientation::Collinear
            && corners[1..].iter().all(|c| RobustKernel::orient2d(p, q, *c) == first)
    }
}

/// Whether a closed ring runs around a point that is not on it: parity of the edges to the east.
fn surrounds(ring: &[Coord<f64>], point: Coord<f64>) -> bool {
    ring.windows(2).fold(false, |odd, edge| {
        let (lower, upper) =
            if edge[0].y <= edge[1].y { (edge[0], edge[1]) } else { (edge[1], edge[0]) };
        let spans = lower.y <= point.y && point.y < upper.y;
        let east =
            spans && RobustKernel::orient2d(lower, upper, point) == Orientation::CounterClockwise;
        odd ^ east
    })
}
