//! From a rectangle that fits to the largest one nearby.
//!
//! Around a rectangle that fits, every boundary edge is kept off by a *wall*: it stays beyond one
//! of the four sides, or the corners stay on one side of its line. Under fixed walls the largest
//! rectangle is a smooth problem in five unknowns (four sides and a rotation), solved here by
//! Newton steps on a logarithmic barrier that no iterate ever crosses. Then the walls are chosen
//! anew, because where an edge offers a choice the best one depends on where the rectangle is.
//!
//! One round moves no side by more than a quarter of the size and turns by a few degrees at most,
//! so edges out of that reach need no wall.

use super::barrier::{Barrier, Unknowns, Wall};
use super::{Limits, Pose};
use geo::Coord;

/// A boundary edge with its unit normal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: Coord<f64>,
    pub(super) to: Coord<f64>,
    pub(super) length: f64,
    normal: Coord<f64>,
}

impl Edge {
    /// `None` without length.
    pub(super) fn new(from: Coord<f64>, to: Coord<f64>) -> Option<Self> {
        let along = to - from;
        let length = along.x.hypot(along.y);
        let normal = Coord { x: -along.y / length, y: along.x / length };
        (length > 0.0).then_some(Self { from, to, length, normal })
    }

    /// Radians from east.
    pub(super) fn direction(&self) -> f64 {
        (-self.normal.x).atan2(self.normal.y)
    }
}

/// How long to climb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// To a few thousandths of the area.
    Rough,
    /// To a millionth.
    Full,
}

/// Growth of a side in one round, as a share of the size.
const GROWTH: f64 = 0.25;
/// Rotation in one round, in radians and as a share of shorter by longer side.
const TURN: (f64, f64) = (0.08, 0.5);
/// A rectangle is drawn in by this share before walls are chosen, for room to move.
const ROOM: f64 = 0.01;
/// Preferences between walls east or west, walls north or south, and lines.
const PREFERENCES: [[f64; 3]; 3] = [[2.0, 1.0, 1.0], [1.0, 2.0, 1.0], [1.0, 1.0, 2.0]];
/// Room left for a limit that is met exactly: a barrier needs an interior.
const ASPECT_ROOM: f64 = 1e-4;

/// Climbs among the edges of one polygon.
pub(super) struct Climber<'a> {
    edges: &'a [Edge],
    min_side: f64,
    aspect: f64,
    near: Vec<Near>,
    /// Room and index of those near, least room first.
    order: Vec<(f64, usize)>,
    walls: Vec<Wall>,
}

impl<'a> Climber<'a> {
    pub(super) fn new(edges: &'a [Edge], limits: &Limits) -> Self {
        Self {
            edges,
            // Halfway into the tolerance, so that what is exactly as wide leaves an interior.
            min_side: limits.min_side.max(0.0) - 0.5 * super::SIDE_TOLERANCE_M,
            aspect: limits.aspect() * (1.0 + ASPECT_ROOM),
            near: Vec::new(),
            order: Vec::new(),
            walls: Vec::new(),
        }
    }

    /// The largest rectangle that a way uphill from `start` leads to.
    ///
    /// After two rounds a climb that is still below `hope`, an area, is given up where it stands.
    /// `None` if the start does not fit or nothing on the way keeps the limits.
    pub(super) fn climb(&mut self, start: Pose, effort: Effort, hope: f64) -> Option<Pose> {
        let (rounds, gain) = match effort {
            Effort::Rough => (8, 2e-3),
            Effort::Full => (40, 1e-6),
        };
        let mut best = self.widened(start)?;
        let mut stale = 0;
        for round in 0..rounds {
            let preference = PREFERENCES[round % PREFERENCES.len()];
            let found = self.round(best, preference, [1.0, 1.0], effort, true);
            let gained = found.filter(|found| found.area() > best.area());
            let enough = gained.is_some_and(|g| g.area() > best.area() * (1.0 + gain));
            best = gained.unwrap_or(best);
            stale = if enough { 0 } else { stale + 1 };
            let patience = if effort == Effort::Full { PREFERENCES.len() } else { 2 };
            if stale == patience || (round >= 1 && best.area() < hope) {
                break;
            }
        }
        Some(best)
    }

