//! From where a site can be reached: the parts of its boundary along a road.

use crate::geometry::offset::{self, Cap, Join};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::region::Segment;
use crate::geometry::{Bounds, BoxIndex, Corners, Region};
use crate::model::Road;
use crate::spelling::folded;
use crate::units::Metres;
use geo::{
    Closest, ClosestPoint, Coord, Distance, Euclidean, Geometry, Intersects, Line, LineString,
    Point,
};
use std::collections::BTreeSet;

/// Contact is looked for within three millimetres: more than rounding leaves between edges drawn as
/// one.
const CONTACT_M: f64 = 3e-3;
/// Land between a boundary and a road that is narrower than this on average was drawn to meet one of
/// them.
const SLIVER_M: f64 = 0.05;
/// Frontage is looked at in stretches no longer than a way is wide, but no shorter than this.
const STRETCH_M: f64 = 2.0;

/// The boundary of a site that a road can reach.
#[derive(Clone, Debug)]
pub struct Frontage {
    /// Polylines along the boundary.
    pub lines: Vec<Vec<Coord<f64>>>,
    /// Whether this is the whole boundary, for want of a road.
    pub whole_boundary: bool,
    /// Their segments, and the boxes around them.
    segments: Vec<Line<f64>>,
    index: BoxIndex,
    /// The roads that make it.
    roads: Vec<NearRoad>,
    /// Those of them that are surfaces.
    surfaces: Vec<Region>,
    /// The streets that they are of.
    streets: Vec<Street>,
    /// Stretches of boundary along them, whoever owns the land between.
    along: Vec<(Segment, usize)>,
}

/// A road near a site: its axis with half its width, or its surface with none.
#[derive(Clone, Debug)]
struct NearRoad {
    shape: Geometry<f64>,
    half: f64,
    /// Its street, by place in the list of them.
    street: usize,
}

/// Roads of one name; a road without a name is a street of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Street {
    /// What it is called.
    pub name: Option<String>,
    /// Its greatest width; none where a part of it has none.
    pub width: Option<Metres>,
}

impl Frontage {
    /// The whole boundary of a footprint.
    #[must_use]
    pub fn whole_boundary(footprint: &Region) -> Self {
        Self::of_lines(footprint.rings().map(|ring| ring.0.clone()).collect(), true)
    }

    /// Given polylines on the boundary.
    #[must_use]
    pub fn of_lines(lines: Vec<Vec<Coord<f64>>>, whole_boundary: bool) -> Self {
        let stretches = lines.iter().flat_map(|line| line.windows(2));
        let segments: Vec<Line<f64>> = stretches.map(|w| Line::new(w[0], w[1])).collect();
        let index = BoxIndex::new(segments.iter().map(|s| box_around(*s, 0.0)).enumerate());
        let (roads, surfaces) = (Vec::new(), Vec::new());
        let (streets, along) = (Vec::new(), Vec::new());
        Self { lines, whole_boundary, segments, index, roads, surfaces, streets, along }
    }

