use super::*;
use crate::offset::Cap;
use crate::overlay::{self, difference, Fill};
use crate::region::Bounds;
use std::f64::consts::{FRAC_PI_2, TAU};

fn at(x: f64, y: f64) -> Coord<f64> {
    Coord { x, y }
}

fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
    Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
}

fn polygon(ring: &[Coord<f64>]) -> Region {
    overlay::resolve([ring], Fill::NonZero).unwrap()
}

fn without(outer: &Region, kept: &[Region]) -> Region {
    difference(outer, kept).unwrap()
}

/// From one point to another, both away from all edges.
fn between(free: &Region, half_width: f64, from: Coord<f64>, to: Coord<f64>) -> Option<Route> {
    let space = FreeSpace::new(free, half_width).unwrap();
    space.shortest(&[Anchor::inside(from)], &[Anchor::inside(to)])
}

/// From one line to another, by anchors every 10 m.
fn from_edge_to_edge(
    free: &Region,
    half_width: f64,
    [from, to]: [&[Coord<f64>]; 2],
) -> Option<Route> {
    let space = FreeSpace::new(free, half_width).unwrap();
    let (from, to) = (space.anchors(from, 10.0), space.anchors(to, 10.0));
    space.shortest(&from, &to)
}

/// Area of the corridor that lies outside.
fn overlap(route: &Route, half_width: f64, free: &Region) -> f64 {
    let corridor = offset::along(&route.points, half_width, Cap::Flat).unwrap();
    difference(&corridor, [free]).unwrap().area().get()
}

fn close(actual: f64, expected: f64, tolerance: f64) {
    assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
}

#[test]
fn nothing_in_the_way_is_a_straight_line() {
    let outer = rectangle(0.0, 0.0, 100.0, 60.0);
    let route = between(&outer, 3.0, at(10.0, 10.0), at(90.0, 50.0)).unwrap();
    assert_eq!(route.points, [at(10.0, 10.0), at(90.0, 50.0)]);
    close(route.length, 80f64.hypot(40.0), 1e-12);
}

#[test]
fn opposite_edges_are_joined_at_right_angles() {
    let outer = rectangle(0.0, 0.0, 100.0, 60.0);
    let (south, north) = ([at(0.0, 0.0), at(100.0, 0.0)], [at(100.0, 60.0), at(0.0, 60.0)]);
    let route = from_edge_to_edge(&outer, 3.0, [&south, &north]).unwrap();
    assert_eq!(route.points.len(), 2, "{route:?}");
    close(route.length, 60.0, 1e-9);
    assert!(overlap(&route, 3.0, &outer) < 1e-6);
}

#[test]
fn a_square_is_passed_at_half_the_width() {
    // A square of 20 m in the middle, a disc of 4 m: from 50 m left to 50 m right of its centre.
    // Two straight lines touch the arcs around the upper corners at (+-10, 10), one runs between.
    // From (-50, 0): the corner is 40 m away in x and 10 m in y.
    let free =
        without(&rectangle(-100.0, -100.0, 200.0, 200.0), &[rectangle(-10.0, -10.0, 20.0, 20.0)]);
    let corner = 40f64.hypot(10.0);
    let tangent = (corner * corner - 16.0).sqrt();
    let rise = (10f64 / 40.0).atan() + (4.0 / corner).asin();
    let expected = 2.0 * (tangent + 4.0 * rise) + 20.0;
    let route = between(&free, 4.0, at(-50.0, 0.0), at(50.0, 0.0)).unwrap();
    close(route.length, expected, 1e-3);
    assert!(overlap(&route, 4.0, &free) < 0.05);
}

