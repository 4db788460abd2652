//! The projection of a title: the grid in which a register measures areas.

use crate::geometry::transverse::{Ellipsoid, TransverseMercator};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A transverse Mercator projection by the name that it was given: a code of the EPSG register, or the words
/// of PROJ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("examples" = ["EPSG:4549"]))]
pub struct TitleProjection {
    name: String,
    projection: TransverseMercator,
}

/// A text that names no projection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no projection that is known: give EPSG:4491 to 4554 (CGCS2000 Gauss-Kruger), EPSG:326xx or 327xx \
     (UTM), EPSG:258xx (ETRS89), EPSG:269xx (NAD83), or \"+proj=tmerc +lon_0=108 +k=1 +ellps=GRS80\""
)]
pub struct UnknownProjection(String);

impl TitleProjection {
    /// The projection.
    #[must_use]
    pub const fn projection(&self) -> &TransverseMercator {
        &self.projection
    }
}

impl fmt::Display for TitleProjection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl FromStr for TitleProjection {
    type Err = UnknownProjection;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim();
        let code = name.get(..5).filter(|start| start.eq_ignore_ascii_case("epsg:"));
        let known = match code {
            Some(start) => name[start.len()..].parse().ok().and_then(of_code),
            None => of_words(name),
        };
        let projection = known.ok_or_else(|| UnknownProjection(text.to_owned()))?;
        Ok(Self { name: name.to_owned(), projection })
    }
}

impl TryFrom<String> for TitleProjection {
    type Error = UnknownProjection;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TitleProjection> for String {
    fn from(projection: TitleProjection) -> Self {
        projection.name
    }
}

/// The projections of the EPSG register that are made of zones, by their first code.
fn of_code(code: u32) -> Option<TransverseMercator> {
    let zones = |first: u32, lon: f64, apart: f64, scale: f64, ellipsoid: Ellipsoid| {
        let central_lon = lon + apart * f64::from(code - first);
        Some(TransverseMercator { central_lon, scale, ellipsoid })
    };
    match code {
        // CGCS2000, six degrees: zones 13 to 23, with and without the number of the zone in the easting.
        4491..=4501 => zones(4491, 75.0, 6.0, 1.0, Ellipsoid::GRS80),
        4502..=4512 => zones(4502, 75.0, 6.0, 1.0, Ellipsoid::GRS80),
        // The same of three degrees: zones 25 to 45.
        4513..=4533 => zones(4513, 75.0, 3.0, 1.0, Ellipsoid::GRS80),
        4534..=4554 => zones(4534, 75.0, 3.0, 1.0, Ellipsoid::GRS80),
        // UTM: ETRS89 zones 28 to 38, NAD83 zones 1 to 23, WGS 84 zones 1 to 60 north and south.
        25828..=25838 => zones(25828, -15.0, 6.0, 0.9996, Ellipsoid::GRS80),
        26901..=26923 => zones(26901, -177.0, 6.0, 0.9996, Ellipsoid::GRS80),
        32601..=32660 => zones(32601, -177.0, 6.0, 0.9996, Ellipsoid::WGS84),
        32701..=32760 => zones(32701, -177.0, 6.0, 0.9996, Ellipsoid::WGS84),
        _ => None,
    }
}

/// A transverse Mercator projection in the words of PROJ; what no area depends on is passed over.
fn of_words(words: &str) -> Option<TransverseMercator> {
    let mut found =
        TransverseMercator { central_lon: f64::NAN, scale: 1.0, ellipsoid: Ellipsoid::WGS84 };
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let mut is_transverse = false;
    for word in words.split_whitespace() {
        let (key, value) = word.strip_prefix('+')?.split_once('=').unwrap_or((&word[1..], ""));
        match key {
            "proj" => is_transverse = value == "tmerc",
            "lon_0" => found.central_lon = number(value).filter(|lon| lon.abs() <= 180.0)?,
            "k" | "k_0" => found.scale = number(value).filter(|k| (0.9..=1.1).contains(k))?,
            "ellps" | "datum" => {
                found.ellipsoid = match value {
                    "WGS84" => Ellipsoid::WGS84,
                    "GRS80" => Ellipsoid::GRS80,
                    _ => return None,
                }
            }
            "units" if value != "m" => return None,
            "x_0" | "y_0" | "lat_0" | "units" | "no_defs" | "type" => {}
            _ => return None,
        }
    }
    (is_transverse && found.central_lon.is_finite()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_words_mean_the_same_grids() {
        let of = |text: &str| text.parse::<TitleProjection>().unwrap().projection;
        // EPSG: CGCS2000 / 3-degree Gauss-Kruger CM 120E; zone 37; 6-degree zone 19; UTM 33N, 18S, ETRS89 32N.
        for (code, lon, scale) in [
            ("EPSG:4549", 120.0, 1.0),
            ("EPSG:4525", 111.0, 1.0),
            ("EPSG:4497", 111.0, 1.0),
            ("EPSG:4508", 111.0, 1.0),
            ("epsg:32633", 15.0, 0.9996),
            ("EPSG:32718", -75.0, 0.9996),
            ("EPSG:25832", 9.0, 0.9996),
            ("EPSG:26918", -75.0, 0.9996),
        ] {
            let found = of(code);
            assert!((found.central_lon - lon).abs() < 1e-12, "{code}: {found:?}");
            assert!((found.scale - scale).abs() < 1e-12, "{code}: {found:?}");
        }
        let words = "+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs";
        assert_eq!(of(words), of("EPSG:4549"));
    }

    #[test]
    fn what_is_no_transverse_mercator_is_refused() {
        for text in [
            "EPSG:4326",
            "EPSG:3857",
            "EPSG:",
            "utm",
            "",
            "+proj=lcc +lon_0=3",
            "+proj=tmerc",
            "+proj=tmerc +lon_0=x",
            "+proj=tmerc +lon_0=108 +units=us-ft",
            "+proj=tmerc +lon_0=108 +ellps=krass",
        ] {
            assert!(text.parse::<TitleProjection>().is_err(), "{text}");
        }
    }
}
