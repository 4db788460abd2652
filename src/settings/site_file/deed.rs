//! What a site file says of the title of the site.

use crate::model::TitleProjection;
use crate::settings::merge::merged;
use crate::units::AreaUnit;
use serde::{Deserialize, Deserializer, Serialize};

/// Area of the deed or the register, and how it was measured, as far as that is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteDeed {
    /// Area of the site by deed or register, in `unit`; where it is not given, the column `deed_area` of the
    /// footprint, or its sum over the project's own parcels.
    #[serde(deserialize_with = "some_area")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub area: Option<f64>,
    /// Unit of deed areas, here and in the layers (`亩` is `mu`).
    pub unit: Option<AreaUnit>,
    /// Projection of the title, a transverse Mercator: `"EPSG:4549"`, or `"+proj=tmerc +lon_0=120"`, with
    /// a meridian no further than 6 degrees from the site.
    pub projection: Option<TitleProjection>,
    /// By how much deed and footprint may differ, as a share of the deed; less than 0.0005 is never a difference.
    #[serde(deserialize_with = "some_share")]
    #[schemars(range(min = 0, max = 1))]
    pub tolerance: Option<f64>,
}

/// An area of a deed, which is more than nothing.
///
/// # Errors
/// Why it is none.
pub(in crate::settings) fn deed_area(number: f64) -> Result<f64, String> {
    if number.is_finite() && number > 0.0 {
        Ok(number)
    } else {
        Err(format!("{number} is no area of a deed: give a number greater than 0"))
    }
}

/// A share.
///
/// # Errors
/// Why it is none.
pub(in crate::settings) fn share(number: f64) -> Result<f64, String> {
    if (0.0..=1.0).contains(&number) {
        Ok(number)
    } else {
        Err(format!("{number} is no share: give a number from 0 to 1"))
    }
}

/// A number, and nothing in its place.
#[derive(Deserialize)]
#[serde(untagged, expecting = "give a number, without quotes or unit")]
enum Number {
    Is(f64),
}

fn some_area<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let Number::Is(number) = Number::deserialize(deserializer)?;
    deed_area(number).map(Some).map_err(serde::de::Error::custom)
}

fn some_share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let Number::Is(number) = Number::deserialize(deserializer)?;
    share(number).map(Some).map_err(serde::de::Error::custom)
}

merged!(SiteDeed { area, unit, projection, tolerance });
