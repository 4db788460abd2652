//! Steps of a move.

use crate::language::Language;
use crate::relocate::Step;

impl Language {
    /// A step of a move.
    pub(crate) const fn step(self, step: Step) -> &'static str {
        match step {
            Step::Approval => self.say("plan amendment, land, permits", "规划调整、供地与许可"),
            Step::Build => self.say("build the new one", "新址建设"),
            Step::Open => self.say("test and open the new one", "验收投运"),
            Step::Clear => self.say("close the old one, clear its ground", "旧址停用、拆除清场"),
        }
    }
}
