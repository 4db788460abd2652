//! On how strong evidence the loss rests.

use crate::assess::{Evidence, Footing};
use crate::language::Language;
use crate::model::Rung;

/// More than so many grounds of a rung are counted and not listed.
const LISTED: usize = 6;

impl Language {
    /// What a rung is called.
    pub(crate) const fn rung(self, rung: Rung) -> &'static str {
        match rung {
            Rung::Title => self.say("title and standing plots", "权属与现状占地"),
            Rung::Mandatory => {
                self.say("national law, mandatory standards", "国家法律法规与强制性标准")
            }
            Rung::Recommended => {
                self.say("local rules, recommended standards", "地方规定与推荐性标准")
            }
            Rung::Recalled => self.say("recalled figures, not checked", "待核数据"),
            Rung::Assumption => self.say("the applicant's own assumptions", "申请方自设参数"),
        }
    }

    /// A clause, a statement or a number on which something rests.
    pub(crate) fn footing(self, footing: &Footing, square_metres: &str) -> String {
        match footing {
            Footing::Clause(citation) => self.citation(citation),
            Footing::Stated { id, source } => {
                let (id, source) = (self.id(id), self.source(source));
                match self {
                    Self::En => format!("{id}: {source}"),
                    Self::Zh => format!("{id}：{source}"),
                }
            }
            Footing::District(source) => self.setback_source(source),
            Footing::Number(used) => {
                let value = self.parameter_value(used, square_metres);
                format!("{} {value}", self.parameter(used))
            }
        }
    }

    /// All that rests on a rung, counted where it is much.
    pub(crate) fn footings(self, footings: &[Footing], square_metres: &str) -> String {
        let listed = footings.iter().take(LISTED);
        let listed: Vec<String> = listed.map(|one| self.footing(one, square_metres)).collect();
        let listed = listed.join(self.say("; ", "；"));
        match (footings.len().saturating_sub(LISTED), self) {
            (0, _) => listed,
            (more, Self::En) => format!("{listed}; and {more} more"),
            (more, Self::Zh) => format!("{listed}；另有 {more} 项"),
        }
    }

    /// What the standards add to a loss as it stands, and what the applicant's minimums do; `area` writes
    /// square metres for the reader.
    pub(crate) fn carried(
        self,
        evidence: &Evidence,
        loss_m2: f64,
        area: &dyn Fn(f64) -> String,
    ) -> String {
        let without = evidence.step(Rung::Mandatory).map_or(loss_m2, |step| step.without_alone_m2);
        let standards = area(loss_m2 - without);
        let minimums = area(loss_m2 - evidence.without_minimums_m2);
        match self {
            Self::En => format!(
                "With all else as it is, clauses of national law and mandatory standards add {standards} to \
                 this loss; {minimums} rest on the applicant's minimum width and minimum area."
            ),
            Self::Zh => format!(
                "其余不变时，国家法律法规与强制性标准条款使该损失增加 {standards}；另有 {minimums}取决于申请方\
                 自设的最小可用宽度与最小可用面积。"
            ),
        }
    }
}
