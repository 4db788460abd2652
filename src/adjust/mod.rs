//! What a plan amendment (调规) puts on the table: how much land of which use there is before and after.
//!
//! - [`balance`]: the land-use balance table (用地平衡表), closed to the square metre.
//! - [`mod@indicators`]: land-control indicators of the project, set against the limits of the rule pack.
//!
//! This room decides no use of its own: which land changes and what it becomes comes from the option in
//! hand, which use a code means from the declared [`crate::model::LandUseSystem`], and limits from
//! [`crate::rules`].

pub mod balance;
pub mod indicators;
pub(crate) mod whole_metres;

pub use balance::{
    Areas, Balance, BalanceError, BalanceRow, Change, Extent, Flow, LandClass, LandPiece, RowGroup,
    Why,
};
pub use indicators::{indicators, Indicator, Limit, Measure, Planned};
