//! What was asked to move, moved.

use crate::assess::Assessment;
use crate::document::{Estimate, Layout, Outcome, Receiving};
use crate::units::SquareMetres;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Some obstacles moved, the others carved out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Relocation {
    /// The area model with the others kept.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// What can be laid out on the usable land; null if that was not asked for.
    pub layout: Option<Layout>,
    /// Ids of those that move.
    pub moved: Vec<String>,
    /// Usable land that comes back, against carving everything out.
    pub recovered_m2: SquareMetres,
    /// The same in square metres, less what is taken and sterilised elsewhere; null where a receiving
    /// site is not known.
    pub net_m2: Option<f64>,
    /// Where each goes, as far as that is known.
    pub receiving: Vec<Relocated>,
    /// Money, as far as it is known.
    pub cost: Option<Estimate>,
}

/// Where an obstacle goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Relocated {
    /// The receiving site chosen.
    #[serde(flatten)]
    pub site: Receiving,
    /// Id of what moves there.
    pub facility: String,
}

impl Relocation {
    pub(in crate::document) fn of(assessment: &Assessment) -> Option<Self> {
        let relocation = assessment.relocation.as_ref()?;
        let frame = &assessment.site.frame;
        let laid_out = assessment.layout.as_ref().and_then(|all| all.relocation.as_ref());
        let ways = assessment.alternatives.as_deref();
        let option = ways.and_then(|ways| ways.moving(&relocation.moved));
        let moves = ways.iter().flat_map(|ways| &ways.moves);
        let moves = moves.filter(|one| relocation.moved.contains(&one.id));
        let receiving = moves.filter_map(|one| {
            let site = Receiving::of(frame, one.receiving()?);
            Some(Relocated { site, facility: one.id.clone() })
        });
        Some(Self {
            outcome: Outcome::of(&relocation.carve_out),
            layout: laid_out.map(|one| Layout::of(frame, one)),
            moved: relocation.moved.clone(),
            recovered_m2: relocation.recovered,
            net_m2: option.and_then(|option| option.net_m2),
            receiving: receiving.collect(),
            cost: option.and_then(|option| option.cost).map(Estimate::from),
        })
    }
}
