//! The site: where the project wants to build, and the roads it may be reached from.

use crate::geometry::{Frame, Region};
use crate::units::Metres;
use geo::Coord;

/// A project footprint in a frame of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Id of the site, or of its feature.
    pub id: String,
    /// Name for headings.
    pub name: String,
    /// The footprint: repaired, parts dissolved, gaps closed.
    pub footprint: Region,
    /// The gaps that were closed, as far as they are wider than rounding: part of the footprint now.
    pub gaps: Region,
    /// How its metres relate to degrees.
    pub frame: Frame,
    /// Its area by deed or register as its feature has it, in the unit of the layer.
    pub deed_area: Option<f64>,
}

/// A road near the site.
#[derive(Clone, Debug, PartialEq)]
pub enum Road {
    /// A centre line and, if known, the full width.
    Line {
        /// Centre line.
        line: Vec<Coord<f64>>,
        /// Full width.
        width: Option<Metres>,
        /// Street name.
        name: Option<String>,
    },
    /// A road surface.
    Surface {
        /// Its area.
        region: Region,
        /// Street name.
        name: Option<String>,
    },
}
