//! One site end to end: from layers and settings to an [`Assessment`], which is plain data.
//!
//! [`Case::load`] reads; [`assess`] computes and touches no file. What is printed and drawn is
//! made of the assessment elsewhere.

pub mod adjustment;
pub mod alternatives;
mod case;
mod city;
mod neighbourhood;
mod range;
mod settings;
mod worlds;

pub use alternatives::{weigh, Alternative, Alternatives};
pub use case::{Case, LoadError};
pub use neighbourhood::{Neighbourhood, Surrounding};
pub use range::{Range, Swing};
pub use settings::{FootprintSource, Given, Layers, Relocate, Settings, Sourced};

use crate::carve::{
    attribute, Attribution, Baseline, CarveError, CarveOut, Frontage, Ground, Layout,
};
use crate::geometry::overlay::OverlayError;
use crate::geometry::Region;
use crate::language::Name;
use crate::model::{Code, Site, Warnings};
use crate::obstacle::{detect, Detection, Obstacle};
use crate::units::SquareMetres;

/// Everything that is known of a site after the analysis.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The site.
    pub site: Site,
    /// What was asked and with which numbers.
    pub settings: Settings,
    /// What the rule pack is called.
    pub rules: Name,
    /// What the proposed use is called.
    pub proposed_use: Name,
    /// Where the site can be reached from.
    pub frontage: Frontage,
    /// The site without obstacles.
    pub baseline: Baseline,
    /// What is in the way, by id.
    pub obstacles: Vec<Obstacle>,
    /// Build around all of it.
    pub carve_out: CarveOut,
    /// What can be laid out on the usable land, if that was asked for.
    pub layout: Option<Layouts>,
    /// How far the loss moves within what is not known; `None` when nothing has a range.
    pub range: Option<Range>,
    /// Which obstacle costs how much, if that was asked for.
    pub attribution: Option<Attribution>,
    /// Move what was asked to be moved and build around the rest.
    pub relocation: Option<Relocation>,
    /// All ways out set against each other, if that was asked for ([`weigh`]).
    pub alternatives: Option<Box<Alternatives>>,
    /// Doubts.
    pub warnings: Warnings,
    /// What stands around, for maps.
    pub surrounding: Surrounding,
}

/// What can be laid out before and after.
#[derive(Clone, Debug)]
pub struct Layouts {
    /// Without obstacles.
    pub baseline: Layout,
    /// With all of them carved out.
    pub carve_out: Layout,
    /// With those that were asked for moved.
    pub relocation: Option<Layout>,
}

/// Some obstacles moved, the others carved out.
#[derive(Clone, Debug)]
pub struct Relocation {
    /// Ids of those that move.
    pub moved: Vec<String>,
    /// The site with the others carved out.
    pub carve_out: CarveOut,
    /// Usable land that comes back.
    pub recovered: SquareMetres,
}

/// An analysis that could not be finished.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AssessError {
    /// A step of the area model failed.
    #[error("site {site}: {cause}")]
    Carve {
        /// Id of the site.
        site: String,
        /// What failed.
        cause: CarveError,
    },
    /// The land-use balance cannot be drawn up.
    #[error("site {site}: {cause}")]
    Balance {
        /// Id of the site.
        site: String,
        /// What failed.
        cause: crate::adjust::balance::BalanceError,
    },
    /// An id to relocate is not in any layer.
    #[error("{flag} names \"{id}\", but no obstacle has this id; the obstacles are: {known}")]
    UnknownId {
        /// Who named it.
        flag: &'static str,
        /// The id.
        id: String,
        /// Ids of the obstacles.
        known: String,
    },
}

impl AssessError {
    fn unknown(flag: &'static str, id: &str, obstacles: &[Obstacle]) -> Self {
        let known: Vec<&str> = obstacles.iter().map(|obstacle| obstacle.id.as_str()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Self::UnknownId { flag, id: id.to_owned(), known }
    }
}

impl Assessment {
    /// Whether nothing is known to be missing.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.warnings.complete()
    }
}

