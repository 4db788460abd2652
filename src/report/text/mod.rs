//! The report for a terminal: the answer first, then where it comes from, then what is doubtful.

mod alternatives;
mod layout;

pub use alternatives::places;

use crate::assess::{Assessment, Found, Range, Relocation};
use crate::carve::{scrap, Compared, Loss, Parameters, Reuse, Scrap, Valued};
use crate::language::Language;
use crate::model::{Place, Rung, Warning};
use crate::obstacle::Obstacle;
use crate::report::table::{Align, Table};
use crate::units::{grouped, AreaUnit, SquareMetres};
use crate::words::column::{Column, Row};
use crate::words::heading::Heading;
use crate::words::terminal;
use std::fmt::Write as _;
use strum::VariantArray;

/// The language of the report.
const LANGUAGE: Language = Language::En;
/// More obstacles than this are listed by kind.
const LISTED_OBSTACLES: usize = 20;
/// Edges listed at most.
const LISTED_EDGES: usize = 30;
/// Pairs that are worth more moved together, listed at most.
const LISTED_PAIRS: usize = 3;
/// Remnants that serve something, listed at most.
const LISTED_REMNANTS: usize = 20;
/// What is listed of them.
const SERVED: [Column; 7] = [
    Column::Number,
    Column::Area,
    Column::WidthM,
    Column::Reason,
    Column::Serves,
    Column::ValueShare,
    Column::LossAfterIt,
];
/// Neighbours listed at most.
const LISTED_NEIGHBOURS: usize = 20;
/// A reason for remnants with less land than this is left out.
const LEAST_PRINTED_M2: f64 = 0.005;

/// The whole report.
#[must_use]
pub fn report(assessment: &Assessment) -> String {
    let mut out = format!("{}\n\n", terminal::headline::answer(assessment));
    out.push_str(&ledger(assessment));
    section(&mut out, Heading::Remnants, &scraps(assessment));
    section(&mut out, Heading::Multiples, &multiples(assessment));
    section(&mut out, Heading::Layout, &layout::section(assessment));
    section(&mut out, Heading::DeedArea, &deed(assessment));
    section(&mut out, Heading::Setbacks, &setbacks(assessment));
    section(&mut out, Heading::Obstacles, &obstacles(assessment));
    let surroundings =
        obstacle_table(&assessment.context, assessment.settings.unit, LISTED_NEIGHBOURS);
    section(&mut out, Heading::Surroundings, &surroundings);
    section(&mut out, Heading::LossByObstacle, &shares(assessment));
    section(&mut out, Heading::Evidence, &evidence(assessment));
    section(&mut out, Heading::SensitivityOfTheLoss, &swings(assessment));
    if let Some(range) = &assessment.range {
        section(&mut out, Heading::AllRangesTogether, &joint(range, assessment.settings.unit));
        section(&mut out, Heading::BreakPoints, &break_points(range, assessment.settings.unit));
    }
    if let Some(relocation) = &assessment.relocation {
        section(&mut out, Heading::Relocation, &relocated(assessment, relocation));
    }
    if let Some(ways) = &assessment.alternatives {
        alternatives::sections(&mut out, assessment, ways);
    }
    section(&mut out, Heading::Parameters, &parameters(assessment));
    section(&mut out, Heading::Warnings, &warning_lines(assessment.warnings.iter()));
    out
}

/// Obstacles only.
#[must_use]
pub fn detection(site: &str, found: &Found, unit: AreaUnit) -> String {
    let Found { obstacles, context, warnings, .. } = found;
    let mut out = format!("{}\n\n", terminal::headline::found(site, obstacles.len()));
    out.push_str(&obstacle_table(obstacles, unit, usize::MAX));
    section(&mut out, Heading::Surroundings, &obstacle_table(context, unit, usize::MAX));
    section(&mut out, Heading::Warnings, &warning_lines(warnings.iter()));
    out
}

fn section(out: &mut String, heading: Heading, body: &str) {
    titled(out, LANGUAGE.heading(heading), body);
}

fn titled(out: &mut String, title: &str, body: &str) {
    if !body.is_empty() {
        let _ = write!(out, "\n{title}\n{body}");
    }
}

/// A sentence on a line of its own, below a table.
fn line(out: &mut String, words: &str) {
    let _ = writeln!(out, "  {words}");
}

