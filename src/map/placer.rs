//! Which place a label takes: a free one that hides little.
//!
//! Labels do not overlap and stay in the frame.

use crate::geometry::{Bounds, Region};
use crate::map::clip::Polyline;
use crate::map::clip::{self, length};
use crate::map::label::Label;
use crate::map::page::View;
use crate::map::scene::{BoundaryLine, Scene};
use crate::model::Shape;
use geo::Coord;

/// How far a leader goes into its place.
const ENTRY: f64 = 8.0;

/// Labels placed so far, and what they had better not cover.
pub struct Placer<'a> {
    /// What is on the map.
    pub scene: &'a Scene,
    /// Where it is on the sheet.
    pub view: &'a View,
    /// Labels with their places.
    pub placed: Vec<Label>,
    /// Boxes that had better not be covered.
    marks: Vec<Bounds>,
    /// The boundary of the site in pixels.
    boundary: Vec<Polyline>,
}

impl<'a> Placer<'a> {
    /// No labels yet.
    #[must_use]
    pub fn new(scene: &'a Scene, view: &'a View) -> Self {
        let boxed = |shape: &Shape| shape.bounds().map(|bounds| view.pixels(bounds).grown(4.0));
        let small = |bounds: &Bounds| bounds.width().max(bounds.height()) < 80.0;
        let marks = scene.equipment.iter().filter_map(boxed).filter(small).collect();
        let boundary = scene
            .limits
            .iter()
            .filter(|(limit, _)| *limit == BoundaryLine::Site)
            .flat_map(|(_, region)| region.rings().map(|ring| view.line(&ring.0)))
            .collect();
        Self { scene, view, placed: Vec::new(), marks, boundary }
    }

    /// Whether a label may stand there.
    #[must_use]
    pub fn is_free(&self, bounds: Bounds) -> bool {
        self.view.frame.grown(-4.0).contains(&bounds)
            && !self.placed.iter().any(|label| label.bounds.meets(&bounds))
    }

    /// Takes the first free label of a list.
    pub fn first(&mut self, candidates: Vec<Label>) {
        let free = candidates.into_iter().find(|label| self.is_free(label.bounds));
        self.placed.extend(free);
    }

    /// Takes the cheapest free label of a list; a label away from its place gets a leader.
    pub fn cheapest(&mut self, candidates: Vec<Label>, anchor: Coord<f64>, own: &Region) {
        let best = candidates
            .into_iter()
            .filter(|label| self.is_free(label.bounds))
            .map(|label| (self.cost(&label, anchor, own), label))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, mut label)) = best else { return };
        if !clip::holds(label.bounds, anchor) && !self.is_within(label.bounds, own) {
            let end = nearest(label.bounds, anchor);
            label.leader = Some([self.just_inside(own, end, anchor), end]);
        }
        self.placed.push(label);
    }

    /// Where a line that comes from outside has just entered a region on its way to a point in it.
    fn just_inside(&self, region: &Region, from: Coord<f64>, to: Coord<f64>) -> Coord<f64> {
        let length = (to.x - from.x).hypot(to.y - from.y);
        let at = |share: f64| from + (to - from) * share.min(1.0);
        let steps = (0..=100_u8).map(|step| f64::from(step) / 100.0);
        let entered = steps.into_iter().find(|share| region.contains(self.view.ground(at(*share))));
        let deep = ENTRY / length.max(ENTRY);
        entered
            .map(|share| at(share + deep))
            .filter(|point| region.contains(self.view.ground(*point)))
            .unwrap_or(to)
    }

    /// What a label covers and how far it is from its place.
    fn cost(&self, label: &Label, anchor: Coord<f64>, own: &Region) -> f64 {
        let near = nearest(label.bounds, anchor);
        let distance = (near.x - anchor.x).hypot(near.y - anchor.y);
        let marks = self.marks.iter().filter(|mark| mark.meets(&label.bounds)).count() as f64;
        let meet = |line: &[Coord<f64>], bounds: Bounds| !clip::line(line, bounds).is_empty();
        let crossed = self
            .placed
            .iter()
            .filter(|other| {
                meet(&[near, anchor], other.bounds)
                    || other.leader.is_some_and(|leader| meet(&leader, label.bounds))
            })
            .count() as f64;
        let boundary: f64 = self
            .boundary
            .iter()
            .flat_map(|line| clip::line(line, label.bounds))
            .map(|part| 40.0 + length(&part))
            .sum();
        let hidden = self.hides(label.bounds, own);
        let covered: f64 = samples(label.bounds)
            .map(|p| self.view.ground(p))
            .filter(|p| !own.contains(*p))
            .map(|p| self.worth(p))
            .sum();
        let faults = 45.0 * marks + 60.0 * crossed + boundary + 90.0 * hidden;
        distance + faults + covered
    }

    /// Share of a region that a box hides, as far as the box does not simply lie within it.
    fn hides(&self, bounds: Bounds, region: &Region) -> f64 {
        let Some(place) = region.bounds().map(|place| self.view.pixels(place)) else { return 0.0 };
        if self.is_within(bounds, region) {
            return 0.0;
        }
        let common = place.shared(bounds);
        let area = |b: Bounds| b.width().max(0.0) * b.height().max(0.0);
        if common.width() <= 0.0 {
            return 0.0;
        }
        area(common) / area(place).max(1.0)
    }

    /// How much is hidden by covering a point.
    fn worth(&self, p: Coord<f64>) -> f64 {
        if self.scene.obstacles.iter().any(|thing| thing.is_shape && thing.place.contains(p)) {
            return 14.0;
        }
        let land = self.scene.lands.iter().find(|land| land.region.contains(p));
        match land.map(|land| land.class) {
            Some(class) if class.is_lost() => 9.0,
            _ => 0.0,
        }
    }

    /// Whether a box lies within a region, as far as some points of it tell.
    #[must_use]
    pub fn is_within(&self, bounds: Bounds, region: &Region) -> bool {
        samples(bounds.grown(-2.0)).all(|p| region.contains(self.view.ground(p)))
    }
}

/// The point of a box nearest to another point.
fn nearest(bounds: Bounds, p: Coord<f64>) -> Coord<f64> {
    Coord { x: p.x.clamp(bounds.min_x, bounds.max_x), y: p.y.clamp(bounds.min_y, bounds.max_y) }
}

/// Five times three points over a box, its corners among them.
fn samples(b: Bounds) -> impl Iterator<Item = Coord<f64>> {
    (0..15_u8).map(move |index| Coord {
        x: b.min_x + b.width() * f64::from(index % 5) / 4.0,
        y: b.min_y + b.height() * f64::from(index / 5) / 2.0,
    })
}
