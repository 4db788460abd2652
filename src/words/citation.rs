//! Source: documents and their clauses, files, people.

use crate::language::Language;
use crate::language::Name;
use crate::model::{Clause, Division};
use crate::rules::{Citation, Effect, Source, Status};
use crate::settings::Given;

impl Language {
    /// Who gave a number.
    pub(crate) fn given(self, given: Given) -> &'static str {
        match given {
            Given::CommandLine => self.say("command line", "命令行"),
            Given::SiteFile => self.say("site file", "项目文件"),
            Given::RulePack => self.say("rule pack", "规则包"),
            Given::Feature => self.say("layer", "图层"),
            Given::Default => self.say("default", "缺省值"),
        }
    }

    /// How well a figure is founded.
    pub(crate) fn status(self, status: Status) -> &'static str {
        match status {
            Status::Verified => self.say("verified", "已核"),
            Status::PartlyVerified => self.say("partly verified", "部分核实"),
            Status::Derived => self.say("derived", "推算"),
            Status::Recalled => self.say("recalled", "待核"),
        }
    }

    /// What a rule does with the land inside its distance.
    pub(crate) fn effect(self, effect: Effect) -> &'static str {
        match effect {
            Effect::NoBuild => self.say("no build", "禁止建设"),
            Effect::Separation => self.say("separation", "保持间距"),
            Effect::SensitiveOnly => self.say("sensitive only", "仅限敏感用途"),
            Effect::Consent => self.say("consent", "须征得同意"),
            Effect::PlanControl => self.say("plan control", "规划控制"),
            Effect::Recommend => self.say("recommend", "建议"),
        }
    }

    /// Its source.
    pub(crate) fn source(self, source: &Source) -> String {
        let words = match source {
            Source::Rule(citation) => return self.citation(citation),
            Source::CommandLine => self.say("command line", "命令行"),
            Source::Attribute => self.say("attribute clearance_m", "图层属性 clearance_m"),
            Source::SiteFile => self.say("site file", "项目文件"),
            Source::AsItStands => self.say("present plot", "现状用地"),
            Source::Programme => self.say("programme", "时序推算"),
        };
        words.to_owned()
    }

    /// The source and, of a rule, how well its figure is founded: `GB 50156-2021, table 4.0.4 [recalled]`.
    pub(crate) fn founded(self, source: &Source) -> String {
        let words = self.source(source);
        match source.citation() {
            Some(citation) => match (self, self.status(citation.status)) {
                (Self::En, status) => format!("{words} [{status}]"),
                (Self::Zh, status) => format!("{words}（{status}）"),
            },
            None => words,
        }
    }

    /// A document and its clause, such as `GB 50156-2021, table 4.0.4`.
    pub(crate) fn citation(self, citation: &Citation) -> String {
        self.clause_of(&citation.document, citation.clause.as_ref())
    }

    /// A document and, where it is not meant as a whole, the place in it.
    pub(crate) fn clause_of(self, document: &Name, clause: Option<&Clause>) -> String {
        let document = document.say(self);
        match (clause, self) {
            (None, _) => document.to_owned(),
            (Some(clause), Self::En) => format!("{document}, {}", clause.written().en),
            (Some(clause), Self::Zh) => format!("{document}，{}", clause_zh(clause)),
        }
    }
}

/// A clause in Chinese: in the words of the pack, else by its divisions, else as it is written.
fn clause_zh(clause: &Clause) -> String {
    let written = clause.written();
    if written.zh.is_some() || clause.divisions().is_empty() {
        return written.say(Language::Zh).to_owned();
    }
    let group = |divisions: &Vec<Division>| {
        divisions.iter().map(division_zh).collect::<Vec<String>>().join(" ")
    };
    clause.divisions().iter().map(group).collect::<Vec<String>>().join("，")
}

