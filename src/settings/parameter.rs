//! The one table of parameters: what each is called, where a site file has it, by which flag a command
//! line gives it, what its numbers count.
//!
//! What is stated here and nowhere else: names in both languages, the flag, the unit. What a parameter
//! means is the comment at its member of the site file ([`Parameter::meaning`]), its bounds are those of
//! the member's type, its default is in [`SiteFile::defaults`].

use crate::language::Language;
use crate::settings::site_file::{deed_area, share};
use crate::settings::sourced::{Given, Stated};
use crate::settings::value::{Unit, Value};
use crate::settings::SiteFile;
use crate::units::AreaUnit;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::str::FromStr;
use std::sync::LazyLock;

/// What a parameter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Which land and which things are meant.
    Layers,
    /// Which distances are asked for.
    Rules,
    /// The area model and the layout.
    Parameters,
    /// The title of the site.
    Title,
    /// Relocation, and what that is worth.
    Relocation,
}

impl Topic {
    /// The heading of its flags.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Layers => "Layers",
            Self::Rules => "Rules",
            Self::Parameters => "Parameters",
            Self::Title => "Title",
            Self::Relocation => "Relocation",
        }
    }
}

/// How often a flag takes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// Once.
    Once,
    /// Once for each value.
    Each,
    /// Values with commas between them.
    Commas,
}

/// How a command line gives a parameter.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// Name, without its dashes.
    pub long: &'static str,
    /// What stands for the value in help, such as `METRES`.
    pub value_name: &'static str,
    /// How often it takes a value.
    pub times: Times,
    /// How a value is written, where the meaning does not say so.
    pub written: &'static str,
    /// Says one value in a statement.
    ///
    /// # Errors
    /// Why the text is no such value.
    pub set: fn(&mut SiteFile, &str) -> Result<(), String>,
}

/// What is said of a parameter: one value, or one for each kind or code.
type Said = BTreeMap<Option<String>, Value>;

/// A line of the table.
struct Line {
    /// Place in a site file: tables and member, joined by dots.
    field: &'static str,
    topic: Topic,
    unit: Option<Unit>,
    en: &'static str,
    zh: &'static str,
    flag: Option<Flag>,
    said: fn(&SiteFile) -> Said,
}

/// A parameter in use.
#[derive(Clone, Debug, PartialEq)]
pub struct InUse {
    /// Which one.
    pub parameter: Parameter,
    /// The kind or code it holds for, where there is one for each.
    pub key: Option<String>,
    /// The value in use.
    pub value: Value,
    /// Who gave it.
    pub source: Given,
}

impl InUse {
    /// Its name in machine output, such as `setback_m` or `clearance_m.fuel_station`.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.parameter.name();
        self.key.as_ref().map_or_else(|| name.to_owned(), |key| format!("{name}.{key}"))
    }
}

fn one<T: Into<Value>>(value: Option<T>) -> Said {
    value.into_iter().map(|value| (None, value.into())).collect()
}

fn list(values: &[String]) -> Said {
    one((!values.is_empty()).then(|| Value::List(values.to_vec())))
}

fn each<V>(table: &BTreeMap<String, V>) -> Said
where
    V: Clone + Into<Value>,
{
    table.iter().map(|(key, value)| (Some(key.clone()), value.clone().into())).collect()
}

/// A flag that is given once and read as its member is.
macro_rules! flag {
    ($long:literal, $value_name:literal, $($member:ident).+) => {
        flag!($long, $value_name, $($member).+, "")
    };
    ($long:literal, $value_name:literal, $($member:ident).+, $written:literal) => {
        Some(Flag {
            long: $long,
            value_name: $value_name,
            times: Times::Once,
            written: $written,
            set: |said, text| put(&mut said.$($member).+, text),
        })
    };
}

fn put<T: FromStr<Err: Display>>(member: &mut Option<T>, text: &str) -> Result<(), String> {
    *member = Some(text.parse().map_err(|error: T::Err| error.to_string())?);
    Ok(())
}

fn number(text: &str) -> Result<f64, String> {
    text.trim().parse().map_err(|error: std::num::ParseFloatError| format!("\"{text}\": {error}"))
}

