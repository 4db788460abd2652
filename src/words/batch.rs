//! The page about a batch: its headings, and what doubts are called where only their code is known.

use crate::batch::{Cause, Row};
use crate::language::Language;
use crate::model::Code;

/// Words of the page about a batch.
pub(crate) struct Screening {
    pub lead: &'static str,
    pub footprints: &'static str,
    pub assessed: &'static str,
    pub without_numbers: &'static str,
    pub repaired: &'static str,
    pub obstructed: &'static str,
    pub usable: &'static str,
    pub taken: &'static str,
    pub lost: &'static str,
    pub sums: &'static str,
    pub shares: &'static str,
    pub multipliers: &'static str,
    pub worst: &'static str,
    /// Columns of the worst sites: site, usable before, taken, lost, share, times, in the way.
    pub worst_columns: [&'static str; 7],
    pub by_kind: &'static str,
    pub kind: &'static str,
    pub refused: &'static str,
    pub reason: &'static str,
    pub doubts: &'static str,
    pub doubt: &'static str,
    pub sites: &'static str,
    pub computed_with: &'static str,
    /// Columns of what it was computed with: parameter, value, from.
    pub parameter_columns: [&'static str; 3],
    /// Between things that are counted.
    pub comma: &'static str,
}

const EN: Screening = Screening {
    lead: "What obstacles cost each footprint in usable land if they are carved out.",
    footprints: "footprints",
    assessed: "assessed",
    without_numbers: "without numbers",
    repaired: "repaired",
    obstructed: "with obstacles",
    usable: "usable without obstacles",
    taken: "taken",
    lost: "lost",
    sums: "Sums are over sites; where sites overlap, their land counts for each.",
    shares: "Share of the usable land that is lost, sites with obstacles",
    multipliers: "Multiplier: usable land lost over usable land under the obstacles",
    worst: "Most land lost",
    worst_columns: ["Site", "Baseline", "Taking", "Loss", "Share", "Multiplier", "Obstacles"],
    by_kind: "Obstacles by kind",
    kind: "Kind",
    refused: "Footprints without numbers",
    reason: "Reason",
    doubts: "Doubts",
    doubt: "Warning",
    sites: "Sites",
    computed_with: "Parameters",
    parameter_columns: ["Parameter", "Value", "Source"],
    comma: ", ",
};

const ZH: Screening = Screening {
    lead: "避让切出时，制约要素使各地块损失的可用地。",
    footprints: "地块",
    assessed: "已评估",
    without_numbers: "未评估",
    repaired: "已修复",
    obstructed: "有制约要素",
    usable: "原可用地",
    taken: "占地",
    lost: "损失",
    sums: "合计按地块累加；地块重叠处分别计入。",
    shares: "损失占可用地的比例（有制约要素的地块）",
    multipliers: "损失可用地与所占可用地之比",
    worst: "损失最大的地块",
    worst_columns: ["地块", "原可用地", "占地", "损失", "占比", "倍数", "制约要素"],
    by_kind: "各类制约要素",
    kind: "类别",
    refused: "未评估的地块",
    reason: "原因",
    doubts: "存疑事项",
    doubt: "事项",
    sites: "地块数",
    computed_with: "计算参数",
    parameter_columns: ["参数", "取值", "来源"],
    comma: "、",
};

impl Language {
    /// Words of the page about a batch.
    pub(crate) const fn screening(self) -> &'static Screening {
        match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }

    /// The title of the page about the footprints of a file.
    pub(crate) fn screening_of(self, file: &str) -> String {
        match self {
            Self::En => format!("Screening of {file}"),
            Self::Zh => format!("{file} 用地筛查"),
        }
    }

    /// Why a footprint has no numbers, without its coordinates; the whole reason where only that tells.
    /// None for a footprint that has numbers.
    pub(crate) fn refusal(self, row: &Row) -> Option<String> {
        match row.cause? {
            Cause::Other => row.reason.clone(),
            cause => Some(self.cause(cause).to_owned()),
        }
    }

    const fn cause(self, cause: Cause) -> &'static str {
        match cause {
            Cause::NoGeometry => self.say(
                "has no geometry; a footprint needs at least one polygon",
                "无图形；地块至少须有一个面",
            ),
            Cause::Unreadable => self.say("cannot be read as a footprint", "无法作为地块读取"),
            Cause::OnlyLines => self.say(
                "has only lines; a footprint must be a polygon or a multi-polygon",
                "仅有线；地块须为面或多面",
            ),
            Cause::OnlyPoints => self.say(
                "has only points; a footprint must be a polygon or a multi-polygon",
                "仅有点；地块须为面或多面",
            ),
            Cause::NoPositions => self.say(
                "the footprint has no positions; it needs a ring of at least three",
                "地块没有坐标；环至少须有三个点",
            ),
            Cause::SpansTheGlobe => self.say(
                "its positions span more than half the globe; a site is in one place",
                "坐标跨越半个地球以上；一个项目用地应位于一处",
            ),
            Cause::NotFinite => self.say("a position is not a finite number", "坐标不是有限数"),
            Cause::NotDegrees => self.say(
                "a position cannot be longitude and latitude in degrees; reproject the file to WGS 84 \
                 (EPSG:4326)",
                "坐标不可能是经纬度；请转换为 WGS 84（EPSG:4326）",
            ),
            Cause::AxesSwapped => self.say(
                "its axes are swapped: latitude stands first, where longitude is wanted",
                "经纬度次序颠倒，应为经度在前",
            ),
            Cause::Polar => self.say("it lies too near to a pole", "距极点过近"),
            Cause::NoArea => self.say(
                "the footprint has no area; check that its ring encloses something",
                "地块没有面积；请检查其环是否围成图形",
            ),
            Cause::TooLarge => self.say(
                "the footprint is larger than any site may be",
                "地块超出项目用地的最大范围",
            ),
            Cause::NotComputed => self.say(
                "its figures cannot be computed; please report the input",
                "无法计算；请反馈该输入数据",
            ),
            Cause::Other => self.say("another reason", "其他原因"),
        }
    }

