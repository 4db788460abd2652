//! Where things go on the sheet, and how metres become pixels.
//!
//! The sheet is 1200 pixels wide whatever its display size. The legend stands to the right of the
//! map, or below it when the site is long from west to east; it never covers the map.

use crate::drawing::{measure, Ring};
use crate::geometry::{Bounds, Region};
use crate::map::furniture::Furniture;
use geo::Coord;

/// Width of every sheet.
pub const WIDTH: f64 = 1200.0;
/// Space around the sheet's contents.
pub const MARGIN: f64 = 28.0;
/// Width of the legend of areas.
pub const COLUMN: f64 = 330.0;
/// Height of a line of the legend.
pub const ROW: f64 = 21.0;
/// Height of a heading of the legend.
pub const HEADING: f64 = 24.0;
/// Size of the title.
pub const TITLE: f64 = 26.0;
/// Size of the headline.
pub const HEADLINE: f64 = 14.5;
/// Size of the source line.
pub const SOURCE: f64 = 11.0;

const HEADLINE_ROW: f64 = 21.0;
const SOURCE_ROW: f64 = 16.0;
const GAP: f64 = 22.0;
/// Room for north arrow and scale bar.
const GAUGES: f64 = 64.0;
/// Sites longer than this have the legend below.
const LONG: f64 = 1.75;

/// The map on the sheet.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// What it shows, in metres.
    pub extent: Bounds,
    /// Where it is, in pixels.
    pub frame: Bounds,
    /// Pixels in a metre.
    pub scale: f64,
}

/// A sheet and where things are on it.
#[derive(Clone, Debug)]
pub struct Page {
    /// Height of the sheet.
    pub height: f64,
    /// The map.
    pub view: View,
    /// Lines of the headline.
    pub headline: Vec<String>,
    /// Legend of areas: its upper left corner.
    pub land: Coord<f64>,
    /// Legend of lines and things.
    pub keys: Coord<f64>,
    /// North arrow and scale bar.
    pub gauges: Coord<f64>,
    /// Lines of the source.
    pub source: Vec<String>,
    /// Where they start.
    pub source_top: f64,
}

impl View {
    /// The view that shows at least `wanted` and fills `frame`.
    #[must_use]
    pub fn fit(wanted: Bounds, frame: Bounds) -> Self {
        let scale = (frame.width() / wanted.width()).min(frame.height() / wanted.height());
        let (x, y) = (middle(wanted.min_x, wanted.max_x), middle(wanted.min_y, wanted.max_y));
        let (w, h) = (frame.width() / scale / 2.0, frame.height() / scale / 2.0);
        let extent = Bounds { min_x: x - w, min_y: y - h, max_x: x + w, max_y: y + h };
        Self { extent, frame, scale }
    }

    /// Metres to pixels.
    #[must_use]
    pub fn place(&self, p: Coord<f64>) -> Coord<f64> {
        Coord {
            x: self.frame.min_x + (p.x - self.extent.min_x) * self.scale,
            y: self.frame.min_y + (self.extent.max_y - p.y) * self.scale,
        }
    }

    /// Pixels to metres.
    #[must_use]
    pub fn ground(&self, p: Coord<f64>) -> Coord<f64> {
        Coord {
            x: self.extent.min_x + (p.x - self.frame.min_x) / self.scale,
            y: self.extent.max_y - (p.y - self.frame.min_y) / self.scale,
        }
    }

    /// A box in metres as a box in pixels.
    #[must_use]
    pub fn pixels(&self, bounds: Bounds) -> Bounds {
        let a = self.place(Coord { x: bounds.min_x, y: bounds.max_y });
        let b = self.place(Coord { x: bounds.max_x, y: bounds.min_y });
        Bounds { min_x: a.x, min_y: a.y, max_x: b.x, max_y: b.y }
    }

    /// A line in pixels.
    #[must_use]
    pub fn line(&self, line: &[Coord<f64>]) -> Ring {
        line.iter().map(|p| self.place(*p)).collect()
    }

