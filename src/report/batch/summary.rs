//! A page about a batch: how many, how much, which are the worst, which were refused and why.
//!
//! One file without scripts, fonts or anything else from elsewhere: it can be mailed and printed.

use crate::batch::{Batch, Row, Status};
use crate::language::Language;
use crate::report::escaped;
use crate::settings::Settings;
use crate::units::AreaUnit;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Bars of a distribution.
const BARS: usize = 20;
/// Rows of the table of the worst sites.
const WORST: usize = 20;

const STYLE: &str = "\
body{font:15px/1.5 'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;\
color:#1c2733;max-width:62rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}\
p.lead{color:#51606f;margin:.2rem 0 1.2rem}\
dl{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin:0}dt{color:#51606f;font-size:.85rem}\
dd{margin:0;font-size:1.35rem;font-variant-numeric:tabular-nums}\
table{border-collapse:collapse;width:100%}\
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #dde4ea;vertical-align:top}\
th{font-weight:600;font-size:.85rem;color:#51606f}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
svg{width:100%;height:auto}svg text{font-size:11px;fill:#51606f}";

/// The page.
#[must_use]
pub fn page(batch: &Batch, rows: &[Row]) -> String {
    let settings = batch.settings();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{file}: screening</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>Screening of {file}</h1>\n\
         <p class=\"lead\">用地筛查 · what obstacles cost each footprint in usable land if they are \
         carved out.</p>\n",
        file = escaped(&batch.file),
    );
    counts(&mut out, rows, settings.unit);
    let shares: Vec<f64> =
        obstructed(rows).filter_map(|row| row.figures.get("loss_share")).collect();
    let title = "Share of the usable land that is lost, sites with obstacles 损失占比";
    distribution(&mut out, title, &shares, &|value| format!("{:.0} %", 100.0 * value));
    let factors: Vec<f64> =
        obstructed(rows).filter_map(|row| row.figures.get("multiplier")).collect();
    let title = "Times more lost than taken, sites with something standing in them 放大倍数";
    distribution(&mut out, title, &factors, &|value| format!("{value:.1}"));
    worst(&mut out, rows, settings.unit);
    tally(&mut out, "Obstacles by kind 制约要素", "Kind", "Sites", &kinds(rows));
    let reasons = reasons(rows);
    tally(&mut out, "Footprints without numbers 未评估", "Reason", "Footprints", &reasons);
    tally(&mut out, "Doubts 存疑", "Warning", "Sites", &warnings(rows));
    parameters(&mut out, settings);
    out.push_str("</body>\n</html>\n");
    out
}

/// What every row was computed with.
fn parameters(out: &mut String, settings: &Settings) {
    let language = Language::En;
    out.push_str(
        "<h2>Computed with 计算参数</h2>\n<table>\n<tr><th>Parameter</th><th>Value</th><th>From</th></tr>\n",
    );
    for used in settings.in_use() {
        let value = language.parameter_value(&used, language.unit(AreaUnit::M2));
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&language.parameter(&used)),
            escaped(&value),
            language.given(used.source),
        );
    }
    out.push_str("</table>\n");
}

fn assessed(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| row.status == Status::Assessed)
}

fn obstructed(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| row.obstructed())
}

fn sum(rows: &[Row], field: &str) -> f64 {
    assessed(rows).filter_map(|row| row.figures.get(field)).sum()
}

fn counts(out: &mut String, rows: &[Row], unit: AreaUnit) {
    let without = rows.len() - assessed(rows).count();
    let entries = [
        ("footprints 地块", rows.len().to_string()),
        ("assessed 已评估", assessed(rows).count().to_string()),
        ("without numbers 未评估", without.to_string()),
        ("repaired 已修复", rows.iter().filter(|row| row.repaired).count().to_string()),
        ("with obstacles 有制约", obstructed(rows).count().to_string()),
        ("usable without obstacles 原可用", unit.format(sum(rows, "baseline_usable_m2"))),
        ("taken 占地", unit.format(sum(rows, "nominal_m2"))),
        ("lost 损失", unit.format(sum(rows, "loss_m2"))),
    ];
    out.push_str("<dl>\n");
    for (label, value) in entries {
        let _ = writeln!(out, "<div><dt>{label}</dt><dd>{}</dd></div>", escaped(&value));
    }
    out.push_str(
        "</dl>\n<p class=\"lead\">Sums are over sites; where sites overlap, their land \
                  counts for each.</p>\n",
    );
}

