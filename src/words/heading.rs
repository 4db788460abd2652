//! What sections of reports and pages are called.

use crate::language::Language;

/// A section, wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    Remnants,
    Multiples,
    Layout,
    Obstacles,
    DeedArea,
    Setbacks,
    Surroundings,
    LossByObstacle,
    SensitivityOfTheLoss,
    Evidence,
    AllRangesTogether,
    BreakPoints,
    SensitivityOfTheRecommendation,
    Relocation,
    Options,
    ReceivingSites,
    FailedByGate,
    PlacesWithinTheSite,
    RelocationCosts,
    Recommendation,
    WhoBearsWhat,
    CountedOtherwise,
    LandUseBalance,
    LandControlIndicators,
    Consultation,
    StatutorySteps,
    Parameters,
    Warnings,
    Appendix,
}

impl Language {
    /// What a section is called.
    pub(crate) const fn heading(self, heading: Heading) -> &'static str {
        match heading {
            Heading::Remnants => self.say("Remnants", "边角地"),
            Heading::Multiples => {
                self.say("Loss against land under the obstacles", "损失与占地之比")
            }
            Heading::Layout => self.say("Layout", "布局"),
            Heading::Surroundings => self.say("Surroundings that stay", "周边不可迁移要素"),
            Heading::DeedArea => self.say("Deed area", "权证面积"),
            Heading::Setbacks => self.say("Setbacks", "退界"),
            Heading::Obstacles => self.say("Obstacles", "制约要素"),
            Heading::LossByObstacle => self.say("Loss by obstacle", "各制约要素的损失"),
            Heading::SensitivityOfTheLoss => {
                self.say("Sensitivity of the loss, one at a time", "损失的敏感性（逐项变动）")
            }
            Heading::Evidence => self
                .say("What the loss rests on, strongest first", "损失构成（按依据强度由强到弱）"),
            Heading::AllRangesTogether => self.say("All ranges together", "各取值范围同时变动"),
            Heading::BreakPoints => {
                self.say("Where the loss jumps, one at a time", "损失的突变点（逐项变动）")
            }
            Heading::SensitivityOfTheRecommendation => {
                self.say("Sensitivity of the recommendation", "结论的敏感性")
            }
            Heading::Relocation => self.say("Relocation", "迁建"),
            Heading::Options => self.say("Options", "方案比选"),
            Heading::ReceivingSites => self.say("Receiving sites", "承接地块"),
            Heading::FailedByGate => {
                self.say("Parcels that fail, by gate", "未通过的地块（按条件）")
            }
            Heading::PlacesWithinTheSite => {
                self.say("Places within the site, at its edge", "用地边缘可移位处")
            }
            Heading::RelocationCosts => self.say("Relocation costs", "迁建费用"),
            Heading::Recommendation => self.say("Recommendation", "结论"),
            Heading::WhoBearsWhat => self.say("Who bears what", "各方承担"),
            Heading::CountedOtherwise => {
                self.say("The recommendation counted otherwise", "其他计算口径下的结论")
            }
            Heading::LandUseBalance => self.say("Land-use balance", "用地平衡表"),
            Heading::LandControlIndicators => self.say("Land-control indicators", "用地控制指标"),
            Heading::Consultation => self.say("Consultation", "须征求意见的部门与单位"),
            Heading::StatutorySteps => self.say("Statutory steps", "法定程序"),
            Heading::Parameters => self.say("Parameters", "计算参数"),
            Heading::Warnings => self.say("Warnings", "存疑事项"),
            Heading::Appendix => self.say("Appendix: how to reproduce it", "附录：复核方法"),
        }
    }
}
