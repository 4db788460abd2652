//! The zoning adjustment: classes of land, land-control indicators.

use crate::adjust::{LandClass, Measure};
use crate::language::Language;

impl Language {
    /// What a row of the land-use balance is about: a code, or why there is none.
    pub(crate) fn land_class(self, class: &LandClass) -> &str {
        match class {
            LandClass::Code(code) => code,
            LandClass::Undetermined => self.say("not determined", "待定"),
            LandClass::NoCode => self.say("no code", "无代码"),
            LandClass::NoParcel => self.say("no parcel", "未登记"),
        }
    }

    /// An indicator.
    pub(crate) const fn measure(self, measure: Measure) -> &'static str {
        let zh = match measure {
            Measure::FloorAreaRatio => "容积率",
            Measure::BuildingCoefficient => "建筑系数",
            Measure::GreenRatio => "绿地率",
            Measure::ServicesShare => "行政办公及生活服务设施用地比例",
        };
        self.say(measure.name_en(), zh)
    }
}
