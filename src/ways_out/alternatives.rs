//! The ways out set against each other: build around everything, move some or all, find a place at the
//! site's edge, exchange land with a neighbour; each with its land, its money, and what is not known.

use crate::adjust::balance::Balance;
use crate::adjust::indicators::Indicator;
use crate::decide::{Chances, Choice, Recommendation, Stakes};
use crate::geometry::rectangle::Rectangle;
use crate::geometry::Region;
pub use crate::model::Way;
use crate::model::{Estimate, Expense, Nth, OptionName};
use crate::obstacle::Obstacle;
use crate::relocate::owners::together;
use crate::relocate::programme::Programme;
use crate::relocate::service::Served;
use crate::relocate::{
    Cost, CostLine, OwnersLand, PadSize, Ranking, Receiving, Swap, Verdict, WithinSite,
};
use crate::rules::Source;
use crate::units::{Metres, SquareMetres};

/// What a square metre of usable land is worth, and its source.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LandPrice {
    /// The price.
    pub per_m2: Estimate,
    /// Its source.
    pub source: Source,
}

/// An obstacle that may move.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Move {
    /// The obstacle that it moves.
    pub obstacle: Nth<Obstacle>,
    /// Its id.
    pub id: String,
    /// The land it takes at the receiving site.
    pub pad: Option<PadSize>,
    /// Which land takes it: codes or districts, and its source.
    pub takes: Option<(Vec<String>, Source)>,
    /// How far it may be from those it serves, and its source.
    pub radius: Option<(Metres, Source)>,
    /// Receiving sites, best first.
    pub ranking: Ranking,
    /// The one of them that is chosen.
    pub chosen: Option<Nth<Receiving>>,
    /// The best place within the site.
    pub within: Option<WithinSite>,
    /// Whom it serves before, and from the site chosen.
    pub served: Option<(Served, Option<Served>)>,
    /// What its move costs.
    pub cost: Cost,
    /// The months of its move.
    pub programme: Programme,
}

impl Move {
    /// The receiving site chosen.
    #[must_use]
    pub fn receiving(&self) -> Option<&Receiving> {
        self.chosen?.of(&self.ranking.sites)
    }
}

/// A way out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Alternative {
    /// How it goes about it.
    pub way: Way,
    /// The moves it is made of.
    pub moved: Vec<Nth<Move>>,
    /// Which of them ends within the site.
    pub within: Option<Nth<Move>>,
    /// Whether every receiving site it needs is known to pass, is not known to fail, or fails.
    pub verdict: Verdict,
    /// Usable land.
    pub usable: Region,
    /// Usable land that stays lost, square metres, against the site without obstacles; less than nothing
    /// where an exchange of land leaves more than that.
    pub loss_m2: f64,
    /// Usable land that comes back against carving everything out, square metres; less than nothing where
    /// land is lost.
    pub recovered_m2: f64,
    /// What each of the moves adds to the others, square metres; a hair below nothing where it adds
    /// nothing.
    pub marginal: Vec<(Nth<Move>, f64)>,
    /// The largest rectangle; none where nothing fits.
    pub rectangle: Option<Rectangle>,
    /// Land taken at receiving sites; none where one of them is not known.
    pub taken: Option<SquareMetres>,
    /// Land sterilised there.
    pub sterilised: Option<SquareMetres>,
    /// What comes back, less what is taken and sterilised elsewhere, square metres; it may be negative.
    pub net_m2: Option<f64>,
    /// Money, land not included; none where no item is known.
    pub cost: Option<Estimate>,
    /// What land of others sterilised elsewhere is worth; no part of the cost. None where that land or its
    /// price is not known.
    pub third_party_cost: Option<Estimate>,
    /// The cost of delay.
    pub delay: CostLine,
    /// Money without a figure.
    pub missing: Vec<Expense>,
    /// Months until all ground is free, and the move that decides it.
    pub frees_ground: Option<(Nth<Move>, Estimate)>,
    /// Months that the project waits.
    pub waits: Option<Estimate>,
    /// Land price from which on it pays.
    pub break_even: Option<Estimate>,
    /// Whether no other beats it in cost, usable land and largest rectangle.
    pub on_front: bool,
}

