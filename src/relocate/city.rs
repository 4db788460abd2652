//! What stands where receiving sites may be, indexed by place. Plain data in the frame of the site.

use crate::geometry::region::Segment;
use crate::geometry::{Bounds, BoxIndex, Region};
use crate::model::{Demand, Facility, Parcel, Shape, Warnings};
use geo::Coord;

/// What a [`City`] is made of: layers, whole as far as receiving sites are looked for.
#[derive(Clone, Debug, Default)]
pub struct CityLayers {
    /// Parcels, in the order of the layer.
    pub parcels: Vec<Parcel>,
    /// Land that obstacles may be moved to, where that is another layer than the parcels.
    pub candidates: Option<Vec<Parcel>>,
    /// Facilities that stand for themselves.
    pub facilities: Vec<Facility>,
    /// Buildings, if a layer was given.
    pub buildings: Option<Vec<Facility>>,
    /// Areas that may not be built on, if a layer was given.
    pub zones: Option<Vec<Facility>>,
    /// Roads, if a layer was given.
    pub roads: Option<Roadside>,
    /// Those served, if a layer was given.
    pub demand: Option<Vec<Demand>>,
    /// What is doubtful about the layers.
    pub doubts: Warnings,
}

/// Land, roads and neighbours around a site, as far as receiving sites are looked for, each found by its
/// place.
#[derive(Clone, Debug)]
pub struct City {
    layers: CityLayers,
    parcels_by_place: BoxIndex,
    facilities_by_place: BoxIndex,
    buildings_by_place: BoxIndex,
    zones_by_place: BoxIndex,
}

fn shapes<'a>(shapes: impl Iterator<Item = &'a Shape>) -> BoxIndex {
    let boxes = shapes.enumerate();
    BoxIndex::new(boxes.filter_map(|(n, shape)| Some((n, shape.bounds()?.corners()))))
}

impl City {
    /// Puts everything in its place.
    #[must_use]
    pub fn new(layers: CityLayers) -> Self {
        let boxes = layers.parcels.iter().enumerate();
        let parcels_by_place =
            BoxIndex::new(boxes.filter_map(|(n, one)| Some((n, one.region.bounds()?.corners()))));
        let facilities_by_place = shapes(layers.facilities.iter().map(|one| &one.shape));
        let buildings_by_place = shapes(layers.buildings.iter().flatten().map(|one| &one.shape));
        let zones_by_place = shapes(layers.zones.iter().flatten().map(|one| &one.shape));
        Self { layers, parcels_by_place, facilities_by_place, buildings_by_place, zones_by_place }
    }

    /// Parcels, in the order of the layer.
    #[must_use]
    pub fn parcels(&self) -> &[Parcel] {
        &self.layers.parcels
    }

    /// Facilities that stand for themselves.
    #[must_use]
    pub fn facilities(&self) -> &[Facility] {
        &self.layers.facilities
    }

    /// Roads, if a layer was given.
    #[must_use]
    pub const fn roads(&self) -> Option<&Roadside> {
        self.layers.roads.as_ref()
    }

    /// Those served, if a layer was given.
    #[must_use]
    pub fn demand(&self) -> Option<&[Demand]> {
        self.layers.demand.as_deref()
    }

    /// Whether a layer of buildings was given.
    #[must_use]
    pub const fn has_buildings(&self) -> bool {
        self.layers.buildings.is_some()
    }

    /// Whether a layer of areas that may not be built on was given.
    #[must_use]
    pub const fn has_zones(&self) -> bool {
        self.layers.zones.is_some()
    }

    /// What is doubtful about the layers.
    #[must_use]
    pub const fn doubts(&self) -> &Warnings {
        &self.layers.doubts
    }

    /// Land that obstacles may be moved to.
    #[must_use]
    pub fn receiving_land(&self) -> &[Parcel] {
        self.layers.candidates.as_deref().unwrap_or(&self.layers.parcels)
    }

