//! An open layer: a file or standard input, as bytes.

use crate::layer::LayerError;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

/// An open layer and how the user called it.
pub struct OpenLayer {
    pub(in crate::layer) name: Arc<str>,
    pub(in crate::layer) reader: Box<dyn BufRead>,
}

impl OpenLayer {
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
            Box::new(BufReader::with_capacity(1 << 16, file))
        };
        if reader.fill_buf().map_err(unreadable)?.starts_with(b"\xEF\xBB\xBF") {
            reader.consume(3);
        }
        Ok(Self { name, reader })
    }

    pub(in crate::layer) fn of_text(name: &str, text: &str) -> Self {
        Self::of_bytes(name, text.as_bytes().to_vec())
    }

    pub(in crate::layer) fn of_bytes(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), reader: Box::new(io::Cursor::new(bytes)) }
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
