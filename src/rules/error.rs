//! What is wrong with a rule pack.

use std::fmt;

/// One defect of a rule pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Table it is in; `pack` for the head of the file.
    pub table: String,
    /// Id of the entry, joined by dots for a row; absent where the entry has none.
    pub id: Option<String>,
    /// Field at fault, where one is.
    pub field: Option<String>,
    /// What is wrong with it.
    pub message: String,
}

impl Problem {
    pub(super) fn new(
        table: &str,
        id: Option<&str>,
        field: Option<&str>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            table: table.to_owned(),
            id: id.map(str::to_owned),
            field: field.map(str::to_owned),
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.table)?;
        if let Some(id) = &self.id {
            write!(f, " \"{id}\"")?;
        }
        if let Some(field) = &self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// A rule pack that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RulesError {
    /// Neither a built-in pack nor a file.
    #[error("rules \"{name}\" is neither a built-in rule pack ({}) nor a file", known.join(", "))]
    Unknown {
        /// What was asked for.
        name: String,
        /// Names of the built-in packs.
        known: &'static [&'static str],
    },
    /// The file cannot be read.
    #[error("{origin}: cannot be read: {cause}")]
    Unreadable {
        /// File.
        origin: String,
        /// What the system said.
        cause: String,
    },
    /// The text is not TOML.
    #[error("{origin}{}: not a TOML file: {message}", line.map(|line| format!(":{line}")).unwrap_or_default())]
    NotToml {
        /// File.
        origin: String,
        /// What the parser says.
        message: String,
        /// Line, counted from one.
        line: Option<usize>,
    },
    /// The pack has defects.
    #[error("{origin}: {}", summary(problems))]
    Invalid {
        /// File.
        origin: String,
        /// All of them.
        problems: Vec<Problem>,
    },
}

impl RulesError {
    /// Every defect found; none where the text is not even TOML.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Invalid { problems, .. } => problems,
            _ => &[],
        }
    }
}

fn summary(problems: &[Problem]) -> String {
    match problems {
        [] => "no problem".to_owned(),
        [only] => only.to_string(),
        [first, rest @ ..] => format!("{first} (and {} more problems)", rest.len()),
    }
}
