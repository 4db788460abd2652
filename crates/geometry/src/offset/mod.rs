//! Growing and shrinking: the Minkowski sum and its inverse, by raw offset curves.
//!
//! Every edge is moved sideways by the distance. Where that opens a gap (an outer corner when
//! growing, an inner one when shrinking) a join fills it; elsewhere the curve is led through the
//! vertex itself. For a point p the winding number of the curve is then
//!
//! ```text
//! growing:    w(p) = [p in region] + number of edge strips and joins that cover p
//! shrinking:  w(p) = [p in region] - number of edge strips and joins that cover p
//! ```
//!
//! because moving the edges sweeps each strip once, in one direction only, and a detour along an
//! edge's own normal sweeps nothing. So "winding number above zero" *is* the offset region, holes,
//! collapsing necks and vanishing parts included, without any clean-up of the curve.
//!
//! **Arcs are circumscribed**: their chords are tangents. A distance is never short; it is
//! too long by at most [`ARC_EXCESS`] of the distance, and a full disc too large by 0.02 %.

mod inset;

pub use inset::{inset, Side};

use crate::overlay::{self, Expected, Fill, OverlayError};
use crate::region::Region;
use crate::vector::{cross, dot};
use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::Coord;
use std::collections::HashMap;

/// Chords of a full turn: 128, unless a measurement asks for twice as many.
pub const SEGMENTS: u32 = if cfg!(feature = "twice-the-chords") { 256 } else { 128 };
/// Largest relative excess of a distance along an arc: `1 / cos(pi / 128) - 1`.
pub const ARC_EXCESS: f64 = 3.013e-4;

/// How gaps at corners are filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Join {
    /// True distance: an arc around the vertex.
    Round,
    /// Edges prolonged to their meeting point; cut off square at `limit` times the distance.
    Mitre {
        /// Largest distance of the tip from the vertex, in units of the offset distance.
        limit: f64,
    },
}

impl Join {
    /// How far from a region its grown self may reach, in units of the distance.
    fn reach(self) -> f64 {
        match self {
            Self::Round => 1.0 + ARC_EXCESS,
            // The ends of a square cut lie a distance off its axis.
            Self::Mitre { limit } => limit.max(1.0).hypot(1.0),
        }
    }
}

/// The usual limit of mitred joins: corners down to 23 degrees keep their tips.
pub const MITRE_LIMIT: f64 = 5.0;
/// The join with that limit.
pub const MITRE: Join = Join::Mitre { limit: MITRE_LIMIT };

/// The far edge of what lies in front of a vertex, from the end of one moved edge to the start of the
/// next; both are given as seen from the vertex.
pub(crate) type FrontOf<'a> = dyn Fn(Coord<f64>, (Coord<f64>, Coord<f64>)) -> Vec<Coord<f64>> + 'a;

/// What fills a gap between two moved edges.
#[derive(Clone, Copy)]
pub(crate) enum Filling<'a> {
    Join(Join),
    Front(&'a FrontOf<'a>),
}

/// How the ends of lines are closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// A half disc: everything within the distance.
    Round,
    /// Cut off square at the last vertex.
    Flat,
}

/// The region and all within `distance` metres of it.
///
/// ```
/// use carveout_geometry::offset::{grow, shrink, Join, MITRE};
/// use carveout_geometry::{Bounds, Region};
///
/// let hall = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 60.0 });
/// // 10 m more on every side, and the four quarters of a disc.
/// let true_area = 6_000.0 + 10.0 * 320.0 + 100.0 * std::f64::consts::PI;
/// let round = grow(&hall, 10.0, Join::Round)?.area().get();
/// assert!(true_area < round && round < true_area + 0.1, "arcs are never short");
/// let mitred = grow(&hall, 10.0, MITRE)?;
/// assert!((mitred.area().get() - 120.0 * 80.0).abs() < 1e-6);
/// assert!((shrink(&mitred, 10.0, Join::Round)?.area().get() - 6_000.0).abs() < 1e-6);
/// # Ok::<(), carveout_geometry::overlay::OverlayError>(())
/// ```
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn grow(region: &Region, distance: f64, join: Join) -> Result<Region, OverlayError> {
    if distance <= 0.0 || region.is_empty() {
        return Ok(region.clone());
    }
    let bounds = region.bounds();
    let expected = Expected {
        least: region.area().get(),
        most: f64::INFINITY,
        within: bounds.map(|bounds| bounds.grown(distance * join.reach())),
        around: bounds.map(|bounds| bounds.grown(distance)),
    };
    offset("growing", region, distance, join, &expected)
}

