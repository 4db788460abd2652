//! Membership, distance, area and validity, each by the plainest method there is.
//!
//! Nothing here uses the overlay engine, an index, or a line of the crate.

use geo::Coord;

/// Closed rings: the last position is the first.
pub type Rings = Vec<Vec<Coord<f64>>>;

pub fn edges(rings: &[Vec<Coord<f64>>]) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> + '_ {
    rings.iter().flat_map(|ring| ring.windows(2).map(|w| (w[0], w[1])))
}

pub fn dot(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.x + a.y * b.y
}

pub fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - a.y * b.x
}

pub fn length(a: Coord<f64>) -> f64 {
    a.x.hypot(a.y)
}

pub fn perimeter(rings: &[Vec<Coord<f64>>]) -> f64 {
    edges(rings).map(|(a, b)| length(b - a)).sum()
}

/// How often the rings run around a point, counter-clockwise.
pub fn winding(rings: &[Vec<Coord<f64>>], p: Coord<f64>) -> i32 {
    edges(rings)
        .map(|(a, b)| match (a.y <= p.y, b.y <= p.y) {
            (true, false) if cross(b - a, p - a) > 0.0 => 1,
            (false, true) if cross(b - a, p - a) < 0.0 => -1,
            _ => 0,
        })
        .sum()
}

pub fn segment_distance(a: Coord<f64>, b: Coord<f64>, p: Coord<f64>) -> f64 {
    let along = b - a;
    let square = dot(along, along);
    if square == 0.0 {
        return length(p - a);
    }
    let part = (dot(p - a, along) / square).clamp(0.0, 1.0);
    length(p - a - along * part)
}

/// Distance from the rings themselves, inside or outside.
pub fn edge_distance(rings: &[Vec<Coord<f64>>], p: Coord<f64>) -> f64 {
    edges(rings).map(|(a, b)| segment_distance(a, b, p)).fold(f64::INFINITY, f64::min)
}

/// Where a point is, when a margin either way must not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    In,
    Out,
    /// Too near an edge to tell.
    Edge,
}

/// Place in a convex counter-clockwise polygon without the closing position.
pub fn convex_place(polygon: &[Coord<f64>], p: Coord<f64>, margin: f64) -> Place {
    let mut place = Place::In;
    for (k, &a) in polygon.iter().enumerate() {
        let along = polygon[(k + 1) % polygon.len()] - a;
        let size = length(along);
        if size < 1e-9 {
            // Without a direction of its own it cannot vouch for anything.
            place = Place::Edge;
            continue;
        }
        let depth = cross(along, p - a) / size;
        if depth < -margin {
            return Place::Out;
        }
        if depth < margin {
            place = Place::Edge;
        }
    }
    place
}

/// Areas of what two sets of rings cover (winding number not zero): only the first, both, only
/// the second. By slabs between all vertices and crossings, in which no two edges cross.
pub fn areas(first: &[Vec<Coord<f64>>], second: &[Vec<Coord<f64>>]) -> [f64; 3] {
    struct Side {
        a: Coord<f64>,
        b: Coord<f64>,
        /// Which set, and +1 if it runs upwards.
        set: usize,
        up: i32,
    }
    let mut sides: Vec<Side> = Vec::new();
    for (set, rings) in [first, second].into_iter().enumerate() {
        sides.extend(edges(rings).filter(|(a, b)| a.y != b.y).map(|(a, b)| {
            if a.y < b.y {
                Side { a, b, set, up: 1 }
            } else {
                Side { a: b, b: a, set, up: -1 }
            }
        }));
    }
    sides.sort_by(|s, t| s.a.y.total_cmp(&t.a.y));
    let mut levels: Vec<f64> = sides.iter().flat_map(|side| [side.a.y, side.b.y]).collect();
    for (index, s) in sides.iter().enumerate() {
        for t in sides[index + 1..].iter().take_while(|t| t.a.y < s.b.y) {
            let (u, v) = (s.b - s.a, t.b - t.a);
            let turn = cross(u, v);
            if turn != 0.0 {
                let part = cross(t.a - s.a, v) / turn;
                if (0.0..=1.0).contains(&part) {
                    levels.push(s.a.y + part * u.y);
                }
            }
        }
    }
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    let mut found = [0.0; 3];
    let mut active: Vec<usize> = Vec::new();
    let mut next = 0;
    let mut row: Vec<(f64, usize, i32)> = Vec::new();
    for slab in levels.windows(2) {
        let (y, height) = (f64::midpoint(slab[0], slab[1]), slab[1] - slab[0]);
        while next < sides.len() && sides[next].a.y < y {
            active.push(next);
            next += 1;
        }
        active.retain(|&side| sides[side].b.y > y);
        row.clear();
        row.extend(active.iter().map(|&index| {
            let Side { a, b, set, up } = sides[index];
            (a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)), set, up)
        }));
        row.sort_by(|s, t| s.0.total_cmp(&t.0));
        let mut around = [0; 2];
        for pair in row.windows(2) {
            around[pair[0].1] += pair[0].2;
            let width = pair[1].0 - pair[0].0;
            match (around[0] != 0, around[1] != 0) {
                (true, false) => found[0] += width * height,
                (true, true) => found[1] += width * height,
                (false, true) => found[2] += width * height,
                (false, false) => {}
            }
        }
    }
    found
}

