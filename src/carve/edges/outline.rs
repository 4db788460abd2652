//! The boundary in pieces: cut where a street, land beside or a zoning district begins or ends.

use crate::carve::edges::{SetbackRules, Unclear, BESIDE_M, CORNER_DEG};
use crate::carve::frontage::{facing_land, pieces, Frontage};
use crate::geometry::overlay::OverlayError;
use crate::geometry::region::Segment;
use crate::geometry::Region;
use crate::model::EdgeClass;
use geo::{Coord, LineString};

/// A stretch of boundary lies on an edge if both its ends are this near to it, metres.
const ON_EDGE_M: f64 = 1e-6;
/// The district of an edge is that of the land this far inside it, metres.
const INSIDE_M: f64 = 0.1;

/// The whole boundary.
#[derive(Debug)]
pub(super) struct Outline {
    pub rings: Vec<Ring>,
}

/// A ring of it.
#[derive(Debug)]
pub(super) struct Ring {
    /// Whether it bounds a part of the site from outside.
    pub is_outer: bool,
    pub pieces: Vec<Piece>,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Class(EdgeClass),
    Not(Unclear),
}

/// A straight piece of boundary that is alike all along.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub from: Coord<f64>,
    pub to: Coord<f64>,
    /// Whether it goes straight on from the piece before.
    pub goes_on: bool,
    /// The street that it faces.
    pub street: Option<usize>,
    /// The land beside for which a setback is stated.
    pub beside: Option<usize>,
    /// The zoning districts, which may overlap.
    pub districts: Vec<usize>,
    /// What was told of it by hand.
    pub by_hand: Option<usize>,
    pub told: Told,
}

impl Piece {
    pub fn length(&self) -> f64 {
        let along = self.to - self.from;
        along.x.hypot(along.y)
    }

    /// Whether the same lies behind it as behind another.
    pub fn is_alike(&self, other: &Self) -> bool {
        (self.street, self.beside) == (other.street, other.beside)
            && self.districts == other.districts
    }

    /// Straight out, as a unit vector: material is on the left.
    pub fn out(&self) -> Coord<f64> {
        let along = self.to - self.from;
        Coord { x: along.y, y: -along.x } / self.length()
    }

    /// Whether it faces within an angle of some direction.
    pub fn faces(&self, direction: Coord<f64>, degrees: f64) -> bool {
        let out = self.out();
        out.x * direction.x + out.y * direction.y >= degrees.to_radians().cos() - 1e-9
    }

    /// By how much it faces another way than some unit vector, degrees.
    pub fn degrees_off(&self, direction: Coord<f64>) -> f64 {
        let out = self.out();
        let (across, along) =
            (out.x * direction.y - out.y * direction.x, out.x * direction.x + out.y * direction.y);
        across.atan2(along).to_degrees().abs()
    }

    /// Whether the outline has no corner between it and the next.
    pub fn runs_into(&self, next: &Self) -> bool {
        self.faces(next.out(), CORNER_DEG)
    }
}

impl Ring {
    /// The piece after another, around the ring.
    pub fn after(&self, number: usize) -> usize {
        (number + 1) % self.pieces.len()
    }

    /// The piece before another, around the ring.
    pub fn before(&self, number: usize) -> usize {
        (number + self.pieces.len() - 1) % self.pieces.len()
    }
}

/// What is cut for: stretches that face streets and land beside, and outlines of districts.
struct Cuts<'a> {
    streets: &'a [(Segment, usize)],
    beside: Vec<(Segment, usize)>,
    districts: Vec<Segment>,
    rules: &'a SetbackRules,
}

