//! Layers that are not in UTF-8, decoded as they stream.
//!
//! Until the first byte beyond ASCII nothing needs to be known of the encoding. From there on some bytes
//! are held to find out: if they are UTF-8, all the rest passes by untouched; if not, they are given to
//! the detector of browsers, and all the rest is decoded. A file is read once and never held as a whole.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// How much of a file decides what encoding it is in.
const SAMPLE: usize = 1 << 20;
/// How much is decoded at once.
const PIECE: usize = 1 << 16;

/// Name of the encoding a layer was decoded from, once that is known; none for UTF-8.
pub type Decoded = Rc<Cell<Option<&'static str>>>;

/// A byte-order mark other than that of UTF-8, which says the encoding.
#[must_use]
pub fn by_mark(head: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(head).map(|(encoding, _)| encoding).filter(|encoding| *encoding != UTF_8)
}

/// Bytes of a layer in UTF-8, whatever they were.
pub struct Utf8<R> {
    inner: R,
    state: State,
    /// Bytes to hand on before any more are read.
    ready: io::Cursor<Vec<u8>>,
    decoded: Decoded,
}

enum State {
    /// All so far was ASCII.
    Ascii,
    /// It is UTF-8, or bytes that the parsers refuse.
    AsItIs,
    Decoding(Decoder),
    Ended,
}

impl<R: Read> Utf8<R> {
    /// Of bytes whose encoding is known by their mark, or is to be found out.
    pub fn new(inner: R, marked: Option<&'static Encoding>, decoded: Decoded) -> Self {
        let state = marked.map_or(State::Ascii, |encoding| {
            decoded.set(Some(encoding.name()));
            State::Decoding(encoding.new_decoder_with_bom_removal())
        });
        Self { inner, state, ready: io::Cursor::default(), decoded }
    }

    /// Holds what follows the first byte beyond ASCII and decides by it.
    fn decide(&mut self, mut held: Vec<u8>) -> io::Result<()> {
        let enough = held.len() + SAMPLE;
        let wanted = u64::try_from(SAMPLE).unwrap_or(u64::MAX);
        self.inner.by_ref().take(wanted).read_to_end(&mut held)?;
        let last = held.len() < enough;
        // A character may be cut by the end of the sample.
        let is_utf8 = match std::str::from_utf8(&held) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none() && !last,
        };
        if is_utf8 {
            self.state = State::AsItIs;
            self.ready = io::Cursor::new(held);
            return Ok(());
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&held, last);
        let encoding = detector.guess(None, Utf8Detection::Deny);
        self.decoded.set(Some(encoding.name()));
        let mut decoder = encoding.new_decoder_without_bom_handling();
        self.ready = io::Cursor::new(decoded(&mut decoder, &held, last));
        self.state = if last { State::Ended } else { State::Decoding(decoder) };
        Ok(())
    }
}

/// Some bytes in UTF-8.
fn decoded(decoder: &mut Decoder, bytes: &[u8], last: bool) -> Vec<u8> {
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
    let mut text = vec![0; room];
    let (_, _, written, _) = decoder.decode_to_utf8(bytes, &mut text, last);
    text.truncate(written);
    text
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.ready.read(into)?;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            match &mut self.state {
                State::AsItIs => return self.inner.read(into),
                State::Ended => return Ok(0),
                State::Ascii => {
                    let count = self.inner.read(into)?;
                    if into[..count].is_ascii() {
                        return Ok(count);
                    }
                    self.decide(into[..count].to_vec())?;
                }
                State::Decoding(decoder) => {
                    let mut piece = vec![0; PIECE];
                    let count = self.inner.read(&mut piece)?;
                    self.ready = io::Cursor::new(decoded(decoder, &piece[..count], count == 0));
                    if count == 0 {
                        self.state = State::Ended;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands on a few bytes at a time.
    struct Slow(io::Cursor<Vec<u8>>, usize);

    impl Read for Slow {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = into.len().min(self.1);
            self.0.read(&mut into[..most])
        }
    }

    fn read(bytes: &[u8], at_a_time: usize) -> (String, Option<&'static str>) {
        let decoded = Decoded::default();
        let slow = Slow(io::Cursor::new(bytes.to_vec()), at_a_time);
        let mut reader = Utf8::new(slow, by_mark(bytes), decoded.clone());
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        (text, decoded.get())
    }

    #[test]
    fn text_is_read_in_whatever_encoding_it_is() {
        let padding = format!("{{\"x\":\"{}\"}}\n", "a".repeat(3_000));
        for (words, encoding) in [
            ("加油站位于项目用地的东北角，距离边界五米", "GBK"),
            ("加油站位於專案用地的東北角，距離邊界五公尺", "Big5"),
            ("ガソリンスタンドは敷地の北東の角にあります", "Shift_JIS"),
            ("Tankstelle in der Straße am Gewässer, Größe fünf", "windows-1252"),
        ] {
            let text = format!("{padding}{words}{padding}{words}");
            let of = Encoding::for_label(encoding.as_bytes()).unwrap();
            let (bytes, _, unmappable) = of.encode(&text);
            assert!(!unmappable, "{words}");
            for at_a_time in [1, 7, 1_000, 1 << 20] {
                assert_eq!(read(&bytes, at_a_time), (text.clone(), Some(encoding)), "{at_a_time}");
                assert_eq!(read(text.as_bytes(), at_a_time), (text.clone(), None), "{at_a_time}");
            }
            for little in [true, false] {
                let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
                let marked = format!("\u{FEFF}{text}");
                let bytes: Vec<u8> = marked.encode_utf16().flat_map(unit).collect();
                let name = if little { "UTF-16LE" } else { "UTF-16BE" };
                assert_eq!(read(&bytes, 3), (text.clone(), Some(name)));
            }
        }
    }

    #[test]
    fn a_character_may_be_cut_by_the_end_of_the_sample() {
        let text = format!("é{}", "加".repeat(SAMPLE));
        assert_eq!(read(text.as_bytes(), 1 << 16), (text, None));
        let long = "加油站位于项目用地".repeat(SAMPLE / 9);
        let (bytes, _, _) = encoding_rs::GBK.encode(&long);
        assert_eq!(read(&bytes, 1 << 16), (long, Some("GBK")));
    }
}
