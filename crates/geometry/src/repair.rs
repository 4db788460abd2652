//! Rings as drawn become a region, and what was wrong with them is said.
//!
//! A shell that crosses itself keeps everything it winds around (a loop drawn twice counts once, a
//! bow-tie keeps both wings); holes are cut from their shell; parts are dissolved. Direction of
//! rings, doubled vertices and a missing closing position are put right as well; only what
//! changes the meaning of the drawing is a [`Defect`].

use crate::box_index::{BoxIndex, Corners};
use crate::overlay::{self, Fill, OverlayError};
use crate::region::Region;
use crate::tangle;
use geo::algorithm::validation::{InvalidPolygon, RingRole, Validation};
use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, Intersects, Line, LineString, MultiPolygon, Polygon};
use serde::Serialize;
use std::fmt;

/// What is thinner than this all over is a line drawn there and back, not an area.
const NO_WIDTH_M: f64 = 1e-3;

/// Which ring of a polygon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ring {
    /// The outer ring.
    Shell,
    /// A hole, counted from zero.
    Hole(usize),
}

impl fmt::Display for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shell => f.write_str("outer ring"),
            Self::Hole(index) => write!(f, "hole {index}"),
        }
    }
}

impl From<RingRole> for Ring {
    fn from(role: RingRole) -> Self {
        match role {
            RingRole::Exterior => Self::Shell,
            RingRole::Interior(index) => Self::Hole(index),
        }
    }
}

/// What was wrong with a polygon as drawn, and where.
///
/// Closed on purpose: who says it in another language must know every case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Defect {
    /// The last position is not the first.
    Unclosed(Ring),
    /// Fewer than three different positions.
    TooFewPositions(Ring),
    /// A ring crosses or touches itself; where, in the plane of the input, which is not serialised.
    SelfCrossing(Ring, #[serde(skip)] Option<Coord<f64>>),
    /// A hole reaches outside its shell.
    HoleOutside(Ring),
    /// Two rings of one polygon share a line or an area.
    RingsOverlap(Ring, Ring),
    /// Nothing remains: the ring has no area.
    NoArea,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclosed(ring) => write!(f, "{ring} is not closed"),
            Self::TooFewPositions(ring) => {
                write!(f, "{ring} has fewer than three different positions")
            }
            Self::SelfCrossing(ring, _) => write!(f, "{ring} crosses or touches itself"),
            Self::HoleOutside(ring) => write!(f, "{ring} reaches outside the outer ring"),
            Self::RingsOverlap(a, b) => write!(f, "{a} and {b} overlap"),
            Self::NoArea => f.write_str("the polygon has no area"),
        }
    }
}

impl Defect {
    /// Where it was seen, if a single place can be named.
    #[must_use]
    pub const fn at(&self) -> Option<Coord<f64>> {
        match self {
            Self::SelfCrossing(_, at) => *at,
            _ => None,
        }
    }
}

/// A region and what had to be put right to get it.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaired {
    /// The area as understood.
    pub region: Region,
    /// What was wrong; empty for clean input.
    pub defects: Vec<Defect>,
}

/// Makes a region of polygons given as rings: shell first, then holes, in metres.
///
/// ```
/// use carveout_geometry::repair::{region_of, Defect, Ring};
/// use geo::Coord;
///
/// let bow_tie = [(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0), (0.0, 0.0)];
/// let repaired = region_of(&[vec![bow_tie.map(Coord::from).to_vec()]])?;
/// assert_eq!(repaired.region.area().get(), 50.0, "both wings are kept");
/// let crossing = Some(Coord { x: 5.0, y: 5.0 });
/// assert_eq!(repaired.defects, [Defect::SelfCrossing(Ring::Shell, crossing)]);
/// # Ok::<(), carveout_geometry::overlay::OverlayError>(())
/// ```
///
/// # Errors
/// [`OverlayError`] from the engine, and [`OverlayError::Tangled`] for rings that cross more often than can
/// be worked out; other invalid rings are repaired, not refused.
pub fn region_of(polygons: &[Vec<Vec<Coord<f64>>>]) -> Result<Repaired, OverlayError> {
    let mut defects = Vec::new();
    let mut parts = Vec::with_capacity(polygons.len());
    for rings in polygons {
        parts.push(polygon(rings, &mut defects)?);
    }
    let mut region = dissolved(&parts)?;
    if region.is_thin(NO_WIDTH_M) && !polygons.is_empty() {
        region = Region::empty();
        defects.push(Defect::NoArea);
    }
    Ok(Repaired { region, defects })
}

