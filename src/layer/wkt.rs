//! Well-known text: one geometry a line, blank lines and lines that begin with `#` left out.

use crate::layer::properties::Values;
use crate::layer::raw::{RawFeature, RawGeometry, Reading, RunKind};
use crate::layer::source::OpenLayer;
use crate::layer::{LayerError, Properties, Selection, Survey};
use crate::model::Origin;
use geo::Geometry;
use std::str::FromStr;
use std::sync::Arc;

/// Reads well-known text; an `SRID=...;` prefix other than 4326 is refused.
///
/// # Errors
/// [`LayerError::NotWkt`], [`LayerError::Projected`].
pub fn read(
    source: OpenLayer,
    selection: &Selection<'_>,
    sink: &mut dyn FnMut(Reading),
) -> Result<Survey, LayerError> {
    let (name, text) = source.text()?;
    let not_wkt = |cause| LayerError::NotWkt { file: name.to_string(), cause };
    let columns = Arc::new(selection.columns.clone());
    let mut survey = Survey::default();
    for statement in statements(&text) {
        let count = survey.features;
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
        survey.features += 1;
        let mut raw = RawGeometry::default();
        flatten(geometry, &mut raw);
        if raw.is_empty() {
            sink(Reading::NoGeometry(origin));
            continue;
        }
        let (kept, bounds) = selection.judge(&raw);
        survey.meet(bounds);
        if kept {
            let properties = Properties::new(columns.clone(), Values::default());
            sink(Reading::Feature(RawFeature { origin, properties, geometry: raw }));
        }
    }
    if survey.features == 0 {
        return Err(not_wkt("there is no geometry in it".to_owned()));
    }
    Ok(survey)
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
    match geometry {
        Geometry::Point(point) => out.add(RunKind::Points, [point.into()]),
        Geometry::MultiPoint(points) => {
            out.add(RunKind::Points, points.iter().map(|p| (*p).into()));
        }
        Geometry::Line(segment) => {
            out.add(RunKind::Line, [segment.start.into(), segment.end.into()]);
        }
        Geometry::LineString(string) => line(&string, RunKind::Line, out),
        Geometry::MultiLineString(strings) => {
            strings.iter().for_each(|string| line(string, RunKind::Line, out));
        }
        Geometry::Polygon(rings) => polygon(&rings, out),
        Geometry::MultiPolygon(polygons) => polygons.iter().for_each(|rings| polygon(rings, out)),
        Geometry::Rect(rect) => polygon(&rect.to_polygon(), out),
        Geometry::Triangle(triangle) => polygon(&triangle.to_polygon(), out),
        Geometry::GeometryCollection(members) => {
            for member in members {
                flatten(member, out);
            }
        }
    }
}

fn polygon(rings: &geo::Polygon<f64>, out: &mut RawGeometry) {
    line(rings.exterior(), RunKind::Shell, out);
    rings.interiors().iter().for_each(|hole| line(hole, RunKind::Hole, out));
}

fn line(line: &geo::LineString<f64>, part: RunKind, out: &mut RawGeometry) {
    out.add(part, line.0.iter().map(|c| [c.x, c.y]));
}