/// `KIND=METRES` in a table.
fn put_pair<T: FromStr<Err: Display>>(
    table: &mut BTreeMap<String, T>,
    text: &str,
) -> Result<(), String> {
    let pair = text.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
    let (name, value) = pair
        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
        .ok_or("write it as KIND=METRES")?;
    table.insert(name.to_owned(), value.parse().map_err(|error: T::Err| error.to_string())?);
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "a flag may refuse its value; these take any word")]
fn push(list: &mut Vec<String>, word: &str) -> Result<(), String> {
    list.push(word.to_owned());
    Ok(())
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident { $($member:ident: $value:expr),* $(,)? })*) => {
        /// A parameter.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Parameter {
            $($(#[$doc])* $name,)*
        }

        impl Parameter {
            /// All of them, in the order in which they are listed.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            fn line(self) -> &'static Line {
                match self {
                    $(Self::$name => {
                        static LINE: Line = Line { $($member: $value),* };
                        &LINE
                    })*
                }
            }
        }
    };
}

parameters! {
    /// Rule pack.
    Rules {
        field: "rules", topic: Topic::Rules, unit: None, en: "rule pack", zh: "规则包",
        flag: flag!("rules", "PACK", rules), said: |said| one(said.rules.as_ref()),
    }
    /// Proposed use.
    ProposedUse {
        field: "use", topic: Topic::Rules, unit: None, en: "proposed use", zh: "拟建用途",
        flag: flag!("use", "KIND", proposed_use), said: |said| one(said.proposed_use.as_ref()),
    }
    /// Jurisdictions whose local rules apply.
    Jurisdictions {
        field: "jurisdictions", topic: Topic::Rules, unit: None, en: "jurisdictions", zh: "适用地方规定",
        flag: Some(Flag {
            long: "jurisdiction", value_name: "NAME", times: Times::Each, written: "",
            set: |said, text| push(&mut said.jurisdictions, text),
        }),
        said: |said| list(&said.jurisdictions),
    }
    /// Conditions known to hold.
    Conditions {
        field: "conditions", topic: Topic::Rules, unit: None, en: "conditions that hold", zh: "已成立的条件",
        flag: Some(Flag {
            long: "condition", value_name: "ID", times: Times::Each, written: "",
            set: |said, text| push(&mut said.conditions, text),
        }),
        said: |said| list(&said.conditions),
    }
    /// Clearance of a kind.
    Clearance {
        field: "clearance_m", topic: Topic::Rules, unit: Some(Unit::Metres), en: "clearance", zh: "安全防护间距",
        flag: Some(Flag {
            long: "clearance", value_name: "KIND=METRES", times: Times::Each,
            written: "on a command line it wins over the feature too",
            set: |said, text| put_pair(&mut said.clearance_m, text),
        }),
        said: |said| each(&said.clearance_m),
    }
    /// How far the project keeps from what stands beside its site, by use.
    NeighbourClearance {
        field: "neighbour_clearance_m", topic: Topic::Rules, unit: Some(Unit::Metres), en: "clearance from neighbours", zh: "与周边建筑的间距",
        flag: Some(Flag {
            long: "neighbour-clearance", value_name: "USE=METRES", times: Times::Each, written: "",
            set: |said, text| put_pair(&mut said.neighbour_clearance_m, text),
        }),
        said: |said| each(&said.neighbour_clearance_m),
    }
    /// How much of a kind's clearance it keeps on its own land.
    Burden {
        field: "burden", topic: Topic::Rules, unit: None, en: "clearance kept on its own land", zh: "由设施自身用地承担的间距",
        flag: None, said: |said| each(&said.burden),
    }
    /// What a remnant is worth that serves some use.
    RemnantShare {
        field: "remnant.value_share", topic: Topic::Parameters, unit: None, en: "value of remnants, of usable land", zh: "边角地折算系数",
        flag: None, said: |said| {
            let shares = said.remnant.iter();
            shares.map(|(of, one)| (Some(<&str>::from(of).to_owned()), one.value_share.into())).collect()
        },
    }
    /// How much of the site may serve some use as a remnant.
    RemnantQuota {
        field: "remnant.quota", topic: Topic::Parameters, unit: None, en: "quota of remnants, of the site", zh: "边角地利用比例上限",
        flag: None, said: |said| {
            let quotas = said.remnant.iter();
            quotas.filter_map(|(of, one)| Some((Some(<&str>::from(of).to_owned()), one.quota?.into()))).collect()
        },
    }
    /// Building setback.
    Setback {
        field: "parameters.setback_m", topic: Topic::Parameters, unit: Some(Unit::Metres), en: "setback", zh: "退界",
        flag: flag!("setback", "METRES", parameters.setback_m),
        said: |said| one(said.parameters.setback_m),
    }
    /// Building setback along roads.
    SetbackRoad {
        field: "parameters.setback_road_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "setback along roads", zh: "临街退界",
        flag: flag!("setback-road", "METRES", parameters.setback_road_m),
        said: |said| one(said.parameters.setback_road_m),
    }
    /// Building setback of the front.
    FrontSetback {
        field: "setbacks.front_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "front setback", zh: "正面退界",
        flag: flag!("setback-front", "METRES", setbacks.front_m),
        said: |said| one(said.setbacks.front_m),
    }
    /// Building setback along streets that are not the front.
    StreetSideSetback {
        field: "setbacks.street_side_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "street side setback", zh: "次临街面退界",
        flag: flag!("setback-street-side", "METRES", setbacks.street_side_m),
        said: |said| one(said.setbacks.street_side_m),
    }
    /// Building setback of sides.
    SideSetback {
        field: "setbacks.side_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "side setback", zh: "侧面退界",
        flag: flag!("setback-side", "METRES", setbacks.side_m),
        said: |said| one(said.setbacks.side_m),
    }
    /// Building setback of the rear.
    RearSetback {
        field: "setbacks.rear_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "rear setback", zh: "背面退界",
        flag: flag!("setback-rear", "METRES", setbacks.rear_m),
        said: |said| one(said.setbacks.rear_m),
    }
    /// Street that is the front.
    FrontRoad {
        field: "setbacks.front_road", topic: Topic::Parameters, unit: None,
        en: "street of the front", zh: "正面所临道路",
        flag: flag!("front-road", "NAME", setbacks.front_road),
        said: |said| one(said.setbacks.front_road.as_ref()),
    }
    /// Building setback where certain land lies behind an edge.
    SetbackBeside {
        field: "setbacks.beside", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "setback beside", zh: "相邻用地退界",
        flag: Some(Flag {
            long: "setback-beside", value_name: "LAND=METRES", times: Times::Each, written: "",
            set: |said, text| put_pair(&mut said.setbacks.beside, text),
        }),
        said: |said| each(&said.setbacks.beside),
    }
    /// Edges told by hand.
    Edges {
        field: "edge", topic: Topic::Parameters, unit: None, en: "edges by hand", zh: "人工指定的边界",
        flag: None,
        said: |said| list(&said.edge.iter().map(ToString::to_string).collect::<Vec<_>>()),
    }
    /// Minimum usable width.
    MinWidth {
        field: "parameters.min_width_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "minimum width", zh: "最小可用宽度",
        flag: flag!("min-width", "METRES", parameters.min_width_m),
        said: |said| one(said.parameters.min_width_m),
    }
    /// Minimum area of a usable piece.
    MinArea {
        field: "parameters.min_area_m2", topic: Topic::Parameters, unit: Some(Unit::SquareMetres),
        en: "minimum area", zh: "最小可用面积",
        flag: flag!("min-area", "M2", parameters.min_area_m2),
        said: |said| one(said.parameters.min_area_m2),
    }
    /// Distance to a road that makes frontage.
    FrontageTolerance {
        field: "parameters.frontage_tolerance_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "frontage tolerance", zh: "临街判定距离",
        flag: flag!("frontage-tolerance", "METRES", parameters.frontage_tolerance_m),
        said: |said| one(said.parameters.frontage_tolerance_m),
    }
    /// Narrowest way by which land is reachable.
    MinWay {
        field: "parameters.min_way_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "narrowest way", zh: "最小通道宽度",
        flag: flag!("min-way", "METRES", parameters.min_way_m),
        said: |said| one(said.parameters.min_way_m),
    }
    /// How large a parcel may be to be the plot of a point.
    PlotFactor {
        field: "parameters.plot_factor", topic: Topic::Parameters, unit: None,
        en: "plot factor of points", zh: "点状设施地块倍数上限",
        flag: None, said: |said| one(said.parameters.plot_factor),
    }
    /// Width up to which gaps are closed.
    GapTolerance {
        field: "parameters.gap_tolerance_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "gap tolerance", zh: "缝隙闭合容差",
        flag: flag!("gap-tolerance", "METRES", parameters.gap_tolerance_m),
        said: |said| one(said.parameters.gap_tolerance_m),
    }
    /// Range of the setback.
    SetbackRange {
        field: "ranges.setback_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "range of the setback", zh: "退界取值范围",
        flag: None, said: |said| one(said.ranges.setback_m),
    }
    /// Range of the setback along roads.
    SetbackRoadRange {
        field: "ranges.setback_road_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "range of the setback along roads", zh: "临街退界取值范围",
        flag: None, said: |said| one(said.ranges.setback_road_m),
    }
    /// Range of the minimum usable width.
    MinWidthRange {
        field: "ranges.min_width_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "range of the minimum width", zh: "最小可用宽度取值范围",
        flag: None, said: |said| one(said.ranges.min_width_m),
    }
    /// Range of the minimum area of a usable piece.
    MinAreaRange {
        field: "ranges.min_area_m2", topic: Topic::Parameters, unit: Some(Unit::SquareMetres),
        en: "range of the minimum area", zh: "最小可用面积取值范围",
        flag: None, said: |said| one(said.ranges.min_area_m2),
    }
    /// Range of the clearance of a kind.
    ClearanceRange {
        field: "ranges.clearance_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "range of the clearance", zh: "安全防护间距取值范围",
        flag: None, said: |said| each(&said.ranges.clearance_m),
    }
    /// A building to be placed.
    Building {
        field: "layout.building", topic: Topic::Parameters, unit: None, en: "building", zh: "拟排布建筑",
        flag: flag!("building", "WxD[+GAP]", layout.building), said: |said| one(said.layout.building),
    }
    /// Minimum side of the largest rectangle.
    MinSide {
        field: "layout.min_side_m", topic: Topic::Parameters, unit: Some(Unit::Metres),
        en: "minimum side of the rectangle", zh: "矩形最小边长",
        flag: None, said: |said| one(said.layout.min_side_m),
    }
    /// Maximum ratio of the sides of the largest rectangle.
    MaxAspect {
        field: "layout.max_aspect", topic: Topic::Parameters, unit: None,
        en: "maximum ratio of its sides", zh: "矩形最大长宽比",
        flag: None, said: |said| one(said.layout.max_aspect),
    }
    /// Parcels that are the project's own.
    SiteParcels {
        field: "site_parcels", topic: Topic::Layers, unit: None, en: "the project's own parcels", zh: "项目自有地块",
        flag: Some(Flag {
            long: "site-parcels", value_name: "ID,..", times: Times::Commas, written: "",
            set: |said, text| {
                let ids = said.site_parcels.get_or_insert_default();
                if text.is_empty() { Ok(()) } else { push(ids, text) }
            },
        }),
        said: |said| one(said.site_parcels.as_ref()),
    }
    /// Holder whose parcels are the project's own.
    Owner {
        field: "owner", topic: Topic::Layers, unit: None, en: "owner", zh: "权利人",
        flag: Some(Flag {
            long: "owner", value_name: "NAME", times: Times::Each, written: "",
            set: |said, text| push(&mut said.owner, text),
        }),
        said: |said| match said.owner.as_slice() {
            [only] => one(Some(only)),
            several => list(several),
        },
    }
    /// Area by deed or register.
    DeedArea {
        field: "deed.area", topic: Topic::Title, unit: None, en: "deed area", zh: "权证面积",
        flag: Some(Flag {
            long: "deed-area", value_name: "AREA", times: Times::Once, written: "",
            set: |said, text| {
                said.deed.area = Some(deed_area(number(text)?)?);
                Ok(())
            },
        }),
        said: |said| one(said.deed.area),
    }
    /// Unit of deed areas.
    DeedUnit {
        field: "deed.unit", topic: Topic::Title, unit: None, en: "unit of deed areas", zh: "权证面积单位",
        flag: flag!("deed-unit", "UNIT", deed.unit, "m2, mu, ha, acre or sqft"),
        said: |said| one(said.deed.unit.map(AreaUnit::word).map(str::to_owned).as_ref()),
    }
    /// Projection of the title.
    DeedProjection {
        field: "deed.projection", topic: Topic::Title, unit: None, en: "projection of the title", zh: "权证投影",
        flag: flag!("deed-projection", "CRS", deed.projection),
        said: |said| one(said.deed.projection.as_ref().map(ToString::to_string).as_ref()),
    }
    /// By how much deed and footprint may differ.
    DeedTolerance {
        field: "deed.tolerance", topic: Topic::Title, unit: None, en: "tolerance of the deed area", zh: "权证面积容差",
        flag: Some(Flag {
            long: "deed-tolerance", value_name: "SHARE", times: Times::Once, written: "",
            set: |said, text| {
                said.deed.tolerance = Some(share(number(text)?)?);
                Ok(())
            },
        }),
        said: |said| one(said.deed.tolerance),
    }
    /// Obstacles relocated.
    Relocate {
        field: "relocate", topic: Topic::Relocation, unit: None, en: "obstacles relocated", zh: "迁建对象",
        flag: Some(Flag {
            long: "relocate", value_name: "ID,..", times: Times::Commas, written: "",
            set: |said, text| push(said.relocate.get_or_insert_default(), text),
        }),
        said: |said| one(said.relocate.as_ref()),
    }
    /// Code system of land use.
    LandUseSystem {
        field: "land_use_system", topic: Topic::Relocation, unit: None,
        en: "land-use code system", zh: "用地分类标准",
        flag: flag!("land-use-system", "SYSTEM", land_use_system),
        said: |said| one(said.land_use_system),
    }
    /// Use that a code or district stands for.
    UseOf {
        field: "use_of", topic: Topic::Relocation, unit: None, en: "use by code", zh: "代码对应用途",
        flag: None, said: |said| said.use_of.iter().map(|(code, word)| (Some(code.clone()), word.into())).collect(),
    }
    /// Status of parcels that are available.
    Available {
        field: "available", topic: Topic::Relocation, unit: None, en: "status of available land", zh: "可供地状态",
        flag: Some(Flag {
            long: "available", value_name: "WORD,..", times: Times::Commas, written: "",
            set: |said, text| push(&mut said.available, text),
        }),
        said: |said| list(&said.available),
    }
    /// Search radius for receiving sites.
    SearchRadius {
        field: "search_radius_m", topic: Topic::Relocation, unit: Some(Unit::Metres),
        en: "search radius", zh: "承接地块搜索半径",
        flag: flag!("search-radius", "METRES", search_radius_m), said: |said| one(said.search_radius_m),
    }
    /// Currency of every figure.
    Currency {
        field: "money.currency", topic: Topic::Relocation, unit: None, en: "currency", zh: "币种",
        flag: None, said: |said| one(said.money.currency.as_ref()),
    }
    /// What usable land is worth to the project.
    LandPrice {
        field: "money.land_price_per_m2", topic: Topic::Relocation, unit: Some(Unit::MoneyPerSquareMetre),
        en: "land price", zh: "地价",
        flag: flag!("land-price", "PRICE", money.land_price_per_m2, "600, 450..900 or 450..600..900"),
        said: |said| one(said.money.land_price_per_m2),
    }
    /// Grade of the land.
    LandGrade {
        field: "money.land_grade", topic: Topic::Relocation, unit: None, en: "land grade", zh: "土地级别",
        flag: None, said: |said| one(said.money.land_grade.as_ref()),
    }
    /// Cost of a month of delay.
    DelayPerMonth {
        field: "money.delay_per_month", topic: Topic::Relocation, unit: Some(Unit::MoneyPerMonth),
        en: "cost of delay", zh: "项目等待损失",
        flag: None, said: |said| one(said.money.delay_per_month),
    }
    /// Cost of exchanging land with a neighbour.
    SwapCost {
        field: "money.swap_cost", topic: Topic::Relocation, unit: Some(Unit::Money),
        en: "cost of a land swap", zh: "土地置换费用",
        flag: None, said: |said| one(said.money.swap_cost),
    }
    /// Worth of land of others that may no longer be built on.
    SterilisedPrice {
        field: "money.sterilised_per_m2", topic: Topic::Relocation, unit: Some(Unit::MoneyPerSquareMetre),
        en: "worth of land sterilised", zh: "受限制土地单价",
        flag: None, said: |said| one(said.money.sterilised_per_m2),
    }
    /// Draws of the Monte Carlo.
    Draws {
        field: "money.draws", topic: Topic::Relocation, unit: None, en: "random draws", zh: "随机抽样次数",
        flag: None, said: |said| one(said.money.draws),
    }
    /// Seed of the Monte Carlo.
    Seed {
        field: "money.seed", topic: Topic::Relocation, unit: None, en: "seed", zh: "随机种子",
        flag: None, said: |said| one(said.money.seed),
    }
    /// Land-use code of the project's land.
    ProjectLandUse {
        field: "project.land_use", topic: Topic::Relocation, unit: None,
        en: "land use of the project", zh: "项目用地性质",
        flag: None, said: |said| one(said.project.land_use.as_ref()),
    }
    /// When the project needs all of its land.
    NeedsLand {
        field: "project.needs_land_in_months", topic: Topic::Relocation, unit: Some(Unit::Months),
        en: "land needed within", zh: "项目用地期限",
        flag: None, said: |said| one(said.project.needs_land_in_months),
    }
    /// Ground area of the project's buildings.
    BuildingArea {
        field: "project.building_area_m2", topic: Topic::Relocation, unit: Some(Unit::SquareMetres),
        en: "building area", zh: "建筑基底面积",
        flag: None, said: |said| one(said.project.building_area_m2),
    }
    /// Floor area of the project's buildings.
    FloorArea {
        field: "project.floor_area_m2", topic: Topic::Relocation, unit: Some(Unit::SquareMetres),
        en: "floor area", zh: "总建筑面积",
        flag: None, said: |said| one(said.project.floor_area_m2),
    }
    /// Green area.
    Green {
        field: "project.green_m2", topic: Topic::Relocation, unit: Some(Unit::SquareMetres),
        en: "green area", zh: "绿地面积",
        flag: None, said: |said| one(said.project.green_m2),
    }
    /// Land for offices and staff services.
    Offices {
        field: "project.offices_m2", topic: Topic::Relocation, unit: Some(Unit::SquareMetres),
        en: "land for offices and services", zh: "行政办公及生活服务设施用地",
        flag: None, said: |said| one(said.project.offices_m2),
    }
    /// Industry.
    Industry {
        field: "project.industry", topic: Topic::Relocation, unit: None, en: "industry", zh: "行业",
        flag: None, said: |said| one(said.project.industry.as_ref()),
    }
}

