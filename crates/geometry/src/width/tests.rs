use super::*;
use crate::offset::{grow, Join};
use crate::overlay::{difference, union};
use crate::region::Bounds;
use crate::repair::region_of;
use geo::Coord;
use std::f64::consts::{PI, TAU};

/// What curved edges within their tolerance may add up to on a plan of some thousand square metres.
const CURVED_M2: f64 = 0.05;

fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
    Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
}

fn polygon(corners: &[(f64, f64)]) -> Region {
    let ring: Vec<Coord<f64>> =
        corners.iter().chain(&corners[..1]).map(|&corner| Coord::from(corner)).collect();
    region_of(&[vec![ring]]).unwrap().region
}

/// A regular polygon around a disc at the origin.
fn around_disc(radius: f64, corners: u32) -> Region {
    let step = TAU / f64::from(corners);
    let reach = radius / (step / 2.0).cos();
    let corner = |k: u32| {
        let (sin, cos) = (step * f64::from(k) + 0.1).sin_cos();
        (reach * cos, reach * sin)
    };
    polygon(&(0..corners).map(corner).collect::<Vec<_>>())
}

/// Turned by an angle and moved.
fn placed(region: &Region, angle: f64, (dx, dy): (f64, f64)) -> Region {
    let (sin, cos) = angle.sin_cos();
    let place =
        |p: &Coord<f64>| Coord { x: dx + p.x * cos - p.y * sin, y: dy + p.x * sin + p.y * cos };
    let polygons: Vec<Vec<Vec<Coord<f64>>>> = region
        .polygons()
        .iter()
        .map(|polygon| {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            rings.map(|ring| ring.0.iter().map(place).collect()).collect()
        })
        .collect();
    region_of(&polygons).unwrap().region
}

fn wide(region: &Region, width: f64) -> f64 {
    opening(region, width).unwrap().area().get()
}

/// An outline with something on it, and the last of that by itself: realistic plans from a seed.
struct Plan {
    whole: Region,
    parts: Vec<Region>,
    width: f64,
}

/// A small congruential generator.
struct Dice(u64);

impl Dice {
    fn between(&mut self, least: f64, most: f64) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + (most - least) * (self.0 >> 40) as f64 / f64::from(1_u32 << 24)
    }

    fn one_in(&mut self, count: f64) -> bool {
        self.between(0.0, count) < 1.0
    }
}

impl Plan {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        dice.between(0.0, 1.0);
        let (w, h) = (dice.between(60.0, 160.0), dice.between(30.0, 120.0));
        let outline = if dice.one_in(3.0) {
            // Slanted sides.
            let (a, b, c) =
                (dice.between(-15.0, 15.0), dice.between(-20.0, 20.0), dice.between(-25.0, 10.0));
            vec![(0.0, 0.0), (w, a), (w + b, h), (dice.between(-10.0, 20.0), h + c)]
        } else if dice.one_in(2.0) {
            let (a, b) = (dice.between(0.3, 0.8) * w, dice.between(0.3, 0.8) * h);
            vec![(0.0, 0.0), (w, 0.0), (w, b), (a, b), (a, h), (0.0, h)]
        } else {
            let (a, b) = (dice.between(0.2, 0.4) * w, dice.between(0.5, 0.8) * w);
            let c = dice.between(0.4, 0.9) * h;
            vec![(0.0, 0.0), (w, 0.0), (w, h), (b, h), (b, c), (a, c), (a, h), (0.0, h)]
        };
        let parts = (0..2 + seed % 3)
            .map(|_| {
                let (across, along) = if dice.one_in(2.0) { (80.0, 6.0) } else { (25.0, 25.0) };
                let shape =
                    rectangle(0.0, 0.0, dice.between(1.0, across), dice.between(1.0, along));
                let margin = if dice.one_in(2.0) { dice.between(3.0, 20.0) } else { 0.0 };
                let angle = if dice.one_in(2.0) { 0.0 } else { dice.between(0.0, PI) };
                let place = (dice.between(0.0, w), dice.between(0.0, h));
                placed(&grow(&shape, margin, Join::Round).unwrap(), angle, place)
            })
            .collect();
        Self { whole: polygon(&outline), parts, width: dice.between(15.0, 40.0) }
    }

    fn without(&self, parts: &[Region]) -> Region {
        difference(&self.whole, parts).unwrap()
    }
}

