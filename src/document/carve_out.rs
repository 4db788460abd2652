//! The area model in figures: the site with its obstacles carved out.

use crate::assess::{self, Assessment};
use crate::carve::{self, access, scrap, Compared, Served, Valued};
use crate::document::Layout;
use crate::language::Language;
use crate::model::{Nth, Place, Remnant, RemnantUse, Rung};
use crate::obstacle::Obstacle;
use crate::units::{AreaUnit, Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The area model with some obstacles kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Outcome {
    /// Land that stays usable.
    pub usable_m2: SquareMetres,
    /// Land under the obstacles: what is lost at first sight.
    pub nominal_m2: SquareMetres,
    /// Usable land lost, against the site without obstacles.
    pub loss_m2: SquareMetres,
    /// Loss over nominal, a net figure over a gross one; null where no obstacle's shape lies in the site.
    #[schemars(range(min = 0))]
    pub multiplier: Option<f64>,
    /// Loss over the usable land under the obstacles, the taking; null where there is none.
    #[schemars(range(min = 0))]
    pub multiplier_net: Option<f64>,
    /// Land of the site that goes, usable or not, over nominal: what the obstacles stand on, and the usable
    /// land lost beside it; null where no obstacle's shape lies in the site.
    #[schemars(range(min = 0))]
    pub multiplier_gross: Option<f64>,
    /// Where the loss lies.
    pub ledger: Ledger,
    /// The ledger's last line by reason.
    pub remnant: Remnants,
}

/// Where the loss lies; the lines do not overlap and sum to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Ledger {
    /// Under the obstacles themselves.
    pub taking_m2: SquareMetres,
    /// Within a clearance or the setback of a carved-out plot.
    pub clearance_m2: SquareMetres,
    /// Under access corridors.
    pub access_m2: SquareMetres,
    /// Left over, of no use.
    pub remnant_m2: SquareMetres,
}

/// What is left over, of no use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Remnants {
    /// Too narrow.
    pub narrow_m2: SquareMetres,
    /// Too small.
    pub small_m2: SquareMetres,
    /// Out of reach.
    pub landlocked_m2: SquareMetres,
    /// Piece by piece, largest first, from 1 m2 on; only where everything is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pieces: Option<Vec<Scrap>>,
    /// All smaller pieces together; only where everything is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smaller_m2: Option<SquareMetres>,
}

/// A connected piece of land that is left over and of no use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Scrap {
    /// Why it is of no use.
    pub reason: Remnant,
    /// Where it lies.
    pub place: Place,
    /// Its area.
    pub area_m2: SquareMetres,
    /// Diameter of the largest circle in it, to 0.1 m.
    pub width_m: Metres,
}

/// Everything kept and built around.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CarveOut {
    /// The area model.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The loss over all that is not known together; null where nothing has a range.
    pub range: Option<Range>,
    /// On how strong evidence the loss rests, strongest first; empty where the loss is not divided.
    pub evidence: Vec<Evidence>,
    /// The loss without a minimum width and a minimum area, all else as it is; null where the loss is not
    /// divided.
    pub loss_without_minimums_m2: Option<SquareMetres>,
    /// The loss at both ends of each assumption by itself, widest first.
    pub swings: Vec<Swing>,
    /// Ways in to what is kept.
    pub corridors: Vec<Corridor>,
    /// What can be laid out on the usable land; null if that was not asked for.
    pub layout: Option<Layout>,
    /// Pairs whose removal returns more than that of each alone, largest first.
    pub joint_returns: Vec<JointReturn>,
    /// The connected pieces of usable land, largest first.
    pub pieces: Vec<Piece>,
    /// What is left over piece by piece, numbered as on the map, with what it may serve.
    pub remnants: Vec<NumberedRemnant>,
    /// The loss as far as the worth of remnants goes.
    pub loss_partial_m2: PartialLoss,
}

/// A piece that is left over, and what it may serve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NumberedRemnant {
    /// Its number on the map, from 1.
    pub no: usize,
    /// Its area.
    pub area_m2: SquareMetres,
    /// Diameter of the largest circle in it, to 0.1 m.
    pub width_m: Metres,
    /// Why it is left over.
    pub reason: Remnant,
    /// Where it lies.
    pub class: Place,
    /// What it serves, by value; null where it serves nothing.
    #[serde(rename = "use")]
    pub serves: Option<RemnantUse>,
    /// All that it serves, with how much of it.
    pub served: Vec<ServedLand>,
    /// What of its area is kept, as usable land, in the middle.
    #[schemars(range(min = 0, max = 1))]
    pub value_share: f64,
    /// What of it is lost all the same, in the middle.
    pub loss_m2: SquareMetres,
}

/// Land of a remnant that serves a use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ServedLand {
    /// The use.
    #[serde(rename = "use")]
    pub served_by: RemnantUse,
    /// How much of the remnant.
    pub area_m2: SquareMetres,
}