impl Parameter {
    /// Its name in machine output: that of the member of the site file, with its unit. Ranges and facts
    /// of the project keep their table's name before it.
    #[must_use]
    pub fn name(self) -> &'static str {
        let field = self.field();
        let tables = ["parameters.", "layout.", "money."];
        tables.iter().find_map(|table| field.strip_prefix(table)).unwrap_or(field)
    }

    /// Its place in a site file: tables and member, joined by dots.
    #[must_use]
    pub fn field(self) -> &'static str {
        self.line().field
    }

    /// What it is about.
    #[must_use]
    pub fn topic(self) -> Topic {
        self.line().topic
    }

    /// What its numbers count; none for words, counts and ratios.
    #[must_use]
    pub fn unit(self) -> Option<Unit> {
        self.line().unit
    }

    /// What readers know it by.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match language {
            Language::En => self.line().en,
            Language::Zh => self.line().zh,
        }
    }

    /// How a command line gives it, if it can.
    #[must_use]
    pub fn flag(self) -> Option<Flag> {
        self.line().flag
    }

    /// What it means, in a sentence or two: the comment at its member of the site file.
    #[must_use]
    pub fn meaning(self) -> String {
        let words = member(&SCHEMA, self.field())["description"].as_str().unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What is used where not given anything.
    #[must_use]
    pub fn default(self) -> Option<Value> {
        (self.line().said)(&SiteFile::defaults()).remove(&None)
    }

    /// What the user called it: the flag, or the member of the site file.
    #[must_use]
    pub fn as_named(self, source: Given) -> String {
        match (source, self.flag()) {
            (Given::CommandLine, Some(flag)) => format!("--{}", flag.long),
            _ => format!("{} in the site file", self.field()),
        }
    }

    /// The value in use and who gave it, for each kind or code where there is one for each.
    pub(super) fn in_use(self, stated: &Stated) -> Vec<InUse> {
        let said =
            stated.by_rank().map(|(source, statement)| (source, (self.line().said)(statement)));
        let keys: BTreeSet<&Option<String>> =
            said.iter().flat_map(|(_, said)| said.keys()).collect();
        let governing = |key: &Option<String>| {
            said.iter().find_map(|(source, said)| Some((said.get(key)?.clone(), *source)))
        };
        keys.into_iter()
            .filter_map(|key| {
                let (value, source) = governing(key)?;
                Some(InUse { parameter: self, key: key.clone(), value, source })
            })
            .collect()
    }
}

static SCHEMA: LazyLock<serde_json::Value> =
    LazyLock::new(|| schemars::schema_for!(SiteFile).to_value());

/// The schema of a member of a site file, by tables and member joined by dots; null if there is none.
pub(super) fn member<'a>(root: &'a serde_json::Value, field: &str) -> &'a serde_json::Value {
    field.split('.').fold(root, |table, name| {
        // A table of tables has the members of each.
        let named = [&table["$ref"], &table["additionalProperties"]["$ref"]];
        let named = named.into_iter().find_map(|path| path.as_str()?.strip_prefix("#/$defs/"));
        let table = named.map_or(table, |name| &root["$defs"][name]);
        &table["properties"][name]
    })
}
