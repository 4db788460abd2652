//! The land a facility takes.
//!
//! An area takes itself; where it stands on a third-party parcel, that parcel goes with it. A
//! point takes the parcel it stands on, else a square of the kind's typical site area. A line
//! takes its corridor.

use crate::geometry::offset::{self, Cap};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::{Bounds, BoxIndex, Region};
use crate::model::{Doubt, Facility, Layer, Nth, Parcel, Shape, Warnings};
use crate::obstacle::Policy;
use crate::rules::GradeUse;
use crate::units::Metres;
use geo::Coord;

/// Width of the hairline that stands for a line of unknown width.
const HAIRLINE_M: f64 = 2e-3;
/// A parcel belongs to a facility that covers this much of it.
const PLOT_SHARE: f64 = 0.5;

/// Parcels that are not the project's own, by place.
pub struct ForeignParcels<'a> {
    parcels: Vec<Placed<'a>>,
    index: BoxIndex,
}

/// A parcel and its place among all, which tells it from others of the same id.
pub type Placed<'a> = (Nth<Parcel>, &'a Parcel);

impl<'a> ForeignParcels<'a> {
    /// Indexes some parcels.
    pub fn new(parcels: impl IntoIterator<Item = Placed<'a>>) -> Self {
        let parcels: Vec<Placed<'a>> = parcels.into_iter().collect();
        let boxes = parcels.iter().enumerate();
        let boxes =
            boxes.filter_map(|(n, (_, parcel))| Some((n, parcel.region.bounds()?.corners())));
        let index = BoxIndex::new(boxes);
        Self { parcels, index }
    }

    /// Parcels whose box meets a box, in layer order.
    #[must_use]
    pub fn meeting(&self, bounds: Bounds) -> Vec<Placed<'a>> {
        let numbers = self.index.meeting(bounds.corners());
        numbers.into_iter().map(|number| self.parcels[number]).collect()
    }

    /// All of them, in layer order.
    pub fn all(&self) -> impl Iterator<Item = Placed<'a>> + '_ {
        self.parcels.iter().copied()
    }

    fn at(&self, point: Coord<f64>) -> Option<Placed<'a>> {
        let here = Bounds { min_x: point.x, min_y: point.y, max_x: point.x, max_y: point.y };
        self.meeting(here).into_iter().find(|(_, parcel)| parcel.region.contains(point))
    }
}

/// The land a facility takes and the parcels that are part of it.
pub struct Plot {
    /// All of it.
    pub region: Region,
    /// Third-party parcels in it.
    pub parcels: Vec<Nth<Parcel>>,
}

/// How far the land of a facility reaches beyond its drawn shape, parcels aside, metres: half the
/// diagonal of the square around a point, half the corridor of a line.
#[must_use]
pub fn margin(shape: Drawn, kind: &str, grade: Option<&str>, policy: &Policy<'_>) -> f64 {
    match shape {
        Drawn::Points => policy
            .pack
            .typical_site(kind, grade, policy.jurisdictions)
            .and_then(|typical| typical.rule.headline())
            .map_or(0.0, |area| (area.get() / 2.0).sqrt()),
        Drawn::Lines { width: Some(width) } => width.get() / 2.0,
        Drawn::Lines { width: None } => policy
            .pack
            .corridor(kind, grade, policy.jurisdictions)
            .map_or(0.0, |corridor| corridor.rule.headline().get() / 2.0),
        Drawn::Area => 0.0,
    }
}

/// As what a facility is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drawn {
    /// Positions.
    Points,
    /// Lines, with the width that is given for them.
    Lines {
        /// Full width.
        width: Option<Metres>,
    },
    /// Areas.
    Area,
}

impl Drawn {
    /// As what this one is.
    #[must_use]
    pub const fn of(facility: &Facility) -> Self {
        match facility.shape {
            Shape::Points(_) => Self::Points,
            Shape::Lines(_) => Self::Lines { width: facility.width },
            Shape::Area(_) => Self::Area,
        }
    }
}

