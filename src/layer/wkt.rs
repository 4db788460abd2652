//! Well-known text: one geometry a line, blank lines and lines that begin with `#` left out.

use crate::layer::raw::{Position, RawFeature, RawGeometry, Reading, Source};
use crate::layer::LayerError;
use crate::model::Origin;
use geo::Geometry;
use serde_json::Map;
use std::str::FromStr;

/// Reads well-known text; an `SRID=...;` prefix other than 4326 is refused. Returns the number of
/// geometries.
///
/// # Errors
/// [`LayerError::NotWkt`], [`LayerError::Projected`].
pub fn read(source: Source, sink: &mut dyn FnMut(Reading)) -> Result<usize, LayerError> {
    let (name, text) = source.text()?;
    let not_wkt = |cause| LayerError::NotWkt { file: name.to_string(), cause };
    let mut count = 0;
    for statement in statements(&text) {
        let body = match statement.split_once(';') {
            Some((srid, rest)) if srid.to_ascii_uppercase().starts_with("SRID=") => {
                if !matches!(srid[5..].trim(), "4326" | "4490") {
                    let crs = srid.to_owned();
                    return Err(LayerError::Projected { file: name.to_string(), crs });
                }
                rest
            }
            _ => statement.as_str(),
        };
        let parsed = ::wkt::Wkt::<f64>::from_str(body.trim())
            .map_err(|cause| not_wkt(format!("geometry {count}: {cause}")))?;
        let geometry: Geometry<f64> =
            parsed.try_into().map_err(|cause| not_wkt(format!("geometry {count}: {cause:?}")))?;
        let origin = Origin { file: name.clone(), index: count, id: None };
        count += 1;
        let mut raw = RawGeometry::default();
        flatten(geometry, &mut raw);
        sink(if raw.is_empty() {
            Reading::NoGeometry(origin)
        } else {
            Reading::Feature(RawFeature { origin, properties: Map::new(), geometry: raw })
        });
    }
    if count == 0 {
        return Err(not_wkt("there is no geometry in it".to_owned()));
    }
    Ok(count)
}

/// Joins lines until their brackets close, so that a geometry may be broken over lines.
fn statements(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = String::new();
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(line);
        if open.matches('(').count() <= open.matches(')').count() {
            found.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        found.push(open);
    }
    found
}

fn flatten(geometry: Geometry<f64>, out: &mut RawGeometry) {
    let line = |line: &geo::LineString<f64>| -> Vec<Position> {
        line.0.iter().map(|c| [c.x, c.y]).collect()
    };
    let rings = |polygon: &geo::Polygon<f64>| -> Vec<Vec<Position>> {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(line).collect()
    };
    match geometry {
        Geometry::Point(point) => out.points.push([point.x(), point.y()]),
        Geometry::MultiPoint(points) => out.points.extend(points.iter().map(|p| [p.x(), p.y()])),
        Geometry::Line(segment) => {
            out.lines
                .push(vec![[segment.start.x, segment.start.y], [segment.end.x, segment.end.y]]);
        }
        Geometry::LineString(string) => out.lines.push(line(&string)),
        Geometry::MultiLineString(strings) => out.lines.extend(strings.iter().map(line)),
        Geometry::Polygon(polygon) => out.polygons.push(rings(&polygon)),
        Geometry::MultiPolygon(polygons) => out.polygons.extend(polygons.iter().map(rings)),
        Geometry::Rect(rect) => out.polygons.push(rings(&rect.to_polygon())),
        Geometry::Triangle(triangle) => out.polygons.push(rings(&triangle.to_polygon())),
        Geometry::GeometryCollection(members) => {
            for member in members {
                flatten(member, out);
            }
        }
    }
}
