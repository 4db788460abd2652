//! Receiving sites, options and the decision.

use super::{line, section, titled, warning_lines, LANGUAGE};
use crate::assess::Assessment;
use crate::model::Warning;
use crate::report::table::{Align, Table};
use crate::units::{grouped, AreaUnit};
use crate::ways_out::{Alternative, Alternatives, Places};
use crate::words::column::Column;
use crate::words::heading::Heading;
use crate::words::terminal;

/// Options listed at most.
const LISTED: usize = 16;
/// What moves the decision, listed at most.
const FLIPS: usize = 6;
/// Receiving sites whose gates are listed.
const EXPLAINED: usize = 3;

/// Receiving sites of one facility.
#[must_use]
pub fn places(site: &str, places: &Places, warnings: &[Warning], unit: AreaUnit) -> String {
    let ranking = &places.ranking;
    let mut out = format!("{}\n", terminal::receiving::screened(site, places));
    if let Some(words) = terminal::receiving::plot_required(places) {
        out.push_str(&words);
        out.push('\n');
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
    let heads = [
        Column::Parcel,
        Column::Land,
        Column::Away,
        Column::Taken,
        Column::Sterilised,
        Column::Gates,
    ];
    table.row([""].into_iter().chain(heads.map(|head| LANGUAGE.column(head))));
    for (number, one) in ranking.sites.iter().enumerate() {
        table.row([
            (number + 1).to_string(),
            LANGUAGE.id(&one.id).to_owned(),
            terminal::receiving::land(one),
            terminal::receiving::distance(one),
            terminal::receiving::taken(one, unit),
            unit.format(one.sterilised.area().get()),
            terminal::receiving::gates(one),
        ]);
    }
    out.push_str(&table.render());
    for (number, one) in ranking.sites.iter().enumerate().take(EXPLAINED) {
        let mut lines = Table::new(&[Align::Left, Align::Left, Align::Left]);
        for finding in &one.findings {
            lines.row([
                terminal::receiving::verdict(finding.verdict).to_owned(),
                LANGUAGE.gate(finding.gate).to_owned(),
                terminal::receiving::reason(finding),
            ]);
        }
        let title = format!("{}. {}", number + 1, LANGUAGE.id(&one.id));
        titled(&mut out, &title, &lines.render());
    }
    let mut failed = Table::new(&[Align::Right, Align::Left]);
    for (gate, count) in &ranking.failed {
        failed.row([grouped(*count as f64, 0), LANGUAGE.gate(*gate).to_owned()]);
    }
    section(&mut out, Heading::FailedByGate, &failed.render());
    let mut within = Table::new(&[Align::Right, Align::Left, Align::Right, Align::Right]);
    for (number, place) in places.within.iter().enumerate() {
        let cells = terminal::receiving::within(place, unit);
        within.row([(number + 1).to_string()].into_iter().chain(cells));
    }
    section(&mut out, Heading::PlacesWithinTheSite, &within.render());
    section(&mut out, Heading::Warnings, &warning_lines(warnings));
    out
}

/// Sections of the report on the options.
pub(super) fn sections(out: &mut String, assessment: &Assessment, ways: &Alternatives) {
    let unit = assessment.settings.unit;
    section(out, Heading::Options, &options(ways, unit));
    section(out, Heading::ReceivingSites, &receiving_sites(ways, unit));
    section(out, Heading::RelocationCosts, &costs(ways));
    section(out, Heading::Recommendation, &decision(ways, unit));
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
    let heads =
        [Column::Lost, Column::Recovered, Column::Net, Column::LargestRectangle, Column::Cost];
    let heads = heads.map(|head| LANGUAGE.column(head));
    table.row([""].into_iter().chain(heads).chain([terminal::options::BREAK_EVEN]));
    for option in &order {
        table.row([
            terminal::options::option(ways, option),
            unit.format(option.loss_m2),
            unit.format(option.recovered_m2),
            terminal::options::net(option, unit),
            option
                .rectangle
                .map_or_else(|| terminal::NONE.to_owned(), |one| unit.format(one.area().get())),
            terminal::options::cost(option),
            terminal::options::break_even(option),
        ]);
    }
    let mut out = table.render();
    if order.len() < ways.options.len() {
        line(&mut out, &terminal::options::only_the_front(ways));
    }
    if !ways.every_subset {
        line(&mut out, &terminal::options::not_every_subset());
    }
    if ways.options.iter().any(|option| !option.missing.is_empty()) {
        line(&mut out, terminal::options::AND_MORE_MEANS);
    }
    out
}

fn receiving_sites(ways: &Alternatives, unit: AreaUnit) -> String {
    let mut table =
        Table::new(&[Align::Left, Align::Left, Align::Right, Align::Right, Align::Left]);
    for one in &ways.moves {
        let cells = terminal::receiving::of_move(one, unit);
        table.row([LANGUAGE.id(&one.id).to_owned()].into_iter().chain(cells));
    }
    let mut out = table.render();
    for one in &ways.moves {
        let said = [
            terminal::receiving::sterilised(one, unit),
            terminal::receiving::reach(one),
            terminal::receiving::cleared(one),
        ];
        for words in said.into_iter().flatten() {
            line(&mut out, &words);
        }
    }
    if let Some(swap) = &ways.swap {
        line(&mut out, &terminal::receiving::swap(swap, unit));
    }
    out
}

/// One row a move: the sum, its items from the largest on, and what has no figure.
fn costs(ways: &Alternatives) -> String {
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Left]);
    for one in &ways.moves {
        table.row([
            LANGUAGE.id(&one.id).to_owned(),
            terminal::options::total(&one.cost),
            terminal::options::items(&one.cost),
        ]);
    }
    table.render()
}

fn decision(ways: &Alternatives, unit: AreaUnit) -> String {
    let mut out = String::new();
    let (Some(decision), Some(best)) = (&ways.decision, ways.recommended()) else {
        line(&mut out, terminal::recommendation::none(ways));
        return out;
    };
    for words in terminal::recommendation::sentences(ways, decision, best) {
        line(&mut out, &words);
    }
    for words in terminal::recommendation::parties(ways, decision, best, unit) {
        line(&mut out, &words);
    }
    let flips = &decision.recommendation.flips;
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    if !flips.is_empty() {
        let heads = [Column::Sensitivity, Column::Range, Column::Margin, Column::SwitchingValue];
        table.row(heads.map(|head| LANGUAGE.column(head)));
    }
    for flip in flips.iter().take(FLIPS) {
        table.row(terminal::recommendation::flip(ways, decision, flip));
    }
    out.push_str(&table.render());
    out
}
