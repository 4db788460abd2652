//! The zoning adjustment that a way out needs: the land-use balance before and after, and the indicators
//! of land control.

use crate::adjust::balance::{Balance, Change, LandPiece, Why};
use crate::adjust::indicators::{indicators, Planned};
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::Region;
use crate::model::{LandUseSystem, Nth};
use crate::relocate::{City, Swap};
use crate::units::SquareMetres;
use crate::ways_out::alternatives::{Adjustment, Alternative, Move, Way};
use crate::ways_out::{AssessError, Before};

/// Slivers of a neighbour within the scope were drawn to meet it, square metres.
const TOUCH_M2: f64 = 1e-3;

/// The adjustment that an option needs.
pub(super) fn adjustment(
    before: &Before<'_>,
    city: &City,
    (number, option): (Nth<Alternative>, &Alternative),
    moves: &[Move],
    swap: Option<&Swap>,
) -> Result<Adjustment, AssessError> {
    let case = before.case;
    let balance = match case.settings.land_use_system {
        Some(system) => Some(
            of_option(system, before, city, option, moves, swap)
                .map_err(|cause| AssessError::Balance { site: case.site.id.clone(), cause })?,
        ),
        None => None,
    };
    let project = &case.settings.project;
    let placed = before.layouts.and_then(|all| match option.way {
        Way::CarveOut => Some(&all.carve_out),
        _ => all.relocation.as_ref().filter(|_| {
            let moved = before.relocation.map(|r| r.moved.len());
            option.within.is_none() && moved == Some(option.moved.len())
        }),
    });
    let placed = placed.and_then(|layout| layout.buildings.as_ref());
    let ground: Option<f64> =
        placed.map(|all| all.iter().map(|building| building.area().get()).sum());
    let as_placed = ground.and_then(|area| SquareMetres::new(area).ok());
    let industrial = case
        .settings
        .land_use_system
        .and_then(|system| system.is_industrial(project.land_use.as_deref()?));
    let planned = Planned {
        site_m2: case.site.footprint.area(),
        building_area_m2: project.building_area_m2.or(as_placed),
        floor_area_m2: project.floor_area_m2,
        green_m2: project.green_m2,
        offices_m2: project.offices_m2,
        industrial,
        industry: project.industry.clone(),
        jurisdictions: case.settings.jurisdictions.value.clone(),
    };
    Ok(Adjustment {
        option: number,
        balance,
        indicators: indicators(&planned, &case.pack),
        buildings_as_placed: project.building_area_m2.is_none() && as_placed.is_some(),
    })
}

fn of_option(
    system: LandUseSystem,
    before: &Before<'_>,
    city: &City,
    option: &Alternative,
    moves: &[Move],
    swap: Option<&Swap>,
) -> Result<Balance, crate::adjust::balance::BalanceError> {
    let (case, obstacles) = (before.case, &before.standing.obstacles);
    let swap = swap.filter(|_| option.way == Way::Swap);
    let leaves = |at| option.moved.iter().any(|number| moves[*number].obstacle == at);
    let staying = Nth::each(obstacles).filter(|(at, _)| !leaves(*at));
    let plots: Vec<&Region> = staying.map(|(_, obstacle)| &obstacle.shape).collect();
    let footprint = swap.map_or(&case.site.footprint, |swap| &swap.footprint);
    let mut project = overlay::difference(footprint, plots)?;
    let takes = |one: &Move| one.takes.as_ref().and_then(|(codes, _)| codes.first().cloned());
    let mut scope = vec![case.site.footprint.clone()];
    let mut changes: Vec<(Region, Option<String>, Why)> = Vec::new();
    for number in &option.moved {
        let one = &moves[*number];
        let vacated = overlay::intersection(&obstacles[one.obstacle].shape, &project)?;
        if option.within == Some(*number) {
            if let Some(place) = &one.within {
                let pad = place.pad.region();
                project = overlay::difference(&project, [&pad])?;
                changes.push((pad, takes(one), Why::Receiving));
            }
        } else if let Some(site) = one.receiving() {
            scope.push(site.parcel.clone());
            changes.extend(site.pad.clone().map(|pad| (pad, takes(one), Why::Receiving)));
        }
        changes.push((vacated, case.settings.project.land_use.clone(), Why::Vacated));
    }
    if let Some(swap) = swap {
        scope.push(swap.gained.clone());
    }
    changes.push((project, case.settings.project.land_use.clone(), Why::Project));
    let scope = overlay::union(&scope)?;
    let pieces = pieces(city, &scope)?;
    let changes: Vec<Change<'_>> = changes
        .iter()
        .map(|(region, becomes, why)| Change { region, becomes: becomes.clone(), why: why.clone() })
        .collect();
    Balance::of(system, &pieces, &changes, &scope)
}

/// Parcels that have land in the scope.
fn pieces<'a>(city: &'a City, scope: &Region) -> Result<Vec<LandPiece<'a>>, OverlayError> {
    let Some(bounds) = scope.bounds() else { return Ok(Vec::new()) };
    let mut pieces = Vec::new();
    for parcel in city.parcels_near(bounds) {
        if overlay::intersection(&parcel.region, scope)?.area().get() > TOUCH_M2 {
            pieces.push(LandPiece { code: parcel.land_use.clone(), region: &parcel.region });
        }
    }
    Ok(pieces)
}
