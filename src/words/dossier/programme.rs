//! Service and programme.

use crate::language::Language;
use crate::relocate::service::Served;
use crate::units::grouped;
use crate::ways_out::{Alternative, Alternatives, Move};
use crate::words::reader::Reader;

impl Reader<'_> {
    /// Whether the service goes on while things move.
    pub fn service(&self, moves: &[Move]) -> &'static str {
        if moves.iter().all(|one| one.programme.days_without_service <= 0.0) {
            self.language.say(
                "Each facility opens at its receiving site before the present one closes: service is not \
                 interrupted.",
                "先建后拆：新址投运之后旧址方停用，服务不中断。",
            )
        } else {
            self.language.say(
                "Each facility opens at its receiving site before the present one closes, except for the \
                 days given below.",
                "先建后拆；下列设施在过渡期内有服务中断。",
            )
        }
    }

    /// For how long a move interrupts the service, and whom it then reaches.
    pub fn service_of(&self, one: &Move) -> String {
        let without = one.programme.days_without_service;
        let (id, days) = (self.language.id(&one.id), grouped(without, 0));
        let mut words = match self.language {
            Language::Zh if without <= 0.0 => format!("{id} 服务不中断。"),
            Language::Zh => format!("{id} 服务中断 {days} 天。"),
            Language::En => format!("{id}: {days} days without service."),
        };
        if let Some((before, Some(after))) = &one.served {
            words.push_str(&self.reach(before, after));
        }
        words
    }

    fn reach(&self, before: &Served, after: &Served) -> String {
        let [then, now] = [before, after].map(|served| self.percent(served.share));
        let [far, near] = [before, after].map(|served| grouped(served.mean_distance.get(), 0));
        match self.language {
            Language::Zh => format!(
                "服务半径内需求由 {then} 变为 {now}，平均距离由 {far} 米变为 {near} 米。"
            ),
            Language::En => format!(
                " Demand within the service radius changes from {then} to {now}, the mean distance from \
                 {far} m to {near} m."
            ),
        }
    }

    /// The move on which all waits, if an option has one; `needed_within` is when the project needs the
    /// land, months from the decision.
    pub fn critical_path(
        &self,
        ways: &Alternatives,
        option: &Alternative,
        needed_within: Option<f64>,
    ) -> Option<String> {
        let (last, free) = option.frees_ground?;
        let id = self.language.id(&ways.moves[last].id);
        let free = self.language.duration(&free);
        let waits = option.waits.as_ref().map(|one| self.language.duration(one));
        let needed = needed_within.map(|months| grouped(months, 0));
        Some(match self.language {
            Language::Zh => {
                let needs = needed.map_or_else(
                    || "项目用地时限未知".to_owned(),
                    |months| format!("项目须在 {months} 个月内取得全部用地"),
                );
                let waits =
                    waits.map_or_else(|| "等待时间未知".to_owned(), |one| format!("等待 {one}"));
                format!("{id} 为关键线路：自决定之日起 {free}腾清全部用地；{needs}，{waits}。")
            }
            Language::En => {
                let needs = needed.map_or_else(
                    || "when the project needs it is not known".to_owned(),
                    |months| format!("the project needs it within {months} months"),
                );
                let waits = waits.map_or_else(
                    || "its wait is not known".to_owned(),
                    |one| format!("waits {one}"),
                );
                format!(
                    "Critical path: {id}. All land is cleared {free} after the decision; {needs} and \
                     {waits}."
                )
            }
        })
    }
}
