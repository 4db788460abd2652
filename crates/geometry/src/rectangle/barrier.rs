//! The largest rectangle within fixed walls: Newton steps on a logarithmic barrier.
//!
//! No iterate ever crosses a wall, so a search that is cut short still ends in a rectangle that
//! fits. In exchange the result keeps off the walls by about the last pressure times its size.

use geo::Coord;

/// Western, eastern, southern and northern side, and rotation, in the frame of the rectangle that
/// a round began with.
pub(super) type Unknowns = [f64; 5];

/// What the unknowns must keep: a gap above zero.
pub(super) enum Wall {
    /// A point beyond a side, given by the index of its unknown.
    Beyond { side: usize, at: Coord<f64> },
    /// A corner, given by the indices of its unknowns, below a line.
    Line { corner: (usize, usize), normal: Coord<f64>, offset: f64 },
    /// A linear limit.
    Limit { factors: Unknowns, constant: f64 },
}

/// A gap with its derivatives; second ones are with rotation only.
struct Gap {
    value: f64,
    slope: Unknowns,
    curve: Unknowns,
}

impl Wall {
    pub(super) fn gap(&self, unknowns: &Unknowns) -> f64 {
        self.gap_turned(unknowns, unknowns[4].sin_cos())
    }

    fn gap_turned(&self, unknowns: &Unknowns, (sin, cos): (f64, f64)) -> f64 {
        match self {
            Self::Beyond { side, at } => {
                let across =
                    if *side < 2 { cos * at.x + sin * at.y } else { cos * at.y - sin * at.x };
                if side % 2 == 0 {
                    unknowns[*side] - across
                } else {
                    across - unknowns[*side]
                }
            }
            Self::Line { corner, normal, offset } => {
                let (nx, ny) = (cos * normal.x + sin * normal.y, cos * normal.y - sin * normal.x);
                offset - nx * unknowns[corner.0] - ny * unknowns[corner.1]
            }
            Self::Limit { factors, constant } => {
                constant + factors.iter().zip(unknowns).map(|(f, u)| f * u).sum::<f64>()
            }
        }
    }

    fn gap_with_slope(&self, unknowns: &Unknowns, (sin, cos): (f64, f64)) -> Gap {
        let value = self.gap_turned(unknowns, (sin, cos));
        let (mut slope, mut curve) = ([0.0; 5], [0.0; 5]);
        match self {
            Self::Beyond { side, at } => {
                let (x, y) = (cos * at.x + sin * at.y, cos * at.y - sin * at.x);
                let (first, second) = if *side < 2 { (y, -x) } else { (-x, -y) };
                let sense = if side % 2 == 0 { -1.0 } else { 1.0 };
                slope[*side] = -sense;
                slope[4] = sense * first;
                curve[4] = sense * second;
            }
            Self::Line { corner, normal, .. } => {
                let (nx, ny) = (cos * normal.x + sin * normal.y, cos * normal.y - sin * normal.x);
                let (u, v) = (unknowns[corner.0], unknowns[corner.1]);
                slope[corner.0] = -nx;
                slope[corner.1] = -ny;
                slope[4] = nx * v - ny * u;
                curve[corner.0] = -ny;
                curve[corner.1] = nx;
                curve[4] = nx * u + ny * v;
            }
            Self::Limit { factors, .. } => slope = *factors,
        }
        Gap { value, slope, curve }
    }
}

/// Logarithm of the (weighted) area plus `pressure` times the logarithms of all gaps.
pub(super) struct Barrier<'a> {
    pub(super) walls: &'a [Wall],
    /// Of the two lengths; one and one for the area.
    pub(super) weights: [f64; 2],
    /// Whether rotation is free.
    pub(super) turning: bool,
}

