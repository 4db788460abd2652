//! Lengths and areas at public borders.
//!
//! Inside a function's arithmetic plain `f64` in SI reads better; a value that crosses a public
//! border is a [`Metres`] or a [`SquareMetres`].

use serde::{Deserialize, Serialize};

/// A length or distance in metres: finite and not negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Metres(f64);

/// An area in square metres: finite and not negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct SquareMetres(f64);

/// A number that cannot be a length or an area.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} is not a {1}: it must be a finite number, zero or more")]
pub struct QuantityError(f64, &'static str);

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
                    Err(QuantityError(value, $what))
                }
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
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let value: f64 =
                    text.trim().parse().map_err(|_| format!("'{text}' is not a number"))?;
                Self::new(value).map_err(|error| error.to_string())
            }
        }
    };
}

quantity!(Metres, "length in metres");
quantity!(SquareMetres, "area in square metres");

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
        assert!("x".parse::<Metres>().is_err());
        assert!("-2".parse::<Metres>().is_err());
    }
}
