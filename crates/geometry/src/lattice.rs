//! Regions on a lattice of whole numbers: what is left of them when their positions are rounded.
//!
//! Rounding each position by itself makes rings cross and neighbours overlap: a vertex that lay on
//! an edge of another region lies beside it afterwards. Here all regions are rounded together by
//! iterated snap rounding (D. Halperin, E. Packer: Iterated snap rounding. Computational Geometry 23,
//! 2002): an edge that runs through the cell of a vertex, or of a crossing, is led through it. Then
//! no two edges meet but in vertices, every other vertex is half a cell away, and what was apart or
//! shared an edge before does so after.

use crate::box_index::{BoxIndex, Corners};
use crate::overlay;
use crate::region::Region;
use geo::{Coord, LineString, Polygon};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A point of the lattice.
pub type Node = [i64; 2];

/// A polygon on the lattice: the outer ring counter-clockwise, then holes clockwise; rings closed.
pub type LatticePolygon = Vec<Vec<Node>>;

/// What is left of a region on the lattice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounded {
    /// Valid polygons; none where nothing is left.
    pub polygons: Vec<LatticePolygon>,
    /// Pieces of the region that are thinner than the lattice, of which nothing is left.
    pub vanished: usize,
}

/// Positions before they are rounded are whole numbers too, so that every decision is exact: so many
/// to a unit of the lattice.
const FINE: i64 = 1 << 14;
/// A vertex on an edge of another region is off it by the rounding of positions to those numbers,
/// which must not part the two: cells are larger by this on every side.
const HAIR: i64 = 8;

/// Rounds regions together. `place` says where on the lattice a position lies, in its units; it must
/// keep left and right apart, and stay within 2^38 of the origin. Polygons that reach across one of
/// the upright `lines`, given by their first number, are cut there.
///
/// ```
/// use carveout_geometry::{lattice, Bounds, Region};
///
/// let box_of = |min_x, max_x| Region::rectangle(Bounds { min_x, min_y: 0.0, max_x, max_y: 5.0 });
/// let rounded = lattice::round(&[&box_of(0.0, 7.3), &box_of(7.3, 7.4)], |at| at, &[]);
/// assert_eq!(rounded[0].polygons, [[[[0, 5], [0, 0], [7, 0], [7, 5], [0, 5]]]]);
/// assert_eq!((rounded[1].polygons.len(), rounded[1].vanished), (0, 1));
/// ```
#[must_use]
pub fn round(
    regions: &[&Region],
    place: impl Fn(Coord<f64>) -> Coord<f64>,
    lines: &[i64],
) -> Vec<Rounded> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "below 2^53")]
    let fine = |at: &Coord<f64>| -> Fine {
        let Coord { x, y } = place(*at);
        [(x * FINE as f64).round() as i64, (y * FINE as f64).round() as i64]
    };
    let vertices = Vertices::of(regions);
    let rings = |polygon: &Polygon<f64>| -> Vec<Vec<Fine>> {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.map(|ring| vertices.inserted(ring).iter().map(fine).collect()).collect()
    };
    let drawn: Vec<Vec<Vec<Vec<Fine>>>> =
        regions.iter().map(|region| region.polygons().iter().map(rings).collect()).collect();
    let edges: BTreeSet<Edge> =
        drawn.iter().flatten().flatten().flat_map(|ring| edges_of(ring)).map(either_way).collect();
    let network = Network::of(edges, lines);
    let rounded = drawn.iter().map(|polygons| {
        let mut vanished = 0;
        let mut all = Vec::new();
        for rings in polygons {
            let led: Vec<Vec<Node>> = rings.iter().map(|ring| network.lead(ring)).collect();
            vanished += usize::from(twice_area(&led[0]) <= 0);
            all.extend(led.into_iter().filter(|ring| ring.len() > 3));
        }
        Rounded { polygons: overlay::on_lattice(&all, lines), vanished }
    });
    rounded.collect()
}

/// A vertex this near to an edge lies on it, metres: overlays put it there but for rounding.
const ON_EDGE_M: f64 = 1e-6;

/// The vertices of all regions, by place.
///
/// What is straight in the plane of the regions need not be so on the lattice: a vertex on an edge of
/// another region would lie beside it there, by more than a cell where the edge is long. As a vertex of
/// both it does not.
struct Vertices {
    all: Vec<Coord<f64>>,
    index: BoxIndex,
}

