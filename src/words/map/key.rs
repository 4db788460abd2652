//! The legend.

use super::layer::Land;
use super::short;
use crate::assess::Assessment;
use crate::carve::{Loss, Parameters};
use crate::geometry::rectangle::Rectangle;
use crate::language::Language;
use crate::model::Remnant;
use crate::units::AreaUnit;

/// An entry of a legend that is no class of land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Site,
    Lost,
    UsableAfterMoving,
    Obstacle,
    ReachOfClearances,
    GapClosed,
    BuildingLine,
    Equipment,
    OtherFacility,
    Building,
    Road,
    Parcel,
    ControlZone,
    PresentSite,
    ReceivingParcel,
    PlotTaken,
    Sterilised,
}

impl Language {
    /// The heading above the classes of land.
    pub(crate) const fn legend_of_land(self) -> &'static str {
        self.say("Land", "用地")
    }

    /// The heading above lines and things.
    pub(crate) const fn legend_of_symbols(self) -> &'static str {
        self.say("Symbols", "图例")
    }

    /// An entry of a legend.
    pub(crate) const fn key(self, key: Key) -> &'static str {
        match key {
            Key::Site => self.say("site", "项目用地"),
            Key::Lost => self.say("lost to obstacles", "因制约要素损失"),
            Key::UsableAfterMoving => self.say("usable after moving", "迁建后可用地"),
            Key::Obstacle => self.say("obstacle", "制约要素"),
            Key::GapClosed => self.say("gap closed", "已闭合的缝隙"),
            Key::ReachOfClearances => self.say("reach of clearances", "间距范围"),
            Key::BuildingLine => self.say("building line", "建筑退界线"),
            Key::Equipment => self.say("equipment", "设备"),
            Key::OtherFacility => self.say("other facility", "其他设施"),
            Key::Building => self.say("building", "建筑"),
            Key::Road => self.say("road", "道路"),
            Key::Parcel => self.say("parcel", "地块"),
            Key::ControlZone => self.say("control zone", "控制区"),
            Key::PresentSite => self.say("present site", "原址"),
            Key::ReceivingParcel => self.say("receiving parcel", "承接地块"),
            Key::PlotTaken => self.say("plot taken", "拟占用地"),
            Key::Sterilised => self.say("land sterilised by its clearance", "其间距限制的土地"),
        }
    }

    /// The entry of the largest rectangle.
    pub(crate) fn key_of_rectangle(self, rectangle: &Rectangle) -> String {
        let sides = self.sides(rectangle.width, rectangle.depth);
        format!("{} {sides}", self.say("largest rectangle,", "最大矩形"))
    }

    /// The entry of a class of land, with the number that makes it one.
    pub(crate) fn key_of_land(self, land: Land, assessment: &Assessment) -> String {
        let settings = &assessment.settings;
        match land {
            Land::Setback => self.key_of_setback(assessment),
            Land::Poor => self.say("unusable in any case", "本不可用").to_owned(),
            Land::Context => {
                self.say("kept free by what stays around", "周边不可迁移要素限制").to_owned()
            }
            Land::Usable => self.usable().to_owned(),
            Land::Lost(Loss::Remnant(Remnant::Narrow)) => {
                let width = short(settings.min_width.value.get());
                match self {
                    Self::En => format!("remnants under {width} m wide"),
                    Self::Zh => format!("边角地，宽不足 {width} m"),
                }
            }
            Land::Lost(Loss::Remnant(Remnant::Small)) => {
                let least = self.area(AreaUnit::M2, settings.min_area.value.get());
                match self {
                    Self::En => format!("remnants under {least}"),
                    Self::Zh => format!("边角地，不足 {least}"),
                }
            }
            Land::Lost(loss) => self.loss(loss),
        }
    }

    fn key_of_setback(self, assessment: &Assessment) -> String {
        let setback = self.setbacks(assessment);
        match self {
            Self::En => format!("setback, {setback}"),
            Self::Zh => format!("退界 {setback}"),
        }
    }

    /// The setback, or the least and the greatest where edges have their own: `10 m`, `5 to 12 m by edge`.
    pub(super) fn setbacks(self, assessment: &Assessment) -> String {
        let parameters = Parameters::from(&assessment.settings);
        let edges = &assessment.baseline.edges;
        if let Some(setback) = edges.uniform(&parameters) {
            return format!("{} m", short(setback.get()));
        }
        let [least, most] = edges.ends(&parameters).map(|setback| short(setback.get()));
        match self {
            Self::En => format!("{least} to {most} m by edge"),
            Self::Zh => format!("{least}～{most} m（逐边确定）"),
        }
    }

    /// Land that can be built on.
    pub(crate) const fn usable(self) -> &'static str {
        self.say("usable", "可用地")
    }
}
