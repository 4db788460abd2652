//! Rows of a batch: as a table, as JSON lines, as features for a GIS, as a page to read.

pub mod summary;

use crate::batch::{Batch, Row, FIGURES};
use crate::document::Geometry;
use crate::report::geojson;
use serde_json::json;

/// Columns before the numbers.
const COLUMNS: [&str; 9] = [
    "index",
    "id",
    "name",
    "status",
    "reason",
    "complete",
    "repaired",
    "obstacle_kinds",
    "warnings",
];

/// A table by RFC 4180, but for its line ends, which are line feeds. Numbers are written so that
/// reading them back gives the same number to the last bit.
#[must_use]
pub fn csv(rows: &[&Row]) -> String {
    let names = COLUMNS.into_iter().chain(FIGURES.iter().map(|figure| figure.name));
    let mut text = names.collect::<Vec<_>>().join(",");
    text.push('\n');
    for row in rows {
        let about = [
            row.index.to_string(),
            quoted(&row.id),
            quoted(&row.name),
            row.status.word().to_owned(),
            quoted(row.reason.as_deref().unwrap_or_default()),
            row.complete.map_or_else(String::new, |complete| complete.to_string()),
            row.repaired.to_string(),
            quoted(&kinds(row)),
            row.warnings.join(";"),
        ];
        let numbers = row
            .figures
            .iter()
            .map(|(_, value)| value.map_or_else(String::new, |value| value.to_string()));
        text.push_str(&about.into_iter().chain(numbers).collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    text
}

/// Kinds of obstacles with their number where there is more than one: `fuel_station;parcel x 3`.
fn kinds(row: &Row) -> String {
    let words = row.kinds.iter().map(|(kind, count)| match count {
        1 => kind.clone(),
        n => format!("{kind} x {n}"),
    });
    words.collect::<Vec<_>>().join(";")
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// One JSON object a line.
#[must_use]
pub fn ndjson(rows: &[&Row]) -> String {
    rows.iter().flat_map(|row| [json!(row).to_string(), "\n".to_owned()]).collect()
}

/// A feature collection: the sites, repaired, with their rows as properties. A site that was
/// refused has no geometry.
#[must_use]
pub fn geojson(batch: &Batch, rows: &[&Row]) -> String {
    let features: Vec<String> = rows
        .iter()
        .map(|row| {
            let geometry =
                batch.site(row.index).map(|site| Geometry::of(&site.frame, &site.footprint));
            json!({ "type": "Feature", "properties": row, "geometry": geometry }).to_string()
        })
        .collect();
    geojson::collection(&features)
}
