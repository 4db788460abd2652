//! The range of the loss: combinations of what is not known.

use crate::assess::{Joint, Part};
use crate::language::Language;
use crate::settings::{Assumption, Unit};
use crate::units::{grouped, trimmed};

/// A length or an area to the millimetre or the hundredth, with as many decimals as say something.
fn exact(value: f64) -> String {
    let written = grouped(value, 3);
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A value of an assumption with its unit, which is written alike in both languages: `5.661 m`.
pub(crate) fn assumed(assumption: &Assumption, value: f64, square_metres: &str) -> String {
    match assumption.unit() {
        Some(Unit::SquareMetres) => format!("{} {square_metres}", trimmed(value)),
        Some(_) => format!("{} m", exact(value)),
        None => exact(value),
    }
}

impl Language {
    /// The figures of a combination, those of the headline with them: `setback 5 m, minimum width 24 m`.
    /// Positions are named where they are others than in the headline.
    pub(crate) fn combination(
        self,
        parts: &[Part],
        kind: &dyn Fn(&str) -> String,
        square_metres: &str,
    ) -> String {
        let words = parts.iter().filter_map(|part| {
            let name = self.assumption_name(&part.assumption, kind);
            match (part.assumption.unit(), part.value) {
                (Some(_), Some(value)) => {
                    let value = assumed(&part.assumption, value, square_metres);
                    Some(format!("{name} {value}"))
                }
                (None, _) if part.changed => Some(match (self, &part.assumption) {
                    (_, Assumption::Plot) => name,
                    (Self::En, _) => format!("{name} at their least"),
                    (Self::Zh, _) => format!("{name}取下限"),
                }),
                _ => None,
            }
        });
        let words: Vec<String> = words.collect();
        words.join(self.say(", ", "，"))
    }

    /// The combination of an end of the range, and whether there is anything to lose there.
    pub(crate) fn end_of_range(
        self,
        end: &Joint,
        kind: &dyn Fn(&str) -> String,
        square_metres: &str,
    ) -> String {
        let mut words = self.combination(&end.at, kind, square_metres);
        if end.nothing_usable {
            words.push_str(self.say(
                ", where nothing is usable even without obstacles",
                "，此时即使没有制约要素也无可用地",
            ));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Parameter;

    #[test]
    fn a_combination_names_every_figure_and_the_positions_that_changed() {
        let part = |assumption, value, changed| Part { assumption, value, changed };
        let parts = [
            part(Assumption::Equipment, None, true),
            part(Assumption::Plot, Some(0.0), false),
            part(Assumption::Parameter(Parameter::Setback), Some(5.661), true),
            part(Assumption::Parameter(Parameter::MinArea), Some(3_000.0), false),
            part(Assumption::Clearance("fuel_station".to_owned()), None, false),
        ];
        let kind = |kind: &str| kind.replace('_', " ");
        assert_eq!(
            Language::En.combination(&parts, &kind, "m2"),
            "equipment position and rule figures at their least, setback 5.661 m, minimum area 3,000 m2"
        );
        assert_eq!(
            Language::Zh.combination(&parts, &kind, "m²"),
            "设备位置与规范取值取下限，退界 5.661 m，最小可用面积 3,000 m²"
        );
    }
}