/// The ledger: asked unit and square metres side by side, share of the baseline behind.
fn ledger(assessment: &Assessment) -> String {
    let unit = assessment.settings.unit;
    let mut table = if unit == AreaUnit::M2 {
        Table::new(&[Align::Left, Align::Right, Align::Right])
    } else {
        Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right])
    };
    let mut put = |label: &str, area: SquareMetres, with_share: bool| {
        let mut cells = vec![label.to_owned(), unit.format(area.get())];
        if unit != AreaUnit::M2 {
            cells.push(AreaUnit::M2.format(area.get()));
        }
        let share = assessment.share_of_baseline(area).filter(|_| with_share);
        cells.extend(share.map(|share| LANGUAGE.percent(share)));
        table.row(cells);
    };
    let carve = &assessment.carve_out;
    let ledger = &carve.ledger;
    put(LANGUAGE.row(Row::Site), assessment.site.footprint.area(), false);
    put(LANGUAGE.row(Row::InsideTheSetback), assessment.baseline.envelope.area(), false);
    if !assessment.baseline.context.is_empty() {
        put(LANGUAGE.row(Row::KeptFreeBySurroundings), assessment.baseline.context.area(), false);
    }
    put(LANGUAGE.row(Row::UsableWithoutObstacles), assessment.baseline.usable.area(), true);
    put(LANGUAGE.row(Row::UsableCarvedOut), carve.usable.area(), true);
    put(LANGUAGE.row(Row::Lost), ledger.loss(), true);
    let mut remnants = Vec::new();
    for (loss, land) in ledger.lines() {
        match loss {
            Loss::Access if land.area == SquareMetres::ZERO => {}
            Loss::Remnant(reason) => remnants.push((reason, land.area)),
            _ => put(&format!("  {}", LANGUAGE.loss(loss)), land.area, true),
        }
    }
    put(&format!("  {}", LANGUAGE.row(Row::Remnants)), ledger.remnant(), true);
    for (reason, area) in remnants.into_iter().filter(|(_, area)| area.get() > LEAST_PRINTED_M2) {
        put(&format!("    {}", LANGUAGE.remnant(reason)), area, true);
    }
    table.render()
}

/// The loss over what the obstacles stand on, like over like first.
fn multiples(assessment: &Assessment) -> String {
    let unit = assessment.settings.unit;
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
    let heads = [Column::Compared, Column::Lost, Column::Under, Column::Times];
    let mut rows = 0;
    for multiple in Compared::ALL.map(|compared| assessment.carve_out.multiple(compared)) {
        let Some(times) = multiple.times() else { continue };
        if rows == 0 {
            table.row(heads.map(|column| LANGUAGE.column(column)));
        }
        rows += 1;
        table.row([
            LANGUAGE.compared(multiple.compared).to_owned(),
            unit.format(multiple.lost.get()),
            unit.format(multiple.stood_on.get()),
            grouped(times, 1),
        ]);
    }
    table.render()
}

/// Remnants by place, with the largest and the widest of each.
fn scraps(assessment: &Assessment) -> String {
    let unit = assessment.settings.unit;
    let reuse = assessment.reuse();
    let scraps: Vec<&Scrap> = reuse.pieces.iter().map(|piece| &piece.scrap).collect();
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Left]);
    for place in Place::VARIANTS {
        let here: Vec<&Scrap> =
            scraps.iter().copied().filter(|scrap| scrap.place == *place).collect();
        let Some(largest) = here.first() else { continue };
        let area: f64 = here.iter().map(|scrap| scrap.area().get()).sum();
        table.row([
            LANGUAGE.place(*place).to_owned(),
            terminal::obstacle::pieces(here.len()),
            unit.format(area),
            terminal::obstacle::largest(largest, unit),
        ]);
    }
    let beside = reuse.smaller.get();
    if beside >= scrap::LEAST_M2 {
        let none = || String::new();
        let label = LANGUAGE.row(Row::SmallerPieces).to_owned();
        table.row([label, none(), unit.format(beside), none()]);
    }
    let mut body = table.render();
    if body.is_empty() {
        return body;
    }
    body.push_str(&served(&reuse, unit));
    line(&mut body, &LANGUAGE.worth_of_remnants(&reuse, unit));
    body
}

