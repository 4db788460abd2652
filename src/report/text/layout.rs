//! Layout before and after, side by side.

use crate::assess::Assessment;
use crate::carve::Layout;
use crate::language::Language;
use crate::report::table::{Align, Table};
use crate::units::grouped;

type Cell<'a> = &'a dyn Fn(&Layout) -> String;

/// The section; empty where no layout was asked for.
pub(super) fn section(assessment: &Assessment) -> String {
    let Some(all) = &assessment.layout else { return String::new() };
    let carved = (!assessment.obstacles.is_empty()).then_some(&all.carve_out);
    let columns: Vec<(&str, &Layout)> = [
        ("without obstacles", Some(&all.baseline)),
        ("carved out", carved),
        ("after moving", all.relocation.as_ref()),
    ]
    .into_iter()
    .filter_map(|(name, layout)| Some((name, layout?)))
    .collect();
    let mut align = vec![Align::Left];
    align.extend(columns.iter().map(|_| Align::Right));
    let mut table = Table::new(&align);
    let heads = columns.iter().map(|(name, _)| *name);
    table.row(std::iter::once("").chain(heads));
    let mut line = |label: &str, cell: Cell<'_>| {
        let cells = columns.iter().map(|(_, layout)| cell(layout));
        table.row(std::iter::once(label.to_owned()).chain(cells));
    };
    let unit = assessment.settings.unit;
    line("largest rectangle", &|layout| {
        layout.rectangle.map_or_else(
            || "none".to_owned(),
            |r| format!("{} x {} m", grouped(r.width, 0), grouped(r.depth, 0)),
        )
    });
    line("  its area", &|layout| {
        unit.format(layout.rectangle.map_or(0.0, |rectangle| rectangle.area().get()))
    });
    line("largest circle", &|layout| format!("{} m across", grouped(layout.circle.get(), 0)));
    let asked = assessment.settings.layout.and_then(|request| request.building);
    if let Some(building) = asked {
        line(&format!("buildings of {}", Language::En.building(&building)), &|layout| {
            layout.buildings.as_ref().map_or_else(String::new, |all| all.len().to_string())
        });
    }
    line("effective mesh size", &|layout| {
        unit.format(layout.indices.as_ref().map_or(0.0, |indices| indices.mesh_m2.get()))
    });
    line("compactness (Polsby-Popper)", &|layout| {
        layout
            .indices
            .as_ref()
            .map_or_else(|| "-".to_owned(), |indices| grouped(indices.polsby_popper, 2))
    });
    table.render()
}
