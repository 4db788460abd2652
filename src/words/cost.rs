//! What a relocation costs money for.

use crate::language::Language;
use crate::model::CostItem;

impl Language {
    /// An item of a cost.
    pub(crate) const fn item(self, item: CostItem) -> &'static str {
        match item {
            CostItem::ReplacementLand => self.say("replacement land", "承接用地"),
            CostItem::Compensation => self.say("compensation", "补偿"),
            CostItem::Demolition => self.say("demolition", "拆除清场"),
            CostItem::Rebuild => self.say("rebuild", "新建"),
            CostItem::Moving => self.say("moving", "搬迁及临时安置"),
            CostItem::Interruption => self.say("interruption", "停产停业损失"),
            CostItem::SoilRemediation => self.say("soil remediation", "土壤与地下水调查修复"),
            CostItem::Utilities => self.say("utilities", "管线与道路接入"),
            CostItem::Fees => self.say("fees", "规划调整、评价与许可"),
            CostItem::Delay => self.say("delay", "项目等待"),
        }
    }
}
