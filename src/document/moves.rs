//! What is known of each move: receiving sites, whom it serves, its money and its months.

use crate::document::{Estimate, Receiving, WithinSite};
use crate::geometry::Frame;
use crate::language::Language;
use crate::model::CostItem;
use crate::relocate::service::Served;
use crate::relocate::{self, programme, Step};
use crate::rules::{Source, Status};
use crate::units::{Metres, SquareMetres};
use crate::ways_out::{self, Alternatives};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is known of moving one obstacle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Move {
    /// Id of what moves.
    pub id: String,
    /// Land it takes at the receiving site; null where that is not known.
    pub pad_area_m2: Option<SquareMetres>,
    /// Its source.
    pub pad_clause: Option<String>,
    /// How far it may be from those it serves; null where that is not known.
    pub service_radius_m: Option<Metres>,
    /// Whom it serves before and after; null where those served are not known.
    pub service: Option<Continuity>,
    /// The parcel chosen; null where there is none.
    pub chosen: Option<String>,
    /// Receiving sites, best first.
    pub receiving: Vec<Receiving>,
    /// Parcels looked at.
    pub considered: usize,
    /// The best place within the site, if that was looked for.
    pub within: Option<WithinSite>,
    /// What its move costs.
    pub cost: Cost,
    /// The months of its move.
    pub programme: Programme,
}

/// Whether a service is kept: from the present site, and from the site chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Continuity {
    /// Share of the demand within the radius, from the present site.
    #[schemars(range(min = 0))]
    pub share_before: f64,
    /// The same from the receiving site; null where there is none.
    #[schemars(range(min = 0))]
    pub share_after: Option<f64>,
    /// Mean distance of the demand from the nearest place of the kind.
    pub mean_distance_before_m: Metres,
    /// The same with the receiving site; null where there is none.
    pub mean_distance_after_m: Option<Metres>,
}

/// The cost of a move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Cost {
    /// Every item but the delay, which the project suffers once, whatever moves.
    pub items: Vec<CostLine>,
    /// Sum of what is known.
    pub total: Estimate,
}

/// An item of a cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CostLine {
    /// What is paid for.
    pub item: CostItem,
    /// How much; null where not given.
    pub amount: Option<Estimate>,
    /// Source: `site file`, `programme`, `missing`, or document and clause.
    pub from: String,
    /// How well a rule's figure is founded; null for figures that are no rule's.
    pub status: Option<Status>,
}

/// The months of a move, counted from the decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Programme {
    /// Steps in their order.
    pub stages: Vec<Stage>,
    /// Months until the old ground is free; null where a step is not known.
    pub frees_ground_months: Option<Estimate>,
    /// Days without the service.
    #[schemars(range(min = 0))]
    pub days_without_service: f64,
}

/// A step of a move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Stage {
    /// The step.
    pub step: Step,
    /// How long it takes, months; null where not given.
    pub months: Option<Estimate>,
    /// Month in which it begins; null where one before it is not known.
    pub begins: Option<Estimate>,
    /// Month in which it ends.
    pub ends: Option<Estimate>,
}

impl Move {
    pub(in crate::document) fn all(frame: &Frame, all: &Alternatives) -> Vec<Self> {
        all.moves.iter().map(|one| Self::of(frame, one)).collect()
    }

    fn of(frame: &Frame, one: &ways_out::Move) -> Self {
        let pad = one.pad.as_ref();
        let sites = &one.ranking.sites;
        Self {
            id: one.id.clone(),
            pad_area_m2: pad.map(|pad| pad.area),
            pad_clause: pad.map(|pad| Language::En.source(&pad.source)),
            service_radius_m: one.radius.as_ref().map(|(radius, _)| *radius),
            service: one.served.map(|(before, after)| Continuity::of(before, after)),
            chosen: one.receiving().map(|site| site.id.clone()),
            receiving: sites.iter().map(|site| Receiving::of(frame, site)).collect(),
            considered: one.ranking.considered,
            within: one.within.as_ref().map(|place| WithinSite::of(frame, place)),
            cost: Cost::of(&one.cost),
            programme: Programme::of(&one.programme),
        }
    }
}

impl Continuity {
    fn of(before: Served, after: Option<Served>) -> Self {
        Self {
            share_before: before.share,
            share_after: after.map(|after| after.share),
            mean_distance_before_m: before.mean_distance,
            mean_distance_after_m: after.map(|after| after.mean_distance),
        }
    }
}

impl Cost {
    fn of(cost: &relocate::Cost) -> Self {
        Self { items: cost.lines.iter().map(CostLine::of).collect(), total: cost.total().into() }
    }
}

impl CostLine {
    pub(in crate::document) fn of(line: &relocate::CostLine) -> Self {
        let source = line.source.as_ref();
        Self {
            item: line.item,
            amount: line.amount.map(Estimate::from),
            from: source.map_or_else(|| "missing".to_owned(), |source| Language::En.source(source)),
            status: source.and_then(Source::citation).map(|citation| citation.status),
        }
    }
}

impl Programme {
    fn of(programme: &relocate::Programme) -> Self {
        Self {
            stages: programme.stages.iter().map(Stage::of).collect(),
            frees_ground_months: programme.frees_ground.map(Estimate::from),
            days_without_service: programme.days_without_service,
        }
    }
}

impl Stage {
    fn of(stage: &programme::Stage) -> Self {
        Self {
            step: stage.step,
            months: stage.months.map(Estimate::from),
            begins: stage.begins.map(Estimate::from),
            ends: stage.ends.map(Estimate::from),
        }
    }
}
