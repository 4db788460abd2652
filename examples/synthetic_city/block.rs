//! A block cut into lots: bands along x, cut across. Neighbours share every vertex.

use crate::place::{self, Point};
use crate::random::Random;

/// How a block is cut.
pub struct Form {
    /// Depth of a band and area of a lot, about. Nothing: the block is one lot.
    pub lots: Option<(f64, f64)>,
}

pub struct Lot {
    /// Anticlockwise from the south-west, without its last point.
    pub ring: Vec<Point>,
    /// Anticlockwise from the south-west.
    pub corners: [Point; 4],
}

impl Lot {
    pub fn area_m2(&self) -> f64 {
        place::area(&self.ring)
    }

    /// Inside, at a share of the way from the west to the east, and from the south to the north.
    pub fn at(&self, u: f64, v: f64) -> Point {
        across(&self.corners, u, v)
    }
}

/// A share of the length along x at which a boundary between two lots starts and ends.
#[derive(Clone, Copy)]
struct Cut {
    south: f64,
    north: f64,
}

/// A boundary between bands, or the edge of the block: vertices by their share of its length.
type Line = Vec<(f64, Point)>;

/// Points around a lot between its corners, about.
const SURVEYED: (f64, f64) = (7.0, 14.0);
const MOST_PER_STRETCH: u64 = 4;
/// Cuts of two bands that meet the line between them closer than this meet in one vertex.
const JOINED_M: f64 = 3.0;
/// Surveyed points lie off the straight line by as much.
const OFF_LINE_M: f64 = 0.25;
const CHAMFER_M: f64 = 5.0;

pub fn lots(corners: [Point; 4], form: &Form, chance: &mut Random) -> Vec<Lot> {
    let length = (across(&corners, 1.0, 0.5) - across(&corners, 0.0, 0.5)).length();
    let depth = (across(&corners, 0.5, 1.0) - across(&corners, 0.5, 0.0)).length();
    let (bands, per_band) = match form.lots {
        None => (1, 1),
        Some((deep, area)) => {
            let bands = whole(depth / deep);
            (bands, whole(length * depth / bands as f64 / area))
        }
    };
    // Metres from one surveyed point to the next.
    let lot_side = (length * depth / (bands * per_band) as f64).sqrt();
    let spacing = 4.0 * lot_side / chance.between(SURVEYED.0, SURVEYED.1);

    let mut cuts: Vec<Vec<Cut>> = Vec::new();
    for _ in 0..bands {
        let south = cuts.last().map_or(&[][..], |band| band);
        cuts.push(cut(per_band, length, south, chance));
    }
    let lines: Vec<Line> = (0..=bands)
        .map(|k| {
            let outer = k == 0 || k == bands;
            let off = if outer { 0.0 } else { chance.about(0.06) };
            let run = Run {
                corners: &corners,
                v: (k as f64 + off) / bands as f64,
                bow: if outer { 0.0 } else { chance.about(2.0) },
            };
            let mut ends: Vec<f64> = Vec::new();
            ends.extend(k.checked_sub(1).iter().flat_map(|&k| &cuts[k]).map(|cut| cut.north));
            ends.extend(cuts.get(k).iter().copied().flatten().map(|cut| cut.south));
            ends.sort_by(f64::total_cmp);
            ends.dedup();
            line(&run, &ends, length, spacing, chance)
        })
        .collect();

    let mut lots = Vec::with_capacity(bands * per_band);
    for (band, pair) in cuts.iter().zip(lines.windows(2)) {
        let sides: Vec<Vec<Point>> = band
            .iter()
            .enumerate()
            .map(|(m, &cut)| {
                let bow = if m == 0 || m == per_band { 0.0 } else { 0.6 };
                side(cut, &pair[0], &pair[1], bow, spacing, chance)
            })
            .collect();
        for m in 0..per_band {
            let south = stretch(&pair[0], band[m].south, band[m + 1].south);
            let north = stretch(&pair[1], band[m].north, band[m + 1].north);
            let ends = |line: &[(f64, Point)]| (line[0].1, line[line.len() - 1].1);
            let ((sw, se), (nw, ne)) = (ends(south), ends(north));
            let mut ring: Vec<Point> = south.iter().map(|vertex| vertex.1).collect();
            ring.extend(&sides[m + 1]);
            ring.extend(north.iter().rev().map(|vertex| vertex.1));
            ring.extend(sides[m].iter().rev());
            lots.push(Lot { ring, corners: [sw, se, ne, nw] });
        }
    }
    for corner in corners {
        if chance.chance(0.6) {
            chamfer(&mut lots, corner);
        }
    }
    lots
}

