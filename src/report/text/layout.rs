//! Layout before and after, side by side.

use super::LANGUAGE;
use crate::assess::Assessment;
use crate::carve::Layout;
use crate::report::table::{Align, Table};
use crate::words::column::{Column, Row};
use crate::words::terminal;

type Cell<'a> = &'a dyn Fn(&Layout) -> String;

/// The section; empty where no layout was asked for.
pub(super) fn section(assessment: &Assessment) -> String {
    let Some(all) = &assessment.layout else { return String::new() };
    let carved = (!assessment.obstacles.is_empty()).then_some(&all.carve_out);
    let columns: Vec<(Column, &Layout)> = [
        (Column::WithoutObstacles, Some(&all.baseline)),
        (Column::CarvedOut, carved),
        (Column::AfterMoving, all.relocation.as_ref()),
    ]
    .into_iter()
    .filter_map(|(head, layout)| Some((head, layout?)))
    .collect();
    let mut align = vec![Align::Left];
    align.extend(columns.iter().map(|_| Align::Right));
    let mut table = Table::new(&align);
    let heads = columns.iter().map(|(head, _)| LANGUAGE.column(*head));
    table.row([""].into_iter().chain(heads));
    let mut line = |label: String, cell: Cell<'_>| {
        let cells = columns.iter().map(|(_, layout)| cell(layout));
        table.row(std::iter::once(label).chain(cells));
    };
    let row = |row: Row| LANGUAGE.row(row).to_owned();
    let unit = assessment.settings.unit;
    line(LANGUAGE.column(Column::LargestRectangle).to_owned(), &terminal::layout::rectangle);
    line(format!("  {}", LANGUAGE.row(Row::RectangleArea)), &|layout| {
        unit.format(layout.rectangle_area().get())
    });
    line(row(Row::LargestCircle), &terminal::layout::circle);
    let asked = assessment.settings.layout.and_then(|request| request.building);
    if let Some(building) = asked {
        line(terminal::layout::buildings(&building), &|layout| {
            layout.buildings.as_ref().map_or_else(String::new, |all| all.len().to_string())
        });
    }
    line(row(Row::MeshSize), &|layout| {
        unit.format(layout.indices.as_ref().map_or(0.0, |indices| indices.mesh_m2.get()))
    });
    line(row(Row::Compactness), &terminal::layout::compactness);
    table.render()
}
