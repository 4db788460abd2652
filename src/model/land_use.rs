//! Land-use codes and what they mean.
//!
//! The same code is different land in different systems: `1001` is industrial land in the planning
//! classification of 2023 and railway land in the national land survey (GB/T 21010-2017). A system is
//! therefore always declared and never guessed from the codes; [`LandUseSystem::strange`] says when
//! declaration and codes do not go together.
//!
//! The tables are files under `data/land_use`, compiled in; each says at its head which standard it is
//! of and how well its names are founded.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::LazyLock;

/// A classification of land by use.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LandUseSystem {
    /// The classification of land and sea use for territorial planning, edition of November 2023.
    #[serde(rename = "cn_2023")]
    Cn2023,
    /// GB 50137-2011, by which older plans in force are drawn.
    #[serde(rename = "gb50137")]
    Gb50137,
    /// Codes of the user's own: they have no names here and none is wrong.
    Free,
}

/// How well the name of a code is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameStatus {
    /// Code and Chinese name were seen in a published text.
    Verified,
    /// The code was seen, its name was not.
    NameUncertain,
    /// From working knowledge: to be checked.
    Recalled,
}

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CodeName {
    /// The code as its standard writes it.
    pub code: &'static str,
    /// Chinese name, as in the standard.
    pub zh: &'static str,
    /// English name, a translation of this project's own.
    pub en: &'static str,
    /// 1 for the widest classes, one more for each division of them.
    pub level: usize,
    /// How well the name is founded.
    pub status: NameStatus,
}

/// The codes of one standard.
struct Table {
    /// In the order of the standard.
    names: Vec<CodeName>,
    /// Place in `names` by code.
    places: HashMap<&'static str, usize>,
}

static CN_2023: LazyLock<Table> = LazyLock::new(|| {
    Table::read(LandUseSystem::Cn2023, include_str!("../../data/land_use/cn_2023.csv"))
});
static GB50137: LazyLock<Table> = LazyLock::new(|| {
    Table::read(LandUseSystem::Gb50137, include_str!("../../data/land_use/gb50137.csv"))
});

impl Table {
    /// Reads a compiled-in table. A row that is none would be a defect of the crate: the tests of this
    /// module count the rows.
    fn read(system: LandUseSystem, text: &'static str) -> Self {
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        let names: Vec<CodeName> = rows.filter_map(|line| row(system, line)).collect();
        let places = names.iter().enumerate().map(|(place, name)| (name.code, place)).collect();
        Self { names, places }
    }
}

fn row(system: LandUseSystem, line: &'static str) -> Option<CodeName> {
    let mut cells = line.split(',');
    let (code, zh, en, status) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let status = match status {
        "verified" => NameStatus::Verified,
        "name_uncertain" => NameStatus::NameUncertain,
        "recalled" => NameStatus::Recalled,
        _ => return None,
    };
    let level = code.len() / system.letters_a_level();
    cells.next().is_none().then_some(CodeName { code, zh, en, level, status })
}

impl LandUseSystem {
    /// Every system.
    pub const ALL: [Self; 3] = [Self::Cn2023, Self::Gb50137, Self::Free];

