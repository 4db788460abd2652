//! Cases worked out by hand, an independent sweep, and exact containment.

use super::*;
use crate::overlay::{difference, resolve, union, Fill};
use geo::kernels::{Kernel, Orientation, RobustKernel};
use std::f64::consts::{FRAC_PI_2, PI, TAU};

pub(crate) fn hall(min_x: f64, min_y: f64, max_x: f64, max_y: f64) -> Region {
    Region::rectangle(Bounds { min_x, min_y, max_x, max_y })
}

pub(crate) fn outline(points: &[(f64, f64)]) -> Region {
    let ring: Vec<Coord<f64>> = points.iter().copied().map(Coord::from).collect();
    resolve([ring.as_slice()], Fill::NonZero).unwrap()
}

pub(crate) fn joined(parts: &[Region]) -> Region {
    union(parts).unwrap()
}

/// Turned by degrees around the frame's origin.
pub(crate) fn turned(region: &Region, degrees: f64) -> Region {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let rings: Vec<Vec<Coord<f64>>> = region
        .rings()
        .map(|ring| {
            let turn =
                |c: &Coord<f64>| Coord { x: cos * c.x - sin * c.y, y: sin * c.x + cos * c.y };
            ring.0.iter().map(turn).collect()
        })
        .collect();
    resolve(rings.iter().map(Vec::as_slice), Fill::Positive).unwrap()
}

/// A polygon around a point, its corners at the radii given, evenly spread.
pub(crate) fn wheel(centre: (f64, f64), radii: &[f64]) -> Region {
    let step = TAU / radii.len() as f64;
    let corners: Vec<(f64, f64)> = radii
        .iter()
        .enumerate()
        .map(|(k, radius)| {
            let (sin, cos) = (step * k as f64).sin_cos();
            (centre.0 + radius * cos, centre.1 + radius * sin)
        })
        .collect();
    outline(&corners)
}

/// Pseudo-random numbers from a seed (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        low + (high - low) * ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A jagged outline with holes.
    pub(crate) fn jagged(&mut self, corners: usize, holes: usize) -> Region {
        let radii: Vec<f64> = (0..corners).map(|_| self.between(40.0, 100.0)).collect();
        let whole = wheel((0.0, 0.0), &radii);
        let cuts: Vec<Region> = (0..holes)
            .map(|_| {
                let centre = (self.between(-50.0, 50.0), self.between(-50.0, 50.0));
                let radii: Vec<f64> = (0..5).map(|_| self.between(2.0, 12.0)).collect();
                turned(&wheel(centre, &radii), self.between(0.0, 1.0))
            })
            .collect();
        difference(&whole, &cuts).unwrap()
    }
}

/// Whether the rectangle lies inside and touches nothing: written apart from the certificate.
/// No boundary edge crosses or touches one of the rectangle's, no vertex of the region is within
/// it, and every corner is inside by the region's own test.
pub(crate) fn contained(region: &Region, rectangle: &Rectangle) -> bool {
    let corners = rectangle.corners();
    let orient = RobustKernel::orient2d;
    let between = |a: Coord<f64>, b: Coord<f64>, c: Coord<f64>| {
        a.x.min(b.x) <= c.x && c.x <= a.x.max(b.x) && a.y.min(b.y) <= c.y && c.y <= a.y.max(b.y)
    };
    let meets = |a, b, c, d| {
        let turns = [orient(a, b, c), orient(a, b, d), orient(c, d, a), orient(c, d, b)];
        let on = |turn, a, b, c| turn == Orientation::Collinear && between(a, b, c);
        (turns[0] != turns[1] && turns[2] != turns[3])
            || on(turns[0], a, b, c)
            || on(turns[1], a, b, d)
            || on(turns[2], c, d, a)
            || on(turns[3], c, d, b)
    };
    let sides: Vec<_> = (0..4).map(|k| (corners[k], corners[(k + 1) % 4])).collect();
    corners.iter().all(|corner| region.contains(*corner))
        && region.rings().flat_map(|ring| ring.0.windows(2)).all(|edge| {
            let within =
                sides.iter().all(|(a, b)| orient(*a, *b, edge[0]) == Orientation::CounterClockwise);
            !within && !sides.iter().any(|(a, b)| meets(*a, *b, edge[0], edge[1]))
        })
}

/// Asserts that the best rectangle has an area, within a share of it, and lies inside.
fn expect_area(region: &Region, area: f64, tolerance: f64) -> Rectangle {
    let found = largest_rectangle(region, &Limits::default()).unwrap();
    let share = found.area().get() / area;
    assert!((share - 1.0).abs() <= tolerance, "{share} of {area}: {found:?}");
    assert!(contained(region, &found), "{found:?}");
    found
}

