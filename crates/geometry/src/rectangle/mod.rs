//! The largest rectangle, at any angle, that fits into a region.
//!
//! Four steps, each in a file of its own:
//!
//! 1. **Starts.** At every angle of a fixed list (even steps, and the directions of the region's
//!    own edges) the piece is rasterised and its largest rectangles of free cells are read off.
//! 2. **Climb.** A start is five numbers: four sides and a rotation. Every boundary edge near it
//!    is kept off by one of the rectangle's sides or by the edge's own line; the area under those
//!    constraints is maximised by a barrier method, and the choice of constraints is revised
//!    until nothing is gained.
//! 3. **Shake.** The best few are pulled in on one side or another, or turned, and climb again,
//!    which leads out of most dead ends.
//! 4. **Certificate.** What is returned has been checked with exact predicates, in the
//!    coordinates that are returned.
//!
//! There is no randomness: one input gives one answer.

mod barrier;
mod beside;
mod climb;
pub(crate) mod contain;
mod starts;
#[cfg(test)]
pub(crate) mod tests;

pub use beside::beside;

use crate::region::{Bounds, Region};
use crate::units::SquareMetres;
use climb::{Climber, Edge, Effort};
use geo::{Coord, LineString, MultiPolygon, Polygon};

/// The returned sides keep at least this distance from what the search found, so that the
/// rectangle never touches the boundary.
pub const MARGIN_M: f64 = 1e-6;
/// Sides are compared with [`Limits::min_side`] to the millimetre, as widths are everywhere
/// ([`crate::width::WIDTH_TOLERANCE_M`]).
const SIDE_TOLERANCE_M: f64 = crate::width::WIDTH_TOLERANCE_M;
/// Starts that climb, results of it that are worked out, and those that are shaken.
const CLIMBS: usize = 100;
const FINALISTS: usize = 10;
const SHAKEN: usize = 5;
/// A climb that after two rounds is below this share of the best so far is given up.
const HOPE: f64 = 0.9;

/// A rectangle at any angle, in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rectangle {
    /// Where its diagonals meet.
    pub centre: Coord<f64>,
    /// Length of the longer side, in metres.
    pub width: f64,
    /// Length of the shorter side, in metres.
    pub depth: f64,
    /// Direction of the longer side, counter-clockwise from east, in degrees within `[0, 180)`.
    pub angle_deg: f64,
}

impl Rectangle {
    /// Width times depth.
    #[must_use]
    pub fn area(&self) -> SquareMetres {
        SquareMetres::new(self.width * self.depth).unwrap_or(SquareMetres::ZERO)
    }

    /// Whether it lies within a region and touches no boundary, by exact predicates. The largest rectangle of a
    /// region that lies within a part of it is the largest of that part.
    #[must_use]
    pub fn is_within(&self, region: &Region) -> bool {
        region.polygons().iter().any(|polygon| contain::inside(polygon, &self.corners()))
    }

    /// The four corners, counter-clockwise.
    #[must_use]
    pub fn corners(&self) -> [Coord<f64>; 4] {
        let (sin, cos) = self.angle_deg.to_radians().sin_cos();
        let along = Coord { x: cos, y: sin } * (self.width / 2.0);
        let across = Coord { x: -sin, y: cos } * (self.depth / 2.0);
        [
            self.centre - along - across,
            self.centre + along - across,
            self.centre + along + across,
            self.centre - along + across,
        ]
    }

    /// The rectangle as a region.
    #[must_use]
    pub fn region(&self) -> Region {
        if self.width <= 0.0 || self.depth <= 0.0 {
            return Region::empty();
        }
        let mut ring = self.corners().to_vec();
        ring.extend(ring.first().copied());
        Region::from_valid(MultiPolygon(vec![Polygon::new(LineString(ring), vec![])]))
    }
}

/// What a rectangle must keep to be of use. The default asks for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Least length of either side in metres, taken to the millimetre.
    pub min_side: f64,
    /// Largest ratio of the longer side to the shorter; values below 1 are read as 1, a square.
    pub max_aspect: Option<f64>,
}

impl Limits {
    /// The largest aspect as a number, infinite when there is none.
    fn aspect(&self) -> f64 {
        self.max_aspect.map_or(f64::INFINITY, |aspect| aspect.max(1.0))
    }

    /// The least side with its tolerance taken off.
    fn least_side(&self) -> f64 {
        (self.min_side - SIDE_TOLERANCE_M).max(0.0)
    }
}

