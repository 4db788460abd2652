//! JSON Schemas derived from types, and the files they are kept in.
//!
//! The files are compiled in and printed by `carveout schema`. Tests derive them anew and compare;
//! `CARVEOUT_BLESS=1 cargo test --lib schema` writes them.

use schemars::generate::SchemaSettings;
use schemars::JsonSchema;
use serde_json::Value;
use std::path::Path;

/// The schema of a type by draft 2020-12, named after what it describes.
pub(crate) fn derived<T: JsonSchema>(settings: SchemaSettings, name: &str, title: &str) -> Value {
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), Value::from(format!("urn:carveout:schema:{name}:1")));
    schema.insert("title".to_owned(), Value::from(title));
    schema.to_value()
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
