//! Features as read: degrees, unchecked, with their file and index.

use crate::layer::{Properties, Window};
use crate::model::Origin;

/// Two numbers of a position as read: longitude, latitude, if all is well.
pub type Position = [f64; 2];

/// What a run of positions is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// Single points.
    Points,
    /// One line.
    Line,
    /// The outer ring of a polygon.
    Shell,
    /// A hole in the polygon whose shell stands before it.
    Hole,
}

/// A geometry of any type, taken apart: members of collections and multi-geometries side by side.
///
/// All positions stand in one list, in the order of the file; `parts` says what each run of them
/// is and where it ends. A parcel of a city costs one allocation that way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawGeometry {
    positions: Vec<Position>,
    parts: Parts,
}

/// Parts with their ends: a single one, such as nearly every parcel has, needs no list.
#[derive(Clone, Debug, Default)]
enum Parts {
    #[default]
    None,
    One((RunKind, usize)),
    Many(Vec<(RunKind, usize)>),
}

impl Parts {
    fn list(&self) -> &[(RunKind, usize)] {
        match self {
            Self::None => &[],
            Self::One(only) => std::slice::from_ref(only),
            Self::Many(list) => list,
        }
    }

    fn push(&mut self, part: (RunKind, usize)) {
        match self {
            Self::None => *self = Self::One(part),
            Self::One(first) => *self = Self::Many(vec![*first, part]),
            Self::Many(list) => list.push(part),
        }
    }
}

impl PartialEq for Parts {
    fn eq(&self, other: &Self) -> bool {
        self.list() == other.list()
    }
}

impl RawGeometry {
    /// Whether there is no position in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// All positions, in the order of the file.
    #[must_use]
    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    /// Points that stand by themselves.
    pub fn points(&self) -> impl Iterator<Item = Position> + '_ {
        self.runs(RunKind::Points).flatten().copied()
    }

    /// Lines; one may have no position.
    pub fn lines(&self) -> impl Iterator<Item = &[Position]> {
        self.runs(RunKind::Line)
    }

    /// Polygons, each as its rings: shell, then holes.
    pub fn polygons(&self) -> impl Iterator<Item = Vec<&[Position]>> {
        let mut start = 0;
        let runs = self.parts.list().iter().map(move |&(part, end)| {
            let run = &self.positions[start..end];
            start = end;
            (part, run)
        });
        let mut rings =
            runs.filter(|(part, _)| matches!(part, RunKind::Shell | RunKind::Hole)).peekable();
        std::iter::from_fn(move || {
            let mut polygon = vec![rings.next()?.1];
            while let Some((_, hole)) = rings.next_if(|(part, _)| *part == RunKind::Hole) {
                polygon.push(hole);
            }
            Some(polygon)
        })
    }

    /// Whether there is a part of this sort in it, be it without positions.
    #[must_use]
    pub fn has(&self, wanted: RunKind) -> bool {
        self.parts.list().iter().any(|(part, _)| *part == wanted)
    }

    /// Itself with its polygons cut to a window, if any of them reaches beyond it; points and lines
    /// stay whole. Where a ring leaves the window its new edges run along the window's sides, there
    /// and back at places: winding numbers inside are those of the ring (I. E. Sutherland and
    /// G. W. Hodgman, "Reentrant polygon clipping", 1974).
    #[must_use]
    pub fn cut_to(&self, window: &Window) -> Option<Self> {
        let (min, max) = window.corners();
        let counted = |p: &Position| [window.longitude(p[0]), p[1]];
        let inside = |p: &Position| {
            let [lon, lat] = counted(p);
            min[0] <= lon && lon <= max[0] && min[1] <= lat && lat <= max[1]
        };
        let mut rings = self.runs(RunKind::Shell).chain(self.runs(RunKind::Hole)).flatten();
        if rings.all(inside) {
            return None;
        }
        let mut cut = Self::default();
        cut.add(RunKind::Points, self.points());
        for line in self.lines() {
            cut.add(RunKind::Line, line.iter().copied());
        }
        let sides = [(0, min[0], 1.0), (0, max[0], -1.0), (1, min[1], 1.0), (1, max[1], -1.0)];
        for polygon in self.polygons() {
            for (number, ring) in polygon.into_iter().enumerate() {
                let ring: Vec<Position> = ring.iter().map(counted).collect();
                let ring = sides.iter().fold(ring, |ring, side| cut_at(&ring, *side));
                let part = if number == 0 { RunKind::Shell } else { RunKind::Hole };
                if part == RunKind::Shell && ring.is_empty() {
                    break;
                }
                cut.add(part, ring);
            }
        }
        Some(cut)
    }

    fn runs(&self, wanted: RunKind) -> impl Iterator<Item = &[Position]> {
        let mut start = 0;
        self.parts.list().iter().filter_map(move |&(part, end)| {
            let run = &self.positions[start..end];
            start = end;
            (part == wanted).then_some(run)
        })
    }

    /// Adds a position to the part that [`close`](Self::close) will end.
    pub(in crate::layer) fn push(&mut self, position: Position) {
        self.positions.push(position);
    }

    /// Ends a part after the positions pushed since the last.
    pub(in crate::layer) fn close(&mut self, part: RunKind) {
        self.parts.push((part, self.positions.len()));
    }

    /// Adds a whole part.
    pub(in crate::layer) fn add(&mut self, part: RunKind, run: impl IntoIterator<Item = Position>) {
        self.positions.extend(run);
        self.close(part);
    }

    /// Empties it and keeps its memory for the next.
    pub(in crate::layer) fn clear(&mut self) {
        self.positions.clear();
        self.parts = Parts::None;
    }
}