/// Remnants that may serve something, one a row, largest first.
fn served(reuse: &Reuse, unit: AreaUnit) -> String {
    let served = |(piece, _): &(&Valued, u32)| !piece.served.is_empty();
    let pieces: Vec<(&Valued, u32)> = reuse.pieces.iter().zip(1..).filter(served).collect();
    if pieces.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&[
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
        Align::Left,
        Align::Right,
        Align::Right,
    ]);
    table.row(SERVED.map(|column| LANGUAGE.column(column)));
    for (piece, number) in pieces.into_iter().take(LISTED_REMNANTS) {
        let uses = piece.served.iter().map(|one| LANGUAGE.remnant_use(one.served_by));
        table.row([
            number.to_string(),
            unit.format(piece.scrap.area().get()),
            format!("{:.1}", piece.scrap.width.get()),
            LANGUAGE.remnant(piece.scrap.reason).to_owned(),
            LANGUAGE.list(uses),
            LANGUAGE.percent(piece.value_share()),
            unit.format(piece.loss().get()),
        ]);
    }
    table.render()
}

/// The area of the deed beside that of the footprint.
fn deed(assessment: &Assessment) -> String {
    let mut out = String::new();
    for sentence in
        assessment.deed.iter().flat_map(|deed| LANGUAGE.deed(deed, AreaUnit::M2.symbol()))
    {
        line(&mut out, &sentence);
    }
    out
}

/// Edges with their setbacks, where those differ.
fn setbacks(assessment: &Assessment) -> String {
    let parameters = Parameters::from(&assessment.settings);
    let edges = &assessment.baseline.edges;
    if edges.uniform(&parameters).is_some() {
        return String::new();
    }
    let mut table = Table::new(&[
        Align::Right,
        Align::Left,
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Left,
        Align::Left,
    ]);
    for (number, edge) in edges.all.iter().enumerate().take(LISTED_EDGES) {
        let (setback, source) = edge.setback(&parameters);
        table.row([
            (number + 1).to_string(),
            LANGUAGE.edge_class(edge.class).to_owned(),
            LANGUAGE.faces(edge.bearing),
            terminal::metres_long(edge.length),
            terminal::metres_back(setback),
            LANGUAGE.why_of_edge(&edge.why),
            LANGUAGE.setback_source(source),
        ]);
    }
    let mut out = table.render();
    if edges.all.len() > LISTED_EDGES {
        line(&mut out, &terminal::more_edges(edges.all.len() - LISTED_EDGES));
    }
    out
}

fn obstacles(assessment: &Assessment) -> String {
    obstacle_table(&assessment.obstacles, assessment.settings.unit, LISTED_OBSTACLES)
}

fn obstacle_table(obstacles: &[Obstacle], unit: AreaUnit, most: usize) -> String {
    let mut table = Table::new(&[
        Align::Left,
        Align::Left,
        Align::Left,
        Align::Right,
        Align::Left,
        Align::Right,
        Align::Left,
    ]);
    let mut shown: Vec<&Obstacle> = obstacles.iter().collect();
    if shown.len() > most {
        shown.sort_by(|a, b| b.taking.area().get().total_cmp(&a.taking.area().get()));
        shown.truncate(most);
    }
    for obstacle in &shown {
        table.row([
            terminal::obstacle::called(obstacle),
            terminal::obstacle::kind(obstacle),
            LANGUAGE.relation(obstacle.relation).to_owned(),
            terminal::obstacle::inside(obstacle, unit),
            terminal::obstacle::plot(obstacle),
            terminal::obstacle::clearance(obstacle),
            terminal::obstacle::basis(obstacle),
        ]);
    }
    let mut out = table.render();
    if shown.len() < obstacles.len() {
        line(&mut out, &terminal::obstacle::smaller_ones(obstacles.len() - shown.len()));
    }
    out
}

/// Alone, moved alone, fair share; only where there is more than one.
fn shares(assessment: &Assessment) -> String {
    let unit = assessment.settings.unit;
    let Some(attribution) = &assessment.attribution else { return String::new() };
    let shares = &attribution.shares;
    if shares.len() < 2 || assessment.carve_out.ledger.loss().get() <= 0.0 {
        return String::new();
    }
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
    let heads = [Column::OnlyItStays, Column::OnlyItMoves, Column::ShareOfTheLoss];
    table.row([""].into_iter().chain(heads.map(|head| LANGUAGE.column(head))));
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| shares[*b].shapley.total_cmp(&shares[*a].shapley));
    for number in order.into_iter().take(LISTED_OBSTACLES) {
        let share = &shares[number];
        table.row([
            LANGUAGE.id(&assessment.obstacles[number].id).to_owned(),
            terminal::obstacle::lost_alone(share, unit),
            terminal::obstacle::recovered_alone(share, unit),
            terminal::obstacle::share(share, unit),
        ]);
    }
    let mut out = table.render();
    if let Some(orders) = attribution.orders {
        line(&mut out, &terminal::obstacle::sampled(orders));
    }
    for joint in attribution.joint.iter().take(LISTED_PAIRS) {
        line(&mut out, &terminal::obstacle::joint(assessment, joint));
    }
    out
}

