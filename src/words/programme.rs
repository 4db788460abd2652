//! Steps of a move.

use crate::language::Language;
use crate::relocate::Step;

impl Language {
    /// A step of a move.
    pub(crate) const fn step(self, step: Step) -> &'static str {
        match step {
            Step::Approval => {
                self.say("plan amendment, land supply, permits", "规划调整、供地与许可")
            }
            Step::Build => self.say("construction at the receiving site", "新址建设"),
            Step::Open => self.say("acceptance and opening", "验收投运"),
            Step::Clear => {
                self.say("closure and clearing of the present site", "原址停用、拆除清场")
            }
        }
    }
}
