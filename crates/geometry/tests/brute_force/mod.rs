//! The geometry kernel against slow constructions that share nothing with it.
//!
//! [`check`] makes shapes of arbitrary bytes, runs one operation on them and compares:
//!
//! | operation | compared with |
//! |---|---|
//! | repair | winding numbers of the rings as drawn |
//! | union, intersection, difference | winding numbers of the inputs; area by slabs |
//! | grow, shrink (round), along, disc | distance to every edge; area by slabs, between bounds |
//! | grow, shrink (mitred), inset | every strip and mitre as a convex polygon; area by slabs |
//! | opening | certificates: a disc that fits and covers the point, or proof that none does |
//!
//! Membership is asked at points beside every vertex and edge of the result, a hair to either
//! side, and at random ones. Every result must also be valid, which is decided in integers.
//!
//! The tests run it on seeded bytes, the fuzz target on whatever the fuzzer thinks of.

pub mod plane;
pub mod scene;
pub mod sweep;

use carveout_geometry::offset::{
    along, disc, grow, inset, shrink, Cap, Join, Side, ARC_EXCESS, MITRE,
};
use carveout_geometry::overlay::{difference, intersection, union, OverlayError};
use carveout_geometry::width::{opening, WIDTH_TOLERANCE_M};
use carveout_geometry::{repair, Region};
use geo::Coord;
use plane::{areas, cross, dot, edge_distance, edges, length, perimeter, winding, Place, Rings};
use scene::{Bytes, Drawn};
use sweep::Piece;

/// Results may be off by this, metres.
const MARGIN_M: f64 = 1e-6;
/// Pieces of up to this area may be dropped as noise of the grid.
const SPECK_M2: f64 = 1e-9;
/// Mitres are cut off square at this many distances from their corner.
const LIMIT: f64 = 5.0;
/// The ends of such a cut are a distance off the axis: the square root of 5^2 + 1.
const MITRE_REACH: f64 = 5.1;

/// What was compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Points whose membership was certain and was compared.
    pub points: usize,
    /// Areas compared.
    pub areas: usize,
    /// Results found valid.
    pub results: usize,
}

impl Tally {
    /// Both together.
    pub fn add(&mut self, other: Self) {
        self.points += other.points;
        self.areas += other.areas;
        self.results += other.results;
    }
}

/// Names of the operations, in the order of [`check`]'s first byte.
pub const OPERATIONS: [&str; 10] = [
    "overlay",
    "grow round",
    "grow mitred",
    "shrink round",
    "shrink mitred",
    "inset of one distance",
    "inset of many distances",
    "along",
    "disc",
    "opening",
];

/// Which operation some bytes ask for.
pub fn operation(bytes: &[u8]) -> usize {
    usize::from(bytes.first().copied().unwrap_or(0)) % OPERATIONS.len()
}

/// Runs the operation that the bytes ask for on the shapes they describe.
///
/// # Errors
/// What the kernel got wrong, and where.
pub fn check(bytes: &[u8]) -> Result<Tally, String> {
    let mut source = Bytes::new(bytes);
    source.byte();
    let mut judge = Judge::default();
    match operation(bytes) {
        0 => overlays(&mut source, &mut judge),
        index @ 1..=6 => {
            let Some(region) = judge.region(&scene::drawn(&mut source))? else {
                return Ok(judge.tally);
            };
            let distance = scene::distance(&mut source);
            match index {
                1 | 3 => rounded(&mut judge, &region, distance, index == 1),
                2 | 4 => mitred(&mut judge, &region, distance, index == 2),
                5 => inset_evenly(&mut judge, &region, distance),
                _ => inset_unevenly(&mut source, &mut judge, &region),
            }
        }
        7 => strip(&mut source, &mut judge),
        8 => circle(&mut source, &mut judge),
        _ => {
            let drawn = scene::drawn(&mut source);
            match judge.region(&drawn)? {
                Some(region) => opened(&mut judge, &region, 2.0 * scene::distance(&mut source)),
                None => Ok(()),
            }
        }
    }
    .map(|()| judge.tally)
}