    /// The same rectangle turned to run along a nearby edge, where that costs next to nothing.
    pub(super) fn aligned(&mut self, pose: Pose) -> Pose {
        const NEARLY: f64 = 2e-3;
        let period = std::f64::consts::FRAC_PI_2;
        let mut turns: Vec<(f64, f64)> = self
            .edges
            .iter()
            .filter_map(|edge| {
                let turn = (edge.direction() - pose.angle).rem_euclid(period);
                let turn = if turn > period / 2.0 { turn - period } else { turn };
                (turn.abs() < NEARLY).then_some((turn, edge.length))
            })
            .collect();
        turns.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (turn, _) in turns.into_iter().take(4) {
            let start =
                Pose { angle: pose.angle + turn, ..pose }.pulled([2.0 * turn.abs() + 1e-6; 4]);
            let mut best: Option<Pose> = None;
            for preference in PREFERENCES {
                let from = best.unwrap_or(start);
                let found = self.round(from, preference, [1.0, 1.0], Effort::Full, false);
                best = [best, found]
                    .into_iter()
                    .flatten()
                    .max_by(|a, b| a.area().total_cmp(&b.area()));
            }
            let kept = |best: &Pose| {
                let long_enough = best.width.min(best.height) > self.min_side;
                long_enough && best.area() > pose.area() * (1.0 - 1e-6)
            };
            if let Some(best) = best.filter(kept) {
                return best;
            }
        }
        pose
    }

    /// A start with its short sides brought up to the least length, whatever that does to the area.
    fn widened(&mut self, start: Pose) -> Option<Pose> {
        let mut pose = start;
        for round in 0..12 {
            if pose.width.min(pose.height) > self.min_side {
                return Some(pose);
            }
            let weight = |side: f64| if side > self.min_side { 0.02 } else { 1.0 };
            let weights = [weight(pose.width), weight(pose.height)];
            let preference = PREFERENCES[round % PREFERENCES.len()];
            // The last rounds settle what fits exactly.
            let effort = if round < 6 { Effort::Rough } else { Effort::Full };
            pose = self.round(pose, preference, weights, effort, true)?;
        }
        None
    }

    /// What a side is drawn in by at each end, keeping the least length where it has it.
    fn room(&self, side: f64) -> f64 {
        let excess = (side - self.min_side) / side;
        if excess > 0.0 {
            ROOM.min(0.25 * excess)
        } else {
            ROOM
        }
    }

    /// One choice of walls and the largest rectangle within them.
    fn round(
        &mut self,
        pose: Pose,
        preference: [f64; 3],
        weights: [f64; 2],
        effort: Effort,
        turning: bool,
    ) -> Option<Pose> {
        let (along, across) = (self.room(pose.width), self.room(pose.height));
        let start = pose.pulled([along, along, across, across]);
        let reach = Reach::of(&start);
        self.choose_walls(&start, &reach, preference)?;
        self.limit_walls(&start, &reach);
        let (w, h) = (start.width / 2.0, start.height / 2.0);
        let mut unknowns = [-w, w, -h, h, 0.0];
        if self.walls.iter().any(|wall| wall.gap(&unknowns) <= 0.0) {
            return None;
        }
        let barrier = Barrier { walls: &self.walls, weights, turning };
        let pressures: &[f64] = match effort {
            Effort::Rough => &[1e-2, 2e-3, 3e-4],
            Effort::Full => &[5e-3, 5e-4, 5e-5, 5e-6, 5e-7, 5e-8],
        };
        for pressure in pressures {
            for _ in 0..6 {
                if !barrier.step(&mut unknowns, *pressure) {
                    break;
                }
            }
        }
        let [west, east, south, north, turn] = unknowns;
        let angle = start.angle + turn;
        Some(Pose::from_sides([west, east, south, north], angle, start.centre))
    }

