//! What a doubt is, as a sentence.

use crate::geometry::repair::{Defect, Ring};
use crate::geometry::FrameError;
use crate::language::Language;
use crate::model::{
    AttributeFault, Code, Doubt, Explanation, Gate, StrangeCodes, UnclearEdges, Warning,
};
use crate::units::{grouped, trimmed, Metres};
use serde::Serialize;

/// Codes that are listed at most.
const LISTED_CODES: usize = 5;
/// Ids that are listed at most.
const LISTED_IDS: usize = 3;

/// A warning as machine output has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record<'a> {
    /// What kind of doubt.
    pub code: Code,
    /// An English sentence: what was seen and what was done about it.
    pub message: String,
    /// File concerned.
    pub file: Option<&'a str>,
    /// Feature concerned, by id or `#index`: the first of them if there are several.
    pub feature: Option<&'a str>,
    /// How many features are concerned.
    pub count: usize,
}

impl<'a> From<&'a Warning> for Record<'a> {
    fn from(warning: &'a Warning) -> Self {
        Self {
            code: warning.code(),
            message: Language::En.doubt(&warning.doubt),
            file: warning.file.as_deref(),
            feature: warning.feature.as_deref(),
            count: warning.count,
        }
    }
}

impl Language {
    /// File and feature, how many more there are, and the sentence.
    #[must_use]
    pub fn warning(self, warning: &Warning) -> String {
        let sentence = self.doubt(&warning.doubt);
        let Some(file) = &warning.file else { return sentence };
        let about = warning.feature.as_ref().map(|id| self.id(id));
        let about = about.map(|feature| match (self, warning.count) {
            (_, 1) => feature.to_owned(),
            (Self::En, n) => format!("{feature} and {} more", n - 1),
            (Self::Zh, n) => format!("{feature} 等 {n} 处"),
        });
        match (self, about) {
            (Self::En, Some(about)) => format!("{file}: {about}: {sentence}"),
            (Self::En, None) => format!("{file}: {sentence}"),
            (Self::Zh, Some(about)) => format!("{file}：{about}：{sentence}"),
            (Self::Zh, None) => format!("{file}：{sentence}"),
        }
    }

    /// What was seen and what was done about it. In English without a capital and a full stop: it
    /// follows the names of file and feature.
    #[must_use]
    pub fn doubt(self, doubt: &Doubt) -> String {
        match self {
            Self::En => english(doubt),
            Self::Zh => chinese(doubt),
        }
    }
}

/// A width far below a metre: `0.3`, `12`.
fn millimetres(width: Metres) -> String {
    let millimetres = width.get() * 1e3;
    format!("{millimetres:.*}", usize::from(millimetres < 9.95))
}

/// Names in brackets, if there are any.
fn listed(language: Language, names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let names = language.list(names.iter().map(String::as_str));
    match language {
        Language::En => format!(" ({names})"),
        Language::Zh => format!("（{names}）"),
    }
}