#[test]
fn a_rectangle_at_any_angle_is_its_own_largest() {
    for degrees in [0.0, 0.01, 7.3, 30.0, 45.0, 89.99, 90.0, 123.4, 179.0] {
        let found = expect_area(&turned(&hall(100.0, 20.0, 150.0, 50.0), degrees), 1_500.0, 1e-6);
        assert!((found.width - 50.0).abs() < 1e-4 && (found.depth - 30.0).abs() < 1e-4);
        assert!((found.angle_deg - degrees).abs() < 1e-4, "{found:?} at {degrees}");
    }
}

#[test]
fn letters() {
    for degrees in [0.0, 30.0, 77.7] {
        let near = |parts: &[Region], area| {
            expect_area(&turned(&joined(parts), degrees), area, 1e-5);
        };
        // L: 90 x 35 against 30 x 100; no slanted one, the arms are too long for that.
        near(&[hall(0.0, 0.0, 90.0, 35.0), hall(0.0, 0.0, 30.0, 100.0)], 3_150.0);
        // T: bar 100 x 30 against stem 20 x 90.
        near(&[hall(0.0, 60.0, 100.0, 90.0), hall(40.0, 0.0, 60.0, 90.0)], 3_000.0);
        // U: base 100 x 25 against two arms 20 x 80.
        near(
            &[
                hall(0.0, 0.0, 100.0, 25.0),
                hall(0.0, 0.0, 20.0, 80.0),
                hall(80.0, 0.0, 100.0, 80.0),
            ],
            2_500.0,
        );
        // Cross: two bars 20 x 100 and 22 x 90.
        near(&[hall(-10.0, -50.0, 10.0, 50.0), hall(-45.0, -11.0, 45.0, 11.0)], 2_000.0);
    }
}

#[test]
fn triangles_hold_half_their_area() {
    let right = [(0.0, 0.0), (100.0, 0.0), (0.0, 60.0)];
    let equilateral = [(0.0, 0.0), (100.0, 0.0), (50.0, 100.0 * 0.75f64.sqrt())];
    let obtuse = [(0.0, 0.0), (100.0, 0.0), (130.0, 40.0)];
    for triangle in [right, equilateral, obtuse] {
        for degrees in [0.0, 41.0, 100.0] {
            let region = turned(&outline(&triangle), degrees);
            expect_area(&region, region.area().get() / 2.0, 1e-4);
        }
    }
}

#[test]
fn a_disc_holds_the_square_on_its_diameters() {
    let disc = crate::offset::disc(Coord { x: 5.0, y: 5.0 }, 50.0).unwrap();
    // A 128-gon around the circle; its corners lie on a slightly larger one.
    let outer = 50.0 / (PI / 128.0).cos();
    expect_area(&disc, 2.0 * outer * outer, 1e-4);
}

#[test]
fn a_square_with_a_hole_in_the_middle() {
    let square = hall(0.0, 0.0, 100.0, 100.0);
    // A strip beside the hole is 100 x 40. Across a corner at 45 degrees, between the hole's corner,
    // 56.57 m from the square's, and a side a metres from it: 2 a (56.57 - a), at most 1,600.
    let pierced = difference(&square, [&hall(40.0, 40.0, 60.0, 60.0)]).unwrap();
    let found = expect_area(&turned(&pierced, 30.0), 4_000.0, 1e-5);
    assert!((found.width - 100.0).abs() < 1e-3, "{found:?}");
    // Off the middle the strips are 20, 50, 10 and 60 m wide.
    let pierced = difference(&square, [&hall(20.0, 10.0, 50.0, 40.0)]).unwrap();
    expect_area(&turned(&pierced, 30.0), 6_000.0, 1e-5);
}

#[test]
fn a_thin_strip_and_a_frame_of_strips() {
    expect_area(&turned(&hall(0.0, 0.0, 1_000.0, 2.0), 33.3), 2_000.0, 1e-5);
    let frame = difference(&hall(0.0, 0.0, 400.0, 300.0), [&hall(3.0, 3.0, 397.0, 297.0)]).unwrap();
    expect_area(&turned(&frame, 12.0), 1_200.0, 1e-5);
}

#[test]
fn a_star_of_forty_points() {
    let radii: Vec<f64> = (0..80).map(|k| if k % 2 == 0 { 150.0 } else { 120.0 }).collect();
    // A square whose corners lie on the axes of four tips; its sides run through the notches beside
    // them, at 4.5 degrees from those axes: half a diagonal is 120 (cos + sin).
    let (sin, cos) = 4.5f64.to_radians().sin_cos();
    let star = wheel((0.0, 0.0), &radii);
    expect_area(&star, 2.0 * (120.0 * (cos + sin)).powi(2), 1e-4);
}

