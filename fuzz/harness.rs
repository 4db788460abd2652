//! Offsets, opening and overlay against a slow construction that shares nothing with them.
//!
//! Arbitrary bytes become two regions and a distance. Points all over the plane, and points a hair
//! beside every vertex and edge of a result, are then asked by brute force: how far is the point
//! from every edge, and is it inside by crossing count? Whatever the fast results say must agree
//! wherever the answer does not hang on rounding.

use carveout::geometry::offset::{self, Join, ARC_EXCESS};
use carveout::geometry::width::{opening, WIDTH_TOLERANCE_M};
use carveout::geometry::{overlay, repair, Bounds, Region};
use geo::Coord;

/// Rounding of the overlay grid, with room to spare.
const HAIR_M: f64 = 1e-6;
/// Points of the lattice, each way.
const LATTICE: usize = 14;

/// Bytes, read one after the other; zero when they are used up.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn share(&mut self) -> f64 {
        f64::from(self.next()) / 255.0
    }
}

type Segment = (Coord<f64>, Coord<f64>);

/// A region as the slow construction sees it.
struct Slow {
    edges: Vec<Segment>,
}

impl Slow {
    fn of(region: &Region) -> Self {
        let edges = region.rings().flat_map(|ring| ring.0.windows(2).map(|w| (w[0], w[1])));
        Self { edges: edges.collect() }
    }

