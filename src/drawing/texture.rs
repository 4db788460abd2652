//! Textures: tiles of whole pixels, so that they repeat without a seam.

use super::number::Number;
use super::paint::{Colour, Pen};
use super::xml::Xml;

/// Width of the lines of a texture, pixels.
const LINE: f64 = 0.8;
/// Radius of the dots of a texture, pixels.
const DOT: f64 = 1.1;

/// A texture; the number is the side of its tile in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texture {
    /// Level lines.
    Level(u8),
    /// Upright lines.
    Upright(u8),
    /// Lines that rise to the right by 45 degrees; a tile is their distance along an axis.
    Rising(u8),
    /// Lines that fall to the right by 45 degrees.
    Falling(u8),
    /// Rising and falling lines.
    Cross(u8),
    /// Dots, two in a tile.
    Dots(u8),
}

impl Texture {
    /// The side of a tile, pixels.
    fn side(self) -> f64 {
        f64::from(match self {
            Self::Level(side)
            | Self::Upright(side)
            | Self::Rising(side)
            | Self::Falling(side)
            | Self::Cross(side)
            | Self::Dots(side) => side,
        })
    }

    /// Lines of a tile. Diagonals go on beyond its corners, or the corners would be cut off.
    fn lines(self) -> String {
        let (side, half) = (self.side(), self.side() / 2.0);
        let (s, h, over) = (Number(side), Number(half), Number(side + 1.0));
        let rising =
            format!("M-1,1 1,-1M0,{s} {s},0M{b},{over} {over},{b}", b = Number(side - 1.0));
        let falling =
            format!("M-1,{b} 1,{over}M0,0 {s},{s}M{b},-1 {over},1", b = Number(side - 1.0));
        match self {
            Self::Level(_) => format!("M0,{h} {s},{h}"),
            Self::Upright(_) => format!("M{h},0 {h},{s}"),
            Self::Rising(_) => rising,
            Self::Falling(_) => falling,
            Self::Cross(_) => format!("{rising}{falling}"),
            Self::Dots(_) => String::new(),
        }
    }

    /// Writes its definition.
    pub(super) fn put(self, name: &str, ink: Colour, xml: &mut Xml<'_>) {
        let side = self.side();
        xml.start("pattern");
        xml.id(name);
        xml.attribute("patternUnits", "userSpaceOnUse");
        xml.number("width", side);
        xml.number("height", side);
        xml.hold();
        if let Self::Dots(_) = self {
            for at in [0.25 * side, 0.75 * side] {
                xml.start("circle");
                xml.number("cx", at);
                xml.number("cy", at);
                xml.number("r", DOT);
                xml.fill(ink);
                xml.close();
            }
        } else {
            xml.start("path");
            xml.attribute("d", &self.lines());
            xml.pen(&Pen::solid(ink, LINE));
            xml.close();
        }
        xml.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagonals_meet_in_neighbouring_tiles() {
        assert_eq!(Texture::Rising(10).lines(), "M-1,1 1,-1M0,10 10,0M9,11 11,9");
        assert_eq!(Texture::Falling(10).lines(), "M-1,9 1,11M0,0 10,10M9,-1 11,1");
        assert_eq!(Texture::Level(9).lines(), "M0,4.5 9,4.5");
    }
}
