//! One feature by the general JSON parser: slower, and the judge of everything unusual.

use crate::layer::geojson::member::Member;
use crate::layer::properties;
use crate::layer::raw::{Position, RawGeometry, RunKind};
use crate::layer::Selection;
use geojson::{Feature, Geometry, GeometryValue};
use serde_json::value::RawValue;
use serde_json::Value;

/// Reads the bytes of one member; `None` when they are no JSON.
pub fn member(bytes: &[u8], selection: &Selection<'_>) -> Option<Member> {
    let json: &RawValue = serde_json::from_slice(bytes).ok()?;
    Some(of_json(json, selection))
}

/// Reads one member.
pub fn of_json(json: &RawValue, selection: &Selection<'_>) -> Member {
    match serde_json::from_str::<Feature>(json.get()) {
        Ok(feature) => of_feature(feature, selection),
        Err(error) => Member::Unreadable(None, reason(&error)),
    }
}

/// Takes a feature of the `geojson` crate apart.
pub fn of_feature(feature: Feature, selection: &Selection<'_>) -> Member {
    let properties = feature.properties.unwrap_or_default();
    let own = feature.id.map(|id| match id {
        geojson::feature::Id::String(text) => text,
        geojson::feature::Id::Number(number) => number.to_string(),
    });
    let id = own.or_else(|| match properties.get("id")? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    let mut geometry = RawGeometry::default();
    let Some(read) = feature.geometry else { return Member::NoGeometry(id) };
    if let Err(reason) = flatten(read, &mut geometry) {
        return Member::Unreadable(id, reason);
    }
    if geometry.is_empty() {
        return Member::NoGeometry(id);
    }
    let (kept, bounds) = selection.judge(&geometry);
    match bounds {
        Some(bounds) if !kept => Member::Elsewhere(bounds),
        _ => {
            let values = properties::select(&selection.columns, properties);
            Member::Kept { id, values, geometry, bounds }
        }
    }
}

/// The parser's words without its place, which counts from the feature, not from the file.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(words, _)| words.to_owned())
}

fn flatten(geometry: Geometry, out: &mut RawGeometry) -> Result<(), String> {
    match geometry.value {
        GeometryValue::Point { coordinates } => run(&[coordinates], RunKind::Points, out)?,
        GeometryValue::MultiPoint { coordinates } => run(&coordinates, RunKind::Points, out)?,
        GeometryValue::LineString { coordinates } => run(&coordinates, RunKind::Line, out)?,
        GeometryValue::MultiLineString { coordinates } => {
            for line in coordinates {
                run(&line, RunKind::Line, out)?;
            }
        }
        GeometryValue::Polygon { coordinates } => polygon(&coordinates, out)?,
        GeometryValue::MultiPolygon { coordinates } => {
            for rings in coordinates {
                polygon(&rings, out)?;
            }
        }
        GeometryValue::GeometryCollection { geometries } => {
            for member in geometries {
                flatten(member, out)?;
            }
        }
    }
    Ok(())
}

fn polygon(rings: &[Vec<geojson::Position>], out: &mut RawGeometry) -> Result<(), String> {
    let Some((shell, holes)) = rings.split_first() else {
        out.close(RunKind::Shell);
        return Ok(());
    };
    run(shell, RunKind::Shell, out)?;
    holes.iter().try_for_each(|hole| run(hole, RunKind::Hole, out))
}

fn run(run: &[geojson::Position], part: RunKind, out: &mut RawGeometry) -> Result<(), String> {
    for position in run {
        out.push(pair(position)?);
    }
    out.close(part);
    Ok(())
}

fn pair(position: &geojson::Position) -> Result<Position, String> {
    match position.as_slice() {
        [x, y, ..] => Ok([*x, *y]),
        short => Err(format!("a position has {} numbers instead of two or three", short.len())),
    }
}
