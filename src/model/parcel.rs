//! A parcel: a plot of land in a register.

use crate::geometry::Region;
use crate::model::Origin;

/// A plot and what the register says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    /// Id as the layer has it; others may have the same.
    pub id: String,
    /// Land-use code, as written.
    pub land_use: Option<String>,
    /// Zoning district, as written.
    pub zoning: Option<String>,
    /// What the register says of its use today: whether it is available.
    pub status: Option<String>,
    /// Who holds it.
    pub owner: Option<String>,
    /// Its area by deed or register, in the unit of the layer.
    pub deed_area: Option<f64>,
    /// Whether the layer marks it as the project's own (`site = true`).
    pub marked_own: Option<bool>,
    /// Its area.
    pub region: Region,
    /// The feature it came from.
    pub origin: Origin,
}
