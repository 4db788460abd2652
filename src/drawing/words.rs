//! Text.

use super::number::Number;
use super::paint::Colour;
use super::xml::Xml;
use geo::Coord;

/// Fonts that have the Chinese characters, in order of preference.
pub(super) const FAMILY: &str =
    "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif";

/// The base line lies this far below the middle of a line of text, in em.
const BASE: f64 = 0.36;

/// How words are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Font size in pixels.
    pub size: f64,
    /// Colour.
    pub colour: Colour,
    /// Heavy.
    pub bold: bool,
    /// Upwards instead of to the right.
    pub upwards: bool,
}

/// Where in a text its given point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Where it starts.
    Left,
    /// In its middle.
    Middle,
    /// Where it ends.
    Right,
}

/// One line of text; the point is half its height up.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Words {
    pub(super) line: String,
    pub(super) at: Coord<f64>,
    pub(super) anchor: Anchor,
    pub(super) kind: Type,
}

impl Words {
    pub(super) fn put(&self, xml: &mut Xml<'_>) {
        let Type { size, colour, bold, upwards } = self.kind;
        let mut at = self.at;
        if upwards {
            at.x += BASE * size;
        } else {
            at.y += BASE * size;
        }
        xml.start("text");
        xml.number("x", at.x);
        xml.number("y", at.y);
        xml.number("font-size", size);
        xml.fill(colour);
        if bold {
            xml.attribute("font-weight", "bold");
        }
        match self.anchor {
            Anchor::Left => {}
            Anchor::Middle => xml.attribute("text-anchor", "middle"),
            Anchor::Right => xml.attribute("text-anchor", "end"),
        }
        if upwards {
            let turned = format!("rotate(-90 {} {})", Number(at.x), Number(at.y));
            xml.attribute("transform", &turned);
        }
        xml.say(&self.line);
    }
}
