//! Receiving sites, options and the decision in words.

use crate::assess::Assessment;
use crate::decide::{Choice, Driver, Flip};
use crate::language::Language;
use crate::model::{CostItem, Estimate, Expense, Nth, Warning};
use crate::relocate::{CostLine, Receiving, Verdict};
use crate::report::table::{Align, Table};
use crate::report::text::{assumption_unit, section, warning_lines};
use crate::rules::Source;
use crate::units::{grouped, trimmed, AreaUnit};
use crate::ways_out::{Alternative, Alternatives, Move, Places};
use std::fmt::Write as _;

/// Options listed at most.
const LISTED: usize = 16;
/// What moves the decision, listed at most.
const FLIPS: usize = 6;

/// Receiving sites of one facility.
#[must_use]
pub fn places(site: &str, places: &Places, warnings: &[Warning], unit: AreaUnit) -> String {
    let ranking = &places.ranking;
    let thing = places.obstacle.label();
    let passing = ranking.sites.iter().filter(|one| one.passes()).count();
    let pass = if passing == 1 { "passes" } else { "pass" };
    let mut out = format!(
        "{site}: {} parcels screened for {thing}; the best {} are listed, {passing} of them {pass} \
         every gate.\n",
        grouped(ranking.considered as f64, 0),
        ranking.sites.len(),
    );
    if let Some(pad) = &places.pad {
        let _ = writeln!(
            out,
            "Plot required: {}, at least {} m wide ({}).",
            AreaUnit::M2.format(pad.area.get()),
            trimmed(pad.width.get()),
            Language::En.source(&pad.source)
        );
    }
    out.push('\n');
    let mut table = Table::new(&[
        Align::Right,
        Align::Left,
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
    ]);
    table.row(["", "parcel", "land", "away", "taken", "sterilised", "gates"]);
    for (number, one) in ranking.sites.iter().enumerate() {
        table.row([
            (number + 1).to_string(),
            one.id.clone(),
            one.zoning
                .clone()
                .or_else(|| one.land_use.clone())
                .unwrap_or_else(|| "not known".to_owned()),
            format!("{} m", grouped(one.distance.get(), 0)),
            if one.pad.is_some() { unit.format(one.taken().get()) } else { "-".to_owned() },
            unit.format(one.sterilised.area().get()),
            gates(one),
        ]);
    }
    out.push_str(&table.render());
    for (number, one) in ranking.sites.iter().enumerate().take(3) {
        let mut lines = Table::new(&[Align::Left, Align::Left, Align::Left]);
        for finding in &one.findings {
            let source = finding.source.as_ref();
            let clause = source
                .map_or_else(String::new, |source| format!(" [{}]", Language::En.source(source)));
            lines.row([
                verdict(finding.verdict).to_owned(),
                Language::En.gate(finding.gate).to_owned(),
                format!("{}{clause}", Language::En.reason(&finding.reason)),
            ]);
        }
        section(&mut out, &format!("{}. {}", number + 1, one.id), &lines.render());
    }
    let mut failed = Table::new(&[Align::Right, Align::Left]);
    for (gate, count) in &ranking.failed {
        failed.row([grouped(*count as f64, 0), Language::En.gate(*gate).to_owned()]);
    }
    section(&mut out, "Parcels that fail, by gate", &failed.render());
    let mut within = Table::new(&[Align::Right, Align::Left, Align::Right, Align::Right]);
    for (number, place) in places.within.iter().enumerate() {
        within.row([
            (number + 1).to_string(),
            format!("{:.0} x {:.0} m", place.pad.width, place.pad.depth),
            format!("{} lost", unit.format(place.carve_out.ledger.loss().get())),
            format!("{} usable", unit.format(place.carve_out.usable.area().get())),
        ]);
    }
    section(&mut out, "Places within the site, at its edge", &within.render());
    section(&mut out, "Warnings", &warning_lines(warnings));
    out
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Unknown => "not known",
        Verdict::Fail => "FAIL",
    }
}

