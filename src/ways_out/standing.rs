//! The site as it stands and built around as it is: what the ways out are measured against.

use crate::carve::{Baseline, CarveError, CarveOut, Frontage, Ground, Parameters};
use crate::geometry::overlay::OverlayError;
use crate::geometry::Region;
use crate::loading::Case;
use crate::model::{Doubt, Site, Warnings};
use crate::obstacle::{detect, Detection, Obstacle, Policy};
use crate::units::Metres;
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
    /// Whether land is at stake in parcels that may be plots and were not taken.
    pub(crate) plots_in_question: bool,
}

impl Standing {
    /// Works it out, and says what is doubtful about it.
    ///
    /// # Errors
    /// [`AssessError::Carve`] from the engine.
    pub fn of(case: &Case) -> Result<(Self, Warnings), AssessError> {
        let Detection { obstacles, mut warnings, plots_in_question } = found(case)?;
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
        let standing = Self { ground, baseline, obstacles, carve_out, plots_in_question };
        raise_necks(case, &standing, &mut warnings)?;
        Ok((standing, warnings))
    }
}

/// Finds the obstacles of a case.
///
/// # Errors
/// [`AssessError::Carve`] from the engine.
pub fn obstacles(case: &Case) -> Result<(Vec<Obstacle>, Warnings), AssessError> {
    let found = found(case)?;
    Ok((found.obstacles, found.warnings))
}

/// What is in the way, behind the doubts that reading raised.
fn found(case: &Case) -> Result<Detection, AssessError> {
    let mut found = detected(case, &Policy::of(&case.settings, &case.pack))?;
    let mut warnings = case.warnings.clone();
    warnings.append(std::mem::take(&mut found.warnings));
    found.warnings = warnings;
    Ok(found)
}

/// The obstacles of a case by another policy than its own.
pub(super) fn detected(case: &Case, policy: &Policy<'_>) -> Result<Detection, AssessError> {
    detect(&case.site.footprint, &case.around, policy).map_err(|cause| failed(&case.site, cause))
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
            let frontage = unblocked(case, frontage, parameters.min_way, warnings)?;
            return Ok(Ground { footprint, frontage, parameters });
        }
        warnings.raise(Doubt::NoRoadNear { tolerance });
    }
    if settings.setback_road.is_some() {
        warnings.raise(Doubt::NoRoadForSetback);
    }
    Ok(Ground::open_all_around(footprint, parameters))
}

/// The frontage that no land of others lies in front of. Where none is left, what the registers say
/// of reaching the site is not believed, and that is said.
fn unblocked(
    case: &Case,
    frontage: Frontage,
    way: Metres,
    warnings: &mut Warnings,
) -> Result<Frontage, AssessError> {
    let others = case.around.ownership.of_others(&case.around.parcels);
    let land: Vec<&Region> = others.iter().map(|parcel| &parcel.region).collect();
    let past = frontage.clone().past(&land, way);
    let (free, barred) = past.map_err(|cause| failed(&case.site, cause))?;
    if free.lines.is_empty() {
        let parcels = barred.iter().map(|number| others[*number].id.clone()).collect();
        warnings.raise(Doubt::NoFrontage { parcels });
        return Ok(frontage);
    }
    for number in barred {
        let parcel = others[number].id.clone();
        warnings.raise_for(&others[number].origin, Doubt::FrontageBlocked { parcel });
    }
    Ok(free)
}

/// Passages that decide what can be reached.
fn raise_necks(
    case: &Case,
    standing: &Standing,
    warnings: &mut Warnings,
) -> Result<(), AssessError> {
    let Standing { ground, baseline, carve_out, .. } = standing;
    let necks = carve_out.necks(ground, baseline).map_err(|cause| failed(&case.site, cause))?;
    for neck in necks {
        warnings.raise(Doubt::NarrowWay {
            width: neck.width,
            needed: ground.parameters.min_way,
            at: case.site.frame.unproject(neck.at),
            land: neck.land,
            passed: neck.passed,
        });
    }
    Ok(())
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
