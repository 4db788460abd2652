//! Well-known text: one geometry a line, blank lines and lines that begin with `#` left out.

use crate::layer::properties::Values;
use crate::layer::raw::{RawFeature, RawGeometry, Reading, RunKind};
use crate::layer::source::OpenLayer;
use crate::layer::{LayerError, Properties, Selection, Survey};
use crate::model::Origin;
use geo::Geometry;
use std::io::{BufRead, Read};
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
    let OpenLayer { name, reader, .. } = source;
    let not_wkt = |cause| LayerError::NotWkt { file: name.to_string(), cause };
    let mut statements = Statements { reader, ended: false };
    let columns = Arc::new(selection.columns.clone());
    let mut survey = Survey::default();
    loop {
        let count = survey.features;
        let placed = |cause| not_wkt(format!("geometry {count}: {cause}"));
        let Some(statement) = statements.next().map_err(placed)? else { break };
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
        let parsed =
            ::wkt::Wkt::<f64>::from_str(body.trim()).map_err(|cause| placed(cause.to_owned()))?;
        let geometry: Geometry<f64> =
            parsed.try_into().map_err(|cause| placed(format!("{cause:?}")))?;
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

/// Longest geometry, in bytes of text.
const LONGEST: usize = 256 << 20;
/// Deepest brackets: a collection of collections of multi-polygons has seven.
const DEEPEST: usize = 32;

/// Geometries as text, one after the other: lines are joined until their brackets close, so that a geometry
/// may be broken over lines.
struct Statements {
    reader: Box<dyn BufRead>,
    ended: bool,
}

impl Statements {
    /// The next geometry; `None` at the end of the layer, else why the text is none.
    fn next(&mut self) -> Result<Option<String>, String> {
        let mut statement = String::new();
        let (mut depth, mut line) = (0_usize, Vec::new());
        while !self.ended {
            line.clear();
            let most = (LONGEST - statement.len()) as u64;
            let read = self.reader.by_ref().take(most).read_until(b'\n', &mut line);
            self.ended = read.map_err(|cause| cause.to_string())? == 0;
            if line.len() as u64 == most {
                return Err(format!("it goes on for more than {} MB", LONGEST >> 20));
            }
            let text = std::str::from_utf8(&line).map_err(|cause| cause.to_string())?.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            if !statement.is_empty() {
                statement.push(' ');
            }
            statement.push_str(text);
            for byte in text.bytes() {
                match byte {
                    b'(' => depth += 1,
                    b')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if depth > DEEPEST {
                    return Err(format!("its brackets are more than {DEEPEST} deep"));
                }
            }
            if depth == 0 {
                break;
            }
        }
        Ok((!statement.is_empty()).then_some(statement))
    }
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