    /// The parts of a boundary within `tolerance` of a road; `None` when no road is that near.
    ///
    /// A line with a width stands for a road surface of that width, a line without for its axis.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn along_roads(
        footprint: &Region,
        roads: &[Road],
        tolerance: Metres,
    ) -> Result<Option<Self>, OverlayError> {
        let Some(bounds) = footprint.bounds() else { return Ok(None) };
        let window = Region::rectangle(bounds.grown(tolerance.get() + 1.0));
        let mut near: Vec<NearRoad> = Vec::new();
        let mut streets: Vec<Street> = Vec::new();
        let (mut reaches, mut surfaces) = (Vec::new(), Vec::new());
        for road in roads {
            let reach = match road {
                Road::Line { line, width, .. } => {
                    let half = width.map_or(0.0, |width| width.get() / 2.0);
                    let reach = half + tolerance.get();
                    let around = Bounds::around(line.iter().copied());
                    if !around.is_some_and(|b| b.grown(reach).meets(&bounds)) {
                        continue;
                    }
                    let shape = LineString(line.clone()).into();
                    let street = street_of(road, &mut streets);
                    near.push(NearRoad { shape, half, street });
                    offset::along(line, reach.max(CONTACT_M), Cap::Round)?
                }
                Road::Surface { region, .. } => {
                    let around = region.bounds();
                    if !around.is_some_and(|b| b.grown(tolerance.get()).meets(&bounds)) {
                        continue;
                    }
                    let clipped = overlay::intersection(region, &window)?;
                    let shape = clipped.as_multi_polygon().clone().into();
                    let street = street_of(road, &mut streets);
                    near.push(NearRoad { shape, half: 0.0, street });
                    let reach =
                        offset::grow(&clipped, tolerance.get().max(CONTACT_M), Join::Round)?;
                    surfaces.push(clipped);
                    reach
                }
            };
            reaches.push(reach);
        }
        let zone = overlay::intersection(&overlay::union(&reaches)?, &window)?;
        let lines = boundary_within(footprint, &zone);
        if lines.is_empty() {
            return Ok(None);
        }
        let along = along_streets(&lines, &near, tolerance.get().max(CONTACT_M));
        Ok(Some(Self { roads: near, surfaces, streets, along, ..Self::of_lines(lines, false) }))
    }

    /// The same without the stretches that other people's land lies in front of: between them and
    /// the nearest road, as wide as a way. With it the numbers of those of `others` that keep a road
    /// ahead from the site. A parcel that a road runs through is no land of others here.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn past(
        self,
        others: &[&Region],
        way: Metres,
    ) -> Result<(Self, BTreeSet<usize>), OverlayError> {
        let mut blocking = Vec::new();
        for (number, other) in others.iter().enumerate() {
            if !self.carries_road(other)? {
                blocking.extend(other.bounds().map(|bounds| (number, bounds.corners())));
            }
        }
        if blocking.is_empty() || self.roads.is_empty() {
            return Ok((self, BTreeSet::new()));
        }
        let index = BoxIndex::new(blocking);
        let mut barred = BTreeSet::new();
        let mut lines = Vec::new();
        for line in &self.lines {
            let mut open: Vec<Coord<f64>> = Vec::new();
            for edge in line.windows(2) {
                for (from, to) in stretches(edge[0], edge[1], way.get().max(STRETCH_M)) {
                    let between = self.in_front((from, to), others, &index, way)?;
                    if between.is_empty() {
                        if open.is_empty() {
                            open.push(from);
                        }
                        open.push(to);
                        continue;
                    }
                    lines.extend((!open.is_empty()).then(|| std::mem::take(&mut open)));
                    if faces((from, to), &self.roads).is_some() {
                        barred.extend(between);
                    }
                }
            }
            lines.extend((!open.is_empty()).then_some(open));
        }
        let Self { roads, surfaces, streets, along, .. } = self;
        Ok((Self { roads, surfaces, streets, along, ..Self::of_lines(lines, false) }, barred))
    }

    /// Whether a road runs through some land.
    fn carries_road(&self, land: &Region) -> Result<bool, OverlayError> {
        let axes = self.roads.iter().map(|road| &road.shape);
        let mut axes = axes.filter(|shape| matches!(shape, Geometry::LineString(_)));
        if axes.any(|axis| land.as_multi_polygon().intersects(axis)) {
            return Ok(true);
        }
        for surface in &self.surfaces {
            if !overlay::intersection(surface, land)?.is_thin(SLIVER_M) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Which of some land lies between a stretch of boundary and the nearest road.
    fn in_front(
        &self,
        (from, to): Segment,
        others: &[&Region],
        index: &BoxIndex,
        way: Metres,
    ) -> Result<Vec<usize>, OverlayError> {
        let middle = (from + to) / 2.0;
        let Some((road, distance)) = nearest(middle, &self.roads) else { return Ok(Vec::new()) };
        if distance <= CONTACT_M {
            return Ok(Vec::new());
        }
        let away = road - middle;
        let edge = middle + away * (distance / away.x.hypot(away.y));
        let half = way.get().max(STRETCH_M) / 2.0;
        let near = index.meeting(box_around(Line::new(middle, edge), half));
        if near.is_empty() {
            return Ok(Vec::new());
        }
        let strip = offset::along(&[middle, edge], half, Cap::Flat)?;
        let mut between = Vec::new();
        for number in near {
            if !overlay::intersection(&strip, others[number])?.is_thin(SLIVER_M) {
                between.push(number);
            }
        }
        Ok(between)
    }

    /// Whether a region has frontage as wide as a way of some width.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn serves(&self, region: &Region, width: Metres) -> Result<bool, OverlayError> {
        if !self.touches(region) {
            return Ok(false);
        }
        let zone = offset::grow(region, CONTACT_M, Join::Round)?;
        let cuts: Vec<Segment> = zone.edges().collect();
        let longest = self.lines.iter().map(|line| {
            let (mut run, mut best) = (0.0_f64, 0.0_f64);
            for edge in line.windows(2) {
                for (from, to) in pieces(edge[0], edge[1], &cuts) {
                    let along = to - from;
                    let within = zone.contains((from + to) / 2.0);
                    run = if within { run + along.x.hypot(along.y) } else { 0.0 };
                    best = best.max(run);
                }
            }
            best
        });
        let longest = longest.fold(0.0, f64::max);
        Ok(longest + CONTACT_M >= width.get())
    }

    /// Stretches of the boundary that run along a street, not just up to it: from there it lies ahead, within
    /// 60 degrees of straight out. Each with the number of the nearest such street; none where no road is
    /// known. Land of others between the two takes the way from the site and not the street.
    #[must_use]
    pub fn facing(&self) -> &[(Segment, usize)] {
        &self.along
    }

    /// The streets near the site.
    #[must_use]
    pub fn streets(&self) -> &[Street] {
        &self.streets
    }

    /// Whether the edge of a region comes within three millimetres of the frontage.
    #[must_use]
    pub fn touches(&self, region: &Region) -> bool {
        region.edges().any(|(from, to)| {
            let edge = Line::new(from, to);
            let near = |n: usize| Euclidean.distance(&self.segments[n], &edge) <= CONTACT_M;
            self.index.near(box_around(edge, CONTACT_M)).any(near)
        })
    }
}

