//! What a block is for, and what its lots are and whose.

use crate::block::Form;
use crate::random::{Random, Topic};
use std::fmt::{self, Display};

/// Blocks of a district are alike; so many blocks wide.
const DISTRICT: i64 = 4;

/// Code of the national classification, letter code of the plan in force, how often.
type Code = (&'static str, Option<&'static str>, u64);

const HOUSING: &[Code] = &[
    ("070102", Some("R21"), 66),
    ("0701", Some("R2"), 12),
    ("090101", Some("B11"), 8),
    ("080404", Some("R22"), 4),
    ("080602", Some("A5"), 3),
    ("1207", Some("S1"), 3),
    ("1403", Some("G3"), 2),
    ("16", None, 2),
];
const TRADE: &[Code] = &[
    ("090101", Some("B11"), 36),
    ("0901", Some("B1"), 22),
    ("0902", Some("B2"), 12),
    ("090103", Some("B13"), 10),
    ("090104", Some("B14"), 8),
    ("0801", Some("A1"), 6),
    ("120803", Some("S42"), 4),
    ("16", None, 2),
];
const INDUSTRY: &[Code] = &[
    ("100102", Some("M2"), 46),
    ("100101", Some("M1"), 28),
    ("110101", Some("W1"), 14),
    ("0802", Some("A35"), 5),
    ("120803", Some("S42"), 3),
    ("1402", Some("G2"), 2),
    ("16", None, 2),
];
const LARGE_INDUSTRY: &[Code] = &[("100102", Some("M2"), 3), ("100103", Some("M3"), 1)];
const PARK: &[Code] = &[("1401", Some("G1"), 1)];
const SCHOOL: &[Code] = &[("080403", Some("A33"), 1)];

const SURNAMES: [&str; 16] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
];
const GIVEN: [&str; 20] = [
    "建国",
    "秀英",
    "伟",
    "芳",
    "志强",
    "桂兰",
    "磊",
    "静",
    "海燕",
    "永胜",
    "丽华",
    "军",
    "小梅",
    "德福",
    "国栋",
    "玉珍",
    "鹏",
    "雪",
    "文博",
    "巴特尔",
];
const FIRMS: [&str; 14] = [
    "鹿鸣",
    "阴山",
    "北辰",
    "恒泰",
    "金穗",
    "瑞丰",
    "同德",
    "华远",
    "宏达",
    "天骄",
    "白云",
    "青城",
    "大青山",
    "塞北",
];
const TRADES: [&str; 10] = [
    "稀土材料",
    "机械制造",
    "商贸",
    "物流",
    "置业",
    "建材",
    "电子科技",
    "食品",
    "新能源",
    "金属制品",
];

/// How a block is cut and what its lots are for.
pub struct Character {
    pub form: Form,
    codes: &'static [Code],
}

pub fn character(seed: u64, i: i64, j: i64) -> Character {
    let (district_i, district_j) = (i.div_euclid(DISTRICT), j.div_euclid(DISTRICT));
    let district = Random::of(seed, Topic::District, district_i, district_j).unit();
    let mut chance = Random::of(seed, Topic::Character, i, j);
    let one = |codes| Character { form: Form { lots: None }, codes };
    match chance.unit() {
        draw if draw < 0.02 => return one(PARK),
        draw if draw < 0.035 => return one(SCHOOL),
        draw if draw < 0.10 && district >= 0.70 => return one(LARGE_INDUSTRY),
        _ => {}
    }
    // One block in six is not what its neighbours are.
    let kind = if chance.chance(1.0 / 6.0) { chance.unit() } else { district };
    let (codes, depth, area) = if kind < 0.52 {
        (HOUSING, (34.0, 50.0), (950.0, 1_450.0))
    } else if kind < 0.70 {
        (TRADE, (36.0, 54.0), (1_100.0, 1_700.0))
    } else {
        (INDUSTRY, (48.0, 68.0), (1_900.0, 2_600.0))
    };
    let lots = Some((chance.between(depth.0, depth.1), chance.between(area.0, area.1)));
    Character { form: Form { lots }, codes }
}

/// What the registers say of a lot; displayed as members of a JSON object.
pub struct Holding {
    land_use: &'static str,
    zoning: Option<&'static str>,
    owner: Option<String>,
    status: &'static str,
}

impl Holding {
    /// Held by a public body and in use.
    pub fn public(land_use: &'static str, zoning: &'static str, owner: &str) -> Self {
        let owner = Some(owner.to_owned());
        Self { land_use, zoning: Some(zoning), owner, status: "在用" }
    }
}

pub fn holding(character: &Character, chance: &mut Random) -> Holding {
    let &(land_use, zoning, _) = chance.weighted(character.codes, |code| code.2);
    let reserve = (if land_use == "16" { "储备" } else { "在用" }, 84);
    let status = chance.weighted(&[reserve, ("储备", 6), ("在建", 5), ("空置", 5)], |one| one.1).0;
    let owner = match (status, land_use) {
        ("储备", _) => Some("鹿鸣市土地储备中心".to_owned()),
        (_, "1401" | "1402" | "1403") => Some("鹿鸣市园林绿化中心".to_owned()),
        (_, "1207" | "120803") => Some("鹿鸣市市政设施中心".to_owned()),
        (_, "080403" | "080404") => Some("鹿鸣市教育局".to_owned()),
        // Not every title has been registered.
        _ if chance.chance(0.01) => None,
        (_, "070102" | "0701") if chance.chance(0.7) => {
            Some([chance.pick(&SURNAMES), chance.pick(&GIVEN)].concat())
        }
        _ => Some([chance.pick(&FIRMS), chance.pick(&TRADES), "有限公司"].concat()),
    };
    Holding { land_use, zoning, owner, status }
}

impl Display for Holding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#""land_use":"{}","zoning":"#, self.land_use)?;
        text(f, self.zoning)?;
        f.write_str(r#","owner":"#)?;
        text(f, self.owner.as_deref())?;
        write!(f, r#","status":"{}""#, self.status)
    }
}

fn text(f: &mut fmt::Formatter<'_>, text: Option<&str>) -> fmt::Result {
    match text {
        Some(text) => write!(f, "\"{text}\""),
        None => f.write_str("null"),
    }
}
