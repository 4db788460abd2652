//! Cutting at the edge of the map.

use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::{Bounds, Region};
use geo::Coord;

/// A line in metres.
pub type Polyline = Vec<Coord<f64>>;

/// What of a region lies in a box.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn region(region: &Region, within: Bounds) -> Result<Region, OverlayError> {
    match region.bounds() {
        None => Ok(Region::empty()),
        Some(bounds) if within.contains(&bounds) => Ok(region.clone()),
        Some(bounds) if !within.meets(&bounds) => Ok(Region::empty()),
        Some(_) => overlay::intersection(region, &Region::rectangle(within)),
    }
}

/// What of the edges of a region lies in a box.
#[must_use]
pub fn edges(region: &Region, within: Bounds) -> Vec<Polyline> {
    region.rings().flat_map(|ring| line(&ring.0, within)).collect()
}

/// What of a line lies in a box (Liang and Barsky, edge by edge).
#[must_use]
pub fn line(points: &[Coord<f64>], within: Bounds) -> Vec<Polyline> {
    let mut parts: Vec<Polyline> = Vec::new();
    for edge in points.windows(2) {
        let Some((from, to)) = segment(edge[0], edge[1], within) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// Length of a line.
#[must_use]
pub fn length(line: &[Coord<f64>]) -> f64 {
    line.windows(2).map(|edge| (edge[1].x - edge[0].x).hypot(edge[1].y - edge[0].y)).sum()
}

fn segment(from: Coord<f64>, to: Coord<f64>, b: Bounds) -> Option<(Coord<f64>, Coord<f64>)> {
    let d = to - from;
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (run, room) in [
        (-d.x, from.x - b.min_x),
        (d.x, b.max_x - from.x),
        (-d.y, from.y - b.min_y),
        (d.y, b.max_y - from.y),
    ] {
        if run < 0.0 {
            enter = enter.max(room / run);
        } else if run > 0.0 {
            leave = leave.min(room / run);
        } else if room < 0.0 {
            return None;
        }
    }
    let start = if enter > 0.0 { from + d * enter } else { from };
    let end = if leave < 1.0 { from + d * leave } else { to };
    (enter < leave).then_some((start, end))
}

/// Whether a point lies in a box.
#[must_use]
pub fn holds(within: Bounds, p: Coord<f64>) -> bool {
    within.contains(&Bounds { min_x: p.x, min_y: p.y, max_x: p.x, max_y: p.y })
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::coord;

    const BOX: Bounds = Bounds { min_x: 0.0, min_y: 0.0, max_x: 10.0, max_y: 10.0 };

    #[test]
    fn a_line_that_leaves_and_returns_is_two_lines() {
        let zigzag = [
            coord! { x: 2.0, y: 2.0 },
            coord! { x: 2.0, y: 14.0 },
            coord! { x: 6.0, y: 14.0 },
            coord! { x: 6.0, y: 5.0 },
            coord! { x: 8.0, y: 5.0 },
        ];
        let parts = line(&zigzag, BOX);
        assert_eq!(
            parts,
            [
                vec![coord! { x: 2.0, y: 2.0 }, coord! { x: 2.0, y: 10.0 }],
                vec![
                    coord! { x: 6.0, y: 10.0 },
                    coord! { x: 6.0, y: 5.0 },
                    coord! { x: 8.0, y: 5.0 }
                ],
            ]
        );
        assert!(line(&[coord! { x: 11.0, y: 0.0 }, coord! { x: 11.0, y: 9.0 }], BOX).is_empty());
    }

    #[test]
    fn a_region_is_cut_and_its_edges_do_not_follow_the_cut() {
        let far = Region::rectangle(Bounds { min_x: 5.0, min_y: 5.0, max_x: 99.0, max_y: 8.0 });
        assert_eq!(region(&far, BOX).map(|r| r.area().get().round()), Ok(15.0));
        let edges = edges(&far, BOX);
        assert!(edges.iter().flatten().filter(|p| p.x == 10.0).count() == 2, "{edges:?}");
    }
}
