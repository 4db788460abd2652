//! The land actually taken at a receiving site: a rectangle of the plot's area, at the road if it can be.

use crate::geometry::packing::{pack, Item};
use crate::geometry::rectangle::{beside, Rectangle};
use crate::geometry::region::Segment;
use crate::geometry::Region;
use crate::relocate::city::length;
use crate::relocate::mover::PadSize;
use crate::units::Metres;

/// Edges that a pad is tried along, the longest or nearest to a road first.
const MOST_EDGES: usize = 24;

/// Sides along the road and away from it, the squarest first.
fn sides(size: &PadSize) -> Vec<(f64, f64)> {
    let area = size.area.get();
    let square = area.sqrt();
    let narrow = size.width.get().min(square);
    let between = (square * narrow).sqrt();
    let mut sides = vec![(square, square)];
    for short in [between, narrow] {
        if short < square - 0.5 {
            sides.extend([(area / short, short), (short, area / short)]);
        }
    }
    sides
}

/// A place for a plot within `free`, along one of the `roadside` edges if it fits there.
///
/// `None` where no rectangle of the area fits that keeps the width; a plot of another shape may.
#[must_use]
pub fn place(free: &Region, size: &PadSize, roadside: &[Segment]) -> Option<Rectangle> {
    if free.area() < size.area {
        return None;
    }
    let mut others: Vec<Segment> = free.edges().collect();
    others.sort_by(|a, b| length(*b).total_cmp(&length(*a)));
    others.truncate(MOST_EDGES);
    let roadside = &roadside[..roadside.len().min(MOST_EDGES)];
    let along = |edges: &[Segment]| {
        sides(size).into_iter().find_map(|(front, depth)| beside(free, edges, front, depth))
    };
    along(roadside).or_else(|| along(&others)).or_else(|| {
        let (long, short) = sides(size).into_iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
        let metres = |side: f64| Metres::new(side).ok();
        let item = Item::new(metres(long)?, metres(short)?, Metres::ZERO).ok()?;
        pack(free, &item).into_iter().next()
    })
}
