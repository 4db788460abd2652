//! What was asked: layers, numbers, and where each number came from.

use crate::carve::{LayoutRequest, Parameters};
use crate::geometry::rectangle::Limits;
use crate::layer::footprint::{self, Found};
use crate::layer::site_file::{SiteLayout, SiteMoney, SiteMove, SiteProject, SiteRanges};
use crate::layer::{self, Columns, LayerError, SiteFile};
use crate::model::{Burden, Estimate, LandUseSystem};
use crate::obstacle::{Ownership, Policy};
use crate::rules::RulePack;
use crate::units::{AreaUnit, Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Receiving sites are looked for this far away unless said otherwise.
const SEARCH_RADIUS_M: f64 = 10_000.0;

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// A flag.
    CommandLine,
    /// `site.toml`.
    SiteFile,
    /// Nobody gave it.
    Default,
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sourced<T> {
    /// The value in use.
    pub value: T,
    /// Where it came from.
    pub from: Given,
}

impl<T> Sourced<T> {
    fn given(flag: Option<T>, file: Option<T>) -> Option<Self> {
        match (flag, file) {
            (Some(value), _) => Some(Self { value, from: Given::CommandLine }),
            (None, Some(value)) => Some(Self { value, from: Given::SiteFile }),
            (None, None) => None,
        }
    }

    fn pick(flag: Option<T>, file: Option<T>, default: T) -> Self {
        Self::given(flag, file).unwrap_or(Self { value: default, from: Given::Default })
    }
}

/// Which obstacles move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Relocate {
    /// None: carve all of them out.
    #[default]
    Nothing,
    /// Every one that may be moved.
    All,
    /// These.
    Ids(Vec<String>),
}

impl Relocate {
    /// Whether obstacles are named one by one.
    #[must_use]
    pub const fn names_ids(&self) -> bool {
        matches!(self, Self::Ids(_))
    }

    fn from_words(words: Vec<String>) -> Self {
        match words.as_slice() {
            [] => Self::Nothing,
            [one] if one == "none" => Self::Nothing,
            [one] if one == "all" => Self::All,
            _ => Self::Ids(words),
        }
    }
}

/// Numbers and choices of an analysis.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Building setback.
    pub setback: Sourced<Metres>,
    /// Building setback along roads, where it is another one.
    pub setback_road: Option<Sourced<Metres>>,
    /// Narrowest usable width.
    pub min_width: Sourced<Metres>,
    /// Smallest usable piece.
    pub min_area: Sourced<SquareMetres>,
    /// How near a road makes frontage.
    pub frontage_tolerance: Sourced<Metres>,
    /// Rule pack, by name or file.
    pub rules: Sourced<String>,
    /// Proposed use.
    pub proposed_use: Sourced<String>,
    /// Jurisdictions whose local rules apply.
    pub jurisdictions: Vec<String>,
    /// Conditions known to hold.
    pub conditions: Vec<String>,
    /// Clearances by kind, from flags.
    pub clearance_command_line: BTreeMap<String, Metres>,
    /// Clearances by kind, from the site file.
    pub clearance_site_file: BTreeMap<String, Metres>,
    /// How much of a kind's clearance it keeps on its own land, from the site file.
    pub burden: BTreeMap<String, Burden>,
    /// Ranges of what is not known for sure.
    pub ranges: SiteRanges,
    /// How the project's own parcels are told.
    pub ownership: Ownership,
    /// Which obstacles move.
    pub relocate: Relocate,
    /// Code system of the parcels' land use, if it was declared.
    pub land_use_system: Option<LandUseSystem>,
    /// Uses that codes and districts stand for, from the site file.
    pub use_of: BTreeMap<String, String>,
    /// Words that mean that a parcel may be had.
    pub available: Vec<String>,
    /// How far receiving sites are looked for.
    pub search_radius: Metres,
    /// What is known of moving things, by kind or by id.
    pub moving: BTreeMap<String, SiteMove>,
    /// What land is worth, and how chances are reckoned.
    pub money: SiteMoney,
    /// What a square metre of usable land is worth to the project, if somebody said so.
    pub land_price: Option<Sourced<Estimate>>,
    /// The project itself.
    pub project: SiteProject,
    /// What is asked of the layout; none if it is not wanted.
    pub layout: Option<LayoutRequest>,
    /// Whether the loss is divided among the obstacles, which takes most of the time where there
    /// are many.
    pub attribution: bool,
    /// Renamed columns.
    pub columns: Columns,
    /// Unit of areas in reports.
    pub unit: AreaUnit,
    /// Id of the site, if given.
    pub id: Option<String>,
    /// Name of the site, if given.
    pub name: Option<String>,
}

