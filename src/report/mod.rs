//! An assessment in words and numbers: for a terminal, for a machine, for a GIS.
//!
//! Everything here turns an [`Assessment`](crate::assess::Assessment) into text and returns it;
//! nothing is computed and nothing printed.

pub mod batch;
pub mod dossier;
pub mod geojson;
pub mod json;
pub mod rules;
mod table;
pub mod text;

use crate::geometry::Frame;
use geo::Coord;

/// Words as HTML has them, in text and in attributes.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A point of a site's frame in degrees, to a tenth of a millimetre.
fn degrees(frame: &Frame, point: Coord<f64>) -> [f64; 2] {
    let p = frame.unproject(point);
    let rounded = |degrees: f64| (degrees * 1e9).round() / 1e9;
    [rounded(p.lon), rounded(p.lat)]
}
