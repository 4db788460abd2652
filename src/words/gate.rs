//! Conditions on a receiving site, and why each is met, not met, or not known to be.

use crate::language::Language;
use crate::model::Gate;
use crate::relocate::gate::Neighbour;
use crate::relocate::{Reason, Verdict};
use crate::units::grouped;

impl Language {
    /// A condition.
    pub(crate) const fn gate(self, gate: Gate) -> &'static str {
        match gate {
            Gate::OutsideSite => self.say("outside the site", "在项目用地之外"),
            Gate::LandUse => self.say("land use", "用地性质"),
            Gate::Available => self.say("availability", "可供性"),
            Gate::Area => self.say("area", "面积"),
            Gate::RoadAccess => self.say("road access", "道路条件"),
            Gate::Service => self.say("service", "服务覆盖"),
            Gate::ControlZone => self.say("control zones", "控制区"),
            Gate::Width => self.say("width", "宽度"),
            Gate::Clearance => self.say("clearance", "安全防护间距"),
        }
    }

    /// Conditions one after another.
    pub(crate) fn gates(self, gates: &[Gate]) -> String {
        self.list(gates.iter().map(|gate| self.gate(*gate)))
    }

    /// How a condition was met.
    pub(crate) const fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Pass => self.say("pass", "通过"),
            Verdict::Unknown => self.say("not known", "未知"),
            Verdict::Fail => self.say("fail", "不通过"),
        }
    }

    /// Why a condition is met, not met, or not known to be; `square_metres` is how the reader's page
    /// writes that unit.
    #[must_use]
    pub fn reason(self, reason: &Reason, square_metres: &str) -> String {
        match self {
            Self::En => english(reason, square_metres),
            Self::Zh => chinese(reason),
        }
    }
}

fn whole(value: f64) -> String {
    grouped(value, 0)
}

fn tenths(value: f64) -> String {
    grouped(value, 1)
}

fn english(reason: &Reason, square_metres: &str) -> String {
    match reason {
        Reason::IsSite => "is the project's own land".to_owned(),
        Reason::IsOutside => "lies outside the site".to_owned(),
        Reason::CodeTakes(code) => format!("code {code} permits this facility"),
        Reason::CodeTakesNot(code, wanted) => {
            format!("code {code} does not permit this facility ({} would)", wanted.join(", "))
        }
        Reason::NoCode => "the parcel has no land-use code".to_owned(),
        Reason::SystemUndeclared(code) => format!(
            "code {code} means different land in different code systems: declare land_use_system"
        ),
        Reason::NoLandUseRule => "no rule says which land permits this kind".to_owned(),
        Reason::StatusAvailable(status) | Reason::StatusTaken(status) => {
            format!("the register says \"{status}\"")
        }
        Reason::NoStatus => "the register does not say whether it is available".to_owned(),
        Reason::AvailabilityUndeclared => {
            "it is not declared which status means that land is available".to_owned()
        }
        Reason::Area { has, needs } => {
            let unit = square_metres;
            format!("{} {unit} available, {} {unit} required", whole(*has), whole(*needs))
        }
        Reason::AreaUnknown => "the required area is not known".to_owned(),
        Reason::Road(distance) => format!("a road is {} m away", tenths(*distance)),
        Reason::NoRoad(tolerance) => format!("no road within {} m", whole(*tolerance)),
        Reason::NoRoadLayer => "no road layer given".to_owned(),
        Reason::Radius { distance, radius } => format!(
            "{} m from the present site, service radius {} m",
            whole(*distance),
            whole(*radius)
        ),
        Reason::NoRadius(distance) => {
            format!("{} m from the present site; no service radius is known", whole(*distance))
        }
        Reason::Served { before, after } => format!(
            "{} % of the demand within the radius, {} % at present",
            tenths(100.0 * after),
            tenths(100.0 * before)
        ),
        Reason::NoZone => "in no control zone of the layer".to_owned(),
        Reason::InZone(zone) => format!("in control zone {zone}"),
        Reason::NoZoneLayer => "no control-zone layer given".to_owned(),
        Reason::Siting(place) => {
            format!("no layer shows whether this is a {}", place.replace('_', " "))
        }
        Reason::Fits(width, depth) => {
            format!("a plot of {} x {} m fits", tenths(*width), tenths(*depth))
        }
        Reason::FitsWhole(width) => format!("the parcel as a whole, {} m wide", tenths(*width)),
        Reason::TooNarrow { has, needs } => {
            format!("{} m wide, {} m required", tenths(*has), tenths(*needs))
        }
        Reason::NoRectangle => {
            "no plot of the required area fits between what stands there".to_owned()
        }
        Reason::Clear(None) => "no neighbour within the required separation".to_owned(),
        Reason::Clear(Some(near)) | Reason::TooNear(near) => {
            format!("{}, {} m required", away(near), tenths(near.needs.get()))
        }
        Reason::ClearFromEquipment { neighbour, room } => format!(
            "{}; {} m required from the equipment, for which there is room ({} x {} m)",
            away(neighbour),
            tenths(neighbour.needs.get()),
            whole(room.0),
            whole(room.1)
        ),
        Reason::NoDistance => "no separation is required".to_owned(),
        Reason::DistanceUnknown => "no rule states the separation of this kind".to_owned(),
        Reason::NoSeparationRule { label, kind, distance } => format!(
            "no rule states the separation from {label} ({}), {} m away",
            kind.replace('_', " "),
            tenths(*distance)
        ),
        Reason::UnknownNeighbours { count, label, nearest, within } => format!(
            "the use of {count} within {} m is not known; the nearest, {}, is {} m away",
            whole(*within),
            label.as_deref().unwrap_or("the site"),
            tenths(*nearest)
        ),
    }
}

