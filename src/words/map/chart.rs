//! Charts.

use crate::language::Language;
use crate::units::AreaUnit;

impl Language {
    /// Along the axis of a chart of losses.
    pub(crate) fn axis_of_loss(self, unit: AreaUnit) -> String {
        match self {
            Self::En => format!("usable land lost, {}", self.unit(unit)),
            Self::Zh => format!("可用地损失（{}）", self.unit(unit)),
        }
    }

    /// A loss, in the unit of the chart, and the value of the assumption it comes with.
    pub(crate) fn end_of_bar(self, unit: AreaUnit, loss: f64, value: Option<f64>) -> String {
        let loss = unit.number(loss);
        let value = value.map(super::short);
        match (self, value) {
            (_, None) => loss,
            (Self::En, Some(value)) => format!("{loss} (at {value})"),
            (Self::Zh, Some(value)) => format!("{loss}（取 {value}）"),
        }
    }
}
