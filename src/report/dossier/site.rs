//! Summary, site and carve-out.

use super::{Enclosures, Table, Writer};
use crate::adjust::whole_metres::in_steps;
use crate::language::Language;
use crate::obstacle::{Class, MeasuredFrom, Obstacle, PartDistance};
use crate::relocate::Verdict;
use crate::settings::{Parameter, Value};
use crate::units::{grouped, trimmed, AreaUnit};

impl Writer<'_> {
    pub(super) fn summary(&mut self) {
        let assessment = self.assessment;
        let carve = &assessment.carve_out;
        let loss = carve.ledger.loss().get();
        let nominal = carve.nominal().get();
        let gross = self.area(assessment.site.footprint.area().get());
        if assessment.obstacles.is_empty() {
            let usable = self.area(assessment.baseline.usable.area().get());
            self.paragraph(match self.language {
                Language::Zh => format!("项目用地 {gross}，可用 {usable}，未发现制约要素。"),
                Language::En => {
                    format!("The site measures {gross}, of which {usable} are usable; there are no obstacles.")
                }
            });
            return;
        }
        let count = assessment.obstacles.len();
        let (nominal_words, lost) = (self.area(nominal), self.area(loss));
        let times = carve.multiplier().map(|times| grouped(times, 1));
        let range = assessment.range.as_ref().map(|range| {
            let (low, high) = (range.low.ledger.loss().get(), range.high.ledger.loss().get());
            (self.area(low), self.area(high))
        });
        self.paragraph(match self.language {
            Language::Zh => {
                let times =
                    times.map_or_else(String::new, |times| format!("，为占地的 {times} 倍"));
                let range = range
                    .map_or_else(String::new, |(low, high)| format!("（按给定取值范围为 {low}～{high}）"));
                format!(
                    "项目用地 {gross}，内有 {count} 处制约要素，占地 {nominal_words}。避让切出看似损失 \
                     {nominal_words}，实际损失可用地 {lost}{range}{times}。"
                )
            }
            Language::En => {
                let times =
                    times.map_or_else(String::new, |times| format!(", {times} times their area"));
                let obstacles = match count {
                    1 => "1 obstacle stands".to_owned(),
                    n => format!("{n} obstacles stand"),
                };
                let range = range.map_or_else(String::new, |(low, high)| {
                    format!(" ({low} to {high} over the ranges given)")
                });
                format!(
                    "The site measures {gross}. {obstacles} on {nominal_words} of it. Carved out, the \
                     apparent loss is {nominal_words}; the usable land lost is {lost}{range}{times}."
                )
            }
        });
        self.recommendation();
        if !assessment.complete() {
            self.sentence(
                "The result is incomplete: chapter 10 lists what is missing.",
                "结果尚不完整，缺项见第十章。",
            );
        }
    }

    fn recommendation(&mut self) {
        let Some(ways) = self.ways else { return };
        let (Some(decision), Some(best)) = (&ways.decision, ways.recommended()) else {
            self.sentence(
                "No option is recommended, for want of a land price or of costs (chapter 8).",
                "因缺少地价或费用，暂不作推荐（见第八章）。",
            );
            return;
        };
        let advice = &decision.recommendation;
        let (name, margin) = (self.option(best), self.money(advice.margin));
        let back = self.area(best.recovered_m2);
        let second = advice.runner_up.and_then(|at| decision.option(ways, at));
        let second = second.map_or_else(String::new, |option| self.option(option));
        let share = decision.chances.as_ref().and_then(|chances| {
            let best = chances.of(advice.best)?.best;
            Some((grouped(100.0 * best, 1), grouped(f64::from(chances.draws), 0)))
        });
        self.paragraph(match self.language {
            Language::Zh => {
                let share = share.map_or_else(String::new, |(share, draws)| {
                    format!("在 {draws} 次随机抽样中有 {share}% 为最优。")
                });
                format!(
                    "推荐方案：{name}。可收回可用地 {back}，计入土地损失的总费用较次优方案（{second}）低 \
                     {margin}。{share}"
                )
            }
            Language::En => {
                let share = share.map_or_else(String::new, |(share, draws)| {
                    format!(" It is best in {share} % of {draws} random draws.")
                });
                format!(
                    "Recommended: {name}. It recovers {back} of usable land; its total cost, lost land \
                     included, is {margin} below that of the next best ({second}).{share}"
                )
            }
        });
        if best.verdict != Verdict::Pass {
            self.sentence(
                "Some gates of its receiving sites are not known to be passed (chapter 5).",
                "其承接地块尚有未判明的条件（见第五章）。",
            );
        }
        if !best.missing.is_empty() {
            let items: Vec<String> =
                best.missing.iter().map(|expense| self.language.missing(expense)).collect();
            self.paragraph(match self.language {
                Language::Zh => format!("费用中尚无数据的项目：{}。", items.join("、")),
                Language::En => format!("Items without a figure: {}.", items.join(", ")),
            });
        }
    }

    pub(super) fn site(&mut self) {
        let settings = &self.assessment.settings;
        let language = self.language;
        let mut table = Table::new([
            (language.say("parameter", "参数"), false),
            (language.say("value", "取值"), false),
            (language.say("source", "来源"), false),
        ]);
        for used in settings.in_use() {
            let value = match (used.parameter, &used.value) {
                (Parameter::Rules, _) => self.assessment.rules.say(language).to_owned(),
                (Parameter::ProposedUse, Value::Text(id)) => self.proposed_use(id),
                _ => language.parameter_value(&used, language.unit(AreaUnit::M2)),
            };
            let name = language.parameter_of(&used, &|kind| self.kind(kind));
            table.row([name, value, language.given(used.source).to_owned()]);
        }
        self.table(table);
        if self.assessment.obstacles.is_empty() {
            return;
        }
        self.section("Obstacles", "制约要素");
        let mut table = Table::new([
            (language.say("id", "编号"), false),
            (language.say("name", "名称"), false),
            (language.say("kind", "类别"), false),
            (language.say("relation", "与用地关系"), false),
            (language.say("from the site, m", "距用地（米）"), true),
            (language.say("within the site, m²", "用地内面积（m²）"), true),
            (language.say("plot", "设施地块"), false),
            (language.say("clearance, m", "间距（米）"), true),
            (language.say("measured from", "起算处"), false),
            (language.say("basis", "依据"), false),
        ]);
        for one in &self.assessment.obstacles {
            let known = self.pack.kind(&one.kind);
            let kind = language.graded(&self.kind(&one.kind), one.grade.as_deref(), known);
            let governing = one.clearance.governing();
            let clause = match governing {
                Some(part) => language.founded(&part.source),
                None if matches!(one.class, Class::Parcel | Class::Zone) => {
                    language.say("no clearance of its own", "自身无间距要求").to_owned()
                }
                None => language.unknown(),
            };
            table.row([
                one.id.clone(),
                one.name.clone().unwrap_or_else(|| "-".to_owned()),
                kind,
                language.relation(one.relation).to_owned(),
                trimmed(one.distance.get()),
                Self::m2(one.taking.area().get()),
                language.plot(one),
                governing.map_or_else(|| "-".to_owned(), |part| trimmed(part.distance.get())),
                governing.map_or_else(|| "-".to_owned(), |part| self.start(one, part)),
                clause,
            ]);
        }
        self.table(table);
    }

    /// From where a distance is measured.
    fn start(&self, obstacle: &Obstacle, part: &PartDistance) -> String {
        match part.from {
            MeasuredFrom::Plot | MeasuredFrom::PlotForEquipment => {
                self.language.clearance_start(obstacle).to_owned()
            }
            MeasuredFrom::Equipment => {
                let known = part.part.as_deref().and_then(|id| self.pack.part(id));
                known.map_or_else(
                    || self.say("its equipment", "设备"),
                    |part| self.say(&part.name_en, &part.name_zh),
                )
            }
        }
    }

    /// A use as the rule pack calls it.
    fn proposed_use(&self, id: &str) -> String {
        let known = self.pack.proposed_use(id);
        known.map_or_else(|| id.to_owned(), |one| self.say(&one.name_en, &one.name_zh))
    }

    pub(super) fn carving_out(&mut self, enclosures: &Enclosures) {
        let assessment = self.assessment;
        let language = self.language;
        let ledger = &assessment.carve_out.ledger;
        let whole = assessment.baseline.usable.area().get();
        let mut table = Table::new([
            (language.say("usable land", "可用地"), false),
            (language.say("area", "面积"), true),
            (language.say("m²", "平方米"), true),
            (language.say("share", "占比"), true),
        ]);
        let share = |m2: f64| {
            if whole > 0.0 {
                self.percent(m2 / whole)
            } else {
                "-".to_owned()
            }
        };
        let mut row = |name: &str, m2: f64, printed: (f64, f64)| {
            table.row([name.to_owned(), self.area(printed.0), Self::m2(printed.1), share(m2)]);
        };
        row(language.say("without obstacles", "无制约要素"), whole, (whole, whole));
        let names = ledger.lines().map(|(loss, _)| language.loss(loss));
        let lines = ledger.lines().map(|(_, line)| line.area.get());
        // Who adds up what is printed comes out at the total.
        let step = self.unit.step_m2();
        let (in_unit, in_m2) = (in_steps(&lines, step), in_steps(&lines, 1.0));
        for (number, name) in names.iter().enumerate() {
            let printed = (in_unit[number], in_m2[number]);
            row(name, lines[number], printed);
        }
        let loss = ledger.loss().get();
        row(language.say("total loss", "损失合计"), loss, (loss, loss));
        table.sums = true;
        self.table(table);
        let usable = self.area(assessment.carve_out.usable.area().get());
        self.paragraph(match language {
            Language::Zh => {
                format!("避让切出后可用地为 {usable}。各项损失互不重叠，合计即为损失总量。")
            }
            Language::En => {
                format!(
                    "Carved out, {usable} remain usable. The lines do not overlap and sum to the loss."
                )
            }
        });
        if let Some(range) = &assessment.range {
            self.section("Sensitivity of the loss", "损失的敏感性");
            let mut table = Table::new([
                (language.say("parameter", "因素"), false),
                (language.say("range", "取值范围"), true),
                (language.say("loss", "损失"), true),
            ]);
            for swing in &range.swings {
                let values = swing.values.map_or_else(
                    || "-".to_owned(),
                    |(a, b)| self.between(&grouped(a, 1), &grouped(b, 1)),
                );
                let losses = self.between(&self.area(swing.losses.0), &self.area(swing.losses.1));
                table.row([self.assumption(&swing.assumption), values, losses]);
            }
            self.table(table);
            let caption =
                self.say("Sensitivity of the loss, widest range first", "损失的敏感性（由大到小）");
            self.figure(enclosures.swings.as_ref(), caption);
        }
        let caption = self.say("The site with all obstacles carved out", "避让切出示意图");
        self.figure(enclosures.map.as_ref(), caption);
    }
}