fn gates(site: &Receiving) -> String {
    if site.passes() {
        return "all passed".to_owned();
    }
    let of = |wanted: Verdict, word: &str| {
        let names = Language::En.list(site.gates(wanted).map(|gate| Language::En.gate(gate)));
        (!names.is_empty()).then(|| format!("{word}: {names}"))
    };
    let both = [of(Verdict::Fail, "fails"), of(Verdict::Unknown, "not known")];
    both.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Sections of the report on the options.
pub(super) fn sections(out: &mut String, assessment: &Assessment, ways: &Alternatives) {
    let unit = assessment.settings.unit;
    section(out, "Options", &options(ways, unit));
    section(out, "Receiving sites", &receiving_sites(ways, unit));
    section(out, "Relocation costs", &costs(ways));
    section(out, "Recommendation", &decision(ways));
}

fn money(value: f64) -> String {
    match value.abs() {
        large if large >= 1e6 => format!("{} million", grouped(value / 1e6, 2)),
        _ => grouped(value, 0),
    }
}

fn range(estimate: &Estimate) -> String {
    if estimate.is_exact() {
        return money(estimate.mid);
    }
    if estimate.high >= 1e6 {
        let of = |value: f64| grouped(value / 1e6, 2);
        return format!(
            "{} ({} to {}) million",
            of(estimate.mid),
            of(estimate.low),
            of(estimate.high)
        );
    }
    let of = |value: f64| grouped(value, 0);
    format!("{} ({} to {})", of(estimate.mid), of(estimate.low), of(estimate.high))
}

fn currency(ways: &Alternatives) -> String {
    ways.currency.as_ref().map_or_else(String::new, |currency| format!(" {currency}"))
}

fn options(ways: &Alternatives, unit: AreaUnit) -> String {
    let mut order: Vec<&Alternative> = ways.options.iter().collect();
    if order.len() > LISTED {
        order.retain(|option| option.on_front);
        order.truncate(LISTED);
    }
    let mut table = Table::new(&[
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
        Align::Left,
    ]);
    table.row([
        "",
        "lost",
        "recovered",
        "net",
        "largest rectangle",
        "cost",
        "break-even price per m2",
    ]);
    for option in &order {
        let best = ways.recommended().is_some_and(|best| std::ptr::eq(best, *option));
        let missing = if option.missing.is_empty() { "" } else { " +?" };
        let nowhere = if option.verdict == Verdict::Fail { " (no receiving site)" } else { "" };
        let name = Language::En.option(&ways.name(option));
        table.row([
            format!("{}{name}{nowhere}", if best { "> " } else { "" }),
            unit.format(option.loss_m2),
            unit.format(option.recovered_m2),
            option.net_m2.map_or_else(|| "not known".to_owned(), |net| unit.format(net)),
            option.rectangle.map_or_else(|| "none".to_owned(), |one| unit.format(one.area().get())),
            option.cost.as_ref().map_or_else(|| "not known".to_owned(), |c| range(c) + missing),
            option
                .break_even
                .as_ref()
                .map_or_else(String::new, |price| format!("{}{missing}", grouped(price.mid, 0))),
        ]);
    }
    let mut out = table.render();
    if order.len() < ways.options.len() {
        let _ = writeln!(
            out,
            "  {} options in all; only those are listed that no other beats in cost, usable land and \
             largest rectangle.",
            ways.options.len()
        );
    }
    if !ways.every_subset {
        let _ = writeln!(
            out,
            "  More than {} obstacles may move: of their combinations only each alone, and one more at \
             a time, largest recovery first.",
            crate::ways_out::EVERY_SUBSET
        );
    }
    if ways.options.iter().any(|option| !option.missing.is_empty()) {
        out.push_str("  +? items without a figure are not in the sum; see the warnings.\n");
    }
    out
}

fn receiving_sites(ways: &Alternatives, unit: AreaUnit) -> String {
    let mut table =
        Table::new(&[Align::Left, Align::Left, Align::Right, Align::Right, Align::Left]);
    for one in &ways.moves {
        match one.receiving() {
            Some(site) => table.row([
                one.id.clone(),
                format!("to {}", site.id),
                format!("{} m away", grouped(site.distance.get(), 0)),
                format!(
                    "{} taken, {} sterilised",
                    unit.format(site.taken().get()),
                    unit.format(site.sterilised.area().get())
                ),
                gates(site),
            ]),
            None => table.row([
                one.id.clone(),
                "no receiving site".to_owned(),
                String::new(),
                format!("{} screened", grouped(one.ranking.considered as f64, 0)),
                one.ranking.sites.first().map_or_else(String::new, |best| {
                    format!("the best, {}, {}", best.id, gates(best))
                }),
            ]),
        }
    }
    let mut out = table.render();
    for one in &ways.moves {
        out.push_str(&service(one));
    }
    if let Some(swap) = &ways.swap {
        let owner =
            swap.owner.as_ref().map_or_else(String::new, |owner| format!(", held by {owner}"));
        let _ = writeln!(
            out,
            "  Land swap: {} given up for an equal area of parcel {}{owner}.",
            unit.format(swap.given.area().get()),
            swap.parcel
        );
    }
    out
}

fn service(one: &Move) -> String {
    let mut out = String::new();
    if let Some((before, Some(after))) = &one.served {
        let _ = writeln!(
            out,
            "  {}: {} % of the demand within the service radius, {} % at present; mean distance {} m, \
             {} m at present.",
            one.id,
            grouped(100.0 * after.share, 1),
            grouped(100.0 * before.share, 1),
            grouped(after.mean_distance.get(), 0),
            grouped(before.mean_distance.get(), 0)
        );
    }
    if let Some(free) = &one.programme.frees_ground {
        let days = one.programme.days_without_service;
        let _ = writeln!(
            out,
            "  {}: {} days without service; the present site is cleared after {} months.",
            one.id,
            trimmed(days),
            range(free)
        );
    }
    out
}

/// One row a move: the sum, its items from the largest on, and what has no figure.
fn costs(ways: &Alternatives) -> String {
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Left]);
    for one in &ways.moves {
        let mut lines: Vec<(&CostLine, Estimate)> = one
            .cost
            .lines
            .iter()
            .filter_map(|line| Some((line, line.amount.filter(|amount| amount.high > 0.0)?)))
            .collect();
        lines.sort_by(|a, b| b.1.mid.total_cmp(&a.1.mid));
        let mut items: Vec<String> = lines
            .iter()
            .map(|(line, amount)| {
                let from = line.source.as_ref().and_then(Source::citation);
                let from = from.map_or_else(String::new, |citation| {
                    format!(" [{citation}, {}]", Language::En.status(citation.status))
                });
                format!("{} {}{from}", Language::En.item(line.item), money(amount.mid))
            })
            .collect();
        let missing: Vec<&str> = one.cost.missing().map(|item| Language::En.item(item)).collect();
        if !missing.is_empty() {
            items.push(format!("no figure for {}", missing.join(", ")));
        }
        let total = if missing.len() == one.cost.lines.len() {
            "not known".to_owned()
        } else {
            range(&one.cost.total())
        };
        table.row([one.id.clone(), total, items.join("; ")]);
    }
    table.render()
}