/// The loss with remnants at what they are worth. Where the site file names no use of them they may be worth
/// nothing or as much as usable land: then these are the two ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct PartialLoss {
    /// With the greatest value of remnants.
    pub low: SquareMetres,
    /// With the middle value; null where no use is given.
    pub mid: Option<SquareMetres>,
    /// With the least value of remnants.
    pub high: SquareMetres,
}

/// The least and the greatest loss over all ranges together, and where the loss jumps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Range {
    /// With the least loss.
    pub low: Outcome,
    /// With the greatest loss.
    pub high: Outcome,
    /// The combinations that give the two.
    pub joint: Joint,
    /// Values at which the loss jumps by at least half a percent of the usable land without obstacles while
    /// one assumption changes and all others are as in the headline.
    pub break_points: Vec<BreakPoint>,
}

/// The combinations that give the least and the greatest loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Joint {
    /// The least loss.
    pub low_m2: SquareMetres,
    /// The greatest loss.
    pub high_m2: SquareMetres,
    /// The value of each assumption with the least loss; of positions 0 for the first end and 1 for the
    /// second; null where it is as in the headline and no one number.
    pub low_at: BTreeMap<String, Option<f64>>,
    /// The same with the greatest loss.
    pub high_at: BTreeMap<String, Option<f64>>,
    /// How many combinations were computed; those that differ in the minimum area alone count as one.
    pub computed: usize,
}

/// A value at which the loss jumps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct BreakPoint {
    /// Which assumption changes, with its unit.
    pub parameter: String,
    /// The last value before the jump: a length to the millimetre, or the area of the piece that still
    /// counts.
    pub value: f64,
    /// Usable land lost at that value.
    pub loss_below_m2: SquareMetres,
    /// Usable land lost just above it.
    pub loss_above_m2: SquareMetres,
}

/// An assumption at either end of its range, all others where they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Swing {
    /// What was changed, with its unit.
    pub assumption: String,
    /// Its two values; null where they are positions and not numbers.
    pub values: Option<[f64; 2]>,
    /// Usable land lost at each.
    pub loss_m2: [SquareMetres; 2],
}

/// A rung of evidence, and what the loss is with and without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Evidence {
    /// The rung.
    pub rung: Rung,
    /// Clauses, statements and numbers that rest on it.
    pub clauses: Vec<String>,
    /// What it adds to the loss on top of all stronger rungs; the shares sum to the loss. Less than nothing
    /// where it makes the loss smaller, as a setback may that takes land which an obstacle takes too.
    pub share_m2: f64,
    /// The loss without it and without all weaker rungs.
    pub loss_without_m2: SquareMetres,
    /// The loss without it alone.
    pub loss_without_alone_m2: SquareMetres,
    /// Where the loss lies with it and all stronger rungs, and without the weaker ones.
    pub ledger: Ledger,
}

/// The access corridor of a kept obstacle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Corridor {
    /// Whose.
    pub id: String,
    /// Its length, from the obstacle to the frontage.
    pub length_m: Metres,
    /// Its full width.
    pub width_m: Metres,
    /// The land under it, within the site and outside every kept shape.
    pub area_m2: SquareMetres,
}

/// Two obstacles that are worth more moved together than each alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct JointReturn {
    /// Their ids.
    pub ids: [String; 2],
    /// What moving both returns.
    pub together_m2: SquareMetres,
    /// What moving each alone returns.
    pub apart_m2: [SquareMetres; 2],
}

/// A connected piece of usable land.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Piece {
    /// Its area.
    pub area_m2: SquareMetres,
    /// Diameter of the largest circle in it, to 0.1 m.
    pub width_m: Metres,
}

impl Outcome {
    pub(in crate::document) fn of(carve: &carve::CarveOut) -> Self {
        let ledger = &carve.ledger;
        Self {
            usable_m2: carve.usable.area(),
            nominal_m2: carve.nominal(),
            loss_m2: ledger.loss(),
            multiplier: carve.multiple(Compared::NetOverGross).times(),
            multiplier_net: carve.multiple(Compared::Net).times(),
            multiplier_gross: carve.multiple(Compared::Gross).times(),
            ledger: Ledger::of(ledger),
            remnant: Remnants {
                narrow_m2: ledger.narrow.area,
                small_m2: ledger.small.area,
                landlocked_m2: ledger.landlocked.area,
                pieces: None,
                smaller_m2: None,
            },
        }
    }
}

impl Ledger {
    fn of(ledger: &carve::Ledger) -> Self {
        Self {
            taking_m2: ledger.taking.area,
            clearance_m2: ledger.clearance.area,
            access_m2: ledger.access.area,
            remnant_m2: ledger.remnant(),
        }
    }
}

