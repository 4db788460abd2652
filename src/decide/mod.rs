//! Which way out: every option's cost and land, what makes them even, and how sure the answer is.
//!
//! An option costs `cost + price * loss`: the money its moves take, and the usable land it leaves lost
//! at what a square metre of it is worth to the project. Everything here is plain numbers; where they
//! come from is the business of the rooms below and above.
//!
//! | module | answers |
//! |---|---|
//! | [`frontier`] | which options no other beats in everything |
//! | [`break_even`] | from which land price on moving pays |
//! | [`mod@recommend`] | which option is best, by how much, and what would change that |
//! | [`driver`] | what an answer hangs on |
//! | [`mod@otherwise`] | which option is best when counted otherwise |
//! | [`chance`] | how probable it is that each option is the best |

pub mod break_even;
pub mod chance;
pub mod driver;
pub mod frontier;
pub mod otherwise;
pub mod recommend;

pub use chance::{draw, Chance, Chances};
pub use driver::Driver;
pub use otherwise::{otherwise, Counting, Otherwise};
pub use recommend::{recommend, Flip, Recommendation};

use crate::model::{Estimate, Expense, Nth};
use crate::settings::Assumption;

/// An item of money that is spent if something moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// What is paid for.
    pub expense: Expense,
    /// How much.
    pub amount: Estimate,
}

/// Components that are paid together.
pub type CostGroup = Vec<Component>;

/// An assumption of the area model between two values.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// What is assumed.
    pub of: Assumption,
    /// One end of its range.
    pub first: f64,
    /// The value that the headline is computed with.
    pub at: f64,
    /// The other end.
    pub second: f64,
}

/// A way out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The groups of components it pays for.
    pub groups: Vec<Nth<CostGroup>>,
    /// Usable land that stays lost, square metres; less than nothing where land is won.
    pub loss_m2: f64,
    /// The same, square metres, with each assumption at either end, if that was computed.
    pub loss_at: Vec<(f64, f64)>,
    /// Land of others that it sterilises elsewhere, square metres; none where that is not known.
    pub sterilised_m2: Option<f64>,
    /// Usable land recovered, less what is taken and sterilised elsewhere, square metres; none where that
    /// is not known.
    pub net_m2: Option<f64>,
}

/// Everything that a decision is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stakes {
    /// What a square metre of usable land is worth to the project.
    pub price: Estimate,
    /// What a square metre of land of others is worth that may no longer be built on as before.
    pub third_party_price: Estimate,
    /// What may have to be paid for.
    pub groups: Vec<CostGroup>,
    /// Assumptions of the area model.
    pub assumptions: Vec<Span>,
    /// The ways out.
    pub choices: Vec<Choice>,
}

impl Stakes {
    /// What a choice costs in money, without land: low, mid, high.
    #[must_use]
    pub fn cost(&self, choice: &Choice) -> Estimate {
        let paid = choice.groups.iter().filter_map(|group| group.of(&self.groups)).flatten();
        paid.fold(Estimate::ZERO, |sum, component| sum.plus(&component.amount))
    }

    /// What the usable land lost by a choice is worth, at the middle of the price.
    #[must_use]
    pub fn value_lost(&self, choice: &Choice) -> f64 {
        self.price.mid * choice.loss_m2
    }

    /// Cost and lost land together, at the means of all figures: assumptions of the area model are uniform
    /// between their ends, and what several of them change adds up.
    #[must_use]
    pub fn mean(&self, choice: &Choice) -> f64 {
        let all = self.assumptions.iter().enumerate();
        let changes = all.map(|(at, one)| mean_loss(choice, at, one) - choice.loss_m2);
        let loss = choice.loss_m2 + changes.sum::<f64>();
        self.cost(choice).mean() + self.price.mean() * loss
    }

    /// Cost and lost land together, at the figures used: the likeliest of each, or its middle.
    #[must_use]
    pub fn total(&self, choice: &Choice) -> f64 {
        self.cost(choice).mid + self.value_lost(choice)
    }
}

/// The mean loss of a choice over an assumption that is uniform between its ends.
fn mean_loss(choice: &Choice, number: usize, assumption: &Span) -> f64 {
    let Span { first, at, second, .. } = assumption;
    let (before, after) = ((at - first).abs(), (second - at).abs());
    if before + after <= f64::EPSILON {
        return choice.loss_m2;
    }
    let half =
        |end: f64| f64::midpoint(loss_between(choice, number, assumption, end), choice.loss_m2);
    (before * half(*first) + after * half(*second)) / (before + after)
}

/// The loss of a choice between the ends of an assumption: straight lines through the loss at the first
/// end, at the headline and at the second end.
fn loss_between(choice: &Choice, number: usize, assumption: &Span, value: f64) -> f64 {
    let Some((first, second)) = choice.loss_at.get(number).copied() else { return choice.loss_m2 };
    let Span { first: a, at, second: b, .. } = assumption;
    let (end, loss) = if (value - at) * (a - at) > 0.0 { (*a, first) } else { (*b, second) };
    if (end - at).abs() < f64::EPSILON {
        return choice.loss_m2;
    }
    choice.loss_m2 + (loss - choice.loss_m2) * (value - at) / (end - at)
}
