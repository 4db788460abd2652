//! What is written on a map, and where it is tried: obstacles first, then land, neighbours, roads.
//!
//! A label that finds no place is left out; its figure is still in the legend or the report.

use crate::drawing::measure;
use crate::geometry::{inscribed, Bounds, Region};
use crate::map::label::{self, Label, Words};
use crate::map::page::View;
use crate::map::placer::Placer;
use crate::map::scene::{Scene, Thing};
use crate::map::symbol::Look;
use crate::map::tract::TractClass;
use crate::map::{road_name, symbol};
use geo::{Centroid, Coord};

/// More obstacles than this are not named: the map would be all names.
const MOST_NAMED: usize = 40;
/// Longest name, pixels.
const LONGEST: f64 = 200.0;
/// Labels outside their place stand this far from it.
const STEPS: [f64; 5] = [10.0, 24.0, 44.0, 72.0, 110.0];
/// Obstacles smaller than this get a number only, square pixels.
const TINY: f64 = 400.0;
/// Rows and columns of places tried in a piece that is hard to label.
const GRID: u8 = 16;
/// Eight directions, the level ones first.
const AROUND: [(f64, f64); 8] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (1.0, -1.0),
    (-1.0, -1.0),
    (1.0, 1.0),
    (-1.0, 1.0),
];

/// Eight more between them.
const BETWEEN: [(f64, f64); 8] = [
    (1.0, -0.5),
    (-1.0, -0.5),
    (1.0, 0.5),
    (-1.0, 0.5),
    (0.5, -1.0),
    (-0.5, -1.0),
    (0.5, 1.0),
    (-0.5, 1.0),
];

/// All labels of a scene.
#[must_use]
pub fn labels(scene: &Scene, view: &View) -> Vec<Label> {
    let mut placer = Placer::new(scene, view);
    let mut obstacles: Vec<&Thing> = scene.obstacles.iter().collect();
    obstacles.sort_by(|a, b| b.place.area().get().total_cmp(&a.place.area().get()));
    for obstacle in obstacles.into_iter().take(MOST_NAMED) {
        placer.obstacle(obstacle);
    }
    for land in &scene.lands {
        if land.class == TractClass::Usable {
            for piece in land.region.pieces() {
                placer.usable(land.class.look(), &piece);
            }
        }
    }
    for ((class, piece), number) in scene.remnants.iter().zip(1..) {
        placer.remnant(number, class.look(), piece);
    }
    for thing in &scene.neighbours {
        placer.neighbour(thing);
    }
    for label in road_name::candidates(scene, view) {
        placer.first(label);
    }
    placer.placed
}

