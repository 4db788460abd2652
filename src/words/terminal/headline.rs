//! The answer, in one sentence.

use crate::assess::{Assessment, Range};
use crate::carve::{Compared, Multiple};
use crate::language::Language;
use crate::units::{grouped, AreaUnit, SquareMetres};

/// What carving the obstacles of a site out costs.
pub(crate) fn answer(assessment: &Assessment) -> String {
    let (site, unit) = (site(assessment), assessment.settings.unit);
    let incomplete =
        if assessment.complete() { "" } else { " The result is incomplete: see the warnings." };
    if assessment.baseline.usable.is_empty() {
        let gross = unit.format(assessment.site.footprint.area().get());
        return format!("{site}: {}{incomplete}", Language::En.nothing_usable(&gross));
    }
    let carve = &assessment.carve_out;
    let what = match assessment.obstacles.as_slice() {
        [] => {
            let most = assessment.range.as_ref().map(|range| range.losses()[1]);
            let most = most.filter(|loss| unit.number(loss.get()) != unit.number(0.0));
            let at_most = most.map_or_else(String::new, |loss| {
                format!(
                    " Up to {} of it may be lost: see the sensitivity.",
                    unit.format(loss.get())
                )
            });
            return format!(
                "{site}: nothing is in the way; {} of {} are usable.{at_most}{incomplete}",
                unit.format(assessment.baseline.usable.area().get()),
                unit.format(assessment.site.footprint.area().get()),
            );
        }
        [one] => format!("1 obstacle ({})", one.label()),
        many => format!("{} obstacles", many.len()),
    };
    let stand = standing(assessment);
    let range = range(assessment, unit);
    let multiple = multiple(&carve.multiple(Compared::Net), carve.nominal(), unit);
    format!(
        "{site}: carving out {what}{stand} costs {}{range} of usable land{multiple}.{incomplete}",
        unit.format(carve.ledger.loss().get()),
    )
}

/// What a site is called, with its id where that is something else.
fn site(assessment: &Assessment) -> String {
    let site = &assessment.site;
    if site.name == site.id {
        site.name.clone()
    } else {
        format!("{} ({})", site.name, site.id)
    }
}

/// The loss over the usable land under the obstacles, which may be all that they stand on.
fn multiple(net: &Multiple, nominal: SquareMetres, unit: AreaUnit) -> String {
    let Some(times) = net.times().map(|times| grouped(times, 1)) else { return String::new() };
    let under = unit.format(net.stood_on.get());
    if under == unit.format(nominal.get()) {
        format!(", {times} times that")
    } else {
        format!(", {times} times the {under} of it under them")
    }
}

fn standing(assessment: &Assessment) -> String {
    let nominal = assessment.carve_out.nominal().get();
    if nominal <= 0.0 {
        return String::new();
    }
    let stand = if assessment.obstacles.len() == 1 { "stands" } else { "stand" };
    format!(" that {stand} on {}", assessment.settings.unit.format(nominal))
}

/// Least and greatest loss within the ranges given, if they differ in print.
fn range(assessment: &Assessment, unit: AreaUnit) -> String {
    let losses = assessment.range.as_ref().map(Range::losses);
    match losses.map(|ends| ends.map(|loss| unit.number(loss.get()))) {
        Some([low, high]) if low != high => format!(" ({low} to {high})"),
        _ => String::new(),
    }
}

/// How many obstacles were found.
pub(crate) fn found(site: &str, count: usize) -> String {
    match count {
        0 => format!("{site}: nothing is in the way."),
        1 => format!("{site}: 1 obstacle."),
        n => format!("{site}: {n} obstacles."),
    }
}