fn division_zh(division: &Division) -> String {
    let of = |what: &str, number: &Option<String>| match number {
        Some(number) => format!("{what} {number}"),
        None => what.to_owned(),
    };
    match division {
        Division::Chapter(number) => format!("第 {number} 章"),
        Division::Section(number) => format!("第 {number} 节"),
        Division::Articles(numbers) => format!("第 {} 条", numbers.join("、")),
        Division::Table(number) => of("表", number),
        Division::Note(number) => of("注", number),
        Division::Appendix(number) => format!("附录 {number}"),
        Division::Annex(number) => of("附件", number),
        Division::Paragraph(number) => number.clone(),
        Division::Commentary => "条文说明".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Name;
    use crate::rules::{Provenance, RulePack};

    fn citation(document: &str, clause: &str) -> Citation {
        let name = |text: &str| Name { en: text.to_owned(), zh: None };
        Citation {
            rule: "xx".to_owned(),
            document: name(document),
            clause: Clause::read(name(clause)),
            status: Status::Recalled,
            local: false,
        }
    }

    #[test]
    fn clauses_are_cited_in_chinese() {
        for (document, clause, zh) in [
            ("城乡规划法 (2019)", "art. 43, 48", "城乡规划法 (2019)，第 43、48 条"),
            ("CJJ/T 47-2016", "sec. 2.2 table", "CJJ/T 47-2016，第 2.2 节 表"),
            ("指标 (2023)", "art. 4(3)", "指标 (2023)，第 4(3) 条"),
            ("GB 50156-2021", "table 4.0.4 note 4", "GB 50156-2021，表 4.0.4 注 4"),
            ("GB 50318-2017", "4.4.4, table 4.4.4", "GB 50318-2017，4.4.4，表 4.4.4"),
            ("GB 50156-2021", "App. B", "GB 50156-2021，附录 B"),
            ("江苏省规定", "ch. 4", "江苏省规定，第 4 章"),
            ("衢政办发〔2024〕9号", "annex", "衢政办发〔2024〕9号，附件"),
            ("防洪法 (2016)", "-", "防洪法 (2016)"),
            // A word within a name is no division.
            ("portable sec. art", "vegetable note", "portable sec. art，vegetable note"),
        ] {
            let cited = citation(document, clause);
            assert_eq!(Language::Zh.citation(&cited), zh);
            let en =
                if clause == "-" { document.to_owned() } else { format!("{document}, {clause}") };
            assert_eq!(Language::En.citation(&cited), en);
        }
    }

    #[test]
    fn who_says_so_is_said_with_how_well_it_is_founded() {
        let rule = Source::Rule(citation("GB 50156-2021", "table 4.0.4"));
        assert_eq!(Language::En.founded(&rule), "GB 50156-2021, table 4.0.4 [recalled]");
        assert_eq!(Language::Zh.founded(&rule), "GB 50156-2021，表 4.0.4（待核）");
        assert_eq!(Language::Zh.founded(&Source::SiteFile), "项目文件");
        assert_eq!(Language::En.founded(&Source::AsItStands), "present plot");
    }

    /// Where every rule of a pack comes from.
    fn provenances(pack: &RulePack) -> Vec<&Provenance> {
        let mut all = Vec::new();
        all.extend(pack.grade_limits().iter().map(|rule| &rule.provenance));
        all.extend(pack.clearances().iter().map(|rule| &rule.provenance));
        all.extend(pack.modifiers().iter().map(|rule| &rule.provenance));
        all.extend(pack.sitings().iter().map(|rule| &rule.provenance));
        all.extend(pack.definitions().iter().map(|rule| &rule.provenance));
        all.extend(pack.corridors().iter().map(|rule| &rule.provenance));
        all.extend(pack.accesses().iter().map(|rule| &rule.provenance));
        all.extend(pack.site_areas().iter().map(|rule| &rule.provenance));
        all.extend(pack.relocations().iter().map(|rule| &rule.provenance));
        all.extend(pack.land_controls().iter().map(|rule| &rule.provenance));
        all.extend(pack.cost_components().iter().map(|rule| &rule.provenance));
        all.extend(pack.cost_values().iter().map(|rule| &rule.provenance));
        all.extend(pack.authorities().iter().map(|rule| &rule.provenance));
        all.extend(pack.procedure_steps().iter().map(|rule| &rule.provenance));
        all
    }

    /// Latin letters side by side that belong to no code of a standard.
    fn english(words: &str) -> Vec<&str> {
        let runs = words.split(|letter: char| !letter.is_ascii_alphabetic());
        let codes = ["GB", "CJJ", "DL"];
        runs.filter(|run| run.len() > 1 && !codes.contains(run)).collect()
    }

    #[test]
    fn every_citation_of_the_packs_is_said_in_both_languages() {
        for name in crate::rules::builtin::NAMES {
            let pack = RulePack::builtin(name).expect("built in");
            let all = provenances(pack);
            assert!(all.len() > 30, "{name}: {}", all.len());
            for provenance in all {
                let cited = provenance.citation("any");
                let (en, zh) = (Language::En.citation(&cited), Language::Zh.citation(&cited));
                assert!(en.starts_with(&provenance.source.en) && !en.ends_with(", "), "{en}");
                assert!(!zh.is_empty() && !zh.ends_with('，'), "{en}: {zh}");
                if name == "cn" {
                    assert_eq!(english(&zh), Vec::<&str>::new(), "{en}: {zh}");
                }
            }
        }
    }
}
