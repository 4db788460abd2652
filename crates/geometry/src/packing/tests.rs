//! Counts worked out by hand, an independent sweep of grids, containment and gaps.

use super::*;
use crate::overlay::difference;
use crate::rectangle::contain;
use crate::rectangle::tests::{contained, hall, joined, outline, turned, wheel, Dice};
use geo::Coord;
use std::time::Instant;

fn item(width: f64, depth: f64, gap: f64) -> Item {
    let metres = |value| Metres::new(value).unwrap();
    Item::new(metres(width), metres(depth), metres(gap)).unwrap()
}

/// Packs, and asserts all that is guaranteed.
fn checked(region: &Region, item: &Item) -> Vec<Rectangle> {
    let packed = pack(region, item);
    assert!(packed.len() <= most(region, item).min(MOST_ITEMS), "{} of {item:?}", packed.len());
    let (long, short) = (item.width.max(item.depth), item.width.min(item.depth));
    for (index, one) in packed.iter().enumerate() {
        assert!(contained_in_one(region, one), "{one:?} is not inside");
        assert!((one.width - long).abs() < 1.1e-3 && (one.depth - short).abs() < 1.1e-3);
        for other in &packed[index + 1..] {
            let between = Euclidean
                .distance(one.region().as_multi_polygon(), other.region().as_multi_polygon());
            assert!(between > 0.0, "{one:?} meets {other:?}");
            assert!(between >= item.gap - GAP_TOLERANCE_M, "{between}: {one:?} {other:?}");
        }
    }
    packed
}

fn contained_in_one(region: &Region, rectangle: &Rectangle) -> bool {
    region.pieces().iter().any(|piece| contained(piece, rectangle))
}

/// Asserts the number at several angles.
fn expect(region: &Region, item: &Item, count: usize) {
    for degrees in [0.0, 30.0, 90.0, 101.3] {
        let found = checked(&turned(region, degrees), item).len();
        assert_eq!(found, count, "{item:?} at {degrees} degrees");
    }
}

#[test]
fn a_hall_without_gaps_is_filled() {
    // Six rows of five; 30 x 200 m2 is the whole hall.
    expect(&hall(0.0, 0.0, 100.0, 60.0), &item(20.0, 10.0, 0.0), 30);
    expect(&hall(0.0, 0.0, 100.0, 60.0), &item(10.0, 20.0, 0.0), 30);
    // 7 x 7 would be 49 of 14 m, but standing and lying make no difference to a square.
    expect(&hall(0.0, 0.0, 100.0, 100.0), &item(14.0, 14.0, 0.0), 49);
}

#[test]
fn gaps_between_rows_and_columns() {
    // With its gap every row and column may be a gap longer: 105 x 65 m. Lying rows are 15 m high
    // and hold 105 / 25 = 4, standing ones 25 m and hold 105 / 15 = 7. Of 65 = 15 + 2 x 25: 18.
    // No more are possible: grown by 2.5 m, an item has 200 + 150 + 19.6 m2 and the hall less than
    // 105 x 65 = 6,825 m2, which is 18.5 items.
    let hall = hall(0.0, 0.0, 100.0, 60.0);
    expect(&hall, &item(20.0, 10.0, 5.0), 18);
    assert_eq!(most(&hall, &item(20.0, 10.0, 5.0)), 18);
    // One at either end are 60 m apart lying, 80 m standing, 92 m in opposite corners.
    expect(&hall, &item(20.0, 10.0, 100.0), 1);
    expect(&hall, &item(20.0, 10.0, 80.0), 2);
    expect(&hall, &item(20.0, 10.0, 1e300), 1);
}

#[test]
fn exactly_one_and_none() {
    let place = hall(1_000.0, 2_000.0, 1_020.0, 2_010.0);
    expect(&place, &item(20.0, 10.0, 5.0), 1);
    expect(&place, &item(20.0, 10.01, 0.0), 0);
    expect(&place, &item(20.01, 10.0, 0.0), 0);
    expect(&place, &item(11.0, 11.0, 0.0), 0);
    expect(&Region::empty(), &item(1.0, 1.0, 0.0), 0);
    assert_eq!(most(&Region::empty(), &item(1.0, 1.0, 1.0)), 0);
}

#[test]
fn an_l() {
    // Arms 100 x 20 and 20 x 40 on top: lying rows of 5, 5, 1, 1, 1, 1.
    let l = joined(&[hall(0.0, 0.0, 100.0, 20.0), hall(0.0, 0.0, 20.0, 60.0)]);
    expect(&l, &item(20.0, 10.0, 0.0), 14);
    // Standing, 105 / 15 = 7 in the lower arm; above them and a gap, 35 m high, two lying ones.
    expect(&l, &item(20.0, 10.0, 5.0), 9);
}