/// Collects what was compared, and stops at the first contradiction.
#[derive(Default)]
struct Judge {
    tally: Tally,
}

/// A result, or the reason why there is none.
type Verdict<T = ()> = Result<T, String>;

fn made(operation: &str, result: Result<Region, OverlayError>) -> Verdict<Region> {
    result.map_err(|error| format!("{operation}: {error}"))
}

fn rings_of(region: &Region) -> Rings {
    region.rings().map(|ring| ring.0.clone()).collect()
}

impl Judge {
    /// The region that was drawn; `None` if it has no width.
    fn region(&mut self, drawn: &Drawn) -> Verdict<Option<Region>> {
        let repaired = repair::region_of(drawn).map_err(|error| format!("repair: {error}"))?;
        let rings = self.valid("repair", &repaired.region)?;
        if repaired.defects.contains(&repair::Defect::NoArea) {
            return Ok(None);
        }
        let flat: Rings = drawn.iter().flatten().cloned().collect();
        let inside = |p: Coord<f64>| {
            drawn.iter().any(|polygon| {
                let mut covered =
                    polygon.iter().map(|ring| winding(std::slice::from_ref(ring), p) != 0);
                covered.next() == Some(true) && !covered.any(|hole| hole)
            })
        };
        self.members("repair", &rings, &flat, |p| {
            if edge_distance(&flat, p) < MARGIN_M {
                Place::Edge
            } else if inside(p) {
                Place::In
            } else {
                Place::Out
            }
        })?;
        Ok((!repaired.region.is_empty()).then_some(repaired.region))
    }

    /// The rings of a result, which must be valid and have their material on the left.
    fn valid(&mut self, operation: &str, region: &Region) -> Verdict<Rings> {
        let rings = rings_of(region);
        if let Some(reason) = plane::invalidity(&rings) {
            return Err(format!("{operation}: invalid, {reason}"));
        }
        for polygon in region.polygons() {
            let turns = std::iter::once((polygon.exterior(), 1.0))
                .chain(polygon.interiors().iter().map(|hole| (hole, -1.0)));
            for (ring, side) in turns {
                let from = ring.0[0];
                let twice: f64 = ring.0.windows(2).map(|w| cross(w[0] - from, w[1] - from)).sum();
                if twice * side <= 0.0 {
                    return Err(format!("{operation}: a ring turns the wrong way near {from:?}"));
                }
            }
        }
        self.tally.results += 1;
        Ok(rings)
    }

    /// Holds a result against the place where its points must be.
    fn members(
        &mut self,
        operation: &str,
        result: &Rings,
        input: &Rings,
        place: impl Fn(Coord<f64>) -> Place,
    ) -> Verdict {
        for p in probes(result).into_iter().chain(probes(input)).chain(scattered(input, result)) {
            let expected = place(p);
            if expected == Place::Edge {
                continue;
            }
            let around = winding(result, p);
            self.tally.points += 1;
            let right = match expected {
                Place::In => around == 1,
                _ => around == 0,
            };
            if !right && area_seen(input, result, p) > SPECK_M2 {
                return Err(format!(
                    "{operation}: {p:?} must be {expected:?}, winding number is {around}; {} from \
                     the result's edge, {} from the input's",
                    edge_distance(result, p),
                    edge_distance(input, p)
                ));
            }
        }
        Ok(())
    }

    fn area(&mut self, operation: &str, found: f64, least: f64, most: f64, rings: f64) -> Verdict {
        // Every edge may be off by a few grid units all along; scraps of the grid are dropped.
        let margin = 1e-6 + 1e-8 * rings;
        self.tally.areas += 1;
        if found < least - margin || found > most + margin {
            return Err(format!("{operation}: {found} m2 where {least} to {most} are right"));
        }
        Ok(())
    }
}

