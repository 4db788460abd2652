//! Textures as lines and dots clipped to an area.
//!
//! Parallel scan lines meet the rings of an area; by the even-odd rule every second interval
//! between crossings is inside, holes and all. Scan lines sit on multiples of the spacing over the
//! whole sheet, so that the textures of neighbouring pieces line up.

use crate::map::symbol::Texture;
use geo::Coord;

/// A ring in pixels; the first point is repeated at the end.
pub type Ring = Vec<Coord<f64>>;

/// Shorter strokes are specks.
const SPECK: f64 = 0.8;

/// What a texture consists of within an area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strokes {
    /// Lines.
    pub lines: Vec<[Coord<f64>; 2]>,
    /// Dots, row by row from left to right.
    pub dots: Vec<Vec<Coord<f64>>>,
}

/// The strokes of a texture within rings.
#[must_use]
pub fn strokes(rings: &[Ring], texture: Texture) -> Strokes {
    let mut strokes = Strokes::default();
    match texture {
        Texture::None => {}
        Texture::Lines(angle, spacing) => strokes.lines = lines(rings, angle, spacing),
        Texture::Cross(angle, spacing) => {
            strokes.lines = lines(rings, angle, spacing);
            strokes.lines.extend(lines(rings, angle - 90.0, spacing));
        }
        Texture::Dots(spacing) => strokes.dots = dots(rings, spacing),
    }
    strokes
}

/// Parallel lines, at an angle against east, counter-clockwise as one sees it.
fn lines(rings: &[Ring], angle: f64, spacing: f64) -> Vec<[Coord<f64>; 2]> {
    // Pixels count downwards.
    let (sin, cos) = (-angle).to_radians().sin_cos();
    let along = |p: Coord<f64>| Coord { x: p.x * cos + p.y * sin, y: p.y * cos - p.x * sin };
    let back = |x: f64, y: f64| Coord { x: x * cos - y * sin, y: x * sin + y * cos };
    let turned: Vec<Ring> =
        rings.iter().map(|ring| ring.iter().map(|p| along(*p)).collect()).collect();
    scan(&turned, spacing)
        .into_iter()
        .flat_map(|(_, y, spans)| spans.into_iter().map(move |(from, to)| (y, from, to)))
        .filter(|(_, from, to)| to - from > SPECK)
        .map(|(y, from, to)| [back(from, y), back(to, y)])
        .collect()
}

/// Dots in rows, every second row shifted.
fn dots(rings: &[Ring], spacing: f64) -> Vec<Vec<Coord<f64>>> {
    let mut rows = Vec::new();
    for (row, y, spans) in scan(rings, spacing * 0.75) {
        let shift = if row.rem_euclid(2) == 0 { 0.0 } else { spacing / 2.0 };
        let mut dots = Vec::new();
        for (from, to) in spans {
            let mut x = ((from + 1.0 - shift) / spacing).ceil() * spacing + shift;
            while x <= to - 1.0 {
                dots.push(Coord { x, y });
                x += spacing;
            }
        }
        if !dots.is_empty() {
            rows.push(dots);
        }
    }
    rows
}

/// A scan line: its number, its place, and what of it is inside.
type Scan = (i64, f64, Vec<(f64, f64)>);

/// Horizontal scan lines over rings, by the even-odd rule.
fn scan(rings: &[Ring], spacing: f64) -> Vec<Scan> {
    let ys = rings.iter().flatten().map(|p| p.y);
    let (low, high) = ys.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), y| (a.min(y), b.max(y)));
    if !low.is_finite() || !high.is_finite() || spacing <= 0.0 {
        return Vec::new();
    }
    #[expect(clippy::cast_possible_truncation, reason = "pixels on a sheet, far below 2^53")]
    let (first, last) = ((low / spacing).ceil() as i64, (high / spacing).floor() as i64);
    (first..=last)
        .map(|row| {
            let y = row as f64 * spacing;
            (row, y, crossings(rings, y))
        })
        .collect()
}

/// Intervals of one scan line that are inside.
fn crossings(rings: &[Ring], y: f64) -> Vec<(f64, f64)> {
    let mut at: Vec<f64> = rings
        .iter()
        .flat_map(|ring| ring.windows(2))
        // Half-open, so that a vertex on the line counts once.
        .filter(|edge| (edge[0].y <= y) != (edge[1].y <= y))
        .map(|edge| {
            let share = (y - edge[0].y) / (edge[1].y - edge[0].y);
            edge[0].x + share * (edge[1].x - edge[0].x)
        })
        .collect();
    at.sort_by(f64::total_cmp);
    at.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{coord, Contains, LineString, Point, Polygon};

    fn square(from: f64, to: f64) -> Ring {
        vec![
            coord! { x: from, y: from },
            coord! { x: to, y: from },
            coord! { x: to, y: to },
            coord! { x: from, y: to },
            coord! { x: from, y: from },
        ]
    }

    #[test]
    fn strokes_lie_inside_and_not_in_holes() {
        let rings = [square(3.3, 97.1), square(40.2, 60.7)];
        let polygon =
            Polygon::new(LineString(rings[0].clone()), vec![LineString(rings[1].clone())]);
        for texture in [
            Texture::Lines(45.0, 7.0),
            Texture::Lines(-45.0, 4.5),
            Texture::Lines(0.0, 5.0),
            Texture::Lines(90.0, 5.0),
            Texture::Cross(30.0, 8.0),
        ] {
            let strokes = strokes(&rings, texture);
            assert!(strokes.lines.len() > 10, "{texture:?}");
            for [a, b] in strokes.lines {
                for share in [0.001, 0.25, 0.5, 0.75, 0.999] {
                    let point = Point(a + (b - a) * share);
                    assert!(polygon.contains(&point), "{texture:?} at {point:?}");
                }
            }
        }
        let dots = strokes(&rings, Texture::Dots(6.0)).dots;
        assert!(dots.iter().flatten().count() > 100);
        assert!(dots.into_iter().flatten().all(|dot| polygon.contains(&Point(dot))));
    }

    #[test]
    fn a_vertex_on_a_scan_line_counts_once() {
        let diamond = vec![
            coord! { x: 0.0, y: 10.0 },
            coord! { x: 10.0, y: 0.0 },
            coord! { x: 20.0, y: 10.0 },
            coord! { x: 10.0, y: 20.0 },
            coord! { x: 0.0, y: 10.0 },
        ];
        let lines = strokes(&[diamond], Texture::Lines(0.0, 5.0)).lines;
        let lengths: Vec<f64> = lines.iter().map(|[a, b]| (b.x - a.x).abs()).collect();
        assert_eq!(lengths, [10.0, 20.0, 10.0]);
    }

    #[test]
    fn nothing_has_no_texture() {
        assert_eq!(strokes(&[], Texture::Cross(45.0, 5.0)), Strokes::default());
    }
}
