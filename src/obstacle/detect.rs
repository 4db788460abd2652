//! All obstacles of a site.

use crate::geometry::offset::ARC_EXCESS;
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::region::Segment;
use crate::geometry::{Bounds, Region};
use crate::model::{told_apart, Doubt, Facility, Layer, Nth, Origin, Parcel, Shape, Warnings};
use crate::obstacle::clearance::Policy;
use crate::obstacle::identity::{owner, Names};
use crate::obstacle::neighbour::Beside;
use crate::obstacle::overlap::is_plain;
use crate::obstacle::ownership::{Known, Ownership};
use crate::obstacle::plot::{margin, plot, Drawn, ForeignParcels, Placed, Plot};
use crate::obstacle::relation::{relation, Relation, CONTACT_M};
use crate::obstacle::{Class, Clearance, Obstacle, PlotBasis, PlotParcel};
use crate::rules::{AccessRule, Source};
use crate::units::Metres;
use geo::Coord;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A facility this near to a site is beside it: where its distance is not known, that is a doubt.
pub const BESIDE_M: f64 = 100.0;

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
    /// Whether land is at stake in parcels that may be the plot of a facility and were not taken.
    pub plots_in_question: bool,
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
    let foreign =
        ForeignParcels::new(Nth::each(&around.parcels).filter(
            |(number, parcel)| match &ownership {
                Known::Own(own) => !own.contains(number),
                // Nobody knows whose they are: they may be a point's plot only outside the site.
                Known::Nothing => parcel.region.bounds().is_some_and(|b| !b.meets(&bounds)),
            },
        ));
    raise_ambiguous(around, &mut found.warnings);
    raise_nearly_own(around, &mut found.warnings);
    let names = &Names::of(&around.facilities, &around.parcels, &foreign);
    let beside = &Beside::new(footprint, around, &ownership, policy);
    let foreign = &foreign;
    let mut scan = Scan { footprint, bounds, policy, foreign, names, beside, found: &mut found };
    let (standing, equipment) = scan.assign_equipment(&around.facilities);
    let mut plots = BTreeSet::new();
    for number in standing {
        let parts = equipment.get(&number).map_or(&[][..], Vec::as_slice);
        let facility = &around.facilities[number];
        if let Some((mut obstacle, parcels)) = scan.facility(facility, parts)? {
            obstacle.id = names.facility(number);
            plots.extend(parcels);
            scan.found.obstacles.push(obstacle);
        }
    }
    if let Known::Own(_) = ownership {
        for parcel in foreign.meeting(bounds) {
            if !plots.contains(&parcel.0) {
                if let Some(obstacle) = scan.parcel(parcel)? {
                    scan.found.obstacles.push(obstacle);
                }
            }
        }
    } else {
        scan.unowned(&around.parcels)?;
    }
    for placed in Nth::each(&around.parcels).filter(|(number, _)| !ownership.owns(*number)) {
        let neighbour = scan.neighbour(placed)?;
        scan.found.obstacles.extend(neighbour);
    }
    found.obstacles.sort_by(|a, b| a.id.cmp(&b.id).then(a.origin.index.cmp(&b.origin.index)));
    Ok(found)
}

/// Parcels named as the project's own by an id that others have too.
fn raise_ambiguous(around: &Surroundings, warnings: &mut Warnings) {
    for word in around.ownership.parcel_ids.iter().flatten() {
        let named = around.parcels.iter().filter(|one| one.origin.is_named(word, &one.id));
        let named: Vec<(&str, &Origin)> = named.map(|one| (one.id.as_str(), &one.origin)).collect();
        if named.len() > 1 {
            let (id, features) = (word.clone(), told_apart(&named));
            warnings.raise(Doubt::IdOfSeveral { id, features });
        }
    }
}

