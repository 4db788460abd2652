//! How things look: fills, textures and pens.
//!
//! Hues are apart for the common kinds of colour blindness, and no two classes share a texture, so
//! that a photocopy still tells them apart.

use crate::drawing::{Colour, Pen, Texture};
use crate::map::scene::BoundaryLine;
use crate::map::tract::TractClass;

/// How an area is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Colour of the area.
    pub fill: Colour,
    /// Colour of its texture and edge.
    pub ink: Colour,
    /// What lies on the fill.
    pub texture: Option<Texture>,
}

pub const BLACK: Colour = Colour::hex(0x1F_1F1F);
pub const GREY: Colour = Colour::hex(0x5C_5C5C);
pub const WHITE: Colour = Colour::hex(0xFF_FFFF);
pub const COUNTRY: Colour = Colour::hex(0xF5_F3EE);
pub const BUILDING: Colour = Colour::hex(0xDB_D8D2);
/// How much of what lies under a label is veiled.
pub const VEIL: f64 = 0.88;

pub const ROAD_EDGE: Pen = Pen::solid(Colour::hex(0xB8_B5AE), 1.6);
pub const PARCEL: Pen = Pen::solid(Colour::hex(0xA5_A29B), 0.6);
pub const BUILDING_EDGE: Pen = Pen::solid(Colour::hex(0xB8_B5AE), 0.5);
pub const EQUIPMENT: Pen = Pen::solid(Colour::hex(0x4A_1208), 1.2);
pub const MARK: Pen = Pen::solid(EQUIPMENT.colour, 1.5);
pub const PAD: Colour = Colour::hex(0xCF_E4F5);
pub const PAD_EDGE: Pen = Pen::solid(Colour::hex(0x0B_5B8C), 1.6);
pub const NEIGHBOUR: Pen = Pen::solid(Colour::hex(0x77_7777), 1.0);
pub const LEADER: Pen = Pen::solid(Colour::hex(0x1F_1F1F), 0.8);
pub const HAIRLINE: Pen = Pen::solid(Colour::hex(0x8A_8A8A), 0.6);
pub const FRAME: Pen = Pen::solid(Colour::hex(0x1F_1F1F), 1.2);

impl TractClass {
    /// How this class looks.
    #[must_use]
    pub const fn look(self) -> Look {
        let (fill, ink, texture) = match self {
            Self::Setback => (0xFF_FFFF, 0xBB_BBBB, None),
            Self::Poor => (0xEE_EEEE, 0x8A_8A8A, Some(Texture::Level(9))),
            Self::Context => (0xF4_F1EA, 0x8F_7A4E, Some(Texture::Rising(16))),
            Self::Usable => (0xD3_EBD8, 0x59_9A6B, None),
            Self::Taking => (0xEF_B39C, 0x99_2F12, Some(Texture::Cross(11))),
            Self::Clearance => (0xFD_ECC4, 0xB9_7A0C, Some(Texture::Rising(10))),
            Self::Access => (0xCF_E4F5, 0x1F_5F99, Some(Texture::Upright(5))),
            Self::Narrow => (0xE6_DAF1, 0x65_3B96, Some(Texture::Falling(6))),
            Self::Small => (0xE6_DAF1, 0x65_3B96, Some(Texture::Dots(9))),
            Self::Landlocked => (0xD9_C9EA, 0x46_2372, Some(Texture::Level(5))),
        };
        Look { fill: Colour::hex(fill), ink: Colour::hex(ink), texture }
    }
}

impl Look {
    /// The pen for the edge of the area.
    #[must_use]
    pub const fn edge(&self) -> Pen {
        Pen::solid(self.ink, 0.7)
    }
}

impl BoundaryLine {
    /// The pen for this line.
    #[must_use]
    pub const fn pen(self) -> Pen {
        match self {
            Self::Site => Pen::solid(Colour::hex(0xB0_1212), 2.6),
            Self::BuildingLine => Pen::dashed(Colour::hex(0x1F_1F1F), 1.1, &[9.0, 3.0, 2.0, 3.0]),
            Self::Clearance => Pen::dashed(Colour::hex(0xA8_6200), 1.2, &[5.0, 3.0]),
            Self::Relocated => Pen::dashed(Colour::hex(0x0B_5B8C), 2.2, &[12.0, 5.0]),
            Self::Rectangle => Pen::dashed(Colour::hex(0x2A_6B2F), 1.4, &[2.0, 3.0]),
            Self::Obstacle => Pen::solid(Colour::hex(0x7A_210A), 1.5),
            Self::Gap => Pen::solid(Colour::hex(0xC2_1CA8), 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [TractClass; 10] = [
        TractClass::Context,
        TractClass::Setback,
        TractClass::Poor,
        TractClass::Usable,
        TractClass::Taking,
        TractClass::Clearance,
        TractClass::Access,
        TractClass::Narrow,
        TractClass::Small,
        TractClass::Landlocked,
    ];

    #[test]
    fn lost_land_is_told_apart_without_colour() {
        let lost: Vec<Option<Texture>> =
            ALL.into_iter().filter(|g| g.is_lost()).map(|g| g.look().texture).collect();
        for (index, texture) in lost.iter().enumerate() {
            assert_ne!(*texture, None);
            assert!(!lost[..index].contains(texture), "{texture:?} is used twice");
        }
    }

    #[test]
    fn textures_stand_out_from_their_fill() {
        for class in ALL.into_iter().filter(|g| g.look().texture.is_some()) {
            let look = class.look();
            assert!(look.fill.lightness() - look.ink.lightness() > 80.0, "{class:?}");
        }
    }
}
