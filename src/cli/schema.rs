//! `carveout schema`.

use crate::cli::{output, Failure, Outcome};
use clap::ValueEnum;

/// JSON Schemas of site.toml and of the results
///
/// For editors that check and complete site.toml, and for programs that read results. Draft 2020-12.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Document that the schema describes
    #[arg(value_enum)]
    of: Document,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Document {
    /// The site file
    Site,
    /// What `assess --format json` writes
    Assessment,
    /// What `detect --format json` writes
    Detection,
    /// What `relocate --format json` writes
    Relocation,
    /// A line of what `batch -o FILE.ndjson` writes
    Row,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    output::print(match args.of {
        Document::Site => include_str!("../../data/schema/site.schema.json"),
        Document::Assessment => include_str!("../../data/schema/assessment.schema.json"),
        Document::Detection => include_str!("../../data/schema/detection.schema.json"),
        Document::Relocation => include_str!("../../data/schema/relocation.schema.json"),
        Document::Row => include_str!("../../data/schema/row.schema.json"),
    })?;
    Ok(Outcome::Done)
}
