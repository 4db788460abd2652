//! The land-use balance table (用地平衡表) of the option that was chosen.

use crate::adjust::balance;
use crate::language::Language;
use crate::model::LandUseSystem;
use crate::units::SquareMetres;
use crate::ways_out::Alternatives;
use crate::words::option::option_id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Land by use before and after, closed to the square metre.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LandBalance {
    /// Id of the option it is of.
    pub option: Option<String>,
    /// System of the codes.
    pub system: LandUseSystem,
    /// Sum of both columns.
    pub total_m2: SquareMetres,
    /// Sum of both rounded columns.
    pub total_rounded_m2: u64,
    /// The table, by class.
    pub rows: Vec<LandBalanceRow>,
    /// What becomes what.
    pub flows: Vec<LandFlow>,
    /// Ground that several parcels hold: counted once.
    pub parcel_overlap_m2: SquareMetres,
    /// What is wrong with the codes; null where nothing is.
    pub doubt: Option<String>,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LandBalanceRow {
    /// Land-use code; null for land without.
    pub code: Option<String>,
    /// What sort of row.
    pub class: RowClass,
    /// Chinese name of the code; null where the system does not have it.
    pub name_zh: Option<String>,
    /// English name of the code.
    pub name_en: Option<String>,
    /// Area before.
    pub before_m2: SquareMetres,
    /// Area after.
    pub after_m2: SquareMetres,
    /// After minus before, square metres.
    pub change_m2: f64,
    /// Area before in whole square metres that sum to the total.
    pub before_rounded_m2: u64,
    /// Area after, likewise.
    pub after_rounded_m2: u64,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowClass {
    /// Land of a code.
    Code,
    /// Land that changes into something not yet known (待定).
    Undetermined,
    /// Parcels without a code (无代码).
    NoCode,
    /// Ground in no parcel (未登记).
    NoParcel,
}

/// Land that goes from one class to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LandFlow {
    /// Code before, or the class of land without.
    pub from: String,
    /// Code after, or the class of land without.
    pub to: String,
    /// How much.
    pub area_m2: SquareMetres,
}

impl LandBalance {
    pub(in crate::document) fn of(all: &Alternatives) -> Option<Self> {
        let balance = all.adjustment.balance.as_ref()?;
        let overlap = balance.parcel_overlaps.iter().map(|extent| extent.area).sum();
        Some(Self {
            option: all
                .adjustment
                .option
                .of(&all.options)
                .map(|option| option_id(&all.name(option))),
            system: balance.system,
            total_m2: balance.total,
            total_rounded_m2: balance.total_rounded,
            rows: balance.rows.iter().map(LandBalanceRow::of).collect(),
            flows: balance.flows.iter().map(LandFlow::of).collect(),
            parcel_overlap_m2: overlap,
            doubt: balance.strange.as_ref().map(|codes| Language::En.strange_codes(codes)),
        })
    }
}

impl LandBalanceRow {
    fn of(row: &balance::BalanceRow) -> Self {
        let areas = &row.areas;
        Self {
            code: row.class.code().map(str::to_owned),
            class: RowClass::of(&row.class),
            name_zh: row.name.map(|name| name.zh.to_owned()),
            name_en: row.name.map(|name| name.en.to_owned()),
            before_m2: areas.before,
            after_m2: areas.after,
            change_m2: areas.change_m2(),
            before_rounded_m2: areas.before_rounded,
            after_rounded_m2: areas.after_rounded,
        }
    }
}

impl RowClass {
    fn of(class: &balance::LandClass) -> Self {
        match class {
            balance::LandClass::Code(_) => Self::Code,
            balance::LandClass::Undetermined => Self::Undetermined,
            balance::LandClass::NoCode => Self::NoCode,
            balance::LandClass::NoParcel => Self::NoParcel,
        }
    }
}

impl LandFlow {
    fn of(flow: &balance::Flow) -> Self {
        let word =
            |class: &balance::LandClass| class.code().unwrap_or_else(|| class.as_str()).to_owned();
        Self { from: word(&flow.from), to: word(&flow.to), area_m2: flow.area }
    }
}
