//! The canvas: polygons, lines and words as SVG, written by plotters.
//!
//! plotters draws on whole pixels. The canvas is therefore ten times as fine as the sheet, and the
//! root element, written here, says how large the sheet is shown. plotters' polygons have no
//! holes: a hole is reached and left along the same line, which covers nothing and leaves no seam.

use crate::geometry::Bounds;
use crate::map::hatch::{self, Ring};
use crate::map::symbol::{Look, Pen};
use crate::map::text;
use crate::map::MapError;
use geo::Coord;
use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{Pos, VPos};
use plotters::style::{
    FontDesc, FontFamily, FontStyle, FontTransform, RGBAColor, ShapeStyle, TextStyle,
};
use std::fmt::Write as _;

/// Where in a text its given point is.
pub use plotters::style::text_anchor::HPos as Anchor;

/// Canvas units in a pixel of the sheet.
const FINE: f64 = 10.0;
/// plotters divides font sizes by this.
const FONT_RATIO: f64 = 1.24;
/// The middle of a line of text lies this far below what plotters calls its top, in em.
const MIDDLE: f64 = 0.40;

/// How words are written.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Font size in pixels.
    pub size: f64,
    /// Colour.
    pub colour: RGBAColor,
    /// Heavy.
    pub bold: bool,
    /// Upwards instead of to the right.
    pub upwards: bool,
}

/// A sheet being drawn; coordinates are pixels, y downwards.
pub struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

type Drawn = Result<(), MapError>;

impl<'a> Canvas<'a> {
    /// Starts a sheet of a size in pixels.
    pub fn on(buffer: &'a mut String, (width, height): (f64, f64)) -> Self {
        let size = (fine(width).unsigned_abs(), fine(height).unsigned_abs());
        Self { backend: SVGBackend::with_string(buffer, size) }
    }

    /// Fills a polygon: its outer ring first, then its holes.
    pub fn fill(&mut self, rings: &[Ring], colour: RGBAColor) -> Drawn {
        let points = keyhole(rings);
        if points.len() < 3 {
            return Ok(());
        }
        drawn(self.backend.fill_polygon(points, &style(colour, 1.0)))
    }

    /// Fills a polygon and lays its texture on it.
    pub fn cover(&mut self, rings: &[Ring], look: &Look) -> Drawn {
        self.fill(rings, look.fill)?;
        self.texture(rings, look)
    }

    /// Lays a texture on a polygon.
    pub fn texture(&mut self, rings: &[Ring], look: &Look) -> Drawn {
        let strokes = hatch::strokes(rings, look.texture);
        for [from, to] in strokes.lines {
            drawn(self.backend.draw_line(point(from), point(to), &style(look.ink, 0.8)))?;
        }
        for row in strokes.dots {
            let beads = beads(&row, 1.5);
            drawn(self.backend.fill_polygon(beads, &style(look.ink, 1.0)))?;
        }
        Ok(())
    }

    /// Draws along points, in dashes if the pen has them.
    pub fn line(&mut self, line: &[Coord<f64>], pen: &Pen) -> Drawn {
        if pen.dashes.is_empty() {
            return self.stroke(line, pen);
        }
        for dash in dashes(line, pen.dashes) {
            self.stroke(&dash, pen)?;
        }
        Ok(())
    }

    fn stroke(&mut self, line: &[Coord<f64>], pen: &Pen) -> Drawn {
        let mut points: Vec<(i32, i32)> = line.iter().map(|p| point(*p)).collect();
        points.dedup();
        if points.len() < 2 {
            return Ok(());
        }
        if points.len() > 3 && points.first() == points.last() {
            // Once more along the first edge, or the corner where the ring closes has no joint.
            points.push(points[1]);
        }
        drawn(self.backend.draw_path(points, &style(pen.colour, pen.width)))
    }

    /// Draws a disc.
    pub fn dot(&mut self, centre: Coord<f64>, radius: f64, colour: RGBAColor) -> Drawn {
        let radius = fine(radius).unsigned_abs();
        drawn(self.backend.draw_circle(point(centre), radius, &style(colour, 0.0), true))
    }

    /// Fills a box.
    pub fn block(&mut self, bounds: Bounds, colour: RGBAColor) -> Drawn {
        let (from, to) = corners(bounds);
        drawn(self.backend.draw_rect(from, to, &style(colour, 1.0), true))
    }

