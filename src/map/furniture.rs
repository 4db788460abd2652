//! What stands around a map: title, headline, legend, source; which, not where.

use crate::assess::Assessment;
use crate::language::Language;
use crate::map::scene::{BoundaryLine, Scene};
use crate::map::tract::{Tract, TractClass};
use crate::units::AreaUnit;
use crate::words::map::key::Key;

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

impl Entry {
    /// A line or a thing, without a figure.
    #[must_use]
    pub fn key(mark: Mark, words: &str) -> Self {
        Self { mark: Some(mark), words: words.to_owned(), area: None, is_sum: false }
    }
}

impl Furniture {
    /// Words and figures for an assessment and what is seen of it.
    #[must_use]
    pub fn of(assessment: &Assessment, lands: &[Tract], scene: &Scene, language: Language) -> Self {
        Self {
            language,
            title: assessment.site.name.clone(),
            headline: language.headline(assessment),
            unit: assessment.settings.unit,
            land: land(assessment, lands, language),
            keys: keys(assessment, scene, language),
            source: language.made_of(assessment),
        }
    }
}

fn land(assessment: &Assessment, lands: &[Tract], language: Language) -> Vec<Entry> {
    let entry = |land: &Tract| Entry {
        mark: Some(Mark::Tract(land.class)),
        words: language.key_of_land(land.class.land(), assessment),
        area: Some(land.area),
        is_sum: false,
    };
    let sum = |key: Key, area: f64| Entry {
        mark: None,
        words: language.key(key).to_owned(),
        area: Some(area),
        is_sum: true,
    };
    let of = |wanted: &dyn Fn(TractClass) -> bool| {
        lands.iter().filter(|land| wanted(land.class)).map(entry).collect::<Vec<_>>()
    };
    let mut entries = of(&|class| class == TractClass::Usable);
    let lost = of(&TractClass::is_lost);
    if !lost.is_empty() {
        entries.push(sum(Key::Lost, assessment.carve_out.ledger.loss().get()));
        entries.extend(lost);
    }
    entries.extend(of(&|class| !class.is_lost() && class != TractClass::Usable));
    let mut site = sum(Key::Site, assessment.site.footprint.area().get());
    site.mark = Some(Mark::Boundary(BoundaryLine::Site));
    entries.push(site);
    if let Some(relocation) = &assessment.relocation {
        entries.push(Entry {
            mark: Some(Mark::Boundary(BoundaryLine::Relocated)),
            words: language.key(Key::UsableAfterMoving).to_owned(),
            area: Some(relocation.carve_out.usable.area().get()),
            is_sum: false,
        });
    }
    entries
}

fn keys(assessment: &Assessment, scene: &Scene, language: Language) -> Vec<Entry> {
    let has = |limit: BoundaryLine| scene.limits.iter().any(|(one, _)| *one == limit);
    let lines = [
        (
            BoundaryLine::Obstacle,
            scene.obstacles.iter().any(|obstacle| obstacle.is_shape),
            Key::Obstacle,
        ),
        (BoundaryLine::Clearance, has(BoundaryLine::Clearance), Key::ReachOfClearances),
        (BoundaryLine::BuildingLine, has(BoundaryLine::BuildingLine), Key::BuildingLine),
        (BoundaryLine::Gap, has(BoundaryLine::Gap), Key::GapClosed),
    ];
    let things = [
        (Landmark::Equipment, !scene.equipment.is_empty(), Key::Equipment),
        (Landmark::Neighbour, !scene.neighbours.is_empty(), Key::OtherFacility),
        (Landmark::Building, !scene.buildings.is_empty(), Key::Building),
        (Landmark::Road, !scene.roads.is_empty(), Key::Road),
        (Landmark::Parcel, !scene.parcels.is_empty(), Key::Parcel),
    ];
    let mut keys = Vec::new();
    for (line, _, key) in lines.into_iter().filter(|(_, shown, _)| *shown) {
        keys.push(Entry::key(Mark::Boundary(line), language.key(key)));
    }
    let rectangle = assessment.layout.as_ref().and_then(|all| all.carve_out.rectangle);
    if let Some(rectangle) = rectangle.filter(|_| has(BoundaryLine::Rectangle)) {
        let words = language.key_of_rectangle(&rectangle);
        keys.push(Entry::key(Mark::Boundary(BoundaryLine::Rectangle), &words));
    }
    for (thing, _, key) in things.into_iter().filter(|(_, shown, _)| *shown) {
        keys.push(Entry::key(Mark::Landmark(thing), language.key(key)));
    }
    keys
}
