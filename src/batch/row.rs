//! One footprint of a batch: its numbers, or why there are none.

use crate::assess::Assessment;
use crate::batch::figure::Figures;
use crate::batch::{Cause, WithoutNumbers};
use crate::model::{Code, Warning};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How it went.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// There are numbers.
    Assessed,
    /// There are numbers, but no land is usable even without obstacles.
    NothingUsable,
    /// The footprint cannot be used, or a number could not be trusted.
    Refused,
    /// The program failed on it: a fault of ours.
    Bug,
}

impl Status {
    /// Whether there are numbers.
    #[must_use]
    pub const fn has_numbers(self) -> bool {
        matches!(self, Self::Assessed | Self::NothingUsable)
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A footprint: its numbers, or why there are none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Place of the footprint in its file, from zero.
    pub index: usize,
    /// Id of the site.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it went.
    pub status: Status,
    /// Why there are no numbers.
    pub reason: Option<String>,
    /// What sort of fault the reason tells: rows with the same cause count together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Whether nothing is known to be missing.
    pub complete: Option<bool>,
    /// Whether the footprint was invalid and has been repaired.
    pub repaired: bool,
    /// How many obstacles of which kind.
    pub kinds: BTreeMap<String, usize>,
    /// Codes of its warnings, each once.
    pub warnings: Vec<Code>,
    /// Its numbers.
    #[serde(flatten)]
    pub figures: Figures,
}

impl Row {
    /// A footprint with numbers; `file` is the file of footprints.
    #[must_use]
    pub fn assessed(index: usize, file: &str, assessment: &Assessment) -> Self {
        let mut kinds = BTreeMap::new();
        for obstacle in &assessment.obstacles {
            *kinds.entry(obstacle.kind.clone()).or_insert(0) += 1;
        }
        let mut codes: Vec<Code> = assessment.warnings.iter().map(Warning::code).collect();
        codes.sort_unstable();
        codes.dedup();
        Self {
            index,
            id: assessment.site.id.clone(),
            name: assessment.site.name.clone(),
            status: if assessment.baseline.usable.is_empty() {
                Status::NothingUsable
            } else {
                Status::Assessed
            },
            reason: None,
            cause: None,
            complete: Some(assessment.complete()),
            repaired: assessment.warnings.iter().any(|one| {
                one.code() == Code::RepairedGeometry && one.file.as_deref() == Some(file)
            }),
            kinds,
            warnings: codes,
            figures: Figures::of(assessment),
        }
    }

    /// Whether something is in the way.
    #[must_use]
    pub fn obstructed(&self) -> bool {
        !self.kinds.is_empty()
    }

    /// A name for files about its site: the place of the footprint, for an id may occur twice, and the id
    /// as far as any file system takes it.
    #[must_use]
    pub fn file_name(&self) -> String {
        let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
        let id: String = self.id.chars().take(60).map(safe).collect();
        if id == self.index.to_string() {
            id
        } else {
            format!("{}-{id}", self.index)
        }
    }

    /// A footprint without numbers.
    #[must_use]
    pub fn without(
        index: usize,
        id: String,
        name: String,
        status: Status,
        why: WithoutNumbers,
    ) -> Self {
        Self {
            index,
            id,
            name,
            status,
            reason: Some(why.reason),
            cause: Some(why.cause),
            complete: None,
            repaired: false,
            kinds: BTreeMap::new(),
            warnings: Vec::new(),
            figures: Figures::default(),
        }
    }
}