/// Area around a point up to the first edge in every direction.
///
/// A point on the wrong side is in a place where result and truth differ, and such a place ends at
/// edges of the one or the other.
fn area_seen(input: &Rings, result: &Rings, p: Coord<f64>) -> f64 {
    const RAYS: u32 = 20_000;
    let step = std::f64::consts::TAU / f64::from(RAYS);
    let all: Vec<_> = edges(input).chain(edges(result)).collect();
    let seen = |ray: Coord<f64>| {
        let hits = all.iter().filter_map(|&(a, b)| {
            let (side, turn) = (b - a, cross(ray, b - a));
            let (far, part) = (cross(a - p, side) / turn, cross(a - p, ray) / turn);
            // No ray may slip through between two edges that meet.
            let slack = 1e-9 / length(side);
            (far > 0.0 && (-slack..=1.0 + slack).contains(&part)).then_some(far)
        });
        hits.fold(1.0, f64::min)
    };
    (0..RAYS)
        .map(|k| {
            let (sin, cos) = (step * f64::from(k)).sin_cos();
            0.5 * step * seen(Coord { x: cos, y: sin }).powi(2)
        })
        .sum()
}

/// Points beside the vertices and edge middles of some rings, a hair to either side.
fn probes(rings: &Rings) -> Vec<Coord<f64>> {
    const MOST: usize = 40;
    let count = edges(rings).count();
    let stride = count.div_ceil(MOST).max(1);
    let mut points = Vec::new();
    for (a, b) in edges(rings).step_by(stride) {
        let size = length(b - a);
        if size == 0.0 {
            continue;
        }
        let along = (b - a) / size;
        let across = Coord { x: along.y, y: -along.x };
        for hair in [3e-6, 1e-4, 1e-2] {
            for side in [hair, -hair] {
                points.push((a + b) / 2.0 + across * side);
                points.push(a + across * side + along * hair);
                points.push(a + across * side - along * hair);
            }
        }
    }
    points
}

/// A fixed scatter over the box around everything.
fn scattered(first: &Rings, second: &Rings) -> Vec<Coord<f64>> {
    let corners = || first.iter().chain(second).flatten();
    let low = |of: fn(&Coord<f64>) -> f64| corners().map(of).fold(f64::INFINITY, f64::min);
    let high = |of: fn(&Coord<f64>) -> f64| corners().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (west, south) = (low(|p| p.x), low(|p| p.y));
    let (width, height) = (high(|p| p.x) - west, high(|p| p.y) - south);
    if corners().next().is_none() {
        return Vec::new();
    }
    // The plastic number's sequence covers a box evenly.
    (1..=64)
        .map(|k| {
            let (u, v) = (f64::from(k) * 0.754_877_666, f64::from(k) * 0.569_840_290);
            Coord {
                x: west + width * (1.1 * u.fract() - 0.05),
                y: south + height * (1.1 * v.fract() - 0.05),
            }
        })
        .collect()
}

/// Whether a point is in a result, by whether it is in the one input and in the other.
type Rule = fn(bool, bool) -> bool;

fn overlays(source: &mut Bytes, judge: &mut Judge) -> Verdict {
    let drawn = scene::drawn(source);
    let other = scene::companion(source, &drawn);
    let a = judge.region(&drawn)?.unwrap_or_default();
    let b = judge.region(&other)?.unwrap_or_default();
    let (a_rings, b_rings) = (rings_of(&a), rings_of(&b));
    let both: Rings = a_rings.iter().chain(&b_rings).cloned().collect();
    let [only_a, shared, only_b] = areas(&a_rings, &b_rings);
    let cases: [(&str, Result<Region, OverlayError>, f64, Rule); 4] = [
        ("union", union([&a, &b]), only_a + shared + only_b, |a, b| a || b),
        ("intersection", intersection(&a, &b), shared, |a, b| a && b),
        ("difference", difference(&a, [&b]), only_a, |a, b| a && !b),
        ("difference, other way", difference(&b, [&a]), only_b, |a, b| b && !a),
    ];
    let outline = perimeter(&both);
    for (operation, result, area, rule) in cases {
        let result = made(operation, result)?;
        let rings = judge.valid(operation, &result)?;
        judge.area(operation, result.area().get(), area, area, outline)?;
        judge.members(operation, &rings, &both, |p| {
            if edge_distance(&both, p) < MARGIN_M {
                Place::Edge
            } else if rule(winding(&a_rings, p) != 0, winding(&b_rings, p) != 0) {
                Place::In
            } else {
                Place::Out
            }
        })?;
    }
    Ok(())
}

