//! The best stack, or two of them side by side, at any of the angles.

use super::shelf::{self, Effort, HalfPlane, Outline, Shade, Slot};
use super::stack::{self, Shelf};
use super::{Item, MANY_ITEMS, MARGIN_M};
use crate::rectangle::{contain, Rectangle};
use crate::region::{Bounds, Region};
use geo::{Coord, Polygon};
use std::cmp::Reverse;
use std::f64::consts::FRAC_PI_2;

/// Directions of edges and even steps that are tried, and how many of them more finely.
const EDGE_ANGLES: usize = 12;
const EVEN_ANGLES: u32 = 6;
const FINALISTS: usize = 3;
/// Stacks that are divided, cuts through each, directions of edges beyond a cut.
const DIVIDED: usize = 4;
const CUTS: usize = 6;
const CUT_ANGLES: usize = 3;
/// Stacks times edges that may be spent on it.
const CUT_BUDGET: usize = 5_000;

/// The rectangles of the best packing found, at most `cap`; of one stack only unless `divide`.
pub(super) fn best(region: &Region, item: &Item, cap: usize, divide: bool) -> Vec<Rectangle> {
    let Some(bounds) = region.bounds() else {
        return Vec::new();
    };
    let origin = Coord {
        x: f64::midpoint(bounds.min_x, bounds.max_x),
        y: f64::midpoint(bounds.min_y, bounds.max_y),
    };
    let edges: Vec<(Coord<f64>, Coord<f64>)> = region
        .rings()
        .flat_map(|ring| ring.0.windows(2))
        .map(|ends| (ends[0] - origin, ends[1] - origin))
        .collect();
    let cap = super::holds(region, item.area()).min(cap);
    let mut search = Search {
        edges: &edges,
        gap: item.slot_gap(),
        slots: item.slots(),
        cap,
        shades: Vec::new(),
    };
    let stacks = search.stacks(divide);
    stacks.iter().flat_map(|stacked| search.placed(stacked, region, origin)).collect()
}

/// A stack at an angle, within a half plane if there is one.
#[derive(Clone, Debug)]
struct Stacked {
    angle_deg: f64,
    within: Option<HalfPlane>,
    count: usize,
    /// From the top down.
    shelves: Vec<Shelf>,
}

impl Stacked {
    fn new(angle_deg: f64, within: Option<HalfPlane>, shelves: Vec<Shelf>) -> Self {
        let count = shelves.iter().map(|shelf| shelf.count).sum();
        Self { angle_deg, within, count, shelves }
    }
}

/// One region and one item, around the origin of the search.
struct Search<'a> {
    edges: &'a [(Coord<f64>, Coord<f64>)],
    gap: f64,
    slots: Vec<Slot>,
    cap: usize,
    shades: Vec<Shade>,
}