/// Items without a figure; an item that several lack is named once.
fn missing(expenses: &[Expense]) -> String {
    let mut items: Vec<(CostItem, Vec<&str>)> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for expense in expenses {
        let Expense::Move { id, item } = expense else {
            others.push(Language::En.missing(expense));
            continue;
        };
        match items.iter_mut().find(|(known, _)| known == item) {
            Some((_, all)) => all.push(id),
            None => items.push((*item, vec![id])),
        }
    }
    let words = items.iter().map(|(item, who)| match who.as_slice() {
        [only] => format!("{item} of {only}"),
        all => format!("{item} of {}", all.len()),
    });
    words.chain(others).collect::<Vec<_>>().join(", ")
}

fn decision(ways: &Alternatives) -> String {
    let (Some(decision), Some(best)) = (&ways.decision, ways.recommended()) else {
        if ways.nothing_usable {
            return "  No land is usable whatever moves, so no option is recommended.\n".to_owned();
        }
        return match &ways.land_price {
            None => "  No land price is given, so no option is recommended: give --land-price, or \
                     land_price_per_m2 in [money].\n"
                .to_owned(),
            Some(_) => {
                "  Some relocations have no known cost, so no option is recommended.\n".to_owned()
            }
        };
    };
    let currency = currency(ways);
    let advice = &decision.recommendation;
    let called = |option: &Alternative| Language::En.option(&ways.name(option));
    let name = |at: Nth<Choice>| decision.option(ways, at).map_or_else(String::new, called);
    let mut out = format!("  Recommended: {}.\n", called(best));
    if let Some(price) = &ways.land_price {
        let _ = writeln!(
            out,
            "  Land price: {}{currency} per m2 of usable land ({}).",
            range(&price.per_m2),
            Language::En.founded(&price.source)
        );
    }
    if let Some(second) = advice.runner_up {
        let _ = writeln!(
            out,
            "  Its total cost, lost land included, is {}{currency} below that of the next best: {}.",
            money(advice.margin),
            name(second)
        );
    }
    if let Some(other) = &advice.by_mean {
        let with_currency = |value: f64| format!("{}{currency}", money(value));
        let (total, recommended) = (with_currency(other.total), with_currency(other.recommended));
        let sentence = Language::En.by_mean(&name(other.best), &total, &recommended);
        let _ = writeln!(out, "  {sentence}");
    }
    if !best.missing.is_empty() {
        let _ = writeln!(
            out,
            "  Not in its sum, for want of a figure: {}. Together they may cost up to {}{currency} \
             before the next best is cheaper.",
            missing(&best.missing),
            money(advice.margin)
        );
    }
    let chances = decision.chances.as_ref();
    if let Some((chances, drawn)) = chances.and_then(|all| Some((all, all.of(advice.best)?))) {
        let _ = writeln!(
            out,
            "  Best in {} % of {} random draws (seed {}).",
            grouped(100.0 * drawn.best, 1),
            grouped(f64::from(chances.draws), 0),
            chances.seed
        );
    }
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    if !advice.flips.is_empty() {
        table.row(["sensitivity", "range", "margin", "switching value"]);
    }
    for flip in advice.flips.iter().take(FLIPS) {
        let (first, second) = flip.values;
        table.row([
            Language::En.driver_name(&flip.what, &|kind| kind.replace('_', " ")),
            between(first, second) + &driver_unit(&flip.what),
            between(flip.margins.0, flip.margins.1),
            switching(flip, &name),
        ]);
    }
    out.push_str(&table.render());
    out
}

/// Two ends of a range, or the one figure that both are.
fn between(first: f64, second: f64) -> String {
    let (first, second) = (money(first), money(second));
    if first == second {
        first
    } else {
        format!("{first} to {second}")
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
