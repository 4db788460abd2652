//! How many equal rectangles fit into a region with a gap between any two.
//!
//! 1. **Shelves.** At a given angle the region is cut into strips as high as the item. Within a
//!    strip the item fits wherever no edge crosses the strip over the item's width, so the clear
//!    stretches are exact, and filling each from its western end holds most. Rows shift against
//!    each other freely.
//! 2. **Stacks.** Which strips, at which heights, the item lying or standing in each: by dynamic
//!    programming, so that nothing is lost to a first choice. A regular grid is such a stack, and
//!    rows run along either axis.
//! 3. **Angles.** The directions of the region's own edges and a few even steps, roughly; the best
//!    few again, more finely.
//! 4. **Division.** Some shelves of a good stack are kept and what lies beyond them is packed at an
//!    angle of its own, which is what bent regions need.
//! 5. **Fill.** What is left around all that is packed again.
//! 6. **Certificate.** Every rectangle returned lies inside by exact predicates, in the
//!    coordinates that are returned, and every two keep the gap.
//!
//! Shelf packing is Coffman, Garey, Johnson and Tarjan's level packing ("Performance bounds for
//! level-oriented two-dimensional packing algorithms", *SIAM Journal on Computing* 9, 1980) carried
//! over from a strip to a region. There is no randomness: one input gives one answer.

mod apart;
mod search;
mod shelf;
mod stack;
#[cfg(test)]
mod tests;

use crate::offset::{self, Join};
use crate::overlay;
use crate::rectangle::Rectangle;
use crate::region::Region;
use crate::units::Metres;
use crate::width::WIDTH_TOLERANCE_M;
use geo::{Distance, Euclidean};
use shelf::Slot;
use std::f64::consts::PI;

/// No more rectangles than this are returned.
pub const MOST_ITEMS: usize = 10_000;
/// What two rectangles may be closer than the gap by, in metres.
pub const GAP_TOLERANCE_M: f64 = 1e-6;
/// Least side of an item.
pub const LEAST_SIDE_M: f64 = 0.1;
/// What is left free around a rectangle within its slot, so that it touches no edge.
const MARGIN_M: f64 = 1e-6;
/// What is left is not packed again around more items than this, and fewer angles are tried.
const MANY_ITEMS: usize = 300;
/// Times that what is left is packed again.
const FILLS: usize = 2;

/// A rectangle of which many copies are to be placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    width: f64,
    depth: f64,
    gap: f64,
}

/// An item that cannot be placed.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ItemError {
    /// A side is shorter than [`LEAST_SIDE_M`].
    #[error("an item of {width} m x {depth} m is too small to place: its sides must be {LEAST_SIDE_M} m or more")]
    TooSmall {
        /// One side, in metres.
        width: f64,
        /// The other side, in metres.
        depth: f64,
    },
}

impl Item {
    /// An item of two sides, in either order, and the clear distance between two of them.
    ///
    /// # Errors
    /// [`ItemError::TooSmall`] for a side below [`LEAST_SIDE_M`].
    pub fn new(width: Metres, depth: Metres, gap: Metres) -> Result<Self, ItemError> {
        let (width, depth) = (width.get(), depth.get());
        if width.min(depth) < LEAST_SIDE_M {
            return Err(ItemError::TooSmall { width, depth });
        }
        Ok(Self { width, depth, gap: gap.get() })
    }

    /// One side.
    #[must_use]
    pub fn width(&self) -> Metres {
        Metres::new(self.width).unwrap_or_default()
    }

    /// The other side.
    #[must_use]
    pub fn depth(&self) -> Metres {
        Metres::new(self.depth).unwrap_or_default()
    }

    /// Clear distance between two items.
    #[must_use]
    pub fn gap(&self) -> Metres {
        Metres::new(self.gap).unwrap_or_default()
    }

    /// Both sides as they are placed: short by the tolerance of widths.
    fn sides(&self) -> (f64, f64) {
        (self.width - WIDTH_TOLERANCE_M, self.depth - WIDTH_TOLERANCE_M)
    }

    /// Area as placed.
    fn area(&self) -> f64 {
        let (width, depth) = self.sides();
        width * depth
    }

    /// Lying and standing; one slot for a square.
    fn slots(&self) -> Vec<Slot> {
        let (width, depth) = self.sides();
        let (width, depth) = (width + 2.0 * MARGIN_M, depth + 2.0 * MARGIN_M);
        let lying = Slot { width, height: depth };
        if (width - depth).abs() < MARGIN_M {
            vec![lying]
        } else {
            vec![lying, Slot { width: depth, height: width }]
        }
    }

    /// Distance of two slots.
    fn slot_gap(&self) -> f64 {
        (self.gap - 2.0 * MARGIN_M).max(0.0)
    }
}

