//! What stands around a map: title, headline, legend, source. Words and figures, no places.

use crate::assess::Assessment;
use crate::carve::{CarveOut, Loss, Remnant};
use crate::language::Language;
use crate::map::scene::{BoundaryLine, Scene};
use crate::map::tract::{Tract, TractClass};
use crate::units::{grouped, AreaUnit};

/// More obstacles than this are counted in the headline, not listed.
const MOST_LISTED: usize = 6;

/// What a line of the legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A class of land.
    Tract(TractClass),
    /// A line.
    Boundary(BoundaryLine),
    /// A thing around.
    Landmark(Landmark),
}

/// Things that are drawn and not measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landmark {
    /// Tanks, dispensers, lines.
    Equipment,
    /// A facility that is no obstacle.
    Neighbour,
    /// A building.
    Building,
    /// A road.
    Road,
    /// An edge of parcels.
    Parcel,
    /// Where something could move.
    Pad,
    /// Land that it keeps clear there.
    Sterilised,
}

/// A line of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it looks like on the map; a sum has no look.
    pub mark: Option<Mark>,
    /// What it is.
    pub words: String,
    /// How much there is of it, square metres.
    pub area: Option<f64>,
    /// Whether it sums up others.
    pub is_sum: bool,
}

/// Everything around a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Furniture {
    /// Name of the site.
    pub title: String,
    /// The result, a sentence each.
    pub headline: Vec<String>,
    /// Unit of areas.
    pub unit: AreaUnit,
    /// Classes of land with their areas, summing to the site.
    pub land: Vec<Entry>,
    /// Lines and things.
    pub keys: Vec<Entry>,
    /// Frame, rules and parameters.
    pub source: Vec<String>,
    /// Language of all of it.
    pub language: Language,
}

impl Furniture {
    /// Words and figures for an assessment and what is seen of it.
    #[must_use]
    pub fn of(assessment: &Assessment, lands: &[Tract], scene: &Scene, language: Language) -> Self {
        Self {
            language,
            title: assessment.site.name.clone(),
            headline: headline(assessment, language),
            unit: assessment.settings.unit,
            land: land(assessment, lands, language),
            keys: keys(assessment, scene, language),
            source: source(assessment, language),
        }
    }
}

fn headline(assessment: &Assessment, language: Language) -> Vec<String> {
    let unit = assessment.settings.unit;
    let carve = &assessment.carve_out;
    let baseline = language.area(unit, assessment.baseline.usable.area().get());
    let site = language.area(unit, assessment.site.footprint.area().get());
    let Some(first) = assessment.obstacles.first() else {
        return vec![match language {
            Language::En => format!("Nothing is in the way: {baseline} of {site} are usable."),
            Language::Zh => format!("未发现制约要素：用地 {site}，可用 {baseline}。"),
        }];
    };
    let count = assessment.obstacles.len();
    let what = match (count, language) {
        (1, _) => first.label().to_owned(),
        (n, Language::En) => format!("{n} obstacles"),
        (n, Language::Zh) => format!("{n} 处制约要素"),
    };
    let loss = language.area(unit, carve.ledger.loss().get());
    let ends = range(assessment);
    let mut sentences = vec![match language {
        Language::En => {
            let stand = standing(carve, unit, count == 1);
            let times = carve.multiplier().map_or_else(String::new, |times| {
                let whose = if count == 1 { "it stands" } else { "they stand" };
                format!(": {} times what {whose} on", grouped(times, 1))
            });
            let ends = ends.map_or_else(String::new, |(low, high)| format!(" ({low} to {high})"));
            format!(
                "Carving out {what}{stand} costs {loss}{ends} of {baseline} usable land{times}."
            )
        }
        Language::Zh => {
            let nominal = carve.nominal().get();
            let stand = if nominal > 0.0 {
                format!("（占地 {}）", language.area(unit, nominal))
            } else {
                String::new()
            };
            let times = carve
                .multiplier()
                .map_or_else(String::new, |times| format!("，为占地的 {} 倍", grouped(times, 1)));
            let ends = ends.map_or_else(String::new, |(low, high)| format!("（{low}～{high}）"));
            format!("可用地 {baseline}，避让切出 {what}{stand}损失其中 {loss}{ends}{times}。")
        }
    }];
    if let Some(relocation) = &assessment.relocation {
        let back = language.area(unit, relocation.recovered.get());
        let lost = language.area(unit, relocation.carve_out.ledger.loss().get());
        let few = relocation.moved.len() <= MOST_LISTED;
        let moved = relocation.moved.join(language.say(", ", "、"));
        let count = relocation.moved.len();
        sentences.push(match language {
            Language::En => {
                let moved = if few { moved } else { format!("{count} obstacles") };
                format!("Moving {moved} recovers {back}; {lost} remain lost.")
            }
            Language::Zh => {
                let moved = if few { moved } else { format!("{count} 处制约要素") };
                format!("迁建 {moved} 可收回 {back}，仍损失 {lost}。")
            }
        });
    }
    if !assessment.complete() {
        let words = "The result is incomplete: see the warnings in the report.";
        sentences.push(language.say(words, "结果尚不完整，见报告所列警示。").to_owned());
    }
    sentences
}

