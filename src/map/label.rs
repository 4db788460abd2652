//! A label: words, and the box they take on the sheet.

use crate::drawing::{measure, Colour};
use crate::geometry::Bounds;
use crate::map::symbol;
use geo::Coord;

/// Room around the words of a label.
const PADDING: f64 = 4.0;

/// One line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelLine {
    /// What is written.
    pub words: String,
    /// Font size.
    pub size: f64,
    /// Heavy.
    pub bold: bool,
    /// The middle of the line.
    pub middle: Coord<f64>,
}

/// A label with its place in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its lines.
    pub lines: Vec<LabelLine>,
    /// The box it takes.
    pub bounds: Bounds,
    /// Colour of the words.
    pub colour: Colour,
    /// Veil over what lies under it.
    pub veil: Option<Colour>,
    /// Written upwards.
    pub upwards: bool,
    /// From its place to the label, where they are apart.
    pub leader: Option<[Coord<f64>; 2]>,
}

/// Words of a label before it has a place.
#[derive(Clone, Debug)]
pub struct Words {
    /// Lines: what is written, its size, and whether it is heavy.
    pub lines: Vec<(String, f64, bool)>,
    /// Colour of the words.
    pub colour: Colour,
    /// Colour of the veil under them.
    pub veil: Colour,
}

impl Words {
    /// One plain line.
    #[must_use]
    pub fn plain(words: &str, size: f64, colour: Colour) -> Self {
        Self { lines: vec![(words.to_owned(), size, false)], colour, veil: symbol::WHITE }
    }

    /// Width and height in pixels.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        let width = |(words, size, bold): &(String, f64, bool)| {
            measure::width(words, *size) * if *bold { 1.06 } else { 1.0 }
        };
        let across = self.lines.iter().map(width).fold(0.0, f64::max);
        let down: f64 = self.lines.iter().map(|(_, size, _)| size * 1.25).sum();
        (across + 2.0 * PADDING, down + PADDING)
    }

    /// The label with its middle at a place, level.
    #[must_use]
    pub fn at(&self, centre: Coord<f64>) -> Label {
        let (across, down) = self.size();
        let mut y = centre.y - (down - PADDING) / 2.0;
        let lines = self.lines.iter().map(|(words, size, bold)| {
            let middle = Coord { x: centre.x, y: y + size * 0.625 };
            y += size * 1.25;
            LabelLine { words: words.clone(), size: *size, bold: *bold, middle }
        });
        Label {
            lines: lines.collect(),
            bounds: around(centre, across, down),
            colour: self.colour,
            veil: Some(self.veil.veil(symbol::VEIL)),
            upwards: false,
            leader: None,
        }
    }

    /// The same written upwards; one line only.
    #[must_use]
    pub fn upwards_at(&self, centre: Coord<f64>) -> Label {
        let (across, down) = self.size();
        let mut label = self.at(centre);
        label.bounds = around(centre, down, across);
        label.upwards = true;
        label
    }
}

impl Label {
    /// The label without a veil under it.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.veil = None;
        self
    }
}

/// The box of a size around a point.
#[must_use]
pub fn around(centre: Coord<f64>, across: f64, down: f64) -> Bounds {
    let (w, h) = (across / 2.0, down / 2.0);
    Bounds { min_x: centre.x - w, min_y: centre.y - h, max_x: centre.x + w, max_y: centre.y + h }
}
