//! Move what was asked to be moved, and build around the rest.

use crate::carve::{CarveError, CarveOut, Layout, LayoutRequest};
use crate::geometry::Region;
use crate::loading::Case;
use crate::model::{Doubt, Warnings};
use crate::obstacle::Obstacle;
use crate::settings::{Parameter, Relocate};
use crate::units::SquareMetres;
use crate::ways_out::standing::{failed, Standing};
use crate::ways_out::AssessError;

/// What can be laid out before and after.
#[derive(Clone, Debug)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct Relocation {
    /// Ids of those that move.
    pub moved: Vec<String>,
    /// The site with the others carved out.
    pub carve_out: CarveOut,
    /// Usable land that comes back.
    pub recovered: SquareMetres,
}

impl Relocation {
    /// What was asked to be moved gone; `None` where nothing was.
    ///
    /// # Errors
    /// [`AssessError`] for an id that no obstacle has, and from the engine.
    pub fn of(
        case: &Case,
        standing: &Standing,
        warnings: &mut Warnings,
    ) -> Result<Option<Self>, AssessError> {
        let Standing { ground, baseline, obstacles, carve_out, .. } = standing;
        let moved = moved(case, obstacles, warnings)?;
        if moved.is_empty() {
            return Ok(None);
        }
        let kept: Vec<&Obstacle> =
            obstacles.iter().filter(|obstacle| !moved.contains(&obstacle.id)).collect();
        let after = CarveOut::of(ground, baseline, &kept)
            .map_err(|cause: CarveError| failed(&case.site, cause))?;
        let recovered = after.usable.area().get() - carve_out.usable.area().get();
        let recovered = SquareMetres::saturating(recovered);
        Ok(Some(Self { moved, carve_out: after, recovered }))
    }
}

impl Layouts {
    /// What can be laid out, if that was asked for.
    #[must_use]
    pub fn of(case: &Case, standing: &Standing, relocation: Option<&Relocation>) -> Option<Self> {
        let request = LayoutRequest::from(case.settings.layout.as_ref()?);
        let whole = standing.baseline.usable.area();
        let of = |usable: &Region| Layout::of(usable, whole, &request);
        Some(Self {
            baseline: of(&standing.baseline.usable),
            carve_out: of(&standing.carve_out.usable),
            relocation: relocation.map(|moved| of(&moved.carve_out.usable)),
        })
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
    let relocate = &case.settings.relocate;
    match &relocate.value {
        Relocate::Nothing => Ok(vec![]),
        Relocate::All => {
            for obstacle in obstacles.iter().filter(|obstacle| fixed(obstacle)) {
                warnings.raise_for(&obstacle.origin, Doubt::FixedStays);
            }
            let free = obstacles.iter().filter(|obstacle| !fixed(obstacle));
            for line in free.clone().filter(|obstacle| obstacle.is_line()) {
                warnings.raise_for(&line.origin, Doubt::LineIsDiverted);
            }
            Ok(free.map(|obstacle| obstacle.id.clone()).collect())
        }
        Relocate::Ids(ids) => {
            for id in ids {
                let mut named =
                    obstacles.iter().filter(|obstacle| obstacle.is_named(id)).peekable();
                if named.peek().is_none() {
                    if known_elsewhere(case, id) {
                        warnings.raise(Doubt::NotInTheWay { id: id.clone() });
                        continue;
                    }
                    let named_by = Parameter::Relocate.as_named(relocate.from);
                    return Err(AssessError::unknown(named_by, id, obstacles));
                }
                let called: Vec<String> = named.clone().map(|one| one.id.clone()).collect();
                if called.len() > 1 {
                    warnings.raise(Doubt::IdOfSeveral { id: id.clone(), features: called });
                }
                for line in named.clone().filter(|obstacle| obstacle.is_line()) {
                    warnings.raise_for(&line.origin, Doubt::LineIsDiverted);
                }
                for obstacle in named.filter(|obstacle| fixed(obstacle)) {
                    warnings.raise_for(&obstacle.origin, Doubt::FixedMoves);
                }
            }
            let asked = |obstacle: &&Obstacle| ids.iter().any(|id| obstacle.is_named(id));
            let named = obstacles.iter().filter(asked);
            Ok(named.map(|obstacle| obstacle.id.clone()).collect())
        }
    }
}
