//! The outline of a region, indexed: what a straight walk inside it may meet.
//!
//! Every answer about a sight line is exact for the vertices as they are (adaptive-precision
//! orientation); the grid only decides which edges are asked.

use crate::region::{Bounds, Region};
use crate::vector::{cross, dot};
use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::Coord;

/// Cells reach over by this, far above the rounding of a cell's limits.
const PAD_M: f64 = 1e-6;
/// Cells for each edge.
const CELLS_PER_EDGE: f64 = 2.0;
/// Most cells along one axis.
const MOST_CELLS: f64 = 512.0;

/// Rings of a region with an index over their edges. Edge `i` runs from vertex `i` to `next[i]`,
/// with the material on its left.
pub(super) struct Outline {
    vertices: Vec<Coord<f64>>,
    next: Vec<usize>,
    previous: Vec<usize>,
    grid: Grid,
    /// Edges by cell.
    cells: Buckets,
    /// Edges by row of cells.
    rows: Buckets,
}

/// A strip that leaves `from` along a unit vector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strip {
    pub(super) from: Coord<f64>,
    pub(super) ahead: Coord<f64>,
    pub(super) half_width: f64,
    /// Where on the way it starts and ends, in metres from `from`.
    pub(super) between: (f64, f64),
}

impl Outline {
    pub(super) fn new(region: &Region) -> Self {
        let (mut vertices, mut next, mut previous) = (Vec::new(), Vec::new(), Vec::new());
        for ring in region.rings() {
            let first = vertices.len();
            let count = ring.0.len().saturating_sub(1);
            for (k, &point) in ring.0.iter().take(count).enumerate() {
                vertices.push(point);
                next.push(first + (k + 1) % count);
                previous.push(first + (k + count - 1) % count);
            }
        }
        let grid = Grid::over(region.bounds(), vertices.len());
        let ends = || vertices.iter().zip(&next).map(|(&a, &n)| (a, vertices[n]));
        let cells = Buckets::of(grid.columns * grid.rows, |put| {
            for (index, (a, b)) in ends().enumerate() {
                grid.along(a, b, 0.0, |cell| {
                    put(cell, index);
                    false
                });
            }
        });
        let rows = Buckets::of(grid.rows, |put| {
            for (index, (a, b)) in ends().enumerate() {
                let (low, high) = (grid.row(a.y.min(b.y)), grid.row(a.y.max(b.y)));
                (low..=high).for_each(|row| put(row, index));
            }
        });
        Self { vertices, next, previous, grid, cells, rows }
    }

    /// Vertices where the outline does not turn left, each with its neighbours: the only places
    /// where a shortest path bends.
    pub(super) fn bends(&self) -> impl Iterator<Item = [Coord<f64>; 3]> + '_ {
        (0..self.vertices.len())
            .map(|index| self.around(index))
            .filter(|&[before, at, after]| turn(before, at, after) != Orientation::CounterClockwise)
    }

    /// Whether a point lies in the region or on its outline.
    pub(super) fn contains(&self, p: Coord<f64>) -> bool {
        let mut inside = false;
        for &index in self.rows.at(self.grid.row(p.y)) {
            let (a, b) = self.edge(index as usize);
            let within = |a: f64, b: f64, p: f64| a.min(b) <= p && p <= a.max(b);
            if !within(a.y, b.y, p.y) {
                continue;
            }
            let side = turn(a, b, p);
            if side == Orientation::Collinear && within(a.x, b.x, p.x) {
                return true;
            }
            let east =
                if b.y > a.y { Orientation::CounterClockwise } else { Orientation::Clockwise };
            inside ^= (a.y > p.y) != (b.y > p.y) && side == east;
        }
        inside
    }

    /// Whether the straight way between two points of the closed region stays in it and meets no
    /// vertex on the way (a way through a vertex is two ways).
    pub(super) fn sees(&self, p: Coord<f64>, q: Coord<f64>) -> bool {
        p == q
            || !self.grid.along(p, q, 0.0, |cell| {
                self.cells.at(cell).iter().any(|&index| self.blocks(index as usize, p, q))
            })
    }

    /// Whether no edge enters the strip.
    pub(super) fn clears(&self, strip: &Strip) -> bool {
        let Strip { from, ahead, half_width, between: (start, end) } = *strip;
        let (p, q) = (from + ahead * start, from + ahead * end);
        !self.grid.along(p, q, half_width, |cell| {
            self.cells.at(cell).iter().any(|&index| {
                let (a, b) = self.edge(index as usize);
                strip.is_entered(a, b)
            })
        })
    }

    fn edge(&self, index: usize) -> (Coord<f64>, Coord<f64>) {
        (self.vertices[index], self.vertices[self.next[index]])
    }

    fn around(&self, index: usize) -> [Coord<f64>; 3] {
        [self.vertices[self.previous[index]], self.vertices[index], self.vertices[self.next[index]]]
    }

    fn blocks(&self, index: usize, p: Coord<f64>, q: Coord<f64>) -> bool {
        let (a, b) = self.edge(index);
        if a.x.max(b.x) < p.x.min(q.x)
            || a.x.min(b.x) > p.x.max(q.x)
            || a.y.max(b.y) < p.y.min(q.y)
            || a.y.min(b.y) > p.y.max(q.y)
        {
            return false;
        }
        if (a == p && self.leaves(index, q)) || (a == q && self.leaves(index, p)) {
            return true;
        }
        let (side_a, side_b) = (turn(p, q, a), turn(p, q, b));
        let flat = Orientation::Collinear;
        if side_a == flat || side_b == flat {
            let on_the_way = |v: Coord<f64>| {
                v != p && v != q && dot(v - p, q - p) > 0.0 && dot(v - q, p - q) > 0.0
            };
            return (side_a == flat && on_the_way(a)) || (side_b == flat && on_the_way(b));
        }
        if side_a == side_b {
            return false;
        }
        // The edge meets the line through p and q in a point of its own inside.
        let outside = Orientation::Clockwise;
        match (turn(a, b, p), turn(a, b, q)) {
            (Orientation::Collinear, side) | (side, Orientation::Collinear) => side == outside,
            (side_p, side_q) => side_p != side_q,
        }
    }

    /// Whether the way from a vertex towards `x` leaves the region at once.
    fn leaves(&self, index: usize, x: Coord<f64>) -> bool {
        let [before, at, after] = self.around(index);
        let outside = Orientation::Clockwise;
        let of_first = turn(before, at, x) == outside;
        let of_second = turn(at, after, x) == outside;
        if turn(before, at, after) == Orientation::CounterClockwise {
            of_first || of_second
        } else {
            of_first && of_second
        }
    }
}

