//! Overlays of rings that touch nowhere, neither themselves nor each other.
//!
//! Whether such a ring bounds the result depends on nothing but the rings that lie around it: no edge has to be cut, and
//! no engine is needed. Everything is decided in integers, exactly; one contact, and it is left to the engine.

use i_overlay::core::overlay::ShapeType;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::i_shape::int::shape::{IntContour, IntShape, IntShapes};

type Point = IntPoint<i64>;

/// How often rings of the first and of the second operand wind around a place.
pub(super) type Winding = [i32; 2];

/// More pairs of edges an edge than these are not looked at, nor more rings than these held against each other.
const MOST_PAIRS: usize = 256;
const MOST_RINGS: usize = 1_000;

/// An open ring on the grid.
pub(super) struct Ring {
    pub(super) points: IntContour<i64>,
    pub(super) side: ShapeType,
}

/// What is material, outer rings anticlockwise and holes clockwise; `None` where rings touch, or where that would take
/// long to find out. Rings that enclose less than twice `twice_least` are dropped.
pub(super) fn shapes(
    rings: &[Ring],
    is_material: impl Fn(Winding) -> bool,
    least: u128,
) -> Option<IntShapes<i64>> {
    if rings.len() > MOST_RINGS {
        return None;
    }
    let outlines: Vec<Outline> = rings.iter().map(Outline::of).collect::<Option<_>>()?;
    if touch(&outlines) {
        return None;
    }
    let mut shells: Vec<(&Outline, IntShape<i64>)> = Vec::new();
    let mut holes: Vec<(&Outline, IntContour<i64>)> = Vec::new();
    for outline in outlines.iter().filter(|outline| outline.encloses >= least) {
        let mut winding = [0, 0];
        for other in outlines.iter().filter(|other| other.surrounds(outline)) {
            winding[other.operand] += other.turns;
        }
        let outside = is_material(winding);
        winding[outline.operand] += outline.turns;
        let inside = is_material(winding);
        if inside == outside {
            continue;
        }
        let mut contour = outline.points.clone();
        if inside != (outline.turns > 0) {
            contour.reverse();
        }
        let first = (0..contour.len()).min_by_key(|number| by_place(contour[*number]))?;
        // The engine goes around with the material on its left and starts an outer ring with the edge to that vertex.
        let count = contour.len();
        contour.rotate_left(if inside { (first + count - 1) % count } else { first });
        if inside {
            shells.push((outline, vec![contour]));
        } else {
            holes.push((outline, contour));
        }
    }
    holes.sort_unstable_by_key(|(_, contour)| by_place(contour[0]));
    for (hole, contour) in holes {
        let around = shells.iter_mut().filter(|(shell, _)| shell.surrounds(hole));
        let (_, shape) = around.min_by_key(|(shell, _)| shell.encloses)?;
        shape.push(contour);
    }
    shells.sort_unstable_by_key(|(_, shape)| by_place(shape[0][1]));
    Some(shells.into_iter().map(|(_, shape)| shape).collect())
}

/// From west to east, as the engine has them.
const fn by_place(point: Point) -> (i64, i64) {
    (point.x, point.y)
}

/// A ring without needless vertices.
struct Outline {
    points: IntContour<i64>,
    /// South-west and north-east corner.
    min: Point,
    max: Point,
    /// Square grid units.
    encloses: u128,
    /// 1 anticlockwise, -1 clockwise.
    turns: i32,
    /// Number of the operand.
    operand: usize,
}

impl Outline {
    /// `None` for one that turns back on itself or encloses nothing.
    fn of(ring: &Ring) -> Option<Self> {
        let mut points: IntContour<i64> = Vec::with_capacity(ring.points.len());
        for &point in &ring.points {
            push(&mut points, point)?;
        }
        // Where it closes, needless vertices may be left on either side.
        while let [first, second, .., last] = points[..] {
            let before = points[points.len() - 2];
            if first == last || is_needless(before, last, first)? {
                points.pop();
            } else if is_needless(last, first, second)? {
                points.remove(0);
            } else {
                break;
            }
        }
        let first = *points.first().filter(|_| points.len() > 2)?;
        let corners = points.iter().fold((first, first), |(min, max), p| {
            let min = IntPoint::new(min.x.min(p.x), min.y.min(p.y));
            (min, IntPoint::new(max.x.max(p.x), max.y.max(p.y)))
        });
        let twice = points.windows(2).map(|w| product(first, w[0], w[1])).sum::<i128>();
        let turns = match twice.signum() {
            1 => 1,
            -1 => -1,
            _ => return None,
        };
        let operand = usize::from(ring.side == ShapeType::Clip);
        let encloses = twice.unsigned_abs() / 2;
        Some(Self { points, min: corners.0, max: corners.1, encloses, turns, operand })
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let next = self.points.iter().skip(1).chain(self.points.first());
        self.points.iter().copied().zip(next.copied())
    }

