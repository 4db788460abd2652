//! `carveout detect`.

use crate::assess::obstacles;
use crate::cli::site_args::{SiteArgs, WaysOut};
use crate::cli::{output, Failure, Outcome};
use crate::report;
use clap::ValueEnum;

/// Obstacles of a site; exit code 1 if there are any
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    let (_, case) = args.site.load(WaysOut::Never)?;
    let (found, warnings) = obstacles(&case).map_err(Failure::from_error)?;
    let warnings = warnings.into_vec();
    output::print(&match args.format {
        Format::Text => {
            report::text::detection(&case.site.name, &found, &warnings, case.settings.unit)
        }
        Format::Json => report::json::detection(&case.site.id, &found, &warnings),
    })?;
    Ok(if found.is_empty() { Outcome::Done } else { Outcome::Found })
}
