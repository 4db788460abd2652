//! Service and programme.

use super::{Table, Writer};
use crate::language::Language;
use crate::units::grouped;

impl Writer<'_> {
    pub(super) fn programme(&mut self) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        let language = self.language;
        if ways.moves.iter().all(|one| one.programme.days_without_service <= 0.0) {
            self.sentence(
                "Each facility opens at its receiving site before the present one closes: service is not interrupted.",
                "先建后拆：新址投运之后旧址方停用，服务不中断。",
            );
        } else {
            self.sentence(
                "Each facility opens at its receiving site before the present one closes, except for the days given below.",
                "先建后拆；下列设施在过渡期内有服务中断。",
            );
        }
        let mut table = Table::new([
            (language.say("facility", "设施"), false),
            (language.say("step", "步骤"), false),
            (language.say("duration, months", "历时（月）"), true),
            (language.say("start, month", "起（月）"), true),
            (language.say("end, month", "止（月）"), true),
        ]);
        let months = |estimate: Option<&crate::model::Estimate>| {
            estimate.map_or_else(|| language.unknown(), |one| language.months(one))
        };
        for one in &ways.moves {
            for stage in &one.programme.stages {
                table.row([
                    one.id.clone(),
                    language.step(stage.step).to_owned(),
                    months(stage.months.as_ref()),
                    months(stage.begins.as_ref()),
                    months(stage.ends.as_ref()),
                ]);
            }
        }
        self.table(table);
        for one in &ways.moves {
            let without = one.programme.days_without_service;
            let days = grouped(without, 0);
            let mut words = match language {
                Language::Zh if without <= 0.0 => format!("{} 服务不中断。", one.id),
                Language::Zh => format!("{} 服务中断 {days} 天。", one.id),
                Language::En => format!("{}: {days} days without service.", one.id),
            };
            if let Some((before, Some(after))) = &one.served {
                let share =
                    |served: &crate::relocate::service::Served| grouped(100.0 * served.share, 1);
                let mean = |served: &crate::relocate::service::Served| {
                    grouped(served.mean_distance.get(), 0)
                };
                let more = match language {
                    Language::Zh => format!(
                        "服务半径内需求由 {}% 变为 {}%，平均距离由 {} 米变为 {} 米。",
                        share(before), share(after), mean(before), mean(after)
                    ),
                    Language::En => format!(
                        " Demand within the service radius changes from {} % to {} %, the mean distance from {} m to {} m.",
                        share(before), share(after), mean(before), mean(after)
                    ),
                };
                words.push_str(&more);
            }
            self.paragraph(words);
        }
        let option =
            ways.recommended().or_else(|| ways.options.iter().rev().find(|o| !o.moved.is_empty()));
        if let Some((last, free)) = option.and_then(|option| option.frees_ground) {
            let (id, free) = (&ways.moves[last].id, language.duration(&free));
            let needs = self.assessment.settings.project.needs_land_in_months;
            let waits = option.and_then(|option| option.waits.as_ref());
            self.paragraph(match language {
                Language::Zh => {
                    let needs = needs.map_or_else(
                        || "项目用地时限未知".to_owned(),
                        |months| format!("项目须在 {} 个月内取得全部用地", grouped(months, 0)),
                    );
                    let waits = waits.map_or_else(
                        || "等待时间未知".to_owned(),
                        |one| format!("等待 {}", language.duration(one)),
                    );
                    format!("{id} 为关键线路：自决定之日起 {free}腾清全部用地；{needs}，{waits}。")
                }
                Language::En => {
                    let needs = needs.map_or_else(
                        || "when the project needs it is not known".to_owned(),
                        |months| format!("the project needs it within {} months", grouped(months, 0)),
                    );
                    let waits = waits.map_or_else(
                        || "its wait is not known".to_owned(),
                        |one| format!("waits {}", language.duration(one)),
                    );
                    format!(
                        "Critical path: {id}. All land is cleared {free} after the decision; {needs} and {waits}."
                    )
                }
            });
        }
    }
}
