//! What carving out leaves.

use crate::assess::{Range, LEAST_JUMP};
use crate::carve::CarveOut;
use crate::language::Language;
use crate::words::reader::Reader;

impl Reader<'_> {
    /// What is still usable.
    pub fn remains_usable(&self, carve: &CarveOut) -> String {
        let usable = self.area(carve.usable.area());
        match self.language {
            Language::Zh => {
                format!("避让切出后可用地为 {usable}。各项损失互不重叠，合计即为损失总量。")
            }
            Language::En => format!(
                "Carved out, {usable} remain usable. The lines do not overlap and sum to the loss."
            ),
        }
    }

    /// Below the chart of what moves the loss.
    pub fn chart_caption(&self) -> &'static str {
        self.language.say(
            "Sensitivity of the loss, one at a time, widest range first",
            "损失的敏感性（逐项变动，由大到小）",
        )
    }

    /// How the evidence ladder is to be read.
    pub fn ladder(&self) -> &'static str {
        self.language.say(
            "Each row is the loss computed anew with its rung and all stronger ones, and with what rests on \
             the weaker ones set to nothing: clearances, ways in, setbacks, minimums. What a rung adds hangs on \
             that order; the last figure is the loss without it alone. A rung may make the loss smaller, as a \
             setback does that takes land which an obstacle takes too.",
            "各行为仅保留该级及更强依据、较弱依据（间距、通道、退界、最小尺寸）取零后重新计算的损失。各级增加量取决于\
             这一顺序；末列为仅去除该级时的损失。退界所占土地与制约要素所占重叠时，该级可使损失减小。",
        )
    }

    /// What the least and the greatest loss are, and how they were found.
    pub fn joint_range(&self, range: &Range) -> String {
        let computed = range.computed.to_string();
        match self.language {
            Language::En => format!(
                "The least and the greatest loss found over all ranges together, in a search through \
                 {computed} combinations. They may lie beyond every single range: what is too narrow and too \
                 small comes back only when both figures change."
            ),
            Language::Zh => format!(
                "在全部取值范围内同时搜索 {computed} 种组合所得的最小与最大损失。其可能超出逐项变动的结果：\
                 既过窄又过小的地块，只有两项取值同时改变才能收回。"
            ),
        }
    }

    /// What the values are at which the loss jumps.
    pub fn break_points(&self) -> String {
        let share = self.percent(LEAST_JUMP);
        match self.language {
            Language::En => format!(
                "At these values the loss jumps by {share} of the usable land without obstacles or more, all \
                 other figures as they are: a survey or a standard that differs a little there changes the \
                 answer."
            ),
            Language::Zh => format!(
                "其余取值不变时，损失在下列取值处突变，幅度不小于原可用地的 {share}：在这些取值附近，测量或\
                 标准稍有出入，结论即随之改变。"
            ),
        }
    }

    /// Below the map of the site.
    pub fn map_caption(&self) -> &'static str {
        self.language.say("The site with all obstacles carved out", "避让切出示意图")
    }
}
