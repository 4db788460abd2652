//! What a recommendation hangs on.

use crate::model::Expense;
use crate::settings::Assumption;

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
