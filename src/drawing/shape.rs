//! Areas, lines, boxes and discs.

use super::paint::{Colour, Fill, Paint, Pen};
use super::path;
use super::xml::Xml;
use crate::geometry::Bounds;
use geo::Coord;

/// A ring in pixels; the first point is repeated at the end.
pub type Ring = Vec<Coord<f64>>;

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    outline: Outline,
    paint: Paint,
    class: &'static str,
    title: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Outline {
    /// Path data; areas are filled by the even-odd rule.
    Path {
        data: String,
        is_area: bool,
    },
    Box(Bounds),
    Disc {
        centre: Coord<f64>,
        radius: f64,
    },
}

impl Shape {
    /// An area with holes: what lies within an odd number of rings.
    #[must_use]
    pub fn area<'a>(rings: impl IntoIterator<Item = &'a Ring>) -> Self {
        let mut data = String::new();
        for ring in rings {
            path::write(&mut data, ring, true);
        }
        Self::new(Outline::Path { data, is_area: true })
    }

    /// A line; one that ends where it starts has a joint there.
    #[must_use]
    pub fn line(points: &[Coord<f64>]) -> Self {
        Self::lines([points])
    }

    /// Several lines that are one thing.
    #[must_use]
    pub fn lines<'a>(lines: impl IntoIterator<Item = &'a [Coord<f64>]>) -> Self {
        let mut data = String::new();
        for line in lines {
            let closed = line.len() > 3 && line.first() == line.last();
            path::write(&mut data, line, closed);
        }
        Self::new(Outline::Path { data, is_area: false })
    }

    /// A box.
    #[must_use]
    pub fn block(bounds: Bounds) -> Self {
        Self::new(Outline::Box(bounds))
    }

    /// A disc.
    #[must_use]
    pub fn disc(centre: Coord<f64>, radius: f64) -> Self {
        Self::new(Outline::Disc { centre, radius })
    }

    fn new(outline: Outline) -> Self {
        Self { outline, paint: Paint::default(), class: "", title: String::new() }
    }

    /// Fills it with a colour; otherwise it has the fill of its group.
    #[must_use]
    pub fn fill(mut self, colour: Colour) -> Self {
        self.paint.fill = Some(Fill::Colour(colour));
        self
    }

    /// Fills it with a texture of the document; otherwise it has the fill of its group.
    #[must_use]
    pub fn texture(mut self, name: &'static str) -> Self {
        self.paint.fill = Some(Fill::Texture(name));
        self
    }

    /// Draws its edge with a pen; otherwise it has the pen of its group.
    #[must_use]
    pub fn pen(mut self, pen: Pen) -> Self {
        self.paint.pen = Some(pen);
        self
    }

    /// Classes for who wants to find it.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// What it is, for readers and as a tip under the pointer.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    pub(super) fn put(&self, xml: &mut Xml<'_>) {
        let tag = match &self.outline {
            Outline::Path { data, .. } if data.is_empty() => return,
            Outline::Path { .. } => "path",
            Outline::Box(_) => "rect",
            Outline::Disc { .. } => "circle",
        };
        xml.start(tag);
        xml.class(self.class);
        match &self.outline {
            Outline::Path { data, is_area } => {
                if *is_area {
                    xml.attribute("fill-rule", "evenodd");
                }
                xml.attribute("d", data);
            }
            Outline::Box(b) => {
                xml.number("x", b.min_x);
                xml.number("y", b.min_y);
                xml.number("width", b.width());
                xml.number("height", b.height());
            }
            Outline::Disc { centre, radius } => {
                xml.number("cx", centre.x);
                xml.number("cy", centre.y);
                xml.number("r", *radius);
            }
        }
        xml.paint(&self.paint);
        if self.title.is_empty() {
            xml.close();
        } else {
            xml.hold();
            xml.title(&self.title);
            xml.end();
        }
    }
}

/// A box as a closed ring.
#[must_use]
pub fn outline(b: Bounds) -> Ring {
    [
        (b.min_x, b.min_y),
        (b.max_x, b.min_y),
        (b.max_x, b.max_y),
        (b.min_x, b.max_y),
        (b.min_x, b.min_y),
    ]
    .map(|(x, y)| Coord { x, y })
    .to_vec()
}
