//! What keeps building away: stations, wells, graves, monuments and power lines.

use crate::block::Lot;
use crate::land_use::Holding;
use crate::layer::{Geometry, Layer};
use crate::place::Point;
use crate::random::{Random, Topic};
use crate::streets::{Name, Streets};
use std::fmt::Write as _;
use std::io;

struct Kind {
    id: &'static str,
    prefix: &'static str,
    name: &'static str,
    grades: &'static [&'static str],
    /// Code, letter code and holder of the lot it stands on. A line passes over lots.
    land: Option<(&'static str, &'static str, &'static str)>,
    form: FormRule,
    weight: u64,
}

#[derive(Clone, Copy, PartialEq)]
enum FormRule {
    /// As an area mostly, at times as a point.
    Plot,
    Point,
    Line,
}

use FormRule::{Line, Plot};

#[rustfmt::skip]
const KINDS: [Kind; 8] = [
    Kind { id: "fuel_station", prefix: "FS", name: "加油站", grades: &["1", "2", "2", "3", "3", "3"],
           land: Some(("090105", "B41", "鹿鸣市石油销售公司")), form: Plot, weight: 28 },
    Kind { id: "waste_transfer_station", prefix: "WTS", name: "垃圾转运站", grades: &["III", "IV", "IV", "V"],
           land: Some(("1309", "U22", "鹿鸣市城市管理局")), form: Plot, weight: 16 },
    Kind { id: "substation", prefix: "SUB", name: "变电站", grades: &["35kV", "110kV", "110kV", "220kV"],
           land: Some(("1303", "U12", "鹿鸣供电公司")), form: Plot, weight: 16 },
    Kind { id: "gas_regulating_station", prefix: "GRS", name: "调压站", grades: &[],
           land: Some(("1304", "U13", "鹿鸣燃气公司")), form: Plot, weight: 12 },
    Kind { id: "cemetery", prefix: "CEM", name: "公墓", grades: &[],
           land: Some(("1506", "H3", "鹿鸣市民政局")), form: Plot, weight: 3 },
    Kind { id: "heritage_site", prefix: "HER", name: "文物保护单位", grades: &[],
           land: Some(("1504", "A7", "鹿鸣市文物局")), form: Plot, weight: 8 },
    Kind { id: "drinking_water_well", prefix: "DWW", name: "水源井", grades: &[],
           land: Some(("1301", "U11", "鹿鸣市供水公司")), form: FormRule::Point, weight: 10 },
    Kind { id: "overhead_power_line", prefix: "OPL", name: "线", grades: &["110kV", "110kV", "220kV", "35kV"],
           land: None, form: Line, weight: 7 },
];
/// Larger lots carry no service of a neighbourhood.
const LARGE_M2: f64 = 5_000.0;

enum Form {
    WholeLot,
    /// A fenced part of the lot.
    Yard,
    Point,
    /// So many blocks further east, or else north.
    Line {
        blocks: i64,
        east: bool,
    },
}

pub struct Facility {
    kind: &'static Kind,
    grade: Option<&'static str>,
    id: String,
    name: String,
    clearance_m: Option<u64>,
    form: Form,
    equipped: bool,
    block: (i64, i64),
    chance: Random,
}