impl Strip {
    /// Whether a part of the segment lies in the open strip.
    fn is_entered(&self, a: Coord<f64>, b: Coord<f64>) -> bool {
        let local =
            |p: Coord<f64>| (cross(self.ahead, p - self.from), dot(self.ahead, p - self.from));
        let (a, b) = (local(a), local(b));
        let (start, end) = self.between;
        let mut inside = (0.0_f64, 1.0_f64);
        for (from, to, low, high) in
            [(a.0, b.0, -self.half_width, self.half_width), (a.1, b.1, start, end)]
        {
            if from == to {
                if from <= low || from >= high {
                    return false;
                }
                continue;
            }
            let (at_low, at_high) = ((low - from) / (to - from), (high - from) / (to - from));
            inside = (inside.0.max(at_low.min(at_high)), inside.1.min(at_low.max(at_high)));
        }
        inside.0 < inside.1
    }
}

/// Square cells over a box.
struct Grid {
    origin: Coord<f64>,
    size: f64,
    columns: usize,
    rows: usize,
}

impl Grid {
    fn over(bounds: Option<Bounds>, edges: usize) -> Self {
        let Some(bounds) = bounds else {
            return Self { origin: Coord { x: 0.0, y: 0.0 }, size: 1.0, columns: 1, rows: 1 };
        };
        let (width, height) = (bounds.width(), bounds.height());
        let wanted = (width * height / (CELLS_PER_EDGE * edges as f64)).sqrt();
        let size = wanted.max(width.max(height) / MOST_CELLS).max(PAD_M);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "limited above"
        )]
        let count = |extent: f64| (extent / size).floor() as usize + 1;
        let origin = Coord { x: bounds.min_x, y: bounds.min_y };
        Self { origin, size, columns: count(width), rows: count(height) }
    }

    fn column(&self, x: f64) -> usize {
        nearest_cell((x - self.origin.x) / self.size, self.columns)
    }

    fn row(&self, y: f64) -> usize {
        nearest_cell((y - self.origin.y) / self.size, self.rows)
    }

    /// Visits all cells within `reach` of a segment (and some more) until `stop` says so; whether
    /// it did.
    fn along(
        &self,
        p: Coord<f64>,
        q: Coord<f64>,
        reach: f64,
        mut stop: impl FnMut(usize) -> bool,
    ) -> bool {
        let pad = reach + PAD_M;
        let (low, high) = if p.y <= q.y { (p, q) } else { (q, p) };
        let slope = (high.x - low.x) / (high.y - low.y);
        let (first, last) = (self.row(low.y - pad), self.row(high.y + pad));
        for row in first..=last {
            let floor = self.origin.y + self.size * row as f64 - pad;
            let ceiling = floor + self.size + 2.0 * pad;
            // Outermost rows stand for all that lies beyond them.
            let x_at = |y: f64, end: Coord<f64>, ended: bool| {
                if ended || !slope.is_finite() {
                    end.x
                } else {
                    low.x + slope * (y - low.y)
                }
            };
            let x0 = x_at(floor, low, row == first || floor <= low.y);
            let x1 = x_at(ceiling, high, row == last || ceiling >= high.y);
            let columns = self.column(x0.min(x1) - pad)..=self.column(x0.max(x1) + pad);
            for column in columns {
                if stop(row * self.columns + column) {
                    return true;
                }
            }
        }
        false
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn nearest_cell(position: f64, count: usize) -> usize {
    (position.max(0.0) as usize).min(count - 1)
}

/// Lists of edges, one after the other.
struct Buckets {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Buckets {
    /// `fill` is called twice and must put the same both times.
    #[expect(clippy::cast_possible_truncation, reason = "no outline has 2^32 vertices")]
    fn of(count: usize, fill: impl Fn(&mut dyn FnMut(usize, usize))) -> Self {
        let mut starts = vec![0_u32; count + 1];
        fill(&mut |bucket, _| starts[bucket + 1] += 1);
        for bucket in 0..count {
            starts[bucket + 1] += starts[bucket];
        }
        let mut ends = starts.clone();
        let mut items = vec![0_u32; starts[count] as usize];
        fill(&mut |bucket, item| {
            items[ends[bucket] as usize] = item as u32;
            ends[bucket] += 1;
        });
        Self { starts, items }
    }

    fn at(&self, bucket: usize) -> &[u32] {
        &self.items[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }
}

/// The exact sense of a turn.
pub(super) fn turn(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Orientation {
    RobustKernel::orient2d(a, b, c)
}
