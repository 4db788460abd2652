//! What was asked of an analysis, who asked it, and what is used where not given anything.
//!
//! 1. A [`SiteFile`] is what somebody said: `site.toml`, or the flags of a command line, which fill the
//!    same structure.
//! 2. What was said is merged, flags over site file over defaults, member by member (`merge`).
//! 3. [`Settings`] are the values in use, [`Layers`] the files to read.
//! 4. [`Parameter`] is the one table of everything that has a flag or enters the numbers. Flags with
//!    their help, defaults, the schema and the reference of the site file, and every list of what a
//!    result was computed with ([`Settings::in_use`]) are made of it.
//!
//! # To add a parameter
//!
//! - a member of a structure in [`site_file`], with the comment that flag help, schema and reference
//!   show; the compiler then asks for it in the list below that structure, by which it is merged;
//! - an entry in the table of [`parameter`], with its name in both languages;
//! - its default, if it has one, in [`SiteFile::defaults`].
//!
//! Bounds are those of the member's type and stand in its schema. Nothing else lists parameters. What
//! makes use of it reads [`Settings`].
//!
//! What is known of moving single things, the tables `[move.KIND]`, is no parameter: a result gives
//! each such figure with its source where it is used.

pub mod assumption;
pub mod layers;
mod merge;
pub mod parameter;
pub mod settled;
pub mod site_file;
pub mod sourced;
pub mod value;

pub use assumption::Assumption;
pub use layers::{FootprintSource, Layers};
pub use parameter::{InUse, Parameter};
pub use settled::{Attribution, DeedSettings, Relocate, Settings};
pub use site_file::SiteFile;
pub use sourced::{Given, Sourced};
pub use value::{Unit, Value};
