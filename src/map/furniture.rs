//! What stands around a map: title, headline, legend, source. Words and figures, no places.

use crate::assess::Assessment;
use crate::carve::CarveOut;
use crate::map::ground::{Ground, Land};
use crate::map::scene::{Limit, Scene};
use crate::units::{grouped, AreaUnit};

/// More obstacles than this are counted in the headline, not listed.
const MOST_LISTED: usize = 6;

/// What a line of the legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A class of land.
    Ground(Ground),
    /// A line.
    Limit(Limit),
    /// A thing around.
    Place(Place),
}

/// Things that are drawn and not measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Tanks, dispensers, lines.
    Equipment,
    /// A facility that is not in the way.
    Neighbour,
    /// A building.
    Building,
    /// A road.
    Road,
    /// An edge of parcels.
    Parcel,
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
}

impl Furniture {
    /// Words and figures for an assessment and what is seen of it.
    #[must_use]
    pub fn of(assessment: &Assessment, lands: &[Land], scene: &Scene) -> Self {
        Self {
            title: assessment.site.name.clone(),
            headline: headline(assessment),
            unit: assessment.settings.unit,
            land: land(assessment, lands),
            keys: keys(assessment, scene),
            source: source(assessment),
        }
    }
}

/// An area with its unit, as it is written on a map.
#[must_use]
pub fn area(unit: AreaUnit, square_metres: f64) -> String {
    format!("{} {}", unit.number(square_metres), symbol(unit))
}

/// A unit as it is written on a map.
#[must_use]
pub const fn symbol(unit: AreaUnit) -> &'static str {
    match unit {
        AreaUnit::M2 => "m²",
        other => other.symbol(),
    }
}

fn headline(assessment: &Assessment) -> Vec<String> {
    let unit = assessment.settings.unit;
    let carve = &assessment.carve_out;
    let baseline = area(unit, assessment.baseline.usable.area().get());
    let site = area(unit, assessment.site.footprint.area().get());
    let Some(first) = assessment.obstacles.first() else {
        return vec![format!("Nothing is in the way: {baseline} of {site} are usable.")];
    };
    let what = match assessment.obstacles.len() {
        1 => first.label().to_owned(),
        n => format!("{n} obstacles"),
    };
    let one = assessment.obstacles.len() == 1;
    let nominal = carve.nominal().get();
    let stand = match (nominal > 0.0, one) {
        (false, _) => String::new(),
        (true, true) => format!(", which stands on {},", area(unit, nominal)),
        (true, false) => format!(" that stand on {}", area(unit, nominal)),
    };
    let times = carve.multiplier().map_or_else(String::new, |times| {
        let whose = if one { "it stands" } else { "they stand" };
        format!(": {} times what {whose} on", grouped(times, 1))
    });
    let loss = carve.ledger.loss().get();
    let mut sentences = vec![format!(
        "Carving out {what}{stand} costs {}{} of {baseline} usable land{times}.",
        area(unit, loss),
        range(assessment).unwrap_or_default(),
    )];
    if let Some(relocation) = &assessment.relocation {
        let moved = match relocation.moved.as_slice() {
            few if few.len() <= MOST_LISTED => few.join(", "),
            many => format!("{} obstacles", many.len()),
        };
        sentences.push(format!(
            "Moving {moved} brings {} back; {} stay lost.",
            area(unit, relocation.recovered.get()),
            area(unit, relocation.carve_out.ledger.loss().get()),
        ));
    }
    if !assessment.complete() {
        sentences.push("Not complete: see the warnings of the report.".to_owned());
    }
    sentences
}

/// Least and greatest loss within the ranges given, where they differ in print.
fn range(assessment: &Assessment) -> Option<String> {
    let unit = assessment.settings.unit;
    let range = assessment.range.as_ref()?;
    let number = |carve: &CarveOut| unit.number(carve.ledger.loss().get());
    let (low, high) = (number(&range.low), number(&range.high));
    (low != high).then(|| format!(" ({low} to {high})"))
}

