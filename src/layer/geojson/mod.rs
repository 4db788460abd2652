//! GeoJSON as a stream of features.
//!
//! The general JSON parser reads the outermost object. Where its list of features begins, the
//! `blocks` reader takes over: blocks of a few megabytes, their features parsed in parallel by a
//! scanner that knows GeoJSON and drops what is elsewhere before its properties are decoded. It
//! stops at the end of the list, and at whatever it does not understand; the general parser goes
//! on from there, so that every complaint is worded in one place, and a file that the scanner
//! cannot read is a slow one, not another one.
//!
//! | module | what it decides |
//! |---|---|
//! | `page` | whether a server sent only a part |
//! | `stream` | which reader gets which bytes, and what line they are on |
//! | `blocks` | where a block is divided, and that the order of the file is kept |
//! | `feature`, `geometry`, `member` | what a feature is, and what of it is kept |
//! | `scan`, `number` | what is JSON |
//! | `fallback` | the same for one unusual feature, by the general parser |

mod blocks;
mod fallback;
mod feature;
mod geometry;
mod member;
mod number;
mod page;
mod scan;
mod stream;
#[cfg(test)]
mod tests;

use crate::layer::geojson::blocks::{Plan, Run};
use crate::layer::geojson::member::Member;
pub(in crate::layer) use crate::layer::geojson::scan::end_of_value;
use crate::layer::geojson::stream::{LineColumn, Stream};
use crate::layer::properties::ColumnNames;
use crate::layer::source::OpenLayer;
use crate::layer::{LayerError, Properties, RawFeature, Reading, Selection, Survey};
use crate::model::Origin;
use geojson::Feature;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

/// Reads a file of features, one feature, or a bare geometry.
///
/// `sink` is called in the order of the file, on the calling thread.
///
/// # Errors
/// [`LayerError`] when the file as a whole is no GeoJSON in degrees.
pub fn read(
    source: OpenLayer,
    selection: &Selection<'_>,
    sink: &mut dyn FnMut(Reading),
) -> Result<Survey, LayerError> {
    read_by(Some(Plan::USUAL), source, selection, sink)
}

/// Hands on features that are in memory already, by the general parser's path.
pub(in crate::layer) fn read_features(
    name: &Arc<str>,
    features: &[Feature],
    selection: &Selection<'_>,
    sink: &mut dyn FnMut(Reading),
) -> Survey {
    let mut layer = Layer {
        name,
        columns: Arc::new(selection.columns.clone()),
        selection,
        survey: Survey::default(),
        sink,
    };
    for feature in features {
        layer.deliver(Run::of(fallback::of_feature(feature.clone(), selection)));
    }
    layer.survey
}

/// The same by a plan; by the general parser alone without one.
fn read_by(
    plan: Option<Plan>,
    source: OpenLayer,
    selection: &Selection<'_>,
    sink: &mut dyn FnMut(Reading),
) -> Result<Survey, LayerError> {
    let OpenLayer { name, reader, .. } = source;
    let stream = RefCell::new(Stream::new(reader));
    let mut deserializer = serde_json::Deserializer::from_reader(Bytes(&stream));
    let mut layer = Layer {
        name: &name,
        columns: Arc::new(selection.columns.clone()),
        selection,
        survey: Survey::default(),
        sink,
    };
    let outer = Top { stream: &stream, plan, layer: &mut layer }
        .deserialize(&mut deserializer)
        .and_then(|outer| deserializer.end().map(|()| outer));
    let features = layer.survey.features;
    let outer = outer.map_err(|error| unreadable(&name, features, error, &stream.borrow()))?;
    outer.check_crs(&name)?;
    if outer.streamed {
        return match outer.kind().as_deref() {
            Some("FeatureCollection") => {
                layer.survey.doubts.extend(page::doubt(&outer.members, features));
                Ok(layer.survey)
            }
            other => Err(outer.not_geojson(&name, other)),
        };
    }
    layer.deliver(Run::of(fallback::of_feature(outer.single(&name)?, selection)));
    Ok(layer.survey)
}

/// The general parser's view of the stream.
struct Bytes<'a>(&'a RefCell<Stream>);

impl Read for Bytes<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().read(into)
    }
}

/// A layer on its way to the sink.
struct Layer<'a> {
    name: &'a Arc<str>,
    columns: Arc<ColumnNames>,
    selection: &'a Selection<'a>,
    survey: Survey,
    sink: &'a mut dyn FnMut(Reading),
}

impl Layer<'_> {
    fn deliver(&mut self, run: Run) {
        let first = self.survey.features;
        self.survey.add(run.survey);
        for (place, member) in run.members {
            let origin = |id| Origin { file: self.name.clone(), index: first + place, id };
            (self.sink)(match member {
                Member::Kept { id, values, geometry, .. } => Reading::Feature(RawFeature {
                    origin: origin(id),
                    properties: Properties::new(self.columns.clone(), values),
                    geometry,
                }),
                Member::NoGeometry(id) => Reading::NoGeometry(origin(id)),
                Member::Unreadable(id, reason) => Reading::Unreadable(origin(id), reason),
                Member::Elsewhere(_) => continue,
            });
        }
    }
}

