//! The report for a terminal: the answer first, then where it comes from, then what is doubtful.

mod alternatives;
mod layout;

pub use alternatives::places;

use crate::assess::{Assessment, Relocation};
use crate::carve::{CarveOut, Loss, Place, Scrap};
use crate::language::Language;
use crate::model::{Burden, Nth, Warning};
use crate::obstacle::{Class, MeasuredFrom, Obstacle, Relation};
use crate::report::table::{Align, Table};
use crate::settings::{Assumption, Unit};
use crate::units::{grouped, trimmed, AreaUnit};
use std::fmt::Write as _;
use strum::VariantArray;

/// More obstacles than this are listed by kind.
const LISTED_OBSTACLES: usize = 20;
/// A reason for remnants with less land than this is left out.
const LEAST_PRINTED_M2: f64 = 0.005;

/// The whole report.
#[must_use]
pub fn report(assessment: &Assessment) -> String {
    let mut out = headline(assessment);
    out.push('\n');
    out.push_str(&ledger(assessment));
    section(&mut out, "Remnants", &scraps(assessment));
    section(&mut out, "Layout", &layout::section(assessment));
    section(&mut out, "Obstacles", &obstacles(assessment));
    section(&mut out, "Loss by obstacle", &shares(assessment));
    section(&mut out, "Sensitivity of the loss", &swings(assessment));
    if let Some(relocation) = &assessment.relocation {
        section(&mut out, "Relocation", &relocated(assessment, relocation));
    }
    if let Some(ways) = &assessment.alternatives {
        alternatives::sections(&mut out, assessment, ways);
    }
    section(&mut out, "Parameters", &parameters(assessment));
    section(&mut out, "Warnings", &warning_lines(assessment.warnings.iter()));
    out
}

/// Obstacles only.
#[must_use]
pub fn detection(
    site: &str,
    obstacles: &[Obstacle],
    warnings: &[Warning],
    unit: AreaUnit,
) -> String {
    let mut out = match obstacles.len() {
        0 => format!("{site}: nothing is in the way.\n"),
        1 => format!("{site}: 1 obstacle.\n"),
        n => format!("{site}: {n} obstacles.\n"),
    };
    out.push('\n');
    out.push_str(&obstacle_table(obstacles, unit, usize::MAX));
    section(&mut out, "Warnings", &warning_lines(warnings));
    out
}

fn section(out: &mut String, title: &str, body: &str) {
    if !body.is_empty() {
        let _ = write!(out, "\n{title}\n{body}");
    }
}

fn headline(assessment: &Assessment) -> String {
    let site = &assessment.site;
    let name = if site.name == site.id {
        site.name.clone()
    } else {
        format!("{} ({})", site.name, site.id)
    };
    let unit = assessment.settings.unit;
    let carve = &assessment.carve_out;
    let loss = carve.ledger.loss().get();
    let baseline = assessment.baseline.usable.area().get();
    if assessment.obstacles.is_empty() {
        let at_most = range(assessment).map_or_else(String::new, |(_, high)| {
            format!(" Up to {} of it may be lost: see the sensitivity.", unit.format(high))
        });
        return format!(
            "{name}: nothing is in the way; {} of {} are usable.{at_most}{}\n",
            unit.format(baseline),
            unit.format(site.footprint.area().get()),
            incomplete(assessment)
        );
    }
    let what = match assessment.obstacles.as_slice() {
        [one] => format!("1 obstacle ({})", one.label()),
        many => format!("{} obstacles", many.len()),
    };
    let nominal = carve.nominal().get();
    let stand = if nominal > 0.0 {
        format!(" that {} on {}", stands(assessment.obstacles.len()), unit.format(nominal))
    } else {
        String::new()
    };
    let range = range(assessment).map_or_else(String::new, |(low, high)| {
        format!(" ({} to {})", unit.number(low), unit.number(high))
    });
    let multiple = carve
        .multiplier()
        .filter(|_| nominal > 0.0)
        .map_or_else(String::new, |m| format!(", {} times that", grouped(m, 1)));
    format!(
        "{name}: carving out {what}{stand} costs {}{range} of usable land{multiple}.{}\n",
        unit.format(loss),
        incomplete(assessment)
    )
}

fn incomplete(assessment: &Assessment) -> &'static str {
    if assessment.complete() {
        ""
    } else {
        " The result is incomplete: see the warnings."
    }
}

