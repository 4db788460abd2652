//! Features as read: degrees, unchecked, with their file and index.

use crate::layer::LayerError;
use crate::model::Origin;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

/// Two numbers of a position as read: longitude, latitude, if all is well.
pub type Position = [f64; 2];

/// A geometry of any type, taken apart: members of collections and multi-geometries side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawGeometry {
    /// Points.
    pub points: Vec<Position>,
    /// Lines.
    pub lines: Vec<Vec<Position>>,
    /// Polygons: shell, then holes.
    pub polygons: Vec<Vec<Vec<Position>>>,
}

impl RawGeometry {
    /// Whether there is no position in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.positions().next().is_none()
    }

    /// All positions.
    pub fn positions(&self) -> impl Iterator<Item = Position> + '_ {
        let polygons = self.polygons.iter().flatten().flatten();
        self.points.iter().chain(self.lines.iter().flatten()).chain(polygons).copied()
    }
}

/// A feature as read.
#[derive(Clone, Debug, PartialEq)]
pub struct RawFeature {
    /// Where it stands.
    pub origin: Origin,
    /// Attributes.
    pub properties: Map<String, Value>,
    /// Geometry, in the numbers of the file.
    pub geometry: RawGeometry,
}

/// What a reader hands on for each feature of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A feature with a geometry.
    Feature(RawFeature),
    /// A feature whose geometry is null or has no position.
    NoGeometry(Origin),
    /// A member that is no feature; the reason is a sentence's end.
    Unreadable(Origin, String),
}

/// An open layer and how the user called it.
pub struct Source {
    pub(in crate::layer) name: Arc<str>,
    pub(in crate::layer) reader: Box<dyn BufRead>,
}

impl Source {
    /// Opens a file, or standard input for `-`; skips a byte-order mark.
    ///
    /// # Errors
    /// [`LayerError::Unreadable`], [`LayerError::Directory`].
    pub fn open(path: &Path) -> Result<Self, LayerError> {
        let name: Arc<str> = path.display().to_string().into();
        let unreadable = |cause| LayerError::Unreadable { file: name.to_string(), cause };
        let mut reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            if path.is_dir() {
                return Err(LayerError::Directory { file: name.to_string() });
            }
            let file = File::open(path).map_err(unreadable)?;
            Box::new(BufReader::with_capacity(1 << 18, file))
        };
        if reader.fill_buf().map_err(unreadable)?.starts_with(b"\xEF\xBB\xBF") {
            reader.consume(3);
        }
        Ok(Self { name, reader })
    }

    pub(in crate::layer) fn of_text(name: &str, text: &str) -> Self {
        let bytes = io::Cursor::new(text.as_bytes().to_vec());
        Self { name: name.into(), reader: Box::new(bytes) }
    }

    /// The first character that is no white space, without consuming it.
    ///
    /// # Errors
    /// [`LayerError::Unreadable`].
    pub fn first_character(&mut self) -> Result<Option<char>, LayerError> {
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(cause) => {
                    return Err(LayerError::Unreadable { file: self.name.to_string(), cause })
                }
            };
            if buffer.is_empty() {
                return Ok(None);
            }
            let blank = buffer.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if blank < buffer.len() {
                return Ok(Some(char::from(buffer[blank])));
            }
            self.reader.consume(blank);
        }
    }

    pub(in crate::layer) fn text(mut self) -> Result<(Arc<str>, String), LayerError> {
        let mut text = String::new();
        match self.reader.read_to_string(&mut text) {
            Ok(_) => Ok((self.name, text)),
            Err(cause) => Err(LayerError::Unreadable { file: self.name.to_string(), cause }),
        }
    }
}
