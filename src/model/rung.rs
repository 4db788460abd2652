//! How strong the evidence is on which a figure rests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rung of the evidence ladder, strongest first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// Title to land and what stands on it.
    Title,
    /// A clause of national law or of a mandatory standard, of which something was seen.
    Mandatory,
    /// A local rule, a recommended standard, a practice without a clause, or a figure worked out.
    Recommended,
    /// A figure from memory that nobody has looked up.
    Recalled,
    /// Whoever asks says so.
    Assumption,
}

/// Some rungs of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rungs(u8);

impl Rungs {
    /// All of them.
    pub const ALL: Self = Self(u8::MAX);

    /// A rung and all stronger ones.
    #[must_use]
    pub const fn down_to(weakest: Rung) -> Self {
        Self((2 << weakest as u8) - 1)
    }

    /// The same without one.
    #[must_use]
    pub const fn without(self, rung: Rung) -> Self {
        Self(self.0 & !(1 << rung as u8))
    }

    /// Whether a rung is among them.
    #[must_use]
    pub const fn has(self, rung: Rung) -> bool {
        self.0 & (1 << rung as u8) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray;

    #[test]
    fn rungs_are_taken_away_from_the_weakest_up_or_one_alone() {
        let of = |rungs: Rungs| -> Vec<Rung> {
            Rung::VARIANTS.iter().copied().filter(|rung| rungs.has(*rung)).collect()
        };
        assert_eq!(of(Rungs::ALL), Rung::VARIANTS);
        assert_eq!(of(Rungs::down_to(Rung::Title)), [Rung::Title]);
        assert_eq!(of(Rungs::down_to(Rung::Assumption)), Rung::VARIANTS);
        assert_eq!(
            of(Rungs::down_to(Rung::Recalled).without(Rung::Mandatory)),
            [Rung::Title, Rung::Recommended, Rung::Recalled]
        );
    }
}
