//! Notes beside things on a map, and below it.

use crate::language::Language;
use crate::obstacle::{Obstacle, Relation};
use crate::relocate::Receiving;
use crate::units::AreaUnit;

impl Language {
    /// The title of a map of receiving sites for all that moves.
    #[must_use]
    pub fn receiving_sites_of(self, site: &str) -> String {
        match self {
            Self::En => format!("{site}: receiving sites"),
            Self::Zh => format!("{site}：承接地块"),
        }
    }

    /// The title of a map of receiving sites for one thing.
    #[must_use]
    pub fn receiving_sites_for(self, site: &str, thing: &str) -> String {
        match self {
            Self::En => format!("{site}: {thing}"),
            Self::Zh => format!("{site}：{thing}"),
        }
    }

    /// A receiving site below its map, by its number there.
    #[must_use]
    pub fn ranked(self, number: usize, site: &Receiving) -> String {
        let land = site.zoning.as_ref().or(site.land_use.as_ref());
        let land = land.map_or_else(String::new, |code| format!(", {code}"));
        let (id, away) = (self.id(&site.id), site.distance.get());
        match self {
            Self::En => format!("{number}  {id}{land}, {away:.0} m away"),
            Self::Zh => format!("{number}  {id}{land}，距原址 {away:.0} m"),
        }
    }

    /// What is written below the name of an obstacle: its id, its area or its distance, and what
    /// becomes of it.
    pub(crate) fn beside_obstacle(
        self,
        obstacle: &Obstacle,
        unit: AreaUnit,
        off_map: bool,
        relocated: bool,
    ) -> String {
        let mut words = Vec::new();
        if obstacle.name.is_some() {
            words.push(self.id(&obstacle.id).to_owned());
        }
        if off_map {
            words.push(self.say("off the map", "在图外").to_owned());
        }
        if obstacle.relation == Relation::Reaching {
            let metres = (obstacle.clearance.distance().get() * 10.0).round() / 10.0;
            words.push(match self {
                Self::En => format!("clearance {metres} m"),
                Self::Zh => format!("间距 {metres} m"),
            });
        } else {
            words.push(self.area(unit, obstacle.taking.area().get()));
        }
        if relocated {
            words.push(self.say("relocated", "迁建").to_owned());
        }
        words.join(" · ")
    }
}
