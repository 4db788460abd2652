//! One feature: by the scanner where it is sure, else by the general parser.

use crate::layer::geojson::fallback;
use crate::layer::geojson::geometry::{bbox, geometry};
use crate::layer::geojson::member::Member;
use crate::layer::geojson::scan::{end_of_value, Cursor, Odd, Text};
use crate::layer::properties::{Packer, Property, Values};
use crate::layer::raw::RawGeometry;
use crate::layer::selection::MOST_COLUMNS;
use crate::layer::{Seen, Selection};
use std::borrow::Cow;
use std::ops::Range;

/// How far a member could be read.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// It ends before this byte.
    Read(Member, usize),
    /// The bytes end before it does.
    Cut,
    /// It is no JSON.
    Broken,
}

/// Reads members one after the other and reuses its memory.
pub struct FeatureReader<'a> {
    selection: &'a Selection<'a>,
    geometry: RawGeometry,
    /// Wanted columns of the feature at hand: place in the list, and where the value stands.
    values: Vec<(usize, Range<usize>)>,
    packer: Packer,
    /// Columns seen so far.
    pub seen: Seen,
    /// Columns of the feature at hand, until one has been noted.
    columns: Vec<String>,
}

/// Members of a feature object that may occur once, as bits.
mod member {
    pub const TYPE: u8 = 1;
    pub const GEOMETRY: u8 = 2;
    pub const PROPERTIES: u8 = 4;
    pub const ID: u8 = 8;
    pub const BBOX: u8 = 16;
}

/// Notes a member that may occur once.
const fn once(seen: &mut u8, member: u8) -> Result<(), Odd> {
    if *seen & member != 0 {
        return Err(Odd);
    }
    *seen |= member;
    Ok(())
}

impl<'a> FeatureReader<'a> {
    pub fn new(selection: &'a Selection<'a>) -> Self {
        Self {
            selection,
            geometry: RawGeometry::default(),
            values: Vec::new(),
            packer: Packer::default(),
            seen: Seen::default(),
            columns: Vec::new(),
        }
    }

    /// Reads the member that begins at `start`.
    pub fn read(&mut self, bytes: &[u8], start: usize) -> Step {
        let mut cursor = Cursor::new(bytes, start);
        if let Ok(member) = self.scan(bytes, &mut cursor) {
            return Step::Read(member, cursor.at);
        }
        let Some(end) = end_of_value(bytes, start) else { return Step::Cut };
        match fallback::member(&bytes[start..end], self.selection) {
            Some((member, seen)) => {
                self.seen.add(seen);
                Step::Read(member, end)
            }
            None => Step::Broken,
        }
    }

    fn scan(&mut self, bytes: &[u8], cursor: &mut Cursor<'_>) -> Result<Member, Odd> {
        self.geometry.clear();
        self.values.clear();
        self.columns.clear();
        let mut seen = 0;
        let mut id: &[u8] = b"null";
        cursor.object(0, |cursor, key| {
            if key.escaped {
                return Err(Odd);
            }
            match key.raw {
                b"type" => {
                    once(&mut seen, member::TYPE)?;
                    if cursor.text()? != (Text { raw: b"Feature", escaped: false }) {
                        return Err(Odd);
                    }
                }
                b"geometry" => {
                    once(&mut seen, member::GEOMETRY)?;
                    if cursor.peek() == b'n' {
                        cursor.literal(b"null")?;
                    } else {
                        geometry(cursor, 1, &mut self.geometry)?;
                    }
                }
                b"properties" => {
                    once(&mut seen, member::PROPERTIES)?;
                    if cursor.peek() == b'n' {
                        cursor.literal(b"null")?;
                    } else {
                        let new = self.seen.columns.is_empty().then_some(&mut self.columns);
                        properties(cursor, self.selection, &mut self.values, new)?;
                    }
                }
                b"id" => {
                    once(&mut seen, member::ID)?;
                    if !matches!(cursor.peek(), b'"' | b'n' | b'-' | b'0'..=b'9') {
                        return Err(Odd);
                    }
                    let start = cursor.at;
                    cursor.value(1)?;
                    id = &bytes[start..cursor.at];
                }
                b"bbox" => {
                    once(&mut seen, member::BBOX)?;
                    bbox(cursor)?;
                }
                _ => cursor.value(1)?,
            }
            Ok(())
        })?;
        if seen & member::TYPE == 0 {
            return Err(Odd);
        }
        let member = self.member(bytes, id)?;
        for (place, _) in &self.values {
            self.seen.note(*place);
        }
        if self.seen.columns.is_empty() {
            self.seen.columns.append(&mut self.columns);
        }
        Ok(member)
    }

    fn member(&mut self, bytes: &[u8], id: &[u8]) -> Result<Member, Odd> {
        if self.geometry.is_empty() {
            return Ok(Member::NoGeometry(self.id(bytes, id)?));
        }
        let (kept, bounds) = self.selection.judge(&self.geometry);
        match bounds {
            Some(bounds) if !kept => Ok(Member::Elsewhere(bounds)),
            _ => Ok(Member::Kept {
                id: self.id(bytes, id)?,
                values: self.decode(bytes)?,
                geometry: self.geometry.clone(),
                bounds,
            }),
        }
    }

