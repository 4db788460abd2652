//! TOML text → trusted pack.
//!
//! 1. The text is parsed as plain TOML.
//! 2. Tables with `rows` and `by_grade` are written out: one table for each value, the nearer key
//!    winning, ids joined by dots.
//! 3. Each table is checked on its own (numbers, words of a closed list, where it comes from) and turned
//!    into its type; one that fails is a problem and left out.
//! 4. The whole is checked for what only shows across tables (`validate`).
//!
//! Every problem of every step is collected; a pack comes out only if there is none.

use super::builtin::NAMES;
use super::citation::Status;
use super::distances::{Effect, HeightOf};
use super::error::{Problem, RulesError};
use super::pack::{BoxDeg, Contents, RulePack, SCHEMA};
use super::provenance::Confidence;
use super::relocations::{Bound, Per, Priced};
use super::validate::{self, Declared};
use super::vocabulary::Geometry;
use crate::text_file;
use serde::de::DeserializeOwned;
use std::path::Path;
use toml::{Table, Value};

/// Keys that say where a rule comes from; they become its `provenance`.
const PROVENANCE: [&str; 9] = [
    "source",
    "source_zh",
    "clause",
    "clause_zh",
    "status",
    "confidence",
    "seen",
    "jurisdiction",
    "note",
];
/// Those a rule cannot do without.
const REQUIRED: [&str; 4] = ["source", "clause", "status", "confidence"];
/// Keys in English, each with the key of its Chinese.
const TRANSLATED: [(&str, &str); 2] = [("source", "source_zh"), ("clause", "clause_zh")];
/// Keys that make up the distance of a clearance.
const DISTANCE: [&str; 4] = ["distance_m", "low_m", "height", "polygon"];
/// Numbers that are neither lengths nor areas.
const PLAIN_NUMBERS: [&str; 5] = ["value", "value_max", "above", "up_to", "factor"];
/// Keys whose value is one of a closed list of words.
const CLOSED: [(&str, &[&str]); 8] = [
    ("status", Status::WORDS),
    ("confidence", Confidence::WORDS),
    ("effect", Effect::WORDS),
    ("geometry", Geometry::WORDS),
    ("bound", Bound::WORDS),
    ("of", HeightOf::WORDS),
    ("item", Priced::WORDS),
    ("per", Per::WORDS),
];

impl RulePack {
    /// The built-in pack of that name, or the one in a file.
    ///
    /// # Errors
    /// [`RulesError`] when it is neither, and for a file that is no sound pack.
    pub fn load(name: &str) -> Result<Self, RulesError> {
        if let Some(pack) = Self::builtin(name) {
            return Ok(pack.clone());
        }
        let path = Path::new(name);
        if path.extension().is_none() && !path.exists() {
            return Err(RulesError::Unknown { name: name.to_owned(), known: &NAMES });
        }
        Self::read(path)
    }

    /// Reads a pack from a file.
    ///
    /// # Errors
    /// [`RulesError`] for a file that cannot be read or is no sound pack.
    pub fn read(path: &Path) -> Result<Self, RulesError> {
        let origin = path.display().to_string();
        let text = text_file::read(path).map_err(|cause| RulesError::Unreadable {
            origin: origin.clone(),
            cause: cause.to_string(),
        })?;
        Self::from_toml(&text, &origin)
    }

