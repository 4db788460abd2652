//! `carveout rules`.

use crate::cli::{output, Failure, Outcome};
use crate::report::rules as report;
use crate::rules::RulePack;
use clap::Subcommand;
use std::path::{Path, PathBuf};

/// List, show and validate rule packs
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Kinds, proposed uses, conditions and jurisdictions of a pack
    List {
        /// Rule pack: cn, us, eu, or a TOML file
        #[arg(long, value_name = "PACK", default_value = "cn")]
        rules: String,
    },
    /// Every rule for a kind, with source, clause and status
    Show {
        /// Kind, by id, alias or name
        #[arg(value_name = "KIND")]
        kind: String,
        /// Rule pack: cn, us, eu, or a TOML file
        #[arg(long, value_name = "PACK", default_value = "cn")]
        rules: String,
        /// Print as JSON
        #[arg(long)]
        json: bool,
    },
    /// Every defect of a rule pack; exit code 1 if there are any
    Validate {
        /// Rule pack, TOML
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    match &args.command {
        Command::List { rules } => {
            output::print(&report::list(&RulePack::load(rules).map_err(Failure::from_error)?))?;
            Ok(Outcome::Done)
        }
        Command::Show { kind, rules, json } => {
            let pack = RulePack::load(rules).map_err(Failure::from_error)?;
            let Some(found) = pack.rules_of(kind) else {
                let known: Vec<&str> = pack.kinds().iter().map(|kind| kind.id.as_str()).collect();
                return Err(Failure(format!(
                    "kind \"{kind}\" is not in rule pack {}; it knows: {}",
                    pack.region(),
                    known.join(", ")
                )));
            };
            if *json {
                let text = serde_json::to_string_pretty(&found).map_err(Failure::from_error)?;
                output::print(&format!("{text}\n"))?;
            } else {
                output::print(&report::show(&pack, &found))?;
            }
            Ok(Outcome::Done)
        }
        Command::Validate { file } => validate(file),
    }
}

fn validate(file: &Path) -> Result<Outcome, Failure> {
    let name = file.display().to_string();
    match RulePack::read(file) {
        Ok(pack) => {
            output::print(&format!(
                "{name}: a valid rule pack for {}: {} kinds, {} uses, {} clearances\n",
                pack.region(),
                pack.kinds().len(),
                pack.uses().len(),
                pack.clearances().len()
            ))?;
            Ok(Outcome::Done)
        }
        Err(error) if error.problems().is_empty() => Err(Failure::from_error(error)),
        Err(error) => {
            let lines: Vec<String> =
                error.problems().iter().map(|problem| format!("{name}: {problem}\n")).collect();
            output::print(&lines.concat())?;
            Ok(Outcome::Found)
        }
    }
}