    /// A wall against every edge within reach; `None` if one cannot be kept off.
    fn choose_walls(&mut self, pose: &Pose, reach: &Reach, preference: [f64; 3]) -> Option<()> {
        self.near.clear();
        self.walls.clear();
        let (sin, cos) = pose.angle.sin_cos();
        let (w, h) = (pose.width / 2.0, pose.height / 2.0);
        let around = w.hypot(h) + reach.any;
        for edge in self.edges {
            let (p, q) = (edge.from - pose.centre, edge.to - pose.centre);
            let middle = (p + q) / 2.0;
            let far = around + edge.length / 2.0;
            if middle.x * middle.x + middle.y * middle.y > far * far {
                continue;
            }
            let turned =
                |v: Coord<f64>| Coord { x: cos * v.x + sin * v.y, y: cos * v.y - sin * v.x };
            let near = Near::new(turned(p), turned(q), turned(edge.normal), (w, h));
            if near.within(reach) {
                self.near.push(near);
            }
        }
        self.order.clear();
        self.order.extend(self.near.iter().enumerate().map(|(index, near)| (near.room, index)));
        self.order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        // The smallest gap that a wall beyond each side has already: further edges come for free.
        let mut taken = [f64::INFINITY; 4];
        let mut beyond: [Vec<Coord<f64>>; 4] = Default::default();
        for near in self.order.iter().map(|(_, index)| &self.near[*index]) {
            let free = (0..4)
                .filter(|side| near.gaps[*side] >= taken[*side])
                .max_by(|a, b| near.shares[*a].total_cmp(&near.shares[*b]));
            let share = |side: usize| near.shares[side] * preference[side / 2];
            let side = free.or_else(|| (0..5).max_by(|a, b| share(*a).total_cmp(&share(*b))))?;
            if near.gaps[side] <= 0.0 {
                return None;
            }
            if side < 4 {
                taken[side] = taken[side].min(near.gaps[side]);
                beyond[side].extend([near.from, near.to]);
            } else {
                self.walls.extend(near.line_walls((w, h), reach));
            }
        }
        for (side, points) in beyond.iter_mut().enumerate() {
            let nearest = nearest_while_turning(points, side, reach.turn);
            self.walls.extend(nearest.map(|at| Wall::Beyond { side, at }));
        }
        Some(())
    }

    /// Walls for the limits and for what one round may change.
    fn limit_walls(&mut self, pose: &Pose, reach: &Reach) {
        let (w, h) = (pose.width / 2.0, pose.height / 2.0);
        let mut limit = |factors: Unknowns, constant: f64| {
            self.walls.push(Wall::Limit { factors, constant });
        };
        limit([1.0, 0.0, 0.0, 0.0, 0.0], w + reach.growth.0);
        limit([0.0, -1.0, 0.0, 0.0, 0.0], w + reach.growth.0);
        limit([0.0, 0.0, 1.0, 0.0, 0.0], h + reach.growth.1);
        limit([0.0, 0.0, 0.0, -1.0, 0.0], h + reach.growth.1);
        limit([0.0, 0.0, 0.0, 0.0, 1.0], reach.turn);
        limit([0.0, 0.0, 0.0, 0.0, -1.0], reach.turn);
        if self.min_side > 0.0 {
            if pose.width > self.min_side {
                limit([-1.0, 1.0, 0.0, 0.0, 0.0], -self.min_side);
            }
            if pose.height > self.min_side {
                limit([0.0, 0.0, -1.0, 1.0, 0.0], -self.min_side);
            }
        }
        if self.aspect.is_finite() {
            let aspect = self.aspect;
            limit([1.0, -1.0, -aspect, aspect, 0.0], 0.0);
            limit([-aspect, aspect, 1.0, -1.0, 0.0], 0.0);
        }
    }
}

/// How far one round may lead.
struct Reach {
    /// Of the sides, along and across.
    growth: (f64, f64),
    /// In radians.
    turn: f64,
    /// Of any point of the rectangle through turning.
    swing: f64,
    /// Of any point at all.
    any: f64,
}

impl Reach {
    fn of(pose: &Pose) -> Self {
        let (short, long) = (pose.width.min(pose.height), pose.width.max(pose.height));
        let growth = (GROWTH * pose.width, GROWTH * pose.height);
        let turn = TURN.0.min(TURN.1 * short / long);
        let swing = turn * (0.5 + GROWTH) * pose.width.hypot(pose.height);
        Self { growth, turn, swing, any: growth.0.hypot(growth.1) + swing }
    }
}

/// An edge near the rectangle, in the frame of the rectangle.
struct Near {
    from: Coord<f64>,
    to: Coord<f64>,
    normal: Coord<f64>,
    /// The line is where `normal . x = offset`; the rectangle's centre lies below it.
    offset: f64,
    /// Gaps beyond the western, eastern, southern and northern side, and from the line.
    gaps: [f64; 5],
    /// The same as shares of the rectangle's extent in that direction.
    shares: [f64; 5],
    /// The largest share.
    room: f64,
}

