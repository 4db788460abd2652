//! What a figure rests on: the document and the clause in it, and its source where it is no document.

use crate::language::Name;
use crate::model::{Clause, Rung};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

words! {
    /// How well a figure is founded, best first.
    Status {
        /// The figure itself was seen in a text named under `seen`.
        Verified = "verified",
        /// Clause, row or an older table that agrees was seen, not the figure itself.
        PartlyVerified = "partly_verified",
        /// Worked out from other figures.
        Derived = "derived",
        /// From working knowledge, not seen: check before relying on it.
        Recalled = "recalled",
    }
}

/// Its source.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The command line.
    CommandLine,
    /// An attribute of the feature.
    Attribute,
    /// The site file.
    SiteFile,
    /// A rule of the pack.
    Rule(Citation),
    /// Nobody: a thing that moves takes as much land as it takes now.
    AsItStands,
    /// It follows from the programme and the price of a month.
    Programme,
}

impl Source {
    /// The rule behind it, if it is one.
    #[must_use]
    pub const fn citation(&self) -> Option<&Citation> {
        match self {
            Self::Rule(citation) => Some(citation),
            _ => None,
        }
    }

    /// How strong that is: a clause by its citation; what somebody states without one is an assumption.
    #[must_use]
    pub fn rung(&self) -> Rung {
        self.citation().map_or(Rung::Assumption, Citation::rung)
    }
}

/// Document and clause behind a figure. Printed as a pack writes them: `GB 50156-2021, table 4.0.4`.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// Id of the rule in the pack.
    pub rule: String,
    /// Law, standard or text.
    pub document: Name,
    /// The place in it; none where the whole of it is meant.
    pub clause: Option<Clause>,
    /// How well the figure is founded.
    pub status: Status,
    /// Whether it holds in one jurisdiction only.
    pub local: bool,
}

impl Citation {
    /// How strong it is. A national clause is mandatory unless its document says that it is recommended.
    #[must_use]
    pub fn rung(&self) -> Rung {
        match self.status {
            Status::Recalled => Rung::Recalled,
            Status::Derived => Rung::Recommended,
            Status::Verified | Status::PartlyVerified => {
                let is_advice = self.local || self.clause.is_none();
                if is_advice || is_recommended_standard(&self.document.en) {
                    Rung::Recommended
                } else {
                    Rung::Mandatory
                }
            }
        }
    }
}

/// Whether a document is a Chinese standard that is recommended and not mandatory: `GB/T`, `CJJ/T`, `DL/T`.
fn is_recommended_standard(document: &str) -> bool {
    let is_series = |word: &str| {
        word.strip_suffix("/T").is_some_and(|series| {
            !series.is_empty() && series.bytes().all(|letter| letter.is_ascii_uppercase())
        })
    };
    document.split_whitespace().any(is_series)
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.document.en)?;
        match &self.clause {
            Some(clause) => write!(f, ", {}", clause.written().en),
            None => Ok(()),
        }
    }
}

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citation(document: &str, clause: &str, status: Status, local: bool) -> Citation {
        let name = |text: &str| Name { en: text.to_owned(), zh: None };
        let (document, clause) = (name(document), Clause::read(name(clause)));
        Citation { rule: "xx".to_owned(), document, clause, status, local }
    }

    #[test]
    fn a_clause_is_as_strong_as_its_document_and_what_was_seen_of_it() {
        use Status::{Derived, PartlyVerified, Recalled, Verified};
        for (document, clause, status, local, rung) in [
            ("GB 50156-2021", "table 4.0.4", PartlyVerified, false, Rung::Mandatory),
            ("NFPA 58 / 29 CFR 1910.110", "table H-23", Verified, false, Rung::Mandatory),
            ("CJJ/T 47-2016", "sec. 2.2 table", Verified, false, Rung::Recommended),
            ("GB 50156-2021", "table 4.0.4", Derived, false, Rung::Recommended),
            ("planning rule of Tianjin", "art. 3", Verified, true, Rung::Recommended),
            ("common local practice", "-", Verified, false, Rung::Recommended),
            ("GB 50156-2021", "table 4.0.4", Recalled, false, Rung::Recalled),
        ] {
            assert_eq!(citation(document, clause, status, local).rung(), rung, "{document}");
        }
        assert_eq!(Source::SiteFile.rung(), Rung::Assumption);
    }
}
