use super::*;
use crate::carve::{Baseline, Ground};
use crate::geometry::offset::{self, MITRE};
use crate::geometry::{repair, Bounds};
use crate::model::{Origin, Road};
use std::sync::Arc;

fn metres(value: f64) -> Metres {
    Metres::new(value).unwrap()
}

fn rectangle(x: f64, y: f64, width: f64, depth: f64) -> Region {
    Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + depth })
}

fn polygon(points: &[(f64, f64)]) -> Region {
    let closed = points.iter().chain(&points[..1]).map(|&p| Coord::from(p)).collect();
    repair::region_of(&[vec![closed]]).unwrap().region
}

fn road(points: &[(f64, f64)], width: f64, name: Option<&str>) -> Road {
    let line = points.iter().copied().map(Coord::from).collect();
    Road::Line { line, width: Metres::new(width).ok(), name: name.map(str::to_owned) }
}

/// A street 20 m wide, its edge 5 m south of y = 0.
fn south() -> Road {
    road(&[(-200.0, -15.0), (300.0, -15.0)], 20.0, Some("South Street"))
}

/// A street, its edge 5 m east of x = 100.
fn east(width: f64) -> Road {
    let x = 105.0 + width / 2.0;
    road(&[(x, -200.0), (x, 300.0)], width, Some("East Lane"))
}

fn stated(front: f64, side: f64, rear: f64) -> SetbackRules {
    let of = |value: f64| Some(Sourced { value: metres(value), from: Given::SiteFile });
    let stated = ByClass { front: of(front), street_side: None, side: of(side), rear: of(rear) };
    SetbackRules { stated, ..SetbackRules::default() }
}

fn with_street_side(rules: SetbackRules, setback: f64) -> SetbackRules {
    let street_side = Some(Sourced { value: metres(setback), from: Given::SiteFile });
    SetbackRules { stated: ByClass { street_side, ..rules.stated.clone() }, ..rules }
}

/// The site with its edges, at a setback of 5 m where nothing else is said.
fn baseline(footprint: &Region, roads: &[Road], rules: &SetbackRules) -> Baseline {
    at_road_setback(footprint, roads, rules, None)
}

fn at_road_setback(
    footprint: &Region,
    roads: &[Road],
    rules: &SetbackRules,
    setback_road: Option<Metres>,
) -> Baseline {
    let frontage = Frontage::along_roads(footprint, roads, metres(15.0)).unwrap();
    let frontage = frontage.unwrap_or_else(|| Frontage::whole_boundary(footprint));
    let parameters = Parameters { setback: metres(5.0), setback_road, ..Parameters::default() };
    let setbacks = Some(Arc::new(rules.clone()));
    let footprint = footprint.clone();
    Baseline::of(&Ground { footprint, frontage, parameters, context: Region::empty(), setbacks })
        .unwrap()
}

fn classes(baseline: &Baseline) -> Vec<Option<EdgeClass>> {
    baseline.edges.all.iter().map(|edge| edge.class).collect()
}

#[track_caller]
fn covers(baseline: &Baseline, expected: f64) {
    let area = baseline.envelope.area().get();
    assert!((area - expected).abs() < 1e-6, "{area} instead of {expected}");
}

use EdgeClass::{Front, Inner, Rear, Side as Flank, StreetSide};

#[test]
fn front_sides_and_rear_keep_their_own() {
    // 100 less twice 5, by 60 less 10 and 8.
    let found = baseline(&rectangle(0.0, 0.0, 100.0, 60.0), &[south()], &stated(10.0, 5.0, 8.0));
    covers(&found, 90.0 * 42.0);
    let all = &found.edges.all;
    assert_eq!(classes(&found), [Front, Flank, Rear, Flank].map(Some));
    let bearings: Vec<f64> = all.iter().filter_map(|edge| edge.bearing).collect();
    assert_eq!(bearings, [180.0, 90.0, 0.0, 270.0]);
    assert_eq!(all[0].why, Why::AlongStreet(Some("South Street".to_owned())));
    assert!((all[0].length.get() - 100.0).abs() < 1e-9);
    assert_eq!(all[2].middle, Coord { x: 50.0, y: 60.0 });
    assert!(found.edges.in_doubt(&Parameters::default()).is_empty());
}