/// Parcels of others whose owner is nearly called as one that was declared.
fn raise_nearly_own(around: &Surroundings, warnings: &mut Warnings) {
    for parcel in &around.parcels {
        let Some(owner) = &parcel.owner else { continue };
        if let Some(declared) = around.ownership.nearly(owner) {
            let (owner, declared) = (owner.clone(), declared.to_owned());
            warnings.raise_for(&parcel.origin, Doubt::OwnerNearly { owner, declared });
        }
    }
}

/// What stands on facilities.
type Equipment<'a> = BTreeMap<Nth<Facility>, Vec<&'a Facility>>;

/// An obstacle and the parcels of its plot.
type OnParcels = (Obstacle, Vec<Nth<Parcel>>);

struct Scan<'a> {
    footprint: &'a Region,
    bounds: Bounds,
    policy: &'a Policy<'a>,
    foreign: &'a ForeignParcels<'a>,
    names: &'a Names,
    beside: &'a Beside<'a>,
    found: &'a mut Detection,
}

impl<'a> Scan<'a> {
    /// Splits facilities into those that stand for themselves and equipment by facility.
    fn assign_equipment(
        &mut self,
        facilities: &'a [Facility],
    ) -> (Vec<Nth<Facility>>, Equipment<'a>) {
        let mut standing = Vec::new();
        let mut equipment = Equipment::new();
        for (number, facility) in Nth::each(facilities) {
            let Some(named) = &facility.part_of else {
                standing.push(number);
                continue;
            };
            if let Some((owner, only)) = owner(facility, facilities) {
                if !only {
                    let doubt = Doubt::OwnerOfSeveral { owner: named.clone() };
                    self.found.warnings.raise_for(&facility.origin, doubt);
                }
                equipment.entry(owner).or_default().push(facility);
            } else {
                let doubt = Doubt::OrphanEquipment { owner: named.clone() };
                self.found.warnings.raise_for(&facility.origin, doubt);
                standing.push(number);
            }
        }
        (standing, equipment)
    }

    /// Third-party parcels with what they are called.
    fn called(&self, parcels: &[Nth<Parcel>]) -> Vec<PlotParcel> {
        parcels.iter().filter_map(|number| self.names.parcel(*number).cloned()).collect()
    }