impl Vertices {
    fn of(regions: &[&Region]) -> Self {
        let rings = regions.iter().flat_map(|region| region.rings());
        let mut all: Vec<Coord<f64>> = rings.flat_map(|ring| ring.0.iter().copied()).collect();
        all.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        all.dedup();
        let boxes = all.iter().map(|at| ([at.x, at.y], [at.x, at.y])).enumerate();
        let index = BoxIndex::new(boxes);
        Self { all, index }
    }

    /// A ring with all vertices that lie on its edges.
    fn inserted(&self, ring: &LineString<f64>) -> Vec<Coord<f64>> {
        let mut whole: Vec<Coord<f64>> = ring.0.first().copied().into_iter().collect();
        for edge in ring.0.windows(2) {
            whole.extend(self.on(edge[0], edge[1]));
            whole.push(edge[1]);
        }
        whole
    }

    /// The vertices between the ends of an edge, in its direction.
    fn on(&self, from: Coord<f64>, to: Coord<f64>) -> Vec<Coord<f64>> {
        let along = to - from;
        let length = along.x.hypot(along.y);
        let low = [from.x.min(to.x) - ON_EDGE_M, from.y.min(to.y) - ON_EDGE_M];
        let high = [from.x.max(to.x) + ON_EDGE_M, from.y.max(to.y) + ON_EDGE_M];
        let near = self.index.near((low, high)).map(|number| self.all[number]);
        let mut met: Vec<(f64, Coord<f64>)> = near
            .filter_map(|at| {
                let off = at - from;
                let far = (off.x * along.x + off.y * along.y) / length;
                let beside = (off.x * along.y - off.y * along.x).abs() / length;
                let between = far > ON_EDGE_M && far < length - ON_EDGE_M;
                (between && beside <= ON_EDGE_M).then_some((far, at))
            })
            .collect();
        met.sort_by(|a, b| a.0.total_cmp(&b.0));
        met.into_iter().map(|(_, at)| at).collect()
    }
}

/// A position as a whole number of the finer units.
type Fine = [i64; 2];
/// From one position to another.
type Edge = (Fine, Fine);

fn edges_of(ring: &[[i64; 2]]) -> impl Iterator<Item = Edge> + '_ {
    ring.windows(2).map(|w| (w[0], w[1]))
}

/// An edge in a direction that hangs on its ends alone.
fn either_way((a, b): Edge) -> Edge {
    (a.min(b), a.max(b))
}

/// The node in whose cell a position lies; the left and the lower side are part of a cell.
fn node_of(at: Fine) -> Node {
    at.map(|number| (number + FINE / 2).div_euclid(FINE))
}

/// Where a node is.
fn position(node: Node) -> Fine {
    node.map(|number| number * FINE)
}

fn twice_area(ring: &[Node]) -> i128 {
    let Some(&origin) = ring.first() else { return 0 };
    edges_of(ring).map(|(a, b)| cross(minus(a, origin), minus(b, origin))).sum()
}

fn minus(a: Fine, b: Fine) -> Fine {
    [a[0] - b[0], a[1] - b[1]]
}

fn cross(a: Fine, b: Fine) -> i128 {
    i128::from(a[0]) * i128::from(b[1]) - i128::from(a[1]) * i128::from(b[0])
}

/// On which side of the line from `a` to `b` a position lies: greater on the left.
fn side((a, b): Edge, at: Fine) -> Ordering {
    cross(minus(b, a), minus(at, a)).cmp(&0)
}

/// The nodes through which edges are led.
struct Network {
    nodes: Vec<Node>,
    index: BoxIndex,
    /// The nodes on the way of each edge, its ends included.
    ways: BTreeMap<Edge, Vec<Node>>,
}

impl Network {
    fn of(edges: BTreeSet<Edge>, lines: &[i64]) -> Self {
        let edges: Vec<Edge> = edges.into_iter().collect();
        let mut nodes: BTreeSet<Node> =
            edges.iter().flat_map(|(a, b)| [node_of(*a), node_of(*b)]).collect();
        let index = BoxIndex::new(edges.iter().map(|edge| around(*edge, 0)).enumerate());
        for (number, edge) in edges.iter().enumerate() {
            let others = index.near(around(*edge, 0)).filter(|other| *other > number);
            nodes.extend(others.filter_map(|other| crossing(*edge, edges[other])));
            nodes.extend(lines.iter().filter_map(|line| on_line(*edge, *line)));
        }
        let nodes: Vec<Node> = nodes.into_iter().collect();
        let cells = nodes.iter().map(|node| around((position(*node), position(*node)), 0));
        let index = BoxIndex::new(cells.enumerate());
        let mut network = Self { nodes, index, ways: BTreeMap::new() };
        for edge in edges {
            let way = network.way(edge);
            network.ways.insert(edge, way);
        }
        network
    }

