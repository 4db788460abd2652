//! How many times more is lost than obstacles stand on.
//!
//! Usable land is net: setbacks, and what is too narrow, too small or out of reach without any obstacle, are
//! no part of it. What obstacles stand on is gross: all of their shapes within the site. A figure that sets
//! the one over the other compares unlike things, so each is also set over its own kind.

use crate::carve::CarveOut;
use crate::units::SquareMetres;

/// What is set over what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compared {
    /// Usable land lost, over the usable land that obstacles stand on.
    Net,
    /// Land of the site that goes, usable or not, over all land of it that obstacles stand on.
    Gross,
    /// Usable land lost, over all land that obstacles stand on: what meets the eye.
    NetOverGross,
}

impl Compared {
    /// All of them, like over like first.
    pub const ALL: [Self; 3] = [Self::Net, Self::Gross, Self::NetOverGross];
}

/// A loss and what it is set over.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Multiple {
    /// What is set over what.
    pub compared: Compared,
    /// What goes.
    pub lost: SquareMetres,
    /// What the obstacles stand on.
    pub stood_on: SquareMetres,
}

impl Multiple {
    /// The one over the other; none where the obstacles stand on nothing of the kind.
    #[must_use]
    pub fn times(&self) -> Option<f64> {
        let stood_on = self.stood_on.get();
        (stood_on > 0.0).then(|| self.lost.get() / stood_on)
    }
}

impl CarveOut {
    /// The loss over what the obstacles stand on.
    #[must_use]
    pub fn multiple(&self, compared: Compared) -> Multiple {
        let (loss, taking) = (self.ledger.loss(), self.ledger.taking.area);
        let (lost, stood_on) = match compared {
            Compared::Net => (loss, taking),
            Compared::Gross => {
                // What obstacles stand on within a setback was not usable, and goes all the same.
                let beside = loss.get() - taking.get();
                (SquareMetres::saturating(self.nominal().get() + beside), self.nominal())
            }
            Compared::NetOverGross => (loss, self.nominal()),
        };
        Multiple { compared, lost, stood_on }
    }
}
