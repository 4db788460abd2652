//! A made-up town for batches: footprints in a grid, most with something in the way.

use serde_json::{json, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// Side of a footprint in degrees, a hundred metres or so.
const SIDE: f64 = 0.001;

/// Files of a town.
pub struct Town {
    pub footprints: PathBuf,
    pub facilities: PathBuf,
    pub roads: PathBuf,
}

impl Town {
    /// Writes a town of `count` footprints into a folder; number n is broken where `broken` says
    /// how.
    pub fn write(folder: &Path, count: usize, broken: impl Fn(usize) -> Option<Value>) -> Self {
        let (mut sites, mut facilities, mut roads) = (vec![], vec![], vec![]);
        for number in 0..count {
            let (lon, lat) = place(number);
            let square = rectangle(lon, lat, SIDE, SIDE);
            let geometry = broken(number).unwrap_or(square);
            let about = json!({ "id": format!("S{number}"), "name": format!("地块 {number}") });
            sites.push(feature(&about, &geometry));
            // Every third has none; the others one that grows with the number.
            let size = SIDE * (0.1 + 0.05 * (number % 7) as f64);
            let (x, y) = (lon + 0.3 * SIDE, lat + 0.4 * SIDE);
            match number % 3 {
                0 => {}
                1 => facilities.push(feature(
                    &json!({ "id": format!("F{number}"), "kind": "waste_transfer_station" }),
                    &rectangle(x, y, size, size),
                )),
                _ => facilities.push(feature(
                    &json!({ "id": format!("F{number}"), "kind": "fuel_station", "grade": "2" }),
                    &json!({ "type": "Point", "coordinates": [x, y] }),
                )),
            }
            let y = lat - 0.1 * SIDE;
            roads.push(feature(
                &json!({ "name": "road", "width_m": 12 }),
                &json!({ "type": "LineString", "coordinates": [[lon - SIDE, y], [lon + 2.0 * SIDE, y]] }),
            ));
        }
        let write = |name: &str, features: &[String]| {
            let path = folder.join(name);
            let list = features.join(",\n");
            let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{list}\n]}}\n");
            fs::write(&path, text).unwrap();
            path
        };
        Self {
            footprints: write("footprints.geojson", &sites),
            facilities: write("facilities.geojson", &facilities),
            roads: write("roads.geojson", &roads),
        }
    }

    /// Flags that name its layers and a few numbers.
    pub fn flags(&self) -> Vec<String> {
        let path = |path: &Path| path.display().to_string();
        let facilities = path(&self.facilities);
        let roads = path(&self.roads);
        ["--facilities", &facilities, "--roads", &roads, "--setback", "5", "--min-width", "20"]
            .map(str::to_owned)
            .to_vec()
    }
}

/// South-west corner of a footprint: a hundred in a row, half a kilometre apart.
pub fn place(number: usize) -> (f64, f64) {
    (109.0 + 0.005 * (number % 100) as f64, 40.0 + 0.005 * (number / 100) as f64)
}

fn rectangle(lon: f64, lat: f64, width: f64, height: f64) -> Value {
    let (east, north) = (lon + width, lat + height);
    let ring = [[lon, lat], [east, lat], [east, north], [lon, north], [lon, lat]];
    json!({ "type": "Polygon", "coordinates": [ring] })
}

fn feature(properties: &Value, geometry: &Value) -> String {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry }).to_string()
}
