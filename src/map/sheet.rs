//! The furniture on the canvas: title, headline, legend, north arrow, scale bar, source.

use crate::geometry::Bounds;
use crate::map::furniture::{Entry, Furniture, Mark, Place};
use crate::map::page::{self, Page};
use crate::map::scene::Limit;
use crate::map::svg::{self, Anchor, Canvas, Type};
use crate::map::symbol::{self, Pen};
use crate::map::{ground::Ground, paint, text, MapError};
use crate::units::AreaUnit;
use geo::Coord;

type Drawn = Result<(), MapError>;

/// Size of legend entries.
const WORDS: f64 = 12.5;
/// A sample of an area or a line.
const SAMPLE: (f64, f64) = (34.0, 15.0);
/// How far parts of a sum stand in.
const INDENT: f64 = 12.0;
/// Width of the column for square metres, beside the unit asked for.
const M2_COLUMN: f64 = 74.0;
/// Longest scale bar.
const LONGEST_BAR: f64 = 190.0;

/// Draws everything around the map.
///
/// # Errors
/// [`MapError::Drawing`].
pub fn furniture(canvas: &mut Canvas<'_>, furniture: &Furniture, page: &Page) -> Drawn {
    let left = |y: f64| Coord { x: page::MARGIN, y };
    let room = page::WIDTH - 2.0 * page::MARGIN;
    let title = text::shortened(&furniture.title, page::TITLE * 1.06, room);
    let middle = page::MARGIN + page::TITLE / 2.0;
    canvas.write(&title, left(middle), Anchor::Left, &bold(page::TITLE))?;
    for (index, line) in page.headline.iter().enumerate() {
        let at = left(Page::headline_row(index));
        canvas.write(line, at, Anchor::Left, &plain(page::HEADLINE))?;
    }
    for (index, line) in page.source.iter().enumerate() {
        let small = Type { colour: symbol::GREY, ..plain(page::SOURCE) };
        canvas.write(line, left(page.source_row(index)), Anchor::Left, &small)?;
    }
    land(canvas, furniture, page.land)?;
    keys(canvas, furniture, page.keys)?;
    north(canvas, page.gauges)?;
    scale(canvas, page.view.scale, page.gauges)
}

const fn plain(size: f64) -> Type {
    Type { size, colour: symbol::BLACK, bold: false, upwards: false }
}

const fn bold(size: f64) -> Type {
    Type { bold: true, ..plain(size) }
}

/// The legend of areas: one column in the unit asked for, one in square metres.
fn land(canvas: &mut Canvas<'_>, furniture: &Furniture, at: Coord<f64>) -> Drawn {
    let (unit, language) = (furniture.unit, furniture.language);
    let right = at.x + page::COLUMN;
    let mut columns = vec![(right, AreaUnit::M2)];
    if unit != AreaUnit::M2 {
        columns.insert(0, (right - M2_COLUMN, unit));
    }
    let y = at.y + page::HEADING / 2.0 - 3.0;
    canvas.write(language.say("Land", "用地"), Coord { x: at.x, y }, Anchor::Left, &bold(13.5))?;
    for (x, unit) in &columns {
        let words = language.unit(*unit);
        canvas.write(words, Coord { x: *x, y }, Anchor::Right, &bold(12.0))?;
    }
    rule(canvas, at.x, right, at.y + page::HEADING - 3.0)?;
    for (index, entry) in furniture.land.iter().enumerate() {
        let middle = row(at.y, index);
        explain(canvas, entry, Coord { x: at.x, y: middle })?;
        let kind = if entry.is_sum { bold(WORDS) } else { plain(WORDS) };
        for (x, unit) in columns.iter().filter(|_| entry.area.is_some()) {
            let figure = unit.number(entry.area.unwrap_or_default());
            canvas.write(&figure, Coord { x: *x, y: middle }, Anchor::Right, &kind)?;
        }
        if entry.is_sum && entry.mark.is_some() {
            rule(canvas, at.x, right, middle - page::ROW / 2.0)?;
        }
    }
    Ok(())
}