    fn contains(&self, p: Coord<f64>) -> bool {
        let crossings = self.edges.iter().filter(|(a, b)| {
            (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x
        });
        crossings.count() % 2 == 1
    }

    /// Distance from the nearest edge; infinite when there is none.
    fn edge_distance(&self, p: Coord<f64>) -> f64 {
        let distances = self.edges.iter().map(|&(a, b)| {
            let (d, from) = (b - a, p - a);
            let length2 = d.x * d.x + d.y * d.y;
            let t = ((from.x * d.x + from.y * d.y) / length2).clamp(0.0, 1.0);
            let off = from - d * if t.is_finite() { t } else { 0.0 };
            off.x.hypot(off.y)
        });
        distances.fold(f64::INFINITY, f64::min)
    }

    /// Distance from the edge, negative outside.
    fn depth(&self, p: Coord<f64>) -> f64 {
        let distance = self.edge_distance(p);
        if self.contains(p) {
            distance
        } else {
            -distance
        }
    }

    /// Points a hair beside its vertices and edge middles.
    fn beside(&self, hair: f64) -> Vec<Coord<f64>> {
        let beside = self.edges.iter().flat_map(|&(a, b)| {
            let along = b - a;
            let length = along.x.hypot(along.y).max(1e-12);
            let normal = Coord { x: along.y / length, y: -along.x / length } * hair;
            let middle = (a + b) / 2.0;
            [middle + normal, middle - normal, a + normal, a - normal]
        });
        beside.collect()
    }
}

/// A ring around a centre: jagged, on a lattice, or spiked.
fn ring(bytes: &mut Bytes<'_>, centre: Coord<f64>, size: f64) -> Vec<Coord<f64>> {
    let corners = 3 + usize::from(bytes.next() % 10);
    let style = bytes.next() % 4;
    let mut points: Vec<Coord<f64>> = (0..corners)
        .map(|k| {
            let (sin, cos) = (std::f64::consts::TAU * k as f64 / corners as f64).sin_cos();
            let radius = match style {
                0 | 1 => size * (0.2 + 0.8 * bytes.share()),
                2 => size * (0.25 * f64::from(1 + bytes.next() % 4)),
                // Spikes and near-coincident corners.
                _ => {
                    size * if bytes.next().is_multiple_of(2) {
                        1.0
                    } else {
                        1e-4 + 0.1 * bytes.share()
                    }
                }
            };
            let point = Coord { x: centre.x + radius * cos, y: centre.y + radius * sin };
            if style == 1 {
                Coord { x: point.x.round(), y: point.y.round() }
            } else {
                point
            }
        })
        .collect();
    points.push(points[0]);
    points
}

/// Up to three polygons, which may overlap or touch, some with a hole.
fn region(bytes: &mut Bytes<'_>) -> Region {
    let count = 1 + bytes.next() % 3;
    let polygons: Vec<Vec<Vec<Coord<f64>>>> = (0..count)
        .map(|_| {
            let centre = Coord {
                x: f64::from(bytes.next() % 16) * 8.0,
                y: f64::from(bytes.next() % 16) * 8.0,
            };
            let size = 4.0 + 60.0 * bytes.share();
            let mut rings = vec![ring(bytes, centre, size)];
            if bytes.next().is_multiple_of(3) {
                let hole = size * 0.3 * bytes.share() + 0.5;
                rings.push(ring(bytes, centre, hole));
            }
            rings
        })
        .collect();
    repair::region_of(&polygons).map_or_else(|_| Region::empty(), |repaired| repaired.region)
}

fn lattice(regions: &[&Region], margin: f64) -> Vec<Coord<f64>> {
    let bounds = regions.iter().filter_map(|region| region.bounds()).reduce(Bounds::joined);
    let Some(bounds) = bounds.map(|bounds| bounds.grown(margin)) else { return Vec::new() };
    let step = |k: usize, size: f64| (k as f64 + 0.37) / LATTICE as f64 * size;
    (0..LATTICE * LATTICE)
        .map(|k| Coord {
            x: bounds.min_x + step(k % LATTICE, bounds.width()),
            y: bounds.min_y + step(k / LATTICE, bounds.height()),
        })
        .collect()
}

/// Checks everything that can be made of some bytes.
///
/// # Panics
/// When a fast result contradicts the slow construction, or an operation fails.
pub fn check(bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    let distance = 0.05 + 20.0 * bytes.share() * bytes.share();
    let (a, b) = (region(&mut bytes), region(&mut bytes));
    if a.is_empty() {
        return;
    }
    offsets(&a, distance);
    wide_enough(&a, distance);
    overlays(&a, &b);
}

fn offsets(region: &Region, distance: f64) {
    let slow = Slow::of(region);
    let furthest = distance * (1.0 + ARC_EXCESS) + HAIR_M;
    let grown = Slow::of(&offset::grow(region, distance, Join::Round).unwrap());
    let shrunk = Slow::of(&offset::shrink(region, distance, Join::Round).unwrap());
    let mut points = lattice(&[region], 1.2 * distance);
    for hair in [1e-4, 1e-2] {
        points.extend(grown.beside(hair));
        points.extend(shrunk.beside(hair));
    }
    for p in points {
        let depth = slow.depth(p);
        if depth > -distance + HAIR_M {
            assert!(grown.contains(p), "{p:?} is {} m off and not within {distance} m", -depth);
        } else if depth < -furthest {
            assert!(!grown.contains(p), "{p:?} is {} m off and within {distance} m", -depth);
        }
        if depth > furthest {
            assert!(shrunk.contains(p), "{p:?} is {depth} m deep and lost at {distance} m");
        } else if depth < distance - HAIR_M {
            assert!(!shrunk.contains(p), "{p:?} is {depth} m deep and kept at {distance} m");
        }
    }
}

/// Every disc that fits lies in the opening; nothing far from all discs does, and nothing outside
/// the region.
fn wide_enough(region: &Region, width: f64) {
    let slow = Slow::of(region);
    let opened_region = opening(region, width).unwrap();
    let opened = Slow::of(&opened_region);
    assert!(opened_region.area().get() <= region.area().get() + 1e-6, "an opening adds no land");
    let half = (width - WIDTH_TOLERANCE_M) / 2.0;
    if half <= 0.0 {
        return;
    }
    let centres = lattice(&[region], 0.0);
    let depths: Vec<f64> = centres.iter().map(|centre| slow.depth(*centre)).collect();
    for (centre, depth) in centres.iter().zip(&depths) {
        if *depth < half * (1.0 + ARC_EXCESS) + HAIR_M {
            continue;
        }
        for k in 0..8 {
            let (sin, cos) = (std::f64::consts::TAU * (f64::from(k) + 0.3) / 8.0).sin_cos();
            let p = *centre + Coord { x: cos, y: sin } * (half - HAIR_M);
            assert!(
                opened.contains(p),
                "{p:?} is in a disc of {half} m around {centre:?} and lost"
            );
        }
    }
    for p in opened.beside(1e-3) {
        if opened.contains(p) {
            assert!(slow.depth(p) > -HAIR_M, "{p:?} is in the opening and not in the region");
        }
    }
    // The deepest point within the mitre's reach of p is not deep enough even between lattice
    // points: depth changes by no more than the way walked.
    let bounds = region.bounds().unwrap();
    let cell = (bounds.width().hypot(bounds.height())) / LATTICE as f64;
    for p in lattice(&[region], width) {
        let reach = 5.0 * half + cell;
        let near = centres.iter().zip(&depths).filter(|(centre, _)| {
            let away = p - **centre;
            away.x.hypot(away.y) <= reach
        });
        if near.clone().count() > 0 && near.clone().all(|(_, depth)| depth + cell < half - HAIR_M) {
            assert!(!opened.contains(p), "{p:?} is far from every disc of {half} m and kept");
        }
    }
}

fn overlays(a: &Region, b: &Region) {
    let (slow_a, slow_b) = (Slow::of(a), Slow::of(b));
    let results = [
        ("union", overlay::union([a, b]).unwrap()),
        ("intersection", overlay::intersection(a, b).unwrap()),
        ("difference", overlay::difference(a, [b]).unwrap()),
    ];
    let sum = results[0].1.area().get() + results[1].1.area().get();
    let parts = a.area().get() + b.area().get();
    assert!(
        (sum - parts).abs() <= 1e-6 + 1e-9 * parts,
        "union + intersection is {sum}, not {parts}"
    );
    let mut points = lattice(&[a, b], 1.0);
    points.extend(slow_a.beside(1e-4));
    points.extend(slow_b.beside(1e-4));
    for (name, result) in &results {
        let fast = Slow::of(result);
        for &p in points.iter().chain(&fast.beside(1e-4)) {
            if slow_a.edge_distance(p) < HAIR_M || slow_b.edge_distance(p) < HAIR_M {
                continue;
            }
            let (in_a, in_b) = (slow_a.contains(p), slow_b.contains(p));
            let expected = match *name {
                "union" => in_a || in_b,
                "intersection" => in_a && in_b,
                _ => in_a && !in_b,
            };
            assert_eq!(fast.contains(p), expected, "{name} at {p:?}");
        }
    }
}
