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
use crate::language::Language;
use crate::report::dossier::document::Block::{Heading, Paragraph, Subheading};
use crate::rules::RulePack;
use crate::words::column::Column;
use crate::words::dossier::chapter::Chapter;
use crate::words::heading::Heading as Title;
use crate::words::reader::Reader;

/// A cell with nothing to say.
const NOTHING: &str = "-";

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
    let ways = assessment.alternatives.as_deref();
    let currency = ways.and_then(|ways| ways.currency.as_deref());
    let reader = Reader::new(language, assessment.settings.unit, currency, pack);
    let mut writer = Writer { reader, assessment, ways, blocks: Vec::new() };
    writer.chapter(Chapter::Summary);
    writer.summary();
    writer.chapter(Chapter::Site);
    writer.site();
    writer.chapter(Chapter::CarvingOut);
    writer.carving_out(enclosures);
    writer.chapter(Chapter::Options);
    writer.options();
    writer.chapter(Chapter::ReceivingSites);
    writer.receiving(enclosures);
    writer.chapter(Chapter::Programme);
    writer.programme();
    writer.chapter(Chapter::Costs);
    writer.costs();
    writer.chapter(Chapter::Recommendation);
    writer.decision();
    writer.chapter(Chapter::Adjustment);
    writer.adjustment();
    writer.chapter(Chapter::Uncertainties);
    writer.doubts();
    writer.blocks.push(Heading(language.heading(Title::Appendix).to_owned()));
    writer.appendix(enclosures);
    Document { language, title: language.dossier(&assessment.site.name), blocks: writer.blocks }
}

/// Writes the blocks of a dossier.
struct Writer<'a> {
    reader: Reader<'a>,
    assessment: &'a Assessment,
    ways: Option<&'a Alternatives>,
    blocks: Vec<Block>,
}

impl Writer<'_> {
    const fn language(&self) -> Language {
        self.reader.language
    }

    fn chapter(&mut self, chapter: Chapter) {
        self.blocks.push(Heading(self.language().chapter(chapter)));
    }

    fn section(&mut self, heading: Title) {
        self.blocks.push(Subheading(self.language().heading(heading).to_owned()));
    }

    fn paragraph(&mut self, words: impl Into<String>) {
        self.blocks.push(Paragraph(words.into()));
    }

    /// A table without rows; the flag of a column says whether it holds figures.
    fn columns<const N: usize>(&self, columns: [(Column, bool); N]) -> Table {
        Table::new(columns.map(|(column, figures)| (self.language().column(column), figures)))
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

    fn figure(&mut self, drawing: Option<&(String, String)>, caption: &str) {
        if let Some((file, svg)) = drawing {
            let (file, svg, caption) = (file.clone(), svg.clone(), caption.to_owned());
            self.blocks.push(Block::Figure { file, svg, caption });
        }
    }
}
