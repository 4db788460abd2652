//! Receiving sites, options and the decision in words.

use crate::assess::Assessment;
use crate::decide::Choice;
use crate::language::Language;
use crate::model::{CostItem, Estimate, Expense, Nth, Warning};
use crate::relocate::{CostLine, Receiving, Verdict};
use crate::report::table::{Align, Table};
use crate::report::text::{section, trimmed, warning_lines};
use crate::rules::Source;
use crate::units::{grouped, AreaUnit};
use crate::ways_out::{Alternative, Alternatives, Move, Places};
use crate::words::figure::driver_label;
use std::fmt::Write as _;

/// Options listed at most.
const LISTED: usize = 16;
/// What moves the decision, listed at most.
const FLIPS: usize = 6;

/// Where one thing could go.
#[must_use]
pub fn places(site: &str, places: &Places, warnings: &[Warning], unit: AreaUnit) -> String {
    let ranking = &places.ranking;
    let thing = places.obstacle.label();
    let passing = ranking.sites.iter().filter(|one| one.passes()).count();
    let mut out = format!(
        "{site}: {} receiving sites looked at for {thing}, the best {} below; {passing} of them pass \
         every gate.\n",
        grouped(ranking.considered as f64, 0),
        ranking.sites.len(),
    );
    if let Some(pad) = &places.pad {
        let _ = writeln!(
            out,
            "It takes {} at least {} m wide ({}).",
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
            one.zoning.clone().or_else(|| one.land_use.clone()).unwrap_or_else(|| "?".to_owned()),
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
        failed.row([grouped(*count as f64, 0), format!("fail at {}", Language::En.gate(*gate))]);
    }
    section(&mut out, "Of all parcels", &failed.render());
    let mut within = Table::new(&[Align::Right, Align::Left, Align::Right, Align::Right]);
    for (number, place) in places.within.iter().enumerate() {
        within.row([
            (number + 1).to_string(),
            format!("{:.0} x {:.0} m", place.pad.width, place.pad.depth),
            format!("{} lost", unit.format(place.carve_out.ledger.loss().get())),
            format!("{} usable", unit.format(place.carve_out.usable.area().get())),
        ]);
    }
    section(&mut out, "Within the site, at its edge", &within.render());
    section(&mut out, "Warnings", &warning_lines(warnings));
    out
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Unknown => "unknown",
        Verdict::Fail => "FAIL",
    }
}

fn gates(site: &Receiving) -> String {
    if site.passes() {
        return "all passed".to_owned();
    }
    let of = |wanted: Verdict, word: &str| {
        let names = Language::En.list(site.gates(wanted).map(|gate| Language::En.gate(gate)));
        (!names.is_empty()).then(|| format!("{word} {names}"))
    };
    let both = [of(Verdict::Fail, "fails"), of(Verdict::Unknown, "unknown")];
    both.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Sections of the report on the ways out.
pub(super) fn sections(out: &mut String, assessment: &Assessment, ways: &Alternatives) {
    let unit = assessment.settings.unit;
    section(out, "Ways out", &options(ways, unit));
    section(out, "Where to", &where_to(ways, unit));
    section(out, "What moving costs", &costs(ways));
    section(out, "Decision", &decision(ways));
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
    table.row(["", "lost", "back", "net", "rectangle", "money", "pays from, per m2"]);
    for option in &order {
        let best = ways.recommended().is_some_and(|best| std::ptr::eq(best, *option));
        let missing = if option.missing.is_empty() { "" } else { " +?" };
        let nowhere = if option.verdict == Verdict::Fail { " (nowhere to go)" } else { "" };
        let name = Language::En.option(&ways.name(option));
        table.row([
            format!("{}{name}{nowhere}", if best { "> " } else { "" }),
            unit.format(option.loss_m2),
            unit.format(option.recovered_m2),
            option.net_m2.map_or_else(|| "?".to_owned(), |net| unit.format(net)),
            option.rectangle.map_or_else(|| "none".to_owned(), |one| unit.format(one.area().get())),
            option.cost.as_ref().map_or_else(|| "?".to_owned(), |c| range(c) + missing),
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
            "  {} options in all; these are the ones that no other beats in money, land and \
             rectangle.",
            ways.options.len()
        );
    }
    if !ways.every_subset {
        let _ = writeln!(
            out,
            "  More than {} things may move: of their combinations only each alone, and one more at \
             a time in the order of what it returns.",
            crate::ways_out::EVERY_SUBSET
        );
    }
    if ways.options.iter().any(|option| !option.missing.is_empty()) {
        out.push_str("  +? some items have no figure and are not in the sum; see the warnings.\n");
    }
    out
}

fn where_to(ways: &Alternatives, unit: AreaUnit) -> String {
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
                format!("{} looked at", grouped(one.ranking.considered as f64, 0)),
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
            "  Swap: {} given up against as much of parcel {}{owner}.",
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
            "  {} serves {} % of the demand within its radius, {} % before; {} m on average, {} m \
             before.",
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
            "  {} opens anew before the old one closes ({} days without service); its ground is free \
             after {} months.",
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
            "?".to_owned()
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
        return match &ways.land_price {
            None => "  No land price is given, so no way is recommended: give --land-price, or \
                     land_price_per_m2 in [money].\n"
                .to_owned(),
            Some(_) => {
                "  Of some moves no cost at all is known, so no way is recommended.\n".to_owned()
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
            "  At {}{currency} per m2 of usable land ({}).",
            range(&price.per_m2),
            Language::En.founded(&price.source)
        );
    }
    if let Some(second) = advice.runner_up {
        let _ = writeln!(
            out,
            "  It costs {}{currency} less, land included, than the next best: {}.",
            money(advice.margin),
            name(second)
        );
    }
    if !best.missing.is_empty() {
        let _ = writeln!(
            out,
            "  Not in its sum, for want of a figure: {}. Together they may cost up to {}{currency} \
             before the next best is better.",
            missing(&best.missing),
            money(advice.margin)
        );
    }
    let chances = decision.chances.as_ref();
    if let Some((chances, drawn)) = chances.and_then(|all| Some((all, all.of(advice.best)?))) {
        let _ = writeln!(
            out,
            "  It is the best in {} % of {} draws (seed {}).",
            grouped(100.0 * drawn.best, 1),
            grouped(f64::from(chances.draws), 0),
            chances.seed
        );
    }
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    for flip in advice.flips.iter().take(FLIPS) {
        let ends = [
            (flip.margins.0, flip.values.0, flip.best.0),
            (flip.margins.1, flip.values.1, flip.best.1),
        ];
        let worst = if ends[0].0 <= ends[1].0 { ends[0] } else { ends[1] };
        let verdict = if flip.flips() {
            let other = name(worst.2);
            format!("at {} better: {other}", money(worst.1))
        } else {
            "stays the best".to_owned()
        };
        let even = flip.flips_at.map_or_else(String::new, |at| format!("; even at {}", money(at)));
        table.row([
            driver_label(&flip.what),
            format!("{} to {}", money(flip.values.0), money(flip.values.1)),
            format!("{} to {} ahead", money(flip.margins.0), money(flip.margins.1)),
            verdict + &even,
        ]);
    }
    out.push_str(&table.render());
    out
}
