//! Options and their costs.

use super::{money, range};
use crate::language::Language;
use crate::model::{CostItem, Estimate, Expense};
use crate::relocate::{Cost, CostLine, Verdict};
use crate::rules::Source;
use crate::units::{grouped, AreaUnit};
use crate::ways_out::{Alternative, Alternatives, EVERY_SUBSET};

/// Behind a sum that lacks something.
const AND_MORE: &str = " +?";

/// The head of the column of break-even prices.
pub(crate) const BREAK_EVEN: &str = "break-even price per m2";

/// What an option is called, marked where it is recommended or cannot be had.
pub(crate) fn option(ways: &Alternatives, option: &Alternative) -> String {
    let best = ways.recommended().is_some_and(|best| std::ptr::eq(best, option));
    let nowhere = if option.verdict == Verdict::Fail { " (no receiving site)" } else { "" };
    let name = Language::En.option(&ways.name(option));
    format!("{}{name}{nowhere}", if best { "> " } else { "" })
}

/// What an option recovers, less what it takes elsewhere.
pub(crate) fn net(option: &Alternative, unit: AreaUnit) -> String {
    option.net_m2.map_or_else(|| Language::En.unknown(), |net| unit.format(net))
}

/// What an option costs, marked where something has no figure.
pub(crate) fn cost(option: &Alternative) -> String {
    let cost = option.cost.as_ref();
    cost.map_or_else(|| Language::En.unknown(), |cost| range(cost) + more(option))
}

/// The land price from which an option pays.
pub(crate) fn break_even(option: &Alternative) -> String {
    let price = option.break_even.as_ref();
    price.map_or_else(String::new, |price| format!("{}{}", grouped(price.mid, 0), more(option)))
}

fn more(option: &Alternative) -> &'static str {
    if option.missing.is_empty() {
        ""
    } else {
        AND_MORE
    }
}

/// That not every option is listed.
pub(crate) fn only_the_front(ways: &Alternatives) -> String {
    format!(
        "{} options in all; only those are listed that no other beats in cost, usable land and largest \
         rectangle.",
        ways.options.len()
    )
}

/// That not every combination was tried.
pub(crate) fn not_every_subset() -> String {
    format!(
        "More than {EVERY_SUBSET} obstacles may move: of their combinations only each alone, and one \
         more at a time, largest recovery first."
    )
}

/// What the mark of a sum that lacks something means.
pub(crate) const AND_MORE_MEANS: &str =
    "+? items without a figure are not in the sum; see the warnings.";

/// The sum of what is known of a cost.
pub(crate) fn total(cost: &Cost) -> String {
    if cost.missing().count() == cost.lines.len() {
        Language::En.unknown()
    } else {
        range(&cost.total())
    }
}

/// The items of a cost, the largest first, then those without a figure.
pub(crate) fn items(cost: &Cost) -> String {
    let mut lines: Vec<(&CostLine, Estimate)> = cost
        .lines
        .iter()
        .filter_map(|line| Some((line, line.amount.filter(|amount| amount.high > 0.0)?)))
        .collect();
    lines.sort_by(|a, b| b.1.mid.total_cmp(&a.1.mid));
    let mut items: Vec<String> = lines.iter().map(|(line, amount)| item(line, amount)).collect();
    let missing: Vec<&str> = cost.missing().map(|item| Language::En.item(item)).collect();
    if !missing.is_empty() {
        items.push(format!("no figure for {}", missing.join(", ")));
    }
    items.join("; ")
}

fn item(line: &CostLine, amount: &Estimate) -> String {
    let from = line.source.as_ref().and_then(Source::citation);
    let from = from.map_or_else(String::new, |citation| {
        format!(" [{citation}, {}]", Language::En.status(citation.status))
    });
    format!("{} {}{from}", Language::En.item(line.item), money(amount.mid))
}

/// Items without a figure; an item that several lack is named once.
pub(super) fn missing(expenses: &[Expense]) -> String {
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
    let words = items.iter().map(|(item, who)| {
        let item = Language::En.item(*item);
        match who.as_slice() {
            [only] => format!("{item} of {}", Language::En.id(only)),
            all => format!("{item} of {}", all.len()),
        }
    });
    words.chain(others).collect::<Vec<_>>().join(", ")
}
