//! The zoning adjustment, uncertainties, and how to reproduce the dossier.

use super::{Block, Enclosures, Table, Writer};
use crate::language::Language;
use crate::model::LandUseSystem;
use crate::rules::{Source, Status};
use crate::units::grouped;
use std::collections::BTreeSet;

impl Writer<'_> {
    pub(super) fn adjustment(&mut self) {
        let language = self.language;
        let Some(ways) = self.ways else {
            self.sentence(
                "Nothing is relocated, so no land changes its use.",
                "无迁建，不涉及用地性质变更。",
            );
            self.consulted();
            return;
        };
        let adjustment = &ways.adjustment;
        let option = adjustment.option.of(&ways.options).map(|option| self.option(option));
        let option = option.unwrap_or_default();
        self.section("Land-use balance", "用地平衡表");
        match &adjustment.balance {
            None => self.sentence(
                "Not drawn up: the code system of land_use is not declared, and the same code means different land in \
                 different systems.",
                "未编制：未声明用地分类体系；同一代码在不同体系中含义不同，不作推断。",
            ),
            Some(balance) => {
                let system = match language {
                    Language::Zh => balance.system.title_zh(),
                    Language::En => balance.system.title_en(),
                };
                self.paragraph(match language {
                    Language::Zh => format!("方案：{option}。范围为项目用地及承接地块；分类体系：{system}。单位：平方米。"),
                    Language::En => format!(
                        "Option: {option}. Scope: the site and the receiving parcels; codes: {system}. Areas in square metres."
                    ),
                });
                let mut table = Table::new([
                    (language.say("code", "代码"), false),
                    (language.say("land use", "用地名称"), false),
                    (language.say("before", "调整前"), true),
                    (language.say("after", "调整后"), true),
                    (language.say("change", "增减"), true),
                ]);
                for row in &balance.rows {
                    let name = row.name.map(|name| language.say(name.en, name.zh).to_owned());
                    let areas = &row.areas;
                    #[expect(clippy::cast_precision_loss, reason = "areas of land in square metres")]
                    let number = |value: u64| grouped(value as f64, 0);
                    #[expect(clippy::cast_precision_loss, reason = "areas of land in square metres")]
                    let change = areas.change_rounded() as f64;
                    table.row([
                        row.class.code().unwrap_or("-").to_owned(),
                        name.unwrap_or_else(|| language.land_class(&row.class).to_owned()),
                        number(areas.before_rounded),
                        number(areas.after_rounded),
                        grouped(change, 0),
                    ]);
                }
                #[expect(clippy::cast_precision_loss, reason = "areas of land in square metres")]
                let total = grouped(balance.total_rounded as f64, 0);
                let sum = language.say("total", "合计");
                table.row(["-", sum, &total, &total, "0"]);
                table.sums = true;
                self.table(table);
                let flows: Vec<String> = balance
                    .flows
                    .iter()
                    .map(|flow| {
                        let (from, to) = (language.land_class(&flow.from), language.land_class(&flow.to));
                        let colon = language.say(": ", "：");
                        format!("{from} → {to}{colon}{} m²", grouped(flow.area.get(), 0))
                    })
                    .collect();
                self.list(flows);
            }
        }
        self.indicators();
        self.consulted();
        self.steps();
    }

    fn indicators(&mut self) {
        let Some(ways) = self.ways else { return };
        let language = self.language;
        self.section("Land-control indicators", "用地控制指标");
        let mut table = Table::new([
            (language.say("indicator", "指标"), false),
            (language.say("value", "取值"), true),
            (language.say("limits", "控制要求"), false),
        ]);
        for one in &ways.adjustment.indicators {
            let unit = if one.what.unit() == "1" { "" } else { language.say(" %", "%") };
            let value = one
                .value
                .map_or_else(|| language.unknown(), |value| format!("{}{unit}", grouped(value, 2)));
            let limits: Vec<String> = one
                .limits
                .iter()
                .map(|limit| {
                    let bound = match limit.bound {
                        Some(crate::rules::Bound::Minimum) => "≥ ",
                        Some(crate::rules::Bound::Maximum) => "≤ ",
                        _ => "",
                    };
                    let met = match limit.met {
                        Some(true) => language.say("met", "符合"),
                        Some(false) => language.say("not met", "不符合"),
                        None => language.say("not known", "未判定"),
                    };
                    let value = grouped(limit.value, 2);
                    let citation = language.citation(&limit.citation);
                    let status = language.status(limit.status);
                    match language {
                        Language::En => {
                            format!("{bound}{value}{unit} ({citation}, {status}): {met}")
                        }
                        Language::Zh => {
                            format!("{bound}{value}{unit}（{citation}，{status}）：{met}")
                        }
                    }
                })
                .collect();
            let limits = if limits.is_empty() {
                language.say("none in the rule pack", "规则包无控制值").to_owned()
            } else {
                limits.join(language.say("; ", "；"))
            };
            table.row([language.measure(one.what).to_owned(), value, limits]);
        }
        self.table(table);
        if ways.adjustment.buildings_as_placed {
            self.sentence(
                "Building coverage is that of the buildings placed by the layout.",
                "建筑占地按排布方案中的建筑计算。",
            );
        }
    }

    fn consulted(&mut self) {
        if self.assessment.obstacles.is_empty() {
            return;
        }
        let language = self.language;
        self.section("Consultation", "须征求意见的部门与单位");
        let mut table = Table::new([
            (language.say("concerning", "涉及"), false),
            (language.say("party", "征求对象"), false),
            (language.say("subject", "事项"), false),
            (language.say("basis", "依据"), false),
        ]);
        let kinds: BTreeSet<&str> =
            self.assessment.obstacles.iter().map(|one| one.kind.as_str()).collect();
        let places = &self.assessment.settings.jurisdictions.value;
        let mut general = BTreeSet::new();
        for kind in kinds {
            for one in self.pack.authorities_for(kind, places) {
                if one.kind.is_none() && !general.insert(one.id.as_str()) {
                    continue;
                }
                let about = match one.kind {
                    Some(_) => self.kind(kind),
                    None => self.say("all obstacles", "全部"),
                };
                let basis = Source::Rule(one.provenance.citation(&one.id));
                table.row([
                    about,
                    self.say(&one.party_en, &one.party_zh),
                    self.say(&one.about_en, &one.about_zh),
                    language.founded(&basis),
                ]);
            }
        }
        if table.rows.is_empty() {
            self.sentence(
                "The rule pack names no party to consult: establish them separately.",
                "规则包未列出征求对象，须另行查明。",
            );
        }
        self.table(table);
        let consents: Vec<String> = self
            .assessment
            .obstacles
            .iter()
            .flat_map(|one| {
                one.clearance.consult.iter().map(move |consult| {
                    format!(
                        "{}{}{} ({})",
                        one.id,
                        language.say(": ", "："),
                        language.citation(&consult.citation),
                        language.effect(consult.effect)
                    )
                })
            })
            .collect();
        if !consents.is_empty() {
            self.sentence(
                "Rules that require consent or care and take no land:",
                "须征得同意或予以注意、但不扣减用地的规定：",
            );
            self.list(consents);
        }
    }

    fn steps(&mut self) {
        let language = self.language;
        self.section("Statutory steps", "法定程序");
        let steps = self.pack.procedure_steps();
        if steps.is_empty() {
            self.sentence(
                "The rule pack describes no procedure: establish it separately.",
                "规则包未载程序，须另行查明。",
            );
            return;
        }
        let mut table = Table::new([
            (language.say("step", "步骤"), true),
            (language.say("content", "内容"), false),
            (language.say("basis", "依据"), false),
        ]);
        for (number, step) in steps.iter().enumerate() {
            let basis = Source::Rule(step.provenance.citation(&step.id));
            table.row([
                (number + 1).to_string(),
                self.say(&step.en, &step.zh),
                language.founded(&basis),
            ]);
        }
        self.table(table);
    }

    pub(super) fn doubts(&mut self) {
        let mut items = Vec::new();
        for warning in self.assessment.warnings.iter() {
            items.push(self.language.warning(warning));
        }
        let recalled = self.assessment.obstacles.iter().flat_map(|one| {
            let citations = one.clearance.parts.iter().filter_map(|part| part.source.citation());
            let open = citations.filter(|citation| citation.status != Status::Verified);
            open.map(move |citation| (one, citation))
        });
        let mut seen = BTreeSet::new();
        for (one, citation) in recalled {
            let status = self.language.status(citation.status);
            let citation = self.language.citation(citation);
            let words = match self.language {
                Language::Zh => {
                    format!("{} 的间距依据“{citation}”{status}，采用前须核对原文。", one.id)
                }
                Language::En => {
                    format!(
                        "{}: its clearance by {citation} is {status}: check it against the document",
                        one.id
                    )
                }
            };
            if seen.insert(words.clone()) {
                items.push(words);
            }
        }
        if items.is_empty() {
            self.sentence("No uncertainties were found.", "未发现存疑之处。");
        }
        self.list(items);
        self.sentence(
            "Not legal advice: every value that decides the result must be confirmed by the responsible authority.",
            "本报告不构成法律意见；凡对结论起决定作用的取值，均须由责任部门确认。",
        );
    }

    pub(super) fn appendix(&mut self, enclosures: &Enclosures) {
        let language = self.language;
        self.sentence("Command that reproduces this dossier:", "重新生成本报告的命令：");
        self.blocks.push(Block::Command(enclosures.command.clone()));
        let version = env!("CARGO_PKG_VERSION");
        let centre = self.assessment.site.frame.centre();
        let rules = self.assessment.rules.say(language);
        self.paragraph(match language {
            Language::Zh => format!(
                "程序 carveout {version}；规则包：{}；平面采用以用地为中心的等面积投影（{:.6}, {:.6}）。",
                rules, centre.lon, centre.lat
            ),
            Language::En => format!(
                "carveout {version}; rule pack: {}; areas in a local equal-area frame centred on {:.6}, {:.6}.",
                rules, centre.lon, centre.lat
            ),
        });
        let mut table = Table::new([
            (language.say("input file", "输入文件"), false),
            (language.say("bytes", "字节"), true),
            ("SHA-256", false),
        ]);
        for file in &enclosures.files {
            table.row([file.path.clone(), grouped(file.bytes as f64, 0), file.sha256.clone()]);
        }
        self.table(table);
        let systems = self.assessment.settings.land_use_system.map(LandUseSystem::as_str);
        if let Some(system) = systems {
            self.paragraph(match language {
                Language::Zh => format!("声明的用地分类体系：{system}。"),
                Language::En => format!("Declared land-use code system: {system}."),
            });
        }
    }
}
