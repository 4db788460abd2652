//! Layers drawn for a test.

use serde_json::{json, Value};
use std::fs;
use std::path::Path;

/// A rectangle in metres from the south-west corner of the site, in degrees.
pub fn rectangle(x: f64, y: f64, width: f64, depth: f64) -> Value {
    let degrees = |x: f64, y: f64| [109.87 + x / 84_643.0, 40.6 + y / 111_046.0];
    let (east, north) = (x + width, y + depth);
    let ring =
        [degrees(x, y), degrees(east, y), degrees(east, north), degrees(x, north), degrees(x, y)];
    json!({ "type": "Polygon", "coordinates": [ring] })
}

/// A layer of features, attributes and shape of each.
pub fn write(folder: &Path, name: &str, features: &[(Value, Value)]) {
    let features: Vec<Value> = features
        .iter()
        .map(|(about, shape)| json!({ "type": "Feature", "properties": about, "geometry": shape }))
        .collect();
    let all = json!({ "type": "FeatureCollection", "features": features });
    fs::write(folder.join(name), all.to_string()).unwrap();
}