/// Finds the obstacles of a case.
///
/// # Errors
/// [`AssessError::Carve`] from the engine.
pub fn obstacles(case: &Case) -> Result<(Vec<Obstacle>, Warnings), AssessError> {
    let found = detected(case, &case.settings)?;
    let mut warnings = case.warnings.clone();
    warnings.append(found.warnings);
    Ok((found.obstacles, warnings))
}

/// The obstacles of a case with other settings than its own.
fn detected(case: &Case, settings: &Settings) -> Result<Detection, AssessError> {
    detect(&case.site.footprint, &case.around, &settings.policy(&case.pack))
        .map_err(|cause| failed(&case.site, cause))
}

/// Assesses a case.
///
/// # Errors
/// [`AssessError`]; a number that cannot be trusted is an error, never a result.
pub fn assess(case: &Case) -> Result<Assessment, AssessError> {
    let (obstacles, mut warnings) = obstacles(case)?;
    let site = &case.site;
    let fail = |cause: CarveError| failed(site, cause);
    let ground = ground(case, &mut warnings)?;
    let baseline = Baseline::of(&ground).map_err(fail)?;
    let everything: Vec<&Obstacle> = obstacles.iter().collect();
    let carve_out = CarveOut::of(&ground, &baseline, &everything).map_err(fail)?;
    raise_unreached(&carve_out, &obstacles, &mut warnings);
    let loss = carve_out.ledger.loss().get();
    let attribution = if case.settings.attribution {
        Some(attribute(&ground, &baseline, &everything, loss).map_err(fail)?)
    } else {
        None
    };
    let moved = moved(case, &obstacles, &mut warnings)?;
    let relocation = if moved.is_empty() {
        None
    } else {
        let kept: Vec<&Obstacle> =
            obstacles.iter().filter(|obstacle| !moved.contains(&obstacle.id)).collect();
        let after = CarveOut::of(&ground, &baseline, &kept)
            .and_then(|after| after.at_least(&carve_out, &baseline))
            .map_err(fail)?;
        let recovered = after.usable.area().get() - carve_out.usable.area().get();
        let recovered = SquareMetres::new(recovered.max(0.0)).unwrap_or_default();
        Some(Relocation { moved, carve_out: after, recovered })
    };
    let layout = case.settings.layout.as_ref().map(|request| {
        let whole = baseline.usable.area();
        let of = |usable: &Region| Layout::of(usable, whole, request);
        Layouts {
            baseline: of(&baseline.usable),
            carve_out: of(&carve_out.usable),
            relocation: relocation.as_ref().map(|moved| of(&moved.carve_out.usable)),
        }
    });
    let varied = worlds::varied(case, &ground, &baseline, &obstacles)?;
    let range = range::range(site, &varied, &carve_out)?;
    drop(varied);
    Ok(Assessment {
        site: site.clone(),
        settings: case.settings.clone(),
        rules: case.pack.name(),
        proposed_use: proposed_use(case),
        frontage: ground.frontage,
        baseline,
        obstacles,
        carve_out,
        layout,
        range,
        attribution,
        relocation,
        alternatives: None,
        warnings,
        surrounding: case.surrounding.clone(),
    })
}

/// What the rule pack calls the proposed use; a use it does not know is called by its code.
fn proposed_use(case: &Case) -> Name {
    let code = &case.settings.proposed_use.value;
    case.pack.proposed_use(code).map_or_else(
        || Name { en: code.clone(), zh: None },
        |one| Name { en: one.name_en.clone(), zh: Some(one.name_zh.clone()) },
    )
}

