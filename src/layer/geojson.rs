//! GeoJSON as a stream of features.
//!
//! Members of a `FeatureCollection` are taken one at a time, so that a file of any size passes
//! through without being held. Each member is parsed on its own: one that is no feature is
//! reported with its index, and the next is read.

use crate::layer::raw::{Position, RawFeature, RawGeometry, Reading, Source};
use crate::layer::LayerError;
use crate::model::Origin;
use geojson::{Feature, Geometry, GeometryValue};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::Arc;

/// Coordinate systems that are longitude and latitude to within a metre of WGS 84: CRS84, WGS 84
/// (two- and three-dimensional), CGCS2000, JGD2011, ETRS89, NAD83.
const GEOGRAPHIC: [&str; 7] = ["CRS84", "4326", "4979", "4490", "6668", "4258", "4269"];

/// Reads a file of features, one feature, or a bare geometry. Returns the number of features.
///
/// # Errors
/// [`LayerError`] when the file as a whole is no GeoJSON in degrees.
pub fn read(source: Source, sink: &mut dyn FnMut(Reading)) -> Result<usize, LayerError> {
    let Source { name, reader } = source;
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let mut count = 0;
    let top = Top { name: &name, count: &mut count, sink }
        .deserialize(&mut deserializer)
        .and_then(|top| deserializer.end().map(|()| top));
    let top = top.map_err(|error| unreadable(&name, count, error))?;
    top.check_crs(&name)?;
    if top.streamed {
        return match top.kind().as_deref() {
            Some("FeatureCollection") => Ok(count),
            other => Err(top.not_geojson(&name, other)),
        };
    }
    top.single(&name, sink)
}

fn unreadable(name: &str, features: usize, error: serde_json::Error) -> LayerError {
    let file = name.to_owned();
    match error.classify() {
        serde_json::error::Category::Io => LayerError::Unreadable { file, cause: error.into() },
        serde_json::error::Category::Eof if error.line() <= 1 && error.column() == 0 => {
            LayerError::NotJson { file, cause: "the file is empty".to_owned() }
        }
        serde_json::error::Category::Eof => LayerError::Truncated { file, features },
        serde_json::error::Category::Syntax => {
            LayerError::NotJson { file, cause: format!("{error} (after {features} features)") }
        }
        serde_json::error::Category::Data => {
            LayerError::NotGeoJson { file, cause: error.to_string() }
        }
    }
}

/// The members of the outermost object that decide what it is.
#[derive(Default)]
struct Outer {
    members: Map<String, Value>,
    streamed: bool,
}

impl Outer {
    fn kind(&self) -> Option<String> {
        self.members.get("type").and_then(Value::as_str).map(str::to_owned)
    }

    fn check_crs(&self, name: &str) -> Result<(), LayerError> {
        let Some(crs) = self.members.get("crs").filter(|crs| !crs.is_null()) else {
            return Ok(());
        };
        let declared = crs
            .pointer("/properties/name")
            .and_then(Value::as_str)
            .map_or_else(|| crs.to_string(), str::to_owned);
        let code = declared.rsplit([':', '/']).next().unwrap_or_default();
        if GEOGRAPHIC.contains(&code) {
            return Ok(());
        }
        Err(LayerError::Projected { file: name.to_owned(), crs: declared })
    }

    fn not_geojson(&self, name: &str, kind: Option<&str>) -> LayerError {
        let cause = match kind {
            Some("Topology") => {
                "it is TopoJSON; convert it to GeoJSON (longitude and latitude) first".to_owned()
            }
            Some(kind) => format!("its type is \"{kind}\""),
            None if self.streamed => {
                "its type is missing; it should be FeatureCollection".to_owned()
            }
            None => "it has no type".to_owned(),
        };
        LayerError::NotGeoJson { file: name.to_owned(), cause }
    }

