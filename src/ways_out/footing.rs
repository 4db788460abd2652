//! The site as some rungs of the evidence ladder have it: what rests on the others is set to nothing.

use crate::carve::{Baseline, CarveError, CarveOut, Ground, Parameters};
use crate::loading::Case;
use crate::model::{Rung, Rungs};
use crate::obstacle::{Obstacle, Policy};
use crate::rules::Source;
use crate::settings::{Given, Sourced};
use crate::units::{Metres, SquareMetres};
use crate::ways_out::standing::{detected, failed, kept_free, Standing};
use crate::ways_out::AssessError;
use std::sync::Arc;

/// The rung on which a number of the area model rests. No rule pack states one but the narrowest way.
#[must_use]
pub const fn rung_of(given: Given) -> Rung {
    match given {
        Given::RulePack => Rung::Recommended,
        Given::CommandLine | Given::SiteFile | Given::Feature | Given::Default => Rung::Assumption,
    }
}

/// The clause that states the narrowest way, where the rule pack does.
#[must_use]
pub fn way_by_rule(case: &Case) -> Option<Source> {
    let settings = &case.settings;
    if settings.min_way.from != Given::RulePack {
        return None;
    }
    let rule = case.pack.way(&settings.proposed_use.value, &settings.jurisdictions.value)?;
    Some(rule.source())
}

/// The numbers of the area model that rest on some rungs, all others nothing.
fn parameters(case: &Case, rungs: Rungs) -> Parameters {
    let settings = &case.settings;
    let metres = |value: Metres, rung: Rung| if rungs.has(rung) { value } else { Metres::ZERO };
    let length = |given: &Sourced<Metres>| metres(given.value, rung_of(given.from));
    let way = way_by_rule(case).map_or(rung_of(Given::Default), |source| source.rung());
    let min_area = &settings.min_area;
    Parameters {
        setback: length(&settings.setback),
        setback_road: settings.setback_road.as_ref().map(length),
        min_width: length(&settings.min_width),
        min_area: if rungs.has(rung_of(min_area.from)) {
            min_area.value
        } else {
            SquareMetres::ZERO
        },
        min_way: metres(settings.min_way.value, way),
    }
}

/// The site carved out as some rungs have it.
pub(crate) fn resting_on(
    case: &Case,
    standing: &Standing,
    rungs: Rungs,
) -> Result<CarveOut, AssessError> {
    let policy = Policy { rungs, ..Policy::of(&case.settings, &case.pack) };
    let found = detected(case, &policy)?;
    let context = kept_free(&found.context, |one| &one.clearance.zone);
    let context = context.map_err(|cause| failed(&case.site, cause))?;
    let setbacks = standing.ground.setbacks.as_ref();
    let ground = Ground {
        context,
        parameters: parameters(case, rungs),
        setbacks: setbacks.map(|rules| Arc::new(rules.resting_on(rungs))),
        ..standing.ground.clone()
    };
    let obstacles: Vec<Obstacle> = found
        .obstacles
        .into_iter()
        .map(|one| {
            let way = one.access_source.as_ref().is_none_or(|source| rungs.has(source.rung()));
            Obstacle { needs_access: one.needs_access && way, ..one }
        })
        .collect();
    carved_out(case, &ground, &obstacles)
}

/// The site carved out without a minimum width and a minimum area.
pub(crate) fn without_minimums(case: &Case, standing: &Standing) -> Result<CarveOut, AssessError> {
    let Standing { ground, obstacles, .. } = standing;
    let none =
        Parameters { min_width: Metres::ZERO, min_area: SquareMetres::ZERO, ..ground.parameters };
    carved_out(case, &Ground { parameters: none, ..ground.clone() }, obstacles)
}

fn carved_out(
    case: &Case,
    ground: &Ground,
    obstacles: &[Obstacle],
) -> Result<CarveOut, AssessError> {
    let fail = |cause: CarveError| failed(&case.site, cause);
    let baseline = Baseline::of(ground).map_err(fail)?;
    let everything: Vec<&Obstacle> = obstacles.iter().collect();
    CarveOut::of(ground, &baseline, &everything).map_err(fail)
}