    /// The id of a feature: its own, else the attribute of that name.
    fn id(&self, bytes: &[u8], own: &[u8]) -> Result<Option<String>, Odd> {
        let attribute = || {
            let column = self.selection.columns.find(b"id");
            let noted = self.values.iter().find(|(place, _)| Some(*place) == column);
            noted.map_or(Ok(None), |(_, range)| property(&bytes[range.clone()]))
        };
        let value = match property(own)? {
            None => attribute()?,
            own => own,
        };
        Ok(value.and_then(|value| match value {
            Property::Text(text) => Some(text.into_owned()),
            Property::Number(number) => Some(number.to_string()),
            Property::Flag(_) | Property::Nested => None,
        }))
    }

    fn decode(&mut self, bytes: &[u8]) -> Result<Values, Odd> {
        self.packer.clear();
        for (place, range) in &self.values {
            if let Some(value) = property(&bytes[range.clone()])? {
                self.packer.add(*place, &value);
            }
        }
        Ok(self.packer.take())
    }
}

/// Takes the properties and notes where the wanted values are, and all columns if these are wanted too.
fn properties(
    cursor: &mut Cursor<'_>,
    selection: &Selection<'_>,
    values: &mut Vec<(usize, Range<usize>)>,
    mut columns: Option<&mut Vec<String>>,
) -> Result<(), Odd> {
    cursor.object(1, |cursor, key| {
        if let Some(columns) = columns.as_deref_mut() {
            let name = unescape(key)?;
            if columns.len() < MOST_COLUMNS && columns.iter().all(|known| *known != name) {
                columns.push(name.into_owned());
            }
        }
        let place = if key.escaped {
            let name = unescape(key)?;
            selection.columns.find(name.as_bytes())
        } else {
            selection.columns.find(key.raw)
        };
        let start = cursor.at;
        cursor.value(2)?;
        if let Some(place) = place {
            let range = start..cursor.at;
            // Of a key that occurs twice the last value counts.
            match values.iter_mut().find(|(noted, _)| *noted == place) {
                Some((_, earlier)) => *earlier = range,
                None => values.push((place, range)),
            }
        }
        Ok(())
    })
}

/// A scanned value as an attribute; `None` for null.
fn property(value: &[u8]) -> Result<Option<Property<'_>>, Odd> {
    Ok(match value.first() {
        Some(b'n') => None,
        Some(b't') => Some(Property::Flag(true)),
        Some(b'f') => Some(Property::Flag(false)),
        Some(b'"') => {
            let text = Cursor::new(value, 0).text()?;
            Some(Property::Text(unescape(text)?))
        }
        Some(b'[' | b'{') => Some(Property::Nested),
        _ => Some(Property::Number(serde_json::from_slice(value).or(Err(Odd))?)),
    })
}

/// The characters of a scanned string.
fn unescape(text: Text<'_>) -> Result<Cow<'_, str>, Odd> {
    if text.escaped {
        let quoted = [b"\"", text.raw, b"\""].concat();
        return serde_json::from_slice(&quoted).map(Cow::Owned).or(Err(Odd));
    }
    std::str::from_utf8(text.raw).map(Cow::Borrowed).or(Err(Odd))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::Columns;

    /// Otherwise all would still be right, and slow without anybody noticing.
    #[test]
    fn ordinary_features_do_not_need_the_general_parser() {
        let columns = Columns([("kind".to_owned(), "类别".to_owned())].into());
        let selection = Selection::everything(&columns);
        let mut reader = FeatureReader::new(&selection);
        for (geometry, properties) in [
            (r#"{"type":"Point","coordinates":[1,2]}"#, r#"{"类别":"站","id":7}"#),
            (r#"{"type":"Point","coordinates":[1,2,null]}"#, "{}"),
            (r#"{"type":"Point","coordinates":[1,2,3]}"#, r#"{"\u7c7b\u522b":"\u7ad9"}"#),
            (r#"{"coordinates":[[1,2],[3,4]],"type":"LineString"}"#, r#"{"name":null,"x":[{}]}"#),
            (r#"{"type":"MultiPoint","coordinates":[[-1.5,2e1]]}"#, r#"{"name":"a \"b\" \n"}"#),
            (r#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]}"#, "null"),
            (r#"{ "type": "Polygon", "coordinates": [ [ [ 1, 2 ], [ 3, 4 ] ] ] }"#, "{ }"),
            (r#"{"type":"Polygon","bbox":[1,2,3,4],"coordinates":[[[1,2]],[[3,4]]]}"#, "{}"),
            (r#"{"type":"MultiPolygon","coordinates":[[[[1,2]]],[[[3,4]]]],"by":"hand"}"#, "{}"),
            (
                r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,0]}]}"#,
                r#"{"a":1e3,"b":true,"c":{"d":[1,[2]]}}"#,
            ),
            ("null", r#"{"id":"seven"}"#),
        ] {
            for member in [
                format!(r#"{{"type":"Feature","geometry":{geometry},"properties":{properties}}}"#),
                format!(
                    "{{ \"properties\" : {properties},\n\"id\": 12, \"bbox\": null, \"more\": [], \
                     \"geometry\" : {geometry},\r\n\"type\" : \"Feature\" }}"
                ),
            ] {
                let mut cursor = Cursor::new(member.as_bytes(), 0);
                let scanned = reader.scan(member.as_bytes(), &mut cursor);
                let (parsed, _) = fallback::member(member.as_bytes(), &selection).unwrap();
                assert_eq!(scanned, Ok(parsed), "{member}");
                assert_eq!(cursor.at, member.len());
            }
        }
    }
}
