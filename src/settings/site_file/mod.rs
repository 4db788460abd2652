//! `site.toml`: one file that names footprint, layers, rules and parameters of a site.

mod deed;
mod relocation;
mod remnant;
#[cfg(test)]
mod schema;
mod setbacks;

pub use deed::SiteDeed;
pub(in crate::settings) use deed::{deed_area, share};
pub use relocation::{SiteMoney, SiteMonths, SiteMove, SiteProject};
pub use remnant::SiteRemnantUse;
pub use setbacks::{Bearing, CompassPoint, SiteEdge, SiteSetbacks};

use crate::layer::{Columns, LayerError};
use crate::model::{Building, Burden, LandUseSystem, RemnantUse};
use crate::settings::merge::{merged, Merge};
use crate::text_file;
use crate::units::{AreaUnit, Metres, SquareMetres};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a site file says; every member may be absent. Paths are relative to the file.
///
/// The command line fills the same structure and wins member by member ([`SiteFile::under`]).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteFile {
    /// Id of the site.
    pub id: Option<String>,
    /// Name for headings.
    pub name: Option<String>,
    /// GeoJSON or WKT file with the footprint.
    pub footprint: Option<PathBuf>,
    /// The footprint itself as well-known text, instead of a file.
    pub footprint_wkt: Option<String>,
    /// Only this feature of the footprint file: its id, or its index from zero.
    pub feature: Option<String>,
    /// Parcel layer.
    pub parcels: Option<PathBuf>,
    /// Facility layers.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany<PathBuf>")]
    pub facilities: Vec<PathBuf>,
    /// Building layers: every feature is of kind `building`.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany<PathBuf>")]
    pub buildings: Vec<PathBuf>,
    /// Road layer: lines with `width_m`, or surfaces.
    pub roads: Option<PathBuf>,
    /// Control-zone layers: areas where building is not allowed.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany<PathBuf>")]
    pub zones: Vec<PathBuf>,
    /// Zoning districts: polygons with `zoning`, and with `front_m`, `street_side_m`, `side_m`, `rear_m` where
    /// they have setbacks of their own.
    pub zoning: Option<PathBuf>,
    /// Candidate parcels for receiving sites; else the parcel layer.
    pub candidates: Option<PathBuf>,
    /// Demand points of the facilities, with `weight` where they differ.
    pub demand: Option<PathBuf>,
    /// Ids of the parcels that are the project's own; all others in the footprint are obstacles.
    pub site_parcels: Option<Vec<String>>,
    /// Holders whose parcels are the project's own. Case, width of letters, spaces and punctuation of
    /// names do not matter.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany<String>")]
    pub owner: Vec<String>,
    /// Rule pack: `cn`, `us`, `eu`, or a file.
    pub rules: Option<String>,
    /// Proposed use, as `carveout rules list` names them.
    #[serde(rename = "use")]
    pub proposed_use: Option<String>,
    /// Jurisdictions whose local rules apply besides the national ones.
    pub jurisdictions: Vec<String>,
    /// Conditions of rules that hold.
    pub conditions: Vec<String>,
    /// Ids of the obstacles to relocate; `all` for all of them, `none` for none.
    #[serde(deserialize_with = "some_one_or_many")]
    #[schemars(with = "OneOrMany<String>")]
    pub relocate: Option<Vec<String>>,
    /// Code system of `land_use` in the parcel layer: `cn_2023`, `gb50137`, or `free` for any other.
    /// The same code means different land in different systems, so it is never guessed.
    pub land_use_system: Option<LandUseSystem>,
    /// Which use of the rule pack a land-use code or zoning district stands for:
    /// `"R1" = "housing"`; wins over the rule pack.
    pub use_of: BTreeMap<String, String>,
    /// Values of the column `status` that mean that a parcel is available.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "OneOrMany<String>")]
    pub available: Vec<String>,
    /// Search radius for receiving sites, metres.
    pub search_radius_m: Option<Metres>,
    /// Relocation data, by kind or by id.
    #[serde(rename = "move")]
    pub moving: BTreeMap<String, SiteMove>,
    /// Land price and money.
    pub money: SiteMoney,
    /// The project itself.
    pub project: SiteProject,
    /// The layout wanted.
    pub layout: SiteLayout,
    /// Whether the loss is divided among the obstacles; by default where that takes no more than a second
    /// or two.
    pub attribution: Option<bool>,
    /// Unit of areas in the report.
    pub unit: Option<AreaUnit>,
    /// Parameters of the area model.
    pub parameters: SiteParameters,
    /// The title of the site.
    pub deed: SiteDeed,
    /// Setbacks by what an edge is.
    pub setbacks: SiteSetbacks,
    /// Edges told by hand.
    pub edge: Vec<SiteEdge>,
    /// Ranges of uncertain parameters.
    pub ranges: SiteRanges,
    /// Clearance by kind, in metres: wins over the rule pack, loses to the feature.
    pub clearance_m: BTreeMap<String, Metres>,
    /// How far the project keeps from what stands beside its site, in metres, by use (`housing`, `school`, ...):
    /// wins over the rule pack.
    pub neighbour_clearance_m: BTreeMap<String, Metres>,
    /// How much of a kind's clearance it keeps on its own land: `"own"` all of it, `"shared"` half.
    pub burden: BTreeMap<String, Burden>,
    /// What remnants may serve, by use: `office`, `parking`, `green`, `pipe_corridor`. Without it the loss is told with
    /// remnants worth nothing and worth as much as usable land.
    #[schemars(schema_with = "remnant::schema")]
    pub remnant: BTreeMap<RemnantUse, SiteRemnantUse>,
    /// Renamed columns: `kind = "TYPE"`.
    pub columns: Columns,
}

