//! The land a facility takes.
//!
//! An area takes itself, and the third-party parcels that it mostly covers. A point takes the
//! parcel it stands on where that is no larger than is plausible for its kind, else a square of
//! the kind's typical site area. A line takes its corridor. Any other parcel that an area or a point
//! stands on may be its plot too: that is a question, which the range answers, unless the
//! attribute `plot` does.

use crate::geometry::offset::{self, Cap};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::{Bounds, BoxIndex, Region};
use crate::model::{Doubt, Facility, Layer, Nth, Parcel, PlotExtent, Shape, Warnings};
use crate::obstacle::Policy;
use crate::rules::GradeUse;
use crate::units::{Metres, SquareMetres};
use geo::Coord;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Width of the hairline that stands for a line of unknown width.
const HAIRLINE_M: f64 = 2e-3;
/// A parcel belongs to a facility that covers this much of it.
const PLOT_SHARE: f64 = 0.5;
/// A facility stands on a parcel that holds this much of it: less is a border drawn twice.
const STANDING_SHARE: f64 = 0.1;

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

    /// The parcel around a point; the smallest where several lie on top of each other.
    fn at(&self, point: Coord<f64>) -> Option<Placed<'a>> {
        let here = Bounds { min_x: point.x, min_y: point.y, max_x: point.x, max_y: point.y };
        let around = self.meeting(here).into_iter().filter(|(_, one)| one.region.contains(point));
        let area = |(_, one): &Placed<'_>| one.region.area().get();
        around.min_by(|a, b| area(a).total_cmp(&area(b)))
    }
}

/// What stands for the plot of an obstacle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlotBasis {
    /// The area as drawn, or the line with the width given for it.
    Drawn,
    /// A parcel that it mostly covers or stands on, with what is drawn.
    Parcel,
    /// A square of the typical plot around a point.
    Typical,
    /// A corridor along a line, as wide as the rule pack reserves.
    Corridor,
    /// Nothing: a point of unknown size.
    Unknown,
}

/// The land a facility takes and the parcels that are part of it.
pub struct Plot<'a> {
    /// All of it.
    pub region: Region,
    /// What it rests on.
    pub basis: PlotBasis,
    /// Third-party parcels in it.
    pub parcels: Vec<Placed<'a>>,
    /// Third-party parcels that may be part of it and are not in it.
    pub in_question: Vec<Placed<'a>>,
}

impl Plot<'_> {
    /// The land if every parcel in question is part of it.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn at_most(&self) -> Result<Region, OverlayError> {
        let in_question = self.in_question.iter().map(|(_, one)| &one.region);
        overlay::union(in_question.chain([&self.region]))
    }
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
pub fn plot<'a>(
    facility: &Facility,
    foreign: &ForeignParcels<'a>,
    policy: &Policy<'_>,
    warnings: &mut Warnings,
) -> Result<Plot<'a>, OverlayError> {
    let (own, basis, parcels) = match &facility.shape {
        Shape::Area(region) if facility.layer == Layer::Facility => {
            let parcels = parcels_under(region, foreign, facility.plot, policy)?;
            (region.clone(), PlotBasis::Drawn, parcels)
        }
        Shape::Area(region) => (region.clone(), PlotBasis::Drawn, Parcels::default()),
        Shape::Lines(lines) => {
            let corridor = corridor(facility, lines, policy, warnings)?;
            let given = facility.width.is_some();
            let basis = if given { PlotBasis::Drawn } else { PlotBasis::Corridor };
            (corridor, basis, Parcels::default())
        }
        Shape::Points(points) => {
            let (squares, parcels) = around_points(facility, points, foreign, policy, warnings)?;
            let known = !squares.is_empty();
            (squares, if known { PlotBasis::Typical } else { PlotBasis::Unknown }, parcels)
        }
    };
    let taken = parcels.taken.iter().map(|(_, parcel)| &parcel.region);
    let region = overlay::union(taken.chain([&own]))?;
    let basis = if parcels.taken.is_empty() { basis } else { PlotBasis::Parcel };
    Ok(Plot { region, basis, parcels: parcels.taken, in_question: parcels.in_question })
}

