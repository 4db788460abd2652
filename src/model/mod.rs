//! The nouns of the trade as the rest of the crate trusts them: planar, checked, without files.

mod building;
mod chance;
mod clause;
mod demand;
mod edge;
mod expense;
mod facility;
mod feature;
mod gate;
mod land_use;
mod money;
mod nth;
mod option;
mod parcel;
mod projection;
mod site;
mod warning;

pub use building::Building;
pub use chance::SplitMix;
pub use clause::{Clause, Division, NO_CLAUSE};
pub use demand::Demand;
pub use edge::{ByClass, District, EdgeClass};
pub use expense::Expense;
pub use facility::{Burden, Facility, Layer, PlotExtent};
pub use feature::{told_apart, Origin, Shape};
pub use gate::Gate;
pub use land_use::{CodeName, Explanation, LandUseSystem, NameStatus, StrangeCodes};
pub use money::{Charge, CostItem, Estimate};
pub use nth::Nth;
pub use option::{OptionName, Way};
pub use parcel::Parcel;
pub use projection::{TitleProjection, UnknownProjection};
pub use site::{Road, Site};
pub use warning::{AttributeFault, Code, Doubt, UnclearEdges, Warning, Warnings};