/// The site as the area model wants it; says so where no road is near.
fn ground(case: &Case, warnings: &mut Warnings) -> Result<Ground, AssessError> {
    let fail = |cause: CarveError| failed(&case.site, cause);
    let settings = &case.settings;
    let parameters = settings.parameters();
    let footprint = case.site.footprint.clone();
    if case.has_roads {
        let tolerance = settings.frontage_tolerance.value;
        let along = Frontage::along_roads(&footprint, &case.roads, tolerance)
            .map_err(|cause| fail(cause.into()))?;
        if let Some(frontage) = along {
            return Ok(Ground { footprint, frontage, parameters });
        }
        warnings.raise(
            Code::FrontageAssumed,
            format!(
                "no road comes within {} m of the site; its whole boundary counts as frontage",
                tolerance.get()
            ),
        );
    }
    if settings.setback_road.is_some() {
        warnings.raise(
            Code::FrontageAssumed,
            "no road is known along the site, so the larger of the two setbacks is kept all around",
        );
    }
    Ok(Ground::open_all_around(footprint, parameters))
}

/// An obstacle that cannot be reached is a finding.
fn raise_unreached(carve_out: &CarveOut, obstacles: &[Obstacle], warnings: &mut Warnings) {
    let mut raise = |ids: &[String], code: Code, words: &str| {
        for obstacle in obstacles.iter().filter(|obstacle| ids.contains(&obstacle.id)) {
            warnings.raise_for(code, &obstacle.origin, words);
        }
    };
    raise(
        &carve_out.exclusion.unreached,
        Code::NoAccess,
        "needs a way in for which no corridor of its width leads to the frontage around the other \
         obstacles; no land was subtracted for that one",
    );
    raise(
        &carve_out.exclusion.width_unknown,
        Code::AccessWidthUnknown,
        "needs a way in, but no rule tells its width; no land was subtracted for it: give \
         access_width_m",
    );
}

fn failed(site: &Site, cause: impl Into<CarveError>) -> AssessError {
    AssessError::Carve { site: site.id.clone(), cause: cause.into() }
}

impl From<(&Site, OverlayError)> for AssessError {
    fn from((site, cause): (&Site, OverlayError)) -> Self {
        failed(site, cause)
    }
}

/// Whether a facility of this id stands near the site without being in the way.
fn known_elsewhere(case: &Case, id: &str) -> bool {
    let near = case.around.facilities.iter().map(|facility| &facility.id);
    near.chain(&case.elsewhere).any(|known| known == id)
}

/// Ids of the obstacles to move, in order.
fn moved(
    case: &Case,
    obstacles: &[Obstacle],
    warnings: &mut Warnings,
) -> Result<Vec<String>, AssessError> {
    let fixed = |obstacle: &Obstacle| obstacle.relocatable == Some(false);
    match &case.settings.relocate {
        Relocate::Nothing => Ok(vec![]),
        Relocate::All => {
            for obstacle in obstacles.iter().filter(|obstacle| fixed(obstacle)) {
                warnings.raise_for(
                    Code::NotRelocatable,
                    &obstacle.origin,
                    "marked as not relocatable; it stays when all others are moved",
                );
            }
            let free = obstacles.iter().filter(|obstacle| !fixed(obstacle));
            Ok(free.map(|obstacle| obstacle.id.clone()).collect())
        }
        Relocate::Ids(ids) => {
            for id in ids {
                let Some(obstacle) = obstacles.iter().find(|obstacle| obstacle.id == *id) else {
                    if known_elsewhere(case, id) {
                        warnings.raise(
                            Code::UnknownId,
                            format!("\"{id}\" is not in the way; moving it returns nothing"),
                        );
                        continue;
                    }
                    return Err(AssessError::unknown("--relocate", id, obstacles));
                };
                if fixed(obstacle) {
                    warnings.raise_for(
                        Code::NotRelocatable,
                        &obstacle.origin,
                        "marked as not relocatable, but moved because it was named",
                    );
                }
            }
            let named = obstacles.iter().filter(|obstacle| ids.contains(&obstacle.id));
            Ok(named.map(|obstacle| obstacle.id.clone()).collect())
        }
    }
}
