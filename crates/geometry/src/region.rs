//! Areas in the plane: what every other module passes around.

use crate::box_index::Corners;
use crate::units::SquareMetres;
use geo::{Area, Contains, Coord, Distance, Euclidean, LineString, MultiPolygon, Point, Polygon};

/// A straight stretch from one point to another.
pub type Segment = (Coord<f64>, Coord<f64>);

/// Square of the distance between a point and a segment, which may have no length, in square metres.
#[must_use]
pub fn squared_distance(p: Coord<f64>, (a, b): Segment) -> f64 {
    let (d, from) = (b - a, p - a);
    let length2 = d.x * d.x + d.y * d.y;
    let t =
        if length2 > 0.0 { ((from.x * d.x + from.y * d.y) / length2).clamp(0.0, 1.0) } else { 0.0 };
    let off = from - d * t;
    off.x * off.x + off.y * off.y
}

/// An axis-parallel box in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Western limit, metres east of the origin.
    pub min_x: f64,
    /// Southern limit, metres north of the origin.
    pub min_y: f64,
    /// Eastern limit, metres east of the origin.
    pub max_x: f64,
    /// Northern limit, metres north of the origin.
    pub max_y: f64,
}

impl Bounds {
    /// The box around some points; `None` without any.
    #[must_use]
    pub fn around(points: impl IntoIterator<Item = Coord<f64>>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        let start = Self { min_x: first.x, min_y: first.y, max_x: first.x, max_y: first.y };
        Some(points.fold(start, |b, p| Self {
            min_x: b.min_x.min(p.x),
            min_y: b.min_y.min(p.y),
            max_x: b.max_x.max(p.x),
            max_y: b.max_y.max(p.y),
        }))
    }

    /// The box grown by a margin on every side, metres; a negative one shrinks it.
    #[must_use]
    pub fn grown(self, margin: f64) -> Self {
        Self {
            min_x: self.min_x - margin,
            min_y: self.min_y - margin,
            max_x: self.max_x + margin,
            max_y: self.max_y + margin,
        }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            min_x: self.min_x.min(other.min_x),
            min_y: self.min_y.min(other.min_y),
            max_x: self.max_x.max(other.max_x),
            max_y: self.max_y.max(other.max_y),
        }
    }

    /// The box that two boxes share; turned inside out where they do not meet.
    #[must_use]
    pub fn shared(self, other: Self) -> Self {
        Self {
            min_x: self.min_x.max(other.min_x),
            min_y: self.min_y.max(other.min_y),
            max_x: self.max_x.min(other.max_x),
            max_y: self.max_y.min(other.max_y),
        }
    }

    /// Whether another box lies within this one; shared edges count.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.min_x <= other.min_x
            && self.min_y <= other.min_y
            && self.max_x >= other.max_x
            && self.max_y >= other.max_y
    }

    /// Whether two boxes share a point.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.min_x <= other.max_x
            && other.min_x <= self.max_x
            && self.min_y <= other.max_y
            && other.min_y <= self.max_y
    }

    /// South-west and north-east corner.
    #[must_use]
    pub const fn corners(&self) -> Corners {
        ([self.min_x, self.min_y], [self.max_x, self.max_y])
    }

    /// East-west extent in metres.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.max_x - self.min_x
    }

    /// North-south extent in metres.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.max_y - self.min_y
    }
}

/// An area in a local frame: any number of disjoint polygons with holes, in metres.
///
/// Every region comes out of the overlay engine or the repair, so its polygons are valid by the
/// Simple Features rules, outer rings run counter-clockwise and holes clockwise: the material is
/// on the left of every ring. An empty region has no polygons.
///
/// A region is made by [`Region::rectangle`], by [`repair::region_of`](crate::repair::region_of)
/// of rings of any kind, or by an operation on others.
///
/// ```
/// use carveout_geometry::{overlay, Bounds, Region};
///
/// let hall = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 60.0 });
/// let wall = Region::rectangle(Bounds { min_x: 70.0, min_y: -1.0, max_x: 72.0, max_y: 61.0 });
/// let rooms = overlay::difference(&hall, [&wall])?.pieces();
/// let areas: Vec<f64> = rooms.iter().map(|room| room.area().get()).collect();
/// assert_eq!(areas, [4_200.0, 1_680.0], "largest first");
/// # Ok::<(), overlay::OverlayError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    polygons: MultiPolygon<f64>,
}

impl Default for Region {
    fn default() -> Self {
        Self::empty()
    }
}

impl Region {
    /// Nothing.
    #[must_use]
    pub const fn empty() -> Self {
        Self { polygons: MultiPolygon(Vec::new()) }
    }

    /// Wraps polygons that already keep the invariants: for the engine's adapter only.
    pub(crate) const fn from_valid(polygons: MultiPolygon<f64>) -> Self {
        Self { polygons }
    }

