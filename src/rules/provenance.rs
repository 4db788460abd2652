//! Where a rule comes from, as a pack writes it.

use super::citation::{Citation, Status};
use crate::language::Name;
use crate::model::{Clause, NO_CLAUSE};
use serde::{Deserialize, Serialize};

words! {
    /// What the authors of a pack believe; no legal grade.
    Confidence {
        /// Would be surprised to see another figure.
        High = "high",
        /// Plausible.
        Medium = "medium",
        /// A guess that needs checking.
        Low = "low",
    }
}

/// Where a value comes from, attached to every rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "ProvenanceKeys", into = "ProvenanceKeys")]
pub struct Provenance {
    /// Law, standard or text.
    pub source: Name,
    /// Article, clause or table in it; none where it has none.
    pub clause: Option<Clause>,
    /// How well the figure is founded.
    pub status: Status,
    /// What the authors believe.
    pub confidence: Confidence,
    /// What was seen, in a few words.
    pub seen: Option<String>,
    /// Id of the jurisdiction the rule is limited to; national where absent.
    pub jurisdiction: Option<String>,
    /// What else a reader must know.
    pub note: Option<String>,
}

impl Provenance {
    /// Document and clause behind the rule of this id.
    #[must_use]
    pub fn citation(&self, rule: &str) -> Citation {
        Citation {
            rule: rule.to_owned(),
            document: self.source.clone(),
            clause: self.clause.clone(),
            status: self.status,
            local: self.jurisdiction.is_some(),
        }
    }
}

/// The keys of a provenance as they stand in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProvenanceKeys {
    source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source_zh: Option<String>,
    clause: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    clause_zh: Option<String>,
    status: Status,
    confidence: Confidence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    jurisdiction: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl From<ProvenanceKeys> for Provenance {
    fn from(keys: ProvenanceKeys) -> Self {
        Self {
            source: Name { en: keys.source, zh: keys.source_zh },
            clause: Clause::read(Name { en: keys.clause, zh: keys.clause_zh }),
            status: keys.status,
            confidence: keys.confidence,
            seen: keys.seen,
            jurisdiction: keys.jurisdiction,
            note: keys.note,
        }
    }
}

impl From<Provenance> for ProvenanceKeys {
    fn from(provenance: Provenance) -> Self {
        let clause = provenance.clause.map(|clause| clause.written().clone());
        let clause = clause.unwrap_or_else(|| Name { en: NO_CLAUSE.to_owned(), zh: None });
        Self {
            source: provenance.source.en,
            source_zh: provenance.source.zh,
            clause: clause.en,
            clause_zh: clause.zh,
            status: provenance.status,
            confidence: provenance.confidence,
            seen: provenance.seen,
            jurisdiction: provenance.jurisdiction,
            note: provenance.note,
        }
    }
}
