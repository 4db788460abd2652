//! Options and receiving sites.

use super::{Enclosures, Table, Writer};
use crate::language::Language;
use crate::model::Nth;
use crate::relocate::{Receiving, Verdict};
use crate::units::grouped;
use crate::ways_out::Move;

/// Options listed at most; beyond, those on the front only.
const LISTED: usize = 24;
/// Further receiving sites named for each.
const FURTHER: usize = 4;

impl Writer<'_> {
    pub(super) fn nothing_moves(&mut self) -> bool {
        let none = self.ways.is_none_or(|ways| ways.moves.is_empty());
        if none {
            self.sentence(
                "No obstacle may be relocated, or no relocation data are given.",
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
            (language.say("recovered", "收回"), true),
            (language.say("net", "净收回"), true),
            (language.say("largest rectangle", "最大矩形"), true),
            (language.say("cost", "费用"), true),
            (language.say("break-even price per m²", "盈亏平衡地价（每 m²）"), true),
            (language.say("receiving sites", "承接地块"), false),
            (language.say("Pareto-optimal", "非劣解"), false),
        ]);
        let many = ways.options.len() > LISTED;
        for option in ways.options.iter().filter(|option| !many || option.on_front).take(LISTED) {
            table.row([
                self.option(option),
                self.area(option.loss_m2),
                self.area(option.recovered_m2),
                option.net_m2.map_or_else(|| language.unknown(), |net| self.area(net)),
                option.rectangle.map_or_else(|| "-".to_owned(), |one| self.area(one.area().get())),
                option
                    .cost
                    .as_ref()
                    .map_or_else(|| language.unknown(), |one| self.money_range(one)),
                option
                    .break_even
                    .as_ref()
                    .map_or_else(|| "-".to_owned(), |one| grouped(one.mid, 0)),
                if option.moved.is_empty() {
                    "-".to_owned()
                } else {
                    language.verdict(option.verdict).to_owned()
                },
                language
                    .say(
                        if option.on_front { "yes" } else { "no" },
                        if option.on_front { "是" } else { "否" },
                    )
                    .to_owned(),
            ]);
        }
        self.table(table);
        if many {
            let count = ways.options.len();
            self.paragraph(match language {
                Language::Zh => format!("共 {count} 个方案，表中为在费用、可用地与最大矩形上不被其他方案超越者。"),
                Language::En => format!(
                    "{count} options in all; the table lists those that no other beats in cost, usable land and largest rectangle."
                ),
            });
        }
        if let Some(all) = ways.options.iter().rev().find(|option| {
            option.within.is_none()
                && option.moved.len() == ways.moves.len()
                && option.moved.len() > 1
        }) {
            let alone: Vec<String> = Nth::each(&ways.moves)
                .filter_map(|(number, one)| {
                    let single = ways
                        .options
                        .iter()
                        .find(|option| option.within.is_none() && option.moved == [number])?;
                    let (id, back) = (&one.id, self.area(single.recovered_m2));
                    Some(match language {
                        Language::Zh => format!("单独迁建 {id} 收回 {back}"),
                        Language::En => format!("relocating {id} alone recovers {back}"),
                    })
                })
                .collect();
            let all = self.area(all.recovered_m2);
            self.paragraph(match language {
                Language::Zh => format!("{}；全部迁建收回 {all}。", alone.join("，")),
                Language::En => {
                    let alone = alone.join(", ");
                    format!("By comparison, {alone}; all together recover {all}.")
                }
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
                    "Land swap: {area} under the obstacles for an equal area of the adjoining parcel {} (held by {owner}, \
                     whose consent is required); the site boundary is redrawn.",
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
            "Receiving sites, numbered by rank; hatched: land sterilised by their clearance",
            "承接地块（按优先次序编号；斜线为其间距所限制的土地）",
        );
        self.figure(enclosures.receiving.as_ref(), caption);
    }

    fn receiving_of(&mut self, one: &Move) {
        let language = self.language;
        if let Some(pad) = &one.pad {
            let area = Self::m2(pad.area.get());
            let width = grouped(pad.width.get(), 1);
            let clause = language.source(&pad.source);
            self.paragraph(match language {
                Language::Zh => {
                    format!("所需用地 {area} 平方米，宽不小于 {width} 米（{clause}）。")
                }
                Language::En => {
                    format!("Plot required: {area} m², at least {width} m wide ({clause}).")
                }
            });
        }
        let considered = one.ranking.considered;
        match one.receiving() {
            None if considered == 0 => self.sentence(
                "No layer of candidate parcels is given, or none lies within the search radius.",
                "未提供可作承接的地块图层，或搜索范围内无地块。",
            ),
            None => self.paragraph(match language {
                Language::Zh => format!("在 {considered} 个地块中没有可作承接者。"),
                Language::En => {
                    format!("None of the {considered} parcels screened can receive it.")
                }
            }),
            Some(site) => {
                let (taken, sterile) = (site.taken().get(), site.sterilised.area().get());
                let (id, away) = (&site.id, grouped(site.distance.get(), 0));
                self.paragraph(match language {
                    Language::Zh => format!(
                        "在 {considered} 个地块中选定 {id}，距原址 {away} 米；占地 {} 平方米，其间距限制周边土地 {} 平方米。",
                        Self::m2(taken),
                        Self::m2(sterile)
                    ),
                    Language::En => format!(
                        "{considered} parcels were screened; {id} is taken, {away} m from the present site. It takes {} m² \
                         and its clearance sterilises {} m² around it.",
                        Self::m2(taken),
                        Self::m2(sterile)
                    ),
                });
                self.gates(site);
            }
        }
        let others = Nth::each(&one.ranking.sites);
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
                    "Moved to the edge of the site ({width} × {depth} m), with all other obstacles kept, the loss is {lost}."
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
            (language.say("basis", "依据"), false),
        ]);
        for finding in &site.findings {
            let source = finding.source.as_ref();
            let clause = source.map_or_else(|| "-".to_owned(), |one| language.source(one));
            table.row([
                language.gate(finding.gate).to_owned(),
                language.verdict(finding.verdict).to_owned(),
                language.reason(&finding.reason),
                finding.reason.distance_m().map_or_else(|| "-".to_owned(), |d| grouped(d, 1)),
                clause,
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
                let (gate, verdict) =
                    (language.gate(finding.gate), language.verdict(finding.verdict));
                let reason = language.reason(&finding.reason);
                match language {
                    Language::Zh => format!("{gate}{verdict}（{reason}）"),
                    Language::En => format!("{gate}: {verdict}, {reason}"),
                }
            })
            .collect();
        let (id, away) = (&site.id, grouped(site.distance.get(), 0));
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
}