fn away(near: &Neighbour) -> String {
    format!(
        "{} ({}) is {} m away",
        near.label.as_deref().unwrap_or("the site"),
        near.use_id.replace('_', " "),
        tenths(near.distance.get())
    )
}

fn chinese(reason: &Reason) -> String {
    // Latin ids stand apart from Chinese words.
    let neighbour = |label: &Option<String>| match label {
        Some(label) => format!(" {label}"),
        None => "项目用地".to_owned(),
    };
    match reason {
        Reason::IsSite => "是项目自有用地".to_owned(),
        Reason::IsOutside => "在项目用地之外".to_owned(),
        Reason::CodeTakes(code) => format!("用地代码 {code} 可安排该设施"),
        Reason::CodeTakesNot(code, wanted) => {
            format!("用地代码 {code} 不可安排该设施（应为 {}）", wanted.join("、"))
        }
        Reason::NoCode => "地块无用地代码".to_owned(),
        Reason::SystemUndeclared(code) => {
            format!("用地代码 {code} 在不同分类体系中含义不同，须声明体系")
        }
        Reason::NoLandUseRule => "无规则说明何种用地可安排该设施".to_owned(),
        Reason::StatusAvailable(status) | Reason::StatusTaken(status) => {
            format!("登记状态“{status}”")
        }
        Reason::NoStatus => "登记未说明可供与否".to_owned(),
        Reason::AvailabilityUndeclared => "未声明何种状态为可供".to_owned(),
        Reason::Area { has, needs } => {
            format!("可用 {} 平方米，需 {} 平方米", whole(*has), whole(*needs))
        }
        Reason::AreaUnknown => "所需用地面积未知".to_owned(),
        Reason::Road(distance) => format!("距道路 {} 米", tenths(*distance)),
        Reason::NoRoad(tolerance) => format!("{} 米内无道路", whole(*tolerance)),
        Reason::NoRoadLayer => "未提供道路图层".to_owned(),
        Reason::Radius { distance, radius } => {
            format!("距原址 {} 米，服务半径 {} 米", whole(*distance), whole(*radius))
        }
        Reason::NoRadius(distance) => {
            format!("距原址 {} 米，服务半径未知", whole(*distance))
        }
        Reason::Served { before, after } => {
            format!("服务半径内需求占 {}%，现状 {}%", tenths(100.0 * after), tenths(100.0 * before))
        }
        Reason::NoZone => "不在图层所示控制区内".to_owned(),
        Reason::InZone(zone) => format!("位于控制区 {zone}"),
        Reason::NoZoneLayer => "未提供控制区图层".to_owned(),
        Reason::Siting(place) => format!("图层不能判断是否为 {}", place.replace('_', " ")),
        Reason::Fits(width, depth) => {
            format!("可放下 {} × {} 米的设施地块", tenths(*width), tenths(*depth))
        }
        Reason::FitsWhole(width) => format!("整宗使用，宽 {} 米", tenths(*width)),
        Reason::TooNarrow { has, needs } => {
            format!("宽 {} 米，需 {} 米", tenths(*has), tenths(*needs))
        }
        Reason::NoRectangle => "现状之间放不下所需面积的设施地块".to_owned(),
        Reason::Clear(None) => "要求间距内无相邻对象".to_owned(),
        Reason::Clear(Some(near)) | Reason::TooNear(near) => {
            format!(
                "距{} {} 米，需 {} 米",
                neighbour(&near.label),
                tenths(near.distance.get()),
                tenths(near.needs.get())
            )
        }
        Reason::ClearFromEquipment { neighbour: near, room } => format!(
            "距{} {} 米；间距自设备起算 {} 米，地块内可布置设备（{} × {} 米）",
            neighbour(&near.label),
            tenths(near.distance.get()),
            tenths(near.needs.get()),
            whole(room.0),
            whole(room.1)
        ),
        Reason::NoDistance => "无须与周边保持间距".to_owned(),
        Reason::DistanceUnknown => "无规则说明其间距".to_owned(),
        Reason::NoSeparationRule { label, distance, .. } => {
            format!("无规则说明与 {label} 的间距，相距 {} 米", tenths(*distance))
        }
        Reason::UnknownNeighbours { count, label, nearest, within } => format!(
            "{} 米内有 {count} 处用途未知，最近者{}，距 {} 米",
            whole(*within),
            neighbour(label),
            tenths(*nearest)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Metres;

    #[test]
    fn a_reason_states_what_there_is_and_what_is_required() {
        let area = Reason::Area { has: 3015.2, needs: 1000.0 };
        let en = |unit| Language::En.reason(&area, unit);
        assert_eq!(en("m2"), "3,015 m2 available, 1,000 m2 required");
        assert_eq!(en("m²"), "3,015 m² available, 1,000 m² required");
        assert_eq!(Language::Zh.reason(&area, "m²"), "可用 3,015 平方米，需 1,000 平方米");
        let code = Reason::CodeTakes("1309".to_owned());
        assert_eq!(Language::En.reason(&code, "m2"), "code 1309 permits this facility");
        let clear = Reason::Clear(None);
        assert_eq!(
            Language::En.reason(&clear, "m2"),
            "no neighbour within the required separation"
        );
    }

    #[test]
    fn the_project_itself_is_a_neighbour_with_a_name_in_each_language() {
        let near = |label: Option<&str>| {
            let label = label.map(str::to_owned);
            let use_id = "plant_ab".to_owned();
            let [distance, needs] = [9.0, 15.5].map(Metres::saturating);
            Reason::TooNear(Neighbour { label, use_id, distance, needs })
        };
        let said = Language::En.reason(&near(None), "m2");
        assert_eq!(said, "the site (plant ab) is 9.0 m away, 15.5 m required");
        assert_eq!(Language::Zh.reason(&near(None), "m²"), "距项目用地 9.0 米，需 15.5 米");
        assert_eq!(Language::Zh.reason(&near(Some("P-1")), "m²"), "距 P-1 9.0 米，需 15.5 米");
    }
}
