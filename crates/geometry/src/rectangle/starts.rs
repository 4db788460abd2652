//! Where the climb begins: largest rectangles of free raster cells, at many angles.
//!
//! A cell is free when its centre is inside and no edge passes through it, so a rectangle of free
//! cells lies within the polygon. Raster lines follow the edges that run along the axes, which
//! makes rectilinear outlines exact; elsewhere a start is up to a cell too small on each side.

use super::climb::Edge;
use super::{Limits, Pose};
use geo::Coord;
use std::f64::consts::FRAC_PI_2;

/// Even steps over a right angle; a rectangle looks the same after one.
const EVEN_ANGLES: u32 = 45;
/// Directions of edges tried besides, those with the greatest length of edges first.
const EDGE_ANGLES: usize = 16;
/// Cells along each axis, and lines added for edges along the axis.
const CELLS: u32 = 48;
const EDGE_LINES: usize = 24;
/// Starts kept at each angle.
const KEPT: usize = 6;

/// Possible starts, most promising first.
pub(super) fn find(edges: &[Edge], limits: &Limits) -> Vec<Pose> {
    let mut raster = Raster::default();
    let mut scored: Vec<(f64, Pose)> = Vec::new();
    for angle in angles(edges) {
        raster.largest(edges, angle, limits, &mut scored);
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().map(|(_, pose)| pose).collect()
}

/// Angles to try, within a right angle.
fn angles(edges: &[Edge]) -> Vec<f64> {
    const BINS: usize = 180;
    let mut bins = [(0.0f64, 0.0f64, 0.0f64); BINS];
    for edge in edges {
        let angle = edge.direction().rem_euclid(FRAC_PI_2);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let bin = (angle / FRAC_PI_2 * BINS as f64) as usize % BINS;
        let (total, longest, direction) = bins[bin];
        bins[bin] = if edge.length > longest {
            (total + edge.length, edge.length, angle)
        } else {
            (total + edge.length, longest, direction)
        };
    }
    bins.sort_by(|a, b| b.0.total_cmp(&a.0));
    let along_edges =
        bins.iter().take(EDGE_ANGLES).filter(|bin| bin.0 > 0.0).map(|(_, _, angle)| *angle);
    let even = (0..EVEN_ANGLES).map(|k| FRAC_PI_2 * f64::from(k) / f64::from(EVEN_ANGLES));
    along_edges.chain(even).collect()
}

/// Raster of one angle; kept between angles for its allocations.
#[derive(Default)]
struct Raster {
    /// End points of the edges in the turned frame, the lower one first.
    ends: Vec<(Coord<f64>, Coord<f64>)>,
    columns: Lines,
    rows: Lines,
    /// One byte a cell: [`PARITY`] where the inside begins or ends, [`BLOCKED`] under an edge.
    cells: Vec<u8>,
    /// First row of the free run that ends in the current row, per column.
    run: Vec<usize>,
    open: Vec<(usize, usize)>,
}

const PARITY: u8 = 1;
const BLOCKED: u8 = 2;

impl Raster {
    fn largest(
        &mut self,
        edges: &[Edge],
        angle: f64,
        limits: &Limits,
        scored: &mut Vec<(f64, Pose)>,
    ) {
        self.turn(edges, angle);
        if self.columns.at.len() < 2 || self.rows.at.len() < 2 {
            return;
        }
        self.mark();
        let mut best: Vec<(f64, [f64; 4])> = self.per_row(limits);
        best.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut kept: Vec<Pose> = Vec::new();
        for (score, sides) in best {
            if kept.len() == KEPT || score <= 0.0 {
                break;
            }
            for sides in trimmed(sides, limits) {
                let pose = Pose::from_sides(sides, angle, Coord { x: 0.0, y: 0.0 });
                if !kept.iter().any(|other| other.resembles(&pose)) {
                    kept.push(pose);
                    scored.push((score, pose));
                }
            }
        }
    }

    /// Turns the edges and lays out rows and columns.
    fn turn(&mut self, edges: &[Edge], angle: f64) {
        let (sin, cos) = angle.sin_cos();
        let turned = |p: Coord<f64>| Coord { x: cos * p.x + sin * p.y, y: cos * p.y - sin * p.x };
        self.ends.clear();
        self.columns.clear();
        self.rows.clear();
        for edge in edges {
            let (p, q) = (turned(edge.from), turned(edge.to));
            let (dx, dy) = ((q.x - p.x).abs(), (q.y - p.y).abs());
            if dx < 0.02 * dy {
                self.columns.follow(dy, p.x, q.x);
            } else if dy < 0.02 * dx {
                self.rows.follow(dx, p.y, q.y);
            }
            self.columns.reach(p.x);
            self.rows.reach(p.y);
            self.ends.push(if p.y <= q.y { (p, q) } else { (q, p) });
        }
        self.columns.lay_out();
        self.rows.lay_out();
    }

    /// Marks blocked cells and, along each row, where the inside begins and ends.
    fn mark(&mut self) {
        let stride = self.columns.at.len();
        self.cells.clear();
        self.cells.resize(stride * (self.rows.at.len() - 1), 0);
        for &(p, q) in &self.ends {
            let slope = if q.y > p.y { (q.x - p.x) / (q.y - p.y) } else { 0.0 };
            let first = self.rows.cell(p.y);
            let last = self.rows.cell(q.y);
            let blocking = self.rows.span(p.y, q.y);
            for row in first..=last {
                let (south, north) = (self.rows.at[row], self.rows.at[row + 1]);
                let cells = &mut self.cells[row * stride..(row + 1) * stride];
                let middle = f64::midpoint(south, north);
                if p.y <= middle && middle < q.y {
                    cells[self.columns.first_centre_beyond(p.x + slope * (middle - p.y))] ^= PARITY;
                }
                if blocking.is_none_or(|(from, to)| row < from || row > to) {
                    continue;
                }
                let (a, b) = if q.y > p.y {
                    (p.x + slope * (south.max(p.y) - p.y), p.x + slope * (north.min(q.y) - p.y))
                } else {
                    (p.x, q.x)
                };
                if let Some((from, to)) = self.columns.span(a.min(b), a.max(b)) {
                    for cell in &mut cells[from..=to] {
                        *cell |= BLOCKED;
                    }
                }
            }
        }
    }

    /// The best rectangle of free cells that ends with each row: a histogram with a stack.
    fn per_row(&mut self, limits: &Limits) -> Vec<(f64, [f64; 4])> {
        let (columns, rows) = (&self.columns.at, &self.rows.at);
        let stride = columns.len();
        // A cell too small on one side is the rule: score what the climb will find.
        let slack = (0.5 * self.columns.step, 0.5 * self.rows.step);
        self.run.clear();
        self.run.resize(stride, 0);
        let mut best = Vec::with_capacity(rows.len());
        for row in 0..rows.len() - 1 {
            let mut here = (0.0, [0.0; 4]);
            let mut inside = 0;
            self.open.clear();
            for column in 0..stride {
                let cell = self.cells[row * stride + column];
                inside ^= cell & PARITY;
                let free = column + 1 < stride && inside == PARITY && cell & BLOCKED == 0;
                if !free {
                    self.run[column] = row + 1;
                }
                let start = self.run[column];
                let mut left = column;
                while let Some(&(from, since)) = self.open.last() {
                    if since > start {
                        break;
                    }
                    // A run that reaches as far down goes on; a shorter one ends the taller.
                    if since == start {
                        left = from;
                        self.open.pop();
                        break;
                    }
                    let sides = [columns[from], columns[column], rows[since], rows[row + 1]];
                    let score = score(sides, slack, limits);
                    if score > here.0 {
                        here = (score, sides);
                    }
                    left = from;
                    self.open.pop();
                }
                if start <= row {
                    self.open.push((left, start));
                }
            }
            best.push(here);
        }
        best
    }
}

/// Area that a rectangle of cells promises under the limits; zero when it cannot keep them.
fn score([west, east, south, north]: [f64; 4], slack: (f64, f64), limits: &Limits) -> f64 {
    let (width, height) = (east - west + slack.0, north - south + slack.1);
    let depth = width.min(height);
    if depth + 2.0 * slack.0.max(slack.1) < limits.min_side {
        return 0.0;
    }
    depth * width.max(height).min(depth * limits.aspect())
}

/// A rectangle of cells cut down to the largest aspect: at one end, the other, and in the middle.
fn trimmed(sides: [f64; 4], limits: &Limits) -> Vec<[f64; 4]> {
    let (width, height) = (sides[1] - sides[0], sides[3] - sides[2]);
    let longest = width.min(height) * limits.aspect();
    let excess = width.max(height) - longest;
    if excess <= 0.0 {
        return vec![sides];
    }
    let (low, high) = if width > height { (0, 1) } else { (2, 3) };
    [(0.5, 0.5), (0.0, 1.0), (1.0, 0.0)]
        .into_iter()
        .map(|(from_low, from_high)| {
            let mut cut = sides;
            cut[low] += from_low * excess;
            cut[high] -= from_high * excess;
            cut
        })
        .collect()
}

/// Raster lines along one axis.
#[derive(Default)]
struct Lines {
    at: Vec<f64>,
    centres: Vec<f64>,
    /// Edges along the axis: length and coordinate.
    followed: Vec<(f64, f64)>,
    limits: Option<(f64, f64)>,
    /// Mean distance of two lines.
    step: f64,
    tolerance: f64,
}

impl Lines {
    fn clear(&mut self) {
        self.at.clear();
        self.centres.clear();
        self.followed.clear();
        self.limits = None;
    }

    fn follow(&mut self, length: f64, from: f64, to: f64) {
        self.followed.push((length, from));
        self.followed.push((length, to));
    }

    fn reach(&mut self, at: f64) {
        let (low, high) = self.limits.unwrap_or((at, at));
        self.limits = Some((low.min(at), high.max(at)));
    }

    fn lay_out(&mut self) {
        let Some((low, high)) = self.limits else { return };
        let extent = high - low;
        self.tolerance = 1e-7 * extent;
        self.followed.sort_by(|a, b| b.0.total_cmp(&a.0));
        self.at.extend(self.followed.iter().take(EDGE_LINES).map(|(_, at)| *at));
        self.at.extend((0..=CELLS).map(|k| low + extent * f64::from(k) / f64::from(CELLS)));
        self.at.sort_by(f64::total_cmp);
        let tolerance = self.tolerance;
        self.at.dedup_by(|next, kept| *next - *kept <= tolerance);
        self.centres.extend(self.at.windows(2).map(|w| f64::midpoint(w[0], w[1])));
        self.step = extent / f64::from(CELLS);
    }

    /// The cell that a coordinate lies in.
    fn cell(&self, at: f64) -> usize {
        let above = self.at.partition_point(|line| *line <= at);
        above.clamp(1, self.at.len() - 1) - 1
    }

    /// The cells that an interval passes through, not counting contact with a line.
    fn span(&self, low: f64, high: f64) -> Option<(usize, usize)> {
        let contact = 2.0 * self.tolerance;
        let (from, to) = (low + contact, high - contact);
        if from < to {
            return Some((self.cell(from), self.cell(to)));
        }
        let middle = f64::midpoint(low, high);
        let cell = self.cell(middle);
        let on_line = middle - self.at[cell] <= contact || self.at[cell + 1] - middle <= contact;
        (!on_line).then_some((cell, cell))
    }

    /// The first cell whose centre lies beyond a coordinate; one past the last if none does.
    fn first_centre_beyond(&self, at: f64) -> usize {
        self.centres.partition_point(|centre| *centre <= at)
    }
}