fn stands(count: usize) -> &'static str {
    if count == 1 {
        "stands"
    } else {
        "stand"
    }
}

/// Least and greatest loss within the ranges given, if they differ in print.
fn range(assessment: &Assessment) -> Option<(f64, f64)> {
    let range = assessment.range.as_ref()?;
    let (low, high) = (range.low.ledger.loss().get(), range.high.ledger.loss().get());
    let unit = assessment.settings.unit;
    (unit.number(low) != unit.number(high)).then_some((low, high))
}

/// The ledger: asked unit and square metres side by side, share of the baseline behind.
fn ledger(assessment: &Assessment) -> String {
    let unit = assessment.settings.unit;
    let whole = assessment.baseline.usable.area().get();
    let mut table = if unit == AreaUnit::M2 {
        Table::new(&[Align::Left, Align::Right, Align::Right])
    } else {
        Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right])
    };
    let mut line = |label: &str, area: f64, share: bool| {
        let mut cells = vec![label.to_owned(), unit.format(area)];
        if unit != AreaUnit::M2 {
            cells.push(AreaUnit::M2.format(area));
        }
        if share && whole > 0.0 {
            cells.push(format!("{} %", grouped(100.0 * area / whole, 1)));
        }
        table.row(cells);
    };
    let carve = &assessment.carve_out;
    let ledger = &carve.ledger;
    line("site", assessment.site.footprint.area().get(), false);
    line("inside the setback", assessment.baseline.envelope.area().get(), false);
    line("usable without obstacles", whole, true);
    line("usable, carved out", carve.usable.area().get(), true);
    line("lost", ledger.loss().get(), true);
    let mut remnants = Vec::new();
    for (loss, land) in ledger.lines() {
        let area = land.area.get();
        match loss {
            Loss::Access if area <= 0.0 => {}
            Loss::Remnant(reason) => remnants.push((reason, area)),
            _ => line(&format!("  {}", Language::En.loss(loss)), area, true),
        }
    }
    line("  remnants", ledger.remnant().get(), true);
    for (reason, area) in remnants.into_iter().filter(|(_, area)| *area > LEAST_PRINTED_M2) {
        line(&format!("    {}", Language::En.remnant(reason)), area, true);
    }
    table.render()
}

/// Remnants by place, with the largest and the widest of each.
fn scraps(assessment: &Assessment) -> String {
    let unit = assessment.settings.unit;
    let scraps = assessment.carve_out.scraps(&assessment.baseline.envelope);
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Left]);
    for place in Place::VARIANTS {
        let here: Vec<&Scrap> = scraps.iter().filter(|scrap| scrap.place == *place).collect();
        let Some(largest) = here.first() else { continue };
        let area: f64 = here.iter().map(|scrap| scrap.area().get()).sum();
        let pieces = if here.len() == 1 { "piece" } else { "pieces" };
        table.row([
            Language::En.place(*place).to_owned(),
            format!("{} {pieces}", here.len()),
            unit.format(area),
            format!(
                "largest {}, up to {:.0} m wide",
                unit.format(largest.area().get()),
                largest.width.get()
            ),
        ]);
    }
    table.render()
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
        let name = match &obstacle.name {
            Some(name) => format!("{} {name}", obstacle.id),
            None => obstacle.id.clone(),
        };
        let kind = obstacle.kind.replace('_', " ");
        let kind = Language::En.graded(&kind, obstacle.grade.as_deref(), None);
        let inside = match obstacle.relation {
            Relation::Reaching => format!("{} m away", grouped(obstacle.distance.get(), 1)),
            _ => unit.format(obstacle.taking.area().get()),
        };
        table.row([
            name,
            kind,
            Language::En.relation(obstacle.relation).to_owned(),
            inside,
            Language::En.plot(obstacle),
            clearance_distance(obstacle),
            clearance_basis(obstacle),
        ]);
    }
    let mut out = table.render();
    if shown.len() < obstacles.len() {
        let _ = writeln!(
            out,
            "  ... and {} smaller ones; --format json lists all",
            obstacles.len() - shown.len()
        );
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
    table.row(["", "if only it stays", "if only it moves", "share of the loss"]);
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|a, b| shares[*b].shapley.total_cmp(&shares[*a].shapley));
    for number in order.into_iter().take(LISTED_OBSTACLES) {
        let share = &shares[number];
        let error = share
            .standard_error
            .map_or_else(String::new, |error| format!(" +- {}", unit.number(error)));
        table.row([
            assessment.obstacles[number].id.clone(),
            format!("{} lost", unit.format(share.alone)),
            format!("{} recovered", unit.format(share.marginal)),
            format!("{}{error}", unit.format(share.shapley)),
        ]);
    }
    let mut out = table.render();
    for joint in attribution.joint.iter().take(3) {
        let (a, b) = joint.pair;
        let id = |number: Nth<Obstacle>| assessment.obstacles[number].id.as_str();
        let _ = writeln!(
            out,
            "  Relocating {} alone recovers {}, {} alone {}; both together recover {}.",
            id(a),
            unit.format(joint.apart.0.get()),
            id(b),
            unit.format(joint.apart.1.get()),
            unit.format(joint.together.get())
        );
    }
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
        let values = swing.values.map_or_else(String::new, |(a, b)| {
            let unit = assumption_unit(&swing.assumption);
            format!("{} to {}{unit}", trimmed(a), trimmed(b))
        });
        let losses = format!("{} to {} lost", unit.number(first), unit.format(second));
        let name = Language::En.assumption_name(&swing.assumption, &|kind| kind.replace('_', " "));
        table.row([name, values, losses, String::new()]);
    }
    table.render()
}

