//! What an assessment was computed with, and who gave each value.

use crate::assess::Assessment;
use crate::document::Estimate;
use crate::geometry::offset::ARC_EXCESS;
use crate::settings::{Given, InUse, Unit, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A value in use, and who gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ParameterInUse {
    /// What it is called in a site file; behind a dot the kind or code it holds for.
    pub name: String,
    /// The value.
    pub value: ParameterValue,
    /// What its numbers count; null for words, counts and ratios.
    pub unit: Option<Unit>,
    /// Who gave it.
    pub source: Given,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ParameterValue {
    /// A whole number.
    Whole(u64),
    /// A number in the unit of its parameter.
    Number(f64),
    /// A word, or what is written as one, such as a building of `60x24+12`.
    Text(String),
    /// First and second end of a range.
    Ends([f64; 2]),
    /// Words.
    List(Vec<String>),
    /// A figure that is not known for sure.
    Estimate(Estimate),
}

impl From<Value> for ParameterValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Whole(count) => Self::Whole(count),
            Value::Number(number) => Self::Number(number),
            Value::Text(word) => Self::Text(word),
            Value::List(words) => Self::List(words),
            Value::Ends(ends) => Self::Ends(ends),
            Value::Building(building) => Self::Text(building.to_string()),
            Value::Estimate(estimate) => Self::Estimate(estimate.into()),
        }
    }
}

impl From<InUse> for ParameterInUse {
    fn from(used: InUse) -> Self {
        let (name, unit) = (used.name(), used.parameter.unit());
        Self { name, value: used.value.into(), unit, source: used.source }
    }
}

impl ParameterInUse {
    /// Every parameter of the table, and what follows from rule pack, layers and the program.
    pub(in crate::document) fn all(assessment: &Assessment) -> Vec<Self> {
        let found = |name: &str, value: ParameterValue, source: Given| Self {
            name: name.to_owned(),
            value,
            unit: None,
            source,
        };
        let (frontage, told_by) = if assessment.frontage.whole_boundary {
            ("whole_boundary", Given::Default)
        } else {
            ("roads", Given::Feature)
        };
        let text = |word: &str| ParameterValue::Text(word.to_owned());
        let mut all: Vec<Self> = assessment.settings.in_use().into_iter().map(Self::from).collect();
        all.extend([
            found("rule_pack", text(&assessment.rules.en), Given::RulePack),
            found("frontage", text(frontage), told_by),
            found("arc_excess", ParameterValue::Number(ARC_EXCESS), Given::Default),
        ]);
        all
    }
}
