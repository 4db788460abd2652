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
        if let Some(chances) = &decision.chances {
            self.paragraph(self.reader.drawn(chances));
        }
        self.bearers(ways);
        self.otherwise(ways, decision);
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

    /// Who bears what of the recommended option.
    fn bearers(&mut self, ways: &Alternatives) {
        let Some(best) = ways.recommended() else { return };
        self.section(Title::WhoBearsWhat);
        let language = self.language();
        let price = ways.land_price.as_ref().map_or(0.0, |price| price.per_m2.mid);
        let money = |amount: Option<Estimate>| {
            amount.map_or_else(|| language.unknown(), |amount| self.reader.money_range(&amount))
        };
        let mut table = self.columns([
            (Column::Bearer, false),
            (Column::Pays, true),
            (Column::LosesLand, true),
            (Column::Worth, true),
        ]);
        table.row([
            language.row(Row::Project).to_owned(),
            money(best.cost),
            self.reader.signed_area(best.loss_m2),
            self.reader.money(price * best.loss_m2),
        ]);
        for land in ways.sterilised_by_owner(best) {
            table.row([
                language.owner(land.owner.as_deref()).to_owned(),
                NOTHING.to_owned(),
                self.reader.area(land.area),
                money(ways.sterilised_price.map(|price| price.times(land.area.get()))),
            ]);
        }
        self.table(table);
        self.paragraph(self.reader.bearing(best));
    }

    /// Which option is best when counted otherwise.
    fn otherwise(&mut self, ways: &Alternatives, decision: &Decision) {
        let all = &decision.recommendation.otherwise;
        if all.is_empty() {
            return;
        }
        self.section(Title::CountedOtherwise);
        let language = self.language();
        let mut table = self.columns([
            (Column::Counting, false),
            (Column::BestOption, false),
            (Column::Stays, false),
            (Column::Margin, true),
        ]);
        let named = all.iter().filter_map(|one| Some((one, decision.option(ways, one.best)?)));
        for (one, option) in named.clone() {
            table.row([
                language.counting(one.counting, ways.sterilised_price.is_some()).to_owned(),
                self.reader.option(ways, option),
                language.yes(one.same).to_owned(),
                self.reader.counted(one.counting, one.margin),
            ]);
        }
        self.table(table);
        let changed: Vec<String> = named
            .filter(|(one, _)| !one.same)
            .map(|one| self.reader.otherwise(ways, decision, one))
            .collect();
        if changed.is_empty() {
            self.paragraph(language.stays_best());
        } else {
            self.list(changed);
        }
        self.paragraph(language.counted_so());
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