/// What of the region is at least `distance` metres from its edge.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn shrink(region: &Region, distance: f64, join: Join) -> Result<Region, OverlayError> {
    if distance <= 0.0 || region.is_empty() {
        return Ok(region.clone());
    }
    let expected = Expected {
        least: 0.0,
        most: region.area().get(),
        within: region.bounds().map(|bounds| bounds.grown(-distance)),
        around: None,
    };
    offset("shrinking", region, -distance, join, &expected)
}

fn offset(
    operation: &'static str,
    region: &Region,
    signed: f64,
    join: Join,
    expected: &Expected,
) -> Result<Region, OverlayError> {
    let curves: Vec<Vec<Coord<f64>>> =
        region.rings().map(|ring| offset_ring(&ring.0, signed, join)).collect();
    overlay::resolve_expecting(operation, &curves, Fill::Positive, expected)
}

/// All within `distance` metres of a point: a circumscribed polygon of 128 corners.
///
/// # Errors
/// [`OverlayError`] for a point outside the frame.
pub fn disc(centre: Coord<f64>, distance: f64) -> Result<Region, OverlayError> {
    let step = std::f64::consts::TAU / f64::from(SEGMENTS);
    let radius = distance / (step / 2.0).cos();
    let ring: Vec<Coord<f64>> = (0..SEGMENTS)
        .map(|k| {
            let (sin, cos) = ((f64::from(k) + 0.5) * step).sin_cos();
            Coord { x: centre.x + radius * cos, y: centre.y + radius * sin }
        })
        .collect();
    overlay::resolve([ring.as_slice()], Fill::Positive)
}

/// All within `distance` metres of some lines.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn along_all(
    lines: &[Vec<Coord<f64>>],
    distance: f64,
    cap: Cap,
) -> Result<Region, OverlayError> {
    let bands = lines.iter().map(|line| along(line, distance, cap));
    overlay::union(&bands.collect::<Result<Vec<_>, _>>()?)
}

/// All within `distance` metres of a line.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn along(line: &[Coord<f64>], distance: f64, cap: Cap) -> Result<Region, OverlayError> {
    let mut there: Vec<Coord<f64>> = line.to_vec();
    there.dedup();
    match there.as_slice() {
        [point] if cap == Cap::Round => disc(*point, distance),
        [] | [_] => Ok(Region::empty()),
        _ => {
            // The line walked there and back is a ring without area; its ends are turns of 180
            // degrees, and growing it covers both sides.
            let back = there.iter().rev().skip(1).copied().collect::<Vec<_>>();
            there.extend(back);
            let curve = curve_of(
                &straight_edges(&there, distance),
                distance,
                Filling::Join(Join::Round),
                cap,
            );
            overlay::resolve([curve.as_slice()], Fill::Positive)
        }
    }
}

/// The raw offset curve of one closed ring; positive distances move edges to their right.
fn offset_ring(ring: &[Coord<f64>], distance: f64, join: Join) -> Vec<Coord<f64>> {
    let ring = straightened(ring, distance, 1e-8);
    curve_of(&straight_edges(&ring, distance), distance, Filling::Join(join), Cap::Round)
}

fn straight_edges(ring: &[Coord<f64>], distance: f64) -> Vec<Edge> {
    ring.windows(2).filter_map(|w| Edge::straight(w[0], w[1], distance)).collect()
}

fn curve_of(edges: &[Edge], distance: f64, filling: Filling<'_>, cap: Cap) -> Vec<Coord<f64>> {
    let crossings = match cap {
        Cap::Round => crossings(edges, distance),
        Cap::Flat => vec![None; edges.len()],
    };
    let mut curve = Vec::with_capacity(edges.len() * 2);
    let mut is_prolonged = false;
    for (index, edge) in edges.iter().enumerate() {
        let next = &edges[(index + 1) % edges.len()];
        let before = (index + edges.len() - 1) % edges.len();
        if crossings[before].is_none() && (!is_prolonged || edges_bend(edge)) {
            curve.push(edge.from + edge.start.shift);
        }
        is_prolonged = false;
        if let Some(crossing) = crossings[index] {
            curve.push(crossing.point);
        } else {
            let end = curve.len();
            curve.push(edge.to + edge.end.shift);
            is_prolonged = corner(&mut curve, edge, next, distance, filling, cap);
            if is_prolonged && !edges_bend(edge) {
                curve.remove(end);
            }
        }
    }
    if is_prolonged && edges.first().is_some_and(|first| !edges_bend(first)) {
        curve.remove(0);
    }
    curve
}