/// So many parts are dissolved in one overlay.
const DISSOLVED_AT_ONCE: usize = 4;

/// All parts together; those whose boxes do not meet are left as they are.
fn dissolved(parts: &[Region]) -> Result<Region, OverlayError> {
    match parts {
        [one] => return Ok(one.clone()),
        _ if parts.len() <= DISSOLVED_AT_ONCE => return overlay::union(parts),
        _ => {}
    }
    let groups = groups(parts).into_iter().map(|group| {
        let together: Vec<&Region> = group.into_iter().map(|number| &parts[number]).collect();
        by_halves(&together)
    });
    Ok(Region::from_pieces(groups.collect::<Result<Vec<_>, _>>()?))
}

/// Union by halves: parts that lie on each other in the hundreds, a hair apart, are few edges by the time
/// they meet the others, where a single overlay would cut each at each, again and again.
fn by_halves(parts: &[&Region]) -> Result<Region, OverlayError> {
    if parts.len() <= DISSOLVED_AT_ONCE {
        return overlay::union(parts.iter().copied());
    }
    let (some, others) = parts.split_at(parts.len() / 2);
    let halves = [by_halves(some)?, by_halves(others)?];
    let rings = halves.iter().flat_map(Region::rings).map(|ring| ring.0.as_slice());
    if tangle::is_tangled(rings, tangle::MOST_DRAWN) {
        return Err(OverlayError::Tangled);
    }
    overlay::union(&halves)
}

