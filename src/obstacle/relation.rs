//! How an obstacle lies to the site.

use crate::geometry::offset::{self, Join};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Contact and containment are judged to the millimetre: edges drawn as one but computed in two
/// files agree to less.
pub const CONTACT_M: f64 = 1e-3;

/// Position of an obstacle relative to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Strictly inside.
    Enclosed,
    /// Inside, at the boundary.
    Notch,
    /// Partly inside, partly outside.
    Straddling,
    /// Outside; only its clearance enters.
    Reaching,
    /// The whole site lies in it.
    Covering,
}

/// The relation of a shape, of which `taking` lies within the footprint.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn relation(
    footprint: &Region,
    shape: &Region,
    taking: &Region,
) -> Result<Relation, OverlayError> {
    if taking.is_empty() {
        return Ok(Relation::Reaching);
    }
    if overlay::difference(footprint, [taking])?.is_thin(CONTACT_M) {
        return Ok(Relation::Covering);
    }
    if !overlay::difference(shape, [footprint])?.is_thin(CONTACT_M) {
        return Ok(Relation::Straddling);
    }
    let touching = offset::grow(taking, CONTACT_M, Join::Round)?;
    if overlay::difference(&touching, [footprint])?.is_empty() {
        Ok(Relation::Enclosed)
    } else {
        Ok(Relation::Notch)
    }
}