    /// A single feature or a bare geometry.
    fn single(self, name: &Arc<str>, sink: &mut dyn FnMut(Reading)) -> Result<usize, LayerError> {
        let kind = self.kind();
        let cause = |cause: String| LayerError::NotGeoJson { file: name.to_string(), cause };
        let value = match kind.as_deref() {
            Some("Feature") => Value::Object(self.members),
            Some(
                "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon"
                | "MultiPolygon" | "GeometryCollection",
            ) => serde_json::json!({
                "type": "Feature", "properties": null, "geometry": Value::Object(self.members)
            }),
            Some("FeatureCollection") => {
                return Err(cause("its list of features is missing or no list".to_owned()))
            }
            other => return Err(self.not_geojson(name, other)),
        };
        let origin = Origin { file: name.clone(), index: 0, id: None };
        match serde_json::from_value::<Feature>(value) {
            Ok(feature) => {
                sink(reading(feature, origin));
                Ok(1)
            }
            Err(error) => Err(cause(error.to_string())),
        }
    }
}

struct Top<'a> {
    name: &'a Arc<str>,
    count: &'a mut usize,
    sink: &'a mut dyn FnMut(Reading),
}

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = Outer;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Outer, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = Outer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outer, A::Error> {
        let Top { name, count, sink } = self;
        let mut outer = Outer::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    outer.streamed = map.next_value_seed(Features {
                        name,
                        count: &mut *count,
                        sink: &mut *sink,
                    })?;
                }
                "type" | "crs" | "geometry" | "properties" | "id" | "coordinates"
                | "geometries" => {
                    outer.members.insert(key, map.next_value()?);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(outer)
    }
}

struct Features<'a> {
    name: &'a Arc<str>,
    count: &'a mut usize,
    sink: &'a mut dyn FnMut(Reading),
}

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = bool;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        while let Some(member) = seq.next_element::<Box<RawValue>>()? {
            let origin = Origin { file: self.name.clone(), index: *self.count, id: None };
            *self.count += 1;
            (self.sink)(match serde_json::from_str::<Feature>(member.get()) {
                Ok(feature) => reading(feature, origin),
                Err(error) => Reading::Unreadable(origin, reason(&error)),
            });
        }
        Ok(true)
    }
}

/// The parser's words without its place, which counts from the feature, not from the file.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(words, _)| words.to_owned())
}

fn reading(feature: Feature, mut origin: Origin) -> Reading {
    origin.id = feature.id.map(|id| match id {
        geojson::feature::Id::String(text) => text,
        geojson::feature::Id::Number(number) => number.to_string(),
    });
    let properties = feature.properties.unwrap_or_default();
    if origin.id.is_none() {
        origin.id = properties.get("id").and_then(|id| match id {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
    }
    let mut geometry = RawGeometry::default();
    let Some(read) = feature.geometry else { return Reading::NoGeometry(origin) };
    if let Err(reason) = flatten(read, &mut geometry) {
        return Reading::Unreadable(origin, reason);
    }
    if geometry.is_empty() {
        return Reading::NoGeometry(origin);
    }
    Reading::Feature(RawFeature { origin, properties, geometry })
}

fn flatten(geometry: Geometry, out: &mut RawGeometry) -> Result<(), String> {
    match geometry.value {
        GeometryValue::Point { coordinates } => out.points.extend(positions(&[coordinates])?),
        GeometryValue::MultiPoint { coordinates } => out.points.extend(positions(&coordinates)?),
        GeometryValue::LineString { coordinates } => out.lines.push(positions(&coordinates)?),
        GeometryValue::MultiLineString { coordinates } => {
            for line in coordinates {
                out.lines.push(positions(&line)?);
            }
        }
        GeometryValue::Polygon { coordinates } => out.polygons.push(rings(&coordinates)?),
        GeometryValue::MultiPolygon { coordinates } => {
            for polygon in coordinates {
                out.polygons.push(rings(&polygon)?);
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

fn rings(polygon: &[Vec<geojson::Position>]) -> Result<Vec<Vec<Position>>, String> {
    polygon.iter().map(|ring| positions(ring)).collect()
}

fn positions(line: &[geojson::Position]) -> Result<Vec<Position>, String> {
    line.iter()
        .map(|position| match position.as_slice() {
            [x, y, ..] => Ok([*x, *y]),
            short => Err(format!("a position has {} numbers instead of two or three", short.len())),
        })
        .collect()
}
