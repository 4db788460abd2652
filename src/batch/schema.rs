//! `data/schema/row.schema.json`, derived from a row.

use super::{Row, FIGURES};
use crate::schema::kept_written;

#[test]
fn the_schema_is_what_the_row_says() {
    let title = "carveout/row/1: a line of what `carveout batch -o FILE.ndjson` writes";
    let fields = kept_written::<Row>("row", title);
    assert!(fields > FIGURES.len(), "{fields} fields");
}
