//! Shortest corridors: paths for a strip of given width inside a region.
//!
//! The centre line of a corridor keeps half the width from every edge, so it runs in the region
//! shrunk by that much, the *core*; there it is a shortest path among the core's vertices.
//! Vertices are joined only as they are reached: best bound first (A* with the straight distance
//! to the nearest goal), and only along lines that are taut at both ends, because a shortest path
//! turns around a corner no further than the corner itself. A sight line is tested, exactly, only
//! when it is the best one left.
//!
//! Ends lie on edges, outside the core: a corridor leaves an edge at a right angle
//! ([`FreeSpace::anchors`]), and where two edges are too close for a turn it crosses straight
//! ([`FreeSpace::crossings`]).
//!
//! What holds for a route between anchors:
//! - its centre line never leaves the core, except for the two legs at its ends;
//! - it is the shortest such path. Around corners the core runs along circumscribed arcs, so the
//!   path is longer than around true arcs by at most [`ARC_EXCESS`](super::offset::ARC_EXCESS);
//! - widths are taken to the millimetre ([`WIDTH_TOLERANCE_M`]): the corridor may overlap a wall
//!   by half of one, and passes between walls that are exactly its width apart. Between two
//!   corners it needs up to 0.03 % more room.

mod ends;
mod outline;
#[cfg(test)]
mod tests;

use crate::offset::{self, Join};
use crate::overlay::OverlayError;
use crate::region::{squared_distance, Region};
use crate::vector::{cross, dot, length};
use crate::width::WIDTH_TOLERANCE_M;
use geo::Coord;
use outline::Outline;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::ops::Range;

pub use ends::Anchor;

/// Lines that are off taut by less than this are tested all the same.
const SLACK_M: f64 = 1e-7;
/// Points this close to the straight line between their neighbours are no bends.
const STRAIGHT_M: f64 = 1e-7;

/// Most bends in a group.
const GROUP: usize = 16;

/// The centre line of a corridor.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// From the first edge to the last; a single point where both ends are the same place.
    pub points: Vec<Coord<f64>>,
    /// Length in metres.
    pub length: f64,
}

impl Route {
    fn along(points: &[Coord<f64>]) -> Self {
        let points = straightened(points);
        let length = points.windows(2).map(|pair| length(pair[1] - pair[0])).sum();
        Self { points, length }
    }
}

/// Where corridors of one width may run.
///
/// ```
/// use carveout_geometry::route::FreeSpace;
/// use carveout_geometry::{overlay, Bounds, Region};
/// use geo::Coord;
///
/// let hall = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 60.0 });
/// let block = Region::rectangle(Bounds { min_x: 40.0, min_y: 20.0, max_x: 60.0, max_y: 40.0 });
/// let free = overlay::difference(&hall, [&block])?;
/// let space = FreeSpace::new(&free, 3.0)?;
/// let south_side = [Coord { x: 40.0, y: 20.0 }, Coord { x: 60.0, y: 20.0 }];
/// let north_edge = [Coord { x: 100.0, y: 60.0 }, Coord { x: 0.0, y: 60.0 }];
/// let from = space.anchors(&south_side, 10.0);
/// let to = space.anchors(&north_edge, 10.0);
/// let route = space.shortest(&from, &to).ok_or("no way out")?;
/// assert!(route.length > 50.0 && route.length < 60.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct FreeSpace {
    half_width: f64,
    free: Outline,
    core: Outline,
    bends: Vec<Bend>,
    /// The same in groups of neighbours, so that most are passed over together.
    groups: Vec<Group>,
}

/// A vertex of the core around which a path may turn.
struct Bend {
    at: Coord<f64>,
    /// Unit vectors along the outline before and after it.
    arriving: Coord<f64>,
    leaving: Coord<f64>,
}

/// Successive bends, and a circle around them.
struct Group {
    bends: Range<usize>,
    centre: Coord<f64>,
    radius: f64,
}

