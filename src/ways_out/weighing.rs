//! The ways out of a case, worked out one after the other.

use crate::decide::frontier::{front, Merit};
use crate::model::{CostItem, Doubt, Nth, Warnings};
use crate::relocate::{City, Verdict};
use crate::ways_out::adjustment::adjustment;
use crate::ways_out::alternatives::{moves_just, Adjustment, Alternative, Alternatives, Move, Way};
use crate::ways_out::before::{Before, Weighing};
use crate::ways_out::drafts::Draft;
use crate::ways_out::reckoning::merit;
use crate::ways_out::AssessError;

/// Sets the ways out of a case against each other.
///
/// # Errors
/// [`AssessError`]; a number that cannot be trusted is an error, never a result.
pub fn weigh(
    before: &Before<'_>,
    city: &City,
    warnings: &mut Warnings,
) -> Result<Alternatives, AssessError> {
    let alternatives = Weighing { before: *before, city }.alternatives(warnings)?;
    warnings.append(city.doubts().clone());
    Ok(alternatives)
}

fn mark_front(options: &mut [Alternative]) {
    let merits: Vec<Merit> = options.iter().map(merit).collect();
    for (option, on_front) in options.iter_mut().zip(front(&merits)) {
        option.on_front = on_front;
    }
}

impl Weighing<'_> {
    fn alternatives(&self, warnings: &mut Warnings) -> Result<Alternatives, AssessError> {
        let moves = self.moves(warnings)?;
        let (mut drafts, every_subset) = self.subsets(&moves)?;
        drafts.extend(self.at_the_edge(&moves)?);
        let swap = self.swap()?;
        if let Some(swap) = &swap {
            drafts.push(Draft {
                way: Way::Swap,
                moved: vec![],
                within: None,
                usable: swap.carve_out.usable.clone(),
                loss_m2: self.baseline().usable.area().get() - swap.carve_out.usable.area().get(),
            });
        }
        let land_price = self.land_price();
        let money = self.money(&moves, &drafts);
        let mut options = self.options(&moves, drafts, &money);
        self.rectangles(&mut options, moves.len());
        mark_front(&mut options);
        self.rectangles_of_shown(&mut options);
        mark_front(&mut options);
        let decision = self.decision(&moves, &options, money, land_price.as_ref())?;
        self.raise(&moves, &options, warnings);
        let recommended = decision
            .as_ref()
            .and_then(|decision| decision.decided.get(decision.recommendation.best.get()).copied());
        let asked = || {
            let ids = &self.before.relocation?.moved;
            Nth::find(&options, |option| moves_just(option, ids, &moves))
        };
        let chosen = recommended.or_else(asked).unwrap_or(Nth::new(0));
        let adjustment =
            adjustment(&self.before, self.city, (chosen, &options[chosen]), &moves, swap.as_ref())?;
        self.raise_land_use(&adjustment, warnings);
        Ok(Alternatives {
            adjustment,
            nothing_usable: self.baseline().usable.is_empty(),
            moves,
            options,
            every_subset,
            swap,
            land_price,
            sterilised_price: self.case().settings.money.sterilised_per_m2,
            currency: self.case().settings.money.currency.clone(),
            decision,
        })
    }

    fn raise_land_use(&self, adjustment: &Adjustment, warnings: &mut Warnings) {
        let coded = self.city.parcels().iter().any(|parcel| parcel.land_use.is_some());
        match &adjustment.balance {
            None if coded => warnings.raise(Doubt::LandUseUndeclared),
            Some(balance) => {
                if let Some(strange) = &balance.strange {
                    warnings.raise(Doubt::StrangeCodes(strange.clone()));
                }
            }
            None => {}
        }
    }

    /// What is missing is said; of money only where somebody asked for money.
    fn raise(&self, moves: &[Move], options: &[Alternative], warnings: &mut Warnings) {
        let settings = &self.case().settings;
        let asked_for_money = settings.land_price.is_some()
            || settings.money.currency.is_some()
            || settings.moving.values().any(|one| !one.costs.is_empty());
        for one in moves {
            let origin = &self.obstacles()[one.obstacle].origin;
            match one.receiving() {
                None if one.ranking.considered > 0 => {
                    let considered = one.ranking.considered;
                    warnings.raise_for(origin, Doubt::NoReceivingSite { considered });
                }
                Some(site) if !site.passes() => {
                    let parcel = site.id.clone();
                    let failed = site.gates(Verdict::Fail).collect();
                    let unknown = site.gates(Verdict::Unknown).collect();
                    warnings.raise_for(origin, Doubt::GatesOpen { parcel, failed, unknown });
                }
                _ => {}
            }
            let items: Vec<CostItem> = one.cost.missing().collect();
            if asked_for_money && !items.is_empty() {
                warnings.raise_for(origin, Doubt::CostMissing { items });
            }
        }
        let waits = options.iter().any(|one| one.way == Way::Move && one.delay.amount.is_none());
        if asked_for_money && waits {
            warnings.raise(Doubt::DelayUnknown);
        }
    }
}