    /// The polygons of a region in pixels, each its outer ring first.
    #[must_use]
    pub fn polygons(&self, region: &Region) -> Vec<Vec<Ring>> {
        let ring = |ring: &geo::LineString<f64>| self.line(&ring.0);
        region
            .polygons()
            .iter()
            .map(|polygon| {
                std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect()
            })
            .collect()
    }
}

impl Page {
    /// Lays out a sheet.
    #[must_use]
    pub fn plan(wanted: Bounds, furniture: &Furniture) -> Self {
        let inner = WIDTH - 2.0 * MARGIN;
        let headline: Vec<String> = furniture
            .headline
            .iter()
            .flat_map(|sentence| measure::wrapped(sentence, HEADLINE, inner))
            .collect();
        let source: Vec<String> = furniture
            .source
            .iter()
            .flat_map(|sentence| measure::wrapped(sentence, SOURCE, inner))
            .collect();
        let top = MARGIN + TITLE + 12.0 + HEADLINE_ROW * headline.len() as f64 + 10.0;
        let shape = wanted.height() / wanted.width();
        let block = |rows: usize| HEADING + ROW * rows as f64;
        let (land, keys) = (block(furniture.land.len()), block(furniture.keys.len()));
        let corner = |x: f64, y: f64| Coord { x, y };
        let (frame, places, bottom) = if shape * LONG < 1.0 {
            let frame = framed(top, inner, (inner * shape).clamp(300.0, 640.0));
            let y = frame.max_y + GAP;
            let places = [
                corner(MARGIN, y),
                corner(MARGIN + COLUMN + 70.0, y),
                corner(WIDTH - MARGIN - COLUMN, y + 8.0),
            ];
            (frame, places, y + land.max(keys).max(GAUGES))
        } else {
            let column = land + GAP + keys + GAP + GAUGES;
            let width = inner - COLUMN - GAP;
            let frame = framed(top, width, (width * shape).clamp(column, column.max(1000.0)));
            let x = frame.max_x + GAP;
            let places =
                [corner(x, top), corner(x, top + land + GAP), corner(x, frame.max_y - GAUGES)];
            (frame, places, frame.max_y)
        };
        let source_top = bottom + 24.0;
        Self {
            height: (source_top + SOURCE_ROW * source.len() as f64 + MARGIN * 0.5).ceil(),
            view: View::fit(wanted, frame),
            headline,
            land: places[0],
            keys: places[1],
            gauges: places[2],
            source,
            source_top,
        }
    }

    /// Middle of a line of the headline.
    #[must_use]
    pub fn headline_row(index: usize) -> f64 {
        MARGIN + TITLE + 12.0 + HEADLINE_ROW * (index as f64 + 0.5)
    }

    /// Middle of a line of the source.
    #[must_use]
    pub fn source_row(&self, index: usize) -> f64 {
        self.source_top + SOURCE_ROW * index as f64
    }
}

/// The whole of a sheet of this height.
#[must_use]
pub const fn whole(height: f64) -> Bounds {
    Bounds { min_x: 0.0, min_y: 0.0, max_x: WIDTH, max_y: height }
}

fn framed(top: f64, width: f64, height: f64) -> Bounds {
    Bounds { min_x: MARGIN, min_y: top, max_x: MARGIN + width, max_y: (top + height).round() }
}

fn middle(a: f64, b: f64) -> f64 {
    f64::midpoint(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_shows_what_is_wanted_with_north_up() {
        let wanted = Bounds { min_x: -10.0, min_y: 0.0, max_x: 10.0, max_y: 10.0 };
        let frame = Bounds { min_x: 100.0, min_y: 50.0, max_x: 300.0, max_y: 250.0 };
        let view = View::fit(wanted, frame);
        assert_eq!(view.scale, 10.0);
        assert_eq!(view.place(Coord { x: -10.0, y: 15.0 }), Coord { x: 100.0, y: 50.0 });
        assert_eq!(view.ground(Coord { x: 300.0, y: 250.0 }), Coord { x: 10.0, y: -5.0 });
    }
}