impl Evidence {
    fn of(step: &assess::Step) -> Self {
        let words = |footing| Language::En.footing(footing, AreaUnit::M2.symbol());
        Self {
            rung: step.rung,
            clauses: step.footings.iter().map(words).collect(),
            share_m2: step.adds_m2,
            loss_without_m2: SquareMetres::saturating(step.without_m2),
            loss_without_alone_m2: SquareMetres::saturating(step.without_alone_m2),
            ledger: Ledger::of(&step.ledger),
        }
    }
}

impl CarveOut {
    pub(in crate::document) fn of(assessment: &Assessment) -> Self {
        let carve = &assessment.carve_out;
        let mut outcome = Outcome::of(carve);
        let reuse = assessment.reuse();
        outcome.remnant.pieces =
            Some(reuse.pieces.iter().map(|piece| Scrap::of(&piece.scrap)).collect());
        outcome.remnant.smaller_m2 = Some(reuse.smaller);
        let [low, high] = reuse.ends();
        let mid = reuse.at_given_value.map(|[_, mid, _]| mid);
        let range = assessment.range.as_ref();
        let evidence = assessment.evidence.as_ref();
        let layouts = assessment.layout.as_ref();
        Self {
            outcome,
            range: range.map(Range::of),
            evidence: evidence
                .map_or_else(Vec::new, |all| all.steps.iter().map(Evidence::of).collect()),
            loss_without_minimums_m2: evidence
                .map(|all| SquareMetres::saturating(all.without_minimums_m2)),
            swings: range
                .map_or_else(Vec::new, |range| range.swings.iter().map(Swing::of).collect()),
            corridors: carve.exclusion.corridors.iter().map(Corridor::of).collect(),
            layout: layouts.map(|all| Layout::of(&assessment.site.frame, &all.carve_out)),
            joint_returns: JointReturn::all(assessment),
            pieces: carve.pieces().iter().map(Piece::of).collect(),
            remnants: reuse.pieces.iter().enumerate().map(NumberedRemnant::of).collect(),
            loss_partial_m2: PartialLoss { low, mid, high },
        }
    }
}

impl NumberedRemnant {
    fn of((number, piece): (usize, &Valued)) -> Self {
        let served = |one: &Served| ServedLand { served_by: one.served_by, area_m2: one.area };
        Self {
            no: number + 1,
            area_m2: piece.scrap.area(),
            width_m: piece.scrap.width,
            reason: piece.scrap.reason,
            class: piece.scrap.place,
            serves: piece.served.first().map(|one| one.served_by),
            served: piece.served.iter().map(served).collect(),
            value_share: piece.value_share(),
            loss_m2: piece.loss(),
        }
    }
}

impl Scrap {
    fn of(scrap: &scrap::Scrap) -> Self {
        Self {
            reason: scrap.reason,
            place: scrap.place,
            area_m2: scrap.area(),
            width_m: scrap.width,
        }
    }
}

impl Range {
    fn of(range: &assess::Range) -> Self {
        let [low_m2, high_m2] = range.losses();
        let at = |end: &assess::Joint| {
            end.at.iter().map(|part| (part.assumption.to_string(), part.value)).collect()
        };
        let (low_at, high_at) = (at(&range.low), at(&range.high));
        Self {
            low: Outcome::of(&range.low.carve_out),
            high: Outcome::of(&range.high.carve_out),
            joint: Joint { low_m2, high_m2, low_at, high_at, computed: range.computed },
            break_points: range.break_points.iter().map(BreakPoint::of).collect(),
        }
    }
}

impl BreakPoint {
    fn of(point: &assess::BreakPoint) -> Self {
        let (below, above) = point.losses;
        Self {
            parameter: point.assumption.to_string(),
            value: point.value,
            loss_below_m2: SquareMetres::saturating(below),
            loss_above_m2: SquareMetres::saturating(above),
        }
    }
}

impl Swing {
    fn of(swing: &assess::Swing) -> Self {
        Self {
            assumption: swing.assumption.to_string(),
            values: swing.values.map(Into::into),
            loss_m2: [
                SquareMetres::saturating(swing.losses.0),
                SquareMetres::saturating(swing.losses.1),
            ],
        }
    }
}

impl Corridor {
    fn of(corridor: &access::Corridor) -> Self {
        Self {
            id: corridor.obstacle.clone(),
            length_m: corridor.length,
            width_m: corridor.width,
            area_m2: corridor.region.area(),
        }
    }
}

impl JointReturn {
    fn all(assessment: &Assessment) -> Vec<Self> {
        let id = |number: Nth<Obstacle>| assessment.obstacles[number].id.clone();
        let joint = assessment.attribution.iter().flat_map(|attribution| &attribution.joint);
        let of = |joint: &carve::JointReturn| Self {
            ids: [id(joint.pair.0), id(joint.pair.1)],
            together_m2: joint.together,
            apart_m2: joint.apart.into(),
        };
        joint.map(of).collect()
    }
}

impl Piece {
    fn of(piece: &carve::Piece) -> Self {
        Self { area_m2: piece.region.area(), width_m: piece.width }
    }
}
