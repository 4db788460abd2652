//! `carveout relocate`.

use crate::cli::lang::Lang;
use crate::cli::site_args::{SiteArgs, WaysOut};
use crate::cli::{output, progress, Failure, Outcome};
use crate::language::Language;
use crate::ways_out::places;
use crate::{map, report};
use clap::ValueEnum;
use std::path::PathBuf;

/// Receiving sites for one obstacle, ranked
///
/// Every parcel of the layer (or of --candidates) is screened by gates: outside the site, land use,
/// availability, area, road access, service, control zones, width, clearance. A gate that is not known never
/// counts as passed. Order: fewest gates failed, fewest not known, nearest to the present site.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// Id of the obstacle to relocate
    #[arg(long, value_name = "ID", help_heading = "Relocation")]
    facility: String,
    /// Look for places within the site as well: at its edge, where the loss is least
    #[arg(long, help_heading = "Relocation")]
    within: bool,
    /// Number of receiving sites listed
    #[arg(long, value_name = "N", default_value_t = 10, help_heading = "Relocation")]
    top: usize,
    /// Draw the receiving sites, numbered by rank
    #[arg(long, value_name = "FILE.svg", help_heading = "Output")]
    draw: Option<PathBuf>,
    /// Language of the drawing; names stay as the layers have them
    #[arg(long, value_enum, default_value_t = Lang::En, help_heading = "Output")]
    lang: Lang,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
    Geojson,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    let asked = args.site.settle(WaysOut::Always)?;
    let drawing = args.draw.as_deref().map(|path| asked.outputs().file(path)).transpose()?;
    let case = asked.load()?;
    if asked.layers.parcels.is_none() && asked.layers.candidates.is_none() && !args.within {
        return Err(Failure(
            "no candidate land is given: give --parcels or --candidates, or --within for places within \
             the site"
                .to_owned(),
        ));
    }
    let (found, warnings) = progress::showing("looking for receiving sites", || {
        places(&case, &args.facility, args.within, args.top)
    })
    .map_err(Failure::from_error)?;
    let warnings = warnings.into_vec();
    let site = &case.site;
    if let Some((drawing, city)) = drawing.zip(case.city.as_deref()) {
        let language = Language::from(args.lang);
        let title = language.receiving_sites_for(&site.name, found.obstacle.label());
        let notes = found.ranking.sites.iter().enumerate();
        let notes: Vec<String> =
            notes.map(|(rank, site)| language.ranked(rank + 1, site)).collect();
        let moved =
            [map::Moved { old: &found.obstacle.shape, label: "", sites: &found.ranking.sites }];
        let style = map::Style { language, ..map::Style::default() };
        let svg = map::places(&title, &notes, &site.footprint, &moved, city, &style);
        drawing.write(&svg.map_err(Failure::from_error)?)?;
    }
    let (name, frame) = (&site.name, &site.frame);
    match args.format {
        Format::Text => {
            output::print(&report::text::places(name, &found, &warnings, case.settings.unit))?;
        }
        Format::Json => output::print_json(&report::json::places(frame, &found, &warnings))?,
        Format::Geojson => output::print_json(&report::geojson::places(frame, &found))?,
    }
    Ok(Outcome::Done)
}