impl FreeSpace {
    /// The space that a corridor of twice `half_width` metres finds in `free`. A width below the
    /// tolerance of a millimetre needs no room: the paths are those of a point.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn new(free: &Region, half_width: f64) -> Result<Self, OverlayError> {
        let core = offset::shrink(free, half_width - WIDTH_TOLERANCE_M / 2.0, Join::Round)?;
        let core = Outline::new(&core);
        let unit = |v: Coord<f64>| v / length(v);
        let bends: Vec<Bend> = core
            .bends()
            .map(|[before, at, after]| Bend {
                at,
                arriving: unit(at - before),
                leaving: unit(after - at),
            })
            .collect();
        let (half_width, free) = (half_width.max(0.0), Outline::new(free));
        let groups = Group::along(&bends, half_width);
        Ok(Self { half_width, free, core, bends, groups })
    }

    /// The shortest way from any start to any goal; `None` when there is none.
    #[must_use]
    pub fn shortest(&self, from: &[Anchor], to: &[Anchor]) -> Option<Route> {
        self.routes(from, to, 1).pop()
    }

    /// The shortest way to each goal, from whichever start is best for it: those to the `most`
    /// nearest goals, shortest first. Goals out of reach are left out.
    #[must_use]
    pub fn routes(&self, from: &[Anchor], to: &[Anchor], most: usize) -> Vec<Route> {
        if most == 0 {
            return Vec::new();
        }
        Search::new(self, from, to).run(most)
    }
}

/// A* over bends, goals and starts, numbered in this order.
struct Search<'a> {
    space: &'a FreeSpace,
    from: &'a [Anchor],
    to: &'a [Anchor],
    open: BinaryHeap<Step>,
    /// The place before each bend and goal, once its shortest way is known.
    before: Vec<Option<usize>>,
    /// Lower bounds of the way from each bend to a goal, not a number until asked for.
    ahead: Vec<f64>,
}

/// A line that may become part of a shortest way.
struct Step {
    /// No way to a goal over this line is shorter.
    bound: f64,
    /// Length of the way up to its end.
    length: f64,
    from: usize,
    to: usize,
}

impl<'a> Search<'a> {
    fn new(space: &'a FreeSpace, from: &'a [Anchor], to: &'a [Anchor]) -> Self {
        let bends = space.bends.len();
        Self {
            space,
            from,
            to,
            open: BinaryHeap::new(),
            before: vec![None; bends + to.len()],
            ahead: vec![f64::NAN; bends],
        }
    }

    fn run(mut self, most: usize) -> Vec<Route> {
        let (from, bends) = (self.from, self.space.bends.len());
        for (index, start) in from.iter().enumerate() {
            if self.space.core.contains(start.inward) {
                self.expand(self.before.len() + index, start.inward, start.leg(), None);
            }
        }
        let mut routes = Vec::new();
        while let Some(step) = self.open.pop() {
            let (start, end) = (self.place(step.from), self.place(step.to));
            if self.before[step.to].is_some() || !self.space.core.sees(start, end) {
                continue;
            }
            self.before[step.to] = Some(step.from);
            if step.to < bends {
                let heading = (end - start) / length(end - start);
                self.expand(step.to, end, step.length, Some(heading));
            } else {
                routes.push(self.route(step.to));
                if routes.len() == most {
                    break;
                }
            }
        }
        routes
    }

    /// Offers all lines that go on from a place; only taut ones when it was reached with a
    /// heading.
    fn expand(&mut self, place: usize, at: Coord<f64>, so_far: f64, heading: Option<Coord<f64>>) {
        let space = self.space;
        let fan = heading.map(|heading| Fan::after(&space.bends[place], heading));
        let taut = |x: Coord<f64>, radius| fan.as_ref().is_none_or(|fan| fan.covers(x, radius));
        let groups = space.groups.iter().filter(|group| taut(group.centre - at, group.radius));
        for index in groups.flat_map(|group| group.bends.clone()) {
            let bend = &space.bends[index];
            let x = bend.at - at;
            if self.before[index].is_some()
                || !taut(x, 0.0)
                || !bend.is_touched_by(x)
                || bend.at == at
            {
                continue;
            }
            let length = so_far + length(x);
            let bound = length + self.ahead_of(index);
            self.open.push(Step { bound, length, from: place, to: index });
        }
        for (index, goal) in self.to.iter().enumerate() {
            let x = goal.inward - at;
            let to = space.bends.len() + index;
            if !taut(x, 0.0) || self.before[to].is_some() {
                continue;
            }
            let stays = self.start(place).is_some_and(|start| start.edge == goal.edge);
            let length = if stays { 0.0 } else { so_far + length(x) + goal.leg() };
            self.open.push(Step { bound: length, length, from: place, to });
        }
    }

    /// Straight distance of a bend from the nearest goal.
    fn ahead_of(&mut self, bend: usize) -> f64 {
        if self.ahead[bend].is_nan() {
            let at = self.space.bends[bend].at;
            let distances = self.to.iter().map(|goal| length(goal.inward - at) + goal.leg());
            self.ahead[bend] = distances.fold(f64::INFINITY, f64::min);
        }
        self.ahead[bend]
    }