/// Where a line between bands runs.
struct Run<'a> {
    corners: &'a [Point; 4],
    v: f64,
    /// How far its middle lies off, metres.
    bow: f64,
}

impl Run<'_> {
    fn at(&self, u: f64) -> Point {
        across(self.corners, u, self.v) + Point::new(0.0, self.bow * 4.0 * u * (1.0 - u))
    }
}

fn across(corners: &[Point; 4], u: f64, v: f64) -> Point {
    corners[0].toward(corners[1], u).toward(corners[3].toward(corners[2], u), v)
}

/// At least one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful")]
fn whole(number: f64) -> usize {
    number.round().max(1.0) as usize
}

/// Ends of `count` lots of a band, the block's ends among them.
fn cut(count: usize, length: f64, south: &[Cut], chance: &mut Random) -> Vec<Cut> {
    let widths: Vec<f64> = (0..count).map(|_| chance.between(0.75, 1.4)).collect();
    let all: f64 = widths.iter().sum();
    let mut cuts = vec![Cut { south: 0.0, north: 0.0 }];
    let mut passed = 0.0;
    for width in &widths[..count - 1] {
        passed += width / all;
        let near = south.iter().find(|other| (other.north - passed).abs() * length < JOINED_M);
        let from = near.map_or(passed, |other| other.north);
        cuts.push(Cut { south: from, north: from + chance.about(1.5) / length });
    }
    cuts.push(Cut { south: 1.0, north: 1.0 });
    cuts
}

fn surveyed(length: f64, spacing: f64, chance: &mut Random) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful")]
    let count = (length / spacing + chance.unit()) as u64;
    count.min(MOST_PER_STRETCH)
}

fn line(run: &Run, ends: &[f64], length: f64, spacing: f64, chance: &mut Random) -> Line {
    let mut line = Vec::new();
    for pair in ends.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        line.push((from, run.at(from)));
        let count = surveyed((to - from) * length - spacing / 2.0, spacing, chance);
        for n in 1..=count {
            let share = (n as f64 + chance.about(0.3)) / (count + 1) as f64;
            let u = from + (to - from) * share;
            line.push((u, run.at(u) + Point::new(0.0, chance.about(OFF_LINE_M))));
        }
    }
    line.push((1.0, run.at(1.0)));
    line
}

fn stretch(line: &Line, from: f64, to: f64) -> &[(f64, Point)] {
    let begin = line.partition_point(|vertex| vertex.0 < from);
    let end = line.partition_point(|vertex| vertex.0 <= to);
    &line[begin..end]
}

/// Vertices of a boundary across a band, without its ends.
fn side(
    cut: Cut,
    south: &Line,
    north: &Line,
    bow: f64,
    spacing: f64,
    chance: &mut Random,
) -> Vec<Point> {
    let from = stretch(south, cut.south, cut.south)[0].1;
    let to = stretch(north, cut.north, cut.north)[0].1;
    let bow = chance.about(bow);
    let count = surveyed((to - from).length() - spacing / 2.0, spacing, chance).max(1);
    (1..=count)
        .map(|n| {
            let share = (n as f64 + chance.about(0.3)) / (count + 1) as f64;
            let off = bow * 4.0 * share * (1.0 - share) + chance.about(OFF_LINE_M);
            from.toward(to, share) + Point::new(off, 0.0)
        })
        .collect()
}

/// Cuts the corner of a block, which one lot has alone.
fn chamfer(lots: &mut [Lot], corner: Point) {
    let ring_of = |lot: &Lot| lot.ring.iter().position(|&point| point == corner);
    let Some((lot, at)) = lots.iter_mut().find_map(|lot| ring_of(lot).map(|at| (lot, at))) else {
        return;
    };
    let count = lot.ring.len();
    let (before, after) = (lot.ring[(at + count - 1) % count], lot.ring[(at + 1) % count]);
    let cut = |other: Point| corner.toward(other, CHAMFER_M / (other - corner).length().max(10.0));
    lot.ring.splice(at..=at, [cut(before), cut(after)]);
}
