//! On how strong evidence the loss rests.
//!
//! Every figure behind the loss stands on a rung: title to land, a mandatory clause, a local or recommended
//! rule, a figure from memory, an assumption of the applicant. The loss is computed anew with the rungs
//! taken away, which sets to nothing what rests on them: clearances, ways in, setbacks, minimums.

use crate::carve::edges::{SetbackSource, DISTRICT_RUNG};
use crate::carve::Ledger;
use crate::loading::Case;
use crate::model::{Rung, Rungs};
use crate::obstacle::Obstacle;
use crate::rules::{Citation, Source};
use crate::settings::{InUse, Parameter};
use crate::ways_out::footing::{resting_on, rung_of, way_by_rule, without_minimums};
use crate::ways_out::{AssessError, Standing};
use strum::VariantArray;

/// What a figure rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Footing {
    /// A clause, of a clearance, of a way in or of the narrowest way.
    Clause(Citation),
    /// The clearance or the way in of an obstacle, as somebody stated it without a clause.
    Stated {
        /// What the obstacle is called.
        id: String,
        /// Who said so.
        source: Source,
    },
    /// A number of the area model.
    Number(InUse),
    /// The setbacks of a zoning district.
    District(SetbackSource),
}

impl Footing {
    /// Whether it is the same to a reader: several rules of a pack may stand in one clause.
    fn is_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Clause(one), Self::Clause(other)) => one.to_string() == other.to_string(),
            _ => self == other,
        }
    }
}

/// A rung, and what the loss is with and without it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// The rung.
    pub rung: Rung,
    /// What rests on it, each once; nothing is listed for title.
    pub footings: Vec<Footing>,
    /// The ledger with this rung and all stronger ones, and nothing of the weaker ones.
    pub ledger: Ledger,
    /// What it adds to the loss on top of all stronger rungs, square metres. Less than nothing where it
    /// makes the loss smaller: a setback takes land that an obstacle takes too.
    pub adds_m2: f64,
    /// The loss with all stronger rungs alone, square metres.
    pub without_m2: f64,
    /// The loss with all other rungs, weaker ones too, square metres.
    pub without_alone_m2: f64,
}

/// The evidence ladder of a loss, strongest rung first.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Evidence {
    /// One a rung.
    pub steps: Vec<Step>,
    /// The loss without a minimum width and a minimum area, all else as it is, square metres.
    pub without_minimums_m2: f64,
}

impl Evidence {
    /// One rung.
    #[must_use]
    pub fn step(&self, rung: Rung) -> Option<&Step> {
        self.steps.iter().find(|step| step.rung == rung)
    }
}

/// The numbers of the area model that make the loss larger than the land taken.
const NUMBERS: [Parameter; 11] = [
    Parameter::Setback,
    Parameter::SetbackRoad,
    Parameter::FrontSetback,
    Parameter::StreetSideSetback,
    Parameter::SideSetback,
    Parameter::RearSetback,
    Parameter::SetbackBeside,
    Parameter::Edges,
    Parameter::MinWidth,
    Parameter::MinArea,
    Parameter::MinWay,
];

/// The ladder of a site. A rung on which nothing rests adds nothing, and is not computed.
pub(in crate::assess) fn evidence(
    case: &Case,
    standing: &Standing,
) -> Result<Evidence, AssessError> {
    let headline = &standing.carve_out.ledger;
    let all = headline.loss().get();
    let resting = |rungs: Rungs| resting_on(case, standing, rungs).map(|carve| carve.ledger);
    let mut steps: Vec<Step> = Vec::new();
    for rung in Rung::VARIANTS.iter().copied() {
        let footings = footings(case, standing, rung);
        let below = steps.last().map(|step| step.ledger.clone());
        let nothing = footings.is_empty() && rung != Rung::Title;
        let ledger = match below.clone() {
            _ if rung == Rung::Assumption => headline.clone(),
            Some(below) if nothing => below,
            _ => resting(Rungs::down_to(rung))?,
        };
        let without_alone_m2 = match rung {
            // Without obstacles there is nothing to lose.
            Rung::Title => 0.0,
            _ if nothing => all,
            _ => resting(Rungs::ALL.without(rung))?.loss().get(),
        };
        let without_m2 = below.map_or(0.0, |below| below.loss().get());
        let adds_m2 = ledger.loss().get() - without_m2;
        steps.push(Step { rung, footings, ledger, adds_m2, without_m2, without_alone_m2 });
    }
    let without_minimums_m2 = without_minimums(case, standing)?.ledger.loss().get();
    Ok(Evidence { steps, without_minimums_m2 })
}

/// What rests on a rung.
fn footings(case: &Case, standing: &Standing, rung: Rung) -> Vec<Footing> {
    let mut found: Vec<Footing> = Vec::new();
    let mut add = |footing: Footing| {
        if !found.iter().any(|other| other.is_as(&footing)) {
            found.push(footing);
        }
    };
    let by_source = |obstacle: &Obstacle, source: &Source| match source {
        Source::Rule(citation) => Footing::Clause(citation.clone()),
        _ => Footing::Stated { id: obstacle.id.clone(), source: source.clone() },
    };
    for obstacle in standing.obstacles.iter().chain(&standing.context) {
        let distances = obstacle.clearance.parts.iter().filter(|part| part.distance.get() > 0.0);
        let way = obstacle.access_source.as_ref().filter(|_| obstacle.needs_access);
        let sources = distances.map(|part| &part.source).chain(way);
        for source in sources.filter(|source| source.rung() == rung) {
            add(by_source(obstacle, source));
        }
    }
    for edge in standing.baseline.edges.all.iter().filter(|_| rung == DISTRICT_RUNG) {
        let (_, source) = edge.setback(&standing.ground.parameters);
        if matches!(source, SetbackSource::District { .. }) {
            add(Footing::District(source.clone()));
        }
    }
    for used in case.settings.in_use() {
        if !NUMBERS.contains(&used.parameter) || used.value.is_nothing() {
            continue;
        }
        let by_rule = way_by_rule(case).filter(|_| used.parameter == Parameter::MinWay);
        match by_rule {
            Some(Source::Rule(citation)) if citation.rung() == rung => {
                add(Footing::Clause(citation));
            }
            None if rung_of(used.source) == rung => add(Footing::Number(used)),
            _ => {}
        }
    }
    found
}
