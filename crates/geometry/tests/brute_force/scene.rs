//! Arbitrary bytes become shapes that are hard on an overlay engine.
//!
//! Regressions are stored as bytes: what a byte means must not change, or they prove nothing.

use geo::Coord;
use std::f64::consts::TAU;

/// Polygons as rings, shell first, as a file would give them.
pub type Drawn = Vec<Vec<Vec<Coord<f64>>>>;

/// A run of bytes; zeros when it is over.
pub struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub const fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    pub fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((&first, rest)) => {
                self.rest = rest;
                first
            }
            None => 0,
        }
    }

    /// One of `count` things.
    pub fn choice(&mut self, count: u8) -> u8 {
        self.byte() % count
    }

    /// From zero to one.
    pub fn part(&mut self) -> f64 {
        f64::from(u16::from_le_bytes([self.byte(), self.byte()])) / 65_535.0
    }

    /// A length that is next to nothing: 1e-9 to 1e-2 m, now and then zero.
    pub fn hair(&mut self) -> f64 {
        match self.choice(9) {
            8 => 0.0,
            power => 10f64.powi(-9 + i32::from(power)) * (0.5 + self.part()),
        }
    }

    fn sign(&mut self) -> f64 {
        if self.byte() & 1 == 0 {
            1.0
        } else {
            -1.0
        }
    }
}

fn at(x: f64, y: f64) -> Coord<f64> {
    Coord { x, y }
}

fn box_of(x: f64, y: f64, width: f64, height: f64) -> Vec<Coord<f64>> {
    vec![at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)]
}

/// One shape or a few, within some 100 m of the origin before it is moved away.
pub fn drawn(bytes: &mut Bytes) -> Drawn {
    let mut polygons = vec![polygon(bytes)];
    if bytes.choice(4) == 0 {
        polygons.push(polygon(bytes));
    }
    place(bytes, &mut polygons);
    polygons
}

/// A second shape: one of its own, or the first one shifted or turned by a hair.
pub fn companion(bytes: &mut Bytes, first: &Drawn) -> Drawn {
    let mut polygons = first.clone();
    let shift = at(bytes.hair() * bytes.sign(), bytes.hair() * bytes.sign());
    match bytes.choice(6) {
        0 | 1 => return drawn(bytes),
        2 => change(&mut polygons, |p| p + shift),
        3 => {
            let turn = bytes.hair();
            change(&mut polygons, |p| at(p.x - turn * p.y, p.y + turn * p.x));
        }
        4 => {
            // Each vertex by a hair of its own.
            for ring in polygons.iter_mut().flatten() {
                for p in ring.iter_mut() {
                    *p = *p + at(bytes.hair() * bytes.sign(), bytes.hair() * bytes.sign());
                }
                let first = ring[0];
                *ring.last_mut().expect("a closed ring") = first;
            }
        }
        _ => {
            // Mirrored at its western edge: shares lines and vertices.
            let west = polygons.iter().flatten().flatten().map(|p| p.x).fold(f64::MAX, f64::min);
            change(&mut polygons, |p| at(2.0 * west - p.x, p.y) + shift);
        }
    }
    polygons
}

/// An offset distance; often an exact half or quarter of a lattice step.
pub fn distance(bytes: &mut Bytes) -> f64 {
    match bytes.choice(8) {
        0..=2 => f64::from(1 + bytes.choice(16)) * 1.25,
        3 | 4 => 0.1 + 20.0 * bytes.part(),
        5 => 2.5 * f64::from(1 + bytes.choice(4)) + bytes.hair() * bytes.sign(),
        6 => 1e-3 + 0.1 * bytes.part(),
        _ => 100.0 * bytes.part(),
    }
    .max(1e-3)
}

/// A line, sometimes with doubled positions, sharp turns back and nearly straight bends.
pub fn line(bytes: &mut Bytes) -> Vec<Coord<f64>> {
    let mut points = vec![at(100.0 * bytes.part(), 100.0 * bytes.part())];
    for _ in 0..=bytes.choice(6) {
        let last = points[points.len() - 1];
        points.push(match bytes.choice(5) {
            0 => points[0],
            1 => at(10.0 * f64::from(bytes.choice(12)), 10.0 * f64::from(bytes.choice(12))),
            2 => last + at(bytes.hair(), bytes.hair()),
            3 => last + at(5.0 * bytes.part(), bytes.hair() * bytes.sign()),
            _ => at(120.0 * bytes.part(), 120.0 * bytes.part()),
        });
    }
    points
}

