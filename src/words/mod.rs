//! Words in both languages for what the rest of the crate names by code.

mod citation;
pub(crate) mod figure;
mod money;
pub(crate) mod option;

use crate::adjust::Measure;
use crate::language::Language;
use crate::model::{Code, CostItem};
use crate::obstacle::Relation;
use crate::relocate::programme::Step;
use crate::relocate::{Gate, Reason, Verdict};
use crate::units::grouped;

impl Language {
    pub(crate) fn unknown(self) -> String {
        self.say("not known", "未知").to_owned()
    }

    pub(crate) fn relation(self, relation: Relation) -> String {
        let zh = match relation {
            Relation::Enclosed => "夹在用地之内",
            Relation::Notch => "嵌入用地边缘",
            Relation::Straddling => "跨越用地边界",
            Relation::Reaching => "在界外，仅间距侵入",
            Relation::Covering => "覆盖用地",
        };
        self.say(&relation.to_string(), zh).to_owned()
    }

    pub(crate) fn item(self, item: CostItem) -> String {
        let zh = match item {
            CostItem::ReplacementLand => "承接用地",
            CostItem::Compensation => "补偿",
            CostItem::Demolition => "拆除清场",
            CostItem::Rebuild => "新建",
            CostItem::Moving => "搬迁及临时安置",
            CostItem::Interruption => "停产停业损失",
            CostItem::SoilRemediation => "土壤与地下水调查修复",
            CostItem::Utilities => "管线与道路接入",
            CostItem::Fees => "规划调整、评价与许可",
            CostItem::Delay => "项目等待",
        };
        self.say(&item.to_string(), zh).to_owned()
    }

