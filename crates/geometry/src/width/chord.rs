//! Chords: two places on the outline of a region, less than a width apart, behind which the region counts
//! only as far as the half disc over them, from where both are seen at a right angle (Thales).
//!
//! Of all chords only the worst matters at a place behind them: the one seen at the smallest angle. Neither
//! of its ends can be moved along the outline so that it is seen at a smaller one. So each end is a
//! vertex at which both sides of the outline turn away as seen from there, or the chord is taut, as long as the
//! width, and would become longer. Taut chords between the insides of two long edges are sampled; between short ones
//! those that end at a vertex stand for them.

use super::front::{rotated, shares_within};
use crate::region::{squared_distance, Segment};
use crate::vector::{cross, dot, length};
use geo::Coord;

/// Sampled chords turn by no more than this from one to the next, radians, and their ends move by no more
/// than this along the edges, in lengths of the chord.
const STEP: f64 = 0.02;
/// More than these are not sampled between two that end where an edge does, but for the turning.
const MOST_STEPS: f64 = 96.0;
/// Edges meet at a right angle if they do but for this, radians.
const RIGHT: f64 = 1e-6;
/// Chords are sampled between edges longer than this, in radii. None cuts off a part that sees it at less than a
/// right angle where two edges meet at a right angle or more.
const SHORT: f64 = 1.0 / 12.0;
/// The angle gets smaller, or a chord shorter, where one of its ends moves by a metre, if it does so by more than
/// this, metres.
const CHANGE: f64 = 1e-6;

/// Where a chord may end.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) at: Coord<f64>,
    /// The directions in which it may move along the outline, of length one; `None` where it is not asked.
    sides: Option<[Coord<f64>; 2]>,
}

impl End {
    pub(super) fn vertex(at: Coord<f64>, [before, after]: [Coord<f64>; 2]) -> Self {
        Self { at, sides: Some([before / length(before), after / length(after)]) }
    }

    /// Where an edge is cut off, or that stands for others beside it.
    pub(super) const fn fixed(at: Coord<f64>) -> Self {
        Self { at, sides: None }
    }

    /// A place on the inside of an edge that goes in a direction of length one.
    fn on(along: Coord<f64>, at: Coord<f64>) -> Self {
        Self { at, sides: Some([along, along * -1.0]) }
    }
}

/// Two ends, as seen from a centre, in front of which the chord lies.
pub(super) struct Chord {
    left: End,
    right: End,
    /// As long as the width.
    taut: bool,
}

/// In which directions a chord's ends are seen from a place behind it.
#[derive(Clone, Copy)]
pub(super) struct View {
    left: Coord<f64>,
    right: Coord<f64>,
}

impl Chord {
    fn between(one: End, other: End, taut: bool) -> Self {
        let (left, right) = if cross(other.at, one.at) > 0.0 { (one, other) } else { (other, one) };
        Self { left, right, taut }
    }

    /// From its left end to its right one.
    pub(super) fn line(&self) -> Segment {
        (self.left.at, self.right.at)
    }

    pub(super) fn seen_from(&self, place: Coord<f64>) -> View {
        View { left: self.left.at - place, right: self.right.at - place }
    }

    /// As it is seen from the end of the half disc over it, on the ray from the centre through the left end and
    /// through the right one.
    pub(super) fn seen_from_ends(&self) -> [View; 2] {
        let (a, b) = self.line();
        let to_left = a - b;
        let square = Coord { x: -to_left.y, y: to_left.x };
        let to_centre = if dot(square, a) < 0.0 { square } else { square * -1.0 };
        let beyond = |end: Coord<f64>, other: Coord<f64>| {
            let share = dot(end, other) / dot(end, end);
            (share > 1.0).then(|| self.seen_from(end * share))
        };
        [
            beyond(a, b).unwrap_or(View { left: to_centre, right: to_left * -1.0 }),
            beyond(b, a).unwrap_or(View { left: to_left, right: to_centre }),
        ]
    }

    /// Whether it may be the worst chord somewhere between two places on the edge of the half disc over it. Seen from
    /// one place after the other along that edge each end turns one way.
    pub(super) fn may_be_worst(&self, [one, other]: [View; 2]) -> bool {
        let (a, b) = self.line();
        let stays = |end: &End, hand: f64, views: [Coord<f64>; 2], to_other: Coord<f64>| {
            let gets_worse = |side: Coord<f64>| {
                let narrows = |view: Coord<f64>| hand * cross(view, side) > CHANGE;
                views.into_iter().all(narrows) && (!self.taut || dot(side, to_other) > CHANGE)
            };
            !end.sides.is_some_and(|sides| sides.into_iter().any(gets_worse))
        };
        stays(&self.left, 1.0, [one.left, other.left], b - a)
            && stays(&self.right, -1.0, [one.right, other.right], a - b)
    }
}

/// Hands on every chord between some edges that may be the worst somewhere, and some more. The ends are those of
/// the edges.
pub(super) fn candidates(
    edges: &[Segment],
    ends: &[End],
    radius: f64,
    mut hand_on: impl FnMut(&Chord),
) {
    let width = 2.0 * radius;
    for (number, one) in ends.iter().enumerate() {
        for other in &ends[number + 1..] {
            if is_shorter((one.at, other.at), width) {
                let chord = Chord::between(*one, *other, false);
                if chord.may_be_worst(chord.seen_from_ends()) {
                    hand_on(&chord);
                }
            }
        }
        for &edge in edges {
            for foot in at_distance(edge, one.at, width) {
                // Fixed, for it stands for the taut chords beside it where edges are short.
                hand_on(&Chord::between(End::fixed(one.at), End::fixed(foot), true));
            }
        }
    }
    let short = SHORT * radius;
    let long: Vec<(Segment, Coord<f64>)> = edges
        .iter()
        .map(|&(a, b)| ((a, b), b - a))
        .filter(|(_, along)| length(*along) > short)
        .map(|(edge, along)| (edge, along / length(along)))
        .collect();
    for (number, &(one, u)) in long.iter().enumerate() {
        for &(other, v) in &long[number + 1..] {
            if dot(u, v) < -RIGHT && may_hold_ladders(one, other, width) {
                for (foot, top) in ladders(one, other, width) {
                    hand_on(&Chord::between(End::on(u, foot), End::on(v, top), true));
                }
            }
        }
    }
}

