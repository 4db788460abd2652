//! One shelf: how many slots stand side by side in a strip, and at which heights that changes.

use geo::Coord;
use std::f64::consts::FRAC_PI_2;

/// What a strip is drawn in by before edges are looked for in it, so that an edge along its border
/// is none of its own in spite of rounding. Half the margin that slots keep.
const BORDER_M: f64 = super::MARGIN_M / 2.0;
/// Even steps over the heights of an outline: least, most, and how many a shelf's height.
const FEWEST_STEPS: f64 = 12.0;
const MOST_STEPS: f64 = 96.0;
const STEPS_A_SHELF: f64 = 6.0;
/// Heights taken from vertices at most.
const MOST_EVENTS: usize = 400;
/// Halvings between two heights where a count rises.
const HALVINGS: u32 = 12;

/// The space one item takes up on a shelf, in metres.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// How closely heights are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// Even steps and the edges that run along the shelves.
    Rough,
    /// All vertices as well, and the exact height at which a count rises.
    Full,
}

/// The edges of an outline, turned so that the shelves run along the x axis.
pub(super) struct Outline {
    /// Lower end first, lowest edge first.
    edges: Vec<(Coord<f64>, Coord<f64>)>,
    /// Vertical extent of the tallest edge.
    tallest: f64,
    pub(super) floor: f64,
    pub(super) roof: f64,
    /// Nothing stands outside of it.
    within: Option<HalfPlane>,
}

/// The points `p` with `normal * p >= from`.
#[derive(Clone, Copy, Debug)]
pub(super) struct HalfPlane {
    pub(super) normal: Coord<f64>,
    pub(super) from: f64,
}

impl HalfPlane {
    /// Western and eastern limit of where a strip lies in it over its whole height.
    fn limits(&self, y: f64, height: f64) -> (f64, f64) {
        let Coord { x: east, y: north } = self.normal;
        let needed = self.from - (north * y).min(north * (y + height));
        if east > 0.0 {
            (needed / east, f64::INFINITY)
        } else if east < 0.0 {
            (f64::NEG_INFINITY, needed / east)
        } else if needed <= 0.0 {
            (f64::NEG_INFINITY, f64::INFINITY)
        } else {
            (f64::INFINITY, f64::NEG_INFINITY)
        }
    }
}

/// What an edge covers within a strip.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shade {
    west: f64,
    east: f64,
    /// Whether it crosses the middle line of the strip.
    crosses: bool,
}

impl Outline {
    /// `edges` and a half plane seen in a frame turned by `angle`.
    pub(super) fn turned(
        edges: &[(Coord<f64>, Coord<f64>)],
        angle: f64,
        within: Option<HalfPlane>,
    ) -> Self {
        let (sin, cos) = angle.sin_cos();
        let turn = |c: Coord<f64>| Coord { x: cos * c.x + sin * c.y, y: cos * c.y - sin * c.x };
        let mut edges: Vec<_> = edges
            .iter()
            .map(|&(p, q)| (turn(p), turn(q)))
            .map(|(p, q)| if p.y <= q.y { (p, q) } else { (q, p) })
            .collect();
        edges.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
        Self {
            tallest: edges.iter().map(|(p, q)| q.y - p.y).fold(0.0, f64::max),
            floor: edges.first().map_or(0.0, |edge| edge.0.y),
            roof: edges.iter().map(|edge| edge.1.y).fold(f64::NEG_INFINITY, f64::max),
            edges,
            within: within.map(|half| HalfPlane { normal: turn(half.normal), ..half }),
        }
    }

    /// Calls `each` with the western and eastern limit of every stretch of a strip that, over its
    /// whole height, is clear of edges, inside and within the half plane; from west to east.
    fn clear(&self, y: f64, height: f64, shades: &mut Vec<Shade>, mut each: impl FnMut(f64, f64)) {
        let (low, high) = (y + BORDER_M, y + height - BORDER_M);
        let middle = f64::midpoint(low, high);
        let first = self.edges.partition_point(|edge| edge.0.y < low - self.tallest);
        shades.clear();
        for (p, q) in self.edges[first..].iter().take_while(|edge| edge.0.y < high) {
            if q.y <= low {
                continue;
            }
            let rise = q.y - p.y;
            let at = |y: f64| p.x + (q.x - p.x) * (y - p.y) / rise;
            let from = if p.y < low { at(low) } else { p.x };
            let to = if q.y > high { at(high) } else { q.x };
            let crosses = p.y <= middle && middle < q.y;
            shades.push(Shade { west: from.min(to), east: from.max(to), crosses });
        }
        shades.sort_unstable_by(|a, b| a.west.total_cmp(&b.west));
        let (western, eastern) =
            self.within.map_or((f64::NEG_INFINITY, f64::INFINITY), |half| half.limits(y, height));
        let (mut covered, mut inside) = (f64::INFINITY, false);
        for shade in shades.iter() {
            let (west, east) = (covered.max(western), shade.west.min(eastern));
            if inside && east > west {
                each(west, east);
            }
            covered = if covered.is_finite() { covered.max(shade.east) } else { shade.east };
            inside ^= shade.crosses;
        }
    }

