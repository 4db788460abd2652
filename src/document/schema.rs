//! `data/schema/assessment.schema.json`, `detection.schema.json` and `relocation.schema.json`, derived
//! from the documents.

use super::{Detection, Document, ReceivingSites};
use crate::schema::kept_written;

#[test]
fn the_schemas_are_what_the_types_say() {
    let title = |name, by| format!("carveout/{name}/1: what `carveout {by} --format json` writes");
    let assessment = title("assessment", "assess");
    let detection = title("detection", "detect");
    let relocation = title("relocation", "relocate");
    for (name, fields, least) in [
        ("assessment", kept_written::<Document>("assessment", &assessment), 200),
        ("detection", kept_written::<Detection>("detection", &detection), 40),
        ("relocation", kept_written::<ReceivingSites>("relocation", &relocation), 50),
    ] {
        assert!(fields >= least, "{name}: {fields} fields");
    }
}