    /// The word in files and options.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cn2023 => "cn_2023",
            Self::Gb50137 => "gb50137",
            Self::Free => "free",
        }
    }

    /// English title.
    #[must_use]
    pub const fn title_en(self) -> &'static str {
        match self {
            Self::Cn2023 => {
                "classification of land and sea use for territorial survey, planning and use control (2023)"
            }
            Self::Gb50137 => {
                "code for classification of urban land use and planning standards of development land \
                 (GB 50137-2011)"
            }
            Self::Free => "codes of the user's own",
        }
    }

    /// Chinese title.
    #[must_use]
    pub const fn title_zh(self) -> &'static str {
        match self {
            Self::Cn2023 => "国土空间调查、规划、用途管制用地用海分类指南 (2023)",
            Self::Gb50137 => "城市用地分类与规划建设用地标准 (GB 50137-2011)",
            Self::Free => "自定义代码",
        }
    }

    /// How many letters or digits a code grows by with each division.
    const fn letters_a_level(self) -> usize {
        match self {
            Self::Cn2023 => 2,
            Self::Gb50137 | Self::Free => 1,
        }
    }

    fn table(self) -> Option<&'static Table> {
        match self {
            Self::Cn2023 => Some(&CN_2023),
            Self::Gb50137 => Some(&GB50137),
            Self::Free => None,
        }
    }

    /// Every code of the system, in the order of its standard; none of [`LandUseSystem::Free`].
    #[must_use]
    pub fn codes(self) -> &'static [CodeName] {
        self.table().map_or(&[], |table| &table.names)
    }

    /// What a code means; `None` if the system does not have it. Space around the code and the case of
    /// letters do not matter.
    #[must_use]
    pub fn name(self, code: &str) -> Option<CodeName> {
        let table = self.table()?;
        let place = table.places.get(code.trim().to_ascii_uppercase().as_str())?;
        table.names.get(*place).copied()
    }

    /// Whether the system has a code. [`LandUseSystem::Free`] has none.
    #[must_use]
    pub fn knows(self, code: &str) -> bool {
        self.name(code).is_some()
    }

    /// The wider class a code divides; `None` for the widest and for codes the system does not have.
    #[must_use]
    pub fn parent(self, code: &str) -> Option<CodeName> {
        let CodeName { code, .. } = self.name(code)?;
        self.name(code.get(..code.len().checked_sub(self.letters_a_level())?)?)
    }

    /// The class of a level that a code belongs to: the code itself where it is no finer than that.
    /// `None` for codes the system does not have.
    #[must_use]
    pub fn class_of(self, code: &str, level: usize) -> Option<CodeName> {
        let mut class = self.name(code)?;
        while class.level > level.max(1) {
            class = self.parent(class.code)?;
        }
        Some(class)
    }

    /// Whether a code is industrial land (工业用地): `1001` or M and their divisions. `None` where the
    /// system does not say.
    #[must_use]
    pub fn is_industrial(self, code: &str) -> Option<bool> {
        let CodeName { code, .. } = self.name(code)?;
        match self {
            Self::Cn2023 => Some(code.starts_with("1001")),
            Self::Gb50137 => Some(code.starts_with('M')),
            Self::Free => None,
        }
    }

    /// A code as the standard writes it, or as it was given, without space around it, where the system
    /// does not have it. `None` when nothing is written.
    #[must_use]
    pub fn written(self, code: &str) -> Option<String> {
        let given = code.trim();
        let known = self.name(given).map(|name| name.code);
        (!given.is_empty()).then(|| known.unwrap_or(given).to_owned())
    }

    /// One sentence when codes and declared system do not go together: some of the codes are not in its
    /// table. Up to five of them are listed. Where another system has all of the codes, or where leading
    /// zeros are missing, the sentence says so; nothing is changed on that account.
    ///
    /// Silence is no proof: some codes are in several systems and mean different land there.
    #[must_use]
    pub fn strange<'a>(self, codes: impl IntoIterator<Item = &'a str>) -> Option<StrangeCodes> {
        self.table()?;
        let codes: BTreeSet<&str> =
            codes.into_iter().map(str::trim).filter(|code| !code.is_empty()).collect();
        let strange: Vec<&str> = codes.iter().copied().filter(|code| !self.knows(code)).collect();
        if strange.is_empty() {
            return None;
        }
        let zeros = strange.iter().all(|code| self.knows(&format!("0{code}")));
        let other = Self::ALL.into_iter().find(|other| codes.iter().all(|code| other.knows(code)));
        let explanation = match other {
            Some(other) => Some(Explanation::OtherSystem(other)),
            None if zeros => Some(Explanation::LostZero),
            None => None,
        };
        Some(StrangeCodes {
            system: self,
            strange: strange.into_iter().map(str::to_owned).collect(),
            among: codes.len(),
            explanation,
        })
    }
}

/// Codes that are not in the system declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StrangeCodes {
    /// The system declared.
    pub system: LandUseSystem,
    /// The codes that it does not have, each once, in alphabetical order.
    pub strange: Vec<String>,
    /// How many different codes there are in all.
    pub among: usize,
    /// What may be behind it.
    pub explanation: Option<Explanation>,
}

/// Why codes may not be in the system declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Explanation {
    /// This other system has all of them.
    OtherSystem(LandUseSystem),
    /// With a zero in front it has them: a spreadsheet took them for numbers.
    LostZero,
}

