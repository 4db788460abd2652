//! Obstacles: as found, and with its part in the loss.

use crate::assess::Assessment;
use crate::language::Language;
use crate::model::{Burden, NO_CLAUSE};
use crate::obstacle::{self, clearance, Class, MeasuredFrom, PartDistance, PlotBasis, Relation};
use crate::rules::{Effect, Source, Status};
use crate::units::{Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An obstacle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Obstacle {
    /// What it is called: the id of the facility or parcel, followed by the place of its feature where
    /// others around share that id, as in `0 (#12)`.
    pub id: String,
    /// Which class of thing it is.
    pub class: Class,
    /// Kind of the rule pack, or as the layer has it.
    pub kind: String,
    /// Grade within the kind.
    pub grade: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// How it lies to the site.
    pub relation: Relation,
    /// How far it lies from the site as it is drawn; 0 where it meets it.
    pub distance_m: Metres,
    /// What stands for its plot.
    pub plot: Plot,
    /// All the land it takes.
    pub shape_m2: SquareMetres,
    /// The part of that within the site.
    pub in_site_m2: SquareMetres,
    /// The distance that governs; null where it is not known.
    pub clearance_m: Option<Metres>,
    /// How much of it is kept on its own land; null where nothing of it is.
    pub burden: Option<Burden>,
    /// Source: document and clause, or who gave it.
    pub clearance_rule: Option<String>,
    /// Distances by part.
    pub clearance_parts: Vec<ClearancePart>,
    /// Rules that take no land but ask for consent or care.
    pub consult: Vec<Consult>,
    /// Rules left out, and why.
    pub not_applied: Vec<String>,
    /// Whether the edge of its plot becomes a boundary once it is carved out.
    pub severs: bool,
    /// Whether it needs access.
    pub needs_access: bool,
    /// Width of that way; null where it is not known.
    pub access_width_m: Option<Metres>,
    /// Whether it may be moved, as the layer says, else as the rule pack says of its kind.
    pub relocatable: Option<bool>,
    /// Parcels that go with it as its plot.
    pub plot_parcels: Vec<String>,
    /// Layer it came from.
    pub file: String,
    /// Index of its feature in that.
    pub feature: usize,
}

/// What stands for the plot of an obstacle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Plot {
    /// What it rests on.
    pub from: PlotBasis,
    /// Id of the parcel that was taken, the first of `plot_parcels`; null where none was.
    pub parcel: Option<String>,
    /// Who holds that parcel, as the register has it.
    pub owner: Option<String>,
}

/// A distance from a part of an obstacle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ClearancePart {
    /// Which equipment; null for the plot as a whole.
    pub part: Option<String>,
    /// The distance.
    pub distance_m: Metres,
    /// A shorter one that sources also give.
    pub low_m: Option<Metres>,
    /// Where it starts.
    pub from: MeasuredFrom,
    /// Who gave it.
    pub basis: Basis,
}

/// On what authority a distance is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "given", rename_all = "snake_case")]
pub enum Basis {
    /// Given on the command line.
    CommandLine,
    /// Attribute `clearance_m` of the feature.
    Attribute,
    /// Given in the site file.
    SiteFile,
    /// As it stands today.
    AsItStands,
    /// From the programme.
    Programme,
    /// A clause of the rule pack.
    Rule {
        /// Id of the rule.
        rule: String,
        /// Document.
        source: String,
        /// Clause in it.
        clause: String,
        /// How well the figure is founded.
        status: Status,
    },
}

/// A rule that takes no land but asks for consent or care.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Consult {
    /// Id of the rule.
    pub rule: String,
    /// Document and clause.
    pub citation: String,
    /// What it asks for.
    pub effect: Effect,
    /// Within which distance, if it is a plain number.
    pub distance_m: Option<Metres>,
}

