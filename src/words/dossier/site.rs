//! The site and its obstacles.

use crate::obstacle::Obstacle;
use crate::words::reader::Reader;

impl Reader<'_> {
    /// Who says how far an obstacle keeps others away.
    pub fn clearance_basis(&self, obstacle: &Obstacle) -> String {
        match (obstacle.clearance.governing(), obstacle.known_clearance()) {
            (Some(part), _) => self.language.founded(&part.source),
            (None, Some(_)) => {
                self.language.say("no clearance of its own", "自身无间距要求").to_owned()
            }
            (None, None) => self.language.unknown(),
        }
    }
}
