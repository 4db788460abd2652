//! Features in memory: a geometry in degrees of longitude and latitude, and the attributes that layers
//! of their sort may have.
//!
//! Geometries are GeoJSON's, or made from those of `geo`: `&polygon` will do. Features of the `geojson`
//! crate can be given instead wherever one of these is taken.

use crate::loading::Degrees;
use crate::model::{Burden, PlotExtent};
use crate::units::Metres;
use geojson::Feature;

macro_rules! feature {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        pub struct $name(Feature);

        impl From<$name> for Feature {
            fn from(one: $name) -> Self {
                one.0
            }
        }
    };
}

feature!(
    /// The footprint of a site.
    SiteFeature
);
feature!(
    /// A facility, a building or a zone.
    FacilityFeature
);
feature!(
    /// A parcel, or land that something may be moved to.
    ParcelFeature
);
feature!(
    /// A road: a centre line or a surface.
    RoadFeature
);

/// A geometry without attributes.
pub(super) fn bare(geometry: impl Into<Degrees>) -> Feature {
    Feature::from(geometry.into().0)
}

fn with(mut feature: Feature, field: &str, value: impl Into<serde_json::Value>) -> Feature {
    feature.set_property(field, value);
    feature
}

fn metres(feature: Feature, field: &str, length: Metres) -> Feature {
    with(feature, field, length.get())
}

impl SiteFeature {
    /// A footprint: a polygon, or several that are taken together.
    #[must_use]
    pub fn new(id: &str, geometry: impl Into<Degrees>) -> Self {
        Self(with(bare(geometry), "id", id))
    }

    /// What people call the site.
    #[must_use]
    pub fn name(self, name: &str) -> Self {
        Self(with(self.0, "name", name))
    }
}

impl FacilityFeature {
    /// A facility of a kind, as the rule pack names it or one of its aliases.
    #[must_use]
    pub fn new(id: &str, kind: &str, geometry: impl Into<Degrees>) -> Self {
        Self(with(with(bare(geometry), "id", id), "kind", kind))
    }

    /// Grade or class within the kind.
    #[must_use]
    pub fn grade(self, grade: &str) -> Self {
        Self(with(self.0, "grade", grade))
    }

    /// What people call it.
    #[must_use]
    pub fn name(self, name: &str) -> Self {
        Self(with(self.0, "name", name))
    }

    /// How far it keeps others away; goes before the rules.
    #[must_use]
    pub fn clearance(self, clearance: Metres) -> Self {
        Self(metres(self.0, "clearance_m", clearance))
    }

    /// How much of that it keeps on its own land.
    #[must_use]
    pub fn burden(self, burden: Burden) -> Self {
        let word = match burden {
            Burden::Own => "own",
            Burden::Shared => "shared",
        };
        Self(with(self.0, "burden", word))
    }

    /// What stands for its plot: the parcel it stands on, or what is drawn.
    #[must_use]
    pub fn plot(self, extent: PlotExtent) -> Self {
        Self(with(self.0, "plot", extent.word()))
    }

    /// Whether it may be moved.
    #[must_use]
    pub fn relocatable(self, relocatable: bool) -> Self {
        Self(with(self.0, "relocatable", relocatable))
    }

    /// It is equipment of another facility: the other's id, and what of it this is, such as `tank`.
    #[must_use]
    pub fn part_of(self, id: &str, part: &str) -> Self {
        Self(with(with(self.0, "part_of", id), "part", part))
    }

    /// Whether it needs a way in from the road.
    #[must_use]
    pub fn needs_access(self, needs_access: bool) -> Self {
        Self(with(self.0, "needs_access", needs_access))
    }

    /// How wide that way is.
    #[must_use]
    pub fn access_width(self, width: Metres) -> Self {
        Self(metres(self.0, "access_width_m", width))
    }

    /// Whether its edge becomes a plot boundary, which carries the setback.
    #[must_use]
    pub fn severs(self, severs: bool) -> Self {
        Self(with(self.0, "severs", severs))
    }

    /// How wide the corridor is that a line takes.
    #[must_use]
    pub fn width(self, width: Metres) -> Self {
        Self(metres(self.0, "width_m", width))
    }

    /// How high it is.
    #[must_use]
    pub fn height(self, height: Metres) -> Self {
        Self(metres(self.0, "height_m", height))
    }
}

impl ParcelFeature {
    /// A parcel.
    #[must_use]
    pub fn new(id: &str, geometry: impl Into<Degrees>) -> Self {
        Self(with(bare(geometry), "id", id))
    }

    /// Its land-use code.
    #[must_use]
    pub fn land_use(self, code: &str) -> Self {
        Self(with(self.0, "land_use", code))
    }

    /// Its zoning district.
    #[must_use]
    pub fn zoning(self, district: &str) -> Self {
        Self(with(self.0, "zoning", district))
    }

    /// Who holds it.
    #[must_use]
    pub fn owner(self, owner: &str) -> Self {
        Self(with(self.0, "owner", owner))
    }

    /// Whether it may be had, in the register's words.
    #[must_use]
    pub fn status(self, status: &str) -> Self {
        Self(with(self.0, "status", status))
    }

    /// It is the project's own.
    #[must_use]
    pub fn of_the_site(self) -> Self {
        Self(with(self.0, "site", true))
    }
}

impl RoadFeature {
    /// A road.
    #[must_use]
    pub fn new(geometry: impl Into<Degrees>) -> Self {
        Self(bare(geometry))
    }

    /// What people call it.
    #[must_use]
    pub fn name(self, name: &str) -> Self {
        Self(with(self.0, "name", name))
    }

    /// How wide it is, where a centre line is given.
    #[must_use]
    pub fn width(self, width: Metres) -> Self {
        Self(metres(self.0, "width_m", width))
    }
}
