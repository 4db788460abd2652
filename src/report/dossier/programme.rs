//! Service and programme.

use super::Writer;
use crate::model::Estimate;
use crate::words::column::Column;

impl Writer<'_> {
    pub(super) fn programme(&mut self) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        let language = self.language();
        self.paragraph(self.reader.service(&ways.moves));
        let mut table = self.columns([
            (Column::Facility, false),
            (Column::Step, false),
            (Column::Months, true),
            (Column::StartMonth, true),
            (Column::EndMonth, true),
        ]);
        let months = |estimate: Option<&Estimate>| {
            estimate.map_or_else(|| language.unknown(), |one| language.months(one))
        };
        for one in &ways.moves {
            for stage in &one.programme.stages {
                table.row([
                    language.id(&one.id).to_owned(),
                    language.step(stage.step).to_owned(),
                    months(stage.months.as_ref()),
                    months(stage.begins.as_ref()),
                    months(stage.ends.as_ref()),
                ]);
            }
        }
        self.table(table);
        for one in &ways.moves {
            self.paragraph(self.reader.service_of(one));
        }
        let option =
            ways.recommended().or_else(|| ways.options.iter().rev().find(|o| !o.moved.is_empty()));
        let needed = self.assessment.settings.project.needs_land_in_months;
        if let Some(words) = option.and_then(|one| self.reader.critical_path(ways, one, needed)) {
            self.paragraph(words);
        }
    }
}