/// Place in a region with pieces added to it, or taken away.
fn swept(rings: &Rings, pieces: &[Piece], p: Coord<f64>, adds: bool) -> Place {
    let inside = winding(rings, p) != 0;
    let piece = sweep::place(pieces, p, MARGIN_M, ARC_EXCESS);
    match (adds, inside, piece) {
        (true, true, _) | (false, true, Place::Out) => Place::In,
        (true, false, piece) => piece,
        (false, false, _) | (_, _, Place::In) => Place::Out,
        (false, true, Place::Edge) => Place::Edge,
    }
}

/// Bounds of the area of a region with pieces added to it, or taken away.
fn swept_area(rings: &Rings, pieces: &[Piece], adds: bool) -> (f64, f64) {
    let area = |outside: bool| {
        let [region, shared, piece] = areas(rings, &sweep::outlines(pieces, outside, ARC_EXCESS));
        if adds {
            region + shared + piece
        } else {
            region
        }
    };
    let (inner, outer) = (area(false), area(true));
    (inner.min(outer), inner.max(outer))
}

fn compare_swept(
    judge: &mut Judge,
    operation: &str,
    input: &Rings,
    result: &Region,
    pieces: &[Piece],
    adds: bool,
) -> Verdict {
    let rings = judge.valid(operation, result)?;
    judge.members(operation, &rings, input, |p| {
        // On the region's own edge one is neither in nor out of it.
        if !adds && edge_distance(input, p) < MARGIN_M {
            Place::Out
        } else {
            swept(input, pieces, p, adds)
        }
    })?;
    // Slabs take time with the square of the pieces.
    if pieces.len() <= 40 {
        let (least, most) = swept_area(input, pieces, adds);
        let outline = perimeter(input) + perimeter(&rings);
        judge.area(operation, result.area().get(), least, most, outline)?;
    }
    Ok(())
}

fn rounded(judge: &mut Judge, region: &Region, distance: f64, adds: bool) -> Verdict {
    let rings = rings_of(region);
    let pieces = sweep::capsules(&rings, distance);
    let (operation, result) = if adds {
        ("grow round", grow(region, distance, Join::Round))
    } else {
        ("shrink round", shrink(region, distance, Join::Round))
    };
    compare_swept(judge, operation, &rings, &made(operation, result)?, &pieces, adds)
}

fn mitred(judge: &mut Judge, region: &Region, distance: f64, adds: bool) -> Verdict {
    let rings = rings_of(region);
    let signed = if adds { distance } else { -distance };
    let pieces = sweep::mitred(&rings, signed, LIMIT);
    let (operation, result) = if adds {
        ("grow mitred", grow(region, distance, MITRE))
    } else {
        ("shrink mitred", shrink(region, distance, MITRE))
    };
    compare_swept(judge, operation, &rings, &made(operation, result)?, &pieces, adds)
}

fn inset_evenly(judge: &mut Judge, region: &Region, distance: f64) -> Verdict {
    let rings = rings_of(region);
    let sides: Vec<Vec<Side>> = rings
        .iter()
        .map(|ring| ring[..ring.len() - 1].iter().map(|&from| Side { from, distance }).collect())
        .collect();
    let pieces = sweep::mitred(&rings, -distance, LIMIT);
    let result = made("inset", inset(&sides, LIMIT))?;
    compare_swept(judge, "inset of one distance", &rings, &result, &pieces, false)
}