    /// A kind of doubt.
    pub(crate) fn doubt_kind(self, code: Code) -> String {
        match self {
            Self::En => code.as_str().replace('_', " "),
            Self::Zh => chinese(code).to_owned(),
        }
    }
}

const fn chinese(code: Code) -> &'static str {
    match code {
        Code::RepairedGeometry => "图形有误，已修复",
        Code::NullGeometry => "要素无图形",
        Code::SkippedGeometry => "要素无法读取，已略去",
        Code::OutOfRangePosition => "坐标不是经纬度，已略去",
        Code::BadAttribute => "属性值无法使用",
        Code::NegativeClearance => "间距为负，已忽略",
        Code::DuplicateId => "编号重复",
        Code::PlaceholderId => "编号为空或为占位符",
        Code::AmbiguousId => "所指编号对应多个要素",
        Code::Decoded => "非 UTF-8 编码",
        Code::PartialLayer => "图层不全",
        Code::PageLimit => "图层疑不全",
        Code::EmptyLayer => "图层无要素",
        Code::NoFacilityLayer => "未提供设施图层",
        Code::SeveralFeatures => "多个要素合为一个用地",
        Code::FeaturesApart => "合并的要素互不相连",
        Code::RulesElsewhere => "规则包不适用于当地",
        Code::RulesAssumed => "默认规则包不适用于当地",
        Code::ColumnLike => "属性列名疑不同",
        Code::UnusedKey => "所指类别或编号不存在",
        Code::OwnerNearly => "权利人名称相近",
        Code::OrphanEquipment => "设备所属设施不存在",
        Code::UnknownKind => "规则包中无此类别",
        Code::NoRuleForPair => "规则包中无此类别对拟建用途的间距",
        Code::NeighbourUnruled => "与周边敏感用途的间距未知",
        Code::NeighbourUnknown => "周边土地用途不明",
        Code::RuleNotApplied => "条件不明，规则未适用",
        Code::RuleRecalled => "间距凭记忆引用，未经核对",
        Code::GradeAssumed => "等级不明，按最严取值",
        Code::EquipmentUnknown => "设备位置不明，间距自整个地块起算",
        Code::PointWithoutPlot => "点状设施无地块，按典型用地取值",
        Code::PlotAssumed => "所在地块可能即设施用地，未予采用",
        Code::PlotUnknown => "设施用地规模不明",
        Code::OwnershipUnknown => "未声明项目自有地块",
        Code::SliverOverlap => "宗地与用地重叠小于绘图精度",
        Code::GapsClosed => "用地内缝隙已闭合",
        Code::FrontageAssumed => "附近无道路，全部边界视为临街面",
        Code::DeedDiffers => "权证面积与图上面积不符",
        Code::DeedOfOtherLand => "权证宗地与用地范围不一致",
        Code::DeedUnknown => "部分宗地无权证面积",
        Code::EdgesUnclear => "部分边界是正面、侧面或背面不明",
        Code::DistrictsOverlap => "规划分区重叠，退界不一",
        Code::RangeWithoutEffect => "退界区间对任何边界均不起作用",
        Code::BesideUnknown => "相邻用地不明，退界未按相邻用地取值",
        Code::FrontageBlocked => "临街面与道路之间有他人地块",
        Code::NoFrontage => "与道路之间全为他人地块",
        Code::NarrowWay => "通道狭窄处决定用地是否可到达",
        Code::NoAccess => "制约要素无法到达",
        Code::AccessWidthUnknown => "通道宽度不明",
        Code::LayerFar => "图层在用地附近无要素",
        Code::UnknownId => "编号不存在",
        Code::NotRelocatable => "设施不可迁建",
        Code::NoReceivingSite => "无承接地块满足全部条件",
        Code::CostMissing => "费用缺项",
        Code::MonthsUnknown => "迁建工期不明",
        Code::LandUseSystem => "用地分类体系未声明或代码不符",
        Code::OutOfReach => "部分用地本不可到达",
        Code::NothingUsable => "无制约要素时亦无可用地",
        Code::LossNotDivided => "损失未分摊到各制约要素",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray;

    #[test]
    fn a_refusal_is_said_in_both_languages_and_without_coordinates() {
        for cause in Cause::VARIANTS {
            let (en, zh) = (Language::En.cause(*cause), Language::Zh.cause(*cause));
            assert!(en.is_ascii() && !en.ends_with('.'), "{en}");
            assert!(!zh.is_ascii() && !zh.ends_with('。'), "{zh}");
        }
    }
}
