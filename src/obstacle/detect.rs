//! All obstacles of a site.

use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::{Bounds, Region};
use crate::model::{Doubt, Facility, Layer, Parcel, Shape, Warnings};
use crate::obstacle::clearance::Policy;
use crate::obstacle::ownership::{Known, Ownership};
use crate::obstacle::plot::{margin, plot, Drawn, ForeignParcels};
use crate::obstacle::relation::{relation, CONTACT_M};
use crate::obstacle::{Class, Obstacle};
use geo::Coord;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What stands around a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// Facilities, buildings, zones and equipment.
    pub facilities: Vec<Facility>,
    /// Parcels.
    pub parcels: Vec<Parcel>,
    /// How the project's own parcels are told.
    pub ownership: Ownership,
}

/// Obstacles, by id, and what is doubtful about them.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Detection {
    /// The obstacles, by id.
    pub obstacles: Vec<Obstacle>,
    /// Doubts.
    pub warnings: Warnings,
}

/// Finds everything that takes land of a footprint or keeps building away from a part of it.
///
/// # Errors
/// [`OverlayError`] from the engine.
pub fn detect(
    footprint: &Region,
    around: &Surroundings,
    policy: &Policy<'_>,
) -> Result<Detection, OverlayError> {
    let Some(bounds) = footprint.bounds() else { return Ok(Detection::default()) };
    let mut found = Detection::default();
    let ownership = around.ownership.sort(&around.parcels);
    let foreign = ForeignParcels::new(around.parcels.iter().filter(|parcel| match &ownership {
        Known::Own(ids) => !ids.contains(&parcel.id),
        // Nobody knows whose they are: they may be a point's plot only outside the site.
        Known::Nothing => parcel.region.bounds().is_some_and(|b| !b.meets(&bounds)),
    }));
    let mut scan = Scan { footprint, bounds, policy, foreign: &foreign, found: &mut found };
    let (standing, equipment) = scan.assign_equipment(&around.facilities);
    let mut plots = BTreeSet::new();
    for facility in standing {
        let parts = equipment.get(facility.id.as_str()).map_or(&[][..], Vec::as_slice);
        if let Some(obstacle) = scan.facility(facility, parts)? {
            plots.extend(obstacle.plot_parcels.iter().cloned());
            scan.found.obstacles.push(obstacle);
        }
    }
    if let Known::Own(_) = ownership {
        for parcel in foreign.meeting(bounds) {
            if !plots.contains(&parcel.id) {
                if let Some(obstacle) = scan.parcel(parcel)? {
                    scan.found.obstacles.push(obstacle);
                }
            }
        }
    } else {
        scan.unowned(&around.parcels)?;
    }
    found.obstacles.sort_by(|a, b| a.id.cmp(&b.id).then(a.origin.index.cmp(&b.origin.index)));
    Ok(found)
}

struct Scan<'a> {
    footprint: &'a Region,
    bounds: Bounds,
    policy: &'a Policy<'a>,
    foreign: &'a ForeignParcels<'a>,
    found: &'a mut Detection,
}

impl<'a> Scan<'a> {
    /// Splits facilities into those that stand for themselves and equipment by facility.
    fn assign_equipment(
        &mut self,
        facilities: &'a [Facility],
    ) -> (Vec<&'a Facility>, BTreeMap<&'a str, Vec<&'a Facility>>) {
        let ids: BTreeSet<&str> = facilities
            .iter()
            .filter(|facility| facility.part_of.is_none())
            .map(|facility| facility.id.as_str())
            .collect();
        let mut standing = Vec::new();
        let mut equipment: BTreeMap<&str, Vec<&Facility>> = BTreeMap::new();
        for facility in facilities {
            match facility.part_of.as_deref() {
                None => standing.push(facility),
                Some(owner) if ids.contains(owner) => {
                    equipment.entry(owner).or_default().push(facility);
                }
                Some(owner) => {
                    let doubt = Doubt::OrphanEquipment { owner: owner.to_owned() };
                    self.found.warnings.raise_for(&facility.origin, doubt);
                    standing.push(facility);
                }
            }
        }
        (standing, equipment)
    }