/// The box around a segment, grown on every side.
fn box_around(segment: Line<f64>, margin: f64) -> Corners {
    let (a, b) = (segment.start, segment.end);
    ([a.x.min(b.x) - margin, a.y.min(b.y) - margin], [a.x.max(b.x) + margin, a.y.max(b.y) + margin])
}

/// The number of a road's street, which is put on the list where it is not there yet.
fn street_of(road: &Road, streets: &mut Vec<Street>) -> usize {
    let (name, width) = match road {
        Road::Line { name, width, .. } => (name, *width),
        Road::Surface { name, .. } => (name, None),
    };
    let same = |one: &Street| {
        let names = one.name.as_deref().zip(name.as_deref());
        names.is_some_and(|(a, b)| folded(a) == folded(b))
    };
    if let Some(number) = streets.iter().position(same) {
        let known = &mut streets[number].width;
        *known = known.zip(width).map(|(a, b)| a.max(b));
        return number;
    }
    streets.push(Street { name: name.clone(), width });
    streets.len() - 1
}

/// The nearest place of a road's axis or surface, and how far the road's edge is.
fn nearest(from: Coord<f64>, roads: &[NearRoad]) -> Option<(Coord<f64>, f64)> {
    let places = roads.iter().filter_map(|road| match road.shape.closest_point(&Point(from)) {
        Closest::Intersection(point) | Closest::SinglePoint(point) => {
            let away = point.0 - from;
            Some((point.0, away.x.hypot(away.y) - road.half))
        }
        Closest::Indeterminate => None,
    });
    places.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// A segment in stretches of equal length, none longer than `most`.
fn stretches(
    from: Coord<f64>,
    to: Coord<f64>,
    most: f64,
) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
    let along = to - from;
    let count = (along.x.hypot(along.y) / most).ceil().max(1.0);
    let at = move |k: f64| if k >= count { to } else { from + along * (k / count) };
    let counted = std::iter::successors(Some(0.0_f64), |k| Some(k + 1.0));
    counted.take_while(move |k| *k < count).map(move |k| (at(k), at(k + 1.0)))
}

/// Stretches of a footprint's boundary that have some land directly behind them, no further than
/// `within`, and not just around their corner.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub(in crate::carve) fn facing_land(
    footprint: &Region,
    land: &Region,
    within: f64,
) -> Result<Vec<Segment>, OverlayError> {
    let near = land.bounds().zip(footprint.bounds());
    if !near.is_some_and(|(a, b)| a.grown(within).meets(&b)) {
        return Ok(Vec::new());
    }
    let land = overlay::difference(land, [footprint])?;
    if land.is_thin(SLIVER_M) {
        return Ok(Vec::new());
    }
    let zone = offset::grow(&land, within, Join::Round)?;
    let shape = land.as_multi_polygon().clone().into();
    let land = [NearRoad { shape, half: 0.0, street: 0 }];
    let lines = boundary_within(footprint, &zone);
    let stretches = lines.iter().flat_map(|line| line.windows(2)).map(|w| (w[0], w[1]));
    Ok(stretches.filter(|stretch| faces(*stretch, &land).is_some()).collect())
}

