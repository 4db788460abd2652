//! Around a map: its headline, and what it is made of.

use super::short;
use crate::assess::{Assessment, Range, Relocation};
use crate::carve::Compared;
use crate::geometry::LonLat;
use crate::language::Language;
use crate::units::{grouped, AreaUnit};

/// More obstacles than this are counted, not listed.
const MOST_LISTED: usize = 6;

impl Language {
    /// The result, a sentence each.
    pub(crate) fn headline(self, assessment: &Assessment) -> Vec<String> {
        let mut sentences = vec![self.cost_of_carving_out(assessment)];
        if assessment.obstacles.is_empty() {
            return sentences;
        }
        if let Some(relocation) = &assessment.relocation {
            sentences.push(self.relocated(relocation, assessment.settings.unit));
        }
        if !assessment.complete() {
            let words = self.say(
                "The result is incomplete: see the warnings in the report.",
                "结果尚不完整，见报告所列警示。",
            );
            sentences.push(words.to_owned());
        }
        sentences
    }

    fn cost_of_carving_out(self, assessment: &Assessment) -> String {
        let unit = assessment.settings.unit;
        let carve = &assessment.carve_out;
        let baseline = self.area(unit, assessment.baseline.usable.area().get());
        let site = self.area(unit, assessment.site.footprint.area().get());
        if assessment.baseline.usable.is_empty() {
            return self.nothing_usable(&site);
        }
        let Some(first) = assessment.obstacles.first() else {
            return match self {
                Self::En => format!("Nothing is in the way: {baseline} of {site} are usable."),
                Self::Zh => format!("未发现制约要素：用地 {site}，可用 {baseline}。"),
            };
        };
        let count = assessment.obstacles.len();
        let what = match count {
            1 => first.label().to_owned(),
            count => self.obstacles(count),
        };
        let loss = self.area(unit, carve.ledger.loss().get());
        let times = carve.multiple(Compared::Net).times().map(|times| grouped(times, 1));
        let losses = assessment.range.as_ref().map(Range::losses);
        let ends = losses.map(|ends| ends.map(|loss| unit.number(loss.get())));
        let ends = ends.filter(|[low, high]| low != high);
        let nominal = carve.nominal().get();
        let stands_on = (nominal > 0.0).then(|| self.area(unit, nominal));
        match self {
            Self::En => {
                let stand = stands_on.map_or_else(String::new, |area| match count {
                    1 => format!(", which stands on {area},"),
                    _ => format!(" that stand on {area}"),
                });
                let whose = if count == 1 { "it stands" } else { "they stand" };
                let times = times.map_or_else(String::new, |times| {
                    format!(": {times} times the part of it {whose} on")
                });
                let ends =
                    ends.map_or_else(String::new, |[low, high]| format!(" ({low} to {high})"));
                format!(
                    "Carving out {what}{stand} costs {loss}{ends} of {baseline} usable land{times}."
                )
            }
            Self::Zh => {
                let stand = stands_on.map_or_else(String::new, |area| format!("（占地 {area}）"));
                let times =
                    times.map_or_else(String::new, |times| format!("，为所占可用地的 {times} 倍"));
                let ends =
                    ends.map_or_else(String::new, |[low, high]| format!("（{low}～{high}）"));
                format!("可用地 {baseline}，避让切出 {what}{stand}损失其中 {loss}{ends}{times}。")
            }
        }
    }

    fn obstacles(self, count: usize) -> String {
        match self {
            Self::En => format!("{count} obstacles"),
            Self::Zh => format!("{count} 处制约要素"),
        }
    }

    fn relocated(self, relocation: &Relocation, unit: AreaUnit) -> String {
        let back = self.area(unit, relocation.recovered.get());
        let lost = self.area(unit, relocation.carve_out.ledger.loss().get());
        let moved = if relocation.moved.len() <= MOST_LISTED {
            self.list(relocation.moved.iter().map(|id| self.id(id)))
        } else {
            self.obstacles(relocation.moved.len())
        };
        match self {
            Self::En => format!("Moving {moved} recovers {back}; {lost} remain lost."),
            Self::Zh => format!("迁建 {moved} 可收回 {back}，仍损失 {lost}。"),
        }
    }

    /// What a map is made of: parameters and rules, then the plane it is drawn in.
    pub(crate) fn made_of(self, assessment: &Assessment) -> Vec<String> {
        let settings = &assessment.settings;
        let setback = self.setbacks(assessment);
        let width = short(settings.min_width.value.get());
        let least = self.area(AreaUnit::M2, settings.min_area.value.get());
        let (proposed, rules) = (assessment.proposed_use.say(self), assessment.rules.say(self));
        let parameters = match self {
            Self::En => {
                format!(
                    "Setback {setback}, minimum width {width} m, minimum piece {least}; \
                     proposed use: {proposed}. Rule pack: {rules}."
                )
            }
            Self::Zh => {
                format!(
                    "退界 {setback}，最小可用宽度 {width} m，最小可用面积 {least}；\
                     拟建用途：{proposed}。规则包：{rules}。"
                )
            }
        };
        let inside = assessment.baseline.envelope != assessment.site.footprint;
        vec![parameters, self.plane(assessment.site.frame.centre(), inside)]
    }

    fn plane(self, centre: LonLat, has_building_line: bool) -> String {
        let within = match (self, has_building_line) {
            (_, false) => "",
            (Self::En, true) => "Usable and lost land count inside the building line. ",
            (Self::Zh, true) => "可用地与损失均在建筑退界线以内计算。",
        };
        let [lat, lon] = [centre.lat, centre.lon].map(|degrees| format!("{:.5}", degrees.abs()));
        let [south, west] = [centre.lat, centre.lon].map(|degrees| degrees < 0.0);
        match self {
            Self::En => {
                let (ns, ew) = (if south { "S" } else { "N" }, if west { "W" } else { "E" });
                format!(
                    "{within}Lambert azimuthal equal-area projection on WGS 84, centred at {lat}° {ns}, \
                     {lon}° {ew}."
                )
            }
            Self::Zh => {
                let ns = if south { "南纬" } else { "北纬" };
                let ew = if west { "西经" } else { "东经" };
                format!("{within}WGS 84 兰勃特等面积方位投影，中心{ns} {lat}°，{ew} {lon}°。")
            }
        }
    }
}
