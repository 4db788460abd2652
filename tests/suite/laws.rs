//! Laws of the area model, on random sites and obstacles.

use carveout::carve::attribution::Effort;
use carveout::carve::{attribute, Attribution, Baseline, CarveOut, Ground, Parameters, Sets};
use carveout::geometry::offset::{grow, Join};
use carveout::geometry::overlay::{difference, intersection, union};
use carveout::geometry::{repair, Region};
use carveout::model::Origin;
use carveout::obstacle::{Class, Obstacle};
use carveout::units::{Metres, SquareMetres};
use geo::Coord;
use proptest::prelude::*;
use std::f64::consts::TAU;

/// A star-shaped ring around a point.
fn ring(centre: (f64, f64), radii: &[f64], turn: f64) -> Vec<Coord<f64>> {
    let step = TAU / radii.len() as f64;
    let mut points: Vec<Coord<f64>> = radii
        .iter()
        .enumerate()
        .map(|(k, radius)| {
            let (sin, cos) = (turn + step * k as f64).sin_cos();
            Coord { x: centre.0 + radius * cos, y: centre.1 + radius * sin }
        })
        .collect();
    points.push(points[0]);
    points
}

fn region(rings: Vec<Vec<Coord<f64>>>) -> Region {
    repair::region_of(&[rings]).unwrap().region
}

#[derive(Clone, Debug)]
struct Plan {
    site: Vec<Vec<Coord<f64>>>,
    obstacles: Vec<(Vec<Coord<f64>>, f64, bool)>,
    parameters: Parameters,
}

impl Plan {
    fn moved(&self, change: impl Fn(Coord<f64>) -> Coord<f64> + Copy) -> Self {
        let all = |ring: &Vec<Coord<f64>>| ring.iter().map(|p| change(*p)).collect::<Vec<_>>();
        Self {
            site: self.site.iter().map(all).collect(),
            obstacles: self.obstacles.iter().map(|(r, c, s)| (all(r), *c, *s)).collect(),
            parameters: self.parameters,
        }
    }

    fn footprint(&self) -> Region {
        region(self.site.clone())
    }

    fn obstacles(&self) -> Vec<Obstacle> {
        let footprint = self.footprint();
        self.obstacles
            .iter()
            .enumerate()
            .map(|(number, (ring, clearance, severs))| {
                let shape = region(vec![ring.clone()]);
                let origin = Origin { file: "plan".into(), index: number, id: None };
                let zone = grow(&shape, *clearance, Join::Round).unwrap();
                let id = number.to_string();
                let mut obstacle = Obstacle::new(id, Class::Facility, "test", shape, origin);
                obstacle.clearance.zone = zone;
                obstacle.severs = *severs;
                obstacle.on(&footprint).unwrap()
            })
            .collect()
    }

    fn ground(&self) -> Ground {
        Ground::open_all_around(self.footprint(), self.parameters)
    }

    fn carve(&self, keep: impl Fn(usize) -> bool) -> (Baseline, CarveOut) {
        let ground = self.ground();
        let obstacles = self.obstacles();
        let kept: Vec<&Obstacle> =
            obstacles.iter().enumerate().filter(|(k, _)| keep(*k)).map(|(_, o)| o).collect();
        let baseline = Baseline::of(&ground).unwrap();
        let carved = CarveOut::of(&ground, &baseline, &kept).unwrap();
        (baseline, carved)
    }
}

fn attributed(plan: &Plan) -> (Attribution, f64) {
    let obstacles = plan.obstacles();
    let (ground, (baseline, carved)) = (plan.ground(), plan.carve(|_| true));
    let sets = Sets::of(&ground, &baseline, &obstacles, &carved);
    let divided = attribute(&sets, Effort::Quick).unwrap();
    (divided.expect("few obstacles are divided"), carved.ledger.loss().get())
}

fn lines(carved: &CarveOut) -> [f64; 6] {
    let ledger = &carved.ledger;
    [
        &ledger.taking,
        &ledger.clearance,
        &ledger.access,
        &ledger.narrow,
        &ledger.small,
        &ledger.landlocked,
    ]
    .map(|line| line.area.get())
}

