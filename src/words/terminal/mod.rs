//! What the report for a terminal says, in English and in the signs of a terminal: m2, not m².

pub(crate) mod headline;
pub(crate) mod layout;
pub(crate) mod obstacle;
pub(crate) mod options;
pub(crate) mod pack;
pub(crate) mod receiving;
pub(crate) mod recommendation;

use crate::assess::Joint;
use crate::language::Language;
use crate::model::Estimate;
use crate::settings::{Assumption, Unit};
use crate::units::{grouped, trimmed, AreaUnit, Metres};
use crate::words::range::assumed;

/// A cell with nothing to say.
pub(crate) const NOTHING: &str = "-";
/// A figure of which there is none.
pub(crate) const NONE: &str = "none";

/// Money, large sums in millions.
pub(crate) fn money(value: f64) -> String {
    match value.abs() {
        large if large >= 1e6 => format!("{} million", grouped(value / 1e6, 2)),
        _ => grouped(value, 0),
    }
}

/// Money with its ends.
pub(crate) fn range(estimate: &Estimate) -> String {
    if estimate.is_exact() {
        return money(estimate.mid);
    }
    let (divisor, decimals, unit) =
        if estimate.high >= 1e6 { (1e6, 2, " million") } else { (1.0, 0, "") };
    let of = |value: f64| grouped(value / divisor, decimals);
    format!("{} ({} to {}){unit}", of(estimate.mid), of(estimate.low), of(estimate.high))
}

/// The unit of an assumption's values, to be set behind them.
fn assumption_unit(assumption: &Assumption) -> String {
    match assumption.unit() {
        None => String::new(),
        Some(Unit::SquareMetres) => format!(" {}", AreaUnit::M2.symbol()),
        Some(_) => " m".to_owned(),
    }
}

/// The two values of an assumption.
pub(crate) fn values(assumption: &Assumption, (first, second): (f64, f64)) -> String {
    format!("{} to {}{}", trimmed(first), trimmed(second), assumption_unit(assumption))
}

/// Land lost, at least and at most.
pub(crate) fn losses((first, second): (f64, f64), unit: AreaUnit) -> String {
    format!("{} to {} lost", unit.number(first), unit.format(second))
}

/// A combination of what is not known.
pub(crate) fn combination(end: &Joint) -> String {
    Language::En.end_of_range(end, &by_id, AreaUnit::M2.symbol())
}

/// A value at which the loss jumps.
pub(crate) fn break_value(assumption: &Assumption, value: f64) -> String {
    assumed(assumption, value, AreaUnit::M2.symbol())
}

/// The loss up to a value and above it.
pub(crate) fn jump((below, above): (f64, f64), unit: AreaUnit) -> String {
    format!("{} lost up to it, {} above", unit.number(below), unit.format(above))
}

/// A kind or a part without the pack at hand: its id, read as words.
pub(crate) fn by_id(id: &str) -> String {
    id.replace('_', " ")
}

/// How long an edge is.
pub(crate) fn metres_long(length: Metres) -> String {
    format!("{} m long", grouped(length.get(), 1))
}

/// How far buildings stay from it.
pub(crate) fn metres_back(setback: Metres) -> String {
    format!("{} m back", trimmed(setback.get()))
}

/// How many edges are not listed.
pub(crate) fn more_edges(count: usize) -> String {
    format!("and {count} more edges")
}

/// Ids one after another.
pub(crate) fn moved(ids: &[String]) -> String {
    format!("relocated: {}", ids.join(", "))
}
