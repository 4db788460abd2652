//! `carveout detect`.

use crate::assess::found;
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
    let case = args.site.settle(WaysOut::Never)?.load()?;
    let found = found(&case).map_err(Failure::from_error)?;
    let (name, id) = (&case.site.name, &case.site.id);
    match args.format {
        Format::Text => {
            output::print(&report::text::detection(name, &found, case.settings.unit))?;
        }
        Format::Json => output::print_json(&report::json::detection(id, &found))?,
    }
    Ok(if found.obstacles.is_empty() { Outcome::Done } else { Outcome::Found })
}
