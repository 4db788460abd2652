//! Boxes by place, in metres or in degrees.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{RTree, AABB};

/// South-west and north-east corner.
pub type Corners = ([f64; 2], [f64; 2]);

/// Numbered boxes that can be asked for by another box. Shared edges count.
///
/// ```
/// use carveout_geometry::BoxIndex;
///
/// let index = BoxIndex::new([(7, ([0.0, 0.0], [1.0, 1.0])), (3, ([1.0, 0.0], [2.0, 1.0]))]);
/// assert_eq!(index.meeting(([0.5, 0.5], [1.0, 1.0])), [3, 7]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct BoxIndex(RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>);

impl BoxIndex {
    /// Boxes with their numbers.
    #[must_use]
    pub fn new(boxes: impl IntoIterator<Item = (usize, Corners)>) -> Self {
        let boxes = boxes.into_iter();
        let boxes = boxes.map(|(number, (min, max))| {
            GeomWithData::new(Rectangle::from_corners(min, max), number)
        });
        Self(RTree::bulk_load(boxes.collect()))
    }

    /// Numbers of the boxes that meet a box, in no order.
    pub fn near(&self, (min, max): Corners) -> impl Iterator<Item = usize> + '_ {
        let around = AABB::from_corners(min, max);
        self.0.locate_in_envelope_intersecting(&around).map(|hit| hit.data)
    }

    /// The same, smallest first.
    #[must_use]
    pub fn meeting(&self, corners: Corners) -> Vec<usize> {
        let mut numbers: Vec<usize> = self.near(corners).collect();
        numbers.sort_unstable();
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_found_by_their_numbers_and_contact_counts() {
        let row = (0..5).map(|n| (9 - n, ([n as f64, 0.0], [n as f64 + 1.0, 1.0])));
        let index = BoxIndex::new(row);
        assert_eq!(index.meeting(([1.2, 0.2], [2.5, 0.4])), [7, 8]);
        assert_eq!(index.meeting(([5.0, 1.0], [6.0, 2.0])), [5]);
        assert_eq!(index.near(([0.0, 1.1], [9.0, 2.0])).count(), 0);
        assert!(BoxIndex::default().meeting(([0.0, 0.0], [1.0, 1.0])).is_empty());
    }
}
