//! A page about a batch: how many, how much, which are the worst, which were refused and why.

use crate::batch::{Batch, Figures, Row};
use crate::language::Language;
use crate::report::html;
use crate::rules::RulePack;
use crate::settings::Settings;
use crate::units::{AreaUnit, SquareMetres};
use crate::words::reader::Reader;
use maud::{html, Markup};
use std::collections::BTreeMap;

/// Bars of a distribution.
const BARS: usize = 20;
/// Rows of the table of the worst sites.
const WORST: usize = 20;

const STYLE: &str = include_str!("summary.css");

/// The page.
#[must_use]
pub fn page(batch: &Batch, rows: &[Row], language: Language) -> String {
    let words = language.screening();
    let (settings, pack) = (batch.settings(), batch.pack());
    let title = language.screening_of(&batch.file);
    let values = |of: fn(&Figures) -> Option<f64>| -> Vec<f64> {
        obstructed(rows).filter_map(|row| of(&row.figures)).collect()
    };
    let percent = |value: f64| format!("{:.0} %", 100.0 * value);
    let times = |value: f64| format!("{value:.1}");
    let body = html! {
        h1 { (title) } "\n"
        p.lead { (words.lead) } "\n"
        (counts(rows, settings.unit, language))
        (distribution(words.shares, &values(|figures| figures.loss_share), &percent))
        (distribution(words.multipliers, &values(|figures| figures.multiplier_net), &times))
        (worst(rows, settings.unit, pack, language))
        (tally(words.by_kind, words.kind, words.sites, &kinds(rows, pack, language)))
        (tally(words.refused, words.reason, words.footprints, &reasons(rows, language)))
        (tally(words.doubts, words.doubt, words.sites, &doubts(rows, language)))
        (parameters(settings, pack, language))
    };
    html::page(language, &title, STYLE, &body)
}

/// What every row was computed with.
fn parameters(settings: &Settings, pack: &RulePack, language: Language) -> Markup {
    let words = language.screening();
    let reader = Reader::new(language, settings.unit, None, pack);
    let rules = pack.name();
    html! {
        h2 { (words.computed_with) } "\n"
        table {
            "\n" tr { @for name in words.parameter_columns { th { (name) } } } "\n"
            @for used in settings.in_use() {
                tr {
                    td { (reader.parameter(&used)) }
                    td { (reader.parameter_value(&used, rules.say(language))) }
                    td { (language.given(used.source)) }
                } "\n"
            }
        } "\n"
    }
}

fn assessed(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| row.status.has_numbers())
}

fn obstructed(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| row.obstructed())
}

fn counts(rows: &[Row], unit: AreaUnit, language: Language) -> Markup {
    let words = language.screening();
    let sum = |of: fn(&Figures) -> Option<SquareMetres>| {
        let areas = assessed(rows).filter_map(|row| of(&row.figures)).map(SquareMetres::get);
        language.area(unit, areas.sum())
    };
    let with_numbers = assessed(rows).count();
    let repaired = rows.iter().filter(|row| row.repaired).count();
    let entries = [
        (words.footprints, rows.len().to_string()),
        (words.assessed, with_numbers.to_string()),
        (words.without_numbers, (rows.len() - with_numbers).to_string()),
        (words.repaired, repaired.to_string()),
        (words.obstructed, obstructed(rows).count().to_string()),
        (words.usable, sum(|figures| figures.baseline_usable_m2)),
        (words.taken, sum(|figures| figures.nominal_m2)),
        (words.lost, sum(|figures| figures.loss_m2)),
    ];
    html! {
        dl {
            "\n" @for (label, value) in entries {
                div { dt { (label) } dd { (value) } } "\n"
            }
        } "\n"
        p.lead { (words.sums) } "\n"
    }
}

/// Bars over equal steps from nothing to the largest value.
fn distribution(title: &str, values: &[f64], label: &dyn Fn(f64) -> String) -> Markup {
    let largest = values.iter().copied().fold(0.0, f64::max);
    if values.len() < 2 || largest <= 0.0 {
        return Markup::default();
    }
    let mut bars = [0usize; BARS];
    for value in values {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of the number of bars, at least zero"
        )]
        let bar = (value / largest * BARS as f64) as usize;
        bars[bar.min(BARS - 1)] += 1;
    }
    let most = bars.iter().copied().max().unwrap_or(1).max(1);
    let (width, height) = (40.0, 120.0);
    let right = width * BARS as f64;
    let at = |place: f64| format!("{place:.1}");
    html! {
        h2 { (title) } "\n"
        svg viewBox=(format!("0 0 {right} 160")) role="img" aria-label=(title) {
            "\n" @for (number, count) in bars.iter().enumerate() {
                @let (x, tall) = (width * number as f64, height * *count as f64 / most as f64);
                @let top = 20.0 + height - tall;
                rect fill="#b5543a" x=(at(x + 1.0)) y=(at(top)) width=(at(width - 2.0)) height=(at(tall)) {} "\n"
                @if *count > 0 {
                    text x=(at(x + width / 2.0)) y=(at(top - 4.0)) text-anchor="middle" { (count) } "\n"
                }
                @if number % 4 == 0 {
                    text x=(at(x)) y="155" { (label(largest * number as f64 / BARS as f64)) } "\n"
                }
            }
            text x=(at(right)) y="155" text-anchor="end" { (label(largest)) } "\n"
        } "\n"
    }
}