fn keys(canvas: &mut Canvas<'_>, furniture: &Furniture, at: Coord<f64>) -> Drawn {
    let y = at.y + page::HEADING / 2.0 - 3.0;
    let heading = furniture.language.say("Lines and things", "图例");
    canvas.write(heading, Coord { x: at.x, y }, Anchor::Left, &bold(13.5))?;
    for (index, entry) in furniture.keys.iter().enumerate() {
        explain(canvas, entry, Coord { x: at.x, y: row(at.y, index) })?;
    }
    Ok(())
}

fn row(top: f64, index: usize) -> f64 {
    top + page::HEADING + page::ROW * (index as f64 + 0.5)
}

fn rule(canvas: &mut Canvas<'_>, from: f64, to: f64, y: f64) -> Drawn {
    canvas.line(&[Coord { x: from, y }, Coord { x: to, y }], &symbol::HAIRLINE)
}

/// How wide a legend entry that is no part of a sum comes out.
#[must_use]
pub fn width(entry: &Entry) -> f64 {
    let beside = if entry.mark.is_some() { SAMPLE.0 + 9.0 } else { 0.0 };
    beside + text::width(&entry.words, WORDS)
}

/// Sample and words of a legend entry; parts of a sum stand in.
///
/// # Errors
/// [`MapError::Drawing`].
pub fn explain(canvas: &mut Canvas<'_>, entry: &Entry, mut at: Coord<f64>) -> Drawn {
    if matches!(entry.mark, Some(Mark::Ground(ground)) if ground.is_lost()) {
        at.x += INDENT;
    }
    if let Some(mark) = entry.mark {
        sample(canvas, mark, at)?;
    }
    let kind = if entry.is_sum { bold(WORDS) } else { plain(WORDS) };
    let beside = if entry.mark.is_some() { SAMPLE.0 + 9.0 } else { 0.0 };
    let words = Coord { x: at.x + beside, y: at.y };
    canvas.write(&entry.words, words, Anchor::Left, &kind)
}

fn sample(canvas: &mut Canvas<'_>, mark: Mark, at: Coord<f64>) -> Drawn {
    let (w, h) = SAMPLE;
    let tile =
        Bounds { min_x: at.x, min_y: at.y - h / 2.0, max_x: at.x + w, max_y: at.y + h / 2.0 };
    let mut level =
        |pen: &Pen| canvas.line(&[Coord { x: at.x, y: at.y }, Coord { x: at.x + w, y: at.y }], pen);
    match mark {
        Mark::Limit(Limit::Obstacle) => {
            canvas.block(tile, Ground::Taking.look().fill)?;
            canvas.border(tile, &Limit::Obstacle.pen())
        }
        Mark::Limit(limit) => level(&limit.pen()),
        Mark::Place(Place::Parcel) => level(&symbol::PARCEL),
        Mark::Ground(ground) => {
            canvas.cover(&[svg::outline(tile)], &ground.look())?;
            canvas.border(tile, &ground.look().edge())
        }
        Mark::Place(place) => thing(canvas, place, tile),
    }
}

