//! Points as path data.

use super::number::Number;
use geo::{Coord, LineString, Simplify};
use std::fmt::Write as _;

/// Points this near the line without them are not seen, pixels.
const UNSEEN: f64 = 0.05;

/// Writes a line; closes it if it is a ring. Points that are no numbers, points on the way from one
/// to another, and points that come out where the one before did, are left out; fewer than two make
/// no line.
pub(super) fn write(data: &mut String, points: &[Coord<f64>], closed: bool) {
    let finite = points.iter().filter(|point| point.x.is_finite() && point.y.is_finite()).copied();
    let mut written: Vec<String> = LineString::new(finite.collect())
        .simplify(UNSEEN)
        .0
        .iter()
        .map(|point| format!("{},{}", Number(point.x), Number(point.y)))
        .collect();
    written.dedup();
    if closed && written.len() > 1 && written.first() == written.last() {
        written.pop();
    }
    if written.len() < if closed { 3 } else { 2 } {
        return;
    }
    let _ = write!(data, "M{}{}", written.join(" "), if closed { "z" } else { "" });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(points: &[(f64, f64)], closed: bool) -> String {
        let points: Vec<_> = points.iter().map(|&(x, y)| Coord { x, y }).collect();
        let mut data = String::new();
        write(&mut data, &points, closed);
        data
    }

    #[test]
    fn a_ring_is_closed_without_its_first_point_again() {
        let ring = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.004), (0.0, 0.0)];
        assert_eq!(written(&ring, true), "M0,0 9,0 9,9z");
        assert_eq!(written(&ring, false), "M0,0 9,0 9,9 0,0");
    }

    #[test]
    fn what_would_not_be_seen_is_not_written() {
        assert_eq!(written(&[(1.0, 1.0), (1.001, 1.0), (2.0, 1.0)], false), "M1,1 2,1");
        assert_eq!(written(&[(1.0, 1.0), (1.001, 1.0)], false), "");
        assert_eq!(written(&[(1.0, 1.0), (5.0, 1.0), (1.001, 1.0)], true), "");
        assert_eq!(written(&[(1.0, 1.0), (f64::NAN, 1.0), (2.0, 1.0)], false), "M1,1 2,1");
    }
}
