//! Those whom a facility serves.

use geo::Coord;

/// A place where somebody needs the service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Where.
    pub at: Coord<f64>,
    /// How much it counts.
    pub weight: f64,
}
