//! What a site file says of relocation: receiving land, months, money, and the project itself.

use crate::model::{Charge, CostItem, Estimate};
use crate::settings::merge::{merged, Merge};
use crate::units::{Metres, SquareMetres};
use schemars::{json_schema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// Relocation data of a kind of facility, or of one of them: tables `[move.KIND]` and `[move.ID]`.
/// An id wins over its kind, member by member.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteMove {
    /// Plot required at the receiving site, square metres; else the rule pack's typical plot, else
    /// the area of the present plot.
    #[serde(deserialize_with = "some_land")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub pad_area_m2: Option<SquareMetres>,
    /// Minimum width of that plot, metres; else the shorter side of a plot twice as long as wide.
    #[serde(deserialize_with = "some_width")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub pad_width_m: Option<Metres>,
    /// Service radius, metres; else the rule pack's figure.
    pub service_radius_m: Option<Metres>,
    /// Minimum share of the demand within the radius of the receiving site, or of another of its
    /// kind, 0 to 1; else the share served at present.
    #[serde(deserialize_with = "share")]
    #[schemars(range(min = 0, max = 1))]
    pub min_served: Option<f64>,
    /// Land-use codes or zoning districts that permit it; else the rule pack's list. A code of a
    /// declared code system includes its subordinate codes.
    pub takes: Vec<String>,
    /// Id of the receiving parcel, where it has been decided on.
    pub receiving: Option<String>,
    /// Duration of the steps of its relocation.
    pub months: SiteMonths,
    /// Relocation costs, by item.
    #[serde(deserialize_with = "costs")]
    #[schemars(schema_with = "costs_schema")]
    pub costs: BTreeMap<CostItem, Charge>,
}

/// More draws of the Monte Carlo say nothing more, and take memory and time without end.
const MOST_DRAWS: u32 = 100_000;

fn draws<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let draws = u32::deserialize(deserializer)?;
    if draws > MOST_DRAWS {
        let words = format!("{draws} draws are too many: give at most {MOST_DRAWS}");
        return Err(serde::de::Error::custom(words));
    }
    Ok(Some(draws))
}

/// A number of months or days: finite, zero or more.
fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let value = f64::deserialize(deserializer)?;
    if !value.is_finite() || value < 0.0 {
        let words = format!("{value} is no duration: give a finite number, zero or more");
        return Err(serde::de::Error::custom(words));
    }
    Ok(Some(value))
}

fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let value = f64::deserialize(deserializer)?;
    if !(0.0..=1.0).contains(&value) {
        let words = format!("{value} is no share: give a number from 0 to 1");
        return Err(serde::de::Error::custom(words));
    }
    Ok(Some(value))
}

/// A plot of no area stands nowhere and everywhere.
fn some_land<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SquareMetres>, D::Error> {
    let area = SquareMetres::deserialize(deserializer)?;
    if area == SquareMetres::ZERO {
        return Err(serde::de::Error::custom("a plot of 0 m2 is none: give more, or leave it out"));
    }
    Ok(Some(area))
}

fn some_width<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Metres>, D::Error> {
    let width = Metres::deserialize(deserializer)?;
    if width == Metres::ZERO {
        return Err(serde::de::Error::custom(
            "a plot 0 m wide is none: give more, or leave it out",
        ));
    }
    Ok(Some(width))
}

/// Amounts by item; waiting is the project's loss, once for all that moves, and stands elsewhere.
fn costs<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<CostItem, Charge>, D::Error> {
    let costs = BTreeMap::deserialize(deserializer)?;
    if costs.contains_key(&CostItem::Delay) {
        let words =
            "delay is not a cost of a single relocation: give delay_per_month in [money], and \
                     needs_land_in_months in [project]";
        return Err(serde::de::Error::custom(words));
    }
    Ok(costs)
}

impl SiteMove {
    /// This with everything that `over` says put on top.
    #[must_use]
    pub fn under(mut self, over: &Self) -> Self {
        self.merge_from(over.clone());
        self
    }
}

/// Months of the steps of a relocation: a number, `[low, high]` or `[low, mid, high]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteMonths {
    /// Plan amendment, land supply and permits, from the decision on.
    pub approval: Option<Estimate>,
    /// Construction at the receiving site.
    pub build: Option<Estimate>,
    /// Acceptance and opening.
    pub open: Option<Estimate>,
    /// Closure, demolition and clearing of the present site.
    pub clear: Option<Estimate>,
    /// Days without service between closure and opening; 0 by default.
    #[serde(deserialize_with = "duration")]
    #[schemars(range(min = 0))]
    pub days_without_service: Option<f64>,
}

/// Land price, currency and the Monte Carlo: table `[money]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteMoney {
    /// Currency of every figure in the file, such as `CNY`.
    pub currency: Option<String>,
    /// What a square metre of usable land is worth to the project.
    pub land_price_per_m2: Option<Estimate>,
    /// Grade of the land, where the rule pack has a price by grade.
    pub land_grade: Option<String>,
    /// Loss to the project from a month of delay.
    pub delay_per_month: Option<Estimate>,
    /// Cost of exchanging land with a neighbour, as a whole.
    pub swap_cost: Option<Estimate>,
    /// What a square metre of land of others is worth that may no longer be built on, or not as before,
    /// beside a relocated facility. It is told apart from the project's own cost.
    pub sterilised_per_m2: Option<Estimate>,
    /// Draws of the Monte Carlo, none for 0; at most 100,000.
    #[serde(deserialize_with = "draws")]
    #[schemars(range(max = MOST_DRAWS))]
    pub draws: Option<u32>,
    /// Seed of the Monte Carlo.
    pub seed: Option<u64>,
}

/// The project: table `[project]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteProject {
    /// Land-use code of the project's land, in the declared code system.
    pub land_use: Option<String>,
    /// Months from the decision until the project needs all of its land.
    #[serde(deserialize_with = "duration")]
    #[schemars(range(min = 0))]
    pub needs_land_in_months: Option<f64>,
    /// Ground area of its buildings, square metres.
    pub building_area_m2: Option<SquareMetres>,
    /// Floor area of its buildings, square metres.
    pub floor_area_m2: Option<SquareMetres>,
    /// Green area, square metres.
    pub green_m2: Option<SquareMetres>,
    /// Land for offices and staff services, square metres.
    pub offices_m2: Option<SquareMetres>,
    /// Industry, as the rule pack's table of floor-area ratios names it.
    pub industry: Option<String>,
}

merged!(SiteMove {
    pad_area_m2,
    pad_width_m,
    service_radius_m,
    min_served,
    takes,
    receiving,
    months,
    costs,
});

merged!(SiteMonths { approval, build, open, clear, days_without_service });

merged!(SiteMoney {
    currency,
    land_price_per_m2,
    land_grade,
    delay_per_month,
    swap_cost,
    sterilised_per_m2,
    draws,
    seed,
});

merged!(SiteProject {
    land_use,
    needs_land_in_months,
    building_area_m2,
    floor_area_m2,
    green_m2,
    offices_m2,
    industry,
});

/// Amounts by item.
fn costs_schema(generator: &mut SchemaGenerator) -> Schema {
    let charge = generator.subschema_for::<Charge>();
    let item = generator.subschema_for::<CostItem>();
    json_schema!({
        "type": "object",
        "propertyNames": { "allOf": [item, { "not": { "const": "delay" } }] },
        "additionalProperties": charge
    })
}
