//! Options and receiving sites.

use super::document::Block::Subheading;
use super::{Enclosures, Writer, NOTHING};
use crate::model::Nth;
use crate::relocate::Receiving;
use crate::units::grouped;
use crate::ways_out::{Alternative, Alternatives, Move};
use crate::words::column::Column;

/// Options listed at most; beyond, those on the front only.
const LISTED: usize = 24;
/// Further receiving sites named for each.
const FURTHER: usize = 4;

impl Writer<'_> {
    pub(super) fn nothing_moves(&mut self) -> bool {
        let none = self.ways.is_none_or(|ways| ways.moves.is_empty());
        if none {
            self.paragraph(self.reader.nothing_moves());
        }
        none
    }

    pub(super) fn options(&mut self) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        let mut table = self.columns([
            (Column::Option, false),
            (Column::Lost, true),
            (Column::Recovered, true),
            (Column::Net, true),
            (Column::LargestRectangle, true),
            (Column::Cost, true),
            (Column::BreakEvenPrice, true),
            (Column::ReceivingSites, false),
            (Column::ParetoOptimal, false),
        ]);
        let many = ways.options.len() > LISTED;
        for option in ways.options.iter().filter(|option| !many || option.on_front).take(LISTED) {
            table.row(self.option(ways, option));
        }
        self.table(table);
        if many {
            self.paragraph(self.reader.only_the_front(ways));
        }
        self.together(ways);
        if let Some(swap) = &ways.swap {
            self.paragraph(self.reader.swap(swap));
        }
    }

    fn option(&self, ways: &Alternatives, option: &Alternative) -> [String; 9] {
        let (reader, language) = (&self.reader, self.language());
        let nothing = || NOTHING.to_owned();
        let (net, cost) = (option.net_m2, option.cost.as_ref());
        let verdict = language.verdict(option.verdict);
        [
            reader.option(ways, option),
            reader.signed_area(option.loss_m2),
            reader.signed_area(option.recovered_m2),
            net.map_or_else(|| language.unknown(), |net| reader.signed_area(net)),
            option.rectangle.map_or_else(nothing, |one| reader.area(one.area())),
            cost.map_or_else(|| language.unknown(), |one| reader.money_range(one)),
            option.break_even.as_ref().map_or_else(nothing, |one| grouped(one.mid, 0)),
            if option.moved.is_empty() { nothing() } else { verdict.to_owned() },
            language.yes(option.on_front).to_owned(),
        ]
    }

    /// What moving each alone recovers, against moving all.
    fn together(&mut self, ways: &Alternatives) {
        let away = || ways.options.iter().filter(|option| option.within.is_none());
        let moves = ways.moves.len();
        let Some(all) = away().rev().find(|option| moves > 1 && option.moved.len() == moves) else {
            return;
        };
        let alone: Vec<(&Move, &Alternative)> = Nth::each(&ways.moves)
            .filter_map(|(number, one)| {
                Some((one, away().find(|option| option.moved == [number])?))
            })
            .collect();
        self.paragraph(self.reader.alone_and_together(&alone, all));
    }

    pub(super) fn receiving(&mut self, enclosures: &Enclosures) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        for one in &ways.moves {
            self.blocks.push(Subheading(self.language().id(&one.id).to_owned()));
            self.receiving_of(one);
        }
        self.figure(enclosures.receiving.as_ref(), self.reader.receiving_caption());
    }

    fn receiving_of(&mut self, one: &Move) {
        if let Some(pad) = &one.pad {
            self.paragraph(self.reader.plot_required(pad));
        }
        let considered = one.ranking.considered;
        match one.receiving() {
            None => self.paragraph(self.reader.no_receiving_site(considered)),
            Some(site) => {
                self.paragraph(self.reader.receiving_site(site, considered));
                self.gates(site);
                self.owners(site);
            }
        }
        let others = Nth::each(&one.ranking.sites);
        let others = others.filter(|(number, _)| Some(*number) != one.chosen).take(FURTHER);
        let further: Vec<String> = others.map(|(_, site)| self.reader.candidate(site)).collect();
        if !further.is_empty() {
            self.paragraph(self.reader.further_candidates());
            self.list(further);
        }
        if let Some(place) = &one.within {
            self.paragraph(self.reader.within_site(place));
        }
    }

    /// Whose land the clearance of the plot takes.
    fn owners(&mut self, site: &Receiving) {
        let language = self.language();
        let mut table = self.columns([
            (Column::Owner, false),
            (Column::Parcel, false),
            (Column::Sterilised, true),
        ]);
        for land in &site.sterilised_by_owner {
            table.row([
                language.owner(land.owner.as_deref()).to_owned(),
                language.list(land.parcels.iter().map(|id| language.id(id))),
                self.reader.area(land.area),
            ]);
        }
        self.table(table);
    }

    fn gates(&mut self, site: &Receiving) {
        let language = self.language();
        let mut table = self.columns([
            (Column::Gate, false),
            (Column::Verdict, false),
            (Column::Reason, false),
            (Column::DistanceM, true),
            (Column::Basis, false),
        ]);
        for finding in &site.findings {
            let (source, distance) = (finding.source.as_ref(), finding.reason.distance_m());
            table.row([
                language.gate(finding.gate).to_owned(),
                language.verdict(finding.verdict).to_owned(),
                self.reader.reason(&finding.reason),
                distance.map_or_else(|| NOTHING.to_owned(), |metres| grouped(metres, 1)),
                source.map_or_else(|| NOTHING.to_owned(), |source| language.source(source)),
            ]);
        }
        self.table(table);
    }
}
