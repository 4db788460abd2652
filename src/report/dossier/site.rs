//! Summary, site and carve-out.

use super::{Enclosures, Title, Writer, NOTHING};
use crate::adjust::whole_metres::in_steps;
use crate::assess::Assessment;
use crate::carve::{Compared, Parameters};
use crate::obstacle::Obstacle;
use crate::relocate::Verdict;
use crate::units::{grouped, trimmed, SquareMetres};
use crate::words::column::{Column, Row};
use crate::words::reader::Reader;

impl Writer<'_> {
    pub(super) fn summary(&mut self) {
        let assessment = self.assessment;
        self.paragraph(self.reader.site_in_short(assessment));
        if assessment.baseline.usable.is_empty() {
            return;
        }
        if assessment.obstacles.is_empty() {
            return;
        }
        self.recommendation();
        if !assessment.complete() {
            self.paragraph(self.reader.incomplete());
        }
    }

    fn recommendation(&mut self) {
        let Some(ways) = self.ways else { return };
        let (Some(decision), Some(best)) = (&ways.decision, ways.recommended()) else {
            self.paragraph(self.reader.no_recommendation());
            return;
        };
        self.paragraph(self.reader.recommended(ways, decision, best));
        if best.verdict != Verdict::Pass {
            self.paragraph(self.reader.gates_open());
        }
        if !best.missing.is_empty() {
            self.paragraph(self.reader.without_figure(best));
        }
    }

    pub(super) fn site(&mut self) {
        let language = self.language();
        let rules = self.assessment.rules.say(language);
        let mut table = self.columns([
            (Column::Parameter, false),
            (Column::Value, false),
            (Column::Source, false),
        ]);
        for used in self.assessment.settings.in_use() {
            table.row([
                self.reader.parameter(&used),
                self.reader.parameter_value(&used, rules),
                language.given(used.source).to_owned(),
            ]);
        }
        self.table(table);
        if let Some(deed) = &self.assessment.deed {
            self.section(Title::DeedArea);
            for sentence in language.deed_on_page(deed) {
                self.paragraph(sentence);
            }
        }
        self.setbacks();
        let Assessment { obstacles, context, baseline, .. } = self.assessment;
        if !obstacles.is_empty() {
            self.section(Title::Obstacles);
            self.things(obstacles);
        }
        if !context.is_empty() {
            self.section(Title::Surroundings);
            self.things(context);
            self.paragraph(self.reader.kept_free(baseline));
        }
    }

    /// Edges with their setbacks, where those differ.
    fn setbacks(&mut self) {
        let language = self.language();
        let parameters = Parameters::from(&self.assessment.settings);
        let edges = &self.assessment.baseline.edges;
        if edges.uniform(&parameters).is_some() {
            return;
        }
        self.section(Title::Setbacks);
        let mut table = self.columns([
            (Column::Edge, true),
            (Column::EdgeClass, false),
            (Column::Reason, false),
            (Column::Faces, false),
            (Column::LengthM, true),
            (Column::SetbackM, true),
            (Column::Source, false),
        ]);
        for (number, edge) in edges.all.iter().enumerate() {
            let (setback, source) = edge.setback(&parameters);
            table.row([
                (number + 1).to_string(),
                language.edge_class(edge.class).to_owned(),
                language.why_of_edge(&edge.why),
                language.faces(edge.bearing),
                grouped(edge.length.get(), 1),
                trimmed(setback.get()),
                language.setback_source(source),
            ]);
        }
        self.table(table);
    }

    /// Obstacles or surroundings, one a row.
    fn things(&mut self, things: &[Obstacle]) {
        let language = self.language();
        let mut table = self.columns([
            (Column::Id, false),
            (Column::Name, false),
            (Column::Kind, false),
            (Column::Relation, false),
            (Column::FromTheSiteM, true),
            (Column::WithinSiteM2, true),
            (Column::Plot, false),
            (Column::ClearanceM, true),
            (Column::MeasuredFrom, false),
            (Column::Basis, false),
        ]);
        for one in things {
            let governing = one.clearance.governing();
            table.row([
                language.id(&one.id).to_owned(),
                one.name.clone().unwrap_or_else(|| NOTHING.to_owned()),
                self.reader.kind_of(one),
                language.relation(one.relation).to_owned(),
                trimmed(one.distance.get()),
                Reader::square_metres(one.taking.area()),
                language.plot(one),
                governing.map_or_else(|| NOTHING.to_owned(), |part| trimmed(part.distance.get())),
                governing.map_or_else(|| NOTHING.to_owned(), |part| self.reader.start(one, part)),
                self.reader.clearance_basis(one),
            ]);
        }
        self.table(table);
    }

    pub(super) fn carving_out(&mut self, enclosures: &Enclosures) {
        self.ledger();
        self.multiples();
        self.paragraph(self.reader.remains_usable(&self.assessment.carve_out));
        self.swings(enclosures);
        self.figure(enclosures.map.as_ref(), self.reader.map_caption());
    }

    fn ledger(&mut self) {
        let assessment = self.assessment;
        let language = self.language();
        let ledger = &assessment.carve_out.ledger;
        let mut table = self.columns([
            (Column::UsableLand, false),
            (Column::Area, true),
            (Column::SquareMetres, true),
            (Column::Share, true),
        ]);
        let lines = ledger.lines().map(|(_, line)| line.area.get());
        // Who adds up what is printed comes out at the total.
        let (in_unit, in_m2) =
            (in_steps(&lines, self.reader.unit.step_m2()), in_steps(&lines, 1.0));
        let mut row = |name: &str, area: SquareMetres, printed: (f64, f64)| {
            let share = assessment.share_of_baseline(area);
            table.row([
                name.to_owned(),
                self.reader.signed_area(printed.0),
                grouped(printed.1, 0),
                share.map_or_else(|| NOTHING.to_owned(), |share| self.reader.percent(share)),
            ]);
        };
        let whole = assessment.baseline.usable.area();
        row(language.column(Column::WithoutObstacles), whole, (whole.get(), whole.get()));
        for (number, (loss, line)) in ledger.lines().into_iter().enumerate() {
            row(&language.loss(loss), line.area, (in_unit[number], in_m2[number]));
        }
        let loss = ledger.loss();
        row(language.row(Row::TotalLoss), loss, (loss.get(), loss.get()));
        table.sums = true;
        self.table(table);
    }

    /// The loss over what the obstacles stand on, like over like first.
    fn multiples(&mut self) {
        let mut table = self.columns([
            (Column::Compared, false),
            (Column::Loss, true),
            (Column::Under, true),
            (Column::Times, true),
        ]);
        for multiple in Compared::ALL.map(|compared| self.assessment.carve_out.multiple(compared)) {
            let Some(times) = multiple.times() else { continue };
            table.row([
                self.language().compared(multiple.compared).to_owned(),
                self.reader.area(multiple.lost),
                self.reader.area(multiple.stood_on),
                grouped(times, 1),
            ]);
        }
        self.table(table);
    }

    fn swings(&mut self, enclosures: &Enclosures) {
        let Some(range) = &self.assessment.range else { return };
        self.section(Title::SensitivityOfTheLoss);
        let mut table = self.columns([
            (Column::Sensitivity, false),
            (Column::Range, true),
            (Column::Loss, true),
        ]);
        for swing in &range.swings {
            let reader = &self.reader;
            let values = swing.values.map_or_else(
                || NOTHING.to_owned(),
                |(a, b)| reader.between(&grouped(a, 1), &grouped(b, 1)),
            );
            let [least, most] =
                [swing.losses.0, swing.losses.1].map(|loss| reader.signed_area(loss));
            table.row([
                reader.assumption(&swing.assumption),
                values,
                reader.between(&least, &most),
            ]);
        }
        self.table(table);
        self.figure(enclosures.swings.as_ref(), self.reader.chart_caption());
    }
}