impl Search<'_> {
    /// The best packing: one stack or, if `divide`, two on either side of a line.
    fn stacks(&mut self, divide: bool) -> Vec<Stacked> {
        let many = self.cap / MANY_ITEMS + 1;
        let even = if many > 1 { 1 } else { EVEN_ANGLES };
        let angles = shelf::angles(self.edges, (EDGE_ANGLES / many).max(2), even);
        let mut tried: Vec<Stacked> = Vec::new();
        for angle_deg in both_axes(&angles) {
            let stacked = self.stacked(angle_deg, None, Effort::Rough);
            if stacked.count == self.cap {
                return vec![stacked];
            }
            tried.push(stacked);
        }
        tried.sort_by_key(|stacked| Reverse(stacked.count));
        for stacked in tried.iter_mut().take(FINALISTS) {
            let finer = self.stacked(stacked.angle_deg, None, Effort::Full);
            if finer.count > stacked.count {
                *stacked = finer;
            }
        }
        tried.sort_by_key(|stacked| Reverse(stacked.count));
        let divide = divide && many == 1;
        let divided = if divide { self.divided(&tried, &angles) } else { None };
        divided.unwrap_or_else(|| tried.into_iter().take(1).collect())
    }

    fn stacked(&mut self, angle_deg: f64, within: Option<HalfPlane>, effort: Effort) -> Stacked {
        let outline = Outline::turned(self.edges, angle_deg.to_radians(), within);
        let kinds: Vec<_> = self
            .slots
            .iter()
            .map(|slot| (*slot, shelf::levels(&outline, *slot, self.gap, effort, &mut self.shades)))
            .collect();
        let shelves = stack::fullest(&outline, &kinds, self.gap, self.cap, &mut self.shades);
        Stacked::new(angle_deg, within, shelves)
    }

    /// Some shelves of a stack, and on the other side of a line along them another stack at an
    /// angle of its own: what a bent region needs. `None` if no two stacks hold more than the
    /// first of `tried`.
    fn divided(&mut self, tried: &[Stacked], angles: &[f64]) -> Option<Vec<Stacked>> {
        let mut most = tried.first()?.count;
        let mut best = None;
        let mut budget = CUT_BUDGET / self.edges.len().max(1);
        for whole in tried.iter().take(DIVIDED) {
            for (kept, beyond) in self.cuts(whole) {
                for angle_deg in both_axes(&angles[..CUT_ANGLES.min(angles.len())]) {
                    if angle_deg.to_bits() == whole.angle_deg.to_bits() {
                        continue;
                    }
                    if budget == 0 {
                        return best;
                    }
                    budget -= 1;
                    let other = self.stacked(angle_deg, Some(beyond), Effort::Rough);
                    if kept.count + other.count > most {
                        most = kept.count + other.count;
                        best = Some(vec![kept.clone(), other]);
                    }
                }
            }
        }
        best
    }

    /// Ways to keep only the lower or only the upper shelves of a stack, each with the half plane
    /// that this leaves free.
    fn cuts(&self, whole: &Stacked) -> Vec<(Stacked, HalfPlane)> {
        let (sin, cos) = whole.angle_deg.to_radians().sin_cos();
        let up = Coord { x: -sin, y: cos };
        let keep = |shelves: &[Shelf]| Stacked::new(whole.angle_deg, None, shelves.to_vec());
        let stride = whole.shelves.len().div_ceil(CUTS).max(1);
        let mut cuts = Vec::new();
        for index in (1..whole.shelves.len()).step_by(stride) {
            let (upper, lower) = whole.shelves.split_at(index);
            let (Some(lowest), Some(highest)) = (upper.last(), lower.first()) else {
                continue;
            };
            let top = highest.y + self.slots[highest.kind].height;
            let above = HalfPlane { normal: up, from: top + self.gap };
            let below = HalfPlane { normal: up * -1.0, from: self.gap - lowest.y };
            cuts.extend([(keep(lower), above), (keep(upper), below)]);
        }
        cuts
    }

    /// The rectangles of a stack that hold the certificate.
    fn placed(&mut self, stacked: &Stacked, region: &Region, origin: Coord<f64>) -> Vec<Rectangle> {
        let angle = stacked.angle_deg.to_radians();
        let outline = Outline::turned(self.edges, angle, stacked.within);
        let (sin, cos) = angle.sin_cos();
        let polygons: Vec<(&Polygon<f64>, Bounds)> = region
            .polygons()
            .iter()
            .filter_map(|polygon| {
                Some((polygon, Bounds::around(polygon.exterior().0.iter().copied())?))
            })
            .collect();
        let mut placed = Vec::with_capacity(stacked.count);
        for shelf in &stacked.shelves {
            let slot = self.slots[shelf.kind];
            let y = shelf.y + slot.height / 2.0;
            let mut left = shelf.count;
            outline.slots(shelf.y, slot, self.gap, &mut self.shades, |west, count| {
                for k in 0..count.min(left) {
                    let x = west + k as f64 * (slot.width + self.gap) + slot.width / 2.0;
                    let centre = Coord { x: cos * x - sin * y, y: sin * x + cos * y } + origin;
                    let rectangle = rectangle(centre, slot, stacked.angle_deg);
                    if polygons.iter().any(|(polygon, box_)| certified(polygon, box_, &rectangle)) {
                        placed.push(rectangle);
                    }
                }
                left -= count.min(left);
            });
        }
        placed
    }
}

/// Angles in degrees with shelves along either axis.
fn both_axes(angles: &[f64]) -> impl Iterator<Item = f64> + '_ {
    angles.iter().flat_map(|angle| [*angle, angle + FRAC_PI_2].map(f64::to_degrees))
}

/// A slot less its margins, its longer side first.
fn rectangle(centre: Coord<f64>, slot: Slot, angle_deg: f64) -> Rectangle {
    let (width, depth) = (slot.width - 2.0 * MARGIN_M, slot.height - 2.0 * MARGIN_M);
    let (width, depth, angle_deg) =
        if width >= depth { (width, depth, angle_deg) } else { (depth, width, angle_deg + 90.0) };
    Rectangle { centre, width, depth, angle_deg: angle_deg.rem_euclid(180.0) % 180.0 }
}

fn certified(polygon: &Polygon<f64>, bounds: &Bounds, rectangle: &Rectangle) -> bool {
    let Coord { x, y } = rectangle.centre;
    bounds.meets(&Bounds { min_x: x, min_y: y, max_x: x, max_y: y })
        && contain::inside(polygon, &rectangle.corners())
}
