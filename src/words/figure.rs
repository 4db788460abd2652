//! What figures are called that a result hangs on, or that are missing.

use crate::decide::Driver;
use crate::language::Language;
use crate::model::{CostItem, Expense};
use crate::settings::{Assumption, Unit};

impl Language {
    /// Money that a way out takes: `FS-01: rebuild`, `FS-01 新建`.
    pub(crate) fn expense(self, expense: &Expense) -> String {
        let (who, what) = match expense {
            Expense::Move { id, item } => (self.id(id).to_owned(), self.item(*item).to_owned()),
            Expense::Delay(option) => (self.option(option), self.item(CostItem::Delay).to_owned()),
            Expense::Exchange => (
                self.say("swap", "土地置换").to_owned(),
                self.say("exchange", "置换费用").to_owned(),
            ),
        };
        format!("{who}{}{what}", self.say(": ", " "))
    }

    /// Money that an option has no figure for; whose waiting it is goes without saying.
    pub(crate) fn missing(self, expense: &Expense) -> String {
        match expense {
            Expense::Delay(_) => self.item(CostItem::Delay).to_owned(),
            Expense::Move { .. } | Expense::Exchange => self.expense(expense),
        }
    }

    /// A figure of the area model, with its unit; `kind` says what kinds are called.
    pub(crate) fn assumption(
        self,
        assumption: &Assumption,
        kind: &dyn Fn(&str) -> String,
    ) -> String {
        let name = self.assumption_name(assumption, kind);
        match (self, assumption.unit()) {
            (_, None) => name,
            (Self::En, Some(Unit::SquareMetres)) => format!("{name}, m²"),
            (Self::En, Some(_)) => format!("{name}, m"),
            (Self::Zh, Some(Unit::SquareMetres)) => format!("{name}（平方米）"),
            (Self::Zh, Some(_)) => format!("{name}（米）"),
        }
    }

    /// A figure of the area model, without its unit.
    pub(crate) fn assumption_name(
        self,
        assumption: &Assumption,
        kind: &dyn Fn(&str) -> String,
    ) -> String {
        match assumption {
            Assumption::Parameter(parameter) => parameter.label(self).to_owned(),
            Assumption::Equipment => {
                self.say("equipment position and rule figures", "设备位置与规范取值").to_owned()
            }
            Assumption::Plot => {
                self.say("parcel under a facility as its plot", "设施所在地块即其用地").to_owned()
            }
            Assumption::Clearance(of) => {
                let of = kind(of);
                format!("{}{of}", self.say("clearance: ", "安全防护间距："))
            }
        }
    }

    /// A figure that moves the recommendation, without its unit.
    pub(crate) fn driver_name(self, driver: &Driver, kind: &dyn Fn(&str) -> String) -> String {
        match driver {
            Driver::LandPrice => self.say("land price", "可用地单价").to_owned(),
            Driver::Expense(expense) => self.expense(expense),
            Driver::Assumption(assumption) => self.assumption_name(assumption, kind),
        }
    }

    /// A figure that moves the recommendation, with its unit where it is no money.
    pub(crate) fn driver(self, driver: &Driver, kind: &dyn Fn(&str) -> String) -> String {
        match driver {
            Driver::LandPrice => self.say("land price per m²", "可用地单价（每平方米）").to_owned(),
            Driver::Expense(expense) => self.expense(expense),
            Driver::Assumption(assumption) => self.assumption(assumption, kind),
        }
    }
}

/// The name of a figure that moves the recommendation in JSON.
#[must_use]
pub fn driver_label(driver: &Driver) -> String {
    match driver {
        Driver::LandPrice => "land_price_per_m2".to_owned(),
        Driver::Expense(expense) => Language::En.expense(expense),
        Driver::Assumption(assumption) => assumption.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{OptionName, Way};
    use crate::settings::Parameter;

    #[test]
    fn an_id_may_hold_anything() {
        let rebuild = Expense::Move { id: "FS: 01".to_owned(), item: CostItem::Rebuild };
        assert_eq!(Language::En.expense(&rebuild), "FS: 01: rebuild");
        assert_eq!(Language::Zh.expense(&rebuild), "FS: 01 新建");
        let kind = |kind: &str| kind.to_owned();
        let odd = Assumption::Clearance("clearance_m of: x".to_owned());
        assert_eq!(Language::Zh.assumption(&odd, &kind), "安全防护间距：clearance_m of: x（米）");
    }

    #[test]
    fn a_parameter_is_called_as_in_the_table_of_parameters() {
        let kind = |kind: &str| kind.to_owned();
        let of = |parameter| {
            let assumption = Assumption::Parameter(parameter);
            [Language::En, Language::Zh].map(|language| language.assumption(&assumption, &kind))
        };
        assert_eq!(of(Parameter::SetbackRoad), ["setback along roads, m", "临街退界（米）"]);
        assert_eq!(of(Parameter::MinArea), ["minimum area, m²", "最小可用面积（平方米）"]);
    }

    #[test]
    fn waiting_is_that_of_an_option() {
        let option =
            OptionName { way: Way::Move, away: vec!["A".to_owned(), "B".to_owned()], within: None };
        let delay = Expense::Delay(option);
        assert_eq!(Language::En.expense(&delay), "move A and B: delay");
        assert_eq!(Language::Zh.expense(&delay), "迁建 A、B 项目等待");
        assert_eq!(Language::En.missing(&delay), "delay");
        assert_eq!(Language::Zh.missing(&delay), "项目等待");
        assert_eq!(Language::Zh.missing(&Expense::Exchange), "土地置换 置换费用");
    }

    #[test]
    fn machines_read_the_names_of_the_contract() {
        let of = |assumption| driver_label(&Driver::Assumption(assumption));
        assert_eq!(of(Assumption::Parameter(Parameter::Setback)), "setback_m");
        assert_eq!(of(Assumption::Parameter(Parameter::MinArea)), "min_area_m2");
        assert_eq!(
            of(Assumption::Clearance("fuel_station".to_owned())),
            "clearance_m of fuel_station"
        );
        assert_eq!(driver_label(&Driver::LandPrice), "land_price_per_m2");
    }
}
