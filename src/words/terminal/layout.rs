//! What can be laid out.

use super::{NONE, NOTHING};
use crate::carve::Layout;
use crate::language::Language;
use crate::model::Building;
use crate::units::grouped;

/// The sides of the largest rectangle.
pub(crate) fn rectangle(layout: &Layout) -> String {
    let sides =
        |one: crate::geometry::rectangle::Rectangle| Language::En.sides(one.width, one.depth);
    layout.rectangle.map_or_else(|| NONE.to_owned(), sides)
}

/// The largest circle.
pub(crate) fn circle(layout: &Layout) -> String {
    format!("{} m across", grouped(layout.circle.get(), 0))
}

/// The building that is placed.
pub(crate) fn buildings(building: &Building) -> String {
    format!("buildings of {}", Language::En.building(building))
}

/// How compact the land is.
pub(crate) fn compactness(layout: &Layout) -> String {
    let indices = layout.indices.as_ref();
    indices.map_or_else(|| NOTHING.to_owned(), |indices| grouped(indices.polsby_popper, 2))
}