fn unreadable(
    name: &str,
    features: usize,
    error: serde_json::Error,
    stream: &Stream,
) -> LayerError {
    let file = name.to_owned();
    match error.classify() {
        serde_json::error::Category::Io => LayerError::Unreadable { file, cause: error.into() },
        serde_json::error::Category::Eof if error.line() <= 1 && error.column() == 0 => {
            LayerError::NotJson { file, cause: "the file is empty".to_owned() }
        }
        serde_json::error::Category::Eof => LayerError::Truncated { file, features },
        serde_json::error::Category::Syntax => {
            let cause = format!("{} (after {features} features)", placed(&error, stream));
            LayerError::NotJson { file, cause }
        }
        serde_json::error::Category::Data => {
            LayerError::NotGeoJson { file, cause: placed(&error, stream) }
        }
    }
}

/// The parser's words with the place in the file.
fn placed(error: &serde_json::Error, stream: &Stream) -> String {
    let text = error.to_string();
    let told = LineColumn { line: error.line(), column: error.column() };
    let LineColumn { line, column } = stream.place(told);
    match text.strip_suffix(&format!(" at line {} column {}", told.line, told.column)) {
        Some(words) => format!("{words} at line {line} column {column}"),
        None => text,
    }
}

/// Coordinate systems that are longitude and latitude to within a metre of WGS 84: CRS84, WGS 84
/// (two- and three-dimensional), CGCS2000, JGD2011, ETRS89, NAD83.
const GEOGRAPHIC: [&str; 7] = ["CRS84", "4326", "4979", "4490", "6668", "4258", "4269"];

/// Members by which Esri JSON is known.
const ESRI: [&str; 3] = ["geometryType", "spatialReference", "objectIdFieldName"];

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
            None if ESRI.iter().any(|name| self.members.contains_key(*name)) => "it is Esri JSON; \
                 ask the server for f=geojson, or convert it: \
                 ogr2ogr -f GeoJSON -t_srs EPSG:4326 OUT.geojson FILE"
                .to_owned(),
            Some(kind) => format!("its type is \"{kind}\""),
            None if self.streamed => {
                "its type is missing; it should be FeatureCollection".to_owned()
            }
            None => "it has no type".to_owned(),
        };
        LayerError::NotGeoJson { file: name.to_owned(), cause }
    }

    /// A single feature or a bare geometry.
    fn single(self, name: &str) -> Result<Feature, LayerError> {
        let kind = self.kind();
        let cause = |cause: String| LayerError::NotGeoJson { file: name.to_string(), cause };
        let value = match kind.as_deref() {
            Some("Feature") => {
                let mut members = self.members;
                if let Some(geometry) = members.get_mut("geometry") {
                    fallback::drop_null_heights(geometry);
                }
                Value::Object(members)
            }
            Some(
                "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon"
                | "MultiPolygon" | "GeometryCollection",
            ) => serde_json::json!({
                "type": "Feature", "properties": null, "geometry": Value::Object(self.members)
            }),
            Some("FeatureCollection") => {
                return Err(cause("its list of features is missing or not a list".to_owned()))
            }
            other => return Err(self.not_geojson(name, other)),
        };
        serde_json::from_value(value).map_err(|error| cause(error.to_string()))
    }
}

struct Top<'a, 'b> {
    stream: &'a RefCell<Stream>,
    plan: Option<Plan>,
    layer: &'a mut Layer<'b>,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = Outer;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Outer, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = Outer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outer, A::Error> {
        let Top { stream, plan, layer } = self;
        let mut outer = Outer::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    let features = Features { stream, plan, layer: &mut *layer };
                    outer.streamed = map.next_value_seed(features)?;
                }
                "type" | "crs" | "geometry" | "properties" | "id" | "coordinates"
                | "geometries" => {
                    outer.members.insert(key, map.next_value()?);
                }
                name if page::MEMBERS.contains(&name) || ESRI.contains(&name) => {
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

struct Features<'a, 'b> {
    stream: &'a RefCell<Stream>,
    plan: Option<Plan>,
    layer: &'a mut Layer<'b>,
}

impl<'de> DeserializeSeed<'de> for Features<'_, '_> {
    type Value = bool;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        let Features { stream, plan, layer } = self;
        let selection = layer.selection;
        // The parser has read the bracket and not a byte more.
        let taken = plan.is_some_and(|plan| {
            let deliver = &mut |run| layer.deliver(run);
            blocks::read(&mut stream.borrow_mut(), plan, selection, deliver)
        });
        if taken {
            // One stands for all that were taken.
            seq.next_element::<IgnoredAny>()?;
        }
        while let Some(member) = seq.next_element::<Box<RawValue>>()? {
            layer.deliver(Run::of(fallback::of_json(&member, selection)));
        }
        Ok(true)
    }
}
