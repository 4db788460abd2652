//! The binary, as a user runs it.

mod bad_input;
mod dossier;
mod output;
mod parameters;
mod readme;
mod rules;
mod safety;
