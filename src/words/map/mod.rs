//! What stands on maps and charts.

pub(crate) mod chart;
pub(crate) mod key;
pub(crate) mod layer;
pub(crate) mod note;
pub(crate) mod sheet;

/// A number of metres without idle zeros.
fn short(metres: f64) -> String {
    let rounded = (metres * 100.0).round() / 100.0;
    format!("{rounded}")
}
