//! The rules of a pack on moving things and amending plans: where to, at what price, with whose consent.

use super::provenance::Provenance;
use crate::model::CostItem;
use crate::units::Metres;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What a figure is a price of.
    Priced {
        /// A square metre of usable land, to the project.
        LandPrice = "land_price",
        /// See [`CostItem::ReplacementLand`].
        ReplacementLand = "replacement_land",
        /// See [`CostItem::Compensation`].
        Compensation = "compensation",
        /// See [`CostItem::Demolition`].
        Demolition = "demolition",
        /// See [`CostItem::Rebuild`].
        Rebuild = "rebuild",
        /// See [`CostItem::Moving`].
        Moving = "moving",
        /// See [`CostItem::Interruption`].
        Interruption = "interruption",
        /// See [`CostItem::SoilRemediation`].
        SoilRemediation = "soil_remediation",
        /// See [`CostItem::Utilities`].
        Utilities = "utilities",
        /// See [`CostItem::Fees`].
        Fees = "fees",
        /// See [`CostItem::Delay`].
        Delay = "delay",
    }
}

words! {
    /// What a figure is charged for.
    Per {
        /// The whole.
        Whole = "whole",
        /// A square metre.
        M2 = "m2",
        /// A month.
        Month = "month",
        /// The compensation, in per cent of it.
        PercentOfCompensation = "percent_of_compensation",
        /// A unit of capacity, which nobody gives: the figure is for reading only.
        Capacity = "capacity",
    }
}

impl From<CostItem> for Priced {
    fn from(item: CostItem) -> Self {
        match item {
            CostItem::ReplacementLand => Self::ReplacementLand,
            CostItem::Compensation => Self::Compensation,
            CostItem::Demolition => Self::Demolition,
            CostItem::Rebuild => Self::Rebuild,
            CostItem::Moving => Self::Moving,
            CostItem::Interruption => Self::Interruption,
            CostItem::SoilRemediation => Self::SoilRemediation,
            CostItem::Utilities => Self::Utilities,
            CostItem::Fees => Self::Fees,
            CostItem::Delay => Self::Delay,
        }
    }
}

words! {
    /// How a figure limits.
    Bound {
        /// At least.
        Minimum = "minimum",
        /// At most.
        Maximum = "maximum",
        /// From one figure to another.
        Range = "range",
    }
}

/// Where a kind may be moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelocationRule {
    /// Id.
    pub id: String,
    /// Kind; every kind where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Land-use codes that take it, by code system.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub land_use: BTreeMap<String, Vec<String>>,
    /// Zoning districts that take it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<String>,
    /// How far it may be from those it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_radius_m: Option<Metres>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// An indicator or step of land control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandControl {
    /// Id.
    pub id: String,
    /// What is controlled.
    pub subject: String,
    /// Classes of the subject it holds for, in the words of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// What is measured or asked for.
    pub what: String,
    /// How the figure limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// The figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_max: Option<f64>,
    /// Unit of the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// An item of the cost of moving something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostComponent {
    /// Id.
    pub id: String,
    /// The item.
    pub what: String,
    /// How the figure limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// The figure, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Unit of the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What the figure is a price of, where it can be reckoned with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Priced>,
    /// What it is charged for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A published price or cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostValue {
    /// Id.
    pub id: String,
    /// What is priced.
    pub subject: String,
    /// Classes of the subject it holds for, in the words of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// What the figure is.
    pub what: String,
    /// The figure, or the lower end of a range; absent where it still has to be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_max: Option<f64>,
    /// Unit of the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Existing kind it holds for; any where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What the figure is a price of, where it can be reckoned with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Priced>,
    /// What it is charged for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// Currency of the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Somebody who must be asked before a thing is carved out or moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Id.
    pub id: String,
    /// Existing kind; every kind where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Who, in English.
    pub party_en: String,
    /// Who, in Chinese.
    pub party_zh: String,
    /// About what, in English.
    pub about_en: String,
    /// About what, in Chinese.
    pub about_zh: String,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A step of a procedure, in the order of the pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureStep {
    /// Id.
    pub id: String,
    /// The procedure, in English.
    pub name_en: String,
    /// The procedure, in Chinese.
    pub name_zh: String,
    /// The step, in English.
    pub en: String,
    /// The step, in Chinese.
    pub zh: String,
    /// Where it comes from.
    pub provenance: Provenance,
}
