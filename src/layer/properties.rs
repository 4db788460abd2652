//! Attributes of a feature as read, as far as somebody will ask for them.

use serde_json::{Map, Number, Value};
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
pub enum Property {
    /// Text.
    Text(Box<str>),
    /// A number as written.
    Number(Number),
    /// True or false.
    Flag(bool),
    /// A list or an object, of no use as an attribute.
    Nested,
}

impl Property {
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

/// The wanted attributes of one feature that are there and not null.
#[derive(Clone, Debug, PartialEq)]
pub struct Properties {
    columns: Arc<ColumnNames>,
    values: Vec<(usize, Property)>,
}

impl Properties {
    /// Values by the place of their column in the list.
    pub(in crate::layer) const fn new(
        columns: Arc<ColumnNames>,
        values: Vec<(usize, Property)>,
    ) -> Self {
        Self { columns, values }
    }

    /// The value in a column; `None` when it is absent or null, or was not asked for.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&Property> {
        let wanted = |(at, _): &&(usize, Property)| *self.columns.names[*at] == *column;
        self.values.iter().find(wanted).map(|(_, value)| value)
    }
}

/// The wanted ones of some properties.
pub(in crate::layer) fn select(
    columns: &ColumnNames,
    properties: Map<String, Value>,
) -> Vec<(usize, Property)> {
    let wanted = |(name, value): (String, Value)| {
        Some((columns.find(name.as_bytes())?, Property::of(value)?))
    };
    properties.into_iter().filter_map(wanted).collect()
}