#[test]
fn a_hole_in_the_middle() {
    // 60 x 60 less 20 x 20 in the middle: 3,200 m2, sixteen items of 200 m2: rows of three, three,
    // then one on either side of the hole twice, and three, three.
    let pierced = difference(&hall(0.0, 0.0, 60.0, 60.0), [&hall(20.0, 20.0, 40.0, 40.0)]).unwrap();
    expect(&pierced, &item(20.0, 10.0, 0.0), 16);
}

#[test]
fn rows_shift_against_each_other() {
    // Two bars of 40 x 10, the upper one 13 m further east: no column runs through both.
    let steps = joined(&[hall(0.0, 0.0, 40.0, 10.0), hall(13.0, 10.0, 53.0, 20.0)]);
    expect(&steps, &item(20.0, 10.0, 0.0), 4);
}

#[test]
fn a_mirror_of_rows_at_uneven_heights() {
    // Bars of 20 x 10 joined by a wall 1 m wide, at heights no regular grid meets at once.
    let comb = joined(&[
        hall(0.0, 0.0, 1.0, 77.0),
        hall(0.0, 0.0, 20.0, 10.0),
        hall(0.0, 23.0, 20.0, 33.0),
        hall(0.0, 50.7, 20.0, 60.7),
        hall(0.0, 67.0, 20.0, 77.0),
    ]);
    expect(&comb, &item(20.0, 10.0, 3.0), 4);
}

#[test]
fn pieces_keep_the_gap_across_a_cut_and_no_further() {
    // Two halls 40 x 10 with a cut of 3 m between them.
    let near = joined(&[hall(0.0, 0.0, 40.0, 10.0), hall(0.0, 13.0, 40.0, 23.0)]);
    expect(&near, &item(20.0, 10.0, 0.0), 4);
    expect(&near, &item(19.0, 10.0, 2.0), 4);
    // Five metres apart they cannot face each other.
    expect(&near, &item(20.0, 10.0, 5.0), 1);
    // Pieces far apart have angles of their own.
    let far = joined(&[hall(0.0, 0.0, 40.0, 10.0), turned(&hall(60.0, 0.0, 100.0, 10.0), 17.0)]);
    expect(&far, &item(20.0, 10.0, 0.0), 4);
}

#[test]
fn what_is_left_is_filled_at_its_own_angle() {
    // A bar and another hinged to its eastern end, turned by 40 degrees.
    let bar = hall(0.0, 0.0, 120.0, 10.0);
    let (sin, cos) = 40f64.to_radians().sin_cos();
    let at = |x: f64, y: f64| (120.0 + cos * x - sin * y, sin * x + cos * y);
    let wing = outline(&[at(0.0, 0.0), at(100.0, 0.0), at(100.0, 10.0), at(0.0, 10.0)]);
    let bent = joined(&[bar, wing]);
    // Six in the bar put off the first in the wing by 10 tan 40 = 8.4 m, and four follow; or five
    // and five.
    expect(&bent, &item(20.0, 10.0, 0.0), 10);
}

#[test]
fn two_halls_at_odds_are_both_filled() {
    // Joined by a path of a metre, so one piece; 30 items fill either hall only at its own angle.
    let second = turned(&hall(-50.0, -30.0, 50.0, 30.0), 30.0);
    let moved: Vec<(f64, f64)> =
        second.polygons()[0].exterior().0.iter().map(|c| (c.x + 180.0, c.y + 30.0)).collect();
    let halls = [hall(0.0, 0.0, 100.0, 60.0), hall(90.0, 29.5, 180.0, 30.5), outline(&moved)];
    expect(&joined(&halls), &item(20.0, 10.0, 0.0), 60);
}

#[test]
fn a_small_item_ends_at_the_limit() {
    let field = hall(0.0, 0.0, 2_000.0, 1_000.0);
    let packed = pack(&field, &item(1.0, 0.5, 0.1));
    assert_eq!(packed.len(), MOST_ITEMS);
    assert!(most(&field, &item(1.0, 0.5, 0.1)) > 2_000_000);
    // 100 x 100 places, and not one over.
    let packed = pack(&hall(0.0, 0.0, 1_000.0, 500.0), &item(10.0, 5.0, 0.0));
    assert_eq!(packed.len(), 10_000);
}

#[test]
fn an_item_has_two_sides() {
    let metres = |value| Metres::new(value).unwrap();
    let error = Item::new(metres(20.0), metres(0.0), metres(5.0)).unwrap_err();
    assert_eq!(error, ItemError::TooSmall { width: 20.0, depth: 0.0 });
    assert!(error.to_string().contains("20 m x 0 m"), "{error}");
    let item = item(20.0, 10.0, 5.0);
    assert_eq!((item.width().get(), item.depth().get(), item.gap().get()), (20.0, 10.0, 5.0));
}

