//! The summary.

use super::chapter::Chapter;
use crate::assess::Assessment;
use crate::carve::Compared;
use crate::language::Language;
use crate::units::grouped;
use crate::ways_out::{Alternative, Alternatives, Decision};
use crate::words::reader::Reader;

impl Reader<'_> {
    /// What the site is, and what carving its obstacles out costs.
    pub fn site_in_short(&self, assessment: &Assessment) -> String {
        let carve = &assessment.carve_out;
        let gross = self.area(assessment.site.footprint.area());
        if assessment.baseline.usable.is_empty() {
            return self.language.nothing_usable(&gross);
        }
        let count = assessment.obstacles.len();
        if count == 0 {
            let usable = self.area(assessment.baseline.usable.area());
            return match self.language {
                Language::Zh => format!("项目用地 {gross}，可用 {usable}，未发现制约要素。"),
                Language::En => format!(
                    "The site measures {gross}, of which {usable} are usable; there are no obstacles."
                ),
            };
        }
        let (nominal, lost) = (self.area(carve.nominal()), self.area(carve.ledger.loss()));
        let net = carve.multiple(Compared::Net);
        let times = net.times().map(|times| (grouped(times, 1), self.area(net.stood_on)));
        let range = assessment.range.as_ref().map(|range| range.losses().map(|m2| self.area(m2)));
        match self.language {
            Language::Zh => {
                let times = times.map_or_else(String::new, |(times, under)| {
                    format!("，为其所占可用地（{under}）的 {times} 倍")
                });
                let range = range.map_or_else(String::new, |[low, high]| {
                    format!("（按给定取值范围为 {low}～{high}）")
                });
                format!(
                    "项目用地 {gross}，内有 {count} 处制约要素，占地 {nominal}。避让切出看似损失 {nominal}，\
                     实际损失可用地 {lost}{range}{times}。"
                )
            }
            Language::En => {
                let times = times.map_or_else(String::new, |(times, under)| {
                    format!(", {times} times the usable land under them ({under})")
                });
                let obstacles = match count {
                    1 => "1 obstacle stands".to_owned(),
                    n => format!("{n} obstacles stand"),
                };
                let range = range.map_or_else(String::new, |[low, high]| {
                    format!(" ({low} to {high} over the ranges given)")
                });
                format!(
                    "The site measures {gross}. {obstacles} on {nominal} of it. Carved out, the apparent \
                     loss is {nominal}; the usable land lost is {lost}{range}{times}."
                )
            }
        }
    }

    /// That something is missing.
    pub fn incomplete(&self) -> String {
        let chapter = self.language.see(Chapter::Uncertainties);
        match self.language {
            Language::En => {
                format!("The result is incomplete: {chapter} lists what is missing.")
            }
            Language::Zh => format!("结果尚不完整，缺项见{chapter}。"),
        }
    }

    /// That nothing is recommended.
    pub fn no_recommendation(&self) -> String {
        let chapter = self.language.see(Chapter::Recommendation);
        match self.language {
            Language::En => format!(
                "No option is recommended, for want of a land price or of costs ({chapter})."
            ),
            Language::Zh => format!("因缺少地价或费用，暂不作推荐（见{chapter}）。"),
        }
    }

    /// What is recommended, and how far it is ahead.
    pub fn recommended(
        &self,
        ways: &Alternatives,
        decision: &Decision,
        best: &Alternative,
    ) -> String {
        let advice = &decision.recommendation;
        let (name, margin) = (self.option(ways, best), self.money(advice.margin));
        let back = self.signed_area(best.recovered_m2);
        let second = advice.runner_up.and_then(|at| decision.option(ways, at));
        let second = second.map_or_else(String::new, |option| self.option(ways, option));
        let share = decision.chances.as_ref().and_then(|chances| {
            let best = chances.of(advice.best)?.best;
            Some((self.percent(best), grouped(f64::from(chances.draws), 0)))
        });
        match self.language {
            Language::Zh => {
                let share = share.map_or_else(String::new, |(share, draws)| {
                    format!("在 {draws} 次随机抽样中有 {share} 为最优。")
                });
                format!(
                    "推荐方案：{name}。可收回可用地 {back}，计入土地损失的总费用较次优方案（{second}）低 \
                     {margin}。{share}"
                )
            }
            Language::En => {
                let share = share.map_or_else(String::new, |(share, draws)| {
                    format!(" It is best in {share} of {draws} random draws.")
                });
                format!(
                    "Recommended: {name}. It recovers {back} of usable land; its total cost, lost land \
                     included, is {margin} below that of the next best ({second}).{share}"
                )
            }
        }
    }

    /// That a receiving site is not known to do.
    pub fn gates_open(&self) -> String {
        let chapter = self.language.see(Chapter::ReceivingSites);
        match self.language {
            Language::En => {
                format!("Some gates of its receiving sites are not known to be passed ({chapter}).")
            }
            Language::Zh => format!("其承接地块尚有未判明的条件（见{chapter}）。"),
        }
    }

    /// What of an option's cost has no figure.
    pub fn without_figure(&self, option: &Alternative) -> String {
        let items: Vec<String> =
            option.missing.iter().map(|expense| self.language.missing(expense)).collect();
        let items = self.language.list(items.iter().map(String::as_str));
        match self.language {
            Language::Zh => format!("费用中尚无数据的项目：{items}。"),
            Language::En => format!("Items without a figure: {items}."),
        }
    }
}
