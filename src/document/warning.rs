//! Doubts.

use crate::language::Language;
use crate::model::{self, Code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A doubt, or several of one kind taken together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Warning {
    /// What kind of doubt.
    pub code: Code,
    /// A sentence: what was seen and what was done about it.
    pub message: String,
    /// File concerned.
    pub file: Option<String>,
    /// Feature concerned, by id or `#index`: the first of them if there are several.
    pub feature: Option<String>,
    /// How many features are concerned.
    pub count: usize,
}

impl Warning {
    pub(in crate::document) fn of(warning: &model::Warning) -> Self {
        Self {
            code: warning.code(),
            message: Language::En.doubt(&warning.doubt),
            file: warning.file.clone(),
            feature: warning.feature.clone(),
            count: warning.count,
        }
    }
}
