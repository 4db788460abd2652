//! A document of headings, paragraphs, tables and figures, and its form in Markdown.

use crate::language::Language;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of a chapter.
    Heading(String),
    /// A heading within a chapter.
    Subheading(String),
    /// A paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A drawing.
    Figure {
        /// File beside the document.
        file: String,
        /// The drawing itself.
        svg: String,
        /// What it shows.
        caption: String,
    },
    /// Words as they are typed.
    Command(String),
}

/// A table: a header and rows of as many cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Names of the columns; figures stand to the right.
    pub columns: Vec<(String, bool)>,
    /// Cells.
    pub rows: Vec<Vec<String>>,
    /// Whether the last row sums up the others.
    pub sums: bool,
}

impl Table {
    /// A table without rows; the flag of a column says whether it holds figures.
    pub(super) fn new<const N: usize>(columns: [(&str, bool); N]) -> Self {
        let columns = columns.iter().map(|(name, figures)| ((*name).to_owned(), *figures));
        Self { columns: columns.collect(), ..Self::default() }
    }

    /// Adds a row.
    pub(super) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

/// The document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// What it consists of.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The document as Markdown; figures are named by their files.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", plain(&self.title));
        for block in &self.blocks {
            out.push('\n');
            match block {
                Block::Heading(words) => {
                    let _ = writeln!(out, "## {}", plain(words));
                }
                Block::Subheading(words) => {
                    let _ = writeln!(out, "### {}", plain(words));
                }
                Block::Paragraph(words) => {
                    let _ = writeln!(out, "{}", plain(words));
                }
                Block::List(items) => {
                    for item in items {
                        let _ = writeln!(out, "- {}", plain(item));
                    }
                }
                Block::Table(table) => out.push_str(&markdown_table(table)),
                Block::Figure { file, caption, .. } => {
                    let _ = writeln!(out, "![{}]({file})", plain(caption));
                }
                Block::Command(words) => {
                    let _ = writeln!(out, "    {}", words.replace('\n', "\n    "));
                }
            }
        }
        out
    }
}

fn markdown_table(table: &Table) -> String {
    let cell = |words: &str| plain(words).replace('|', "\\|");
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|words| cell(words)).collect()).collect();
    let names: Vec<String> = table.columns.iter().map(|(name, _)| cell(name)).collect();
    let widths: Vec<usize> = (0..names.len())
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at)).chain([&names[at]]);
            cells.map(|words| words.width()).max().unwrap_or(0).max(3)
        })
        .collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&widths).zip(&table.columns);
        let padded = padded.map(|((words, width), (_, figures))| {
            let room = " ".repeat(width.saturating_sub(words.width()));
            if *figures {
                format!(" {room}{words} |")
            } else {
                format!(" {words}{room} |")
            }
        });
        format!("|{}\n", padded.collect::<String>())
    };
    let mut out = line(&names);
    let rule = widths.iter().zip(&table.columns).map(|(width, (_, figures))| {
        let dashes = "-".repeat(*width);
        if *figures {
            format!(" {}: |", &dashes[1..])
        } else {
            format!(" {dashes} |")
        }
    });
    let _ = writeln!(out, "|{}", rule.collect::<String>());
    for row in &rows {
        out.push_str(&line(row));
    }
    out
}

/// Words that mean nothing else in Markdown: a name may hold anything.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '#' => out.extend(['\\', letter]),
            '\n' | '\r' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_like_markup_stay_names() {
        let mut table = Table::new([("name", false), ("n", true)]);
        table.row(["<b>|`x`", "1"]);
        let document = Document {
            language: Language::En,
            title: "a <script> & \"b\"".to_owned(),
            blocks: vec![
                Block::Paragraph("[x](y) *z*\n# no heading".to_owned()),
                Block::Table(table),
            ],
        };
        let markdown = document.markdown();
        assert!(markdown.contains("\\<b\\>\\|\\`x\\`"), "{markdown}");
        assert!(markdown.contains("\\[x\\](y) \\*z\\* \\# no heading"));
    }
}
