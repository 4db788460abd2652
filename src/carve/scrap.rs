//! Remnants piece by piece, classed as planners do.
//!
//! What a scrap touches decides what can still be done with it, so its outline is measured in three
//! parts: along the building line (the edge of the envelope), along what the obstacles take, and
//! along other land of the project, usable or scrap.
//!
//! | place | when |
//! |---|---|
//! | enclosed 夹心地 | landlocked, or at least three quarters of its outline run along obstacles' land |
//! | edge 边角地 | otherwise, if at least a quarter runs along the building line |
//! | interlocking 插花地 | otherwise: a scrap between usable land and an obstacle |

use crate::carve::CarveOut;
use crate::geometry::region::{squared_distance, Segment};
use crate::geometry::{inscribed, Region};
use crate::model::{Place, Remnant};
use crate::units::{Metres, SquareMetres};
use geo::Coord;

/// Share of the outline along obstacles' land from which a scrap is enclosed.
const ENCLOSED_SHARE: f64 = 0.75;
/// Share of the outline along the building line from which a scrap is an edge.
const EDGE_SHARE: f64 = 0.25;
/// Outlines this near to each other run along each other.
const ALONG_M: f64 = 1e-3;
/// Smaller scraps are counted, not described.
pub const LEAST_M2: f64 = 1.0;
/// Places on each edge of an outline that are looked at.
const SAMPLES: [f64; 3] = [1.0 / 6.0, 0.5, 5.0 / 6.0];

/// A connected piece of land that remains and is of no use.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scrap {
    /// The land.
    pub region: Region,
    /// Why it is of no use.
    pub reason: Remnant,
    /// Where it lies.
    pub place: Place,
    /// Diameter of the largest circle in it, to 0.1 m.
    pub width: Metres,
}

impl Scrap {
    /// Its area.
    #[must_use]
    pub fn area(&self) -> SquareMetres {
        self.region.area()
    }
}

impl CarveOut {
    /// The remnants of at least [`LEAST_M2`] piece by piece, largest first.
    ///
    /// `envelope` is that of the baseline the carve-out was made on.
    #[must_use]
    pub fn scraps(&self, envelope: &Region) -> Vec<Scrap> {
        let building_line: Vec<Segment> = envelope.edges().collect();
        let obstacles: Vec<Segment> =
            self.exclusion.parts().into_iter().flat_map(Region::edges).collect();
        let pieces = self.remnant_pieces().into_iter();
        let measured = pieces.map(|(reason, region)| {
            let place = place(&region, reason, &building_line, &obstacles);
            let width = inscribed::width(&region);
            Scrap { region, reason, place, width }
        });
        measured.collect()
    }

    /// The land of these, in the same order, with why it is left over.
    #[must_use]
    pub fn remnant_pieces(&self) -> Vec<(Remnant, Region)> {
        let of = |(reason, land): (Remnant, &Region)| {
            let large = land.pieces().into_iter().take_while(|one| one.area().get() >= LEAST_M2);
            large.map(|region| (reason, region)).collect::<Vec<_>>()
        };
        let mut pieces: Vec<(Remnant, Region)> =
            self.remnants.each().into_iter().flat_map(of).collect();
        pieces.sort_by(|(_, a), (_, b)| b.area().get().total_cmp(&a.area().get()));
        pieces
    }

    /// Remnants in pieces smaller than [`LEAST_M2`]: what the ledger has and these scraps have not.
    #[must_use]
    pub fn beside(&self, scraps: &[Scrap]) -> SquareMetres {
        let listed: SquareMetres = scraps.iter().map(Scrap::area).sum();
        SquareMetres::saturating(self.ledger.remnant().get() - listed.get())
    }
}

fn place(
    region: &Region,
    reason: Remnant,
    building_line: &[Segment],
    obstacles: &[Segment],
) -> Place {
    if reason == Remnant::Landlocked {
        return Place::Enclosed;
    }
    let (mut outline, mut at_line, mut at_obstacles) = (0.0, 0.0, 0.0);
    for (from, to) in region.edges() {
        let along = to - from;
        let length = along.x.hypot(along.y) / SAMPLES.len() as f64;
        for sample in SAMPLES {
            let point = from + along * sample;
            outline += length;
            // A taking that reaches the building line is an obstacle there.
            if near(point, obstacles) {
                at_obstacles += length;
            } else if near(point, building_line) {
                at_line += length;
            }
        }
    }
    if at_obstacles >= ENCLOSED_SHARE * outline {
        Place::Enclosed
    } else if at_line >= EDGE_SHARE * outline {
        Place::Edge
    } else {
        Place::Interlocking
    }
}

