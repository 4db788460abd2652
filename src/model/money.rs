//! Money that is not known for sure: estimates with their ends, and what they are charged for.

use crate::model::SplitMix;
use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;

/// A figure between two ends.
///
/// Written as a number (known), as `[low, high]` (anywhere between, uniform), or as
/// `[low, mid, high]` (triangular, `mid` the likeliest).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// The lower end.
    pub low: f64,
    /// The figure used: the likeliest, or the middle where none is.
    pub mid: f64,
    /// The upper end.
    pub high: f64,
    /// Whether `mid` is the likeliest value; else all values between the ends are as likely.
    #[serde(skip)]
    peaked: bool,
}

impl Estimate {
    /// Nothing at all.
    pub const ZERO: Self = Self { low: 0.0, mid: 0.0, high: 0.0, peaked: false };

    /// A known figure.
    #[must_use]
    pub const fn exact(value: f64) -> Self {
        Self { low: value, mid: value, high: value, peaked: false }
    }

    /// A figure that is as likely anywhere between two ends.
    ///
    /// # Errors
    /// One sentence when an end is no finite number of at least zero, or the first exceeds the second.
    pub fn uniform(low: f64, high: f64) -> Result<Self, String> {
        Self::checked(low, low.midpoint(high), high, false)
    }

    /// A figure with a likeliest value between two ends.
    ///
    /// # Errors
    /// As [`Estimate::uniform`], and when `mid` is not between the ends.
    pub fn triangular(low: f64, mid: f64, high: f64) -> Result<Self, String> {
        Self::checked(low, mid, high, true)
    }

    fn checked(low: f64, mid: f64, high: f64, peaked: bool) -> Result<Self, String> {
        if [low, mid, high].iter().any(|value| !value.is_finite() || *value < 0.0) {
            return Err(format!("{low}, {mid}, {high}: figures must be finite and not negative"));
        }
        if low > high {
            return Err(format!("{low} to {high}: give the lower figure first"));
        }
        if mid < low || mid > high {
            return Err(format!("{mid} is not between {low} and {high}"));
        }
        Ok(Self { low, mid, high, peaked })
    }

    /// Whether there is nothing to doubt.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    /// The mean of all values: of a uniform figure the middle, of a triangular one a third of the sum
    /// of ends and mode.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.peaked {
            (self.low + self.mid + self.high) / 3.0
        } else {
            self.mid
        }
    }

    /// The value below which a share of all values lies, 0 to 1.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        let width = self.high - self.low;
        if width <= 0.0 {
            return self.mid;
        }
        if !self.peaked {
            return self.low + width * share;
        }
        let rise = self.mid - self.low;
        let fall = self.high - self.mid;
        if share * width < rise {
            self.low + (share * width * rise).sqrt()
        } else {
            self.high - ((1.0 - share) * width * fall).sqrt()
        }
    }

    /// A value at random.
    pub fn sample(&self, random: &mut SplitMix) -> f64 {
        self.quantile(random.unit())
    }

    /// The same figure of something as many times as large; `factor` is not negative.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        let Self { low, mid, high, peaked } = *self;
        Self { low: low * factor, mid: mid * factor, high: high * factor, peaked }
    }

    /// Ends and middle of a sum: ends add up to ends.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            low: self.low + other.low,
            mid: self.mid + other.mid,
            high: self.high + other.high,
            peaked: self.peaked || other.peaked,
        }
    }
}

/// How an estimate is written in files.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a number, [low, high] or [low, mid, high]")]
enum Written {
    One(f64),
    Two([f64; 2]),
    Three([f64; 3]),
}

impl<'de> Deserialize<'de> for Estimate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::One(value) => Self::triangular(value, value, value),
            Written::Two([low, high]) => Self::uniform(low, high),
            Written::Three([low, mid, high]) => Self::triangular(low, mid, high),
        }
        .map_err(serde::de::Error::custom)
    }
}

impl std::str::FromStr for Estimate {
    type Err = String;

    /// `600`, `450..900` or `450..600..900`.
    fn from_str(text: &str) -> Result<Self, String> {
        let figures = text
            .split("..")
            .map(|figure| figure.trim().parse::<f64>())
            .collect::<Result<Vec<f64>, _>>()
            .map_err(|error| {
                format!("'{text}' is no figure ({error}): write 600, 450..900 or 450..600..900")
            })?;
        match figures.as_slice() {
            [value] => Self::triangular(*value, *value, *value),
            [low, high] => Self::uniform(*low, *high),
            [low, mid, high] => Self::triangular(*low, *mid, *high),
            _ => Err(format!("'{text}' has more than three figures")),
        }
    }
}

/// What a relocation costs money for.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum CostItem {
    /// Land at the receiving site.
    ReplacementLand,
    /// Value of building, equipment and land-use right.
    Compensation,
    /// Demolition and clearing of the present site.
    Demolition,
    /// Construction at the receiving site, with equipment.
    Rebuild,
    /// Removal and temporary accommodation.
    Moving,
    /// Loss while operation is interrupted.
    Interruption,
    /// Survey and remediation of soil and groundwater at the present site.
    SoilRemediation,
    /// Utility connections and access road at the receiving site.
    Utilities,
    /// Plan amendment, assessments, permits.
    Fees,
    /// Loss to the project from delay.
    Delay,
}

