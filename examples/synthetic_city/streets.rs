//! Two sets of streets that cross: where they run, how wide they are, what they are called.

use crate::layer::{Geometry, Layer};
use crate::place::Point;
use crate::random::{Random, Topic};
use std::fmt::{self, Display};
use std::io;

/// Crossings lie off the straight line by as much, metres.
const OFF_LINE_M: f64 = 9.0;
/// A road feature runs past so many blocks.
const STRETCH: usize = 4;
const WORDS: [&str; 24] = [
    "和顺",
    "兴业",
    "新材料",
    "青松",
    "磁材",
    "稀土",
    "昆仑",
    "阴山",
    "黄河",
    "友谊",
    "团结",
    "建设",
    "文化",
    "民主",
    "富强",
    "幸福",
    "光明",
    "沼潭",
    "鹿苑",
    "草原",
    "银河",
    "向阳",
    "滨河",
    "丰收",
];
const ORDINALS: [&str; 10] = ["", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

#[derive(Clone, Copy)]
struct Street {
    /// Where it crosses the other axis, metres.
    at: f64,
    width_m: f64,
    class: &'static str,
}

/// Streets of one direction, numbered from the middle of the city in both directions.
struct Axis {
    seed: u64,
    topic: Topic,
    gaps_m: (f64, f64),
    ahead: Vec<Street>,
    behind: Vec<Street>,
}

impl Axis {
    fn new(seed: u64, topic: Topic, gaps_m: (f64, f64)) -> Self {
        let mut axis = Self { seed, topic, gaps_m, ahead: vec![], behind: vec![] };
        axis.ahead.push(axis.street(0, 0.0));
        axis.behind.push(axis.street(0, 0.0));
        axis
    }

    fn street(&self, k: i64, at: f64) -> Street {
        let mut chance = Random::of(self.seed, self.topic, k, 1);
        let (class, width_m) = match k.rem_euclid(8) {
            0 => ("primary", chance.pick(&[40.0, 50.0, 60.0])),
            4 => ("secondary", chance.pick(&[24.0, 30.0, 36.0])),
            _ => ("branch", chance.pick(&[12.0, 15.0, 18.0, 20.0])),
        };
        Street { at, width_m, class }
    }

    /// From street k to the next.
    fn gap(&self, k: i64) -> f64 {
        Random::of(self.seed, self.topic, k, 0).between(self.gaps_m.0, self.gaps_m.1)
    }

    fn get(&mut self, k: i64) -> Street {
        let far = usize::try_from(k.unsigned_abs()).unwrap_or(usize::MAX);
        for number in (0..=k).skip(self.ahead.len()) {
            let at = self.ahead[self.ahead.len() - 1].at + self.gap(number - 1);
            self.ahead.push(self.street(number, at));
        }
        for number in (0..=-k).skip(self.behind.len()).map(|n| -n) {
            let at = self.behind[self.behind.len() - 1].at - self.gap(number);
            self.behind.push(self.street(number, at));
        }
        if k >= 0 {
            self.ahead[far]
        } else {
            self.behind[far]
        }
    }
}

pub struct Streets {
    seed: u64,
    /// Streets that run across, told apart by their x.
    across: Axis,
    /// Streets that run along x, told apart by their y.
    along: Axis,
}

impl Streets {
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            across: Axis::new(seed, Topic::StreetAlongY, (150.0, 330.0)),
            along: Axis::new(seed, Topic::StreetAlongX, (100.0, 230.0)),
        }
    }

    pub fn crossing(&mut self, i: i64, j: i64) -> Point {
        let mut chance = Random::of(self.seed, Topic::Crossing, i, j);
        let (x, y) = (self.across.get(i).at, self.along.get(j).at);
        Point::new(x + chance.about(OFF_LINE_M), y + chance.about(OFF_LINE_M))
    }

    /// The four crossings around a block, anticlockwise from the south-west.
    pub fn crossings(&mut self, i: i64, j: i64) -> [Point; 4] {
        [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)].map(|(i, j)| self.crossing(i, j))
    }

    /// Corners of the land between four streets, anticlockwise from the south-west.
    pub fn block(&mut self, i: i64, j: i64) -> [Point; 4] {
        let crossings = self.crossings(i, j);
        let inset = [
            self.along.get(j).width_m / 2.0,
            self.across.get(i + 1).width_m / 2.0,
            self.along.get(j + 1).width_m / 2.0,
            self.across.get(i).width_m / 2.0,
        ];
        // Left of side k, of length 1.
        let normal = |k: usize| {
            let side = crossings[(k + 1) % 4] - crossings[k % 4];
            Point::new(-side.y, side.x) * (1.0 / side.length())
        };
        [0, 1, 2, 3].map(|k| {
            let (a, b) = (normal(k + 3), normal(k));
            let (to_a, to_b) = (inset[(k + 3) % 4], inset[k]);
            let moved = Point::new(to_a * b.y - to_b * a.y, to_b * a.x - to_a * b.x);
            crossings[k] + moved * (1.0 / a.cross(b))
        })
    }

    /// The street of one lot of a block: that to the south or that to the west.
    pub fn name_along(&mut self, i: i64, j: i64, door: u64) -> Name {
        if door.is_multiple_of(3) {
            self.name_across(i)
        } else {
            self.name(j)
        }
    }

    fn name(&mut self, j: i64) -> Name {
        let ending = if self.along.get(j).class == "primary" { "大街" } else { "街" };
        Name { number: zigzag(j), ending }
    }

    fn name_across(&mut self, i: i64) -> Name {
        let ending = if self.across.get(i).class == "primary" { "大道" } else { "路" };
        Name { number: zigzag(i), ending }
    }

    /// Centre lines of all streets around blocks up to `reach` from the middle one.
    pub fn write(&mut self, reach: i64, layer: &mut Layer) -> io::Result<()> {
        for k in -reach..=reach + 1 {
            let line: Vec<Point> = (-reach..=reach + 1).map(|i| self.crossing(i, k)).collect();
            let (street, name) = (self.along.get(k), self.name(k));
            stretches(&format!("E{k}"), &line, street, &name, layer)?;
            let line: Vec<Point> = (-reach..=reach + 1).map(|j| self.crossing(k, j)).collect();
            let (street, name) = (self.across.get(k), self.name_across(k));
            stretches(&format!("N{k}"), &line, street, &name, layer)?;
        }
        Ok(())
    }
}