#[test]
fn a_corridor_from_a_hole_rounds_its_own_corner() {
    // A hole of 20 m; the goal is the northern edge alone, the start the hole's southern side.
    // Down 5 m, a quarter turn, west, a quarter turn around the corner, up. Starts at half a width
    // from the corner, so there is no straight part before the first corner is reached.
    let free = without(&rectangle(0.0, 0.0, 100.0, 60.0), &[rectangle(40.0, 20.0, 20.0, 20.0)]);
    let (south_side, north) = ([at(40.0, 20.0), at(60.0, 20.0)], [at(100.0, 60.0), at(0.0, 60.0)]);
    let space = FreeSpace::new(&free, 5.0).unwrap();
    let (from, to) = (space.anchors(&south_side, 5.0), space.anchors(&north, 5.0));
    let route = space.shortest(&from, &to).unwrap();
    // Down to (45, 15), west to (40, 15), a quarter circle to (35, 20), north to the edge.
    close(route.length, 5.0 + 5.0 + 5.0 * FRAC_PI_2 + 40.0, 5e-3);
    assert!(overlap(&route, 5.0, &free) < 0.05);
}

#[test]
fn a_corridor_wider_than_the_passage_does_not_exist() {
    // Two rooms, joined by a passage of 6 m.
    let wall = [rectangle(45.0, 0.0, 10.0, 27.0), rectangle(45.0, 33.0, 10.0, 27.0)];
    let free = without(&rectangle(0.0, 0.0, 100.0, 60.0), &wall);
    let (from, to) = (at(20.0, 30.0), at(80.0, 30.0));
    assert!(between(&free, 3.01, from, to).is_none());
    close(between(&free, 2.5, from, to).unwrap().length, 60.0, 1e-9);
    // Exactly as wide, give or take the millimetre.
    close(between(&free, 3.0, from, to).unwrap().length, 60.0, 1e-9);
    close(between(&free, 3.000_4, from, to).unwrap().length, 60.0, 1e-9);
    let off_centre = between(&free, 3.0, at(20.0, 10.0), to).unwrap();
    assert!(overlap(&off_centre, 3.0, &free) < 0.05);
    assert!(FreeSpace::new(&free, 40.0).unwrap().anchors(&[from, to], 1.0).is_empty());
}

#[test]
fn an_angle_is_turned_around_its_inner_corner() {
    // An L of 30 m arms, its inner corner at (30, 30); a disc of 10 m.
    let corner = [(0., 0.), (100., 0.), (100., 30.), (30., 30.), (30., 100.), (0., 100.)];
    let free = polygon(&corner.map(Coord::from));
    let route = between(&free, 10.0, at(90.0, 20.0), at(20.0, 90.0)).unwrap();
    // Both ends stand level with the arc: straight, a quarter circle, straight.
    close(route.length, 60.0 + 10.0 * FRAC_PI_2 + 60.0, 0.01);
    assert!(overlap(&route, 10.0, &free) < 0.05);
    // The ends of the arms.
    let (east, north) = ([at(100.0, 0.0), at(100.0, 30.0)], [at(30.0, 100.0), at(0.0, 100.0)]);
    let route = from_edge_to_edge(&free, 10.0, [&east, &north]).unwrap();
    close(route.length, 70.0 + 10.0 * FRAC_PI_2 + 70.0, 0.01);
    assert!(overlap(&route, 10.0, &free) < 0.05);
}

#[test]
fn the_nearer_goal_comes_first_and_goals_out_of_reach_not_at_all() {
    let free = without(&rectangle(0.0, 0.0, 100.0, 60.0), &[rectangle(70.0, 0.0, 2.0, 60.0)]);
    let goals =
        [at(60.0, 30.0), at(90.0, 30.0), at(40.0, 30.0), at(50.0, 30.0)].map(Anchor::inside);
    let space = FreeSpace::new(&free, 3.0).unwrap();
    let start = [Anchor::inside(at(30.0, 30.0)), Anchor::inside(at(10.0, 30.0))];
    assert_eq!(space.shortest(&start, &goals).unwrap().points[1], at(40.0, 30.0));
    let lengths: Vec<f64> = space.routes(&start, &goals, 9).iter().map(|r| r.length).collect();
    assert_eq!(lengths, [10.0, 20.0, 30.0]);
    assert_eq!(space.routes(&start, &goals, 2).len(), 2);
    assert!(space.routes(&start, &goals, 0).is_empty());
    assert!(space.shortest(&start, &[]).is_none() && space.shortest(&[], &goals).is_none());
    let in_the_wall = [Anchor::inside(at(71.0, 30.0)), Anchor::inside(at(500.0, 30.0))];
    assert!(space.shortest(&start, &in_the_wall).is_none());
    assert!(space.shortest(&in_the_wall, &start).is_none());
}