/// The largest rectangle at any angle within one polygon of `region`, holes respected.
///
/// `None` for an empty region, and when nothing keeps the limits or nothing wider than a few
/// micrometres fits.
///
/// # Guarantee
/// *Containment is certain.* The four corners, as [`Rectangle::corners`] returns them, span a
/// rectangle that no ring of the region touches or lies in, decided by exact predicates; its
/// sides are drawn in by [`MARGIN_M`] beforehand. *Optimality is not*: the problem has many local
/// optima and this is a search. It stays within 0.5 % of the optimum on every case where that is
/// known (rectangles, L, T, U, crosses, triangles, discs, stars, squares with holes) and of
/// brute-force sweeps over random outlines with holes. Outlines of a thousand jagged vertices have
/// so many optima that a result a percent short of the best must be expected there. With limits,
/// it is the best rectangle found that keeps them.
///
/// # Assumptions
/// The region keeps the invariants of [`Region`]: valid polygons in metres.
///
/// # Units
/// Metres and degrees; areas in square metres.
///
/// # Complexity
/// O(n log n) in the vertices of a polygon, times a bounded number of steps: milliseconds for a
/// hundred vertices, tens of milliseconds for a thousand. Single-threaded and deterministic.
/// Polygons smaller than the best rectangle so far are not searched.
///
/// # Examples
/// ```
/// use carveout_geometry::rectangle::{largest_rectangle, Limits};
/// use carveout_geometry::{overlay, Bounds, Region};
///
/// // A hall of 100 m x 60 m with a 20 m x 60 m bite out of its eastern end.
/// let hall = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 60.0 });
/// let bite = Region::rectangle(Bounds { min_x: 80.0, min_y: 0.0, max_x: 100.0, max_y: 60.0 });
/// let rest = overlay::difference(&hall, [&bite])?;
/// let largest = largest_rectangle(&rest, &Limits::default()).ok_or("nothing fits")?;
/// assert!((largest.area().get() - 4_800.0).abs() < 0.01);
///
/// let square = Limits { max_aspect: Some(1.0), ..Limits::default() };
/// let largest = largest_rectangle(&rest, &square).ok_or("nothing fits")?;
/// assert!((largest.area().get() - 3_600.0).abs() < 0.01);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn largest_rectangle(region: &Region, limits: &Limits) -> Option<Rectangle> {
    let mut best: Option<Rectangle> = None;
    for piece in region.pieces() {
        let floor = best.map_or(0.0, |rectangle| rectangle.area().get());
        if piece.area().get() <= floor {
            break;
        }
        for polygon in piece.polygons() {
            if let Some(found) = search(polygon, limits) {
                if found.area().get() > floor {
                    best = Some(found);
                }
            }
        }
    }
    best
}

/// The largest rectangle within one polygon.
fn search(polygon: &Polygon<f64>, limits: &Limits) -> Option<Rectangle> {
    let bounds = Bounds::around(polygon.exterior().0.iter().copied())?;
    let origin = Coord {
        x: f64::midpoint(bounds.min_x, bounds.max_x),
        y: f64::midpoint(bounds.min_y, bounds.max_y),
    };
    let edges: Vec<Edge> = std::iter::once(polygon.exterior())
        .chain(polygon.interiors())
        .flat_map(|ring| ring.0.windows(2))
        .filter_map(|ends| Edge::new(ends[0] - origin, ends[1] - origin))
        .collect();
    let mut climber = Climber::new(&edges, limits);

    let starts = starts::find(&edges, limits);
    let mut found: Vec<Pose> = Vec::new();
    let mut best = 0.0;
    for start in distinct(starts, CLIMBS) {
        let reached = climber.climb(start, Effort::Rough, HOPE * best);
        best = reached.map_or(best, |pose| pose.area().max(best));
        found.extend(reached);
    }
    sort_by_area(&mut found);
    let mut finalists: Vec<Pose> = distinct(found, FINALISTS)
        .into_iter()
        .map(|pose| climber.climb(pose, Effort::Full, 0.0).unwrap_or(pose))
        .collect();
    sort_by_area(&mut finalists);
    finalists
        .dedup_by(|next, kept| next.resembles(kept) && next.area() > kept.area() * (1.0 - 1e-6));
    for pose in finalists.iter_mut().take(SHAKEN) {
        *pose = shaken(&mut climber, *pose);
    }
    sort_by_area(&mut finalists);
    if let Some(best) = finalists.first_mut() {
        *best = climber.aligned(*best);
    }
    finalists.iter().find_map(|pose| certified(polygon, origin, *pose, limits))
}

/// A rectangle pulled in and turned in several ways and climbing again, until that gains nothing.
fn shaken(climber: &mut Climber, mut best: Pose) -> Pose {
    for _ in 0..4 {
        let before = best.area();
        for (pull, degrees) in SHAKES {
            let mut start = best.pulled(pull);
            start.angle += f64::to_radians(degrees);
            let Some(shaken) = climber.climb(start, Effort::Rough, HOPE * best.area()) else {
                continue;
            };
            if shaken.area() > best.area() * (1.0 + 1e-5) {
                best = climber.climb(shaken, Effort::Full, 0.0).unwrap_or(shaken);
            }
        }
        if best.area() <= before * (1.0 + 1e-5) {
            break;
        }
    }
    best
}

