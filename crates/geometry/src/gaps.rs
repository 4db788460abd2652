//! Gaps that nobody drew on purpose: hairlines between parts, sliver holes, cut lines.
//!
//! Parts that were drawn to meet, from two surveys or with positions rounded, leave slits and
//! slivers between them. Each would be a boundary to every offset that follows. Closing them is a
//! morphological closing with mitred corners (grow by half the width, shrink by the same), which
//! leaves every corner where it was but those of needles, and of that closing only what lies
//! between edges that face each other at less than the width. All else of the region stays as it
//! is, to the last bit.

use crate::box_index::BoxIndex;
use crate::offset::{self, Join};
use crate::overlay::{self, Fill, OverlayError};
use crate::region::{squared_distance, Bounds, Region, Segment};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use std::collections::{BTreeMap, BTreeSet};

/// Widths are taken to the millimetre: a gap of exactly the width, give or take the rounding of
/// positions in degrees, is closed.
const WIDTH_TOLERANCE_M: f64 = 1e-3;
/// Edges face each other that run within 25 degrees of opposite directions.
const OPPOSITE: f64 = -0.906;
/// Notches and wedges of more than 11.5 degrees keep their tips: a mitre of ten half widths reaches
/// into them.
const MITRE: Join = Join::Mitre { limit: 10.0 };
/// A filling reaches so far into what it joins: edges that ought to coincide, but for rounding, would
/// leave hairlines between the two.
const LAP_M: f64 = 4.8e-7;
/// Of what that leaves of it outside, no vertex is so far off the outline. At so short an edge any
/// mitre would run out to its limit.
const TIDY_M: f64 = 2e-6;
/// What is closed over less than this was rounding, and is nothing to speak of.
const HAIR_M: f64 = 1e-6;

/// A region without gaps narrower than a width, and the gaps that it had.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closed {
    /// The region and its gaps.
    pub region: Region,
    /// The gaps: connected pieces, largest first. Those of less than a thousandth of a millimetre
    /// were rounding and are not listed.
    pub gaps: Vec<Region>,
}

/// Closes what is narrower than `width` metres between parts of a region: slits, wedges up to where
/// they are that wide, and holes that are nowhere wider. A width of 0 closes nothing.
///
/// No part of the region is lost but for 2e-6 m beside a gap, and no more is added than half the width
/// along its outline. A region without gaps comes back as it is.
///
/// ```
/// use carveout_geometry::{gaps, Bounds, Region};
///
/// let block = |min_x: f64, max_x: f64| {
///     Region::rectangle(Bounds { min_x, min_y: 0.0, max_x, max_y: 60.0 })
/// };
/// // Two blocks that were drawn to meet, a centimetre apart.
/// let blocks = Region::from_pieces([block(0.0, 40.0), block(40.01, 90.0)]);
/// let closed = gaps::close(&blocks, 0.05)?;
/// assert_eq!(closed.region.polygons().len(), 1);
/// assert_eq!(closed.gaps.len(), 1);
/// assert!((closed.region.area().get() - 90.0 * 60.0).abs() < 1e-6);
/// assert_eq!(gaps::close(&blocks, 0.005)?.region, blocks, "a wider gap is a boundary");
/// # Ok::<(), carveout_geometry::overlay::OverlayError>(())
/// ```
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn close(region: &Region, width: f64) -> Result<Closed, OverlayError> {
    if width <= 0.0 {
        return Ok(Closed { region: region.clone(), gaps: Vec::new() });
    }
    let width = width + WIDTH_TOLERANCE_M;
    let mut whole = without_sliver_holes(region, width)?;
    let facing = Facing::of(&whole, width);
    if !facing.is_empty() {
        let half = width / 2.0;
        let grown = offset::grow(&whole, half, MITRE)?;
        let closing = offset::shrink(&grown, half, MITRE)?;
        let filling = overlay::intersection(&closing, &facing.surroundings(width)?)?;
        let lapping = offset::grow(&filling, LAP_M, MITRE)?;
        let joined = tidied(&overlay::union([&whole, &lapping])?, &whole)?;
        // In a wedge, edges face each other up to where it is wide enough to stay.
        if Facing::of(&joined, width).length() + width < facing.length() {
            whole = joined;
        }
    }
    let mut gaps = Vec::new();
    if whole != *region {
        gaps = overlay::difference(&whole, [region])?.pieces();
        gaps.retain(|gap| !gap.is_thin(HAIR_M));
    }
    Ok(Closed { region: whole, gaps })
}