/// What of a closed ring lies on one side of a line: axis, place, and 1 if the larger side counts.
fn cut_at(ring: &[Position], (axis, place, sign): (usize, f64, f64)) -> Vec<Position> {
    let depth = |p: &Position| sign * (p[axis] - place);
    let mut cut = Vec::with_capacity(ring.len());
    for edge in ring.windows(2) {
        let (from, to) = (depth(&edge[0]), depth(&edge[1]));
        if from >= 0.0 {
            cut.push(edge[0]);
        }
        if (from >= 0.0) != (to >= 0.0) {
            let t = from / (from - to);
            let other = 1 - axis;
            let mut at = [place; 2];
            at[other] = edge[0][other] + t * (edge[1][other] - edge[0][other]);
            cut.push(at);
        }
    }
    cut.extend(cut.first().copied());
    cut
}

/// A feature as read.
#[derive(Clone, Debug, PartialEq)]
pub struct RawFeature {
    /// Where it stands.
    pub origin: Origin,
    /// Attributes, as far as they were asked for.
    pub properties: Properties,
    /// Geometry, in the numbers of the file.
    pub geometry: RawGeometry,
}

/// What a reader hands on of the features of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A feature with a geometry that was selected.
    Feature(RawFeature),
    /// A feature whose geometry is null or has no position.
    NoGeometry(Origin),
    /// A member that is no feature; the reason is a sentence's end.
    Unreadable(Origin, String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::LonLat;
    use crate::layer::BoundsDeg;
    use crate::units::Metres;

    #[test]
    fn a_ring_is_cut_to_a_window_and_keeps_its_area_there() {
        // A U around the window's middle: two legs of 1 by 2 come through its lower side.
        let u = [
            [1.0, -5.0],
            [5.0, -5.0],
            [5.0, 2.0],
            [4.0, 2.0],
            [4.0, -4.0],
            [2.0, -4.0],
            [2.0, 2.0],
            [1.0, 2.0],
            [1.0, -5.0],
        ];
        let mut geometry = RawGeometry::default();
        geometry.add(RunKind::Shell, u);
        geometry.add(RunKind::Shell, [[20.0, 0.0], [21.0, 0.0], [21.0, 1.0], [20.0, 0.0]]);
        geometry.add(RunKind::Hole, [[20.5, 0.2], [20.6, 0.2], [20.6, 0.3], [20.5, 0.2]]);
        geometry.add(RunKind::Line, [[-50.0, 0.0], [50.0, 0.0]]);
        let corner = |lon: f64, lat: f64| LonLat { lon, lat };
        let window = BoundsDeg { min: corner(0.0, 0.0), max: corner(10.0, 10.0) };
        let window = Window::around_box(&window, Metres::ZERO);
        let cut = geometry.cut_to(&window).unwrap();
        let polygons: Vec<_> = cut.polygons().collect();
        assert_eq!((polygons.len(), cut.lines().count()), (1, 1), "the other one is elsewhere");
        let ring = polygons[0][0];
        let area: f64 = ring.windows(2).map(|e| e[0][0] * e[1][1] - e[1][0] * e[0][1]).sum();
        assert_eq!(area / 2.0, 4.0);
        assert_eq!(ring.first(), ring.last());
        assert!(ring.iter().all(|p| p[1] >= 0.0));
        // What lies inside is left as it is.
        assert!(cut.cut_to(&window).is_none());
    }

    #[test]
    fn parts_come_back_as_they_were_put_in() {
        let mut geometry = RawGeometry::default();
        geometry.add(RunKind::Shell, [[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]]);
        geometry.add(RunKind::Hole, [[1.0, 1.0], [2.0, 1.0], [1.0, 2.0]]);
        geometry.add(RunKind::Line, [[5.0, 5.0], [6.0, 6.0]]);
        geometry.add(RunKind::Points, [[7.0, 7.0]]);
        geometry.add(RunKind::Shell, []);
        geometry.add(RunKind::Points, [[8.0, 8.0], [9.0, 9.0]]);
        assert_eq!(geometry.points().collect::<Vec<_>>(), [[7.0, 7.0], [8.0, 8.0], [9.0, 9.0]]);
        assert_eq!(geometry.lines().collect::<Vec<_>>(), [&[[5.0, 5.0], [6.0, 6.0]]]);
        let polygons: Vec<_> = geometry.polygons().collect();
        assert_eq!(polygons.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(polygons[0][1][2], [1.0, 2.0]);
        assert!(polygons[1][0].is_empty() && geometry.positions().len() == 11);
    }
}