    fn facility(
        &mut self,
        facility: &Facility,
        equipment: &[&Facility],
    ) -> Result<Option<OnParcels>, OverlayError> {
        // Doubts about a thing that turns out not to be in the way are not worth a reader's time.
        let mut doubts = Warnings::default();
        let used_as = match facility.layer {
            Layer::Facility => self.policy.land_uses.of_kind(&facility.kind),
            Layer::Building => self.beside.use_of_building(facility, &mut self.found.warnings),
            Layer::Zone => None,
        };
        let distances = self.policy.distances(facility, equipment, used_as, &mut doubts);
        let grade = facility.grade.as_deref();
        let margin = margin(Drawn::of(facility), &facility.kind, grade, self.policy);
        let reach = distances.distance().get() + margin;
        let near =
            |shape: &Shape| shape.bounds().is_some_and(|b| b.grown(reach).meets(&self.bounds));
        // A parcel that goes with a facility may reach further than its shape: look wider.
        let drawn = near(&facility.shape) || equipment.iter().any(|item| near(&item.shape));
        let on_parcel = facility.layer == Layer::Facility
            && facility.shape.bounds().is_some_and(|b| {
                self.foreign.meeting(b).iter().any(|(_, parcel)| {
                    parcel.region.bounds().is_some_and(|p| p.grown(reach).meets(&self.bounds))
                })
            });
        if !drawn && !on_parcel {
            self.hear(doubts, false, facility, equipment);
            return Ok(None);
        }
        let plot = plot(facility, self.foreign, self.policy, &mut doubts)?;
        if plot.in_question.is_empty()
            && !self.may_reach(distances.distance(), facility, &plot.region, equipment)
        {
            self.hear(doubts, false, facility, equipment);
            return Ok(None);
        }
        let at_most = if plot.in_question.is_empty() {
            None
        } else {
            Some(self.at_most(&distances, facility, &plot, equipment)?)
        };
        let clearance = distances.with_zones(self.policy, facility, &plot.region, equipment)?;
        let parcels: Vec<Nth<Parcel>> = plot.parcels.iter().map(|(number, _)| *number).collect();
        let kind = self.policy.pack.kind(&facility.kind);
        let by_rule = self.policy.pack.access(&facility.kind, grade, self.policy.jurisdictions);
        let is_area = !matches!(facility.shape, Shape::Lines(_));
        let severs = facility.severs.unwrap_or_else(|| match facility.layer {
            Layer::Facility => kind.map_or(is_area, |kind| kind.severs_by_default() && is_area),
            Layer::Building | Layer::Zone => false,
        });
        let class = Class::from(facility.layer);
        let canonical = self.policy.canonical(&facility.kind);
        let fixed_by_kind =
            facility.relocatable.is_none() && kind.is_some_and(|kind| kind.movable == Some(false));
        let origin = facility.origin.clone();
        let obstacle = Obstacle {
            grade: facility.grade.clone(),
            grade_id: self.grade_id(facility),
            name: facility.name.clone(),
            clearance,
            severs,
            needs_access: facility.needs_access.unwrap_or_else(|| {
                facility.layer == Layer::Facility && kind.is_some_and(|kind| kind.needs_access)
            }),
            access_width: facility.access_width.or(by_rule.as_ref().map(|rule| rule.rule.width_m)),
            access_source: way_source(facility, by_rule.as_ref().map(|one| one.rule)),
            driveways: by_rule.as_ref().map_or(1, |rule| rule.rule.driveway_count()),
            drawn: Drawn::of(facility),
            relocatable: facility.relocatable.or(fixed_by_kind.then_some(false)),
            fixed_by_kind,
            plot: plot.basis,
            plot_owner: plot.parcels.first().and_then(|(_, parcel)| parcel.owner.clone()),
            plot_parcels: self.called(&parcels),
            equipment: equipment.iter().map(|item| item.origin.clone()).collect(),
            ..Obstacle::new(&facility.id, class, canonical, plot.region, origin)
        };
        let at_stake = match &at_most {
            Some(most) => {
                let counted = [&obstacle.shape, &obstacle.clearance.zone];
                !overlay::difference(most, counted)?.is_thin(CONTACT_M)
            }
            None => false,
        };
        if at_stake {
            for (number, parcel) in &plot.in_question {
                let called = self.names.parcel(*number).map_or(&parcel.id, |own| &own.id);
                let (id, area) = (called.clone(), parcel.region.area());
                doubts.raise_for(&facility.origin, Doubt::ParcelMayBePlot { parcel: id, area });
            }
            self.found.plots_in_question = true;
        }
        let inside = self.inside(&obstacle.shape)?.into_owned();
        let obstacle = self.placed(obstacle, &inside, CONTACT_M)?.map(|mut obstacle| {
            obstacle.distance = Metres::saturating(facility.shape.distance(self.footprint));
            // A school beside the site is a neighbour, not a plant that somebody relocates.
            let beside = obstacle.relation == Relation::Reaching;
            if beside && kind.is_none() && used_as.is_some() && obstacle.relocatable.is_none() {
                obstacle.relocatable = Some(false);
                obstacle.fixed_by_kind = true;
            }
            obstacle
        });
        self.hear(doubts, obstacle.is_some() || at_stake, facility, equipment);
        Ok(obstacle.map(|obstacle| (obstacle, parcels)))
    }

    /// Keeps what is doubtful about a facility if that is in the way, or if it is a doubt whether it is.
    fn hear(
        &mut self,
        doubts: Warnings,
        in_the_way: bool,
        facility: &Facility,
        equipment: &[&Facility],
    ) {
        if in_the_way || self.stands_inside(facility, equipment) || self.is_beside(facility) {
            self.found.warnings.append(doubts);
        }
    }

