//! Who gave a value, and how well it is founded.

use crate::language::Language;
use crate::settings::Given;

impl Language {
    /// Who gave a parameter.
    pub(crate) const fn given(self, given: Given) -> &'static str {
        match given {
            Given::CommandLine => self.say("command line", "命令行"),
            Given::SiteFile => self.say("site file", "项目文件"),
            Given::RulePack => self.say("rule pack", "规则包"),
            Given::Feature => self.say("layer", "图层"),
            Given::Default => self.say("default, not given", "缺省，未给定"),
        }
    }

    /// How well a figure of a rule pack is founded.
    pub(crate) fn status(self, status: &str) -> String {
        let zh = match status {
            "verified" => "已核",
            "partly_verified" => "部分核实",
            "derived" => "推算",
            "recalled" => "待核",
            other => other,
        };
        self.say(&status.replace('_', " "), zh).to_owned()
    }
}
