//! What is in the way of a site, and what it costs to build around it.
//!
//! A project needs a site, and something stands in it: a fuel station, a waste transfer station, a
//! stranger's parcel. Either it is carved out and the project built around it, or it is moved.
//! This crate loads parcel and facility layers, finds the obstacles in a footprint, and computes
//! the usable land lost by carving out against relocating, with a polygon, a clause and a range
//! behind every number.
//!
//! The rooms, from the top down; imports point down only:
//!
//! | room | decides |
//! |---|---|
//! | [`cli`] | what was typed, what is printed |
//! | [`report`], [`map`] | an assessment in words, numbers and lines |
//! | [`document`] | what a result says, as plain data: the contract behind JSON |
//! | [`batch`] | many sites against the same layers |
//! | [`mod@assess`] | one site end to end |
//! | [`adjust`] | land-use balance and land-control indicators of a plan amendment |
//! | [`carve`] | the area model: baseline, exclusion, remnants, ledger |
//! | [`obstacle`] | who is in the way, and how far each keeps others away |
//! | [`rules`] | rule packs: distances with their clauses |
//! | [`layer`] | files to nouns |
//! | [`model`] | the nouns of the trade |
//! | [`geometry`] | the plane, in metres |
//! | [`language`] | English or Chinese |
//! | [`units`] | lengths and areas |
//!
//! ```
//! use carveout::assess::{assess, Case, Settings};
//! use carveout::layer::SiteFile;
//!
//! let file = SiteFile::read("data/magnet-plant/site.toml".as_ref())?;
//! let (layers, settings) = Settings::settle(file, SiteFile::default())?;
//! let assessment = assess(&Case::load(&layers, settings)?)?;
//! let lost = assessment.carve_out.ledger.loss().get();
//! let seen = assessment.carve_out.nominal().get();
//! assert!(lost > 3.0 * seen, "more is lost than meets the eye");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod adjust;
pub mod assess;
pub mod batch;
pub mod carve;
pub mod cli;
pub mod decide;
pub mod document;
pub mod language;
pub mod layer;
pub mod map;
pub mod model;
pub mod obstacle;
pub mod relocate;
pub mod report;
pub mod rules;
#[cfg(test)]
mod schema;
pub mod units;
mod words;

#[doc(inline)]
pub use carveout_geometry as geometry;
