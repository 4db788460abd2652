//! How things look: fills, textures and pens.
//!
//! Hues are apart for the common kinds of colour blindness, and no two classes share a texture, so
//! that a photocopy still tells them apart.

use crate::map::ground::Ground;
use crate::map::scene::Limit;
use plotters::style::{RGBAColor, RGBColor};

/// A texture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Texture {
    /// Plain.
    None,
    /// Parallel lines: degrees against east, pixels between them.
    Lines(f64, f64),
    /// Two families of lines.
    Cross(f64, f64),
    /// Dots, pixels apart.
    Dots(f64),
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    /// Its colour.
    pub colour: RGBAColor,
    /// Its width in pixels.
    pub width: f64,
    /// Lengths of dashes and gaps in pixels; solid if empty.
    pub dashes: &'static [f64],
}

/// How an area is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Colour of the area.
    pub fill: RGBAColor,
    /// Colour of its texture and edge.
    pub ink: RGBAColor,
    /// What lies on the fill.
    pub texture: Texture,
}

pub const BLACK: RGBAColor = opaque(RGBColor(0x1F, 0x1F, 0x1F));
pub const GREY: RGBAColor = opaque(RGBColor(0x5C, 0x5C, 0x5C));
pub const WHITE: RGBAColor = opaque(RGBColor(0xFF, 0xFF, 0xFF));
pub const COUNTRY: RGBAColor = opaque(RGBColor(0xF5, 0xF3, 0xEE));
pub const BUILDING: RGBAColor = opaque(RGBColor(0xDB, 0xD8, 0xD2));
/// How much of what lies under a label is veiled.
pub const VEIL: f64 = 0.88;

pub const ROAD_EDGE: Pen = solid(RGBColor(0xB8, 0xB5, 0xAE), 1.6);
pub const PARCEL: Pen = solid(RGBColor(0xA5, 0xA2, 0x9B), 0.6);
pub const BUILDING_EDGE: Pen = solid(RGBColor(0xB8, 0xB5, 0xAE), 0.5);
pub const EQUIPMENT: Pen = solid(RGBColor(0x4A, 0x12, 0x08), 1.2);
pub const PAD: RGBAColor = hex(0x00CF_E4F5);
pub const PAD_EDGE: Pen = solid(RGBColor(0x0B, 0x5B, 0x8C), 1.6);
pub const NEIGHBOUR: Pen = solid(RGBColor(0x77, 0x77, 0x77), 1.0);
pub const LEADER: Pen = solid(RGBColor(0x1F, 0x1F, 0x1F), 0.8);
pub const HAIRLINE: Pen = solid(RGBColor(0x8A, 0x8A, 0x8A), 0.6);
pub const FRAME: Pen = solid(RGBColor(0x1F, 0x1F, 0x1F), 1.2);

const fn opaque(colour: RGBColor) -> RGBAColor {
    RGBAColor(colour.0, colour.1, colour.2, 1.0)
}

const fn solid(colour: RGBColor, width: f64) -> Pen {
    Pen { colour: opaque(colour), width, dashes: &[] }
}

const fn dashed(colour: RGBColor, width: f64, dashes: &'static [f64]) -> Pen {
    Pen { colour: opaque(colour), width, dashes }
}

impl Ground {
    /// How this class looks.
    #[must_use]
    pub const fn look(self) -> Look {
        let (fill, ink, texture) = match self {
            Self::Setback => (0x00FF_FFFF, 0x00BB_BBBB, Texture::None),
            Self::Poor => (0x00EE_EEEE, 0x008A_8A8A, Texture::Lines(0.0, 9.0)),
            Self::Usable => (0x00D3_EBD8, 0x0059_9A6B, Texture::None),
            Self::Taking => (0x00EF_B39C, 0x0099_2F12, Texture::Cross(45.0, 8.0)),
            Self::Clearance => (0x00FD_ECC4, 0x00B9_7A0C, Texture::Lines(45.0, 7.0)),
            Self::Access => (0x00CF_E4F5, 0x001F_5F99, Texture::Lines(90.0, 5.0)),
            Self::Narrow => (0x00E6_DAF1, 0x0065_3B96, Texture::Lines(-45.0, 4.5)),
            Self::Small => (0x00E6_DAF1, 0x0065_3B96, Texture::Dots(7.5)),
            Self::Landlocked => (0x00D9_C9EA, 0x0046_2372, Texture::Lines(0.0, 4.5)),
        };
        Look { fill: hex(fill), ink: hex(ink), texture }
    }
}

impl Look {
    /// The pen for the edge of the area.
    #[must_use]
    pub const fn edge(&self) -> Pen {
        Pen { colour: self.ink, width: 0.7, dashes: &[] }
    }
}

impl Limit {
    /// The pen for this line.
    #[must_use]
    pub const fn pen(self) -> Pen {
        match self {
            Self::Site => solid(RGBColor(0xB0, 0x12, 0x12), 2.6),
            Self::BuildingLine => dashed(RGBColor(0x1F, 0x1F, 0x1F), 1.1, &[9.0, 3.0, 2.0, 3.0]),
            Self::Clearance => dashed(RGBColor(0xA8, 0x62, 0x00), 1.2, &[5.0, 3.0]),
            Self::Relocated => dashed(RGBColor(0x0B, 0x5B, 0x8C), 2.2, &[12.0, 5.0]),
            Self::Rectangle => dashed(RGBColor(0x2A, 0x6B, 0x2F), 1.4, &[2.0, 3.0]),
            Self::Obstacle => solid(RGBColor(0x7A, 0x21, 0x0A), 1.5),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "each byte is masked by the shift")]
const fn hex(rgb: u32) -> RGBAColor {
    RGBAColor((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Ground; 9] = [
        Ground::Setback,
        Ground::Poor,
        Ground::Usable,
        Ground::Taking,
        Ground::Clearance,
        Ground::Access,
        Ground::Narrow,
        Ground::Small,
        Ground::Landlocked,
    ];

    #[test]
    fn lost_land_is_told_apart_without_colour() {
        let lost: Vec<Texture> =
            ALL.into_iter().filter(|g| g.is_lost()).map(|g| g.look().texture).collect();
        for (index, texture) in lost.iter().enumerate() {
            assert_ne!(*texture, Texture::None);
            assert!(!lost[..index].contains(texture), "{texture:?} is used twice");
        }
    }

    #[test]
    fn textures_stand_out_from_their_fill() {
        let grey = |c: RGBAColor| {
            0.2126 * f64::from(c.0) + 0.7152 * f64::from(c.1) + 0.0722 * f64::from(c.2)
        };
        for ground in ALL.into_iter().filter(|g| g.look().texture != Texture::None) {
            let look = ground.look();
            assert!(grey(look.fill) - grey(look.ink) > 80.0, "{ground:?}");
        }
    }
}
