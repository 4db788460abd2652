//! Edges of a site and their setbacks.

use crate::carve::edges::{SetbackSource, Unclear, Why};
use crate::language::Language;
use crate::model::EdgeClass;
use crate::settings::Parameter;

/// Points of the compass, clockwise from north.
const COMPASS: [(&str, &str); 8] = [
    ("N", "北"),
    ("NE", "东北"),
    ("E", "东"),
    ("SE", "东南"),
    ("S", "南"),
    ("SW", "西南"),
    ("W", "西"),
    ("NW", "西北"),
];

impl Language {
    /// What an edge is.
    pub(crate) const fn edge_class(self, class: Option<EdgeClass>) -> &'static str {
        match class {
            Some(EdgeClass::Front) => self.say("front", "正面"),
            Some(EdgeClass::StreetSide) => self.say("street side", "次临街面"),
            Some(EdgeClass::Side) => self.say("side", "侧面"),
            Some(EdgeClass::Rear) => self.say("rear", "背面"),
            Some(EdgeClass::Inner) => self.say("inner", "内部边界"),
            None => self.say("not known", "不明"),
        }
    }

    /// Where an edge faces: the point of the compass and degrees from north.
    pub(crate) fn faces(self, bearing: Option<f64>) -> String {
        let Some(degrees) = bearing else { return self.say("all ways", "各向").to_owned() };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 8")]
        let (en, zh) = COMPASS[(degrees / 45.0).round() as usize % COMPASS.len()];
        format!("{} {:.0}°", self.say(en, zh), degrees.round() % 360.0)
    }

    /// Why an edge is what it is.
    pub(crate) fn why_of_edge(self, why: &Why) -> String {
        match (self, why) {
            (Self::En, Why::ByHand(Some(why))) => format!("by hand: {why}"),
            (Self::Zh, Why::ByHand(Some(why))) => format!("人工指定：{why}"),
            (_, Why::ByHand(None)) => self.say("by hand", "人工指定").to_owned(),
            (Self::En, Why::Beside(land)) => format!("beside {}", land.replace('_', " ")),
            (Self::Zh, Why::Beside(land)) => format!("毗邻 {land}"),
            (Self::En, Why::AlongStreet(Some(name))) => format!("along {name}"),
            (Self::Zh, Why::AlongStreet(Some(name))) => format!("沿{name}"),
            (_, Why::AlongStreet(None)) => self.say("along a road", "沿道路").to_owned(),
            (_, Why::FacesAway) => self.say("faces away from the front", "背向正面").to_owned(),
            (_, Why::Between) => {
                self.say("neither along a street nor the rear", "既不临街，也非背面").to_owned()
            }
            (_, Why::AroundLandWithin) => {
                self.say("around land within the site", "围绕用地内的他人土地").to_owned()
            }
            (_, Why::Unclear(Unclear::NoRoad)) => {
                self.say("no road is known", "无已知道路").to_owned()
            }
            (_, Why::Unclear(Unclear::WhichFront)) => {
                self.say("which street is the front is not known", "正面道路不明").to_owned()
            }
            (_, Why::Unclear(Unclear::NoFront)) => {
                self.say("no front along a street", "无临街正面").to_owned()
            }
        }
    }

    /// Who says how far buildings stay from an edge.
    pub(crate) fn setback_source(self, source: &SetbackSource) -> String {
        match (self, source) {
            (_, SetbackSource::ByHand) => format!(
                "{}{}{}",
                Parameter::Edges.label(self),
                self.say(", ", "，"),
                self.say("site file", "项目文件")
            ),
            (_, SetbackSource::Stated(parameter, from)) => {
                format!("{}{}{}", parameter.label(self), self.say(", ", "，"), self.given(*from))
            }
            (Self::En, SetbackSource::District { name, file }) => {
                format!("zoning district {name} ({file})")
            }
            (Self::Zh, SetbackSource::District { name, file }) => {
                format!("规划分区 {name}（{file}）")
            }
        }
    }
}
