//! A rectangle of a given size with one side along an edge of a region.

use super::contain;
use super::Rectangle;
use crate::region::{Region, Segment};
use geo::Coord;

/// The rectangle is drawn in from the edge by this much, so that it never touches it.
const INSET_M: f64 = 1e-3;
/// It slides along an edge in steps of this share of its own length.
const STEP: f64 = 1.0 / 16.0;
/// Shortest step, metres.
const LEAST_STEP_M: f64 = 1.0;
/// Most steps along one edge.
const MOST_STEPS: usize = 200;

/// The first place where a rectangle lies inside one polygon of `region` with a side of length
/// `front` along one of `edges`, which are tried in the order given, each from its ends inwards.
///
/// Edges run as in [`Region::edges`], with the region on their left. The sides that are returned are
/// `front` and `depth`; the rectangle keeps a millimetre off the edge and is inside by the
/// same exact predicates as [`super::largest_rectangle`]. `None` where it fits beside no edge; it may
/// still fit elsewhere.
///
/// # Units
/// Metres.
#[must_use]
pub fn beside(region: &Region, edges: &[Segment], front: f64, depth: f64) -> Option<Rectangle> {
    edges.iter().find_map(|edge| along(region, *edge, front, depth))
}

fn along(region: &Region, (from, to): Segment, front: f64, depth: f64) -> Option<Rectangle> {
    let edge = to - from;
    let length = edge.x.hypot(edge.y);
    if length < INSET_M {
        return None;
    }
    let ahead = edge / length;
    let left = Coord { x: -ahead.y, y: ahead.x };
    // On an edge shorter than the rectangle its ends are tried, sticking out on either side.
    let (first, last) = (INSET_M.min(length - front), (length - front - INSET_M).max(INSET_M));
    let (low, high) = (first.min(last), first.max(last));
    let step = (front * STEP).max(LEAST_STEP_M).max((high - low) / MOST_STEPS as f64);
    let mut from_ends = vec![low, high];
    let mut at = step;
    while low + at < high - at {
        from_ends.extend([low + at, high - at]);
        at += step;
    }
    from_ends.into_iter().find_map(|start| {
        let corner = from + ahead * start + left * INSET_M;
        let centre = corner + ahead * (front / 2.0) + left * (depth / 2.0);
        let rectangle = standing(centre, ahead, front, depth);
        let inside = |polygon| contain::inside(polygon, &rectangle.corners());
        region.polygons().iter().any(inside).then_some(rectangle)
    })
}

/// The longer side of a rectangle is its width, whichever side stands along the edge.
fn standing(centre: Coord<f64>, ahead: Coord<f64>, front: f64, depth: f64) -> Rectangle {
    let direction = ahead.y.atan2(ahead.x).to_degrees();
    let (width, depth, angle) =
        if front >= depth { (front, depth, direction) } else { (depth, front, direction + 90.0) };
    Rectangle { centre, width, depth, angle_deg: angle.rem_euclid(180.0) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::{overlay, Bounds};

    fn block(min_x: f64, min_y: f64, max_x: f64, max_y: f64) -> Region {
        Region::rectangle(Bounds { min_x, min_y, max_x, max_y })
    }

    #[test]
    fn a_rectangle_stands_at_the_end_of_the_edge_it_was_asked_for() {
        let room = block(0.0, 0.0, 100.0, 40.0);
        let north: Vec<Segment> = room.edges().filter(|(a, b)| a.y > 39.0 && b.y > 39.0).collect();
        let found = beside(&room, &north, 30.0, 20.0).unwrap();
        // Seen from the room the edge runs west, so it starts in the north-east corner.
        assert!((found.centre.x - 85.0).abs() < 0.01 && (found.centre.y - 30.0).abs() < 0.01);
        assert_eq!((found.width, found.depth), (30.0, 20.0));
        assert!(found.angle_deg.min(180.0 - found.angle_deg) < 1e-9);
    }

    #[test]
    fn it_slides_past_what_is_in_its_way_and_does_not_fit_where_it_is_too_deep() {
        // A block of 15 m in either lower corner leaves 70 m of the southern edge free.
        let room = overlay::difference(
            &block(0.0, 0.0, 100.0, 40.0),
            [&block(0.0, 5.0, 15.0, 20.0), &block(85.0, 5.0, 100.0, 20.0)],
        )
        .unwrap();
        let south: Vec<Segment> = room.edges().filter(|(a, b)| a.y < 0.1 && b.y < 0.1).collect();
        let found = beside(&room, &south, 32.0, 20.0).unwrap();
        assert!(found.centre.x - 16.0 >= 15.0 && found.centre.x + 16.0 <= 85.0, "{found:?}");
        assert!(beside(&room, &south, 32.0, 41.0).is_none());
        assert!(beside(&room, &south, 71.0, 20.0).is_none());
    }

    #[test]
    fn a_rectangle_longer_than_its_edge_may_stick_out() {
        // A notch of 10 m in the southern side: its floor takes a front of 20 m only where the
        // room is wider than the floor, which it is not.
        let room = block(0.0, 0.0, 30.0, 30.0);
        let west: Vec<Segment> = vec![(Coord { x: 0.0, y: 20.0 }, Coord { x: 0.0, y: 10.0 })];
        let found = beside(&room, &west, 18.0, 10.0).unwrap();
        assert!((found.centre.x - 5.0).abs() < 0.01);
        assert!(beside(&room, &west, 31.0, 10.0).is_none());
    }
}
