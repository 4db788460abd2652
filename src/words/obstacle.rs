//! Obstacles, and how it lies to the site.

use crate::language::Language;
use crate::obstacle::{Class, LeftOut, Obstacle, PlotBasis, Relation};
use crate::rules::{Kind, NotAppliedReason, RulePack};

impl Language {
    /// How an obstacle lies to the site.
    pub(crate) const fn relation(self, relation: Relation) -> &'static str {
        match relation {
            Relation::Enclosed => self.say("enclosed", "夹在用地之内"),
            Relation::Notch => self.say("notch", "嵌入用地边缘"),
            Relation::Straddling => self.say("straddling", "跨越用地边界"),
            Relation::Reaching => self.say("reaching", "在界外，仅间距侵入"),
            Relation::Covering => self.say("covering", "覆盖用地"),
        }
    }

    /// What stands for an obstacle's plot, and whose parcel it is.
    pub(crate) fn plot(self, obstacle: &Obstacle) -> String {
        match (obstacle.plot, obstacle.plot_parcels.as_slice()) {
            (PlotBasis::Drawn, _) => self.say("as drawn", "按图形").to_owned(),
            (PlotBasis::Typical, _) => self.say("typical plot", "按典型用地").to_owned(),
            (PlotBasis::Corridor, _) => self.say("corridor", "走廊").to_owned(),
            (PlotBasis::Unknown, _) => self.say("size not known", "规模未知").to_owned(),
            (PlotBasis::Parcel, parcels) => {
                let word = match parcels {
                    [_] => self.say("parcel ", "地块 "),
                    _ => self.say("parcels ", "地块 "),
                };
                let parcels = self.list(parcels.iter().map(|parcel| self.id(&parcel.id)));
                let owner = obstacle.plot_owner.as_ref();
                let owner = owner.map_or_else(String::new, |owner| match self {
                    Self::En => format!(" ({owner})"),
                    Self::Zh => format!("（{owner}）"),
                });
                format!("{word}{parcels}{owner}")
            }
        }
    }

    /// From where a distance is measured that starts at no equipment.
    pub(crate) const fn clearance_start(self, obstacle: &Obstacle) -> &'static str {
        match obstacle.plot {
            _ if matches!(obstacle.class, Class::Neighbour) => self.say("its boundary", "地块边界"),
            PlotBasis::Unknown => self.say("its position", "点位"),
            PlotBasis::Corridor => self.say("the line", "线位"),
            PlotBasis::Drawn | PlotBasis::Parcel | PlotBasis::Typical => {
                self.say("its plot", "设施地块")
            }
        }
    }

    /// A rule that was left out, and why; places and conditions by their ids.
    pub(crate) fn left_out(self, rule: &LeftOut) -> String {
        let why = match (&rule.reason, self) {
            (NotAppliedReason::OtherJurisdiction(place), Self::En) => {
                format!("holds in {place} only")
            }
            (NotAppliedReason::OtherJurisdiction(place), Self::Zh) => format!("仅适用于 {place}"),
            (NotAppliedReason::ConditionNotDeclared(condition), Self::En) => {
                format!("holds only if {condition} is declared")
            }
            (NotAppliedReason::ConditionNotDeclared(condition), Self::Zh) => {
                format!("仅在声明 {condition} 时适用")
            }
            (NotAppliedReason::NeedsFacilityHeight, _) => {
                self.say("needs the height of the facility", "须给出设施高度").to_owned()
            }
            (NotAppliedReason::NeedsPlannedHeight, _) => self
                .say("needs the height of the building planned", "须给出拟建建筑高度")
                .to_owned(),
            (NotAppliedReason::NeedsGazettedPolygon, _) => self
                .say(
                    "holds inside a polygon drawn by the authority: import it",
                    "在主管部门划定的范围内适用，须导入该范围",
                )
                .to_owned(),
        };
        format!("{}{}{why}", rule.citation.rule, self.say(": ", "："))
    }

    /// What the rule pack calls a kind, or a use that stands beside a site; one that it does not know is
    /// called by its code.
    pub(crate) fn kind(self, kind: &str, pack: &RulePack) -> String {
        let of_kind = pack.kind(kind).map(|known| (&known.name_en, &known.name_zh));
        let of_use = || pack.proposed_use(kind).map(|known| (&known.name_en, &known.name_zh));
        of_kind
            .or_else(of_use)
            .map_or_else(|| kind.replace('_', " "), |(en, zh)| self.say(en, zh).to_owned())
    }

    /// A kind with its grade: `fuel station, grade 2`, 加油站（二级）. `known` is the kind as the rule
    /// pack has it, for the Chinese word for the grade.
    pub(crate) fn graded(self, kind: &str, grade: Option<&str>, known: Option<&Kind>) -> String {
        let Some(grade) = grade else { return kind.to_owned() };
        match self {
            Self::En if is_number(grade) => format!("{kind}, grade {grade}"),
            Self::En => format!("{kind}, {}", grade.replace('_', " ")),
            Self::Zh => format!("{kind}（{}）", chinese_grade(grade, known)),
        }
    }
}

