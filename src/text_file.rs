//! Text files that are read whole: site files and rule packs.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Longest text, in bytes: a hundred times the largest rule pack.
const LONGEST: u64 = 16 << 20;

/// Reads UTF-8 text, without a byte-order mark.
///
/// # Errors
/// The system's; what is not UTF-8; and text of more than 16 MB, a device without an end among it.
pub fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        let words = format!("longer than {} MB, which no such file is", LONGEST >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, words));
    }
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_an_end_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.toml");
        File::create(&path).unwrap().set_len(LONGEST + 1).unwrap();
        assert!(read(&path).unwrap_err().to_string().starts_with("longer than 16 MB"));
        std::fs::write(&path, "\u{feff}a = 1").unwrap();
        assert_eq!(read(&path).unwrap(), "a = 1");
    }
}
