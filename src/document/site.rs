//! The site, before anything stands in it.

use crate::assess::Assessment;
use crate::document::Layout;
use crate::model;
use crate::units::SquareMetres;
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
    /// The plane in which areas are taken.
    pub frame: Frame,
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
    /// What immovable surroundings take with no obstacle at all: usable land that would be there without
    /// them.
    pub context_m2: SquareMetres,
    /// Usable land.
    pub usable_m2: SquareMetres,
    /// What can be laid out on it; null if that was not asked for.
    pub layout: Option<Layout>,
}

impl Site {
    pub(in crate::document) fn of(site: &model::Site) -> Self {
        let centre = site.frame.centre();
        Self {
            id: site.id.clone(),
            name: site.name.clone(),
            gross_area_m2: site.footprint.area(),
            gaps_closed: site.gaps.polygons().len(),
            gaps_closed_m2: site.gaps.area(),
            frame: Frame { proj: site.frame.proj(), lon: centre.lon, lat: centre.lat },
        }
    }
}

impl Baseline {
    pub(in crate::document) fn of(assessment: &Assessment) -> Self {
        let layouts = assessment.layout.as_ref();
        Self {
            envelope_m2: assessment.baseline.envelope.area(),
            context_m2: assessment.baseline.context.area(),
            usable_m2: assessment.baseline.usable.area(),
            layout: layouts.map(|all| Layout::of(&assessment.site.frame, &all.baseline)),
        }
    }
}
