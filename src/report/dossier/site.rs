//! Summary, site and carve-out.

use super::{Enclosures, Title, Writer, NOTHING};
use crate::adjust::whole_metres::in_steps;
use crate::assess::{Assessment, Range};
use crate::carve::{Compared, Parameters};
use crate::obstacle::Obstacle;
use crate::relocate::Verdict;
use crate::units::{grouped, trimmed, SquareMetres};
use crate::words::column::{Column, Row};
use crate::words::reader::Reader;

/// Remnants listed at most.
const LISTED_REMNANTS: usize = 40;

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
        self.remnants();
        self.paragraph(self.reader.remains_usable(&self.assessment.carve_out));
        self.evidence();
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

    /// The evidence ladder: what the loss is as each rung comes on top of the stronger ones, line by line.
    fn evidence(&mut self) {
        let loss = self.assessment.carve_out.ledger.loss().get();
        let Some(evidence) = self.assessment.evidence.as_ref().filter(|_| loss > 0.0) else {
            return;
        };
        let language = self.language();
        self.section(Title::Evidence);
        self.paragraph(language.carried(evidence, loss, &|m2| self.reader.signed_area(m2)));
        self.paragraph(self.reader.ladder());
        let mut table = self.columns([
            (Column::Basis, false),
            (Column::Adds, true),
            (Column::LostSoFar, true),
            (Column::Under, true),
            (Column::LostToClearance, true),
            (Column::LostToAccess, true),
            (Column::LostToRemnants, true),
            (Column::WithoutItAlone, true),
            (Column::Source, false),
        ]);
        for step in &evidence.steps {
            let ledger = &step.ledger;
            let rests = self.reader.footings(&step.footings);
            table.row([
                language.rung(step.rung).to_owned(),
                self.reader.signed_area(step.adds_m2),
                self.reader.area(ledger.loss()),
                self.reader.area(ledger.taking.area),
                self.reader.area(ledger.clearance.area),
                self.reader.area(ledger.access.area),
                self.reader.area(ledger.remnant()),
                self.reader.signed_area(step.without_alone_m2),
                if rests.is_empty() { NOTHING.to_owned() } else { rests },
            ]);
        }
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

    /// What is left over, numbered as on the map, and what it may serve.
    fn remnants(&mut self) {
        let language = self.language();
        let reuse = self.assessment.reuse();
        let mut table = self.columns([
            (Column::Number, false),
            (Column::Area, true),
            (Column::WidthM, true),
            (Column::Place, false),
            (Column::Reason, false),
            (Column::Serves, false),
            (Column::ValueShare, true),
            (Column::LossAfterIt, true),
        ]);
        for (piece, number) in reuse.pieces.iter().zip(1..).take(LISTED_REMNANTS) {
            let uses: Vec<&str> =
                piece.served.iter().map(|one| language.remnant_use(one.served_by)).collect();
            let served = !uses.is_empty();
            table.row([
                number.to_string(),
                self.reader.area(piece.scrap.area()),
                grouped(piece.scrap.width.get(), 1),
                language.place(piece.scrap.place).to_owned(),
                language.remnant(piece.scrap.reason).to_owned(),
                if served { language.list(uses) } else { NOTHING.to_owned() },
                if served { self.reader.percent(piece.value_share()) } else { NOTHING.to_owned() },
                self.reader.area(piece.loss()),
            ]);
        }
        if table.rows.is_empty() {
            return;
        }
        self.section(Title::Remnants);
        self.table(table);
        let unlisted = reuse.pieces.len().saturating_sub(LISTED_REMNANTS);
        if unlisted > 0 {
            self.paragraph(language.smaller_remnants(unlisted));
        }
        self.paragraph(language.worth_of_remnants(&reuse, self.reader.unit));
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
        self.joint(range);
        self.break_points(range);
    }

    /// The least and the greatest loss over all ranges together.
    fn joint(&mut self, range: &Range) {
        self.section(Title::AllRangesTogether);
        self.paragraph(self.reader.joint_range(range));
        let mut table = self.columns([
            (Column::Range, false),
            (Column::Loss, true),
            (Column::SquareMetres, true),
            (Column::Combination, false),
        ]);
        for (row, end) in [(Row::LeastLoss, &range.low), (Row::GreatestLoss, &range.high)] {
            let loss = end.carve_out.ledger.loss();
            table.row([
                self.language().row(row).to_owned(),
                self.reader.area(loss),
                Reader::square_metres(loss),
                self.reader.combination(end),
            ]);
        }
        self.table(table);
    }

    /// Where the loss jumps while one figure changes.
    fn break_points(&mut self, range: &Range) {
        if range.break_points.is_empty() {
            return;
        }
        self.section(Title::BreakPoints);
        self.paragraph(self.reader.break_points());
        let mut table = self.columns([
            (Column::Sensitivity, false),
            (Column::Value, true),
            (Column::LossUpToIt, true),
            (Column::LossAboveIt, true),
        ]);
        for point in &range.break_points {
            let (below, above) = point.losses;
            table.row([
                self.reader.assumption_name(&point.assumption),
                self.reader.assumed(&point.assumption, point.value),
                self.reader.signed_area(below),
                self.reader.signed_area(above),
            ]);
        }
        self.table(table);
    }
}