/// The width of a sliver at its widest place, metres: the diameter of the largest disc in it, at most
/// a hundredth too large.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn widest(sliver: &Region) -> Result<f64, OverlayError> {
    // A disc of radius r takes less than r times the outline.
    let outline: f64 = sliver.edges().map(|(a, b)| (b - a).x.hypot((b - a).y)).sum();
    let (mut least, mut most) = (0.0, 2.0 * sliver.area().get() / outline.max(HAIR_M));
    while !offset::shrink(sliver, most / 2.0, Join::Round)?.is_empty() {
        (least, most) = (most, 2.0 * most);
    }
    while most - least > 0.01 * most && most > HAIR_M {
        let middle = f64::midpoint(least, most);
        if offset::shrink(sliver, middle / 2.0, Join::Round)?.is_empty() {
            most = middle;
        } else {
            least = middle;
        }
    }
    Ok(most)
}

/// The region without holes that are nowhere wider than `width`.
fn without_sliver_holes(region: &Region, width: f64) -> Result<Region, OverlayError> {
    let mut found = false;
    let mut polygons = Vec::with_capacity(region.polygons().len());
    for polygon in region.polygons() {
        let mut holes = Vec::with_capacity(polygon.interiors().len());
        for hole in polygon.interiors() {
            let filling = filling(hole);
            let narrow = filling.is_thin(width)
                && offset::shrink(&filling, width / 2.0, Join::Round)?.is_empty();
            found |= narrow;
            if !narrow {
                holes.push(hole.clone());
            }
        }
        polygons.push(Polygon::new(polygon.exterior().clone(), holes));
    }
    if !found {
        return Ok(region.clone());
    }
    let filled = Region::from_valid(MultiPolygon(polygons));
    // A part that stands in such a hole would be covered twice.
    if filled.polygons().len() > 1 {
        return overlay::union(&filled.pieces());
    }
    Ok(filled)
}

/// A region without vertices that its original has not, and that are next to nothing off the straight
/// line between their neighbours.
fn tidied(region: &Region, original: &Region) -> Result<Region, OverlayError> {
    let key = |at: &Coord<f64>| (at.x.to_bits(), at.y.to_bits());
    let known: BTreeSet<(u64, u64)> = original.rings().flat_map(|ring| &ring.0).map(key).collect();
    let rings: Vec<Vec<Coord<f64>>> = region
        .rings()
        .map(|ring| {
            let open = &ring.0[..ring.0.len().saturating_sub(1)];
            // A run of new vertices must not be torn where the ring happens to start.
            let start = open.iter().position(|at| known.contains(&key(at))).unwrap_or_default();
            let turned: Vec<Coord<f64>> =
                open.iter().cycle().skip(start).take(ring.0.len()).copied().collect();
            let mut kept: Vec<Coord<f64>> = turned.first().copied().into_iter().collect();
            let mut from = 0;
            for (to, at) in turned.iter().enumerate().skip(1) {
                if to + 1 == turned.len() || known.contains(&key(at)) {
                    keep_bends(&turned[from..=to], &mut kept);
                    from = to;
                }
            }
            kept
        })
        .collect();
    overlay::resolve(rings.iter().map(Vec::as_slice), Fill::Positive)
}

/// The vertices of a line after its first, without those that lie on it (D. H. Douglas, T. K. Peucker:
/// Algorithms for the reduction of the number of points required to represent a digitized line, 1973).
fn keep_bends(line: &[Coord<f64>], kept: &mut Vec<Coord<f64>>) {
    let ([from, .., to], count) = (line, line.len()) else { return };
    let off = |at: &Coord<f64>| squared_distance(*at, (*from, *to));
    let inner = line[1..count - 1].iter().enumerate();
    let furthest = inner.max_by(|a, b| off(a.1).total_cmp(&off(b.1)));
    match furthest.filter(|(_, at)| off(at) > TIDY_M * TIDY_M) {
        Some((number, _)) => {
            keep_bends(&line[..number + 2], kept);
            keep_bends(&line[number + 1..], kept);
        }
        None => kept.push(*to),
    }
}

/// What a hole leaves out.
fn filling(hole: &LineString<f64>) -> Region {
    let shell = LineString(hole.0.iter().rev().copied().collect());
    Region::from_valid(MultiPolygon(vec![Polygon::new(shell, vec![])]))
}

/// A stretch of an edge that faces another edge across a gap.
struct Stretch {
    from: Coord<f64>,
    to: Coord<f64>,
    /// Unit vector to the outside.
    out: Coord<f64>,
}

/// Where edges of a region face each other.
struct Facing(Vec<Stretch>);

