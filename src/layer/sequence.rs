//! Features one after the other, without a collection around them: a line each (`GeoJSON` lines), or
//! each behind a record separator (RFC 8142).
//!
//! They are read as the collection they might have been: what stands between two of them becomes a
//! comma. Between a closing and an opening bracket there is nothing else than white space and
//! separators in such a file, and no JSON string holds a raw line break or separator.

use std::io::{self, Read};

/// RFC 8142's beginning of a record.
const SEPARATOR: u8 = 0x1E;
const OPENING: &[u8] = b"{\"type\":\"FeatureCollection\",\"features\":[";
const CLOSING: &[u8] = b"]}";

/// Whether a file that begins so has features one after the other.
///
/// `end` finds where the value that begins at a byte ends.
pub fn begins(head: &[u8], end: impl Fn(&[u8], usize) -> Option<usize>) -> bool {
    let blank = |from: usize| head[from..].iter().take_while(|byte| is_between(**byte)).count();
    let first = blank(0);
    if head[..first].contains(&SEPARATOR) {
        return true;
    }
    let Some(end) = end(head, first).filter(|_| head.get(first) == Some(&b'{')) else {
        return false;
    };
    let gap = blank(end);
    head[end..end + gap].iter().any(|byte| parts(*byte)) && head.get(end + gap) == Some(&b'{')
}

const fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t') || parts(byte)
}

const fn parts(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | SEPARATOR)
}

/// A sequence as the bytes of a collection.
pub struct Collected<R> {
    inner: R,
    /// What goes before and after.
    around: &'static [u8],
    begun: bool,
    /// The last byte that is neither white space nor a separator.
    last: u8,
    /// Separating bytes held back until it is known what follows them.
    held: Vec<u8>,
    ready: io::Cursor<Vec<u8>>,
}

impl<R: Read> Collected<R> {
    pub const fn new(inner: R) -> Self {
        let ready = io::Cursor::new(Vec::new());
        Self { inner, around: OPENING, begun: false, last: 0, held: Vec::new(), ready }
    }

    fn convert(&mut self, bytes: &[u8]) {
        let mut out = std::mem::take(&mut self.ready).into_inner();
        out.clear();
        let mut at = 0;
        while at < bytes.len() {
            if is_between(bytes[at]) && (!self.held.is_empty() || parts(bytes[at])) {
                // White space after a separator may precede another feature.
                self.held.push(if bytes[at] == SEPARATOR { b' ' } else { bytes[at] });
                at += 1;
                continue;
            }
            if !self.held.is_empty() {
                if self.last == b'}' && bytes[at] == b'{' {
                    out.push(b',');
                }
                out.append(&mut self.held);
            }
            let rest = &bytes[at..];
            let plain = memchr::memchr3(b'\n', b'\r', SEPARATOR, rest).unwrap_or(rest.len());
            out.extend_from_slice(&rest[..plain]);
            if let Some(last) = rest[..plain].iter().rfind(|byte| !is_between(**byte)) {
                self.last = *last;
            }
            at += plain;
        }
        self.ready = io::Cursor::new(out);
    }
}

impl<R: Read> Read for Collected<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.around.read(into)?;
            let count = if count > 0 { count } else { self.ready.read(into)? };
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            let mut piece = vec![0; into.len().max(1 << 12)];
            let count = self.inner.read(&mut piece)?;
            if count > 0 {
                self.begun = true;
                self.convert(&piece[..count]);
            } else if std::mem::take(&mut self.begun) && self.last == b'}' {
                // A feature that is cut in the middle stays cut.
                self.around = CLOSING;
            } else {
                return Ok(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::geojson::end_of_value;

    fn collected(text: &str, at_a_time: usize) -> String {
        struct Slow<'a>(&'a [u8], usize);
        impl Read for Slow<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let most = into.len().min(self.1);
                self.0.read(&mut into[..most])
            }
        }
        let mut all = String::new();
        Collected::new(Slow(text.as_bytes(), at_a_time)).read_to_string(&mut all).unwrap();
        all
    }

    #[test]
    fn features_one_after_the_other_are_a_collection() {
        for (text, features) in [
            ("{\"a\":\"} {\"}\n{\"b\":1}\n", 2),
            ("\u{1E}{\"a\":1}\n\u{1E}{\"b\":{}\n}\n\u{1E}{\"c\":\"x\"}\n", 3),
            ("{\"a\":1}\r\n\r\n  {\"b\":\n{\"c\":[{},\n{}]}}", 2),
            ("\u{1E}{\"a\":1}", 1),
        ] {
            assert!(features == 1 || begins(text.as_bytes(), end_of_value), "{text}");
            for at_a_time in [1, 2, 3, 100] {
                let all = collected(text, at_a_time);
                let read: serde_json::Value = serde_json::from_str(&all).unwrap();
                assert_eq!(read["features"].as_array().unwrap().len(), features, "{all}");
                assert_eq!(all.lines().count(), text.trim_end().lines().count(), "{all}");
            }
        }
    }

    #[test]
    fn other_files_are_left_alone() {
        for text in
            ["{\"a\":1}\n", "{\"a\":1,\n\"b\":{}}", "[{}\n{}]", "", "POINT (1 2)\nPOINT (3 4)"]
        {
            assert!(!begins(text.as_bytes(), end_of_value), "{text}");
        }
    }

    #[test]
    fn a_sequence_that_is_cut_stays_cut() {
        assert!(collected("{\"a\":1}\n{\"b\":", 5).ends_with("{\"b\":"));
    }
}