    /// An axis-parallel rectangle; empty when it has no extent.
    #[must_use]
    pub fn rectangle(bounds: Bounds) -> Self {
        if bounds.width() <= 0.0 || bounds.height() <= 0.0 {
            return Self::empty();
        }
        let ring = LineString::from(vec![
            (bounds.min_x, bounds.min_y),
            (bounds.max_x, bounds.min_y),
            (bounds.max_x, bounds.max_y),
            (bounds.min_x, bounds.max_y),
            (bounds.min_x, bounds.min_y),
        ]);
        Self { polygons: MultiPolygon(vec![Polygon::new(ring, vec![])]) }
    }

    /// The polygons.
    #[must_use]
    pub fn polygons(&self) -> &[Polygon<f64>] {
        &self.polygons.0
    }

    /// The polygons as one geometry of `geo`.
    #[must_use]
    pub const fn as_multi_polygon(&self) -> &MultiPolygon<f64> {
        &self.polygons
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.polygons.0.is_empty()
    }

    /// Area: overlaps cannot occur, holes are not counted.
    #[must_use]
    pub fn area(&self) -> SquareMetres {
        SquareMetres::new(self.polygons.unsigned_area()).unwrap_or(SquareMetres::ZERO)
    }

    /// Each connected piece as a region of its own, largest first.
    #[must_use]
    pub fn pieces(&self) -> Vec<Self> {
        let mut pieces: Vec<Self> = self
            .polygons
            .0
            .iter()
            .map(|polygon| Self { polygons: MultiPolygon(vec![polygon.clone()]) })
            .collect();
        pieces.sort_by(|a, b| b.area().get().total_cmp(&a.area().get()));
        pieces
    }

    /// Puts pieces back together; they must not overlap.
    #[must_use]
    pub fn from_pieces(pieces: impl IntoIterator<Item = Self>) -> Self {
        Self { polygons: MultiPolygon(pieces.into_iter().flat_map(|p| p.polygons.0).collect()) }
    }

    /// Every ring, outer rings counter-clockwise and holes clockwise, closed.
    pub fn rings(&self) -> impl Iterator<Item = &LineString<f64>> {
        self.polygons
            .0
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
    }

    /// Every edge, material on its left.
    pub fn edges(&self) -> impl Iterator<Item = Segment> + '_ {
        self.rings().flat_map(|ring| ring.0.windows(2).map(|w| (w[0], w[1])))
    }

    /// Number of vertices, closing ones not counted.
    #[must_use]
    pub fn vertex_count(&self) -> usize {
        self.rings().map(|ring| ring.0.len().saturating_sub(1)).sum()
    }

    /// The box around it; `None` when empty.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.polygons.0.iter().flat_map(|p| p.exterior().0.iter().copied()))
    }

    /// Whether it is nothing but slivers: the mean width of every piece, twice its area over its
    /// perimeter, is below `width` metres. An empty region is thin.
    #[must_use]
    pub fn is_thin(&self, width: f64) -> bool {
        self.polygons.0.iter().all(|polygon| {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            let perimeter: f64 = rings
                .flat_map(LineString::lines)
                .map(|line| (line.end.x - line.start.x).hypot(line.end.y - line.start.y))
                .sum();
            2.0 * polygon.unsigned_area() < width * perimeter
        })
    }

    /// Whether a point lies in the interior.
    #[must_use]
    pub fn contains(&self, point: Coord<f64>) -> bool {
        self.polygons.contains(&Point(point))
    }

    /// Distance from a point in metres, zero inside; infinite from an empty region.
    #[must_use]
    pub fn distance_to(&self, point: Coord<f64>) -> f64 {
        if self.is_empty() {
            return f64::INFINITY;
        }
        Euclidean.distance(&Point(point), &self.polygons)
    }

    /// Distance from a line in metres, zero where they meet; infinite from an empty region.
    #[must_use]
    pub fn distance_to_line(&self, line: &[Coord<f64>]) -> f64 {
        if self.is_empty() || line.is_empty() {
            return f64::INFINITY;
        }
        Euclidean.distance(&LineString(line.to_vec()), &self.polygons)
    }

    /// How far it is from another region, metres: 0 where they meet, infinite where one is empty.
    #[must_use]
    pub fn distance(&self, other: &Self) -> f64 {
        if self.is_empty() || other.is_empty() {
            return f64::INFINITY;
        }
        Euclidean.distance(&self.polygons, &other.polygons)
    }

    /// A point in the interior where a label may stand; `None` when empty.
    #[must_use]
    pub fn label_point(&self) -> Option<Coord<f64>> {
        use geo::InteriorPoint;
        let largest = self
            .polygons
            .0
            .iter()
            .max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
        largest.interior_point().map(|point| point.0)
    }
}
