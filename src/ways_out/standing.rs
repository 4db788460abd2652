//! The site as it stands and built around as it is: what the ways out are measured against.

use crate::carve::{Baseline, CarveError, CarveOut, Frontage, Ground, Parameters, Sets};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::loading::Case;
use crate::model::{Doubt, Site, Warnings};
use crate::obstacle::{detect, Detection, Obstacle, Policy};
use crate::units::Metres;
use crate::ways_out::told::told_to_move;
use crate::ways_out::{edges, AssessError};

/// Less land than this out of reach is a corner, square metres.
const CORNER_M2: f64 = 1.0;

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
    /// What of the surroundings reaches in and stays whatever is done, by id.
    pub context: Vec<Obstacle>,
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
        let Found { obstacles, context, mut warnings, plots_in_question } = found(case)?;
        let fail = |cause: CarveError| failed(&case.site, cause);
        let ground = ground(case, &context, &mut warnings)?;
        let baseline = Baseline::of(&ground).map_err(fail)?;
        edges::check(case, &baseline.edges)?;
        edges::raise_unclear(&ground, &baseline, &mut warnings);
        edges::raise_overlapping(&baseline.edges, &mut warnings);
        let (settings, parameters) = (&case.settings, &ground.parameters);
        edges::raise_without_effect(settings, parameters, &baseline.edges, &mut warnings);
        let everything: Vec<&Obstacle> = obstacles.iter().collect();
        let carve_out = CarveOut::of(&ground, &baseline, &everything).map_err(fail)?;
        raise_unreached(&carve_out, &obstacles, &mut warnings);
        let land = baseline.landlocked.area();
        if baseline.usable.is_empty() {
            let (gross, envelope) = (ground.footprint.area(), baseline.envelope.area());
            let context = baseline.context.area();
            warnings.raise(Doubt::NothingUsable { gross, envelope, context });
        } else if land.get() > CORNER_M2 {
            warnings.raise(Doubt::OutOfReach { land, way: ground.parameters.min_way });
        }
        let standing = Self { ground, baseline, obstacles, context, carve_out, plots_in_question };
        raise_necks(case, &standing, &mut warnings)?;
        Ok((standing, warnings))
    }

    /// What each set of its obstacles leaves.
    #[must_use]
    pub fn sets(&self) -> Sets<'_> {
        Sets::of(&self.ground, &self.baseline, &self.obstacles, &self.carve_out)
    }
}

/// What is in the way of a case, and what of its surroundings reaches in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Found {
    /// Obstacles, by id.
    pub obstacles: Vec<Obstacle>,
    /// What of the surroundings reaches in and stays whatever is done, by id.
    pub context: Vec<Obstacle>,
    /// Doubts.
    pub warnings: Warnings,
    /// Whether land is at stake in parcels that may be plots and were not taken.
    pub(crate) plots_in_question: bool,
}

/// Finds the obstacles of a case, behind the doubts that reading raised.
///
/// # Errors
/// [`AssessError::Carve`] from the engine.
pub fn found(case: &Case) -> Result<Found, AssessError> {
    let mut found = detected(case, &Policy::of(&case.settings, &case.pack))?;
    let mut warnings = case.warnings.clone();
    warnings.append(std::mem::take(&mut found.warnings));
    found.warnings = warnings;
    Ok(found)
}

/// The obstacles of a case by another policy than its own.
pub(super) fn detected(case: &Case, policy: &Policy<'_>) -> Result<Found, AssessError> {
    let found = detect(&case.site.footprint, &case.around, policy);
    let Detection { obstacles, warnings, plots_in_question, .. } =
        found.map_err(|cause| failed(&case.site, cause))?;
    let (context, obstacles) = obstacles
        .into_iter()
        .partition(|one| one.is_context() && !is_asked_to_move(case, one, policy));
    Ok(Found { obstacles, context, warnings, plots_in_question })
}

/// Whether somebody asked that a thing be moved, by its name or by a table of figures.
fn is_asked_to_move(case: &Case, obstacle: &Obstacle, policy: &Policy<'_>) -> bool {
    let ids = case.settings.relocate.value.ids();
    ids.iter().any(|id| obstacle.is_named(id)) || told_to_move(case, obstacle, policy)
}

/// What surroundings keep free, together.
pub(super) fn kept_free(
    context: &[Obstacle],
    zone: impl Fn(&Obstacle) -> &Region,
) -> Result<Region, OverlayError> {
    overlay::union(context.iter().map(zone))
}

/// The site as the area model wants it; says so where no road is near.
pub(super) fn ground(
    case: &Case,
    context: &[Obstacle],
    warnings: &mut Warnings,
) -> Result<Ground, AssessError> {
    let fail = |cause: OverlayError| failed(&case.site, cause);
    let settings = &case.settings;
    let parameters = Parameters::from(settings);
    let footprint = case.site.footprint.clone();
    let context = kept_free(context, |one| &one.clearance.zone).map_err(fail)?;
    let setbacks = edges::setback_rules(case, warnings).map_err(fail)?;
    if case.has_roads {
        let tolerance = settings.frontage_tolerance.value;
        let along = Frontage::along_roads(&footprint, &case.roads, tolerance).map_err(fail)?;
        if let Some(frontage) = along {
            let frontage = unblocked(case, frontage, parameters.min_way, warnings)?;
            return Ok(Ground { footprint, frontage, parameters, context, setbacks });
        }
        warnings.raise(Doubt::NoRoadNear { tolerance });
    }
    Ok(Ground { context, setbacks, ..Ground::open_all_around(footprint, parameters) })
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
