//! What a loss is set over.

use crate::carve::Compared;
use crate::language::Language;

impl Language {
    /// Which two areas a multiple compares.
    pub(crate) const fn compared(self, compared: Compared) -> &'static str {
        match compared {
            Compared::Net => self.say("usable land over usable land", "损失可用地 ÷ 所占可用地"),
            Compared::Gross => self.say("all land over all land", "减少用地 ÷ 占地"),
            Compared::NetOverGross => self.say("usable land over all land", "损失可用地 ÷ 占地"),
        }
    }
}
