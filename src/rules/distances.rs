//! The rules of a pack that take land or say how much a thing takes.

use super::citation::Source;
use super::provenance::Provenance;
use crate::units::{Metres, SquareMetres};
use serde::{Deserialize, Serialize};

words! {
    /// What a rule does with the land inside its distance.
    Effect {
        /// Buildings are forbidden: subtracted.
        NoBuild = "no_build",
        /// A distance between two structures: subtracted.
        Separation = "separation",
        /// Only sensitive uses are forbidden: subtracted for those, reported for others.
        SensitiveOnly = "sensitive_only",
        /// Allowed with someone's consent: reported.
        Consent = "consent",
        /// Reserved in a plan: reported.
        PlanControl = "plan_control",
        /// Advice: reported.
        Recommend = "recommend",
    }
}

words! {
    /// Whose height a distance follows.
    HeightOf {
        /// The existing facility: a pole, a tower, a mast.
        Facility = "facility",
        /// The building that is planned.
        PlannedBuilding = "planned_building",
    }
}

/// A grade in figures: above one value, up to and including another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeLimit {
    /// Id.
    pub id: String,
    /// Kind it grades.
    pub kind: String,
    /// The grade.
    pub grades: Vec<String>,
    /// What is measured.
    pub what: String,
    /// Exclusive lower limit.
    pub above: f64,
    /// Inclusive upper limit.
    pub up_to: f64,
    /// Unit of both.
    pub unit: String,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A distance that follows a height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeightRule {
    /// Whose height.
    pub of: HeightOf,
    /// Metres of distance for a metre of height.
    pub factor: f64,
    /// Never less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_m: Option<Metres>,
    /// Never more than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_m: Option<Metres>,
}

impl HeightRule {
    /// The distance for a height; nothing where the figures of the pack make no length.
    #[must_use]
    pub fn distance(&self, height: Metres) -> Option<Metres> {
        let raised = (self.factor * height.get()).max(self.floor_m.map_or(0.0, Metres::get));
        let capped = self.cap_m.map_or(raised, |cap| raised.min(cap.get()));
        Metres::new(capped).ok()
    }
}

/// How a rule gives its distance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "DistanceKeys", into = "DistanceKeys")]
pub enum Distance {
    /// A figure.
    Fixed {
        /// The one to use; where sources differ, the larger.
        distance: Metres,
        /// The smaller figure, where sources differ.
        low: Option<Metres>,
    },
    /// A height times a factor.
    ByHeight(HeightRule),
    /// No figure: a polygon drawn by an authority, which has to be imported.
    Polygon,
}

/// The keys of a distance as they stand in a file.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DistanceKeys {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distance_m: Option<Metres>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    low_m: Option<Metres>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    height: Option<HeightRule>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    polygon: bool,
}

impl TryFrom<DistanceKeys> for Distance {
    type Error = &'static str;

    fn try_from(keys: DistanceKeys) -> Result<Self, Self::Error> {
        match (keys.distance_m, keys.height, keys.polygon) {
            (Some(distance), None, false) => Ok(Self::Fixed { distance, low: keys.low_m }),
            (None, Some(height), false) if keys.low_m.is_none() => Ok(Self::ByHeight(height)),
            (None, None, true) if keys.low_m.is_none() => Ok(Self::Polygon),
            (None, None, false) => Err("one of distance_m, height and polygon = true is missing"),
            (None, ..) => Err("low_m goes with distance_m only"),
            _ => Err("only one of distance_m, height and polygon = true may be given"),
        }
    }
}

impl From<Distance> for DistanceKeys {
    fn from(distance: Distance) -> Self {
        match distance {
            Distance::Fixed { distance, low } => {
                Self { distance_m: Some(distance), low_m: low, ..Self::default() }
            }
            Distance::ByHeight(height) => Self { height: Some(height), ..Self::default() },
            Distance::Polygon => Self { polygon: true, ..Self::default() },
        }
    }
}

/// A distance between an existing kind and what is planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClearanceRule {
    /// Id.
    pub id: String,
    /// Existing kind.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Parts it is measured from; the whole plot where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// Receptors it protects or keeps out.
    pub to: Vec<String>,
    /// The distance, in plan.
    pub distance: Distance,
    /// Exactly where it starts.
    pub measured_from: String,
    /// Exactly where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_to: Option<String>,
    /// What it does with the land inside.
    pub effect: Effect,
    /// Circumstance under which alone it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What changes a clearance by design; told, never applied unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modifier {
    /// Id.
    pub id: String,
    /// Existing kind.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Receptors it holds for.
    pub to: Vec<String>,
    /// Circumstance under which it holds.
    pub condition: String,
    /// Factor on the distance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<f64>,
    /// The result is never less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_m: Option<Metres>,
    /// Take the distance to this receptor instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_row_of: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Where a kind may not be put.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SitingRule {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// The place.
    pub place: String,
    /// What the rule does.
    pub effect: Effect,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Full width of the corridor a line takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorridorRule {
    /// Id.
    pub id: String,
    /// Kind of line.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Smaller width.
    pub low_m: Metres,
    /// Larger width, where the rule gives a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high_m: Option<Metres>,
    /// What the width spans.
    pub measured_from: String,
    /// What it does with the land inside, where the rule says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl CorridorRule {
    /// The larger width: the one to use while in doubt.
    #[must_use]
    pub fn headline(&self) -> Metres {
        self.high_m.unwrap_or(self.low_m)
    }
}

/// The way a facility needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessRule {
    /// Id.
    pub id: String,
    /// Kind; every kind where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Proposed uses whose land it holds for too; every use where empty. Only of a rule on every kind.
    #[serde(default, rename = "use", skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<String>,
    /// Width of one way.
    pub width_m: Metres,
    /// A smaller width that can do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_m: Option<Metres>,
    /// A larger width, for two-way traffic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high_m: Option<Metres>,
    /// How many ways it needs; one where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driveways: Option<u32>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl AccessRule {
    /// Its document and clause, as the source of what it states.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::Rule(self.provenance.citation(&self.id))
    }

    /// How many ways the facility needs.
    #[must_use]
    pub fn driveway_count(&self) -> u32 {
        self.driveways.unwrap_or(1)
    }
}

/// The plot a facility typically takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteAreaRule {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Grades it holds for; every grade where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<String>,
    /// Least area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_m2: Option<SquareMetres>,
    /// Largest area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_m2: Option<SquareMetres>,
    /// Least width along the street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frontage_m: Option<Metres>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl SiteAreaRule {
    /// The larger area the rule names: the one to use while in doubt.
    #[must_use]
    pub fn headline(&self) -> Option<SquareMetres> {
        self.max_m2.or(self.min_m2)
    }
}
