//! Edges of a site, classed by the streets and by what lies behind them, each with its own setback.
//!
//! 1. `outline`: the boundary in pieces, each with what it faces;
//! 2. `by_hand`: which pieces an edge told by hand means;
//! 3. `class`: front, street side, side, rear; an edge is a run of pieces that are alike, without a corner.
//!
//! [`Edges::of`] puts them together.

mod by_hand;
mod class;
mod outline;

pub use by_hand::{EdgeFault, HandFault};

use crate::carve::{Frontage, Parameters};
use crate::geometry::offset::Side;
use crate::geometry::overlay::OverlayError;
use crate::geometry::Region;
use crate::model::{ByClass, District, EdgeClass, Rung, Rungs};
use crate::settings::{Given, Parameter, Sourced};
use crate::units::Metres;
use geo::Coord;
use outline::Outline;

/// Land no further than this behind an edge is beside it, metres: two surveys of one line.
pub const BESIDE_M: f64 = 1.0;
/// Where the outline turns by more than this an edge ends, degrees.
const CORNER_DEG: f64 = 30.0;
/// An edge of that direction is within this of it, degrees: it faces away from the front, or is what a
/// bearing means.
const TOWARDS_DEG: f64 = 45.0;

/// On which evidence the setbacks of a zoning district rest.
pub const DISTRICT_RUNG: Rung = Rung::Recommended;

/// What says how far buildings stay from each edge.
#[derive(Clone, Debug, Default)]
pub struct SetbackRules {
    /// By class, as stated.
    pub stated: ByClass<Sourced<Metres>>,
    /// The street that is the front, if one was named.
    pub front_road: Option<String>,
    /// Edges told by hand.
    pub by_hand: Vec<ByHand>,
    /// Land around for which a setback is stated.
    pub beside: Vec<LandBeside>,
    /// Zoning districts with setbacks of their own.
    pub districts: Vec<District>,
    /// Who gave the setback of the whole boundary.
    pub setback_from: Option<Given>,
    /// Who gave the setback along roads, if anybody did.
    pub setback_road_from: Option<Given>,
}

impl SetbackRules {
    /// The same as some rungs of evidence have it: districts are local rules, all else is the applicant's.
    #[must_use]
    pub fn resting_on(&self, rungs: Rungs) -> Self {
        let mut left = self.clone();
        if !rungs.has(DISTRICT_RUNG) {
            left.districts.clear();
        }
        if !rungs.has(Rung::Assumption) {
            left.stated = ByClass::default();
            left.beside.clear();
            for edge in &mut left.by_hand {
                edge.setback = None;
            }
        }
        left
    }
}

/// An edge told by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct ByHand {
    /// Which it is.
    pub place: Place,
    /// What it is.
    pub class: Option<EdgeClass>,
    /// Its setback.
    pub setback: Option<Metres>,
    /// Why.
    pub why: Option<String>,
}

/// How an edge is told by hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// By a place near it.
    At(Coord<f64>),
    /// By where it faces, degrees clockwise from north.
    Facing(f64),
}

/// Land for which a setback is stated.
#[derive(Clone, Debug)]
pub struct LandBeside {
    /// As what it was stated.
    pub name: String,
    /// Its area.
    pub region: Region,
    /// The setback.
    pub setback: Sourced<Metres>,
}

/// Who says how far buildings stay from an edge.
#[derive(Clone, Debug, PartialEq)]
pub enum SetbackSource {
    /// Its entry among the edges told by hand.
    ByHand,
    /// A parameter.
    Stated(Parameter, Given),
    /// A zoning district.
    District {
        /// What it is called.
        name: String,
        /// Its layer.
        file: String,
    },
}

/// A setback that may hold for an edge.
#[derive(Clone, Debug, PartialEq)]
struct Rule {
    figure: Figure,
    source: SetbackSource,
}

/// How far from an edge.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Figure {
    /// This far.
    Fixed(Metres),
    /// As far as from any road.
    AlongRoads,
    /// As far as from any boundary.
    WholeBoundary,
}

impl Rule {
    fn metres(&self, parameters: &Parameters) -> Metres {
        match self.figure {
            Figure::Fixed(metres) => metres,
            Figure::AlongRoads => parameters.setback_road.unwrap_or(parameters.setback),
            Figure::WholeBoundary => parameters.setback,
        }
    }
}

/// Why an edge is of its class.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// It was told by hand; why, if that was said.
    ByHand(Option<String>),
    /// That land lies behind it.
    Beside(String),
    /// It runs along a street; its name, if it has one.
    AlongStreet(Option<String>),
    /// It faces away from the front.
    FacesAway,
    /// Neither.
    Between,
    /// Land that is no part of the site lies behind it.
    AroundLandWithin,
    /// It cannot be told.
    Unclear(Unclear),
}

/// Why the class of an edge cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unclear {
    /// No road is known.
    NoRoad,
    /// Which of several streets is the front.
    WhichFront,
    /// This part of the site has no front.
    NoFront,
}

