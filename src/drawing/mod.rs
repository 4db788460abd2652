//! Drawings as SVG: groups with ids and titles, areas with holes, textures, words, charts.
//!
//! | module | decides |
//! |---|---|
//! | `document` | the sheet: its size, its definitions, its ids |
//! | `group` | layers: what is drawn together and named together |
//! | `shape`, `path` | areas, lines, boxes and discs |
//! | `words`, `measure` | text, and how wide it is |
//! | `paint`, `texture` | colours, pens, hatches |
//! | `xml`, `number` | the letters of the file |
//! | `plot` | a canvas for `plotters`, which draws charts on it |
//!
//! Coordinates are pixels, y downwards. A drawing is a tree in memory; nothing fails until it is
//! written, and nothing fails then. The same tree gives the same bytes.
//!
//! Colours are attributes of groups and not a style sheet: they are stated once, every editor reads
//! them, and a drawing within a page does not recolour the page.
//!
//! ```
//! use carveout::drawing::{Colour, Document, Group, Shape, Texture};
//! use geo::Coord;
//!
//! let ring = |from: f64, to: f64| {
//!     [(from, from), (to, from), (to, to), (from, to), (from, from)]
//!         .map(|(x, y)| Coord { x, y })
//!         .to_vec()
//! };
//! let mut document = Document::new("A pond", (100.0, 100.0));
//! document.texture("wet", Texture::Level(4), Colour::hex(0x1F_5F99));
//! let mut pond = Group::named("pond").title("Pond").fill(Colour::hex(0xCF_E4F5));
//! pond.draw(Shape::area(&[ring(10.0, 90.0), ring(40.0, 60.0)]).texture("wet"));
//! document.add(pond);
//! let svg = document.svg(200);
//! assert!(svg.contains("<g id=\"pond\""));
//! assert!(svg.contains("fill-rule=\"evenodd\""));
//! ```

mod document;
mod group;
pub mod measure;
mod number;
mod paint;
mod path;
pub mod plot;
mod shape;
mod texture;
mod words;
mod xml;

pub use document::Document;
pub use group::Group;
pub use paint::{Colour, Pen};
pub use shape::{outline, Ring, Shape};
pub use texture::Texture;
pub use words::{Anchor, Type};