fn change(polygons: &mut Drawn, change: impl Fn(Coord<f64>) -> Coord<f64>) {
    for p in polygons.iter_mut().flatten().flatten() {
        *p = change(*p);
    }
}

/// Turned, scaled and moved: mostly not at all.
fn place(bytes: &mut Bytes, polygons: &mut Drawn) {
    if bytes.choice(3) == 0 {
        let (sin, cos) = (TAU * bytes.part()).sin_cos();
        change(polygons, |p| at(p.x * cos - p.y * sin, p.x * sin + p.y * cos));
    }
    let scale = [1.0, 1.0, 1.0, 1.0, 1.0, 0.01, 20.0, 1.0 / 3.0][usize::from(bytes.choice(8))];
    let far = [0.0, 0.0, 0.0, 1e5, -1e5 / 3.0][usize::from(bytes.choice(5))];
    change(polygons, |p| p * scale + at(far, -0.7 * far));
}

fn polygon(bytes: &mut Bytes) -> Vec<Vec<Coord<f64>>> {
    let mut rings = vec![match bytes.choice(10) {
        0 => lattice(bytes),
        1 => star(bytes, at(50.0, 50.0), 60.0),
        2 => box_of(0.0, 0.0, step(bytes), step(bytes)),
        3 => rippled_box(bytes),
        4 => sliver(bytes),
        5 => spiked(bytes),
        6 => comb(bytes),
        7 => convex(bytes),
        8 => stairs(bytes),
        _ => necked(bytes),
    }];
    match bytes.choice(6) {
        0 => rings.push(star(bytes, at(40.0, 40.0), 15.0)),
        1 => {
            // A hole that touches the shell, or misses it or crosses it by a hair.
            let gap = bytes.hair() * bytes.sign();
            rings.push(box_of(gap, 10.0, 10.0, step(bytes) / 4.0));
        }
        2 => {
            let gap = bytes.hair() * bytes.sign();
            rings.push(box_of(10.0, 10.0, 10.0, 10.0));
            rings.push(box_of(20.0 + gap, 10.0 + 5.0 * bytes.part(), 10.0, 10.0));
        }
        _ => {}
    }
    for ring in &mut rings {
        ring.push(ring[0]);
    }
    rings
}

/// A lattice length.
fn step(bytes: &mut Bytes) -> f64 {
    f64::from(1 + bytes.choice(12)) * 10.0
}

/// Positions of a small lattice in any order: crossings and shared lines galore.
fn lattice(bytes: &mut Bytes) -> Vec<Coord<f64>> {
    (0..3 + bytes.choice(7))
        .map(|_| {
            let cell = bytes.byte();
            at(f64::from(cell & 7) * 10.0, f64::from((cell >> 3) & 7) * 10.0)
        })
        .collect()
}

fn star(bytes: &mut Bytes, centre: Coord<f64>, reach: f64) -> Vec<Coord<f64>> {
    let count = 3 + bytes.choice(14);
    (0..count)
        .map(|k| {
            let (sin, cos) = (TAU * f64::from(k) / f64::from(count)).sin_cos();
            centre + at(cos, sin) * (reach * (0.1 + 0.9 * bytes.part()))
        })
        .collect()
}

/// A box whose sides carry vertices that are off the line by a hair.
fn rippled_box(bytes: &mut Bytes) -> Vec<Coord<f64>> {
    let corners = box_of(0.0, 0.0, step(bytes), step(bytes));
    let mut ring = Vec::new();
    for (k, &corner) in corners.iter().enumerate() {
        ring.push(corner);
        let along = corners[(k + 1) % 4] - corner;
        let count = bytes.choice(4);
        let across = at(along.y, -along.x) / length_of(along);
        for k in 1..=count {
            let part = f64::from(k) / f64::from(count + 1);
            ring.push(corner + along * part + across * (bytes.hair() * bytes.sign()));
        }
    }
    ring
}