/// Where a moved edge meets the next one, as shares of both.
#[derive(Clone, Copy)]
struct Crossing {
    point: Coord<f64>,
    on_edge: f64,
    on_next: f64,
}

/// Of each corner: where its moved edges cross, if the curve can be cut short there.
///
/// Cutting it short drops the piece of the curve from the crossing through the vertex and back.
/// What that piece goes around lies under one strip and, up to the end of the other edge, under
/// the other strip too; past that end it lies under what follows there. So it stays covered, and
/// the sign of no winding number changes. Nothing follows past a flat end: lines that have them
/// are not cut short. All that holds as long as every edge keeps its direction; where cuts at both
/// ends would turn it around, the one at its end is not made. Curves that go through no vertex
/// have next to no crossings left, which is most of what an overlay takes time for.
fn crossings(edges: &[Edge], distance: f64) -> Vec<Option<Crossing>> {
    let mut crossings: Vec<Option<Crossing>> = (0..edges.len())
        .map(|index| crossing(&edges[index], &edges[(index + 1) % edges.len()], distance))
        .collect();
    for index in 0..edges.len() {
        let before = (index + edges.len() - 1) % edges.len();
        if let (Some(start), Some(end)) = (crossings[before], crossings[index]) {
            if start.on_next >= end.on_edge {
                crossings[index] = None;
            }
        }
    }
    crossings
}

fn crossing(edge: &Edge, next: &Edge, distance: f64) -> Option<Crossing> {
    let turn = cross(edge.end.along, next.start.along) * distance.signum();
    if turn >= -1e-9 {
        return None;
    }
    // An edge beside an arc meets it in the arc's centre.
    match (edges_bend(edge), edges_bend(next)) {
        (false, false) => {}
        (false, true) => {
            let point = next.from + next.start.shift;
            return Some(Crossing { point, on_edge: edge.share_at(point)?, on_next: 0.0 });
        }
        (true, false) => {
            let point = edge.to + edge.end.shift;
            return Some(Crossing { point, on_edge: 1.0, on_next: next.share_at(point)? });
        }
        (true, true) => return None,
    }
    let (a, c) = (edge.from + edge.start.shift, next.from + next.start.shift);
    let (u, v) = (edge.to + edge.end.shift - a, next.to + next.end.shift - c);
    let determinant = cross(u, v);
    let on_edge = cross(c - a, v) / determinant;
    let on_next = cross(c - a, u) / determinant;
    let within = |share: f64| (0.0..=1.0).contains(&share);
    (within(on_edge) && within(on_next)).then(|| Crossing {
        point: a + u * on_edge,
        on_edge,
        on_next,
    })
}

/// Whether an edge stands for an arc, so that its ends move in different directions.
fn edges_bend(edge: &Edge) -> bool {
    edge.start.shift != edge.end.shift
}

/// Direction of an edge at one of its ends, and how far it moves there.
#[derive(Clone, Copy)]
struct Heading {
    /// Unit vector along the edge.
    along: Coord<f64>,
    /// Displacement: unit normal times the distance.
    shift: Coord<f64>,
}

/// A directed edge with its headings, which differ on an edge that stands for an arc.
struct Edge {
    from: Coord<f64>,
    to: Coord<f64>,
    start: Heading,
    end: Heading,
}

impl Edge {
    fn straight(from: Coord<f64>, to: Coord<f64>, distance: f64) -> Option<Self> {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = dx.hypot(dy);
        if length <= 0.0 || !length.is_finite() {
            return None;
        }
        let along = Coord { x: dx / length, y: dy / length };
        let shift = Coord { x: along.y * distance, y: -along.x * distance };
        let heading = Heading { along, shift };
        Some(Self { from, to, start: heading, end: heading })
    }

    /// The share of its length at which the moved edge, if it is straight, passes a point; `None` where it does not.
    fn share_at(&self, point: Coord<f64>) -> Option<f64> {
        let (start, along) = (self.from + self.start.shift, self.to - self.from);
        let passes = cross(self.start.along, point - start).abs() < CHORD_TURNED_M;
        let share = dot(point - start, along) / dot(along, along);
        (passes && (0.0..=1.0).contains(&share)).then_some(share)
    }

    /// Whether it stands for itself, not for an arc.
    fn is_straight(&self) -> bool {
        self.start.along == self.end.along
    }

