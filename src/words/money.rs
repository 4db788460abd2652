//! Money, prices and months, with their ends.

use crate::language::Language;
use crate::model::Estimate;
use crate::units::grouped;

impl Language {
    /// Money: in ten thousands of yuan in Chinese.
    pub(crate) fn money(self, currency: Option<&str>, value: f64) -> String {
        match (self, currency) {
            (Self::Zh, Some("CNY")) => format!("{} 万元", grouped(value / 1e4, 1)),
            (_, Some(currency)) => format!("{} {currency}", grouped(value, 0)),
            (_, None) => grouped(value, 0),
        }
    }

    /// Money with its ends.
    pub(crate) fn money_range(self, currency: Option<&str>, estimate: &Estimate) -> String {
        let ends = self.ends(estimate, |value| match (self, currency) {
            (Self::Zh, Some("CNY")) => grouped(value / 1e4, 1),
            _ => grouped(value, 0),
        });
        format!("{}{ends}", self.money(currency, estimate.mid))
    }

    /// The ends of a figure, to be set behind it; nothing where it is exact.
    pub(super) fn ends(self, estimate: &Estimate, number: impl Fn(f64) -> String) -> String {
        if estimate.is_exact() {
            return String::new();
        }
        let (low, high) = (number(estimate.low), number(estimate.high));
        match self {
            Self::Zh => format!("（{low}～{high}）"),
            Self::En => format!(" ({low} to {high})"),
        }
    }

    /// A price with its ends, without its currency.
    pub(crate) fn price(self, estimate: &Estimate) -> String {
        let number = |value: f64| grouped(value, 0);
        format!("{}{}", number(estimate.mid), self.ends(estimate, number))
    }

    /// That no option leaves usable land.
    pub(crate) const fn no_way_to_usable_land(self) -> &'static str {
        match self {
            Self::En => "No land is usable whatever moves, so no option is recommended.",
            Self::Zh => "无论何者迁建均无可用地，不作推荐。",
        }
    }

    /// Months with their ends.
    pub(crate) fn months(self, estimate: &Estimate) -> String {
        let of = |value: f64| grouped(value, usize::from(value.fract() > 0.05));
        format!("{}{}", of(estimate.mid), self.ends(estimate, of))
    }

    /// How long something takes: `13 (10 to 18) months`, 13（10～18）个月.
    pub(crate) fn duration(self, months: &Estimate) -> String {
        match self {
            Self::En => format!("{} months", self.months(months)),
            Self::Zh if months.is_exact() => format!("{} 个月", self.months(months)),
            Self::Zh => format!("{}个月", self.months(months)),
        }
    }
}
