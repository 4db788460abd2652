//! Classes of land within a site, with the land and the figure of each.

use crate::assess::Assessment;
use crate::carve::ledger::Line;
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::model::Remnant;

/// Less than this is rounding, not land: square metres.
const NOTHING_M2: f64 = 0.5;

/// Classes of land, in drawing order. Together they are the whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TractClass {
    /// Between the boundary and the building line.
    Setback,
    /// Too narrow or too small even with no obstacle.
    Poor,
    /// Kept free by what stands around and stays.
    Context,
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

impl TractClass {
    /// Whether land of this class is lost to the obstacles.
    #[must_use]
    pub const fn is_lost(self) -> bool {
        !matches!(self, Self::Setback | Self::Poor | Self::Context | Self::Usable)
    }

    /// Whether land of this class is left over.
    #[must_use]
    pub const fn is_remnant(self) -> bool {
        matches!(self, Self::Narrow | Self::Small | Self::Landlocked)
    }
}

impl From<Remnant> for TractClass {
    fn from(reason: Remnant) -> Self {
        match reason {
            Remnant::Narrow => Self::Narrow,
            Remnant::Small => Self::Small,
            Remnant::Landlocked => Self::Landlocked,
        }
    }
}

/// The land of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Tract {
    /// The class.
    pub class: TractClass,
    /// Where it is.
    pub region: Region,
    /// Its figure in the assessment, square metres.
    pub area: f64,
}

/// The site by class, without classes that have no land.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn of(assessment: &Assessment) -> Result<Vec<Tract>, OverlayError> {
    let footprint = &assessment.site.footprint;
    let baseline = &assessment.baseline;
    let carve = &assessment.carve_out;
    let measured = |class: TractClass, region: Region| {
        let area = region.area().get();
        Tract { class, region, area }
    };
    let line = |class: TractClass, line: &Line| Tract {
        class,
        region: line.region.clone(),
        area: line.area.get(),
    };
    let ledger = &carve.ledger;
    let mut lands = vec![
        measured(TractClass::Setback, overlay::difference(footprint, [&baseline.envelope])?),
        measured(
            TractClass::Poor,
            overlay::difference(&baseline.envelope, [&baseline.usable, &baseline.context])?,
        ),
        measured(TractClass::Context, baseline.context.clone()),
        measured(TractClass::Usable, carve.usable.clone()),
        line(TractClass::Taking, &ledger.taking),
        line(TractClass::Clearance, &ledger.clearance),
        line(TractClass::Access, &ledger.access),
        line(TractClass::Narrow, &ledger.narrow),
        line(TractClass::Small, &ledger.small),
        line(TractClass::Landlocked, &ledger.landlocked),
    ];
    lands.retain(|land| land.area >= NOTHING_M2);
    Ok(lands)
}
