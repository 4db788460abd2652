//! Rows of a batch: as a table, as JSON lines, as features for a GIS, as a page to read.

pub mod summary;

use crate::batch::{Batch, Row, FIGURES};
use crate::document::Written;
use crate::report::geojson;
use serde_json::json;
use std::borrow::Cow;
use std::io;

/// A column before the numbers: its name, and what a row has there.
type Column = (&'static str, fn(&Row) -> String);

/// The columns before the numbers.
const COLUMNS: [Column; 9] = [
    ("index", |row| row.index.to_string()),
    ("id", |row| row.id.clone()),
    ("name", |row| row.name.clone()),
    ("status", |row| row.status.word().to_owned()),
    ("reason", |row| row.reason.clone().unwrap_or_default()),
    ("complete", |row| row.complete.map_or_else(String::new, |complete| complete.to_string())),
    ("repaired", |row| row.repaired.to_string()),
    ("obstacle_kinds", kinds),
    ("warnings", |row| row.warnings.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(";")),
];

/// A table by RFC 4180, but for its line ends, which are line feeds. Numbers are written so that
/// reading them back gives the same number to the last bit. A text that a spreadsheet would take for a
/// formula stands behind an apostrophe (OWASP, "CSV injection"). With `bom` the table begins with a byte-order
/// mark, without which Excel does not take it for UTF-8.
///
/// # Errors
/// None that a table in memory can raise; they are those of the writer.
pub fn csv(rows: &[&Row], bom: bool) -> io::Result<String> {
    let begin = if bom { "\u{feff}" } else { "" };
    let mut table = csv::Writer::from_writer(begin.as_bytes().to_vec());
    let names = COLUMNS.iter().map(|(name, _)| *name);
    table.write_record(names.chain(FIGURES.iter().map(|figure| figure.name)))?;
    for row in rows {
        let about = COLUMNS.iter().map(|(_, cell)| harmless(&cell(row)).into_owned());
        let numbers = FIGURES.iter().map(|figure| figure.of(&row.figures));
        let numbers = numbers.map(|value| value.map_or_else(String::new, |it| it.to_string()));
        table.write_record(about.chain(numbers))?;
    }
    let bytes = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// A cell that no spreadsheet computes. Numbers are harmless as they are.
fn harmless(cell: &str) -> Cow<'_, str> {
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@']);
    if formula && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Kinds of obstacles with their number where there is more than one: `fuel_station;parcel x 3`.
fn kinds(row: &Row) -> String {
    let words = row.kinds.iter().map(|(kind, count)| match count {
        1 => kind.clone(),
        n => format!("{kind} x {n}"),
    });
    words.collect::<Vec<_>>().join(";")
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
    let mut left_out = 0;
    let features: Vec<String> = rows
        .iter()
        .map(|row| {
            let written =
                batch.site(row.index).map(|site| Written::of(&site.frame, &site.footprint));
            left_out += written.as_ref().map_or(0, |written| written.left_out);
            let geometry = written.map(|written| written.geometry);
            json!({ "type": "Feature", "properties": row, "geometry": geometry }).to_string()
        })
        .collect();
    geojson::collection(&features, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{Status, WithoutNumbers};

    fn row(id: &str, name: &str, reason: &str) -> Row {
        let why = WithoutNumbers::of_any(reason.to_owned());
        let mut row = Row::without(0, id.to_owned(), name.to_owned(), Status::Refused, why);
        row.kinds = [("fuel_station".to_owned(), 1), ("parcel".to_owned(), 3)].into();
        row.figures = serde_json::from_str(r#"{"loss_m2":2.5,"obstacles":4}"#).unwrap();
        row
    }

    #[test]
    fn a_table_is_read_back_as_it_was_meant() {
        let odd = [
            ["plain", "加油站 7", "a, b; c"],
            ["\"quoted\"", "two\nlines", "a \"b\", c"],
            ["\r", "\"", ",,\r\n,"],
            ["", " blank ", "'='"],
        ];
        let rows = odd.map(|[id, name, reason]| row(id, name, reason));
        let text = csv(&rows.iter().collect::<Vec<_>>(), false).unwrap();
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let names: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
        let read: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!(read.len(), odd.len());
        let column = |name: &str| names.iter().position(|one| one == name).unwrap();
        for (record, words) in read.iter().zip(odd) {
            assert_eq!(["id", "name", "reason"].map(|name| &record[column(name)]), words);
            assert_eq!(&record[column("obstacle_kinds")], "fuel_station;parcel x 3");
            let numbers = ["loss_m2", "obstacles", "usable_m2"].map(|name| &record[column(name)]);
            assert_eq!(numbers, ["2.5", "4", ""]);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        let text = csv(&[&row("=1+1", "@SUM(A1)", " -2+3")], false).unwrap();
        let line = text.lines().nth(1).unwrap();
        assert!(line.starts_with("0,'=1+1,'@SUM(A1),refused,' -2+3,"), "{line}");
        let text = csv(&[&row("-5", "+3.5", "a=b")], false).unwrap();
        let line = text.lines().nth(1).unwrap();
        assert!(line.starts_with("0,-5,+3.5,refused,a=b,"), "{line}");
    }

    #[test]
    fn a_table_for_excel_begins_with_a_byte_order_mark() {
        assert!(csv(&[], true).unwrap().starts_with("\u{feff}index,"));
        assert!(csv(&[], false).unwrap().starts_with("index,"));
    }

    #[test]
    fn only_what_must_be_is_quoted() {
        let text = csv(&[&row("a", "b c; 'd'", "e, \"f\"")], false).unwrap();
        let line = text.lines().nth(1).unwrap();
        assert!(line.starts_with("0,a,b c; 'd',refused,\"e, \"\"f\"\"\",,false,"), "{line}");
        assert_eq!(csv(&[], false).unwrap().lines().count(), 1, "names stand above nothing too");
    }

    #[test]
    fn a_table_and_a_line_of_json_name_the_same() {
        let row = row("a", "b", "c");
        let text = csv(&[&row], false).unwrap();
        let mut names: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        names.retain(|name| *name != "obstacle_kinds");
        let line = json!(row);
        let mut fields: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        fields.retain(|name| !["kinds", "cause"].contains(name));
        assert_eq!(names, fields);
    }
}