/// Distances of their own: every strip is gone, and what lies in no strip, not even in one that is
/// prolonged past its edge's ends as far as a mitre may reach, is kept.
fn inset_unevenly(source: &mut Bytes, judge: &mut Judge, region: &Region) -> Verdict {
    let operation = "inset of many distances";
    let rings = rings_of(region);
    let depths = [0.0, scene::distance(source), scene::distance(source), scene::distance(source)];
    let sides: Vec<Vec<Side>> = rings
        .iter()
        .map(|ring| {
            let side =
                |&from: &Coord<f64>| Side { from, distance: depths[usize::from(source.choice(4))] };
            ring[..ring.len() - 1].iter().map(side).collect()
        })
        .collect();
    let result = made(operation, inset(&sides, LIMIT))?;
    let found = judge.valid(operation, &result)?;
    judge.members(operation, &found, &rings, |p| {
        if winding(&rings, p) == 0 {
            return if edge_distance(&rings, p) < MARGIN_M { Place::Edge } else { Place::Out };
        }
        let mut place = Place::In;
        for ring in &sides {
            for (k, side) in ring.iter().enumerate() {
                let next = ring[(k + 1) % ring.len()];
                let (v, w) = (next.from, ring[(k + 2) % ring.len()].from);
                let depth = |a: Coord<f64>, b: Coord<f64>| cross(b - a, p - a) / length(b - a);
                let (here, there) = (depth(side.from, v), depth(v, w));
                let part = dot(p - side.from, v - side.from) / length(v - side.from);
                let ahead = part.min(length(v - side.from) - part);
                if ahead > MARGIN_M && here > 0.0 && here < side.distance - MARGIN_M {
                    return Place::Out;
                }
                let slab = |depth: f64, most: f64| {
                    most > 0.0 && depth > -MARGIN_M && depth < most + MARGIN_M
                };
                let reach = MITRE_REACH * side.distance.max(next.distance) + MARGIN_M;
                let prolonged = length(p - v) < reach
                    && (slab(here, side.distance) || slab(there, next.distance));
                if prolonged || (ahead > -MARGIN_M && slab(here, side.distance)) {
                    place = Place::Edge;
                }
            }
        }
        if edge_distance(&rings, p) < MARGIN_M {
            place = Place::Edge;
        }
        place
    })
}

fn strip(source: &mut Bytes, judge: &mut Judge) -> Verdict {
    let mut line = scene::line(source);
    let cap = if source.choice(2) == 0 { Cap::Round } else { Cap::Flat };
    let distance = scene::distance(source);
    let operation = if cap == Cap::Round { "along, round ends" } else { "along, flat ends" };
    let result = made(operation, along(&line, distance, cap))?;
    line.dedup();
    let lines = vec![line.clone()];
    let capsules = sweep::capsules(&lines, distance);
    if cap == Cap::Round {
        if line.len() == 1 {
            let point = [Piece::Capsule(line[0], line[0], distance)];
            return compare_swept(judge, operation, &Vec::new(), &result, &point, true);
        }
        return compare_swept(judge, operation, &Vec::new(), &result, &capsules, true);
    }
    // Flat ends: all beside a segment is in; all that is beside none and near no bend is out.
    let found = judge.valid(operation, &result)?;
    judge.members(operation, &found, &lines, |p| {
        let mut place = Place::Out;
        for w in line.windows(2) {
            let along = (w[1] - w[0]) / length(w[1] - w[0]);
            let (part, off) = (dot(p - w[0], along), cross(along, p - w[0]).abs());
            let ahead = part.min(length(w[1] - w[0]) - part);
            if ahead > MARGIN_M && off < distance - MARGIN_M {
                return Place::In;
            }
            if ahead > -MARGIN_M && off < distance + MARGIN_M {
                place = Place::Edge;
            }
        }
        for w in line.windows(3) {
            let (u1, u2) = (w[1] - w[0], w[2] - w[1]);
            let (off, away) = (p - w[1], length(p - w[1]));
            let (before, after) = (dot(off, u1) / length(u1), dot(off, u2) / length(u2));
            let reversal =
                dot(u1, u2) < 0.0 && cross(u1, u2).abs() < 2e-9 * length(u1) * length(u2);
            // Beyond the end of the one and before the start of the other: the outside of a bend.
            if !reversal && before > MARGIN_M && after < -MARGIN_M && away < distance - MARGIN_M {
                return Place::In;
            }
            if away < distance * (1.0 + ARC_EXCESS) + MARGIN_M {
                place = Place::Edge;
            }
        }
        place
    })
}