/// What changes in the plan.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Adjustment {
    /// The option that needs it.
    pub option: Nth<Alternative>,
    /// The land-use balance; none where the code system of the land use was not declared.
    pub balance: Option<Balance>,
    /// Indicators of land control of the project.
    pub indicators: Vec<Indicator>,
    /// Whether the ground area of buildings is that of the buildings placed by the layout.
    pub buildings_as_placed: bool,
}

/// All ways out, and which to take.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Alternatives {
    /// Things that may move.
    pub moves: Vec<Move>,
    /// The ways out; the first builds around everything.
    pub options: Vec<Alternative>,
    /// Whether every subset of the moves is among them.
    pub every_subset: bool,
    /// The land swap, if there is one.
    pub swap: Option<Swap>,
    /// What land is worth, if given.
    pub land_price: Option<LandPrice>,
    /// What land of others is worth that may no longer be built on, if given.
    pub sterilised_price: Option<Estimate>,
    /// Currency of all money.
    pub currency: Option<String>,
    /// Whether no land is usable even without obstacles, so that there is nothing to decide.
    pub nothing_usable: bool,
    /// Which to take; none without a land price and without money.
    pub decision: Option<Decision>,
    /// What the recommended option changes in the plan; without a recommendation the one that moves
    /// what was asked to be moved, else the carve-out.
    pub adjustment: Adjustment,
}

/// Which way to take.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Decision {
    /// The best, its margin, and what would flip it.
    pub recommendation: Recommendation,
    /// How probable it is that each option is the best.
    pub chances: Option<Chances>,
    /// What it was decided on.
    pub stakes: Stakes,
    /// The options that were chosen among, in the order of the stakes' choices: those with a cost and
    /// no receiving site that fails.
    pub decided: Vec<Nth<Alternative>>,
}

impl Decision {
    /// The option behind a choice.
    #[must_use]
    pub fn option<'a>(
        &self,
        all: &'a Alternatives,
        choice: Nth<Choice>,
    ) -> Option<&'a Alternative> {
        self.decided.get(choice.get())?.of(&all.options)
    }

    /// The choice that an option is, if it was chosen among.
    #[must_use]
    pub fn choice(&self, option: Nth<Alternative>) -> Option<Nth<Choice>> {
        self.decided.iter().position(|decided| *decided == option).map(Nth::new)
    }
}

impl Alternatives {
    /// What an option is called.
    #[must_use]
    pub fn name(&self, option: &Alternative) -> OptionName {
        name(option.way, &option.moved, option.within, &self.moves)
    }

    /// The option that moves just these, by id.
    #[must_use]
    pub fn moving(&self, ids: &[String]) -> Option<&Alternative> {
        self.options.iter().find(|option| moves_just(option, ids, &self.moves))
    }

    /// The receiving sites that an option needs, as far as they are known.
    pub fn receiving<'a>(
        &'a self,
        option: &'a Alternative,
    ) -> impl Iterator<Item = &'a Receiving> + 'a {
        let away = option.moved.iter().filter(|number| option.within != Some(**number));
        away.filter_map(|number| self.moves[*number].receiving())
    }

    /// Land of others that an option sterilises at its receiving sites, by owner.
    #[must_use]
    pub fn sterilised_by_owner(&self, option: &Alternative) -> Vec<OwnersLand> {
        together(self.receiving(option).flat_map(|site| site.sterilised_by_owner.iter().cloned()))
    }

    /// The recommended option.
    #[must_use]
    pub fn recommended(&self) -> Option<&Alternative> {
        let decision = self.decision.as_ref()?;
        decision.option(self, decision.recommendation.best)
    }
}

pub(super) fn moves_just(option: &Alternative, ids: &[String], moves: &[Move]) -> bool {
    option.way == Way::Move
        && option.moved.len() == ids.len()
        && option.moved.iter().all(|number| ids.contains(&moves[*number].id))
}

pub(super) fn name(
    way: Way,
    moved: &[Nth<Move>],
    within: Option<Nth<Move>>,
    moves: &[Move],
) -> OptionName {
    let id = |number: Nth<Move>| moves[number].id.clone();
    let away = moved.iter().copied().filter(|number| within != Some(*number));
    OptionName { way, away: away.map(id).collect(), within: within.map(id) }
}