fn near(p: Coord<f64>, segments: &[Segment]) -> bool {
    segments.iter().any(|&(a, b)| {
        let outside = p.x < a.x.min(b.x) - ALONG_M
            || p.x > a.x.max(b.x) + ALONG_M
            || p.y < a.y.min(b.y) - ALONG_M
            || p.y > a.y.max(b.y) + ALONG_M;
        if outside {
            return false;
        }
        squared_distance(p, (a, b)) <= ALONG_M * ALONG_M
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carve::{Baseline, Exclusion, Ground, Parameters, Trial};
    use crate::geometry::Bounds;
    use std::f64::consts::PI;

    fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Region {
        Region::rectangle(Bounds { min_x: x, min_y: y, max_x: x + width, max_y: y + height })
    }

    /// 200 m x 100 m, minimum width 20 m and minimum area 500 m2, without some takings.
    fn scraps(takings: &[Region]) -> Vec<Scrap> {
        let parameters = Parameters {
            min_width: Metres::new(20.0).unwrap(),
            min_area: SquareMetres::new(500.0).unwrap(),
            ..Parameters::default()
        };
        let ground = Ground::open_all_around(rectangle(0.0, 0.0, 200.0, 100.0), parameters);
        let baseline = Baseline::of(&ground).unwrap();
        let taking = crate::geometry::overlay::union(takings).unwrap();
        let exclusion = Exclusion { taking, ..Exclusion::default() };
        let trial = Trial::around(&ground, &baseline, exclusion).unwrap();
        CarveOut::close(&baseline, trial).unwrap().scraps(&baseline.envelope)
    }

    #[test]
    fn a_strip_along_the_edge_is_an_edge() {
        // 10 m between a plot of 60 m and the west side.
        let found = scraps(&[rectangle(10.0, 20.0, 60.0, 60.0)]);
        let strip = &found[0];
        assert_eq!((strip.place, strip.reason), (Place::Edge, Remnant::Narrow));
        // 10 m x 60 m. At each mouth a chord of 20 m from the corner of the plot to the side bounds what
        // counts: beyond the mouth, a segment of 60 degrees of the disc of 10 m over it.
        let segment = 50.0 * (PI / 3.0 - 0.75f64.sqrt());
        let area = strip.area().get();
        assert!((area - (600.0 - 2.0 * segment)).abs() < 0.1, "{area}");
        assert!((strip.width.get() - 10.0).abs() < 3.0, "{}", strip.width.get());
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_gap_between_two_plots_is_enclosed() {
        let found =
            scraps(&[rectangle(40.0, 25.0, 50.0, 50.0), rectangle(100.0, 25.0, 50.0, 50.0)]);
        // 10 m x 50 m without the half discs over its mouths: two sides of 50 m along plots, two half
        // circles of 15.7 m.
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, Place::Enclosed);
        assert!((found[0].area().get() - (500.0 - PI * 25.0)).abs() < 0.1);
    }

    #[test]
    fn a_courtyard_is_enclosed_and_a_nook_interlocks() {
        // Walls around 40 m x 40 m inside: landlocked.
        let courtyard = [
            rectangle(20.0, 20.0, 60.0, 10.0),
            rectangle(20.0, 70.0, 60.0, 10.0),
            rectangle(20.0, 20.0, 10.0, 60.0),
            rectangle(70.0, 20.0, 10.0, 60.0),
        ];
        let found = scraps(&courtyard);
        let inner = found.iter().find(|scrap| scrap.reason == Remnant::Landlocked).unwrap();
        assert_eq!(inner.place, Place::Enclosed);
        assert!((inner.area().get() - 1600.0).abs() < 0.1);
        // A plot with a shallow recess, 15 m wide and 8 m deep: half its outline is the plot's, no
        // part of it the building line.
        let nook = [
            rectangle(60.0, 30.0, 75.0, 22.0),
            rectangle(60.0, 52.0, 30.0, 8.0),
            rectangle(105.0, 52.0, 30.0, 8.0),
        ];
        let found = scraps(&nook);
        // The half disc over its mouth counts, 7.5 m deep; what it leaves hangs together below it.
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, Place::Interlocking);
        assert!((found[0].area().get() - (15.0 * 8.0 - PI * 7.5 * 7.5 / 2.0)).abs() < 0.1);
    }
}
