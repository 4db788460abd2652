//! The packs compiled into the crate, each read once, on first use.

use super::error::RulesError;
use super::pack::RulePack;
use std::sync::OnceLock;

/// Names of the built-in packs, in the order they are listed.
pub const NAMES: [&str; 3] = ["cn", "us", "eu"];

const TEXTS: [&str; 3] = [
    include_str!("../../data/rules/cn.toml"),
    include_str!("../../data/rules/us.toml"),
    include_str!("../../data/rules/eu.toml"),
];

static PACKS: [OnceLock<Result<RulePack, RulesError>>; 3] = [const { OnceLock::new() }; 3];

impl RulePack {
    /// The built-in pack of that name: `cn`, `us` or `eu`.
    ///
    /// A built-in pack that cannot be read is a defect of the crate, which the tests below catch; it is
    /// then absent here.
    #[must_use]
    pub fn builtin(name: &str) -> Option<&'static RulePack> {
        let index = NAMES.iter().position(|known| known.eq_ignore_ascii_case(name))?;
        read(index).as_ref().ok()
    }

    /// All built-in packs, in the order they are listed.
    pub fn builtins() -> impl Iterator<Item = &'static RulePack> {
        NAMES.iter().filter_map(|name| Self::builtin(name))
    }
}

fn read(index: usize) -> &'static Result<RulePack, RulesError> {
    PACKS[index].get_or_init(|| RulePack::from_toml(TEXTS[index], NAMES[index]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_pack_is_valid() {
        for (index, name) in NAMES.iter().enumerate() {
            if let Err(error) = read(index) {
                let list: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
                panic!("{name}: {error}\n{}", list.join("\n"));
            }
            assert!(RulePack::builtin(name).is_some());
        }
        assert!(RulePack::builtin("CN").is_some());
        assert!(RulePack::builtin("atlantis").is_none());
    }

    /// The facts the packs were made from number 224, 27 and 26 clearances. What the rows have more:
    /// cn 80, of which 44 for diesel equipment, 6 for overhead lines and 4 for substations that were
    /// notes to other facts, 19 cells of the fire-separation table read the other way or worked out by
    /// its formula, 6 because two facts on highways name two grades each and one row set waits for a
    /// condition, 1 hazardous-goods rule that waits for one; us 1, a tank size from a note. Likewise 4
    /// corridors, 5 plot areas (cn) and 1 corridor (us) were notes.
    #[test]
    fn no_fact_got_lost() {
        let counts = |name: &str| {
            let pack = RulePack::builtin(name).expect("built in");
            [
                pack.documents().len(),
                pack.grade_limits().len(),
                pack.clearances().len(),
                pack.modifiers().len(),
                pack.sitings().len(),
                pack.definitions().len(),
                pack.corridors().len(),
                pack.accesses().len(),
                pack.site_areas().len(),
                pack.relocations().len(),
                pack.land_controls().len(),
                pack.cost_components().len(),
                pack.cost_values().len(),
            ]
        };
        assert_eq!(counts("cn"), [23, 8, 304, 3, 1, 4, 13, 7, 21, 6, 18, 6, 19]);
        assert_eq!(counts("us"), [11, 0, 28, 0, 0, 0, 8, 2, 6, 2, 0, 1, 1]);
        assert_eq!(counts("eu"), [12, 0, 26, 0, 0, 0, 2, 3, 0, 2, 0, 0, 0]);
    }
}
