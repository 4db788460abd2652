//! Why an analysis could not be finished.

use crate::carve::edges::HandFault;
use crate::carve::CarveError;
use crate::obstacle::Obstacle;

/// An analysis that could not be finished.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AssessError {
    /// A step of the area model failed.
    #[error("site {site}: {cause}")]
    Carve {
        /// Id of the site.
        site: String,
        /// What failed.
        cause: CarveError,
    },
    /// An edge told by hand means none of the site's, or several.
    #[error("site {site}: {entry}: {cause}")]
    Edge {
        /// Id of the site.
        site: String,
        /// The entry of the site file.
        entry: String,
        /// What is wrong with it.
        cause: HandFault,
    },
    /// The projection of the title was made for another part of the world.
    #[error(
        "site {site}: the projection of the title ({projection}) has its central meridian at {meridian}°, the site \
         lies at {lon:.2}°; areas are true near the meridian only: give the projection of the zone of the site"
    )]
    TitleElsewhere {
        /// Id of the site.
        site: String,
        /// The projection.
        projection: String,
        /// Its central meridian, degrees.
        meridian: f64,
        /// Longitude of the site, degrees.
        lon: f64,
    },
    /// The land-use balance cannot be drawn up.
    #[error("site {site}: {cause}")]
    Balance {
        /// Id of the site.
        site: String,
        /// What failed.
        cause: crate::adjust::balance::BalanceError,
    },
    /// The land around, where receiving sites may be, was not read with the case.
    #[error(
        "site {site}: the land around it was not read; request its options when the case is read"
    )]
    NoCity {
        /// Id of the site.
        site: String,
    },
    /// A line has no receiving site.
    #[error(
        "{id} is a line: it is diverted along a way of its own, not moved to a plot; no diversion is \
         computed (give pad_area_m2 in [move.{id}] for what of it needs a plot)"
    )]
    Line {
        /// Id of the obstacle.
        id: String,
    },
    /// What cannot be moved has no receiving site.
    #[error(
        "{id} is of a kind that cannot be moved ({kind}); if it can, say so: relocatable = true in the \
         layer, or a table [move.{kind}] in the site file"
    )]
    Fixed {
        /// Id of the obstacle.
        id: String,
        /// Its kind.
        kind: String,
    },
    /// An id to relocate is not in any layer.
    #[error("{named_by} names \"{id}\", but no obstacle has this id; the obstacles are: {known}")]
    UnknownId {
        /// The flag, or the member of the site file.
        named_by: String,
        /// The id.
        id: String,
        /// Ids of the obstacles.
        known: String,
    },
}

impl AssessError {
    pub(super) fn unknown(named_by: String, id: &str, obstacles: &[Obstacle]) -> Self {
        let known: Vec<&str> = obstacles.iter().map(|obstacle| obstacle.id.as_str()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Self::UnknownId { named_by, id: id.to_owned(), known }
    }
}
