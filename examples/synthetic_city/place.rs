//! Plan metres, and degrees from them.

use std::ops::{Add, Mul, Sub};

/// Metres in the plan of the city: x along its streets, y across, the origin in its middle.
#[derive(Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Middle of the city, degrees.
const MIDDLE: (f64, f64) = (109.87, 40.6);
/// Metres for a degree of latitude at the middle, and how they grow for each degree further north
/// (WGS 84).
const NORTH: (f64, f64) = (111_046.184_390_310_87, 19.287_368_333_607_446);
/// Metres for a degree of longitude at the middle; the same to the second order.
const EAST: (f64, f64, f64) =
    (84_641.765_137_662_96, -1_261.278_904_363_280_4, -12.951_315_240_934);
/// Streets are turned by the angle whose half has this tangent: 4 degrees.
const TURN: f64 = 0.035;

impl Point {
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// From here to `other` in a straight line, at a share of the way.
    pub fn toward(self, other: Self, share: f64) -> Self {
        self + (other - self) * share
    }

    pub fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// Turned by the angle whose half has the tangent `half`.
    pub fn turned(self, half: f64) -> Self {
        let whole = 1.0 + half * half;
        let (cos, sin) = ((1.0 - half * half) / whole, 2.0 * half / whole);
        Self::new(self.x * cos - self.y * sin, self.x * sin + self.y * cos)
    }

    /// Longitude and latitude. The projection is sinusoidal, thus of equal area: series of the
    /// meridian arc and of the parallel around the middle, good to a millimetre within a city.
    pub fn degrees(self) -> (f64, f64) {
        let Self { x, y } = self.turned(TURN);
        let flat = y / NORTH.0;
        let north = flat - NORTH.1 / (2.0 * NORTH.0) * flat * flat;
        let east = x / (EAST.0 + north * (EAST.1 + north * EAST.2));
        (MIDDLE.0 + east, MIDDLE.1 + north)
    }
}

/// Area within a ring that is given without its last point, positive when it runs anticlockwise.
pub fn area(ring: &[Point]) -> f64 {
    let Some(&first) = ring.first() else { return 0.0 };
    // Differences keep what matters when the ring lies far from the origin.
    ring.windows(2).map(|pair| (pair[0] - first).cross(pair[1] - first)).sum::<f64>() / 2.0
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}