impl fmt::Display for LandUseSystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for LandUseSystem {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.trim();
        Self::ALL
            .into_iter()
            .find(|system| system.as_str() == wanted)
            .ok_or_else(|| format!("'{wanted}' is no land-use system: cn_2023, gb50137 or free"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use LandUseSystem::{Cn2023, Free, Gb50137};

    /// 24 classes in the planning system; ten letters in GB 50137 (H and E, and eight of urban land).
    #[test]
    fn tables_are_whole_and_every_code_has_its_parent() {
        for (system, codes, widest) in [(Cn2023, 175, 24), (Gb50137, 110, 10)] {
            let names = system.codes();
            assert_eq!(names.len(), codes);
            assert_eq!(names.iter().filter(|name| name.level == 1).count(), widest);
            assert_eq!(names.iter().map(|name| name.code).collect::<BTreeSet<_>>().len(), codes);
            for name in names {
                assert!(!name.zh.is_empty() && !name.en.is_empty(), "{name:?}");
                let above = system.parent(name.code).map(|parent| parent.level);
                assert_eq!(above, (name.level > 1).then(|| name.level - 1), "{name:?}");
            }
        }
        assert!(Free.codes().is_empty());
    }

    #[test]
    fn a_code_means_what_its_system_says() {
        let name = Cn2023.name("100102").unwrap();
        assert_eq!((name.zh, name.level), ("二类工业用地", 3));
        assert_eq!(Cn2023.parent("100102").unwrap().zh, "工业用地");
        assert_eq!(Cn2023.class_of("100102", 1).unwrap().zh, "工矿用地");
        assert_eq!(Cn2023.class_of("16", 2).unwrap().zh, "留白用地");
        assert_eq!(Gb50137.name(" m2 ").unwrap().code, "M2");
        assert_eq!(Gb50137.class_of("U22", 2).unwrap().zh, "环境设施用地");
        assert_eq!(Cn2023.name("2005").unwrap().status, NameStatus::NameUncertain);
        assert!(!Cn2023.knows("M2") && !Gb50137.knows("1001") && !Free.knows("1001"));
        assert_eq!(Cn2023.parent("10"), None);
    }

    #[test]
    fn industrial_land_is_told_apart_from_mining_and_storage() {
        for (code, industrial) in [("1001", true), ("100103", true), ("1002", false), ("10", false)]
        {
            assert_eq!(Cn2023.is_industrial(code), Some(industrial), "{code}");
        }
        assert_eq!(Gb50137.is_industrial("M3"), Some(true));
        assert_eq!(Gb50137.is_industrial("W1"), Some(false));
        assert_eq!(Cn2023.is_industrial("100199"), None);
        assert_eq!(Free.is_industrial("M3"), None);
    }

    #[test]
    fn codes_that_do_not_go_with_the_declared_system_are_strange() {
        assert_eq!(Cn2023.strange(["1001", "0901", "", "1309"]), None);
        assert_eq!(Free.strange(["anything"]), None);
        let seen = Cn2023.strange(["M1", "M2", "M1", "B41", "U22", "G2", "R21"]).unwrap();
        assert_eq!((seen.system, seen.among), (Cn2023, 6));
        assert_eq!(seen.strange, ["B41", "G2", "M1", "M2", "R21", "U22"]);
        assert_eq!(seen.explanation, Some(Explanation::OtherSystem(Gb50137)));
        // Codes of the land survey: 1004 is a street and 0810 a park there.
        let seen = Cn2023.strange(["1001", "1004", "0810"]).unwrap();
        assert_eq!((seen.strange, seen.among), (vec!["0810".to_owned(), "1004".to_owned()], 3));
        assert_eq!(seen.explanation, None);
        let seen = Cn2023.strange(["701", "1001"]).unwrap();
        assert_eq!(seen.explanation, Some(Explanation::LostZero));
    }

    #[test]
    fn systems_are_written_by_one_word() {
        for system in LandUseSystem::ALL {
            assert_eq!(system.as_str().parse(), Ok(system));
            assert_eq!(serde_json::to_value(system).unwrap(), system.as_str());
            assert!(!system.title_zh().is_empty() && !system.title_en().is_empty());
        }
        assert!("1001".parse::<LandUseSystem>().unwrap_err().contains("cn_2023"));
        assert_eq!(Gb50137.written(" m2"), Some("M2".to_owned()));
        assert_eq!(Gb50137.written(" x9"), Some("x9".to_owned()));
        assert_eq!(Gb50137.written("  "), None);
    }
}
