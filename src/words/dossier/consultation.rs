//! Whom to ask, and in which steps.

use crate::obstacle::{Consult, Obstacle};
use crate::rules::{Authority, ProcedureStep, Provenance, Source};
use crate::words::reader::Reader;

impl Reader<'_> {
    /// What a party is asked about: a kind of obstacle, or all of them.
    pub fn concerning(&self, authority: &Authority, kind: &str) -> String {
        match authority.kind {
            Some(_) => self.kind(kind),
            None => self.language.say("all obstacles", "全部").to_owned(),
        }
    }

    /// Who is asked.
    pub fn party<'a>(&self, authority: &'a Authority) -> &'a str {
        self.language.say(&authority.party_en, &authority.party_zh)
    }

    /// About what.
    pub fn subject<'a>(&self, authority: &'a Authority) -> &'a str {
        self.language.say(&authority.about_en, &authority.about_zh)
    }

    /// A step of a procedure.
    pub fn procedure_step<'a>(&self, step: &'a ProcedureStep) -> &'a str {
        self.language.say(&step.en, &step.zh)
    }

    /// Where a rule comes from.
    pub fn basis(&self, rule: &str, provenance: &Provenance) -> String {
        self.language.founded(&Source::Rule(provenance.citation(rule)))
    }

    /// That the pack names nobody.
    pub fn no_party(&self) -> &'static str {
        self.language.say(
            "The rule pack names no party to consult: establish them separately.",
            "规则包未列出征求对象，须另行查明。",
        )
    }

    /// Above the list of rules that ask for consent.
    pub fn consents(&self) -> &'static str {
        self.language.say(
            "Rules that require consent or care and take no land:",
            "须征得同意或予以注意、但不扣减用地的规定：",
        )
    }

    /// A rule that asks for consent.
    pub fn consent(&self, obstacle: &Obstacle, consult: &Consult) -> String {
        let language = self.language;
        let (id, colon) = (language.id(&obstacle.id), language.say(": ", "："));
        let (rule, effect) =
            (language.citation(&consult.citation), language.effect(consult.effect));
        match language {
            crate::language::Language::En => format!("{id}{colon}{rule} ({effect})"),
            crate::language::Language::Zh => format!("{id}{colon}{rule}（{effect}）"),
        }
    }

    /// That the pack has no procedure.
    pub fn no_procedure(&self) -> &'static str {
        self.language.say(
            "The rule pack describes no procedure: establish it separately.",
            "规则包未载程序，须另行查明。",
        )
    }
}
