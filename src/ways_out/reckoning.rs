//! Money of the ways out, and which of them to take.

use crate::decide::frontier::Merit;
use crate::decide::{break_even, draw, recommend, Choice, Component, CostGroup, Span, Stakes};
use crate::model::{CostItem, Estimate, Expense, Nth};
use crate::obstacle::Obstacle;
use crate::relocate::programme::{critical, Programme};
use crate::relocate::{cost, CostLine, Verdict};
use crate::rules::{Priced, Source};
use crate::settings::Given;
use crate::units::SquareMetres;
use crate::ways_out::alternatives::{Alternative, Decision, LandPrice, Move, Way};
use crate::ways_out::before::Weighing;
use crate::ways_out::drafts::Draft;
use crate::ways_out::worlds::{World, Worlds};
use crate::ways_out::AssessError;
use std::collections::BTreeMap;

/// Up to this many options the assumptions of the area model are gone through for each.
const EVERY_ASSUMPTION: usize = 64;

/// Money of all options.
#[derive(Default)]
pub(super) struct Money {
    groups: Vec<CostGroup>,
    paid: Vec<Paid>,
}

/// What one option pays for.
pub(super) struct Paid {
    pays: Vec<Nth<CostGroup>>,
    delay: CostLine,
    waits: Option<Estimate>,
    frees_ground: Option<(Nth<Move>, Estimate)>,
}

impl Money {
    /// What an option costs; none where it moves something and nothing of that is known.
    fn cost(&self, paid: &Paid, draft: &Draft) -> Option<Estimate> {
        let components = || paid.pays.iter().filter_map(|group| group.of(&self.groups)).flatten();
        let nothing_known = components().next().is_none();
        if nothing_known && draft.way != Way::CarveOut {
            return None;
        }
        Some(components().fold(Estimate::ZERO, |sum, one| sum.plus(&one.amount)))
    }
}

/// The longer of two waits; not known if one of them is not.
fn longer(a: Option<Estimate>, b: Option<Estimate>) -> Option<Estimate> {
    let (a, b) = (a?, b?);
    Estimate::triangular(a.low.max(b.low), a.mid.max(b.mid), a.high.max(b.high)).ok()
}

