//! A cursor over JSON text that is either sure of what it sees or says so.
//!
//! It accepts only what the general parser accepts too. Where it is not sure, [`Odd`] sends the
//! feature to that parser, which then decides and words the complaint.

use crate::layer::geojson::number::number;

/// The scanner met something it leaves to the general parser: an error, a rarity, or the end of
/// the bytes at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odd;

/// Lists and objects nested deeper than this are left to the general parser, which has a limit of
/// its own.
pub const DEEPEST: usize = 48;

/// A string without its quotes, escapes still in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// The bytes between the quotes: valid UTF-8.
    pub raw: &'a [u8],
    /// Whether there is an escape in it.
    pub escaped: bool,
}

/// A place in some bytes.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    bytes: &'a [u8],
    /// Index of the next byte.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next byte; zero, which no JSON has outside of strings, at the end.
    #[inline]
    pub fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// A cursor over the same bytes, elsewhere.
    pub const fn moved(&self, at: usize) -> Self {
        Self { bytes: self.bytes, at }
    }

    /// The bytes from `start` to here.
    pub fn since(&self, start: usize) -> &'a [u8] {
        &self.bytes[start..self.at]
    }

    /// Skips white space.
    #[inline]
    pub fn blank(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Takes one byte and the white space behind it.
    #[inline]
    pub fn take(&mut self, byte: u8) -> Result<(), Odd> {
        if self.peek() != byte {
            return Err(Odd);
        }
        self.at += 1;
        self.blank();
        Ok(())
    }

    /// After a member: true when a comma says that another follows, false when `close` ends the
    /// list. White space before and behind is taken.
    #[inline]
    pub fn another(&mut self, close: u8) -> Result<bool, Odd> {
        self.blank();
        let byte = self.peek();
        if byte != b',' && byte != close {
            return Err(Odd);
        }
        self.at += 1;
        if byte == b',' {
            self.blank();
        }
        Ok(byte == b',')
    }

    /// Takes a literal.
    pub fn literal(&mut self, word: &[u8]) -> Result<(), Odd> {
        if !self.bytes[self.at..].starts_with(word) {
            return Err(Odd);
        }
        self.at += word.len();
        Ok(())
    }

    /// Takes a number that is one of a double's.
    #[inline]
    pub fn number(&mut self) -> Result<f64, Odd> {
        let (value, end) = number(self.bytes, self.at).ok_or(Odd)?;
        self.at = end;
        Ok(value)
    }

    /// Takes a key with the colon and the white space behind it.
    #[inline]
    pub fn key(&mut self) -> Result<Text<'a>, Odd> {
        let key = self.text()?;
        self.blank();
        self.take(b':')?;
        Ok(key)
    }

    /// Takes a string.
    #[inline]
    pub fn text(&mut self) -> Result<Text<'a>, Odd> {
        if self.peek() != b'"' {
            return Err(Odd);
        }
        self.at += 1;
        let start = self.at;
        let (mut escaped, mut wide) = (false, false);
        loop {
            self.plain();
            match self.peek() {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.escape()?;
                }
                0x80.. => {
                    wide = true;
                    while self.peek() >= 0x80 {
                        self.at += 1;
                    }
                }
                _ => return Err(Odd),
            }
        }
        let raw = &self.bytes[start..self.at];
        self.at += 1;
        if wide && std::str::from_utf8(raw).is_err() {
            return Err(Odd);
        }
        Ok(Text { raw, escaped })
    }

    /// Skips printable ASCII other than quotes and backslashes, eight bytes at a time.
    #[inline]
    fn plain(&mut self) {
        while let Some(eight) = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<8>()) {
            let stops = stops(u64::from_le_bytes(*eight));
            if stops != 0 {
                self.at += (stops.trailing_zeros() / 8) as usize;
                return;
            }
            self.at += 8;
        }
        while matches!(self.peek(), b' '..=b'!' | b'#'..=b'[' | b']'..=0x7F) {
            self.at += 1;
        }
    }

    /// Takes an escape. Halves of surrogate pairs are left to the general parser.
    fn escape(&mut self) -> Result<(), Odd> {
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => {
                let hex = self.bytes.get(self.at + 2..self.at + 6).ok_or(Odd)?;
                let surrogate = matches!(hex[0], b'd' | b'D') && !matches!(hex[1], b'0'..=b'7');
                if surrogate || !hex.iter().all(u8::is_ascii_hexdigit) {
                    return Err(Odd);
                }
                self.at += 6;
            }
            _ => return Err(Odd),
        }
        Ok(())
    }

    /// Takes any value, `depth` levels down.
    pub fn value(&mut self, depth: usize) -> Result<(), Odd> {
        match self.peek() {
            b'"' => self.text().map(|_| ()),
            b'n' => self.literal(b"null"),
            b't' => self.literal(b"true"),
            b'f' => self.literal(b"false"),
            b'[' => self.list(depth, |cursor| cursor.value(depth + 1)),
            b'{' => self.object(depth, |cursor, _| cursor.value(depth + 1)),
            _ => self.number().map(|_| ()),
        }
    }

    /// Takes a list, each member by `member`.
    pub fn list(
        &mut self,
        depth: usize,
        member: impl FnMut(&mut Self) -> Result<(), Odd>,
    ) -> Result<(), Odd> {
        self.enclosed(depth, b'[', b']', member)
    }

    /// Takes an object, the value of each key by `member`.
    #[inline]
    pub fn object(
        &mut self,
        depth: usize,
        mut member: impl FnMut(&mut Self, Text<'a>) -> Result<(), Odd>,
    ) -> Result<(), Odd> {
        self.enclosed(depth, b'{', b'}', |cursor| {
            let key = cursor.key()?;
            member(cursor, key)
        })
    }

    #[inline]
    fn enclosed(
        &mut self,
        depth: usize,
        open: u8,
        close: u8,
        mut member: impl FnMut(&mut Self) -> Result<(), Odd>,
    ) -> Result<(), Odd> {
        if depth > DEEPEST {
            return Err(Odd);
        }
        self.take(open)?;
        if self.peek() == close {
            self.at += 1;
            return Ok(());
        }
        loop {
            member(self)?;
            if !self.another(close)? {
                return Ok(());
            }
        }
    }
}