fn worst(rows: &[Row], unit: AreaUnit, pack: &RulePack, language: Language) -> Markup {
    let mut sorted: Vec<&Row> = obstructed(rows).collect();
    let loss = |row: &Row| row.figures.loss_m2.unwrap_or_default().get();
    sorted.sort_by(|a, b| loss(b).total_cmp(&loss(a)).then(a.index.cmp(&b.index)));
    if sorted.is_empty() {
        return Markup::default();
    }
    let words = language.screening();
    let [site, before, taken, lost, share, times, in_the_way] = words.worst_columns;
    let area = |area: Option<SquareMetres>| area.map(|area| language.area(unit, area.get()));
    html! {
        h2 { (words.worst) } "\n"
        table {
            "\n" tr {
                th { (site) }
                @for name in [before, taken, lost, share, times] { th.n { (name) } }
                th { (in_the_way) }
            } "\n"
            @for row in sorted.into_iter().take(WORST) {
                @let figures = &row.figures;
                tr {
                    td { (row.id) @if row.name != row.id { " " (row.name) } }
                    @for area in [figures.baseline_usable_m2, figures.nominal_m2, figures.loss_m2].map(area) {
                        td.n { @if let Some(area) = area { (area) } }
                    }
                    td.n { @if let Some(share) = figures.loss_share { (format!("{:.1} %", 100.0 * share)) } }
                    td.n { (figures.multiplier_net.map_or_else(|| "–".to_owned(), |times| format!("{times:.1}"))) }
                    td {
                        @for (number, (kind, count)) in row.kinds.iter().enumerate() {
                            @if number > 0 { (words.comma) }
                            (count) " " (language.kind(kind, pack))
                        }
                    }
                } "\n"
            }
        } "\n"
    }
}

/// How often each of some words occurs.
fn counted(words: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

fn kinds(rows: &[Row], pack: &RulePack, language: Language) -> BTreeMap<String, usize> {
    let kinds = assessed(rows).flat_map(|row| row.kinds.keys());
    counted(kinds.map(|kind| language.kind(kind, pack)))
}

fn doubts(rows: &[Row], language: Language) -> BTreeMap<String, usize> {
    let codes = rows.iter().flat_map(|row| &row.warnings);
    counted(codes.map(|code| language.doubt_kind(*code)))
}

/// Why footprints have no numbers, and how many for each cause.
#[must_use]
pub fn reasons(rows: &[Row], language: Language) -> BTreeMap<String, usize> {
    counted(rows.iter().filter_map(|row| language.refusal(row)))
}

fn tally(title: &str, what: &str, of: &str, counts: &BTreeMap<String, usize>) -> Markup {
    if counts.is_empty() {
        return Markup::default();
    }
    let mut sorted: Vec<(&String, &usize)> = counts.iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    html! {
        h2 { (title) } "\n"
        table {
            "\n" tr { th { (what) } th.n { (of) } } "\n"
            @for (word, count) in sorted {
                tr { td { (word) } td.n { (count) } } "\n"
            }
        } "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Status;
    use crate::batch::WithoutNumbers;

    #[test]
    fn nothing_of_a_name_becomes_markup() {
        let name = "<b>\"&\"</b>";
        let shown = "&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;";
        let why = WithoutNumbers::of_any(name.to_owned());
        let mut row = Row::without(0, name.to_owned(), "7".to_owned(), Status::Assessed, why);
        row.kinds = [(name.to_owned(), 2)].into();
        let rows = [row];
        let pack = RulePack::builtin("cn").unwrap();
        let language = Language::En;
        let table = worst(&rows, AreaUnit::M2, pack, language).into_string();
        assert!(table.contains(&format!("<td>{shown} 7</td>")), "{table}");
        assert!(table.contains(&format!("<td>2 {shown}</td>")), "{table}");
        for counts in [kinds(&rows, pack, language), reasons(&rows, language)] {
            let table = tally("title", "what", "of", &counts).into_string();
            assert!(table.contains(&format!("<td>{shown}</td>")), "{table}");
        }
    }
}