    pub(crate) fn step(self, step: Step) -> &'static str {
        match step {
            Step::Approval => self.say("plan amendment, land, permits", "规划调整、供地与许可"),
            Step::Build => self.say("build the new one", "新址建设"),
            Step::Open => self.say("test and open the new one", "验收投运"),
            Step::Clear => self.say("close the old one, clear its ground", "旧址停用、拆除清场"),
        }
    }

    pub(crate) fn measure(self, measure: Measure) -> &'static str {
        self.say(measure.name_en(), measure.name_zh())
    }

    pub(crate) fn gate(self, gate: Gate) -> &'static str {
        let zh = match gate {
            Gate::OutsideSite => "在项目用地之外",
            Gate::LandUse => "用地性质",
            Gate::Available => "可供性",
            Gate::Area => "面积",
            Gate::RoadAccess => "道路",
            Gate::Service => "服务",
            Gate::ControlZone => "控制区",
            Gate::Width => "宽度",
            Gate::Clearance => "安全（防护）间距",
        };
        self.say(gate.as_str(), zh)
    }

    pub(crate) fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Pass => self.say("pass", "通过"),
            Verdict::Unknown => self.say("unknown", "未知"),
            Verdict::Fail => self.say("fail", "不通过"),
        }
    }

    pub(crate) fn reason(self, reason: &Reason) -> String {
        if self == Self::En {
            return reason.to_string();
        }
        let m = |value: f64| grouped(value, 1);
        let whole = |value: f64| grouped(value, 0);
        match reason {
            Reason::IsSite => "是项目自有用地".to_owned(),
            Reason::IsOutside => "在项目用地之外".to_owned(),
            Reason::CodeTakes(code) => format!("{code} 可容纳该设施"),
            Reason::CodeTakesNot(code, wanted) => {
                format!("{code} 不容纳该设施（需 {}）", wanted.join("、"))
            }
            Reason::NoCode => "地块无用地代码".to_owned(),
            Reason::SystemUndeclared(code) => {
                format!("{code} 在不同分类体系中含义不同，须声明体系")
            }
            Reason::NoLandUseRule => "无规则说明何种用地可容纳该设施".to_owned(),
            Reason::StatusAvailable(status) | Reason::StatusTaken(status) => {
                format!("登记状态“{status}”")
            }
            Reason::NoStatus => "登记未说明可供与否".to_owned(),
            Reason::AvailabilityUndeclared => "未声明何种状态为可供".to_owned(),
            Reason::Area { has, needs } => {
                format!("{} 平方米，需 {} 平方米", whole(*has), whole(*needs))
            }
            Reason::AreaUnknown => "所需用地面积未知".to_owned(),
            Reason::Road(distance) => format!("距道路 {} 米", m(*distance)),
            Reason::NoRoad(tolerance) => format!("{} 米内无道路", whole(*tolerance)),
            Reason::NoRoadLayer => "未提供道路图层".to_owned(),
            Reason::Radius { distance, radius } => {
                format!("距原址 {} 米，服务半径 {} 米", whole(*distance), whole(*radius))
            }
            Reason::NoRadius(distance) => {
                format!("距原址 {} 米，服务半径未知", whole(*distance))
            }
            Reason::Served { before, after } => format!(
                "服务半径内需求 {}%，迁前 {}%",
                grouped(100.0 * after, 1),
                grouped(100.0 * before, 1)
            ),
            Reason::NoZone => "不在图层所示控制区内".to_owned(),
            Reason::InZone(zone) => format!("位于控制区 {zone}"),
            Reason::NoZoneLayer => "未提供控制区图层".to_owned(),
            Reason::Siting(place) => format!("图层不能判断是否为 {}", place.replace('_', " ")),
            Reason::Fits(width, depth) => format!("可容纳 {} × {} 米", m(*width), m(*depth)),
            Reason::FitsWhole(width) => format!("整宗使用，宽 {} 米", m(*width)),
            Reason::TooNarrow { has, needs } => {
                format!("宽 {} 米，需 {} 米", m(*has), m(*needs))
            }
            Reason::NoRectangle => "现状之间放不下所需面积的地块".to_owned(),
            Reason::Clear(None) => "周边无须保持间距的对象".to_owned(),
            Reason::Clear(Some(near)) | Reason::TooNear(near) => {
                format!("距 {} {} 米，需 {} 米", near.label, m(near.distance_m), m(near.needs_m))
            }
            Reason::ClearFromEquipment { neighbour, room } => format!(
                "距 {} {} 米；间距自设备起算 {} 米，地块内可布置设备（{} × {} 米）",
                neighbour.label,
                m(neighbour.distance_m),
                m(neighbour.needs_m),
                whole(room.0),
                whole(room.1)
            ),
            Reason::NoDistance => "无须与周边保持间距".to_owned(),
            Reason::DistanceUnknown => "无规则说明其间距".to_owned(),
            Reason::UnknownNeighbours { count, label, nearest, within } => format!(
                "{} 米内有 {count} 处用途未知，最近者 {label} 距 {} 米",
                whole(*within),
                m(*nearest)
            ),
        }
    }

    /// What a code of warnings means, in Chinese; English warnings speak for themselves.
    pub(crate) fn code(code: Code) -> &'static str {
        match code {
            Code::RepairedGeometry => "无效图形已修复",
            Code::NullGeometry => "要素无图形",
            Code::SkippedGeometry => "要素不可用，已略去",
            Code::OutOfRangePosition => "坐标超出经纬度范围，要素已略去",
            Code::BadAttribute => "属性值不可用",
            Code::NegativeClearance => "负间距已忽略",
            Code::DuplicateId => "编号重复",
            Code::OrphanEquipment => "设备所属设施不在图层中",
            Code::UnknownKind => "规则包不识别该设施类别，间距未知",
            Code::NoRuleForPair => "规则包无此类设施与拟建用途之间的距离",
            Code::RuleNotApplied => "因条件不明未采用某条规则",
            Code::RuleRecalled => "所用距离未经核实",
            Code::GradeAssumed => "等级未给定，按最严取值",
            Code::EquipmentUnknown => "设备位置未知，间距自整个地块起算",
            Code::PointWithoutPlot => "点状设施不在已知地块上，按典型用地取值",
            Code::PlotUnknown => "设施用地规模未知",
            Code::OwnershipUnknown => "未声明项目自有地块",
            Code::SliverOverlap => "相邻地块与用地重叠小于制图精度",
            Code::FrontageAssumed => "附近无道路，整个边界视为临街面",
            Code::NoAccess => "保留设施无法到达",
            Code::AccessWidthUnknown => "通道宽度未知",
            Code::LayerFar => "图层不在项目附近",
            Code::UnknownId => "编号未找到",
            Code::NotRelocatable => "设施标明不可迁建",
            Code::NoReceivingSite => "承接地块未全部通过",
            Code::CostMissing => "费用项缺数",
            Code::MonthsUnknown => "迁建工期未知",
            Code::LandUseSystem => "用地分类体系未声明或与代码不符",
        }
    }
}