/// What the obstacles stand on, as a clause of an English sentence.
fn standing(carve: &CarveOut, unit: AreaUnit, one: bool) -> String {
    let nominal = carve.nominal().get();
    let area = Language::En.area(unit, nominal);
    match (nominal > 0.0, one) {
        (false, _) => String::new(),
        (true, true) => format!(", which stands on {area},"),
        (true, false) => format!(" that stand on {area}"),
    }
}

/// Least and greatest loss within the ranges given, where they differ in print.
fn range(assessment: &Assessment) -> Option<(String, String)> {
    let unit = assessment.settings.unit;
    let range = assessment.range.as_ref()?;
    let number = |carve: &CarveOut| unit.number(carve.ledger.loss().get());
    let (low, high) = (number(&range.low), number(&range.high));
    (low != high).then_some((low, high))
}

fn land(assessment: &Assessment, lands: &[Tract], language: Language) -> Vec<Entry> {
    let entry = |land: &Tract| Entry {
        mark: Some(Mark::Tract(land.class)),
        words: words(assessment, land.class, language),
        area: Some(land.area),
        is_sum: false,
    };
    let sum = |words: &str, area: f64| Entry {
        mark: None,
        words: words.to_owned(),
        area: Some(area),
        is_sum: true,
    };
    let of = |wanted: &dyn Fn(TractClass) -> bool| {
        lands.iter().filter(|land| wanted(land.class)).map(entry).collect::<Vec<_>>()
    };
    let mut entries = of(&|class| class == TractClass::Usable);
    let lost = of(&TractClass::is_lost);
    if !lost.is_empty() {
        let words = language.say("lost to obstacles", "因制约要素损失");
        entries.push(sum(words, assessment.carve_out.ledger.loss().get()));
        entries.extend(lost);
    }
    entries.extend(of(&|class| !class.is_lost() && class != TractClass::Usable));
    let mut site = sum(language.say("site", "项目用地"), assessment.site.footprint.area().get());
    site.mark = Some(Mark::Boundary(BoundaryLine::Site));
    entries.push(site);
    if let Some(relocation) = &assessment.relocation {
        entries.push(Entry {
            mark: Some(Mark::Boundary(BoundaryLine::Relocated)),
            words: language.say("usable after moving", "迁建后可用地").to_owned(),
            area: Some(relocation.carve_out.usable.area().get()),
            is_sum: false,
        });
    }
    entries
}

fn words(assessment: &Assessment, class: TractClass, language: Language) -> String {
    let settings = &assessment.settings;
    let say = |en: &str, zh: &str| language.say(en, zh).to_owned();
    let width = short(settings.min_width.value.get());
    let least = language.area(AreaUnit::M2, settings.min_area.value.get());
    match class {
        TractClass::Setback => {
            let road = settings.setback_road.as_ref().map(|road| short(road.value.get()));
            let road = road.map_or_else(String::new, |road| match language {
                Language::En => format!(", {road} m along roads"),
                Language::Zh => format!("，临街 {road} m"),
            });
            let setback = short(settings.setback.value.get());
            format!("{} {setback} m{road}", say("setback,", "退界"))
        }
        TractClass::Poor => say("unusable in any case", "本不可用"),
        TractClass::Usable => say("usable", "可用地"),
        TractClass::Taking => language.loss(Loss::Taking),
        TractClass::Clearance => language.loss(Loss::Clearance),
        TractClass::Access => language.loss(Loss::Access),
        TractClass::Narrow => match language {
            Language::En => format!("remnants under {width} m wide"),
            Language::Zh => format!("边角地，宽不足 {width} m"),
        },
        TractClass::Small => match language {
            Language::En => format!("remnants under {least}"),
            Language::Zh => format!("边角地，不足 {least}"),
        },
        TractClass::Landlocked => language.loss(Loss::Remnant(Remnant::Landlocked)),
    }
}