    /// Reads a pack; `origin` names the file in messages.
    ///
    /// # Errors
    /// Text that is not TOML, or a pack with defects: the error lists every one of them.
    pub fn from_toml(text: &str, origin: &str) -> Result<RulePack, RulesError> {
        let root: Table = toml::from_str(text).map_err(|error| RulesError::NotToml {
            origin: origin.to_owned(),
            message: error.message().to_owned(),
            line: error.span().map(|span| line_of(text, span.start)),
        })?;
        let mut reader = Reader { root, problems: Vec::new(), declared: Declared::default() };
        let contents = reader.contents();
        let Reader { mut problems, declared, .. } = reader;
        validate::across(&contents, &declared, &mut problems);
        if problems.is_empty() {
            Ok(RulePack::new(origin, contents))
        } else {
            Err(RulesError::Invalid { origin: origin.to_owned(), problems })
        }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

struct Reader {
    root: Table,
    problems: Vec<Problem>,
    declared: Declared,
}

impl Reader {
    fn contents(&mut self) -> Contents {
        let schema = self.text("schema");
        if !schema.is_empty() && schema != SCHEMA {
            let message =
                format!("\"{schema}\" is not \"{SCHEMA}\", the schema this version reads");
            self.problems.push(Problem::new("pack", None, Some("schema"), message));
        }
        let contents = Contents {
            region: self.text("region"),
            title: self.text("title"),
            title_zh: self.root.contains_key("title_zh").then(|| self.text("title_zh")),
            extent: self.extent(),
            default_conditions: self.default_conditions(),
            documents: self.words("document", "name"),
            jurisdictions: self.words("jurisdiction", "id"),
            conditions: self.words("condition", "id"),
            parts: self.words("part", "id"),
            receptors: self.words("receptor", "id"),
            uses: self.words("use", "id"),
            kinds: self.words("kind", "id"),
            grade_limits: self.rules("grade_limit", None),
            clearances: self.rules("clearance", Some("distance_m")),
            modifiers: self.rules("modifier", None),
            sitings: self.rules("siting", None),
            definitions: self.rules("definition", None),
            corridors: self.rules("corridor", Some("low_m")),
            accesses: self.rules("access", Some("width_m")),
            site_areas: self.rules("site_area", None),
            relocations: self.rules("relocation", None),
            land_controls: self.rules("land_control", Some("value")),
            cost_components: self.rules("cost_component", None),
            cost_values: self.rules("cost_value", Some("value")),
            authorities: self.rules("authority", None),
            procedure_steps: self.rules("procedure", None),
        };
        for key in self.root.keys() {
            let message = "no such key or table in this schema";
            self.problems.push(Problem::new("pack", None, Some(key), message));
        }
        contents
    }

    /// A line of text that the head of a pack must have.
    fn text(&mut self, key: &str) -> String {
        match self.root.remove(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => text,
            found => {
                let message = if found.is_none() { "is missing" } else { "must be a line of text" };
                self.problems.push(Problem::new("pack", None, Some(key), message));
                String::new()
            }
        }
    }

    fn extent(&mut self) -> Vec<BoxDeg> {
        let Some(value) = self.root.remove("extent") else { return Vec::new() };
        let boxes: Vec<BoxDeg> = value.try_into().unwrap_or_default();
        let in_order = |[west, south, east, north]: &BoxDeg| {
            west < east && south < north && west.abs().max(east.abs()) <= 180.0
        };
        if boxes.is_empty() || !boxes.iter().all(in_order) {
            let message = "must be a list of boxes in degrees: [west, south, east, north]";
            self.problems.push(Problem::new("pack", None, Some("extent"), message));
        }
        boxes
    }

    fn default_conditions(&mut self) -> Vec<String> {
        let key = "default_conditions";
        let Some(value) = self.root.remove(key) else { return Vec::new() };
        value.try_into().unwrap_or_else(|_| {
            let message = "must be a list of condition ids";
            self.problems.push(Problem::new("pack", None, Some(key), message));
            Vec::new()
        })
    }

    fn tables(&mut self, name: &str) -> Vec<Table> {
        let Some(value) = self.root.remove(name) else { return Vec::new() };
        value.try_into().unwrap_or_else(|_| {
            let message = format!("must be written as [[{name}]]");
            self.problems.push(Problem::new("pack", None, Some(name), message));
            Vec::new()
        })
    }

    /// A table of the pack's vocabulary.
    fn words<T: DeserializeOwned>(&mut self, name: &'static str, id_key: &str) -> Vec<T> {
        let tables = self.tables(name);
        tables
            .into_iter()
            .filter_map(|table| {
                let id = self.id(name, id_key, &table);
                self.typed(name, id.as_deref(), table)
            })
            .collect()
    }

    /// A table of rules: written out, each with its origin.
    fn rules<T: DeserializeOwned>(&mut self, name: &'static str, figure: Option<&str>) -> Vec<T> {
        let mut written_out = Vec::new();
        for table in self.tables(name) {
            self.write_out(name, figure, table, &mut written_out);
        }
        written_out
            .into_iter()
            .filter_map(|mut table| {
                let id = self.id(name, "id", &table);
                let known = self.problems.len();
                for key in REQUIRED {
                    let given = table.get(key).and_then(Value::as_str).map_or("", str::trim);
                    if given.is_empty() {
                        let message = "is missing: every rule says where it comes from";
                        self.problems.push(Problem::new(name, id.as_deref(), Some(key), message));
                    }
                }
                if self.problems.len() > known {
                    return None;
                }
                gather(&mut table, "provenance", &PROVENANCE);
                if name == "clearance" {
                    gather(&mut table, "distance", &DISTANCE);
                }
                self.typed(name, id.as_deref(), table)
            })
            .collect()
    }

    /// One table for each value: rows take what their table says, grades what their row says.
    fn write_out(
        &mut self,
        name: &'static str,
        figure: Option<&str>,
        mut table: Table,
        out: &mut Vec<Table>,
    ) {
        let rows = table.remove("rows");
        let by_grade = table.remove("by_grade");
        let id = table.get("id").and_then(Value::as_str).map(str::to_owned);
        let mut complain = |field: &str, message: &str| {
            self.problems.push(Problem::new(name, id.as_deref(), Some(field), message));
        };
        match (rows, by_grade) {
            (None, None) => out.push(table),
            (Some(_), Some(_)) => complain("by_grade", "belongs into the rows of this table"),
            (Some(rows), None) => {
                let Ok(rows) = rows.try_into::<Vec<Table>>() else {
                    complain("rows", "must be a list of tables");
                    return;
                };
                if rows.is_empty() {
                    complain("rows", "has no row");
                }
                let mut merged = Vec::new();
                for row in rows {
                    if row.contains_key("rows") {
                        complain("rows", "may not hold further rows");
                        continue;
                    }
                    let Some(row_id) = row.get("id").and_then(Value::as_str).map(str::to_owned)
                    else {
                        complain("rows", "has a row without an id");
                        continue;
                    };
                    merged.push(out_of(&table, row, &row_id));
                }
                for row in merged {
                    self.write_out(name, figure, row, out);
                }
            }
            (None, Some(by_grade)) => {
                let Value::Table(grades) = by_grade else {
                    complain("by_grade", "must be a table of grades");
                    return;
                };
                for (grade, value) in grades {
                    let mut own = Table::new();
                    match (value, figure) {
                        (Value::Table(keys), _) => own = keys,
                        (number @ (Value::Float(_) | Value::Integer(_)), Some(figure)) => {
                            own.insert(figure.to_owned(), number);
                        }
                        _ => {
                            complain(
                                "by_grade",
                                "holds something that is neither number nor table",
                            );
                            continue;
                        }
                    }
                    own.insert(
                        "grades".to_owned(),
                        Value::Array(vec![Value::String(grade.clone())]),
                    );
                    out.push(out_of(&table, own, &grade));
                }
            }
        }
    }

    /// The id of a table; remembered, so that a reference to a table with another defect is no second problem.
    fn id(&mut self, name: &'static str, id_key: &str, table: &Table) -> Option<String> {
        match table.get(id_key).and_then(Value::as_str) {
            Some(id) if !id.trim().is_empty() => {
                if !self.declared.insert(name, id) {
                    let message = "is used twice";
                    self.problems.push(Problem::new(name, Some(id), Some(id_key), message));
                }
                Some(id.to_owned())
            }
            _ => {
                self.problems.push(Problem::new(name, None, Some(id_key), "is missing"));
                None
            }
        }
    }

    fn typed<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
        id: Option<&str>,
        table: Table,
    ) -> Option<T> {
        let known = self.problems.len();
        check_values(name, id, &table, &mut self.problems);
        if self.problems.len() > known || id.is_none() {
            return None;
        }
        match Value::Table(table).try_into::<T>() {
            Ok(value) => Some(value),
            Err(error) => {
                let message = error.message();
                let field = quoted(message);
                let said = if message.starts_with("unknown field") {
                    "no such field in this table"
                } else if message.starts_with("missing field") {
                    "is missing"
                } else {
                    message
                };
                self.problems.push(Problem::new(name, id, field, said));
                None
            }
        }
    }
}

/// The field a serde message names between backticks at its start.
fn quoted(message: &str) -> Option<&str> {
    let rest = message
        .strip_prefix("unknown field `")
        .or_else(|| message.strip_prefix("missing field `"))?;
    rest.split('`').next()
}

/// A table that says what `own` says and, for the rest, what its parent says.
fn out_of(parent: &Table, own: Table, own_id: &str) -> Table {
    let mut merged = parent.clone();
    for (key, translation) in TRANSLATED {
        // The parent's Chinese is that of the parent's words.
        if own.contains_key(key) {
            merged.remove(translation);
        }
    }
    for (key, value) in own {
        merged.insert(key, value);
    }
    let parent_id = parent.get("id").and_then(Value::as_str).unwrap_or_default();
    merged.insert("id".to_owned(), Value::String(format!("{parent_id}.{own_id}")));
    merged
}

fn gather(table: &mut Table, into: &str, keys: &[&str]) {
    let mut gathered = Table::new();
    for key in keys {
        if let Some(value) = table.remove(*key) {
            gathered.insert((*key).to_owned(), value);
        }
    }
    table.insert(into.to_owned(), Value::Table(gathered));
}

/// Numbers that can be lengths, areas or figures; words of the closed lists; nested tables likewise.
fn check_values(name: &str, id: Option<&str>, table: &Table, problems: &mut Vec<Problem>) {
    for (key, value) in table {
        let mut complain =
            |message: String| problems.push(Problem::new(name, id, Some(key), message));
        let is_quantity = key.ends_with("_m") || key.ends_with("_m2");
        if is_quantity || PLAIN_NUMBERS.contains(&key.as_str()) {
            #[expect(clippy::cast_precision_loss, reason = "figures of rules are small")]
            let number = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
            match number {
                None => complain("must be a number".to_owned()),
                Some(number) if !number.is_finite() => {
                    complain(format!("{number} is not a number one can use"));
                }
                Some(number) if number < 0.0 => {
                    complain(format!("{number} is negative"));
                }
                Some(_) => {}
            }
        } else if let Some((_, words)) = CLOSED.iter().find(|(closed, _)| closed == key) {
            match value.as_str() {
                Some(word) if words.contains(&word) => {}
                Some(word) => {
                    complain(format!("\"{word}\" is none of {}", words.join(", ")));
                }
                None => complain(format!("must be one of {}", words.join(", "))),
            }
        } else if let Value::Table(inner) = value {
            check_values(name, id, inner, problems);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pack printed in the manual can be read, and says what the manual says.
    #[test]
    fn the_example_of_the_manual_is_a_sound_pack() {
        let manual = include_str!("../../docs/rules.md");
        let (_, rest) = manual.split_once("```toml\n").expect("an example");
        let (example, _) = rest.split_once("```").expect("its end");
        let pack = RulePack::from_toml(example, "docs/rules.md").expect("sound");
        let ids: Vec<&str> = pack.clearances().iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(
            ids,
            ["sl.fuel.tank.large", "sl.fuel.tank.small", "sl.line.open", "sl.line.town"]
        );
    }

    #[test]
    fn the_manual_names_every_word_of_the_closed_lists() {
        let manual = include_str!("../../docs/rules.md");
        for (key, words) in CLOSED {
            for word in words {
                assert!(manual.contains(&format!("`{word}`")), "{key}: {word}");
            }
        }
    }
}