/// An obstacle, with its part in the loss; null where that was not asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct AssessedObstacle {
    /// The obstacle.
    #[serde(flatten)]
    pub obstacle: Obstacle,
    /// Loss if it were the only one kept.
    pub alone_m2: Option<SquareMetres>,
    /// Loss less the loss without it: what moving it alone returns.
    pub marginal_m2: Option<SquareMetres>,
    /// Its Shapley share; the shares sum to the loss.
    pub shapley_m2: Option<SquareMetres>,
    /// Standard error of a sampled share; null where it is exact.
    pub shapley_standard_error_m2: Option<SquareMetres>,
}

impl Obstacle {
    pub(in crate::document) fn of(obstacle: &obstacle::Obstacle) -> Self {
        let clearance = &obstacle.clearance;
        let governing = clearance.governing();
        let left_out = clearance.not_applied.iter().map(|one| Language::En.left_out(one));
        Self {
            id: obstacle.id.clone(),
            class: obstacle.class,
            kind: obstacle.kind.clone(),
            grade: obstacle.grade.clone(),
            name: obstacle.name.clone(),
            relation: obstacle.relation,
            distance_m: obstacle.distance,
            plot: Plot {
                from: obstacle.plot,
                parcel: obstacle.plot_parcels.first().map(|one| one.id.clone()),
                owner: obstacle.plot_owner.clone(),
            },
            shape_m2: obstacle.shape.area(),
            in_site_m2: obstacle.taking.area(),
            clearance_m: obstacle.known_clearance(),
            burden: clearance.burden,
            clearance_rule: governing.map(|part| Language::En.source(&part.source)),
            clearance_parts: clearance.parts.iter().map(ClearancePart::of).collect(),
            consult: clearance.consult.iter().map(Consult::of).collect(),
            not_applied: left_out.collect(),
            severs: obstacle.severs,
            needs_access: obstacle.needs_access,
            access_width_m: obstacle.access_width,
            relocatable: obstacle.relocatable,
            plot_parcels: obstacle.plot_parcels.iter().map(|one| one.id.clone()).collect(),
            file: obstacle.origin.file.to_string(),
            feature: obstacle.origin.index,
        }
    }
}

impl ClearancePart {
    fn of(part: &PartDistance) -> Self {
        Self {
            part: part.part.clone(),
            distance_m: part.distance,
            low_m: part.low,
            from: part.from,
            basis: Basis::of(&part.source),
        }
    }
}

impl Basis {
    fn of(source: &Source) -> Self {
        match source {
            Source::CommandLine => Self::CommandLine,
            Source::Attribute => Self::Attribute,
            Source::SiteFile => Self::SiteFile,
            Source::AsItStands => Self::AsItStands,
            Source::Programme => Self::Programme,
            Source::Rule(citation) => {
                let clause = citation.clause.as_ref();
                Self::Rule {
                    rule: citation.rule.clone(),
                    source: citation.document.en.clone(),
                    clause: clause.map_or(NO_CLAUSE, |clause| &clause.written().en).to_owned(),
                    status: citation.status,
                }
            }
        }
    }
}

impl Consult {
    fn of(consult: &clearance::Consult) -> Self {
        Self {
            rule: consult.citation.rule.clone(),
            citation: consult.citation.to_string(),
            effect: consult.effect,
            distance_m: consult.distance,
        }
    }
}

impl AssessedObstacle {
    pub(in crate::document) fn all(assessment: &Assessment) -> Vec<Self> {
        let of = |(number, one): (usize, &obstacle::Obstacle)| {
            let share = assessment.attribution.as_ref().and_then(|all| all.shares.get(number));
            let error = share.and_then(|share| share.standard_error);
            Self {
                obstacle: Obstacle::of(one),
                alone_m2: share.map(|share| SquareMetres::saturating(share.alone)),
                marginal_m2: share.map(|share| SquareMetres::saturating(share.marginal)),
                shapley_m2: share.map(|share| SquareMetres::saturating(share.shapley)),
                shapley_standard_error_m2: error.map(SquareMetres::saturating),
            }
        };
        assessment.obstacles.iter().enumerate().map(of).collect()
    }
}
