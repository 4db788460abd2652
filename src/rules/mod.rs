//! Rule packs: which distance a rule asks for between a thing that stands there and a use that is planned.
//!
//! This module decides, from a pack alone,
//!
//! - which kinds and uses exist and by what names they may be called ([`vocabulary`]),
//! - which rows a pack may have ([`distances`], [`relocations`]) and where each comes from
//!   ([`provenance`]),
//! - whether a pack can be relied on: every defect of a file is listed, not only the first ([`error`]),
//! - which rule governs a pair of kind and use, what is only reported, what could not be applied and
//!   why, and whether the pack knows the pair at all ([`lookup`]).
//!
//! It leaves to others where things are (`obstacle`), which value wins when a command line, a feature or
//! a site file names one too (`obstacle`), what the distance costs in land (`carve`), and all printing
//! (`cli`; [`show`] hands it plain data).
//!
//! The three packs shipped with the crate are files under `data/rules`, compiled in ([`builtin`]); the
//! format is described field by field in `docs/rules.md`.
//!
//! ```
//! use carveout::rules::{Coverage, Pair, RulePack};
//!
//! let pack = RulePack::builtin("cn").ok_or("no such pack")?;
//! let answer = pack.clearance(&Pair::new("fuel_station", "plant_cde").grade("2"));
//! assert_eq!(answer.coverage(), Coverage::Ruled);
//! assert_eq!(answer.headline().map(|part| part.distance.get()), Some(11.0));
//! # Ok::<(), &str>(())
//! ```

#[macro_use]
mod words;

pub mod builtin;
pub mod citation;
pub mod distances;
pub mod error;
pub mod lookup;
pub mod moving;
mod names;
pub mod pack;
pub mod provenance;
mod read;
pub mod relocations;
pub mod show;
mod validate;
pub mod vocabulary;

pub use citation::{Citation, Source, Status};
pub use distances::{
    AccessRule, ClearanceRule, CorridorRule, Distance, Effect, GradeLimit, HeightOf, HeightRule,
    Modifier, SiteAreaRule, SitingRule,
};
pub use error::{Problem, RulesError};
pub use lookup::{
    Chosen, Coverage, GradeUse, NotApplied, NotAppliedReason, Pair, PairClearance, PartClearance,
};
pub use moving::Price;
pub use pack::RulePack;
pub use provenance::{Confidence, Provenance};
pub use relocations::{
    Authority, Bound, CostComponent, CostValue, LandControl, Per, Priced, ProcedureStep,
    RelocationRule,
};
pub use show::{KindRules, KindSummary};
pub use vocabulary::{
    Condition, Definition, Document, Geometry, Grade, GradeGroup, Jurisdiction, Kind, Part,
    ProposedUse, Receptor, SITE_PART,
};
