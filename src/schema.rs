//! JSON Schemas derived from types, and the files they are kept in.
//!
//! The files are compiled in and printed by `carveout schema`. Tests derive them anew and compare;
//! `CARVEOUT_BLESS=1 cargo test --lib schema` writes them.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;
use std::path::Path;

/// The schema of a type by draft 2020-12, named after what it describes.
pub(crate) fn derived<T: JsonSchema>(settings: SchemaSettings, name: &str, title: &str) -> Value {
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), Value::from(format!("urn:carveout:schema:{name}:1")));
    schema.insert("title".to_owned(), Value::from(title));
    schema.to_value()
}

/// Derives the schema of what is written, compares it with its file, and gives how many fields it describes.
///
/// It lists what is written, all of it: objects are closed, so that a field without a word in it cannot slip
/// into a result. Readers are free to accept more.
pub(crate) fn kept_written<T: JsonSchema>(name: &str, title: &str) -> usize {
    let settings =
        SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(close));
    let schema = derived::<T>(settings, name, title);
    kept_schema(name, &schema);
    described(&schema, name)
}

fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
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

/// Compares a schema with its file in `data/schema`.
pub(crate) fn kept_schema(name: &str, schema: &Value) {
    kept(&format!("data/schema/{name}.schema.json"), &format!("{schema:#}\n"));
}

/// Compares a text with the file it is kept in, or writes it there.
pub(crate) fn kept(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("CARVEOUT_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == text,
        "{} is not what the types say; `CARVEOUT_BLESS=1 cargo test --lib schema` writes it anew",
        path.display()
    );
}
