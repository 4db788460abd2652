//! `carveout assess`.

use crate::assess::assess;
use crate::cli::site_args::{SiteArgs, WaysOut};
use crate::cli::{output, progress, Failure, Outcome};
use crate::{map, report};
use clap::ValueEnum;
use std::path::PathBuf;

/// Usable land lost by carving obstacles out, and recovered by relocating them
///
/// Prints the loss, its ledger, the obstacles, the options and the warnings. With --out, the report, the
/// assessment, the ledger polygons and the map are written to a folder as well.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// Do not compare the options, which takes nearly all of the time
    #[arg(long, help_heading = "Relocation")]
    no_options: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    format: Format,
    /// Write report.txt, assessment.json, ledger.geojson and map.svg into this folder
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
    Geojson,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    let wanted = if args.no_options { WaysOut::Never } else { WaysOut::IfAsked };
    let asked = args.site.settle(wanted)?;
    let folder = args.out.as_deref().map(|folder| asked.outputs().folder(folder)).transpose()?;
    let case = asked.load()?;
    let assessment =
        progress::showing("assessing the site", || assess(&case)).map_err(Failure::from_error)?;
    if let Some(folder) = folder {
        let drawing =
            map::draw(&assessment, &map::Style::default()).map_err(Failure::from_error)?;
        folder.write("report.txt", &report::text::report(&assessment))?;
        folder.write("assessment.json", &report::json::report(&assessment))?;
        folder.write("ledger.geojson", &report::geojson::report(&assessment))?;
        folder.write("map.svg", &drawing)?;
    }
    match args.format {
        Format::Text => output::print(&report::text::report(&assessment))?,
        Format::Json => output::print_json(&report::json::report(&assessment))?,
        Format::Geojson => output::print_json(&report::geojson::report(&assessment))?,
    }
    Ok(Outcome::Done)
}