impl CostItem {
    /// Every item, in the order of reports.
    pub const ALL: [Self; 10] = [
        Self::ReplacementLand,
        Self::Compensation,
        Self::Demolition,
        Self::Rebuild,
        Self::Moving,
        Self::Interruption,
        Self::SoilRemediation,
        Self::Utilities,
        Self::Fees,
        Self::Delay,
    ];

    /// The word in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl std::fmt::Display for CostItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.as_str().replace('_', " "))
    }
}

/// What an estimate is a price of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Charge {
    /// Of the whole.
    Whole(Estimate),
    /// Of a square metre of the pad at the receiving site.
    PerSquareMetre(Estimate),
    /// Of the compensation, in per cent.
    PercentOfCompensation(Estimate),
}

/// How a charge is written: an estimate, or a table with one of two keys.
#[derive(Deserialize, Serialize)]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "an amount, { per_m2 = .. } or { percent_of_compensation = .. }, and nothing beside"
)]
enum ChargeWritten {
    Whole(Estimate),
    PerSquareMetre { per_m2: Estimate },
    PercentOfCompensation { percent_of_compensation: Estimate },
}

impl<'de> Deserialize<'de> for Charge {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match ChargeWritten::deserialize(deserializer)? {
            ChargeWritten::Whole(estimate) => Self::Whole(estimate),
            ChargeWritten::PerSquareMetre { per_m2 } => Self::PerSquareMetre(per_m2),
            ChargeWritten::PercentOfCompensation { percent_of_compensation } => {
                Self::PercentOfCompensation(percent_of_compensation)
            }
        })
    }
}

impl Serialize for Charge {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Whole(estimate) => ChargeWritten::Whole(estimate),
            Self::PerSquareMetre(per_m2) => ChargeWritten::PerSquareMetre { per_m2 },
            Self::PercentOfCompensation(percent_of_compensation) => {
                ChargeWritten::PercentOfCompensation { percent_of_compensation }
            }
        }
        .serialize(serializer)
    }
}

impl JsonSchema for Estimate {
    fn schema_name() -> Cow<'static, str> {
        "Estimate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "title": "estimate",
            "description": "An uncertain figure: a number, a uniform range of two ends, or low, likely and high (triangular).",
            "anyOf": [
                { "type": "number" },
                { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 3 }
            ]
        })
    }
}

impl JsonSchema for Charge {
    fn schema_name() -> Cow<'static, str> {
        "Charge".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let estimate = generator.subschema_for::<Estimate>();
        let table = |key: &str| {
            json_schema!({
                "type": "object",
                "properties": { key: estimate },
                "required": [key],
                "additionalProperties": false
            })
        };
        json_schema!({
            "title": "estimate, `{ per_m2 = estimate }` or `{ percent_of_compensation = estimate }`",
            "description": "An amount: of the whole, of a square metre of the pad, or in per cent of the compensation.",
            "anyOf": [estimate, table("per_m2"), table("percent_of_compensation")]
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn quantiles_of_a_triangle() {
        // Mode in the middle of [0, 2]: half lies below 1; below 0.5 an eighth: 0.5^2 / (2 * 1).
        let estimate = Estimate::triangular(0.0, 1.0, 2.0).unwrap();
        for (share, value) in [(0.0, 0.0), (0.125, 0.5), (0.5, 1.0), (0.875, 1.5), (1.0, 2.0)] {
            assert!((estimate.quantile(share) - value).abs() < 1e-12, "{share}");
        }
        assert_eq!(Estimate::triangular(1.0, 2.0, 6.0).unwrap().mean(), 3.0);
    }

    #[test]
    fn estimates_are_written_three_ways() {
        let of = |text: &str| toml::from_str::<std::collections::BTreeMap<String, Charge>>(text);
        let table = of("a = 5\nb = [1, 3]\nc = { per_m2 = [1, 2, 6] }").unwrap();
        assert_eq!(table["a"], Charge::Whole(Estimate::triangular(5.0, 5.0, 5.0).unwrap()));
        assert_eq!(table["b"], Charge::Whole(Estimate::uniform(1.0, 3.0).unwrap()));
        let Charge::PerSquareMetre(estimate) = table["c"] else { unreachable!() };
        assert_eq!((estimate.low, estimate.mid, estimate.high), (1.0, 2.0, 6.0));
        for bad in [
            "a = [3, 1]",
            "a = -1",
            "a = [1, 2, 3, 4]",
            "a = { per_mu = 3 }",
            "a = nan",
            "a = { per_m2 = 1, per_month = 2 }",
            "a = { per_m2 = 1, percent_of_compensation = 2 }",
        ] {
            assert!(of(bad).is_err(), "{bad}");
        }
        assert!("450..600..900".parse::<Estimate>().is_ok());
        assert!("900..450".parse::<Estimate>().is_err());
    }
}
