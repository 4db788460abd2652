//! A map of receiving sites: the site, what moves, where it could go, and what that sterilises.

use crate::geometry::{Bounds, Region};
use crate::language::Language;
use crate::map::furniture::{Entry, Mark, Place};
use crate::map::ground::Ground;
use crate::map::page::{self, View};
use crate::map::scene::Limit;
use crate::map::svg::{self, Anchor, Canvas, Type};
use crate::map::symbol::{self, Pen};
use crate::map::{clip, sheet, text, MapError, Style};
use crate::model::Shape;
use crate::relocate::{City, Receiving};
use geo::Coord;

type Drawn = Result<(), MapError>;

/// Height of the map, pixels.
const HEIGHT: f64 = 760.0;
/// Height of a line below the map.
const LINE: f64 = 19.0;
/// Size of labels on the map.
const LABEL: f64 = 14.0;
/// What moves is drawn at least this large, pixels.
const LEAST_MARK: f64 = 9.0;
/// Space between two entries of the legend.
const APART: f64 = 26.0;
/// Room for north arrow and scale bar, pixels.
const GAUGES: (f64, f64) = (330.0, 72.0);

/// Something that moves, and its receiving sites, best first.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    /// Where it stands.
    pub old: &'a Region,
    /// What it is called.
    pub label: &'a str,
    /// Where it could go.
    pub sites: &'a [Receiving],
}

/// Draws receiving sites as an SVG document, numbered by rank; `notes` are written below the map.
///
/// # Errors
/// [`MapError`]; no half-drawn map is returned.
pub fn places(
    title: &str,
    notes: &[String],
    site: &Region,
    moved: &[Moved<'_>],
    city: &City,
    style: &Style,
) -> Result<String, MapError> {
    let shown = moved.iter().flat_map(|one| one.sites.iter().map(|site| &site.parcel));
    let shown = shown.chain(moved.iter().map(|one| one.old)).chain([site]);
    let bounds = shown.filter_map(Region::bounds).reduce(Bounds::joined);
    let bounds = bounds.ok_or_else(|| MapError::NoExtent(title.to_owned()))?;
    let bounds = bounds.grown(0.04 * bounds.width().max(bounds.height()));
    let top = page::MARGIN + page::TITLE + 16.0;
    let frame = Bounds {
        min_x: page::MARGIN,
        min_y: top,
        max_x: page::WIDTH - page::MARGIN,
        max_y: top + HEIGHT,
    };
    let view = View::fit(bounds, frame);
    let room = page::WIDTH - 2.0 * page::MARGIN - GAUGES.0;
    let notes: Vec<String> =
        notes.iter().flat_map(|note| text::wrapped(note, page::HEADLINE, room)).collect();
    let seen = |shape: &Shape| shape.bounds().is_some_and(|bounds| bounds.meets(&view.extent));
    let keys = legend(
        style.language,
        city.zones_near(view.extent).any(|zone| seen(&zone.shape)),
        city.buildings_near(view.extent).any(|building| seen(&building.shape)),
    );
    let rows = flowed(&keys, room);
    let count = rows.last().map_or(0, |(row, _)| row + 1);
    let legend_height = page::ROW * count as f64 + 6.0;
    let below = (legend_height + LINE * notes.len() as f64 + 8.0).max(GAUGES.1);
    let size = (page::WIDTH, (frame.max_y + 14.0 + below + page::MARGIN).ceil());
    let mut drawing = String::new();
    let mut canvas = Canvas::on(&mut drawing, size);
    let whole = Bounds { min_x: 0.0, min_y: 0.0, max_x: size.0, max_y: size.1 };
    canvas.block(whole, symbol::WHITE)?;
    canvas.block(frame, symbol::COUNTRY)?;
    let mut picture = Picture { canvas: &mut canvas, view: &view, occupied: Vec::new() };
    picture.ground(city)?;
    picture.site(site)?;
    for one in moved {
        picture.moved(one)?;
    }
    for one in moved {
        picture.labels(one)?;
    }
    canvas.border(frame, &symbol::FRAME)?;
    let left = |y: f64| Coord { x: page::MARGIN, y };
    let bold = Type { size: page::TITLE, colour: symbol::BLACK, bold: true, upwards: false };
    let heading = text::shortened(title, page::TITLE * 1.06, page::WIDTH - 2.0 * page::MARGIN);
    canvas.write(&heading, left(page::MARGIN + page::TITLE / 2.0), Anchor::Left, &bold)?;
    let top = frame.max_y + 14.0;
    for (key, (row, x)) in keys.iter().zip(&rows) {
        let y = top + page::ROW * (*row as f64 + 0.5);
        sheet::explain(&mut canvas, key, Coord { x: page::MARGIN + x, y })?;
    }
    for (index, note) in notes.iter().enumerate() {
        let y = top + legend_height + LINE * (index as f64 + 0.5);
        let plain = Type { size: page::HEADLINE, bold: false, ..bold };
        canvas.write(note, left(y), Anchor::Left, &plain)?;
    }
    let gauges = Coord { x: page::WIDTH - page::MARGIN - GAUGES.0 + 40.0, y: frame.max_y + 10.0 };
    sheet::north(&mut canvas, gauges)?;
    sheet::scale(&mut canvas, view.scale, gauges)?;
    canvas.finish()?;
    Ok(svg::document(&drawing, title, style.width, size))
}

/// What the marks mean.
fn legend(language: Language, zones: bool, buildings: bool) -> Vec<Entry> {
    let key = |mark: Mark, en: &str, zh: &str| Entry {
        mark: Some(mark),
        words: language.say(en, zh).to_owned(),
        area: None,
        is_sum: false,
    };
    let mut keys = vec![
        key(Mark::Limit(Limit::Site), "site", "项目用地"),
        key(Mark::Limit(Limit::Obstacle), "what moves", "迁建对象"),
        key(Mark::Limit(Limit::Relocated), "receiving parcel", "承接地块"),
        key(Mark::Place(Place::Pad), "plot it takes", "拟占用地"),
        key(Mark::Place(Place::Sterilised), "land its clearance sterilises", "其间距限制的土地"),
        key(Mark::Place(Place::Parcel), "parcel", "地块"),
    ];
    if buildings {
        keys.push(key(Mark::Place(Place::Building), "building", "建筑"));
    }
    if zones {
        keys.push(key(Mark::Place(Place::Neighbour), "control zone", "控制区"));
    }
    keys
}

/// Row and left edge of each entry, as many in a row as fit.
fn flowed(keys: &[Entry], room: f64) -> Vec<(usize, f64)> {
    let (mut row, mut x) = (0, 0.0);
    keys.iter()
        .map(|key| {
            let width = sheet::width(key);
            if x > 0.0 && x + width > room {
                (row, x) = (row + 1, 0.0);
            }
            let at = (row, x);
            x += width + APART;
            at
        })
        .collect()
}

struct Picture<'c, 'b, 'v> {
    canvas: &'c mut Canvas<'b>,
    view: &'v View,
    /// What labels keep off, in pixels.
    occupied: Vec<Bounds>,
}

