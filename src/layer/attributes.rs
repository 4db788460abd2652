//! Attributes of a feature: renaming of columns, and values checked as they are read.

use crate::layer::properties::ColumnNames;
use crate::layer::{Properties, Property};
use crate::model::{AttributeFault, Burden, Doubt, Origin, PlotExtent, Warnings};
use crate::units::Metres;
use std::collections::BTreeMap;

/// Which column holds a field, where the layer calls it otherwise.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Columns(pub BTreeMap<String, String>);

/// Every field that is ever asked for, of whatever sort of layer. Readers decode no other column.
const FIELDS: [&str; 26] = [
    "id",
    "name",
    "kind",
    "grade",
    "clearance_m",
    "relocatable",
    "part_of",
    "part",
    "needs_access",
    "access_width_m",
    "severs",
    "burden",
    "plot",
    "width_m",
    "height_m",
    "land_use",
    "zoning",
    "owner",
    "deed_area",
    "site",
    "status",
    "weight",
    "front_m",
    "street_side_m",
    "side_m",
    "rear_m",
];

impl Columns {
    /// Every field that a column can be given for.
    pub fn fields() -> impl Iterator<Item = &'static str> {
        FIELDS.into_iter()
    }

    /// Whether a layer may have a field of this name.
    #[must_use]
    pub fn is_field(name: &str) -> bool {
        FIELDS.contains(&name)
    }

    /// The column that holds a field.
    #[must_use]
    pub fn of<'a>(&'a self, field: &'a str) -> &'a str {
        self.0.get(field).map_or(field, String::as_str)
    }

    /// The columns that will be asked for. A column named `id` is one of them whatever is renamed:
    /// it is the id of a feature that has none of its own.
    pub(in crate::layer) fn names(&self) -> ColumnNames {
        let wanted = FIELDS.iter().map(|field| self.of(field));
        ColumnNames::new(std::iter::once("id").chain(wanted))
    }
}

/// The attributes of one feature and where doubts about them go.
pub struct Attributes<'a> {
    /// Renamed columns.
    pub columns: &'a Columns,
    /// Attributes as read.
    pub properties: &'a Properties,
    /// The feature.
    pub origin: &'a Origin,
    /// Where doubts go.
    pub warnings: &'a mut Warnings,
}

impl Attributes<'_> {
    fn value(&self, field: &str) -> Option<Property<'_>> {
        debug_assert!(FIELDS.contains(&field), "{field} is never read");
        self.properties.get(self.columns.of(field))
    }

    /// Text; numbers are taken as written. Empty text is nothing.
    pub fn text(&mut self, field: &str) -> Option<String> {
        match self.value(field)? {
            Property::Nested => {
                self.bad(field, AttributeFault::NotText);
                None
            }
            word => word.text(),
        }
    }

    /// A length in metres; numbers in text are understood, a unit is not.
    pub fn metres(&mut self, field: &str) -> Option<Metres> {
        let number = match self.value(field)? {
            Property::Number(number) => number.as_f64(),
            Property::Text(text) if text.trim().is_empty() => return None,
            Property::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        match number.map(Metres::new) {
            Some(Ok(metres)) => Some(metres),
            Some(Err(_)) if number.is_some_and(|n| n < 0.0) && field == "clearance_m" => {
                self.warnings.raise_for(self.origin, Doubt::NegativeClearance);
                None
            }
            _ => {
                self.bad(field, AttributeFault::NotMetres);
                None
            }
        }
    }

    /// A plain number, zero or more.
    pub fn number(&mut self, field: &str) -> Option<f64> {
        let number = match self.value(field)? {
            Property::Number(number) => number.as_f64(),
            Property::Text(text) if text.trim().is_empty() => return None,
            Property::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite() && *number >= 0.0);
        if number.is_none() {
            self.bad(field, AttributeFault::NotNumber);
        }
        number
    }

    /// Yes or no.
    pub fn flag(&mut self, field: &str) -> Option<bool> {
        let flag = match self.value(field)? {
            Property::Flag(flag) => Some(flag),
            Property::Number(number) if number.as_f64() == Some(1.0) => Some(true),
            Property::Number(number) if number.as_f64() == Some(0.0) => Some(false),
            Property::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "y" | "1" | "是" => Some(true),
                "false" | "no" | "n" | "0" | "否" => Some(false),
                "" => return None,
                _ => None,
            },
            _ => None,
        };
        if flag.is_none() {
            self.bad(field, AttributeFault::NotFlag);
        }
        flag
    }

    /// `own` or `shared`.
    pub fn burden(&mut self, field: &str) -> Option<Burden> {
        let word = self.text(field)?;
        let burden = Burden::from_word(&word.to_ascii_lowercase());
        if burden.is_none() {
            self.bad(field, AttributeFault::NotBurden);
        }
        burden
    }

    /// `parcel` or `drawn`.
    pub fn plot_extent(&mut self, field: &str) -> Option<PlotExtent> {
        let word = self.text(field)?;
        let extent = PlotExtent::from_word(&word.to_ascii_lowercase());
        if extent.is_none() {
            self.bad(field, AttributeFault::NotPlotExtent);
        }
        extent
    }

    fn bad(&mut self, field: &str, fault: AttributeFault) {
        self.warnings
            .raise_for(self.origin, Doubt::BadAttribute { field: field.to_owned(), fault });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::properties;
    use crate::model::{Code, Warning};

    fn read<T>(json: &str, ask: impl Fn(&mut Attributes<'_>) -> T) -> (T, Vec<Code>) {
        let origin = Origin { file: "f".into(), index: 3, id: None };
        let mut columns = Columns::default();
        columns.0.insert("kind".into(), "TYPE".into());
        let names = columns.names();
        let values = properties::select(&names, serde_json::from_str(json).unwrap());
        let properties = Properties::new(names.into(), values);
        let mut warnings = Warnings::default();
        let answer = ask(&mut Attributes {
            columns: &columns,
            properties: &properties,
            origin: &origin,
            warnings: &mut warnings,
        });
        (answer, warnings.iter().map(Warning::code).collect())
    }

    #[test]
    fn columns_can_be_renamed() {
        assert_eq!(read(r#"{"TYPE":" tank "}"#, |a| a.text("kind")), (Some("tank".into()), vec![]));
        assert_eq!(read(r#"{"kind":"tank"}"#, |a| a.text("kind")), (None, vec![]));
    }

    #[test]
    fn a_clearance_is_a_number_that_is_not_negative() {
        let ask = |a: &mut Attributes<'_>| a.metres("clearance_m").map(Metres::get);
        assert_eq!(read(r#"{"clearance_m":12.5}"#, ask), (Some(12.5), vec![]));
        assert_eq!(read(r#"{"clearance_m":"12.5"}"#, ask), (Some(12.5), vec![]));
        assert_eq!(read(r#"{"clearance_m":-3}"#, ask), (None, vec![Code::NegativeClearance]));
        assert_eq!(read(r#"{"clearance_m":"far"}"#, ask), (None, vec![Code::BadAttribute]));
        assert_eq!(read(r#"{"clearance_m":null}"#, ask), (None, vec![]));
    }

    #[test]
    fn flags_are_understood_as_people_write_them() {
        for (text, expected) in [("true", true), ("\"yes\"", true), ("0", false), ("\"否\"", false)]
        {
            let json = format!("{{\"severs\":{text}}}");
            assert_eq!(read(&json, |a| a.flag("severs")), (Some(expected), vec![]));
        }
        assert_eq!(read(r#"{"severs":"maybe"}"#, |a| a.flag("severs")).1, vec![Code::BadAttribute]);
    }
}
