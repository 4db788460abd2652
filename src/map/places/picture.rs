//! What is drawn on a map of receiving sites.

use super::Moved;
use crate::drawing::{measure, Anchor, Group, Shape};
use crate::geometry::overlay::OverlayError;
use crate::geometry::{Bounds, Region};
use crate::language::Language;
use crate::map::lettering::bold;
use crate::map::page::View;
use crate::map::scene::BoundaryLine;
use crate::map::tract::TractClass;
use crate::map::{clip, layer, paint, symbol};
use crate::model::Shape as Place;
use crate::relocate::{City, Receiving};
use crate::words::map::layer::Layer;
use geo::Coord;

/// Size of labels on the map.
const LABEL: f64 = 14.0;
/// What moves is drawn at least this large, pixels.
const LEAST_MARK: f64 = 9.0;

/// The map being drawn.
pub struct Picture<'a> {
    view: &'a View,
    language: Language,
    /// What labels keep off, in pixels.
    occupied: Vec<Bounds>,
}

impl<'a> Picture<'a> {
    /// Nothing yet.
    #[must_use]
    pub fn new(view: &'a View, language: Language) -> Self {
        Self { view, language, occupied: Vec::new() }
    }

    /// The map without its frame.
    ///
    /// # Errors
    /// [`OverlayError`] from the engine.
    pub fn drawn(
        mut self,
        site: &Region,
        moved: &[Moved<'_>],
        city: &City,
    ) -> Result<Group, OverlayError> {
        let mut map = self.layer("map", Layer::Map).clip(layer::FRAME);
        map.draw(Shape::block(self.view.frame).fill(symbol::COUNTRY).class("country"));
        map.add(self.buildings(city)?);
        map.add(self.parcels(city));
        map.add(self.zones(city));
        let mut own = BoundaryLine::Site.layer(self.language).fill(TractClass::Usable.look().fill);
        self.area(&mut own, site)?;
        map.add(own);
        for one in moved {
            map.add(self.old(one)?);
            for (rank, site) in one.sites.iter().enumerate() {
                map.add(self.receiving(one, rank, site)?);
            }
        }
        let mut labels = self.layer("labels", Layer::Labels);
        for one in moved {
            self.labels(&mut labels, one);
        }
        map.add(labels);
        Ok(map)
    }

    fn layer(&self, id: &'static str, layer: Layer) -> Group {
        paint::titled(id, layer, self.language)
    }

    /// A region in the paint of its group, as far as it is on the map.
    fn area(&self, group: &mut Group, region: &Region) -> Result<(), OverlayError> {
        let seen = clip::region(region, self.view.extent)?;
        for rings in self.view.polygons(&seen) {
            group.draw(Shape::area(&rings));
        }
        Ok(())
    }

    /// The edges of a region, as far as they are on the map.
    fn edges(&self, region: &Region) -> Shape {
        let edges = clip::edges(region, self.view.extent);
        let edges: Vec<_> = edges.iter().map(|line| self.view.line(line)).collect();
        Shape::lines(edges.iter().map(Vec::as_slice))
    }

    /// A region with the texture of a class of land.
    fn textured(
        &self,
        group: &mut Group,
        region: &Region,
        class: TractClass,
    ) -> Result<(), OverlayError> {
        let seen = self.view.polygons(&clip::region(region, self.view.extent)?);
        let look = class.look();
        for rings in &seen {
            group.draw(Shape::area(rings).fill(look.fill).pen(look.edge()));
        }
        if let Some(texture) = class.texture(seen.iter().flatten()) {
            group.draw(texture);
        }
        Ok(())
    }

    fn buildings(&self, city: &City) -> Result<Group, OverlayError> {
        let buildings = self.layer("buildings", Layer::Buildings);
        let mut buildings = buildings.fill(symbol::BUILDING).pen(symbol::BUILDING_EDGE);
        for building in city.buildings_near(self.view.extent) {
            if let Place::Area(region) = &building.shape {
                self.area(&mut buildings, region)?;
            }
        }
        Ok(buildings)
    }

    fn parcels(&self, city: &City) -> Group {
        let mut parcels = self.layer("parcels", Layer::Parcels).pen(symbol::PARCEL);
        for parcel in city.parcels_near(self.view.extent) {
            parcels.draw(self.edges(&parcel.region));
        }
        parcels
    }

    fn zones(&self, city: &City) -> Group {
        let mut zones = self.layer("zones", Layer::ControlZones).pen(symbol::NEIGHBOUR);
        for zone in city.zones_near(self.view.extent) {
            if let Place::Area(region) = &zone.shape {
                zones.draw(self.edges(region));
            }
        }
        zones
    }

    /// What moves, where it stands now.
    fn old(&mut self, one: &Moved<'_>) -> Result<Group, OverlayError> {
        let mut old = Group::named(format!("moved {}", one.label)).class("moved").title(one.label);
        let edge = BoundaryLine::Obstacle.pen();
        self.textured(&mut old, one.old, TractClass::Taking)?;
        old.draw(self.edges(one.old).pen(edge));
        if let Some(bounds) = one.old.bounds() {
            let mut seen = self.view.pixels(bounds);
            // A tank in a view of half a city would not be seen at all.
            let missing = LEAST_MARK - seen.width().max(seen.height());
            if missing > 0.0 {
                seen = seen.grown(missing / 2.0);
                old.draw(Shape::block(seen).fill(TractClass::Taking.look().fill).pen(edge));
            }
            self.occupied.push(seen);
        }
        Ok(old)
    }

    /// A receiving site: its parcel, what is taken of it, and what that keeps clear.
    fn receiving(
        &mut self,
        one: &Moved<'_>,
        rank: usize,
        site: &Receiving,
    ) -> Result<Group, OverlayError> {
        let name = numbered(one.label, rank);
        let mut place = Group::named(format!("place {name}")).class("place").title(name);
        self.textured(&mut place, &site.sterilised, TractClass::Clearance)?;
        place.draw(self.edges(&site.parcel).pen(BoundaryLine::Relocated.pen()));
        if let Some(pad) = &site.pad {
            let mut plot = Group::default().class("plot").fill(symbol::PAD).pen(symbol::PAD_EDGE);
            self.area(&mut plot, pad)?;
            place.add(plot);
            self.occupied.extend(pad.bounds().map(|bounds| self.view.pixels(bounds)));
        }
        Ok(place)
    }

    fn labels(&mut self, labels: &mut Group, one: &Moved<'_>) {
        for (rank, site) in one.sites.iter().enumerate() {
            let place = site.pad.as_ref().unwrap_or(&site.parcel);
            self.label(labels, &numbered(one.label, rank), place);
        }
        if !one.label.is_empty() {
            self.label(labels, one.label, one.old);
        }
    }

    /// Words on a white ground beside a place, where they cover least.
    fn label(&mut self, labels: &mut Group, words: &str, place: &Region) {
        let Some(bounds) = place.bounds() else { return };
        let place = self.view.pixels(bounds);
        let (w, h) = (measure::width(words, LABEL) * 1.06 + 6.0, LABEL * 1.4);
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
        let Some(ground) = best else { return };
        self.occupied.push(ground);
        let mut label = Group::default().class("label");
        label.draw(Shape::block(ground).fill(symbol::WHITE).pen(symbol::HAIRLINE));
        let centre = Coord {
            x: f64::midpoint(ground.min_x, ground.max_x),
            y: f64::midpoint(ground.min_y, ground.max_y),
        };
        label.write(words, centre, Anchor::Middle, &bold(LABEL));
        labels.add(label);
    }
}

/// What a receiving site is called: what moves there, and its rank.
fn numbered(label: &str, rank: usize) -> String {
    let number = rank + 1;
    if label.is_empty() {
        number.to_string()
    } else {
        format!("{label} · {number}")
    }
}
