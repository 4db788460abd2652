//! The languages that results are written in.

use crate::units::AreaUnit;
use serde::Serialize;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl Language {
    /// The tag of the language, as HTML has it (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// A unit of area as people write it.
    #[must_use]
    pub const fn unit(self, unit: AreaUnit) -> &'static str {
        match (self, unit) {
            (_, AreaUnit::M2) => "m²",
            (Self::Zh, AreaUnit::Mu) => "亩",
            (Self::Zh, AreaUnit::Ha) => "公顷",
            (_, other) => other.symbol(),
        }
    }

    /// An area with its unit.
    #[must_use]
    pub fn area(self, unit: AreaUnit, square_metres: f64) -> String {
        format!("{} {}", unit.number(square_metres), self.unit(unit))
    }
}

/// What something is called; where a language has no word for it, in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: Option<String>,
}

impl Name {
    /// The name in a language.
    #[must_use]
    pub fn say(&self, language: Language) -> &str {
        match (language, &self.zh) {
            (Language::Zh, Some(zh)) => zh,
            _ => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_have_the_units_of_their_reader() {
        let mu = 2000.0 / 3.0;
        assert_eq!(Language::Zh.area(AreaUnit::Mu, 6.0 * mu), "6.00 亩");
        assert_eq!(Language::En.area(AreaUnit::Mu, 6.0 * mu), "6.00 mu");
        assert_eq!(Language::Zh.area(AreaUnit::M2, 6.0), "6 m²");
    }

    #[test]
    fn a_name_without_chinese_is_said_in_english() {
        let name = Name { en: "fence".to_owned(), zh: None };
        assert_eq!(name.say(Language::Zh), "fence");
    }
}