/// Where the footprint is.
#[derive(Clone, Debug, PartialEq)]
pub enum FootprintSource {
    /// In a file.
    File(PathBuf),
    /// In the site file itself, as well-known text.
    Text(String),
}

impl FootprintSource {
    /// Reads every footprint in it, those that cannot be used beside the others.
    ///
    /// # Errors
    /// [`LayerError`] when it cannot be read as a whole.
    pub fn read(&self, columns: &Columns) -> Result<Vec<Found>, LayerError> {
        match self {
            Self::File(path) => layer::read_footprints(path, columns),
            Self::Text(text) => footprint::parse_footprints(text, columns),
        }
    }

    /// How messages call it.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Text(_) => footprint::INLINE.to_owned(),
        }
    }
}

/// Files of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Layers {
    /// Footprint.
    pub footprint: FootprintSource,
    /// Only this feature of it.
    pub feature: Option<String>,
    /// Parcels.
    pub parcels: Option<PathBuf>,
    /// Facilities.
    pub facilities: Vec<PathBuf>,
    /// Buildings.
    pub buildings: Vec<PathBuf>,
    /// Roads.
    pub roads: Option<PathBuf>,
    /// Zones.
    pub zones: Vec<PathBuf>,
    /// Zoning districts.
    pub zoning: Option<PathBuf>,
    /// Land to move things to; the parcels if absent.
    pub candidates: Option<PathBuf>,
    /// Whom facilities serve.
    pub demand: Option<PathBuf>,
}

impl Layers {
    /// Every file, the footprint's first.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let footprint = match &self.footprint {
            FootprintSource::File(path) => Some(path),
            FootprintSource::Text(_) => None,
        };
        let land = footprint.into_iter().chain(&self.parcels);
        let standing = self.facilities.iter().chain(&self.buildings);
        let around = self.roads.iter().chain(&self.zones);
        let moving = self.zoning.iter().chain(&self.candidates).chain(&self.demand);
        land.chain(standing).chain(around).chain(moving).map(PathBuf::as_path)
    }
}

fn layout(asked: SiteLayout) -> Option<LayoutRequest> {
    let limits = Limits {
        min_side: asked.min_side_m.map_or(0.0, Metres::get),
        max_aspect: asked.max_aspect,
    };
    asked.wanted.unwrap_or(true).then_some(LayoutRequest { limits, building: asked.building })
}

impl Settings {
    /// Whether anything is said of moving things, or of what that is worth: then all ways out are set
    /// against each other.
    #[must_use]
    pub fn asks_for_ways_out(&self) -> bool {
        !self.moving.is_empty() || self.land_price.is_some() || self.relocate != Relocate::Nothing
    }

    /// The numbers of the area model.
    #[must_use]
    pub fn parameters(&self) -> Parameters {
        Parameters {
            setback: self.setback.value,
            setback_road: self.setback_road.as_ref().map(|sourced| sourced.value),
            min_width: self.min_width.value,
            min_area: self.min_area.value,
        }
    }

    /// Where clearances come from.
    #[must_use]
    pub fn policy<'a>(&'a self, pack: &'a RulePack) -> Policy<'a> {
        Policy {
            pack,
            proposed_use: &self.proposed_use.value,
            jurisdictions: &self.jurisdictions,
            conditions: &self.conditions,
            command_line: &self.clearance_command_line,
            site_file: &self.clearance_site_file,
            burden: &self.burden,
        }
    }