/// The top bit of each byte that ends a run of plain text: quote, backslash, control character or
/// no ASCII. Only the lowest is reliable.
#[inline]
const fn stops(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    ((quote.wrapping_sub(ONES) & !quote)
        | (backslash.wrapping_sub(ONES) & !backslash)
        | (word.wrapping_sub(ONES * 0x20) & !word)
        | word)
        & TOPS
}

/// Where the value that begins at `start` ends, by brackets and quotes alone; `None` when the
/// bytes end before it does.
///
/// For sound JSON it is the end; for anything else the general parser will refuse the bytes.
pub fn end_of_value(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match *bytes.get(at)? {
            b'"' => {
                at += 1;
                loop {
                    at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
                    if bytes[at] == b'"' {
                        break;
                    }
                    at += 2;
                }
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                // Closing what was never opened ends a bare word or number.
                depth = match depth {
                    0 => return Some(at),
                    1 => return Some(at + 1),
                    deeper => deeper - 1,
                };
            }
            b',' | b' ' | b'\n' | b'\r' | b'\t' if depth == 0 => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte, in every place of words and of what is left over behind them.
    #[test]
    fn strings_are_those_of_the_general_parser() {
        for length in 1..20 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut bytes = vec![b'a'; length];
                    bytes[place] = byte;
                    let quoted = [b"\"", bytes.as_slice(), b"\""].concat();
                    let mut cursor = Cursor::new(&quoted, 0);
                    let seen = cursor.text().ok().filter(|_| cursor.at == quoted.len());
                    let expected = serde_json::from_slice::<String>(&quoted).is_ok();
                    assert_eq!(seen.is_some(), expected, "{quoted:?}");
                }
            }
        }
    }

    #[test]
    fn a_value_ends_where_its_brackets_close() {
        for (text, end) in [
            ("{\"a\":[\"}\\\"}\"]} ,", Some(14)),
            ("12,", Some(2)),
            ("true]", Some(4)),
            ("\"x]\"", Some(4)),
            ("{\"a\":\"", None),
            ("[[]", None),
            ("12", None),
        ] {
            assert_eq!(end_of_value(text.as_bytes(), 0), end, "{text}");
        }
    }
}