fn circle(source: &mut Bytes, judge: &mut Judge) -> Verdict {
    let line = scene::line(source);
    let radius = scene::distance(source);
    let result = made("disc", disc(line[0], radius))?;
    let piece = [Piece::Capsule(line[0], line[0], radius)];
    compare_swept(judge, "disc", &Vec::new(), &result, &piece, true)
}

fn opened(judge: &mut Judge, region: &Region, width: f64) -> Verdict {
    let operation = "opening";
    let result = made(operation, opening(region, width))?;
    let found = judge.valid(operation, &result)?;
    let rings = rings_of(region);
    let half = (width - WIDTH_TOLERANCE_M) / 2.0;
    if half <= 0.0 {
        return Ok(());
    }
    let outline = perimeter(&rings) + perimeter(&found);
    let [_, _, outside] = areas(&rings, &found);
    judge.area("area that an opening adds", outside, 0.0, 0.0, outline)?;
    let depth = |p: Coord<f64>| {
        let away = edge_distance(&rings, p);
        if winding(&rings, p) == 0 {
            -away
        } else {
            away
        }
    };
    let core = rings_of(&made("shrink", shrink(region, half, Join::Round))?);
    // How far from a centre land may lie: half the diagonal of the square around a disc.
    let corner = std::f64::consts::SQRT_2 * half * (1.0 + ARC_EXCESS) + 1e-3;
    judge.members(operation, &found, &rings, |p| {
        let here = depth(p);
        if here < -MARGIN_M {
            return Place::Out;
        }
        if here < MARGIN_M {
            return Place::Edge;
        }
        // A core of some square millimetres, so that it is not dropped as noise.
        if disc_that_covers(p, half * (1.0 + ARC_EXCESS) + 2e-3, half - 1e-4, &depth) {
            return Place::In;
        }
        if winding(&core, p) == 0 && edge_distance(&core, p) > corner {
            return Place::Out;
        }
        if no_disc_near(p, corner, half - 1e-5, &depth) {
            return Place::Out;
        }
        Place::Edge
    })
}

/// Looks for a point of some depth within `reach` of `p`: finding one proves it.
fn disc_that_covers(
    p: Coord<f64>,
    enough: f64,
    reach: f64,
    depth: &impl Fn(Coord<f64>) -> f64,
) -> bool {
    if reach <= 0.0 {
        return false;
    }
    let within = |q: Coord<f64>| length(q - p) <= reach;
    let (mut best, mut deepest) = (p, depth(p));
    let mut step = reach;
    // On a ridge the steps can become many and gain nothing.
    for _ in 0..200 {
        if deepest >= enough || step < reach * 1e-4 {
            break;
        }
        let tries = (0..8).map(|k| {
            let (sin, cos) = (std::f64::consts::TAU * f64::from(k) / 8.0).sin_cos();
            best + Coord { x: cos, y: sin } * step
        });
        let next =
            tries.filter(|&q| within(q)).map(|q| (q, depth(q))).max_by(|a, b| a.1.total_cmp(&b.1));
        match next {
            Some((q, deeper)) if deeper > deepest => (best, deepest) = (q, deeper),
            _ => step /= 2.0,
        }
    }
    deepest >= enough
}

/// Whether no point within `reach` of `p` has some depth. Depth changes by no more than the
/// distance walked, so a square whose middle is too shallow by its half diagonal holds none.
fn no_disc_near(
    p: Coord<f64>,
    reach: f64,
    enough: f64,
    depth: &impl Fn(Coord<f64>) -> f64,
) -> bool {
    let mut squares = vec![(p, reach)];
    let mut looked = 0;
    while let Some((middle, half)) = squares.pop() {
        let corner = half * std::f64::consts::SQRT_2;
        if length(middle - p) - corner > reach {
            continue;
        }
        looked += 1;
        let here = depth(middle);
        if here + corner < enough {
            continue;
        }
        if (here >= enough && length(middle - p) <= reach) || looked > 400 {
            return false;
        }
        let quarter = half / 2.0;
        for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
            squares.push((middle + Coord { x, y } * quarter, quarter));
        }
    }
    true
}