/// Numbers of regions whose boxes meet, be it by way of others, in their order.
fn groups(parts: &[Region]) -> Vec<Vec<usize>> {
    let boxes: Vec<Option<Corners>> =
        parts.iter().map(|part| part.bounds().map(|bounds| bounds.corners())).collect();
    let numbered = boxes.iter().enumerate();
    let index = BoxIndex::new(numbered.filter_map(|(number, corners)| Some((number, (*corners)?))));
    let mut seen = vec![false; parts.len()];
    let mut groups = Vec::new();
    for first in 0..parts.len() {
        if std::mem::replace(&mut seen[first], true) {
            continue;
        }
        let (mut group, mut open) = (Vec::new(), vec![first]);
        while let Some(number) = open.pop() {
            group.push(number);
            let Some(corners) = boxes[number] else { continue };
            open.extend(
                index.near(corners).filter(|near| !std::mem::replace(&mut seen[*near], true)),
            );
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}

fn polygon(rings: &[Vec<Coord<f64>>], defects: &mut Vec<Defect>) -> Result<Region, OverlayError> {
    let mut kept: Vec<Vec<Coord<f64>>> = Vec::with_capacity(rings.len());
    for (index, ring) in rings.iter().enumerate() {
        let role = index.checked_sub(1).map_or(Ring::Shell, Ring::Hole);
        let mut ring = ring.clone();
        ring.dedup();
        if ring.len() > 1 && ring.first() != ring.last() {
            defects.push(Defect::Unclosed(role));
            ring.extend(ring.first().copied());
        }
        let different = ring.len().saturating_sub(1);
        if different >= 3 {
            kept.push(ring);
            continue;
        }
        // An empty hole says nothing and is no defect.
        if index == 0 || !ring.is_empty() {
            defects.push(Defect::TooFewPositions(role));
        }
        if index == 0 {
            return Ok(Region::empty());
        }
    }
    let Some((shell, holes)) = kept.split_first() else {
        return Ok(Region::empty());
    };
    let plain = holes.is_empty() && shell.len() <= PLAIN_POSITIONS;
    let snapped = if plain { overlay::on_grid(shell) } else { None };
    if let Some(mut ring) = snapped.filter(|ring| is_simple(ring)) {
        if twice_area(&ring) < 0.0 {
            ring.reverse();
        }
        let polygon = Polygon::new(LineString(ring), vec![]);
        return Ok(Region::from_valid(MultiPolygon(vec![polygon])));
    }
    if tangle::is_tangled(kept.iter().map(Vec::as_slice), tangle::MOST_DRAWN) {
        return Err(OverlayError::Tangled);
    }
    let outer = overlay::resolve([shell.as_slice()], Fill::NonZero)?;
    let inner = holes
        .iter()
        .map(|hole| overlay::resolve([hole.as_slice()], Fill::NonZero))
        .collect::<Result<Vec<_>, _>>()?;
    let region = overlay::difference(&outer, &inner)?;
    // Validation proper is slow on large rings, and nearly all rings are sound.
    if !is_as_drawn(&region, shell, holes) {
        name_defects(shell, holes, defects);
    }
    Ok(region)
}

/// Rings up to this long are tried edge against edge before the engine is called: nearly all
/// outlines in use are that short, and sound.
const PLAIN_POSITIONS: usize = 48;

/// Whether no edge of a closed ring meets another but at their common end, by exact predicates.
fn is_simple(ring: &[Coord<f64>]) -> bool {
    let edges: Vec<Line<f64>> = ring.windows(2).map(|w| Line::new(w[0], w[1])).collect();
    let count = edges.len();
    if edges.iter().any(|edge| edge.start == edge.end) {
        return false;
    }
    (0..count).all(|i| {
        let (edge, next) = (edges[i], edges[(i + 1) % count]);
        let (d, e) = (edge.delta(), next.delta());
        // Neighbours meet elsewhere only where the ring turns back on itself.
        let turns_back = d.x * e.x + d.y * e.y < 0.0
            && matches!(
                RobustKernel::orient2d(edge.start, edge.end, next.end),
                Orientation::Collinear
            );
        let last = if i == 0 { count - 1 } else { count };
        !turns_back && edges[(i + 2).min(last)..last].iter().all(|other| !edge.intersects(other))
    })
}

/// Whether a region has the rings, the area and the outline of the rings it was made of, so that
/// nothing can have been wrong with them.
fn is_as_drawn(region: &Region, shell: &[Coord<f64>], holes: &[Vec<Coord<f64>>]) -> bool {
    let drawn = || std::iter::once(shell).chain(holes.iter().map(Vec::as_slice));
    let area = twice_area(shell).abs() - holes.iter().map(|h| twice_area(h).abs()).sum::<f64>();
    let length: f64 = drawn().map(outline).sum();
    let (made_area, made_length) = region.rings().fold((0.0, 0.0), |(area, length), ring| {
        (area + twice_area(&ring.0), length + outline(&ring.0))
    });
    region.polygons().len() == 1
        && region.rings().count() == 1 + holes.len()
        && (made_area - area).abs() <= 1e-6 + 1e-9 * area
        && (made_length - length).abs() <= 1e-6 + 1e-9 * length
}

fn twice_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    ring.windows(2)
        .map(|w| {
            let (a, b) = (w[0] - origin, w[1] - origin);
            a.x * b.y - b.x * a.y
        })
        .sum()
}

fn outline(ring: &[Coord<f64>]) -> f64 {
    ring.windows(2).map(|w| (w[1] - w[0]).x.hypot((w[1] - w[0]).y)).sum()
}

/// Rings longer than this are not searched for the place of a defect, which would take seconds.
const SEARCHED_POSITIONS: usize = 3_000;

fn name_defects(shell: &[Coord<f64>], holes: &[Vec<Coord<f64>>], defects: &mut Vec<Defect>) {
    let positions = shell.len() + holes.iter().map(Vec::len).sum::<usize>();
    if positions > SEARCHED_POSITIONS {
        defects.push(Defect::SelfCrossing(Ring::Shell, None));
        return;
    }
    let drawn = Polygon::new(
        LineString(shell.to_vec()),
        holes.iter().map(|hole| LineString(hole.clone())).collect(),
    );
    let found = drawn.validation_errors().into_iter().map(|error| match error {
        InvalidPolygon::TooFewPointsInRing(role) => Defect::TooFewPositions(role.into()),
        // Positions are checked when they are read: only a crossing can be meant here.
        InvalidPolygon::SelfIntersection(role) | InvalidPolygon::NonFiniteCoord(role, _) => {
            let ring = match role {
                RingRole::Exterior => shell,
                RingRole::Interior(index) => holes.get(index).map_or(&[][..], Vec::as_slice),
            };
            Defect::SelfCrossing(role.into(), first_crossing(ring))
        }
        InvalidPolygon::InteriorRingNotContainedInExteriorRing(role) => {
            Defect::HoleOutside(role.into())
        }
        InvalidPolygon::IntersectingRingsOnALine(a, b)
        | InvalidPolygon::IntersectingRingsOnAnArea(a, b) => {
            Defect::RingsOverlap(a.into(), b.into())
        }
    });
    for defect in found {
        if !defects.contains(&defect) {
            defects.push(defect);
        }
    }
}

/// The first place where two edges of a ring meet that are not neighbours.
fn first_crossing(ring: &[Coord<f64>]) -> Option<Coord<f64>> {
    use geo::line_intersection::{line_intersection, LineIntersection};
    let edges: Vec<geo::Line<f64>> = ring.windows(2).map(|w| geo::Line::new(w[0], w[1])).collect();
    for (i, a) in edges.iter().enumerate() {
        for (j, b) in edges.iter().enumerate().skip(i + 1) {
            let neighbours = j == i + 1 || (i == 0 && j == edges.len() - 1);
            match line_intersection(*a, *b) {
                Some(LineIntersection::SinglePoint { intersection, .. }) if !neighbours => {
                    return Some(intersection)
                }
                Some(LineIntersection::Collinear { intersection }) => {
                    return Some(intersection.start)
                }
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<Coord<f64>> {
        points.iter().copied().map(Coord::from).collect()
    }

    const SQUARE: [(f64, f64); 5] =
        [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)];

    #[test]
    fn clean_polygons_have_no_defects_whatever_their_direction() {
        let mut clockwise = ring(&SQUARE);
        clockwise.reverse();
        let hole = ring(&[(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0), (4.0, 4.0)]);
        let repaired = region_of(&[vec![clockwise, hole]]).unwrap();
        assert_eq!(repaired.defects, vec![]);
        assert_eq!(repaired.region.area().get(), 96.0);
    }

    #[test]
    fn rings_are_simple_where_polygons_of_them_are_valid() {
        // Corners on a grid of 5 by 5: touching, doubling back and crossing happen all the time.
        let mut state = 1u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % 5
        };
        let (mut sound, mut unsound) = (0, 0);
        for number in 0..20_000 {
            let mut ring: Vec<Coord<f64>> =
                (0..4 + number % 5).map(|_| Coord { x: next() as f64, y: next() as f64 }).collect();
            ring.extend(ring.first().copied());
            ring.dedup();
            if ring.len() < 4 {
                continue;
            }
            let polygon = Polygon::new(LineString(ring.clone()), vec![]);
            // A ring that lies in one line passes for valid there.
            let valid = polygon.is_valid() && twice_area(&ring) != 0.0;
            assert_eq!(is_simple(&ring), valid, "{ring:?}");
            if is_simple(&ring) {
                let area = region_of(&[vec![ring.clone()]]).unwrap().region.area().get();
                let engine = overlay::resolve([ring.as_slice()], Fill::NonZero).unwrap();
                assert!((area - engine.area().get()).abs() < 1e-6, "{ring:?}");
                sound += 1;
            } else {
                unsound += 1;
            }
        }
        assert!(sound > 1_000 && unsound > 1_000, "{sound} {unsound}");
    }

    #[test]
    fn a_bow_tie_keeps_both_wings_and_names_the_crossing() {
        let bow = ring(&[(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0), (0.0, 0.0)]);
        let repaired = region_of(&[vec![bow]]).unwrap();
        assert_eq!(repaired.region.area().get(), 50.0);
        let at = Some(Coord { x: 5.0, y: 5.0 });
        assert_eq!(repaired.defects, vec![Defect::SelfCrossing(Ring::Shell, at)]);
    }

    #[test]
    fn open_rings_are_closed_and_said() {
        let repaired = region_of(&[vec![ring(&SQUARE[..4])]]).unwrap();
        assert_eq!(repaired.region.area().get(), 100.0);
        assert_eq!(repaired.defects, vec![Defect::Unclosed(Ring::Shell)]);
    }

    #[test]
    fn a_ring_without_area_leaves_nothing_and_does_not_panic() {
        for points in
            [&SQUARE[..1], &SQUARE[..2], &[(0.0, 0.0), (5.0, 0.0), (9.0, 0.0), (0.0, 0.0)][..]]
        {
            let repaired = region_of(&[vec![ring(points)]]).unwrap();
            assert!(repaired.region.is_empty());
            assert!(repaired.defects.contains(&Defect::NoArea), "{:?}", repaired.defects);
        }
        assert!(region_of(&[vec![]]).unwrap().region.is_empty());
        assert!(region_of(&[vec![ring(&SQUARE), vec![]]]).unwrap().defects.is_empty());
    }

    #[test]
    fn hundreds_of_parts_on_each_other_are_one() {
        // Squares turned by less than the grid resolves at first, then by ever more: each edge would cut
        // each of the others.
        let turned = |n: i32| {
            let angle = 1e-12 * 1.05f64.powi(n);
            let corner = |(x, y): &(f64, f64)| (x - angle * y, y + angle * x);
            vec![ring(&SQUARE.iter().map(corner).collect::<Vec<_>>())]
        };
        let repaired = region_of(&(0..600).map(turned).collect::<Vec<_>>()).unwrap();
        // The last is turned by 5 units: a shape of the whole turn, a hand's breadth around the square.
        assert!(repaired.region.area().get() > 100.0);
        assert_eq!(repaired.region.polygons().len(), 1);
    }

    #[test]
    fn parts_apart_are_left_and_parts_in_a_chain_are_one() {
        let at = |(east, north): (f64, f64)| {
            let moved = SQUARE.map(|(x, y)| (x + east, y + north));
            vec![ring(&moved)]
        };
        // Six squares in a chain of overlaps of 5 x 10, and four apart.
        let chain = (0..6).map(|n| (f64::from(n) * 5.0, 0.0));
        let apart = (0..4).map(|n| (f64::from(n) * 20.0, 100.0));
        let parts: Vec<_> = chain.chain(apart).map(at).collect();
        let repaired = region_of(&parts).unwrap();
        assert_eq!(repaired.region.polygons().len(), 5);
        assert_eq!(repaired.region.area().get(), 350.0 + 400.0);
    }

    #[test]
    fn a_ring_of_thousands_of_random_positions_is_refused() {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as f64 / 2f64.powi(31) * 300.0
        };
        let random: Vec<(f64, f64)> = (0..3_000).map(|_| (next(), next())).collect();
        assert_eq!(region_of(&[vec![ring(&random)]]), Err(OverlayError::Tangled));
    }

    #[test]
    fn overlapping_parts_and_holes_count_once() {
        let shifted: Vec<(f64, f64)> = SQUARE.iter().map(|(x, y)| (x + 5.0, *y)).collect();
        let repaired = region_of(&[vec![ring(&SQUARE)], vec![ring(&shifted)]]).unwrap();
        assert_eq!(repaired.region.area().get(), 150.0);
        let outside = region_of(&[vec![ring(&SQUARE), ring(&shifted)]]).unwrap();
        assert_eq!(outside.region.area().get(), 50.0);
        assert!(!outside.defects.is_empty());
    }
}
