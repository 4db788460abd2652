//! The assessment for machines: schema `carveout/assessment/1`.
//!
//! Names carry their units. Fields that belong to the contract and were not asked for are null
//! or empty, never left out.

mod alternatives;
mod parameters;

use crate::assess::{Assessment, Relocation};
use crate::carve::{CarveOut, Layout, Ledger};
use crate::geometry::rectangle::Rectangle;
use crate::geometry::Frame;
use crate::language::Language;
use crate::model::{Site, Warning};
use crate::obstacle::{Class, MeasuredFrom, Obstacle};
use crate::report::degrees;
use crate::rules::Source;
use crate::ways_out::Places;
use crate::words::warning::Record;
use serde_json::{json, Value};

/// The assessment as indented JSON with a final line break.
#[must_use]
pub fn report(assessment: &Assessment) -> String {
    let mut text = format!("{:#}", document(assessment));
    text.push('\n');
    text
}

/// Obstacles only, as indented JSON with a final line break.
#[must_use]
pub fn detection(site: &str, obstacles: &[Obstacle], warnings: &[Warning]) -> String {
    let list: Vec<Value> = obstacles.iter().map(obstacle).collect();
    let document = json!({
        "schema": "carveout/detection/1",
        "site": { "id": site },
        "warnings": records(warnings),
        "obstacles": list,
    });
    format!("{document:#}\n")
}

/// Receiving sites of one thing as indented JSON with a final line break.
#[must_use]
pub fn places(frame: &Frame, places: &Places, warnings: &[Warning]) -> String {
    let mut document = alternatives::places(frame, places);
    document["warnings"] = json!(records(warnings));
    format!("{document:#}\n")
}

/// The assessment as a JSON value.
#[must_use]
pub fn document(assessment: &Assessment) -> Value {
    let site = &assessment.site;
    let centre = site.frame.centre();
    let ways = assessment.alternatives.as_deref();
    let obstacles: Vec<Value> = assessment
        .obstacles
        .iter()
        .enumerate()
        .map(|(number, one)| {
            let share = assessment.attribution.as_ref().map(|all| all.shares[number]);
            let mut value = obstacle(one);
            value["alone_m2"] = json!(share.map(|share| share.alone));
            value["marginal_m2"] = json!(share.map(|share| share.marginal));
            value["shapley_m2"] = json!(share.map(|share| share.shapley));
            value["shapley_standard_error_m2"] = json!(share.and_then(|s| s.standard_error));
            value
        })
        .collect();
    json!({
        "schema": "carveout/assessment/1",
        "complete": assessment.complete(),
        "warnings": records(assessment.warnings.iter()),
        "site": {
            "id": site.id,
            "name": site.name,
            "gross_area_m2": site.footprint.area(),
            "frame": { "proj": site.frame.proj(), "lon": centre.lon, "lat": centre.lat },
        },
        "parameters": parameters::in_use(assessment),
        "baseline": {
            "envelope_m2": assessment.baseline.envelope.area(),
            "usable_m2": assessment.baseline.usable.area(),
            "layout": assessment.layout.as_ref().map(|all| layout(site, &all.baseline)),
        },
        "obstacles": obstacles,
        "carve_out": carve_out(assessment),
        "relocation": assessment.relocation.as_ref().map(|moved| relocation(assessment, moved)),
        "moves": ways.map_or(json!([]), |all| alternatives::moves(assessment, all)),
        "options": ways.map_or(json!([]), alternatives::options),
        "decision": ways.map_or(Value::Null, alternatives::decision),
        "land_balance": ways.map_or(Value::Null, alternatives::land_balance),
        "indicators": ways.map_or(json!([]), alternatives::indicators),
        "swap": ways.and_then(|all| all.swap.as_ref()).map(|swap| {
            alternatives::swap(&site.frame, swap)
        }),
    })
}

fn records<'a>(warnings: impl IntoIterator<Item = &'a Warning>) -> Vec<Record<'a>> {
    warnings.into_iter().map(Record::from).collect()
}

