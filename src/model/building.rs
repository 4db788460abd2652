//! A building that a project wants to place.

use crate::units::Metres;
use serde::{Deserialize, Deserializer, Serialize};

/// A rectangular building, repeated as often as it fits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Building {
    /// Length of one side.
    pub width: Metres,
    /// Length of the other.
    pub depth: Metres,
    /// Clear distance between any two.
    pub gap: Metres,
}

impl std::str::FromStr for Building {
    type Err = String;

    /// `60x24` or, with a gap of 12 m between any two, `60x24+12`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = || format!("\"{text}\" is no building: write WIDTHxDEPTH or WIDTHxDEPTH+GAP");
        let (size, gap) = text.split_once('+').unwrap_or((text, "0"));
        let (width, depth) = size.split_once(['x', 'X', '×']).ok_or_else(wanted)?;
        let metres = |number: &str| {
            number.trim().parse::<Metres>().map_err(|why| format!("{}: {why}", wanted()))
        };
        let building = Self { width: metres(width)?, depth: metres(depth)?, gap: metres(gap)? };
        if building.width.get() <= 0.0 || building.depth.get() <= 0.0 {
            return Err(format!("{}: its sides must be above zero", wanted()));
        }
        Ok(building)
    }
}

impl std::fmt::Display for Building {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} x {} m", self.width.get(), self.depth.get())?;
        if self.gap.get() > 0.0 {
            write!(f, ", {} m apart", self.gap.get())?;
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Building {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_building_is_width_by_depth_and_a_gap() {
        let read = |text: &str| text.parse::<Building>();
        let hall = read("60x24+12").unwrap();
        assert_eq!((hall.width.get(), hall.depth.get(), hall.gap.get()), (60.0, 24.0, 12.0));
        assert_eq!(hall.to_string(), "60 x 24 m, 12 m apart");
        assert_eq!(read("60 × 24").unwrap().gap, Metres::ZERO);
        for wrong in ["60", "60x", "x24", "0x24", "60x24+-1", "60x24+x", ""] {
            let message = read(wrong).unwrap_err();
            assert!(message.contains("WIDTHxDEPTH"), "{message}");
        }
    }
}