impl Outline {
    pub fn of(
        footprint: &Region,
        frontage: &Frontage,
        rules: &SetbackRules,
    ) -> Result<Self, OverlayError> {
        let mut beside = Vec::new();
        for (number, land) in rules.beside.iter().enumerate() {
            let stretches = facing_land(footprint, &land.region, BESIDE_M)?;
            beside.extend(stretches.into_iter().map(|stretch| (stretch, number)));
        }
        let districts = rules.districts.iter().flat_map(|district| district.region.edges());
        let streets = frontage.facing();
        let cuts = Cuts { streets, beside, districts: districts.collect(), rules };
        let mut rings = Vec::new();
        for polygon in footprint.polygons() {
            let ring = |ring: &LineString<f64>, is_outer: bool| {
                let edges = ring.0.windows(2);
                let pieces = edges.flat_map(|edge| cuts.pieces((edge[0], edge[1]))).collect();
                Ring { is_outer, pieces }
            };
            rings.push(ring(polygon.exterior(), true));
            rings.extend(polygon.interiors().iter().map(|inner| ring(inner, false)));
        }
        Ok(Self { rings })
    }
}

/// How far along a segment a place on it is; none for a place off it.
fn place((from, to): Segment, point: Coord<f64>) -> Option<f64> {
    let (along, away) = (to - from, point - from);
    let length = along.x.hypot(along.y);
    let t = (away.x * along.x + away.y * along.y) / length;
    let off = (away.x * along.y - away.y * along.x) / length;
    (off.abs() <= ON_EDGE_M && t >= -ON_EDGE_M && t <= length + ON_EDGE_M).then_some(t)
}

/// The stretches that lie on a segment, from where to where, each with its number.
fn spans(edge: Segment, stretches: &[(Segment, usize)]) -> Vec<(f64, f64, usize)> {
    stretches
        .iter()
        .filter_map(|((start, end), number)| {
            Some((place(edge, *start)?, place(edge, *end)?, *number))
        })
        .filter(|(start, end, _)| *end > *start + ON_EDGE_M)
        .collect()
}

impl Cuts<'_> {
    /// A segment of the boundary in pieces.
    fn pieces(&self, edge: Segment) -> Vec<Piece> {
        let (from, to) = edge;
        let along = to - from;
        let length = along.x.hypot(along.y);
        let (streets, beside) = (spans(edge, self.streets), spans(edge, &self.beside));
        let ends = streets.iter().chain(&beside).flat_map(|(start, end, _)| [*start, *end]);
        let crossings = pieces(from, to, &self.districts);
        let crossings = crossings.iter().filter_map(|(start, _)| place(edge, *start));
        let mut stops: Vec<f64> = ends.chain(crossings).collect();
        stops.retain(|t| *t > ON_EDGE_M && *t < length - ON_EDGE_M);
        stops.extend([0.0, length]);
        stops.sort_by(f64::total_cmp);
        stops.dedup_by(|b, a| *b - *a <= ON_EDGE_M);
        let at = |t: f64| match t {
            _ if t <= 0.0 => from,
            _ if t >= length => to,
            _ => from + along * (t / length),
        };
        let mut found: Vec<Piece> = Vec::with_capacity(stops.len());
        for stop in stops.windows(2) {
            let middle = f64::midpoint(stop[0], stop[1]);
            let within = |(start, end, _): &&(f64, f64, usize)| *start <= middle && middle <= *end;
            let street = streets.iter().find(within).map(|(_, _, number)| *number);
            let lands = beside.iter().filter(within).map(|(_, _, number)| *number);
            let setback = |number: &usize| self.rules.beside[*number].setback.value.get();
            let piece = Piece {
                from: at(stop[0]),
                to: at(stop[1]),
                goes_on: !found.is_empty(),
                street,
                beside: lands.max_by(|a, b| setback(a).total_cmp(&setback(b))),
                districts: self.districts_at(at(middle), along / length),
                by_hand: None,
                told: Told::Class(EdgeClass::Side),
            };
            match found.last_mut() {
                Some(last) if last.is_alike(&piece) => last.to = piece.to,
                _ => found.push(piece),
            }
        }
        found
    }

    /// The districts at a place of the boundary; `along` is a unit vector.
    fn districts_at(&self, at: Coord<f64>, along: Coord<f64>) -> Vec<usize> {
        let inside = at + Coord { x: -along.y, y: along.x } * INSIDE_M;
        let districts = self.rules.districts.iter().enumerate();
        let here = districts.filter(|(_, district)| district.region.contains(inside));
        here.map(|(number, _)| number).collect()
    }
}
