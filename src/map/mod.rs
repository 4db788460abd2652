//! An [`Assessment`] as a map for a report: one SVG sheet.
//!
//! | module | decides |
//! |---|---|
//! | `tract` | which classes of land a site has, and the figure of each |
//! | `scene`, `clip` | what there is to see, in metres: land, lines, things, names |
//! | `furniture` | what stands around it: title, headline, legend, scale, source |
//! | `page` | where on the sheet each of them goes, and how metres become pixels |
//! | `symbol` | how each of them looks, in colour and in grey |
//! | `layer` | by which id and title each of them is found in an editor |
//! | `naming`, `road_name` | which names and areas are written, and where that is tried |
//! | `placer`, `label` | which place a label takes: labels do not overlap |
//! | `paint` | the scene as layers |
//! | `sheet`, `legend`, `gauges` | the furniture as layers |
//! | `lettering` | how words on a sheet are set |
//! | `places` | the map of receiving sites |
//! | `chart` | the figures of an assessment as charts |
//!
//! Classes of land differ by colour and by texture, so that the map can be read in grey and by the
//! colour-blind. Totals are the figures of the assessment; only single pieces are measured here.
//! North is up: the frame of a site is azimuthal and centred on it.

pub mod chart;
mod clip;
mod furniture;
mod gauges;
mod label;
mod layer;
mod legend;
mod lettering;
mod naming;
mod page;
mod paint;
mod placer;
mod places;
mod road_name;
mod scene;
mod sheet;
mod symbol;
#[cfg(test)]
mod tests;
mod tract;

use crate::assess::Assessment;
use crate::drawing::{Document, Group, Shape};
use crate::geometry::overlay::OverlayError;
use crate::geometry::Bounds;
use crate::language::Language;
use furniture::Furniture;
use page::Page;
use scene::Scene;

pub use places::{places, Moved};

/// How a map is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Width of the drawing in pixels; everything in it grows with it.
    pub width: u32,
    /// Language of everything but names.
    pub language: Language,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 1200, language: Language::En }
    }
}

/// A map that could not be drawn.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MapError {
    /// There is no site to draw.
    #[error("site {0} has no extent and cannot be drawn")]
    NoExtent(String),
    /// An area could not be cut at the edge of the map.
    #[error("the map cannot be drawn: {0}")]
    Overlay(#[from] OverlayError),
    /// The charting library gave up.
    #[error("the chart cannot be drawn: {0}")]
    Chart(String),
}

/// Draws an assessment as an SVG document.
///
/// # Errors
/// [`MapError`]; no half-drawn map is returned.
pub fn draw(assessment: &Assessment, style: &Style) -> Result<String, MapError> {
    let wanted =
        scene::extent(assessment).ok_or_else(|| MapError::NoExtent(assessment.site.id.clone()))?;
    let lands = tract::of(assessment)?;
    let plan = |shown: Bounds| {
        let scene = Scene::of(assessment, &lands, shown, style.language)?;
        let furniture = Furniture::of(assessment, &lands, &scene, style.language);
        Ok::<_, MapError>((Page::plan(shown, &furniture), furniture))
    };
    // The legend makes room on the sheet, and what fits on the sheet makes the legend.
    let (page, _) = plan(wanted)?;
    let (page, furniture) = plan(page.view.extent)?;
    let scene = Scene::of(assessment, &lands, page.view.extent, style.language)?;
    let mut document = Document::new(&furniture.title, (page::WIDTH, page.height));
    for land in &lands {
        land.class.define(&mut document);
    }
    document.clip(layer::FRAME, page.view.frame);
    document.symbol(layer::mark());
    let mut paper = Group::named("paper").fill(symbol::WHITE);
    paper.draw(Shape::block(page::whole(page.height)));
    document.add(paper);
    document.add(paint::scene(&scene, &page.view));
    document.add(paint::frame(&page.view, style.language));
    document.add(sheet::furniture(&furniture, &page));
    Ok(document.svg(style.width))
}