/// Whether a chord as long as the width may lean on the insides of two edges.
fn may_hold_ladders(one: Segment, other: Segment, width: f64) -> bool {
    [(one.0, other), (one.1, other), (other.0, one), (other.1, one)]
        .into_iter()
        .any(|(end, edge)| squared_distance(end, edge) < width * width)
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

/// The places of an edge at a distance from another.
fn at_distance(
    edge: Segment,
    place: Coord<f64>,
    distance: f64,
) -> impl Iterator<Item = Coord<f64>> {
    let (a, along) = (edge.0, edge.1 - edge.0);
    let shares = shares_within(distance, (a - place, edge.1 - place));
    let shares = shares.map_or([-1.0; 2], |(first, last)| [first, last]);
    shares
        .into_iter()
        .filter(|share| (0.0..=1.0).contains(share))
        .map(move |share| a + along * share)
}

/// How far along a ray from the origin one is within the half disc over a chord, if the ray crosses it.
pub(super) fn half_disc((a, b): Segment, ray: Coord<f64>) -> Option<f64> {
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

fn is_shorter((a, b): Segment, distance: f64) -> bool {
    dot(b - a, b - a) < distance * distance
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

    /// Regular polygons as holes, to the left and to the right ahead of a disc of 10 m.
    fn holes(seed: u32) -> Vec<Vec<Coord<f64>>> {
        let share = |step: u32| f64::from((seed * 7_919 + step * 104_729) % 1_009) / 1_009.0;
        let around = |centre: Coord<f64>, radius: f64, corners: u32| -> Vec<Coord<f64>> {
            let corner = |k: u32| {
                let (sin, cos) = (TAU * (f64::from(k) + share(9)) / f64::from(corners)).sin_cos();
                // Material lies on the left: holes run clockwise.
                centre + Coord { x: radius * cos, y: -radius * sin }
            };
            (0..corners).map(corner).collect()
        };
        // Beside the disc, and no further from its centre than a width.
        let beside = |step: u32, hand: f64| {
            let radius = 1.0 + 3.0 * share(step);
            let (sin, cos) = (0.6 + 0.5 * share(step + 1)).sin_cos();
            let away = 10.0 + radius + 2.0 * share(step + 2);
            (Coord { x: hand * away * sin, y: away * cos }, radius)
        };
        let ((left, left_radius), (right, right_radius)) = (beside(1, -1.0), beside(4, 1.0));
        vec![around(left, left_radius, 3 + seed % 40), around(right, right_radius, 3 + seed % 7)]
    }

    #[test]
    fn the_worst_chord_is_always_among_those_handed_on() {
        let (radius, mut pinched) = (10.0, 0);
        for seed in 0..400 {
            let (mut edges, mut ends) = (Vec::new(), Vec::new());
            for ring in holes(seed) {
                let count = ring.len();
                for k in 0..count {
                    let (before, at) = (ring[(k + count - 1) % count], ring[k]);
                    let after = ring[(k + 1) % count];
                    edges.push((at, after));
                    ends.push(End::vertex(at, [before - at, after - at]));
                }
            }
            let mut chords = Vec::new();
            candidates(&edges, &ends, radius, |chord| {
                chords.push(Chord { left: chord.left, right: chord.right, taut: chord.taut });
            });
            for turn in [-0.1f64, -0.02, 0.0, 0.07] {
                let ray = Coord { x: turn.sin(), y: turn.cos() };
                // All places of both outlines a tenth of a metre apart, and all pairs of them.
                let places = |left: bool| -> Vec<Coord<f64>> {
                    let side = |p: &Coord<f64>| (cross(ray, *p) > 0.0) == left;
                    let along = |&(a, b): &Segment| {
                        let steps = (length(b - a) / 0.1).ceil();
                        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                        (0..steps as u32).map(move |k| a + (b - a) * (f64::from(k) / steps))
                    };
                    edges.iter().flat_map(along).filter(side).collect()
                };
                let far = |chord: Segment| half_disc(chord, ray).unwrap_or(f64::INFINITY);
                let right = places(false);
                let pairs =
                    places(true).into_iter().flat_map(|a| right.iter().map(move |b| (a, *b)));
                let short = pairs.filter(|chord| is_shorter(*chord, 2.0 * radius));
                let least = short.map(far).fold(f64::INFINITY, f64::min);
                let worst = chords.iter().filter(|chord| {
                    let far = far(chord.line());
                    let views = [0.999, 1.001].map(|share| chord.seen_from(ray * (far * share)));
                    far.is_finite() && chord.may_be_worst(views)
                });
                let found = worst.map(|chord| far(chord.line())).fold(f64::INFINITY, f64::min);
                assert!(found <= least + 1e-9, "{seed} {turn}: {found} {least}");
                pinched += u32::from(found.is_finite());
            }
        }
        assert!(pinched > 200, "{pinched}");
    }
}
