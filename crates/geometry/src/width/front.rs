//! The part of a region in front of a disc that touches the outline on two sides.
//!
//! A round growth ends at the disc. What lies beyond it is taken along rays from its centre: each
//! goes as far as the region does, no further than [`CORNER`] radii, and no further than every
//! chord that it crosses allows. A chord joins two points of the outline that are less than a
//! width apart and within a width of the centre, and behind it a region counts as far as the half disc
//! over it: as far as both ends are seen at a right angle or more (Thales).
//!
//! Which chords can matter is found in [`chord`](super::chord).

use super::chord::{self, Chord, End, View};
use crate::box_index::BoxIndex;
use crate::region::{Region, Segment};
use crate::vector::{cross, dot, length};
use geo::Coord;
use std::f64::consts::{SQRT_2, TAU};

/// How far from a centre a point may lie, in radii: the half diagonal of a square around the disc.
pub(super) const CORNER: f64 = SQRT_2;
/// In front of a bend by less than this, radians, the sides are prolonged to where they meet: 1e-5 square radii.
const NEARLY_STRAIGHT: f64 = 0.06;
/// Rays pass a vertex on either side by this, radians.
const BESIDE: f64 = 1e-7;
/// Ends of rays nearer than this are one point, metres.
const SAME_M: f64 = 1e-5;
/// The longest gap between the rays that tell which chords matter, radians.
const COARSE: f64 = TAU / 24.0;
/// How far the edge of the result may be off between two rays, in radii.
const TOLERANCE: f64 = 2e-4;
/// Half discs may meet between two rays; gaps longer than this are halved where there are chords, radians.
const FINE: f64 = 0.1;
/// A gap between two rays is halved no more often than this.
const HALVINGS: u32 = 8;
/// A chord that takes less than this of a ray takes nothing, in radii: rounding makes right
/// corners acute by a hair.
const HAIR: f64 = 2e-5;

/// The outline of a region, by place.
pub(super) struct Outline {
    edges: Vec<Segment>,
    /// Of each edge the numbers of the one before it and the one after it.
    beside: Vec<[usize; 2]>,
    index: BoxIndex,
}

impl Outline {
    pub(super) fn of(region: &Region) -> Self {
        let edges: Vec<Segment> = region.edges().collect();
        let mut beside = Vec::with_capacity(edges.len());
        for ring in region.rings() {
            let (start, count) = (beside.len(), ring.0.len() - 1);
            beside.extend((0..count).map(|k| [k + count - 1, k + 1].map(|n| start + n % count)));
        }
        let boxes = edges.iter().enumerate().map(|(number, (a, b))| {
            (number, ([a.x.min(b.x), a.y.min(b.y)], [a.x.max(b.x), a.y.max(b.y)]))
        });
        Self { index: BoxIndex::new(boxes), edges, beside }
    }

    /// The far edge of what lies in front of the disc with a centre and a radius, from the one
    /// contact to the other, anticlockwise. Contacts are given as seen from the centre.
    pub(super) fn front(
        &self,
        centre: Coord<f64>,
        radius: f64,
        (from, to): (Coord<f64>, Coord<f64>),
    ) -> Vec<Coord<f64>> {
        let sweep = cross(from, to).atan2(dot(from, to)).abs();
        if sweep < NEARLY_STRAIGHT {
            let tip = (from + to) / (1.0 + sweep.cos());
            return vec![centre + tip];
        }
        let near = self.near(centre, 2.0 * radius);
        let front = Front { near, radius, from, to };
        let points = front.edge(&front.turns(sweep));
        // Of the rays at a vertex and beside it the middle one ends there.
        let runs = points.chunk_by(|a, b| length(*b - *a) < SAME_M);
        runs.map(|run| centre + run[run.len() / 2]).collect()
    }

    /// What of the edges lies within a distance of a place, as seen from there.
    fn near(&self, place: Coord<f64>, distance: f64) -> Vec<Near> {
        let corners =
            ([place.x - distance, place.y - distance], [place.x + distance, place.y + distance]);
        let near = self.index.meeting(corners).into_iter().filter_map(|number| {
            let (a, b) = self.edges[number];
            let line = within(distance, (a - place, b - place))?;
            let [before, after] = self.beside[number].map(|beside| self.edges[beside]);
            let is_whole = [line.0 == a - place, line.1 == b - place];
            let end = |at, is_whole, sides| {
                if is_whole {
                    End::vertex(at, sides)
                } else {
                    End::fixed(at)
                }
            };
            let ends = [
                end(line.0, is_whole[0], [before.0 - a, b - a]),
                end(line.1, is_whole[1], [a - b, after.1 - b]),
            ];
            Some(Near { line, ends })
        });
        near.collect()
    }
}

