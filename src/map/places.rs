//! A map of receiving sites: the site, what moves, where it could go, and what that sterilises.

mod key;
mod picture;

use crate::drawing::{measure, Anchor, Document, Group, Shape};
use crate::geometry::{Bounds, Region};
use crate::map::lettering::{left, plain};
use crate::map::page::{self, View};
use crate::map::tract::TractClass;
use crate::map::{gauges, layer, legend, paint, sheet, symbol, MapError, Style};
use crate::model::Shape as Place;
use crate::relocate::{City, Receiving};
use crate::words::map::layer::Layer;
use geo::Coord;
use picture::Picture;

/// Height of the map, pixels.
const HEIGHT: f64 = 760.0;
/// Height of a line below the map.
const LINE: f64 = 19.0;
/// Room for north arrow and scale bar, pixels.
const GAUGES: (f64, f64) = (330.0, 72.0);
/// Room between the map and what is below it.
const GAP: f64 = 14.0;

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
    let language = style.language;
    let view = view(title, site, moved)?;
    let room = page::WIDTH - 2.0 * page::MARGIN - GAUGES.0;
    let notes: Vec<String> =
        notes.iter().flat_map(|note| measure::wrapped(note, page::HEADLINE, room)).collect();
    let seen = |shape: &Place| shape.bounds().is_some_and(|bounds| bounds.meets(&view.extent));
    let keys = key::entries(
        language,
        city.zones_near(view.extent).any(|zone| seen(&zone.shape)),
        city.buildings_near(view.extent).any(|building| seen(&building.shape)),
    );
    let rows = key::flowed(&keys, room);
    let legend_height = page::ROW * rows.last().map_or(0, |(row, _)| row + 1) as f64 + 6.0;
    let below = (legend_height + LINE * notes.len() as f64 + 8.0).max(GAUGES.1);
    let top = view.frame.max_y + GAP;
    let size = (page::WIDTH, (top + below + page::MARGIN).ceil());

    let mut key = Group::named("legend").title(language.layer(Layer::Legend));
    for (entry, (row, x)) in keys.iter().zip(&rows) {
        let y = top + page::ROW * (*row as f64 + 0.5);
        legend::explain(&mut key, entry, Coord { x: page::MARGIN + x, y });
    }
    let mut written = Group::named("notes");
    for (index, note) in notes.iter().enumerate() {
        let y = top + legend_height + LINE * (index as f64 + 0.5);
        written.write(note, left(y), Anchor::Left, &plain(page::HEADLINE));
    }
    let beside = Coord { x: page::MARGIN + room + 40.0, y: view.frame.max_y + 10.0 };
    let mut furniture = Group::named("furniture").title(language.layer(Layer::Furniture));
    furniture.add(sheet::title(title));
    furniture.add(key);
    furniture.add(written);
    furniture.add(gauges::north(beside, language));
    furniture.add(gauges::scale(view.scale, beside, language));

    let mut document = Document::new(title, size).prefix("receiving-");
    for class in [TractClass::Taking, TractClass::Clearance] {
        class.define(&mut document);
    }
    document.clip(layer::FRAME, view.frame);
    let mut paper = Group::named("paper").fill(symbol::WHITE);
    paper.draw(Shape::block(page::whole(size.1)));
    document.add(paper);
    document.add(Picture::new(&view, language).drawn(site, moved, city)?);
    document.add(paint::frame(&view, language));
    document.add(furniture);
    Ok(document.svg(style.width))
}

/// The view of the site and of all that moves and receives.
fn view(title: &str, site: &Region, moved: &[Moved<'_>]) -> Result<View, MapError> {
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
    Ok(View::fit(bounds, frame))
}