    /// Draws the edge of a box.
    pub fn border(&mut self, bounds: Bounds, pen: &Pen) -> Drawn {
        self.line(&outline(bounds), pen)
    }

    /// Writes one line of text; `at` is half its height up, and left, middle or right in it.
    pub fn write(&mut self, words: &str, at: Coord<f64>, anchor: Anchor, kind: &Type) -> Drawn {
        let weight = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
        let mut font = FontDesc::new(FontFamily::Name(text::FAMILY), font_size(kind.size), weight);
        let mut top = at;
        if kind.upwards {
            font = font.transform(FontTransform::Rotate270);
            top.x -= MIDDLE * kind.size;
        } else {
            top.y -= MIDDLE * kind.size;
        }
        let style = TextStyle::from(font).color(&kind.colour).pos(Pos::new(anchor, VPos::Top));
        drawn(self.backend.draw_text(&text::printable(words), &style, point(top)))
    }

    /// Ends the sheet.
    pub fn finish(mut self) -> Drawn {
        drawn(self.backend.present())
    }
}

/// The document around what a canvas wrote: shown `width` pixels wide, with a title for readers
/// that cannot see it.
#[must_use]
pub fn document(sheet: &str, title: &str, width: u32, (across, down): (f64, f64)) -> String {
    let body = sheet.split_once('\n').map_or("", |(_, body)| body);
    let height = (f64::from(width) * down / across).round();
    let mut out = String::with_capacity(sheet.len() + 400);
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\" role=\"img\">\n<title>{}</title>",
        fine(across),
        fine(down),
        escaped(&text::printable(title))
    );
    out.push_str(body);
    out
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

fn drawn<E: std::fmt::Display>(result: Result<(), E>) -> Drawn {
    result.map_err(|cause| MapError::Drawing(cause.to_string()))
}

fn style(colour: RGBAColor, width: f64) -> ShapeStyle {
    ShapeStyle { color: colour, filled: true, stroke_width: fine(width).unsigned_abs() }
}

