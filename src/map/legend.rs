//! The legend: a sample, words and figures for each class of land, line and thing.

use crate::drawing::{measure, outline, Anchor, Group, Pen, Shape};
use crate::geometry::Bounds;
use crate::map::furniture::{Entry, Furniture, Landmark, Mark};
use crate::map::lettering::{bold, plain};
use crate::map::page::{self, Page};
use crate::map::scene::BoundaryLine;
use crate::map::tract::TractClass;
use crate::map::{layer, symbol};
use crate::units::AreaUnit;
use crate::words::map::layer::Layer;
use geo::Coord;

/// Size of legend entries.
const WORDS: f64 = 12.5;
/// A sample of an area or a line.
const SAMPLE: (f64, f64) = (34.0, 15.0);
/// How far parts of a sum stand in.
const INDENT: f64 = 12.0;
/// Width of the column for square metres, beside the unit asked for.
const M2_COLUMN: f64 = 74.0;

/// The legend of areas, and that of lines and things.
#[must_use]
pub fn legend(furniture: &Furniture, page: &Page) -> Group {
    let mut legend = Group::named("legend").title(furniture.language.layer(Layer::Legend));
    legend.add(land(furniture, page.land));
    legend.add(keys(furniture, page.keys));
    legend
}

/// One column in the unit asked for, one in square metres.
fn land(furniture: &Furniture, at: Coord<f64>) -> Group {
    let (unit, language) = (furniture.unit, furniture.language);
    let right = at.x + page::COLUMN;
    let mut columns = vec![(right, AreaUnit::M2)];
    if unit != AreaUnit::M2 {
        columns.insert(0, (right - M2_COLUMN, unit));
    }
    let mut land = Group::named("legend-land");
    let y = at.y + page::HEADING / 2.0 - 3.0;
    land.write(language.legend_of_land(), Coord { x: at.x, y }, Anchor::Left, &bold(13.5));
    for (x, unit) in &columns {
        land.write(language.unit(*unit), Coord { x: *x, y }, Anchor::Right, &bold(12.0));
    }
    land.draw(rule(at.x, right, at.y + page::HEADING - 3.0));
    for (index, entry) in furniture.land.iter().enumerate() {
        let middle = row(at.y, index);
        explain(&mut land, entry, Coord { x: at.x, y: middle });
        let kind = if entry.is_sum { bold(WORDS) } else { plain(WORDS) };
        for (x, unit) in columns.iter().filter(|_| entry.area.is_some()) {
            let figure = unit.number(entry.area.unwrap_or_default());
            land.write(&figure, Coord { x: *x, y: middle }, Anchor::Right, &kind);
        }
        if entry.is_sum && entry.mark.is_some() {
            land.draw(rule(at.x, right, middle - page::ROW / 2.0));
        }
    }
    land
}

fn keys(furniture: &Furniture, at: Coord<f64>) -> Group {
    let mut keys = Group::named("legend-keys");
    let y = at.y + page::HEADING / 2.0 - 3.0;
    let heading = furniture.language.legend_of_symbols();
    keys.write(heading, Coord { x: at.x, y }, Anchor::Left, &bold(13.5));
    for (index, entry) in furniture.keys.iter().enumerate() {
        explain(&mut keys, entry, Coord { x: at.x, y: row(at.y, index) });
    }
    keys
}

fn row(top: f64, index: usize) -> f64 {
    top + page::HEADING + page::ROW * (index as f64 + 0.5)
}

fn rule(from: f64, to: f64, y: f64) -> Shape {
    level(from, to, y, symbol::HAIRLINE)
}

fn level(from: f64, to: f64, y: f64, pen: Pen) -> Shape {
    Shape::line(&[Coord { x: from, y }, Coord { x: to, y }]).pen(pen)
}

/// How wide a legend entry that is no part of a sum comes out.
#[must_use]
pub fn width(entry: &Entry) -> f64 {
    beside(entry) + measure::width(&entry.words, WORDS)
}

/// Room that the sample of an entry takes beside its words.
fn beside(entry: &Entry) -> f64 {
    if entry.mark.is_some() {
        SAMPLE.0 + 9.0
    } else {
        0.0
    }
}

/// Sample and words of a legend entry; parts of a sum stand in.
pub fn explain(legend: &mut Group, entry: &Entry, mut at: Coord<f64>) {
    if matches!(entry.mark, Some(Mark::Tract(class)) if class.is_lost()) {
        at.x += INDENT;
    }
    if let Some(mark) = entry.mark {
        sample(legend, mark, at);
    }
    let kind = if entry.is_sum { bold(WORDS) } else { plain(WORDS) };
    let words = Coord { x: at.x + beside(entry), y: at.y };
    legend.write(&entry.words, words, Anchor::Left, &kind);
}

fn sample(legend: &mut Group, mark: Mark, at: Coord<f64>) {
    let (w, h) = SAMPLE;
    let (right, top, bottom) = (at.x + w, at.y - h / 2.0, at.y + h / 2.0);
    let tile = Bounds { min_x: at.x, min_y: top, max_x: right, max_y: bottom };
    let block = || Shape::block(tile);
    match mark {
        Mark::Boundary(BoundaryLine::Obstacle) => {
            legend.draw(
                block().fill(TractClass::Taking.look().fill).pen(BoundaryLine::Obstacle.pen()),
            );
        }
        Mark::Boundary(limit) => legend.draw(level(at.x, right, at.y, limit.pen())),
        Mark::Tract(class) => land_sample(legend, class, tile),
        Mark::Landmark(place) => match place {
            Landmark::Equipment => {
                legend.copy(layer::MARK, Coord { x: at.x + 9.0, y: at.y });
                let tank = Bounds {
                    min_x: at.x + 19.0,
                    max_x: at.x + 27.0,
                    min_y: at.y - 5.0,
                    max_y: at.y + 5.0,
                };
                legend.draw(Shape::block(tank).fill(symbol::WHITE).pen(symbol::EQUIPMENT));
            }
            Landmark::Neighbour => {
                legend.draw(block().fill(symbol::COUNTRY).pen(symbol::NEIGHBOUR));
            }
            Landmark::Building => {
                legend.draw(block().fill(symbol::BUILDING).pen(symbol::BUILDING_EDGE));
            }
            Landmark::Road => {
                let road = Bounds { min_y: top + 2.0, max_y: bottom - 2.0, ..tile };
                legend.draw(block().fill(symbol::COUNTRY));
                legend.draw(Shape::block(road).fill(symbol::WHITE));
                for y in [road.min_y, road.max_y] {
                    legend.draw(level(at.x, right, y, symbol::ROAD_EDGE));
                }
            }
            Landmark::Parcel => legend.draw(level(at.x, right, at.y, symbol::PARCEL)),
            Landmark::Pad => legend.draw(block().fill(symbol::PAD).pen(symbol::PAD_EDGE)),
            Landmark::Sterilised => land_sample(legend, TractClass::Clearance, tile),
        },
    }
}

fn land_sample(legend: &mut Group, class: TractClass, tile: Bounds) {
    let look = class.look();
    legend.draw(Shape::block(tile).fill(look.fill).pen(look.edge()));
    if let Some(texture) = class.texture([&outline(tile)]) {
        legend.draw(texture);
    }
}
