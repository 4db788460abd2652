//! Rule packs as tables.

use crate::report::table::{Align, Table};
use crate::rules::{KindRules, RulePack};
use crate::words::terminal::pack::{self, Said};
use std::fmt::Write as _;

/// What a pack knows: kinds, uses, conditions, jurisdictions.
#[must_use]
pub fn list(rules: &RulePack) -> String {
    let mut out = format!("{}: {}\n", rules.region(), rules.title());
    let mut kinds = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Right, Align::Left]);
    for summary in rules.kind_summaries() {
        let kind = summary.kind;
        let [distances, recalled] = pack::distances(&summary);
        let names = [&kind.id, &kind.name_zh, &kind.name_en].map(Clone::clone);
        kinds.row(names.into_iter().chain([distances, recalled]));
    }
    section(&mut out, pack::KINDS, &kinds);
    let mut uses = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    for one in rules.uses() {
        let names = [&one.id, &one.name_zh, &one.name_en].map(Clone::clone);
        uses.row(names.into_iter().chain([pack::aliases(one)]));
    }
    section(&mut out, pack::PROPOSED_USES, &uses);
    let mut conditions = Table::new(&[Align::Left, Align::Left]);
    for condition in rules.conditions() {
        let mark = if rules.default_conditions().contains(&condition.id) { " *" } else { "" };
        conditions.row([format!("{}{mark}", condition.id), condition.means.clone()]);
    }
    section(&mut out, pack::CONDITIONS, &conditions);
    let mut places = Table::new(&[Align::Left, Align::Left]);
    for place in rules.jurisdictions() {
        places.row([&place.id, &place.name]);
    }
    section(&mut out, pack::JURISDICTIONS, &places);
    out
}

/// Every rule on a kind.
#[must_use]
pub fn show(rules: &RulePack, of_kind: &KindRules<'_>) -> String {
    let kind = of_kind.kind;
    let mut out = pack::kind(rules, kind).join("\n");
    out.push('\n');
    let mut distances = Table::new(&[
        Align::Right,
        Align::Left,
        Align::Left,
        Align::Left,
        Align::Left,
        Align::Left,
        Align::Left,
    ]);
    for rule in &of_kind.clearances {
        distances.row(pack::clearance(rule));
    }
    section(&mut out, pack::DISTANCES, &distances);
    let accesses = of_kind.accesses.iter().map(|rule| pack::access(rule));
    let corridors = of_kind.corridors.iter().map(|rule| pack::corridor(rule));
    let plots = of_kind.site_areas.iter().map(|rule| pack::site_area(rule));
    let others = table(accesses.chain(corridors).chain(plots));
    section(&mut out, pack::ACCESS_CORRIDORS_PLOTS, &others);
    section(&mut out, pack::MOVING_ONE, &moving(rules, &kind.id));
    out
}

fn section(out: &mut String, title: &str, body: &Table) {
    let body = body.render();
    if !body.is_empty() {
        let _ = write!(out, "\n{title}\n{body}");
    }
}

/// What a pack says of moving a kind: land that takes it, places it may not go, whom to ask.
fn moving(rules: &RulePack, kind: &str) -> Table {
    let holds = |of: Option<&str>| of.is_none_or(|of| of == kind);
    let relocations = rules.relocations().iter().filter(|rule| holds(rule.kind.as_deref()));
    let sitings = rules.sitings().iter().filter(|rule| rule.kind == kind);
    let authorities = rules.authorities().iter().filter(|one| holds(one.kind.as_deref()));
    let relocations = relocations.flat_map(pack::relocation);
    table(relocations.chain(sitings.map(pack::siting)).chain(authorities.map(pack::authority)))
}

/// Rules, a row each: what it is about, what it says, the clause, how well it is founded.
fn table<'a>(rules: impl Iterator<Item = Said<'a>>) -> Table {
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left, Align::Left]);
    for rule in rules {
        table.row([
            rule.about.to_owned(),
            rule.words,
            rule.provenance.citation(rule.id).to_string(),
            pack::status(rule.provenance),
        ]);
    }
    table
}
