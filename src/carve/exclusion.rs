//! What kept obstacles take out of a site.

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

/// Obstacles taken together, so far.
pub(in crate::carve) struct Arriving<'a> {
    kept: Vec<&'a Obstacle>,
    taking: Region,
    severed: Region,
    zone: Region,
}

impl<'a> Arriving<'a> {
    /// Some obstacles, each with the clearance that `zone` picks. Corridors are laid in the order of ids,
    /// so that what a set takes does not hang on the order in which it is given.
    pub(in crate::carve) fn together(
        kept: &[&'a Obstacle],
        zone: impl Fn(&'a Obstacle) -> &'a Region,
    ) -> Result<Self, OverlayError> {
        let mut in_order = kept.to_vec();
        in_order.sort_by(|a, b| a.id.cmp(&b.id).then(a.origin.index.cmp(&b.origin.index)));
        let severing = kept.iter().filter(|obstacle| obstacle.severs);
        Ok(Self {
            kept: in_order,
            taking: overlay::union(kept.iter().map(|obstacle| &obstacle.taking))?,
            severed: overlay::union(severing.map(|obstacle| &obstacle.taking))?,
            zone: overlay::union(kept.iter().map(|obstacle| zone(obstacle)))?,
        })
    }

    pub(in crate::carve) const fn none_yet() -> Self {
        Self {
            kept: Vec::new(),
            taking: Region::empty(),
            severed: Region::empty(),
            zone: Region::empty(),
        }
    }

    /// One more. What they take does not depend on the order in which they arrive: corridors are
    /// laid in the order of ids.
    pub(in crate::carve) fn arrive(&mut self, obstacle: &'a Obstacle) -> Result<(), OverlayError> {
        let at = self.kept.partition_point(|other| other.id <= obstacle.id);
        self.kept.insert(at, obstacle);
        self.taking = overlay::union([&self.taking, &obstacle.taking])?;
        if obstacle.severs {
            self.severed = overlay::union([&self.severed, &obstacle.taking])?;
        }
        self.zone = overlay::union([&self.zone, &obstacle.clearance.zone])?;
        Ok(())
    }

    /// What they take out of the site, their ways in with it, and what remains usable.
    pub(in crate::carve) fn trial(
        &self,
        ground: &Ground,
        baseline: &Baseline,
    ) -> Result<Trial, OverlayError> {
        // The edge of a carved-out plot is a new boundary and carries the setback; where a
        // clearance reaches further, the setback adds nothing.
        let setback = ground.parameters.setback.get();
        let new_boundary = offset::grow(&self.severed, setback, Join::Round)?;
        // Grown first, clipped after: an obstacle outside reaches in.
        let reached = overlay::union([&self.zone, &new_boundary])?;
        let reached = overlay::intersection(&reached, &ground.footprint)?;
        let clearance = overlay::difference(&reached, [&self.taking])?;
        let exclusion =
            Exclusion { taking: self.taking.clone(), clearance, ..Exclusion::default() };
        access::lay_corridors(exclusion, ground, baseline, &self.kept)
    }
}