#[test]
fn a_start_that_is_a_goal_needs_no_way() {
    let outer = rectangle(0.0, 0.0, 100.0, 60.0);
    let south = [at(0.0, 0.0), at(100.0, 0.0)];
    let route = from_edge_to_edge(&outer, 3.0, [&south, &south]).unwrap();
    assert_eq!((route.points.len(), route.length), (1, 0.0));
}

#[test]
fn lines_too_close_for_a_turn_are_crossed_straight() {
    // A hole 2 m from the northern edge, the corridor is 6 m wide.
    let free = without(&rectangle(0.0, 0.0, 100.0, 60.0), &[rectangle(40.0, 38.0, 20.0, 20.0)]);
    let space = FreeSpace::new(&free, 3.0).unwrap();
    let (side, north) = ([at(40.0, 58.0), at(60.0, 58.0)], [at(100.0, 60.0), at(0.0, 60.0)]);
    assert!(space.anchors(&side, 10.0).is_empty());
    let crossings = space.crossings(&side, &north, 10.0);
    close(crossings[0].length, 2.0, 1e-9);
    assert!(crossings.iter().all(|route| overlap(route, 3.0, &free) < 1e-6));
    assert!(crossings.iter().all(|route| route.points[0].y == 58.0));
    // Nothing leads from its back through the hole.
    let back = [at(60.0, 38.0), at(40.0, 38.0)];
    assert!(space.crossings(&back, &north, 10.0).is_empty());
    // Turned by 30 degrees, its corner 1 m below the edge.
    let (sin, cos) = 30f64.to_radians().sin_cos();
    let top = at(50.0, 59.0);
    let turned = [(0.0, 0.0), (-20.0, 0.0), (-20.0, -20.0), (0.0, -20.0), (0.0, 0.0)]
        .map(|(x, y)| at(top.x + x * cos - y * sin, top.y + x * sin + y * cos));
    let free = without(&rectangle(0.0, 0.0, 100.0, 60.0), &[polygon(&turned)]);
    let space = FreeSpace::new(&free, 3.0).unwrap();
    let best = &space.crossings(&turned, &north, 5.0)[0];
    assert!(best.length < 4.0, "{best:?}");
    assert!(overlap(best, 3.0, &free) < 9.0 * 30f64.to_radians().tan());
}

#[test]
fn anchors_keep_their_strip_clear() {
    // A post stands between the disc at the inward point and the corner of the strip.
    let post = rectangle(52.2, 0.5, 0.2, 0.2);
    let free = without(&rectangle(0.0, 0.0, 100.0, 60.0), &[post]);
    let space = FreeSpace::new(&free, 3.0).unwrap();
    let near = [at(44.0, 0.0), at(56.0, 0.0)];
    let places: Vec<f64> = space.anchors(&near, 100.0).iter().map(|a| a.edge.x).collect();
    assert_eq!(places, [47.0], "neither 50 nor 53");
    // Either direction of the line, spaced, and none at the corners.
    let edge = [at(100.0, 0.0), at(0.0, 0.0)];
    let space = FreeSpace::new(&rectangle(0.0, 0.0, 100.0, 60.0), 3.0).unwrap();
    let places: Vec<f64> = space.anchors(&edge, 30.0).iter().map(|a| a.edge.x).collect();
    assert_eq!(places, [97.0, 73.5, 50.0, 26.5, 3.0]);
    assert!(space.anchors(&edge, 30.0).iter().all(|a| a.inward.y == 3.0));
    // A spacing that is none leaves the outermost places and the middle.
    assert_eq!(space.anchors(&edge, f64::NAN).len(), 3);
}

