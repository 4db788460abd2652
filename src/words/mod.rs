//! Words in both languages for what the rest of the crate knows as facts.
//!
//! Rooms below hold facts; whoever prints asks here for the words.
//!
//! | module | puts into words |
//! |---|---|
//! | [`warning`] | what is doubtful |
//! | `ledger` | what land is lost to, and where remnants lie |
//! | `obstacle` | what is in the way: relation, grade, who gave a distance |
//! | [`gate`] | conditions on a receiving site and why they are met or not |
//! | `cost`, `money` | items of a cost; money, prices, months |
//! | `parameter` | what a parameter is called |
//! | `programme` | steps of a move |
//! | `provenance` | who gave a value, and how well it is founded |
//! | `adjustment` | land classes and land-control indicators |

mod adjustment;
mod cost;
pub mod gate;
mod ledger;
mod money;
mod obstacle;
mod parameter;
mod programme;
mod provenance;
pub mod warning;

use crate::decide::recommend::LAND_PRICE;
use crate::language::Language;
use crate::model::CostItem;

impl Language {
    pub(crate) fn unknown(self) -> String {
        self.say("not known", "未知").to_owned()
    }

    /// Words one after another.
    pub(crate) fn list<'a>(self, words: impl IntoIterator<Item = &'a str>) -> String {
        words.into_iter().collect::<Vec<_>>().join(self.say(", ", "、"))
    }

    /// A document and its clause, such as `GB 50156-2021, table 4.0.4`.
    pub(crate) fn citation(self, citation: &str) -> String {
        match (self, citation) {
            (Self::Zh, "site file") => return "项目文件".to_owned(),
            (Self::Zh, "as much as it takes now") => return "按现状用地".to_owned(),
            (Self::Zh, _) => {}
            (Self::En, _) => return citation.to_owned(),
        }
        if citation.starts_with("working knowledge") {
            return "业务常识，无条文依据".to_owned();
        }
        let mut words = citation.to_owned();
        for (en, zh) in [
            (", carried into ", "，沿用至 "),
            (" and ", "、"),
            (" with art. ", "、第 "),
            ("(both vapour recoveries)", "（卸油、加油油气回收齐备）"),
            ("(fuel stations)", "（加油站）"),
            ("(diesel)", "（柴油）"),
            ("summary table", "汇总表"),
            ("code tables", "代码表"),
            ("main text", "正文"),
            ("commentary", "条文说明"),
            ("service radius of fuel stations", "加油站服务半径"),
            ("table ", "表 "),
            (" table", " 表"),
            (" note ", " 注 "),
            ("sec. ", "第 "),
            ("ch. ", "第 "),
            ("art. ", "第 "),
            ("App. ", "附录 "),
            ("annex ", "附件 "),
            ("annex", "附件"),
        ] {
            let unit = match en {
                "sec. " => " 节",
                "ch. " => " 章",
                "art. " | " with art. " => " 条",
                _ => "",
            };
            words = replaced(&words, en, zh, unit);
        }
        words.replace(", ", "，")
    }

    /// A label of money or of an assumption, such as `FS-01: rebuild` or `setback_m`.
    pub(crate) fn figure(self, label: &str) -> String {
        if self == Self::En {
            return label.replace('_', " ");
        }
        let (who, what) = label.split_once(": ").unwrap_or(("", label));
        let item = CostItem::ALL.into_iter().find(|item| item.to_string() == what);
        let words = match what {
            LAND_PRICE => "可用地单价（元/平方米）".to_owned(),
            "setback_m" => "退界（米）".to_owned(),
            "setback_road_m" => "临街退界（米）".to_owned(),
            "min_width_m" => "最小可用宽度（米）".to_owned(),
            "min_area_m2" => "最小可用面积（平方米）".to_owned(),
            "equipment position and rule figures" => "设备位置与规范取值".to_owned(),
            "exchange" => "置换费用".to_owned(),
            other => item.map_or_else(|| other.to_owned(), |item| self.item(item).to_owned()),
        };
        if who.is_empty() {
            words
        } else {
            format!("{who} {words}")
        }
    }
}

/// Words with one replaced by another, and `unit` set behind the number that follows it.
fn replaced(words: &str, from: &str, to: &str, unit: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(at) = rest.find(from) {
        out.push_str(&rest[..at]);
        out.push_str(to);
        rest = &rest[at + from.len()..];
        if unit.is_empty() {
            continue;
        }
        let number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '(' | ')');
        let mut end = rest.find(|letter| !number(letter)).unwrap_or(rest.len());
        // `art. 43, 48`: one word for all of them.
        while let Some(more) = rest[end..].strip_prefix(", ") {
            let next = more.find(|letter| !number(letter)).unwrap_or(more.len());
            let tail = &more[next..];
            if next == 0 || !(tail.is_empty() || tail.starts_with([',', ' '])) {
                break;
            }
            end += 2 + next;
        }
        out.push_str(&rest[..end].replace(", ", "、"));
        out.push_str(unit);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_cited_in_chinese() {
        for (en, zh) in [
            ("城乡规划法 (2019), art. 43, 48", "城乡规划法 (2019)，第 43、48 条"),
            ("CJJ/T 47-2016, sec. 2.2 table", "CJJ/T 47-2016，第 2.2 节 表"),
            ("指标 (2023), art. 4(3)", "指标 (2023)，第 4(3) 条"),
            (
                "GB 50156-2012 (2014), carried into GB 50156-2021, table 4.0.4 note 4",
                "GB 50156-2012 (2014)，沿用至 GB 50156-2021，表 4.0.4 注 4",
            ),
            ("site file", "项目文件"),
        ] {
            assert_eq!(Language::Zh.citation(en), zh);
            assert_eq!(Language::En.citation(en), en);
        }
    }
}
