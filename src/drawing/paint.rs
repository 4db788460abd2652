//! Colours and pens.

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// Red, green and blue, each 0 to 255.
    pub rgb: [u8; 3],
    /// How much of it covers what lies below, 0 to 1.
    pub opacity: f64,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub colour: Colour,
    /// Its width in pixels.
    pub width: f64,
    /// Lengths of dashes and gaps in pixels; solid if empty.
    pub dashes: &'static [f64],
}

/// What an area is filled with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fill {
    /// A colour.
    Colour(Colour),
    /// A texture of the document, by its name.
    Texture(&'static str),
}

/// Fill and pen, where they are not those of the group around.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Paint {
    pub(super) fill: Option<Fill>,
    pub(super) pen: Option<Pen>,
}

impl Colour {
    /// The opaque colour of a number such as `0xB0_1212`.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "each byte is masked by the shift")]
    pub const fn hex(rgb: u32) -> Self {
        Self { rgb: [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8], opacity: 1.0 }
    }

    /// The same colour, through which some of what lies below is seen.
    #[must_use]
    pub const fn veil(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }

    /// How light it looks, 0 to 255.
    #[must_use]
    pub fn lightness(self) -> f64 {
        let [red, green, blue] = self.rgb.map(f64::from);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// `#rrggbb`.
    pub(super) fn code(self) -> String {
        let [red, green, blue] = self.rgb;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Pen {
    /// No line, where the group around has one.
    pub const NONE: Self = Self::solid(Colour::hex(0), 0.0);

    /// A pen without dashes.
    #[must_use]
    pub const fn solid(colour: Colour, width: f64) -> Self {
        Self { colour, width, dashes: &[] }
    }

    /// A pen with dashes.
    #[must_use]
    pub const fn dashed(colour: Colour, width: f64, dashes: &'static [f64]) -> Self {
        Self { colour, width, dashes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_keeps_its_bytes() {
        let colour = Colour::hex(0x0B_5B8C);
        assert_eq!(colour.rgb, [0x0B, 0x5B, 0x8C]);
        assert_eq!(colour.code(), "#0b5b8c");
        assert!(Colour::hex(0xFF_FFFF).lightness() > 254.9);
    }
}