/// What was seen and what was done about it, in English.
#[expect(clippy::too_many_lines, reason = "one flat list, a sentence each")]
fn english(doubt: &Doubt) -> String {
    let whole = |words: &str| words.to_owned();
    match doubt {
        Doubt::Repaired { defect, at, more } => {
            let place =
                at.map_or_else(String::new, |p| format!(" near ({:.6}, {:.6})", p.lon, p.lat));
            let more = if *more == 0 { String::new() } else { format!(", and {more} more") };
            format!("invalid geometry was repaired: {defect}{place}{more}")
        }
        Doubt::NoGeometry => whole("a feature has no geometry and was left out"),
        Doubt::Unreadable { reason } => {
            format!("a feature cannot be read and was left out: {reason}")
        }
        Doubt::BesidePolygons => {
            whole("points and lines beside the polygons of the footprint were left out")
        }
        Doubt::ParcelWithoutArea => {
            whole("a feature is not a polygon and was left out of the parcels")
        }
        Doubt::RoadIsPoint => whole("a feature is a point and was left out of the roads"),
        Doubt::RoadMisplaced { cause } => {
            format!("a feature was left out of the roads: {cause}")
        }
        Doubt::DemandIsLine => whole("a feature is a line and was left out of the demand"),
        Doubt::ZoneWithoutArea => {
            whole("a control zone is not a polygon, so no receiving site is checked against it")
        }
        Doubt::MixedGeometry => {
            whole("a feature mixes points, lines and polygons; only the largest type was used")
        }
        Doubt::PolygonWithoutArea => whole("a feature has a polygon without area and was left out"),
        Doubt::LineWithoutLength => whole("a feature has a line without length and was left out"),
        Doubt::Misplaced { cause } => format!("a feature was left out: {cause}"),
        Doubt::BadAttribute { field, fault } => {
            let why = match fault {
                AttributeFault::NotText => "is not text",
                AttributeFault::NotMetres => "is not a number of metres, zero or more",
                AttributeFault::NotNumber => "is not a number, zero or more",
                AttributeFault::NotFlag => "is neither true nor false",
                AttributeFault::NotBurden => "is neither own nor shared",
                AttributeFault::NotPlotExtent => "is neither parcel nor drawn",
            };
            format!("attribute {field} {why} and was ignored")
        }
        Doubt::NegativeClearance => {
            whole("clearance_m is negative and was ignored; the next source of a clearance is used")
        }
        Doubt::Decoded { encoding } => format!(
            "the file is not in UTF-8; it was read as {encoding}: check names, and save it in UTF-8"
        ),
        Doubt::PageOnly { features, of: Some(all) } => format!(
            "the server sent {features} of {all} features; what is missing is not counted: fetch the \
             other pages too"
        ),
        Doubt::PageOnly { features, of: None } => format!(
            "the server says that it has more than these {features} features; what is missing is not \
             counted: fetch the other pages too"
        ),
        Doubt::PagePerhaps { features } => format!(
            "the layer has exactly {features} features, which is where many servers cut an answer: \
             check that it is whole"
        ),
        Doubt::EmptyLayer => whole("the layer has no feature: check that it is the right file"),
        Doubt::NothingLookedAt => whole(
            "no layer of facilities, buildings or zones is given, so nobody looked for what stands in \
             the way: give --facilities",
        ),
        Doubt::SeveralFeatures { features, places } => {
            let apart = match places {
                0 | 1 => String::new(),
                several => format!(", in {several} places that lie apart"),
            };
            format!(
                "{features} features were taken together as one site{apart}: --feature picks one, \
                 and carveout batch assesses each"
            )
        }
        Doubt::RulesElsewhere { pack, fitting, assumed } => {
            let pack = if *assumed {
                format!("no rule pack was chosen, and the default, {pack},")
            } else {
                format!("rule pack {pack}")
            };
            let instead = match fitting.as_slice() {
                [] => "none of the built-in packs is for the place of the site".to_owned(),
                fitting => format!(
                    "for the place of the site: --rules {}",
                    fitting.join(" or --rules ")
                ),
            };
            format!("{pack} is for another part of the world; {instead}")
        }
        Doubt::KindMissing { like } => {
            let hint = like.as_ref().map_or_else(
                || "name the column with --map kind=COLUMN".to_owned(),
                |column| format!("column {column} looks like it: --map kind={column}"),
            );
            format!("no feature has a kind, so clearances are not known and none is subtracted; {hint}")
        }
        Doubt::ColumnLike { field, column } => format!(
            "no feature has the field {field}; column {column} looks like it: --map {field}={column}"
        ),
        Doubt::KeyUnused { named_by, key } => format!(
            "{named_by} names \"{key}\", which neither the rule pack nor a layer near the site has; its \
             figure was used for nothing"
        ),
        Doubt::OwnerNearly { owner, declared } => format!(
            "the owner \"{owner}\" is nearly called \"{declared}\", but not quite; the parcel is treated \
             as third-party land: if it is the same owner, declare this name too"
        ),
        Doubt::RepeatedIds { examples, ids: 1 } => format!(
            "id {} is shared by several features, each of which counts by itself",
            examples_of(Language::En, examples, 1)
        ),
        Doubt::RepeatedIds { examples, ids } => format!(
            "{ids} ids ({}) are shared by several features, each of which counts by itself",
            examples_of(Language::En, examples, *ids)
        ),
        Doubt::PlaceholderIds { examples } => format!(
            "ids are blank or placeholders ({}); the features are told apart by their place in the layer",
            examples_of(Language::En, examples, examples.len())
        ),
        Doubt::IdOfSeveral { id, features } => format!(
            "\"{id}\" was named, and {} features have that id ({}); all of them were taken: name the one \
             that is meant as it is called here",
            features.len(),
            examples_of(Language::En, features, features.len())
        ),
        Doubt::OwnerOfSeveral { owner } => format!(
            "equipment of \"{owner}\", an id that several facilities have; the nearest of them was \
             taken"
        ),
        Doubt::OrphanEquipment { owner } => format!(
            "equipment of \"{owner}\", which is in no facility layer near the site; it is treated \
             as a facility of its own"
        ),
        Doubt::NoKind => {
            whole("the feature has no kind, so its clearance is not known and none is subtracted")
        }
        Doubt::UnknownKind { kind, pack } => format!(
            "kind \"{kind}\" is not in rule pack {pack}, so its clearance is not known and none \
             is subtracted: give clearance_m or --clearance {kind}=METRES"
        ),
        Doubt::NoRuleForPair { kind, proposed_use, pack } => format!(
            "rule pack {pack} has no distance between kind \"{kind}\" and use \"{proposed_use}\", \
             so none is subtracted: give clearance_m or --clearance {kind}=METRES"
        ),
        Doubt::NeighbourUnruled { used_as, proposed_use } => format!(
            "land or a building beside the site is used as {used_as}, and no rule says how far \
             \"{proposed_use}\" keeps from it, so no land is kept free: give \
             --neighbour-clearance {used_as}=METRES, 0 for none"
        ),
        Doubt::NeighboursNotLookedAt { within, proposed_use } => format!(
            "\"{proposed_use}\" keeps its distance from some uses, up to {} m, and no layer shows what is \
             beside the site: give parcels with land_use, or buildings",
            trimmed(within.get())
        ),
        Doubt::NeighbourUseUnknown { within, proposed_use } => format!(
            "nothing says what land or a building within {} m of the site is used for, and \"{proposed_use}\" \
             keeps its distance from some uses: give land_use with its code system, or [use_of] in \
             the site file",
            trimmed(within.get())
        ),
        Doubt::LimitNotDrawn { kind } => format!(
            "no distance is set for kind \"{kind}\": the authority draws its limit; give that \
             polygon, or clearance_m"
        ),
        Doubt::FacilityHeightUnknown { rule } => {
            format!("rule {rule} was not applied: it needs the height of the facility; give height_m")
        }
        Doubt::PlannedHeightUnknown { rule } => {
            format!("rule {rule} was not applied: it needs the height of the planned building")
        }
        Doubt::RuleRecalled { distance, document, clause } => format!(
            "{} m by {} is a recalled figure: check it against the document",
            distance.get(),
            Language::En.clause_of(document, clause.as_ref())
        ),
        Doubt::GradeAssumed { kind, grade: None } => {
            format!("no grade is given for kind \"{kind}\"; the strictest was used: give grade")
        }
        Doubt::GradeAssumed { kind, grade: Some(grade) } => {
            format!("grade \"{grade}\" is not known for kind \"{kind}\"; the strictest was used")
        }
        Doubt::EquipmentUnknown { parts } => format!(
            "the position of its {} is not known; the clearance is measured from the whole plot, \
             and the lower bound assumes the equipment at its centre",
            Language::En.list(parts.iter().map(|part| part.say(Language::En)))
        ),
        Doubt::PointWithoutPlot { kind, area, largest } => {
            let largest = if *largest { ", the largest of any grade," } else { "" };
            format!(
                "a point of kind \"{kind}\" lies on no third-party parcel that is plausible as its plot; \
                 a square of the typical {} m2{largest} stands for it: draw it as a polygon",
                grouped(area.get(), 0)
            )
        }
        Doubt::PointSizeUnknown { kind } => format!(
            "the size of a point of kind \"{kind}\" is not known, so no land is subtracted for its \
             plot: draw it as a polygon, or give plot = parcel and a parcel layer"
        ),
        Doubt::ParcelMayBePlot { parcel, area } => format!(
            "stands on parcel {parcel} ({} m2), which may be its plot and was not taken; the range \
             has the loss if it is: give plot = parcel or plot = drawn",
            grouped(area.get(), 0)
        ),
        Doubt::CorridorUnknown { kind } => format!(
            "the corridor width of a line of kind \"{kind}\" is not known; only its clearance is \
             subtracted: give width_m"
        ),
        Doubt::OwnershipUnknown => whole(
            "no parcel is declared the project's own, so none is treated as third-party land: \
             give --site-parcels, an owner, or site = true in the layer",
        ),
        Doubt::SliverOverlap { accuracy_m } => format!(
            "a neighbouring parcel overlaps the site by less than {accuracy_m} m on average; this \
             is treated as drawing accuracy, not as an obstacle"
        ),
        Doubt::GapsClosed { gaps, area, widest, at } => {
            let (what, were) = if *gaps == 1 { ("gap", "was") } else { ("gaps", "were") };
            format!(
                "{gaps} {what} within the site, up to {} mm wide and {} m2 in all, {were} closed as \
                 drawing inaccuracy; the largest is near ({:.6}, {:.6})",
                millimetres(*widest),
                grouped(area.get(), 3),
                at.lon,
                at.lat
            )
        }
        Doubt::NoRoadNear { tolerance } => format!(
            "no road comes within {} m of the site; its whole boundary counts as frontage",
            tolerance.get()
        ),
        Doubt::FrontageBlocked { parcel } => format!(
            "third-party parcel {parcel} lies between a part of the boundary and the road; that part \
             is not counted as frontage"
        ),
        Doubt::NoFrontage { parcels } => format!(
            "third-party land lies between the site and every road near it ({}), so whether the site \
             can be reached is not known; it was taken to be reached across that land",
            Language::En.list(parcels.iter().map(String::as_str))
        ),
        Doubt::NarrowWay { width, needed, at, land, passed } => format!(
            "{} m2 of {} only through a passage {} m wide near ({:.6}, {:.6}); a way must be {} m wide",
            grouped(land.get(), 0),
            if *passed { "usable land are reached" } else { "landlocked land could be reached" },
            grouped(width.get(), 2),
            at.lon,
            at.lat,
            trimmed(needed.get())
        ),
        Doubt::DeedDiffers { deed, drawn, tolerance } => format!(
            "the deed has {} m2, the land as drawn {} m2, which differs by {}, where {} is allowed; check that \
             the footprint is the land of the title",
            grouped(deed.get(), 1),
            grouped(drawn.get(), 1),
            Language::En.fine_percent((drawn.get() / deed.get() - 1.0).abs()),
            Language::En.fine_percent(*tolerance)
        ),
        Doubt::DeedOfOtherLand { parcels, beyond, missing } => format!(
            "the parcels of the deeds ({}) are not the land of the footprint: {} m2 of them lie beyond it, and {} m2 \
             of it on none of them; the sum of the deeds is not its area: state that (--deed-area), or correct the \
             footprint",
            Language::En.list(parcels.iter().map(String::as_str)),
            grouped(beyond.get(), 1),
            grouped(missing.get(), 1)
        ),
        Doubt::NoDeedArea => whole("has no deed area, so those of the parcels were not summed"),
        Doubt::EdgesUnclear { edges, why } => {
            let (why, advice) = match why {
                UnclearEdges::NoRoad => (
                    "no road is known along the site".to_owned(),
                    "give roads, or tell the edges by hand ([[edge]])",
                ),
                UnclearEdges::WhichFront { streets } => (
                    format!(
                        "which of the streets along the site is its front is not known{}",
                        listed(Language::En, streets)
                    ),
                    "name it (--front-road), or tell the edges by hand ([[edge]])",
                ),
                UnclearEdges::NoFront => (
                    "a part of the site has no front along a street".to_owned(),
                    "tell its front by hand ([[edge]])",
                ),
            };
            let edges = if *edges == 1 { "1 edge".to_owned() } else { format!("{edges} edges") };
            format!("{why}, so the largest setback that may apply was used for {edges}: {advice}")
        }
        Doubt::DistrictsOverlap { districts, edges } => {
            let edges = if *edges == 1 { "1 edge".to_owned() } else { format!("{edges} edges") };
            format!(
                "zoning districts {} overlap along the site and state different setbacks, so the largest was \
                 used for {edges}; check the layer, or state the setbacks",
                Language::En.list(districts.iter().map(String::as_str))
            )
        }
        Doubt::RangeWithoutEffect { range } => format!(
            "{range} changes nothing: every edge of the site has a setback of its own, so the range of the \
             result does not hold what the setbacks may be"
        ),
        Doubt::NothingBesideKnown => whole(
            "a setback is given for what lies beside the site, but no layer shows that; give parcels, \
             zones or facilities",
        ),
        Doubt::UseBesideUnknown => whole(
            "lies beside the site, and nothing says what it is used for, so no setback for what lies \
             beside was applied: give land_use",
        ),
        Doubt::NoAccess => whole(
            "requires access, but no corridor of the required width reaches the frontage around the \
             other obstacles; no land was subtracted for it",
        ),
        Doubt::AccessWidthUnknown => whole(
            "requires access, but no rule states the width; no land was subtracted for it: give \
             access_width_m",
        ),
        Doubt::LayerFar { km } => format!(
            "no feature is near the site: the layer is {km:.0} km away; check its coordinate \
             system"
        ),
        Doubt::NotInTheWay { id } => {
            format!("\"{id}\" is not an obstacle of this site; relocating it recovers nothing")
        }
        Doubt::FixedStays => whole("marked as not relocatable; it stays when all others are relocated"),
        Doubt::LineIsDiverted => whole(
            "is a line, which is diverted along a way of its own; neither that way nor its cost is \
             computed",
        ),
        Doubt::FixedMoves => whole("marked as not relocatable, but relocated because it was named"),
        Doubt::NoReceivingSite { considered } => format!(
            "none of the {considered} parcels screened can receive it; the land it would take is \
             not counted"
        ),
        Doubt::DecidedSiteMissing { parcel, listed } => format!(
            "\"{parcel}\" is named as its receiving site, but is not among the best {listed}; see \
             `carveout relocate`"
        ),
        Doubt::GatesOpen { parcel, failed, unknown } => {
            let of = |gates: &[Gate]| Language::En.gates(gates);
            match (failed.is_empty(), unknown.is_empty()) {
                (true, _) => format!(
                    "its receiving site {parcel} fails no gate, but these are not known: {}",
                    of(unknown)
                ),
                (false, true) => {
                    format!("its receiving site {parcel} fails these gates: {}", of(failed))
                }
                (false, false) => format!(
                    "its receiving site {parcel} fails these gates: {}; these are not known: {}",
                    of(failed),
                    of(unknown)
                ),
            }
        }
        Doubt::CostMissing { items } => format!(
            "no figure is given for its {}",
            Language::En.list(items.iter().map(|item| Language::En.item(*item)))
        ),
        Doubt::DelayUnknown => whole(
            "the cost of delay is not known: give [move.KIND.months], needs_land_in_months and \
             delay_per_month",
        ),
        Doubt::LandUseUndeclared => whole(
            "the code system of land_use is not declared, and the same code means different land \
             in different systems, so there is no land-use balance: give land_use_system",
        ),
        Doubt::StrangeCodes(codes) => Language::En.strange_codes(codes),
        Doubt::NothingUsable { context, .. } if context.get() > 0.0 => format!(
            "no land is usable even without obstacles: what stays around the site keeps {} m2 free \
             that would be usable without it; see the surroundings and --neighbour-clearance",
            grouped(context.get(), 0)
        ),
        Doubt::OutOfReach { land, way } => format!(
            "no way {} m wide leads from the frontage to {} m2 of the site, even without obstacles, so \
             that land is not counted as usable: check roads, the parts of the site and min_way_m",
            trimmed(way.get()),
            grouped(land.get(), 0)
        ),
        Doubt::NothingUsable { gross, envelope, .. } => format!(
            "no land is usable even without obstacles: of {} m2, {} m2 lie inside the setback, and no \
             piece of that is wide enough, large enough and reachable; check setback_m, min_width_m, \
             min_area_m2 and roads",
            grouped(gross.get(), 0),
            grouped(envelope.get(), 0)
        ),
        Doubt::LossNotDivided { obstacles } => format!(
            "the loss was not divided among the {obstacles} obstacles, nor by the evidence it rests on, which \
             takes long because many of them share what they take: give --attribution, or attribution = true in the site file"
        ),
    }
}

