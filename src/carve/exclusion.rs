//! What kept obstacles take out of a site.

use crate::carve::reach::{Reach, Ways};
use crate::carve::{access, Baseline, Ground, Trial};
use crate::geometry::offset::{self, Join};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::obstacle::Obstacle;

/// Three areas that do not overlap, all within the footprint.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Exclusion {
    /// T: the obstacles' shapes.
    pub taking: Region,
    /// C: within a clearance, or within the setback from a severed plot, and not taken.
    pub clearance: Region,
    /// X: access corridors, neither taken nor clearance.
    pub access: Region,
    /// The corridors, by obstacle.
    pub corridors: Vec<access::Corridor>,
    /// Ids of obstacles that need access and have none.
    pub unreached: Vec<String>,
    /// Ids of obstacles that need access whose width is not known; none was laid.
    pub width_unknown: Vec<String>,
}

impl Exclusion {
    /// The same with land set aside for access, as far as it lies within the footprint and is not
    /// excluded already.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn with_access(mut self, footprint: &Region, way: &Region) -> Result<Self, OverlayError> {
        let inside = overlay::intersection(way, footprint)?;
        let fresh = overlay::difference(&inside, [&self.taking, &self.clearance])?;
        self.access = overlay::union([&self.access, &fresh])?;
        Ok(self)
    }

    /// The three areas.
    #[must_use]
    pub const fn parts(&self) -> [&Region; 3] {
        [&self.taking, &self.clearance, &self.access]
    }
}

/// What obstacles take together. No number of the area model but the narrowest way changes it.
struct Together {
    taking: Region,
    severed: Region,
    zone: Region,
}

/// Obstacles taken together, so far.
pub(in crate::carve) struct Arriving<'a> {
    kept: Vec<&'a Obstacle>,
    together: Together,
}

/// What obstacles take together, and which land ways lead to around that: the same at every setback, minimum
/// width and minimum area.
pub(crate) struct Company {
    together: Together,
    reach: Reach,
}

impl Together {
    fn of<'a>(
        kept: &[&'a Obstacle],
        zone: impl Fn(&'a Obstacle) -> &'a Region,
    ) -> Result<Self, OverlayError> {
        let severing = kept.iter().filter(|obstacle| obstacle.severs);
        Ok(Self {
            taking: overlay::union(kept.iter().map(|obstacle| &obstacle.taking))?,
            severed: overlay::union(severing.map(|obstacle| &obstacle.taking))?,
            zone: overlay::union(kept.iter().map(|obstacle| zone(obstacle)))?,
        })
    }

    /// What they take out of a site, without their ways in.
    fn exclusion(&self, ground: &Ground) -> Result<Exclusion, OverlayError> {
        // The edge of a carved-out plot is a new boundary and carries the setback; where a
        // clearance reaches further, the setback adds nothing.
        let setback = ground.parameters.setback.get();
        let new_boundary = offset::grow(&self.severed, setback, Join::Round)?;
        // Grown first, clipped after: an obstacle outside reaches in.
        let reached = overlay::union([&self.zone, &new_boundary])?;
        let reached = overlay::intersection(&reached, &ground.footprint)?;
        let clearance = overlay::difference(&reached, [&self.taking])?;
        Ok(Exclusion { taking: self.taking.clone(), clearance, ..Exclusion::default() })
    }
}

/// Corridors are laid in the order of ids, so that what a set takes does not hang on the order in which it is
/// given.
fn in_order<'a>(kept: &[&'a Obstacle]) -> Vec<&'a Obstacle> {
    let mut in_order = kept.to_vec();
    in_order.sort_by(|a, b| a.id.cmp(&b.id).then(a.origin.index.cmp(&b.origin.index)));
    in_order
}

impl<'a> Arriving<'a> {
    /// Some obstacles, each with the clearance that `zone` picks.
    pub(in crate::carve) fn together(
        kept: &[&'a Obstacle],
        zone: impl Fn(&'a Obstacle) -> &'a Region,
    ) -> Result<Self, OverlayError> {
        Ok(Self { kept: in_order(kept), together: Together::of(kept, zone)? })
    }

    pub(in crate::carve) const fn none_yet() -> Self {
        let together =
            Together { taking: Region::empty(), severed: Region::empty(), zone: Region::empty() };
        Self { kept: Vec::new(), together }
    }

    /// One more. What they take does not depend on the order in which they arrive: corridors are
    /// laid in the order of ids.
    pub(in crate::carve) fn arrive(&mut self, obstacle: &'a Obstacle) -> Result<(), OverlayError> {
        let at = self.kept.partition_point(|other| other.id <= obstacle.id);
        self.kept.insert(at, obstacle);
        let together = &mut self.together;
        together.taking = overlay::union([&together.taking, &obstacle.taking])?;
        if obstacle.severs {
            together.severed = overlay::union([&together.severed, &obstacle.taking])?;
        }
        together.zone = overlay::union([&together.zone, &obstacle.clearance.zone])?;
        Ok(())
    }

    /// What they take out of the site, their ways in with it, and what remains usable.
    pub(in crate::carve) fn trial(
        &self,
        ground: &Ground,
        baseline: &Baseline,
    ) -> Result<Trial, OverlayError> {
        // Corridors take no land that the way to others leads over.
        let reach = Reach::from_frontage(ground, &baseline.approach, &self.together.taking)?;
        let exclusion = self.together.exclusion(ground)?;
        access::lay_corridors(exclusion, ground, baseline, &reach, &self.kept)
    }
}

impl Company {
    /// Of some obstacles on a site, each with the clearance that `zone` picks.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub(crate) fn of<'a>(
        ground: &Ground,
        ways: &Ways,
        kept: &[&'a Obstacle],
        zone: impl Fn(&'a Obstacle) -> &'a Region,
    ) -> Result<Self, OverlayError> {
        let together = Together::of(kept, zone)?;
        let reach = Reach::from_frontage(ground, &ways.approach, &together.taking)?;
        Ok(Self { together, reach })
    }

    /// What the same obstacles leave of the site with some numbers.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub(crate) fn trial(
        &self,
        ground: &Ground,
        baseline: &Baseline,
        kept: &[&Obstacle],
    ) -> Result<Trial, OverlayError> {
        let exclusion = self.together.exclusion(ground)?;
        access::lay_corridors(exclusion, ground, baseline, &self.reach, &in_order(kept))
    }
}