impl Near {
    fn new(p: Coord<f64>, q: Coord<f64>, normal: Coord<f64>, (w, h): (f64, f64)) -> Self {
        let offset = normal.x * p.x + normal.y * p.y;
        let side = if offset < 0.0 { -1.0 } else { 1.0 };
        let (normal, offset) = (normal * side, offset * side);
        let extent = normal.x.abs() * w + normal.y.abs() * h;
        let gaps = [
            -w - p.x.max(q.x),
            p.x.min(q.x) - w,
            -h - p.y.max(q.y),
            p.y.min(q.y) - h,
            offset - extent,
        ];
        let shares = [gaps[0] / w, gaps[1] / w, gaps[2] / h, gaps[3] / h, gaps[4] / extent];
        let room = shares.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Self { from: p, to: q, normal, offset, gaps, shares, room }
    }

    /// Whether one round might bring the rectangle here.
    fn within(&self, reach: &Reach) -> bool {
        let across = self.normal.x.abs() * reach.growth.0 + self.normal.y.abs() * reach.growth.1;
        let reaches = [reach.growth.0, reach.growth.0, reach.growth.1, reach.growth.1, across];
        self.gaps.iter().zip(reaches).all(|(gap, growth)| *gap <= growth + reach.swing)
    }

    /// Growth towards the line in one round.
    fn across(&self, reach: &Reach) -> f64 {
        self.normal.x.abs() * reach.growth.0 + self.normal.y.abs() * reach.growth.1
    }

    /// The corners that might come to the line.
    fn line_walls<'a>(
        &'a self,
        (w, h): (f64, f64),
        reach: &'a Reach,
    ) -> impl Iterator<Item = Wall> + 'a {
        let (normal, offset) = (self.normal, self.offset);
        let near = self.across(reach) + reach.swing;
        [(0, 2, -w, -h), (1, 2, w, -h), (0, 3, -w, h), (1, 3, w, h)].into_iter().filter_map(
            move |(x, y, u, v)| {
                let gap = offset - normal.x * u - normal.y * v;
                (gap <= near).then_some(Wall::Line { corner: (x, y), normal, offset })
            },
        )
    }
}

/// Of points beyond a side, those that come nearest to it at some rotation within `turn`: corners
/// of their convex hull. All others are kept off by these.
fn nearest_while_turning(
    points: &mut Vec<Coord<f64>>,
    side: usize,
    turn: f64,
) -> impl Iterator<Item = Coord<f64>> {
    // Turned so that the side lies below, running towards positive x.
    let view = |c: &Coord<f64>| match side {
        0 => Coord { x: c.y, y: -c.x },
        1 => Coord { x: -c.y, y: c.x },
        2 => Coord { x: -c.x, y: -c.y },
        _ => *c,
    };
    let steepest = 1.01 * turn.tan();
    let lowest = points.iter().map(view).min_by(|a, b| a.y.total_cmp(&b.y));
    if let Some(lowest) = lowest {
        points.retain(|point| {
            let point = view(point);
            point.y - lowest.y <= (point.x - lowest.x).abs() * steepest
        });
    }
    points.sort_by(|a, b| {
        let (a, b) = (view(a), view(b));
        a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
    });
    let slope = |a: Coord<f64>, b: Coord<f64>| {
        let (a, b) = (view(&a), view(&b));
        (b.y - a.y) / (b.x - a.x)
    };
    let mut hull: Vec<Coord<f64>> = Vec::new();
    for &point in points.iter() {
        if hull.last().is_some_and(|last| view(last).x >= view(&point).x) {
            continue;
        }
        while let [.., before, last] = hull[..] {
            if slope(before, last) < slope(last, point) {
                break;
            }
            hull.pop();
        }
        hull.push(point);
    }
    // Slopes grow along the hull; a corner counts if a slope within the turn lies between its own.
    let skipped = hull.windows(2).take_while(|w| slope(w[0], w[1]) < -steepest).count();
    let kept = 1 + hull.windows(2).take_while(|w| slope(w[0], w[1]) <= steepest).count();
    hull.into_iter().take(kept).skip(skipped)
}