fn obstacle(obstacle: &Obstacle) -> Value {
    let governing = obstacle.clearance.governing();
    let known = governing.is_some() || matches!(obstacle.class, Class::Parcel | Class::Zone);
    json!({
        "id": obstacle.id,
        "class": match obstacle.class {
            Class::Facility => "facility",
            Class::Building => "building",
            Class::Parcel => "parcel",
            Class::Zone => "zone",
        },
        "kind": obstacle.kind,
        "grade": obstacle.grade,
        "name": obstacle.name,
        "relation": obstacle.relation,
        "shape_m2": obstacle.shape.area(),
        "in_site_m2": obstacle.taking.area(),
        "clearance_m": known.then(|| obstacle.clearance.distance()),
        "burden": obstacle.clearance.burden,
        "clearance_rule": governing.map(|part| Language::En.source(&part.source)),
        "clearance_parts": obstacle.clearance.parts.iter().map(|part| json!({
            "part": part.part,
            "distance_m": part.distance,
            "low_m": part.low,
            "from": match part.from {
                MeasuredFrom::Plot => "plot",
                MeasuredFrom::Equipment => "equipment",
                MeasuredFrom::PlotForEquipment => "plot_for_unknown_equipment",
            },
            "basis": basis(&part.source),
        })).collect::<Vec<_>>(),
        "consult": obstacle.clearance.consult.iter().map(|consult| json!({
            "rule": consult.citation.rule,
            "citation": consult.citation,
            "effect": consult.effect,
            "distance_m": consult.distance,
        })).collect::<Vec<_>>(),
        "not_applied": obstacle.clearance.not_applied,
        "severs": obstacle.severs,
        "needs_access": obstacle.needs_access,
        "access_width_m": obstacle.access_width,
        "relocatable": obstacle.relocatable,
        "plot_parcels": obstacle.plot_parcels,
        "file": obstacle.origin.file.as_ref(),
        "feature": obstacle.origin.index,
    })
}

fn basis(source: &Source) -> Value {
    match source {
        Source::CommandLine => json!({ "given": "command_line" }),
        Source::Attribute => json!({ "given": "attribute" }),
        Source::SiteFile => json!({ "given": "site_file" }),
        Source::AsItStands => json!({ "given": "as_it_stands" }),
        Source::Programme => json!({ "given": "programme" }),
        Source::Rule(citation) => json!({
            "given": "rule", "rule": citation.rule, "source": citation.document.en,
            "clause": citation.clause.as_ref().map_or("-", |clause| &clause.written().en),
            "status": citation.status,
        }),
    }
}

fn carve_out(assessment: &Assessment) -> Value {
    let carve = &assessment.carve_out;
    let mut value = outcome(carve);
    value["range"] = match &assessment.range {
        Some(range) => json!({ "low": outcome(&range.low), "high": outcome(&range.high) }),
        None => Value::Null,
    };
    let swings = assessment.range.iter().flat_map(|range| &range.swings);
    value["swings"] = swings
        .map(|swing| {
            json!({
                "assumption": swing.assumption.to_string(),
                "values": swing.values.map(|(first, second)| [first, second]),
                "loss_m2": [swing.losses.0, swing.losses.1],
            })
        })
        .collect();
    value["corridors"] = carve
        .exclusion
        .corridors
        .iter()
        .map(|corridor| {
            json!({
                "id": corridor.obstacle,
                "length_m": corridor.length,
                "width_m": corridor.width,
                "area_m2": corridor.region.area(),
            })
        })
        .collect();
    let scraps = carve.scraps(&assessment.baseline.envelope);
    value["remnant"]["pieces"] = scraps
        .iter()
        .map(|scrap| {
            json!({
                "reason": scrap.reason, "place": scrap.place,
                "area_m2": scrap.area(), "width_m": scrap.width,
            })
        })
        .collect();
    let laid_out = assessment.layout.as_ref();
    value["layout"] = json!(laid_out.map(|all| layout(&assessment.site, &all.carve_out)));
    let id = |number: usize| assessment.obstacles[number].id.as_str();
    value["joint_returns"] = assessment
        .attribution
        .iter()
        .flat_map(|attribution| &attribution.joint)
        .map(|joint| {
            json!({
                "ids": [id(joint.pair.0), id(joint.pair.1)],
                "together_m2": joint.together,
                "apart_m2": [joint.apart.0, joint.apart.1],
            })
        })
        .collect();
    value["pieces"] = carve
        .pieces()
        .iter()
        .map(|piece| json!({ "area_m2": piece.region.area(), "width_m": piece.width }))
        .collect();
    value
}

