//! The zoning adjustment: classes of land, land-control indicators.

use crate::adjust::{LandClass, Measure};
use crate::language::Language;
use crate::model::{CodeName, LandUseSystem};

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

    /// What a code of land use means.
    pub(crate) const fn land_use(self, code: &CodeName) -> &'static str {
        self.say(code.en, code.zh)
    }

    /// A code system of land use by its title.
    pub(crate) const fn land_use_system(self, system: LandUseSystem) -> &'static str {
        self.say(system.title_en(), system.title_zh())
    }

    /// A code system as it is declared; of one that is no standard, what it is.
    pub(crate) const fn declared(self, system: LandUseSystem) -> &'static str {
        match system {
            LandUseSystem::Free => self.land_use_system(system),
            standard => standard.as_str(),
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
