//! The nouns of the trade as the rest of the crate trusts them: planar, checked, without files.

mod building;
mod facility;
mod feature;
mod parcel;
mod site;
mod warning;

pub use building::Building;
pub use facility::{Burden, Facility, Layer};
pub use feature::{Origin, Shape};
pub use parcel::Parcel;
pub use site::{Road, Site};
pub use warning::{Code, Warning, Warnings};
