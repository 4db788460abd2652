//! Planar geometry in metres, without a word of the trade.
//!
//! | module | decides |
//! |---|---|
//! | [`frame`] | how degrees become metres: a local ellipsoidal equal-area frame |
//! | [`region`] | what an area is: valid polygons, material on the left of every ring |
//! | [`overlay`] | union, intersection, difference: the only caller of the overlay engine |
//! | [`offset`] | growing and shrinking, with arcs whose error has a known side |
//! | [`inscribed`] | the largest circle inside |
//! | [`rectangle`] | the largest rectangle inside, at any angle |
//! | [`packing`] | how many equal rectangles fit, a gap between any two |
//! | [`shape_index`] | how compact a shape is, and how far it is cut up |
//! | [`width`] | which parts are wide enough: the morphological opening |
//! | [`route`] | the shortest corridors inside |
//! | [`units`] | lengths and areas: finite, not negative |
//! | [`repair`] | how rings as drawn become a region, and what was wrong with them |
//!
//! Everything below works in the site's own frame ([`frame::Frame`]), near its origin, where an
//! `f64` resolves far below the grid of the overlay engine.

mod box_index;
pub mod frame;
pub mod inscribed;
pub mod offset;
pub mod overlay;
pub mod packing;
pub mod rectangle;
pub mod region;
pub mod repair;
pub mod route;
pub mod shape_index;
pub mod units;
pub mod width;

pub use box_index::{BoxIndex, Corners};
pub use frame::{Frame, FrameError, LonLat};
pub use region::{Bounds, Region};
