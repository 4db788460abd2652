//! What carving out leaves.

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
        self.language.say("Sensitivity of the loss, widest range first", "损失的敏感性（由大到小）")
    }

    /// Below the map of the site.
    pub fn map_caption(&self) -> &'static str {
        self.language.say("The site with all obstacles carved out", "避让切出示意图")
    }
}
