//! Costs and decision.

use super::{Table, Writer};
use crate::decide::Driver;
use crate::language::Language;
use crate::model::Nth;
use crate::units::grouped;

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
        let language = self.language;
        let mut table = Table::new([
            (language.say("facility", "设施"), false),
            (language.say("item", "费用项"), false),
            (language.say("low", "低"), true),
            (language.say("mid", "中"), true),
            (language.say("high", "高"), true),
            (language.say("source", "来源"), false),
        ]);
        for one in &ways.moves {
            for line in &one.cost.lines {
                let from = line.source.as_ref().map_or_else(
                    || language.say("not known", "未知").to_owned(),
                    |source| language.founded(source),
                );
                let of = |value: fn(&crate::model::Estimate) -> f64| {
                    line.amount
                        .as_ref()
                        .map_or_else(|| "-".to_owned(), |one| self.money(value(one)))
                };
                let (low, mid, high) = (of(|e| e.low), of(|e| e.mid), of(|e| e.high));
                table.row([
                    one.id.clone(),
                    language.item(line.item).to_owned(),
                    low,
                    mid,
                    high,
                    from,
                ]);
            }
            let total = one.cost.total();
            table.row([
                one.id.clone(),
                language.say("total of known items", "已知项合计").to_owned(),
                self.money(total.low),
                self.money(total.mid),
                self.money(total.high),
                String::from("-"),
            ]);
        }
        self.table(table);
    }

    pub(super) fn decision(&mut self) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        let language = self.language;
        let Some(price) = &ways.land_price else {
            self.sentence(
                "No land price is given, so no option is recommended; chapter 4 has the break-even price of each.",
                "未给定可用地单价，不作推荐；各方案的盈亏平衡地价见第四章。",
            );
            return;
        };
        self.decided(&language.price(&price.per_m2), &language.founded(&price.source));
    }

    fn decided(&mut self, price: &str, from: &str) {
        let Some(ways) = self.ways else { return };
        let language = self.language;
        let currency = ways.currency.clone().unwrap_or_default();
        let yuan = if currency == "CNY" { "元" } else { &currency };
        self.paragraph(match language {
            Language::Zh => format!(
                "可用地单价（{yuan}/平方米）：{price}，来源：{from}。总费用 = 迁建费用 + 单价 × 损失的可用地。"
            ),
            Language::En => format!(
                "Land price: {price} {currency} per m² of usable land ({from}). Total cost = relocation costs + land \
                 price × usable land lost."
            ),
        });
        let Some(decision) = &ways.decision else {
            if ways.nothing_usable {
                self.sentence(
                    "No land is usable whatever moves, so no option is recommended.",
                    "无论何者迁建均无可用地，不作推荐。",
                );
                return;
            }
            self.sentence(
                "The cost of no option is known, so none is recommended.",
                "各方案费用未知，不作推荐。",
            );
            return;
        };
        let mut table = Table::new([
            (language.say("option", "方案"), false),
            (language.say("cost", "费用"), true),
            (language.say("value of land lost", "损失土地价值"), true),
            (language.say("total cost", "总费用"), true),
            (language.say("probability best", "最优概率"), true),
        ]);
        let stakes = &decision.stakes;
        let mut order: Vec<_> = Nth::each(&stakes.choices).collect();
        order.sort_by(|(_, a), (_, b)| stakes.total(a).total_cmp(&stakes.total(b)));
        for (at, choice) in order.into_iter().take(LISTED) {
            let Some(option) = decision.option(ways, at) else { continue };
            let chance = decision.chances.as_ref().and_then(|all| all.of(at));
            table.row([
                self.option(option),
                self.money(stakes.cost(choice).mid),
                self.money(stakes.price.mid * choice.loss_m2),
                self.money(stakes.total(choice)),
                chance.map_or_else(|| "-".to_owned(), |chance| self.percent(chance.best)),
            ]);
        }
        self.table(table);
        if let Some(other) = &decision.recommendation.by_mean {
            let named =
                decision.option(ways, other.best).map_or_else(String::new, |one| self.option(one));
            let (total, recommended) = (self.money(other.total), self.money(other.recommended));
            self.paragraph(language.by_mean(&named, &total, &recommended));
        }
        if let Some(chances) = &decision.chances {
            let (draws, seed) = (grouped(f64::from(chances.draws), 0), chances.seed);
            self.paragraph(match language {
                Language::Zh => format!("概率由 {draws} 次随机抽样得出（种子 {seed}，可重复）。"),
                Language::En => {
                    format!("Probabilities from {draws} random draws (seed {seed}, reproducible).")
                }
            });
        }
        self.section("Sensitivity of the recommendation", "结论的敏感性");
        let mut table = Table::new([
            (language.say("parameter", "因素"), false),
            (language.say("range", "取值范围"), true),
            (language.say("margin", "领先幅度"), true),
            (language.say("best at the worse end", "不利端最优方案"), false),
            (language.say("switching value", "临界值"), true),
        ]);
        for flip in decision.recommendation.flips.iter().take(FLIPS) {
            let (_, best) = flip.worst();
            let best =
                decision.option(ways, best).map_or_else(String::new, |option| self.option(option));
            // Others are metres or a price.
            let is_money = matches!(flip.what, Driver::Expense(_));
            let value = |value: f64| if is_money { self.money(value) } else { grouped(value, 0) };
            table.row([
                self.driver(&flip.what),
                self.between(&value(flip.values.0), &value(flip.values.1)),
                self.between(&self.money(flip.margins.0), &self.money(flip.margins.1)),
                if flip.flips() { best } else { language.say("no change", "不变").to_owned() },
                flip.flips_at.map_or_else(|| "-".to_owned(), value),
            ]);
        }
        self.table(table);
        let advice = &decision.recommendation;
        let price = advice.flips.iter().find(|flip| flip.what == Driver::LandPrice);
        let Some((flip, at)) = price.and_then(|flip| Some((flip, flip.flips_at?))) else { return };
        let Some((below, then)) = flip.gives_way_below().zip(flip.then) else { return };
        let then = decision.option(ways, then).map_or_else(String::new, |one| self.option(one));
        let (at, per) = (grouped(at, 0), &currency);
        self.paragraph(match language {
            Language::Zh => {
                let side = if below { "低于" } else { "高于" };
                format!("可用地单价{side} {at} {yuan}/平方米时，{then}更优。")
            }
            Language::En => {
                let side = if below { "below" } else { "above" };
                format!("At land prices {side} {at} {per} per m², {then} is better.")
            }
        });
    }
}
