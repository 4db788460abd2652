//! Receiving sites.

use crate::language::Language;
use crate::relocate::{PadSize, Receiving, Verdict, WithinSite};
use crate::units::grouped;
use crate::words::reader::Reader;

impl Reader<'_> {
    /// The plot that something needs.
    pub fn plot_required(&self, pad: &PadSize) -> String {
        let area = Self::square_metres(pad.area);
        let width = grouped(pad.width.get(), 1);
        let clause = self.language.source(&pad.source);
        match self.language {
            Language::Zh => format!("所需用地 {area} 平方米，宽不小于 {width} 米（{clause}）。"),
            Language::En => {
                format!("Plot required: {area} m², at least {width} m wide ({clause}).")
            }
        }
    }

    /// That no parcel does.
    pub fn no_receiving_site(&self, considered: usize) -> String {
        match (self.language, considered) {
            (_, 0) => self
                .language
                .say(
                    "No layer of candidate parcels is given, or none lies within the search radius.",
                    "未提供可作承接的地块图层，或搜索范围内无地块。",
                )
                .to_owned(),
            (Language::Zh, count) => format!("在 {count} 个地块中没有可作承接者。"),
            (Language::En, count) => {
                format!("None of the {count} parcels screened can receive it.")
            }
        }
    }

    /// The parcel that is taken, and what that costs around it.
    pub fn receiving_site(&self, site: &Receiving, considered: usize) -> String {
        let taken = Self::square_metres(site.taken());
        let sterile = Self::square_metres(site.sterilised.area());
        let (id, away) = (self.language.id(&site.id), grouped(site.distance.get(), 0));
        match self.language {
            Language::Zh => format!(
                "在 {considered} 个地块中选定 {id}，距原址 {away} 米；占地 {taken} 平方米，其间距限制周边土地 \
                 {sterile} 平方米。"
            ),
            Language::En => format!(
                "{considered} parcels were screened; {id} is taken, {away} m from the present site. It \
                 takes {taken} m² and its clearance sterilises {sterile} m² around it."
            ),
        }
    }

    /// Above the list of the others.
    pub fn further_candidates(&self) -> &'static str {
        self.language.say("Further candidates:", "其他备选：")
    }

    /// A parcel, and what speaks against it.
    pub fn candidate(&self, site: &Receiving) -> String {
        let language = self.language;
        let open = site.findings.iter().filter(|finding| finding.verdict != Verdict::Pass);
        let reasons: Vec<String> = open
            .map(|finding| {
                let (gate, verdict) =
                    (language.gate(finding.gate), language.verdict(finding.verdict));
                let reason = self.reason(&finding.reason);
                match language {
                    Language::Zh => format!("{gate}{verdict}（{reason}）"),
                    Language::En => format!("{gate}: {verdict}, {reason}"),
                }
            })
            .collect();
        let (id, away) = (language.id(&site.id), grouped(site.distance.get(), 0));
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

    /// What moving to the edge of the site would leave lost.
    pub fn within_site(&self, place: &WithinSite) -> String {
        let lost = self.area(place.carve_out.ledger.loss());
        let (width, depth) = (grouped(place.pad.width, 0), grouped(place.pad.depth, 0));
        match self.language {
            Language::Zh => format!(
                "若在用地内移至边缘（{width} × {depth} 米），损失降为 {lost}，其余制约要素照旧。"
            ),
            Language::En => format!(
                "Moved to the edge of the site ({width} × {depth} m), with all other obstacles kept, the \
                 loss is {lost}."
            ),
        }
    }

    /// Below the map of receiving sites.
    pub fn receiving_caption(&self) -> &'static str {
        self.language.say(
            "Receiving sites, numbered by rank; hatched: land sterilised by their clearance",
            "承接地块（按优先次序编号；斜线为其间距所限制的土地）",
        )
    }
}
