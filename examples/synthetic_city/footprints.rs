//! Land that somebody asks about: 1 to 20 ha, wherever it may lie, and some that cannot be used.

use crate::layer::{Geometry, Layer};
use crate::place::{self, Point};
use crate::random::{Random, Strata, Topic};
use crate::streets::Streets;
use std::io;

const LEAST_M2: f64 = 1e4;
const MOST_M2: f64 = 2e5;
const HOLE: f64 = 0.3;

/// `count` footprints, a `broken` share of them unusable, among blocks up to `reach` from the
/// middle one.
pub fn write(
    seed: u64,
    count: u64,
    broken: f64,
    reach: i64,
    streets: &mut Streets,
    layer: &mut Layer,
) -> io::Result<()> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to count")]
    let chosen = (count as f64 * broken).round() as u64;
    let broken = Strata { seed, topic: Topic::Broken, chosen, of: count };
    for n in 0..count {
        let mut chance = Random::of(seed, Topic::Footprint, n.cast_signed(), 0);
        let rings = footprint(&mut chance, reach, streets);
        let rings: Vec<&[Point]> = rings.iter().map(Vec::as_slice).collect();
        let name = format!("{}号地块", 1 + chance.below(99_999));
        let properties = format_args!(r#""id":"S-{:05}","name":"{name}""#, n + 1);
        match broken.chosen(n) {
            None => layer.feature(properties, &Geometry::Polygon(&rings))?,
            Some(k) => write_broken(k.wrapping_add(seed), rings[0], layer, properties)?,
        }
    }
    Ok(())
}

/// A ring, and for some another one for the hole in it.
fn footprint(chance: &mut Random, reach: i64, streets: &mut Streets) -> Vec<Vec<Point>> {
    let draw = chance.unit();
    let (mut outer, may_have_hole) = if draw < 0.5 {
        (rectangle(chance), true)
    } else if draw < 0.75 {
        (corner_shape(chance), false)
    } else {
        (around(chance), true)
    };
    // Most lie along the streets, or nearly so.
    let half_turn = if chance.chance(0.8) { chance.about(0.1) } else { chance.about(1.0) };
    for point in &mut outer {
        *point = point.turned(half_turn);
    }
    let mut rings = vec![outer];
    if may_have_hole && chance.chance(0.15) {
        rings.push(rings[0].iter().rev().map(|&point| point * HOLE).collect());
    }

    let span = 2 * reach.unsigned_abs() + 1;
    let mut block = || chance.below(span).cast_signed() - reach;
    let crossings = streets.crossings(block(), block());
    let u = chance.unit();
    let south = crossings[0].toward(crossings[1], u);
    let centre = south.toward(crossings[3].toward(crossings[2], u), chance.unit());
    let small = chance.unit();
    let wanted = LEAST_M2 + (MOST_M2 - LEAST_M2) * small * small;
    let drawn: f64 = rings.iter().map(|ring| place::area(ring)).sum();
    let scale = (wanted / drawn).sqrt();
    for point in rings.iter_mut().flatten() {
        *point = centre + *point * scale;
    }
    rings
}

/// Corners with surveyed points on the sides between them, a little off the straight line; at most
/// `most` vertices.
fn surveyed(corners: &[Point], most: u64, chance: &mut Random) -> Vec<Point> {
    let sides = corners.len() as u64;
    let per_side = if chance.chance(0.3) { 0 } else { chance.count(0, (most - sides) / sides) };
    let mut ring = Vec::new();
    for (n, &corner) in corners.iter().enumerate() {
        let next = corners[(n + 1) % corners.len()];
        let side = next - corner;
        ring.push(corner);
        for k in 1..=per_side {
            let share = (k as f64 + chance.about(0.3)) / (per_side + 1) as f64;
            let off = chance.about(0.01);
            ring.push(corner.toward(next, share) + Point::new(side.y * off, -side.x * off));
        }
    }
    ring
}

fn rectangle(chance: &mut Random) -> Vec<Point> {
    let (x, y) = (chance.between(1.0, 2.4), 1.0);
    let corners = [(-x, -y), (x, -y), (x, y), (-x, y)];
    let corners = corners.map(|(x, y)| Point::new(x + chance.about(0.1), y + chance.about(0.1)));
    surveyed(&corners, 40, chance)
}

/// An L.
fn corner_shape(chance: &mut Random) -> Vec<Point> {
    let (x, y) = (chance.between(1.0, 1.6), 1.0);
    let (inner_x, inner_y) = (x * chance.about(0.4), y * chance.about(0.4));
    let (x, inner_x) = if chance.chance(0.5) { (x, inner_x) } else { (-x, -inner_x) };
    let mut corners = [(-x, -y), (x, -y), (x, inner_y), (inner_x, inner_y), (inner_x, y), (-x, y)]
        .map(|(x, y)| Point::new(x, y));
    if x < 0.0 {
        corners.reverse();
    }
    surveyed(&corners, 36, chance)
}

/// Vertices all around, near and far.
fn around(chance: &mut Random) -> Vec<Point> {
    let count = chance.count(5, 40);
    // Many vertices with very different distances would be a star.
    let spread = (2.0 / count as f64).min(0.22);
    let stretched = chance.between(1.0, 1.8);
    (0..count)
        .map(|n| {
            // Four quarter turns, each by the tangent of the half angle.
            let at = 4.0 * (n as f64 + 0.6 * chance.unit()) / count as f64;
            let quarter = at.floor();
            let point = Point::new(1.0 + chance.about(spread), 0.0).turned(at - quarter);
            let point = if quarter < 1.0 {
                point
            } else if quarter < 2.0 {
                Point::new(-point.y, point.x)
            } else if quarter < 3.0 {
                Point::new(-point.x, -point.y)
            } else {
                Point::new(point.y, -point.x)
            };
            Point::new(point.x * stretched, point.y)
        })
        .collect()
}

/// One of seven ways to be broken; only the first can be repaired.
fn write_broken(
    way: u64,
    ring: &[Point],
    layer: &mut Layer,
    properties: std::fmt::Arguments<'_>,
) -> io::Result<()> {
    let (a, b) = (ring[0], ring[1]);
    match way % 7 {
        0 => {
            // Two sides cross; one wing is larger than the other.
            let aside = ring[ring.len() / 2] - a;
            let up = Point::new(-aside.y, aside.x);
            let bow_tie = [a, a + aside, a + up, a + aside * 0.6 + up * 0.5];
            layer.feature(properties, &Geometry::Polygon(&[&bow_tie]))
        }
        1 => layer.feature(properties, &Geometry::Json("null")),
        // There and back.
        2 => layer.feature(properties, &Geometry::Polygon(&[&[a, b, a]])),
        3 => layer.feature(properties, &Geometry::Line(ring)),
        4 => {
            let (lon, lat) = a.degrees();
            let far = format!(
                r#"{{"type":"Polygon","coordinates":[[[{lon:.7},{lat:.7}],[200,{lat:.7}],[200,41],[{lon:.7},{lat:.7}]]]}}"#
            );
            layer.feature(properties, &Geometry::Json(&far))
        }
        5 => layer.feature(properties, &Geometry::Json(r#"{"type":"Polygon","coordinates":[]}"#)),
        _ => {
            let (lon, lat) = a.degrees();
            let blob = format!(r#"{{"type":"Blob","coordinates":[[[{lon:.7},{lat:.7}]]]}}"#);
            layer.feature(properties, &Geometry::Json(&blob))
        }
    }
}