/// An edge near a centre, as seen from there.
struct Near {
    line: Segment,
    ends: [End; 2],
}

/// What one disc has in front of it, seen from its centre.
struct Front {
    near: Vec<Near>,
    radius: f64,
    from: Coord<f64>,
    to: Coord<f64>,
}

/// Chords may end rays between two rays of a fan.
struct Part<'a> {
    chords: &'a [Segment],
    /// Longer gaps are halved, radians.
    fine: f64,
}

/// A ray from the centre.
struct Ray {
    /// By how much it turns from the first contact.
    turn: f64,
    /// Its direction, of length one.
    along: Coord<f64>,
    /// How far it goes within the region, and no further than a point may lie.
    exit: f64,
}

impl Front {
    /// The far edge, from a fan of rays at which it may bend.
    fn edge(&self, turns: &[f64]) -> Vec<Coord<f64>> {
        let fan: Vec<Ray> = turns.iter().map(|turn| self.cast(*turn)).collect();
        let parts = self.chords_by_part(&fan);
        let fine = if parts.iter().all(Vec::is_empty) { f64::INFINITY } else { FINE };
        let mut points = Vec::with_capacity(fan.len());
        for (pair, chords) in fan.windows(2).zip(&parts) {
            let [start, end] =
                [&pair[0], &pair[1]].map(|ray| (ray.turn, end_of(ray, chords, self.radius)));
            points.push(start.1);
            self.refine(start, end, &Part { chords, fine }, HALVINGS, &mut points);
        }
        points.extend(
            fan.last().zip(parts.last()).map(|(ray, chords)| end_of(ray, chords, self.radius)),
        );
        points
    }

    fn cast(&self, turn: f64) -> Ray {
        let along = self.ray(turn);
        Ray { turn, along, exit: self.exit(along) }
    }

    /// The rays at which the edge of the front may bend: by how much each turns from the first contact.
    fn turns(&self, sweep: f64) -> Vec<f64> {
        let mut turns = vec![BESIDE, sweep - BESIDE];
        let limit = CORNER * self.radius;
        let reachable: Vec<Segment> =
            self.near.iter().filter_map(|near| within(limit, near.line)).collect();
        let mut last = None;
        for end in ends(&reachable) {
            let is_between = cross(self.from, end) > 0.0 && cross(end, self.to) > 0.0;
            // An edge starts where the one before it ended.
            if !is_between || last.replace(end) == Some(end) {
                continue;
            }
            if self.exit(end / length(end)) > length(end) - 1e-6 {
                let turn = cross(self.from, end).atan2(dot(self.from, end));
                turns.extend([turn - BESIDE, turn, turn + BESIDE]);
            }
        }
        turns.retain(|turn| *turn > 0.0 && *turn < sweep);
        turns.sort_by(f64::total_cmp);
        turns.dedup();
        let gaps: Vec<(f64, f64)> = turns.windows(2).map(|w| (w[0], w[1])).collect();
        for (start, end) in gaps.into_iter().filter(|(start, end)| end - start > 3.0 * BESIDE) {
            let parts = ((end - start) / COARSE).ceil();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            turns.extend((1..parts as u32).map(|k| start + (end - start) * f64::from(k) / parts));
        }
        turns.sort_by(f64::total_cmp);
        turns
    }

    fn ray(&self, turn: f64) -> Coord<f64> {
        rotated(self.from / length(self.from), turn)
    }

    /// How far a ray goes within the region, and no further than a point may lie.
    fn exit(&self, ray: Coord<f64>) -> f64 {
        let hits = self.near.iter().filter_map(|near| hit(near.line, ray));
        hits.fold(CORNER * self.radius, f64::min)
    }

    /// Adds what lies between two rays.
    fn refine(
        &self,
        (start, a): (f64, Coord<f64>),
        (end, b): (f64, Coord<f64>),
        part: &Part<'_>,
        halvings: u32,
        points: &mut Vec<Coord<f64>>,
    ) {
        if halvings == 0 || end - start < 3.0 * BESIDE {
            return;
        }
        let turn = f64::midpoint(start, end);
        let middle = end_of(&self.cast(turn), part.chords, self.radius);
        let off = cross(middle - a, b - a).abs();
        if end - start < part.fine && off <= TOLERANCE * self.radius * length(b - a) {
            return;
        }
        self.refine((start, a), (turn, middle), part, halvings - 1, points);
        points.push(middle);
        self.refine((turn, middle), (end, b), part, halvings - 1, points);
    }