impl Facility {
    /// What stands on a lot, by its number among all facilities.
    pub fn on(seed: u64, number: u64, block: (i64, i64), lot: &Lot, street: &Name) -> Self {
        let mut chance = Random::of(seed, Topic::Facility, number.cast_signed(), 0);
        let large = lot.area_m2() > LARGE_M2;
        let fits = |kind: &Kind| !large || matches!(kind.prefix, "SUB" | "CEM" | "HER" | "DWW");
        let kind = chance.weighted(&KINDS, |kind| if fits(kind) { kind.weight } else { 0 });
        let grade = (!kind.grades.is_empty()).then(|| chance.pick(kind.grades));
        let form = match kind.form {
            FormRule::Point => Form::Point,
            Line => {
                Form::Line { blocks: chance.count(2, 6).cast_signed(), east: chance.chance(0.5) }
            }
            Plot => match chance.unit() {
                draw if draw < 0.60 => Form::WholeLot,
                draw if draw < 0.75 => Form::Yard,
                _ => Form::Point,
            },
        };
        let equipped = kind.prefix == "FS" && !matches!(form, Form::Point) && chance.chance(0.6);
        let voltage = grade.filter(|grade| grade.ends_with("kV"));
        Self {
            kind,
            grade,
            id: format!("{}-{:06}", kind.prefix, number + 1),
            name: format!("{street}{}{}", voltage.unwrap_or_default(), kind.name),
            clearance_m: chance.chance(0.12).then(|| 5 * chance.count(2, 12)),
            form,
            equipped,
            block,
            chance,
        }
    }

    /// What the registers say of its lot.
    pub fn holding(&self) -> Option<Holding> {
        let (land_use, zoning, owner) = self.kind.land?;
        Some(Holding::public(land_use, zoning, owner))
    }

    pub fn write(mut self, lot: &Lot, streets: &mut Streets, layer: &mut Layer) -> io::Result<()> {
        let Self { kind, id, name, .. } = &self;
        let mut more = String::new();
        if let Some(grade) = self.grade {
            let _ = write!(more, r#","grade":"{grade}""#);
        }
        if let Some(metres) = self.clearance_m {
            let _ = write!(more, r#","clearance_m":{metres}"#);
        }
        let properties = format_args!(r#""id":"{id}","kind":"{}","name":"{name}"{more}"#, kind.id);
        match self.form {
            Form::WholeLot => layer.feature(properties, &Geometry::Polygon(&[&lot.ring])),
            Form::Yard => {
                let yard = [(0.2, 0.2), (0.8, 0.2), (0.8, 0.75), (0.2, 0.75)];
                let ring = yard.map(|(u, v)| lot.at(u, v));
                layer.feature(properties, &Geometry::Polygon(&[&ring]))
            }
            Form::Point => layer.feature(properties, &Geometry::Point(lot.at(0.5, 0.45))),
            Form::Line { blocks, east } => {
                let (i, j) = self.block;
                let towers: Vec<Point> = (0..=blocks)
                    .map(|k| {
                        let (i, j) = if east { (i + k, j) } else { (i, j + k) };
                        let corners = streets.block(i, j);
                        corners[0].toward(corners[2], 0.5)
                    })
                    .collect();
                layer.feature(properties, &Geometry::Line(&towers))
            }
        }?;
        if self.equipped {
            self.write_equipment(lot, layer)
        } else {
            Ok(())
        }
    }

    /// Two to four tanks in the west of the lot, two to six dispensers in the east.
    fn write_equipment(&mut self, lot: &Lot, layer: &mut Layer) -> io::Result<()> {
        let id = &self.id;
        for n in 1..=self.chance.count(2, 4) {
            let (west, south) = (0.24, 0.24 + 0.12 * n as f64);
            let ends = [(0.0, 0.0), (0.16, 0.0), (0.16, 0.07), (0.0, 0.07)];
            let ring = ends.map(|(u, v)| lot.at(west + u, south + v - 0.1));
            layer.feature(
                format_args!(
                    r#""id":"{id}-T{n}","part_of":"{id}","part":"buried_tank","volume_m3":{}"#,
                    self.chance.pick(&[20, 30, 30, 50])
                ),
                &Geometry::Polygon(&[&ring]),
            )?;
        }
        for n in 1..=self.chance.count(2, 6) {
            let at = lot.at(if n % 2 == 0 { 0.6 } else { 0.75 }, 0.22 + 0.08 * n as f64);
            layer.feature(
                format_args!(r#""id":"{id}-D{n}","part_of":"{id}","part":"dispenser""#),
                &Geometry::Point(at),
            )?;
        }
        Ok(())
    }
}