    /// The nodes of an edge, ends included, until no part of it runs through the cell of another.
    fn way(&self, edge: Edge) -> Vec<Node> {
        let first = self.through(edge, HAIR);
        let mut way: Vec<Node> = first.first().copied().into_iter().collect();
        // The last stretch first, so that the first is looked at next.
        let mut open: Vec<(Node, Node)> = first.windows(2).map(|w| (w[0], w[1])).rev().collect();
        while let Some((from, to)) = open.pop() {
            let through = self.through((position(from), position(to)), 0);
            if through.len() <= 2 {
                way.push(to);
            } else {
                open.extend(through.windows(2).map(|w| (w[0], w[1])).rev());
            }
        }
        way
    }

    /// The nodes of its ends, and between them those through whose cells an edge runs, in order.
    fn through(&self, edge: Edge, margin: i64) -> Vec<Node> {
        let (from, to) = (node_of(edge.0), node_of(edge.1));
        let along = minus(edge.1, edge.0);
        let near = self.index.near(around(edge, FINE)).map(|number| self.nodes[number]);
        let mut met: Vec<(i128, Node)> = near
            .filter(|node| *node != from && *node != to && meets(edge, *node, margin))
            .map(|node| {
                let off = minus(position(node), edge.0);
                let far = i128::from(off[0]) * i128::from(along[0])
                    + i128::from(off[1]) * i128::from(along[1]);
                (far, node)
            })
            .collect();
        met.sort_unstable();
        let between = met.into_iter().map(|(_, node)| node);
        let ends = (from != to).then_some(to);
        std::iter::once(from).chain(between).chain(ends).collect()
    }

    /// A ring led through all nodes on its way.
    fn lead(&self, ring: &[Fine]) -> Vec<Node> {
        let mut led: Vec<Node> = Vec::with_capacity(ring.len());
        for edge in edges_of(ring) {
            let Some(way) = self.ways.get(&either_way(edge)) else { continue };
            if either_way(edge) == edge {
                led.extend(way);
            } else {
                led.extend(way.iter().rev());
            }
        }
        led.dedup();
        led
    }
}

/// The box around an edge, grown on every side.
#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
fn around((a, b): Edge, margin: i64) -> Corners {
    let low = |axis: usize| (a[axis].min(b[axis]) - margin) as f64;
    let high = |axis: usize| (a[axis].max(b[axis]) + margin) as f64;
    ([low(0), low(1)], [high(0), high(1)])
}

/// The node of the place where two edges cross, if they do so within both.
fn crossing(a: Edge, b: Edge) -> Option<Node> {
    let apart = |edge: Edge, (p, q): Edge| {
        let (first, second) = (side(edge, p), side(edge, q));
        first != second && first != Ordering::Equal && second != Ordering::Equal
    };
    if !(apart(a, b) && apart(b, a)) {
        return None;
    }
    let (along, across) = (minus(a.1, a.0), minus(b.1, b.0));
    Some(node_of(part_of(a, cross(minus(b.0, a.0), across), cross(along, across))))
}

/// The node where an edge crosses an upright line.
fn on_line((from, to): Edge, line: i64) -> Option<Node> {
    let (line, whole) = (line * FINE, to[0] - from[0]);
    let within = from[0].min(to[0]) < line && line < from[0].max(to[0]);
    within.then(|| {
        let at = part_of((from, to), (line - from[0]).into(), whole.into());
        node_of([line, at[1]])
    })
}

/// The position that a share of an edge is from its start.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "below 2^53")]
fn part_of((from, to): Edge, part: i128, whole: i128) -> Fine {
    let share = part as f64 / whole as f64;
    let at = |axis: usize| from[axis] + (share * (to[axis] - from[axis]) as f64).round() as i64;
    [at(0), at(1)]
}

