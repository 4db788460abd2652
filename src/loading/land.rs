//! A site's surroundings in memory, and what is asked of it.

use crate::layer::site_file::SiteFile;
use crate::layer::{Features, Input};
use crate::loading::case::{Case, LoadError};
use crate::loading::feature::bare;
use crate::loading::sources::{Footprints, Sources};
use crate::loading::Degrees;
use crate::settings::Settings;
use crate::units::{Metres, SquareMetres};
use geojson::Feature;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How messages call footprints in memory.
const FOOTPRINT: &str = "memory/site";

/// What a layer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Parcels,
    Facilities,
    Buildings,
    Roads,
    Zones,
    Zoning,
    Candidates,
    Demand,
}

impl Role {
    /// How messages call the layer.
    const fn name(self) -> &'static str {
        match self {
            Self::Parcels => "memory/parcels",
            Self::Facilities => "memory/facilities",
            Self::Buildings => "memory/buildings",
            Self::Roads => "memory/roads",
            Self::Zones => "memory/zones",
            Self::Zoning => "memory/zoning",
            Self::Candidates => "memory/candidates",
            Self::Demand => "memory/demand",
        }
    }
}

/// Layers in memory and parameters: everything of a case but its footprint.
///
/// A layer that is named is given, even if it has no feature: a city without zones is another thing than
/// one whose zones nobody knows.
///
/// ```
/// use carveout::geo::polygon;
/// use carveout::loading::{FacilityFeature, Land};
/// use carveout::units::Metres;
///
/// let footprint = polygon![(x: 109.84, y: 40.62), (x: 109.844, y: 40.62),
///     (x: 109.844, y: 40.623), (x: 109.84, y: 40.623)];
/// let station = polygon![(x: 109.841, y: 40.621), (x: 109.8416, y: 40.621),
///     (x: 109.8416, y: 40.6214), (x: 109.841, y: 40.6214)];
/// let case = Land::new()
///     .facility(FacilityFeature::new("FS-01", "fuel_station", &station).grade("二级"))
///     .setback(Metres::new(10.0)?)
///     .case(&footprint)?;
/// assert_eq!(case.around.facilities[0].id, "FS-01");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Land {
    asked: SiteFile,
    layers: BTreeMap<Role, Vec<Feature>>,
}

impl Land {
    /// Nothing around, and every parameter at its default.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All that a site file can ask for. Layers that it names are read from their files; those given in
    /// memory go before them.
    #[must_use]
    pub fn asked(file: SiteFile) -> Self {
        Self { asked: file, layers: BTreeMap::new() }
    }

    fn with<F: Into<Feature>>(mut self, role: Role, features: impl IntoIterator<Item = F>) -> Self {
        let held = self.layers.entry(role).or_default();
        held.extend(features.into_iter().map(Into::into));
        self
    }

    /// Adds a parcel.
    #[must_use]
    pub fn parcel(self, parcel: impl Into<Feature>) -> Self {
        self.parcels([parcel])
    }

    /// Adds parcels.
    #[must_use]
    pub fn parcels<F: Into<Feature>>(self, parcels: impl IntoIterator<Item = F>) -> Self {
        self.with(Role::Parcels, parcels)
    }

    /// Adds a facility.
    #[must_use]
    pub fn facility(self, facility: impl Into<Feature>) -> Self {
        self.facilities([facility])
    }

    /// Adds facilities.
    #[must_use]
    pub fn facilities<F: Into<Feature>>(self, facilities: impl IntoIterator<Item = F>) -> Self {
        self.with(Role::Facilities, facilities)
    }

    /// Adds buildings.
    #[must_use]
    pub fn buildings<F: Into<Feature>>(self, buildings: impl IntoIterator<Item = F>) -> Self {
        self.with(Role::Buildings, buildings)
    }

    /// Adds a road.
    #[must_use]
    pub fn road(self, road: impl Into<Feature>) -> Self {
        self.roads([road])
    }

    /// Adds roads.
    #[must_use]
    pub fn roads<F: Into<Feature>>(self, roads: impl IntoIterator<Item = F>) -> Self {
        self.with(Role::Roads, roads)
    }

