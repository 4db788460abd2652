//! Where a corridor may leave one edge and reach another.

use super::outline::Strip;
use super::{FreeSpace, Route};
use crate::vector::{cross, dot, length};
use geo::Coord;

/// The strip may run along edges within this.
const CONTACT_M: f64 = 1e-3;
/// On a curve drawn with short edges a flat end reaches over by up to this share of half its width.
const CURVE_SHARE: f64 = 0.1;
/// Largest tangent of the angle between a straight crossing's far end and the line it ends on.
const STEEPEST_END: f64 = 1.0;

/// A place on an edge from which a corridor leaves at a right angle, or which it so reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// On the edge.
    pub edge: Coord<f64>,
    /// Half a width away from it, where the corridor may turn.
    pub inward: Coord<f64>,
}

impl Anchor {
    /// A place away from all edges, where a path may start in any direction.
    #[must_use]
    pub const fn inside(point: Coord<f64>) -> Self {
        Self { edge: point, inward: point }
    }

    /// Length of the way from the edge inwards.
    pub(super) fn leg(&self) -> f64 {
        length(self.inward - self.edge)
    }
}

/// A place on a line.
struct Sample {
    at: Coord<f64>,
    /// Unit vector along the line.
    along: Coord<f64>,
    /// How far from the line a strip may still be entered by what stands beside it.
    sill: f64,
}

impl Sample {
    /// Unit vectors to its two sides.
    fn sides(&self) -> [Coord<f64>; 2] {
        let left = Coord { x: -self.along.y, y: self.along.x };
        [left, left * -1.0]
    }
}

impl FreeSpace {
    /// Places on a line of the free region's edge where a flat-ended corridor may start or end.
    ///
    /// They lie at most `spacing` metres apart, the outermost ones half a width from the ends of
    /// each straight edge, one in its middle. Only those are given from which a strip of the full
    /// width runs half a width inwards without meeting anything, to where the corridor may turn.
    /// The line may run in either direction; parts of it that do not face the free region yield
    /// nothing. Where the line is a curve, drawn with edges shorter than the corridor is wide, the
    /// strip's end may reach over it by a tenth of half the width.
    #[must_use]
    pub fn anchors(&self, line: &[Coord<f64>], spacing: f64) -> Vec<Anchor> {
        let mut anchors = Vec::new();
        for sample in self.samples(line, spacing) {
            for ahead in sample.sides() {
                let inward = sample.at + ahead * self.half_width;
                let strip = self.strip(sample.at, ahead, (sample.sill, self.half_width));
                if self.core.contains(inward) && self.free.clears(&strip) {
                    anchors.push(Anchor { edge: sample.at, inward });
                }
            }
        }
        anchors
    }

    /// Straight corridors from one line to another, shortest first: at a right angle to either of
    /// them, from places at most `spacing` metres apart.
    ///
    /// They need no room to turn, so they are found even where the lines are closer to each other
    /// than the corridor is wide. The far end is cut off square where the centre line arrives;
    /// where the two lines are not parallel (45 degrees at most) it reaches over on one side and
    /// falls short on the other.
    #[must_use]
    pub fn crossings(&self, from: &[Coord<f64>], to: &[Coord<f64>], spacing: f64) -> Vec<Route> {
        let mut routes: Vec<Route> = self
            .straight(from, to, spacing)
            .map(|(start, end)| Route::along(&[start, end]))
            .chain(self.straight(to, from, spacing).map(|(end, start)| Route::along(&[start, end])))
            .collect();
        routes.sort_by(|a, b| a.length.total_cmp(&b.length));
        routes.dedup_by(|a, b| a.points == b.points);
        routes
    }

    fn straight<'a>(
        &'a self,
        from: &'a [Coord<f64>],
        to: &'a [Coord<f64>],
        spacing: f64,
    ) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> + 'a {
        self.samples(from, spacing).into_iter().flat_map(move |sample| {
            sample.sides().into_iter().filter_map(move |ahead| {
                let (distance, tangent) = first_hit(sample.at, ahead, to)?;
                let end = (distance - self.half_width * tangent - CONTACT_M).max(0.0);
                let start = sample.sill.min(end);
                let middle = sample.at + ahead * (distance / 2.0);
                let fits = tangent <= STEEPEST_END
                    && self.free.contains(middle)
                    && (start >= end
                        || self.free.clears(&self.strip(sample.at, ahead, (start, end))));
                fits.then(|| (sample.at, sample.at + ahead * distance))
            })
        })
    }

    fn strip(&self, from: Coord<f64>, ahead: Coord<f64>, between: (f64, f64)) -> Strip {
        Strip { from, ahead, half_width: self.half_width - CONTACT_M / 2.0, between }
    }

    fn samples(&self, line: &[Coord<f64>], spacing: f64) -> Vec<Sample> {
        let mut samples = Vec::new();
        // Along short edges, the way since the last place.
        let mut walked = f64::INFINITY;
        for pair in line.windows(2) {
            let extent = length(pair[1] - pair[0]);
            if extent <= 0.0 || !extent.is_finite() {
                continue;
            }
            let along = (pair[1] - pair[0]) / extent;
            let mut place = |at: f64, sill: f64| {
                samples.push(Sample { at: pair[0] + along * at, along, sill });
            };
            let room = extent - 2.0 * self.half_width;
            if room >= 0.0 {
                let parts = parts(room, spacing);
                for part in 0..=parts {
                    let share = f64::from(part) / f64::from(parts.max(1));
                    place(self.half_width + room * share, CONTACT_M);
                }
                if parts % 2 == 1 {
                    place(extent / 2.0, CONTACT_M);
                }
                walked = 0.0;
            } else {
                walked += extent / 2.0;
                if walked + extent > spacing {
                    place(extent / 2.0, CURVE_SHARE * self.half_width);
                    walked = 0.0;
                }
                walked += extent / 2.0;
            }
        }
        samples
    }
}

/// Into how many parts a length is cut so that none is longer than `spacing`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn parts(room: f64, spacing: f64) -> u32 {
    match room {
        _ if room < CONTACT_M => 0,
        _ if spacing > 0.0 => (room / spacing).ceil().clamp(1.0, 1e4) as u32,
        _ => 1,
    }
}

/// Distance to the first point of `line` ahead, and the tangent of the angle by which the line
/// there deviates from square.
fn first_hit(from: Coord<f64>, ahead: Coord<f64>, line: &[Coord<f64>]) -> Option<(f64, f64)> {
    line.windows(2)
        .filter_map(|pair| {
            let (a, b) = (pair[0] - from, pair[1] - from);
            let (side_a, side_b) = (cross(ahead, a), cross(ahead, b));
            if (side_a > 0.0) == (side_b > 0.0) {
                return None;
            }
            let (along_a, along_b) = (dot(ahead, a), dot(ahead, b));
            let distance = along_a + (along_b - along_a) * side_a / (side_a - side_b);
            let tangent = ((along_b - along_a) / (side_b - side_a)).abs();
            (distance > CONTACT_M).then_some((distance, tangent))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
}