/// An edge of a site.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Edge {
    /// What it is; none where that cannot be told.
    pub class: Option<EdgeClass>,
    /// Why.
    pub why: Why,
    /// Its length.
    pub length: Metres,
    /// Where it faces on the whole, degrees clockwise from north; none where it closes on itself.
    pub bearing: Option<f64>,
    /// A place on it, half way along.
    pub middle: Coord<f64>,
    /// Zoning districts that overlap here and state different setbacks for it; the largest holds.
    pub overlapping: Vec<String>,
    /// What says how far buildings stay from it.
    rule: Rule,
    /// What else may say so, where it cannot be told what the edge is.
    others: Vec<Rule>,
}

impl Edge {
    /// Its setback, and who says so. Where it cannot be told what the edge is, the largest of those that
    /// may hold.
    #[must_use]
    pub fn setback(&self, parameters: &Parameters) -> (Metres, &SetbackSource) {
        let of = |rule: &Rule| rule.metres(parameters);
        let larger = |held, rule| if of(rule) > of(held) { rule } else { held };
        let governing = self.others.iter().fold(&self.rule, larger);
        (of(governing), &governing.source)
    }

    /// Whether it may keep that of the whole boundary, or that along roads, as a parameter has it.
    fn follows(&self, figure: Figure, parameters: &Parameters) -> bool {
        let inherits = figure == Figure::WholeBoundary && parameters.setback_road.is_none();
        let is_meant =
            |rule: &Rule| rule.figure == figure || (inherits && rule.figure == Figure::AlongRoads);
        is_meant(&self.rule) || self.others.iter().any(is_meant)
    }

    /// Whether its setback hangs on what cannot be told.
    #[must_use]
    pub fn is_in_doubt(&self, parameters: &Parameters) -> bool {
        let metres = self.rule.metres(parameters);
        self.others.iter().any(|other| other.metres(parameters) != metres)
    }
}

/// A part of a ring of the boundary, up to the start of the next, and the edge that it is of.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    from: Coord<f64>,
    edge: usize,
    /// Whether it goes straight on from the part before.
    goes_on: bool,
}

/// The edges of a site.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Edges {
    /// In the order of the outline.
    pub all: Vec<Edge>,
    /// Edges told by hand that mean none or several.
    pub faults: Vec<EdgeFault>,
    rings: Vec<Vec<Part>>,
}

impl Edges {
    /// The edges of a footprint by some rules.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn of(
        footprint: &Region,
        frontage: &Frontage,
        rules: &SetbackRules,
    ) -> Result<Self, OverlayError> {
        let mut outline = Outline::of(footprint, frontage, rules)?;
        let faults = by_hand::assign(&mut outline, &rules.by_hand);
        class::classify(&mut outline, frontage, rules);
        let (all, rings) = class::runs(&outline, frontage, rules);
        Ok(Self { all, faults, rings })
    }

    /// Whether the setback of the whole boundary moves any edge.
    #[must_use]
    pub fn follow_setback(&self, parameters: &Parameters) -> bool {
        self.all.is_empty() || self.follow(Figure::WholeBoundary, parameters)
    }

    /// Whether the setback along roads moves any edge.
    #[must_use]
    pub fn follow_setback_road(&self, parameters: &Parameters) -> bool {
        self.follow(Figure::AlongRoads, parameters)
    }

    fn follow(&self, figure: Figure, parameters: &Parameters) -> bool {
        self.all.iter().any(|edge| edge.follows(figure, parameters))
    }

    /// One setback for all of the boundary, if there is one.
    #[must_use]
    pub fn uniform(&self, parameters: &Parameters) -> Option<Metres> {
        let mut setbacks = self.all.iter().map(|edge| edge.setback(parameters).0);
        let first = setbacks.next().unwrap_or(parameters.setback);
        setbacks.all(|other| other == first).then_some(first)
    }

    /// The least and the greatest setback.
    #[must_use]
    pub fn ends(&self, parameters: &Parameters) -> [Metres; 2] {
        let mut setbacks = self.all.iter().map(|edge| edge.setback(parameters).0);
        let first = setbacks.next().unwrap_or(parameters.setback);
        setbacks.fold([first, first], |[least, most], one| {
            [if one < least { one } else { least }, most.max(one)]
        })
    }

    /// The rings of the boundary, each part with its setback.
    pub(in crate::carve) fn sides(&self, parameters: &Parameters) -> Vec<Vec<Side>> {
        let distance = |part: &Part| self.all[part.edge].setback(parameters).0.get();
        let ring = |parts: &Vec<Part>| {
            let mut sides: Vec<Side> = Vec::with_capacity(parts.len());
            for part in parts {
                let side = Side { from: part.from, distance: distance(part) };
                let alike = |last: &Side| last.distance.total_cmp(&side.distance).is_eq();
                if !(part.goes_on && sides.last().is_some_and(alike)) {
                    sides.push(side);
                }
            }
            sides
        };
        self.rings.iter().map(ring).collect()
    }

    /// The edges of which it cannot be told how far buildings stay from them, and why.
    #[must_use]
    pub fn in_doubt(&self, parameters: &Parameters) -> Vec<(Unclear, usize)> {
        let mut reasons: Vec<(Unclear, usize)> = Vec::new();
        for edge in self.all.iter().filter(|edge| edge.is_in_doubt(parameters)) {
            let Why::Unclear(why) = edge.why else { continue };
            match reasons.iter_mut().find(|(other, _)| *other == why) {
                Some((_, count)) => *count += 1,
                None => reasons.push((why, 1)),
            }
        }
        reasons
    }
}

#[cfg(test)]
mod tests;
