//! The dossier: the argument for a zoning adjustment (调规论证), in Chinese or English, so that others
//! can check and reproduce it.
//!
//! One [`Document`] is composed from an assessment; Markdown and HTML are two forms of it.

mod document;
mod money;
mod page;
mod plan;
mod programme;
mod site;
mod ways;

pub use document::{Block, Document, Table};

use crate::assess::{Alternatives, Assessment};
use crate::decide::Driver;
use crate::language::Language;
use crate::report::dossier::document::Block::{Heading, Paragraph, Subheading};
use crate::rules::RulePack;
use crate::settings::Assumption;
use crate::units::AreaUnit;

/// A file that the dossier rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceFile {
    /// What it is named on the command line or in the site file.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// What a dossier shows beside the assessment.
#[derive(Clone, Debug, Default)]
pub struct Enclosures {
    /// Inputs, in the order they were named.
    pub files: Vec<SourceFile>,
    /// The command that makes it again.
    pub command: String,
    /// The map of the site, and its file.
    pub map: Option<(String, String)>,
    /// The chart of what the loss is sensitive to, and its file.
    pub swings: Option<(String, String)>,
    /// The map of receiving sites, and its file.
    pub receiving: Option<(String, String)>,
}

/// Composes the dossier of an assessment.
#[must_use]
pub fn compose(
    assessment: &Assessment,
    pack: &RulePack,
    enclosures: &Enclosures,
    language: Language,
) -> Document {
    let say = |en: &str, zh: &str| language.say(en, zh).to_owned();
    let name = &assessment.site.name;
    let title = match language {
        Language::Zh => format!("{name}规划调整论证报告"),
        Language::En => format!("{name}: the case for a zoning adjustment"),
    };
    let mut writer = Writer {
        language,
        unit: unit(assessment.settings.unit, language),
        assessment,
        ways: assessment.alternatives.as_deref(),
        pack,
        blocks: Vec::new(),
    };
    writer.chapter(&say("1. Summary", "一、摘要"));
    writer.summary();
    writer.chapter(&say("2. Site and obstacles", "二、项目用地与制约要素"));
    writer.site();
    writer.chapter(&say("3. Carving out", "三、避让切出"));
    writer.carving_out(enclosures);
    writer.chapter(&say("4. Options", "四、方案比选"));
    writer.options();
    writer.chapter(&say("5. Receiving sites", "五、承接地块"));
    writer.receiving(enclosures);
    writer.chapter(&say("6. Service and programme", "六、服务延续与建设时序"));
    writer.programme();
    writer.chapter(&say("7. Costs", "七、费用"));
    writer.costs();
    writer.chapter(&say("8. Recommendation and sensitivity", "八、结论与敏感性"));
    writer.decision();
    writer.chapter(&say("9. The zoning adjustment", "九、规划调整"));
    writer.adjustment();
    writer.chapter(&say("10. Uncertainties", "十、不确定事项"));
    writer.doubts();
    writer.chapter(&say("Appendix: how to reproduce it", "附录：复核方法"));
    writer.appendix(enclosures);
    Document { language, title, blocks: writer.blocks }
}

/// The unit of areas: who reads Chinese and asked for none reads mu.
const fn unit(asked: AreaUnit, language: Language) -> AreaUnit {
    match (language, asked) {
        (Language::Zh, AreaUnit::M2) => AreaUnit::Mu,
        (_, asked) => asked,
    }
}

/// Writes the blocks of a dossier.
struct Writer<'a> {
    language: Language,
    unit: AreaUnit,
    assessment: &'a Assessment,
    ways: Option<&'a Alternatives>,
    pack: &'a RulePack,
    blocks: Vec<Block>,
}

impl Writer<'_> {
    fn say(&self, en: &str, zh: &str) -> String {
        self.language.say(en, zh).to_owned()
    }

    fn chapter(&mut self, words: &str) {
        self.blocks.push(Heading(words.to_owned()));
    }

    fn section(&mut self, en: &str, zh: &str) {
        let words = self.say(en, zh);
        self.blocks.push(Subheading(words));
    }

    fn paragraph(&mut self, words: impl Into<String>) {
        self.blocks.push(Paragraph(words.into()));
    }

    fn sentence(&mut self, en: &str, zh: &str) {
        let words = self.say(en, zh);
        self.paragraph(words);
    }

    fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    fn figure(&mut self, drawing: Option<&(String, String)>, caption: String) {
        if let Some((file, svg)) = drawing {
            self.blocks.push(Block::Figure { file: file.clone(), svg: svg.clone(), caption });
        }
    }

    fn area(&self, m2: f64) -> String {
        self.language.area(self.unit, m2)
    }

    /// Two ends of a range, as printed.
    fn between(&self, first: &str, second: &str) -> String {
        format!("{first}{}{second}", self.language.say(" to ", "～"))
    }

    /// A share with a decimal: `12.3 %`, 12.3%.
    fn percent(&self, share: f64) -> String {
        format!("{}{}", crate::units::grouped(100.0 * share, 1), self.language.say(" %", "%"))
    }

    fn m2(m2: f64) -> String {
        crate::units::grouped(m2, 0)
    }

    fn currency(&self) -> Option<&str> {
        self.ways?.currency.as_deref()
    }

    fn money(&self, value: f64) -> String {
        self.language.money(self.currency(), value)
    }

    fn money_range(&self, estimate: &crate::model::Estimate) -> String {
        self.language.money_range(self.currency(), estimate)
    }

    /// A figure of the area model, as people call it.
    fn assumption(&self, assumption: &Assumption) -> String {
        self.language.assumption(assumption, &|kind| self.kind(kind))
    }

    /// A figure that moves the recommendation, as people call it.
    fn driver(&self, driver: &Driver) -> String {
        self.language.driver(driver, &|kind| self.kind(kind))
    }

    /// A kind as people call it.
    fn kind(&self, kind: &str) -> String {
        self.language.kind(kind, self.pack)
    }

    /// An option as people call it.
    fn option(&self, option: &crate::assess::Alternative) -> String {
        self.ways.map_or_else(String::new, |ways| self.language.option(&ways.name(option)))
    }
}
