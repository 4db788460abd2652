//! Usable land that a site loses to obstacles, carved out or relocated.
//!
//! A project needs a site, and an obstacle stands in it: a fuel station, a waste transfer station, a
//! third-party parcel. Either it is carved out and the project built around it, or it is relocated.
//! This crate loads parcel and facility layers, finds the obstacles in a footprint, and computes
//! the usable land lost by carving out against relocating, with a polygon, a clause and a range
//! behind every number.
//!
//! The rooms, from the top down; imports point down only:
//!
//! | room | decides |
//! |---|---|
//! | [`cli`] | what was typed, what is printed; behind the feature of that name |
//! | [`report`], [`map`] | an assessment in words, numbers and lines |
//! | [`document`] | what a result says, as plain data: the contract behind JSON |
//! | [`words`] | facts become sentences, in English and in Chinese |
//! | [`batch`] | many sites against the same layers |
//! | [`mod@assess`] | one site end to end |
//! | [`ways_out`] | carve out, relocate some or all, swap land: compared |
//! | [`loading`] | cases from files or from memory |
//! | [`decide`] | recommendation, margin and sensitivity |
//! | [`adjust`] | land-use balance and land-control indicators of a plan amendment |
//! | [`relocate`] | receiving sites, service, programme and costs |
//! | [`carve`] | the area model: baseline, exclusion, remnants, ledger |
//! | [`obstacle`] | obstacles and their clearances |
//! | [`rules`] | rule packs: distances with their clauses |
//! | [`settings`] | what was asked, and where each value came from: the one table of parameters |
//! | [`layer`] | files to nouns |
//! | [`model`] | the nouns of the trade |
//! | [`geometry`] | the plane, in metres: a crate of its own |
//! | [`drawing`] | SVG: groups, areas with holes, textures, charts |
//! | [`language`] | English or Chinese |
//! | [`units`] | lengths and areas |
//!
//! A site from memory ([`Land`](loading::Land)):
//!
//! ```
//! use carveout::loading::{FacilityFeature, Land};
//! use carveout::{assess::assess, geo::polygon, units::Metres};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let site = polygon![(x: 109.840, y: 40.620), (x: 109.844, y: 40.620),
//!         (x: 109.844, y: 40.623), (x: 109.840, y: 40.623)];
//!     let station = polygon![(x: 109.841, y: 40.621), (x: 109.8416, y: 40.621),
//!         (x: 109.8416, y: 40.6214), (x: 109.841, y: 40.6214)];
//!     let case = Land::new()
//!         .facility(FacilityFeature::new("FS-01", "fuel_station", &station).grade("二级"))
//!         .setback(Metres::new(10.0)?)
//!         .case(&site)?;
//!     let carved = assess(&case)?.carve_out;
//!     println!("obstacles: {:.0} m2", carved.nominal().get());
//!     println!("usable land lost: {:.0} m2", carved.ledger.loss().get());
//!     Ok(())
//! }
//! ```
//!
//! From files:
//!
//! ```
//! use carveout::assess::{assess, Case};
//! use carveout::settings::{Settings, SiteFile};
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
#[cfg(feature = "cli")]
pub mod cli;
pub mod decide;
pub mod document;
pub mod drawing;
pub mod language;
pub mod layer;
pub mod loading;
pub mod map;
pub mod model;
pub mod obstacle;
pub mod relocate;
pub mod report;
pub mod rules;
#[cfg(test)]
mod schema;
pub mod settings;
pub mod spelling;
mod text_file;
pub mod units;
pub mod ways_out;
pub mod words;

#[doc(inline)]
pub use carveout_geometry as geometry;
pub use {geo, geojson};
