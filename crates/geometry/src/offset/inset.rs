//! Shrinking with a distance of its own for every edge.

use super::{corner, Cap, Edge, Filling, Join, OverlayError};
use crate::overlay::{self, Expected, Fill};
use crate::region::{Bounds, Region};
use crate::vector::{cross, dot};
use geo::Coord;

/// An edge of a ring, up to the start of the next, and how far it moves inwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    /// Where it starts.
    pub from: Coord<f64>,
    /// How far it moves, metres.
    pub distance: f64,
}

/// What of a region is at least a distance from each of its edges that is the edge's own.
///
/// `rings` are the rings of the region, material on the left, each as its sides in order. Moved
/// edges meet in mitres, cut off square at `limit` times the larger distance; where two edges go
/// on nearly straight and their distances differ, the deeper one ends square. With one distance
/// all around the result is that of [`super::shrink`] with [`Join::Mitre`].
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn inset(rings: &[Vec<Side>], limit: f64) -> Result<Region, OverlayError> {
    let curves: Vec<Vec<Coord<f64>>> = rings.iter().map(|ring| curve(ring, limit)).collect();
    let corners = rings.iter().flatten().map(|side| side.from);
    let expected = Expected {
        least: 0.0,
        most: rings.iter().map(|ring| enclosed(ring)).sum(),
        within: Bounds::around(corners),
        around: None,
    };
    overlay::resolve_expecting("insetting", &curves, Fill::Positive, &expected)
}

/// Area of a ring, negative for a hole.
fn enclosed(ring: &[Side]) -> f64 {
    let Some(first) = ring.first() else { return 0.0 };
    let spokes = ring.windows(2).map(|w| cross(w[0].from - first.from, w[1].from - first.from));
    spokes.sum::<f64>() / 2.0
}

fn curve(ring: &[Side], limit: f64) -> Vec<Coord<f64>> {
    let ends = ring.iter().cycle().skip(1);
    let edges: Vec<(Edge, f64)> = ring
        .iter()
        .zip(ends)
        .filter_map(|(side, next)| {
            // Edges move to their right; inwards is left.
            let distance = side.distance.max(0.0);
            Edge::straight(side.from, next.from, -distance).map(|edge| (edge, distance))
        })
        .collect();
    let mut curve = Vec::with_capacity(edges.len() * 3);
    for (index, (edge, distance)) in edges.iter().enumerate() {
        let (next, next_distance) = &edges[(index + 1) % edges.len()];
        curve.push(edge.from + edge.start.shift);
        curve.push(edge.to + edge.end.shift);
        if distance == next_distance {
            let mitre = Filling::Join(Join::Mitre { limit });
            corner(&mut curve, edge, next, -distance, mitre, Cap::Round);
        } else {
            step(&mut curve, edge, next, limit * distance.max(*next_distance));
        }
    }
    curve
}

