//! A document of headings, paragraphs, tables and figures, and the two forms it is written in.

use crate::language::Language;
use crate::report::escaped;
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

/// Tables of up to nine columns of figures fit on a sheet of paper only across it; no word of Chinese
/// is cut into single letters to make room.
const STYLE: &str = "\
body{font:15px/1.65 'Noto Sans','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif;\
color:#1c2733;max-width:56rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.6rem;margin:0 0 1.5rem}h2{font-size:1.2rem;margin:2.2rem 0 .6rem;border-bottom:2px solid #1c2733}\
h3{font-size:1rem;margin:1.4rem 0 .4rem}\
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.88rem}\
th,td{text-align:left;padding:.22rem .5rem;border-bottom:1px solid #cdd6de;vertical-align:top;\
word-break:keep-all;overflow-wrap:break-word}\
th{font-weight:600;border-bottom:1px solid #1c2733;vertical-align:bottom}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}\
tr.sum td{font-weight:600;border-top:1px solid #1c2733}\
figure{margin:1rem 0}figure svg{width:100%;height:auto}figcaption{color:#51606f;font-size:.88rem}\
pre{background:#f2f4f6;padding:.6rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}\
@page{size:A4 landscape;margin:14mm}\
@media print{body{margin:0;max-width:none;font-size:13px}table{font-size:.78rem}figure svg{max-height:160mm}h2{break-after:avoid}table,figure{break-inside:avoid}}";

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

    /// The document as one HTML file: no script, nothing from elsewhere, drawings within.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
            self.language.tag(),
            title = escaped(&self.title)
        );
        for block in &self.blocks {
            let _ = match block {
                Block::Heading(words) => writeln!(out, "<h2>{}</h2>", escaped(words)),
                Block::Subheading(words) => writeln!(out, "<h3>{}</h3>", escaped(words)),
                Block::Paragraph(words) => writeln!(out, "<p>{}</p>", escaped(words)),
                Block::Command(words) => writeln!(out, "<pre>{}</pre>", escaped(words)),
                Block::List(items) => {
                    let items = items.iter().map(|item| format!("<li>{}</li>\n", escaped(item)));
                    writeln!(out, "<ul>\n{}</ul>", items.collect::<String>())
                }
                Block::Table(table) => {
                    out.push_str(&html_table(table));
                    Ok(())
                }
                Block::Figure { svg, caption, .. } => writeln!(
                    out,
                    "<figure>\n{svg}<figcaption>{}</figcaption>\n</figure>",
                    escaped(caption)
                ),
            };
        }
        out.push_str("</body>\n</html>\n");
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

fn html_table(table: &Table) -> String {
    let class = |figures: bool| if figures { " class=\"n\"" } else { "" };
    let mut out = "<table>\n<thead><tr>".to_owned();
    for (name, figures) in &table.columns {
        let _ = write!(out, "<th{}>{}</th>", class(*figures), escaped(name));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (number, row) in table.rows.iter().enumerate() {
        let last = table.sums && number + 1 == table.rows.len();
        out.push_str(if last { "<tr class=\"sum\">" } else { "<tr>" });
        for (words, (_, figures)) in row.iter().zip(&table.columns) {
            let _ = write!(out, "<td{}>{}</td>", class(*figures), escaped(words));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
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
        let html = document.html();
        assert!(html.contains("<td>&lt;b&gt;|`x`</td><td class=\"n\">1</td>"));
        assert!(html.contains("<title>a &lt;script&gt; &amp; &quot;b&quot;</title>"));
        assert!(!html.contains("<script>"));
    }
}
