//! Words in both languages for what the rest of the crate knows as facts.
//!
//! Rooms below hold facts; whoever prints asks here for the words.
//!
//! | module | puts into words |
//! |---|---|
//! | [`warning`] | what is doubtful |
//! | `ledger` | what land is lost to, and where remnants lie |
//! | `obstacle` | obstacles: relation, grade, who gave a distance |
//! | [`gate`] | conditions on a receiving site and why they are met or not |
//! | `cost`, `money` | items of a cost; money, prices, months |
//! | `citation` | sources: documents and clauses, and how well they are founded |
//! | [`figure`], [`option`] | what may vary or is missing; ways out |
//! | `parameter` | what a parameter is called |
//! | `programme` | steps of a move |
//! | `adjustment` | land classes and land-control indicators |
//! | `batch` | the page about many sites |

mod adjustment;
mod batch;
mod citation;
mod cost;
pub mod figure;
pub mod gate;
mod ledger;
mod money;
mod obstacle;
pub mod option;
mod parameter;
mod programme;
pub mod warning;

use crate::language::Language;

impl Language {
    pub(crate) fn unknown(self) -> String {
        self.say("not known", "未知").to_owned()
    }

    /// Words one after another.
    pub(crate) fn list<'a>(self, words: impl IntoIterator<Item = &'a str>) -> String {
        words.into_iter().collect::<Vec<_>>().join(self.say(", ", "、"))
    }
}
