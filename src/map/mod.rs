//! An [`Assessment`] as a map for a report: one SVG sheet.
//!
//! | module | decides |
//! |---|---|
//! | `ground` | which classes of land a site has, and the figure of each |
//! | `scene`, `clip` | what there is to see, in metres: land, lines, things, names |
//! | `furniture` | what stands around it: title, headline, legend, scale, source |
//! | `page` | where on the sheet each of them goes, and how metres become pixels |
//! | `symbol` | how each of them looks, in colour and in grey |
//! | `hatch` | textures, as lines clipped to their area |
//! | `naming`, `road_name` | which names and areas are written, and where that is tried |
//! | `placer` | which place a label takes: labels do not overlap |
//! | `label`, `text` | the words of a label, and how wide they are |
//! | `paint`, `sheet` | the scene, and the furniture, on a canvas |
//! | `svg` | the canvas: lines and polygons as SVG |
//!
//! Classes of land differ by colour and by texture, so that the map can be read in grey and by the
//! colour-blind. Totals are the figures of the assessment; only single pieces are measured here.
//! North is up: the frame of a site is azimuthal and centred on it.

mod clip;
mod furniture;
mod ground;
mod hatch;
mod label;
mod naming;
mod page;
mod paint;
mod placer;
mod places;
mod road_name;
mod scene;
mod sheet;
mod svg;
mod symbol;
#[cfg(test)]
mod tests;
mod text;

use crate::assess::Assessment;
use crate::geometry::overlay::OverlayError;
use crate::geometry::Bounds;
use crate::language::Language;
use furniture::Furniture;
use page::Page;
use scene::Scene;
use svg::Canvas;

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
pub enum MapError {
    /// There is no site to draw.
    #[error("site {0} has no extent and cannot be drawn")]
    NoExtent(String),
    /// An area could not be cut at the edge of the map.
    #[error("the map cannot be drawn: {0}")]
    Overlay(#[from] OverlayError),
    /// The drawing library gave up.
    #[error("the map cannot be drawn: {0}")]
    Drawing(String),
}

/// Draws an assessment as an SVG document.
///
/// # Errors
/// [`MapError`]; no half-drawn map is returned.
pub fn draw(assessment: &Assessment, style: &Style) -> Result<String, MapError> {
    let wanted =
        scene::extent(assessment).ok_or_else(|| MapError::NoExtent(assessment.site.id.clone()))?;
    let lands = ground::of(assessment)?;
    let plan = |shown: Bounds| {
        let scene = Scene::of(assessment, &lands, shown, style.language)?;
        let furniture = Furniture::of(assessment, &lands, &scene, style.language);
        Ok::<_, MapError>((Page::plan(shown, &furniture), furniture))
    };
    // The legend makes room on the sheet, and what fits on the sheet makes the legend.
    let (page, _) = plan(wanted)?;
    let (page, furniture) = plan(page.view.extent)?;
    let scene = Scene::of(assessment, &lands, page.view.extent, style.language)?;
    let size = (page::WIDTH, page.height);
    let mut sheet = String::new();
    let mut canvas = Canvas::on(&mut sheet, size);
    canvas.block(page.sheet(), symbol::WHITE)?;
    paint::scene(&mut canvas, &scene, &page.view)?;
    sheet::furniture(&mut canvas, &furniture, &page)?;
    canvas.finish()?;
    Ok(svg::document(&sheet, &furniture.title, style.width, size))
}