#[test]
fn of_two_streets_the_widest_or_the_named_is_the_front() {
    let site = rectangle(0.0, 0.0, 100.0, 60.0);
    let rules = with_street_side(stated(10.0, 5.0, 8.0), 6.0);
    // Front south, street side east, rear north, side west.
    let found = baseline(&site, &[south(), east(12.0)], &rules);
    assert_eq!(classes(&found), [Front, StreetSide, Rear, Flank].map(Some));
    covers(&found, (100.0 - 6.0 - 5.0) * (60.0 - 10.0 - 8.0));
    // Front east, street side south, rear west, side north.
    let named = SetbackRules { front_road: Some("EAST LANE".to_owned()), ..rules.clone() };
    let found = baseline(&site, &[south(), east(12.0)], &named);
    assert_eq!(classes(&found), [StreetSide, Front, Flank, Rear].map(Some));
    covers(&found, (100.0 - 10.0 - 8.0) * (60.0 - 6.0 - 5.0));
    // Named, and not here: which is the front is not known, although one is the widest.
    let elsewhere = SetbackRules { front_road: Some("High Street".to_owned()), ..rules.clone() };
    let found = baseline(&site, &[south(), east(12.0)], &elsewhere);
    assert_eq!(found.edges.in_doubt(&Parameters::default()), [(Unclear::WhichFront, 4)]);
    // Equally wide: the larger one along both, and the larger one of side and rear elsewhere.
    let found = baseline(&site, &[south(), east(20.0)], &rules);
    covers(&found, (100.0 - 10.0 - 8.0) * (60.0 - 10.0 - 8.0));
    assert_eq!(classes(&found), [None; 4]);
    let doubts = found.edges.in_doubt(&Parameters::default());
    assert_eq!(doubts, [(Unclear::WhichFront, 4)]);
    // Where all four are the same it does not matter.
    let found = baseline(&site, &[south(), east(20.0)], &stated(7.0, 7.0, 7.0));
    assert!(found.edges.in_doubt(&Parameters::default()).is_empty());
    covers(&found, 86.0 * 46.0);
}

#[test]
fn land_of_others_takes_the_way_and_not_the_street() {
    // A verge of 10 m before the east street. Others own the verge; or land beside the site, in nobody's way.
    let site = rectangle(0.0, 0.0, 100.0, 60.0);
    let roads = [south(), road(&[(116.0, -200.0), (116.0, 300.0)], 12.0, Some("East Lane"))];
    let others = [rectangle(100.0, 0.0, 10.0, 60.0), rectangle(0.0, 60.0, 110.0, 40.0)];
    for other in others {
        let frontage = Frontage::along_roads(&site, &roads, metres(15.0)).unwrap().unwrap();
        let (frontage, _) = frontage.past(&[&other], metres(4.0)).unwrap();
        let rules = with_street_side(stated(1.0, 1.0, 2.0), 12.0);
        let edges = Edges::of(&site, &frontage, &rules).unwrap();
        let found: Vec<_> = edges.all.iter().map(|edge| edge.class).collect();
        assert_eq!(found, [Front, StreetSide, Rear, Flank].map(Some));
    }
}