/// Works out the land a facility takes.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn plot(
    facility: &Facility,
    foreign: &ForeignParcels<'_>,
    policy: &Policy<'_>,
    warnings: &mut Warnings,
) -> Result<Plot, OverlayError> {
    let (own, parcels) = match &facility.shape {
        Shape::Area(region) if facility.layer == Layer::Facility => {
            (region.clone(), parcels_under(region, foreign)?)
        }
        Shape::Area(region) => (region.clone(), vec![]),
        Shape::Lines(lines) => (corridor(facility, lines, policy, warnings)?, vec![]),
        Shape::Points(points) => around_points(facility, points, foreign, policy, warnings)?,
    };
    let region = overlay::union(parcels.iter().map(|(_, parcel)| &parcel.region).chain([&own]))?;
    Ok(Plot { region, parcels: parcels.into_iter().map(|(number, _)| number).collect() })
}

/// Parcels that a facility mostly covers, or in which its middle lies.
fn parcels_under<'a>(
    region: &Region,
    foreign: &ForeignParcels<'a>,
) -> Result<Vec<Placed<'a>>, OverlayError> {
    let Some(bounds) = region.bounds() else { return Ok(vec![]) };
    let middle = region.label_point();
    let mut under = Vec::new();
    for (number, parcel) in foreign.meeting(bounds) {
        let holds_middle = middle.is_some_and(|point| parcel.region.contains(point));
        let covered = || -> Result<bool, OverlayError> {
            let shared = overlay::intersection(region, &parcel.region)?.area().get();
            Ok(shared >= PLOT_SHARE * parcel.region.area().get())
        };
        if holds_middle || covered()? {
            under.push((number, parcel));
        }
    }
    Ok(under)
}

fn corridor(
    facility: &Facility,
    lines: &[Vec<Coord<f64>>],
    policy: &Policy<'_>,
    warnings: &mut Warnings,
) -> Result<Region, OverlayError> {
    let by_rule = || {
        let grade = facility.grade.as_deref();
        let chosen = policy.pack.corridor(&facility.kind, grade, policy.jurisdictions)?;
        Some(chosen.rule.headline().get())
    };
    let width = facility.width.map(Metres::get).or_else(by_rule).unwrap_or_else(|| {
        let kind = facility.kind.clone();
        warnings.raise_for(&facility.origin, Doubt::CorridorUnknown { kind });
        HAIRLINE_M
    });
    let strips = lines
        .iter()
        .map(|line| offset::along(line, width / 2.0, Cap::Flat))
        .collect::<Result<Vec<_>, _>>()?;
    overlay::union(&strips)
}

fn around_points<'a>(
    facility: &Facility,
    points: &[Coord<f64>],
    foreign: &ForeignParcels<'a>,
    policy: &Policy<'_>,
    warnings: &mut Warnings,
) -> Result<(Region, Vec<Placed<'a>>), OverlayError> {
    let mut squares = Vec::new();
    let mut parcels: Vec<Placed<'_>> = Vec::new();
    for &point in points {
        if let Some(parcel) = foreign.at(point) {
            if !parcels.iter().any(|known| known.0 == parcel.0) {
                parcels.push(parcel);
            }
            continue;
        }
        let grade = facility.grade.as_deref();
        let typical = policy.pack.typical_site(&facility.kind, grade, policy.jurisdictions);
        let area = typical.as_ref().and_then(|chosen| chosen.rule.headline());
        let kind = facility.kind.clone();
        let (Some(area), Some(typical)) = (area, typical) else {
            warnings.raise_for(&facility.origin, Doubt::PointSizeUnknown { kind });
            continue;
        };
        let largest = typical.grade == GradeUse::AssumedStrictest;
        warnings.raise_for(&facility.origin, Doubt::PointWithoutPlot { kind, area, largest });
        let half = area.get().sqrt() / 2.0;
        let here = Bounds { min_x: point.x, min_y: point.y, max_x: point.x, max_y: point.y };
        squares.push(Region::rectangle(here.grown(half)));
    }
    Ok((overlay::union(&squares)?, parcels))
}
