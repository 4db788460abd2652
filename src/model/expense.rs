//! Money that a way out takes, by what it is paid for.

use crate::model::{CostItem, OptionName};

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
    /// What the project loses by waiting for an option.
    Delay(OptionName),
    /// What the land swap takes.
    Exchange,
}
