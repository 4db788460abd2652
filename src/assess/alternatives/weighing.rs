//! The ways out of a case, worked out one after the other.

use super::drafts::Draft;
use super::reckoning::merit;
use super::{moves_just, Alternative, Alternatives, Move, Way};
use crate::assess::adjustment::{adjustment, Adjustment};
use crate::assess::{failed, ground, AssessError, Assessment, Case};
use crate::carve::{Baseline, CarveError, Ground};
use crate::decide::frontier::{front, Merit};
use crate::model::{CostItem, Doubt, Warnings};
use crate::obstacle::Obstacle;
use crate::relocate::{City, Verdict};

/// Sets the ways out of a case against each other and adds them to its assessment.
///
/// # Errors
/// [`AssessError`]; a number that cannot be trusted is an error, never a result.
pub fn weigh(case: &Case, assessment: &mut Assessment, city: &City) -> Result<(), AssessError> {
    let mut warnings = Warnings::default();
    let alternatives = Weighing::of(case, assessment, city)?.alternatives(&mut warnings)?;
    assessment.warnings.append(warnings);
    assessment.alternatives = Some(Box::new(alternatives));
    Ok(())
}

pub(super) struct Weighing<'a> {
    pub(super) case: &'a Case,
    pub(super) assessment: &'a Assessment,
    pub(super) city: &'a City,
    pub(super) ground: Ground,
    pub(super) baseline: &'a Baseline,
}

impl<'a> Weighing<'a> {
    pub(super) fn of(
        case: &'a Case,
        assessment: &'a Assessment,
        city: &'a City,
    ) -> Result<Self, AssessError> {
        // What it has to say has been said by the assessment.
        let ground = ground(case, &mut Warnings::default())?;
        Ok(Self { case, assessment, city, ground, baseline: &assessment.baseline })
    }

    pub(super) fn fail(&self, cause: impl Into<CarveError>) -> AssessError {
        failed(&self.case.site, cause)
    }

    pub(super) fn obstacles(&self) -> &'a [Obstacle] {
        &self.assessment.obstacles
    }

    pub(super) fn alternatives(
        &self,
        warnings: &mut Warnings,
    ) -> Result<Alternatives, AssessError> {
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
                loss_m2: self.baseline.usable.area().get() - swap.carve_out.usable.area().get(),
            });
        }
        let land_price = self.land_price();
        let money = self.money(&moves, &drafts);
        let mut options = self.options(&moves, drafts, &money);
        self.rectangles(&mut options, moves.len());
        let merits: Vec<Merit> = options.iter().map(merit).collect();
        for (option, on_front) in options.iter_mut().zip(front(&merits)) {
            option.on_front = on_front;
        }
        let decision = self.decision(&moves, &options, money, land_price.as_ref())?;
        self.raise(&moves, &options, warnings);
        let recommended = decision
            .as_ref()
            .and_then(|decision| decision.decided.get(decision.recommendation.best).copied());
        let asked = || {
            let ids = &self.assessment.relocation.as_ref()?.moved;
            options.iter().position(|option| moves_just(option, ids, &moves))
        };
        let chosen = recommended.or_else(asked).unwrap_or(0);
        let adjustment = adjustment(
            self.case,
            self.assessment,
            self.city,
            (chosen, &options[chosen]),
            &moves,
            swap.as_ref(),
        )?;
        self.raise_land_use(&adjustment, warnings);
        Ok(Alternatives {
            adjustment,
            moves,
            options,
            every_subset,
            swap,
            land_price,
            currency: self.case.settings.money.currency.clone(),
            decision,
        })
    }
}

impl Weighing<'_> {
    fn raise_land_use(&self, adjustment: &Adjustment, warnings: &mut Warnings) {
        let coded = self.city.parcels.iter().any(|parcel| parcel.land_use.is_some());
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
        let settings = &self.case.settings;
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
                    let gates = site.gates(Verdict::Unknown).collect();
                    warnings.raise_for(origin, Doubt::GatesOpen { parcel, gates });
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