#[test]
fn the_best_of_several_pieces() {
    let pieces = joined(&[
        hall(0.0, 0.0, 30.0, 30.0),
        turned(&hall(100.0, 0.0, 150.0, 40.0), 10.0),
        hall(-300.0, 0.0, -100.0, 5.0),
    ]);
    expect_area(&pieces, 2_000.0, 1e-5);
}

#[test]
fn nothing_fits_into_nothing() {
    assert_eq!(largest_rectangle(&Region::empty(), &Limits::default()), None);
    let limits = Limits { min_side: 31.0, max_aspect: None };
    assert_eq!(largest_rectangle(&hall(0.0, 0.0, 100.0, 30.0), &limits), None);
    let limits = Limits { min_side: f64::INFINITY, max_aspect: None };
    assert_eq!(largest_rectangle(&hall(0.0, 0.0, 100.0, 30.0), &limits), None);
}

#[test]
fn limits_are_kept() {
    let region = turned(&joined(&[hall(0.0, 0.0, 400.0, 20.0), hall(0.0, 0.0, 60.0, 60.0)]), 25.0);
    let best = |min_side, max_aspect| {
        let found = largest_rectangle(&region, &Limits { min_side, max_aspect }).unwrap();
        assert!(contained(&region, &found));
        assert!(found.depth >= min_side - 1e-3, "{found:?}");
        assert!(found.width <= max_aspect.map_or(f64::INFINITY, |a: f64| a.max(1.0)) * found.depth);
        found.area().get()
    };
    let close = |area: f64, expected: f64| {
        assert!((area / expected - 1.0).abs() < 1e-3, "{area} is not {expected}");
    };
    close(best(0.0, None), 8_000.0);
    // Exactly as wide as the strip.
    close(best(20.0, None), 8_000.0);
    close(best(20.5, None), 3_600.0);
    close(best(0.0, Some(10.0)), 4_000.0);
    close(best(0.0, Some(8.0)), 3_600.0);
    close(best(0.0, Some(1.0)), 3_600.0);
    close(best(0.0, Some(0.2)), 3_600.0);
    // A square in a right triangle with legs a and b: (a b / (a + b))^2.
    let triangle = outline(&[(0.0, 0.0), (120.0, 0.0), (0.0, 60.0)]);
    let limits = Limits { min_side: 0.0, max_aspect: Some(1.0) };
    close(largest_rectangle(&triangle, &limits).unwrap().area().get(), 1_600.0);
    // Along the legs, sides x and 60 - x / 2: 34 m deep, 52 long instead of the unlimited 60 x 30.
    let limits = Limits { min_side: 34.0, max_aspect: None };
    close(largest_rectangle(&triangle, &limits).unwrap().area().get(), 34.0 * 52.0);
}

#[test]
fn corners_and_region_agree() {
    let rectangle =
        Rectangle { centre: Coord { x: 10.0, y: 20.0 }, width: 4.0, depth: 2.0, angle_deg: 90.0 };
    let expected = [(11.0, 18.0), (11.0, 22.0), (9.0, 22.0), (9.0, 18.0)];
    for (corner, (x, y)) in rectangle.corners().into_iter().zip(expected) {
        assert!((corner.x - x).abs() < 1e-12 && (corner.y - y).abs() < 1e-12);
    }
    assert!((rectangle.region().area().get() - 8.0).abs() < 1e-12);
    assert_eq!(rectangle.area().get(), 8.0);
}

#[test]
fn the_same_region_gives_the_same_rectangle() {
    let region = Dice(5).jagged(40, 3);
    let limits = Limits::default();
    assert_eq!(largest_rectangle(&region, &limits), largest_rectangle(&region.clone(), &limits));
}

#[test]
fn the_certificate_knows_contact_crossing_and_rings_within() {
    let square = hall(0.0, 0.0, 10.0, 10.0);
    let pierced = difference(&square, [&hall(4.0, 4.0, 6.0, 6.0)]).unwrap();
    let quad = |min_x: f64, min_y: f64, max_x: f64, max_y: f64| {
        [(min_x, min_y), (max_x, min_y), (max_x, max_y), (min_x, max_y)].map(Coord::from)
    };
    let inside = |corners| contain::inside(&pierced.polygons()[0], &corners);
    assert!(inside(quad(1.0, 1.0, 9.0, 3.0)));
    assert!(inside(quad(1.0, 1.0, 9.0, 4.0f64.next_down())));
    assert!(!inside(quad(1.0, 1.0, 9.0, 4.0)), "contact");
    assert!(!inside(quad(0.0, 1.0, 9.0, 3.0)), "contact");
    assert!(!inside(quad(1.0, 1.0, 9.0, 5.0)), "crossing");
    assert!(!inside(quad(1.0, 1.0, 9.0, 9.0)), "hole within");
    assert!(!inside(quad(4.5, 4.5, 5.5, 5.5)), "within the hole");
    assert!(!inside(quad(-5.0, -5.0, 15.0, 15.0)), "all around");
    assert!(!inside(quad(20.0, 20.0, 25.0, 25.0)), "elsewhere");
}

