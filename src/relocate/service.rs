//! Service continuity: whom a facility serves from its present site and from a new one.

use crate::model::Demand;
use crate::relocate::city::City;
use crate::units::Metres;
use geo::Coord;

/// Whom a place serves.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Served {
    /// Share of the demand within the radius of this place or another of the kind, 0 to 1.
    pub share: f64,
    /// Mean distance to the nearest place of the kind, weighted by demand.
    pub mean_distance: Metres,
}

/// Demand, and the places of the kind that stay.
#[derive(Clone, Debug)]
pub struct Service<'a> {
    demand: &'a [Demand],
    /// Distance to the nearest place that stays, one a demand point.
    others: Vec<f64>,
    radius: f64,
}

impl<'a> Service<'a> {
    /// Demand of a city for a kind with a service radius; `None` without demand points of weight.
    #[must_use]
    pub fn of(city: &'a City, staying: &[Coord<f64>], radius: f64) -> Option<Self> {
        let demand = city.demand()?;
        if demand.iter().map(|point| point.weight).sum::<f64>() <= 0.0 {
            return None;
        }
        let others = demand
            .iter()
            .map(|point| {
                staying.iter().map(|at| apart(*at, point.at)).fold(f64::INFINITY, f64::min)
            })
            .collect();
        Some(Self { demand, others, radius })
    }

    /// Whom the kind serves with one of its places here.
    #[must_use]
    pub fn from(&self, place: Coord<f64>) -> Served {
        self.at_best(place, 0.0)
    }

    /// Whom it serves at best from somewhere within `slack` metres of a place.
    #[must_use]
    pub fn at_best(&self, place: Coord<f64>, slack: f64) -> Served {
        let (mut weight, mut served, mut distance) = (0.0, 0.0, 0.0);
        for (point, other) in self.demand.iter().zip(&self.others) {
            let nearest = (apart(place, point.at) - slack).max(0.0).min(*other);
            weight += point.weight;
            distance += point.weight * nearest;
            if nearest <= self.radius {
                served += point.weight;
            }
        }
        Served { share: served / weight, mean_distance: Metres::saturating(distance / weight) }
    }
}

/// Distance of two points, metres.
#[must_use]
pub fn apart(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a - b).x.hypot((a - b).y)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::relocate::CityLayers;

    #[test]
    fn shares_count_weights_and_the_places_that_stay() {
        let metres = |value| Metres::new(value).unwrap();
        let at = |x: f64| Coord { x, y: 0.0 };
        let demand = vec![
            Demand { at: at(0.0), weight: 3.0 },
            Demand { at: at(500.0), weight: 1.0 },
            Demand { at: at(2_000.0), weight: 1.0 },
        ];
        let serving =
            |demand| City::new(CityLayers { demand: Some(demand), ..CityLayers::default() });
        let city = serving(demand);
        // From 0 with a radius of 600 m: 4 of 5. From 400: the same, 400 * 3 + 100 + 1600 over 5.
        let service = Service::of(&city, &[], 600.0).unwrap();
        assert_eq!(service.from(at(0.0)), Served { share: 0.8, mean_distance: metres(500.0) });
        assert_eq!(service.from(at(400.0)), Served { share: 0.8, mean_distance: metres(580.0) });
        assert_eq!(service.from(at(1_500.0)).share, 0.2);
        // Another one at 2,100 m serves the last.
        let service = Service::of(&city, &[at(2_100.0)], 600.0).unwrap();
        assert_eq!(service.from(at(0.0)).share, 1.0);
        assert!(Service::of(&serving(vec![]), &[], 600.0).is_none());
    }
}
