//! Obstacles: from facilities, parcels and zones to obstacles of a site.
//!
//! | module | decides |
//! |---|---|
//! | [`ownership`] | which parcels are the project's own |
//! | [`plot`] | the land a facility takes: its shape, its parcel, a typical plot, a corridor |
//! | [`clearance`] | how far it keeps others away, from where, by which clause |
//! | [`relation`] | how it lies to the site |
//! | [`neighbour`] | what stands beside the site and stays, and how far the project keeps from it |
//! | `identity` | what it is called, and whose equipment is whose |
//! | `overlap` | whether two shapes plainly share land |
//! | [`mod@detect`] | all of it together |

pub mod clearance;
pub mod detect;
mod identity;
pub mod neighbour;
mod overlap;
pub mod ownership;
pub mod plot;
pub mod relation;

pub use clearance::{Clearance, Consult, LeftOut, MeasuredFrom, PartDistance, Policy, Toward};
pub use detect::{detect, Detection, Surroundings};
pub use neighbour::{Keep, Keeping, LandUses};
pub use ownership::Ownership;
pub use plot::{Drawn, PlotBasis};
pub use relation::Relation;

use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::model::{Layer, Origin};
use crate::rules::Source;
use crate::units::Metres;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which class of thing an obstacle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A facility.
    Facility,
    /// A building.
    Building,
    /// Somebody else's parcel.
    Parcel,
    /// A zone that may not be built on.
    Zone,
    /// Land beside the site that is used for what the project keeps its distance from.
    Neighbour,
}

impl From<Layer> for Class {
    fn from(layer: Layer) -> Self {
        match layer {
            Layer::Facility => Self::Facility,
            Layer::Building => Self::Building,
            Layer::Zone => Self::Zone,
        }
    }
}

/// An obstacle.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Obstacle {
    /// What it is called: the id of the facility or parcel, with its place in its layer where others
    /// around share that id. No two obstacles of a site are called the same.
    pub id: String,
    /// The id that its layer has; others may have the same.
    pub given_id: String,
    /// Which class of thing it is.
    pub class: Class,
    /// Kind, as the rule pack calls it if it knows it.
    pub kind: String,
    /// Grade within the kind, as written.
    pub grade: Option<String>,
    /// That grade as the rule pack writes it, where it knows it.
    pub grade_id: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// How it lies to the site.
    pub relation: Relation,
    /// As what it is drawn.
    pub drawn: Drawn,
    /// All the land it takes.
    pub shape: Region,
    /// The part of that within the site.
    pub taking: Region,
    /// How far it keeps others away.
    pub clearance: Clearance,
    /// Whether the edge of its plot becomes a boundary once it is carved out.
    pub severs: bool,
    /// Whether it needs access.
    pub needs_access: bool,
    /// Width of that way, as far as it is known.
    pub access_width: Option<Metres>,
    /// Who says so.
    pub access_source: Option<Source>,
    /// How many of them: a fuel station has an entrance and an exit.
    pub driveways: u32,
    /// Whether it may be moved; unknown if absent.
    pub relocatable: Option<bool>,
    /// Whether it is only the rule pack that says so, of its kind.
    pub fixed_by_kind: bool,
    /// What stands for its plot.
    pub plot: PlotBasis,
    /// Parcels that go with it as its plot.
    pub plot_parcels: Vec<PlotParcel>,
    /// Who holds the first of them, as the register has it.
    pub plot_owner: Option<String>,
    /// The features of its equipment.
    pub equipment: Vec<Origin>,
    /// How far it lies from the site as it is drawn; zero where it meets it.
    pub distance: Metres,
    /// The feature it came from.
    pub origin: Origin,
}

/// A parcel that goes with an obstacle as its plot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotParcel {
    /// What it is called.
    pub id: String,
    /// Which feature it is.
    pub origin: Origin,
}

impl Obstacle {
    /// A thing that takes all of a shape and keeps nobody away, not yet set against a site.
    ///
    /// Whatever else is known of it is set on it; [`on`](Self::on) sets it against a site.
    ///
    /// ```
    /// use carveout::geometry::{Bounds, Region};
    /// use carveout::model::Origin;
    /// use carveout::obstacle::{Class, Obstacle, Relation};
    /// use carveout::units::Metres;
    ///
    /// let site = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 90.0, max_y: 90.0 });
    /// let plot = Region::rectangle(Bounds { min_x: 30.0, min_y: 30.0, max_x: 60.0, max_y: 50.0 });
    /// let origin = Origin { file: "survey".into(), index: 0, id: None };
    /// let mut station = Obstacle::new("FS-01", Class::Facility, "fuel_station", plot, origin);
    /// station.needs_access = true;
    /// station.access_width = Metres::new(6.0).ok();
    /// let station = station.on(&site)?;
    /// assert_eq!(station.relation, Relation::Enclosed);
    /// assert_eq!(station.taking.area().get(), 600.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        class: Class,
        kind: impl Into<String>,
        shape: Region,
        origin: Origin,
    ) -> Self {
        let id = id.into();
        Self {
            given_id: id.clone(),
            id,
            class,
            kind: kind.into(),
            grade: None,
            grade_id: None,
            name: None,
            relation: Relation::Reaching,
            drawn: Drawn::Area,
            shape,
            taking: Region::empty(),
            clearance: Clearance::default(),
            severs: false,
            needs_access: false,
            access_width: None,
            access_source: None,
            driveways: 1,
            relocatable: None,
            fixed_by_kind: false,
            plot: PlotBasis::Drawn,
            plot_parcels: Vec::new(),
            equipment: Vec::new(),
            plot_owner: None,
            distance: Metres::ZERO,
            origin,
        }
    }

    /// The same with what of it lies on a site, and how it lies to it.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn on(mut self, footprint: &Region) -> Result<Self, OverlayError> {
        self.taking = overlay::intersection(&self.shape, footprint)?;
        self.relation = relation::relation(footprint, &self.shape, &self.taking)?;
        Ok(self)
    }

    /// Whether somebody who writes this id means it, alone or with others that share the id.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        self.id == word || self.origin.is_named(word, &self.given_id)
    }

    /// Whether it belongs to the surroundings: it lies outside the site, reaches in, and nobody moves it.
    /// Buildings, zones and neighbours stay unless their layer says otherwise; facilities go unless it or
    /// the rule pack says that they stay.
    #[must_use]
    pub fn is_context(&self) -> bool {
        let stays = match self.class {
            Class::Building | Class::Zone | Class::Neighbour => self.relocatable != Some(true),
            Class::Facility | Class::Parcel => self.relocatable == Some(false),
        };
        self.relation == Relation::Reaching && stays
    }

    /// Whether it is a line, which is diverted and not moved to another plot.
    #[must_use]
    pub const fn is_line(&self) -> bool {
        matches!(self.drawn, Drawn::Lines { .. })
    }

    /// Name if there is one, else id.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// How far it keeps others away; `None` where that is not known. A parcel or a zone has no distance
    /// of its own.
    #[must_use]
    pub fn known_clearance(&self) -> Option<Metres> {
        let by_nature = matches!(self.class, Class::Parcel | Class::Zone);
        (by_nature || self.clearance.known).then(|| self.clearance.distance())
    }

    /// The zone of the clearance at its lower bound.
    #[must_use]
    pub fn clearance_low(&self) -> &Region {
        self.clearance.zone_low.as_ref().unwrap_or(&self.clearance.zone)
    }
}