/// Parameters of the area model, as far as they are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteParameters {
    /// Building setback from the site's boundary and from the edge of a carved-out plot, metres.
    pub setback_m: Option<Metres>,
    /// Building setback along roads, where it differs, metres.
    pub setback_road_m: Option<Metres>,
    /// Minimum usable width, metres.
    pub min_width_m: Option<Metres>,
    /// Minimum area of a usable piece, square metres.
    pub min_area_m2: Option<SquareMetres>,
    /// Distance to a road within which the boundary counts as frontage, metres.
    pub frontage_tolerance_m: Option<Metres>,
    /// Narrowest way by which land counts as reachable, metres. Where it is not given, the rule pack says
    /// it for the proposed use, as far as it knows.
    pub min_way_m: Option<Metres>,
    /// A facility drawn as a point takes the parcel it stands on as its plot where that is at most this
    /// many times the typical plot of its kind.
    #[serde(deserialize_with = "factor")]
    #[schemars(range(min = 0.0))]
    pub plot_factor: Option<f64>,
    /// Drawing accuracy, metres: gaps and slivers up to this width within the site are closed, and a
    /// parcel that overlaps the site by less than this on average was drawn to meet it. 0 closes none.
    pub gap_tolerance_m: Option<Metres>,
}

/// The layout wanted, as far as it is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteLayout {
    /// Whether the layout (rectangle, circle, buildings) is computed; true by default.
    pub wanted: Option<bool>,
    /// Building to be placed as often as it fits: `"60x24"`, or `"60x24+12"` with a clear
    /// distance of 12 m between any two.
    pub building: Option<Building>,
    /// Minimum side of the largest rectangle, metres.
    pub min_side_m: Option<Metres>,
    /// Maximum ratio of its longer side to the shorter; 1 asks for a square.
    #[serde(deserialize_with = "aspect")]
    #[schemars(range(min = 1.0))]
    pub max_aspect: Option<f64>,
}

/// A list, or a single value that stands for a list of one.
#[derive(Deserialize, schemars::JsonSchema)]
#[serde(untagged, expecting = "a value or a list of values")]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

fn one_or_many<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(value) => vec![value],
        OneOrMany::Many(values) => values,
    })
}

fn aspect<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let aspect = f64::deserialize(deserializer)?;
    if aspect.is_finite() && aspect >= 1.0 {
        return Ok(Some(aspect));
    }
    let wrong = format!(
        "max_aspect {aspect} is not a ratio of the longer side to the shorter: give 1 or more"
    );
    Err(serde::de::Error::custom(wrong))
}

fn factor<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let factor = f64::deserialize(deserializer)?;
    if factor.is_finite() && factor >= 0.0 {
        return Ok(Some(factor));
    }
    let wrong = format!("plot_factor {factor} is not a number, zero or more");
    Err(serde::de::Error::custom(wrong))
}

fn some_one_or_many<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    one_or_many(deserializer).map(Some)
}

/// First and second value of an uncertain parameter; the loss is computed at both, and over all ranges
/// together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteRanges {
    /// Building setback, metres.
    pub setback_m: Option<[Metres; 2]>,
    /// Building setback along roads, metres.
    pub setback_road_m: Option<[Metres; 2]>,
    /// Minimum usable width, metres.
    pub min_width_m: Option<[Metres; 2]>,
    /// Minimum area of a usable piece, square metres.
    pub min_area_m2: Option<[SquareMetres; 2]>,
    /// Clearance by kind, metres.
    pub clearance_m: BTreeMap<String, [Metres; 2]>,
}