    /// Turns the edge into a piece of the arc around `centre`, which lies on its right at the
    /// distance: both ends move to the centre, along the arc's own normals.
    fn around(mut self, centre: Coord<f64>) -> Self {
        let heading = |point: Coord<f64>| {
            let shift = centre - point;
            let reach = shift.x.hypot(shift.y);
            Heading { along: Coord { x: -shift.y / reach, y: shift.x / reach }, shift }
        };
        self.start = heading(self.from);
        self.end = heading(self.to);
        self
    }
}

/// Corners of a region that shrinks, and among them those around which its edge then runs in an arc.
///
/// Growing such a region back by the same distance brings every point of the arc back to that
/// corner: no need to move each chord, and the arc's true tangents tell how its ends join.
pub(crate) struct Corners {
    distance: f64,
    /// From west to east.
    all: Vec<Coord<f64>>,
    cells: HashMap<(i64, i64), Vec<ArcCentre>>,
}

struct ArcCentre {
    vertex: Coord<f64>,
    /// Outward unit normals of the edges before and after.
    normals: (Coord<f64>, Coord<f64>),
}

impl Corners {
    fn of(region: &Region, distance: f64) -> Self {
        let mut all: Vec<Coord<f64>> = region.edges().map(|(from, _)| from).collect();
        all.sort_unstable_by(|a, b| a.x.total_cmp(&b.x));
        let mut centres = Self { distance, all, cells: HashMap::new() };
        for ring in region.rings() {
            let edges: Vec<Edge> =
                ring.0.windows(2).filter_map(|w| Edge::straight(w[0], w[1], 1.0)).collect();
            for (index, edge) in edges.iter().enumerate() {
                let next = &edges[(index + 1) % edges.len()];
                if cross(edge.end.along, next.start.along) < 0.0 {
                    let normals = (edge.end.shift, next.start.shift);
                    let cell = centres.cell(edge.to);
                    let centre = ArcCentre { vertex: edge.to, normals };
                    centres.cells.entry(cell).or_default().push(centre);
                }
            }
        }
        centres
    }

    /// A point of the region grown back, or the corner that it is but for rounding.
    fn snapped(&self, point: Coord<f64>) -> Coord<f64> {
        let first = self.all.partition_point(|corner| corner.x < point.x - CHORD_TURNED_M);
        let near = self.all[first..].iter().take_while(|one| one.x <= point.x + CHORD_TURNED_M);
        let mut same = near.filter(|corner| (corner.y - point.y).abs() <= CHORD_TURNED_M);
        same.next().copied().unwrap_or(point)
    }

    /// A cell is as wide as half a chord is long.
    #[expect(clippy::cast_possible_truncation, reason = "within the frame")]
    fn cell(&self, point: Coord<f64>) -> (i64, i64) {
        let size = self.distance * 0.05;
        ((point.x / size).floor() as i64, (point.y / size).floor() as i64)
    }

    /// The corner around which a chord runs, if it is one.
    fn around(&self, edge: &Edge) -> Option<Coord<f64>> {
        let length = (edge.to - edge.from).x.hypot((edge.to - edge.from).y);
        if length > 0.1 * self.distance {
            return None;
        }
        let normal = edge.start.shift / self.distance;
        let middle = (edge.from + edge.to) / 2.0;
        let near = self.cell(middle + edge.start.shift);
        // The grid of the overlay turns a short chord by up to this.
        let turned = 4e-9 / length;
        let tolerance = 1e-6 + turned * self.distance;
        (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (near.0 + dx, near.1 + dy))).find_map(
            |cell| {
                self.cells.get(&cell)?.iter().find_map(|centre| {
                    let (before, after) = centre.normals;
                    // The outline turns right here, from one normal to the other.
                    let between = cross(before, normal) < -1e-4 && cross(normal, after) < -1e-4;
                    let offset = dot(centre.vertex - middle, normal) - self.distance;
                    (between && offset.abs() < tolerance).then_some(centre.vertex)
                })
            },
        )
    }
}

/// Shrinks a region with round joins and remembers the corners it did so around.
pub(crate) fn shrink_remembering(
    region: &Region,
    distance: f64,
) -> Result<(Region, Corners), OverlayError> {
    Ok((shrink(region, distance, Join::Round)?, Corners::of(region, distance)))
}

/// Where an arc takes over from an edge, half a chord goes on in the direction of the edge; the grid
/// turns it by 2e-8 of the distance.
const CHORD_TURNED_M: f64 = 1e-7;