fn outcome(carve: &CarveOut) -> Value {
    let ledger: &Ledger = &carve.ledger;
    json!({
        "usable_m2": carve.usable.area(),
        "nominal_m2": carve.nominal(),
        "loss_m2": ledger.loss(),
        "multiplier": carve.multiplier(),
        "ledger": {
            "taking_m2": ledger.taking.area,
            "clearance_m2": ledger.clearance.area,
            "access_m2": ledger.access.area,
            "remnant_m2": ledger.remnant(),
        },
        "remnant": {
            "narrow_m2": ledger.narrow.area,
            "small_m2": ledger.small.area,
            "landlocked_m2": ledger.landlocked.area,
        },
    })
}

/// Buildings by count and place; corners in degrees, counter-clockwise and closed.
fn layout(site: &Site, layout: &Layout) -> Value {
    let ring = |rectangle: &Rectangle| -> Vec<[f64; 2]> {
        let corners = rectangle.corners();
        corners.iter().chain(&corners[..1]).map(|corner| degrees(&site.frame, *corner)).collect()
    };
    let indices = layout.indices.as_ref();
    json!({
        "largest_rectangle": layout.rectangle.as_ref().map(|rectangle| json!({
            "area_m2": rectangle.area(),
            "width_m": rectangle.width,
            "depth_m": rectangle.depth,
            "angle_deg": rectangle.angle_deg,
            "ring": ring(rectangle),
        })),
        "inscribed_circle_m": layout.circle,
        "buildings": layout.buildings.as_ref().map(Vec::len),
        "building_rings": layout.buildings.as_ref().map(|all| {
            all.iter().map(ring).collect::<Vec<_>>()
        }),
        "polsby_popper": indices.map(|indices| indices.polsby_popper),
        "reock": indices.map(|indices| indices.reock),
        "rectangularity": indices.map(|indices| indices.rectangularity),
        "convexity": indices.map(|indices| indices.convexity),
        "effective_mesh_m2": indices.map(|indices| indices.mesh_m2),
    })
}

fn relocation(assessment: &Assessment, relocation: &Relocation) -> Value {
    let mut value = outcome(&relocation.carve_out);
    let laid_out = assessment.layout.as_ref().and_then(|all| all.relocation.as_ref());
    value["layout"] = json!(laid_out.map(|one| layout(&assessment.site, one)));
    value["moved"] = json!(relocation.moved);
    value["recovered_m2"] = json!(relocation.recovered);
    let ways = assessment.alternatives.as_deref();
    let option = ways.and_then(|ways| ways.moving(&relocation.moved));
    value["net_m2"] = json!(option.and_then(|option| option.net_m2));
    let sites = ways.iter().flat_map(|ways| &ways.moves);
    let sites = sites.filter(|one| relocation.moved.contains(&one.id));
    value["receiving"] = sites
        .filter_map(|one| {
            let mut site = alternatives::receiving(&assessment.site.frame, one.receiving()?);
            site["facility"] = json!(one.id);
            Some(site)
        })
        .collect();
    value["cost"] = json!(option.and_then(|one| Some(alternatives::estimate(one.cost.as_ref()?))));
    value
}
