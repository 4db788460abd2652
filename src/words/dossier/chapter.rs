//! The chapters of the dossier, in their order.

use crate::language::Language;

/// A chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chapter {
    Summary,
    Site,
    CarvingOut,
    Options,
    ReceivingSites,
    Programme,
    Costs,
    Recommendation,
    Adjustment,
    Uncertainties,
}

/// Chinese numerals from one.
const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

impl Language {
    /// The title of the dossier of a site.
    pub(crate) fn dossier(self, site: &str) -> String {
        match self {
            Self::En => format!("{site}: the case for a zoning adjustment"),
            Self::Zh => format!("{site}规划调整论证报告"),
        }
    }

    /// A chapter with its number: `4. Options`, 四、方案比选.
    pub(crate) fn chapter(self, chapter: Chapter) -> String {
        let title = match chapter {
            Chapter::Summary => self.say("Summary", "摘要"),
            Chapter::Site => self.say("Site and obstacles", "项目用地与制约要素"),
            Chapter::CarvingOut => self.say("Carving out", "避让切出"),
            Chapter::Options => self.say("Options", "方案比选"),
            Chapter::ReceivingSites => self.say("Receiving sites", "承接地块"),
            Chapter::Programme => self.say("Service and programme", "服务延续与建设时序"),
            Chapter::Costs => self.say("Costs", "费用"),
            Chapter::Recommendation => self.say("Recommendation and sensitivity", "结论与敏感性"),
            Chapter::Adjustment => self.say("The zoning adjustment", "规划调整"),
            Chapter::Uncertainties => self.say("Uncertainties", "不确定事项"),
        };
        match self {
            Self::En => format!("{}. {title}", chapter as usize + 1),
            Self::Zh => format!("{}、{title}", NUMERALS[chapter as usize]),
        }
    }

    /// A chapter where a sentence points at it: `chapter 4`, 第四章.
    pub(super) fn see(self, chapter: Chapter) -> String {
        match self {
            Self::En => format!("chapter {}", chapter as usize + 1),
            Self::Zh => format!("第{}章", NUMERALS[chapter as usize]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_is_pointed_at_by_the_number_it_has() {
        assert_eq!(Language::En.chapter(Chapter::Options), "4. Options");
        assert_eq!(Language::Zh.chapter(Chapter::Options), "四、方案比选");
        assert_eq!(Language::En.see(Chapter::Options), "chapter 4");
        assert_eq!(Language::Zh.see(Chapter::Uncertainties), "第十章");
    }
}
