//! The layers of a map: the ids, classes and titles by which an editor or a script finds them.
//!
//! Ids are words of the trade and the same in every language; titles are in that of the map.

use crate::carve::Loss;
use crate::drawing::{Document, Group, Pen, Ring, Shape};
use crate::language::Language;
use crate::map::scene::BoundaryLine;
use crate::map::symbol;
use crate::map::tract::TractClass;
use crate::model::Remnant;
use crate::words::map::layer::{Land, Layer};

/// What maps are clipped to.
pub const FRAME: &str = "map-frame";
/// The symbol of equipment without extent.
pub const MARK: &str = "equipment-mark";

impl TractClass {
    const fn id(self) -> &'static str {
        match self {
            Self::Setback => "setback",
            Self::Poor => "unusable",
            Self::Context => "context",
            Self::Usable => "usable",
            Self::Taking => "taking",
            Self::Clearance => "clearance",
            Self::Access => "access",
            Self::Narrow => "narrow",
            Self::Small => "small",
            Self::Landlocked => "landlocked",
        }
    }

    /// The name of its texture.
    const fn hatch(self) -> &'static str {
        match self {
            Self::Setback => "hatch-setback",
            Self::Poor => "hatch-unusable",
            Self::Context => "hatch-context",
            Self::Usable => "hatch-usable",
            Self::Taking => "hatch-taking",
            Self::Clearance => "hatch-clearance",
            Self::Access => "hatch-access",
            Self::Narrow => "hatch-narrow",
            Self::Small => "hatch-small",
            Self::Landlocked => "hatch-landlocked",
        }
    }

    /// What the class is called by.
    #[must_use]
    pub(crate) const fn land(self) -> Land {
        match self {
            Self::Setback => Land::Setback,
            Self::Poor => Land::Poor,
            Self::Context => Land::Context,
            Self::Usable => Land::Usable,
            Self::Taking => Land::Lost(Loss::Taking),
            Self::Clearance => Land::Lost(Loss::Clearance),
            Self::Access => Land::Lost(Loss::Access),
            Self::Narrow => Land::Lost(Loss::Remnant(Remnant::Narrow)),
            Self::Small => Land::Lost(Loss::Remnant(Remnant::Small)),
            Self::Landlocked => Land::Lost(Loss::Remnant(Remnant::Landlocked)),
        }
    }

    /// The layer of this class.
    #[must_use]
    pub fn layer(self, language: Language) -> Group {
        let look = self.look();
        let class = if self.is_lost() { "ledger" } else { "land" };
        Group::named(self.id())
            .class(format!("{class} {}", self.id()))
            .title(language.layer(Layer::Land(self.land())))
            .fill(look.fill)
            .pen(look.edge())
    }

    /// The texture of this class on an area, if it has one.
    #[must_use]
    pub fn texture<'a>(self, rings: impl IntoIterator<Item = &'a Ring>) -> Option<Shape> {
        self.look().texture?;
        Some(Shape::area(rings).texture(self.hatch()).pen(Pen::NONE).class("hatch"))
    }

    /// Defines its texture in a document.
    pub fn define(self, document: &mut Document) {
        let look = self.look();
        if let Some(texture) = look.texture {
            document.texture(self.hatch(), texture, look.ink);
        }
    }
}

impl BoundaryLine {
    /// The layer of this line.
    #[must_use]
    pub fn layer(self, language: Language) -> Group {
        let (id, layer) = match self {
            Self::Site => ("site", Layer::Site),
            Self::BuildingLine => ("envelope", Layer::Envelope),
            Self::Clearance => ("reach", Layer::Reach),
            Self::Relocated => ("relocation", Layer::Relocation),
            Self::Rectangle => ("layout", Layer::Layout),
            Self::Obstacle => ("obstacles", Layer::Obstacles),
            Self::Gap => ("gaps", Layer::Gaps),
        };
        Group::named(id).class("limit").title(language.layer(layer)).pen(self.pen())
    }
}

/// The symbol of equipment without extent: a small ring.
#[must_use]
pub fn mark() -> Group {
    let centre = geo::Coord { x: 0.0, y: 0.0 };
    let mut mark = Group::named(MARK);
    mark.draw(Shape::disc(centre, 2.45).fill(symbol::WHITE).pen(symbol::MARK));
    mark
}
