//! Values and who gave them.

use crate::settings::site_file::SiteFile;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// A flag.
    CommandLine,
    /// `site.toml`.
    SiteFile,
    /// The rule pack.
    RulePack,
    /// A feature of a layer.
    Feature,
    /// Nobody gave it.
    Default,
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced<T> {
    /// The value in use.
    pub value: T,
    /// Where it came from.
    pub from: Given,
}

/// What is used where not given anything.
static DEFAULTS: LazyLock<SiteFile> = LazyLock::new(SiteFile::defaults);

/// What was said, by those who said it.
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    pub command_line: SiteFile,
    pub site_file: SiteFile,
    pub rule_pack: SiteFile,
}

impl Stated {
    /// Every statement, the one that wins first.
    pub fn by_rank(&self) -> [(Given, &SiteFile); 4] {
        [
            (Given::CommandLine, &self.command_line),
            (Given::SiteFile, &self.site_file),
            (Given::RulePack, &self.rule_pack),
            (Given::Default, &DEFAULTS),
        ]
    }

    /// A value and who gave it; none where nobody did and there is no default.
    pub fn find<T>(&self, said: impl Fn(&SiteFile) -> Option<T>) -> Option<Sourced<T>> {
        self.by_rank()
            .into_iter()
            .find_map(|(from, statement)| Some(Sourced { value: said(statement)?, from }))
    }

    /// The entries of a table, each from who wins for its key.
    pub fn each<T: Clone>(
        &self,
        said: impl Fn(&SiteFile) -> &BTreeMap<String, T>,
    ) -> BTreeMap<String, Sourced<T>> {
        let mut all = BTreeMap::new();
        for (from, statement) in self.by_rank().into_iter().rev() {
            for (key, value) in said(statement) {
                all.insert(key.clone(), Sourced { value: value.clone(), from });
            }
        }
        all
    }

    /// A value and who gave it; the empty one where nobody did and there is no default.
    pub fn pick<T: Default>(&self, said: impl Fn(&SiteFile) -> Option<T>) -> Sourced<T> {
        self.find(said).unwrap_or(Sourced { value: T::default(), from: Given::Default })
    }
}
