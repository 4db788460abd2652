//! The dossier as one HTML file, drawings within.

use super::document::{Block, Document, Table};
use crate::report::html;
use maud::{html, Markup, PreEscaped};

/// Tables of up to nine columns of figures fit on a sheet of paper only across it; no word of Chinese
/// is cut into single letters to make room.
const STYLE: &str = include_str!("page.css");

impl Document {
    /// The document as one HTML file: no script, nothing from elsewhere, drawings within.
    #[must_use]
    pub fn html(&self) -> String {
        let body = html! {
            h1 { (self.title) } "\n"
            @for block in &self.blocks {
                (written(block)) "\n"
            }
        };
        html::page(self.language, &self.title, STYLE, &body)
    }
}

fn written(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Heading(words) => h2 { (words) },
            Block::Subheading(words) => h3 { (words) },
            Block::Paragraph(words) => p { (words) },
            Block::Command(words) => pre { (words) },
            Block::List(items) => ul { @for item in items { "\n" li { (item) } } "\n" },
            Block::Table(table) => (tabled(table)),
            Block::Figure { svg, caption, .. } => figure {
                "\n" (PreEscaped(svg)) figcaption { (caption) } "\n"
            },
        }
    }
}

fn tabled(table: &Table) -> Markup {
    let class = |figures: bool| figures.then_some("n");
    let last = table.sums.then(|| table.rows.len().saturating_sub(1));
    html! {
        table {
            "\n" thead {
                tr { @for (name, figures) in &table.columns { th class=[class(*figures)] { (name) } } }
            }
            "\n" tbody {
                @for (number, row) in table.rows.iter().enumerate() {
                    "\n" tr class=[(last == Some(number)).then_some("sum")] {
                        @for (words, (_, figures)) in row.iter().zip(&table.columns) {
                            td class=[class(*figures)] { (words) }
                        }
                    }
                }
                "\n"
            }
            "\n"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn names_that_look_like_markup_stay_names() {
        let name = "</td><script>\"&amp;\"</script>";
        let shown = "&lt;/td&gt;&lt;script&gt;&quot;&amp;amp;&quot;&lt;/script&gt;";
        let mut table = Table::new([(name, false), ("n", true)]);
        table.row([name, "1"]);
        table.row(["all", "1"]);
        table.sums = true;
        let words = || name.to_owned();
        let blocks = vec![
            Block::Heading(words()),
            Block::Subheading(words()),
            Block::Paragraph(words()),
            Block::Command(words()),
            Block::List(vec![words()]),
            Block::Table(table),
            Block::Figure { file: words(), svg: "<svg></svg>\n".to_owned(), caption: words() },
        ];
        let html = Document { language: Language::En, title: words(), blocks }.html();
        for tag in ["title", "h1", "h2", "h3", "p", "pre", "li", "th", "td", "figcaption"] {
            assert!(html.contains(&format!("<{tag}>{shown}</{tag}>")), "{tag}: {html}");
        }
        assert!(html.contains("</td><td class=\"n\">1</td>"), "{html}");
        assert_eq!(html.matches("<tr class=\"sum\"><td>all</td>").count(), 1, "{html}");
        assert!(!html.contains("<script") && html.contains("<figure>\n<svg></svg>\n"), "{html}");
    }
}
