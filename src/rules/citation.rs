//! What a figure rests on: the document and the clause in it, and its source where it is no document.

use crate::language::Name;
use crate::model::Clause;
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
