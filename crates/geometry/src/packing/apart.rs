//! The gap between rectangles, checked on what is returned.

use crate::rectangle::Rectangle;
use geo::Coord;

/// The rectangles that keep `gap` metres from all kept before them, in the order given.
pub(super) fn kept(rectangles: impl IntoIterator<Item = Rectangle>, gap: f64) -> Vec<Rectangle> {
    let mut kept: Vec<Rectangle> = Vec::new();
    // Kept rectangles by the western end of their circumcircles.
    let mut order: Vec<(f64, usize)> = Vec::new();
    let mut widest: f64 = 0.0;
    for rectangle in rectangles {
        let reach = circumradius(&rectangle);
        let west = rectangle.centre.x - reach;
        let first = order.partition_point(|(other, _)| *other < west - gap - 2.0 * widest);
        let near =
            order[first..].iter().take_while(|(other, _)| *other <= west + 2.0 * reach + gap);
        if near.into_iter().all(|(_, index)| apart(&rectangle, &kept[*index], gap)) {
            let place = order.partition_point(|(other, _)| *other <= west);
            order.insert(place, (west, kept.len()));
            widest = widest.max(reach);
            kept.push(rectangle);
        }
    }
    kept
}

fn circumradius(rectangle: &Rectangle) -> f64 {
    rectangle.width.hypot(rectangle.depth) / 2.0
}

/// Whether two rectangles are at least `gap` metres apart, less the tolerance.
fn apart(a: &Rectangle, b: &Rectangle, gap: f64) -> bool {
    let off = a.centre - b.centre;
    let between = off.x.hypot(off.y);
    between >= circumradius(a) + circumradius(b) + gap
        || distance(a, b) >= (gap - super::GAP_TOLERANCE_M).max(f64::MIN_POSITIVE)
}

/// Distance of two rectangles, zero if they meet.
pub(super) fn distance(a: &Rectangle, b: &Rectangle) -> f64 {
    // The nearest points of two convex polygons that are apart: one of them is a corner.
    let one_way = |from: &Rectangle, to: &Rectangle| {
        from.corners().iter().map(|corner| to_corner(to, *corner)).fold(f64::INFINITY, f64::min)
    };
    if meets(a, b) {
        0.0
    } else {
        one_way(a, b).min(one_way(b, a))
    }
}

/// Distance of a point from a rectangle.
fn to_corner(rectangle: &Rectangle, point: Coord<f64>) -> f64 {
    let local = within(rectangle, point);
    let beyond = |along: f64, side: f64| (along.abs() - side / 2.0).max(0.0);
    beyond(local.x, rectangle.width).hypot(beyond(local.y, rectangle.depth))
}

/// A point in the frame of a rectangle: along its longer side, across, from its centre.
fn within(rectangle: &Rectangle, point: Coord<f64>) -> Coord<f64> {
    let (sin, cos) = rectangle.angle_deg.to_radians().sin_cos();
    let off = point - rectangle.centre;
    Coord { x: cos * off.x + sin * off.y, y: cos * off.y - sin * off.x }
}

/// Whether no side of either separates them.
fn meets(a: &Rectangle, b: &Rectangle) -> bool {
    let overlaps = |frame: &Rectangle, other: &Rectangle| {
        let corners = other.corners().map(|corner| within(frame, corner));
        let spans = |along: fn(&Coord<f64>) -> f64, side: f64| {
            let low = corners.iter().map(along).fold(f64::INFINITY, f64::min);
            let high = corners.iter().map(along).fold(f64::NEG_INFINITY, f64::max);
            low <= side / 2.0 && high >= -side / 2.0
        };
        spans(|c| c.x, frame.width) && spans(|c| c.y, frame.depth)
    };
    overlaps(a, b) && overlaps(b, a)
}
