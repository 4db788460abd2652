//! Figures and warnings of a document.

use serde_json::Value;

/// A number by its pointer.
#[track_caller]
pub fn figure(document: &Value, pointer: &str) -> f64 {
    let at = document.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is missing"));
    at.as_f64().unwrap_or_else(|| panic!("{pointer} is {at}"))
}

/// The codes of all warnings.
#[track_caller]
pub fn codes(document: &Value) -> Vec<&str> {
    let warnings = document["warnings"].as_array().unwrap();
    warnings.iter().map(|one| one["code"].as_str().unwrap()).collect()
}