#[test]
fn never_outside_of_five_hundred_random_sites() {
    let mut dice = Dice(1);
    for round in 0..500 {
        let region = dice.jagged(5 + round % 30, round % 6);
        let found = largest_rectangle(&region, &Limits::default()).unwrap();
        assert!(contained(&region, &found), "round {round}: {found:?}");
    }
}

#[test]
fn as_good_as_a_sweep_on_small_sites() {
    let mut dice = Dice(2);
    for round in 0..30 {
        let region = dice.jagged(5 + round % 8, round % 3);
        let found = largest_rectangle(&region, &Limits::default()).unwrap().area().get();
        let swept = sweep(&region, 45, 24);
        assert!(found > 0.995 * swept, "round {round}: {found} against {swept}");
    }
}

/// The best rectangle by brute force: at every angle, between every two of a set of vertical
/// lines, the highest free interval; then the best few are improved step by step.
fn sweep(region: &Region, angles: u32, lines: u32) -> f64 {
    let mut best: Vec<(f64, [f64; 3])> = Vec::new();
    for k in 0..angles {
        let angle = FRAC_PI_2 * f64::from(k) / f64::from(angles);
        let edges = edges_at(region, angle);
        let xs = edges.iter().flat_map(|(p, q)| [p.x, q.x]);
        let (low, high) =
            xs.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        let line = |i: u32| low + (high - low) * (f64::from(i) + 0.5) / f64::from(lines);
        let at = (0..lines).flat_map(|i| (i + 1..lines).map(move |j| (line(i), line(j))));
        let (area, west, east) = at
            .map(|(west, east)| ((east - west) * free_height(&edges, west, east), west, east))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap();
        best.push((area, [angle, west, east]));
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    best.iter().take(8).map(|(area, at)| improved(region, *area, *at)).fold(0.0, f64::max)
}

fn improved(region: &Region, mut area: f64, mut at: [f64; 3]) -> f64 {
    let mut steps = [0.02, 4.0, 4.0];
    while steps[1] > 1e-3 {
        let before = area;
        let moves: [[f64; 3]; 10] = [
            [1.0, 0.0, 0.0],
            [-1.0, 0.0, 0.0],
            [0.0, 1.0, 0.0],
            [0.0, -1.0, 0.0],
            [0.0, 0.0, 1.0],
            [0.0, 0.0, -1.0],
            [1.0, 1.0, 0.0],
            [-1.0, 0.0, 1.0],
            [0.0, 1.0, 1.0],
            [0.0, -1.0, -1.0],
        ];
        for shift in moves {
            let next: [f64; 3] = std::array::from_fn(|i| at[i] + shift[i] * steps[i]);
            let edges = edges_at(region, next[0]);
            let found = (next[2] - next[1]) * free_height(&edges, next[1], next[2]);
            if found > area {
                (area, at) = (found, next);
            }
        }
        if area <= before {
            steps = steps.map(|step| step / 2.0);
        }
    }
    area
}

fn edges_at(region: &Region, angle: f64) -> Vec<(Coord<f64>, Coord<f64>)> {
    let (sin, cos) = angle.sin_cos();
    let turn = |c: Coord<f64>| Coord { x: cos * c.x + sin * c.y, y: cos * c.y - sin * c.x };
    region.rings().flat_map(|ring| ring.0.windows(2)).map(|e| (turn(e[0]), turn(e[1]))).collect()
}

/// Height of the tallest rectangle between two vertical lines that is inside and free of edges.
fn free_height(edges: &[(Coord<f64>, Coord<f64>)], west: f64, east: f64) -> f64 {
    let middle = f64::midpoint(west, east);
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut crossings: Vec<f64> = Vec::new();
    for &(p, q) in edges {
        let (p, q) = if p.x <= q.x { (p, q) } else { (q, p) };
        if q.x <= west || p.x >= east {
            continue;
        }
        let y = |x: f64| if q.x > p.x { p.y + (q.y - p.y) * (x - p.x) / (q.x - p.x) } else { p.y };
        let (a, b) = if q.x > p.x { (y(west.max(p.x)), y(east.min(q.x))) } else { (p.y, q.y) };
        taken.push((a.min(b), a.max(b)));
        if p.x <= middle && middle < q.x {
            crossings.push(y(middle));
        }
    }
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut best, mut top) = (0.0, f64::INFINITY);
    for (low, high) in taken {
        let gap = f64::midpoint(top, low);
        if low - top > best && crossings.iter().filter(|y| **y < gap).count() % 2 == 1 {
            best = low - top;
        }
        top = if top.is_finite() { top.max(high) } else { high };
    }
    best
}
