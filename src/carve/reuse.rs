//! What remnants are worth where the plan has a use for them.
//!
//! A piece too narrow or too small for a hall may still be parking, green, offices or a corridor for pipes. What
//! it may serve, what it is worth then and how much of that the plan takes is the user's to say; nothing is
//! assumed. Uses are filled in the order of their value, each from the largest pieces that may serve it, up to its
//! quota; a piece may serve several. Where no use is given, remnants may be worth nothing or as much as usable
//! land, and the loss lies between.

use crate::carve::{CarveOut, Scrap};
use crate::geometry::Region;
use crate::model::{Estimate, RemnantUse};
use crate::settings::site_file::SiteRemnantUse;
use crate::units::SquareMetres;
use std::collections::BTreeMap;

/// Land of a piece that serves a use.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Served {
    /// The use.
    pub served_by: RemnantUse,
    /// How much of the piece.
    pub area: SquareMetres,
    /// What it is worth, as a share of usable land.
    pub value_share: Estimate,
}

/// A piece with what it serves.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Valued {
    /// The piece.
    pub scrap: Scrap,
    /// What it serves, by value.
    pub served: Vec<Served>,
}

impl Valued {
    /// What of its area is kept, as usable land: at the least, the middle and the greatest value.
    #[must_use]
    pub fn kept(&self) -> [f64; 3] {
        let kept = |value: fn(&Estimate) -> f64| -> f64 {
            self.served.iter().map(|one| one.area.get() * value(&one.value_share)).sum()
        };
        [kept(|share| share.low), kept(|share| share.mid), kept(|share| share.high)]
    }

    /// What is kept as a share of its area, in the middle.
    #[must_use]
    pub fn value_share(&self) -> f64 {
        self.kept()[1] / self.scrap.area().get()
    }

    /// What of it is lost all the same, in the middle.
    #[must_use]
    pub fn loss(&self) -> SquareMetres {
        SquareMetres::saturating(self.scrap.area().get() - self.kept()[1])
    }
}

/// The remnants of a carve-out with what they serve.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reuse {
    /// Pieces of at least [`LEAST_M2`](crate::carve::scrap::LEAST_M2), largest first.
    pub pieces: Vec<Valued>,
    /// All smaller pieces together.
    pub smaller: SquareMetres,
    /// The loss with remnants worth nothing.
    pub at_no_value: SquareMetres,
    /// The loss with remnants worth as much as usable land.
    pub at_full_value: SquareMetres,
    /// The loss with what they serve, at the greatest value, in the middle and at the least; none where no use is
    /// given.
    pub at_given_value: Option<[SquareMetres; 3]>,
}

impl Reuse {
    /// The least and the greatest loss as far as the worth of remnants goes.
    #[must_use]
    pub fn ends(&self) -> [SquareMetres; 2] {
        let [least, _, most] = self.at_given_value.unwrap_or([
            self.at_full_value,
            self.at_full_value,
            self.at_no_value,
        ]);
        [least, most]
    }
}

impl CarveOut {
    /// What the remnants are worth on a site of some gross area, with uses as given.
    ///
    /// `envelope` is that of the baseline the carve-out was made on.
    #[must_use]
    pub fn reuse(
        &self,
        envelope: &Region,
        gross: SquareMetres,
        uses: &BTreeMap<RemnantUse, SiteRemnantUse>,
    ) -> Reuse {
        let scraps = self.scraps(envelope);
        let smaller = self.beside(&scraps);
        let mut pieces: Vec<Valued> =
            scraps.into_iter().map(|scrap| Valued { scrap, served: Vec::new() }).collect();
        let mut by_value: Vec<(&RemnantUse, &SiteRemnantUse)> = uses.iter().collect();
        by_value.sort_by(|(_, a), (_, b)| b.value_share.mid.total_cmp(&a.value_share.mid));
        for (served_by, wanted) in by_value {
            let mut open = wanted.quota.map_or(f64::INFINITY, |quota| quota * gross.get());
            for piece in pieces.iter_mut().filter(|piece| may_serve(&piece.scrap, wanted)) {
                let served: f64 = piece.served.iter().map(|one| one.area.get()).sum();
                let free = (piece.scrap.area().get() - served).min(open);
                if free > 0.0 {
                    open -= free;
                    let area = SquareMetres::saturating(free);
                    let value_share = wanted.value_share;
                    piece.served.push(Served { served_by: *served_by, area, value_share });
                }
            }
        }
        let loss = self.ledger.loss();
        let less = |kept: f64| SquareMetres::saturating(loss.get() - kept);
        let kept = pieces
            .iter()
            .map(Valued::kept)
            .fold([0.0; 3], |sum, one| [sum[0] + one[0], sum[1] + one[1], sum[2] + one[2]]);
        Reuse {
            pieces,
            smaller,
            at_no_value: loss,
            at_full_value: less(self.ledger.remnant().get()),
            at_given_value: (!uses.is_empty())
                .then(|| [less(kept[2]), less(kept[1]), less(kept[0])]),
        }
    }
}

fn may_serve(scrap: &Scrap, wanted: &SiteRemnantUse) -> bool {
    wanted.reasons.contains(&scrap.reason)
        && (wanted.places.is_empty() || wanted.places.contains(&scrap.place))
        && wanted.min_width_m.is_none_or(|least| scrap.width >= least)
        && wanted.min_area_m2.is_none_or(|least| scrap.area() >= least)
}