fn clearance_distance(obstacle: &Obstacle) -> String {
    if obstacle.clearance.parts.is_empty() {
        return match obstacle.class {
            Class::Parcel | Class::Zone => "none".to_owned(),
            _ if obstacle.clearance.consult.is_empty() => "not known".to_owned(),
            _ => "none".to_owned(),
        };
    }
    format!("{} m", trimmed(obstacle.clearance.distance().get()))
}

fn clearance_basis(obstacle: &Obstacle) -> String {
    let Some(part) = obstacle.clearance.governing() else {
        return String::new();
    };
    let from = match (&part.part, part.from) {
        (Some(name), MeasuredFrom::PlotForEquipment) => {
            format!(" from the whole plot ({} not located)", name.replace('_', " "))
        }
        (Some(name), _) => format!(" from {}", name.replace('_', " ")),
        (None, MeasuredFrom::Equipment) => " from its equipment".to_owned(),
        (None, _) => format!(" from {}", Language::En.clearance_start(obstacle)),
    };
    let citation = part.source.citation();
    let status = citation.map_or_else(String::new, |citation| {
        format!(" [{}]", Language::En.status(citation.status))
    });
    let burden = match obstacle.clearance.burden {
        Some(Burden::Own) => ", kept on its own land (declared)",
        Some(Burden::Shared) => ", half of it on its own land (declared)",
        None => "",
    };
    format!("{}{from}{status}{burden}", Language::En.source(&part.source))
}

/// The unit of an assumption's values, to be set behind them.
fn assumption_unit(assumption: &Assumption) -> String {
    match assumption.unit() {
        None => String::new(),
        Some(Unit::SquareMetres) => format!(" {}", AreaUnit::M2.symbol()),
        Some(_) => " m".to_owned(),
    }
}

fn relocated(assessment: &Assessment, relocation: &Relocation) -> String {
    let unit = assessment.settings.unit;
    let after: &CarveOut = &relocation.carve_out;
    let mut table = Table::new(&[Align::Left, Align::Right]);
    table.row([
        "usable, carved out".to_owned(),
        unit.format(assessment.carve_out.usable.area().get()),
    ]);
    table.row(["usable after moving".to_owned(), unit.format(after.usable.area().get())]);
    table.row(["recovered".to_owned(), unit.format(relocation.recovered.get())]);
    table.row(["still lost".to_owned(), unit.format(after.ledger.loss().get())]);
    format!("  relocated: {}\n{}", relocation.moved.join(", "), table.render())
}

fn parameters(assessment: &Assessment) -> String {
    let language = Language::En;
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left]);
    for used in assessment.settings.in_use() {
        let value = language.parameter_value(&used, AreaUnit::M2.symbol());
        table.row([language.parameter(&used), value, language.given(used.source).to_owned()]);
    }
    table.render()
}

fn warning_lines<'a>(warnings: impl IntoIterator<Item = &'a Warning>) -> String {
    let mut out = String::new();
    for warning in warnings {
        let _ = writeln!(out, "  - {}", Language::En.warning(warning));
    }
    out
}