/// Whether a grade is a number in a series, Arabic or Roman, and no figure such as `110kV`.
fn is_number(grade: &str) -> bool {
    let of = |letters: &str| grade.chars().all(|letter| letters.contains(letter));
    !grade.is_empty() && (of("0123456789") || of("IVX"))
}

/// The rule pack's Chinese word for a grade in a series: 二级, Ⅳ类.
fn chinese_grade(grade: &str, known: Option<&Kind>) -> String {
    let named = known.map(|kind| kind.grades_named(grade)).unwrap_or_default();
    let word = match named.as_slice() {
        [one] if is_number(&one.id) => {
            one.aliases.iter().find(|alias| alias.ends_with(['级', '类']))
        }
        _ => None,
    };
    word.cloned().unwrap_or_else(|| grade.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_left_out_says_why_in_either_language() {
        let pack = RulePack::builtin("us").unwrap();
        let rule = pack.clearances().first().unwrap();
        let citation = rule.provenance.citation(&rule.id);
        let of = |reason| LeftOut { citation: citation.clone(), reason };
        let place = of(NotAppliedReason::OtherJurisdiction("us-me".to_owned()));
        let id = &rule.id;
        assert_eq!(Language::En.left_out(&place), format!("{id}: holds in us-me only"));
        assert_eq!(Language::Zh.left_out(&place), format!("{id}：仅适用于 us-me"));
        let open = of(NotAppliedReason::ConditionNotDeclared("dense".to_owned()));
        assert_eq!(Language::En.left_out(&open), format!("{id}: holds only if dense is declared"));
        assert_eq!(Language::Zh.left_out(&open), format!("{id}：仅在声明 dense 时适用"));
        let height = of(NotAppliedReason::NeedsFacilityHeight);
        assert_eq!(
            Language::En.left_out(&height),
            format!("{id}: needs the height of the facility")
        );
        assert_eq!(Language::Zh.left_out(&height), format!("{id}：须给出设施高度"));
    }

    #[test]
    fn grades_are_written_as_the_trade_writes_them() {
        let pack = RulePack::builtin("cn").unwrap();
        for (kind, grade, en, zh) in [
            ("fuel_station", Some("2"), "fuel station, grade 2", "加油站（二级）"),
            ("fuel_station", Some("二级"), "fuel station, 二级", "加油站（二级）"),
            (
                "waste_transfer_station",
                Some("IV"),
                "waste transfer station, grade IV",
                "垃圾转运站（Ⅳ类）",
            ),
            ("substation", Some("110kV"), "outdoor substation, 110kV", "变电站（110kV）"),
            ("fuel_station", None, "fuel station", "加油站"),
        ] {
            let known = pack.kind(kind).unwrap();
            assert_eq!(Language::En.graded(&known.name_en, grade, Some(known)), en);
            assert_eq!(Language::Zh.graded(&known.name_zh, grade, Some(known)), zh);
        }
    }
}
