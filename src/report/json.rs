//! Results for machines: the documents of [`crate::document`] as indented JSON.

use crate::assess::{Assessment, Found};
use crate::document::{Detection, Document, ReceivingSites};
use crate::geometry::Frame;
use crate::model::Warning;
use crate::ways_out::Places;
use serde::Serialize;
use serde_json::json;

/// The assessment, with a final line break.
#[must_use]
pub fn report(assessment: &Assessment) -> String {
    indented(&Document::of(assessment))
}

/// Obstacles only.
#[must_use]
pub fn detection(site: &str, found: &Found) -> String {
    indented(&Detection::of(site, found))
}

/// Receiving sites of one obstacle.
#[must_use]
pub fn places(frame: &Frame, places: &Places, warnings: &[Warning]) -> String {
    indented(&ReceivingSites::of(frame, places, warnings))
}

fn indented(document: &impl Serialize) -> String {
    format!("{:#}\n", json!(document))
}
