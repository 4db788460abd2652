//! The scene as layers, from the ground up.

use crate::drawing::{Anchor, Group, Pen, Shape, Type};
use crate::geometry::Region;
use crate::language::Language;
use crate::map::label::Label;
use crate::map::page::View;
use crate::map::scene::{BoundaryLine, Scene};
use crate::map::tract::{Tract, TractClass};
use crate::map::{layer, naming, symbol};
use crate::model;
use crate::words::map::layer::Layer;

/// Width of a road whose width is not known, pixels.
const THIN_ROAD: f64 = 4.0;

/// The map without its frame.
#[must_use]
pub fn scene(scene: &Scene, view: &View) -> Group {
    let language = scene.language;
    let mut map = titled("map", Layer::Map, language).clip(layer::FRAME);
    map.draw(Shape::block(view.frame).fill(symbol::COUNTRY).class("country"));
    map.add(buildings(scene, view));
    map.add(roads(scene, view));
    map.add(neighbours(scene, view));
    grounds(&mut map, scene, view);
    map.add(parcels(scene, view));
    limits(&mut map, scene, view, |limit| limit == BoundaryLine::Clearance);
    map.add(obstacles(scene, view));
    // A hatch on the obstacles, as far as they stand on usable land.
    for taking in scene.lands.iter().filter(|land| land.class == TractClass::Taking) {
        map.add(land(taking, view, language));
    }
    map.add(equipment(scene, view));
    limits(&mut map, scene, view, |limit| limit != BoundaryLine::Clearance);
    map.add(labels(scene, view));
    map
}

/// The edge of the map.
#[must_use]
pub fn frame(view: &View, language: Language) -> Group {
    let mut frame = titled("frame", Layer::Frame, language).pen(symbol::FRAME);
    frame.draw(Shape::block(view.frame));
    frame
}

/// A layer under its id, with its title.
pub fn titled(id: &'static str, layer: Layer, language: Language) -> Group {
    Group::named(id).title(language.layer(layer))
}

/// A region in the paint of its group, a shape for each of its pieces.
fn draw(group: &mut Group, region: &Region, view: &View) {
    for rings in view.polygons(region) {
        group.draw(Shape::area(&rings));
    }
}

fn buildings(scene: &Scene, view: &View) -> Group {
    let buildings = titled("buildings", Layer::Buildings, scene.language);
    let mut buildings = buildings.fill(symbol::BUILDING).pen(symbol::BUILDING_EDGE);
    for building in &scene.buildings {
        draw(&mut buildings, building, view);
    }
    buildings
}

/// Casings first, then surfaces: crossings stay open.
fn roads(scene: &Scene, view: &View) -> Group {
    let edge = symbol::ROAD_EDGE;
    let mut casings = Group::default().class("casing").pen(edge);
    for road in &scene.roads {
        for line in road.axis.iter().filter(|_| road.surface.is_empty()) {
            let pen = Pen::solid(edge.colour, THIN_ROAD + edge.width);
            casings.draw(Shape::line(&view.line(line)).pen(pen));
        }
        for line in &road.edges {
            casings.draw(Shape::line(&view.line(line)));
        }
    }
    let mut surfaces = Group::default().class("surface").fill(symbol::WHITE);
    for road in &scene.roads {
        for line in road.axis.iter().filter(|_| road.surface.is_empty()) {
            let pen = Pen::solid(symbol::WHITE, THIN_ROAD);
            surfaces.draw(Shape::line(&view.line(line)).pen(pen));
        }
        draw(&mut surfaces, &road.surface, view);
    }
    let mut roads = titled("roads", Layer::Roads, scene.language);
    roads.add(casings);
    roads.add(surfaces);
    roads
}

fn neighbours(scene: &Scene, view: &View) -> Group {
    let neighbours = titled("facilities", Layer::OtherFacilities, scene.language);
    let mut neighbours = neighbours.pen(symbol::NEIGHBOUR);
    for thing in &scene.neighbours {
        for rings in view.polygons(&thing.place) {
            neighbours.draw(Shape::area(&rings).title(&thing.name));
        }
    }
    neighbours
}

