//! Attributes of a feature as read, as far as somebody will ask for them.

use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// The columns of a layer that will be asked for; all others pass by undecoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnNames {
    names: Vec<Box<str>>,
    /// Bit n is set when a name is n bytes long, bit 63 for longer ones: most columns of a layer
    /// are told apart from the wanted ones by their length alone.
    lengths: u64,
}

impl ColumnNames {
    /// Some columns; repetitions count once.
    pub fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names: Vec<Box<str>> = Vec::new();
        for name in columns {
            if names.iter().all(|known| **known != *name) {
                names.push(name.into());
            }
        }
        let lengths = names.iter().fold(0, |bits, name| bits | Self::bit(name.len()));
        Self { names, lengths }
    }

    const fn bit(length: usize) -> u64 {
        1 << if length < 63 { length } else { 63 }
    }

    /// Place of a column in the list.
    pub(in crate::layer) fn find(&self, name: &[u8]) -> Option<usize> {
        if self.lengths & Self::bit(name.len()) == 0 {
            return None;
        }
        self.names.iter().position(|known| known.as_bytes() == name)
    }
}

/// A value that an attribute can be read from.
#[derive(Clone, Debug, PartialEq)]
pub enum Property<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A number as written.
    Number(Number),
    /// True or false.
    Flag(bool),
    /// A list or an object, of no use as an attribute.
    Nested,
}

impl Property<'_> {
    /// It as text: numbers as written, white space around it cut. Nothing of empty text, lists and objects.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Self::Number(number) => Some(number.to_string()),
            Self::Flag(flag) => Some(flag.to_string()),
            Self::Nested => None,
        }
    }

    /// A value; `None` for null.
    fn of(value: Value) -> Option<Self> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(flag) => Self::Flag(flag),
            Value::Number(number) => Self::Number(number),
            Value::String(text) => Self::Text(text.into()),
            Value::Array(_) | Value::Object(_) => Self::Nested,
        })
    }
}

/// Values by the place of their column, in one run of bytes: a city has millions of them, and as many
/// small allocations would weigh more than its coordinates.
///
/// Each value is the place of its column in two bytes, a tag, and what the tag asks for; numbers are
/// little-endian.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(Box<[u8]>);

mod tag {
    pub const NESTED: u8 = 0;
    pub const FALSE: u8 = 1;
    pub const TRUE: u8 = 2;
    /// Its length in four bytes, and the text.
    pub const TEXT: u8 = 3;
    /// Eight bytes, as the three after it.
    pub const WHOLE: u8 = 4;
    pub const BELOW_ZERO: u8 = 5;
    pub const FLOAT: u8 = 6;
}

/// Collects the values of one feature after another.
#[derive(Debug, Default)]
pub(in crate::layer) struct Packer(Vec<u8>);

impl Packer {
    /// Adds a value. One that is too long for its length to be told, 4 GB, is of no use as an attribute.
    pub fn add(&mut self, place: usize, value: &Property<'_>) {
        let Ok(place) = u16::try_from(place) else { return };
        self.0.extend(place.to_le_bytes());
        let mut eight = |tag: u8, bytes: [u8; 8]| {
            self.0.push(tag);
            self.0.extend(bytes);
        };
        match value {
            Property::Nested => self.0.push(tag::NESTED),
            Property::Flag(false) => self.0.push(tag::FALSE),
            Property::Flag(true) => self.0.push(tag::TRUE),
            Property::Text(text) => match u32::try_from(text.len()) {
                Ok(length) => {
                    self.0.push(tag::TEXT);
                    self.0.extend(length.to_le_bytes());
                    self.0.extend(text.as_bytes());
                }
                Err(_) => self.0.push(tag::NESTED),
            },
            Property::Number(number) => {
                if let Some(whole) = number.as_u64() {
                    eight(tag::WHOLE, whole.to_le_bytes());
                } else if let Some(below) = number.as_i64() {
                    eight(tag::BELOW_ZERO, below.to_le_bytes());
                } else {
                    eight(tag::FLOAT, number.as_f64().unwrap_or_default().to_le_bytes());
                }
            }
        }
    }

    /// Forgets what was added.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What was added since the last time.
    pub fn take(&mut self) -> Values {
        let values = Values(self.0.as_slice().into());
        self.0.clear();
        values
    }
}

impl Values {
    /// The value at a place of the list of columns.
    fn at(&self, wanted: usize) -> Option<Property<'_>> {
        let mut rest = &*self.0;
        while let Some(([low, high, tag], after)) = rest.split_first_chunk::<3>() {
            let eight = || after.first_chunk::<8>().copied().unwrap_or_default();
            let (value, length) = match *tag {
                tag::FALSE | tag::TRUE => (Property::Flag(*tag == tag::TRUE), 0),
                tag::TEXT => {
                    let (length, text) = after.split_first_chunk::<4>()?;
                    let length = u32::from_le_bytes(*length) as usize;
                    let text = std::str::from_utf8(text.get(..length)?).ok()?;
                    (Property::Text(text.into()), 4 + length)
                }
                tag::WHOLE => (Property::Number(u64::from_le_bytes(eight()).into()), 8),
                tag::BELOW_ZERO => (Property::Number(i64::from_le_bytes(eight()).into()), 8),
                tag::FLOAT => {
                    let number = Number::from_f64(f64::from_le_bytes(eight()))?;
                    (Property::Number(number), 8)
                }
                _ => (Property::Nested, 0),
            };
            if usize::from(u16::from_le_bytes([*low, *high])) == wanted {
                return Some(value);
            }
            rest = after.get(length..)?;
        }
        None
    }
}

/// The wanted attributes of one feature that are there and not null.
#[derive(Clone, Debug, PartialEq)]
pub struct Properties {
    columns: Arc<ColumnNames>,
    values: Values,
}

impl Properties {
    /// Values by the place of their column in the list.
    pub(in crate::layer) const fn new(columns: Arc<ColumnNames>, values: Values) -> Self {
        Self { columns, values }
    }

    /// The value in a column; `None` when it is absent or null, or was not asked for.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<Property<'_>> {
        self.values.at(self.columns.find(column.as_bytes())?)
    }
}

/// The wanted ones of some properties.
pub(in crate::layer) fn select(columns: &ColumnNames, properties: Map<String, Value>) -> Values {
    let mut packer = Packer::default();
    for (name, value) in properties {
        if let Some((place, value)) = columns.find(name.as_bytes()).zip(Property::of(value)) {
            packer.add(place, &value);
        }
    }
    packer.take()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use serde_json::json;

    #[test]
    fn values_come_back_as_they_were() {
        let all = json!({
            "text": "加油站 \"1\"", "empty": "", "whole": u64::MAX, "below": i64::MIN, "zero": 0,
            "float": -0.1, "large": 1e300, "yes": true, "no": false, "list": [1], "null": null,
        });
        let Value::Object(all) = all else { panic!("an object") };
        let columns = Arc::new(ColumnNames::new(all.keys().map(String::as_str)));
        let properties = Properties::new(columns.clone(), select(&columns, all.clone()));
        for (name, value) in all {
            assert_eq!(properties.get(&name), Property::of(value), "{name}");
        }
        assert_eq!(properties.get("other"), None);
        assert_eq!(Properties::new(columns, Values::default()).get("text"), None);
    }
}