#[test]
fn a_street_around_the_corner_takes_nothing_from_the_street_ahead() {
    // The south street is at the site, the east street 10 m off: from the last stretches of the east side,
    // drawn in steps of 2 m, the south street is the nearer one, and not the one that they run along.
    let roads = [south(), road(&[(116.0, -200.0), (116.0, 300.0)], 12.0, Some("East Lane"))];
    let steps = (0..=30).map(|k| (100.0, 2.0 * f64::from(k)));
    let points: Vec<(f64, f64)> =
        [(0.0, 0.0)].into_iter().chain(steps).chain([(0.0, 60.0)]).collect();
    let found = baseline(&polygon(&points), &roads, &with_street_side(stated(1.0, 1.0, 2.0), 12.0));
    assert_eq!(classes(&found), [Front, StreetSide, Rear, Flank].map(Some));
    covers(&found, (100.0 - 12.0 - 1.0) * (60.0 - 1.0 - 2.0));
}

#[test]
fn an_l_has_two_rears_and_a_side_in_its_notch() {
    // 100 x 60 without 40 x 30 in its north-east. Below y = 22: 90 by 12; above: 5 to 55, up to 52.
    let site = polygon(&[
        (0.0, 0.0),
        (100.0, 0.0),
        (100.0, 30.0),
        (60.0, 30.0),
        (60.0, 60.0),
        (0.0, 60.0),
    ]);
    let found = baseline(&site, &[south()], &stated(10.0, 5.0, 8.0));
    let count =
        |class: EdgeClass| classes(&found).iter().filter(|one| **one == Some(class)).count();
    assert_eq!([Front, Flank, Rear].map(count), [1, 3, 2]);
    covers(&found, 90.0 * 12.0 + 50.0 * 30.0);
}

#[test]
fn what_meets_the_front_is_no_rear() {
    // A flat triangle: both its other edges face within 45 degrees of north, and both meet the front.
    let site = polygon(&[(0.0, 0.0), (100.0, 0.0), (50.0, 40.0)]);
    let found = baseline(&site, &[south()], &stated(10.0, 5.0, 8.0));
    assert_eq!(classes(&found), [Front, Flank, Flank].map(Some));
}

#[test]
fn rounded_corners_and_jogs_are_no_edges_of_their_own() {
    // The north-west corner is rounded in steps of 15 degrees, radius 20; the rear has a jog of 0.3 m.
    let arc = (0..=6).map(|k| {
        let (sin, cos) = (90.0 + 15.0 * f64::from(k)).to_radians().sin_cos();
        (20.0 + 20.0 * cos, 40.0 + 20.0 * sin)
    });
    let mut points = vec![(0.0, 0.0), (100.0, 0.0), (100.0, 60.3), (50.0, 60.3), (50.0, 60.0)];
    points.extend(arc);
    let found = baseline(&polygon(&points), &[south()], &stated(10.0, 5.0, 8.0));
    let all = &found.edges.all;
    // South, east, north-east, jog, north with the half of the arc, west with the other half.
    let short: Vec<&Edge> = all.iter().filter(|edge| edge.length.get() < 1.0).collect();
    assert_eq!((all.len(), short.len()), (6, 1), "{all:#?}");
    assert_eq!(short[0].class, Some(Rear));
    let rears: f64 =
        all.iter().filter(|edge| edge.class == Some(Rear)).map(|edge| edge.length.get()).sum();
    // 50 and 30 m, the jog, and three chords of 20 m * 2 sin 7.5 degrees.
    assert!((rears - (80.3 + 3.0 * 40.0 * 7.5_f64.to_radians().sin())).abs() < 1e-6, "{rears}");
}

fn by_hand(place: Place, class: Option<EdgeClass>, setback: Option<f64>) -> ByHand {
    ByHand { place, class, setback: setback.map(metres), why: None }
}