/// The stretches of some boundary that have a street ahead no further than `within`, each with the nearest
/// such street. One around the corner may be nearer still: it is not what the stretch runs along.
fn along_streets(
    lines: &[Vec<Coord<f64>>],
    roads: &[NearRoad],
    within: f64,
) -> Vec<(Segment, usize)> {
    let stretches = lines.iter().flat_map(|line| line.windows(2)).map(|w| (w[0], w[1]));
    let street = |stretch: Segment| {
        let seen = roads.iter().filter_map(|road| Some((seen_from(stretch, road)?, road.street)));
        let ahead = seen.filter(|(seen, _)| seen.is_ahead && seen.distance <= within + CONTACT_M);
        let nearest = ahead.min_by(|a, b| a.0.distance.total_cmp(&b.0.distance));
        nearest.map(|(_, street)| street)
    };
    stretches.filter_map(|stretch| Some((stretch, street(stretch)?))).collect()
}

/// The road nearest to the middle of a stretch of boundary, if it lies ahead of it.
fn faces(stretch: Segment, roads: &[NearRoad]) -> Option<&NearRoad> {
    let seen = roads.iter().filter_map(|road| Some((seen_from(stretch, road)?, road)));
    let nearest = seen.min_by(|a, b| a.0.distance.total_cmp(&b.0.distance));
    nearest.filter(|(seen, _)| seen.is_ahead).map(|(_, road)| road)
}

/// A road as seen from the middle of a stretch of boundary.
struct Seen {
    /// How far its edge is, metres.
    distance: f64,
    /// Whether its nearest place lies within 60 degrees of straight out.
    is_ahead: bool,
}

fn seen_from((from, to): Segment, road: &NearRoad) -> Option<Seen> {
    let middle = Point((from + to) / 2.0);
    let along = to - from;
    // Material is on the left, so straight out is right.
    let out = Coord { x: along.y, y: -along.x } / along.x.hypot(along.y);
    let (Closest::Intersection(point) | Closest::SinglePoint(point)) =
        road.shape.closest_point(&middle)
    else {
        return None;
    };
    let away = point.0 - middle.0;
    let distance = away.x.hypot(away.y);
    let is_ahead = distance < 1e-3 || (away.x * out.x + away.y * out.y) >= 0.5 * distance;
    Some(Seen { distance: distance - road.half, is_ahead })
}

/// The parts of a region's boundary that lie in a zone, as polylines.
fn boundary_within(region: &Region, zone: &Region) -> Vec<Vec<Coord<f64>>> {
    let cuts: Vec<(Coord<f64>, Coord<f64>)> = zone.edges().collect();
    let mut lines: Vec<Vec<Coord<f64>>> = Vec::new();
    for ring in region.rings() {
        let mut open: Vec<Coord<f64>> = Vec::new();
        for edge in ring.0.windows(2) {
            for (from, to) in pieces(edge[0], edge[1], &cuts) {
                let middle = (from + to) / 2.0;
                if zone.contains(middle) {
                    if open.is_empty() {
                        open.push(from);
                    }
                    open.push(to);
                } else if !open.is_empty() {
                    lines.push(std::mem::take(&mut open));
                }
            }
        }
        if !open.is_empty() {
            // The ring's start may lie in the middle of a stretch: join its two halves.
            match lines.iter_mut().find(|line| line.first() == open.last()) {
                Some(first) if first.first() == ring.0.first() => {
                    open.pop();
                    open.append(first);
                    *first = open;
                }
                _ => lines.push(open),
            }
        }
    }
    lines
}

