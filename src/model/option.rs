//! A way out by what it does: what decisions, reports and maps call it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How an alternative goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Build around everything.
    CarveOut,
    /// Move some and build around the others.
    Move,
    /// Move one to the edge of the site and build around it there.
    Within,
    /// Exchange the enclave for land next door.
    Swap,
}

/// What an option is called by: its way, and the ids of what moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionName {
    /// How it goes about it.
    pub way: Way,
    /// What moves away, by id.
    pub away: Vec<String>,
    /// What moves within the site, by id.
    pub within: Option<String>,
}