impl Weighing<'_> {
    pub(super) fn land_price(&self) -> Option<LandPrice> {
        let settings = &self.case().settings;
        if let Some(price) = &settings.land_price {
            let source = match price.from {
                Given::CommandLine => Source::CommandLine,
                _ => Source::SiteFile,
            };
            return Some(LandPrice { per_m2: price.value, source });
        }
        let grade = settings.money.land_grade.as_deref()?;
        let currency = settings.money.currency.as_deref();
        let prices = self.case().pack.prices(
            Priced::LandPrice,
            None,
            Some(grade),
            &settings.jurisdictions.value,
        );
        prices.into_iter().filter(|price| price.currency == currency).find_map(|price| {
            let low = price.low;
            let per_m2 = Estimate::uniform(low, price.high.unwrap_or(low)).ok()?;
            Some(LandPrice { per_m2, source: Source::Rule(price.citation) })
        })
    }

    /// Groups of money: two a move, without the land and the land; one of waiting an option, one of the
    /// swap; and which of them each draft pays for.
    pub(super) fn money(&self, moves: &[Move], drafts: &[Draft]) -> Money {
        let component = |id: &str, line: &CostLine| {
            let expense = Expense::Move { id: id.to_owned(), item: line.item };
            Some(Component { expense, amount: line.amount? })
        };
        let mut money = Money::default();
        for one in moves {
            let (land, rest): (Vec<&CostLine>, Vec<&CostLine>) =
                one.cost.lines.iter().partition(|line| line.item == CostItem::ReplacementLand);
            for lines in [rest, land] {
                let known = lines.into_iter().filter_map(|line| component(&one.id, line));
                money.groups.push(known.collect());
            }
        }
        let settings = &self.case().settings;
        for draft in drafts {
            let programmes: Vec<&Programme> =
                draft.moved.iter().map(|number| &moves[*number].programme).collect();
            let last = critical(&programmes);
            let frees_ground = last.map(|(at, months)| (draft.moved[at], months));
            let needs = settings.project.needs_land_in_months;
            let waits = match needs {
                _ if draft.moved.is_empty() => Some(Estimate::ZERO),
                Some(needs) => {
                    let late = programmes.iter().map(|one| one.delay(needs));
                    late.reduce(longer).flatten()
                }
                None => None,
            };
            let delay = cost::delay(waits, settings.money.delay_per_month);
            let mut pays: Vec<Nth<CostGroup>> = Vec::new();
            for number in &draft.moved {
                pays.push(Nth::new(2 * number.get()));
                if draft.within != Some(*number) {
                    pays.push(Nth::new(2 * number.get() + 1));
                }
            }
            if let Some(amount) = delay.amount.filter(|amount| amount.high > 0.0) {
                pays.push(Nth::new(money.groups.len()));
                money.groups.push(vec![Component { expense: draft.delay(moves), amount }]);
            }
            if draft.way == Way::Swap {
                pays.push(Nth::new(money.groups.len()));
                let amount = settings.money.swap_cost;
                let component =
                    amount.map(|amount| Component { expense: Expense::Exchange, amount });
                money.groups.push(component.into_iter().collect());
            }
            money.paid.push(Paid { pays, delay, waits, frees_ground });
        }
        money
    }

    pub(super) fn options(
        &self,
        moves: &[Move],
        drafts: Vec<Draft>,
        money: &Money,
    ) -> Vec<Alternative> {
        let losses: BTreeMap<Vec<Nth<Move>>, f64> = drafts
            .iter()
            .filter(|draft| matches!(draft.way, Way::CarveOut | Way::Move))
            .map(|draft| (draft.moved.clone(), draft.loss_m2))
            .collect();
        let carved = losses.get(&Vec::new()).copied().unwrap_or_default();
        let money_given = &self.case().settings.money;
        let (swap_cost, sterilised_price) = (money_given.swap_cost, money_given.sterilised_per_m2);
        drafts
            .into_iter()
            .zip(&money.paid)
            .map(|(draft, paid)| {
                let recovered_m2 = carved - draft.loss_m2;
                let marginal = draft.moved.iter().filter_map(|number| {
                    let without: Vec<Nth<Move>> =
                        draft.moved.iter().copied().filter(|other| other != number).collect();
                    Some((*number, losses.get(&without)? - draft.loss_m2))
                });
                let elsewhere = elsewhere(draft.within, &draft.moved, moves);
                let cost = money.cost(paid, &draft);
                let mut missing: Vec<Expense> = Vec::new();
                for number in &draft.moved {
                    let one = &moves[*number];
                    let inside = draft.within == Some(*number);
                    let items = one
                        .cost
                        .missing()
                        .filter(|item| !inside || *item != CostItem::ReplacementLand);
                    missing.extend(items.map(|item| Expense::Move { id: one.id.clone(), item }));
                }
                if paid.delay.amount.is_none() {
                    missing.push(draft.delay(moves));
                }
                if draft.way == Way::Swap && swap_cost.is_none() {
                    missing.push(Expense::Exchange);
                }
                Alternative {
                    way: draft.way,
                    marginal: marginal.collect(),
                    loss_m2: draft.loss_m2,
                    recovered_m2,
                    rectangle: None,
                    taken: elsewhere.map(|(taken, _)| taken),
                    sterilised: elsewhere.map(|(_, sterilised)| sterilised),
                    net_m2: elsewhere
                        .map(|(taken, sterile)| recovered_m2 - taken.get() - sterile.get()),
                    third_party_cost: elsewhere
                        .and_then(|(_, sterile)| Some(sterilised_price?.times(sterile.get()))),
                    break_even: cost.and_then(|cost| break_even::price(&cost, recovered_m2)),
                    cost,
                    delay: paid.delay.clone(),
                    missing,
                    frees_ground: paid.frees_ground,
                    waits: paid.waits,
                    on_front: false,
                    verdict: verdict(draft.within, &draft.moved, moves),
                    within: draft.within,
                    moved: draft.moved,
                    usable: draft.usable,
                }
            })
            .collect()
    }

    pub(super) fn decision(
        &self,
        moves: &[Move],
        options: &[Alternative],
        money: Money,
        price: Option<&LandPrice>,
    ) -> Result<Option<Decision>, AssessError> {
        let Some(price) = price else { return Ok(None) };
        // Where nothing is usable whatever moves, money alone would decide, and that for doing nothing.
        if self.baseline().usable.is_empty() {
            return Ok(None);
        }
        // Money that nobody knows anything of would look like no money at all, and a place that is
        // not there is no way out.
        let decided: Vec<Nth<Alternative>> = Nth::each(options)
            .filter(|(_, option)| option.cost.is_some() && option.verdict != Verdict::Fail)
            .map(|(number, _)| number)
            .collect();
        if decided.len() < 2 {
            return Ok(None);
        }
        let (assumptions, mut loss_at) = self.assumptions(moves, options)?;
        let choice = |number: &Nth<Alternative>| {
            let option = &options[*number];
            Choice {
                groups: money.paid[number.get()].pays.clone(),
                loss_m2: option.loss_m2,
                loss_at: std::mem::take(&mut loss_at[number.get()]),
                sterilised_m2: option.sterilised.map(SquareMetres::get),
                net_m2: option.net_m2,
            }
        };
        let choices = decided.iter().map(choice).collect();
        let settings = &self.case().settings;
        let stakes = Stakes {
            price: price.per_m2,
            // Land that the project would buy as usable is worth no more to those who hold it.
            third_party_price: settings.money.sterilised_per_m2.unwrap_or(price.per_m2),
            groups: money.groups,
            assumptions,
            choices,
        };
        let chances = draw(&stakes, settings.draws, settings.seed);
        Ok(recommend(&stakes).map(|recommendation| Decision {
            recommendation,
            chances,
            stakes,
            decided,
        }))
    }

    /// Assumptions of the area model, and what each option loses at their ends.
    #[expect(clippy::type_complexity, reason = "ends by assumption by option")]
    pub(super) fn assumptions(
        &self,
        moves: &[Move],
        options: &[Alternative],
    ) -> Result<(Vec<Span>, Vec<Vec<(f64, f64)>>), AssessError> {
        let mut losses: Vec<Vec<(f64, f64)>> = vec![Vec::new(); options.len()];
        if options.len() > EVERY_ASSUMPTION {
            return Ok((Vec::new(), losses));
        }
        let worlds = Worlds::of(self.case(), self.standing());
        let mut assumptions = Vec::new();
        for (number, axis) in worlds.axes.iter().enumerate() {
            let (first, second) = axis.values.unwrap_or((0.0, 1.0));
            let Some(at) = axis.in_use.or(axis.values.is_none().then_some(1.0)) else { continue };
            assumptions.push(Span { of: axis.assumption.clone(), first, at, second });
            let [one, other] = [0, 1].map(|end| worlds.at(&worlds.end(number, end)));
            let worlds = (one?, other?);
            for (option, ends) in options.iter().zip(&mut losses) {
                let of = |end: &World<'_>| self.loss_in(end, option, moves);
                ends.push((of(&worlds.0)?, of(&worlds.1)?));
            }
        }
        Ok((assumptions, losses))
    }

    /// What an option loses in another world. What stands within the site at another place, or on the
    /// other side of a new boundary, is taken to lose there what it loses here.
    fn loss_in(
        &self,
        world: &World<'_>,
        option: &Alternative,
        moves: &[Move],
    ) -> Result<f64, AssessError> {
        if !matches!(option.way, Way::CarveOut | Way::Move) {
            return Ok(option.loss_m2);
        }
        let gone = |one: &Obstacle| option.moved.iter().any(|number| moves[*number].id == one.id);
        let trial = world.trial(&|one| !gone(one)).map_err(|cause| self.fail(cause))?;
        Ok(trial.loss(world.baseline()).max(0.0))
    }
}

