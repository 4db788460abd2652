//! Where a thing came from, and what shape it has.

use crate::geometry::{Bounds, Region};
use geo::Coord;
use std::fmt;
use std::sync::Arc;

/// The feature behind a thing, for messages: file, position in it, id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// File as named by the user.
    pub file: Arc<str>,
    /// Position in the file, from zero.
    pub index: usize,
    /// The feature's id, if it has one.
    pub id: Option<String>,
}

impl Origin {
    /// The feature without its file: `feature 12 (id "well-7")`.
    #[must_use]
    pub fn feature(&self) -> String {
        match &self.id {
            Some(id) => format!("feature {} (id \"{id}\")", self.index),
            None => format!("feature {}", self.index),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.feature())
    }
}

/// A shape in the site's frame, in metres.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One or more positions.
    Points(Vec<Coord<f64>>),
    /// One or more lines of at least two positions.
    Lines(Vec<Vec<Coord<f64>>>),
    /// An area.
    Area(Region),
}

impl Shape {
    /// The box around it; `None` when there is nothing.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        match self {
            Self::Points(points) => Bounds::around(points.iter().copied()),
            Self::Lines(lines) => Bounds::around(lines.iter().flatten().copied()),
            Self::Area(region) => region.bounds(),
        }
    }

    /// How far it is from a region, metres: 0 where they meet, infinite where one of them is empty.
    #[must_use]
    pub fn distance(&self, region: &Region) -> f64 {
        match self {
            Self::Points(points) => {
                points.iter().map(|p| region.distance_to(*p)).fold(f64::INFINITY, f64::min)
            }
            Self::Lines(lines) => {
                lines.iter().map(|line| region.distance_to_line(line)).fold(f64::INFINITY, f64::min)
            }
            Self::Area(area) => region.distance(area),
        }
    }
}