#[test]
fn distances_of_rectangles() {
    let at = |x: f64, y: f64, angle_deg: f64| Rectangle {
        centre: Coord { x, y },
        width: 4.0,
        depth: 2.0,
        angle_deg,
    };
    let distance = |a, b| apart::distance(&a, &b);
    assert!((distance(at(0.0, 0.0, 0.0), at(7.0, 0.0, 0.0)) - 3.0).abs() < 1e-12);
    assert!((distance(at(0.0, 0.0, 0.0), at(7.0, 0.0, 90.0)) - 4.0).abs() < 1e-12);
    assert!((distance(at(0.0, 0.0, 0.0), at(7.0, 6.0, 0.0)) - 5.0).abs() < 1e-12);
    // Across, without a corner of either within the other.
    assert_eq!(distance(at(0.0, 0.0, 0.0), at(0.0, 0.0, 90.0)), 0.0);
    // The tip of a diamond over the long side: 5 - 1 - 3 / sqrt 2.
    let tip = distance(at(0.0, 0.0, 0.0), at(0.0, 5.0, 45.0));
    assert!((tip - (4.0 - 3.0 / 2f64.sqrt())).abs() < 1e-12, "{tip}");
}

#[test]
fn the_same_region_gives_the_same_packing() {
    let region = Dice(5).jagged(40, 3);
    assert_eq!(pack(&region, &item(14.0, 9.0, 3.0)), pack(&region.clone(), &item(14.0, 9.0, 3.0)));
}

#[test]
fn inside_and_apart_on_random_sites() {
    let mut dice = Dice(1);
    for round in 0..120 {
        let region = dice.jagged(5 + round % 30, round % 6);
        let item = item(
            dice.between(6.0, 40.0),
            dice.between(6.0, 40.0),
            dice.between(-3.0, 9.0).max(0.0),
        );
        checked(&region, &item);
    }
}

#[test]
fn no_worse_than_regular_grids() {
    let mut dice = Dice(2);
    let mut sums = [0, 0];
    for round in 0..40 {
        let region = dice.jagged(5 + round % 12, round % 3);
        let item = item(dice.between(10.0, 30.0), dice.between(10.0, 30.0), 4.0);
        let (found, grid) = (checked(&region, &item).len(), best_grid(&region, &item));
        assert!(found + 1 >= grid, "round {round}: {found} against {grid}");
        sums = [sums[0] + found, sums[1] + grid];
    }
    assert!(sums[0] > sums[1], "{sums:?}");
}

/// The best of regular grids by brute force: angles of a fixed list, and offsets in both
/// directions.
fn best_grid(region: &Region, item: &Item) -> usize {
    let mut best = 0;
    for k in 0..24 {
        let angle_deg = 7.5 * f64::from(k);
        let (sin, cos) = angle_deg.to_radians().sin_cos();
        let (pitch_x, pitch_y) = (item.width + item.gap, item.depth + item.gap);
        for (i, j) in (0..36).map(|k| (f64::from(k % 6) / 6.0, f64::from(k / 6) / 6.0)) {
            // The regions reach 100 m from the origin, an item is 10 m at least.
            let reach = -11..=11;
            let mut count = 0;
            for row in reach.clone() {
                for column in reach.clone() {
                    let (x, y) =
                        (pitch_x * (f64::from(column) + i), pitch_y * (f64::from(row) + j));
                    let centre = Coord { x: cos * x - sin * y, y: sin * x + cos * y };
                    let one = Rectangle { centre, width: item.width, depth: item.depth, angle_deg };
                    count += usize::from(
                        region.polygons().iter().any(|p| contain::inside(p, &one.corners())),
                    );
                }
            }
            best = best.max(count);
        }
    }
    best
}

/// Run by hand: `cargo test --release --lib geometry::packing -- --ignored --nocapture`.
#[test]
#[ignore = "prints timings"]
fn timings() {
    for (corners, holes, item) in [
        (100, 4, item(20.0, 12.0, 6.0)),
        (100, 4, item(12.0, 8.0, 4.0)),
        (20, 2, item(20.0, 12.0, 6.0)),
        (1_000, 10, item(20.0, 12.0, 6.0)),
        (100, 4, item(5.0, 3.0, 1.0)),
        (100, 4, item(2.0, 1.0, 0.5)),
        (100, 4, item(1.0, 0.6, 0.2)),
        (1_000, 10, item(1.0, 0.6, 0.2)),
    ] {
        let mut dice = Dice(9);
        let (mut times, mut counts, mut bounds, mut vertices) = (Vec::new(), 0, 0, 0);
        for _ in 0..20 {
            let region = dice.jagged(corners, holes);
            vertices += region.vertex_count();
            let start = Instant::now();
            let packed = pack(&region, &item);
            times.push(start.elapsed());
            counts += packed.len();
            bounds += most(&region, &item);
        }
        times.sort();
        eprintln!(
            "{} vertices, {} items of at most {}: median {:?}, worst {:?}",
            vertices / 20,
            counts / 20,
            bounds / 20,
            times[10],
            times[19]
        );
    }
    let disc = wheel((0.0, 0.0), &[60.0; 100]);
    let start = Instant::now();
    let count = pack(&disc, &item(15.0, 8.0, 4.0)).len();
    eprintln!("disc of 100 corners: {count} in {:?}", start.elapsed());
}
