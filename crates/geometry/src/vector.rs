//! Vectors of the plane.

use geo::Coord;

pub(crate) fn dot(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.x + a.y * b.y
}

/// Positive where `b` lies to the left of `a`.
pub(crate) fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - a.y * b.x
}

/// Of metres in a frame, whose squares cannot overflow.
pub(crate) fn length(v: Coord<f64>) -> f64 {
    dot(v, v).sqrt()
}
