//! Cases, read from files or from memory.
//!
//! Both ways are one from the feature on: the same frame, the same repair, the same doubts, and so the
//! same numbers. What is read is indexed when it is built; nothing can be asked before.
//!
//! | module | decides |
//! |---|---|
//! | [`case`](Case) | what a case is, and which words its rule pack must know |
//! | [`land`](Land) | layers and parameters in memory |
//! | `feature`, [`Degrees`] | features in memory |
//! | `ids` | which ids do not tell features apart |
//! | `sources` | where each layer is |
//! | `named` | whether what was named is anywhere |
//! | `neighbourhood` | what of the layers concerns a site |
//! | `city` | the land around, as far as things may be moved |

mod case;
mod city;
mod degrees;
mod feature;
mod ids;
mod land;
mod load;
mod named;
mod neighbourhood;
mod sources;

pub(crate) use case::whole;
pub use case::{rule_pack, Case, LoadError, Surrounding};
pub use degrees::Degrees;
pub use feature::{FacilityFeature, ParcelFeature, RoadFeature, SiteFeature};
pub use land::Land;
pub(crate) use named::check;
pub(crate) use neighbourhood::Neighbourhood;
pub(crate) use sources::Sources;
