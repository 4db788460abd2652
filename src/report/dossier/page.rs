//! The dossier as one HTML file, drawings within.

use super::document::{Block, Document, Table};
use crate::report::html;
use maud::{html, Markup, PreEscaped};

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