#[test]
fn an_edge_by_hand_wins() {
    let site = rectangle(0.0, 0.0, 100.0, 60.0);
    let told = |one: ByHand| SetbackRules { by_hand: vec![one], ..stated(10.0, 5.0, 8.0) };
    let north = told(by_hand(Place::Facing(10.0), None, Some(15.0)));
    let found = baseline(&site, &[south()], &north);
    covers(&found, 90.0 * 35.0);
    assert_eq!(found.edges.all[2].setback(&Parameters::default()).1, &SetbackSource::ByHand);
    // The west edge as the front: the street is a street side then (10 m, as the front), the east the rear,
    // the north a side.
    let west = told(by_hand(Place::At(Coord { x: 3.0, y: 25.0 }), Some(Front), None));
    let found = baseline(&site, &[south()], &west);
    assert_eq!(classes(&found), [StreetSide, Rear, Flank, Front].map(Some));
    covers(&found, (100.0 - 10.0 - 8.0) * (60.0 - 10.0 - 5.0));
    // Without any road too.
    let found = baseline(&site, &[], &west);
    assert_eq!(classes(&found), [Flank, Rear, Flank, Front].map(Some));
    covers(&found, (100.0 - 10.0 - 8.0) * (60.0 - 5.0 - 5.0));
}

#[test]
fn an_edge_by_hand_that_means_none_or_several_is_a_fault() {
    let site = polygon(&[
        (0.0, 0.0),
        (100.0, 0.0),
        (100.0, 30.0),
        (60.0, 30.0),
        (60.0, 60.0),
        (0.0, 60.0),
    ]);
    let fault = |places: &[Place]| {
        let by_hand = places.iter().map(|place| by_hand(*place, Some(Rear), None)).collect();
        let rules = SetbackRules { by_hand, ..stated(10.0, 5.0, 8.0) };
        let mut faults = baseline(&site, &[south()], &rules).edges.faults;
        faults.pop().map(|fault| fault.fault)
    };
    let at = |x: f64, y: f64| Place::At(Coord { x, y });
    assert_eq!(fault(&[at(50.0, -2.0)]), None);
    assert_eq!(fault(&[Place::Facing(180.0)]), None);
    assert_eq!(fault(&[at(50.0, -90.0)]), Some(HandFault::FarAway(90.0)));
    assert_eq!(fault(&[at(99.9, 0.1)]), Some(HandFault::AtCorner(2)));
    assert_eq!(fault(&[Place::Facing(0.0)]), Some(HandFault::SeveralFace(2)));
    assert_eq!(fault(&[at(50.0, 0.0), Place::Facing(180.0)]), Some(HandFault::Taken(1)));
    // On a square, each of two edges within a degree of half way between them.
    let square = rectangle(0.0, 0.0, 50.0, 50.0);
    for (degrees, fault) in [
        (45.0, Some(HandFault::SeveralFace(2))),
        (44.6, Some(HandFault::SeveralFace(2))),
        (44.0, None),
    ] {
        let by_hand = vec![by_hand(Place::Facing(degrees), Some(Rear), None)];
        let rules = SetbackRules { by_hand, ..stated(10.0, 5.0, 8.0) };
        let mut faults = baseline(&square, &[south()], &rules).edges.faults;
        assert_eq!(faults.pop().map(|fault| fault.fault), fault, "{degrees}");
    }
    let inner = vec![by_hand(at(50.0, 0.0), Some(Inner), None)];
    let rules = SetbackRules { by_hand: inner, ..stated(10.0, 5.0, 8.0) };
    let faults = baseline(&site, &[south()], &rules).edges.faults;
    assert_eq!(faults, [EdgeFault { entry: 0, fault: HandFault::NotInner }]);
    let triangle = polygon(&[(0.0, 0.0), (100.0, 0.0), (50.0, 200.0)]);
    let north = vec![by_hand(Place::Facing(0.0), Some(Rear), None)];
    let rules = SetbackRules { by_hand: north, ..stated(10.0, 5.0, 8.0) };
    let faults = baseline(&triangle, &[south()], &rules).edges.faults;
    assert_eq!(faults, [EdgeFault { entry: 0, fault: HandFault::NothingFaces }]);
}

