//! The scene on the canvas, from the ground up.

use crate::geometry::Region;
use crate::map::ground::Ground;
use crate::map::hatch::Ring;
use crate::map::label::Label;
use crate::map::naming;
use crate::map::page::View;
use crate::map::scene::{Limit, Scene, Way};
use crate::map::svg::{Anchor, Canvas, Type};
use crate::map::symbol::{self, Pen};
use crate::map::MapError;
use crate::model::Shape;
use geo::Coord;

type Drawn = Result<(), MapError>;

/// Width of a road whose width is not known, pixels.
const THIN_ROAD: f64 = 4.0;

/// Draws the map and its frame.
///
/// # Errors
/// [`MapError::Drawing`].
pub fn scene(canvas: &mut Canvas<'_>, scene: &Scene, view: &View) -> Drawn {
    canvas.block(view.frame, symbol::COUNTRY)?;
    for building in &scene.buildings {
        area(canvas, view, building, Some(symbol::BUILDING), &symbol::BUILDING_EDGE)?;
    }
    roads(canvas, view, &scene.roads)?;
    for thing in &scene.neighbours {
        area(canvas, view, &thing.place, None, &symbol::NEIGHBOUR)?;
    }
    grounds(canvas, scene, view)?;
    for shape in &scene.equipment {
        equipment(canvas, view, shape)?;
    }
    limits(canvas, scene, view, |limit| limit != Limit::Clearance)?;
    for label in naming::labels(scene, view) {
        write(canvas, &label)?;
    }
    canvas.border(view.frame, &symbol::FRAME)
}

fn grounds(canvas: &mut Canvas<'_>, scene: &Scene, view: &View) -> Drawn {
    for land in &scene.lands {
        let look = land.ground.look();
        area(canvas, view, &land.region, Some(look.fill), &look.edge())?;
    }
    limits(canvas, scene, view, |limit| limit == Limit::Clearance)?;
    let taking = Ground::Taking.look();
    for obstacle in scene.obstacles.iter().filter(|obstacle| obstacle.is_shape) {
        area(canvas, view, &obstacle.place, Some(taking.fill), &taking.edge())?;
    }
    for line in &scene.parcels {
        canvas.line(&view.line(line), &symbol::PARCEL)?;
    }
    for land in &scene.lands {
        for rings in view.polygons(&land.region) {
            canvas.texture(&rings, &land.ground.look())?;
        }
    }
    Ok(())
}

fn limits(
    canvas: &mut Canvas<'_>,
    scene: &Scene,
    view: &View,
    wanted: impl Fn(Limit) -> bool,
) -> Drawn {
    for (limit, lines) in scene.limits.iter().filter(|(limit, _)| wanted(*limit)) {
        for line in lines {
            canvas.line(&view.line(line), &limit.pen())?;
        }
    }
    Ok(())
}

/// Casings first, then surfaces: crossings stay open.
fn roads(canvas: &mut Canvas<'_>, view: &View, roads: &[Way]) -> Drawn {
    let wide = |pen: Pen, width: f64| Pen { width, ..pen };
    let white = Pen { colour: symbol::WHITE, ..symbol::ROAD_EDGE };
    let thin = || roads.iter().filter(|road| road.surface.is_empty()).flat_map(|road| &road.axis);
    for line in thin() {
        canvas.line(&view.line(line), &wide(symbol::ROAD_EDGE, THIN_ROAD + 1.6))?;
    }
    for line in roads.iter().flat_map(|road| &road.edges) {
        canvas.line(&view.line(line), &symbol::ROAD_EDGE)?;
    }
    for line in thin() {
        canvas.line(&view.line(line), &wide(white, THIN_ROAD))?;
    }
    for rings in roads.iter().flat_map(|road| view.polygons(&road.surface)) {
        canvas.fill(&rings, symbol::WHITE)?;
    }
    Ok(())
}

fn area(
    canvas: &mut Canvas<'_>,
    view: &View,
    region: &Region,
    fill: Option<plotters::style::RGBAColor>,
    edge: &Pen,
) -> Drawn {
    for rings in view.polygons(region) {
        if let Some(colour) = fill {
            canvas.fill(&rings, colour)?;
        }
        for ring in &rings {
            canvas.line(ring, edge)?;
        }
    }
    Ok(())
}

fn equipment(canvas: &mut Canvas<'_>, view: &View, shape: &Shape) -> Drawn {
    match shape {
        Shape::Points(points) => {
            for point in points {
                mark(canvas, view.place(*point))?;
            }
            Ok(())
        }
        Shape::Lines(lines) => {
            for line in lines {
                canvas.line(&view.line(line), &symbol::EQUIPMENT)?;
            }
            Ok(())
        }
        Shape::Area(region) => area(canvas, view, region, Some(symbol::WHITE), &symbol::EQUIPMENT),
    }
}

/// A small ring for equipment without extent.
pub fn mark(canvas: &mut Canvas<'_>, at: Coord<f64>) -> Drawn {
    canvas.dot(at, 3.2, symbol::EQUIPMENT.colour)?;
    canvas.dot(at, 1.7, symbol::WHITE)
}

fn write(canvas: &mut Canvas<'_>, label: &Label) -> Drawn {
    if let Some([from, to]) = label.leader {
        let line: Ring = vec![from, to];
        canvas.line(&line, &symbol::LEADER)?;
        canvas.dot(from, 2.2, symbol::LEADER.colour)?;
    }
    if let Some(veil) = label.veil {
        canvas.block(label.bounds.grown(-1.0), veil)?;
    }
    for line in &label.lines {
        let kind =
            Type { size: line.size, colour: label.colour, bold: line.bold, upwards: label.upwards };
        canvas.write(&line.words, line.middle, Anchor::Center, &kind)?;
    }
    Ok(())
}
