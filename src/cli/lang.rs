//! The language asked for.

use crate::language::Language;
use clap::ValueEnum;

/// A language as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Lang {
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Zh => Self::Zh,
        }
    }
}
