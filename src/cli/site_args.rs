//! Flags that name a site, its layers, rules and parameters: the same for every subcommand.

use crate::assess::{Case, Layers, Settings};
use crate::cli::Failure;
use crate::layer::site_file::{SiteLayout, SiteMoney, SiteParameters};
use crate::layer::{Columns, SiteFile};
use crate::model::Building;
use crate::model::{Estimate, LandUseSystem};
use crate::units::{AreaUnit, Metres, SquareMetres};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A site and what to judge it by. Flags win over the site file.
#[derive(Debug, Args)]
pub(in crate::cli) struct SiteArgs {
    /// Footprint (GeoJSON or WKT, longitude and latitude), or a `site.toml`; `-` for standard input
    #[arg(value_name = "SITE")]
    pub site: PathBuf,
    /// Only this feature of the footprint file, by id or by index from zero
    #[arg(long, value_name = "ID")]
    pub feature: Option<String>,
    /// Parcel layer
    #[arg(long, value_name = "FILE", help_heading = "Layers")]
    pub parcels: Option<PathBuf>,
    /// Facility layer; may be given more than once
    #[arg(long, value_name = "FILE", help_heading = "Layers")]
    pub facilities: Vec<PathBuf>,
    /// Building layer; may be given more than once
    #[arg(long, value_name = "FILE", help_heading = "Layers")]
    pub buildings: Vec<PathBuf>,
    /// Road layer: lines with `width_m`, or surfaces
    #[arg(long, value_name = "FILE", help_heading = "Layers")]
    pub roads: Option<PathBuf>,
    /// Layer of zones that may not be built on; may be given more than once
    #[arg(long, value_name = "FILE", help_heading = "Layers")]
    pub zones: Vec<PathBuf>,
    /// Layer of zoning districts: areas with `zoning`
    #[arg(long, value_name = "FILE", help_heading = "Relocation")]
    pub zoning: Option<PathBuf>,
    /// Land that things may be moved to [default: the parcel layer]
    #[arg(long, value_name = "FILE", help_heading = "Relocation")]
    pub candidates: Option<PathBuf>,
    /// Those served: points, with `weight` if they do not count alike
    #[arg(long, value_name = "FILE", help_heading = "Relocation")]
    pub demand: Option<PathBuf>,
    /// Code system of land use: `cn_2023`, `gb50137`, or `free`
    #[arg(long, value_name = "SYSTEM", help_heading = "Relocation")]
    pub land_use_system: Option<LandUseSystem>,
    /// Words of the column `status` that mean that a parcel may be had
    #[arg(long, value_name = "WORD,..", value_delimiter = ',', help_heading = "Relocation")]
    pub available: Vec<String>,
    /// How far receiving sites are looked for [default: 10000]
    #[arg(long, value_name = "METRES", help_heading = "Relocation")]
    pub search_radius: Option<Metres>,
    /// What a square metre of usable land is worth: 600, 450..900 or 450..600..900
    #[arg(long, value_name = "PRICE", help_heading = "Relocation")]
    pub land_price: Option<Estimate>,
    /// Parcels that are the project's own; all others in the footprint are obstacles
    #[arg(long, value_name = "ID,..", value_delimiter = ',', help_heading = "Layers")]
    pub site_parcels: Option<Vec<String>>,
    /// Holder whose parcels are the project's own
    #[arg(long, value_name = "NAME", help_heading = "Layers")]
    pub owner: Option<String>,
    /// The layer calls a field otherwise, as in --map kind=TYPE
    #[arg(long = "map", value_name = "FIELD=COLUMN", value_parser = column, help_heading = "Layers")]
    pub columns: Vec<(String, String)>,
    /// Rule pack: cn, us, eu, or a TOML file [default: cn]
    #[arg(long, value_name = "PACK", help_heading = "Rules")]
    pub rules: Option<String>,
    /// Proposed use, as `carveout rules list` names them [default: industrial]
    #[arg(long = "use", value_name = "KIND", help_heading = "Rules")]
    pub proposed_use: Option<String>,
    /// Clearance of a kind, in metres; wins over features and rules
    #[arg(long, value_name = "KIND=METRES", value_parser = distance, help_heading = "Rules")]
    pub clearance: Vec<(String, Metres)>,
    /// Apply the local rules of a jurisdiction too; may be given more than once
    #[arg(long, value_name = "NAME", help_heading = "Rules")]
    pub jurisdiction: Vec<String>,
    /// Declare a condition of rules to hold; may be given more than once
    #[arg(long, value_name = "ID", help_heading = "Rules")]
    pub condition: Vec<String>,
    /// Building setback from the boundary and from carved-out plots [default: 0]
    #[arg(long, value_name = "METRES", help_heading = "Parameters")]
    pub setback: Option<Metres>,
    /// Building setback along roads [default: as everywhere]
    #[arg(long, value_name = "METRES", help_heading = "Parameters")]
    pub setback_road: Option<Metres>,
    /// Narrowest usable width [default: 0]
    #[arg(long, value_name = "METRES", help_heading = "Parameters")]
    pub min_width: Option<Metres>,
    /// Smallest usable piece [default: 0]
    #[arg(long, value_name = "M2", help_heading = "Parameters")]
    pub min_area: Option<SquareMetres>,
    /// How near a road must be for the boundary to be frontage [default: 15]
    #[arg(long, value_name = "METRES", help_heading = "Parameters")]
    pub frontage_tolerance: Option<Metres>,
    /// Move these obstacles, `all`, or `none`
    #[arg(long, value_name = "ID,..", value_delimiter = ',', help_heading = "Parameters")]
    pub relocate: Option<Vec<String>>,
    /// Place a building as often as it fits: 60x24, or 60x24+12 with 12 m between any two
    #[arg(long, value_name = "WxD[+GAP]", help_heading = "Parameters")]
    pub building: Option<Building>,
    /// Do not look for the largest rectangle and for places of buildings
    #[arg(long, help_heading = "Output")]
    pub no_layout: bool,
    /// Do not divide the loss among the obstacles, which takes most of the time where there are many
    #[arg(long, help_heading = "Output")]
    pub no_attribution: bool,
    /// Unit of areas in the report
    #[arg(long, value_enum, help_heading = "Output")]
    pub unit: Option<UnitArg>,
}

