//! Lengths and areas at public borders.
//!
//! Inside a function's arithmetic plain `f64` in SI reads better; a value that crosses a public
//! border is a [`Metres`] or a [`SquareMetres`].

use serde::{Deserialize, Serialize};

/// A length or distance in metres: finite and not negative.
///
/// ```
/// use carveout_geometry::units::Metres;
///
/// assert_eq!("3.5".parse::<Metres>()?.get(), 3.5);
/// assert!(Metres::new(-1.0).is_err() && Metres::new(f64::NAN).is_err());
/// # Ok::<(), carveout_geometry::units::QuantityError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Metres(f64);

/// An area in square metres: finite and not negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct SquareMetres(f64);

/// What cannot be a length or an area.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantityError {
    /// NaN, an infinity, or a negative number.
    #[error("{value} is not {quantity}: it must be a finite number, zero or more")]
    OutOfRange {
        /// The number.
        value: f64,
        /// What it was to be, with its unit.
        quantity: &'static str,
    },
    /// A text that is no number.
    #[error("'{0}' is not a number")]
    NotANumber(String),
}

macro_rules! quantity {
    ($name:ident, $what:literal) => {
        impl $name {
            /// Nothing of it.
            pub const ZERO: $name = $name(0.0);

            /// Checks and wraps a number.
            ///
            /// # Errors
            /// NaN, infinities and negative numbers.
            pub fn new(value: f64) -> Result<Self, QuantityError> {
                if value.is_finite() && value >= 0.0 {
                    Ok(Self(value))
                } else {
                    Err(QuantityError::OutOfRange { value, quantity: $what })
                }
            }

            /// The nearest there is, for a figure that cannot be negative: what rounding left a
            /// hair below zero is nothing, and so is what is no number.
            #[must_use]
            pub fn saturating(value: f64) -> Self {
                Self::new(value.max(0.0)).unwrap_or_default()
            }

            /// The number, in SI.
            #[must_use]
            pub const fn get(self) -> f64 {
                self.0
            }

            /// The larger of two.
            #[must_use]
            pub fn max(self, other: Self) -> Self {
                Self(self.0.max(other.0))
            }
        }

        impl std::ops::Add for $name {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl std::ops::AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
                all.fold(Self::ZERO, std::ops::Add::add)
            }
        }

        impl TryFrom<f64> for $name {
            type Error = QuantityError;

            fn try_from(value: f64) -> Result<Self, QuantityError> {
                Self::new(value)
            }
        }

        impl From<$name> for f64 {
            fn from(value: $name) -> f64 {
                value.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = QuantityError;

            fn from_str(text: &str) -> Result<Self, QuantityError> {
                match text.trim().parse() {
                    Ok(value) => Self::new(value),
                    Err(_) => Err(QuantityError::NotANumber(text.to_owned())),
                }
            }
        }
    };
}

quantity!(Metres, "a length in metres");
quantity!(SquareMetres, "an area in square metres");

#[cfg(feature = "schemars")]
mod schema {
    use super::{Metres, SquareMetres};
    use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};
    use std::borrow::Cow;

    macro_rules! schema {
        ($name:ident, $title:literal) => {
            impl JsonSchema for $name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "title": $title, "type": "number", "minimum": 0 })
                }
            }
        };
    }

    schema!(Metres, "metres");
    schema!(SquareMetres, "square metres");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_finite_and_not_negative() {
        assert_eq!(Metres::new(3.5).map(Metres::get), Ok(3.5));
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(Metres::new(bad).is_err());
            assert!(SquareMetres::new(bad).is_err());
        }
        let sum: Metres = [3.5, -1e-12, f64::NAN, 1.0].map(Metres::saturating).into_iter().sum();
        assert_eq!(sum.get(), 4.5);
        assert_eq!("x".parse::<Metres>(), Err(QuantityError::NotANumber("x".to_owned())));
        let negative = "-2".parse::<SquareMetres>().unwrap_err().to_string();
        let said = "-2 is not an area in square metres: it must be a finite number, zero or more";
        assert_eq!(negative, said);
    }
}
