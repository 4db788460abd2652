//! What a parameter may be, and in which unit.

use crate::model::{Building, Burden, Estimate, LandUseSystem};
use crate::units::{Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of a parameter: a number, a word, a list, or an estimate.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Whole(u64),
    /// A number in the unit of its parameter.
    Number(f64),
    /// A word.
    Text(String),
    /// Words.
    List(Vec<String>),
    /// First and second end of a range.
    Ends([f64; 2]),
    /// A building, as it is written: `60x24+12`.
    Building(Building),
    /// A figure that is not known for sure.
    Estimate(Estimate),
}

impl Value {
    /// Whether it is the number nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Number(number) if *number == 0.0)
    }
}

/// What the numbers of a parameter count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Unit {
    /// Metres.
    #[serde(rename = "m")]
    Metres,
    /// Square metres.
    #[serde(rename = "m2")]
    SquareMetres,
    /// Months.
    #[serde(rename = "months")]
    Months,
    /// Money, in the currency of the site file.
    #[serde(rename = "currency")]
    Money,
    /// Money for a month.
    #[serde(rename = "currency/month")]
    MoneyPerMonth,
    /// Money for a square metre.
    #[serde(rename = "currency/m2")]
    MoneyPerSquareMetre,
}

/// Values that are written as one of the kinds above.
macro_rules! written {
    ($($from:ty => |$value:ident| $into:expr),* $(,)?) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $into
            }
        })*
    };
}

written! {
    u32 => |value| Self::Whole(value.into()),
    u64 => |value| Self::Whole(value),
    f64 => |value| Self::Number(value),
    Metres => |value| Self::Number(value.get()),
    SquareMetres => |value| Self::Number(value.get()),
    [Metres; 2] => |value| Self::Ends(value.map(Metres::get)),
    [SquareMetres; 2] => |value| Self::Ends(value.map(SquareMetres::get)),
    Estimate => |value| Self::Estimate(value),
    &String => |value| Self::Text(value.clone()),
    &Vec<String> => |value| Self::List(value.clone()),
    LandUseSystem => |value| Self::Text(value.as_str().to_owned()),
    Building => |value| Self::Building(value),
    Burden => |value| Self::Text(value.word().to_owned()),
}