/// Bars over equal steps from nothing to the largest value.
fn distribution(out: &mut String, title: &str, values: &[f64], label: &dyn Fn(f64) -> String) {
    let largest = values.iter().copied().fold(0.0, f64::max);
    if values.len() < 2 || largest <= 0.0 {
        return;
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
    let _ = writeln!(
        out,
        "<h2>{title}</h2>\n<svg viewBox=\"0 0 {} 160\" role=\"img\" aria-label=\"{title}\">",
        width * BARS as f64
    );
    for (number, count) in bars.iter().enumerate() {
        let (x, tall) = (width * number as f64, height * *count as f64 / most as f64);
        let top = 20.0 + height - tall;
        let _ = writeln!(
            out,
            "<rect fill=\"#b5543a\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{tall:.1}\"/>",
            x + 1.0,
            width - 2.0
        );
        if *count > 0 {
            let _ = writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{count}</text>",
                x + width / 2.0,
                top - 4.0
            );
        }
        if number % 4 == 0 {
            let value = label(largest * number as f64 / BARS as f64);
            let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"155\">{value}</text>");
        }
    }
    let _ = writeln!(
        out,
        "<text x=\"{:.1}\" y=\"155\" text-anchor=\"end\">{}</text>\n</svg>",
        width * BARS as f64,
        label(largest)
    );
}

fn worst(out: &mut String, rows: &[Row], unit: AreaUnit) {
    let mut sorted: Vec<&Row> = obstructed(rows).collect();
    let loss = |row: &Row| row.figures.get("loss_m2").unwrap_or(0.0);
    sorted.sort_by(|a, b| loss(b).total_cmp(&loss(a)).then(a.index.cmp(&b.index)));
    if sorted.is_empty() {
        return;
    }
    out.push_str(
        "<h2>Most land lost 损失最大</h2>\n<table>\n<tr><th>Site</th><th class=\"n\">Usable before</th>\
         <th class=\"n\">Taken</th><th class=\"n\">Lost</th><th class=\"n\">Share</th>\
         <th class=\"n\">Times</th><th>In the way</th></tr>\n",
    );
    for row in sorted.into_iter().take(WORST) {
        let area =
            |field: &str| row.figures.get(field).map_or_else(String::new, |m2| unit.format(m2));
        let share = row.figures.get("loss_share");
        let kinds: Vec<String> = row
            .kinds
            .iter()
            .map(|(kind, count)| format!("{count} {}", kind.replace('_', " ")))
            .collect();
        let name = if row.name == row.id { String::new() } else { format!(" {}", row.name) };
        let _ = writeln!(
            out,
            "<tr><td>{}{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>\
             <td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
            escaped(&row.id),
            escaped(&name),
            area("baseline_usable_m2"),
            area("nominal_m2"),
            area("loss_m2"),
            share.map_or_else(String::new, |share| format!("{:.1} %", 100.0 * share)),
            row.figures.get("multiplier").map_or_else(|| "–".to_owned(), |m| format!("{m:.1}")),
            escaped(&kinds.join(", ")),
        );
    }
    out.push_str("</table>\n");
}

fn kinds(rows: &[Row]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for kind in assessed(rows).flat_map(|row| row.kinds.keys()) {
        *counts.entry(kind.replace('_', " ")).or_insert(0) += 1;
    }
    counts
}

fn warnings(rows: &[Row]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for code in rows.iter().flat_map(|row| &row.warnings) {
        *counts.entry(code.replace('_', " ")).or_insert(0) += 1;
    }
    counts
}

/// Why footprints have no numbers, and how many for each cause.
#[must_use]
pub fn reasons(rows: &[Row]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for cause in rows.iter().filter_map(|row| row.cause.clone()) {
        *counts.entry(cause).or_insert(0) += 1;
    }
    counts
}

fn tally(out: &mut String, title: &str, what: &str, of: &str, counts: &BTreeMap<String, usize>) {
    if counts.is_empty() {
        return;
    }
    let mut sorted: Vec<(&String, &usize)> = counts.iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let _ = writeln!(
        out,
        "<h2>{title}</h2>\n<table>\n<tr><th>{what}</th><th class=\"n\">{of}</th></tr>"
    );
    for (word, count) in sorted {
        let _ = writeln!(out, "<tr><td>{}</td><td class=\"n\">{count}</td></tr>", escaped(word));
    }
    out.push_str("</table>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_becomes_markup() {
        assert_eq!(escaped("<b>\"&\"</b>"), "&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;");
    }
}