    /// The grade of a facility as the rule pack writes it, where it means one grade.
    fn grade_id(&self, facility: &Facility) -> Option<String> {
        let kind = self.policy.pack.kind(&facility.kind)?;
        match kind.grades_named(facility.grade.as_deref()?).as_slice() {
            [one] => Some(one.id.clone()),
            _ => None,
        }
    }

    /// Whether a facility lies near enough to take land of the site or to keep some free: all that a distance
    /// covers is within it of the plot, of the shape as drawn or of the equipment, but for what the chords of
    /// arcs add.
    fn may_reach(
        &self,
        distance: Metres,
        facility: &Facility,
        plot: &Region,
        equipment: &[&Facility],
    ) -> bool {
        let reach = distance.get() * (1.0 + ARC_EXCESS) + CONTACT_M;
        let near = |shape: &Shape| shape.distance(self.footprint) <= reach;
        plot.distance(self.footprint) <= reach
            || near(&facility.shape)
            || equipment.iter().any(|item| near(&item.shape))
    }

    /// What of the site a facility takes or keeps free if every parcel in question is its plot.
    fn at_most(
        &self,
        distances: &Clearance,
        facility: &Facility,
        plot: &Plot<'_>,
        equipment: &[&Facility],
    ) -> Result<Region, OverlayError> {
        let land = plot.at_most()?;
        let clearance = distances.clone().with_zones(self.policy, facility, &land, equipment)?;
        overlay::intersection(self.footprint, &overlay::union([&land, &clearance.zone])?)
    }

    /// Parcels of two registers that overlap by less than this were drawn to meet, metres.
    fn sliver(&self) -> f64 {
        self.policy.gap_tolerance.get().max(CONTACT_M)
    }

    /// Whether a point, or a piece of equipment, stands in the site: it is in the way even if neither
    /// its size nor its distance is known, so that no land can be subtracted for it.
    fn stands_inside(&self, facility: &Facility, equipment: &[&Facility]) -> bool {
        let inside = |shape: &Shape| match shape {
            Shape::Points(points) => points.iter().any(|point| self.footprint.contains(*point)),
            Shape::Area(_) | Shape::Lines(_) => shape.distance(self.footprint) <= 0.0,
        };
        let point = matches!(facility.shape, Shape::Points(_)) && inside(&facility.shape);
        point || equipment.iter().any(|item| inside(&item.shape))
    }

    /// Whether a facility stands beside the site, and nothing says how far it keeps others away.
    fn is_beside(&self, facility: &Facility) -> bool {
        let near =
            || facility.shape.bounds().is_some_and(|b| b.grown(BESIDE_M).meets(&self.bounds));
        facility.layer == Layer::Facility
            && near()
            && self.policy.is_unknown(facility)
            && facility.shape.distance(self.footprint) <= BESIDE_M
    }

    /// A parcel of others as an obstacle, whose clearance is what the project keeps from it.
    fn of_parcel(
        &self,
        (number, parcel): Placed<'_>,
        class: Class,
        kind: &str,
        clearance: Clearance,
    ) -> Obstacle {
        let plot_parcels = self.called(&[number]);
        let called = plot_parcels.first().map_or(&parcel.id, |own| &own.id);
        let (region, origin) = (parcel.region.clone(), parcel.origin.clone());
        let obstacle = Obstacle::new(called, class, kind, region, origin);
        Obstacle {
            given_id: parcel.id.clone(),
            clearance,
            plot: PlotBasis::Parcel,
            plot_owner: parcel.owner.clone(),
            plot_parcels,
            ..obstacle
        }
    }