/// Grows the remains of a shrunk region back by the same distance: around each corner that it was shrunk
/// around, the edges meet in that corner again.
pub(crate) fn grow_back(
    core: &Region,
    corners: &Corners,
    filling: Filling<'_>,
) -> Result<Region, OverlayError> {
    let distance = corners.distance;
    let curves: Vec<Vec<Coord<f64>>> = core
        .rings()
        .map(|ring| {
            let ring = straightened(&without_splinters(&ring.0), distance, CHORD_TURNED_M);
            let edges: Vec<Edge> = ring
                .windows(2)
                .filter_map(|w| Edge::straight(w[0], w[1], distance))
                .map(|edge| match corners.around(&edge) {
                    Some(centre) => edge.around(centre),
                    None => edge,
                })
                .collect();
            let curve = curve_of(&edges, distance, filling, Cap::Round);
            let mut curve: Vec<_> = curve.into_iter().map(|one| corners.snapped(one)).collect();
            curve.extend(curve.first().copied());
            straightened(&curve, 0.0, 0.0)
        })
        .collect();
    overlay::resolve(curves.iter().map(Vec::as_slice), Fill::Positive)
}

/// A closed ring without edges so short that the grid decides their direction.
fn without_splinters(ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
    const SPLINTER_M: f64 = 1e-5;
    let mut kept: Vec<Coord<f64>> = Vec::with_capacity(ring.len());
    for &point in ring {
        let far = |last: &Coord<f64>| (point - *last).x.hypot((point - *last).y) > SPLINTER_M;
        if kept.last().is_none_or(far) {
            kept.push(point);
        }
    }
    // Close it on its first point, whichever came just before.
    if let (Some(&first), Some(&last)) = (kept.first(), kept.last()) {
        if (last - first).x.hypot((last - first).y) <= SPLINTER_M {
            kept.pop();
        }
        kept.push(first);
    }
    kept
}

/// A closed ring without vertices on the straight line between their neighbours.
///
/// Moved edges that cross at a corner cross beyond such a vertex, and the curve could not be cut
/// short there. No end of a moved edge is displaced by more than `turned_m`. Beside a turn back all
/// vertices are kept: a thin spike must not become a slit.
fn straightened(ring: &[Coord<f64>], distance: f64, turned_m: f64) -> Vec<Coord<f64>> {
    /// No vertex lies further off the line that takes its place.
    const STRAIGHT_M: f64 = 1e-8;
    let Some((last, open)) = ring.split_last().filter(|(last, open)| open.first() == Some(last))
    else {
        return ring.to_vec();
    };
    let count = open.len();
    let turns_back: Vec<bool> = (0..count)
        .map(|index| {
            let (u, v) = (
                open[index] - open[(index + count - 1) % count],
                open[(index + 1) % count] - open[index],
            );
            let longer = u.x.hypot(u.y).max(v.x.hypot(v.y));
            dot(u, v) < 0.0 && cross(u, v).abs() <= 10.0 * STRAIGHT_M * longer
        })
        .collect();
    let mut kept: Vec<Coord<f64>> = Vec::with_capacity(ring.len());
    for (index, &point) in open.iter().enumerate() {
        let before = kept.last().copied().unwrap_or(open[count - 1]);
        let after = open[(index + 1) % count];
        let beside_a_turn_back =
            turns_back[(index + count - 1) % count] || turns_back[(index + 1) % count];
        let (u, v, w) = (point - before, after - before, after - point);
        let off = cross(u, v).abs() / v.x.hypot(v.y);
        // How far an edge turns when the vertex goes, times how far that moves what is built on it.
        let turned = off * distance.abs() / u.x.hypot(u.y).min(w.x.hypot(w.y));
        let on_line = off <= STRAIGHT_M && turned <= turned_m && dot(u, v) > 0.0 && dot(w, v) > 0.0;
        // A chain of nearly straight corners must not be straightened bit by bit.
        if !on_line || beside_a_turn_back || kept.is_empty() {
            kept.push(point);
        }
    }
    if kept.len() < 3 {
        return ring.to_vec();
    }
    kept.push(kept.first().copied().unwrap_or(*last));
    kept
}

