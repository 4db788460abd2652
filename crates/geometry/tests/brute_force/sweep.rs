//! What an offset adds to a region or takes from it, piece by convex piece.

use super::plane::{
    convex_place, cross, dot, edges, exact_turn, length, segment_distance, Place, Rings,
};
use geo::Coord;

/// One strip, join or capsule.
pub enum Piece {
    /// Convex, counter-clockwise, without the closing position.
    Polygon(Vec<Coord<f64>>),
    /// All within a distance of an edge; the result may reach further by the excess of its arcs.
    Capsule(Coord<f64>, Coord<f64>, f64),
}

impl Piece {
    pub fn place(&self, p: Coord<f64>, margin: f64, excess: f64) -> Place {
        match self {
            Self::Polygon(corners) => convex_place(corners, p, margin),
            &Self::Capsule(a, b, radius) => {
                let away = segment_distance(a, b, p);
                if away <= radius - margin {
                    Place::In
                } else if away >= radius * (1.0 + excess) + margin {
                    Place::Out
                } else {
                    Place::Edge
                }
            }
        }
    }

    /// A closed ring that is inside the piece, or outside it, by as little as possible.
    fn ring(&self, outside: bool, excess: f64) -> Vec<Coord<f64>> {
        const CORNERS: u32 = 48;
        let mut ring = match self {
            Self::Polygon(corners) => corners.clone(),
            &Self::Capsule(a, b, radius) => {
                let step = std::f64::consts::PI / f64::from(CORNERS);
                let reach =
                    if outside { radius * (1.0 + excess) / (step / 2.0).cos() } else { radius };
                let along = if a == b { Coord { x: 1.0, y: 0.0 } } else { (b - a) / length(b - a) };
                let turned = |angle: f64| {
                    let (sin, cos) = angle.sin_cos();
                    Coord { x: along.x * cos - along.y * sin, y: along.x * sin + along.y * cos }
                };
                let half = |centre: Coord<f64>, from: f64| {
                    (0..=CORNERS).map(move |k| centre + turned(from + step * f64::from(k)) * reach)
                };
                let right = -std::f64::consts::FRAC_PI_2;
                half(b, right).chain(half(a, -right)).collect()
            }
        };
        ring.push(ring[0]);
        ring
    }
}

/// Rings inside (or outside) all pieces together, for areas.
pub fn outlines(pieces: &[Piece], outside: bool, excess: f64) -> Rings {
    pieces.iter().map(|piece| piece.ring(outside, excess)).collect()
}

/// Where a point is in the union of the pieces.
pub fn place(pieces: &[Piece], p: Coord<f64>, margin: f64, excess: f64) -> Place {
    let mut place = Place::Out;
    for piece in pieces {
        match piece.place(p, margin, excess) {
            Place::In => return Place::In,
            Place::Edge => place = Place::Edge,
            Place::Out => {}
        }
    }
    place
}

/// True distance from every edge.
pub fn capsules(rings: &[Vec<Coord<f64>>], distance: f64) -> Vec<Piece> {
    edges(rings).map(|(a, b)| Piece::Capsule(a, b, distance)).collect()
}

/// Sine of the angle by which a ring turns; for a turn back its sign alone, from integers.
fn turn(a: Coord<f64>, v: Coord<f64>, b: Coord<f64>) -> f64 {
    let (u1, u2) = ((v - a) / length(v - a), (b - v) / length(b - v));
    if dot(u1, u2) < 0.0 && cross(u1, u2).abs() < 1e-9 {
        return f64::from(exact_turn(a, v, b));
    }
    cross(u1, u2)
}

fn counter_clockwise(mut corners: Vec<Coord<f64>>) -> Piece {
    let twice: f64 = (1..corners.len() - 1)
        .map(|k| cross(corners[k] - corners[0], corners[k + 1] - corners[0]))
        .sum();
    if twice < 0.0 {
        corners.reverse();
    }
    Piece::Polygon(corners)
}

/// Strips beside the edges and mitres at the corners: to the right of the rings for a positive
/// distance, to their left for a negative one.
pub fn mitred(rings: &[Vec<Coord<f64>>], distance: f64, limit: f64) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for ring in rings {
        let corners = &ring[..ring.len() - 1];
        let count = corners.len();
        for k in 0..count {
            let (a, v, b) = (corners[k], corners[(k + 1) % count], corners[(k + 2) % count]);
            let (u1, u2) = ((v - a) / length(v - a), (b - v) / length(b - v));
            let out = |u: Coord<f64>| Coord { x: u.y, y: -u.x } * distance;
            let (n1, n2) = (out(u1), out(u2));
            pieces.push(counter_clockwise(vec![a, v, v + n1, a + n1]));
            // However thin a spike is, it has its gap outside, and a slit has none.
            if turn(a, v, b) * distance.signum() <= 1e-12 {
                continue;
            }
            let (cosine, reach) = (dot(u1, u2), limit * distance.abs());
            let tip = (n1 + n2) / (1.0 + cosine);
            let mut join = vec![v, v + n1];
            if length(tip) <= reach {
                join.push(v + tip);
            } else {
                let axis = (u1 - u2) / length(u1 - u2);
                join.push(v + n1 + u1 * ((reach - dot(n1, axis)) / dot(u1, axis)));
                join.push(v + n2 + u2 * ((reach - dot(n2, axis)) / dot(u2, axis)));
            }
            join.push(v + n2);
            pieces.push(counter_clockwise(join));
        }
    }
    pieces
}