impl Facing {
    /// The stretches of edges that lie less than `width` from another, with nothing but outside
    /// between the two.
    fn of(region: &Region, width: f64) -> Self {
        let edges: Vec<Segment> = region.edges().filter(|(from, to)| from != to).collect();
        let around = |&(from, to): &Segment, margin: f64| {
            Bounds::around([from, to]).map(|bounds| bounds.grown(margin).corners())
        };
        let boxes = edges.iter().enumerate();
        let index = BoxIndex::new(boxes.filter_map(|(n, edge)| Some((n, around(edge, 0.0)?))));
        let mut stretches = Vec::new();
        for edge in &edges {
            let Some(place) = around(edge, width) else { continue };
            let near = index.near(place).map(|other| edges[other]);
            // In order, whatever the index makes of it.
            let found: BTreeMap<_, _> =
                near.filter_map(|other| stretch(*edge, other, width)).collect();
            stretches.extend(found.into_values());
        }
        Self(stretches)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How long they are together, metres.
    fn length(&self) -> f64 {
        self.0.iter().map(|one| (one.to - one.from).x.hypot((one.to - one.from).y)).sum()
    }

    /// All around them, two widths wide and more, so that a gap lies well within.
    fn surroundings(&self, width: f64) -> Result<Region, OverlayError> {
        let blocks: Vec<[Coord<f64>; 4]> = self
            .0
            .iter()
            .map(|Stretch { from, to, out }| {
                let aside = *out * (2.0 * width);
                let along = Coord { x: -aside.y, y: aside.x };
                let (from, to) = (*from - along, *to + along);
                [from - aside, from + aside + *out * width, to + aside + *out * width, to - aside]
            })
            .collect();
        overlay::resolve(blocks.iter().map(<[_; 4]>::as_slice), Fill::NonZero)
    }
}

/// The stretch of an edge from which another is less than `width` away, straight out; with what
/// puts it into order.
fn stretch(edge: Segment, other: Segment, width: f64) -> Option<((u64, u64), Stretch)> {
    let (from, to) = edge;
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy);
    let along = Coord { x: dx / length, y: dy / length };
    let out = Coord { x: along.y, y: -along.x };
    let (a, b) = (other.0 - from, other.1 - from);
    let across = other.1 - other.0;
    let opposite = (across.x * along.x + across.y * along.y) / across.x.hypot(across.y);
    if opposite > OPPOSITE {
        return None;
    }
    // Place along the edge and distance straight out, of both ends of the other.
    let (start, end) = (b.x * along.x + b.y * along.y, a.x * along.x + a.y * along.y);
    let (near, far) = (b.x * out.x + b.y * out.y, a.x * out.x + a.y * out.y);
    let slope = (far - near) / (end - start);
    let distance = |place: f64| near + slope * (place - start);
    // Where the other is neither behind nor too far.
    let (mut first, mut last) = (start.max(0.0), end.min(length));
    for (limit, sign) in [(0.0, 1.0), (width, -1.0)] {
        let at_first = sign * (distance(first) - limit);
        let at_last = sign * (distance(last) - limit);
        if at_first < 0.0 && at_last < 0.0 {
            return None;
        }
        if at_first < 0.0 {
            first = start + (limit - near) / slope;
        } else if at_last < 0.0 {
            last = start + (limit - near) / slope;
        }
    }
    if last - first <= HAIR_M || distance(f64::midpoint(first, last)) <= 0.0 {
        return None;
    }
    let order = (first.to_bits(), other.0.x.to_bits());
    Some((order, Stretch { from: from + along * first, to: from + along * last, out }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::{difference, union};
    use crate::repair::region_of;

    fn area_of(points: &[(f64, f64)]) -> Region {
        let mut ring: Vec<Coord<f64>> = points.iter().copied().map(Coord::from).collect();
        ring.extend(ring.first().copied());
        region_of(&[vec![ring]]).unwrap().region
    }

    fn block(min_x: f64, min_y: f64, max_x: f64, max_y: f64) -> Region {
        Region::rectangle(Bounds { min_x, min_y, max_x, max_y })
    }

    fn near(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
    }

    /// What a closing at 5 cm must keep to, whatever the region.
    fn closed(region: &Region) -> Closed {
        let closed = close(region, 0.05).unwrap();
        let lost = difference(region, [&closed.region]).unwrap();
        assert!(lost.is_thin(2e-6), "{} m2 lost", lost.area().get());
        let outline: f64 = region.edges().map(|(a, b)| (b - a).x.hypot((b - a).y)).sum();
        let added = closed.region.area().get() - region.area().get();
        assert!(added >= -1e-6 && added <= 0.051 * outline / 2.0 + 1e-6, "{added} m2 added");
        let gaps: f64 = closed.gaps.iter().map(|gap| gap.area().get()).sum();
        near(gaps, added, 1e-6 * (1.0 + outline));
        let again = close(&closed.region, 0.05).unwrap();
        assert_eq!(again.region, closed.region, "closed once, closed for good");
        assert_eq!(again.gaps, []);
        closed
    }

    #[test]
    fn parts_that_were_drawn_to_meet_become_one_and_keep_their_corners() {
        let parts = union([&block(0.0, 0.0, 40.0, 60.0), &block(40.01, 0.0, 90.0, 45.0)]).unwrap();
        let closed = closed(&parts);
        let shape: Vec<Coord<f64>> =
            closed.region.rings().flat_map(|ring| ring.0.clone()).collect();
        near(closed.region.area().get(), 40.0 * 60.0 + 50.0 * 45.0, 1e-4);
        for corner in [(0.0, 0.0), (90.0, 0.0), (90.0, 45.0), (40.0, 60.0), (0.0, 60.0)] {
            assert!(shape.contains(&corner.into()), "{corner:?} of {shape:?}");
        }
        assert_eq!(closed.gaps.len(), 1);
        near(widest(&closed.gaps[0]).unwrap(), 0.01, 2e-4);
    }

    #[test]
    fn exactly_the_width_is_a_gap_and_more_is_a_boundary() {
        let parts = |gap: f64| {
            union([&block(0.0, 0.0, 40.0, 60.0), &block(40.0 + gap, 0.0, 90.0, 60.0)]).unwrap()
        };
        for gap in [1e-6, 1e-4, 0.003, 0.05, 0.0509] {
            assert_eq!(closed(&parts(gap)).region.polygons().len(), 1, "{gap}");
        }
        for gap in [0.052, 0.2, 3.0] {
            assert_eq!(closed(&parts(gap)).region, parts(gap));
        }
        assert_eq!(close(&parts(0.01), 0.0).unwrap().region, parts(0.01), "0 closes nothing");
        // Of a grid unit or two nobody wants to hear.
        for hair in [1e-9, 2e-9, 5e-9, 1e-8, 1e-7] {
            let closed = closed(&parts(hair));
            assert_eq!((closed.region.polygons().len(), closed.gaps.len()), (1, 0), "{hair}");
        }
    }

    #[test]
    fn a_cut_line_that_ends_inside_is_closed() {
        let whole = block(0.0, 0.0, 100.0, 60.0);
        for end in [30.0, 59.0] {
            let cut = difference(&whole, [&block(50.0, end, 50.02, 70.0)]).unwrap();
            let closed = closed(&cut);
            near(closed.region.area().get(), 6_000.0, 1e-6);
            assert_eq!(closed.gaps.len(), 1);
        }
        // It ends in a point.
        let pointed = area_of(&[(50.0, 30.0), (50.02, 70.0), (49.98, 70.0)]);
        let cut = difference(&whole, [&pointed]).unwrap();
        near(closed(&cut).region.area().get(), 6_000.0, 1e-6);
    }

    #[test]
    fn sliver_holes_are_filled_and_wide_ones_stay() {
        let whole = block(0.0, 0.0, 100.0, 60.0);
        let crossing = union([&block(20.0, 20.0, 40.0, 20.03), &block(30.0, 10.0, 30.02, 30.0)]);
        let speck = area_of(&[(70.0, 50.0), (70.03, 50.0), (70.0, 50.04)]);
        let pond = block(60.0, 20.0, 70.0, 30.0);
        // A sliver leads from the pond towards the crossing.
        let tail = block(45.0, 25.0, 61.0, 25.04);
        let holes = [&crossing.unwrap(), &speck, &pond, &tail];
        let holed = difference(&whole, holes).unwrap();
        let closed = closed(&holed);
        near(closed.region.area().get(), 5_900.0, 1e-6);
        assert_eq!(closed.region.rings().count(), 2, "the outline and the pond");
        assert_eq!(closed.gaps.len(), 3);
    }

    #[test]
    fn a_wedge_is_closed_as_far_as_it_is_narrow() {
        // From 0 to half a metre over 100 m: narrower than 0.051 m along 10.2 m.
        let lower = block(0.0, 0.0, 100.0, 50.0);
        let upper = area_of(&[(0.0, 50.0), (100.0, 50.5), (100.0, 90.0), (0.0, 90.0)]);
        let closed = closed(&union([&lower, &upper]).unwrap());
        let added: f64 = closed.gaps.iter().map(|gap| gap.area().get()).sum();
        near(added, 10.2 * 0.051 / 2.0, 0.02);
        assert_eq!(closed.region.polygons().len(), 1);
        // No hairline is left at its end, which lies ten half widths before: within 3 m it takes what a
        // clean wedge does.
        let end = 10.2 - 10.0 * 0.0255;
        let wedge =
            area_of(&[(end, 50.0 + 0.005 * end), (end, 50.0), (101.0, 50.0), (101.0, 50.505)]);
        let clean = difference(&block(0.0, 0.0, 100.0, 90.0), [&wedge]).unwrap();
        let inset = |region: &Region| offset::shrink(region, 3.0, offset::MITRE).unwrap();
        near(inset(&closed.region).area().get(), inset(&clean).area().get(), 0.05);
    }

    #[test]
    fn corners_as_people_draw_them_are_no_gaps() {
        // A notch of 15 degrees, two corners a centimetre apart, a neck 3 cm wide of the area.
        let notch = area_of(&[(50.0, 30.0), (58.0, 70.0), (47.5, 70.0)]);
        let notched = difference(&block(0.0, 0.0, 100.0, 60.0), [&notch]).unwrap();
        let corners =
            union([&block(0.0, 0.0, 9.0, 9.0), &block(9.007, 9.007, 20.0, 20.0)]).unwrap();
        let neck = union([
            &block(0.0, 0.0, 10.0, 10.0),
            &block(10.0, 4.0, 20.0, 4.03),
            &block(20.0, 0.0, 30.0, 10.0),
        ]);
        for region in [notched, corners, neck.unwrap()] {
            assert_eq!(closed(&region).region, region);
        }
    }

    #[test]
    fn three_blocks_meet_though_a_corner_lies_off_the_line() {
        let along = block(0.0, 0.0, 100.0, 30.0);
        for off in [-2e-3, -1e-4, -1e-6, 1e-6, 1e-4, 2e-3] {
            let left = area_of(&[(0.0, 30.0), (41.0, 30.0 + off), (40.99, 70.0), (0.0, 70.0)]);
            let right = area_of(&[(41.0, 30.0 + off), (100.0, 30.0), (100.0, 70.0), (41.0, 70.0)]);
            let closed = closed(&union([&along, &left, &right]).unwrap());
            assert_eq!(closed.region.rings().count(), 1, "{off}");
            near(closed.region.area().get(), 7_000.0, 1e-6);
        }
    }

    /// Numbers from 0 to 1, the same in every run.
    fn numbers(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as f64 / f64::from(1u32 << 31)
        }
    }

    #[test]
    fn a_region_cut_to_pieces_is_put_together_again() {
        for seed in 0..60 {
            let mut next = numbers(seed);
            let corners: Vec<(f64, f64)> = (0..9)
                .map(|k| {
                    let angle = std::f64::consts::TAU * (f64::from(k) + 0.7 * next()) / 9.0;
                    let reach = 40.0 + 60.0 * next();
                    (reach * angle.cos(), reach * angle.sin())
                })
                .collect();
            let whole = area_of(&corners);
            let widths: Vec<f64> = (0..3).map(|_| 10f64.powf(-4.0 + 2.6 * next())).collect();
            let cuts: Vec<Region> = widths
                .iter()
                .map(|width| {
                    let angle = std::f64::consts::TAU * next();
                    let (along, off) = ((angle.cos(), angle.sin()), 60.0 * next() - 30.0);
                    let end = |far: f64, side: f64| {
                        let aside = off + side * width / 2.0;
                        (far * along.0 - aside * along.1, far * along.1 + aside * along.0)
                    };
                    let short = if seed % 3 == 0 { 0.0 } else { 200.0 };
                    area_of(&[
                        end(-200.0, -1.0),
                        end(short, -1.0),
                        end(short, 1.0),
                        end(-200.0, 1.0),
                    ])
                })
                .collect();
            let parts = difference(&whole, &cuts).unwrap();
            let closed = closed(&parts);
            assert_eq!(closed.region.polygons().len(), 1, "{seed}: {widths:?}");
            // Where cuts meet or leave at an angle, a wedge of their width may stay.
            near(closed.region.area().get(), whole.area().get(), 0.05);
            if seed % 3 != 0 {
                let inset = |region: &Region| offset::shrink(region, 3.0, offset::MITRE).unwrap();
                near(inset(&closed.region).area().get(), inset(&whole).area().get(), 0.05);
            }
        }
    }
}