/// Fills the gap between the end of one moved edge and the start of the next, and says whether it goes on straight from
/// the one and into the other, so that neither is a corner of the curve.
fn corner(
    curve: &mut Vec<Coord<f64>>,
    edge: &Edge,
    next: &Edge,
    distance: f64,
    filling: Filling<'_>,
    cap: Cap,
) -> bool {
    let vertex = edge.to;
    let (from, to) = (edge.end, next.start);
    let turn = cross(from.along, to.along) * distance.signum();
    let straight = dot(from.along, to.along);
    let (turn, reversal) = if straight < 0.0 && turn.abs() < 1e-9 {
        turn_back(edge, next, distance)
    } else {
        (turn, false)
    };
    if turn.abs() < 1e-12 && !reversal && straight > 0.0 {
        return false;
    }
    if turn < 0.0 && !reversal {
        curve.push(vertex);
        return false;
    }
    if reversal && cap == Cap::Flat {
        return false;
    }
    match filling {
        Filling::Join(Join::Round) => arc(curve, vertex, from, to, distance, reversal),
        Filling::Join(Join::Mitre { limit }) => {
            mitre(curve, vertex, from, to, distance.abs(), limit);
        }
        Filling::Front(front) => {
            let points = front(vertex, (from.shift, to.shift));
            let is_tip = points.len() == 1;
            curve.extend(points);
            return is_tip;
        }
    }
    true
}

/// Which way two edges turn that go back on each other but for a hair, and whether they are an end:
/// one without a side, at which a gap opens whatever the rounding says.
///
/// A spike has its gap outside and a slit has none there, however thin they are; so the positions
/// decide, exactly. Lines walked there and back do not turn at all, and the headings of arcs are
/// not those of their positions: both are ends.
fn turn_back(edge: &Edge, next: &Edge, distance: f64) -> (f64, bool) {
    if !(edge.is_straight() && next.is_straight()) {
        return (0.0, true);
    }
    match RobustKernel::orient2d(edge.from, edge.to, next.to) {
        Orientation::CounterClockwise => (distance.signum(), false),
        Orientation::Clockwise => (-distance.signum(), false),
        Orientation::Collinear => (0.0, true),
    }
}

/// Tangents around the vertex from one shift to the next.
fn arc(
    curve: &mut Vec<Coord<f64>>,
    vertex: Coord<f64>,
    from: Heading,
    to: Heading,
    distance: f64,
    reversal: bool,
) {
    let side = distance.signum();
    let sweep = if reversal {
        std::f64::consts::PI
    } else {
        cross(from.shift, to.shift).atan2(dot(from.shift, to.shift)).abs()
    };
    // An arc of an arc has turns of one step, give or take the rounding of its chords.
    let pieces = (sweep * f64::from(SEGMENTS) / std::f64::consts::TAU - 1e-4).ceil().max(1.0);
    let step = sweep / pieces;
    let stretch = 1.0 / (step / 2.0).cos();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    for k in 0..pieces as u32 {
        let (sin, cos) = (side * step * (f64::from(k) + 0.5)).sin_cos();
        curve.push(Coord {
            x: vertex.x + stretch * (from.shift.x * cos - from.shift.y * sin),
            y: vertex.y + stretch * (from.shift.x * sin + from.shift.y * cos),
        });
    }
}

