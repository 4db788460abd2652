//! The local frame: longitude and latitude to metres and back.
//!
//! Lambert azimuthal equal-area on the WGS 84 ellipsoid, centred on a position of choice (J. P. Snyder, *Map
//! Projections: A Working Manual*, USGS Professional Paper 1395, 1987, equations 3-11 to 3-18 and
//! 24-17 to 24-26). Areas are those of the ellipsoid; lengths drift by about 6e-6 at 25 km from
//! the centre, so every place that is worked on has a frame of its own.

use geo::Coord;
use serde::Serialize;

/// A position in degrees: WGS 84 longitude east, latitude north.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LonLat {
    /// Longitude in degrees, -180 to 180.
    pub lon: f64,
    /// Latitude in degrees, -90 to 90.
    pub lat: f64,
}

/// Why positions cannot be put into a frame.
///
/// Closed on purpose: who says it in another language must know every case.
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FrameError {
    /// A coordinate is NaN or infinite.
    #[error("a position is not a finite number")]
    NotFinite,
    /// Degrees out of range: probably metres of a projected system or a local grid.
    #[error(
        "position ({x}, {y}) cannot be longitude and latitude in degrees; \
         it looks like a projected or local grid: reproject the file to WGS 84 (EPSG:4326)"
    )]
    NotDegrees {
        /// First coordinate as read.
        x: f64,
        /// Second coordinate as read.
        y: f64,
    },
    /// The second coordinate is out of range for a latitude while the first is not.
    #[error(
        "position ({x}, {y}) has its axes swapped: latitude stands first; \
         GeoJSON and WKT want longitude first"
    )]
    AxesSwapped {
        /// First coordinate as read.
        x: f64,
        /// Second coordinate as read.
        y: f64,
    },
    /// No equal-area frame is offered this close to a pole.
    #[error("latitude {0} is within one degree of a pole, where no frame is offered")]
    Polar(f64),
}

/// Longitudes that run on a little beyond the antimeridian, as rings across it are often drawn.
const FURTHEST_LON: f64 = 190.0;

impl LonLat {
    /// Checks that two numbers can be degrees. A longitude of up to 190 degrees either way is taken for
    /// one that ran on across the antimeridian.
    ///
    /// # Errors
    /// See [`FrameError`]; the sentence says what was seen.
    pub fn new(x: f64, y: f64) -> Result<Self, FrameError> {
        if !x.is_finite() || !y.is_finite() {
            return Err(FrameError::NotFinite);
        }
        if Self::are_degrees(x, y) {
            return Ok(Self { lon: within_a_turn(x), lat: y });
        }
        if x.abs() <= 90.0 && y.abs() <= 180.0 {
            return Err(FrameError::AxesSwapped { x, y });
        }
        Err(FrameError::NotDegrees { x, y })
    }

    /// Whether two numbers can be degrees.
    #[must_use]
    pub fn are_degrees(x: f64, y: f64) -> bool {
        y.abs() <= 90.0 && x.abs() <= FURTHEST_LON
    }
}

/// The same longitude between -180 and 180 degrees.
fn within_a_turn(lon: f64) -> f64 {
    if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    }
}

const SEMI_MAJOR_M: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;
const E2: f64 = FLATTENING * (2.0 - FLATTENING);

/// Snyder's q (3-12): the authalic counterpart of the sine of the latitude.
fn authalic_q(sin_lat: f64) -> f64 {
    let e = E2.sqrt();
    let es = e * sin_lat;
    (1.0 - E2) * (sin_lat / (1.0 - es * es) + es.atanh() / e)
}

/// A local equal-area frame in metres: x east, y north, origin at its centre.
///
/// ```
/// use carveout_geometry::{Frame, LonLat};
/// use geo::Coord;
///
/// let frame = Frame::centred_on(LonLat::new(109.87, 40.60)?)?;
/// let corner = frame.unproject(Coord { x: 300.0, y: -120.0 });
/// let back = frame.project(corner);
/// assert!((back.x - 300.0).abs() < 1e-7 && (back.y + 120.0).abs() < 1e-7);
/// assert!(LonLat::new(40.60, 109.87).is_err(), "latitude stands first");
/// # Ok::<(), carveout_geometry::FrameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    centre: LonLat,
    q_pole: f64,
    beta: f64,
    sin_beta: f64,
    cos_beta: f64,
    authalic_radius: f64,
    d: f64,
}

impl Frame {
    /// A frame centred on a position.
    ///
    /// # Errors
    /// [`FrameError::Polar`] within one degree of a pole.
    pub fn centred_on(centre: LonLat) -> Result<Self, FrameError> {
        if centre.lat.abs() > 89.0 {
            return Err(FrameError::Polar(centre.lat));
        }
        let (sin_lat, cos_lat) = centre.lat.to_radians().sin_cos();
        let q_pole = authalic_q(1.0);
        let beta = (authalic_q(sin_lat) / q_pole).asin();
        let (sin_beta, cos_beta) = beta.sin_cos();
        let authalic_radius = SEMI_MAJOR_M * (q_pole / 2.0).sqrt();
        let m = cos_lat / (1.0 - E2 * sin_lat * sin_lat).sqrt();
        let d = SEMI_MAJOR_M * m / (authalic_radius * cos_beta);
        Ok(Self { centre, q_pole, beta, sin_beta, cos_beta, authalic_radius, d })
    }

    /// The position at the origin.
    #[must_use]
    pub const fn centre(&self) -> LonLat {
        self.centre
    }

