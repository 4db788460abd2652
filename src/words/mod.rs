//! Words in both languages for what the rest of the crate knows as facts: the only room in which prose for
//! readers is written.
//!
//! Rooms below hold facts, rooms above decide which fact stands where; whoever prints asks here for the
//! words. A sentence is a function of typed facts and of a [`Language`], or of the reader of a whole
//! document with its units and rule pack.
//!
//! | module | puts into words |
//! |---|---|
//! | [`warning`] | what is doubtful |
//! | `ledger` | what land is lost to, and where remnants lie |
//! | `evidence` | on how strong evidence the loss rests |
//! | `obstacle` | obstacles: relation, grade, who gave a distance |
//! | [`gate`] | conditions on a receiving site and why they are met or not |
//! | `cost`, `money`, `number` | items of a cost; money, prices, months; shares, ranges, sizes |
//! | `citation` | sources: documents and clauses, and how well they are founded |
//! | [`figure`], [`option`] | what may vary or is missing; ways out |
//! | `otherwise` | the recommendation counted otherwise, and who bears what |
//! | `parameter` | what a parameter is called, and its value |
//! | `programme` | steps of a move |
//! | `range` | combinations of what is not known |
//! | `adjustment` | land classes and land-control indicators |
//! | `heading`, `column` | titles of sections, heads of columns, names of rows |
//! | `reader` | whom a document is written for: language, units, currency, rule pack |
//! | `dossier` | the sentences of the dossier, by chapter |
//! | `terminal` | the report for a terminal, which is in English |
//! | `map` | layers, legends, notes and headline of maps and charts |
//! | `batch` | the page about many sites |

mod adjustment;
mod batch;
mod citation;
pub(crate) mod column;
mod cost;
pub(crate) mod deed;
pub(crate) mod dossier;
pub(crate) mod edge;
mod evidence;
pub mod figure;
pub mod gate;
pub(crate) mod heading;
mod ledger;
pub(crate) mod map;
mod money;
mod multiple;
mod number;
mod obstacle;
pub mod option;
pub(crate) mod otherwise;
mod parameter;
mod programme;
pub(crate) mod range;
pub(crate) mod reader;
pub(crate) mod terminal;
pub mod warning;

use crate::language::Language;

impl Language {
    /// The one of two wordings that is in this language. Known in this room alone: that is what keeps
    /// words out of all others.
    const fn say<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }

    /// Something nobody has said.
    pub(crate) fn unknown(self) -> String {
        self.say("not known", "未知").to_owned()
    }

    /// An id as it is shown: one without a letter would not be seen.
    pub(crate) const fn id(self, id: &str) -> &str {
        if id.is_empty() {
            self.say("(no id)", "〔无编号〕")
        } else {
            id
        }
    }

    /// Words one after another.
    pub(crate) fn list<'a>(self, words: impl IntoIterator<Item = &'a str>) -> String {
        words.into_iter().collect::<Vec<_>>().join(self.say(", ", "、"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_without_a_letter_is_seen() {
        assert_eq!([Language::En, Language::Zh].map(|one| one.id("")), ["(no id)", "〔无编号〕"]);
        assert_eq!([Language::En, Language::Zh].map(|one| one.id(" ")), [" ", " "]);
    }
}