/// Both edges prolonged to where they meet, or to a square cut at the limit.
fn mitre(
    curve: &mut Vec<Coord<f64>>,
    vertex: Coord<f64>,
    from: Heading,
    to: Heading,
    reach: f64,
    limit: f64,
) {
    let cosine = dot(from.along, to.along);
    let sum = from.shift + to.shift;
    if 2.0 <= limit * limit * (1.0 + cosine) {
        curve.push(vertex + sum / (1.0 + cosine));
        return;
    }
    // Only sharp corners come here, whose edges' directions differ by much; their shifts all but
    // cancel and would tell the axis badly.
    let apart = from.along - to.along;
    let axis = apart / apart.x.hypot(apart.y);
    let prolong = |heading: Heading, direction: Coord<f64>| {
        let missing = limit * reach - dot(heading.shift, axis);
        vertex + heading.shift + direction * (missing / dot(direction, axis))
    };
    curve.push(prolong(from, from.along));
    curve.push(prolong(to, to.along * -1.0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::{difference, union};
    use crate::region::Bounds;
    use std::f64::consts::PI;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
    }

    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
    }

    #[test]
    fn a_square_grows_by_four_strips_and_a_disc() {
        // 100^2 + 4 * 100 * 20 + pi * 20^2, the disc too large by at most 0.02 %
        let grown = grow(&rectangle(0.0, 0.0, 100.0, 100.0), 20.0, Join::Round).unwrap();
        let exact = 10_000.0 + 8_000.0 + PI * 400.0;
        let area = grown.area().get();
        assert!(area >= exact && area <= exact + PI * 400.0 * 2.1e-4, "{area} {exact}");
        let mitred = grow(&rectangle(0.0, 0.0, 100.0, 100.0), 20.0, MITRE).unwrap();
        close(mitred.area().get(), 140.0 * 140.0, 1e-6);
    }

    #[test]
    fn arcs_never_fall_short_of_the_distance() {
        let point = disc(Coord { x: 3.0, y: -4.0 }, 50.0).unwrap();
        let centre = Coord { x: 3.0, y: -4.0 };
        for edge in point.polygons()[0].exterior().lines() {
            let (a, b) = (edge.start - centre, edge.end - centre);
            let nearest = cross(a, b).abs() / (b - a).x.hypot((b - a).y);
            assert!(nearest >= 50.0 - 1e-6, "{nearest}");
            assert!(a.x.hypot(a.y) <= 50.0 * (1.0 + ARC_EXCESS) + 1e-6);
        }
    }

    #[test]
    fn shrinking_undoes_mitred_growing() {
        let shape = rectangle(0.0, 0.0, 80.0, 50.0);
        let back = shrink(&grow(&shape, 12.0, MITRE).unwrap(), 12.0, MITRE).unwrap();
        close(back.area().get(), 4_000.0, 1e-6);
    }

    #[test]
    fn a_hole_grows_when_its_region_shrinks_and_closes_when_it_grows() {
        let ring =
            difference(&rectangle(0.0, 0.0, 100.0, 100.0), [&rectangle(45.0, 45.0, 10.0, 10.0)])
                .unwrap();
        // outer 80 x 80, minus the hole grown by 10: 10^2 + 4 * 100 + pi * 100
        let shrunk = shrink(&ring, 10.0, Join::Round).unwrap();
        close(shrunk.area().get(), 6_400.0 - 500.0 - PI * 100.0, 0.1);
        let grown = grow(&ring, 6.0, MITRE).unwrap();
        close(grown.area().get(), 112.0 * 112.0, 1e-6);
    }

    #[test]
    fn a_neck_narrower_than_twice_the_distance_separates() {
        let neck = union([
            &rectangle(0.0, 0.0, 40.0, 40.0),
            &rectangle(40.0, 15.0, 20.0, 10.0),
            &rectangle(60.0, 0.0, 40.0, 40.0),
        ])
        .unwrap();
        let cores = shrink(&neck, 6.0, Join::Round).unwrap();
        assert_eq!(cores.polygons().len(), 2);
        assert!(shrink(&neck, 25.0, Join::Round).unwrap().is_empty());
    }

    #[test]
    fn a_sharp_corner_is_cut_at_the_mitre_limit() {
        // Apex angle 2 * atan(0.1) = 11.4 degrees: the full mitre would reach 10.05 distances.
        let wedge = overlay::resolve(
            [[(0.0, 0.0), (100.0, -10.0), (100.0, 10.0)].map(Coord::from).as_slice()],
            Fill::Positive,
        )
        .unwrap();
        let grown = grow(&wedge, 1.0, MITRE).unwrap();
        close(grown.bounds().unwrap().min_x, -5.0, 1e-6);
    }

    #[test]
    fn a_strip_reaches_past_the_flat_end_of_a_short_last_segment() {
        // 100 m, then a right angle and 4 m. The strip of the long segment is 10 m wide to either
        // side, whatever little the short one adds: 100 x 20, a quarter disc outside the bend, and
        // the square beyond the long strip's end that the short one covers.
        let line = [(0.0, 0.0), (100.0, 0.0), (100.0, 4.0)].map(Coord::from);
        let strip = along(&line, 10.0, Cap::Flat).unwrap();
        close(strip.area().get(), 2_000.0 + 4.0 * 10.0 + PI * 100.0 / 4.0, 0.03);
    }

    #[test]
    fn vertices_a_nanometre_off_a_line_keep_its_ends_and_directions() {
        // Short steps near the end of a line must not make its end a bend.
        let hair = 5e-10;
        let line = [(0.0, 0.0), (hair, hair), (3.0, 2.0 * hair), (3.0 + hair, 3.0 * hair)];
        let strip = along(&line.map(Coord::from), 0.5, Cap::Round).unwrap();
        close(strip.area().get(), 3.0 + PI * 0.25, 3e-4);
        // A spike one grid unit wide has two right angles at its end, not one sharp one: growing
        // adds 1 m past it, not 5 m.
        let hair = 2f64.powi(-30);
        let ring = [(0.0, 12.0), (0.0, 0.0), (5.0, 0.0), (5.0, 8.0), (hair, 8.0), (hair, 12.0)];
        let spike = overlay::resolve([ring.map(Coord::from).as_slice()], Fill::Positive).unwrap();
        let grown = grow(&spike, 1.0, MITRE).unwrap();
        close(grown.area().get(), 7.0 * 10.0 + 2.0 * 4.0, 1e-6);
    }

    #[test]
    fn a_slit_of_no_width_is_not_mitred() {
        // A slit one grid unit wide runs from the top to 4 m above the lower edge. Its end is an
        // inner corner: growing must not reach 5 * 2 m on from there, through the lower edge.
        let hair = 2f64.powi(-30);
        let ring: [(f64, f64); 7] = [
            (0.0, 0.0),
            (20.0, 0.0),
            (20.0, 10.0),
            (10.0 + hair, 10.0),
            (10.0, 4.0),
            (10.0, 10.0),
            (0.0, 10.0),
        ];
        let slit = overlay::resolve([ring.map(Coord::from).as_slice()], Fill::Positive).unwrap();
        assert_eq!(slit.rings().next().unwrap().0.len(), 8, "the slit survives the grid");
        let grown = grow(&slit, 2.0, MITRE).unwrap();
        close(grown.area().get(), 24.0 * 14.0, 1e-6);
        // Shrinking widens it: 3 m to either side, and on from its end for a square cut of 5 * 3 m.
        let shrunk = shrink(&slit, 3.0, MITRE).unwrap();
        close(shrunk.area().get(), 2.0 * 4.0 * 4.0, 1e-6);
    }

    #[test]
    fn a_spike_of_no_width_is_mitred_outwards_only() {
        // A spike one grid unit wide ends 6 m from a hall. Shrinking by 1 m takes 1 m off the hall
        // and the base of the spike, not the 5 m square of a mitre at its tip.
        let hair = 2f64.powi(-30);
        let ring: [(f64, f64); 7] = [
            (0.0, 0.0),
            (10.0, 0.0),
            (10.0, 5.0),
            (16.0, 5.0),
            (10.0, 5.0 + hair),
            (10.0, 10.0),
            (0.0, 10.0),
        ];
        let spike = overlay::resolve([ring.map(Coord::from).as_slice()], Fill::Positive).unwrap();
        let hall = rectangle(18.0, 0.0, 10.0, 10.0);
        let both = union([&spike, &hall]).unwrap();
        let shrunk = shrink(&both, 1.0, MITRE).unwrap();
        close(shrunk.area().get(), 2.0 * 8.0 * 8.0, 1e-6);
    }

    #[test]
    fn the_square_cut_of_a_needle_is_square() {
        // Both sides of a needle 1e-6 m wide and 500 m long, 10 m off; cut 50 m past its tip.
        let ring = [(0.0, -1e-6), (500.0, 0.0), (0.0, 1e-6)].map(Coord::from);
        let needle = overlay::resolve([ring.as_slice()], Fill::Positive).unwrap();
        let grown = grow(&needle, 10.0, MITRE).unwrap();
        let east = grown.bounds().unwrap().max_x;
        let end: Vec<f64> =
            grown.rings().flat_map(|r| &r.0).filter(|p| p.x > 549.0).map(|p| p.x).collect();
        assert!(end.len() >= 2);
        close(east, 550.0, 1e-7);
        assert!(end.iter().all(|x| (x - east).abs() < 1e-7), "{end:?}");
    }

    #[test]
    fn a_line_becomes_a_strip_with_round_or_flat_ends() {
        let line = [Coord { x: 0.0, y: 0.0 }, Coord { x: 100.0, y: 0.0 }];
        close(along(&line, 5.0, Cap::Flat).unwrap().area().get(), 1_000.0, 1e-6);
        close(along(&line, 5.0, Cap::Round).unwrap().area().get(), 1_000.0 + PI * 25.0, 0.02);
        let bent = [line[0], line[1], Coord { x: 100.0, y: 50.0 }];
        // two strips of 10 m, plus a quarter disc outside the bend, minus the square they share
        let expected = 1_000.0 + 500.0 - 25.0 + PI * 25.0 / 4.0;
        close(along(&bent, 5.0, Cap::Flat).unwrap().area().get(), expected, 0.02);
        assert!(along(&line[..1], 5.0, Cap::Flat).unwrap().is_empty());
    }
}
