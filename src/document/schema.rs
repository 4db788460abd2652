//! `data/schema/assessment.schema.json`, `detection.schema.json` and `relocation.schema.json`, derived
//! from the documents.
//!
//! A schema lists what is written, all of it: objects are closed, so that a field without a word in it
//! cannot slip into a result. Readers are free to accept more.

use super::{Detection, Document, ReceivingSites};
use crate::schema::{derived, kept_schema};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}

fn written<T: JsonSchema>(name: &str, by: &str) -> Value {
    let settings =
        SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(close));
    derived::<T>(
        settings,
        name,
        &format!("carveout/{name}/1: what `carveout {by} --format json` writes"),
    )
}

/// Checks that every field of every object says what it is; gives how many there are.
fn described(schema: &Value, place: &str) -> usize {
    let fields = schema["properties"].as_object().into_iter().flatten();
    let fields = fields.map(|(name, field)| {
        // A tag says all by itself; what GeoJSON's coordinates are, the words of the type say.
        let plain = field.get("const").is_some() || name == "coordinates";
        let said = field["description"].as_str().is_some_and(|words| !words.is_empty());
        assert!(plain || said, "{place}/{name} has no words");
    });
    let fields = fields.count();
    let within: usize = match schema {
        Value::Object(members) => {
            let members = members.iter();
            members.map(|(key, one)| described(one, &format!("{place}/{key}"))).sum()
        }
        Value::Array(items) => items.iter().map(|item| described(item, place)).sum(),
        _ => 0,
    };
    fields + within
}

#[test]
fn the_schemas_are_what_the_types_say() {
    for (name, schema, least) in [
        ("assessment", written::<Document>("assessment", "assess"), 200),
        ("detection", written::<Detection>("detection", "detect"), 40),
        ("relocation", written::<ReceivingSites>("relocation", "relocate"), 50),
    ] {
        kept_schema(name, &schema);
        let fields = described(&schema, name);
        assert!(fields >= least, "{name}: {fields} fields");
    }
}