/// How far the western, eastern, southern and northern side are pulled in, as shares of the size,
/// and degrees of a turn.
const SHAKES: [([f64; 4], f64); 18] = [
    ([0.1, 0.0, 0.0, 0.0], 0.0),
    ([0.0, 0.1, 0.0, 0.0], 0.0),
    ([0.0, 0.0, 0.1, 0.0], 0.0),
    ([0.0, 0.0, 0.0, 0.1], 0.0),
    ([0.3, 0.0, 0.0, 0.0], 0.0),
    ([0.0, 0.3, 0.0, 0.0], 0.0),
    ([0.0, 0.0, 0.3, 0.0], 0.0),
    ([0.0, 0.0, 0.0, 0.3], 0.0),
    ([0.15, 0.15, 0.0, 0.0], 0.0),
    ([0.0, 0.0, 0.15, 0.15], 0.0),
    ([0.03, 0.03, 0.03, 0.03], 1.0),
    ([0.03, 0.03, 0.03, 0.03], -1.0),
    ([0.06, 0.06, 0.06, 0.06], 2.5),
    ([0.06, 0.06, 0.06, 0.06], -2.5),
    ([0.1, 0.1, 0.1, 0.1], 5.0),
    ([0.1, 0.1, 0.1, 0.1], -5.0),
    ([0.15, 0.15, 0.15, 0.15], 8.0),
    ([0.15, 0.15, 0.15, 0.15], -8.0),
];

/// The rectangle with its sides drawn in by the margin, if the certificate and the limits hold.
fn certified(
    polygon: &Polygon<f64>,
    origin: Coord<f64>,
    pose: Pose,
    limits: &Limits,
) -> Option<Rectangle> {
    [MARGIN_M, 1e-5, 1e-4].into_iter().find_map(|margin| {
        let mut sides = [pose.width - 2.0 * margin, pose.height - 2.0 * margin];
        let mut angle_deg = pose.angle.to_degrees();
        if sides[0] < sides[1] {
            sides.swap(0, 1);
            angle_deg += 90.0;
        }
        let width = sides[0].min(sides[1] * limits.aspect());
        let angle_deg = angle_deg.rem_euclid(180.0) % 180.0;
        let rectangle =
            Rectangle { centre: pose.centre + origin, width, depth: sides[1], angle_deg };
        let wide_enough = sides[1] > margin && sides[1] >= limits.least_side();
        let kept = wide_enough && contain::inside(polygon, &rectangle.corners());
        kept.then_some(rectangle)
    })
}

/// A rectangle during the search: its angle is any, in radians, and either side may be longer.
#[derive(Clone, Copy, Debug)]
struct Pose {
    centre: Coord<f64>,
    width: f64,
    height: f64,
    angle: f64,
}

impl Pose {
    fn area(&self) -> f64 {
        self.width * self.height
    }

    /// From limits in a frame turned by `angle` around `pivot`.
    fn from_sides([west, east, south, north]: [f64; 4], angle: f64, pivot: Coord<f64>) -> Self {
        let middle = Coord { x: f64::midpoint(west, east), y: f64::midpoint(south, north) };
        let (sin, cos) = angle.sin_cos();
        let centre = Coord {
            x: pivot.x + cos * middle.x - sin * middle.y,
            y: pivot.y + sin * middle.x + cos * middle.y,
        };
        Self { centre, width: east - west, height: north - south, angle }
    }

    /// With its sides drawn in by shares of its size.
    fn pulled(&self, [west, east, south, north]: [f64; 4]) -> Self {
        let (w, h) = (self.width, self.height);
        let sides = [w * (west - 0.5), w * (0.5 - east), h * (south - 0.5), h * (0.5 - north)];
        Self::from_sides(sides, self.angle, self.centre)
    }

    /// Longer side, shorter side, direction of the longer one.
    fn shape(&self) -> (f64, f64, f64) {
        if self.width >= self.height {
            (self.width, self.height, self.angle)
        } else {
            (self.height, self.width, self.angle + std::f64::consts::FRAC_PI_2)
        }
    }

    /// Whether climbing from both most likely ends in the same place.
    fn resembles(&self, other: &Self) -> bool {
        let ((long, short, angle), (other_long, other_short, other_angle)) =
            (self.shape(), other.shape());
        let off = self.centre - other.centre;
        let period =
            if long < 1.15 * short { std::f64::consts::FRAC_PI_2 } else { std::f64::consts::PI };
        let turn = (angle - other_angle).rem_euclid(period);
        let ratio = long / other_long;
        off.x.hypot(off.y) < 0.25 * short.min(other_short)
            && turn.min(period - turn) < 0.07
            && (0.85..1.18).contains(&ratio)
    }
}

fn sort_by_area(poses: &mut [Pose]) {
    poses.sort_by(|a, b| b.area().total_cmp(&a.area()));
}

/// The first `count` that do not resemble one another.
fn distinct(poses: Vec<Pose>, count: usize) -> Vec<Pose> {
    let mut kept: Vec<Pose> = Vec::with_capacity(count);
    for pose in poses {
        if kept.len() == count {
            break;
        }
        if !kept.iter().any(|other| other.resembles(&pose)) {
            kept.push(pose);
        }
    }
    kept
}
