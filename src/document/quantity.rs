//! Figures as quantities: the rounding of a difference may leave one a hair below zero, which is
//! nothing.

use crate::units::{Metres, SquareMetres};

/// A length in metres.
pub(in crate::document) fn metres(value: f64) -> Metres {
    Metres::new(value.max(0.0)).unwrap_or_default()
}

/// An area in square metres.
pub(in crate::document) fn square_metres(value: f64) -> SquareMetres {
    SquareMetres::new(value.max(0.0)).unwrap_or_default()
}