/// A metre has this many units of the grid.
const UNITS: f64 = 1_073_741_824.0;

/// A position in whole units of the grid.
#[derive(Clone, Copy, PartialEq)]
struct Node {
    x: i128,
    y: i128,
}

impl Node {
    #[allow(clippy::cast_possible_truncation, reason = "whole numbers below 2^53")]
    fn of(p: Coord<f64>) -> Self {
        Self { x: (p.x * UNITS).round() as i128, y: (p.y * UNITS).round() as i128 }
    }
}

fn turn(a: Node, b: Node, c: Node) -> i32 {
    let twice_area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    i32::from(twice_area > 0) - i32::from(twice_area < 0)
}

/// Whether the way from `a` over `b` to `c`, all on the grid, turns left (1) or right (-1).
pub fn exact_turn(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> i32 {
    turn(Node::of(a), Node::of(b), Node::of(c))
}

/// What is wrong with rings that must lie on a grid of 2^-30 m and not cross or overlap; decided
/// in integers, so there is no margin.
pub fn invalidity(rings: &[Vec<Coord<f64>>]) -> Option<String> {
    let mut lines: Vec<(Node, Node)> = Vec::new();
    for ring in rings {
        if ring.len() < 4 || ring.first() != ring.last() {
            return Some(format!("a ring of {} positions", ring.len()));
        }
        let mut nodes = Vec::with_capacity(ring.len());
        for p in ring {
            let (x, y) = (p.x * UNITS, p.y * UNITS);
            if !(x.is_finite() && y.is_finite()) || x.fract() != 0.0 || y.fract() != 0.0 {
                return Some(format!("{p:?} is not on the grid"));
            }
            nodes.push(Node::of(*p));
        }
        lines.extend(nodes.windows(2).map(|w| (w[0], w[1])));
    }
    lines.sort_by_key(|(a, b)| a.x.min(b.x));
    for (index, &(a, b)) in lines.iter().enumerate() {
        if a == b {
            return Some("a position is doubled".to_owned());
        }
        let east = a.x.max(b.x);
        for &(c, d) in lines[index + 1..].iter().take_while(|(c, d)| c.x.min(d.x) <= east) {
            if c.y.max(d.y) < a.y.min(b.y) || a.y.max(b.y) < c.y.min(d.y) {
                continue;
            }
            let (c_side, d_side) = (turn(a, b, c), turn(a, b, d));
            let crossing = c_side * d_side < 0 && turn(c, d, a) * turn(c, d, b) < 0;
            // On one line: both share more than an end if an end of one is inside the other.
            let shared = c_side == 0 && d_side == 0 && {
                let key = |n: Node| if a.x == b.x { n.y } else { n.x };
                key(c).max(key(d)).min(key(a).max(key(b)))
                    > key(c).min(key(d)).max(key(a).min(key(b)))
            };
            if crossing || shared {
                #[allow(clippy::cast_precision_loss, reason = "for the eye")]
                let at = |n: Node| (n.x as f64 / UNITS, n.y as f64 / UNITS);
                let how = if crossing { "cross" } else { "overlap" };
                return Some(format!("edges {how}: {:?}", [at(a), at(b), at(c), at(d)]));
            }
        }
    }
    None
}
