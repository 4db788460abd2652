//! Options, receiving sites, programme, costs and decision.

use super::{Enclosures, Language, Table, Writer};
use crate::assess::alternatives::Move;
use crate::relocate::{CostSource, Receiving, Verdict};
use crate::units::grouped;

/// Options listed at most; beyond, those on the front only.
const LISTED: usize = 24;
/// Further receiving sites named for each.
const FURTHER: usize = 4;
/// Rows of the tornado.
const FLIPS: usize = 8;

impl Writer<'_> {
    fn nothing_moves(&mut self) -> bool {
        let none = self.ways.is_none_or(|ways| ways.moves.is_empty());
        if none {
            self.sentence(
                "Nothing that may move is in the way, or nothing was said of moving it.",
                "无可迁建的制约要素，或未提供迁建资料。",
            );
        }
        none
    }

    pub(super) fn options(&mut self) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        let language = self.language;
        let mut table = Table::new([
            (language.say("option", "方案"), false),
            (language.say("lost", "损失"), true),
            (language.say("returned", "收回"), true),
            (language.say("net", "净收回"), true),
            (language.say("largest rectangle", "最大矩形"), true),
            (language.say("money", "费用"), true),
            (language.say("pays from, per m²", "盈亏平衡地价（每㎡）"), true),
            (language.say("receiving sites", "承接地块"), false),
            (language.say("on the front", "非劣"), false),
        ]);
        let many = ways.options.len() > LISTED;
        for option in ways.options.iter().filter(|option| !many || option.on_front).take(LISTED) {
            table.row([
                self.option(option),
                self.area(option.loss_m2),
                self.area(option.recovered_m2),
                option.net_m2.map_or_else(|| language.unknown(), |net| self.area(net)),
                option.rectangle.map_or_else(|| "-".to_owned(), |one| self.area(one.area().get())),
                option.cost.as_ref().map_or_else(|| language.unknown(), |one| self.money_range(one)),
                option.break_even.as_ref().map_or_else(|| "-".to_owned(), |one| grouped(one.mid, 0)),
                if option.moved.is_empty() {
                    "-".to_owned()
                } else {
                    language.verdict(option.verdict).to_owned()
                },
                language.say(
                    if option.on_front { "yes" } else { "no" },
                    if option.on_front { "是" } else { "否" },
                ).to_owned(),
            ]);
        }
        self.table(table);
        if many {
            let count = ways.options.len();
            self.paragraph(match language {
                Language::Zh => format!("共 {count} 个方案，表中为在费用、可用地与最大矩形上不被其他方案超越者。"),
                Language::En => format!(
                    "{count} options in all; the table has those that no other beats in money, land and rectangle."
                ),
            });
        }
        if let Some(all) = ways.options.iter().rev().find(|option| {
            option.within.is_none() && option.moved.len() == ways.moves.len() && option.moved.len() > 1
        }) {
            let alone: Vec<String> = (0..ways.moves.len())
                .filter_map(|number| {
                    let single = ways.options.iter().find(|option| {
                        option.within.is_none() && option.moved == [number]
                    })?;
                    let (id, back) = (&ways.moves[number].id, self.area(single.recovered_m2));
                    Some(match language {
                        Language::Zh => format!("单独迁建 {id} 收回 {back}"),
                        Language::En => format!("moving {id} alone returns {back}"),
                    })
                })
                .collect();
            let all = self.area(all.recovered_m2);
            self.paragraph(match language {
                Language::Zh => format!("{}；全部迁建收回 {all}。", alone.join("，")),
                Language::En => format!("Alone: {}; all together return {all}.", alone.join(", ")),
            });
        }
        if let Some(swap) = &ways.swap {
            let area = self.area(swap.given.area().get());
            let owner = swap.owner.clone().unwrap_or_else(|| language.unknown());
            self.paragraph(match language {
                Language::Zh => format!(
                    "土地置换：以被占用的 {area} 换取相邻地块 {} 等面积用地（权利人：{owner}，须征得同意），重划用地边界。",
                    swap.parcel
                ),
                Language::En => format!(
                    "Land swap: {area} under the obstacles against as much of the adjoining parcel {} (held by {owner}, \
                     who must agree); the footprint is drawn anew.",
                    swap.parcel
                ),
            });
        }
    }

    pub(super) fn receiving(&mut self, enclosures: &Enclosures) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        for one in &ways.moves {
            self.section(&one.id, &one.id);
            self.receiving_of(one);
        }
        let caption = self.say(
            "Receiving sites, numbered by rank; hatched: land that their clearance sterilises",
            "承接地块（按优先次序编号；斜线为其间距所限制的土地）",
        );
        self.figure(enclosures.receiving.as_ref(), caption);
    }

    fn receiving_of(&mut self, one: &Move) {
        let language = self.language;
        if let Some(pad) = &one.pad {
            let area = Self::m2(pad.area_m2);
            let width = grouped(pad.width_m, 1);
            let clause = match (language, pad.clause.as_str()) {
                (Language::Zh, "site file") => "项目文件",
                (Language::Zh, "as much as it takes now") => "按现状用地",
                (_, other) => other,
            };
            self.paragraph(match language {
                Language::Zh => format!("所需用地 {area} 平方米，宽不小于 {width} 米（{clause}）。"),
                Language::En => format!("It takes {area} m², {width} m wide or more ({clause})."),
            });
        }
        let considered = one.ranking.considered;
        match one.receiving() {
            None => self.paragraph(match language {
                Language::Zh => format!("在 {considered} 个地块中没有可作承接者。"),
                Language::En => format!("Of {considered} parcels looked at none can receive it."),
            }),
            Some(site) => {
                let (taken, sterile) = (site.taken_m2(), site.sterilised.area().get());
                let (id, away) = (&site.id, grouped(site.distance_m, 0));
                self.paragraph(match language {
                    Language::Zh => format!(
                        "在 {considered} 个地块中选定 {id}，距原址 {away} 米；占地 {} 平方米，其间距限制周边土地 {} 平方米。",
                        Self::m2(taken),
                        Self::m2(sterile)
                    ),
                    Language::En => format!(
                        "Of {considered} parcels {id} is reckoned with, {away} m from the old place; it takes {} m² and \
                         its clearance sterilises {} m² around.",
                        Self::m2(taken),
                        Self::m2(sterile)
                    ),
                });
                self.gates(site);
            }
        }
        let others = one.ranking.sites.iter().enumerate();
        let others = others.filter(|(number, _)| Some(*number) != one.chosen).take(FURTHER);
        let further: Vec<String> = others.map(|(_, site)| self.in_short(site)).collect();
        if !further.is_empty() {
            self.sentence("Further candidates:", "其他备选：");
            self.list(further);
        }
        if let Some(place) = &one.within {
            let lost = self.area(place.carve_out.ledger.loss().get());
            let (width, depth) = (grouped(place.pad.width, 0), grouped(place.pad.depth, 0));
            self.paragraph(match language {
                Language::Zh => format!(
                    "若在用地内移至边缘（{width} × {depth} 米），损失降为 {lost}，其余制约要素照旧。"
                ),
                Language::En => format!(
                    "Moved to the edge of the site ({width} × {depth} m), with all others kept, the loss is {lost}."
                ),
            });
        }
    }

    fn gates(&mut self, site: &Receiving) {
        let language = self.language;
        let mut table = Table::new([
            (language.say("gate", "条件"), false),
            (language.say("verdict", "判定"), false),
            (language.say("reason", "理由"), false),
            (language.say("distance, m", "距离（米）"), true),
            (language.say("clause", "依据"), false),
        ]);
        for finding in &site.findings {
            let clause = match (language, finding.clause.as_deref()) {
                (Language::Zh, Some("site file")) => "项目文件",
                (Language::Zh, Some("as much as it takes now")) => "按现状用地",
                (_, Some(clause)) => clause,
                (_, None) => "-",
            };
            table.row([
                language.gate(finding.gate).to_owned(),
                language.verdict(finding.verdict).to_owned(),
                language.reason(&finding.reason),
                finding.reason.distance_m().map_or_else(|| "-".to_owned(), |d| grouped(d, 1)),
                clause.to_owned(),
            ]);
        }
        self.table(table);
    }

    fn in_short(&self, site: &Receiving) -> String {
        let language = self.language;
        let reasons: Vec<String> = site
            .findings
            .iter()
            .filter(|finding| finding.verdict != Verdict::Pass)
            .map(|finding| {
                let (gate, verdict) = (language.gate(finding.gate), language.verdict(finding.verdict));
                let reason = language.reason(&finding.reason);
                match language {
                    Language::Zh => format!("{gate}{verdict}（{reason}）"),
                    Language::En => format!("{gate}: {verdict}, {reason}"),
                }
            })
            .collect();
        let (id, away) = (&site.id, grouped(site.distance_m, 0));
        let rest = if reasons.is_empty() {
            language.say("all gates passed", "全部通过").to_owned()
        } else {
            reasons.join(language.say("; ", "；"))
        };
        match language {
            Language::Zh => format!("{id}，距原址 {away} 米：{rest}"),
            Language::En => format!("{id}, {away} m away: {rest}"),
        }
    }

    pub(super) fn programme(&mut self) {
        if self.nothing_moves() {
            return;
        }
        let Some(ways) = self.ways else { return };
        let language = self.language;
        self.sentence(
            "The new one is built and opened before the old one closes.",
            "先建后拆：新址投运之后旧址方停用，服务不中断。",
        );
        let mut table = Table::new([
            (language.say("facility", "设施"), false),
            (language.say("step", "步骤"), false),
            (language.say("months", "历时（月）"), true),
            (language.say("from month", "起（月）"), true),
            (language.say("to month", "止（月）"), true),
        ]);
        let months = |estimate: Option<&crate::model::Estimate>| {
            estimate.map_or_else(|| language.unknown(), |one| language.months(one))
        };
        for one in &ways.moves {
            for stage in &one.programme.stages {
                table.row([
                    one.id.clone(),
                    language.step(stage.step).to_owned(),
                    months(stage.months.as_ref()),
                    months(stage.begins.as_ref()),
                    months(stage.ends.as_ref()),
                ]);
            }
        }
        self.table(table);
        for one in &ways.moves {
            let days = grouped(one.programme.days_without_service, 0);
            let mut words = match language {
                Language::Zh => format!("{} 服务中断 {days} 天。", one.id),
                Language::En => format!("{}: {days} days without service.", one.id),
            };
            if let Some((before, Some(after))) = &one.served {
                let share = |served: &crate::relocate::service::Served| {
                    grouped(100.0 * served.share, 1)
                };
                let mean = |served: &crate::relocate::service::Served| {
                    grouped(served.mean_distance_m, 0)
                };
                words.push_str(&match language {
                    Language::Zh => format!(
                        "服务半径内需求由 {}% 变为 {}%，平均距离由 {} 米变为 {} 米。",
                        share(before), share(after), mean(before), mean(after)
                    ),
                    Language::En => format!(
                        " Demand within its radius goes from {} % to {} %, the mean distance from {} m to {} m.",
                        share(before), share(after), mean(before), mean(after)
                    ),
                });
            }
            self.paragraph(words);
        }
        let option = ways.recommended().or_else(|| ways.options.iter().rev().find(|o| !o.moved.is_empty()));
        if let Some((last, free)) = option.and_then(|option| option.frees_ground) {
            let (id, free) = (&ways.moves[last].id, language.months(&free));
            let needs = self.assessment.settings.project.needs_land_in_months;
            let needs = needs.map_or_else(|| language.unknown(), |months| grouped(months, 0));
            let waits = option.and_then(|option| option.waits.as_ref());
            let waits = waits.map_or_else(|| language.unknown(), |one| language.months(one));
            self.paragraph(match language {
                Language::Zh => format!(
                    "关键线路为 {id}：自决定起 {free} 个月腾清全部用地；项目须于 {needs} 个月内用地，等待 {waits} 个月。"
                ),
                Language::En => format!(
                    "{id} is critical: all ground is free {free} months after the decision; the project needs it in \
                     {needs}, and waits {waits} months."
                ),
            });
        }
    }

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
            (language.say("middle", "中"), true),
            (language.say("high", "高"), true),
            (language.say("from", "来源"), false),
        ]);
        for one in &ways.moves {
            for line in &one.cost.lines {
                let from = match &line.source {
                    CostSource::SiteFile => language.say("site file", "项目文件").to_owned(),
                    CostSource::Rule { citation, status } => {
                        format!("{citation} [{}]", language.status(status))
                    }
                    CostSource::Programme => language.say("programme", "时序推算").to_owned(),
                    CostSource::Missing => language.say("missing", "缺数").to_owned(),
                };
                let of = |value: fn(&crate::model::Estimate) -> f64| {
                    line.amount.as_ref().map_or_else(|| "-".to_owned(), |one| self.money(value(one)))
                };
                let (low, mid, high) = (of(|e| e.low), of(|e| e.mid), of(|e| e.high));
                table.row([one.id.clone(), language.item(line.item), low, mid, high, from]);
            }
            let total = one.cost.total();
            table.row([
                one.id.clone(),
                language.say("sum of what is known", "已知合计").to_owned(),
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
                "No land price is given, so no way is recommended; chapter 4 has the price from which on each pays.",
                "未给定可用地单价，不作推荐；各方案的盈亏平衡地价见第四章。",
            );
            return;
        };
        let from = match (language, price.source.as_str()) {
            (Language::Zh, "site file") => "项目文件",
            (Language::Zh, "command line") => "命令行",
            (_, other) => other,
        };
        let figures = if price.per_m2.is_exact() {
            grouped(price.per_m2.mid, 0)
        } else {
            let Language::Zh = language else {
                let ends = format!("{} to {}", grouped(price.per_m2.low, 0), grouped(price.per_m2.high, 0));
                return self.decided(format!("{} ({ends})", grouped(price.per_m2.mid, 0)), from);
            };
            format!(
                "{}（{}～{}）",
                grouped(price.per_m2.mid, 0),
                grouped(price.per_m2.low, 0),
                grouped(price.per_m2.high, 0)
            )
        };
        self.decided(figures, from);
    }

    fn decided(&mut self, price: String, from: &str) {
        let Some(ways) = self.ways else { return };
        let language = self.language;
        let currency = ways.currency.clone().unwrap_or_default();
        self.paragraph(match language {
            Language::Zh => format!("可用地单价 {price} {currency}/平方米（{from}）。总费用 = 迁建费用 + 单价 × 损失的可用地。"),
            Language::En => format!(
                "A square metre of usable land is worth {price} {currency} ({from}). An option costs its money and that \
                 much for every square metre that stays lost."
            ),
        });
        let Some(decision) = &ways.decision else {
            self.sentence("Of the options no cost is known.", "各方案费用未知，不作推荐。");
            return;
        };
        let mut table = Table::new([
            (language.say("option", "方案"), false),
            (language.say("money", "费用"), true),
            (language.say("land lost", "损失土地价值"), true),
            (language.say("total", "总费用"), true),
            (language.say("best in", "最优概率"), true),
        ]);
        let stakes = &decision.stakes;
        let mut order: Vec<usize> = (0..stakes.choices.len()).collect();
        order.sort_by(|a, b| {
            stakes.total(&stakes.choices[*a]).total_cmp(&stakes.total(&stakes.choices[*b]))
        });
        for at in order.into_iter().take(LISTED) {
            let choice = &stakes.choices[at];
            let Some(option) = decision.option(ways, at) else { continue };
            let chance = decision.chances.as_ref();
            table.row([
                self.option(option),
                self.money(stakes.cost(choice).mid),
                self.money(stakes.price.mid * choice.loss_m2),
                self.money(stakes.total(choice)),
                chance.map_or_else(|| "-".to_owned(), |all| {
                    format!("{} %", grouped(100.0 * all.options[at].best, 1))
                }),
            ]);
        }
        self.table(table);
        if let Some(chances) = &decision.chances {
            let (draws, seed) = (grouped(f64::from(chances.draws), 0), chances.seed);
            self.paragraph(match language {
                Language::Zh => format!("概率由 {draws} 次随机抽样得出（种子 {seed}，可重复）。"),
                Language::En => format!("Probabilities are those of {draws} draws (seed {seed})."),
            });
        }
        self.section("What would change the answer", "何种情况下结论改变");
        let mut table = Table::new([
            (language.say("figure", "因素"), false),
            (language.say("values", "取值范围"), true),
            (language.say("ahead by", "领先"), true),
            (language.say("best there", "此时最优"), false),
            (language.say("even at", "持平点"), true),
        ]);
        for flip in decision.recommendation.flips.iter().take(FLIPS) {
            let best = if flip.margins.0 <= flip.margins.1 { flip.best.0 } else { flip.best.1 };
            let best = decision.option(ways, best).map_or_else(String::new, |option| self.option(option));
            table.row([
                language.figure(&flip.what),
                format!("{} ~ {}", grouped(flip.values.0, 0), grouped(flip.values.1, 0)),
                format!("{} ~ {}", self.money(flip.margins.0), self.money(flip.margins.1)),
                if flip.flips() { best } else { language.say("no change", "不变").to_owned() },
                flip.flips_at.map_or_else(|| "-".to_owned(), |at| grouped(at, 0)),
            ]);
        }
        self.table(table);
    }
}