    /// The longest clearance that flags or site file state, ranges included.
    #[must_use]
    pub fn longest_stated_clearance(&self) -> Metres {
        let ranges = self.ranges.clearance_m.values().flatten();
        let stated = self.clearance_command_line.values().chain(self.clearance_site_file.values());
        stated.chain(ranges).copied().fold(Metres::ZERO, Metres::max)
    }

    /// The longer end of the range that is given for the clearance of a kind; zero without one.
    #[must_use]
    pub fn longest_of_range(&self, kind: &str, policy: &Policy<'_>) -> Metres {
        let canonical = policy.canonical(kind);
        let ranges = self.ranges.clearance_m.iter();
        let of_kind = ranges.filter(|(name, _)| policy.canonical(name) == canonical);
        of_kind.flat_map(|(_, ends)| ends).copied().fold(Metres::ZERO, Metres::max)
    }

    /// Settles every value: flags over site file over default.
    ///
    /// # Errors
    /// [`LayerError::NoFootprint`] when neither names a footprint.
    pub fn settle(file: SiteFile, flags: SiteFile) -> Result<(Layers, Self), LayerError> {
        let (from_file, from_flags) = (file.clone(), flags.clone());
        let (f, c) = (from_file.parameters, from_flags.parameters);
        let rules = Sourced::pick(from_flags.rules, from_file.rules, "cn".to_owned());
        let proposed_use =
            Sourced::pick(from_flags.proposed_use, from_file.proposed_use, "industrial".to_owned());
        let both = file.under(flags);
        let footprint = match (both.footprint, both.footprint_wkt) {
            (Some(path), _) => FootprintSource::File(path),
            (None, Some(text)) => FootprintSource::Text(text),
            (None, None) => {
                return Err(LayerError::NoFootprint {
                    file: "site".to_owned(),
                    cause: "no footprint is named".to_owned(),
                })
            }
        };
        let layers = Layers {
            footprint,
            feature: both.feature,
            parcels: both.parcels,
            facilities: both.facilities,
            buildings: both.buildings,
            roads: both.roads,
            zones: both.zones,
            zoning: both.zoning,
            candidates: both.candidates,
            demand: both.demand,
        };
        let settings = Self {
            setback: Sourced::pick(c.setback_m, f.setback_m, Metres::ZERO),
            setback_road: Sourced::given(c.setback_road_m, f.setback_road_m),
            min_width: Sourced::pick(c.min_width_m, f.min_width_m, Metres::ZERO),
            min_area: Sourced::pick(c.min_area_m2, f.min_area_m2, SquareMetres::ZERO),
            frontage_tolerance: Sourced::pick(
                c.frontage_tolerance_m,
                f.frontage_tolerance_m,
                Metres::new(15.0).unwrap_or_default(),
            ),
            rules,
            proposed_use,
            jurisdictions: both.jurisdictions,
            conditions: both.conditions,
            clearance_command_line: from_flags.clearance_m,
            clearance_site_file: from_file.clearance_m,
            burden: both.burden,
            ranges: both.ranges,
            ownership: Ownership { parcel_ids: both.site_parcels, owner: both.owner },
            relocate: Relocate::from_words(both.relocate.unwrap_or_default()),
            land_use_system: both.land_use_system,
            use_of: both.use_of,
            available: both.available,
            search_radius: both
                .search_radius_m
                .unwrap_or_else(|| Metres::new(SEARCH_RADIUS_M).unwrap_or_default()),
            moving: both.moving,
            land_price: Sourced::given(
                from_flags.money.land_price_per_m2,
                from_file.money.land_price_per_m2,
            ),
            money: both.money,
            project: both.project,
            layout: layout(both.layout),
            attribution: both.attribution.unwrap_or(true),
            columns: both.columns,
            unit: both.unit.unwrap_or_default(),
            id: both.id,
            name: both.name,
        };
        Ok((layers, settings))
    }
}
