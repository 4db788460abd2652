//! The zoning adjustment, uncertainties, and how to reproduce the dossier.

use super::{Block, Enclosures, Title, Writer, NOTHING};
use crate::adjust::Balance;
use crate::rules::Status;
use crate::units::grouped;
use crate::words::column::{Column, Row};
use std::collections::BTreeSet;

impl Writer<'_> {
    pub(super) fn adjustment(&mut self) {
        let Some(ways) = self.ways else {
            self.paragraph(self.reader.no_change_of_use());
            self.consulted();
            return;
        };
        self.section(Title::LandUseBalance);
        match &ways.adjustment.balance {
            None => self.paragraph(self.reader.no_balance()),
            Some(balance) => {
                let option = ways.adjustment.option.of(&ways.options);
                self.paragraph(self.reader.balance_scope(ways, option, balance));
                self.balance(balance);
            }
        }
        self.indicators();
        self.consulted();
        self.steps();
    }

    #[expect(clippy::cast_precision_loss, reason = "areas of land in square metres")]
    fn balance(&mut self, balance: &Balance) {
        let language = self.language();
        let mut table = self.columns([
            (Column::Code, false),
            (Column::LandUse, false),
            (Column::Before, true),
            (Column::After, true),
            (Column::Change, true),
        ]);
        for row in &balance.rows {
            let areas = &row.areas;
            let name = row.name.map(|name| language.land_use(&name));
            table.row([
                row.class.code().unwrap_or(NOTHING).to_owned(),
                name.unwrap_or_else(|| language.land_class(&row.class)).to_owned(),
                grouped(areas.before_rounded as f64, 0),
                grouped(areas.after_rounded as f64, 0),
                grouped(areas.change_rounded() as f64, 0),
            ]);
        }
        let total = grouped(balance.total_rounded as f64, 0);
        table.row([NOTHING, language.row(Row::Total), &total, &total, "0"]);
        table.sums = true;
        self.table(table);
        let flows = balance.flows.iter().map(|flow| self.reader.flow(flow)).collect();
        self.list(flows);
    }

    fn indicators(&mut self) {
        let Some(ways) = self.ways else { return };
        self.section(Title::LandControlIndicators);
        let mut table = self.columns([
            (Column::Indicator, false),
            (Column::Value, true),
            (Column::Limits, false),
        ]);
        for one in &ways.adjustment.indicators {
            table.row([
                self.language().measure(one.what).to_owned(),
                self.reader.indicator_value(one),
                self.reader.indicator_limits(one),
            ]);
        }
        self.table(table);
        if ways.adjustment.buildings_as_placed {
            self.paragraph(self.reader.buildings_as_placed());
        }
    }

    fn consulted(&mut self) {
        let obstacles = &self.assessment.obstacles;
        if obstacles.is_empty() {
            return;
        }
        self.section(Title::Consultation);
        let mut table = self.columns([
            (Column::Concerning, false),
            (Column::Party, false),
            (Column::Subject, false),
            (Column::Basis, false),
        ]);
        let kinds: BTreeSet<&str> = obstacles.iter().map(|one| one.kind.as_str()).collect();
        let places = &self.assessment.settings.jurisdictions.value;
        let reader = self.reader;
        let mut general = BTreeSet::new();
        for kind in kinds {
            for one in reader.pack.authorities_for(kind, places) {
                if one.kind.is_none() && !general.insert(one.id.as_str()) {
                    continue;
                }
                table.row([
                    reader.concerning(one, kind),
                    reader.party(one).to_owned(),
                    reader.subject(one).to_owned(),
                    reader.basis(&one.id, &one.provenance),
                ]);
            }
        }
        if table.rows.is_empty() {
            self.paragraph(reader.no_party());
        }
        self.table(table);
        let consents = obstacles.iter().flat_map(|one| {
            one.clearance.consult.iter().map(move |consult| reader.consent(one, consult))
        });
        let consents: Vec<String> = consents.collect();
        if !consents.is_empty() {
            self.paragraph(reader.consents());
            self.list(consents);
        }
    }

    fn steps(&mut self) {
        self.section(Title::StatutorySteps);
        let reader = self.reader;
        let steps = reader.pack.procedure_steps();
        if steps.is_empty() {
            self.paragraph(reader.no_procedure());
            return;
        }
        let mut table =
            self.columns([(Column::Step, true), (Column::Content, false), (Column::Basis, false)]);
        for (number, step) in steps.iter().enumerate() {
            table.row([
                (number + 1).to_string(),
                reader.procedure_step(step).to_owned(),
                reader.basis(&step.id, &step.provenance),
            ]);
        }
        self.table(table);
    }

    pub(super) fn doubts(&mut self) {
        let language = self.language();
        let warnings = self.assessment.warnings.iter();
        let mut items: Vec<String> = warnings.map(|one| language.warning(one)).collect();
        let open = self.assessment.obstacles.iter().flat_map(|one| {
            let citations = one.clearance.parts.iter().filter_map(|part| part.source.citation());
            let open = citations.filter(|citation| citation.status != Status::Verified);
            open.map(move |citation| (one, citation))
        });
        let mut seen = BTreeSet::new();
        for (one, citation) in open {
            let words = self.reader.unverified(one, citation);
            if seen.insert(words.clone()) {
                items.push(words);
            }
        }
        if items.is_empty() {
            self.paragraph(self.reader.no_doubts());
        }
        self.list(items);
        self.paragraph(self.reader.no_legal_advice());
    }

    pub(super) fn appendix(&mut self, enclosures: &Enclosures) {
        self.paragraph(self.reader.command());
        self.blocks.push(Block::Command(enclosures.command.clone()));
        let rules = self.assessment.rules.say(self.language());
        let centre = self.assessment.site.frame.centre();
        self.paragraph(self.reader.computed_by(env!("CARGO_PKG_VERSION"), rules, centre));
        let mut table = self.columns([
            (Column::InputFile, false),
            (Column::Bytes, true),
            (Column::Checksum, false),
        ]);
        for file in &enclosures.files {
            table.row([file.path.clone(), grouped(file.bytes as f64, 0), file.sha256.clone()]);
        }
        self.table(table);
        if let Some(system) = self.assessment.settings.land_use_system {
            self.paragraph(self.reader.declared_system(system));
        }
    }
}
