//! A building that a project wants to place.

use crate::geometry::packing::Item;
use crate::units::Metres;
use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// A rectangular building, repeated as often as it fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Building(Item);

impl Building {
    /// The building as geometry packs it: two sides and the clear distance between any two.
    #[must_use]
    pub const fn item(&self) -> &Item {
        &self.0
    }
}

impl std::str::FromStr for Building {
    type Err = String;

    /// `60x24` or, with a gap of 12 m between any two, `60x24+12`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wanted =
            || format!("\"{text}\" is not a building: write WIDTHxDEPTH or WIDTHxDEPTH+GAP");
        let (size, gap) = text.split_once('+').unwrap_or((text, "0"));
        let (width, depth) = size.split_once(['x', 'X', '×']).ok_or_else(wanted)?;
        let metres = |number: &str| {
            number.trim().parse::<Metres>().map_err(|why| format!("{}: {why}", wanted()))
        };
        let item = Item::new(metres(width)?, metres(depth)?, metres(gap)?);
        item.map(Self).map_err(|why| format!("{}: {why}", wanted()))
    }
}

/// As it is written: `60x24+12`.
impl std::fmt::Display for Building {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(item) = self;
        let (width, depth, gap) = (item.width().get(), item.depth().get(), item.gap().get());
        write!(f, "{width}x{depth}+{gap}")
    }
}

impl Serialize for Building {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Building {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Building {
    fn schema_name() -> Cow<'static, str> {
        "Building".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "title": "`\"60x24\"` or `\"60x24+12\"`",
            "description": "Width and depth in metres, and the clear distance between any two.",
            "type": "string",
            "pattern": "^\\s*[0-9.]+\\s*[xX×]\\s*[0-9.]+\\s*(\\+\\s*[0-9.]+\\s*)?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_building_is_width_by_depth_and_a_gap() {
        let read = |text: &str| text.parse::<Building>();
        let hall = read("60x24+12").unwrap();
        let item = hall.item();
        assert_eq!((item.width().get(), item.depth().get(), item.gap().get()), (60.0, 24.0, 12.0));
        assert_eq!(hall.to_string(), "60x24+12");
        assert_eq!(read("60 × 24").unwrap().item().gap(), Metres::ZERO);
        for wrong in ["60", "60x", "x24", "0x24", "0.05x24", "60x24+-1", "60x24+x", ""] {
            let message = read(wrong).unwrap_err();
            assert!(message.contains("WIDTHxDEPTH"), "{message}");
        }
    }
}