#[test]
fn land_beside_keeps_its_own_as_far_as_it_lies_behind_the_edge() {
    // Homes along the southern half of the east side, half a metre off: 7 m more there, between the front
    // and y = 30.5, since it is beside up to a metre around its corner: sqrt(1 - 0.25) of it.
    let homes = |x: f64| LandBeside {
        name: "housing".to_owned(),
        region: rectangle(x, 0.0, 50.0, 30.0),
        setback: Sourced { value: metres(12.0), from: Given::SiteFile },
    };
    let site = rectangle(0.0, 0.0, 100.0, 60.0);
    let beside = |x: f64| {
        let rules = SetbackRules { beside: vec![homes(x)], ..stated(10.0, 5.0, 8.0) };
        baseline(&site, &[south()], &rules)
    };
    let found = beside(100.5);
    let area = found.envelope.area().get();
    let up_to = 30.0 + 0.75_f64.sqrt();
    assert!((area - (90.0 * 42.0 - 7.0 * (up_to - 10.0))).abs() < 0.01, "{area}");
    assert_eq!(found.edges.all[1].why, Why::Beside("housing".to_owned()));
    // Two metres off, and the site's own land, are not beside it.
    covers(&beside(102.0), 90.0 * 42.0);
    covers(&beside(50.0 - 1e-9), 90.0 * 42.0);
}

fn district(name: &str, x: f64, [front, side, rear]: [f64; 3]) -> District {
    District {
        name: name.to_owned(),
        setbacks: ByClass {
            front: Some(metres(front)),
            street_side: None,
            side: Some(metres(side)),
            rear: Some(metres(rear)),
        },
        region: rectangle(x, -100.0, 100.0, 300.0),
        origin: Origin { file: "zones.geojson".into(), index: 0, id: None },
    }
}

#[test]
fn of_districts_that_overlap_the_largest_holds_whichever_comes_first() {
    // Both lie over all of the site: front 12, sides 5, rear 8.
    let site = rectangle(0.0, 0.0, 100.0, 60.0);
    let mut districts =
        vec![district("R-1", 0.0, [12.0, 4.0, 8.0]), district("C-2", 0.0, [10.0, 5.0, 8.0])];
    for _ in 0..2 {
        districts.reverse();
        let rules = SetbackRules { districts: districts.clone(), ..SetbackRules::default() };
        let found = baseline(&site, &[south()], &rules);
        covers(&found, 90.0 * 40.0);
        let disagree = found.edges.all.iter().filter(|edge| edge.overlapping.len() == 2);
        assert_eq!(disagree.count(), 3);
    }
}

#[test]
fn a_zoning_district_gives_what_is_not_stated() {
    let districts =
        vec![district("R-1", -50.0, [12.0, 4.0, 6.0]), district("C-2", 50.0, [10.0, 5.0, 8.0])];
    let rules = SetbackRules { districts, ..SetbackRules::default() };
    let site = rectangle(0.0, 0.0, 100.0, 60.0);
    // West of x = 50: from 4, 12 to 54; east of it: up to 95, 10 to 52.
    let found = baseline(&site, &[south()], &rules);
    covers(&found, 46.0 * 42.0 + 45.0 * 42.0);
    let (name, file) = ("R-1".to_owned(), "zones.geojson".to_owned());
    let source = found.edges.all[0].setback(&Parameters::default()).1;
    assert_eq!(source, &SetbackSource::District { name, file });
    // What is stated goes before: 9 m of front all along.
    let front = Some(Sourced { value: metres(9.0), from: Given::CommandLine });
    let rules = SetbackRules { stated: ByClass { front, ..ByClass::default() }, ..rules };
    covers(&baseline(&site, &[south()], &rules), 46.0 * 45.0 + 45.0 * 43.0);
}

#[test]
fn without_a_road_the_largest_holds_all_around() {
    let site = rectangle(0.0, 0.0, 100.0, 60.0);
    let found = baseline(&site, &[], &stated(10.0, 5.0, 8.0));
    covers(&found, 80.0 * 40.0);
    assert_eq!(found.edges.in_doubt(&Parameters::default()), [(Unclear::NoRoad, 4)]);
    let rules = SetbackRules::default();
    covers(&at_road_setback(&site, &[], &rules, Some(metres(12.0))), 76.0 * 36.0);
}