/// All classes of land but what is under obstacles.
fn grounds(map: &mut Group, scene: &Scene, view: &View) {
    let language = scene.language;
    let mut remnant = titled("remnant", Layer::Remnants, language).class("ledger remnant");
    for one in scene.lands.iter().filter(|land| land.class != TractClass::Taking) {
        let layer = land(one, view, language);
        if one.class.is_remnant() {
            remnant.add(layer);
        } else {
            map.add(layer);
        }
    }
    map.add(remnant);
}

/// The layer of a class: its pieces, and one texture over all of them.
fn land(land: &Tract, view: &View, language: Language) -> Group {
    let mut layer = land.class.layer(language);
    let pieces = view.polygons(&land.region);
    // What is taken has the colour of the obstacles it lies on.
    for rings in pieces.iter().filter(|_| land.class != TractClass::Taking) {
        layer.draw(Shape::area(rings));
    }
    if let Some(texture) = land.class.texture(pieces.iter().flatten()) {
        layer.draw(texture);
    }
    layer
}

fn parcels(scene: &Scene, view: &View) -> Group {
    let mut parcels = titled("parcels", Layer::Parcels, scene.language).pen(symbol::PARCEL);
    for (id, edges) in &scene.parcels {
        let edges: Vec<_> = edges.iter().map(|line| view.line(line)).collect();
        parcels.draw(Shape::lines(edges.iter().map(Vec::as_slice)).title(id));
    }
    parcels
}

fn limits(map: &mut Group, scene: &Scene, view: &View, wanted: impl Fn(BoundaryLine) -> bool) {
    for (limit, region) in scene.limits.iter().filter(|(limit, _)| wanted(*limit)) {
        let mut layer = limit.layer(scene.language);
        draw(&mut layer, region, view);
        map.add(layer);
    }
}

/// Each obstacle is a group of its own.
fn obstacles(scene: &Scene, view: &View) -> Group {
    let mut obstacles =
        BoundaryLine::Obstacle.layer(scene.language).fill(TractClass::Taking.look().fill);
    for thing in scene.obstacles.iter().filter(|thing| thing.is_shape) {
        let words: Vec<&str> = [Some(&thing.name), thing.note.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let obstacle = Group::named(format!("obstacle-{}", thing.id)).class("obstacle");
        let mut obstacle = obstacle.title(words.join(" · "));
        draw(&mut obstacle, &thing.place, view);
        if let Some(drawn) = &thing.drawn {
            draw(&mut obstacle, drawn, view);
        }
        obstacles.add(obstacle);
    }
    obstacles
}

fn equipment(scene: &Scene, view: &View) -> Group {
    let equipment = titled("equipment", Layer::Equipment, scene.language);
    let mut equipment = equipment.pen(symbol::EQUIPMENT);
    for shape in &scene.equipment {
        match shape {
            model::Shape::Points(points) => {
                for point in points {
                    equipment.copy(layer::MARK, view.place(*point));
                }
            }
            model::Shape::Lines(lines) => {
                for line in lines {
                    equipment.draw(Shape::line(&view.line(line)));
                }
            }
            model::Shape::Area(region) => {
                for rings in view.polygons(region) {
                    equipment.draw(Shape::area(&rings).fill(symbol::WHITE));
                }
            }
        }
    }
    equipment
}

fn labels(scene: &Scene, view: &View) -> Group {
    let mut labels = titled("labels", Layer::Labels, scene.language);
    for label in naming::labels(scene, view) {
        labels.add(written(&label));
    }
    labels
}

fn written(label: &Label) -> Group {
    let mut group = Group::default().class("label");
    if let Some([from, to]) = label.leader {
        group.draw(Shape::line(&[from, to]).pen(symbol::LEADER));
        group.draw(Shape::disc(from, 2.2).fill(symbol::LEADER.colour));
    }
    if let Some(veil) = label.veil {
        group.draw(Shape::block(label.bounds.grown(-1.0)).fill(veil));
    }
    for line in &label.lines {
        let kind =
            Type { size: line.size, colour: label.colour, bold: line.bold, upwards: label.upwards };
        group.write(&line.words, line.middle, Anchor::Middle, &kind);
    }
    group
}
