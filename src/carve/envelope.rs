//! The site inside its boundary setback, which may be another one along each edge.

use crate::carve::{Edges, Ground};
use crate::geometry::offset::{self, MITRE, MITRE_LIMIT};
use crate::geometry::overlay::OverlayError;
use crate::geometry::Region;

/// E: the footprint inset by the setback, mitred; each edge by its own where they differ.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub(in crate::carve) fn envelope(ground: &Ground, edges: &Edges) -> Result<Region, OverlayError> {
    let parameters = &ground.parameters;
    match edges.uniform(parameters) {
        Some(setback) => offset::shrink(&ground.footprint, setback.get(), MITRE),
        None => offset::inset(&edges.sides(parameters), MITRE_LIMIT),
    }
}
