//! `carveout rules`.

use crate::cli::{output, Failure, Outcome};
use crate::report::rules as report;
use crate::rules::{builtin, RulePack};
use clap::Subcommand;
use std::path::{Path, PathBuf};

/// What the rule packs say, and whether a pack of your own can be relied on
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Kinds, proposed uses, conditions and jurisdictions of a pack
    List {
        /// cn, us, eu, or a TOML file
        #[arg(long, value_name = "PACK", default_value = "cn")]
        rules: String,
    },
    /// Every rule on a kind, with source, clause and status
    Show {
        /// Kind, by id, alias or name
        #[arg(value_name = "KIND")]
        kind: String,
        /// cn, us, eu, or a TOML file
        #[arg(long, value_name = "PACK", default_value = "cn")]
        rules: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Every defect of a rule pack; exit code 1 if there are any
    Validate {
        /// The pack
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    match &args.command {
        Command::List { rules } => {
            output::print(&report::list(&load(rules)?))?;
            Ok(Outcome::Done)
        }
        Command::Show { kind, rules, json } => {
            let pack = load(rules)?;
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

fn load(name: &str) -> Result<RulePack, Failure> {
    if let Some(pack) = RulePack::builtin(name) {
        return Ok(pack.clone());
    }
    let path = Path::new(name);
    if path.extension().is_none() && !path.exists() {
        return Err(Failure(format!(
            "rules \"{name}\" is neither a built-in rule pack ({}) nor a file",
            builtin::NAMES.join(", ")
        )));
    }
    RulePack::from_toml(&read(path)?, name).map_err(Failure::from_error)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure(format!("{}: cannot be read: {error}", path.display())))
}

fn validate(file: &Path) -> Result<Outcome, Failure> {
    let text = read(file)?;
    let name = file.display().to_string();
    match RulePack::from_toml(&text, &name) {
        Ok(pack) => {
            output::print(&format!(
                "{name}: a sound rule pack for {}: {} kinds, {} uses, {} clearances\n",
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
