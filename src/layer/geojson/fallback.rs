//! One feature by the general JSON parser: slower, and the judge of everything unusual.

use crate::layer::geojson::member::Member;
use crate::layer::properties;
use crate::layer::raw::{Position, RawGeometry, RunKind};
use crate::layer::selection::MOST_COLUMNS;
use crate::layer::{Seen, Selection};
use geojson::{Feature, Geometry, GeometryValue};
use serde_json::value::RawValue;
use serde_json::Value;

/// Reads the bytes of one member; `None` when they are no JSON.
pub fn member(bytes: &[u8], selection: &Selection<'_>) -> Option<(Member, Seen)> {
    let json: &RawValue = serde_json::from_slice(bytes).ok()?;
    Some(of_json(json, selection))
}

/// Reads one member.
pub fn of_json(json: &RawValue, selection: &Selection<'_>) -> (Member, Seen) {
    match serde_json::from_str::<Feature>(json.get()).or_else(|error| heightless(json, error)) {
        Ok(feature) => of_feature(feature, selection),
        Err(error) => (Member::Unreadable(None, reason(&error)), Seen::default()),
    }
}

/// The feature once more without heights that are null, if that is all that is wrong with it.
fn heightless(json: &RawValue, error: serde_json::Error) -> Result<Feature, serde_json::Error> {
    let Ok(mut value) = serde_json::from_str::<Value>(json.get()) else { return Err(error) };
    if let Some(geometry) = value.get_mut("geometry") {
        drop_null_heights(geometry);
    }
    serde_json::from_value(value).or(Err(error))
}

/// Takes nulls beyond the second number out of the positions of a geometry.
pub fn drop_null_heights(geometry: &mut Value) {
    match geometry {
        Value::Object(members) => {
            let nested = members
                .iter_mut()
                .filter(|(name, _)| matches!(name.as_str(), "coordinates" | "geometries"));
            nested.for_each(|(_, list)| drop_null_heights(list));
        }
        Value::Array(list) => {
            let position = matches!(list.as_slice(), [Value::Number(_), Value::Number(_), ..]);
            if position {
                list.retain(|number| !number.is_null());
            } else {
                list.iter_mut().for_each(drop_null_heights);
            }
        }
        _ => {}
    }
}

/// Takes a feature of the `geojson` crate apart.
pub fn of_feature(feature: Feature, selection: &Selection<'_>) -> (Member, Seen) {
    let mut seen = Seen::default();
    for name in feature.properties.iter().flat_map(|all| all.keys()) {
        if let Some(place) = selection.columns.find(name.as_bytes()) {
            seen.note(place);
        }
        if seen.columns.len() < MOST_COLUMNS {
            seen.columns.push(name.clone());
        }
    }
    (member_of(feature, selection), seen)
}

fn member_of(feature: Feature, selection: &Selection<'_>) -> Member {
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