#[test]
fn a_round_site_is_left_across_its_short_edges() {
    let round = offset::disc(at(0.0, 0.0), 50.0).unwrap();
    let ring = round.polygons()[0].exterior().0.clone();
    let space = FreeSpace::new(&round, 3.0).unwrap();
    let anchors = space.anchors(&ring, 10.0);
    assert!(anchors.len() >= 30 && anchors.len() <= 50, "{}", anchors.len());
    let route = space.shortest(&[Anchor::inside(at(10.0, 0.0))], &anchors).unwrap();
    close(route.length, 40.0, 0.2);
}

#[test]
fn a_point_needs_no_room() {
    let free = without(&rectangle(0.0, 0.0, 40.0, 40.0), &[rectangle(10.0, 10.0, 20.0, 20.0)]);
    for half_width in [0.0, -1.0] {
        let route = between(&free, half_width, at(0.0, 20.0), at(40.0, 20.0)).unwrap();
        close(route.length, 2.0 * 10f64.hypot(10.0) + 20.0, 1e-9);
    }
    // Along the very edge, through vertices of the outline.
    let route = between(&free, 0.0, at(10.0, 0.0), at(10.0, 40.0)).unwrap();
    assert_eq!(route.points.len(), 2);
    assert!(between(&Region::empty(), 0.0, at(0.0, 0.0), at(1.0, 0.0)).is_none());
}

/// Numbers in [0, 1) from a seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.roll()
    }

    /// A star-shaped ring around a point, closed, counter-clockwise.
    fn star(&mut self, centre: Coord<f64>, corners: u32, radius: (f64, f64)) -> Vec<Coord<f64>> {
        let mut ring: Vec<Coord<f64>> = (0..corners)
            .map(|k| {
                let angle = (f64::from(k) + self.between(0.2, 0.8)) * TAU / f64::from(corners);
                let (sin, cos) = angle.sin_cos();
                let reach = self.between(radius.0, radius.1);
                at(centre.x + reach * cos, centre.y + reach * sin)
            })
            .collect();
        ring.push(ring[0]);
        ring
    }
}

struct Scene {
    free: Region,
    outer: Vec<Coord<f64>>,
    inner: Vec<Coord<f64>>,
}

/// An outline 200 m across with a hole near its centre and some more in the way.
fn scene(seed: u64) -> Scene {
    let mut dice = Dice(seed);
    let outer = dice.star(at(0.0, 0.0), 12, (70.0, 110.0));
    let inner = dice.star(at(0.0, 0.0), 5, (12.0, 20.0));
    let others: Vec<Region> = (0..3)
        .map(|_| {
            let (angle, reach) = (dice.between(0.0, TAU), dice.between(25.0, 60.0));
            let centre = at(reach * angle.cos(), reach * angle.sin());
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let corners = [3, 4, 5, 7][(dice.roll() * 4.0) as usize];
            polygon(&dice.star(centre, corners, (5.0, 20.0)))
        })
        .collect();
    let mut kept = vec![polygon(&inner)];
    kept.extend(others);
    Scene { free: without(&polygon(&outer), &kept), outer, inner }
}

/// Whether a line stays in a region, give or take 1e-7 m, by cutting it at every edge it meets
/// and asking for the middle of each part. Begins with the edge that stood in the way last time.
fn stays_inside(
    p: Coord<f64>,
    q: Coord<f64>,
    edges: &[[Coord<f64>; 2]],
    suspect: &mut usize,
) -> bool {
    let ahead = q - p;
    let mut cuts = vec![0.0, 1.0];
    let near = 1e-9 * length(ahead);
    let (later, first) = edges.split_at(*suspect);
    for (index, &[a, b]) in first.iter().chain(later).enumerate() {
        let (side_a, side_b) = (cross(ahead, a - p), cross(ahead, b - p));
        if (side_a > near && side_b > near) || (side_a < -near && side_b < -near) {
            continue;
        }
        let along = b - a;
        let (side_p, side_q) = (cross(along, p - a), cross(along, q - a));
        let far = 1e-9 * length(along);
        if [side_a, side_b].iter().any(|side| side.abs() <= near)
            || [side_p, side_q].iter().any(|side| side.abs() <= far)
        {
            cuts.extend([a, b].map(|v| dot(v - p, ahead) / dot(ahead, ahead)));
        } else if (side_p > 0.0) != (side_q > 0.0) {
            *suspect = (*suspect + index) % edges.len();
            return false;
        }
    }
    cuts.retain(|t| (0.0..=1.0).contains(t));
    cuts.sort_by(f64::total_cmp);
    cuts.windows(2).filter(|w| w[1] - w[0] > 1e-9).all(|w| {
        let middle = p + ahead * w[0].midpoint(w[1]);
        let crossed = edges.iter().filter(|[a, b]| {
            (a.y > middle.y) != (b.y > middle.y)
                && middle.x < (b.x - a.x) * (middle.y - a.y) / (b.y - a.y) + a.x
        });
        crossed.count() % 2 == 1 || edges.iter().any(|&[a, b]| is_between(middle, a, b))
    })
}

