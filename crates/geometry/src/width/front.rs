//! The part of a region in front of a disc that touches the outline on two sides.
//!
//! A round growth ends at the disc. What lies beyond it is taken along rays from its centre: each
//! goes as far as the region does, no further than [`CORNER`] radii, and no further than every
//! chord that it crosses allows. A chord joins two points of the outline that are less than a
//! width apart and within a width of the centre, and behind it a region counts as far as the half disc
//! over it: as far as both ends are seen at a right angle or more (Thales).
//!
//! Of all chords only some can matter. Moving an end along its edge towards the centre makes the
//! angle smaller, so at the worst chord each end is a vertex, or the chord is as long as the
//! width, or both. Chords of that length between the insides of two edges are sampled.

use crate::box_index::BoxIndex;
use crate::region::{squared_distance, Region, Segment};
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
/// Sampled chords turn by no more than this from one to the next, radians, and their ends move by no more
/// than this along the edges, in lengths of the chord.
const STEP: f64 = 0.02;
/// More than these are not sampled between two that end where an edge does, but for the turning.
const MOST_STEPS: f64 = 96.0;
/// Edges meet at a right angle if they do but for this, radians.
const RIGHT: f64 = 1e-6;
/// Chords are sampled between edges longer than this, in radii.
const SHORT: f64 = 1.0 / 12.0;
/// A chord that takes less than this of a ray takes nothing, in radii: rounding makes right
/// corners acute by a hair.
const HAIR: f64 = 2e-5;

/// The outline of a region, by place.
pub(super) struct Outline {
    edges: Vec<Segment>,
    index: BoxIndex,
}