/// What was seen and what was done about it, in Chinese.
#[expect(clippy::too_many_lines, reason = "one flat list, a sentence each")]
fn chinese(doubt: &Doubt) -> String {
    let whole = |words: &str| words.to_owned();
    match doubt {
        Doubt::Repaired { defect, at, more } => {
            let place = at.map_or_else(String::new, |p| {
                format!("（经度 {:.6}，纬度 {:.6} 附近）", p.lon, p.lat)
            });
            let more = if *more == 0 {
                String::new()
            } else {
                format!("，另有 {more} 处同类问题")
            };
            format!("图形无效，已修复：{}{place}{more}。", chinese_defect(defect))
        }
        Doubt::NoGeometry => whole("要素无图形，已略去。"),
        Doubt::Unreadable { reason } => format!("要素无法读取，已略去，解析报错为“{reason}”。"),
        Doubt::BesidePolygons => whole("项目用地除面以外另含点或线，点、线已略去。"),
        Doubt::ParcelWithoutArea => whole("要素不是面，未作为地块使用。"),
        Doubt::RoadIsPoint => whole("要素为点，未作为道路使用。"),
        Doubt::RoadMisplaced { cause } => {
            format!("要素未作为道路使用：{}。", chinese_position(cause))
        }
        Doubt::DemandIsLine => whole("要素为线，未计入服务需求。"),
        Doubt::ZoneWithoutArea => whole("控制区不是面，承接地块选择时未作避让。"),
        Doubt::MixedGeometry => whole("要素混有点、线、面，仅采用维度最高的一类。"),
        Doubt::PolygonWithoutArea => whole("要素的面没有面积，已略去。"),
        Doubt::LineWithoutLength => whole("要素的线没有长度，已略去。"),
        Doubt::Misplaced { cause } => format!("要素已略去：{}。", chinese_position(cause)),
        Doubt::BadAttribute { field, fault } => {
            let why = match fault {
                AttributeFault::NotText => "不是文本",
                AttributeFault::NotMetres => "不是以米计的非负数",
                AttributeFault::NotNumber => "不是非负数",
                AttributeFault::NotFlag => "既非真也非假",
                AttributeFault::NotBurden => "既非 own 也非 shared",
                AttributeFault::NotPlotExtent => "既非 parcel 也非 drawn",
            };
            format!("属性 {field} {why}，未予采用。")
        }
        Doubt::NegativeClearance => {
            whole("属性 clearance_m 为负，未予采用，间距改按次一级来源取值。")
        }
        Doubt::Decoded { encoding } => {
            format!("文件不是 UTF-8 编码，已按 {encoding} 读取；请核对名称，并另存为 UTF-8。")
        }
        Doubt::PageOnly { features, of: Some(all) } => format!(
            "服务器共有 {all} 个要素，只返回了 {features} 个，缺失部分未计入；请取回其余各页。"
        ),
        Doubt::PageOnly { features, of: None } => format!(
            "服务器声明除这 {features} 个要素外还有更多，缺失部分未计入；请取回其余各页。"
        ),
        Doubt::PagePerhaps { features } => {
            format!("图层恰有 {features} 个要素，许多服务器正以此数截断结果，请核对图层是否完整。")
        }
        Doubt::EmptyLayer => whole("图层没有要素，请核对文件是否正确。"),
        Doubt::NothingLookedAt => whole(
            "未提供设施、建筑或控制区图层，用地内有无制约要素未作查找；请给出 --facilities。",
        ),
        Doubt::SeveralFeatures { features, places } => {
            let apart = match places {
                0 | 1 => String::new(),
                several => format!("（分布在互不相连的 {several} 处）"),
            };
            format!(
                "{features} 个要素{apart}合并为一个项目用地；如仅取其一，请用 --feature；逐个评估，请用 \
                 carveout batch。"
            )
        }
        Doubt::RulesElsewhere { pack, fitting, assumed } => {
            let why = if *assumed { "未选定规则包，所用默认规则包" } else { "规则包" };
            let instead = match fitting.as_slice() {
                [] => "内置规则包均不适用于用地所在地".to_owned(),
                fitting => format!("适用于用地所在地的为：--rules {}", fitting.join("、--rules ")),
            };
            format!("{why} {pack} 不适用于用地所在地区；{instead}。")
        }
        Doubt::KindMissing { like } => {
            let hint = like.as_ref().map_or_else(
                || "请用 --map kind=列名 指明".to_owned(),
                |column| format!("列“{column}”似为类别：--map kind={column}"),
            );
            format!("要素均未注明类别，间距未知，未予扣减；{hint}。")
        }
        Doubt::ColumnLike { field, column } => {
            format!("要素均无属性 {field}，列“{column}”似为该属性：--map {field}={column}。")
        }
        Doubt::KeyUnused { named_by, key } => format!(
            "{named_by} 所指的“{key}”既不在规则包中，也不在用地附近的图层中，其数值未被采用。"
        ),
        Doubt::OwnerNearly { owner, declared } => format!(
            "权利人“{owner}”与所声明的“{declared}”相近而不相同，该地块按他人用地处理；如为同一权利人，\
             请一并声明此名称。"
        ),
        Doubt::RepeatedIds { examples, ids } => format!(
            "有 {ids} 个编号为多个要素共用，各要素分别计算：{}。",
            examples_of(Language::Zh, examples, *ids)
        ),
        Doubt::PlaceholderIds { examples } => format!(
            "编号为空或为占位符（{}），按要素在图层中的序号区分。",
            examples_of(Language::Zh, examples, examples.len())
        ),
        Doubt::IdOfSeveral { id, features } => format!(
            "所指定的编号“{id}”对应 {} 个要素，已全部采用；如仅指其一，请写明：{}。",
            features.len(),
            examples_of(Language::Zh, features, features.len())
        ),
        Doubt::OwnerOfSeveral { owner } => {
            format!("设备注明属于“{owner}”，该编号对应多个设施，按最近者处理。")
        }
        Doubt::OrphanEquipment { owner } => {
            format!("设备注明属于“{owner}”，但用地附近的设施图层中没有该设施，按独立设施处理。")
        }
        Doubt::NoKind => whole("要素未注明类别，间距未知，未予扣减。"),
        Doubt::UnknownKind { kind, pack } => format!(
            "类别“{kind}”不在规则包 {pack} 中，间距未知，未予扣减；请给出属性 clearance_m，\
             或用 --clearance {kind}=米数 指定。"
        ),
        Doubt::NoRuleForPair { kind, proposed_use, pack } => format!(
            "规则包 {pack} 未规定类别“{kind}”与拟建用途“{proposed_use}”之间的距离，未予扣减；\
             请给出属性 clearance_m，或用 --clearance {kind}=米数 指定。"
        ),
        Doubt::NeighbourUnruled { used_as, proposed_use } => format!(
            "用地周边有“{used_as}”类土地或建筑，规则未规定“{proposed_use}”与其间距，未予扣减；\
             请用 --neighbour-clearance {used_as}=米数 指定，无要求时填 0。"
        ),
        Doubt::NeighboursNotLookedAt { within, proposed_use } => format!(
            "“{proposed_use}”须与某些用途保持最多 {} 米的间距，但未提供反映周边情况的图层；请给出带 land_use \
             的宗地图层或建筑图层。",
            trimmed(within.get())
        ),
        Doubt::NeighbourUseUnknown { within, proposed_use } => format!(
            "用地周边 {} 米内有用途不明的土地或建筑，而“{proposed_use}”须与某些用途保持间距；\
             请给出 land_use 及其分类标准，或 [use_of] 表。",
            trimmed(within.get())
        ),
        Doubt::LimitNotDrawn { kind } => format!(
            "类别“{kind}”没有统一数值，其控制范围由主管部门划定；请提供该范围的面图层，\
             或给出属性 clearance_m。"
        ),
        Doubt::FacilityHeightUnknown { rule } => {
            format!("规则 {rule} 须知设施高度，高度未给定，该规则未采用。")
        }
        Doubt::PlannedHeightUnknown { rule } => {
            format!("规则 {rule} 须知拟建建筑高度，高度未给定，该规则未采用。")
        }
        Doubt::RuleRecalled { distance, document, clause } => format!(
            "所用间距 {} 米（{}）凭记忆录入，未经核实，采用前须核对原文。",
            distance.get(),
            Language::Zh.clause_of(document, clause.as_ref())
        ),
        Doubt::GradeAssumed { kind, grade: None } => {
            format!("类别“{kind}”未给定等级，按最严等级取值。")
        }
        Doubt::GradeAssumed { kind, grade: Some(grade) } => {
            format!("类别“{kind}”没有等级“{grade}”，按最严等级取值。")
        }
        Doubt::EquipmentUnknown { parts } => format!(
            "{}的位置未知，间距自整个地块边界起算，下限按设备位于地块中部计算。",
            Language::Zh.list(parts.iter().map(|part| part.say(Language::Zh)))
        ),
        Doubt::PointWithoutPlot { kind, area, largest } => {
            let largest = if *largest { "（各等级中最大者）" } else { "" };
            format!(
                "类别“{kind}”的点不在规模相当的他人地块上，以典型用地 {} 平方米{largest}的正方形代替；\
                 请绘制为面。",
                grouped(area.get(), 0)
            )
        }
        Doubt::PointSizeUnknown { kind } => format!(
            "类别“{kind}”的点用地规模未知，未扣减其用地；请绘制为面，\
             或提供地块图层并给出属性 plot = parcel。"
        ),
        Doubt::ParcelMayBePlot { parcel, area } => format!(
            "位于地块 {parcel}（{} 平方米）上，该地块可能即其用地，未予采用，按其计算的损失列入区间；\
             请给出属性 plot = parcel 或 plot = drawn。",
            grouped(area.get(), 0)
        ),
        Doubt::CorridorUnknown { kind } => {
            format!("类别“{kind}”的线状设施走廊宽度未知，仅扣减其间距；请给出属性 width_m。")
        }
        Doubt::OwnershipUnknown => whole(
            "未声明任何地块为项目自有，故未将任何地块视为他人用地；请给出 --site-parcels、\
             权利人，或在图层中注明 site = true。",
        ),
        Doubt::SliverOverlap { accuracy_m } => format!(
            "相邻地块与用地重叠，平均宽度不足 {accuracy_m} 米，视为制图误差，不作为制约要素。"
        ),
        Doubt::GapsClosed { gaps, area, widest, at } => format!(
            "用地内有 {gaps} 处缝隙，最宽 {} 毫米，合计 {} 平方米，视为制图误差，已闭合；最大一处位于 \
             ({:.6}, {:.6}) 附近。",
            millimetres(*widest),
            grouped(area.get(), 3),
            at.lon,
            at.lat
        ),
        Doubt::NoRoadNear { tolerance } => {
            format!("用地 {} 米范围内无道路，整个边界视为临街面。", tolerance.get())
        }
        Doubt::FrontageBlocked { parcel } => {
            format!("他人地块 {parcel} 位于部分用地边界与道路之间，该段边界不计为临街面。")
        }
        Doubt::NoFrontage { parcels } => format!(
            "用地与附近各条道路之间均有他人地块（{}），用地能否到达未知，暂按可穿越该地块到达计算。",
            Language::Zh.list(parcels.iter().map(String::as_str))
        ),
        Doubt::NarrowWay { width, needed, at, land, passed } => format!(
            "{} 平方米{}，须经经度 {:.6}、纬度 {:.6} 附近宽 {} 米的通道；通道宽度要求为 {} 米。",
            grouped(land.get(), 0),
            if *passed { "可用地刚好可到达" } else { "用地不可到达" },
            at.lon,
            at.lat,
            grouped(width.get(), 2),
            trimmed(needed.get())
        ),
        Doubt::DeedDiffers { deed, drawn, tolerance } => format!(
            "权证面积 {} 平方米，图上面积 {} 平方米，相差 {}，超过容差 {}；请核对用地范围是否与权证一致。",
            grouped(deed.get(), 1),
            grouped(drawn.get(), 1),
            Language::Zh.fine_percent((drawn.get() / deed.get() - 1.0).abs()),
            Language::Zh.fine_percent(*tolerance)
        ),
        Doubt::DeedOfOtherLand { parcels, beyond, missing } => format!(
            "权证所载宗地（{}）与用地范围不一致：宗地超出用地 {} 平方米，用地有 {} 平方米不在这些宗地内；请给出用地的\
             权证面积（--deed-area）或核对用地范围。",
            Language::Zh.list(parcels.iter().map(String::as_str)),
            grouped(beyond.get(), 1),
            grouped(missing.get(), 1)
        ),
        Doubt::NoDeedArea => whole("无权证面积，未汇总各宗地的权证面积。"),
        Doubt::EdgesUnclear { edges, why } => {
            let (why, advice) = match why {
                UnclearEdges::NoRoad => (
                    "用地沿线无已知道路".to_owned(),
                    "请提供道路图层，或人工指定边界（[[edge]]）",
                ),
                UnclearEdges::WhichFront { streets } => (
                    format!("用地多面临街，正面为哪条道路不明{}", listed(Language::Zh, streets)),
                    "请指明正面道路（--front-road），或人工指定边界（[[edge]]）",
                ),
                UnclearEdges::NoFront => {
                    ("用地的一部分没有临街正面".to_owned(), "请人工指定其正面（[[edge]]）")
                }
            };
            format!("{why}，{edges} 条边界按可能适用的最大退界计算；{advice}。")
        }
        Doubt::DistrictsOverlap { districts, edges } => format!(
            "规划分区 {} 在用地边界处重叠而退界不一，{edges} 条边界按最大退界计算；请核对分区图层，或直接给出退界。",
            Language::Zh.list(districts.iter().map(String::as_str))
        ),
        Doubt::RangeWithoutEffect { range } => format!(
            "{range} 不起作用：用地各条边界均另有退界，结果的区间未反映退界的变动。"
        ),
        Doubt::NothingBesideKnown => whole(
            "已给出与相邻用地有关的退界，但没有图层表明相邻用地；请提供地块、控制区或设施图层。",
        ),
        Doubt::UseBesideUnknown => {
            whole("紧邻用地而用途不明，未按相邻用地取退界；请给出 land_use。")
        }
        Doubt::NoAccess => whole(
            "该设施须有通道，但绕开其他制约要素后没有足够宽的通道可达临街面，未为其扣减通道用地。",
        ),
        Doubt::AccessWidthUnknown => whole(
            "该设施须有通道，但没有规则说明通道宽度，未为其扣减通道用地；请给出属性 \
             access_width_m。",
        ),
        Doubt::LayerFar { km } => {
            format!("用地附近没有该图层的要素，图层距用地 {km:.0} 千米；请检查其坐标系。")
        }
        Doubt::NotInTheWay { id } => format!("“{id}”不是本用地的制约要素，迁建不能收回用地。"),
        Doubt::FixedStays => whole("该设施标明不可迁建，其余全部迁建时予以保留。"),
        Doubt::LineIsDiverted => whole("为线状设施，须改线而非异地迁建，改线路由及费用未计算。"),
        Doubt::FixedMoves => whole("该设施标明不可迁建，因被指定，仍按迁建计算。"),
        Doubt::NoReceivingSite { considered } => {
            format!("{considered} 个备选地块均不能承接，迁建所需用地未计入。")
        }
        Doubt::DecidedSiteMissing { parcel, listed } => format!(
            "指定的承接地块“{parcel}”不在前 {listed} 名备选之列，请用 carveout relocate 查看。"
        ),
        Doubt::GatesOpen { parcel, failed, unknown } => {
            let of = |gates: &[Gate]| Language::Zh.gates(gates);
            match (failed.is_empty(), unknown.is_empty()) {
                (true, _) => format!(
                    "承接地块 {parcel} 无不通过的条件，但下列条件尚待查明：{}。",
                    of(unknown)
                ),
                (false, true) => format!("承接地块 {parcel} 下列条件不通过：{}。", of(failed)),
                (false, false) => format!(
                    "承接地块 {parcel} 下列条件不通过：{}；下列条件尚待查明：{}。",
                    of(failed),
                    of(unknown)
                ),
            }
        }
        Doubt::CostMissing { items } => format!(
            "下列费用尚无数据：{}。",
            Language::Zh.list(items.iter().map(|item| Language::Zh.item(*item)))
        ),
        Doubt::DelayUnknown => whole(
            "等待造成的费用未知；请给出 [move.KIND.months]、needs_land_in_months 和 \
             delay_per_month。",
        ),
        Doubt::LandUseUndeclared => whole(
            "未声明 land_use 所用的分类体系，同一代码在不同体系中含义不同，故未编制用地平衡表；\
             请给出 land_use_system。",
        ),
        Doubt::StrangeCodes(codes) => Language::Zh.strange_codes(codes),
        Doubt::NothingUsable { context, .. } if context.get() > 0.0 => format!(
            "即使没有制约要素也无可用地：周边不可迁移要素限制了 {} m² 本可使用的土地；请核对周边要素和 \
             --neighbour-clearance。",
            grouped(context.get(), 0)
        ),
        Doubt::OutOfReach { land, way } => format!(
            "即使没有制约要素，也没有宽 {} m 的通道由临街面通到其中 {} m² 的用地，该部分未计入可用地；\
             请核对道路图层、用地各部分和 min_way_m。",
            trimmed(way.get()),
            grouped(land.get(), 0)
        ),
        Doubt::NothingUsable { gross, envelope, .. } => format!(
            "即使没有制约要素也无可用地：用地 {} m²，退界线内 {} m²，其中没有一块同时满足宽度、面积和\
             可到达的要求；请核对 setback_m、min_width_m、min_area_m2 和道路图层。",
            grouped(gross.get(), 0),
            grouped(envelope.get(), 0)
        ),
        Doubt::LossNotDivided { obstacles } => format!(
            "损失未分摊到 {obstacles} 个制约要素，也未按依据强度分解：其中许多相互影响，计算耗时；如需分摊，请给出 \
             --attribution，或在项目文件中写 attribution = true。"
        ),
    }
}