/// Whether a command has use for the ways out.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) enum WaysOut {
    /// It shows nothing of them.
    Never,
    /// If the settings ask for them.
    IfAsked,
    /// It is about them.
    Always,
}

/// Units a report can be written in.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum UnitArg {
    M2,
    Mu,
    Ha,
    Acre,
    Sqft,
}

impl From<UnitArg> for AreaUnit {
    fn from(unit: UnitArg) -> Self {
        match unit {
            UnitArg::M2 => Self::M2,
            UnitArg::Mu => Self::Mu,
            UnitArg::Ha => Self::Ha,
            UnitArg::Acre => Self::Acre,
            UnitArg::Sqft => Self::Sqft,
        }
    }
}

fn pair(text: &str) -> Result<(String, &str), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim()))
        }
        _ => Err("write it as NAME=VALUE".to_owned()),
    }
}

fn column(text: &str) -> Result<(String, String), String> {
    pair(text).map(|(field, column)| (field, column.to_owned()))
}

fn distance(text: &str) -> Result<(String, Metres), String> {
    let (kind, metres) = pair(text)?;
    let metres = metres.parse::<Metres>().map_err(|error| error.to_string())?;
    Ok((kind, metres))
}

impl SiteArgs {
    /// Layers and settings, with the site file under the flags.
    pub(in crate::cli) fn settle(&self) -> Result<(Layers, Settings), Failure> {
        let is_site_file = self.site.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
        let file = if is_site_file {
            SiteFile::read(&self.site).map_err(Failure::from_error)?
        } else {
            SiteFile { footprint: Some(self.site.clone()), ..SiteFile::default() }
        };
        Settings::settle(file, self.flags()).map_err(Failure::from_error)
    }

    /// Reads the case, and says which layers it was read from.
    pub(in crate::cli) fn load(&self, ways_out: WaysOut) -> Result<(Layers, Case), Failure> {
        let (layers, mut settings) = self.settle()?;
        match ways_out {
            WaysOut::Never => settings.ways_out = false,
            WaysOut::IfAsked => {}
            WaysOut::Always => settings.ways_out = true,
        }
        let case = Case::load(&layers, settings).map_err(Failure::from_error)?;
        Ok((layers, case))
    }

    fn flags(&self) -> SiteFile {
        let clearance: BTreeMap<String, Metres> = self.clearance.iter().cloned().collect();
        SiteFile {
            feature: self.feature.clone(),
            parcels: self.parcels.clone(),
            facilities: self.facilities.clone(),
            buildings: self.buildings.clone(),
            roads: self.roads.clone(),
            zones: self.zones.clone(),
            site_parcels: self
                .site_parcels
                .as_ref()
                .map(|ids| ids.iter().filter(|id| !id.is_empty()).cloned().collect()),
            owner: self.owner.clone(),
            rules: self.rules.clone(),
            proposed_use: self.proposed_use.clone(),
            jurisdictions: self.jurisdiction.clone(),
            conditions: self.condition.clone(),
            relocate: self.relocate.clone(),
            layout: SiteLayout {
                wanted: self.no_layout.then_some(false),
                building: self.building,
                ..SiteLayout::default()
            },
            attribution: self.no_attribution.then_some(false),
            unit: self.unit.map(AreaUnit::from),
            parameters: SiteParameters {
                setback_m: self.setback,
                setback_road_m: self.setback_road,
                min_width_m: self.min_width,
                min_area_m2: self.min_area,
                frontage_tolerance_m: self.frontage_tolerance,
            },
            clearance_m: clearance,
            zoning: self.zoning.clone(),
            candidates: self.candidates.clone(),
            demand: self.demand.clone(),
            land_use_system: self.land_use_system,
            available: self.available.clone(),
            search_radius_m: self.search_radius,
            money: SiteMoney { land_price_per_m2: self.land_price, ..SiteMoney::default() },
            columns: Columns(self.columns.iter().cloned().collect()),
            ..SiteFile::default()
        }
    }
}
