//! One site end to end: from layers and settings to an [`Assessment`], which is plain data.
//!
//! [`Case::load`] reads; [`assess`] computes and touches no file. What is printed and drawn is
//! made of the assessment elsewhere.

mod case;
mod settings;

pub use case::{Case, LoadError, Surrounding};
pub use settings::{FootprintSource, Given, Layers, Relocate, Settings, Sourced};

use crate::carve::{Baseline, CarveError, CarveOut, Parameters};
use crate::geometry::overlay::OverlayError;
use crate::model::{Code, Site, Warnings};
use crate::obstacle::{detect, Obstacle, Policy};
use crate::units::SquareMetres;

/// Everything that is known of a site after the analysis.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The site.
    pub site: Site,
    /// What was asked and with which numbers.
    pub settings: Settings,
    /// Name and edition of the rule pack.
    pub rules: String,
    /// The site without obstacles.
    pub baseline: Baseline,
    /// What is in the way, by id.
    pub obstacles: Vec<Obstacle>,
    /// Build around all of it.
    pub carve_out: CarveOut,
    /// The same with clearances at their lower bound, where that differs.
    pub carve_out_low: Option<CarveOut>,
    /// Move what was asked to be moved and build around the rest.
    pub relocation: Option<Relocation>,
    /// Doubts.
    pub warnings: Warnings,
    /// What stands around, for maps.
    pub surrounding: Surrounding,
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
    /// An id to relocate is not in any layer.
    #[error("--relocate names \"{id}\", but no obstacle has this id; the obstacles are: {known}")]
    UnknownId {
        /// The id.
        id: String,
        /// Ids of the obstacles.
        known: String,
    },
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
    let settings = &case.settings;
    let policy = Policy {
        pack: &case.pack,
        proposed_use: &settings.proposed_use.value,
        jurisdictions: &settings.jurisdictions,
        conditions: &settings.conditions,
        command_line: &settings.clearance_command_line,
        site_file: &settings.clearance_site_file,
    };
    let found = detect(&case.site.footprint, &case.around, &policy)
        .map_err(|cause| failed(&case.site, cause))?;
    let mut warnings = case.warnings.clone();
    warnings.append(found.warnings);
    Ok((found.obstacles, warnings))
}

/// Assesses a case.
///
/// # Errors
/// [`AssessError`]; a number that cannot be trusted is an error, never a result.
pub fn assess(case: &Case) -> Result<Assessment, AssessError> {
    let (obstacles, mut warnings) = obstacles(case)?;
    let site = &case.site;
    let parameters = Parameters {
        setback: case.settings.setback.value,
        min_width: case.settings.min_width.value,
        min_area: case.settings.min_area.value,
    };
    let fail = |cause: CarveError| failed(site, cause);
    let baseline = Baseline::of(&site.footprint, &parameters).map_err(fail)?;
    let everything: Vec<&Obstacle> = obstacles.iter().collect();
    let carve_out =
        CarveOut::of(&site.footprint, &baseline, &everything, &parameters).map_err(fail)?;
    let ranged = obstacles.iter().any(|obstacle| obstacle.clearance.zone_low.is_some());
    let carve_out_low = if ranged {
        let low =
            CarveOut::at_low_clearance(&site.footprint, &baseline, &everything, &parameters);
        Some(low.map_err(fail)?)
    } else {
        None
    };
    let moved = moved(case, &obstacles, &mut warnings)?;
    let relocation = if moved.is_empty() {
        None
    } else {
        let kept: Vec<&Obstacle> =
            obstacles.iter().filter(|obstacle| !moved.contains(&obstacle.id)).collect();
        let after = CarveOut::of(&site.footprint, &baseline, &kept, &parameters)
            .and_then(|after| after.at_least(&carve_out, &baseline))
            .map_err(fail)?;
        let recovered = after.usable.area().get() - carve_out.usable.area().get();
        let recovered = SquareMetres::new(recovered.max(0.0)).unwrap_or_default();
        Some(Relocation { moved, carve_out: after, recovered })
    };
    Ok(Assessment {
        site: site.clone(),
        settings: case.settings.clone(),
        rules: case.pack.title().to_owned(),
        baseline,
        obstacles,
        carve_out,
        carve_out_low,
        relocation,
        warnings,
        surrounding: case.surrounding(),
    })
}

fn failed(site: &Site, cause: impl Into<CarveError>) -> AssessError {
    AssessError::Carve { site: site.id.clone(), cause: cause.into() }
}

impl From<(&Site, OverlayError)> for AssessError {
    fn from((site, cause): (&Site, OverlayError)) -> Self {
        failed(site, cause)
    }
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
                    if case.around.facilities.iter().any(|facility| facility.id == *id) {
                        warnings.raise(
                            Code::UnknownId,
                            format!("\"{id}\" is not in the way; moving it returns nothing"),
                        );
                        continue;
                    }
                    let known: Vec<&str> =
                        obstacles.iter().map(|obstacle| obstacle.id.as_str()).collect();
                    let known =
                        if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                    return Err(AssessError::UnknownId { id: id.clone(), known });
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
