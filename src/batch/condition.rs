//! A condition on a row, for pipelines: `loss_share > 0.1`.
//!
//! A field of the row, a comparison (`>`, `>=`, `<`, `<=`, `=`, `!=`), a number. A row that lacks
//! the field does not meet the condition.

use crate::batch::{Row, FIGURES};
use std::fmt;
use std::str::FromStr;

/// How a field is compared; an equals sign may be doubled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::Display)]
enum Comparison {
    #[strum(serialize = ">")]
    Above,
    #[strum(serialize = ">=")]
    AtLeast,
    #[strum(serialize = "<")]
    Below,
    #[strum(serialize = "<=")]
    AtMost,
    #[strum(to_string = "=", serialize = "==")]
    Equal,
    #[strum(serialize = "!=")]
    Other,
}

/// What signs of comparison are made of.
const SIGNS: [char; 4] = ['>', '<', '=', '!'];

/// A condition or a field that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConditionError {
    /// Not of the form of a condition.
    #[error("write it as FIELD > NUMBER, with >, >=, <, <=, = or !=")]
    Form,
    /// No such field.
    #[error("no field is called \"{name}\"; the fields are {known}")]
    NoField {
        /// What was written.
        name: String,
        /// The fields there are.
        known: String,
    },
    /// No number to compare with.
    #[error("\"{0}\" is not a number; {form}", form = Self::Form)]
    NoNumber(String),
}

/// A condition on a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    field: Field,
    comparison: Comparison,
    number: f64,
}

/// A field of a row to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field(usize);

impl Field {
    /// Its value in a row.
    #[must_use]
    pub fn of(self, row: &Row) -> Option<f64> {
        FIGURES[self.0].of(&row.figures)
    }
}

impl FromStr for Field {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, ConditionError> {
        let name = text.trim();
        FIGURES.iter().position(|figure| figure.name == name).map(Self).ok_or_else(|| {
            let known: Vec<&str> = FIGURES.iter().map(|figure| figure.name).collect();
            ConditionError::NoField { name: name.to_owned(), known: known.join(", ") }
        })
    }
}

impl Condition {
    /// Whether a row meets any of some.
    #[must_use]
    pub fn any(conditions: &[Self], row: &Row) -> bool {
        conditions.iter().any(|condition| condition.holds(row))
    }

    /// Whether a row meets it.
    #[must_use]
    pub fn holds(&self, row: &Row) -> bool {
        self.field.of(row).is_some_and(|value| match self.comparison {
            Comparison::Above => value > self.number,
            Comparison::AtLeast => value >= self.number,
            Comparison::Below => value < self.number,
            Comparison::AtMost => value <= self.number,
            Comparison::Equal => value == self.number,
            Comparison::Other => value != self.number,
        })
    }
}

impl FromStr for Condition {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, ConditionError> {
        let at = text.find(SIGNS).ok_or(ConditionError::Form)?;
        let (field, rest) = text.split_at(at);
        let number = rest.trim_start_matches(SIGNS);
        let sign = &rest[..rest.len() - number.len()];
        let comparison = sign.parse().ok().ok_or(ConditionError::Form)?;
        let field = field.parse()?;
        let number = number.trim();
        let number: f64 = number
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .ok_or_else(|| ConditionError::NoNumber(number.to_owned()))?;
        Ok(Self { field, comparison, number })
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", FIGURES[self.field.0].name, self.comparison, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::row::Status;
    use crate::batch::WithoutNumbers;

    fn row(field: &str, value: f64) -> Row {
        let refusal = WithoutNumbers::of_any(String::new());
        let mut row = Row::without(0, "a".into(), "a".into(), Status::Assessed, refusal);
        let text = format!("{{\"{field}\":{value}}}");
        row.figures = serde_json::from_str(&text).unwrap();
        row
    }

    #[test]
    fn each_comparison_is_told_from_the_others() {
        // Below, at and above the number, for each sign.
        let expected = [
            ("loss_share > 0.1", [false, false, true]),
            ("loss_share>=0.1", [false, true, true]),
            ("loss_share < 0.1", [true, false, false]),
            (" loss_share <= 0.1 ", [true, true, false]),
            ("loss_share = 0.1", [false, true, false]),
            ("loss_share == 1e-1", [false, true, false]),
            ("loss_share != 0.1", [true, false, true]),
        ];
        for (text, holds) in expected {
            let condition: Condition = text.parse().unwrap();
            let seen = [0.05, 0.1, 0.2].map(|value| condition.holds(&row("loss_share", value)));
            assert_eq!(seen, holds, "{text}");
            assert!(!condition.holds(&row("loss_m2", 1.0)), "a row without the field: {text}");
        }
    }

    #[test]
    fn what_is_no_condition_is_refused_with_the_fields() {
        let refused = |text: &str| text.parse::<Condition>().unwrap_err().to_string();
        assert!(refused("loss > 1").contains("loss_m2"));
        assert!(refused("loss_m2 > much").contains("\"much\" is not a number"));
        assert!(refused("loss_m2 > inf").contains("not a number"));
        assert!(refused("loss_m2").contains("FIELD > NUMBER"));
        assert!(refused("loss_m2 ! 3").contains("FIELD > NUMBER"));
        assert!(refused("loss_m2 =! 3").contains("FIELD > NUMBER"));
        for (text, said) in [("loss_m2>3", "loss_m2 > 3"), ("loss_m2 == 3", "loss_m2 = 3")] {
            assert_eq!(text.parse::<Condition>().unwrap().to_string(), said);
        }
    }
}
