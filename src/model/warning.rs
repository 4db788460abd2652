//! What a reader must know before trusting a number.

use crate::model::Origin;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of doubt a warning raises. The names are part of the JSON contract.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A polygon was invalid and has been repaired.
    RepairedGeometry,
    /// A feature has no geometry.
    NullGeometry,
    /// A feature could not be read and was left out.
    SkippedGeometry,
    /// A position is no longitude and latitude; the feature was left out.
    OutOfRangePosition,
    /// An attribute has a value that cannot be used.
    BadAttribute,
    /// A negative clearance was given and ignored.
    NegativeClearance,
    /// An id occurs twice.
    DuplicateId,
    /// Equipment names a facility that is not there.
    OrphanEquipment,
    /// The rule pack does not know the kind.
    UnknownKind,
    /// The rule pack has no distance for this kind and this use.
    NoRuleForPair,
    /// A rule was not applied because something about it is not known.
    RuleNotApplied,
    /// A distance in use rests on a recalled, not a verified, figure.
    RuleRecalled,
    /// No grade was given; the strictest one was used.
    GradeAssumed,
    /// Equipment positions are not known; distances start at the whole plot.
    EquipmentUnknown,
    /// A point stands on no known parcel; a typical plot was put around it.
    PointWithoutPlot,
    /// The size of a facility is not known at all.
    PlotUnknown,
    /// No parcel is declared the project's own.
    OwnershipUnknown,
    /// Parcels overlap the site by less than drawing accuracy.
    SliverOverlap,
    /// No road is near: the whole boundary counts as frontage.
    FrontageAssumed,
    /// An obstacle that needs a way in cannot be reached.
    NoAccess,
    /// An obstacle needs a way in of unknown width.
    AccessWidthUnknown,
    /// No feature of a layer lies near the site.
    LayerFar,
    /// An id to relocate or to own was not found.
    UnknownId,
    /// A facility to relocate is marked as not relocatable.
    NotRelocatable,
    /// No receiving site passes every gate.
    NoReceivingSite,
    /// An item of a cost is not known.
    CostMissing,
    /// How long a move takes is not known.
    MonthsUnknown,
    /// Nobody declared the code system of the land use, or codes do not fit it.
    LandUseSystem,
}

impl Code {
    /// Whether a number may be wrong because something is missing, so that the result is not
    /// complete.
    #[must_use]
    pub const fn leaves_a_gap(self) -> bool {
        matches!(
            self,
            Self::SkippedGeometry
                | Self::OutOfRangePosition
                | Self::NegativeClearance
                | Self::CostMissing
                | Self::UnknownKind
                | Self::NoRuleForPair
                | Self::RuleNotApplied
                | Self::PlotUnknown
                | Self::OwnershipUnknown
                | Self::LayerFar
                | Self::NoAccess
                | Self::AccessWidthUnknown
        )
    }
}

/// One doubt, or several of one kind taken together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Warning {
    /// What kind of doubt.
    pub code: Code,
    /// A sentence: what was seen and what was done about it.
    pub message: String,
    /// File concerned.
    pub file: Option<String>,
    /// Feature concerned, by id or `#index`: the first of them if there are several.
    pub feature: Option<String>,
    /// How many features are concerned.
    pub count: usize,
}

impl fmt::Display for Warning {
    /// File and feature, how many more there are, and the sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, &self.feature, self.count) {
            (Some(file), Some(feature), 1) => write!(f, "{file}: {feature}: ")?,
            (Some(file), Some(feature), n) => write!(f, "{file}: {feature} and {} more: ", n - 1)?,
            (Some(file), None, _) => write!(f, "{file}: ")?,
            _ => {}
        }
        f.write_str(&self.message)
    }
}

/// Warnings in the order they were raised; those that say the same of several features of one
/// file are counted instead of repeated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Warnings {
    list: Vec<Warning>,
}

impl Warnings {
    /// Raises a warning that concerns no single feature.
    pub fn raise(&mut self, code: Code, message: impl Into<String>) {
        self.push(Warning { code, message: message.into(), file: None, feature: None, count: 1 });
    }

    /// Raises a warning about a file as a whole.
    pub fn raise_for_file(&mut self, code: Code, file: &str, message: impl Into<String>) {
        self.push(Warning {
            code,
            message: message.into(),
            file: Some(file.to_owned()),
            feature: None,
            count: 1,
        });
    }

    /// Raises a warning about a feature; the same words about another feature of the same file
    /// only raise the count.
    pub fn raise_for(&mut self, code: Code, origin: &Origin, message: impl Into<String>) {
        self.push(Warning {
            code,
            message: message.into(),
            file: Some(origin.file.to_string()),
            feature: Some(origin.id.clone().unwrap_or_else(|| format!("#{}", origin.index))),
            count: 1,
        });
    }

    fn push(&mut self, warning: Warning) {
        let same = |w: &&mut Warning| {
            w.code == warning.code && w.file == warning.file && w.message == warning.message
        };
        match self.list.iter_mut().find(same) {
            Some(earlier) => earlier.count += warning.count,
            None => self.list.push(warning),
        }
    }

    /// Adds all of another list.
    pub fn append(&mut self, other: Self) {
        for warning in other.list {
            self.push(warning);
        }
    }

    /// Whether no warning says that something is missing.
    #[must_use]
    pub fn complete(&self) -> bool {
        !self.list.iter().any(|warning| warning.code.leaves_a_gap())
    }

    /// The warnings.
    pub fn iter(&self) -> impl Iterator<Item = &Warning> {
        self.list.iter()
    }

    /// The warnings as a list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Warning> {
        self.list
    }
}
