//! The site and its obstacles.

use crate::carve::Baseline;
use crate::language::Language;
use crate::obstacle::{MeasuredFrom, Obstacle, PartDistance};
use crate::words::reader::Reader;

impl Reader<'_> {
    /// Who says how far an obstacle keeps others away.
    pub fn clearance_basis(&self, obstacle: &Obstacle) -> String {
        match (obstacle.clearance.governing(), obstacle.known_clearance()) {
            (Some(part), _) => self.language.founded(&part.source),
            (None, Some(_)) => {
                self.language.say("no clearance of its own", "自身无间距要求").to_owned()
            }
            (None, None) => self.language.unknown(),
        }
    }

    /// What surroundings that stay keep free.
    pub fn kept_free(&self, baseline: &Baseline) -> String {
        let kept = self.area(baseline.context.area());
        let left = self.area(baseline.usable.area());
        match self.language {
            Language::Zh => format!(
                "上述周边要素不可迁移，无论采用何种方案均限制 {kept} 本可使用的土地；下文以剩余可用地 {left} 为基准。"
            ),
            Language::En => format!(
                "These stay whatever is done: they keep {kept} free that would be usable without them, and \
                 what follows is measured against the {left} that are left."
            ),
        }
    }

    /// From where a distance of an obstacle is measured.
    pub fn start(&self, obstacle: &Obstacle, part: &PartDistance) -> String {
        let known = || part.part.as_deref().and_then(|id| self.pack.part(id));
        match part.from {
            MeasuredFrom::Plot
            | MeasuredFrom::PlotForEquipment
            | MeasuredFrom::ProjectEquipment => self.language.clearance_start(obstacle).to_owned(),
            MeasuredFrom::Equipment => known().map_or_else(
                || self.language.say("its equipment", "设备").to_owned(),
                |part| self.language.say(&part.name_en, &part.name_zh).to_owned(),
            ),
        }
    }
}