/// An edge cut where it meets any of some segments, in order.
pub(in crate::carve) fn pieces(
    from: Coord<f64>,
    to: Coord<f64>,
    cuts: &[(Coord<f64>, Coord<f64>)],
) -> Vec<(Coord<f64>, Coord<f64>)> {
    let along = to - from;
    let mut stops = vec![0.0, 1.0];
    for &(a, b) in cuts {
        let across = b - a;
        let determinant = along.x * across.y - along.y * across.x;
        if determinant == 0.0 {
            continue;
        }
        let gap = a - from;
        let t = (gap.x * across.y - gap.y * across.x) / determinant;
        let s = (gap.x * along.y - gap.y * along.x) / determinant;
        if (0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&s) {
            stops.push(t);
        }
    }
    stops.sort_by(f64::total_cmp);
    stops.dedup();
    stops
        .windows(2)
        .map(|w| {
            let at = |t: f64| if t == 1.0 { to } else { from + along * t };
            (at(w[0]), at(w[1]))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Region {
        Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 60.0 })
    }

    fn length(frontage: &Frontage) -> f64 {
        let lines = frontage.lines.iter().flat_map(|line| line.windows(2));
        lines.map(|w| (w[1] - w[0]).x.hypot((w[1] - w[0]).y)).sum()
    }

    fn road(points: &[(f64, f64)], width: f64) -> Road {
        let line = points.iter().copied().map(Coord::from).collect();
        Road::Line { line, width: Metres::new(width).ok(), name: None }
    }

    #[test]
    fn a_road_along_one_side_fronts_that_side() {
        // Its edge is 5 m from the boundary, so within 15 m; round ends reach a little around.
        let roads = [road(&[(-200.0, -15.0), (300.0, -15.0)], 20.0)];
        let tolerance = Metres::new(15.0).unwrap();
        let frontage = Frontage::along_roads(&site(), &roads, tolerance).unwrap().unwrap();
        // The whole south side and the first 10 m of the west and east sides.
        assert!((length(&frontage) - 120.0).abs() < 0.01, "{}", length(&frontage));
        assert_eq!(frontage.lines.len(), 1);
        let north =
            Region::rectangle(Bounds { min_x: 0.0, min_y: 20.0, max_x: 100.0, max_y: 60.0 });
        assert!(!frontage.touches(&north));
        assert!(frontage.touches(&site()));
    }

    #[test]
    fn a_road_that_is_too_far_fronts_nothing() {
        let roads = [road(&[(-200.0, -50.0), (300.0, -50.0)], 20.0)];
        assert!(Frontage::along_roads(&site(), &roads, Metres::ZERO).unwrap().is_none());
        assert!(Frontage::along_roads(&site(), &[], Metres::ZERO).unwrap().is_none());
    }

    #[test]
    fn a_surface_that_touches_fronts_where_it_touches() {
        let surface =
            Region::rectangle(Bounds { min_x: 100.0, min_y: 20.0, max_x: 120.0, max_y: 50.0 });
        let roads = [Road::Surface { region: surface, name: None }];
        let frontage = Frontage::along_roads(&site(), &roads, Metres::ZERO).unwrap().unwrap();
        assert!((length(&frontage) - 30.0).abs() < 0.01, "{}", length(&frontage));
    }

    #[test]
    fn land_of_others_before_the_road_is_no_frontage() {
        // The road's edge is 5 m off; a garden of others lies before the eastern 40 m.
        let roads = [road(&[(-200.0, -15.0), (300.0, -15.0)], 20.0)];
        let tolerance = Metres::new(6.0).unwrap();
        let way = Metres::new(4.0).unwrap();
        let frontage = Frontage::along_roads(&site(), &roads, tolerance).unwrap().unwrap();
        let garden = |bounds: [f64; 4]| {
            let [min_x, min_y, max_x, max_y] = bounds;
            Region::rectangle(Bounds { min_x, min_y, max_x, max_y })
        };
        let before = garden([60.0, -3.0, 120.0, 0.0]);
        let (free, barred) = frontage.clone().past(&[&before], way).unwrap();
        assert_eq!(barred.into_iter().collect::<Vec<_>>(), [0]);
        // 58 m of the south side, since a way beside the garden takes half its width; and the first
        // metre of the west side.
        assert!((length(&free) - 59.0).abs() < 4.1, "{}", length(&free));
        assert!(!free.touches(&garden([70.0, 0.0, 100.0, 10.0])));
        // What the road runs through keeps nobody from it, and neighbours beside the site do not.
        let verge = garden([-50.0, -30.0, 150.0, 0.0]);
        let beside = garden([100.0, 0.0, 140.0, 60.0]);
        let (free, barred) = frontage.clone().past(&[&verge, &beside], way).unwrap();
        assert!(barred.is_empty());
        assert!(length(&free) >= 100.0, "{}", length(&free));
    }

    #[test]
    fn frontage_serves_where_it_is_as_wide_as_a_way() {
        let south = vec![Coord { x: 0.0, y: 0.0 }, Coord { x: 100.0, y: 0.0 }];
        let frontage = Frontage::of_lines(vec![south], false);
        let plot = Region::rectangle(Bounds { min_x: 10.0, min_y: 0.0, max_x: 15.0, max_y: 40.0 });
        assert!(frontage.serves(&plot, Metres::new(5.0).unwrap()).unwrap());
        assert!(!frontage.serves(&plot, Metres::new(6.0).unwrap()).unwrap());
        let behind =
            Region::rectangle(Bounds { min_x: 10.0, min_y: 9.0, max_x: 60.0, max_y: 40.0 });
        assert!(!frontage.serves(&behind, Metres::ZERO).unwrap());
    }
}
