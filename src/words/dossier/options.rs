//! The options.

use crate::language::Language;
use crate::relocate::Swap;
use crate::ways_out::{Alternative, Alternatives, Move};
use crate::words::reader::Reader;

impl Reader<'_> {
    /// That nothing may move.
    pub fn nothing_moves(&self) -> &'static str {
        self.language.say(
            "No obstacle may be relocated, or no relocation data are given.",
            "无可迁建的制约要素，或未提供迁建资料。",
        )
    }

    /// That there are more options than the table has.
    pub fn only_the_front(&self, ways: &Alternatives) -> String {
        let count = ways.options.len();
        match self.language {
            Language::Zh => format!(
                "共 {count} 个方案，表中为在费用、可用地与最大矩形上不被其他方案超越者。"
            ),
            Language::En => format!(
                "{count} options in all; the table lists those that no other beats in cost, usable land \
                 and largest rectangle."
            ),
        }
    }

    /// What moving each alone recovers, and moving all of them.
    pub fn alone_and_together(&self, alone: &[(&Move, &Alternative)], all: &Alternative) -> String {
        let each = alone.iter().map(|(one, option)| {
            let (id, back) = (self.language.id(&one.id), self.signed_area(option.recovered_m2));
            match self.language {
                Language::Zh => format!("单独迁建 {id} 收回 {back}"),
                Language::En => format!("relocating {id} alone recovers {back}"),
            }
        });
        let each: Vec<String> = each.collect();
        let all = self.signed_area(all.recovered_m2);
        match self.language {
            Language::Zh => format!("{}；全部迁建收回 {all}。", each.join("，")),
            Language::En => {
                let alone = each.join(", ");
                format!("By comparison, {alone}; all together recover {all}.")
            }
        }
    }

    /// The exchange of land with a neighbour.
    pub fn swap(&self, swap: &Swap) -> String {
        let area = self.area(swap.given.area());
        let owner = swap.owner.clone().unwrap_or_else(|| self.language.unknown());
        let parcel = self.language.id(&swap.parcel);
        match self.language {
            Language::Zh => format!(
                "土地置换：以被占用的 {area} 换取相邻地块 {parcel} 等面积用地（权利人：{owner}，须征得同意），\
                 重划用地边界。"
            ),
            Language::En => format!(
                "Land swap: {area} under the obstacles for an equal area of the adjoining parcel {parcel} \
                 (held by {owner}, whose consent is required); the site boundary is redrawn."
            ),
        }
    }
}