/// Length of the shortest way from any of `from` to each of `to`, by Dijkstra over the complete
/// visibility graph: every vertex, every pair, every edge.
fn by_brute_force(core: &Region, from: &[Anchor], to: &[Anchor]) -> Vec<f64> {
    let edges: Vec<[Coord<f64>; 2]> =
        core.rings().flat_map(|r| r.0.windows(2).map(|w| [w[0], w[1]])).collect();
    let mut points: Vec<Coord<f64>> = edges.iter().map(|edge| edge[0]).collect();
    let vertices = points.len();
    points.extend(from.iter().chain(to).map(|anchor| anchor.inward));
    let mut best = vec![f64::INFINITY; points.len()];
    let mut done = vec![false; points.len()];
    for (index, anchor) in from.iter().enumerate() {
        best[vertices + index] = anchor.leg();
    }
    let (goals, mut suspect) = (vertices + from.len(), 0);
    while let Some(place) = (0..points.len())
        .filter(|&k| !done[k] && best[k].is_finite())
        .min_by(|&a, &b| best[a].total_cmp(&best[b]))
    {
        done[place] = true;
        if done[goals..].iter().all(|&done| done) {
            break;
        }
        // Goals first: no way longer than those known to all goals matters.
        let mut farthest = f64::INFINITY;
        for next in (0..points.len()).rev() {
            if next + 1 == goals {
                farthest = best[goals..].iter().copied().fold(0.0, f64::max);
            }
            let way = best[place] + length(points[next] - points[place]);
            if way < best[next].min(farthest)
                && stays_inside(points[place], points[next], &edges, &mut suspect)
            {
                best[next] = way;
            }
        }
    }
    to.iter().enumerate().map(|(index, anchor)| best[goals + index] + anchor.leg()).collect()
}

#[test]
fn routes_are_as_short_as_brute_force_finds_them_and_corridors_fit() {
    let (mut found, mut bent, mut unreachable) = (0, 0, 0);
    for seed in 0..100 {
        let Scene { free, outer, inner } = scene(seed);
        let half_width = 2.0 + (seed % 4) as f64;
        let space = FreeSpace::new(&free, half_width).unwrap();
        let core =
            offset::shrink(&free, half_width - WIDTH_TOLERANCE_M / 2.0, Join::Round).unwrap();
        let from = space.anchors(&inner, 25.0);
        // A quarter of the outline, so that ways are long.
        let to = space.anchors(&outer[..4], 25.0);
        let routes = space.routes(&from, &to, usize::MAX);
        let mut expected = by_brute_force(&core, &from, &to);
        expected.retain(|length| length.is_finite());
        expected.sort_by(f64::total_cmp);
        assert_eq!(routes.len(), expected.len(), "seed {seed}");
        for (route, expected) in routes.iter().zip(&expected) {
            assert!(
                (route.length - expected).abs() <= 1e-6 * expected,
                "seed {seed}: {} {expected}",
                route.length
            );
            let outside = overlap(route, half_width, &free);
            assert!(outside < 0.05, "seed {seed}: {outside} m2 outside");
            bent += usize::from(route.points.len() > 4);
        }
        assert_eq!(space.shortest(&from, &to).as_ref(), routes.first());
        found += routes.len();
        unreachable += usize::from(routes.is_empty());
    }
    assert!(found > 500 && bent > 200 && unreachable < 40, "{found} {bent} {unreachable}");
}