/// From the end of one moved edge to the start of the next, which moved by another distance.
fn step(curve: &mut Vec<Coord<f64>>, edge: &Edge, next: &Edge, reach: f64) {
    let vertex = edge.to;
    let (a, b) = (edge.end, next.start);
    let turn = cross(a.along, b.along);
    if turn.abs() < 1e-9 {
        curve.push(vertex);
        return;
    }
    // Where the moved edges' lines meet: `ahead` beyond the end of the first, `behind` before the
    // start of the second.
    let apart = b.shift - a.shift;
    let ahead = cross(apart, b.along) / turn;
    let behind = -cross(apart, a.along) / turn;
    let tip = a.shift + a.along * ahead;
    let within_reach = dot(tip, tip).sqrt() <= reach;
    if turn > 0.0 {
        // A convex corner: the deeper strip is prolonged until the other one takes over.
        match (ahead > 0.0, behind > 0.0) {
            (true, _) if within_reach => curve.extend([vertex + tip, vertex]),
            (_, true) if within_reach => curve.extend([vertex, vertex + tip]),
            _ => curve.push(vertex),
        }
        return;
    }
    let straight = dot(a.along, b.along);
    if ahead >= 0.0 && behind >= 0.0 {
        if within_reach {
            curve.push(vertex + tip);
        } else {
            let towards = tip / dot(tip, tip).sqrt();
            let cut = |shift: Coord<f64>, along: Coord<f64>| {
                let slope = dot(along, towards);
                shift + along * ((reach - dot(shift, towards)) / slope)
            };
            curve.extend([vertex + cut(a.shift, a.along), vertex + cut(b.shift, b.along)]);
        }
    } else if straight > 0.0 {
        // The deeper edge covers the meeting point; its strip ends square.
        let (depth_a, depth_b) = (dot(a.shift, a.shift).sqrt(), dot(b.shift, b.shift).sqrt());
        if ahead < 0.0 {
            curve.push(vertex + a.shift * (depth_b / (straight * depth_a)));
        } else {
            curve.push(vertex + b.shift * (depth_a / (straight * depth_b)));
        }
    } else {
        curve.push(vertex);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{shrink, MITRE};
    use super::*;

    fn sides(points: &[(f64, f64, f64)]) -> Vec<Side> {
        let side = |&(x, y, distance): &(f64, f64, f64)| Side { from: Coord { x, y }, distance };
        points.iter().map(side).collect()
    }

    fn area(rings: &[Vec<Side>]) -> f64 {
        inset(rings, 5.0).unwrap().area().get()
    }

    #[test]
    fn a_rectangle_with_a_deeper_south_side() {
        // 100 x 60, 10 m from the south, 5 m elsewhere: 90 x 45.
        let ring =
            sides(&[(0.0, 0.0, 10.0), (100.0, 0.0, 5.0), (100.0, 60.0, 5.0), (0.0, 60.0, 5.0)]);
        assert!((area(&[ring]) - 4050.0).abs() < 1e-6);
    }

    #[test]
    fn a_side_that_changes_half_way_steps_square() {
        // South side 10 m deep as far as x = 40 and 0 beyond: 100 x 60 - 40 x 10.
        let ring = sides(&[
            (0.0, 0.0, 10.0),
            (40.0, 0.0, 0.0),
            (100.0, 0.0, 0.0),
            (100.0, 60.0, 0.0),
            (0.0, 60.0, 0.0),
        ]);
        assert!((area(&[ring]) - 5600.0).abs() < 1e-6);
    }

    #[test]
    fn an_obtuse_corner_prolongs_the_deeper_side() {
        // A trapezium, west side leaning out at 45 degrees: (0,0) (100,0) (100,60) (-60,60), area
        // 7800. Its south side moves by 10 and the line y = 10 is kept all the way to the west
        // side: 7800 less the strip from y = 0 to 10, 100 m long below and 110 m above.
        let ring =
            sides(&[(0.0, 0.0, 10.0), (100.0, 0.0, 0.0), (100.0, 60.0, 0.0), (-60.0, 60.0, 0.0)]);
        assert!((area(&[ring]) - (7800.0 - 1050.0)).abs() < 1e-6);
    }

    #[test]
    fn a_notch_keeps_its_corners_sharp() {
        // An L: 100 x 60 without 40 x 30 in its north-east; the notch's south side moves by 10,
        // its west side by 4: 10 x 40 below, 4 x 30 beside, and 4 x 10 in the corner.
        let ring = sides(&[
            (0.0, 0.0, 0.0),
            (100.0, 0.0, 0.0),
            (100.0, 30.0, 10.0),
            (60.0, 30.0, 4.0),
            (60.0, 60.0, 0.0),
            (0.0, 60.0, 0.0),
        ]);
        assert!((area(&[ring]) - (4800.0 - 400.0 - 120.0 - 40.0)).abs() < 1e-6);
    }

    #[test]
    fn one_distance_all_around_is_a_plain_shrink() {
        let points = [(0.0, 0.0), (80.0, -10.0), (60.0, 20.0), (90.0, 70.0), (20.0, 40.0)];
        let ring: Vec<Side> =
            points.iter().map(|&(x, y)| Side { from: Coord { x, y }, distance: 3.0 }).collect();
        let closed: Vec<Coord<f64>> =
            points.iter().chain(&points[..1]).map(|&p| Coord::from(p)).collect();
        let region = crate::repair::region_of(&[vec![closed]]).unwrap().region;
        let plain = shrink(&region, 3.0, MITRE).unwrap().area().get();
        assert!((area(&[ring]) - plain).abs() < 1e-6);
    }

    #[test]
    fn a_slight_reflex_bend_between_deep_and_shallow_stays_continuous() {
        // A nearly straight side whose first half is 10 m deep: bending it by a hair, inwards or
        // outwards, moves the area by a hair.
        let bent = |dy: f64| {
            area(&[sides(&[
                (0.0, 0.0, 10.0),
                (50.0, dy, 2.0),
                (100.0, 0.0, 0.0),
                (100.0, 60.0, 0.0),
                (0.0, 60.0, 0.0),
            ])])
        };
        let straight = bent(0.0);
        assert!((straight - (6000.0 - 500.0 - 100.0)).abs() < 1e-6);
        for dy in [-0.01, 0.01] {
            assert!((bent(dy) - straight).abs() < 1.0, "{dy}: {}", bent(dy) - straight);
        }
    }
}