/// Some of several words, in quotation marks, and a sign that there are more.
fn examples_of(language: Language, examples: &[String], all: usize) -> String {
    let quoted: Vec<String> = examples
        .iter()
        .take(LISTED_IDS)
        .map(|word| match language {
            Language::En => format!("\"{word}\""),
            Language::Zh => format!("“{word}”"),
        })
        .collect();
    let listed = language.list(quoted.iter().map(String::as_str));
    let more = match language {
        _ if all <= quoted.len() => "",
        Language::En => ", ..",
        Language::Zh => "等",
    };
    format!("{listed}{more}")
}

fn chinese_defect(defect: &Defect) -> String {
    let ring = |ring: &Ring| match ring {
        Ring::Shell => "外环".to_owned(),
        Ring::Hole(number) => format!("内环 {number}"),
    };
    match defect {
        Defect::Unclosed(one) => format!("{}未闭合", ring(one)),
        Defect::TooFewPositions(one) => format!("{}不同的点少于三个", ring(one)),
        Defect::SelfCrossing(one, _) => format!("{}自相交或自接触", ring(one)),
        Defect::HoleOutside(one) => format!("{}超出外环", ring(one)),
        Defect::RingsOverlap(a, b) => format!("{}与{}重叠", ring(a), ring(b)),
        Defect::NoArea => "面没有面积".to_owned(),
    }
}

