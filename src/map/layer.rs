//! The layers of a map: the ids, classes and titles by which an editor or a script finds them.
//!
//! Ids are words of the trade and the same in every language; titles are in that of the map.

use crate::drawing::{Document, Group, Pen, Ring, Shape};
use crate::language::Language;
use crate::map::scene::BoundaryLine;
use crate::map::symbol;
use crate::map::tract::TractClass;

/// What maps are clipped to.
pub const FRAME: &str = "map-frame";
/// The symbol of equipment without extent.
pub const MARK: &str = "equipment-mark";

impl TractClass {
    const fn id(self) -> &'static str {
        match self {
            Self::Setback => "setback",
            Self::Poor => "unusable",
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
            Self::Usable => "hatch-usable",
            Self::Taking => "hatch-taking",
            Self::Clearance => "hatch-clearance",
            Self::Access => "hatch-access",
            Self::Narrow => "hatch-narrow",
            Self::Small => "hatch-small",
            Self::Landlocked => "hatch-landlocked",
        }
    }

    const fn title(self, language: Language) -> &'static str {
        match self {
            Self::Setback => language.say("Setback", "退界"),
            Self::Poor => language.say("Unusable in any case", "本不可用"),
            Self::Usable => language.say("Usable land", "可用地"),
            Self::Taking => language.say("Taking: usable land under obstacles", "占地"),
            Self::Clearance => language.say("Clearance and new setback", "安全间距与新退界"),
            Self::Access => language.say("Access corridors", "通道"),
            Self::Narrow => language.say("Remnants, too narrow", "边角地：过窄"),
            Self::Small => language.say("Remnants, too small", "边角地：过小"),
            Self::Landlocked => language.say("Remnants, landlocked", "边角地：不可到达"),
        }
    }

    /// The layer of this class.
    #[must_use]
    pub fn layer(self, language: Language) -> Group {
        let look = self.look();
        let class = if self.is_lost() { "ledger" } else { "land" };
        Group::named(self.id())
            .class(format!("{class} {}", self.id()))
            .title(self.title(language))
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
        let (id, title) = match self {
            Self::Site => ("site", language.say("Site", "项目用地")),
            Self::BuildingLine => {
                ("envelope", language.say("Envelope: the building line", "建筑退界线"))
            }
            Self::Clearance => ("reach", language.say("Reach of clearances", "间距范围")),
            Self::Relocated => ("relocation", language.say("Usable after moving", "迁建后可用地")),
            Self::Rectangle => ("layout", language.say("Layout: largest rectangle", "最大矩形")),
            Self::Obstacle => ("obstacles", language.say("Obstacles", "制约要素")),
            Self::Gap => ("gaps", language.say("Gaps closed", "已闭合的缝隙")),
        };
        Group::named(id).class("limit").title(title).pen(self.pen())
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