    fn parcel(&mut self, placed: Placed<'_>) -> Result<Option<Obstacle>, OverlayError> {
        let (_, parcel) = placed;
        let overlap = self.inside(&parcel.region)?;
        let kept = if overlap.is_thin(self.sliver()) {
            None
        } else {
            self.beside.land(parcel, &mut self.found.warnings)?
        };
        let clearance = kept.map(|(_, clearance)| clearance).unwrap_or_default();
        let obstacle = self.of_parcel(placed, Class::Parcel, "parcel", clearance);
        let obstacle = Obstacle { severs: true, ..obstacle };
        let obstacle = self.placed(obstacle, &overlap, self.sliver())?;
        if obstacle.is_none() && !overlap.is_thin(CONTACT_M) {
            let doubt = Doubt::SliverOverlap { accuracy_m: self.sliver() };
            self.found.warnings.raise_for(&parcel.origin, doubt);
        }
        Ok(obstacle)
    }

    /// Land of others beside the site that the project keeps its distance from.
    fn neighbour(&mut self, placed: Placed<'_>) -> Result<Option<Obstacle>, OverlayError> {
        let (_, parcel) = placed;
        if !self.beside.may_concern(parcel) || self.overlaps(&parcel.region)? {
            return Ok(None);
        }
        let kept = self.beside.land(parcel, &mut self.found.warnings)?;
        let Some((used_as, clearance)) = kept else { return Ok(None) };
        let neighbour = Obstacle {
            relocatable: Some(false),
            distance: Metres::saturating(parcel.region.distance(self.footprint)),
            ..self.of_parcel(placed, Class::Neighbour, &used_as.id, clearance)
        };
        let inside = self.inside(&parcel.region)?;
        self.placed(neighbour, &inside, self.sliver())
    }

    /// Clips an obstacle, of whose shape some part lies in the site, to that; `None` when neither its shape
    /// nor its clearance enters.
    fn placed(
        &self,
        mut obstacle: Obstacle,
        inside: &Region,
        contact: f64,
    ) -> Result<Option<Obstacle>, OverlayError> {
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

    /// Whether more of a parcel lies in the footprint than drawing accuracy makes: what [`inside`](Self::inside)
    /// gives is no sliver. Where that is plain it is seen without an overlay.
    fn overlaps(&self, parcel: &Region) -> Result<bool, OverlayError> {
        let Some(bounds) = parcel.bounds().filter(|bounds| bounds.meets(&self.bounds)) else {
            return Ok(false);
        };
        if !self.footprint.edges().any(|edge| may_enter(edge, &bounds)) {
            let corner = Coord { x: bounds.min_x, y: bounds.min_y };
            return Ok(self.footprint.contains(corner) && !parcel.is_thin(self.sliver()));
        }
        Ok(is_plain(parcel, self.footprint, self.sliver())
            || !self.inside(parcel)?.is_thin(self.sliver()))
    }

    fn unowned(&mut self, parcels: &[Parcel]) -> Result<(), OverlayError> {
        for parcel in parcels {
            if self.overlaps(&parcel.region)? {
                self.found.warnings.raise_for(&parcel.origin, Doubt::OwnershipUnknown);
            }
        }
        Ok(())
    }
}

/// Whether a straight line comes into a box, or within a micrometre of it. The box of the line does not tell:
/// a long edge that runs aslant has nearly all of a site in it.
fn may_enter((from, to): Segment, bounds: &Bounds) -> bool {
    const NEAR_M: f64 = 1e-6;
    let near = bounds.grown(NEAR_M);
    let along = to - from;
    let length = along.x.hypot(along.y);
    let beside = |x: f64, y: f64| (along.x * (y - from.y) - along.y * (x - from.x)) / length;
    let (west, south, east, north) = (near.min_x, near.min_y, near.max_x, near.max_y);
    let corners =
        [beside(west, south), beside(east, south), beside(east, north), beside(west, north)];
    Bounds::around([from, to]).is_some_and(|around| around.meets(&near))
        && !corners.iter().all(|off| *off > NEAR_M)
        && !corners.iter().all(|off| *off < -NEAR_M)
}

/// Who says how wide the way to a facility is.
fn way_source(facility: &Facility, by_rule: Option<&AccessRule>) -> Option<Source> {
    let attribute = facility.access_width.map(|_| Source::Attribute);
    attribute.or_else(|| by_rule.map(AccessRule::source))
}
