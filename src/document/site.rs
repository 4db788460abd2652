//! The site, before anything stands in it.

use crate::assess::{self, Assessment};
use crate::carve::edges::SetbackSource;
use crate::carve::Parameters;
use crate::document::{Layout, Position};
use crate::language::Language;
use crate::model::EdgeClass;
use crate::settings::{Given, Parameter};
use crate::units::{Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A project site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Site {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its area.
    pub gross_area_m2: SquareMetres,
    /// How many gaps between its parts were closed as drawing inaccuracy.
    pub gaps_closed: usize,
    /// Their area, part of the gross area.
    pub gaps_closed_m2: SquareMetres,
    /// Its area by deed or register; null where neither that nor a projection of the title is given.
    pub deed: Option<Deed>,
    /// The plane in which areas are taken.
    pub frame: Frame,
}

/// The area of a title beside that of the same land as drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Deed {
    /// Area by deed or register; null where it is not known.
    pub area_m2: Option<SquareMetres>,
    /// Who gave it.
    pub source: Option<Given>,
    /// The parcels of which it is the sum; empty where it is of the site as a whole.
    pub parcels: Vec<String>,
    /// The land as drawn, on the ellipsoid.
    pub computed: Drawn,
    /// The same in the projection of the title; null where none was given.
    pub projected: Option<Projected>,
}

/// An area as drawn, and by how much it is more than that of the deed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Drawn {
    /// The area.
    pub area_m2: SquareMetres,
    /// How much more that is than the deed says, square metres; null without a deed area.
    pub difference_m2: Option<f64>,
    /// The same as a share of the deed area.
    pub difference: Option<f64>,
}

/// An area in a projection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Projected {
    /// The projection, as it was given.
    pub projection: String,
    /// The area there.
    #[serde(flatten)]
    pub drawn: Drawn,
}

impl Deed {
    fn of(deed: &assess::Deed) -> Self {
        let drawn = |area_m2: SquareMetres| {
            let (difference_m2, difference) = deed.difference(area_m2).unzip();
            Drawn { area_m2, difference_m2, difference }
        };
        let projected = deed.projected.as_ref().map(|(projection, area)| Projected {
            projection: projection.to_string(),
            drawn: drawn(*area),
        });
        Self {
            area_m2: deed.area.as_ref().map(|area| area.value),
            source: deed.area.as_ref().map(|area| area.from),
            parcels: deed.parcels.clone(),
            computed: drawn(deed.computed),
            projected,
        }
    }
}

/// The plane in which areas are taken: equal-area, centred on the site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Frame {
    /// As PROJ writes it.
    pub proj: String,
    /// Longitude of its centre, degrees.
    #[schemars(range(min = -180, max = 180))]
    pub lon: f64,
    /// Latitude of its centre, degrees.
    #[schemars(range(min = -90, max = 90))]
    pub lat: f64,
}

/// The site without obstacles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Baseline {
    /// Land within the building line.
    pub envelope_m2: SquareMetres,
    /// The edges of the site with their setbacks, in the order of the outline; empty where one setback holds
    /// for all of it.
    pub edges: Vec<Edge>,
    /// What immovable surroundings take with no obstacle at all: usable land that would be there without
    /// them.
    pub context_m2: SquareMetres,
    /// Usable land.
    pub usable_m2: SquareMetres,
    /// What can be laid out on it; null if that was not asked for.
    pub layout: Option<Layout>,
}

/// An edge of the site: a run of boundary without a corner, alike all along.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Edge {
    /// Its number, from 1.
    pub number: usize,
    /// What it is; null where that cannot be told.
    pub class: Option<EdgeClass>,
    /// Why, as a sentence.
    pub why: String,
    /// Its length.
    pub length_m: Metres,
    /// Where it faces, degrees clockwise from north; null where it closes on itself.
    #[schemars(range(min = 0, max = 360))]
    pub bearing: Option<f64>,
    /// The place half way along it.
    pub middle: Position,
    /// Its setback.
    pub setback_m: Metres,
    /// Who says so.
    pub source: Given,
    /// The parameter that says so, by its place in a site file; null where it is none.
    pub parameter: Option<String>,
    /// The zoning district that says so; null where it is none.
    pub district: Option<String>,
}

impl Edge {
    fn all(assessment: &Assessment) -> Vec<Self> {
        let parameters = Parameters::from(&assessment.settings);
        let edges = assessment.baseline.edges.all.iter().enumerate();
        edges
            .map(|(number, edge)| {
                let (setback_m, source) = edge.setback(&parameters);
                let (source, parameter, district) = match source {
                    SetbackSource::ByHand => (Given::SiteFile, Some(Parameter::Edges), None),
                    SetbackSource::Stated(parameter, from) => (*from, Some(*parameter), None),
                    SetbackSource::District { name, .. } => {
                        (Given::Feature, None, Some(name.clone()))
                    }
                };
                Self {
                    number: number + 1,
                    class: edge.class,
                    why: Language::En.why_of_edge(&edge.why),
                    length_m: edge.length,
                    bearing: edge.bearing,
                    middle: Position::of(&assessment.site.frame, edge.middle),
                    setback_m,
                    source,
                    parameter: parameter.map(|one| one.field().to_owned()),
                    district,
                }
            })
            .collect()
    }
}

impl Site {
    pub(in crate::document) fn of(assessment: &Assessment) -> Self {
        let site = &assessment.site;
        let centre = site.frame.centre();
        Self {
            id: site.id.clone(),
            name: site.name.clone(),
            gross_area_m2: site.footprint.area(),
            gaps_closed: site.gaps.polygons().len(),
            gaps_closed_m2: site.gaps.area(),
            deed: assessment.deed.as_ref().map(Deed::of),
            frame: Frame { proj: site.frame.proj(), lon: centre.lon, lat: centre.lat },
        }
    }
}

impl Baseline {
    pub(in crate::document) fn of(assessment: &Assessment) -> Self {
        let layouts = assessment.layout.as_ref();
        Self {
            edges: Edge::all(assessment),
            envelope_m2: assessment.baseline.envelope.area(),
            context_m2: assessment.baseline.context.area(),
            usable_m2: assessment.baseline.usable.area(),
            layout: layouts.map(|all| Layout::of(&assessment.site.frame, &all.baseline)),
        }
    }
}
