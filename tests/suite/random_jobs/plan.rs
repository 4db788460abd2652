//! Shapes in metres around a place in Inner Mongolia, as features in degrees.

use super::dice::Dice;
use serde_json::{json, Value};
use std::f64::consts::TAU;

/// A point in metres, east and north of the place.
pub type Point = (f64, f64);
/// A closed or open row of points; rings are closed when they are written.
pub type Row = Vec<Point>;

/// The place, degrees.
const PLACE: Point = (109.87, 40.6);
/// Metres in a degree of longitude and of latitude there.
const DEGREE: Point = (84_639.0, 111_045.0);

pub fn rectangle(x: f64, y: f64, width: f64, depth: f64) -> Row {
    vec![(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)]
}

/// A rectangle around a point, turned.
pub fn block((x, y): Point, width: f64, depth: f64, turn: f64) -> Row {
    let (sin, cos) = turn.sin_cos();
    rectangle(-width / 2.0, -depth / 2.0, width, depth)
        .into_iter()
        .map(|(a, b)| (x + a * cos - b * sin, y + a * sin + b * cos))
        .collect()
}

/// A star-shaped ring.
pub fn star(dice: &mut Dice, (x, y): Point, low: f64, high: f64, corners: usize) -> Row {
    (0..corners)
        .map(|corner| {
            let radius = dice.between(low, high);
            let (sin, cos) = (TAU * corner as f64 / corners as f64).sin_cos();
            (x + radius * cos, y + radius * sin)
        })
        .collect()
}

fn degrees((x, y): Point) -> [f64; 2] {
    let rounded = |value: f64| (value * 1e9).round() / 1e9;
    [rounded(PLACE.0 + x / DEGREE.0), rounded(PLACE.1 + y / DEGREE.1)]
}

fn closed(row: &Row) -> Vec<[f64; 2]> {
    row.iter().chain(row.first()).map(|point| degrees(*point)).collect()
}

/// A feature with an area of one outer ring and some holes.
pub fn area(properties: Value, rings: &[Row]) -> Value {
    let rings: Vec<_> = rings.iter().map(closed).collect();
    feature(properties, json!({ "type": "Polygon", "coordinates": rings }))
}

pub fn line(properties: Value, row: &Row) -> Value {
    let row: Vec<_> = row.iter().map(|point| degrees(*point)).collect();
    feature(properties, json!({ "type": "LineString", "coordinates": row }))
}

pub fn point(properties: Value, at: Point) -> Value {
    feature(properties, json!({ "type": "Point", "coordinates": degrees(at) }))
}

#[expect(clippy::needless_pass_by_value, reason = "json! takes them anyway")]
fn feature(properties: Value, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}