impl Barrier<'_> {
    /// Negative infinity outside the walls.
    fn value(&self, unknowns: &Unknowns, pressure: f64) -> f64 {
        let turned = unknowns[4].sin_cos();
        let (width, height) = (unknowns[1] - unknowns[0], unknowns[3] - unknowns[2]);
        if width <= 0.0 || height <= 0.0 {
            return f64::NEG_INFINITY;
        }
        // Products of a few gaps at a time: logarithms are the dearest part of a step.
        let (mut logs, mut product) = (0.0, 1.0);
        for wall in self.walls {
            let gap = wall.gap_turned(unknowns, turned);
            if gap <= 0.0 {
                return f64::NEG_INFINITY;
            }
            product *= gap;
            if !(1e-200..1e200).contains(&product) {
                logs += product.ln();
                product = 1.0;
            }
        }
        self.weights[0] * width.ln()
            + self.weights[1] * height.ln()
            + pressure * (logs + product.ln())
    }

    /// One damped Newton step; false once there is nothing left to gain.
    pub(super) fn step(&self, unknowns: &mut Unknowns, pressure: f64) -> bool {
        let turned = unknowns[4].sin_cos();
        let (width, height) = (unknowns[1] - unknowns[0], unknowns[3] - unknowns[2]);
        let mut slope = [0.0; 5];
        // Negative second derivatives: positive definite near the summit.
        let mut bend = [[0.0; 5]; 5];
        for (low, size, weight) in [(0, width, self.weights[0]), (2, height, self.weights[1])] {
            slope[low] -= weight / size;
            slope[low + 1] += weight / size;
            let second = weight / (size * size);
            bend[low][low] += second;
            bend[low + 1][low + 1] += second;
            bend[low + 1][low] -= second;
        }
        for wall in self.walls {
            let gap = wall.gap_with_slope(unknowns, turned);
            let first = pressure / gap.value;
            let second = first / gap.value;
            for i in 0..5 {
                slope[i] += first * gap.slope[i];
                for (entry, slope) in bend[i].iter_mut().zip(gap.slope).take(i + 1) {
                    *entry += second * gap.slope[i] * slope;
                }
                bend[4][i] -= first * gap.curve[i];
            }
        }
        // In shares of the size all unknowns weigh alike.
        let swing = width.min(height) / width.max(height);
        let scale = [width, width, height, height, if self.turning { swing } else { 0.0 }];
        for i in 0..5 {
            slope[i] *= scale[i];
            for (entry, other) in bend[i].iter_mut().zip(scale).take(i + 1) {
                *entry *= scale[i] * other;
            }
        }
        let Some(direction) = damped_solution(&bend, &slope) else { return false };
        let promise: f64 = slope.iter().zip(direction).map(|(s, d)| s * d).sum();
        if promise <= 0.02 * pressure {
            return false;
        }
        let before = self.value(unknowns, pressure);
        let mut share = 1.0;
        for _ in 0..24 {
            let mut next = *unknowns;
            for i in 0..5 {
                next[i] += share * scale[i] * direction[i];
            }
            if self.value(&next, pressure) > before + 1e-3 * share * promise {
                *unknowns = next;
                return true;
            }
            share *= 0.5;
        }
        false
    }
}

/// Solves `matrix x = right` by Cholesky, with enough added to the diagonal to make it definite.
/// Only the lower triangle is read.
fn damped_solution(matrix: &[[f64; 5]; 5], right: &Unknowns) -> Option<Unknowns> {
    let largest = (0..5).map(|i| matrix[i][i].abs()).fold(0.0, f64::max);
    let mut damping = 1e-12 * largest;
    for _ in 0..16 {
        if let Some(solution) = cholesky(matrix, right, damping) {
            return Some(solution);
        }
        damping = (damping * 10.0).max(1e-4 * largest);
    }
    None
}

fn cholesky(matrix: &[[f64; 5]; 5], right: &Unknowns, damping: f64) -> Option<Unknowns> {
    let mut factor = [[0.0; 5]; 5];
    for i in 0..5 {
        for j in 0..=i {
            let known: f64 = factor[i].iter().zip(factor[j]).take(j).map(|(a, b)| a * b).sum();
            let sum = matrix[i][j] + if i == j { damping } else { 0.0 } - known;
            if i == j {
                if sum.is_nan() || sum <= 0.25 * damping {
                    return None;
                }
                factor[i][i] = sum.sqrt();
            } else {
                factor[i][j] = sum / factor[j][j];
            }
        }
    }
    let mut solution = *right;
    for i in 0..5 {
        for k in 0..i {
            solution[i] -= factor[i][k] * solution[k];
        }
        solution[i] /= factor[i][i];
    }
    for i in (0..5).rev() {
        for k in i + 1..5 {
            solution[i] -= factor[k][i] * solution[k];
        }
        solution[i] /= factor[i][i];
    }
    Some(solution)
}