fn thing(canvas: &mut Canvas<'_>, place: Place, tile: Bounds) -> Drawn {
    match place {
        Place::Equipment => {
            let y = f64::midpoint(tile.min_y, tile.max_y);
            paint::mark(canvas, Coord { x: tile.min_x + 9.0, y })?;
            let tank = Bounds {
                min_x: tile.min_x + 19.0,
                max_x: tile.min_x + 27.0,
                min_y: y - 5.0,
                max_y: y + 5.0,
            };
            canvas.border(tank, &symbol::EQUIPMENT)
        }
        Place::Road => {
            let band = Bounds { min_y: tile.min_y + 2.0, max_y: tile.max_y - 2.0, ..tile };
            canvas.block(tile, symbol::COUNTRY)?;
            canvas.block(band, symbol::WHITE)?;
            for y in [band.min_y, band.max_y] {
                let edge = [Coord { x: band.min_x, y }, Coord { x: band.max_x, y }];
                canvas.line(&edge, &Pen { width: 0.9, ..symbol::ROAD_EDGE })?;
            }
            Ok(())
        }
        Place::Building => {
            canvas.block(tile, symbol::BUILDING)?;
            canvas.border(tile, &symbol::BUILDING_EDGE)
        }
        Place::Neighbour => {
            canvas.block(tile, symbol::COUNTRY)?;
            canvas.border(tile, &symbol::NEIGHBOUR)
        }
        Place::Pad => {
            canvas.block(tile, symbol::PAD)?;
            canvas.border(tile, &symbol::PAD_EDGE)
        }
        Place::Sterilised => {
            let look = Ground::Clearance.look();
            canvas.cover(&[svg::outline(tile)], &look)?;
            canvas.border(tile, &look.edge())
        }
        Place::Parcel => Ok(()),
    }
}

/// An arrow, half of it dark, with its letter.
///
/// # Errors
/// [`MapError::Drawing`].
pub fn north(canvas: &mut Canvas<'_>, at: Coord<f64>) -> Drawn {
    let (x, top, bottom) = (at.x + 14.0, at.y + 16.0, at.y + 60.0);
    let half = |side: f64| {
        vec![
            Coord { x, y: top },
            Coord { x: x + side * 11.0, y: bottom },
            Coord { x, y: bottom - 9.0 },
            Coord { x, y: top },
        ]
    };
    let edge = Pen { width: 1.0, ..symbol::FRAME };
    canvas.fill(&[half(-1.0)], symbol::BLACK)?;
    canvas.fill(&[half(1.0)], symbol::WHITE)?;
    canvas.line(&half(-1.0), &edge)?;
    canvas.line(&half(1.0), &edge)?;
    canvas.write("N", Coord { x, y: at.y + 7.0 }, Anchor::Center, &bold(14.0))
}

/// A bar of a round length, its two halves dark and light.
///
/// # Errors
/// [`MapError::Drawing`].
pub fn scale(canvas: &mut Canvas<'_>, pixels_per_metre: f64, at: Coord<f64>) -> Drawn {
    let metres = round_length(LONGEST_BAR / pixels_per_metre);
    let (x, y, length) = (at.x + 62.0, at.y + 42.0, metres * pixels_per_metre);
    let part = |from: f64, to: f64| Bounds {
        min_x: x + from * length,
        max_x: x + to * length,
        min_y: y,
        max_y: y + 7.0,
    };
    let edge = Pen { width: 1.0, ..symbol::FRAME };
    canvas.block(part(0.0, 1.0), symbol::WHITE)?;
    canvas.block(part(0.0, 0.5), symbol::BLACK)?;
    canvas.border(part(0.0, 1.0), &edge)?;
    for (share, unit) in [(0.0, ""), (0.5, ""), (1.0, " m")] {
        let words = format!("{}{unit}", metres * share);
        let at = Coord { x: x + share * length, y: y - 10.0 };
        canvas.write(&words, at, Anchor::Center, &plain(12.0))?;
    }
    Ok(())
}

/// The largest of 1, 2, 5 times a power of ten that is no longer than `most`.
fn round_length(most: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "lengths have a few digits")]
    let power = 10_f64.powi(most.log10().floor() as i32);
    let step = [5.0, 2.0].into_iter().find(|step| step * power <= most).unwrap_or(1.0);
    step * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_bar_has_a_round_length() {
        for (most, expected) in
            [(99.0, 50.0), (100.0, 100.0), (47.0, 20.0), (7.5, 5.0), (1_999.0, 1_000.0)]
        {
            assert_eq!(round_length(most), expected);
        }
    }
}
