//! What is recommended, and what that hangs on.

use super::options::missing;
use super::{assumption_unit, by_id, money, range};
use crate::decide::{Choice, Counting, Driver, Flip};
use crate::language::Language;
use crate::model::Nth;
use crate::units::{grouped, AreaUnit};
use crate::ways_out::{Alternative, Alternatives, Decision};
use crate::words::otherwise::OthersLose;

/// Why nothing is recommended.
pub(crate) const fn none(ways: &Alternatives) -> &'static str {
    if ways.nothing_usable {
        return Language::En.no_way_to_usable_land();
    }
    match &ways.land_price {
        None => {
            "No land price is given, so no option is recommended: give --land-price, or \
             land_price_per_m2 in [money]."
        }
        Some(_) => "Some relocations have no known cost, so no option is recommended.",
    }
}

/// What is recommended, at which land price, how far ahead, and how surely; a sentence each.
pub(crate) fn sentences(
    ways: &Alternatives,
    decision: &Decision,
    best: &Alternative,
) -> Vec<String> {
    let advice = &decision.recommendation;
    let currency =
        ways.currency.as_ref().map_or_else(String::new, |currency| format!(" {currency}"));
    let margin = money(advice.margin);
    let mut said = vec![format!("Recommended: {}.", Language::En.option(&ways.name(best)))];
    if let Some(price) = &ways.land_price {
        said.push(format!(
            "Land price: {}{currency} per m2 of usable land ({}).",
            range(&price.per_m2),
            Language::En.founded(&price.source)
        ));
    }
    if let Some(second) = advice.runner_up {
        said.push(format!(
            "Its total cost, lost land included, is {margin}{currency} below that of the next best: {}.",
            option(ways, decision, second)
        ));
    }
    if !best.missing.is_empty() {
        said.push(format!(
            "Not in its sum, for want of a figure: {}. Together they may cost up to {margin}{currency} \
             before the next best is cheaper.",
            missing(&best.missing),
        ));
    }
    let chances = decision.chances.as_ref();
    if let Some((chances, drawn)) = chances.and_then(|all| Some((all, all.of(advice.best)?))) {
        said.push(format!(
            "Best in {} of {} random draws (seed {}).",
            Language::En.percent(drawn.best),
            grouped(f64::from(chances.draws), 0),
            chances.seed
        ));
    }
    said
}

/// Who bears what of the recommended option; then which option is best when counted otherwise, a line
/// each.
pub(crate) fn parties(
    ways: &Alternatives,
    decision: &Decision,
    best: &Alternative,
    unit: AreaUnit,
) -> Vec<String> {
    let currency =
        ways.currency.as_ref().map_or_else(String::new, |currency| format!(" {currency}"));
    let cost = best.cost.as_ref().map_or_else(|| Language::En.unknown(), range);
    let others = OthersLose::by(best, &|land| unit.format(land), &|worth| range(worth) + &currency);
    let bearing = Language::En.bearing(&(cost + &currency), &unit.format(best.loss_m2), &others);
    let of = (ways.sterilised_price.is_some(), decision.stakes.choices.len());
    let otherwise = decision.recommendation.otherwise.iter().map(|one| {
        let figure = |value: f64| match one.counting {
            Counting::NetLand => unit.format(value),
            Counting::ThirdParties | Counting::Mean => money(value) + &currency,
        };
        Language::En.otherwise(one, of, &option(ways, decision, one.best), &figure)
    });
    [bearing].into_iter().chain(otherwise).collect()
}

fn option(ways: &Alternatives, decision: &Decision, choice: Nth<Choice>) -> String {
    let option = decision.option(ways, choice);
    option.map_or_else(String::new, |option| Language::En.option(&ways.name(option)))
}

/// A figure, its two values, the margin at each, and from where on another option is better.
pub(crate) fn flip(ways: &Alternatives, decision: &Decision, flip: &Flip) -> [String; 4] {
    [
        Language::En.driver_name(&flip.what, &by_id),
        between(flip.values) + &driver_unit(&flip.what),
        between(flip.margins),
        switching(flip, &|choice| option(ways, decision, choice)),
    ]
}

/// Two ends of a range, or the one figure that both are.
fn between((first, second): (f64, f64)) -> String {
    let (first, second) = (money(first), money(second));
    if first == second {
        first
    } else {
        Language::En.between(&first, &second)
    }
}

/// Of a figure that is no money, its unit.
fn driver_unit(driver: &Driver) -> String {
    match driver {
        Driver::Assumption(assumption) => assumption_unit(assumption),
        Driver::LandPrice => " per m2".to_owned(),
        Driver::Expense(_) => String::new(),
    }
}

/// From which value on which other option is better: `below 1,072, WTS-01 within the site is better`.
fn switching(flip: &Flip, name: &dyn Fn(Nth<Choice>) -> String) -> String {
    let (worst, best_there) = flip.worst();
    let at_worst = format!("at {}, {} is better", money(worst), name(best_there));
    let Some(((at, below), then)) = flip.flips_at.zip(flip.gives_way_below()).zip(flip.then) else {
        return if flip.flips() { at_worst } else { "none in this range".to_owned() };
    };
    let side = if below { "below" } else { "above" };
    let beyond = format!("{side} {}, {} is better", money(at), name(then));
    match (flip.flips(), best_there == then) {
        (false, _) => format!("none in this range; {beyond}"),
        (true, true) => beyond,
        (true, false) => format!("{beyond}; {at_worst}"),
    }
}
