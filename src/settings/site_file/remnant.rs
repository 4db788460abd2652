//! `[remnant.USE]`: what remnants may serve, and what they are worth then.

use crate::model::{Estimate, Place, Remnant, RemnantUse};
use crate::units::{Metres, SquareMetres};
use serde::{Deserialize, Deserializer, Serialize};

/// A use that remnants may be put to. Nothing is assumed of a use that is not given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteRemnantUse {
    /// What a remnant put to this use is worth, as a share of usable land: a number from 0 to 1, `[low, high]` or
    /// `[low, mid, high]`.
    #[serde(deserialize_with = "value_share")]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub value_share: Estimate,
    /// Share of the site's gross area that this use may take of remnants, as the plan has it: the green ratio, the
    /// share of offices; no bound where it is not given.
    #[serde(default, deserialize_with = "quota")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub quota: Option<f64>,
    /// Least width of a remnant for this use, metres: the diameter of the largest circle in it.
    #[serde(default)]
    pub min_width_m: Option<Metres>,
    /// Least area of a remnant for this use, square metres.
    #[serde(default)]
    pub min_area_m2: Option<SquareMetres>,
    /// Remnants that may serve it by where they lie; all where none is given.
    #[serde(default)]
    pub places: Vec<Place>,
    /// Remnants that may serve it by why they are left; `narrow` and `small` where none is given: what is landlocked
    /// cannot be reached.
    #[serde(default)]
    pub reasons: Vec<Remnant>,
}

/// A table by use: keys that are no strings are not derived.
pub(super) fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let name = generator.subschema_for::<RemnantUse>();
    let wanted = generator.subschema_for::<SiteRemnantUse>();
    schemars::json_schema!({
        "type": "object", "propertyNames": name, "additionalProperties": wanted,
    })
}

/// What can be reached.
const REACHABLE: [Remnant; 2] = [Remnant::Narrow, Remnant::Small];

impl SiteRemnantUse {
    /// Remnants that may serve it by why they are left.
    #[must_use]
    pub fn reasons(&self) -> &[Remnant] {
        if self.reasons.is_empty() {
            &REACHABLE
        } else {
            &self.reasons
        }
    }
}

fn value_share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Estimate, D::Error> {
    let share = Estimate::deserialize(deserializer)?;
    if share.low < 0.0 || share.high > 1.0 {
        let words = "value_share is a share of the value of usable land: give numbers from 0 to 1";
        return Err(serde::de::Error::custom(words));
    }
    Ok(share)
}

fn quota<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let quota = f64::deserialize(deserializer)?;
    if !(0.0..=1.0).contains(&quota) {
        let words = format!("quota {quota} is no share of the site: give a number from 0 to 1");
        return Err(serde::de::Error::custom(words));
    }
    Ok(Some(quota))
}
