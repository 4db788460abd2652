//! What a result is computed with although it may be otherwise.

use crate::settings::{Parameter, Unit};
use std::fmt;

/// A figure of the area model that may have a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// A parameter.
    Parameter(Parameter),
    /// Clearance of a kind, as the site file spells it.
    Clearance(String),
    /// Where equipment stands, and which of two figures of a rule holds.
    Equipment,
    /// Whether a facility's plot is the parcel it stands on.
    Plot,
}

impl Assumption {
    /// What its two values count; none where they are positions and not numbers.
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        match self {
            Self::Parameter(parameter) => parameter.unit(),
            Self::Clearance(_) => Some(Unit::Metres),
            Self::Equipment | Self::Plot => None,
        }
    }
}

/// The name in machine output.
impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter(parameter) => f.write_str(parameter.name()),
            Self::Clearance(kind) => write!(f, "{} of {kind}", Parameter::Clearance.name()),
            Self::Equipment => f.write_str("equipment position and rule figures"),
            Self::Plot => f.write_str("parcels as plots"),
        }
    }
}
