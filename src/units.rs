//! Lengths and areas at public borders, and the units a reader may ask for, which exist only when
//! formatting.

pub use carveout_geometry::units::{Metres, QuantityError, SquareMetres};

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One mu (亩) in square metres: 2000/3.
pub const MU_M2: f64 = 2000.0 / 3.0;
/// One international acre in square metres.
pub const ACRE_M2: f64 = 4_046.856_422_4;
/// One hectare in square metres.
pub const HECTARE_M2: f64 = 10_000.0;
/// One square foot in square metres (international foot).
pub const SQUARE_FOOT_M2: f64 = 0.3048 * 0.3048;

/// A unit in which a reader wants areas.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum AreaUnit {
    /// Square metres.
    #[default]
    M2,
    /// 亩, 2000/3 m2.
    #[serde(alias = "亩")]
    Mu,
    /// Hectare.
    Ha,
    /// International acre.
    Acre,
    /// Square foot.
    Sqft,
}

/// A text that is no unit of area.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no unit of area: give m2, mu, ha, acre or sqft")]
pub struct UnknownUnit(String);

impl AreaUnit {
    /// Square metres in one of this unit.
    #[must_use]
    pub const fn square_metres(self) -> f64 {
        match self {
            Self::M2 => 1.0,
            Self::Mu => MU_M2,
            Self::Ha => HECTARE_M2,
            Self::Acre => ACRE_M2,
            Self::Sqft => SQUARE_FOOT_M2,
        }
    }

    /// The word for it, as files and flags have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::M2 => "m2",
            Self::Mu => "mu",
            Self::Ha => "ha",
            Self::Acre => "acre",
            Self::Sqft => "sqft",
        }
    }

    /// How the unit is written after a number.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::M2 => "m2",
            Self::Mu => "mu",
            Self::Ha => "ha",
            Self::Acre => "acre",
            Self::Sqft => "sq ft",
        }
    }

    const fn decimals(self) -> usize {
        match self {
            Self::M2 | Self::Sqft => 0,
            Self::Mu => 2,
            Self::Ha | Self::Acre => 3,
        }
    }

    /// Square metres in one of the last digit that is written.
    #[must_use]
    pub fn step_m2(self) -> f64 {
        self.square_metres() / [1.0, 10.0, 100.0, 1000.0][self.decimals()]
    }

    /// The number alone, with thousands separated and no minus sign on a rounded zero.
    #[must_use]
    pub fn number(self, square_metres: f64) -> String {
        grouped(square_metres / self.square_metres(), self.decimals())
    }

    /// Number and symbol.
    #[must_use]
    pub fn format(self, square_metres: f64) -> String {
        format!("{} {}", self.number(square_metres), self.symbol())
    }
}

impl FromStr for AreaUnit {
    type Err = UnknownUnit;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let all = [Self::M2, Self::Mu, Self::Ha, Self::Acre, Self::Sqft];
        let text = text.trim();
        let is_meant =
            |unit: &Self| unit.word() == text || (*unit == Self::Mu && text == "\u{4ea9}");
        let known = all.into_iter().find(is_meant);
        known.ok_or_else(|| UnknownUnit(text.to_owned()))
    }
}

impl fmt::Display for AreaUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

/// A number with `decimals` places and a comma between thousands.
#[must_use]
pub fn grouped(value: f64, decimals: usize) -> String {
    let plain = format!("{value:.decimals$}");
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) if rest.bytes().any(|b| b.is_ascii_digit() && b != b'0') => ("-", rest),
        Some(rest) => ("", rest),
        None => ("", plain.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number with up to two decimals, as many as say something: `7.25`, `1,200`.
#[must_use]
pub fn trimmed(value: f64) -> String {
    grouped(value, 2).trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_zero_has_no_sign() {
        assert_eq!(grouped(1_234_567.891, 2), "1,234,567.89");
        assert_eq!(grouped(-0.001, 1), "0.0");
        assert_eq!(grouped(-1234.5, 0), "-1,234");
        assert_eq!(grouped(999.0, 0), "999");
        assert_eq!([7.25, 1200.0, 0.4, 100.0].map(trimmed), ["7.25", "1,200", "0.4", "100"]);
    }

    #[test]
    fn a_mu_is_two_thousand_thirds() {
        assert_eq!(AreaUnit::Mu.format(93_333.333_333), "140.00 mu");
        assert_eq!(AreaUnit::Ha.format(12_345.0), "1.234 ha");
    }
}