#[test]
fn a_rectangle_loses_nothing_and_a_strip_everything() {
    let hall = rectangle(0.0, 0.0, 100.0, 60.0);
    assert!((opening(&hall, 20.0).unwrap().area().get() - 6_000.0).abs() < 1e-6);
    assert!((opening(&hall, 60.0).unwrap().area().get() - 6_000.0).abs() < 1e-6);
    assert!(opening(&hall, 60.01).unwrap().is_empty());
}

#[test]
fn a_strip_beside_a_hall_is_cut_off() {
    // The strip runs the full length of one side, so there is no mouth to round.
    let whole = rectangle(0.0, 0.0, 100.0, 80.0);
    let cut = difference(&whole, [&rectangle(0.0, 15.0, 100.0, 5.0)]).unwrap();
    let open = opening(&cut, 20.0).unwrap();
    assert!((open.area().get() - 6_000.0).abs() < 1e-6);
}

#[test]
fn reflex_corners_keep_their_area() {
    let l = union([&rectangle(0.0, 0.0, 100.0, 40.0), &rectangle(0.0, 40.0, 40.0, 60.0)]).unwrap();
    let open = opening(&l, 30.0).unwrap();
    assert!((open.area().get() - l.area().get()).abs() < 1e-3, "{}", open.area().get());
}

#[test]
fn another_part_taken_out_never_makes_more_wide_enough() {
    for seed in 0..150 {
        let plan = Plan::new(seed);
        let mut before = opening(&plan.whole, plan.width).unwrap();
        for count in 1..=plan.parts.len() {
            let after = opening(&plan.without(&plan.parts[..count]), plan.width).unwrap();
            let gained = difference(&after, [&before]).unwrap().area().get();
            assert!(gained < CURVED_M2, "plan {seed}: part {count} adds {gained} m2");
            before = after;
        }
    }
}

#[test]
fn a_box_in_a_tapering_strip_adds_nothing() {
    // Walls from 36 m apart to 24 m apart on 120 m, and a box whose side closes the strip where it is
    // 28 m wide: right corners of their own would come back whole, but a gap of less than 30 m lies across.
    let taper = polygon(&[(-60.0, -18.0), (60.0, -12.0), (60.0, 12.0), (-60.0, 18.0)]);
    let cut = difference(&taper, [&rectangle(20.0, -30.0, 10.0, 60.0)]).unwrap();
    let gained =
        difference(&opening(&cut, 30.0).unwrap(), [&opening(&taper, 30.0).unwrap()]).unwrap();
    assert!(gained.area().get() < CURVED_M2, "{}", gained.area().get());
}

#[test]
fn turning_and_moving_change_nothing() {
    for seed in 0..60 {
        let plan = Plan::new(seed);
        let region = plan.without(&plan.parts);
        let moved = placed(&region, 0.3 + seed as f64, (4_000.0, -700.0));
        let (here, there) = (wide(&region, plan.width), wide(&moved, plan.width));
        assert!((here - there).abs() < 1e-2, "plan {seed}: {here} {there}");
    }
}

#[test]
fn into_how_many_chords_an_arc_is_divided_does_not_matter() {
    for seed in 0..60 {
        let plan = Plan::new(seed);
        let bounds = plan.whole.bounds().unwrap();
        let at = (bounds.max_x * 0.4, bounds.max_y * 0.5);
        let narrow = |sides: u32| {
            let disc = placed(&around_disc(8.0, sides), 0.0, at);
            let region = plan.without(&[plan.parts[0].clone(), disc]);
            region.area().get() - wide(&region, plan.width)
        };
        let (some, twice) = (narrow(128), narrow(256));
        let most = 5e-5 * plan.whole.area().get();
        assert!((some - twice).abs() < most, "plan {seed}: {some} {twice}");
    }
}

