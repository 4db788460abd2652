//! The area model in figures: the site with its obstacles carved out.

use crate::assess::{self, Assessment};
use crate::carve::{self, access, scrap, Compared, Place};
use crate::document::Layout;
use crate::model::Nth;
use crate::obstacle::Obstacle;
use crate::units::{Metres, SquareMetres};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    pub reason: carve::Remnant,
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
    /// How far the loss moves within what is not known; null where nothing has a range.
    pub range: Option<Range>,
    /// The loss at both ends of each assumption, widest first.
    pub swings: Vec<Swing>,
    /// Ways in to what is kept.
    pub corridors: Vec<Corridor>,
    /// What can be laid out on the usable land; null if that was not asked for.
    pub layout: Option<Layout>,
    /// Pairs whose removal returns more than that of each alone, largest first.
    pub joint_returns: Vec<JointReturn>,
    /// The connected pieces of usable land, largest first.
    pub pieces: Vec<Piece>,
}

/// The least and the greatest loss within what is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Range {
    /// With the least loss.
    pub low: Outcome,
    /// With the greatest loss.
    pub high: Outcome,
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
            ledger: Ledger {
                taking_m2: ledger.taking.area,
                clearance_m2: ledger.clearance.area,
                access_m2: ledger.access.area,
                remnant_m2: ledger.remnant(),
            },
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

impl CarveOut {
    pub(in crate::document) fn of(assessment: &Assessment) -> Self {
        let carve = &assessment.carve_out;
        let mut outcome = Outcome::of(carve);
        let scraps = carve.scraps(&assessment.baseline.envelope);
        outcome.remnant.pieces = Some(scraps.iter().map(Scrap::of).collect());
        outcome.remnant.smaller_m2 = Some(carve.beside(&scraps));
        let range = assessment.range.as_ref();
        let layouts = assessment.layout.as_ref();
        Self {
            outcome,
            range: range.map(Range::of),
            swings: range
                .map_or_else(Vec::new, |range| range.swings.iter().map(Swing::of).collect()),
            corridors: carve.exclusion.corridors.iter().map(Corridor::of).collect(),
            layout: layouts.map(|all| Layout::of(&assessment.site.frame, &all.carve_out)),
            joint_returns: JointReturn::all(assessment),
            pieces: carve.pieces().iter().map(Piece::of).collect(),
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
        Self { low: Outcome::of(&range.low), high: Outcome::of(&range.high) }
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
