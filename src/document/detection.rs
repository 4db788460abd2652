//! Obstacles of a site, and nothing else.

use crate::assess::Found;
use crate::document::{Obstacle, Warning};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name and version of the document of a detection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum DetectionSchema {
    /// The first version.
    #[serde(rename = "carveout/detection/1")]
    V1,
}

/// Obstacles of a site.
///
/// Areas are in square metres, lengths in metres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Detection {
    /// Name and version of this document.
    pub schema: DetectionSchema,
    /// The site.
    pub site: DetectedSite,
    /// Doubts.
    pub warnings: Vec<Warning>,
    /// Obstacles, by id.
    pub obstacles: Vec<Obstacle>,
    /// What of the surroundings reaches in and stays whatever is done, by id.
    pub context: Vec<Obstacle>,
}

/// The site of a detection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DetectedSite {
    /// Its id.
    pub id: String,
}

impl Detection {
    /// Obstacles of the site of this id.
    #[must_use]
    pub fn of(site: &str, found: &Found) -> Self {
        Self {
            schema: DetectionSchema::V1,
            site: DetectedSite { id: site.to_owned() },
            warnings: found.warnings.iter().map(Warning::of).collect(),
            obstacles: found.obstacles.iter().map(Obstacle::of).collect(),
            context: found.context.iter().map(Obstacle::of).collect(),
        }
    }
}
