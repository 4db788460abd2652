//! What usable land is lost to, and where remnants lie.

use crate::carve::{Loss, Place, Remnant};
use crate::language::Language;
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

    /// Where a remnant lies.
    pub(crate) const fn place(self, place: Place) -> &'static str {
        match place {
            Place::Edge => self.say("edge", "边角地"),
            Place::Enclosed => self.say("enclosed", "夹心地"),
            Place::Interlocking => self.say("interlocking", "插花地"),
        }
    }
}
