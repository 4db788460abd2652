//! What a result says, as plain data: the contract behind every JSON file.
//!
//! Field by field what `--format json` writes. Names carry their units; what was not asked for is
//! `None` or empty and written as null or an empty list, never left out. The JSON Schemas of `data/schema`
//! are derived from these types, and the words behind their fields become the schema's descriptions.
//!
//! | document | schema | is |
//! |---|---|---|
//! | [`Document`] | `carveout/assessment/1` | a site with everything that is known of it |
//! | [`Detection`] | `carveout/detection/1` | obstacles of a site |
//! | [`ReceivingSites`] | `carveout/relocation/1` | receiving sites of one obstacle |
//!
//! A result can be walked, and read back from what was written:
//!
//! ```
//! use carveout::assess::{assess, Case};
//! use carveout::document::Document;
//! use carveout::settings::{Settings, SiteFile};
//!
//! let file = SiteFile::read("data/magnet-plant/site.toml".as_ref())?;
//! let (layers, settings) = Settings::settle(file, SiteFile::default())?;
//! let document = Document::of(&assess(&Case::load(&layers, settings)?)?);
//!
//! let carve_out = &document.carve_out.outcome;
//! assert!(carve_out.loss_m2 > carve_out.nominal_m2, "more is lost than meets the eye");
//! let shares = document.obstacles.iter().filter_map(|one| Some(one.shapley_m2?.get()));
//! assert!((shares.sum::<f64>() - carve_out.loss_m2.get()).abs() < 1e-6);
//!
//! let written = serde_json::to_string(&document)?;
//! assert_eq!(serde_json::from_str::<Document>(&written)?, document);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alternative;
mod carve_out;
mod decision;
mod detection;
mod estimate;
mod geometry;
mod indicator;
mod land_balance;
mod layout;
mod moves;
mod obstacle;
mod parameters;
mod receiving;
mod receiving_sites;
mod relocation;
#[cfg(test)]
mod schema;
mod site;
mod swap;
mod warning;

pub use alternative::{Alternative, Marginal};
pub use carve_out::{
    BreakPoint, CarveOut, Corridor, Evidence, Joint, JointReturn, Ledger, Outcome, Piece, Range,
    Remnants, Scrap, Swing,
};
pub use decision::{Bears, Decision, Flip, Otherwise, OwnerBears};
pub use detection::{DetectedSite, Detection, DetectionSchema};
pub use estimate::Estimate;
pub use geometry::{Geometry, Position, Ring, Written};
pub use indicator::{Indicator, Limit};
pub use land_balance::{LandBalance, LandBalanceRow, LandFlow, RowClass};
pub use layout::{LargestRectangle, Layout};
pub use moves::{Continuity, Cost, CostLine, Move, Programme, Stage};
pub use obstacle::{AssessedObstacle, Basis, ClearancePart, Consult, Obstacle};
pub use parameters::{ParameterInUse, ParameterValue};
pub use receiving::{Finding, OwnersLand, Receiving, WithinSite};
pub use receiving_sites::{FailedGates, Pad, ReceivingSites, RelocationSchema};
pub use relocation::{Relocated, Relocation};
pub use site::{Baseline, Deed, Drawn, Edge, Frame, Projected, Site};
pub use swap::Swap;
pub use warning::Warning;

use crate::assess::Assessment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name and version of the document of an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum AssessmentSchema {
    /// The first version.
    #[serde(rename = "carveout/assessment/1")]
    V1,
}

/// Obstacles of a site, the loss of carving them out, and the options.
///
/// Areas are in square metres, lengths in metres, positions in WGS 84.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Document {
    /// Name and version of this document.
    pub schema: AssessmentSchema,
    /// Whether no number is known to miss something.
    pub complete: bool,
    /// Doubts.
    pub warnings: Vec<Warning>,
    /// The site.
    pub site: Site,
    /// Every value used and who gave it.
    pub parameters: Vec<ParameterInUse>,
    /// The site without obstacles.
    pub baseline: Baseline,
    /// Obstacles, by id.
    pub obstacles: Vec<AssessedObstacle>,
    /// What of the surroundings reaches in and stays whatever is done, by id: it is in the baseline, not in
    /// the loss.
    pub context: Vec<Obstacle>,
    /// Everything kept.
    pub carve_out: CarveOut,
    /// What was asked to move, moved; null where nothing was.
    pub relocation: Option<Relocation>,
    /// What is known of each move.
    pub moves: Vec<Move>,
    /// The ways out, set against each other; the first builds around everything.
    pub options: Vec<Alternative>,
    /// What is recommended; null without a land price or without money.
    pub decision: Option<Decision>,
    /// Land by use before and after; null where the code system of the land use was not declared.
    pub land_balance: Option<LandBalance>,
    /// Indicators of land control with their limits.
    pub indicators: Vec<Indicator>,
    /// Land exchanged with a neighbour; null where there is no such exchange.
    pub swap: Option<Swap>,
}

impl Document {
    /// What an assessment says.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let ways = assessment.alternatives.as_deref();
        let frame = &assessment.site.frame;
        Self {
            schema: AssessmentSchema::V1,
            complete: assessment.complete(),
            warnings: assessment.warnings.iter().map(Warning::of).collect(),
            site: Site::of(assessment),
            parameters: ParameterInUse::all(assessment),
            baseline: Baseline::of(assessment),
            obstacles: AssessedObstacle::all(assessment),
            context: assessment.context.iter().map(Obstacle::of).collect(),
            carve_out: CarveOut::of(assessment),
            relocation: Relocation::of(assessment),
            moves: ways.map_or_else(Vec::new, |all| Move::all(frame, all)),
            options: ways.map_or_else(Vec::new, Alternative::all),
            decision: ways.and_then(Decision::of),
            land_balance: ways.and_then(LandBalance::of),
            indicators: ways.map_or_else(Vec::new, Indicator::all),
            swap: ways.and_then(|all| all.swap.as_ref()).map(|swap| Swap::of(frame, swap)),
        }
    }
}