    /// Adds areas that may not be built on.
    #[must_use]
    pub fn zones<F: Into<Feature>>(self, zones: impl IntoIterator<Item = F>) -> Self {
        self.with(Role::Zones, zones)
    }

    /// Adds zoning districts, for parcels that have none of their own.
    #[must_use]
    pub fn zoning<F: Into<Feature>>(self, districts: impl IntoIterator<Item = F>) -> Self {
        self.with(Role::Zoning, districts)
    }

    /// Adds land that things may be moved to, where that is another layer than the parcels.
    #[must_use]
    pub fn candidates<F: Into<Feature>>(self, candidates: impl IntoIterator<Item = F>) -> Self {
        self.with(Role::Candidates, candidates)
    }

    /// Adds those whom facilities serve.
    #[must_use]
    pub fn demand<F: Into<Feature>>(self, demand: impl IntoIterator<Item = F>) -> Self {
        self.with(Role::Demand, demand)
    }

    /// Rule pack: `cn`, `us`, `eu`, or a file.
    #[must_use]
    pub fn rules(mut self, pack: &str) -> Self {
        self.asked.rules = Some(pack.to_owned());
        self
    }

    /// Proposed use, as the rule pack names it.
    #[must_use]
    pub fn proposed_use(mut self, proposed: &str) -> Self {
        self.asked.proposed_use = Some(proposed.to_owned());
        self
    }

    /// Building setback from the boundary and from carved-out plots.
    #[must_use]
    pub fn setback(mut self, setback: Metres) -> Self {
        self.asked.parameters.setback_m = Some(setback);
        self
    }

    /// Narrowest usable width.
    #[must_use]
    pub fn min_width(mut self, width: Metres) -> Self {
        self.asked.parameters.min_width_m = Some(width);
        self
    }

    /// Smallest usable piece.
    #[must_use]
    pub fn min_area(mut self, area: SquareMetres) -> Self {
        self.asked.parameters.min_area_m2 = Some(area);
        self
    }

    /// Moves the obstacles of these ids.
    #[must_use]
    pub fn relocate<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        self.asked.relocate = Some(ids.into_iter().map(str::to_owned).collect());
        self
    }

    /// The case of a site with this footprint.
    ///
    /// # Errors
    /// [`LoadError`] when the footprint, a layer in a file or the rules cannot be used; features that
    /// cannot be used are warnings.
    pub fn case(&self, footprint: impl Into<Degrees>) -> Result<Case, LoadError> {
        self.case_of([bare(footprint)])
    }

    /// The case of a site whose footprint is one or several features, with their id and name.
    ///
    /// # Errors
    /// As [`Self::case`].
    pub fn case_of<F: Into<Feature>>(
        &self,
        footprint: impl IntoIterator<Item = F>,
    ) -> Result<Case, LoadError> {
        let (sources, settings) = self.sources(footprint)?;
        Case::read(&sources, settings)
    }

    /// Where everything is, with these footprints, and what is asked.
    pub(crate) fn sources<F: Into<Feature>>(
        &self,
        footprints: impl IntoIterator<Item = F>,
    ) -> Result<(Sources, Settings), LoadError> {
        let mut asked = self.asked.clone();
        // Settings want a footprint to be named; that it is elsewhere is told right below.
        asked.footprint = Some(PathBuf::from(FOOTPRINT));
        let (files, settings) = Settings::settle(asked, SiteFile::default())?;
        let footprints: Vec<Feature> = footprints.into_iter().map(Into::into).collect();
        let mut sources = Sources::files(&files);
        sources.footprints = Footprints::Memory(Features::new(FOOTPRINT, footprints));
        for (role, features) in &self.layers {
            let input = Input::Memory(Features::new(role.name(), features.clone()));
            match role {
                Role::Parcels => sources.parcels = Some(input),
                Role::Facilities => sources.facilities = vec![input],
                Role::Buildings => sources.buildings = vec![input],
                Role::Roads => sources.roads = Some(input),
                Role::Zones => sources.zones = vec![input],
                Role::Zoning => sources.zoning = Some(input),
                Role::Candidates => sources.candidates = Some(input),
                Role::Demand => sources.demand = Some(input),
            }
        }
        Ok((sources, settings))
    }
}