/// Parcels that a facility stands on: its plot, or perhaps.
#[derive(Default)]
struct Parcels<'a> {
    taken: Vec<Placed<'a>>,
    in_question: Vec<Placed<'a>>,
}

impl<'a> Parcels<'a> {
    /// One more; `likely` is what the layers say where nobody else does.
    fn add(
        &mut self,
        parcel: Placed<'a>,
        likely: bool,
        stated: Option<PlotExtent>,
        policy: &Policy<'_>,
    ) {
        let list = match stated {
            Some(PlotExtent::Drawn) => return,
            Some(PlotExtent::Parcel) => &mut self.taken,
            None if likely || policy.parcels_are_plots => &mut self.taken,
            None => &mut self.in_question,
        };
        if !list.iter().any(|known| known.0 == parcel.0) {
            list.push(parcel);
        }
    }
}

/// Parcels that a facility drawn as an area stands on. Shares of areas decide, not a place within it.
fn parcels_under<'a>(
    region: &Region,
    foreign: &ForeignParcels<'a>,
    stated: Option<PlotExtent>,
    policy: &Policy<'_>,
) -> Result<Parcels<'a>, OverlayError> {
    let mut under = Parcels::default();
    let Some(bounds) = region.bounds() else { return Ok(under) };
    for (number, parcel) in foreign.meeting(bounds) {
        let shared = overlay::intersection(region, &parcel.region)?.area().get();
        let covered = shared >= PLOT_SHARE * parcel.region.area().get();
        if covered || shared >= STANDING_SHARE * region.area().get() {
            under.add((number, parcel), covered, stated, policy);
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
    offset::along_all(lines, width / 2.0, Cap::Flat)
}

/// Squares around points, and the parcels that they stand on.
fn around_points<'a>(
    facility: &Facility,
    points: &[Coord<f64>],
    foreign: &ForeignParcels<'a>,
    policy: &Policy<'_>,
    warnings: &mut Warnings,
) -> Result<(Region, Parcels<'a>), OverlayError> {
    let grade = facility.grade.as_deref();
    let typical = policy.pack.typical_site(&facility.kind, grade, policy.jurisdictions);
    let typical = typical.and_then(|chosen| {
        let largest = chosen.grade == GradeUse::AssumedStrictest;
        chosen.rule.headline().map(|area| (area, largest))
    });
    let plausible = |parcel: &Parcel| {
        let most = |(area, _): (SquareMetres, bool)| policy.plot_factor * area.get();
        typical.is_some_and(|typical| parcel.region.area().get() <= most(typical))
    };
    let mut squares = Vec::new();
    let mut parcels = Parcels::default();
    for &point in points {
        if let Some(parcel) = foreign.at(point) {
            parcels.add(parcel, plausible(parcel.1), facility.plot, policy);
            if parcels.taken.iter().any(|taken| taken.0 == parcel.0) {
                continue;
            }
        }
        let kind = facility.kind.clone();
        let Some((area, largest)) = typical else {
            // Whoever says that the position is all there is to it has said how large it is.
            if facility.plot == Some(PlotExtent::Drawn) {
                continue;
            }
            warnings.raise_for(&facility.origin, Doubt::PointSizeUnknown { kind });
            continue;
        };
        warnings.raise_for(&facility.origin, Doubt::PointWithoutPlot { kind, area, largest });
        let half = area.get().sqrt() / 2.0;
        let here = Bounds { min_x: point.x, min_y: point.y, max_x: point.x, max_y: point.y };
        squares.push(Region::rectangle(here.grown(half)));
    }
    Ok((overlay::union(&squares)?, parcels))
}
