//! The ways out of a site set against each other.
//!
//! | module | decides |
//! |---|---|
//! | [`standing`] | the site built around all that is in its way |
//! | [`relocation`] | what was asked to be moved gone |
//! | `told` | what a site file says of moving a thing |
//! | `worlds` | the site with any of what is not known otherwise |
//! | `footing` | the site as some rungs of the evidence ladder have it |
//! | `moves` | what may move, and where each could go |
//! | `drafts` | which of them move together, and what usable land that leaves |
//! | `rectangles` | the largest rectangle of each |
//! | `reckoning` | money, and which way to take |
//! | `adjustment` | what the chosen way changes in the plan |
//! | `weighing` | all of it, one after the other |

mod adjustment;
mod alternatives;
mod before;
mod drafts;
mod edges;
mod error;
pub(crate) mod footing;
mod moves;
mod reckoning;
mod rectangles;
pub mod relocation;
pub mod standing;
mod told;
mod weighing;
pub(crate) mod worlds;

pub use alternatives::{Adjustment, Alternative, Alternatives, Decision, LandPrice, Move, Way};
pub use before::Before;
pub use drafts::EVERY_SUBSET;
pub use error::AssessError;
pub use moves::{places, Places};
pub use relocation::{Layouts, Relocation};
pub(crate) use standing::failed;
pub use standing::{found, Found, Standing};
pub use weighing::weigh;
