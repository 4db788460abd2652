//! Where an obstacle could go, what that takes, and what it costs.
//!
//! | module | decides |
//! |---|---|
//! | [`city`] | what stands where receiving sites may be: land, roads, neighbours, those served |
//! | [`mover`] | what moves: the land it takes, whom it keeps away, how far it may go |
//! | [`gate`] | the conditions on a receiving site, each passed, failed or not known |
//! | [`pad`] | the land actually taken there |
//! | [`receiving`] | receiving sites, ranked |
//! | [`owners`] | whose land a plot's clearance takes there |
//! | `standing` | what stands around: the land it takes, how far it keeps away what is moved |
//! | `plan` | where on a parcel the plot goes, clear of all around |
//! | [`within`] | places within the site, where the loss is least |
//! | [`swap`] | the carved-out enclave exchanged for land next door |
//! | [`service`] | whom it serves before and after |
//! | [`programme`] | build, open, close: months, and the project's own start |
//! | [`cost`] | what the move costs, item by item |

pub mod city;
pub mod cost;
pub mod gate;
pub mod mover;
pub mod owners;
pub mod pad;
mod plan;
pub mod programme;
pub mod receiving;
pub mod service;
mod standing;
pub mod swap;
pub mod within;

pub use city::{City, CityLayers, Roadside};
pub use cost::{Cost, CostLine};
pub use gate::{Finding, Reason, Verdict};
pub use mover::{Mover, PadSize};
pub use owners::OwnersLand;
pub use programme::{Programme, Step};
pub use receiving::{rank, Ranking, Receiving};
pub use swap::Swap;
pub use within::WithinSite;