#[test]
fn the_edge_along_the_road_keeps_the_road_setback() {
    // The frontage reaches 10 m around both corners, but those stretches do not face the road.
    let site = rectangle(0.0, 0.0, 100.0, 60.0);
    let rules = SetbackRules::default();
    covers(&at_road_setback(&site, &[south()], &rules, Some(metres(12.0))), 90.0 * 43.0);
    // The road ends at x = 40; within 15 m of its rounded end the edge still faces it, up to
    // x = 40 + sqrt(25^2 - 15^2) = 60.
    let half = road(&[(-200.0, -15.0), (40.0, -15.0)], 20.0, None);
    let found = at_road_setback(&site, &[half], &rules, Some(metres(12.0)));
    let (area, expected) = (found.envelope.area().get(), 55.0 * 43.0 + 35.0 * 50.0);
    // The frontage ends on a chord of the circumscribed end: millimetres.
    assert!((area - expected).abs() < 0.5, "{area} instead of {expected}");
}

#[test]
fn the_boundary_of_a_hole_keeps_that_of_the_whole_boundary() {
    let ring = |points: &[(f64, f64)]| points.iter().map(|&p| Coord::from(p)).collect::<Vec<_>>();
    let outer = [(0.0, 0.0), (100.0, 0.0), (100.0, 60.0), (0.0, 60.0), (0.0, 0.0)];
    let hole = [(40.0, 25.0), (60.0, 25.0), (60.0, 35.0), (40.0, 35.0), (40.0, 25.0)];
    let site = repair::region_of(&[vec![ring(&outer), ring(&hole)]]).unwrap().region;
    let found = baseline(&site, &[south()], &stated(10.0, 6.0, 8.0));
    // Less 30 by 20: 5 m around the hole, mitred.
    covers(&found, 88.0 * 42.0 - 30.0 * 20.0);
    assert_eq!(classes(&found).iter().filter(|one| **one == Some(Inner)).count(), 4);
}

#[test]
fn equal_setbacks_are_one_setback() {
    let site = polygon(&[(0.0, 0.0), (120.0, 10.0), (90.0, 80.0), (60.0, 40.0), (-10.0, 70.0)]);
    let found = baseline(&site, &[south()], &stated(7.0, 7.0, 7.0));
    assert_eq!(found.envelope, offset::shrink(&site, 7.0, MITRE).unwrap());
}

#[test]
fn a_larger_setback_never_leaves_more() {
    let shapes = [
        vec![(0.0, 0.0), (100.0, 0.0), (100.0, 60.0), (0.0, 60.0)],
        vec![(0.0, 0.0), (100.0, 0.0), (100.0, 30.0), (60.0, 30.0), (60.0, 60.0), (0.0, 60.0)],
        vec![(0.0, 0.0), (120.0, 10.0), (90.0, 80.0), (60.0, 40.0), (-10.0, 70.0)],
        vec![(0.0, 0.0), (80.0, -4.0), (110.0, 30.0), (70.0, 90.0), (20.0, 85.0)],
    ];
    for points in shapes {
        let site = polygon(&points);
        let left = |[front, side, rear]: [f64; 3]| {
            baseline(&site, &[south()], &stated(front, side, rear)).envelope.area().get()
        };
        for base in [[10.0, 5.0, 8.0], [3.0, 6.0, 0.0], [0.0, 0.0, 12.0]] {
            for (class, more) in [(0, 0.5), (0, 7.0), (1, 0.5), (1, 7.0), (2, 0.5), (2, 7.0)] {
                let mut larger = base;
                larger[class] += more;
                let (before, after) = (left(base), left(larger));
                assert!(after <= before + 1e-6, "{points:?} {base:?} {larger:?}: {before} {after}");
            }
        }
    }
}
