//! The area of a title beside that of the land as drawn.

use crate::assess::Deed;
use crate::language::Language;
use crate::units::{grouped, SquareMetres};

/// Areas are written to a tenth of a square metre: what differs by less than half of that is equal.
const EQUAL_M2: f64 = 0.05;

impl Language {
    /// What deed and drawing say in a dossier, a sentence each.
    pub(crate) fn deed_on_page(self, deed: &Deed) -> Vec<String> {
        self.deed(deed, "m²")
    }

    /// What deed and drawing say, a sentence each; `unit` is how the reader's page writes square metres.
    pub(crate) fn deed(self, deed: &Deed, unit: &str) -> Vec<String> {
        let square_metres = |area: SquareMetres| format!("{} {unit}", grouped(area.get(), 1));
        let mut sentences = Vec::new();
        if let Some(area) = &deed.area {
            let (area, from) = (square_metres(area.value), self.given(area.from));
            let parcels = self.list(deed.parcels.iter().map(String::as_str));
            sentences.push(match (self, deed.parcels.is_empty()) {
                (Self::En, true) => format!("By the deed {area} ({from})."),
                (Self::Zh, true) => format!("权证面积 {area}（{from}）。"),
                (Self::En, false) => format!("By the deeds of {parcels} {area} ({from})."),
                (Self::Zh, false) => format!("{parcels} 的权证面积合计 {area}（{from}）。"),
            });
        }
        let compared = |area: SquareMetres| {
            let Some((more, share)) = deed.difference(area) else { return String::new() };
            if more.abs() < EQUAL_M2 {
                return self.say(", as the deed has it", "，与权证一致").to_owned();
            }
            let (m2, percent) = (grouped(more.abs(), 1), self.fine_percent(share.abs()));
            match (self, more < 0.0) {
                (Self::En, true) => format!(", {m2} {unit} ({percent}) less than the deed"),
                (Self::En, false) => format!(", {m2} {unit} ({percent}) more than the deed"),
                (Self::Zh, true) => format!("，比权证少 {m2} {unit}（{percent}）"),
                (Self::Zh, false) => format!("，比权证多 {m2} {unit}（{percent}）"),
            }
        };
        let (area, than) = (square_metres(deed.computed), compared(deed.computed));
        sentences.push(match self {
            Self::En => format!("As drawn, on the ellipsoid, {area}{than}."),
            Self::Zh => format!("图上面积（椭球面）{area}{than}。"),
        });
        if let Some((projection, area)) = &deed.projected {
            let (area, than) = (square_metres(*area), compared(*area));
            sentences.push(match self {
                Self::En => format!("In the projection of the title ({projection}) {area}{than}."),
                Self::Zh => format!("按权证投影（{projection}）{area}{than}。"),
            });
        }
        sentences
    }
}