fn chinese_position(cause: &FrameError) -> String {
    match cause {
        FrameError::NotFinite => "坐标不是有限数".to_owned(),
        FrameError::NotDegrees { x, y } => format!(
            "坐标（{x}, {y}）不可能是经纬度，疑为投影坐标或地方坐标，请转换为 WGS 84（EPSG:4326）"
        ),
        FrameError::AxesSwapped { x, y } => {
            format!("坐标（{x}, {y}）纬度在前，经纬度次序颠倒，应为经度在前")
        }
        FrameError::Polar(latitude) => {
            format!("纬度 {latitude} 距极点不足一度，不在可用范围内")
        }
    }
}

impl Language {
    /// That land-use codes and the declared system do not go together.
    #[must_use]
    pub fn strange_codes(self, codes: &StrangeCodes) -> String {
        let StrangeCodes { system, strange, among, explanation } = codes;
        let listed = self.list(strange.iter().take(LISTED_CODES).map(String::as_str));
        let (count, cut) = (strange.len(), strange.len() > LISTED_CODES);
        match self {
            Self::En => {
                let more = if cut { ", .." } else { "" };
                let hint = match explanation {
                    Some(Explanation::OtherSystem(other)) => {
                        format!("; {other} has all of them: is the right system declared?")
                    }
                    Some(Explanation::LostZero) => "; has a leading zero been lost?".to_owned(),
                    None => String::new(),
                };
                format!(
                    "{count} of {among} land-use codes are not in {system}: {listed}{more}{hint}"
                )
            }
            Self::Zh => {
                let more = if cut { "等" } else { "" };
                let hint = match explanation {
                    Some(Explanation::OtherSystem(other)) => {
                        format!("；{other} 含有全部代码，请确认声明的体系是否正确")
                    }
                    Some(Explanation::LostZero) => "；疑似丢失前导零".to_owned(),
                    None => String::new(),
                };
                format!("{among} 个用地代码中有 {count} 个不在 {system} 中：{listed}{more}{hint}。")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::LonLat;
    use crate::language::Name;
    use crate::model::{Clause, CostItem, LandUseSystem, Origin, Warnings};
    use crate::units::SquareMetres;
    use geo::Coord;
    use std::collections::BTreeSet;
    use strum::{VariantArray, VariantNames};

    fn codes(strange: &[&str], explanation: Option<Explanation>) -> Doubt {
        Doubt::StrangeCodes(StrangeCodes {
            system: LandUseSystem::Cn2023,
            strange: strange.iter().map(|code| (*code).to_owned()).collect(),
            among: strange.len() + 1,
            explanation,
        })
    }

    fn repaired(defect: Defect) -> Doubt {
        let at = defect.at().and_then(|at| LonLat::new(at.x, at.y).ok());
        Doubt::Repaired { defect, at, more: usize::from(at.is_some()) }
    }

    /// Doubts about layers as a whole and about names.
    fn of_layers() -> Vec<Doubt> {
        let text = |words: &str| words.to_owned();
        vec![
            Doubt::Decoded { encoding: text("GBK") },
            Doubt::PageOnly { features: 1_000, of: Some(3_456) },
            Doubt::PageOnly { features: 1_000, of: None },
            Doubt::PagePerhaps { features: 2_000 },
            Doubt::EmptyLayer,
            Doubt::NothingLookedAt,
            Doubt::SeveralFeatures { features: 2, places: 1 },
            Doubt::SeveralFeatures { features: 355, places: 340 },
            Doubt::RulesElsewhere { pack: text("CN"), fitting: vec![text("us")], assumed: true },
            Doubt::RulesElsewhere { pack: text("CN"), fitting: Vec::new(), assumed: false },
            Doubt::KindMissing { like: None },
            Doubt::KindMissing { like: Some(text("KIND")) },
            Doubt::ColumnLike { field: text("id"), column: text("OBJECTID") },
            Doubt::KeyUnused { named_by: text("--clearance"), key: text("kiln") },
            Doubt::OwnerNearly { owner: text("Acme"), declared: text("Acne") },
            Doubt::RepeatedIds { examples: vec![text("FS-01")], ids: 1 },
            Doubt::RepeatedIds { examples: vec![text("FS-01"), text("0")], ids: 5 },
            Doubt::PlaceholderIds { examples: vec![text(""), text("---")] },
            Doubt::IdOfSeveral {
                id: text("FS-01"),
                features: vec![text("FS-01 (#3)"), text("FS-01 (#7)")],
            },
            Doubt::OwnerOfSeveral { owner: text("FS-01") },
        ]
    }

    /// Doubts about plots, ways and the boundary of a site.
    fn of_the_ground() -> Vec<Doubt> {
        let metres = |value: f64| Metres::new(value).unwrap();
        vec![
            Doubt::ParcelMayBePlot {
                parcel: "P-9".to_owned(),
                area: SquareMetres::new(1_300.0).unwrap(),
            },
            Doubt::FrontageBlocked { parcel: "P-9".to_owned() },
            Doubt::NoFrontage { parcels: vec!["P-9".to_owned()] },
            Doubt::NarrowWay {
                width: metres(3.5),
                needed: metres(4.0),
                at: LonLat { lon: 109.87, lat: 40.6 },
                land: SquareMetres::new(20_300.0).unwrap(),
                passed: false,
            },
            Doubt::OwnershipUnknown,
            Doubt::SliverOverlap { accuracy_m: 0.05 },
            Doubt::GapsClosed {
                gaps: 3,
                area: SquareMetres::saturating(0.84),
                widest: metres(0.012),
                at: LonLat { lon: 109.87, lat: 40.6 },
            },
            Doubt::NoRoadNear { tolerance: metres(30.0) },
            Doubt::DeedDiffers {
                deed: SquareMetres::new(93_333.3).unwrap(),
                drawn: SquareMetres::new(90_000.0).unwrap(),
                tolerance: 0.01,
            },
            Doubt::DeedOfOtherLand {
                parcels: vec!["P-9".into()],
                beyond: SquareMetres::saturating(2_400.0),
                missing: SquareMetres::ZERO,
            },
            Doubt::NoDeedArea,
            Doubt::EdgesUnclear { edges: 1, why: UnclearEdges::NoRoad },
            Doubt::EdgesUnclear { edges: 4, why: UnclearEdges::NoFront },
            Doubt::EdgesUnclear { edges: 4, why: UnclearEdges::WhichFront { streets: vec![] } },
            Doubt::EdgesUnclear {
                edges: 4,
                why: UnclearEdges::WhichFront { streets: vec!["P-9".to_owned()] },
            },
            Doubt::DistrictsOverlap { districts: vec!["R-1".into(), "C-2".into()], edges: 2 },
            Doubt::RangeWithoutEffect { range: "ranges.setback_m".into() },
            Doubt::NothingBesideKnown,
            Doubt::UseBesideUnknown,
            Doubt::NoAccess,
            Doubt::AccessWidthUnknown,
        ]
    }

    /// Every doubt, and every form of those that have several.
    fn doubts() -> Vec<Doubt> {
        let text = |words: &str| words.to_owned();
        let (kind, rule) = (text("fuel_station"), text("cn.fuel.1"));
        let metres = |value: f64| Metres::new(value).unwrap();
        let tank = Name { en: text("buried tank"), zh: Some(text("埋地油罐")) };
        let vent = Name { en: text("vent mouth"), zh: Some(text("通气管管口")) };
        let at = Some(Coord { x: 109.87, y: 40.6 });
        let mut all = vec![
            repaired(Defect::Unclosed(Ring::Shell)),
            repaired(Defect::TooFewPositions(Ring::Hole(0))),
            repaired(Defect::SelfCrossing(Ring::Shell, at)),
            repaired(Defect::HoleOutside(Ring::Hole(2))),
            repaired(Defect::RingsOverlap(Ring::Shell, Ring::Hole(1))),
            repaired(Defect::NoArea),
            Doubt::NoGeometry,
            Doubt::Unreadable { reason: text("EOF") },
            Doubt::BesidePolygons,
            Doubt::ParcelWithoutArea,
            Doubt::RoadIsPoint,
            Doubt::DemandIsLine,
            Doubt::ZoneWithoutArea,
            Doubt::MixedGeometry,
            Doubt::PolygonWithoutArea,
            Doubt::LineWithoutLength,
            Doubt::NegativeClearance,
            Doubt::OrphanEquipment { owner: text("FS-01") },
            Doubt::NoKind,
            Doubt::UnknownKind { kind: kind.clone(), pack: text("CN") },
            Doubt::NoRuleForPair {
                kind: kind.clone(),
                proposed_use: text("plant_ab"),
                pack: text("CN"),
            },
            Doubt::NeighbourUnruled { used_as: text("housing"), proposed_use: text("plant_ab") },
            Doubt::NeighbourUseUnknown { within: metres(50.0), proposed_use: text("fuel_station") },
            Doubt::LimitNotDrawn { kind: kind.clone() },
            Doubt::FacilityHeightUnknown { rule: rule.clone() },
            Doubt::PlannedHeightUnknown { rule },
            Doubt::RuleRecalled {
                distance: metres(25.0),
                document: Name { en: text("GB 50156-2021"), zh: None },
                clause: Clause::read(Name { en: text("table 4.0.4"), zh: None }),
            },
            Doubt::GradeAssumed { kind: kind.clone(), grade: None },
            Doubt::GradeAssumed { kind: kind.clone(), grade: Some(text("IX")) },
            Doubt::EquipmentUnknown { parts: vec![tank, vent] },
            Doubt::PointSizeUnknown { kind: kind.clone() },
            Doubt::CorridorUnknown { kind: kind.clone() },
            Doubt::LayerFar { km: 812.4 },
            Doubt::NotInTheWay { id: text("FS-01") },
            Doubt::FixedStays,
            Doubt::LineIsDiverted,
            Doubt::FixedMoves,
            Doubt::NoReceivingSite { considered: 190 },
            Doubt::DecidedSiteMissing { parcel: text("P-090"), listed: 10 },
            Doubt::CostMissing { items: CostItem::ALL.to_vec() },
            Doubt::DelayUnknown,
            Doubt::LandUseUndeclared,
            Doubt::NothingUsable {
                gross: SquareMetres::new(800.0).unwrap(),
                envelope: SquareMetres::new(12.0).unwrap(),
                context: SquareMetres::ZERO,
            },
            Doubt::OutOfReach { land: SquareMetres::new(900.0).unwrap(), way: metres(4.0) },
            Doubt::NeighboursNotLookedAt {
                within: metres(50.0),
                proposed_use: text("fuel_station"),
            },
            Doubt::LossNotDivided { obstacles: 778 },
            codes(&["0810", "1004"], None),
            codes(&["701"], Some(Explanation::LostZero)),
            codes(
                &["B41", "G2", "M1", "M2", "R21", "U22"],
                Some(Explanation::OtherSystem(LandUseSystem::Gb50137)),
            ),
        ];
        all.extend(of_layers());
        all.extend(of_the_ground());
        let gates = || Gate::VARIANTS.to_vec();
        for (failed, unknown) in [(vec![], gates()), (gates(), vec![]), (gates(), gates())] {
            all.push(Doubt::GatesOpen { parcel: text("P-090"), failed, unknown });
        }
        for largest in [false, true] {
            let area = SquareMetres::new(3000.0).unwrap();
            all.push(Doubt::PointWithoutPlot { kind: kind.clone(), area, largest });
        }
        for fault in AttributeFault::VARIANTS {
            all.push(Doubt::BadAttribute { field: text("clearance_m"), fault: *fault });
        }
        for cause in [
            FrameError::NotFinite,
            FrameError::NotDegrees { x: 500_000.0, y: 4_500_000.0 },
            FrameError::AxesSwapped { x: 40.6, y: 109.87 },
            FrameError::Polar(89.5),
        ] {
            all.push(Doubt::RoadMisplaced { cause: cause.clone() });
            all.push(Doubt::Misplaced { cause });
        }
        all
    }

    /// What a Chinese sentence may hold in Latin letters: names of files' fields, flags and commands,
    /// ids, standards.
    const LATIN: &str = "clearance_m width_m access_width_m land_use land_use_system \
        needs_land_in_months delay_per_month move.KIND.months site true own shared carveout relocate \
        --clearance --site-parcels --facilities --feature --rules --map batch kind id KIND OBJECTID kiln \
        Acme Acne GBK UTF-8 us fuel_station plant_ab cn.fuel.1 cn_2023 gb50137 CN FS-01 P-090 IX \
        plot parcel drawn P-9 B41 G2 M1 M2 R21 GB WGS EPSG EOF setback_m min_width_m min_area_m2 m \
        --attribution attribution housing --front-road --deed-area R-1 C-2 ranges.setback_m edge --neighbour-clearance land_use use_of min_way_m";

    #[test]
    fn every_doubt_is_a_sentence_in_both_languages() {
        let doubts = doubts();
        let seen: BTreeSet<&str> = doubts.iter().map(Into::into).collect();
        let all: BTreeSet<&str> = Doubt::VARIANTS.iter().copied().collect();
        assert_eq!(seen, all, "a doubt without an example");
        let known: BTreeSet<&str> = LATIN.split_whitespace().collect();
        for doubt in &doubts {
            let (en, zh) = (Language::En.doubt(doubt), Language::Zh.doubt(doubt));
            assert!(en.is_ascii() && en.len() > 20 && !en.contains("  "), "{en}");
            assert!(
                en.ends_with(|last: char| last.is_alphanumeric() || "?)`".contains(last)),
                "{en}"
            );
            assert!(zh.ends_with('。') && zh.matches('。').count() == 1, "{zh}");
            let in_id = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
            for word in zh.split(|letter: char| !in_id(letter)) {
                let latin = word.contains(|letter: char| letter.is_ascii_alphabetic());
                assert!(!latin || known.contains(word), "{word} in {zh}");
            }
        }
    }

    #[test]
    fn a_receiving_site_that_fails_is_not_said_to_fail_nothing() {
        let said = |failed: &[Gate], unknown: &[Gate]| {
            let doubt = Doubt::GatesOpen {
                parcel: "P-7".to_owned(),
                failed: failed.to_vec(),
                unknown: unknown.to_vec(),
            };
            [Language::En, Language::Zh].map(|language| language.doubt(&doubt))
        };
        assert_eq!(
            said(&[Gate::Area, Gate::Width], &[]),
            [
                "its receiving site P-7 fails these gates: area, width",
                "承接地块 P-7 下列条件不通过：面积、宽度。"
            ]
        );
        assert_eq!(
            said(&[Gate::Area], &[Gate::Service]),
            [
                "its receiving site P-7 fails these gates: area; these are not known: service",
                "承接地块 P-7 下列条件不通过：面积；下列条件尚待查明：服务覆盖。"
            ]
        );
    }

    #[test]
    fn figures_and_kinds_are_in_both_languages() {
        for language in [Language::En, Language::Zh] {
            let near = Doubt::NoRoadNear { tolerance: Metres::new(30.0).unwrap() };
            assert!(language.doubt(&near).contains("30"));
            let kind = Doubt::UnknownKind { kind: "tower".to_owned(), pack: "CN".to_owned() };
            let said = language.doubt(&kind);
            assert!(said.contains("tower") && said.contains("CN"), "{said}");
            let far = language.doubt(&Doubt::LayerFar { km: 812.4 });
            assert!(far.contains("812"), "{far}");
        }
    }

    #[test]
    fn more_codes_than_are_listed_are_counted() {
        let said = Language::En.doubt(&codes(
            &["B41", "G2", "M1", "M2", "R21", "U22"],
            Some(Explanation::OtherSystem(LandUseSystem::Gb50137)),
        ));
        let wanted = "6 of 7 land-use codes are not in cn_2023: B41, G2, M1, M2, R21, ..; gb50137 \
                      has all of them: is the right system declared?";
        assert_eq!(said, wanted);
        let said = Language::En.doubt(&codes(&["701"], Some(Explanation::LostZero)));
        assert!(said.ends_with("701; has a leading zero been lost?"), "{said}");
    }

    #[test]
    fn names_pass_unharmed_whatever_is_in_them() {
        let name = "FS: 01 <b>\n油";
        let origin =
            |id: &str| Origin { file: "a: b.geojson".into(), index: 0, id: Some(id.into()) };
        let mut warnings = Warnings::default();
        warnings.raise_for(&origin(name), Doubt::NoKind);
        warnings.raise_for(&origin("other"), Doubt::NoKind);
        let list = warnings.into_vec();
        let en = Language::En.warning(&list[0]);
        assert!(en.starts_with("a: b.geojson: FS: 01 <b>\n油 and 1 more: the feature"), "{en}");
        let zh = Language::Zh.warning(&list[0]);
        assert!(zh.starts_with("a: b.geojson：FS: 01 <b>\n油 等 2 处：要素未注明类别"), "{zh}");
        assert_eq!(Record::from(&list[0]).feature, Some(name));
    }
}