/// Land taken and sterilised at the receiving sites of an option; `None` where one is not known.
fn elsewhere(
    within: Option<Nth<Move>>,
    moved: &[Nth<Move>],
    moves: &[Move],
) -> Option<(SquareMetres, SquareMetres)> {
    let away = moved.iter().filter(|number| within != Some(**number));
    away.copied().try_fold(
        (SquareMetres::ZERO, SquareMetres::ZERO),
        |(taken, sterilised), number| {
            let site = moves[number].receiving()?;
            Some((taken + site.taken(), sterilised + site.sterilised.area()))
        },
    )
}

/// The worst of the receiving sites that an option needs.
fn verdict(within: Option<Nth<Move>>, moved: &[Nth<Move>], moves: &[Move]) -> Verdict {
    let away = moved.iter().filter(|number| within != Some(**number));
    let of = |number: &Nth<Move>| {
        let one = &moves[*number];
        match one.receiving() {
            Some(site) if site.passes() => Verdict::Pass,
            None if one.ranking.considered > 0 => Verdict::Fail,
            _ => Verdict::Unknown,
        }
    };
    away.map(of).max().unwrap_or(Verdict::Pass)
}

pub(super) fn merit(option: &Alternative) -> Merit {
    Merit {
        cost: option.cost.map_or(f64::INFINITY, |cost| cost.mid),
        usable: option.usable.area(),
        rectangle: option.rectangle.map(|rectangle| rectangle.area()),
    }
}
