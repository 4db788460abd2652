//! Parameters in use, in words.

use crate::language::Language;
use crate::model::{Building, Burden, LandUseSystem, RemnantUse};
use crate::settings::{InUse, Parameter, Unit, Value};
use crate::units::trimmed;

impl Language {
    /// What a parameter is called, with the kind or code it holds for as it was given.
    pub(crate) fn parameter(self, used: &InUse) -> String {
        self.parameter_of(used, &|key| match self {
            Self::En => key.replace('_', " "),
            Self::Zh => key.to_owned(),
        })
    }

    /// What a parameter is called, with the kind or code it holds for as `kind` calls it.
    pub(crate) fn parameter_of(self, used: &InUse, kind: &dyn Fn(&str) -> String) -> String {
        let label = used.parameter.label(self);
        match &used.key {
            None => label.to_owned(),
            Some(key) => {
                let serves = is_share(used.parameter).then(|| key.parse::<RemnantUse>().ok());
                let serves = serves.flatten().map(|serves| self.remnant_use(serves).to_owned());
                let key = serves.unwrap_or_else(|| kind(key));
                format!("{label}{}{key}", self.say(": ", "："))
            }
        }
    }

    /// A word of a closed list in the words of the reader; another as it was given.
    fn word(self, parameter: Parameter, word: &str) -> &str {
        match (parameter, Burden::from_word(word)) {
            (Parameter::Burden, Some(Burden::Own)) => self.say("all of it", "全部"),
            (Parameter::Burden, Some(Burden::Shared)) => self.say("half of it", "一半"),
            (Parameter::LandUseSystem, _) if word == LandUseSystem::Free.as_str() => {
                self.declared(LandUseSystem::Free)
            }
            _ => word,
        }
    }

    /// A building with the clear distance between any two: `60 x 24 m, 12 m apart`.
    pub(crate) fn building(self, building: &Building) -> String {
        let item = building.item();
        let (width, depth, gap) = (item.width().get(), item.depth().get(), item.gap().get());
        let size = format!("{width} {} {depth} m", self.say("x", "×"));
        match self {
            _ if gap <= 0.0 => size,
            Self::En => format!("{size}, {gap} m apart"),
            Self::Zh => format!("{size}，间距 {gap} m"),
        }
    }

    /// Its value with its unit; `square_metres` is how the reader's page writes that unit.
    pub(crate) fn parameter_value(self, used: &InUse, square_metres: &str) -> String {
        let value = match &used.value {
            Value::Whole(number) => grouped_whole(*number),
            Value::Number(share) if is_share(used.parameter) => percent(*share),
            Value::Number(number) => trimmed(*number),
            Value::Text(word) => self.word(used.parameter, word).to_owned(),
            Value::Building(building) => self.building(building),
            Value::List(words) if words.is_empty() => self.say("none", "无").to_owned(),
            Value::List(words) if used.parameter == Parameter::Relocate => {
                self.list(words.iter().map(|word| match word.as_str() {
                    "none" => self.say("none", "无"),
                    "all" => self.say("all", "全部"),
                    id => id,
                }))
            }
            Value::List(words) => words.join(self.say(", ", "、")),
            Value::Ends([first, second]) => {
                format!("{}{}{}", trimmed(*first), self.say(" to ", "～"), trimmed(*second))
            }
            Value::Estimate(share) if is_share(used.parameter) => {
                format!("{}{}", percent(share.mid), self.ends(share, percent))
            }
            Value::Estimate(estimate) => {
                format!("{}{}", trimmed(estimate.mid), self.ends(estimate, trimmed))
            }
        };
        let unit = match used.parameter.unit() {
            None | Some(Unit::Money) => return value,
            Some(Unit::Metres) => "m".to_owned(),
            Some(Unit::SquareMetres) => square_metres.to_owned(),
            Some(Unit::Months) => self.say("months", "个月").to_owned(),
            Some(Unit::MoneyPerMonth) => match self {
                Self::En => "per month".to_owned(),
                Self::Zh => return format!("每月 {value}"),
            },
            Some(Unit::MoneyPerSquareMetre) => match self {
                Self::En => format!("per {square_metres}"),
                Self::Zh => return format!("每 {square_metres} {value}"),
            },
        };
        format!("{value} {unit}")
    }
}

/// Whether a parameter is a share.
fn is_share(parameter: Parameter) -> bool {
    matches!(parameter, Parameter::RemnantShare | Parameter::RemnantQuota)
}

/// A share with as many decimals as say something.
fn percent(share: f64) -> String {
    format!("{} %", trimmed(100.0 * share))
}

fn grouped_whole(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Estimate;
    use crate::settings::Given;

    fn used(parameter: Parameter, key: Option<&str>, value: Value) -> InUse {
        InUse { parameter, key: key.map(str::to_owned), value, source: Given::SiteFile }
    }

    #[test]
    fn a_value_is_said_with_its_unit() {
        let said = |parameter, value| {
            let used = used(parameter, None, value);
            [Language::En, Language::Zh].map(|language| language.parameter_value(&used, "m²"))
        };
        assert_eq!(said(Parameter::Setback, Value::Number(12.5)), ["12.5 m", "12.5 m"]);
        assert_eq!(said(Parameter::MinArea, Value::Number(3000.0)), ["3,000 m²", "3,000 m²"]);
        assert_eq!(
            said(Parameter::SetbackRange, Value::Ends([5.0, 15.0])),
            ["5 to 15 m", "5～15 m"]
        );
        assert_eq!(said(Parameter::Draws, Value::Whole(10_000)), ["10,000", "10,000"]);
        assert_eq!(said(Parameter::SiteParcels, Value::List(Vec::new())), ["none", "无"]);
        let list = |word: &str| Value::List(vec![word.to_owned()]);
        assert_eq!(said(Parameter::Relocate, list("all")), ["all", "全部"]);
        assert_eq!(said(Parameter::Relocate, list("FS-01")), ["FS-01", "FS-01"]);
        // An owner may be called anything.
        assert_eq!(said(Parameter::Available, list("all")), ["all", "all"]);
        let word = |word: &str| Value::Text(word.to_owned());
        assert_eq!(said(Parameter::Burden, word("shared")), ["half of it", "一半"]);
        let own = ["codes of the user's own", "自定义代码"];
        assert_eq!(said(Parameter::LandUseSystem, word("free")), own);
        assert_eq!(said(Parameter::LandUseSystem, word("cn_2023")), ["cn_2023", "cn_2023"]);
        let building = Value::Building("72x48+13".parse().unwrap());
        let zh = "72 × 48 m，间距 13 m";
        assert_eq!(said(Parameter::Building, building), ["72 x 48 m, 13 m apart", zh]);
        let price = Value::Estimate(Estimate::uniform(450.0, 600.0).unwrap());
        assert_eq!(
            said(Parameter::LandPrice, price),
            ["525 (450 to 600) per m²", "每 m² 525（450～600）"]
        );
    }

    #[test]
    fn a_value_by_kind_says_which() {
        let one = used(Parameter::Clearance, Some("fuel_station"), Value::Number(40.0));
        assert_eq!(Language::En.parameter(&one), "clearance: fuel station");
        assert_eq!(Language::Zh.parameter(&one), "安全防护间距：fuel_station");
    }
}
