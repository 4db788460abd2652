//! Columns of text, aligned by what a terminal shows: a Chinese character is two cells wide.

use unicode_width::UnicodeWidthStr;

/// On which side a column is filled up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Align {
    Left,
    Right,
}

/// Rows of cells; the last column is not padded when it is left-aligned.
#[derive(Debug, Default)]
pub(in crate::report) struct Table {
    align: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(in crate::report) fn new(align: &[Align]) -> Self {
        Self { align: align.to_vec(), rows: Vec::new() }
    }

    pub(in crate::report) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The rows, two spaces in and two between columns.
    pub(in crate::report) fn render(&self) -> String {
        let widths: Vec<usize> = (0..self.align.len())
            .map(|column| {
                self.rows.iter().filter_map(|row| row.get(column)).map(|c| c.width()).max()
            })
            .map(Option::unwrap_or_default)
            .collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, align), width) in row.iter().zip(&self.align).zip(&widths) {
                let padding = " ".repeat(width.saturating_sub(cell.width()));
                line.push_str("  ");
                match align {
                    Align::Left => {
                        line.push_str(cell);
                        line.push_str(&padding);
                    }
                    Align::Right => {
                        line.push_str(&padding);
                        line.push_str(cell);
                    }
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_cells() {
        let mut table = Table::new(&[Align::Left, Align::Right]);
        table.row(["加油站", "1"]);
        table.row(["shed", "22"]);
        assert_eq!(table.render(), "  加油站   1\n  shed    22\n");
    }
}
