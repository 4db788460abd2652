//! The zoning adjustment: land-use balance and indicators.

use crate::adjust::{Balance, Flow, Indicator, Limit};
use crate::language::Language;
use crate::rules::Bound;
use crate::units::grouped;
use crate::ways_out::{Alternative, Alternatives};
use crate::words::reader::Reader;

impl Reader<'_> {
    /// That no land changes its use.
    pub fn no_change_of_use(&self) -> &'static str {
        self.language.say(
            "Nothing is relocated, so no land changes its use.",
            "无迁建，不涉及用地性质变更。",
        )
    }

    /// That there is no balance, and why.
    pub fn no_balance(&self) -> &'static str {
        self.language.say(
            "Not drawn up: the code system of land_use is not declared, and the same code means different \
             land in different systems.",
            "未编制：未声明用地分类体系；同一代码在不同体系中含义不同，不作推断。",
        )
    }

    /// What the balance is about.
    pub fn balance_scope(
        &self,
        ways: &Alternatives,
        option: Option<&Alternative>,
        balance: &Balance,
    ) -> String {
        let option = option.map_or_else(String::new, |one| self.option(ways, one));
        let system = self.language.land_use_system(balance.system);
        match self.language {
            Language::Zh => format!(
                "方案：{option}。范围为项目用地及承接地块；分类体系：{system}。单位：平方米。"
            ),
            Language::En => format!(
                "Option: {option}. Scope: the site and the receiving parcels; codes: {system}. Areas in \
                 square metres."
            ),
        }
    }

    /// Land that changes its use.
    pub fn flow(&self, flow: &Flow) -> String {
        let language = self.language;
        let (from, to) = (language.land_class(&flow.from), language.land_class(&flow.to));
        let colon = language.say(": ", "：");
        format!("{from} → {to}{colon}{} m²", Self::square_metres(flow.area))
    }

    /// The value of an indicator.
    pub fn indicator_value(&self, indicator: &Indicator) -> String {
        let unit = self.indicator_unit(indicator);
        indicator
            .value
            .map_or_else(|| self.language.unknown(), |value| format!("{}{unit}", grouped(value, 2)))
    }

    /// The limits of an indicator, and whether they are kept.
    pub fn indicator_limits(&self, indicator: &Indicator) -> String {
        let language = self.language;
        if indicator.limits.is_empty() {
            return language.say("none in the rule pack", "规则包无控制值").to_owned();
        }
        let unit = self.indicator_unit(indicator);
        let limits: Vec<String> =
            indicator.limits.iter().map(|limit| self.limit(limit, unit)).collect();
        limits.join(language.say("; ", "；"))
    }

    fn indicator_unit(&self, indicator: &Indicator) -> &'static str {
        match indicator.what.unit() {
            "1" => "",
            _ => self.language.say(" %", "%"),
        }
    }

    fn limit(&self, limit: &Limit, unit: &str) -> String {
        let language = self.language;
        let bound = match limit.bound {
            Some(Bound::Minimum) => "≥ ",
            Some(Bound::Maximum) => "≤ ",
            _ => "",
        };
        let met = match limit.met {
            Some(true) => language.say("met", "符合"),
            Some(false) => language.say("not met", "不符合"),
            None => language.say("not known", "未判定"),
        };
        let value = grouped(limit.value, 2);
        let citation = language.citation(&limit.citation);
        let status = language.status(limit.status);
        match language {
            Language::En => format!("{bound}{value}{unit} ({citation}, {status}): {met}"),
            Language::Zh => format!("{bound}{value}{unit}（{citation}，{status}）：{met}"),
        }
    }

    /// Whose ground counts as covered by buildings.
    pub fn buildings_as_placed(&self) -> &'static str {
        self.language.say(
            "Building coverage is that of the buildings placed by the layout.",
            "建筑占地按排布方案中的建筑计算。",
        )
    }
}
