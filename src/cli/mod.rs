//! The command line: one file a subcommand, and the only place that prints.

mod assess;
mod batch;
mod detect;
mod dossier;
mod lang;
mod map;
mod output;
mod parameter_flags;
mod progress;
mod relocate;
mod rules;
mod schema;
mod site_args;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Usable land that a site loses to obstacles, carved out or relocated
///
/// carveout reads a project footprint with the parcels and facilities around it. It computes how much
/// usable land is lost by carving obstacles out, and how much relocating them would recover.
#[derive(Debug, Parser)]
#[command(name = "carveout", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Assess(assess::Args),
    Batch(Box<batch::Args>),
    Detect(detect::Args),
    Dossier(Box<dossier::Args>),
    Map(map::Args),
    Relocate(Box<relocate::Args>),
    Rules(rules::Args),
    Schema(schema::Args),
}

/// How a run ended.
enum Outcome {
    /// What was asked for is done.
    Done,
    /// Something was found that the exit code reports.
    Found,
}

/// A run that could not do its job; the text is one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failure(String);

impl Failure {
    fn from_error(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Assess(args) => assess::run(&args),
        Command::Batch(args) => batch::run(&args),
        Command::Detect(args) => detect::run(&args),
        Command::Dossier(args) => dossier::run(&args),
        Command::Map(args) => map::run(&args),
        Command::Relocate(args) => relocate::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(failure) => {
            output::complain(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