impl Outline {
    pub(super) fn of(region: &Region) -> Self {
        let edges: Vec<Segment> = region.edges().collect();
        let boxes = edges.iter().enumerate().map(|(number, (a, b))| {
            (number, ([a.x.min(b.x), a.y.min(b.y)], [a.x.max(b.x), a.y.max(b.y)]))
        });
        Self { index: BoxIndex::new(boxes), edges }
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
    fn near(&self, place: Coord<f64>, distance: f64) -> Vec<Segment> {
        let corners =
            ([place.x - distance, place.y - distance], [place.x + distance, place.y + distance]);
        let edges = self.index.meeting(corners).into_iter().map(|number| self.edges[number]);
        edges.filter_map(|(a, b)| within(distance, (a - place, b - place))).collect()
    }
}

/// What one disc has in front of it, seen from its centre.
struct Front {
    near: Vec<Segment>,
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
        let chords = self.chords_that_matter(&fan);
        let parts = chords_by_part(&fan, &chords);
        let fine = if chords.is_empty() { f64::INFINITY } else { FINE };
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
            self.near.iter().filter_map(|edge| within(limit, *edge)).collect();
        for end in ends(&reachable) {
            let turn = cross(self.from, end).atan2(dot(self.from, end));
            if turn > 0.0 && turn < sweep && self.exit(end / length(end)) > length(end) - 1e-6 {
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
        let hits = self.near.iter().filter_map(|edge| hit(*edge, ray));
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

    /// The chords behind which some of what lies in front of the disc lies outside the half disc.
    fn chords_that_matter(&self, fan: &[Ray]) -> Vec<Segment> {
        let slack = 1.0 / (COARSE / 2.0).cos();
        let limit = CORNER * self.radius;
        let hair = HAIR * self.radius;
        // Between two rays the arc around the centre bulges.
        let bulging = |exit: f64| if exit < limit { exit } else { exit * slack };
        let exits: Vec<f64> = fan.iter().map(|ray| bulging(ray.exit)).collect();
        let matters = |chord: &Segment| {
            let (first, last) = crossed(fan, *chord);
            fan[first..last].iter().zip(&exits[first..last]).any(|(ray, exit)| {
                half_disc(*chord, ray.along).is_some_and(|far| far < exit - hair)
            })
        };
        let ends: Vec<Coord<f64>> =
            fan.iter().zip(&exits).map(|(ray, exit)| ray.along * *exit).collect();
        let furthest = exits.iter().copied().fold(0.0, f64::max);
        let mut chords = self.chords(&ends, furthest);
        chords.retain(matters);
        chords
    }

    /// Whether a chord may cross a ray: not if it lies beside the first or the last.
    fn is_ahead(&self, (a, b): Segment) -> bool {
        (cross(self.from, a) > 0.0 || cross(self.from, b) > 0.0)
            && (cross(self.to, a) < 0.0 || cross(self.to, b) < 0.0)
    }

    /// All chords between edges that face the centre or the end of a ray: on its way from a ray to the
    /// end of a chord one meets such an edge first. No ray goes further than `furthest`.
    fn chords(&self, rays: &[Coord<f64>], furthest: f64) -> Vec<Segment> {
        let width = 2.0 * self.radius;
        let may_matter = |&chord: &Segment| self.is_ahead(chord) && is_nearer(chord, furthest);
        let faces = |&(a, b): &Segment| {
            cross(b - a, a) < 0.0 || rays.iter().any(|end| cross(b - a, *end - a) > 0.0)
        };
        let facing: Vec<Segment> = self.near.iter().copied().filter(faces).collect();
        let mut vertices: Vec<Coord<f64>> = ends(&facing).collect();
        vertices.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        vertices.dedup();
        let mut chords = Vec::new();
        for (number, &a) in vertices.iter().enumerate() {
            let others = vertices[number + 1..].iter().map(|&b| (a, b));
            chords.extend(others.filter(|&chord| within_width(chord, width) && may_matter(&chord)));
            for &edge in &facing {
                chords.extend(at_distance(edge, a, width).map(|b| (a, b)).filter(may_matter));
            }
        }
        for (number, &one) in facing.iter().enumerate() {
            for &other in &facing[number + 1..] {
                if self.may_hold_ladders(one, other) {
                    chords.extend(ladders(one, other, width).into_iter().filter(may_matter));
                }
            }
        }
        chords
    }

    /// Whether a chord as long as the width may lean on the insides of two edges and cut off a part that
    /// sees it at less than a right angle: not where they meet at a right angle or more, and not
    /// where they are short.
    fn may_hold_ladders(&self, one: Segment, other: Segment) -> bool {
        let (u, v) = (one.1 - one.0, other.1 - other.0);
        let short = SHORT * self.radius;
        let square = (2.0 * self.radius) * (2.0 * self.radius);
        dot(u, v) < -RIGHT * length(u) * length(v)
            && length(u) > short
            && length(v) > short
            && [(one.0, other), (one.1, other), (other.0, one), (other.1, one)]
                .into_iter()
                .any(|(end, edge)| squared_distance(end, edge) < square)
    }
}

/// Where the front ends on a ray that some chords may end.
fn end_of(ray: &Ray, chords: &[Segment], radius: f64) -> Coord<f64> {
    let limits = chords.iter().filter_map(|chord| half_disc(*chord, ray.along));
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

/// Which of some chords may end a ray between each two rays of a fan.
///
/// A half disc ends a ray the sooner the more the ray turns away from its middle, so between two rays it
/// does so soonest at one of them, or at the end of the chord. None of them matters that ends rays later
/// than the region does everywhere, or than a chord that lies across the whole part.
fn chords_by_part(fan: &[Ray], chords: &[Segment]) -> Vec<Vec<Segment>> {
    let mut latest: Vec<f64> = fan.windows(2).map(|pair| pair[0].exit.max(pair[1].exit)).collect();
    let mut soonest: Vec<Vec<(f64, Segment)>> = vec![Vec::new(); latest.len()];
    for &chord in chords {
        let (first, last) = crossed(fan, chord);
        for part in first.saturating_sub(1)..last.min(latest.len()) {
            let ends = [fan[part].along, fan[part + 1].along];
            let [a, b] = ends.map(|ray| half_disc(chord, ray));
            if let (Some(a), Some(b)) = (a, b) {
                let middle = (chord.0 + chord.1) / 2.0;
                let is_ahead = cross(ends[0], middle) > 0.0 && cross(ends[1], middle) < 0.0;
                let furthest =
                    if is_ahead { length(middle) + length(chord.1 - middle) } else { a.max(b) };
                latest[part] = latest[part].min(furthest);
            }
            let far = [a, b].into_iter().flatten();
            let inside = [(chord.0, chord.1), (chord.1, chord.0)]
                .into_iter()
                .filter(|(end, _)| cross(ends[0], *end) >= 0.0 && cross(ends[1], *end) <= 0.0)
                .map(|(end, other)| length(end).max(dot(end, other) / length(end)));
            soonest[part].push((far.chain(inside).fold(f64::INFINITY, f64::min), chord));
        }
    }
    let part = |(chords, latest): (Vec<(f64, Segment)>, f64)| {
        let matter = chords.into_iter().filter(|(soonest, _)| *soonest < latest + SAME_M);
        matter.map(|(_, chord)| chord).collect()
    };
    soonest.into_iter().zip(latest).map(part).collect()
}

fn ends(edges: &[Segment]) -> impl Iterator<Item = Coord<f64>> + '_ {
    edges.iter().flat_map(|&(a, b)| [a, b])
}

/// Chords of some length between the insides of two edges: evenly by direction between those that
/// end where an edge does.
fn ladders(one: Segment, other: Segment, width: f64) -> Vec<Segment> {
    let ((a, u), (b, v)) = ((one.0, one.1 - one.0), (other.0, other.1 - other.0));
    let determinant = cross(u, v);
    let outermost = |edge: Segment, ends: Segment| {
        [ends.0, ends.1]
            .into_iter()
            .flat_map(move |end| at_distance(edge, end, width).map(move |top| top - end))
    };
    let mut along: Vec<Coord<f64>> = outermost(other, one).collect();
    along.extend(outermost(one, other).map(|back| back * -1.0));
    let Some(&first) = along.first().filter(|_| determinant != 0.0) else { return Vec::new() };
    let mut turns: Vec<f64> =
        along.into_iter().map(|next| cross(first, next).atan2(dot(first, next))).collect();
    turns.sort_by(f64::total_cmp);
    let moves = (length(u).max(length(v)) / (STEP * width)).min(MOST_STEPS);
    let mut chords = Vec::new();
    for gap in turns.windows(2) {
        let parts = ((gap[1] - gap[0]) / STEP).max(moves).ceil();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        for k in 1..parts as u32 {
            let across = rotated(first, gap[0] + (gap[1] - gap[0]) * f64::from(k) / parts);
            let left = b - a - across;
            let (s, t) = (cross(left, v) / determinant, cross(left, u) / determinant);
            if (0.0..=1.0).contains(&s) && (0.0..=1.0).contains(&t) {
                chords.push((a + u * s, b + v * t));
            }
        }
    }
    chords
}

/// The points of an edge at a distance from a place.
fn at_distance(
    (a, b): Segment,
    place: Coord<f64>,
    distance: f64,
) -> impl Iterator<Item = Coord<f64>> {
    let (along, shares) = (b - a, shares_within(distance, (a - place, b - place)));
    let shares = shares.map_or([-1.0; 2], |(first, last)| [first, last]);
    shares
        .into_iter()
        .filter(|share| (0.0..=1.0).contains(share))
        .map(move |share| a + along * share)
}

/// The part of an edge within a distance of the origin.
fn within(distance: f64, (a, b): Segment) -> Option<Segment> {
    let (first, last) = shares_within(distance, (a, b))?;
    let (first, last) = (first.max(0.0), last.min(1.0));
    let end = if last < 1.0 { a + (b - a) * last } else { b };
    (first < last).then(|| (a + (b - a) * first, end))
}

/// From and to which share of its length the line through an edge is within a distance of the origin.
fn shares_within(distance: f64, (a, b): Segment) -> Option<(f64, f64)> {
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

/// How far along a ray from the origin one is within the half disc over a chord, if the ray crosses it.
fn half_disc((a, b): Segment, ray: Coord<f64>) -> Option<f64> {
    let (left, right) = (cross(ray, a), cross(ray, b));
    if left * right >= 0.0 {
        return None;
    }
    let (ahead_a, ahead_b) = (dot(ray, a), dot(ray, b));
    let crossing = (ahead_b * left - ahead_a * right) / (left - right);
    if crossing <= 0.0 {
        return None;
    }
    // (ahead_a - far) (ahead_b - far) + left right = 0: both ends at a right angle.
    let half = (ahead_a - ahead_b) / 2.0;
    Some(f64::midpoint(ahead_a, ahead_b) + (half * half - left * right).sqrt())
}

/// Whether the line of a chord passes the origin nearer than a distance.
fn is_nearer((a, b): Segment, distance: f64) -> bool {
    let twice_the_triangle = cross(a, b);
    twice_the_triangle * twice_the_triangle < distance * distance * dot(b - a, b - a)
}

fn within_width((a, b): Segment, width: f64) -> bool {
    dot(b - a, b - a) < width * width
}

fn rotated(v: Coord<f64>, turn: f64) -> Coord<f64> {
    let (sin, cos) = turn.sin_cos();
    Coord { x: v.x * cos - v.y * sin, y: v.x * sin + v.y * cos }
}
