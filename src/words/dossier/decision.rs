//! The recommendation and what it hangs on.

use super::chapter::Chapter;
use crate::decide::{Chances, Counting, Flip, Otherwise};
use crate::language::Language;
use crate::units::grouped;
use crate::ways_out::{Alternative, Alternatives, Decision, LandPrice};
use crate::words::otherwise::OthersLose;
use crate::words::reader::Reader;

impl Reader<'_> {
    /// That there is no land price.
    pub fn no_land_price(&self) -> String {
        let chapter = self.language.see(Chapter::Options);
        match self.language {
            Language::En => format!(
                "No land price is given, so no option is recommended; {chapter} has the break-even price \
                 of each."
            ),
            Language::Zh => {
                format!("未给定可用地单价，不作推荐；各方案的盈亏平衡地价见{chapter}。")
            }
        }
    }

    /// The land price, and how options are compared by it.
    pub fn land_price(&self, price: &LandPrice) -> String {
        let (per_m2, from) =
            (self.language.price(&price.per_m2), self.language.founded(&price.source));
        let currency = self.price_currency();
        match self.language {
            Language::Zh => format!(
                "可用地单价（{currency}/平方米）：{per_m2}，来源：{from}。总费用 = 迁建费用 + 单价 × 损失的\
                 可用地。"
            ),
            Language::En => format!(
                "Land price: {per_m2} {currency} per m² of usable land ({from}). Total cost = relocation \
                 costs + land price × usable land lost."
            ),
        }
    }

    /// The currency of a price, which is too small for tens of thousands.
    fn price_currency(&self) -> &str {
        match (self.language, self.currency) {
            (Language::Zh, Some("CNY")) => "元",
            (_, currency) => currency.unwrap_or_default(),
        }
    }

    /// That no cost is known.
    pub fn no_cost_known(&self) -> &'static str {
        self.language.say(
            "The cost of no option is known, so none is recommended.",
            "各方案费用未知，不作推荐。",
        )
    }

    /// What the project pays and loses by an option, and what others lose.
    pub fn bearing(&self, option: &Alternative) -> String {
        let cost = option.cost.as_ref();
        let cost = cost.map_or_else(|| self.language.unknown(), |cost| self.money_range(cost));
        let others = OthersLose::by(option, &|land| self.signed_area(land), &|worth| {
            self.money_range(worth)
        });
        self.language.bearing(&cost, &self.signed_area(option.loss_m2), &others)
    }

    /// What an option is counted at when counted otherwise.
    pub fn counted(&self, counting: Counting, value: f64) -> String {
        match counting {
            Counting::NetLand => self.signed_area(value),
            Counting::ThirdParties | Counting::Mean => self.money(value),
        }
    }

    /// Which option is best when counted otherwise.
    pub fn otherwise(
        &self,
        ways: &Alternatives,
        decision: &Decision,
        (one, named): (&Otherwise, &Alternative),
    ) -> String {
        let of = (ways.sterilised_price.is_some(), decision.stakes.choices.len());
        let figure = |value: f64| self.counted(one.counting, value);
        self.language.otherwise(one, of, &self.option(ways, named), &figure)
    }

    /// How probabilities were drawn.
    pub fn drawn(&self, chances: &Chances) -> String {
        let (draws, seed) = (grouped(f64::from(chances.draws), 0), chances.seed);
        match self.language {
            Language::Zh => format!("概率由 {draws} 次随机抽样得出（种子 {seed}，可重复）。"),
            Language::En => {
                format!("Probabilities from {draws} random draws (seed {seed}, reproducible).")
            }
        }
    }

    /// That another value does not change the recommendation.
    pub fn no_change(&self) -> &'static str {
        self.language.say("no change", "不变")
    }

    /// From which land price on another option is better; none where there is no such price.
    pub fn other_price(
        &self,
        ways: &Alternatives,
        flip: &Flip,
        then: &Alternative,
    ) -> Option<String> {
        let (at, below) = flip.flips_at.zip(flip.gives_way_below())?;
        let (at, then) = (grouped(at, 0), self.option(ways, then));
        let currency = self.price_currency();
        Some(match self.language {
            Language::Zh => {
                let side = if below { "低于" } else { "高于" };
                format!("可用地单价{side} {at} {currency}/平方米时，{then}更优。")
            }
            Language::En => {
                let side = if below { "below" } else { "above" };
                format!("At land prices {side} {at} {currency} per m², {then} is better.")
            }
        })
    }
}