    /// Parcels whose box meets a box.
    pub fn parcels_near(&self, bounds: Bounds) -> impl Iterator<Item = &Parcel> + '_ {
        let numbers = self.parcels_by_place.meeting(bounds.corners());
        numbers.into_iter().filter_map(|number| self.layers.parcels.get(number))
    }

    /// The parcel that holds a point.
    #[must_use]
    pub fn parcel_at(&self, point: Coord<f64>) -> Option<&Parcel> {
        let bounds = Bounds::around([point])?;
        self.parcels_near(bounds).find(|parcel| parcel.region.contains(point))
    }

    /// Facilities whose box meets a box.
    pub fn facilities_near(&self, bounds: Bounds) -> impl Iterator<Item = &Facility> + '_ {
        let numbers = self.facilities_by_place.meeting(bounds.corners());
        numbers.into_iter().filter_map(|number| self.layers.facilities.get(number))
    }

    /// Buildings whose box meets a box.
    pub fn buildings_near(&self, bounds: Bounds) -> impl Iterator<Item = &Facility> + '_ {
        let numbers = self.buildings_by_place.meeting(bounds.corners());
        numbers.into_iter().filter_map(|number| self.layers.buildings.as_ref()?.get(number))
    }

    /// Zones whose box meets a box.
    pub fn zones_near(&self, bounds: Bounds) -> impl Iterator<Item = &Facility> + '_ {
        let numbers = self.zones_by_place.meeting(bounds.corners());
        numbers.into_iter().filter_map(|number| self.layers.zones.as_ref()?.get(number))
    }
}

/// Edges of roads: of surfaces as they are, of centre lines with half of their width.
#[derive(Clone, Debug, Default)]
pub struct Roadside {
    edges: Vec<(Segment, f64)>,
    by_place: BoxIndex,
    widest: f64,
}

impl Roadside {
    /// Edges with how far the road reaches beyond them.
    #[must_use]
    pub fn new(edges: Vec<(Segment, f64)>) -> Self {
        let boxes = edges.iter().enumerate().filter_map(|(number, ((a, b), _))| {
            Some((number, Bounds::around([*a, *b])?.corners()))
        });
        let by_place = BoxIndex::new(boxes);
        let widest = edges.iter().map(|(_, half)| *half).fold(0.0, f64::max);
        Self { edges, by_place, widest }
    }

    /// How far a segment is from the nearest road, if that is within `most`.
    #[must_use]
    pub fn distance_to_segment(&self, segment: Segment, most: f64) -> Option<f64> {
        let bounds = Bounds::around([segment.0, segment.1])?.grown(most + self.widest);
        let near = self.by_place.near(bounds.corners()).filter_map(|number| {
            let (edge, half) = self.edges.get(number)?;
            Some((segments_apart(segment, *edge) - half).max(0.0))
        });
        near.min_by(f64::total_cmp).filter(|distance| *distance <= most)
    }

    /// How far a region is from the nearest road, if that is within `most`.
    #[must_use]
    pub fn distance(&self, region: &Region, most: f64) -> Option<f64> {
        let bounds = region.bounds()?.grown(most + self.widest);
        self.by_place.near(bounds.corners()).next()?;
        let edges = region.edges().filter_map(|edge| self.distance_to_segment(edge, most));
        edges.min_by(f64::total_cmp)
    }

    /// The edges of a region that face a road, nearest first, then longest.
    #[must_use]
    pub fn facing(&self, region: &Region, tolerance: f64) -> Vec<Segment> {
        let middle = |(a, b): Segment| ((a + b) / 2.0, (a + b) / 2.0);
        let mut facing: Vec<(f64, Segment)> = region
            .edges()
            .filter_map(|edge| Some((self.distance_to_segment(middle(edge), tolerance)?, edge)))
            .collect();
        facing.sort_by(|a, b| a.0.total_cmp(&b.0).then(length(b.1).total_cmp(&length(a.1))));
        facing.into_iter().map(|(_, edge)| edge).collect()
    }
}

/// Length of a segment.
pub(in crate::relocate) fn length((a, b): Segment) -> f64 {
    (b - a).x.hypot((b - a).y)
}

/// How far two segments are apart: 0 if they cross, else from an end of one of them.
fn segments_apart(first: Segment, second: Segment) -> f64 {
    use crate::geometry::region::squared_distance;
    let side =
        |(a, b): Segment, p: Coord<f64>| (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    let apart = |s: Segment, t: Segment| side(s, t.0) * side(s, t.1) < 0.0;
    if apart(first, second) && apart(second, first) {
        return 0.0;
    }
    let ends = [
        squared_distance(first.0, second),
        squared_distance(first.1, second),
        squared_distance(second.0, first),
        squared_distance(second.1, first),
    ];
    ends.into_iter().fold(f64::INFINITY, f64::min).sqrt()
}
