//! An open layer: a file or standard input, as bytes.

use crate::layer::encoding::{self, Decoded, Utf8};
use crate::layer::geojson::end_of_value;
use crate::layer::sequence::{self, Collected};
use crate::layer::{Format, LayerError};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 1 << 16;

/// An open layer and how the user called it.
pub struct OpenLayer {
    pub(in crate::layer) name: Arc<str>,
    pub(in crate::layer) reader: Box<dyn BufRead>,
    decoded: Decoded,
}

impl OpenLayer {
    /// Opens a file, or standard input for `-`: skips a byte-order mark, decodes what is not UTF-8, and
    /// makes a collection of features that stand one after the other.
    ///
    /// # Errors
    /// [`LayerError::Unreadable`], [`LayerError::Directory`], [`LayerError::OtherFormat`].
    pub fn open(path: &Path) -> Result<Self, LayerError> {
        let name: Arc<str> = path.display().to_string().into();
        let unreadable = |cause| LayerError::Unreadable { file: name.to_string(), cause };
        let raw: Box<dyn Read> = if path.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            if path.is_dir() {
                return Err(LayerError::Directory { file: name.to_string() });
            }
            Box::new(File::open(path).map_err(unreadable)?)
        };
        let (head, raw) = peek(raw).map_err(unreadable)?;
        if let Some(format) = Format::of(&head) {
            return Err(LayerError::OtherFormat { file: name.to_string(), format });
        }
        let decoded = Decoded::default();
        let marked = encoding::by_mark(&head);
        let unmarked = head.strip_prefix(b"\xEF\xBB\xBF").map_or(head.clone(), <[u8]>::to_vec);
        let raw = Utf8::new(io::Cursor::new(unmarked).chain(raw), marked, decoded.clone());
        let (head, text) = peek(raw).map_err(unreadable)?;
        let is_sequence = sequence::begins(&head, end_of_value)
            || path.extension().is_some_and(|ending| {
                ["geojsonl", "geojsons", "ndjson", "jsonl"]
                    .iter()
                    .any(|e| ending.eq_ignore_ascii_case(e))
            });
        let text = io::Cursor::new(head).chain(text);
        let reader: Box<dyn BufRead> = if is_sequence {
            Box::new(BufReader::with_capacity(HEAD, Collected::new(text)))
        } else {
            Box::new(BufReader::with_capacity(HEAD, text))
        };
        Ok(Self { name, reader, decoded })
    }

    /// What the layer was decoded from, as far as it has been read; none for UTF-8.
    pub(in crate::layer) fn decoded(&self) -> Decoded {
        self.decoded.clone()
    }

    pub(in crate::layer) fn of_text(name: &str, text: &str) -> Self {
        Self::of_bytes(name, text.as_bytes().to_vec())
    }

    pub(in crate::layer) fn of_bytes(name: &str, bytes: Vec<u8>) -> Self {
        let reader = Box::new(io::Cursor::new(bytes));
        Self { name: name.into(), reader, decoded: Decoded::default() }
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
}

/// The first bytes of something, and the rest.
fn peek<R: Read>(mut from: R) -> io::Result<(Vec<u8>, R)> {
    let mut head = Vec::new();
    from.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head, from))
}
