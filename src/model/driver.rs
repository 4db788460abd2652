//! What a result hangs on: the figures that may be otherwise, and those that are missing.

use crate::model::{CostItem, OptionName};

/// A figure that moves the recommendation.
#[derive(Clone, Debug, PartialEq)]
pub enum Driver {
    /// What a square metre of usable land is worth.
    LandPrice,
    /// Money that a way out takes.
    Expense(Expense),
    /// A figure of the area model.
    Assumption(Assumption),
}

/// Money that a way out takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Expense {
    /// An item of a move.
    Move {
        /// Id of what moves.
        id: String,
        /// What is paid for.
        item: CostItem,
    },
    /// What the project loses from the delay of an option.
    Delay(OptionName),
    /// What the land swap takes.
    Exchange,
}

/// A figure of the area model that may have a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// Boundary setback, metres.
    Setback,
    /// Boundary setback along roads, metres.
    SetbackRoad,
    /// Least usable width, metres.
    MinWidth,
    /// Least usable piece, square metres.
    MinArea,
    /// Clearance of a kind, as the site file spells it, metres.
    Clearance(String),
    /// Where equipment stands, and which of two figures of a rule holds.
    Equipment,
}

/// The name in machine output.
impl std::fmt::Display for Assumption {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Setback => "setback_m",
            Self::SetbackRoad => "setback_road_m",
            Self::MinWidth => "min_width_m",
            Self::MinArea => "min_area_m2",
            Self::Equipment => "equipment position and rule figures",
            Self::Clearance(kind) => return write!(f, "clearance_m of {kind}"),
        })
    }
}
