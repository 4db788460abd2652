//! What is doubtful, and how to make the dossier again.

use crate::geometry::LonLat;
use crate::language::Language;
use crate::model::LandUseSystem;
use crate::obstacle::Obstacle;
use crate::rules::Citation;
use crate::words::reader::Reader;

impl Reader<'_> {
    /// That a clearance rests on a figure that was not seen.
    pub fn unverified(&self, obstacle: &Obstacle, citation: &Citation) -> String {
        let status = self.language.status(citation.status);
        let (id, citation) = (self.language.id(&obstacle.id), self.language.citation(citation));
        match self.language {
            Language::Zh => format!("{id} 的间距依据“{citation}”{status}，采用前须核对原文。"),
            Language::En => format!(
                "{id}: its clearance by {citation} is {status}: check it against the document"
            ),
        }
    }

    /// That nothing is doubtful.
    pub fn no_doubts(&self) -> &'static str {
        self.language.say("No uncertainties were found.", "未发现存疑之处。")
    }

    /// What the dossier is not.
    pub fn no_legal_advice(&self) -> &'static str {
        self.language.say(
            "Not legal advice: every value that decides the result must be confirmed by the responsible \
             authority.",
            "本报告不构成法律意见；凡对结论起决定作用的取值，均须由责任部门确认。",
        )
    }

    /// Above the command.
    pub fn command(&self) -> &'static str {
        self.language.say("Command that reproduces this dossier:", "重新生成本报告的命令：")
    }

    /// The program, the rule pack and the plane in which areas are taken.
    pub fn computed_by(&self, version: &str, rules: &str, centre: LonLat) -> String {
        let LonLat { lon, lat } = centre;
        match self.language {
            Language::Zh => format!(
                "程序 carveout {version}；规则包：{rules}；平面采用以用地为中心的等面积投影（{lon:.6}, \
                 {lat:.6}）。"
            ),
            Language::En => format!(
                "carveout {version}; rule pack: {rules}; areas in a local equal-area frame centred on \
                 {lon:.6}, {lat:.6}."
            ),
        }
    }

    /// In which system land-use codes are read.
    pub fn declared_system(&self, system: LandUseSystem) -> String {
        let system = self.language.declared(system);
        match self.language {
            Language::Zh => format!("声明的用地分类体系：{system}。"),
            Language::En => format!("Declared land-use code system: {system}."),
        }
    }
}
