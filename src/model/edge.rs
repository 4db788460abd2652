//! Edges of a site: what each of them is, and setbacks that differ by that.

use crate::geometry::Region;
use crate::model::Origin;
use crate::units::Metres;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an edge of a site is to the streets around it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EdgeClass {
    /// Along the street that the site fronts.
    Front,
    /// Along another street.
    StreetSide,
    /// Neither along a street nor facing away from the front.
    Side,
    /// Facing away from the front and not meeting it.
    Rear,
    /// Around land within the site that is no part of it.
    Inner,
}

impl EdgeClass {
    /// The word for it, as files have it.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Something for each class of edges that a setback is given for.
#[derive(Clone, Debug, PartialEq)]
pub struct ByClass<T> {
    /// Of the front.
    pub front: Option<T>,
    /// Of edges along other streets; where there is none, that of the front holds.
    pub street_side: Option<T>,
    /// Of sides.
    pub side: Option<T>,
    /// Of the rear.
    pub rear: Option<T>,
}

// By hand: derived, it would ask the same of `T`.
impl<T> Default for ByClass<T> {
    fn default() -> Self {
        Self { front: None, street_side: None, side: None, rear: None }
    }
}

impl<T> ByClass<T> {
    /// What holds for a class.
    #[must_use]
    pub const fn of(&self, class: EdgeClass) -> Option<&T> {
        match class {
            EdgeClass::Front => self.front.as_ref(),
            EdgeClass::StreetSide if self.street_side.is_none() => self.front.as_ref(),
            EdgeClass::StreetSide => self.street_side.as_ref(),
            EdgeClass::Side => self.side.as_ref(),
            EdgeClass::Rear => self.rear.as_ref(),
            EdgeClass::Inner => None,
        }
    }

    /// Whether there is nothing for any class.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        let Self { front, street_side, side, rear } = self;
        front.is_none() && street_side.is_none() && side.is_none() && rear.is_none()
    }
}

/// A zoning district and the setbacks that its layer gives.
#[derive(Clone, Debug, PartialEq)]
pub struct District {
    /// What it is called.
    pub name: String,
    /// Its setbacks.
    pub setbacks: ByClass<Metres>,
    /// Its area.
    pub region: Region,
    /// The feature it came from.
    pub origin: Origin,
}
