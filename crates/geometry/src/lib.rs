#![doc = include_str!("../README.md")]
//!
//! # Index
//!
//! **Regions and how they are made**
//!
//! | module | decides |
//! |---|---|
//! | [`region`] | what an area is: valid polygons, material on the left of every ring |
//! | [`repair`] | how rings as drawn become a region, and what was wrong with them |
//! | [`frame`] | how degrees become metres: a local ellipsoidal equal-area frame |
//! | [`transverse`] | how degrees become metres of a national grid, and what an area is there |
//! | [`lattice`] | how regions are rounded to whole numbers, valid and without overlap |
//! | [`units`] | lengths and areas: finite, not negative |
//!
//! **Regions of regions**
//!
//! | module | decides |
//! |---|---|
//! | [`overlay`] | union, intersection, difference: the only caller of the overlay engine |
//! | [`offset`] | growing and shrinking, with arcs whose error has a known side |
//! | [`width`] | which parts are wide enough: discs that fit, and what lies in front of them |
//! | [`gaps`] | hairlines, slivers and cut lines closed: what is narrower than a width between parts |
//!
//! **What fits into a region**
//!
//! | module | decides |
//! |---|---|
//! | [`rectangle`] | the largest rectangle, at any angle; one of a given size beside an edge |
//! | [`inscribed`] | the largest circle |
//! | [`packing`] | how many equal rectangles, a gap between any two |
//! | [`route`] | the shortest corridors of a given width |
//!
//! **What a region is like, and where**
//!
//! | item | decides |
//! |---|---|
//! | [`shape_index`] | how compact a shape is, and how far it is cut up |
//! | [`BoxIndex`] | which of many boxes meet a box |

mod box_index;
pub mod frame;
pub mod gaps;
pub mod inscribed;
pub mod lattice;
pub mod offset;
pub mod overlay;
pub mod packing;
pub mod rectangle;
pub mod region;
pub mod repair;
pub mod route;
pub mod shape_index;
mod tangle;
pub mod transverse;
pub mod units;
mod vector;
pub mod width;

pub use box_index::{BoxIndex, Corners};
pub use frame::{Frame, FrameError, LonLat};
pub use region::{Bounds, Region};