fn length_of(a: Coord<f64>) -> f64 {
    a.x.hypot(a.y)
}

fn sliver(bytes: &mut Bytes) -> Vec<Coord<f64>> {
    let (long, thin) = (step(bytes), bytes.hair().max(1e-9) * 100.0);
    let skew = bytes.hair();
    vec![at(0.0, 0.0), at(long, skew), at(long, skew + thin), at(long * bytes.part(), thin)]
}

/// A box with thin spikes and slits, as wide as a hair.
fn spiked(bytes: &mut Bytes) -> Vec<Coord<f64>> {
    let (width, height) = (step(bytes), step(bytes));
    let mut ring = vec![at(0.0, 0.0), at(width, 0.0), at(width, height)];
    let count = 1 + bytes.choice(3);
    for k in (1..=count).rev() {
        let x = width * f64::from(k) / f64::from(count + 1);
        let (base, tip) = (bytes.hair(), bytes.hair());
        let reach = bytes.sign() * height * 0.9 * bytes.part();
        ring.extend([at(x + base, height), at(x + tip, height + reach), at(x, height)]);
    }
    ring.push(at(0.0, height));
    ring
}

/// Teeth and gaps of lattice widths: necks that are exactly twice a distance.
fn comb(bytes: &mut Bytes) -> Vec<Coord<f64>> {
    let back = 2.5 * f64::from(1 + bytes.choice(6));
    let mut ring = vec![at(0.0, 0.0)];
    let mut upper = Vec::new();
    let mut x = 0.0;
    for _ in 0..=bytes.choice(4) {
        let (tooth, gap) =
            (2.5 * f64::from(1 + bytes.choice(8)), 2.5 * f64::from(1 + bytes.choice(8)));
        let high = back + 5.0 * f64::from(bytes.choice(10));
        upper.extend([at(x, back), at(x, high), at(x + tooth, high), at(x + tooth, back)]);
        x += tooth + gap;
    }
    ring.push(at(x, 0.0));
    ring.push(at(x, back));
    ring.extend(upper.into_iter().rev());
    ring.dedup();
    ring
}

/// Corners at rising angles on one ellipse.
fn convex(bytes: &mut Bytes) -> Vec<Coord<f64>> {
    let (a, b) = (step(bytes) / 2.0, step(bytes) / 2.0);
    let mut angles: Vec<f64> = (0..3 + bytes.choice(10)).map(|_| TAU * bytes.part()).collect();
    angles.sort_by(f64::total_cmp);
    angles.iter().map(|angle| at(50.0 + a * angle.cos(), 50.0 + b * angle.sin())).collect()
}

/// Many short steps along a diagonal, as rasters are traced.
fn stairs(bytes: &mut Bytes) -> Vec<Coord<f64>> {
    let count = 2 + bytes.choice(8);
    let (dx, dy) = (0.5 + 5.0 * bytes.part(), 0.5 + 5.0 * bytes.part());
    let mut ring = vec![at(0.0, 0.0), at(dx * f64::from(count), 0.0)];
    for k in (0..count).rev() {
        let (x, y) = (dx * f64::from(k), dy * f64::from(count - k));
        ring.extend([at(x + dx, y), at(x, y)]);
    }
    ring
}

/// Two halls joined by a neck.
fn necked(bytes: &mut Bytes) -> Vec<Coord<f64>> {
    let neck = 1.25 * f64::from(1 + bytes.choice(16)) + bytes.hair() * bytes.sign();
    let (low, long) = (40.0 * bytes.part(), step(bytes) / 2.0);
    vec![
        at(0.0, 0.0),
        at(40.0, 0.0),
        at(40.0, low),
        at(40.0 + long, low),
        at(40.0 + long, 0.0),
        at(80.0 + long, 0.0),
        at(80.0 + long, 60.0),
        at(40.0 + long, 60.0),
        at(40.0 + long, low + neck),
        at(40.0, low + neck),
        at(40.0, 60.0),
        at(0.0, 60.0),
    ]
}