    /// The chords that may end rays between each two of a fan.
    ///
    /// A half disc ends a ray the sooner the more the ray turns away from its middle, so between two rays it
    /// does so soonest at one of them, or at the end of the chord. None of them matters that ends rays later
    /// than the region does everywhere, or than a chord that lies across the whole part.
    fn chords_by_part(&self, fan: &[Ray]) -> Vec<Vec<Segment>> {
        let slack = 1.0 / (COARSE / 2.0).cos();
        let limit = CORNER * self.radius;
        // Between two rays the arc around the centre bulges.
        let bulging = |exit: f64| if exit < limit { exit } else { exit * slack };
        let exits: Vec<f64> = fan.iter().map(|ray| bulging(ray.exit)).collect();
        let furthest = exits.iter().copied().fold(0.0, f64::max);
        let (edges, ends) = self.facing(fan, &exits);
        let mut parts = Parts::of(fan);
        chord::candidates(&edges, &ends, self.radius, |chord| {
            if self.is_ahead(chord.line()) && is_nearer(chord.line(), furthest) {
                parts.add(chord, &exits, HAIR * self.radius);
            }
        });
        parts.that_matter()
    }

    /// The edges that face the centre or the end of a ray, and their ends: on its way from a ray to the
    /// end of a chord one meets such an edge first.
    fn facing(&self, fan: &[Ray], exits: &[f64]) -> (Vec<Segment>, Vec<End>) {
        let rays: Vec<Coord<f64>> =
            fan.iter().zip(exits).map(|(ray, exit)| ray.along * *exit).collect();
        let faces = |(a, b): Segment| {
            cross(b - a, a) < 0.0 || rays.iter().any(|end| cross(b - a, *end - a) > 0.0)
        };
        let facing = || self.near.iter().filter(|near| faces(near.line));
        let mut ends: Vec<End> = facing().flat_map(|near| near.ends).collect();
        ends.sort_by(|a, b| a.at.x.total_cmp(&b.at.x).then(a.at.y.total_cmp(&b.at.y)));
        ends.dedup_by(|a, b| a.at == b.at);
        (facing().map(|near| near.line).collect(), ends)
    }

    /// Whether a chord may cross a ray: not if it lies beside the first or the last.
    fn is_ahead(&self, (a, b): Segment) -> bool {
        (cross(self.from, a) > 0.0 || cross(self.from, b) > 0.0)
            && (cross(self.to, a) < 0.0 || cross(self.to, b) < 0.0)
    }
}

/// Where the front ends on a ray that some chords may end.
fn end_of(ray: &Ray, chords: &[Segment], radius: f64) -> Coord<f64> {
    let limits = chords.iter().filter_map(|chord| chord::half_disc(*chord, ray.along));
    ray.along * limits.fold(ray.exit, f64::min).max(radius)
}

/// From and to which of a fan's rays a chord crosses them, if it crosses any.
fn crossed(fan: &[Ray], (a, b): Segment) -> (usize, usize) {
    let Some((first, last)) = fan.first().zip(fan.last()) else { return (0, 0) };
    let rays_before = |end: Coord<f64>, other: Coord<f64>| {
        let is_behind = cross(first.along, end) < 0.0 && cross(last.along, end) > 0.0;
        if !is_behind {
            fan.partition_point(|ray| cross(ray.along, end) > 0.0)
        } else if cross(other, end) > 0.0 {
            fan.len()
        } else {
            0
        }
    };
    let (a, b) = (rays_before(a, b), rays_before(b, a));
    (a.min(b), a.max(b))
}

/// The chords between each two rays of a fan.
struct Parts<'a> {
    fan: &'a [Ray],
    /// How far rays go there at most.
    latest: Vec<f64>,
    /// From where on each chord ends rays there.
    soonest: Vec<Vec<(f64, Segment)>>,
}

impl<'a> Parts<'a> {
    fn of(fan: &'a [Ray]) -> Self {
        let latest: Vec<f64> = fan.windows(2).map(|pair| pair[0].exit.max(pair[1].exit)).collect();
        let soonest = vec![Vec::new(); latest.len()];
        Self { fan, latest, soonest }
    }

