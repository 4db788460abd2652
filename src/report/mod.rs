//! An assessment in words and numbers: for a terminal, for a machine, for a GIS.
//!
//! Everything here turns an [`Assessment`](crate::assess::Assessment) into text and returns it;
//! nothing is computed and nothing printed.

pub mod batch;
pub mod dossier;
pub mod geojson;
mod html;
pub mod json;
pub mod rules;
mod table;
pub mod text;