impl SiteFile {
    /// Reads a site file and resolves its paths.
    ///
    /// # Errors
    /// [`LayerError::Unreadable`], [`LayerError::SiteFile`].
    pub fn read(path: &Path) -> Result<Self, LayerError> {
        let file = path.display().to_string();
        if path.is_dir() {
            return Err(LayerError::Directory { file });
        }
        let text = text_file::read(path)
            .map_err(|cause| LayerError::Unreadable { file: file.clone(), cause })?;
        let mut site: Self = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(String::new(), |span| {
                format!("line {}: ", text[..span.start.min(text.len())].lines().count().max(1))
            });
            let words = error.message().trim().replace('\n', " ");
            LayerError::SiteFile { file: file.clone(), cause: format!("{line}{words}") }
        })?;
        let cause = match (&site.footprint, &site.footprint_wkt) {
            (None, None) => "names no footprint; add footprint = \"FILE\" or footprint_wkt",
            (Some(_), Some(_)) => "names both footprint and footprint_wkt; keep one of the two",
            _ => "",
        };
        if !cause.is_empty() {
            return Err(LayerError::SiteFile { file, cause: cause.to_owned() });
        }
        site.resolve(path.parent().unwrap_or_else(|| Path::new("")));
        Ok(site)
    }

    fn resolve(&mut self, base: &Path) {
        let join = |path: &mut PathBuf| *path = base.join(&*path);
        self.footprint.iter_mut().for_each(join);
        self.parcels.iter_mut().for_each(join);
        self.roads.iter_mut().for_each(join);
        self.zoning.iter_mut().for_each(join);
        self.candidates.iter_mut().for_each(join);
        self.demand.iter_mut().for_each(join);
        self.facilities.iter_mut().for_each(join);
        self.buildings.iter_mut().for_each(join);
        self.zones.iter_mut().for_each(join);
        if let Some(rules) = &mut self.rules {
            if Path::new(&*rules).extension().is_some() {
                *rules = base.join(&*rules).display().to_string();
            }
        }
    }

    /// What is used where not given anything.
    #[must_use]
    pub fn defaults() -> Self {
        let metres = |value: f64| Metres::new(value).ok();
        Self {
            rules: Some("cn".to_owned()),
            proposed_use: Some("industrial".to_owned()),
            relocate: Some(vec!["none".to_owned()]),
            search_radius_m: metres(10_000.0),
            parameters: SiteParameters {
                setback_m: Some(Metres::ZERO),
                min_width_m: Some(Metres::ZERO),
                min_area_m2: Some(SquareMetres::ZERO),
                frontage_tolerance_m: metres(15.0),
                min_way_m: metres(4.0),
                plot_factor: Some(3.0),
                gap_tolerance_m: metres(0.05),
                ..SiteParameters::default()
            },
            deed: SiteDeed {
                unit: Some(AreaUnit::M2),
                tolerance: Some(0.01),
                ..SiteDeed::default()
            },
            money: SiteMoney { draws: Some(10_000), seed: Some(1), ..SiteMoney::default() },
            ..Self::default()
        }
    }

    /// This with everything that `over` says put on top. Lists are replaced, tables merged.
    #[must_use]
    pub fn under(mut self, over: Self) -> Self {
        // A footprint is named in one of two ways.
        if over.footprint.is_some() || over.footprint_wkt.is_some() {
            self.footprint = None;
            self.footprint_wkt = None;
        }
        self.merge_from(over);
        self
    }
}

merged!(SiteFile {
    id,
    name,
    footprint,
    footprint_wkt,
    feature,
    parcels,
    facilities,
    buildings,
    roads,
    zones,
    zoning,
    candidates,
    demand,
    site_parcels,
    owner,
    rules,
    proposed_use,
    jurisdictions,
    conditions,
    relocate,
    land_use_system,
    use_of,
    available,
    search_radius_m,
    moving,
    money,
    project,
    layout,
    attribution,
    unit,
    parameters,
    deed,
    setbacks,
    edge,
    ranges,
    clearance_m,
    neighbour_clearance_m,
    burden,
    remnant,
    columns,
});

merged!(SiteParameters {
    setback_m,
    setback_road_m,
    min_width_m,
    min_area_m2,
    frontage_tolerance_m,
    min_way_m,
    plot_factor,
    gap_tolerance_m,
});

merged!(SiteLayout { wanted, building, min_side_m, max_aspect });

merged!(SiteRanges { setback_m, setback_road_m, min_width_m, min_area_m2, clearance_m });
