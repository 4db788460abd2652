//! How words on a sheet are set, and where lines of them start.

use crate::drawing::Type;
use crate::map::{page, symbol};
use geo::Coord;

/// Where lines on the left start.
#[must_use]
pub const fn left(y: f64) -> Coord<f64> {
    Coord { x: page::MARGIN, y }
}

/// Plain words of a size.
#[must_use]
pub const fn plain(size: f64) -> Type {
    Type { size, colour: symbol::BLACK, bold: false, upwards: false }
}

/// Heavy words of a size.
#[must_use]
pub const fn bold(size: f64) -> Type {
    Type { bold: true, ..plain(size) }
}
