//! Layers: what is drawn together and named together.

use super::paint::{Colour, Fill, Paint, Pen};
use super::shape::Shape;
use super::words::{Anchor, Type, Words};
use super::xml::Xml;
use geo::Coord;

/// A group of a drawing; what it holds is drawn in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    name: String,
    class: String,
    title: String,
    clip: Option<&'static str>,
    paint: Paint,
    elements: Vec<Element>,
}

#[derive(Clone, Debug, PartialEq)]
enum Element {
    Group(Group),
    Shape(Shape),
    Words(Words),
    Copy { symbol: &'static str, at: Coord<f64> },
}

impl Group {
    /// A group that is found under a name. Its id is the name, as far as an id may have its letters
    /// and no other group has it.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Classes for who wants to find it among others of its kind.
    #[must_use]
    pub fn class(mut self, class: impl Into<String>) -> Self {
        self.class = class.into();
        self
    }

    /// What it is, for readers and as a tip under the pointer.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The colour of what has no other.
    #[must_use]
    pub fn fill(mut self, colour: Colour) -> Self {
        self.paint.fill = Some(Fill::Colour(colour));
        self
    }

    /// The pen of what has no other.
    #[must_use]
    pub fn pen(mut self, pen: Pen) -> Self {
        self.paint.pen = Some(pen);
        self
    }

    /// Shows only what lies in a clip of the document.
    #[must_use]
    pub fn clip(mut self, name: &'static str) -> Self {
        self.clip = Some(name);
        self
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// Draws a shape.
    pub fn draw(&mut self, shape: Shape) {
        self.elements.push(Element::Shape(shape));
    }

    /// Adds a group; one that holds nothing is left out.
    pub fn add(&mut self, group: Group) {
        if !group.is_empty() {
            self.elements.push(Element::Group(group));
        }
    }

    /// Writes one line of text; `at` is half its height up, and left, in the middle or right.
    pub fn write(&mut self, words: &str, at: Coord<f64>, anchor: Anchor, kind: &Type) {
        let words = Words { line: words.to_owned(), at, anchor, kind: *kind };
        self.elements.push(Element::Words(words));
    }

    /// Puts a symbol of the document somewhere.
    pub fn copy(&mut self, symbol: &'static str, at: Coord<f64>) {
        self.elements.push(Element::Copy { symbol, at });
    }

    pub(super) fn put(&self, xml: &mut Xml<'_>) {
        xml.start("g");
        if !self.name.is_empty() {
            xml.id(&self.name);
        }
        xml.class(&self.class);
        if let Some(name) = self.clip {
            let clip = format!("url({})", xml.reference(name));
            xml.attribute("clip-path", &clip);
        }
        xml.paint(&self.paint);
        xml.hold();
        xml.title(&self.title);
        for element in &self.elements {
            match element {
                Element::Group(group) => group.put(xml),
                Element::Shape(shape) => shape.put(xml),
                Element::Words(words) => words.put(xml),
                Element::Copy { symbol, at } => {
                    xml.start("use");
                    let symbol = xml.reference(symbol);
                    xml.attribute("xlink:href", &symbol);
                    xml.number("x", at.x);
                    xml.number("y", at.y);
                    xml.close();
                }
            }
        }
        xml.end();
    }
}
