//! What usable land is lost to, and where remnants lie.

use crate::carve::{Loss, Reuse};
use crate::language::Language;
use crate::model::{Place, Remnant, RemnantUse};
use crate::units::{AreaUnit, SquareMetres};
use crate::words::column::Column;

impl Language {
    /// That a site has no usable land whatever stands on it.
    pub(crate) fn nothing_usable(self, gross: &str) -> String {
        match self {
            Self::En => format!(
                "None of {gross} is usable even without obstacles, so nothing can be lost to them."
            ),
            Self::Zh => format!("用地 {gross}，即使没有制约要素也无可用地，因而无从损失。"),
        }
    }

    /// What land is lost to: a line of the ledger.
    pub(crate) fn loss(self, loss: Loss) -> String {
        match loss {
            Loss::Taking => self.column(Column::Under).to_owned(),
            Loss::Clearance => self.column(Column::LostToClearance).to_owned(),
            Loss::Access => self.column(Column::LostToAccess).to_owned(),
            Loss::Remnant(reason) => match self {
                Self::En => format!("remnants, {}", self.remnant(reason)),
                Self::Zh => format!("边角地：{}", self.remnant(reason)),
            },
        }
    }

    /// Why a remnant is of no use.
    pub(crate) const fn remnant(self, reason: Remnant) -> &'static str {
        match reason {
            Remnant::Narrow => self.say("too narrow", "过窄"),
            Remnant::Small => self.say("too small", "过小"),
            Remnant::Landlocked => self.say("landlocked", "不可到达"),
        }
    }

    /// A remnant on the map, by its number in the tables.
    pub(crate) fn numbered(self, number: usize, area: &str) -> String {
        match self {
            Self::En => format!("No. {number}: {area}"),
            Self::Zh => format!("{number} 号 {area}"),
        }
    }

    /// What a remnant may serve.
    pub(crate) const fn remnant_use(self, serves: RemnantUse) -> &'static str {
        match serves {
            RemnantUse::Office => self.say("offices", "行政办公"),
            RemnantUse::Parking => self.say("parking", "停车"),
            RemnantUse::Green => self.say("green", "绿化"),
            RemnantUse::PipeCorridor => self.say("pipe corridor", "管廊"),
        }
    }

    /// The loss at what remnants are worth.
    pub(crate) fn worth_of_remnants(self, reuse: &Reuse, unit: AreaUnit) -> String {
        let area = |one: SquareMetres| self.area(unit, one.get());
        let (none, full) = (area(reuse.at_no_value), area(reuse.at_full_value));
        let given = reuse.at_given_value.map(|[low, mid, high]| {
            let (least, most) = (unit.number(low.get()), unit.number(high.get()));
            match self {
                _ if least == most => area(mid),
                Self::En => format!("{} ({least} to {most})", area(mid)),
                Self::Zh => format!("{}（{least}～{most}）", area(mid)),
            }
        });
        match (self, given) {
            (Self::En, None) => format!(
                "No use of remnants is given: {none} are lost if they are worth nothing, {full} if as much as usable land."
            ),
            (Self::En, Some(given)) => format!(
                "With the uses given for remnants {given} are lost: {none} if they are worth nothing, {full} if as much \
                 as usable land."
            ),
            (Self::Zh, None) => format!(
                "未给出边角地用途：按无价值计，损失 {none}；按与可用地等值计，损失 {full}。"
            ),
            (Self::Zh, Some(given)) => format!(
                "按所给边角地用途折算，损失 {given}；按无价值计为 {none}，按与可用地等值计为 {full}。"
            ),
        }
    }

    /// That some remnants are not in the table.
    pub(crate) fn smaller_remnants(self, count: usize) -> String {
        match self {
            Self::En => format!("{count} smaller ones are not listed."),
            Self::Zh => format!("另有 {count} 块较小者未列出。"),
        }
    }

    /// Where a remnant lies.
    pub(crate) const fn place(self, place: Place) -> &'static str {
        match place {
            Place::Edge => self.say("edge", "边角地"),
            Place::Enclosed => self.say("enclosed", "夹心地"),
            Place::Interlocking => self.say("interlocking", "插花地"),
        }
    }
}