    fn edge(&self, number: u32) -> (Point, Point) {
        let number = number as usize;
        let next = if number + 1 < self.points.len() { number + 1 } else { 0 };
        (self.points[number], self.points[next])
    }

    /// Whether another lies inside of it, if they do not touch.
    fn surrounds(&self, other: &Self) -> bool {
        let is_within = self.min.x < other.min.x
            && self.min.y < other.min.y
            && self.max.x > other.max.x
            && self.max.y > other.max.y;
        is_within && self.contains(other.points[0])
    }

    /// Whether a point not on it lies inside of it.
    fn contains(&self, p: Point) -> bool {
        let crossed = self.edges().filter(|&(a, b)| {
            // East of the point, edges upwards pass it on their left and edges downwards on their right.
            (a.y > p.y) != (b.y > p.y) && (side(a, b, p) > 0) == (b.y > a.y)
        });
        crossed.count() % 2 == 1
    }
}

/// Adds a vertex to a ring and drops the one before it if it is needless; `None` where the ring turns back.
fn push(points: &mut IntContour<i64>, point: Point) -> Option<()> {
    if points.last() == Some(&point) {
        return Some(());
    }
    if let [.., before, last] = points[..] {
        if is_needless(before, last, point)? {
            points.pop();
        }
    }
    points.push(point);
    Some(())
}

/// Whether a vertex lies on the straight line from the one before it to the one after it; `None` where that line turns back.
fn is_needless(before: Point, vertex: Point, after: Point) -> Option<bool> {
    if side(before, vertex, after) != 0 {
        return Some(false);
    }
    let (u, v) = (vertex - before, after - vertex);
    let goes_on = u.x * v.x + u.y * v.y > 0;
    goes_on.then_some(true)
}

/// An edge, by the numbers of its ring and of itself in it.
#[derive(Clone, Copy)]
struct Edge {
    ring: u32,
    number: u32,
}

/// An edge that the sweep has reached and not left behind.
struct Open {
    east: i64,
    south: i64,
    north: i64,
    edge: Edge,
}

/// Whether an edge touches another, or whether it would take long to find out.
fn touch(outlines: &[Outline]) -> bool {
    let mut edges: Vec<(i64, Edge)> =
        Vec::with_capacity(outlines.iter().map(|one| one.points.len()).sum());
    for (ring, outline) in (0..).zip(outlines) {
        let each = (0..).zip(outline.edges());
        edges.extend(each.map(|(number, (a, b))| (a.x.min(b.x), Edge { ring, number })));
    }
    edges.sort_unstable_by_key(|(west, _)| *west);
    let mut looks = MOST_PAIRS * edges.len();
    let mut open: Vec<Open> = Vec::new();
    for (west, edge) in edges {
        let Some(left) = looks.checked_sub(open.len()) else { return true };
        looks = left;
        let (a, b) = outlines[edge.ring as usize].edge(edge.number);
        let (south, north) = (a.y.min(b.y), a.y.max(b.y));
        let mut number = 0;
        while let Some(other) = open.get(number) {
            if other.east < west {
                open.swap_remove(number);
                continue;
            }
            if other.south <= north && other.north >= south && meet(outlines, edge, other.edge) {
                return true;
            }
            number += 1;
        }
        open.push(Open { east: a.x.max(b.x), south, north, edge });
    }
    false
}

/// Whether two edges have a point in common, other than neighbours the vertex between them.
fn meet(outlines: &[Outline], one: Edge, other: Edge) -> bool {
    let [first, second] = [one, other].map(|edge| &outlines[edge.ring as usize]);
    let between = one.number.abs_diff(other.number) as usize;
    if one.ring == other.ring && (between == 1 || between == first.points.len() - 1) {
        return false;
    }
    let ((a, b), (c, d)) = (first.edge(one.number), second.edge(other.number));
    let is_apart = |one: i32, other: i32| one * other > 0;
    !is_apart(side(a, b, c), side(a, b, d)) && !is_apart(side(c, d, a), side(c, d, b))
}

/// On which side of the line from one point to another a third lies: 1 left, -1 right, 0 on it.
fn side(a: Point, b: Point, c: Point) -> i32 {
    // Rounded first: coordinates and their differences are below 2^54, and products are then off by less than this.
    #[expect(clippy::cast_precision_loss, reason = "the rounding is accounted for")]
    let [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y].map(|d| d as f64);
    let (one, other) = (ux * vy, uy * vx);
    let off = 1e-15 * (one.abs() + other.abs());
    match one - other {
        more if more > off => 1,
        less if less < -off => -1,
        _ => match product(a, b, c).signum() {
            1 => 1,
            -1 => -1,
            _ => 0,
        },
    }
}

/// Twice the area of a triangle.
fn product(a: Point, b: Point, c: Point) -> i128 {
    let [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y].map(i128::from);
    ux * vy - uy * vx
}
