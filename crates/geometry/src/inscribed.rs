//! The largest circle that fits into a region.
//!
//! Quadtree search after Garcia-Castellanos and Lombardo ("Poles of inaccessibility", *Scottish
//! Geographical Journal* 123, 2007) as refined by Mapbox's polylabel: cells are split, best bound
//! first, until no cell can beat the best centre by more than the precision.

use crate::region::{squared_distance, Region};
use crate::units::Metres;
use geo::Coord;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A circle within a region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Its centre.
    pub centre: Coord<f64>,
    /// Its radius in metres.
    pub radius: f64,
}

/// The largest inscribed circle, its radius short of the true one by at most `precision` metres.
/// `None` for an empty region.
///
/// ```
/// use carveout_geometry::inscribed::largest_circle;
/// use carveout_geometry::{Bounds, Region};
///
/// let strip = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 30.0 });
/// let circle = largest_circle(&strip, 0.01).ok_or("an empty region")?;
/// assert!((circle.radius - 15.0).abs() <= 0.01);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn largest_circle(region: &Region, precision: f64) -> Option<Circle> {
    let bounds = region.bounds()?;
    let edges: Vec<(Coord<f64>, Coord<f64>)> = region.edges().collect();
    let size = bounds.width().min(bounds.height()).max(precision);
    let mut heap = BinaryHeap::new();
    let mut y = bounds.min_y;
    while y < bounds.max_y {
        let mut x = bounds.min_x;
        while x < bounds.max_x {
            let centre = Coord { x: x + size / 2.0, y: y + size / 2.0 };
            heap.push(Cell::new(centre, size / 2.0, &edges));
            x += size;
        }
        y += size;
    }
    let mut best = heap.peek().map(|cell| (cell.centre, cell.distance))?;
    while let Some(cell) = heap.pop() {
        if cell.distance > best.1 {
            best = (cell.centre, cell.distance);
        }
        if cell.bound() - best.1 <= precision {
            break;
        }
        let half = cell.half / 2.0;
        for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            let centre = Coord { x: cell.centre.x + dx, y: cell.centre.y + dy };
            heap.push(Cell::new(centre, half, &edges));
        }
    }
    Some(Circle { centre: best.0, radius: best.1.max(0.0) })
}

/// Width of a region where it is widest: the diameter of its largest circle, to 0.1 m; zero for
/// an empty region.
#[must_use]
pub fn width(region: &Region) -> Metres {
    let radius = largest_circle(region, 0.05).map_or(0.0, |circle| circle.radius);
    Metres::new(2.0 * radius).unwrap_or_default()
}

struct Cell {
    centre: Coord<f64>,
    half: f64,
    /// Distance from the edge, negative outside.
    distance: f64,
}

impl Cell {
    fn new(centre: Coord<f64>, half: f64, edges: &[(Coord<f64>, Coord<f64>)]) -> Self {
        Self { centre, half, distance: signed_distance(centre, edges) }
    }

    /// No point of the cell is further inside than this.
    fn bound(&self) -> f64 {
        self.distance + self.half * std::f64::consts::SQRT_2
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cell {}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound().total_cmp(&other.bound())
    }
}

/// Distance of a point from the nearest edge; negative when an even number of edges lies east.
fn signed_distance(p: Coord<f64>, edges: &[(Coord<f64>, Coord<f64>)]) -> f64 {
    let mut nearest = f64::INFINITY;
    let mut inside = false;
    for &(a, b) in edges {
        if (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
            inside = !inside;
        }
        nearest = nearest.min(squared_distance(p, (a, b)));
    }
    if inside {
        nearest.sqrt()
    } else {
        -nearest.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::difference;
    use crate::region::Bounds;

    #[test]
    fn circles_in_rectangles_and_around_holes() {
        let strip = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 30.0 });
        let circle = largest_circle(&strip, 0.01).unwrap();
        assert!((circle.radius - 15.0).abs() <= 0.01, "{circle:?}");
        let square =
            Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 100.0 });
        let hole = Region::rectangle(Bounds { min_x: 40.0, min_y: 40.0, max_x: 60.0, max_y: 60.0 });
        // Touches both sides at a corner and the hole's corner: r + r sqrt 2 = 40 sqrt 2.
        let circle = largest_circle(&difference(&square, [&hole]).unwrap(), 0.01).unwrap();
        let expected = 40.0 * 2f64.sqrt() / (1.0 + 2f64.sqrt());
        assert!((circle.radius - expected).abs() <= 0.01, "{} {expected}", circle.radius);
        assert!(largest_circle(&Region::empty(), 0.01).is_none());
    }
}
