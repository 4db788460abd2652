//! The recommendation counted otherwise, and who bears what of it.

use crate::decide::{Counting, Otherwise};
use crate::language::Language;
use crate::model::Estimate;
use crate::units::SquareMetres;
use crate::ways_out::Alternative;

/// Land of others that an option sterilises, as printed.
pub(crate) enum OthersLose {
    /// A receiving site is not known.
    NotKnown,
    /// There is no such land.
    Nothing,
    /// So much, worth so much where a price is given.
    Land(String, Option<String>),
}

impl OthersLose {
    /// What others lose by an option, in the reader's units of land and money.
    pub(crate) fn by(
        option: &Alternative,
        land: &dyn Fn(f64) -> String,
        money: &dyn Fn(&Estimate) -> String,
    ) -> Self {
        match option.sterilised.map(SquareMetres::get) {
            None => Self::NotKnown,
            Some(area) if area <= 0.0 => Self::Nothing,
            Some(area) => Self::Land(land(area), option.third_party_cost.as_ref().map(money)),
        }
    }
}

impl Language {
    /// Another way of counting; `priced` where land of others has a price of its own.
    pub(crate) const fn counting(self, counting: Counting, priced: bool) -> &'static str {
        match (counting, priced) {
            (Counting::ThirdParties, true) => self.say(
                "with what owners at the receiving sites lose",
                "计入承接地块周边权利人的损失",
            ),
            (Counting::ThirdParties, false) => self.say(
                "with what owners at the receiving sites lose, at the project's own land price as an upper \
                 bound",
                "按本项目可用地单价（上限）计入承接地块周边权利人的损失",
            ),
            (Counting::Mean, _) => self.say(
                "by the mean of every figure instead of the mode",
                "各项数据取均值而非最可能值",
            ),
            (Counting::NetLand, _) => self.say("by net land", "按净收回土地比较"),
        }
    }

    /// Which option is best when counted otherwise; `all` is how many options were chosen among.
    pub(crate) fn otherwise(
        self,
        one: &Otherwise,
        (priced, all): (bool, usize),
        option: &str,
        figure: &dyn Fn(f64) -> String,
    ) -> String {
        let how = self.counting(one.counting, priced);
        let (value, own) = (figure(one.value), figure(one.recommended));
        let margin = figure(one.margin);
        let said = match (self, one.same) {
            (Self::En, true) => {
                format!("Counted {how}, it stays best, {margin} ahead of the next best.")
            }
            (Self::En, false) => format!(
                "Counted {how}, {option} is best: {value} against {own} for the recommended option."
            ),
            (Self::Zh, true) => format!("若{how}，推荐方案不变，领先次优方案 {margin}。"),
            (Self::Zh, false) => format!("若{how}，{option}最优：{value}，推荐方案为 {own}。"),
        };
        let compared = one.compared;
        match self {
            _ if compared == all => said,
            Self::En => format!("{said} Only {compared} of {all} options can be counted so."),
            Self::Zh => format!("{said}{all} 个方案中仅 {compared} 个可如此计算。"),
        }
    }

    /// That no other way of counting changes the recommendation.
    pub(crate) const fn stays_best(self) -> &'static str {
        self.say(
            "The recommended option stays best however it is counted.",
            "按上述各口径计算，推荐方案均不变。",
        )
    }

    /// What the recommendation itself follows.
    pub(crate) const fn counted_so(self) -> &'static str {
        self.say(
            "The recommendation follows the likeliest figures, and counts the project's own money and land \
             alone.",
            "推荐结论按最可能值作出，仅计项目自身的费用与土地。",
        )
    }

    /// What the project pays and loses, and what others lose.
    pub(crate) fn bearing(self, cost: &str, loss: &str, others: &OthersLose) -> String {
        let others = self.others_lose(others);
        match self {
            Self::En => format!(
                "Who bears what: the project pays {cost} and loses {loss} of usable land; {others}."
            ),
            Self::Zh => format!("各方承担：项目支付 {cost}，损失可用地 {loss}；{others}。"),
        }
    }

    fn others_lose(self, others: &OthersLose) -> String {
        match (self, others) {
            (_, OthersLose::NotKnown) => self
                .say(
                    "what owners at the receiving sites lose is not known",
                    "承接地块周边权利人的损失未知",
                )
                .to_owned(),
            (_, OthersLose::Nothing) => {
                self.say("nobody else loses land", "其他权利人不损失土地").to_owned()
            }
            (Self::En, OthersLose::Land(land, Some(worth))) => {
                format!("owners at the receiving sites lose {land}, worth {worth}")
            }
            (Self::En, OthersLose::Land(land, None)) => {
                format!("owners at the receiving sites lose {land}, of which no price is given")
            }
            (Self::Zh, OthersLose::Land(land, Some(worth))) => {
                format!("承接地块周边权利人损失 {land}，价值 {worth}")
            }
            (Self::Zh, OthersLose::Land(land, None)) => {
                format!("承接地块周边权利人损失 {land}，其单价未给定")
            }
        }
    }

    /// Who holds land.
    pub(crate) fn owner(self, owner: Option<&str>) -> &str {
        let named = owner.filter(|name| !name.trim().is_empty());
        match (self, named) {
            (_, Some(name)) => name,
            (Self::En, None) => "owner not known",
            (Self::Zh, None) => "权利人未知",
        }
    }
}