impl Placer<'_> {
    fn obstacle(&mut self, thing: &Thing) {
        let Some((heart, _)) = self.heart(&thing.place) else { return };
        let name = measure::shortened(&thing.name, 13.0, LONGEST);
        let mut lines = vec![(name, 13.0, true)];
        lines.extend(thing.note.clone().map(|note| (note, 11.5, false)));
        let mut words = Words { lines, colour: symbol::BLACK, veil: symbol::WHITE };
        if thing.is_shape && !speaks(&thing.name) && self.size(&thing.place) < TINY {
            words = Words::plain(&thing.name, 11.0, symbol::BLACK);
        }
        let mut candidates = self.central(&words, &thing.place);
        candidates.push(words.at(heart));
        if let Some(bounds) = thing.place.bounds() {
            candidates.extend(beside(&words, self.view.pixels(bounds)));
        }
        let anchor = candidates.first().map_or(heart, |label| middle(label.bounds));
        self.cheapest(candidates, anchor, &thing.place);
    }

    /// The area of a piece of usable land, in it if there is room.
    fn usable(&mut self, look: Look, piece: &Region) {
        let area = self.scene.language.area(self.scene.unit, piece.area().get());
        let bare = vec![(area.clone(), 12.5, true)];
        let said = vec![(self.scene.language.usable().to_owned(), 12.0, false), (area, 14.0, true)];
        for lines in [said, bare] {
            let words = Words { lines, colour: symbol::BLACK, veil: look.fill };
            if self.inside(&words, piece) {
                return;
            }
        }
    }

    /// Number and area of a piece that is left over, in it or beside it if it is large enough for that.
    fn remnant(&mut self, number: usize, look: Look, piece: &Region) {
        let area = self.scene.language.area(self.scene.unit, piece.area().get());
        let area = self.scene.language.numbered(number, &area);
        let words = Words { veil: look.fill, ..Words::plain(&area, 11.5, look.ink) };
        let (across, down) = words.size();
        if self.size(piece) < 1.2 * across * down || self.inside(&words, piece) {
            return;
        }
        let Some((heart, _)) = self.heart(piece) else { return };
        let words = Words { veil: symbol::WHITE, ..words };
        self.cheapest(beside(&words, label::around(heart, 2.0, 2.0)), heart, piece);
    }

    /// Places a label within a region if there is room: in its middle, around the middle of its
    /// widest part, upwards there, or anywhere.
    fn inside(&mut self, words: &Words, region: &Region) -> bool {
        let Some((heart, radius)) = self.heart(region) else { return false };
        let mut candidates = self.central(words, region);
        let anchor = candidates.first().map_or(heart, |label| middle(label.bounds));
        let shifted: Vec<Coord<f64>> =
            shifts(radius).map(|(x, y)| Coord { x: heart.x + x, y: heart.y + y }).collect();
        candidates.extend(shifted.iter().map(|at| words.at(*at)));
        if words.lines.len() == 1 {
            candidates.extend(shifted.iter().map(|at| words.upwards_at(*at)));
        }
        let fits =
            |label: &Label| self.is_free(label.bounds) && self.is_within(label.bounds, region);
        candidates.retain(fits);
        if candidates.is_empty() {
            candidates = self.everywhere(words, region);
            candidates.retain(fits);
        }
        let has_room = !candidates.is_empty();
        self.cheapest(candidates, anchor, region);
        has_room
    }

    fn neighbour(&mut self, thing: &Thing) {
        if !speaks(&thing.name) {
            return;
        }
        let Some((heart, _)) = self.heart(&thing.place) else { return };
        let name = measure::shortened(&thing.name, 11.5, LONGEST);
        self.first(vec![Words::plain(&name, 11.5, symbol::GREY).at(heart)]);
    }

    /// The label in the very middle of a region, if it lies within it there.
    fn central(&self, words: &Words, region: &Region) -> Vec<Label> {
        let centroid = region.as_multi_polygon().centroid();
        centroid
            .map(|point| words.at(self.view.place(point.0)))
            .into_iter()
            .filter(|label| self.is_within(label.bounds, region))
            .collect()
    }

    /// The label all over a region.
    fn everywhere(&self, words: &Words, region: &Region) -> Vec<Label> {
        let Some(bounds) = region.bounds().map(|bounds| self.view.pixels(bounds)) else {
            return Vec::new();
        };
        let share = |index: u8| (f64::from(index) + 0.5) / f64::from(GRID);
        (0..GRID)
            .flat_map(|row| (0..GRID).map(move |column| (column, row)))
            .map(|(column, row)| {
                words.at(Coord {
                    x: bounds.min_x + bounds.width() * share(column),
                    y: bounds.min_y + bounds.height() * share(row),
                })
            })
            .collect()
    }

    /// Area of a region in square pixels.
    fn size(&self, region: &Region) -> f64 {
        region.area().get() * self.view.scale * self.view.scale
    }

    /// Centre and radius of the largest circle in a region, in pixels.
    fn heart(&self, region: &Region) -> Option<(Coord<f64>, f64)> {
        let circle = inscribed::largest_circle(region, 1.0 / self.view.scale)?;
        Some((self.view.place(circle.centre), circle.radius * self.view.scale))
    }
}

/// Places within a circle: its middle, then around it.
fn shifts(radius: f64) -> impl Iterator<Item = (f64, f64)> {
    let around = [0.35, 0.7]
        .into_iter()
        .flat_map(move |share| AROUND.map(|(x, y)| (x * share * radius, y * share * radius)));
    std::iter::once((0.0, 0.0)).chain(around)
}

/// The label on all sides of a box, nearer places first.
fn beside(words: &Words, place: Bounds) -> Vec<Label> {
    let (across, down) = words.size();
    let middle = middle(place);
    let w = f64::midpoint(place.width(), across);
    let h = f64::midpoint(place.height(), down);
    STEPS
        .into_iter()
        .flat_map(|step| {
            AROUND.into_iter().chain(BETWEEN).map(move |(x, y)| {
                words.at(Coord { x: middle.x + x * (w + step), y: middle.y + y * (h + step) })
            })
        })
        .collect()
}

/// Whether a label says more than a number would.
fn speaks(name: &str) -> bool {
    name.chars().any(measure::is_wide) || name.chars().filter(|c| c.is_alphabetic()).count() > 2
}

fn middle(b: Bounds) -> Coord<f64> {
    Coord { x: f64::midpoint(b.min_x, b.max_x), y: f64::midpoint(b.min_y, b.max_y) }
}