    /// Calls `each` with the western limit of every slot of a shelf: as many as fit, each as far
    /// west as it can be, which is the most there can be.
    pub(super) fn slots(
        &self,
        y: f64,
        slot: Slot,
        gap: f64,
        shades: &mut Vec<Shade>,
        mut each: impl FnMut(f64, usize),
    ) {
        let pitch = slot.width + gap;
        let mut free = f64::NEG_INFINITY;
        self.clear(y, slot.height, shades, |west, east| {
            let west = west.max(free);
            let spare = east - west - slot.width;
            if spare >= 0.0 {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let count = (spare / pitch) as usize + 1;
                each(west, count);
                free = west + count as f64 * pitch;
            }
        });
    }

    /// How many slots a shelf holds.
    pub(super) fn count(&self, y: f64, slot: Slot, gap: f64, shades: &mut Vec<Shade>) -> usize {
        let mut sum = 0usize;
        self.slots(y, slot, gap, shades, |_, count| sum = sum.saturating_add(count));
        sum
    }

    /// Heights at which a shelf may well stand, lowest first.
    fn heights(&self, slot: Slot, effort: Effort) -> Vec<f64> {
        let highest = self.roof - slot.height;
        if highest < self.floor {
            return Vec::new();
        }
        let room = highest - self.floor;
        let steps = (STEPS_A_SHELF * room / slot.height).clamp(FEWEST_STEPS, MOST_STEPS).round();
        let steps = if effort == Effort::Full { 2.0 * steps } else { steps };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let even = (0..=steps as u32).map(|k| self.floor + room * f64::from(k) / steps);
        let mut events: Vec<f64> = match effort {
            Effort::Full => self.edges.iter().flat_map(|(p, q)| [p.y, q.y]).collect(),
            Effort::Rough => self
                .edges
                .iter()
                .filter(|(p, q)| q.y - p.y <= 1e-6 * (q.x - p.x).abs())
                .map(|(p, q)| f64::midpoint(p.y, q.y))
                .collect(),
        };
        events.sort_by(f64::total_cmp);
        events.dedup_by(|next, kept| *next - *kept < BORDER_M);
        let stride = (2 * events.len()).div_ceil(MOST_EVENTS).max(1);
        let events = events.iter().step_by(stride).flat_map(|y| [*y, y - slot.height]);
        let mut heights: Vec<f64> =
            events.chain(even).filter(|y| (self.floor..=highest).contains(y)).collect();
        heights.sort_by(f64::total_cmp);
        heights.dedup();
        heights
    }
}

/// How many slots a shelf holds at one height.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    pub(super) y: f64,
    pub(super) count: usize,
    /// The next level that holds more; the number of levels if there is none.
    pub(super) next_higher: usize,
}

/// The levels of an outline for one slot, lowest first.
pub(super) fn levels(
    outline: &Outline,
    slot: Slot,
    gap: f64,
    effort: Effort,
    shades: &mut Vec<Shade>,
) -> Vec<Level> {
    let mut count = |y: f64| outline.count(y, slot, gap, shades);
    let mut levels: Vec<Level> = Vec::new();
    for y in outline.heights(slot, effort) {
        let mut level = Level { y, count: count(y), next_higher: 0 };
        if effort == Effort::Full {
            if let Some(before) = levels.last().copied().filter(|l| l.count < level.count) {
                let (mut low, full) = (before.y, level);
                for _ in 0..HALVINGS {
                    let y = f64::midpoint(low, level.y);
                    if count(y) >= full.count {
                        level.y = y;
                    } else {
                        low = y;
                    }
                }
                levels.push(level);
                level = full;
            }
        }
        levels.push(level);
    }
    let mut higher: Vec<usize> = Vec::new();
    for index in (0..levels.len()).rev() {
        while higher.last().is_some_and(|&top| levels[top].count <= levels[index].count) {
            higher.pop();
        }
        levels[index].next_higher = higher.last().copied().unwrap_or(levels.len());
        higher.push(index);
    }
    levels
}

/// Directions to try, in radians within a right angle: those of the edges, the greatest sum of
/// lengths first, then even steps.
pub(super) fn angles(
    edges: &[(Coord<f64>, Coord<f64>)],
    along_edges: usize,
    even: u32,
) -> Vec<f64> {
    /// Directions closer than this are one, that of the longest edge among them.
    const ALIKE: f64 = 2e-3;
    let mut longest_first: Vec<(f64, f64)> = edges
        .iter()
        .map(|&(p, q)| q - p)
        .map(|d| (d.x.hypot(d.y), d.y.atan2(d.x).rem_euclid(FRAC_PI_2)))
        .filter(|(length, _)| *length > 0.0)
        .collect();
    longest_first.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut kinds: Vec<(f64, f64)> = Vec::new();
    for (length, angle) in longest_first {
        let alike = |other: f64| {
            let turn = (angle - other).abs();
            turn.min(FRAC_PI_2 - turn) < ALIKE
        };
        match kinds.iter_mut().find(|kind| alike(kind.1)) {
            Some(kind) => kind.0 += length,
            None => kinds.push((length, angle)),
        }
    }
    kinds.sort_by(|a, b| b.0.total_cmp(&a.0));
    let even = (0..even).map(|k| FRAC_PI_2 * f64::from(k) / f64::from(even));
    kinds.into_iter().take(along_edges).map(|kind| kind.1).chain(even).collect()
}