fn land(assessment: &Assessment, lands: &[Land]) -> Vec<Entry> {
    let entry = |land: &Land| Entry {
        mark: Some(Mark::Ground(land.ground)),
        words: words(assessment, land.ground),
        area: Some(land.area),
        is_sum: false,
    };
    let sum = |words: &str, area: f64| Entry {
        mark: None,
        words: words.to_owned(),
        area: Some(area),
        is_sum: true,
    };
    let of = |wanted: &dyn Fn(Ground) -> bool| {
        lands.iter().filter(|land| wanted(land.ground)).map(entry).collect::<Vec<_>>()
    };
    let mut entries = of(&|ground| ground == Ground::Usable);
    let lost = of(&Ground::is_lost);
    if !lost.is_empty() {
        entries.push(sum("lost to obstacles", assessment.carve_out.ledger.loss().get()));
        entries.extend(lost);
    }
    entries.extend(of(&|ground| !ground.is_lost() && ground != Ground::Usable));
    let mut site = sum("site", assessment.site.footprint.area().get());
    site.mark = Some(Mark::Limit(Limit::Site));
    entries.push(site);
    if let Some(relocation) = &assessment.relocation {
        entries.push(Entry {
            mark: Some(Mark::Limit(Limit::Relocated)),
            words: "usable after moving".to_owned(),
            area: Some(relocation.carve_out.usable.area().get()),
            is_sum: false,
        });
    }
    entries
}

fn words(assessment: &Assessment, ground: Ground) -> String {
    let settings = &assessment.settings;
    match ground {
        Ground::Setback => {
            let road = settings.setback_road.as_ref().map_or_else(String::new, |road| {
                format!(", {} m along roads", short(road.value.get()))
            });
            format!("setback, {} m{road}", short(settings.setback.value.get()))
        }
        Ground::Poor => "of no use in any case".to_owned(),
        Ground::Usable => "usable".to_owned(),
        Ground::Taking => "under obstacles".to_owned(),
        Ground::Clearance => "clearance, new setback".to_owned(),
        Ground::Access => "access corridors".to_owned(),
        Ground::Narrow => {
            format!("remnants under {} m wide", short(settings.min_width.value.get()))
        }
        Ground::Small => {
            format!("remnants under {}", area(AreaUnit::M2, settings.min_area.value.get()))
        }
        Ground::Landlocked => "remnants, landlocked".to_owned(),
    }
}

fn keys(assessment: &Assessment, scene: &Scene) -> Vec<Entry> {
    let mut keys = Vec::new();
    let mut key = |mark: Mark, words: &str| {
        keys.push(Entry { mark: Some(mark), words: words.to_owned(), area: None, is_sum: false });
    };
    let has = |limit: Limit| scene.limits.iter().any(|(one, _)| *one == limit);
    if has(Limit::Obstacle) {
        key(Mark::Limit(Limit::Obstacle), "obstacle");
    }
    if has(Limit::Clearance) {
        key(Mark::Limit(Limit::Clearance), "reach of clearances");
    }
    if has(Limit::BuildingLine) && assessment.settings.setback.value.get() > 0.0 {
        key(Mark::Limit(Limit::BuildingLine), "building line");
    }
    let rectangle = assessment.layout.as_ref().and_then(|all| all.carve_out.rectangle);
    if let Some(rectangle) = rectangle.filter(|_| has(Limit::Rectangle)) {
        let words = format!("largest rectangle, {:.0} x {:.0} m", rectangle.width, rectangle.depth);
        key(Mark::Limit(Limit::Rectangle), &words);
    }
    for (place, shown, words) in [
        (Place::Equipment, !scene.equipment.is_empty(), "equipment"),
        (Place::Neighbour, !scene.neighbours.is_empty(), "other facility"),
        (Place::Building, !scene.buildings.is_empty(), "building"),
        (Place::Road, !scene.roads.is_empty(), "road"),
        (Place::Parcel, !scene.parcels.is_empty(), "parcel"),
    ] {
        if shown {
            key(Mark::Place(place), words);
        }
    }
    keys
}

fn source(assessment: &Assessment) -> Vec<String> {
    let settings = &assessment.settings;
    let centre = assessment.site.frame.centre();
    let hemisphere = |value: f64, letters: [char; 2]| {
        format!("{:.5}° {}", value.abs(), letters[usize::from(value < 0.0)])
    };
    let within = if settings.setback.value.get() > 0.0 {
        "Usable and lost land count inside the building line. "
    } else {
        ""
    };
    vec![
        format!(
            "Setback {} m{}, minimum width {} m, minimum piece {}; proposed use {}. Rule pack: {}.",
            short(settings.setback.value.get()),
            settings.setback_road.as_ref().map_or_else(String::new, |road| format!(
                " ({} m along roads)",
                short(road.value.get())
            )),
            short(settings.min_width.value.get()),
            area(AreaUnit::M2, settings.min_area.value.get()),
            settings.proposed_use.value,
            assessment.rules,
        ),
        format!(
            "{within}Lambert azimuthal equal-area projection on WGS 84, centred at {}, {}.",
            hemisphere(centre.lat, ['N', 'S']),
            hemisphere(centre.lon, ['E', 'W']),
        ),
    ]
}

/// A number of metres without idle zeros.
fn short(metres: f64) -> String {
    let rounded = (metres * 100.0).round() / 100.0;
    format!("{rounded}")
}
