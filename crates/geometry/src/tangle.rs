//! How often edges of rings cross, which decides the time and the memory that an overlay takes.

use crate::box_index::{BoxIndex, Corners};
use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::Coord;

/// Crossings of rings as drawn, which cross a few times if at all. With so many an overlay takes about a
/// second and 300 MB, and both grow in proportion.
pub(crate) const MOST_DRAWN: usize = 200_000;
/// Crossings of offset curves, of which those around small parts cross many others.
pub(crate) const MOST_OFFSET: usize = 1_000_000;
/// Pairs of edges whose boxes meet, looked at before the count is given up: about a second.
const MOST_PAIRS: usize = 20_000_000;

type Edge = (Coord<f64>, Coord<f64>);

/// Whether rings cross themselves or each other more than so many times, so that no overlay of them should be
/// tried.
pub(crate) fn is_tangled<'a>(
    rings: impl IntoIterator<Item = &'a [Coord<f64>]>,
    most: usize,
) -> bool {
    let edges: Vec<Edge> =
        rings.into_iter().flat_map(|ring| ring.windows(2).map(|w| (w[0], w[1]))).collect();
    // That is all pairs of so many edges.
    if edges.len().saturating_mul(edges.len()) / 2 <= most {
        return false;
    }
    let index = BoxIndex::new(edges.iter().map(corners).enumerate());
    let (mut crossings, mut pairs) = (0, 0);
    for (number, edge) in edges.iter().enumerate() {
        for other in index.near(corners(edge)) {
            if other > number {
                pairs += 1;
                crossings += usize::from(cross(edge, &edges[other]));
            }
        }
        if crossings > most || pairs > MOST_PAIRS {
            return true;
        }
    }
    false
}

fn corners((a, b): &Edge) -> Corners {
    ([a.x.min(b.x), a.y.min(b.y)], [a.x.max(b.x), a.y.max(b.y)])
}

/// Whether two edges, whose boxes meet, cross or touch elsewhere than at a common end.
fn cross((a, b): &Edge, (c, d): &Edge) -> bool {
    if a == c || a == d || b == c || b == d {
        return false;
    }
    let side = |from, to, point| RobustKernel::orient2d(from, to, point);
    let apart = |p, q| p == q && p != Orientation::Collinear;
    !apart(side(*a, *b, *c), side(*a, *b, *d)) && !apart(side(*c, *d, *a), side(*c, *d, *b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

    fn circle(count: u32, step: u32) -> Vec<Coord<f64>> {
        let at = |n: u32| TAU * f64::from(n * step % count) / f64::from(count);
        (0..=count).map(|n| Coord { x: 100.0 * at(n).cos(), y: 100.0 * at(n).sin() }).collect()
    }

    #[test]
    fn outlines_are_not_tangled_whatever_their_length() {
        assert!(!is_tangled([circle(50_000, 1).as_slice()], MOST_DRAWN));
        let drawn_twice = circle(5_000, 1);
        assert!(!is_tangled([drawn_twice.as_slice(), drawn_twice.as_slice()], MOST_DRAWN));
    }

    #[test]
    fn a_star_that_crosses_itself_everywhere_is() {
        // Of n edges between corners k apart, each crosses 2 (k - 1) others: 1,001 x 498 in all.
        assert!(is_tangled([circle(1_001, 500).as_slice()], MOST_DRAWN));
        // 631 edges cross at most 631 x 630 / 2 = 198,765 times.
        assert!(!is_tangled([circle(631, 315).as_slice()], MOST_DRAWN));
    }
}
