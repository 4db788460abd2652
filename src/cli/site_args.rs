//! Flags that name a site, its layers, rules and parameters: the same for every subcommand.

use crate::assess::Case;
use crate::cli::output::Outputs;
use crate::cli::parameter_flags::ParameterFlags;
use crate::cli::Failure;
use crate::layer::Columns;
use crate::settings::site_file::SiteLayout;
use crate::settings::{Layers, Settings, SiteFile};
use crate::units::AreaUnit;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// A site, its layers, rules and parameters. Flags win over the site file.
#[derive(Debug, Args)]
pub(in crate::cli) struct SiteArgs {
    /// Footprint (GeoJSON or WKT, longitude and latitude), or a `site.toml`; `-` for standard input
    #[arg(value_name = "SITE")]
    pub site: PathBuf,
    /// Use only this feature of the footprint file, by id or by index from zero
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
    /// Control zones, where building is not allowed; may be given more than once
    #[arg(long, value_name = "FILE", help_heading = "Layers")]
    pub zones: Vec<PathBuf>,
    /// Zoning districts: polygons with `zoning`
    #[arg(long, value_name = "FILE", help_heading = "Relocation")]
    pub zoning: Option<PathBuf>,
    /// Candidate parcels for receiving sites [default: the parcel layer]
    #[arg(long, value_name = "FILE", help_heading = "Relocation")]
    pub candidates: Option<PathBuf>,
    /// Demand points of the facilities, with `weight` where they differ
    #[arg(long, value_name = "FILE", help_heading = "Relocation")]
    pub demand: Option<PathBuf>,
    /// Read a field from a column of another name, as in --map kind=TYPE; may be given more than once
    #[arg(long = "map", value_name = "FIELD=COLUMN", value_parser = column, help_heading = "Layers")]
    pub columns: Vec<(String, String)>,
    #[command(flatten)]
    pub parameters: ParameterFlags,
    /// Skip the layout: largest rectangle, circle, buildings
    #[arg(long, help_heading = "Output")]
    pub no_layout: bool,
    /// Divide the loss among the obstacles even where that takes long [default: where it does not]
    #[arg(long, help_heading = "Output", conflicts_with = "no_attribution")]
    pub attribution: bool,
    /// Do not divide the loss among the obstacles
    #[arg(long, help_heading = "Output")]
    pub no_attribution: bool,
    /// Unit of areas in the report
    #[arg(long, value_enum, help_heading = "Output")]
    pub unit: Option<UnitArg>,
}

/// Whether a command computes the options.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) enum WaysOut {
    /// Not used.
    Never,
    /// If the settings ask for them.
    IfAsked,
    /// In any case.
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

fn column(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, column)) if !field.trim().is_empty() && !column.trim().is_empty() => {
            Ok((field.trim().to_owned(), column.trim().to_owned()))
        }
        _ => Err("write it as FIELD=COLUMN".to_owned()),
    }
}

/// What a run was asked: layers and settings, nothing read yet but the site file.
pub(in crate::cli) struct Asked {
    /// As it was given: a footprint or a site file.
    site: PathBuf,
    /// Where the layers are.
    pub(in crate::cli) layers: Layers,
    /// Numbers and choices.
    pub(in crate::cli) settings: Settings,
}

impl Asked {
    /// Every file that is read, standard input left out; one that is named twice comes twice.
    pub(in crate::cli) fn inputs(&self) -> impl Iterator<Item = &Path> {
        let rules = Path::new(&self.settings.rules.value);
        let layers = [self.site.as_path()].into_iter().chain(self.layers.files());
        layers.chain(rules.is_file().then_some(rules)).filter(|path| path.as_os_str() != "-")
    }

    /// Where its results may go.
    pub(in crate::cli) fn outputs(&self) -> Outputs {
        Outputs::beside(self.inputs())
    }

    /// Reads the case.
    pub(in crate::cli) fn load(&self) -> Result<Case, Failure> {
        Case::load(&self.layers, self.settings.clone()).map_err(Failure::from_error)
    }
}

impl SiteArgs {
    /// Layers and settings, with the site file under the flags.
    pub(in crate::cli) fn settle(&self, ways_out: WaysOut) -> Result<Asked, Failure> {
        let is_site_file = self.site.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
        let file = if is_site_file {
            SiteFile::read(&self.site).map_err(Failure::from_error)?
        } else {
            SiteFile { footprint: Some(self.site.clone()), ..SiteFile::default() }
        };
        let settled = Settings::settle(file, self.flags());
        let (layers, mut settings) = settled.map_err(Failure::from_error)?;
        match ways_out {
            WaysOut::Never => settings.ways_out = false,
            WaysOut::IfAsked => {}
            WaysOut::Always => settings.ways_out = true,
        }
        Ok(Asked { site: self.site.clone(), layers, settings })
    }

    /// What the command line says.
    fn flags(&self) -> SiteFile {
        let said = self.parameters.0.clone();
        SiteFile {
            feature: self.feature.clone(),
            parcels: self.parcels.clone(),
            facilities: self.facilities.clone(),
            buildings: self.buildings.clone(),
            roads: self.roads.clone(),
            zones: self.zones.clone(),
            zoning: self.zoning.clone(),
            candidates: self.candidates.clone(),
            demand: self.demand.clone(),
            columns: Columns(self.columns.iter().cloned().collect()),
            layout: SiteLayout { wanted: self.no_layout.then_some(false), ..said.layout },
            attribution: match (self.attribution, self.no_attribution) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            },
            unit: self.unit.map(AreaUnit::from),
            ..said
        }
    }
}