#[test]
fn right_and_obtuse_corners_come_back_whole() {
    let width = 30.0;
    let whole = [
        rectangle(0.0, 0.0, 30.0, 30.0),
        rectangle(0.0, 0.0, 200.0, 31.0),
        // Chamfers of 5 m and of 12 m.
        polygon(&[(0.0, 0.0), (90.0, 0.0), (90.0, 40.0), (85.0, 45.0), (12.0, 45.0), (0.0, 33.0)]),
        // An L, a T and a trapezium leaning out.
        polygon(&[(0.0, 0.0), (80.0, 0.0), (80.0, 35.0), (35.0, 35.0), (35.0, 90.0), (0.0, 90.0)]),
        polygon(&[
            (0.0, 0.0),
            (120.0, 0.0),
            (120.0, 40.0),
            (80.0, 40.0),
            (80.0, 75.0),
            (45.0, 75.0),
            (45.0, 40.0),
            (0.0, 40.0),
        ]),
        // No wider than the disc in it.
        around_disc(15.0, 6),
        around_disc(15.0, 8),
        around_disc(15.0, 4),
    ];
    for (number, region) in whole.iter().enumerate() {
        for angle in [0.0, 0.7] {
            let region = placed(region, angle, (10.0, 20.0));
            let lost = region.area().get() - wide(&region, width);
            assert!(lost.abs() < CURVED_M2, "{number} turned by {angle}: {lost}");
        }
    }
}

#[test]
fn an_acute_corner_counts_where_a_right_angle_fits() {
    // A corner of 60 degrees between sides of 300 m. At a side the width measured square to it is 30 m
    // from 30 / tan 60 = 17.32 m on. In the middle the chord of 30 m lies 15 / tan 30 = 25.98 m
    // from the corner, and the half disc over it ends 10.98 m from it. Between them the edge is parallel,
    // at 15 m, to the ellipse on which the middle of a chord of 30 m slides, with half axes of 25.98
    // and 8.66 m about the corner: 80.60 m2 are cut off, by Simpson's rule.
    let side = 300.0;
    let region = polygon(&[(0.0, 0.0), (side, 0.0), (side / 2.0, side * 0.75f64.sqrt())]);
    let wide = opening(&region, 30.0).unwrap();
    let along = |degrees: f64, away: f64| {
        let (sin, cos) = degrees.to_radians().sin_cos();
        wide.contains(Coord { x: away * cos, y: away * sin })
    };
    for degrees in [0.01, 59.99] {
        assert!(along(degrees, 17.5) && !along(degrees, 17.1));
    }
    assert!(along(30.0, 11.05) && !along(30.0, 10.9));
    let lost = region.area().get() - wide.area().get();
    assert!((lost - 3.0 * 80.60).abs() < 0.1, "{lost}");
}

#[test]
fn a_narrow_strip_counts_as_far_as_the_half_disc_over_its_mouth() {
    let hall = rectangle(-60.0, 0.0, 120.0, 80.0);
    for mouth in [2.0f64, 10.0, 15.0, 20.0, 24.0, 28.0, 29.5, 29.9] {
        let strip = rectangle(-mouth / 2.0, -100.0, mouth, 100.0);
        let counted = wide(&union([&hall, &strip]).unwrap(), 30.0) - 9_600.0;
        let half_disc = PI * mouth * mouth / 8.0;
        assert!((counted - half_disc).abs() < 0.15, "{mouth} m: {counted} not {half_disc}");
    }
    let strip = rectangle(-15.0, -100.0, 30.0, 100.0);
    let counted = wide(&union([&hall, &strip]).unwrap(), 30.0) - 9_600.0;
    assert!((counted - 3_000.0).abs() < 1e-6, "what is exactly wide enough counts: {counted}");
}