impl Picture<'_, '_, '_> {
    fn area(&mut self, region: &Region, fill: plotters::style::RGBAColor, edge: &Pen) -> Drawn {
        let seen = clip::region(region, self.view.extent)?;
        for rings in self.view.polygons(&seen) {
            self.canvas.fill(&rings, fill)?;
        }
        self.edges(region, edge)
    }

    fn edges(&mut self, region: &Region, pen: &Pen) -> Drawn {
        for line in clip::edges(region, self.view.extent) {
            self.canvas.line(&self.view.line(&line), pen)?;
        }
        Ok(())
    }

    fn textured(&mut self, region: &Region, ground: Ground) -> Drawn {
        let seen = clip::region(region, self.view.extent)?;
        for rings in self.view.polygons(&seen) {
            self.canvas.cover(&rings, &ground.look())?;
        }
        self.edges(region, &ground.look().edge())
    }

    fn ground(&mut self, city: &City) -> Drawn {
        for building in city.buildings_near(self.view.extent) {
            if let Shape::Area(region) = &building.shape {
                self.area(region, symbol::BUILDING, &symbol::BUILDING_EDGE)?;
            }
        }
        for parcel in city.parcels_near(self.view.extent) {
            self.edges(&parcel.region, &symbol::PARCEL)?;
        }
        for zone in city.zones_near(self.view.extent) {
            if let Shape::Area(region) = &zone.shape {
                self.edges(region, &symbol::NEIGHBOUR)?;
            }
        }
        Ok(())
    }

    fn site(&mut self, site: &Region) -> Drawn {
        let usable = Ground::Usable.look();
        self.area(site, usable.fill, &Limit::Site.pen())
    }

    fn moved(&mut self, one: &Moved<'_>) -> Drawn {
        self.textured(one.old, Ground::Taking)?;
        self.edges(one.old, &Limit::Obstacle.pen())?;
        if let Some(bounds) = one.old.bounds() {
            let mut seen = self.view.pixels(bounds);
            // A tank in a view of half a city would not be seen at all.
            let missing = LEAST_MARK - seen.width().max(seen.height());
            if missing > 0.0 {
                seen = seen.grown(missing / 2.0);
                self.canvas.block(seen, Ground::Taking.look().fill)?;
                self.canvas.border(seen, &Limit::Obstacle.pen())?;
            }
            self.occupied.push(seen);
        }
        for site in one.sites {
            self.textured(&site.sterilised, Ground::Clearance)?;
            self.edges(&site.parcel, &Limit::Relocated.pen())?;
            if let Some(pad) = &site.pad {
                self.area(pad, symbol::PAD, &symbol::PAD_EDGE)?;
                self.occupied.extend(pad.bounds().map(|bounds| self.view.pixels(bounds)));
            }
        }
        Ok(())
    }

    fn labels(&mut self, one: &Moved<'_>) -> Drawn {
        for (rank, site) in one.sites.iter().enumerate() {
            let place = site.pad.as_ref().unwrap_or(&site.parcel);
            let number = (rank + 1).to_string();
            if one.label.is_empty() {
                self.label(&number, place)?;
            } else {
                self.label(&format!("{} · {number}", one.label), place)?;
            }
        }
        if one.label.is_empty() {
            return Ok(());
        }
        self.label(one.label, one.old)
    }

    /// Words on a white ground beside a place, where they cover least.
    fn label(&mut self, words: &str, place: &Region) -> Drawn {
        let Some(bounds) = place.bounds() else { return Ok(()) };
        let place = self.view.pixels(bounds);
        let (w, h) = (text::width(words, LABEL) * 1.06 + 6.0, LABEL * 1.4);
        let frame = self.view.frame;
        let (x, y) = (
            f64::midpoint(place.min_x, place.max_x) - w / 2.0,
            f64::midpoint(place.min_y, place.max_y) - h / 2.0,
        );
        let around = [
            (x, place.min_y - h - 3.0),
            (x, place.max_y + 3.0),
            (place.max_x + 3.0, y),
            (place.min_x - w - 3.0, y),
            (place.max_x + 3.0, place.min_y - h - 3.0),
            (place.min_x - w - 3.0, place.max_y + 3.0),
            (place.max_x + 3.0, place.max_y + 3.0),
            (place.min_x - w - 3.0, place.min_y - h - 3.0),
            (x, y),
        ];
        let within = |(x, y): (f64, f64)| {
            let x = x.clamp(frame.min_x, (frame.max_x - w).max(frame.min_x));
            let y = y.clamp(frame.min_y, (frame.max_y - h).max(frame.min_y));
            Bounds { min_x: x, min_y: y, max_x: x + w, max_y: y + h }
        };
        let covered = |bounds: &Bounds| -> f64 {
            let shared = self.occupied.iter().filter(|other| other.meets(bounds));
            shared.map(|other| other.shared(*bounds)).map(|one| one.width() * one.height()).sum()
        };
        let best = around.into_iter().map(within).min_by(|a, b| covered(a).total_cmp(&covered(b)));
        let Some(ground) = best else { return Ok(()) };
        self.occupied.push(ground);
        self.canvas.block(ground, symbol::WHITE)?;
        self.canvas.border(ground, &symbol::HAIRLINE)?;
        let kind = Type { size: LABEL, colour: symbol::BLACK, bold: true, upwards: false };
        let centre = Coord {
            x: f64::midpoint(ground.min_x, ground.max_x),
            y: f64::midpoint(ground.min_y, ground.max_y),
        };
        self.canvas.write(words, centre, Anchor::Center, &kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legend_flows_into_rows_that_fit() {
        for language in [Language::En, Language::Zh] {
            let keys = legend(language, true, true);
            let rows = flowed(&keys, 500.0);
            assert_eq!(rows.len(), 8);
            for (key, (_, x)) in keys.iter().zip(&rows) {
                assert!(x + sheet::width(key) <= 500.0, "{}", key.words);
            }
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]), "in order");
        }
    }
}