fn stretches(
    id: &str,
    line: &[Point],
    street: Street,
    name: &Name,
    layer: &mut Layer,
) -> io::Result<()> {
    let Street { width_m, class, .. } = street;
    for (n, first) in (0..line.len() - 1).step_by(STRETCH).enumerate() {
        let points = &line[first..line.len().min(first + STRETCH + 1)];
        layer.feature(
            format_args!(
                r#""id":"R-{id}-{n}","name":"{name}","width_m":{width_m},"class":"{class}""#
            ),
            &Geometry::Line(points),
        )?;
    }
    Ok(())
}

fn zigzag(k: i64) -> u64 {
    if k >= 0 {
        2 * k.unsigned_abs()
    } else {
        2 * k.unsigned_abs() - 1
    }
}

/// A street's name: a word, which of the streets of that word it is, and what sort of street.
pub struct Name {
    number: u64,
    ending: &'static str,
}

impl Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = WORDS.len() as u64;
        let of = |n: u64| usize::try_from(n).unwrap_or(0);
        f.write_str(WORDS[of(self.number % words)])?;
        match ORDINALS.get(of(self.number / words)) {
            Some(ordinal) => f.write_str(ordinal)?,
            None => write!(f, "{}", self.number / words + 1)?,
        }
        f.write_str(self.ending)
    }
}

pub struct Address {
    pub street: Name,
    pub number: u64,
}

impl Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "鹿鸣市{}{}号", self.street, self.number)
    }
}
