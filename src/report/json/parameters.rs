//! What an assessment was computed with.

use crate::assess::Assessment;
use crate::geometry::offset::ARC_EXCESS;
use crate::settings::{Given, InUse, Unit, Value};
use schemars::JsonSchema;
use serde::Serialize;

/// A value in use, and who gave it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ParameterInUse {
    /// What it is called in a site file; behind a dot the kind or code it holds for.
    pub name: String,
    /// The value.
    pub value: Value,
    /// What its numbers count; null for words, counts and ratios.
    pub unit: Option<Unit>,
    /// Who gave it.
    pub source: Given,
}

impl From<InUse> for ParameterInUse {
    fn from(used: InUse) -> Self {
        let (name, unit) = (used.name(), used.parameter.unit());
        Self { name, value: used.value, unit, source: used.source }
    }
}

/// Every parameter of the table, and what follows from rule pack, layers and the program.
pub(super) fn in_use(assessment: &Assessment) -> Vec<ParameterInUse> {
    let found = |name: &str, value: Value, source: Given| ParameterInUse {
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
    let mut all: Vec<ParameterInUse> =
        assessment.settings.in_use().into_iter().map(ParameterInUse::from).collect();
    all.extend([
        found("rule_pack", Value::Text(assessment.rules.en.clone()), Given::RulePack),
        found("frontage", Value::Text(frontage.to_owned()), told_by),
        found("arc_excess", Value::Number(ARC_EXCESS), Given::Default),
    ]);
    all
}