fn plans() -> impl Strategy<Value = Plan> {
    let radii = prop::collection::vec(60.0..200.0f64, 3..14);
    let hole = prop::option::of(prop::collection::vec(5.0..25.0f64, 3..7));
    let obstacle = (
        (-180.0..180.0f64, -180.0..180.0f64),
        prop::collection::vec(4.0..45.0f64, 3..8),
        0.0..TAU,
        0.0..40.0f64,
        any::<bool>(),
    );
    let obstacles = prop::collection::vec(obstacle, 0..7);
    (radii, hole, obstacles, 0.0..12.0f64, 0.0..35.0f64, 0.0..3000.0f64).prop_map(
        |(radii, hole, obstacles, setback, width, area)| Plan {
            site: std::iter::once(ring((0.0, 0.0), &radii, 0.3))
                .chain(hole.map(|radii| ring((5.0, -3.0), &radii, 1.0)))
                .collect(),
            obstacles: obstacles
                .into_iter()
                .map(|(centre, radii, turn, clearance, severs)| {
                    (ring(centre, &radii, turn), clearance, severs)
                })
                .collect(),
            parameters: Parameters {
                setback: Metres::new(setback).unwrap(),
                setback_road: None,
                min_width: Metres::new(width).unwrap(),
                min_area: SquareMetres::new(area).unwrap(),
                min_way: Metres::ZERO,
            },
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_ledger_sums_to_the_loss(plan in plans()) {
        let (baseline, carved) = plan.carve(|_| true);
        let loss = baseline.usable.area().get() - carved.usable.area().get();
        let sum: f64 = lines(&carved).iter().sum();
        prop_assert!((sum - loss).abs() <= 1e-9 * baseline.usable.area().get().max(1.0));
        prop_assert!((carved.ledger.loss().get() - sum).abs() <= 1e-9 * sum.max(1.0));
    }

    #[test]
    fn usable_land_lies_in_the_site_and_outside_every_exclusion(plan in plans()) {
        let (baseline, carved) = plan.carve(|_| true);
        let footprint = plan.footprint();
        let outside = difference(&carved.usable, [&baseline.usable]).unwrap();
        prop_assert!(outside.area().get() < 1e-6);
        let beyond = difference(&baseline.usable, [&footprint]).unwrap();
        prop_assert!(beyond.area().get() < 1e-6);
        for part in carved.exclusion.parts() {
            prop_assert!(intersection(&carved.usable, part).unwrap().area().get() < 1e-6);
        }
    }

    #[test]
    fn the_exclusions_do_not_overlap_and_cover_what_their_union_covers(plan in plans()) {
        let (_, carved) = plan.carve(|_| true);
        let [taking, clearance, access] = carved.exclusion.parts();
        let together = union([taking, clearance, access]).unwrap().area().get();
        let sum = taking.area().get() + clearance.area().get() + access.area().get();
        prop_assert!((together - sum).abs() < 1e-6 * sum.max(1.0));
    }

    #[test]
    fn order_does_not_matter(plan in plans()) {
        let mut reversed = plan.clone();
        reversed.obstacles.reverse();
        let (a, b) = (plan.carve(|_| true).1, reversed.carve(|_| true).1);
        for (a, b) in lines(&a).iter().zip(lines(&b)) {
            prop_assert!((a - b).abs() < 1e-4, "{a} {b}");
        }
    }

    #[test]
    fn translation_does_not_matter(plan in plans(), dx in -9000.0..9000.0f64, dy in -9000.0..9000.0f64) {
        let moved = plan.moved(|p| Coord { x: p.x + dx, y: p.y + dy });
        let (a, b) = (plan.carve(|_| true), moved.carve(|_| true));
        prop_assert!((a.1.nominal().get() - b.1.nominal().get()).abs() < 1e-4);
        prop_assert!((a.1.usable.area().get() - b.1.usable.area().get()).abs() < 1e-2);
    }

    #[test]
    fn rotation_does_not_matter(plan in plans(), angle in 0.0..TAU) {
        let (sin, cos) = angle.sin_cos();
        let turned = plan.moved(|p| Coord { x: p.x * cos - p.y * sin, y: p.x * sin + p.y * cos });
        let (a, b) = (plan.carve(|_| true), turned.carve(|_| true));
        prop_assert!((a.1.nominal().get() - b.1.nominal().get()).abs() < 1e-4);
        // Arcs start where their edges end, so they turn with the plan.
        prop_assert!((a.1.usable.area().get() - b.1.usable.area().get()).abs() < 1e-2);
    }

    #[test]
    fn excluded_land_is_at_most_the_sum_of_its_parts(plan in plans()) {
        let (_, all) = plan.carve(|_| true);
        let excluded: f64 = all.exclusion.parts().iter().map(|part| part.area().get()).sum();
        let parts: f64 = (0..plan.obstacles.len())
            .map(|k| {
                let (_, one) = plan.carve(|number| number == k);
                one.exclusion.parts().iter().map(|part| part.area().get()).sum::<f64>()
            })
            .sum();
        prop_assert!(excluded <= parts + 1e-6 * parts.max(1.0));
    }

    #[test]
    fn another_obstacle_never_adds_land(plan in plans()) {
        let last = plan.obstacles.len().saturating_sub(1);
        let (_, more) = plan.carve(|_| true);
        let (_, fewer) = plan.carve(|number| number != last);
        let added = difference(&more.usable, [&fewer.usable]).unwrap();
        // Curved edges are drawn anew, within a tolerance of a ten-thousandth of the minimum width.
        prop_assert!(added.area().get() < 0.1, "{}", added.area().get());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_sum_to_the_loss(plan in plans()) {
        let (attribution, loss) = attributed(&plan);
        let sum: f64 = attribution.shares.iter().map(|share| share.shapley).sum();
        prop_assert!((sum - loss).abs() < 1e-6 * loss.max(1.0), "{sum} {loss}");
        for (number, share) in attribution.shares.iter().enumerate() {
            let alone = plan.carve(|k| k == number).1.ledger.loss().get();
            let without = plan.carve(|k| k != number).1.ledger.loss().get();
            prop_assert!((share.alone - alone).abs() < 1e-6 * loss.max(1.0));
            prop_assert!((share.marginal - (loss - without)).abs() < 1e-6 * loss.max(1.0));
        }
    }
}

#[test]
fn many_obstacles_that_do_not_meet_are_divided_exactly() {
    // Twelve squares of 10 m, 60 m apart, with nothing around them: each costs its own 100 m2.
    let square = |x: f64, y: f64| {
        [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
            .map(|(dx, dy)| Coord { x: x + dx, y: y + dy })
            .to_vec()
    };
    let grid =
        (0..12).map(|k| (square(f64::from(k % 4) * 60.0, f64::from(k / 4) * 60.0), 0.0, false));
    let site = [(-50.0, -50.0), (250.0, -50.0), (250.0, 250.0), (-50.0, 250.0), (-50.0, -50.0)];
    let plan = Plan {
        site: vec![site.map(Coord::from).to_vec()],
        obstacles: grid.collect(),
        parameters: Parameters::default(),
    };
    let (attribution, loss) = attributed(&plan);
    assert!((loss - 1_200.0).abs() < 1e-6);
    assert_eq!(attribution.shares.len(), 12);
    for share in &attribution.shares {
        for value in [share.alone, share.marginal, share.shapley] {
            assert!((value - 100.0).abs() < 1e-6, "{share:?}");
        }
        assert_eq!(share.standard_error, None);
    }
    assert!(attribution.joint.is_empty());
}

#[test]
fn more_than_ten_that_hang_together_are_sampled_with_an_honest_error() {
    // Twelve bars of 2 m across a hall of 100 x 200 m, 12 m apart, and a minimum width of 15 m: no strip
    // between two of them is usable, so what each costs hangs on which others are there.
    let bar = |number: u32| {
        let y = 10.0 + 14.0 * f64::from(number);
        [(0.0, y), (100.0, y), (100.0, y + 2.0), (0.0, y + 2.0), (0.0, y)].map(Coord::from).to_vec()
    };
    let site = [(0.0, 0.0), (100.0, 0.0), (100.0, 200.0), (0.0, 200.0), (0.0, 0.0)];
    let plan = Plan {
        site: vec![site.map(Coord::from).to_vec()],
        obstacles: (0..12).map(|number| (bar(number), 0.0, false)).collect(),
        parameters: Parameters { min_width: Metres::new(15.0).unwrap(), ..Parameters::default() },
    };
    let (attribution, loss) = attributed(&plan);
    // Of 200 m, 34 m remain above the last bar: 10 m below the first are too narrow.
    assert!((loss - 16_600.0).abs() < 1e-3, "{loss}");
    assert!(attribution.orders.is_some_and(|orders| orders >= 16));
    let sum: f64 = attribution.shares.iter().map(|share| share.shapley).sum();
    assert!((sum - loss).abs() < 1e-6);
    for share in &attribution.shares {
        assert!(share.standard_error.is_some_and(|error| error > 0.0), "{share:?}");
        assert!((0.0..=loss).contains(&share.shapley), "{share:?}");
    }
}

#[test]
fn land_that_several_groups_cut_off_together_is_divided_among_them() {
    // Eleven bars of 2 x 60 m at the edges of a hall of 1,300 x 100 m, each 100 m from the next, from
    // below and from above in turn: each costs its 120 m2, and none cuts off anything. Two blocks more,
    // 20 m wide and opposite each other, leave a neck of 5 m between them, which is too narrow.
    let bar = |x: f64, from: f64, to: f64| {
        [(x, from), (x + 2.0, from), (x + 2.0, to), (x, to), (x, from)].map(Coord::from).to_vec()
    };
    let mut obstacles: Vec<(Vec<Coord<f64>>, f64, bool)> = (0..11)
        .map(|number| {
            let x = 100.0 * f64::from(number + 1);
            let (from, to) = if number % 2 == 0 { (0.0, 60.0) } else { (40.0, 100.0) };
            (bar(x, from, to), 0.0, false)
        })
        .collect();
    let block = |from: f64, to: f64| {
        [(1_240.0, from), (1_260.0, from), (1_260.0, to), (1_240.0, to), (1_240.0, from)]
            .map(Coord::from)
            .to_vec()
    };
    obstacles.push((block(0.0, 45.0), 0.0, false));
    obstacles.push((block(50.0, 100.0), 0.0, false));
    let site = [(0.0, 0.0), (1_300.0, 0.0), (1_300.0, 100.0), (0.0, 100.0), (0.0, 0.0)];
    let plan = Plan {
        site: vec![site.map(Coord::from).to_vec()],
        obstacles,
        parameters: Parameters {
            min_area: SquareMetres::new(6_000.0).unwrap(),
            min_width: Metres::new(8.0).unwrap(),
            ..Parameters::default()
        },
    };
    let (attribution, loss) = attributed(&plan);
    let sum: f64 = attribution.shares.iter().map(|share| share.shapley).sum();
    assert!((sum - loss).abs() < 1e-6, "{sum} {loss}");
    for share in &attribution.shares[..11] {
        assert!((share.shapley - 120.0).abs() < 1e-3, "{share:?}");
    }
    // The two together cost their 1,900 m2, the neck of 100 m2 but for the corners at its mouth, and the
    // 40 x 100 m behind it, too small.
    assert!((loss - 11.0 * 120.0 - 1_900.0 - 100.0 - 4_000.0).abs() < 20.0, "{loss}");
    let [one, other] = [&attribution.shares[11], &attribution.shares[12]];
    assert!(one.shapley > 2_000.0 && other.shapley > 2_000.0, "{one:?} {other:?}");
    assert!(attribution.orders.is_none());
}

#[test]
fn a_loss_that_is_rounding_is_none() {
    // Things in the strip of the setback, on a site at an angle to the grid.
    let (sin, cos) = 0.37_f64.sin_cos();
    let turned = |p: (f64, f64)| Coord { x: p.0 * cos - p.1 * sin, y: p.0 * sin + p.1 * cos };
    let site = [(0.0, 0.0), (211.3, 0.0), (211.3, 97.7), (0.0, 97.7), (0.0, 0.0)];
    let thing = |x: f64| {
        [(x, 1.0), (x + 7.7, 1.0), (x + 7.7, 10.0), (x, 10.0), (x, 1.0)].map(turned).to_vec()
    };
    let plan = Plan {
        site: vec![site.map(turned).to_vec()],
        obstacles: [20.1, 55.5, 111.3].map(|x| (thing(x), 0.0, false)).to_vec(),
        parameters: Parameters {
            setback: Metres::new(10.0).unwrap(),
            min_width: Metres::new(12.0).unwrap(),
            ..Parameters::default()
        },
    };
    assert_eq!(plan.carve(|_| true).1.ledger.loss().get(), 0.0);
}

#[test]
fn a_strip_between_two_obstacles_comes_back_only_when_both_move() {
    // A hall of 100 x 100 with two bars of 2 m across it, 30 m apart, and a minimum width of 31 m:
    // the strips are 34, 30 and 32 m wide. With the lower bar alone 64 m above it stay; with the
    // upper alone 66 m below it. Together they cost 2 * 200 + 30 * 100.
    let bar = |y: f64| {
        [(0.0, y), (100.0, y), (100.0, y + 2.0), (0.0, y + 2.0), (0.0, y)].map(Coord::from).to_vec()
    };
    let site = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)];
    let plan = Plan {
        site: vec![site.map(Coord::from).to_vec()],
        obstacles: vec![(bar(34.0), 0.0, false), (bar(66.0), 0.0, false)],
        parameters: Parameters { min_width: Metres::new(31.0).unwrap(), ..Parameters::default() },
    };
    let (attribution, loss) = attributed(&plan);
    assert!((loss - 3_400.0).abs() < 1e-3, "{loss}");
    for share in &attribution.shares {
        assert!((share.alone - 200.0).abs() < 1e-3, "{share:?}");
        assert!((share.marginal - 3_200.0).abs() < 1e-3, "{share:?}");
        assert!((share.shapley - 1_700.0).abs() < 1e-3, "{share:?}");
    }
    // Moving either one brings the strip back: nothing is gained by moving both at once.
    assert!(attribution.joint.is_empty());
}