    fn facility(
        &mut self,
        facility: &Facility,
        equipment: &[&Facility],
    ) -> Result<Option<Obstacle>, OverlayError> {
        // Doubts about a thing that turns out not to be in the way are not worth a reader's time.
        let mut doubts = Warnings::default();
        let distances = self.policy.distances(facility, equipment, &mut doubts);
        let grade = facility.grade.as_deref();
        let margin = margin(Drawn::of(facility), &facility.kind, grade, self.policy);
        let reach = distances.distance().get() + margin;
        let near =
            |shape: &Shape| shape.bounds().is_some_and(|b| b.grown(reach).meets(&self.bounds));
        // A parcel that goes with a facility may reach further than its shape: look wider.
        let drawn = near(&facility.shape) || equipment.iter().any(|item| near(&item.shape));
        let on_parcel = facility.layer == Layer::Facility
            && facility.shape.bounds().is_some_and(|b| {
                self.foreign.meeting(b).iter().any(|parcel| {
                    parcel.region.bounds().is_some_and(|p| p.grown(reach).meets(&self.bounds))
                })
            });
        if !drawn && !on_parcel {
            return Ok(None);
        }
        let plot = plot(facility, self.foreign, self.policy, &mut doubts)?;
        let clearance = distances.with_zones(self.policy, facility, &plot.region, equipment)?;
        let kind = self.policy.pack.kind(&facility.kind);
        let by_rule = self.policy.pack.access(&facility.kind, grade, self.policy.jurisdictions);
        let is_area = !matches!(facility.shape, Shape::Lines(_));
        let severs = facility.severs.unwrap_or_else(|| match facility.layer {
            Layer::Facility => kind.map_or(is_area, |kind| kind.severs_by_default() && is_area),
            Layer::Building | Layer::Zone => false,
        });
        let class = match facility.layer {
            Layer::Facility => Class::Facility,
            Layer::Building => Class::Building,
            Layer::Zone => Class::Zone,
        };
        let canonical = self.policy.canonical(&facility.kind);
        let origin = facility.origin.clone();
        let obstacle = Obstacle {
            grade: facility.grade.clone(),
            name: facility.name.clone(),
            clearance,
            severs,
            needs_access: facility.needs_access.unwrap_or_else(|| {
                facility.layer == Layer::Facility && kind.is_some_and(|kind| kind.needs_access)
            }),
            access_width: facility.access_width.or(by_rule.as_ref().map(|rule| rule.rule.width_m)),
            driveways: by_rule.as_ref().map_or(1, |rule| rule.rule.driveway_count()),
            relocatable: facility.relocatable,
            plot_parcels: plot.parcels,
            ..Obstacle::new(&facility.id, class, canonical, plot.region, origin)
        };
        let obstacle = self.placed(obstacle, CONTACT_M)?;
        if obstacle.is_some() || self.stands_inside(&facility.shape) {
            self.found.warnings.append(doubts);
        }
        Ok(obstacle)
    }

    /// Whether a point of a shape lies in the site: what stands there is in the way even if neither its
    /// size nor its distance is known, so that no land can be subtracted for it.
    fn stands_inside(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Points(points) => points.iter().any(|point| self.footprint.contains(*point)),
            Shape::Area(_) | Shape::Lines(_) => false,
        }
    }

    /// Parcels of two registers that overlap by less than this were drawn to meet, metres.
    fn sliver(&self) -> f64 {
        self.policy.gap_tolerance.get().max(CONTACT_M)
    }

    fn parcel(&mut self, parcel: &Parcel) -> Result<Option<Obstacle>, OverlayError> {
        let (region, origin) = (parcel.region.clone(), parcel.origin.clone());
        let obstacle = Obstacle {
            severs: true,
            plot_parcels: vec![parcel.id.clone()],
            ..Obstacle::new(&parcel.id, Class::Parcel, "parcel", region, origin)
        };
        let overlap = self.inside(&parcel.region)?;
        let placed = self.placed(obstacle, self.sliver())?;
        if placed.is_none() && !overlap.is_thin(CONTACT_M) {
            let doubt = Doubt::SliverOverlap { accuracy_m: self.sliver() };
            self.found.warnings.raise_for(&parcel.origin, doubt);
        }
        Ok(placed)
    }

    /// Clips an obstacle to the site; `None` when neither its shape nor its clearance enters.
    fn placed(
        &self,
        mut obstacle: Obstacle,
        contact: f64,
    ) -> Result<Option<Obstacle>, OverlayError> {
        let inside = self.inside(&obstacle.shape)?;
        // Scraps along a shared edge must not be grown by a setback later.
        obstacle.taking = Region::from_pieces(
            inside.pieces().into_iter().filter(|piece| !piece.is_thin(contact)),
        );
        if obstacle.taking.is_empty() {
            let reached = self.inside(&obstacle.clearance.zone)?;
            if reached.is_thin(CONTACT_M) {
                return Ok(None);
            }
        }
        obstacle.relation = relation(self.footprint, &obstacle.shape, &obstacle.taking)?;
        Ok(Some(obstacle))
    }

    /// What of a region lies in the footprint. Most regions have no edge of it near them, and lie in
    /// it as a whole or not at all.
    fn inside<'r>(&self, region: &'r Region) -> Result<Cow<'r, Region>, OverlayError> {
        let Some(bounds) = region.bounds().filter(|bounds| bounds.meets(&self.bounds)) else {
            return Ok(Cow::Owned(Region::empty()));
        };
        let near = |(from, to)| Bounds::around([from, to]).is_some_and(|edge| edge.meets(&bounds));
        if self.footprint.edges().any(near) {
            return Ok(Cow::Owned(overlay::intersection(self.footprint, region)?));
        }
        let corner = Coord { x: bounds.min_x, y: bounds.min_y };
        Ok(if self.footprint.contains(corner) {
            Cow::Borrowed(region)
        } else {
            Cow::Owned(Region::empty())
        })
    }

    fn unowned(&mut self, parcels: &[Parcel]) -> Result<(), OverlayError> {
        for parcel in parcels {
            if parcel.region.bounds().is_some_and(|b| b.meets(&self.bounds)) {
                let overlap = self.inside(&parcel.region)?;
                if !overlap.is_thin(self.sliver()) {
                    self.found.warnings.raise_for(&parcel.origin, Doubt::OwnershipUnknown);
                }
            }
        }
        Ok(())
    }
}
