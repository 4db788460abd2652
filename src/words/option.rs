//! What ways out are called.

use crate::language::Language;
use crate::model::{OptionName, Way};

impl Language {
    /// An option as people call it: `move FS-01 and WTS-01`, `迁建 FS-01、WTS-01`.
    #[must_use]
    pub fn option(self, name: &OptionName) -> String {
        let OptionName { way, away, within } = name;
        match way {
            Way::CarveOut => return self.say("carve out", "全部避让切出").to_owned(),
            Way::Swap => return self.say("swap", "土地置换").to_owned(),
            Way::Move | Way::Within => {}
        }
        let away = (!away.is_empty()).then(|| match self {
            Self::En => format!("move {}", listed(away)),
            Self::Zh => format!("迁建 {}", self.list(away.iter().map(|id| self.id(id)))),
        });
        let within = within.as_ref().map(|id| self.id(id)).map(|id| match self {
            Self::En => format!("{id} within the site"),
            Self::Zh => format!("{id} 在用地内移位"),
        });
        let both: Vec<String> = [away, within].into_iter().flatten().collect();
        both.join(self.say(", ", "，"))
    }
}

/// The id of an option in JSON.
pub(crate) fn option_id(name: &OptionName) -> String {
    match name.way {
        Way::CarveOut => "carve_out".to_owned(),
        _ => Language::En.option(name),
    }
}

/// `A`, `A and B`, `A, B and C`.
fn listed(ids: &[String]) -> String {
    let ids: Vec<&str> = ids.iter().map(|id| Language::En.id(id)).collect();
    match ids.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => ids.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_called_by_what_moves() {
        let name = |way, away: &[&str], within: Option<&str>| OptionName {
            way,
            away: away.iter().map(|id| (*id).to_owned()).collect(),
            within: within.map(str::to_owned),
        };
        for (name, id, zh) in [
            (name(Way::CarveOut, &[], None), "carve_out", "全部避让切出"),
            (name(Way::Swap, &[], None), "swap", "土地置换"),
            (name(Way::Move, &["FS_01"], None), "move FS_01", "迁建 FS_01"),
            (name(Way::Move, &["A", "B", "C"], None), "move A, B and C", "迁建 A、B、C"),
            (name(Way::Within, &[], Some("A")), "A within the site", "A 在用地内移位"),
            (
                name(Way::Within, &["A", "B"], Some("C")),
                "move A and B, C within the site",
                "迁建 A、B，C 在用地内移位",
            ),
            (name(Way::Move, &["", "B"], None), "move (no id) and B", "迁建 〔无编号〕、B"),
        ] {
            assert_eq!(option_id(&name), id);
            assert_eq!(Language::Zh.option(&name), zh);
        }
        assert_eq!(Language::En.option(&name(Way::CarveOut, &[], None)), "carve out");
        // An id keeps its own letters, whatever they look like.
        assert_eq!(Language::En.option(&name(Way::Move, &["a_b"], None)), "move a_b");
    }
}