/// Rectangles of the item's size within `region`, as many as are found, the gap between any two.
///
/// The gap is kept between rectangles only; they may lie along the edge of the region. Where
/// pieces of the region are closer than the gap, it is kept across them.
///
/// # Guarantee
/// *What is returned fits.* Every rectangle lies inside one polygon of the region and touches no
/// ring, decided by exact predicates on [`Rectangle::corners`]; any two are at least the gap apart,
/// less [`GAP_TOLERANCE_M`], and never meet. Sides are taken to the millimetre
/// ([`WIDTH_TOLERANCE_M`]) and returned that much short, so what fits exactly counts although
/// positions are rounded.
///
/// *The number is a lower bound*: the largest number is a hard problem, and packings that stand at
/// more than one angle are found only as far as division and fill find them. [`most`] is a bound
/// from above. At most [`MOST_ITEMS`] are returned.
///
/// # Assumptions
/// The region keeps the invariants of [`Region`]: valid polygons in metres.
///
/// # Units
/// Metres and degrees. The longer side of the item is the rectangle's width, whichever order it
/// was given in.
///
/// # Complexity
/// For n edges and k items O(n + k) shelves at each of some thirty angles, each shelf in the number
/// of edges beside it. Around 2 ms for an outline of thirty edges, 10 to 30 ms for a jagged one of
/// a hundred with fifty items, a tenth of a second for a thousand edges. From three hundred items
/// on, fewer angles are tried and neither division nor fill is: ten thousand items take tens of
/// milliseconds among a hundred edges, a few hundred among a thousand.
/// Single-threaded and deterministic.
///
/// # Examples
/// ```
/// use carveout_geometry::packing::{most, pack, Item};
/// use carveout_geometry::units::Metres;
/// use carveout_geometry::{Bounds, Region};
///
/// // Four rows of four: 4 x 20 m + 3 x 5 m = 95 m, 4 x 10 m + 3 x 5 m = 55 m.
/// let hall = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 95.0, max_y: 55.0 });
/// let item = Item::new(Metres::new(20.0)?, Metres::new(10.0)?, Metres::new(5.0)?)?;
/// let packed = pack(&hall, &item);
/// assert_eq!(packed.len(), 16);
/// assert!(packed.len() <= most(&hall, &item));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn pack(region: &Region, item: &Item) -> Vec<Rectangle> {
    let mut packed: Vec<Rectangle> = Vec::new();
    for group in groups(region, item) {
        let room = MOST_ITEMS - packed.len();
        packed.extend(pack_group(&group, item, room));
    }
    packed
}

/// A number of items, their gaps kept, that no packing of `region` exceeds.
///
/// Items grown by half the gap are disjoint and lie within the region grown by half the gap, so
/// their areas sum to no more than its area; without the gap likewise. Each piece counts for itself.
///
/// # Units
/// A plain number; it may exceed [`MOST_ITEMS`].
#[must_use]
pub fn most(region: &Region, item: &Item) -> usize {
    let (width, depth) = item.sides();
    let reach = item.gap / 2.0;
    let bare = holds(region, item.area());
    let roomy = Region::from_pieces(
        region.pieces().into_iter().filter(|piece| piece.area().get() >= item.area()),
    );
    match offset::grow(&roomy, reach, Join::Round) {
        Ok(grown) if reach > 0.0 => {
            let of = item.area() + 2.0 * reach * (width + depth) + PI * reach * reach;
            bare.min(holds(&grown, of))
        }
        _ => bare,
    }
}

/// The pieces that are large enough, those closer than the gap together; largest piece first.
fn groups(region: &Region, item: &Item) -> Vec<Region> {
    let mut groups: Vec<Vec<Region>> = Vec::new();
    for piece in region.pieces() {
        if piece.area().get() < item.area() {
            break;
        }
        let near = |group: &Vec<Region>| group.iter().any(|other| closer(&piece, other, item.gap));
        let (mut joined, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(near);
        groups = others;
        let mut group: Vec<Region> = joined.drain(..).flatten().collect();
        group.push(piece);
        groups.push(group);
    }
    groups.into_iter().map(Region::from_pieces).collect()
}

/// Whether two regions are closer than a distance.
fn closer(a: &Region, b: &Region, distance: f64) -> bool {
    let (Some(near), Some(far)) = (a.bounds(), b.bounds()) else {
        return false;
    };
    near.grown(distance).meets(&far)
        && Euclidean.distance(a.as_multi_polygon(), b.as_multi_polygon()) < distance
}

/// Packs pieces that are close to one another: all on the same shelves, or one after the other.
fn pack_group(group: &Region, item: &Item, cap: usize) -> Vec<Rectangle> {
    let together = filled(group, item, cap);
    if group.polygons().len() < 2 {
        return together;
    }
    let pieces = group.pieces();
    let alone = pieces.iter().flat_map(|piece| filled(piece, item, cap));
    let mut alone = apart::kept(alone, item.gap);
    alone.truncate(cap);
    if alone.len() > together.len() {
        alone
    } else {
        together
    }
}

/// The best stack, then the best in what is left, and so on.
fn filled(region: &Region, item: &Item, cap: usize) -> Vec<Rectangle> {
    let mut packed = search::best(region, item, cap, true);
    for _ in 0..FILLS {
        if packed.is_empty() || packed.len() > MANY_ITEMS {
            break;
        }
        let taken: Vec<Region> = packed.iter().map(|one| grown(one, item.gap).region()).collect();
        // Without a trustworthy overlay there is no fill, and what there is still fits.
        let Ok(left) = overlay::difference(region, &taken) else {
            break;
        };
        let left = left.pieces().into_iter().filter(|piece| piece.area().get() >= item.area());
        let left = Region::from_pieces(left);
        let more = search::best(&left, item, cap - packed.len(), false);
        if more.is_empty() {
            break;
        }
        packed.extend(more);
    }
    apart::kept(packed, item.gap)
}

/// A rectangle grown by the gap and by the margins of two slots.
fn grown(rectangle: &Rectangle, gap: f64) -> Rectangle {
    let reach = 2.0 * (gap + 2.0 * MARGIN_M);
    Rectangle { width: rectangle.width + reach, depth: rectangle.depth + reach, ..*rectangle }
}

/// How many disjoint things of one area the pieces of a region hold at most.
fn holds(region: &Region, area: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = |piece: &Region| (piece.area().get() / area * (1.0 + 1e-9)) as usize;
    region.pieces().iter().map(whole).fold(0, usize::saturating_add)
}
