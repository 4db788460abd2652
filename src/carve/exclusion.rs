//! What kept obstacles take out of a site.

use crate::geometry::offset::{self, Join};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::obstacle::Obstacle;
use crate::units::Metres;

/// Three areas that do not overlap, all within the footprint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exclusion {
    /// T: the obstacles' shapes.
    pub taking: Region,
    /// C: within a clearance, or within the setback from a severed plot, and not taken.
    pub clearance: Region,
    /// X: access corridors, neither taken nor clearance.
    pub access: Region,
}

impl Exclusion {
    /// The exclusion of some obstacles.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn of(
        footprint: &Region,
        kept: &[&Obstacle],
        setback: Metres,
    ) -> Result<Self, OverlayError> {
        Self::combined(footprint, kept, setback, |obstacle| &obstacle.clearance.zone)
    }

    /// The exclusion with every clearance at its lower bound.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn at_low_clearance(
        footprint: &Region,
        kept: &[&Obstacle],
        setback: Metres,
    ) -> Result<Self, OverlayError> {
        Self::combined(footprint, kept, setback, Obstacle::clearance_low)
    }

    fn combined<'a>(
        footprint: &Region,
        kept: &[&'a Obstacle],
        setback: Metres,
        zone: impl Fn(&'a Obstacle) -> &'a Region,
    ) -> Result<Self, OverlayError> {
        let taking = overlay::union(kept.iter().map(|obstacle| &obstacle.taking))?;
        let severed = overlay::union(
            kept.iter().filter(|obstacle| obstacle.severs).map(|obstacle| &obstacle.taking),
        )?;
        // The edge of a carved-out plot is a new boundary and carries the setback; where a
        // clearance reaches further, the setback adds nothing.
        let new_boundary = offset::grow(&severed, setback.get(), Join::Round)?;
        let zones = kept.iter().map(|obstacle| zone(obstacle)).chain([&new_boundary]);
        // Grown first, clipped after: an obstacle outside reaches in.
        let reached = overlay::intersection(&overlay::union(zones)?, footprint)?;
        let clearance = overlay::difference(&reached, [&taking])?;
        Ok(Self { taking, clearance, access: Region::empty() })
    }

    /// The three areas.
    #[must_use]
    pub const fn parts(&self) -> [&Region; 3] {
        [&self.taking, &self.clearance, &self.access]
    }
}