/// The evidence ladder, strongest rung first; rungs on which nothing rests are left out.
fn evidence(assessment: &Assessment) -> String {
    let loss = assessment.carve_out.ledger.loss().get();
    let Some(evidence) = assessment.evidence.as_ref().filter(|_| loss > 0.0) else {
        return String::new();
    };
    let unit = assessment.settings.unit;
    let mut table =
        Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right, Align::Left]);
    let heads = [Column::Adds, Column::LostSoFar, Column::WithoutItAlone];
    table.row([""].into_iter().chain(heads.map(|head| LANGUAGE.column(head))));
    for step in &evidence.steps {
        if step.footings.is_empty() && step.rung != Rung::Title {
            continue;
        }
        table.row([
            LANGUAGE.rung(step.rung).to_owned(),
            unit.format(step.adds_m2),
            unit.format(step.ledger.loss().get()),
            unit.format(step.without_alone_m2),
            LANGUAGE.footings(&step.footings, AreaUnit::M2.symbol()),
        ]);
    }
    let mut out = table.render();
    line(&mut out, &LANGUAGE.carried(evidence, loss, &|m2| unit.format(m2)));
    out
}

/// One assumption at a time, widest swing first; those that move nothing in print are left out.
fn swings(assessment: &Assessment) -> String {
    let unit = assessment.settings.unit;
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Left]);
    for swing in assessment.range.iter().flat_map(|range| &range.swings) {
        let (first, second) = swing.losses;
        if unit.number(first) == unit.number(second) {
            continue;
        }
        let values = swing.values;
        table.row([
            LANGUAGE.assumption_name(&swing.assumption, &terminal::by_id),
            values.map_or_else(String::new, |ends| terminal::values(&swing.assumption, ends)),
            terminal::losses(swing.losses, unit),
            String::new(),
        ]);
    }
    table.render()
}

/// The least and the greatest loss over all ranges together, with what gives them; nothing where they are
/// the same in print.
fn joint(range: &Range, unit: AreaUnit) -> String {
    let [low, high] = range.losses().map(|loss| unit.format(loss.get()));
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Left]);
    if low != high {
        for (row, loss, end) in
            [(Row::LeastLoss, low, &range.low), (Row::GreatestLoss, high, &range.high)]
        {
            table.row([LANGUAGE.row(row).to_owned(), loss, terminal::combination(end)]);
        }
    }
    table.render()
}

/// Where the loss jumps.
fn break_points(range: &Range, unit: AreaUnit) -> String {
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Left]);
    for point in &range.break_points {
        table.row([
            LANGUAGE.assumption_name(&point.assumption, &terminal::by_id),
            terminal::break_value(&point.assumption, point.value),
            terminal::jump(point.losses, unit),
        ]);
    }
    table.render()
}

fn relocated(assessment: &Assessment, relocation: &Relocation) -> String {
    let unit = assessment.settings.unit;
    let after = &relocation.carve_out;
    let mut table = Table::new(&[Align::Left, Align::Right]);
    for (row, area) in [
        (Row::UsableCarvedOut, assessment.carve_out.usable.area()),
        (Row::UsableAfterMoving, after.usable.area()),
        (Row::Recovered, relocation.recovered),
        (Row::StillLost, after.ledger.loss()),
    ] {
        table.row([LANGUAGE.row(row).to_owned(), unit.format(area.get())]);
    }
    format!("  {}\n{}", terminal::moved(&relocation.moved), table.render())
}

fn parameters(assessment: &Assessment) -> String {
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left]);
    for used in assessment.settings.in_use() {
        let value = LANGUAGE.parameter_value(&used, AreaUnit::M2.symbol());
        table.row([LANGUAGE.parameter(&used), value, LANGUAGE.given(used.source).to_owned()]);
    }
    table.render()
}

fn warning_lines<'a>(warnings: impl IntoIterator<Item = &'a Warning>) -> String {
    let mut out = String::new();
    for warning in warnings {
        line(&mut out, &format!("- {}", LANGUAGE.warning(warning)));
    }
    out
}