    /// Adds a chord, unless it takes no more than a hair of any ray.
    fn add(&mut self, chord: &Chord, exits: &[f64], hair: f64) {
        let (a, b) = chord.line();
        let (first, last) = crossed(self.fan, (a, b));
        let rays = &self.fan[first..last];
        let fars =
            rays.iter().map(|ray| chord::half_disc((a, b), ray.along).unwrap_or(f64::INFINITY));
        let fars: Vec<f64> = fars.collect();
        if !fars.iter().zip(&exits[first..last]).any(|(far, exit)| *far < exit - hair) {
            return;
        }
        let seen_from = |number: usize| chord.seen_from(rays[number].along * fars[number]);
        let middle = (a + b) / 2.0;
        let rays_before_middle = rays.partition_point(|ray| cross(ray.along, middle) > 0.0);
        let most = length(middle) + length(b - middle);
        for (number, pair) in fars.windows(2).enumerate() {
            let part = first + number;
            let is_ahead = number + 1 == rays_before_middle;
            let furthest = if is_ahead { most } else { pair[0].max(pair[1]) };
            self.latest[part] = self.latest[part].min(furthest);
            let soonest = pair[0].min(pair[1]);
            self.add_to(part, soonest, chord, || [seen_from(number), seen_from(number + 1)]);
        }
        // In the parts in which its ends lie, up to where the half disc over it ends.
        let Some(outermost) = fars.len().checked_sub(1) else { return };
        let [leftmost, rightmost] = chord.seen_from_ends();
        let sides = [(last, outermost, leftmost, (a, b)), (first, 0, rightmost, (b, a))];
        for (after, number, view, (end, other)) in sides {
            let Some(part) = after.checked_sub(1).filter(|part| *part < self.latest.len()) else {
                continue;
            };
            let soonest = fars[number].min(length(end).max(dot(end, other) / length(end)));
            self.add_to(part, soonest, chord, || [view, seen_from(number)]);
        }
    }

    /// Adds a chord to a part where it ends rays no sooner than somewhere, if it may be the worst between two views.
    fn add_to(
        &mut self,
        part: usize,
        soonest: f64,
        chord: &Chord,
        views: impl FnOnce() -> [View; 2],
    ) {
        if soonest < self.latest[part] + SAME_M && chord.may_be_worst(views()) {
            self.soonest[part].push((soonest, chord.line()));
        }
    }

    fn that_matter(self) -> Vec<Vec<Segment>> {
        let part = |(chords, latest): (Vec<(f64, Segment)>, f64)| {
            let matter = chords.into_iter().filter(|(soonest, _)| *soonest < latest + SAME_M);
            matter.map(|(_, chord)| chord).collect()
        };
        self.soonest.into_iter().zip(self.latest).map(part).collect()
    }
}

fn ends(edges: &[Segment]) -> impl Iterator<Item = Coord<f64>> + '_ {
    edges.iter().flat_map(|&(a, b)| [a, b])
}

/// The part of an edge within a distance of the origin.
fn within(distance: f64, (a, b): Segment) -> Option<Segment> {
    let (first, last) = shares_within(distance, (a, b))?;
    let (first, last) = (first.max(0.0), last.min(1.0));
    let end = if last < 1.0 { a + (b - a) * last } else { b };
    (first < last).then(|| (a + (b - a) * first, end))
}

/// From and to which share of its length the line through an edge is within a distance of the origin.
pub(super) fn shares_within(distance: f64, (a, b): Segment) -> Option<(f64, f64)> {
    let along = b - a;
    let square = dot(along, along);
    let middle = -dot(a, along) / square;
    let root = middle * middle - (dot(a, a) - distance * distance) / square;
    (root > 0.0).then(|| (middle - root.sqrt(), middle + root.sqrt()))
}

/// How far along a ray from the origin an edge is hit.
fn hit((a, b): Segment, ray: Coord<f64>) -> Option<f64> {
    let (left, right) = (cross(ray, a), cross(ray, b));
    if left * right > 0.0 || left == right {
        return None;
    }
    let far = dot(ray, a + (b - a) * (left / (left - right)));
    (far > 0.0).then_some(far)
}

/// Whether the line of a chord passes the origin nearer than a distance.
fn is_nearer((a, b): Segment, distance: f64) -> bool {
    let twice_the_triangle = cross(a, b);
    twice_the_triangle * twice_the_triangle < distance * distance * dot(b - a, b - a)
}

pub(super) fn rotated(v: Coord<f64>, turn: f64) -> Coord<f64> {
    let (sin, cos) = turn.sin_cos();
    Coord { x: v.x * cos - v.y * sin, y: v.x * sin + v.y * cos }
}
