//! Classes of land within a site, with the land and the figure of each.

use crate::assess::Assessment;
use crate::carve::ledger::Line;
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;

/// Less than this is rounding, not land: square metres.
const NOTHING_M2: f64 = 0.5;

/// Classes of land, in drawing order. Together they are the whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// Between the boundary and the building line.
    Setback,
    /// Too narrow or too small even with no obstacle.
    Poor,
    /// Usable with the obstacles carved out.
    Usable,
    /// Lost under the obstacles.
    Taking,
    /// Lost to clearances and to the setback of carved-out plots.
    Clearance,
    /// Lost under access corridors.
    Access,
    /// Left over, too narrow.
    Narrow,
    /// Left over, too small.
    Small,
    /// Left over, out of reach.
    Landlocked,
}

impl Ground {
    /// Whether land of this class is lost to the obstacles.
    #[must_use]
    pub const fn is_lost(self) -> bool {
        !matches!(self, Self::Setback | Self::Poor | Self::Usable)
    }

    /// Whether land of this class is left over.
    #[must_use]
    pub const fn is_remnant(self) -> bool {
        matches!(self, Self::Narrow | Self::Small | Self::Landlocked)
    }
}

/// The land of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Land {
    /// The class.
    pub ground: Ground,
    /// Where it is.
    pub region: Region,
    /// Its figure in the assessment, square metres.
    pub area: f64,
}

/// The site by class, without classes that have no land.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn of(assessment: &Assessment) -> Result<Vec<Land>, OverlayError> {
    let footprint = &assessment.site.footprint;
    let baseline = &assessment.baseline;
    let carve = &assessment.carve_out;
    let measured = |ground: Ground, region: Region| {
        let area = region.area().get();
        Land { ground, region, area }
    };
    let line = |ground: Ground, line: &Line| Land {
        ground,
        region: line.region.clone(),
        area: line.area.get(),
    };
    let ledger = &carve.ledger;
    let mut lands = vec![
        measured(Ground::Setback, overlay::difference(footprint, [&baseline.envelope])?),
        measured(Ground::Poor, overlay::difference(&baseline.envelope, [&baseline.usable])?),
        measured(Ground::Usable, carve.usable.clone()),
        line(Ground::Taking, &ledger.taking),
        line(Ground::Clearance, &ledger.clearance),
        line(Ground::Access, &ledger.access),
        line(Ground::Narrow, &ledger.narrow),
        line(Ground::Small, &ledger.small),
        line(Ground::Landlocked, &ledger.landlocked),
    ];
    lands.retain(|land| land.area >= NOTHING_M2);
    Ok(lands)
}