fn keys(assessment: &Assessment, scene: &Scene, language: Language) -> Vec<Entry> {
    let mut keys = Vec::new();
    let mut key = |mark: Mark, words: &str| {
        keys.push(Entry { mark: Some(mark), words: words.to_owned(), area: None, is_sum: false });
    };
    let has = |limit: BoundaryLine| scene.limits.iter().any(|(one, _)| *one == limit);
    if scene.obstacles.iter().any(|obstacle| obstacle.is_shape) {
        key(Mark::Boundary(BoundaryLine::Obstacle), language.say("obstacle", "制约要素"));
    }
    if has(BoundaryLine::Clearance) {
        key(
            Mark::Boundary(BoundaryLine::Clearance),
            language.say("reach of clearances", "间距范围"),
        );
    }
    if has(BoundaryLine::BuildingLine) && assessment.settings.setback.value.get() > 0.0 {
        key(
            Mark::Boundary(BoundaryLine::BuildingLine),
            language.say("building line", "建筑退界线"),
        );
    }
    if has(BoundaryLine::Gap) {
        key(Mark::Boundary(BoundaryLine::Gap), language.say("gap closed", "已闭合的缝隙"));
    }
    let rectangle = assessment.layout.as_ref().and_then(|all| all.carve_out.rectangle);
    if let Some(rectangle) = rectangle.filter(|_| has(BoundaryLine::Rectangle)) {
        let name = language.say("largest rectangle,", "最大矩形");
        let words = format!("{name} {:.0} x {:.0} m", rectangle.width, rectangle.depth);
        key(Mark::Boundary(BoundaryLine::Rectangle), &words);
    }
    for (place, shown, en, zh) in [
        (Landmark::Equipment, !scene.equipment.is_empty(), "equipment", "设备"),
        (Landmark::Neighbour, !scene.neighbours.is_empty(), "other facility", "其他设施"),
        (Landmark::Building, !scene.buildings.is_empty(), "building", "建筑"),
        (Landmark::Road, !scene.roads.is_empty(), "road", "道路"),
        (Landmark::Parcel, !scene.parcels.is_empty(), "parcel", "地块"),
    ] {
        if shown {
            key(Mark::Landmark(place), language.say(en, zh));
        }
    }
    keys
}

fn source(assessment: &Assessment, language: Language) -> Vec<String> {
    let settings = &assessment.settings;
    let centre = assessment.site.frame.centre();
    let setback = short(settings.setback.value.get());
    let road = settings.setback_road.as_ref().map(|road| short(road.value.get()));
    let width = short(settings.min_width.value.get());
    let least = language.area(AreaUnit::M2, settings.min_area.value.get());
    let (proposed, rules) = (assessment.proposed_use.say(language), assessment.rules.say(language));
    let inside = settings.setback.value.get() > 0.0;
    match language {
        Language::En => {
            let road = road.map_or_else(String::new, |road| format!(" ({road} m along roads)"));
            let within =
                if inside { "Usable and lost land count inside the building line. " } else { "" };
            let lat = hemisphere(centre.lat, ["N", "S"]);
            let lon = hemisphere(centre.lon, ["E", "W"]);
            vec![
                format!(
                    "Setback {setback} m{road}, minimum width {width} m, minimum piece {least}; \
                     proposed use: {proposed}. Rule pack: {rules}."
                ),
                format!(
                    "{within}Lambert azimuthal equal-area projection on WGS 84, centred at \
                     {}° {}, {}° {}.",
                    lat.0, lat.1, lon.0, lon.1
                ),
            ]
        }
        Language::Zh => {
            let road = road.map_or_else(String::new, |road| format!("（临街 {road} m）"));
            let within =
                if inside { "可用地与损失均在建筑退界线以内计算。" } else { "" };
            let lat = hemisphere(centre.lat, ["北纬", "南纬"]);
            let lon = hemisphere(centre.lon, ["东经", "西经"]);
            vec![
                format!(
                    "退界 {setback} m{road}，最小可用宽度 {width} m，最小可用面积 {least}；\
                     拟建用途：{proposed}。规则包：{rules}。"
                ),
                format!(
                    "{within}WGS 84 兰勃特等面积方位投影，中心{} {}°，{} {}°。",
                    lat.1, lat.0, lon.1, lon.0
                ),
            ]
        }
    }
}

/// Degrees without a sign, and the name of the half of the globe.
fn hemisphere(value: f64, names: [&str; 2]) -> (String, &str) {
    (format!("{:.5}", value.abs()), names[usize::from(value < 0.0)])
}

/// A number of metres without idle zeros.
fn short(metres: f64) -> String {
    let rounded = (metres * 100.0).round() / 100.0;
    format!("{rounded}")
}