#[expect(clippy::cast_possible_truncation, reason = "a sheet has some ten thousand units")]
fn fine(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

fn point(p: Coord<f64>) -> (i32, i32) {
    (fine(p.x), fine(p.y))
}

fn corners(b: Bounds) -> ((i32, i32), (i32, i32)) {
    (point(Coord { x: b.min_x, y: b.min_y }), point(Coord { x: b.max_x, y: b.max_y }))
}

/// A size that comes out of plotters' division as a short number: the one asked for, or up to half
/// a pixel more where no number does.
fn font_size(pixels: f64) -> f64 {
    let wanted = (pixels * FINE).round();
    (0..=5_u8)
        .map(|more| wanted + f64::from(more))
        .flat_map(|whole| {
            let size = whole * FONT_RATIO;
            [size, size.next_up(), size.next_down()].map(|size| (whole, size))
        })
        .find(|(whole, size)| size / FONT_RATIO == *whole)
        .map_or(wanted * FONT_RATIO, |(_, size)| size)
}

/// The rings of a polygon as one: from the first ring to each hole along the shortest way between
/// their points, around the hole, and back the same way.
fn keyhole(rings: &[Ring]) -> Vec<(i32, i32)> {
    let mut rings = rings.iter().map(|ring| {
        let mut points: Vec<(i32, i32)> = ring.iter().map(|p| point(*p)).collect();
        points.dedup();
        points
    });
    let mut path = rings.next().unwrap_or_default();
    for hole in rings.filter(|hole| hole.len() > 3) {
        let Some((from, to)) = nearest(&path, &hole) else { continue };
        let mut detour: Vec<(i32, i32)> = hole[to..].to_vec();
        // The first point of a closed ring is also its last.
        detour.extend(&hole[1..=to]);
        detour.push(path[from]);
        let rest = path.split_off(from + 1);
        path.extend(detour);
        path.extend(rest);
    }
    path
}

/// A row of diamonds as one polygon: their upper halves there, their lower halves back. The thread
/// between them covers nothing.
fn beads(row: &[Coord<f64>], radius: f64) -> Vec<(i32, i32)> {
    let radius = fine(radius);
    let there = row.iter().map(|dot| point(*dot));
    let back = there.clone().rev();
    let upper = there.flat_map(|(x, y)| [(x - radius, y), (x, y - radius), (x + radius, y)]);
    let lower = back.flat_map(|(x, y)| [(x + radius, y), (x, y + radius), (x - radius, y)]);
    upper.chain(lower).collect()
}

/// Places of the nearest points of two paths.
fn nearest(a: &[(i32, i32)], b: &[(i32, i32)]) -> Option<(usize, usize)> {
    let squared = |p: (i32, i32), q: (i32, i32)| {
        let (dx, dy) = (i64::from(p.0 - q.0), i64::from(p.1 - q.1));
        dx * dx + dy * dy
    };
    let pairs = (0..a.len()).flat_map(|i| (0..b.len()).map(move |j| (i, j)));
    pairs.min_by_key(|(i, j)| squared(a[*i], b[*j]))
}

/// The drawn parts of a line.
fn dashes(line: &[Coord<f64>], pattern: &[f64]) -> Vec<Ring> {
    let mut parts = Vec::new();
    let mut current: Ring = line.first().copied().into_iter().collect();
    let (mut index, mut left) = (0, pattern[0]);
    for edge in line.windows(2) {
        let length = (edge[1].x - edge[0].x).hypot(edge[1].y - edge[0].y);
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let here = edge[0] + (edge[1] - edge[0]) * (done / length);
            current.push(here);
            if index % 2 == 0 {
                parts.push(std::mem::take(&mut current));
            }
            current = vec![here];
            index = (index + 1) % pattern.len();
            left = pattern[index].max(0.1);
        }
        left -= length - done;
        current.push(edge[1]);
    }
    if index % 2 == 0 {
        parts.push(current);
    }
    parts
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::coord;

    #[test]
    fn a_keyhole_encloses_the_area_without_the_hole() {
        let ring =
            |from: f64, to: f64| outline(Bounds { min_x: from, min_y: from, max_x: to, max_y: to });
        let mut hole = ring(4.0, 6.0);
        hole.reverse();
        let mut second = ring(7.0, 8.0);
        second.reverse();
        let path = keyhole(&[ring(0.0, 10.0), hole, second]);
        let twice: i64 = path
            .iter()
            .zip(path.iter().cycle().skip(1))
            .map(|(p, q)| i64::from(p.0) * i64::from(q.1) - i64::from(q.0) * i64::from(p.1))
            .sum();
        assert_eq!(twice / 2, 100 * (100 - 4 - 1));
    }

    #[test]
    fn font_sizes_stay_short() {
        for tenths in 80..300_u16 {
            let wanted = f64::from(tenths);
            let written = font_size(wanted / FINE) / FONT_RATIO;
            assert!(written.fract() == 0.0 && written >= wanted && written <= wanted + 5.0);
        }
    }

    #[test]
    fn dashes_follow_the_pattern_around_corners() {
        let line =
            [coord! { x: 0.0, y: 0.0 }, coord! { x: 5.0, y: 0.0 }, coord! { x: 5.0, y: 10.0 }];
        let length = |part: &Ring| -> f64 {
            part.windows(2).map(|e| (e[1].x - e[0].x).hypot(e[1].y - e[0].y)).sum()
        };
        let parts = dashes(&line, &[4.0, 2.0]);
        let lengths: Vec<f64> = parts.iter().map(length).collect();
        assert_eq!(lengths, [4.0, 4.0, 3.0]);
    }

    #[test]
    fn words_are_escaped() {
        let mut body = String::new();
        let mut canvas = Canvas::on(&mut body, (100.0, 50.0));
        let kind =
            Type { size: 12.0, colour: crate::map::symbol::BLACK, bold: false, upwards: true };
        canvas.write("a<b>&\"\u{1}", coord! { x: 1.0, y: 2.0 }, Anchor::Left, &kind).unwrap();
        canvas.finish().unwrap();
        let svg = document(&body, "x & <y>", 500, (100.0, 50.0));
        assert!(svg.contains("a&lt;b&gt;&amp;&quot; \n"), "{svg}");
        assert!(svg.contains("<title>x &amp; &lt;y&gt;</title>"));
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"500\" height=\"250\" viewBox=\"0 0 1000 500\""));
        assert!(svg.ends_with("</svg>\n"));
    }
}
