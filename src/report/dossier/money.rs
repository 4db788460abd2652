//! Costs and decision.

use super::{Title, Writer, NOTHING};
use crate::decide::{Driver, Flip};
use crate::model::{Estimate, Nth};
use crate::units::grouped;
use crate::ways_out::{Alternatives, Decision};
use crate::words::column::{Column, Row};

/// Options listed at most.
const LISTED: usize = 24;
/// Rows of the tornado.
const FLIPS: usize = 8;

impl Writer<'_> {
    pub(super) fn costs(&mut self) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        let language = self.language();
        let mut table = self.columns([
            (Column::Facility, false),
            (Column::Item, false),
            (Column::Low, true),
            (Column::Mid, true),
            (Column::High, true),
            (Column::Source, false),
        ]);
        for one in &ways.moves {
            let id = || language.id(&one.id).to_owned();
            for line in &one.cost.lines {
                let from = line.source.as_ref();
                let [low, mid, high] = self.ends(line.amount.as_ref());
                table.row([
                    id(),
                    language.item(line.item).to_owned(),
                    low,
                    mid,
                    high,
                    from.map_or_else(|| language.unknown(), |source| language.founded(source)),
                ]);
            }
            let [low, mid, high] = self.ends(Some(&one.cost.total()));
            let total = language.row(Row::TotalOfKnownItems).to_owned();
            table.row([id(), total, low, mid, high, NOTHING.to_owned()]);
        }
        self.table(table);
    }

    /// Low, mid and high.
    fn ends(&self, amount: Option<&Estimate>) -> [String; 3] {
        let ends = amount.map(|one| [one.low, one.mid, one.high].map(|it| self.reader.money(it)));
        ends.unwrap_or_else(|| [NOTHING; 3].map(str::to_owned))
    }

    pub(super) fn decision(&mut self) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        let Some(price) = &ways.land_price else {
            self.paragraph(self.reader.no_land_price());
            return;
        };
        self.paragraph(self.reader.land_price(price));
        let Some(decision) = &ways.decision else {
            let why = if ways.nothing_usable {
                self.language().no_way_to_usable_land()
            } else {
                self.reader.no_cost_known()
            };
            self.paragraph(why);
            return;
        };
        self.choices(ways, decision);
        if let Some(other) = &decision.recommendation.by_mean {
            if let Some(named) = decision.option(ways, other.best) {
                self.paragraph(self.reader.by_mean(ways, named, other));
            }
        }
        if let Some(chances) = &decision.chances {
            self.paragraph(self.reader.drawn(chances));
        }
        self.section(Title::SensitivityOfTheRecommendation);
        self.flips(ways, decision);
        let flips = &decision.recommendation.flips;
        let price = flips.iter().find(|flip| flip.what == Driver::LandPrice);
        let then = price.and_then(|flip| Some((flip, decision.option(ways, flip.then?)?)));
        if let Some((flip, then)) = then {
            if let Some(words) = self.reader.other_price(ways, flip, then) {
                self.paragraph(words);
            }
        }
    }

    /// Options by what they cost, land included.
    fn choices(&mut self, ways: &Alternatives, decision: &Decision) {
        let mut table = self.columns([
            (Column::Option, false),
            (Column::Cost, true),
            (Column::ValueOfLandLost, true),
            (Column::TotalCost, true),
            (Column::ProbabilityBest, true),
        ]);
        let stakes = &decision.stakes;
        let mut order: Vec<_> = Nth::each(&stakes.choices).collect();
        order.sort_by(|(_, a), (_, b)| stakes.total(a).total_cmp(&stakes.total(b)));
        for (at, choice) in order.into_iter().take(LISTED) {
            let Some(option) = decision.option(ways, at) else { continue };
            let chance = decision.chances.as_ref().and_then(|all| all.of(at));
            table.row([
                self.reader.option(ways, option),
                self.reader.money(stakes.cost(choice).mid),
                self.reader.money(stakes.value_lost(choice)),
                self.reader.money(stakes.total(choice)),
                chance.map_or_else(|| NOTHING.to_owned(), |one| self.reader.percent(one.best)),
            ]);
        }
        self.table(table);
    }

    fn flips(&mut self, ways: &Alternatives, decision: &Decision) {
        let mut table = self.columns([
            (Column::Sensitivity, false),
            (Column::Range, true),
            (Column::Margin, true),
            (Column::BestAtWorseEnd, false),
            (Column::SwitchingValue, true),
        ]);
        for flip in decision.recommendation.flips.iter().take(FLIPS) {
            table.row(self.flip(ways, decision, flip));
        }
        self.table(table);
    }

    fn flip(&self, ways: &Alternatives, decision: &Decision, flip: &Flip) -> [String; 5] {
        let reader = &self.reader;
        // Others are metres or a price.
        let is_money = matches!(flip.what, Driver::Expense(_));
        let value = |value: f64| if is_money { reader.money(value) } else { grouped(value, 0) };
        let best = decision.option(ways, flip.worst().1).filter(|_| flip.flips());
        let margins = [flip.margins.0, flip.margins.1].map(|margin| reader.money(margin));
        [
            reader.driver(&flip.what),
            reader.between(&value(flip.values.0), &value(flip.values.1)),
            reader.between(&margins[0], &margins[1]),
            best.map_or_else(
                || reader.no_change().to_owned(),
                |option| reader.option(ways, option),
            ),
            flip.flips_at.map_or_else(|| NOTHING.to_owned(), value),
        ]
    }
}
