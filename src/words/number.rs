//! Shares, ranges and sizes.

use crate::language::Language;
use crate::units::grouped;

impl Language {
    /// A share with a decimal: `12.3 %`, 12.3%.
    pub(crate) fn percent(self, share: f64) -> String {
        format!("{}{}", grouped(100.0 * share, 1), self.say(" %", "%"))
    }

    /// A small share with two decimals: `-0.04 %`.
    pub(crate) fn fine_percent(self, share: f64) -> String {
        format!("{}{}", grouped(100.0 * share, 2), self.say(" %", "%"))
    }

    /// Two ends of a range, as printed.
    pub(crate) fn between(self, first: &str, second: &str) -> String {
        format!("{first}{}{second}", self.say(" to ", "～"))
    }

    /// Two sides in whole metres: `61 x 40 m`.
    pub(crate) fn sides(self, width: f64, depth: f64) -> String {
        format!("{width:.0} {} {depth:.0} m", self.say("x", "×"))
    }

    /// Something that is so, or is not.
    pub(crate) const fn yes(self, is_so: bool) -> &'static str {
        if is_so {
            self.say("yes", "是")
        } else {
            self.say("no", "否")
        }
    }
}