/// Whether an edge runs through the cell of a node, grown by a margin: a square around it, of which
/// the left and the lower side are part.
fn meets((from, to): Edge, node: Node, margin: i64) -> bool {
    let (p, q) = if from[0] > to[0] { (to, from) } else { (from, to) };
    let (centre, half) = (position(node), FINE / 2 + margin);
    let ([left, low], [right, high]) =
        ([centre[0] - half, centre[1] - half], [centre[0] + half, centre[1] + half]);
    let beside = p[0] >= right || q[0] < left || p[1].min(q[1]) >= high || p[1].max(q[1]) < low;
    if beside {
        return false;
    }
    if p[0] == q[0] || p[1] == q[1] {
        return true;
    }
    let rises = p[1] < q[1];
    let of = |corner: Fine| side((p, q), corner);
    // A corner that is no part of the cell is met from within it or from outside.
    let upper_left = of([left, high]);
    if upper_left == Ordering::Equal {
        return !rises;
    }
    let upper_right = of([right, high]);
    if upper_right == Ordering::Equal {
        return rises;
    }
    let lower_left = of([left, low]);
    if lower_left == Ordering::Equal {
        return true;
    }
    let lower_right = of([right, low]);
    if lower_right == Ordering::Equal {
        return !rises;
    }
    !(upper_left == upper_right && upper_right == lower_left && lower_left == lower_right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::{difference, union};
    use crate::region::Bounds;
    use crate::repair::region_of;
    use geo::{Area, Validation};

    fn whole(at: Coord<f64>) -> Coord<f64> {
        at
    }

    #[expect(clippy::cast_precision_loss)]
    fn drawn(polygons: &[LatticePolygon]) -> geo::MultiPolygon<f64> {
        let ring = |ring: &Vec<Node>| {
            LineString(ring.iter().map(|[x, y]| Coord { x: *x as f64, y: *y as f64 }).collect())
        };
        let polygons = polygons.iter().map(|rings| {
            let mut rings = rings.iter().map(ring);
            let shell = rings.next().unwrap();
            geo::Polygon::new(shell, rings.collect())
        });
        geo::MultiPolygon(polygons.collect())
    }

    fn block(min_x: f64, min_y: f64, max_x: f64, max_y: f64) -> Region {
        Region::rectangle(Bounds { min_x, min_y, max_x, max_y })
    }

    fn area_of(points: &[(f64, f64)]) -> Region {
        let mut ring: Vec<Coord<f64>> = points.iter().copied().map(Coord::from).collect();
        ring.extend(ring.first().copied());
        region_of(&[vec![ring]]).unwrap().region
    }

    #[test]
    fn a_vertex_beside_an_edge_becomes_one_of_the_edge() {
        // The corner (10.3, 4.4) of the left lies on the slanting side of the right.
        let right = area_of(&[(10.0, 0.0), (30.0, 0.0), (30.0, 9.0), (10.6, 8.8)]);
        let left = difference(&block(0.0, 0.0, 12.0, 4.4), [&right]).unwrap();
        let rounded = round(&[&left, &right], whole, &[]);
        let node = [10, 4];
        for one in &rounded {
            assert!(one.polygons.iter().flatten().flatten().any(|at| *at == node), "{one:?}");
            assert!(drawn(&one.polygons).is_valid());
        }
    }

    #[test]
    fn what_is_straight_in_the_plane_and_bent_on_the_lattice_stays_together() {
        // The right leans on the whole of the left's side in two parts; placed on the lattice, the side is an
        // arc, and the corner in its middle is 25 units off the chord.
        let left = block(0.0, 0.0, 10.0, 100.0);
        let (low, high) = (block(10.0, 0.0, 30.0, 50.0), block(10.0, 50.0, 30.0, 100.0));
        let bent = |at: Coord<f64>| Coord { x: at.x + at.y * (100.0 - at.y) / 100.0, y: at.y };
        let rounded = round(&[&left, &low, &high], bent, &[]);
        let corner = [35, 50];
        for one in &rounded {
            assert!(one.polygons.iter().flatten().flatten().any(|at| *at == corner), "{one:?}");
        }
    }

    #[test]
    fn a_hole_that_touches_and_a_neck_that_closes_stay_valid() {
        let area = block(0.0, 0.0, 40.0, 20.0);
        let cuts = union([
            &block(0.3, 5.0, 9.0, 9.0),
            &area_of(&[(20.0, -1.0), (24.0, -1.0), (22.0, 19.8)]),
            &block(30.0, 10.0, 30.2, 12.0),
        ]);
        let rounded = &round(&[&difference(&area, [&cuts.unwrap()]).unwrap()], whole, &[])[0];
        let drawn = drawn(&rounded.polygons);
        assert!(drawn.is_valid(), "{drawn:?}");
        // 800, less 9 x 4 that has come to the edge, less the notch of 4 by 20 to a point, which cuts
        // it in two; the slit of 0.2 by 2 is gone.
        assert_eq!(drawn.unsigned_area(), 800.0 - 36.0 - 40.0);
        assert_eq!((rounded.polygons.len(), rounded.vanished), (2, 0));
    }

    #[test]
    fn polygons_are_cut_at_a_line() {
        let ring = difference(&block(0.0, 0.0, 20.0, 10.0), [&block(8.0, 2.0, 13.0, 7.0)]).unwrap();
        let slanting = area_of(&[(5.2, 20.3), (17.9, 24.1), (11.3, 31.7)]);
        let rounded = round(&[&ring, &slanting], whole, &[10]);
        for (one, whole) in rounded.iter().zip([175.0, 61.5]) {
            let drawn = drawn(&one.polygons);
            assert!(drawn.0.iter().all(Validation::is_valid), "both sides share an edge");
            assert!((drawn.unsigned_area() - whole).abs() < 3.0, "{}", drawn.unsigned_area());
            assert_eq!(one.polygons.len(), 2);
            for rings in &one.polygons {
                let (least, most) = rings[0]
                    .iter()
                    .fold((i64::MAX, i64::MIN), |(a, b), at| (a.min(at[0]), b.max(at[0])));
                assert!(most <= 10 || least >= 10, "{rings:?}");
            }
        }
    }

    /// An area cut up at random, on a lattice so coarse that everything touches.
    #[test]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn parts_of_a_whole_stay_valid_and_apart_and_fill_it() {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as f64 / f64::from(1u32 << 31)
        };
        for round_of in 0..150 {
            let mut left = vec![block(0.0, 0.0, 60.0, 40.0)];
            let mut parts: Vec<Region> = Vec::new();
            for _ in 0..6 {
                let star: Vec<(f64, f64)> = {
                    let (x, y) = (60.0 * next(), 40.0 * next());
                    let corners = 3 + (6.0 * next()) as usize;
                    let corner = |k: usize| {
                        let angle = std::f64::consts::TAU * k as f64 / corners as f64;
                        (angle, 2.0 + 20.0 * next())
                    };
                    let all: Vec<(f64, f64)> = (0..corners).map(corner).collect();
                    all.into_iter().map(|(a, r)| (x + r * a.cos(), y + r * a.sin())).collect()
                };
                let star = area_of(&star);
                let rest = left.pop().unwrap();
                parts.push(crate::overlay::intersection(&rest, &star).unwrap());
                left.push(difference(&rest, [&star]).unwrap());
            }
            parts.extend(left);
            let whole_area = block(0.0, 0.0, 60.0, 40.0);
            let all: Vec<&Region> = parts.iter().chain([&whole_area]).collect();
            let rounded = round(&all, whole, &[]);
            let shapes: Vec<_> = rounded.iter().map(|one| drawn(&one.polygons)).collect();
            let mut sum = 0.0;
            for (one, shape) in rounded.iter().zip(&shapes) {
                assert!(shape.is_valid(), "{round_of}: {:?} {shape:?}", shape.validation_errors());
                for rings in &one.polygons {
                    assert!(
                        twice_area(&rings[0]) > 0 && rings[1..].iter().all(|h| twice_area(h) < 0)
                    );
                }
                sum += shape.unsigned_area();
            }
            // Areas of polygons of whole numbers are exact.
            assert_eq!(sum, 2.0 * 60.0 * 40.0, "{round_of}");
            let regions: Vec<Region> = shapes
                .iter()
                .map(|shape| {
                    let rings = |p: &geo::Polygon<f64>| {
                        std::iter::once(p.exterior())
                            .chain(p.interiors())
                            .map(|r| r.0.clone())
                            .collect()
                    };
                    region_of(&shape.0.iter().map(rings).collect::<Vec<_>>()).unwrap().region
                })
                .collect();
            let together = union(&regions[..regions.len() - 1]).unwrap();
            assert_eq!(together.area().get(), 60.0 * 40.0, "{round_of}");
        }
    }
}
