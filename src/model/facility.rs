//! A facility: something that stands on land and may be in the way.

use crate::model::{Origin, Shape};
use crate::units::Metres;
use serde::{Deserialize, Serialize};

/// Which layer a facility stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// A facility layer.
    Facility,
    /// A building layer.
    Building,
    /// A zone layer.
    Zone,
}

/// How much of a clearance is kept on the neighbour's own land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Burden {
    /// All of it: nothing outside its plot is kept free.
    Own,
    /// Half of it: beyond its plot at most half the distance is kept free, the other half inside.
    Shared,
}

impl Burden {
    /// The word in layers and site files.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "own" => Some(Self::Own),
            "shared" => Some(Self::Shared),
            _ => None,
        }
    }

    /// As layers and site files write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shared => "shared",
        }
    }
}

/// What stands for the plot of a facility, where the layer says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotExtent {
    /// The parcel it stands on.
    Parcel,
    /// What is drawn, or the typical plot around a point; no parcel.
    Drawn,
}

impl PlotExtent {
    /// The word in layers.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "parcel" => Some(Self::Parcel),
            "drawn" => Some(Self::Drawn),
            _ => None,
        }
    }

    /// As layers write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Parcel => "parcel",
            Self::Drawn => "drawn",
        }
    }
}

/// A thing of a kind with a place, as a layer described it.
#[derive(Clone, Debug, PartialEq)]
pub struct Facility {
    /// Id as the layer has it; others may have the same.
    pub id: String,
    /// Kind as written in the layer; the rule pack knows its aliases.
    pub kind: String,
    /// Grade or class within the kind.
    pub grade: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// Where it stands.
    pub shape: Shape,
    /// Clearance given with the feature; wins over rules.
    pub clearance: Option<Metres>,
    /// How much of its clearance it keeps on its own land; nothing of it if absent.
    pub burden: Option<Burden>,
    /// What stands for its plot; judged by the layers if absent.
    pub plot: Option<PlotExtent>,
    /// Whether it may be moved at all; unknown if absent.
    pub relocatable: Option<bool>,
    /// The facility of which this is equipment.
    pub part_of: Option<String>,
    /// What equipment it is: `buried_tank`, `dispenser`, ...
    pub part: Option<String>,
    /// Whether it needs access once carved out.
    pub needs_access: Option<bool>,
    /// Width of that way.
    pub access_width: Option<Metres>,
    /// Whether its edge becomes a plot boundary once carved out.
    pub severs: Option<bool>,
    /// Full width of a line's corridor.
    pub width: Option<Metres>,
    /// Height above ground, for rules that depend on it.
    pub height: Option<Metres>,
    /// The layer it stands in.
    pub layer: Layer,
    /// The feature it came from.
    pub origin: Origin,
}

impl Facility {
    /// Name if there is one, else id.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}