    /// Name of the frame as a PROJ string, for reports.
    #[must_use]
    pub fn proj(&self) -> String {
        format!(
            "+proj=laea +lat_0={} +lon_0={} +ellps=WGS84 +units=m",
            self.centre.lat, self.centre.lon
        )
    }

    /// Degrees to metres. There is no bound on how far off the centre a position may be; lengths
    /// drift there.
    #[must_use]
    pub fn project(&self, position: LonLat) -> Coord<f64> {
        let lambda = within_a_turn(position.lon - self.centre.lon).to_radians();
        let q = authalic_q(position.lat.to_radians().sin());
        let beta = (q / self.q_pole).clamp(-1.0, 1.0).asin();
        let (sin_beta, cos_beta) = beta.sin_cos();
        let half = (lambda / 2.0).sin();
        let versine = 2.0 * half * half;
        let cos_distance = self.sin_beta * sin_beta + self.cos_beta * cos_beta * (1.0 - versine);
        let b = self.authalic_radius * (2.0 / (1.0 + cos_distance)).sqrt();
        Coord {
            x: b * self.d * cos_beta * lambda.sin(),
            // cos b1 sin b - sin b1 cos b cos l, written without the cancellation
            y: b / self.d * ((beta - self.beta).sin() + self.sin_beta * cos_beta * versine),
        }
    }

    /// Metres to degrees.
    #[must_use]
    pub fn unproject(&self, point: Coord<f64>) -> LonLat {
        let (x, y) = (point.x / self.d, point.y * self.d);
        let rho = x.hypot(y);
        if rho == 0.0 {
            return self.centre;
        }
        let c = 2.0 * (rho / (2.0 * self.authalic_radius)).clamp(-1.0, 1.0).asin();
        let (sin_c, cos_c) = c.sin_cos();
        let sin_beta = cos_c * self.sin_beta + y * sin_c * self.cos_beta / rho;
        let q = self.q_pole * sin_beta;
        let lambda = (x * sin_c).atan2(rho * self.cos_beta * cos_c - y * self.sin_beta * sin_c);
        let mut lat = sin_beta.clamp(-1.0, 1.0).asin();
        // Snyder 3-16; converges to the last bit in three or four rounds away from the poles.
        for _ in 0..6 {
            let (sin_lat, cos_lat) = lat.sin_cos();
            let w = 1.0 - E2 * sin_lat * sin_lat;
            let step = w * w / (2.0 * cos_lat) * (q - authalic_q(sin_lat)) / (1.0 - E2);
            lat += step;
            if step.abs() < 1e-16 {
                break;
            }
        }
        LonLat { lon: within_a_turn(self.centre.lon + lambda.to_degrees()), lat: lat.to_degrees() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, GeodesicArea, LineString, Polygon};

    fn square(centre: LonLat, half_m: f64) -> Vec<LonLat> {
        let frame = Frame::centred_on(centre).unwrap();
        [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
            .map(|(x, y)| frame.unproject(Coord { x: x * half_m, y: y * half_m }))
            .to_vec()
    }

    #[test]
    fn areas_match_the_ellipsoid_from_the_equator_to_65_degrees() {
        for lat in [0.0, 0.5, 12.0, 25.0, 40.6, -33.9, 52.0, 65.0, -65.0] {
            for lon in [-179.999, -71.1, 0.0, 109.87, 179.999] {
                for half in [20.0, 150.0, 500.0] {
                    let centre = LonLat { lon, lat };
                    let corners = square(centre, half);
                    let frame = Frame::centred_on(centre).unwrap();
                    let planar = Polygon::new(
                        corners.iter().map(|&p| frame.project(p)).collect::<LineString<f64>>(),
                        vec![],
                    )
                    .unsigned_area();
                    let geodesic = Polygon::new(
                        corners
                            .iter()
                            .map(|p| Coord { x: p.lon, y: p.lat })
                            .collect::<LineString<f64>>(),
                        vec![],
                    )
                    .geodesic_area_unsigned();
                    let relative = (planar - geodesic).abs() / geodesic;
                    assert!(relative < 1e-8, "{lat} {lon} {half}: {relative:e}");
                }
            }
        }
    }

    #[test]
    fn projecting_and_back_returns_the_position() {
        let frame = Frame::centred_on(LonLat { lon: 109.87, lat: 40.60 }).unwrap();
        for (dx, dy) in [(0.0, 0.0), (300.0, -120.0), (-20_000.0, 15_000.0), (1e-3, 1e-3)] {
            let there = frame.unproject(Coord { x: dx, y: dy });
            let back = frame.project(there);
            assert!((back.x - dx).abs() < 1e-7 && (back.y - dy).abs() < 1e-7, "{back:?}");
        }
    }

    #[test]
    fn numbers_that_cannot_be_degrees_are_refused_with_what_was_seen() {
        let local = LonLat::new(500_123.0, 4_494_000.0).unwrap_err();
        assert!(matches!(local, FrameError::NotDegrees { .. }), "{local}");
        assert!(local.to_string().contains("500123"), "{local}");
        let swapped = LonLat::new(40.6, 109.87).unwrap_err();
        assert!(matches!(swapped, FrameError::AxesSwapped { .. }), "{swapped}");
        assert_eq!(LonLat::new(f64::NAN, 1.0), Err(FrameError::NotFinite));
        assert_eq!(LonLat::new(180.25, 1.0), Ok(LonLat { lon: -179.75, lat: 1.0 }));
        assert!(LonLat::new(191.0, 1.0).is_err());
        assert!(Frame::centred_on(LonLat { lon: 0.0, lat: 89.5 }).is_err());
    }
}
