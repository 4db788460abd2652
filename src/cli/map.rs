//! `carveout map`.

use crate::assess::assess;
use crate::cli::lang::Lang;
use crate::cli::site_args::{SiteArgs, WaysOut};
use crate::cli::{progress, Failure, Outcome};
use crate::map;
use crate::settings::Attribution;
use std::path::PathBuf;

/// Map of a site: taking, clearance, remnants and usable land
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// SVG file to write; `-` for standard output
    #[arg(short, long, value_name = "FILE.svg", help_heading = "Output")]
    output: PathBuf,
    /// Width of the drawing in pixels
    #[arg(long, value_name = "PIXELS", default_value_t = 1200, help_heading = "Output",
          value_parser = clap::value_parser!(u32).range(400..=8000))]
    width: u32,
    /// Language; names stay as the layers have them
    #[arg(long, value_enum, default_value_t = Lang::En, help_heading = "Output")]
    lang: Lang,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut asked = args.site.settle(WaysOut::Never)?;
    // Maps show no shares.
    asked.settings.attribution = Attribution::Never;
    let target = asked.outputs().file(&args.output)?;
    let case = asked.load()?;
    let assessment =
        progress::showing("assessing the site", || assess(&case)).map_err(Failure::from_error)?;
    let style = map::Style { width: args.width, language: args.lang.into() };
    let drawing = map::draw(&assessment, &style).map_err(Failure::from_error)?;
    target.write(&drawing)?;
    Ok(Outcome::Done)
}
