//! A map of receiving sites: the site, what moves, where it could go, and what that sterilises.

use crate::geometry::{Bounds, Region};
use crate::map::ground::Ground;
use crate::map::page::{self, View};
use crate::map::scene::Limit;
use crate::map::svg::{self, Anchor, Canvas, Type};
use crate::map::symbol::{self, Pen};
use crate::map::{clip, sheet, text, MapError, Style};
use crate::relocate::{City, Receiving};
use geo::Coord;

type Drawn = Result<(), MapError>;

/// Height of the map, pixels.
const HEIGHT: f64 = 760.0;
/// Height of a line below the map.
const LINE: f64 = 19.0;
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
    let below = (LINE * notes.len() as f64 + 8.0).max(GAUGES.1);
    let size = (page::WIDTH, (frame.max_y + 14.0 + below + page::MARGIN).ceil());
    let mut drawing = String::new();
    let mut canvas = Canvas::on(&mut drawing, size);
    let whole = Bounds { min_x: 0.0, min_y: 0.0, max_x: size.0, max_y: size.1 };
    canvas.block(whole, symbol::WHITE)?;
    canvas.block(frame, symbol::COUNTRY)?;
    let mut picture = Picture { canvas: &mut canvas, view: &view };
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
    for (index, note) in notes.iter().enumerate() {
        let y = frame.max_y + 14.0 + LINE * (index as f64 + 0.5);
        let plain = Type { size: page::HEADLINE, bold: false, ..bold };
        canvas.write(note, left(y), Anchor::Left, &plain)?;
    }
    let gauges = Coord { x: page::WIDTH - page::MARGIN - GAUGES.0 + 40.0, y: frame.max_y + 10.0 };
    sheet::north(&mut canvas, gauges)?;
    sheet::scale(&mut canvas, view.scale, gauges)?;
    canvas.finish()?;
    Ok(svg::document(&drawing, title, style.width, size))
}

struct Picture<'c, 'b, 'v> {
    canvas: &'c mut Canvas<'b>,
    view: &'v View,
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
            if let crate::model::Shape::Area(region) = &building.shape {
                self.area(region, symbol::BUILDING, &symbol::BUILDING_EDGE)?;
            }
        }
        for parcel in city.parcels_near(self.view.extent) {
            self.edges(&parcel.region, &symbol::PARCEL)?;
        }
        for zone in city.zones_near(self.view.extent) {
            if let crate::model::Shape::Area(region) = &zone.shape {
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
        for site in one.sites {
            self.textured(&site.sterilised, Ground::Clearance)?;
            self.edges(&site.parcel, &Limit::Relocated.pen())?;
            if let Some(pad) = &site.pad {
                self.area(pad, Ground::Access.look().fill, &Limit::Obstacle.pen())?;
            }
        }
        Ok(())
    }

    fn labels(&mut self, one: &Moved<'_>) -> Drawn {
        for (rank, site) in one.sites.iter().enumerate() {
            let place = site.pad.as_ref().unwrap_or(&site.parcel).label_point();
            if let Some(at) = place {
                let number = (rank + 1).to_string();
                let words = if one.label.is_empty() {
                    number
                } else {
                    format!("{} {number}", one.label)
                };
                self.label(&words, at)?;
            }
        }
        match one.old.label_point() {
            Some(at) if !one.label.is_empty() => self.label(one.label, at),
            _ => Ok(()),
        }
    }

    /// Words on a white ground, over everything.
    fn label(&mut self, words: &str, at: Coord<f64>) -> Drawn {
        const SIZE: f64 = 14.0;
        let centre = self.view.place(at);
        let width = text::width(words, SIZE) * 1.06;
        let ground = Bounds {
            min_x: centre.x - width / 2.0 - 3.0,
            max_x: centre.x + width / 2.0 + 3.0,
            min_y: centre.y - SIZE * 0.7,
            max_y: centre.y + SIZE * 0.7,
        };
        self.canvas.block(ground, symbol::WHITE)?;
        self.canvas.border(ground, &symbol::HAIRLINE)?;
        let kind = Type { size: SIZE, colour: symbol::BLACK, bold: true, upwards: false };
        self.canvas.write(words, centre, Anchor::Center, &kind)
    }
}
