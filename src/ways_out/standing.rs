//! The site as it stands and built around as it is: what the ways out are measured against.

use crate::carve::{Baseline, CarveError, CarveOut, Frontage, Ground, Parameters};
use crate::geometry::overlay::OverlayError;
use crate::loading::Case;
use crate::model::{Doubt, Site, Warnings};
use crate::obstacle::{detect, Detection, Obstacle, Policy};
use crate::settings::Settings;
use crate::ways_out::AssessError;

/// A site, what is in its way, and what is left when all of that is carved out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Standing {
    /// The site with its frontage and the numbers of the area model.
    pub ground: Ground,
    /// The site without obstacles.
    pub baseline: Baseline,
    /// Obstacles, by id.
    pub obstacles: Vec<Obstacle>,
    /// Build around all of it.
    pub carve_out: CarveOut,
}

impl Standing {
    /// Works it out, and says what is doubtful about it.
    ///
    /// # Errors
    /// [`AssessError::Carve`] from the engine.
    pub fn of(case: &Case) -> Result<(Self, Warnings), AssessError> {
        let (obstacles, mut warnings) = obstacles(case)?;
        let fail = |cause: CarveError| failed(&case.site, cause);
        let ground = ground(case, &mut warnings)?;
        let baseline = Baseline::of(&ground).map_err(fail)?;
        let everything: Vec<&Obstacle> = obstacles.iter().collect();
        let carve_out = CarveOut::of(&ground, &baseline, &everything).map_err(fail)?;
        raise_unreached(&carve_out, &obstacles, &mut warnings);
        if baseline.usable.is_empty() {
            let (gross, envelope) = (ground.footprint.area(), baseline.envelope.area());
            warnings.raise(Doubt::NothingUsable { gross, envelope });
        }
        Ok((Self { ground, baseline, obstacles, carve_out }, warnings))
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
pub(super) fn detected(case: &Case, settings: &Settings) -> Result<Detection, AssessError> {
    detect(&case.site.footprint, &case.around, &Policy::of(settings, &case.pack))
        .map_err(|cause| failed(&case.site, cause))
}

/// The site as the area model wants it; says so where no road is near.
pub(super) fn ground(case: &Case, warnings: &mut Warnings) -> Result<Ground, AssessError> {
    let fail = |cause: CarveError| failed(&case.site, cause);
    let settings = &case.settings;
    let parameters = Parameters::from(settings);
    let footprint = case.site.footprint.clone();
    if case.has_roads {
        let tolerance = settings.frontage_tolerance.value;
        let along = Frontage::along_roads(&footprint, &case.roads, tolerance)
            .map_err(|cause| fail(cause.into()))?;
        if let Some(frontage) = along {
            return Ok(Ground { footprint, frontage, parameters });
        }
        warnings.raise(Doubt::NoRoadNear { tolerance });
    }
    if settings.setback_road.is_some() {
        warnings.raise(Doubt::NoRoadForSetback);
    }
    Ok(Ground::open_all_around(footprint, parameters))
}

/// An obstacle that cannot be reached is a finding.
fn raise_unreached(carve_out: &CarveOut, obstacles: &[Obstacle], warnings: &mut Warnings) {
    let mut raise = |ids: &[String], doubt: &Doubt| {
        for obstacle in obstacles.iter().filter(|obstacle| ids.contains(&obstacle.id)) {
            warnings.raise_for(&obstacle.origin, doubt.clone());
        }
    };
    raise(&carve_out.exclusion.unreached, &Doubt::NoAccess);
    raise(&carve_out.exclusion.width_unknown, &Doubt::AccessWidthUnknown);
}

pub(crate) fn failed(site: &Site, cause: impl Into<CarveError>) -> AssessError {
    AssessError::Carve { site: site.id.clone(), cause: cause.into() }
}

impl From<(&Site, OverlayError)> for AssessError {
    fn from((site, cause): (&Site, OverlayError)) -> Self {
        failed(site, cause)
    }
}
