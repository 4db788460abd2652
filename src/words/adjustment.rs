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
        match self {
            Self::En => measure.name_en(),
            Self::Zh => measure.name_zh(),
        }
    }
}
