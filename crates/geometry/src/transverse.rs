//! Transverse Mercator: the projection of most national grids, for areas as their maps have them.
//!
//! By the series of Krüger in the third flattening n, to its fourth power (C. F. F. Karney, *Transverse Mercator
//! with an accuracy of a few nanometers*, Journal of Geodesy 85, 2011, equations 7 to 14 and 35). What is left
//! out is below a micrometre within a zone.

use crate::frame::LonLat;
use crate::region::Region;
use crate::units::SquareMetres;
use geo::{Coord, LineString};

/// A figure of the earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ellipsoid {
    /// Semi-major axis, metres.
    pub semi_major_m: f64,
    /// Flattening.
    pub flattening: f64,
}

impl Ellipsoid {
    /// That of WGS 84.
    pub const WGS84: Self = Self { semi_major_m: 6_378_137.0, flattening: 1.0 / 298.257_223_563 };
    /// GRS 1980, which CGCS2000, ETRS89 and NAD83 use.
    pub const GRS80: Self = Self { semi_major_m: 6_378_137.0, flattening: 1.0 / 298.257_222_101 };
}

/// A transverse Mercator projection without false easting and northing, which no area depends on.
///
/// ```
/// use carveout_geometry::transverse::{Ellipsoid, TransverseMercator};
/// use carveout_geometry::LonLat;
///
/// let grid = TransverseMercator { central_lon: 111.0, scale: 1.0, ellipsoid: Ellipsoid::GRS80 };
/// let place = grid.project(LonLat::new(111.0, 45.0)?);
/// // Along the central meridian the northing is the length of the meridian.
/// assert!(place.x.abs() < 1e-9 && (place.y - 4_984_944.378).abs() < 1e-3);
/// # Ok::<(), carveout_geometry::FrameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransverseMercator {
    /// Longitude of the central meridian, degrees.
    pub central_lon: f64,
    /// Scale along it.
    pub scale: f64,
    /// The ellipsoid.
    pub ellipsoid: Ellipsoid,
}

impl TransverseMercator {
    /// Degrees to metres: x east of the central meridian, y north of the equator.
    #[must_use]
    pub fn project(&self, position: LonLat) -> Coord<f64> {
        let Ellipsoid { semi_major_m, flattening: f } = self.ellipsoid;
        let e = (f * (2.0 - f)).sqrt();
        let n = f / (2.0 - f);
        let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n);
        let alpha = [
            n / 2.0 - 2.0 / 3.0 * n2 + 5.0 / 16.0 * n3 + 41.0 / 180.0 * n4,
            13.0 / 48.0 * n2 - 3.0 / 5.0 * n3 + 557.0 / 1440.0 * n4,
            61.0 / 240.0 * n3 - 103.0 / 140.0 * n4,
            49_561.0 / 161_280.0 * n4,
        ];
        let lambda = (position.lon - self.central_lon).to_radians();
        let tau = position.lat.to_radians().tan();
        let secant = tau.hypot(1.0);
        let sigma = (e * (e * tau / secant).atanh()).sinh();
        let conformal = tau * sigma.hypot(1.0) - sigma * secant;
        let (sin, cos) = lambda.sin_cos();
        let (xi, eta) = (conformal.atan2(cos), (sin / conformal.hypot(cos)).asinh());
        let (mut north, mut east) = (xi, eta);
        for (term, alpha) in (1_i32..).map(|j| 2.0 * f64::from(j)).zip(alpha) {
            north += alpha * (term * xi).sin() * (term * eta).cosh();
            east += alpha * (term * xi).cos() * (term * eta).sinh();
        }
        let radius = self.scale * semi_major_m / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0);
        Coord { x: radius * east, y: radius * north }
    }

    /// The area of a region in this projection, with straight lines between its corners; `position` tells
    /// where a corner is.
    #[must_use]
    pub fn area(&self, region: &Region, position: impl Fn(Coord<f64>) -> LonLat) -> SquareMetres {
        let enclosed = |ring: &LineString<f64>| {
            let points = ring.0.iter().map(|corner| self.project(position(*corner)));
            let points: Vec<Coord<f64>> = points.collect();
            let Some(first) = points.first().copied() else { return 0.0 };
            let spokes = points.windows(2).map(|pair| {
                let (a, b) = (pair[0] - first, pair[1] - first);
                a.x * b.y - a.y * b.x
            });
            spokes.sum::<f64>() / 2.0
        };
        SquareMetres::saturating(region.rings().map(enclosed).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bounds, Frame};

    #[test]
    fn the_worked_example_of_snyder() {
        // Map Projections: A Working Manual, page 269: UTM zone 18 on the ellipsoid of Clarke 1866,
        // 40 degrees 30 minutes north, 73 degrees 30 minutes west: x = 127,106.5 m, y = 4,484,124.4 m.
        let flattening = 1.0 - (1.0_f64 - 0.006_768_66).sqrt();
        let clarke = Ellipsoid { semi_major_m: 6_378_206.4, flattening };
        let utm = TransverseMercator { central_lon: -75.0, scale: 0.9996, ellipsoid: clarke };
        let place = utm.project(LonLat { lon: -73.5, lat: 40.5 });
        assert!((place.x - 127_106.5).abs() < 0.06, "{place:?}");
        assert!((place.y - 4_484_124.4).abs() < 0.06, "{place:?}");
    }

    #[test]
    fn an_area_grows_with_the_square_of_the_scale() {
        // The scale at a distance x from the central meridian is 1 + x^2 / 2 R^2: 1.5 degrees at 40.6 north
        // are 127 km, so an area is greater by x^2 / R^2 = 3.96e-4 there, and exact on the meridian.
        let grid = |central_lon| TransverseMercator {
            central_lon,
            scale: 1.0,
            ellipsoid: Ellipsoid::WGS84,
        };
        let centre = LonLat { lon: 109.87, lat: 40.6 };
        let frame = Frame::centred_on(centre).unwrap();
        let bounds = Bounds { min_x: -150.0, min_y: -100.0, max_x: 150.0, max_y: 100.0 };
        let region = Region::rectangle(bounds);
        let excess = |central: f64| {
            grid(central).area(&region, |corner| frame.unproject(corner)).get() / 60_000.0 - 1.0
        };
        assert!(excess(109.87).abs() < 1e-8, "{:e}", excess(109.87));
        let x = grid(108.37).project(centre).x;
        // Radius of the mean curvature at that latitude: 6,374.5 km.
        let expected = (x / 6_374_500.0).powi(2);
        assert!((excess(108.37) - expected).abs() < 1e-6, "{:e} {expected:e}", excess(108.37));
        assert!((expected - 3.97e-4).abs() < 2e-6, "{expected:e}");
    }
}
