//! The letters of the file: tags, attributes, escapes, ids.

use super::number::Number;
use super::paint::{Colour, Fill, Paint, Pen};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Longer ids are cut.
const LONGEST_ID: usize = 48;

/// A document being written: one element a line, set in as deep as it is nested.
#[derive(Debug)]
pub(super) struct Xml<'a> {
    out: String,
    /// Tags that are open, outermost first; the last may still take attributes.
    open: Vec<&'static str>,
    /// Put before every id, so that several drawings can be in one page.
    prefix: &'a str,
    ids: BTreeSet<String>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(prefix: &'a str) -> Self {
        Self { out: String::new(), open: Vec::new(), prefix, ids: BTreeSet::new() }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Begins an element; its attributes follow.
    pub(super) fn start(&mut self, tag: &'static str) {
        let _ = write!(self.out, "{:1$}<{tag}", "", self.open.len());
        self.open.push(tag);
    }

    /// Ends the attributes of an element that holds others.
    pub(super) fn hold(&mut self) {
        self.out.push_str(">\n");
    }

    /// Ends an element that holds others.
    pub(super) fn end(&mut self) {
        let tag = self.open.pop().unwrap_or_default();
        let _ = writeln!(self.out, "{:1$}</{tag}>", "", self.open.len());
    }

    /// Ends an element that holds nothing.
    pub(super) fn close(&mut self) {
        self.open.pop();
        self.out.push_str("/>\n");
    }

    /// Ends an element that holds words.
    pub(super) fn say(&mut self, words: &str) {
        let tag = self.open.pop().unwrap_or_default();
        let _ = writeln!(self.out, ">{}</{tag}>", escaped(words));
    }

    /// An element's title, if it has one.
    pub(super) fn title(&mut self, words: &str) {
        if !words.is_empty() {
            self.start("title");
            self.say(words);
        }
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, " {name}=\"{}\"", escaped(value));
    }

    pub(super) fn number(&mut self, name: &str, value: f64) {
        let _ = write!(self.out, " {name}=\"{}\"", Number(value));
    }

    pub(super) fn class(&mut self, class: &str) {
        if !class.is_empty() {
            self.attribute("class", class);
        }
    }

    /// An id like `wanted` that no other element has.
    pub(super) fn id(&mut self, wanted: &str) {
        let first = self.safe(wanted);
        let further = (2_u32..).map(|number| format!("{first}-{number}"));
        let free = std::iter::once(first.clone()).chain(further).find(|id| !self.ids.contains(id));
        let id = free.unwrap_or(first);
        self.attribute("id", &id);
        self.ids.insert(id);
    }

    /// What refers to the first element with this id.
    pub(super) fn reference(&self, name: &str) -> String {
        format!("#{}", self.safe(name))
    }

    /// Letters that an id may have everywhere it is used: in XML, in a style sheet, in an address.
    fn safe(&self, wanted: &str) -> String {
        let mut id = self.prefix.to_owned();
        for letter in wanted.chars() {
            if letter.is_ascii_alphanumeric() || letter == '_' {
                id.push(letter);
            } else if !id.ends_with('-') {
                id.push('-');
            }
        }
        id.truncate(LONGEST_ID);
        id.truncate(id.trim_end_matches('-').len());
        if !id.starts_with(|first: char| first.is_ascii_alphabetic()) {
            id.insert_str(0, "id-");
        }
        id
    }

    pub(super) fn paint(&mut self, paint: &Paint) {
        match paint.fill {
            None => {}
            Some(Fill::Colour(colour)) => self.fill(colour),
            Some(Fill::Texture(name)) => {
                let texture = format!("url({})", self.reference(name));
                self.attribute("fill", &texture);
            }
        }
        if let Some(pen) = &paint.pen {
            self.pen(pen);
        }
    }

    pub(super) fn fill(&mut self, colour: Colour) {
        self.colour("fill", "fill-opacity", colour);
    }

    pub(super) fn pen(&mut self, pen: &Pen) {
        if pen.width <= 0.0 {
            self.attribute("stroke", "none");
            return;
        }
        self.colour("stroke", "stroke-opacity", pen.colour);
        self.number("stroke-width", pen.width);
        if !pen.dashes.is_empty() {
            let dashes: Vec<String> =
                pen.dashes.iter().map(|length| Number(*length).to_string()).collect();
            self.attribute("stroke-dasharray", &dashes.join(" "));
        }
    }

    fn colour(&mut self, name: &str, opacity: &str, colour: Colour) {
        self.attribute(name, &colour.code());
        if colour.opacity < 1.0 {
            self.number(opacity, colour.opacity);
        }
    }
}

/// Words as XML has them, in text and in attributes; a blank for each character that it cannot
/// hold or would make a line of.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push(' '),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_blanked_and_markup_is_escaped() {
        assert_eq!(escaped("a<b>&\"'\u{1}\n\u{FFFF}加"), "a&lt;b&gt;&amp;&quot;'   加");
    }

    #[test]
    fn ids_are_safe_and_differ() {
        let mut xml = Xml::new("");
        for wanted in ["obstacle-FS: 01", "obstacle-FS#01", "obstacle-加油站", "obstacle", "7", ""]
        {
            xml.start("g");
            xml.id(wanted);
            xml.close();
        }
        xml.start("g");
        xml.id(&"long ".repeat(99));
        xml.close();
        let ids: Vec<String> = xml
            .finish()
            .lines()
            .filter_map(|line| line.split('"').nth(1).map(str::to_owned))
            .collect();
        assert_eq!(
            ids[..6],
            ["obstacle-FS-01", "obstacle-FS-01-2", "obstacle", "obstacle-2", "id-7", "id-"]
        );
        assert_eq!(ids[6].len(), LONGEST_ID);
    }
}