    fn start(&self, place: usize) -> Option<&'a Anchor> {
        self.from.get(place.checked_sub(self.before.len())?)
    }

    fn place(&self, place: usize) -> Coord<f64> {
        let bends = self.space.bends.len();
        match self.start(place) {
            Some(start) => start.inward,
            None if place < bends => self.space.bends[place].at,
            None => self.to[place - bends].inward,
        }
    }

    fn route(&self, goal: usize) -> Route {
        let end = self.to[goal - self.space.bends.len()];
        let mut points = vec![end.edge];
        let mut place = goal;
        loop {
            points.push(self.place(place));
            match self.before.get(place).copied().flatten() {
                Some(before) => place = before,
                None => break,
            }
        }
        if let Some(start) = self.start(place) {
            if start.edge == end.edge {
                return Route { points: vec![end.edge], length: 0.0 };
            }
            points.push(start.edge);
        }
        points.reverse();
        Route::along(&points)
    }
}

impl Bend {
    /// Whether a way in direction `x` passes without cutting the corner on either side.
    fn is_touched_by(&self, x: Coord<f64>) -> bool {
        let (before, after) = (cross(x, self.arriving), cross(x, self.leaving));
        let through = |a: f64, b: f64| a > SLACK_M && b > SLACK_M;
        !through(before, after) && !through(-before, -after)
    }
}

impl Group {
    /// Groups of at most [`GROUP`] bends, each along one arc.
    fn along(bends: &[Bend], half_width: f64) -> Vec<Self> {
        let mut groups = Vec::new();
        let mut first = 0;
        for end in 1..=bends.len() {
            let goes_on = bends.get(end).is_some_and(|bend| {
                end - first < GROUP && length(bend.at - bends[end - 1].at) < 0.2 * half_width
            });
            if goes_on {
                continue;
            }
            let centre = (bends[first].at + bends[end - 1].at) / 2.0;
            let reach = bends[first..end].iter().map(|bend| length(bend.at - centre));
            let radius = reach.fold(0.0, f64::max);
            groups.push(Self { bends: first..end, centre, radius });
            first = end;
        }
        groups
    }
}

/// Directions in which a taut way goes on from a bend: from straight ahead to along the outline.
struct Fan {
    heading: Coord<f64>,
    /// Along the outline forwards, with the corner on the right, if the way may turn there.
    right: Option<Coord<f64>>,
    /// Along the outline backwards, with the corner on the left.
    left: Option<Coord<f64>>,
}

impl Fan {
    fn after(bend: &Bend, heading: Coord<f64>) -> Self {
        let (right, left) = (bend.leaving, bend.arriving * -1.0);
        // A limit straight behind is not a turn but the way that was come along.
        let turns = |limit: Coord<f64>, sine: f64| {
            sine > SLACK_M || (sine >= -SLACK_M && dot(heading, limit) > 0.0)
        };
        Self {
            heading,
            right: turns(right, -cross(heading, right)).then_some(right),
            left: turns(left, cross(heading, left)).then_some(left),
        }
    }

    /// Whether some way within `radius` of `x` is one of them.
    fn covers(&self, x: Coord<f64>, radius: f64) -> bool {
        let (ahead, across, slack) =
            (dot(self.heading, x), cross(self.heading, x), radius + SLACK_M);
        let forward = |limit: Coord<f64>| ahead > -radius || dot(limit, x) > -radius;
        let on_right = |limit| across <= slack && cross(x, limit) <= slack && forward(limit);
        let on_left = |limit| across >= -slack && cross(x, limit) >= -slack && forward(limit);
        self.right.is_some_and(on_right) || self.left.is_some_and(on_left)
    }
}

impl Ord for Step {
    /// The best step is the greatest; among equals the one with the lowest numbers.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_bound = other.bound.total_cmp(&self.bound);
        by_bound.then(other.to.cmp(&self.to)).then(other.from.cmp(&self.from))
    }
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Step {}

/// The same line without points that are no bends.
fn straightened(points: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let mut kept: Vec<Coord<f64>> = points.iter().take(1).copied().collect();
    let mut last = 0;
    for next in 2..points.len() {
        let (from, to) = (points[last], points[next]);
        if !points[last + 1..next].iter().all(|&point| is_between(point, from, to)) {
            last = next - 1;
            kept.push(points[last]);
        }
    }
    kept.extend(points.last());
    kept.dedup();
    kept
}

fn is_between(p: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    squared_distance(p, (a, b)) <= STRAIGHT_M * STRAIGHT_M
}
