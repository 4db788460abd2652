//! The assessment for a GIS: one feature for each polygon behind a number.
//!
//! RFC 7946: WGS 84, outer rings counter-clockwise, nine decimals (a tenth of a millimetre). The
//! attribute `role` tells what a polygon is, `area_m2` the figure it stands for.

use crate::assess::Assessment;
use crate::document::Geometry;
use crate::geometry::{Frame, Region};
use crate::ways_out::Places;
use serde_json::{json, Value};

/// A feature collection with a final line break.
#[must_use]
pub fn report(assessment: &Assessment) -> String {
    let frame = &assessment.site.frame;
    let site = &assessment.site;
    let baseline = &assessment.baseline;
    let carve = &assessment.carve_out;
    let mut features = Vec::new();
    let mut add = |role: &str, region: &Region, extra: Value| {
        features.extend(feature(frame, role, region, &extra));
    };
    let none = || json!({});
    add("site", &site.footprint, json!({ "id": site.id, "name": site.name }));
    add("gap_closed", &site.gaps, none());
    add("envelope", &baseline.envelope, none());
    add("baseline_usable", &baseline.usable, none());
    add("usable", &carve.usable, none());
    let ledger = &carve.ledger;
    for (role, line) in [
        ("taking", &ledger.taking),
        ("clearance", &ledger.clearance),
        ("access", &ledger.access),
        ("remnant_narrow", &ledger.narrow),
        ("remnant_small", &ledger.small),
        ("remnant_landlocked", &ledger.landlocked),
    ] {
        add(role, &line.region, json!({ "ledger": true }));
    }
    for scrap in carve.scraps(&baseline.envelope) {
        let about = json!({ "reason": scrap.reason, "place": scrap.place, "width_m": scrap.width });
        add("scrap", &scrap.region, about);
    }
    for obstacle in &assessment.obstacles {
        let about = json!({
            "id": obstacle.id, "name": obstacle.name, "kind": obstacle.kind,
            "relation": obstacle.relation, "clearance_m": obstacle.clearance.distance(),
        });
        add("obstacle", &obstacle.shape, about.clone());
        add("obstacle_clearance", &obstacle.clearance.zone, about);
    }
    if let Some(all) = &assessment.layout {
        let layouts = [
            ("baseline", Some(&all.baseline)),
            ("carve_out", Some(&all.carve_out)),
            ("relocation", all.relocation.as_ref()),
        ];
        for (of, layout) in layouts.into_iter().filter_map(|(of, layout)| Some((of, layout?))) {
            if let Some(rectangle) = &layout.rectangle {
                let about = json!({
                    "of": of, "width_m": rectangle.width, "depth_m": rectangle.depth,
                    "angle_deg": rectangle.angle_deg,
                });
                add("largest_rectangle", &rectangle.region(), about);
            }
            for building in layout.buildings.iter().flatten() {
                add("building", &building.region(), json!({ "of": of }));
            }
        }
    }
    if let Some(relocation) = &assessment.relocation {
        let about = json!({ "moved": relocation.moved });
        add("usable_after_relocation", &relocation.carve_out.usable, about);
    }
    let lines: Vec<String> = features.iter().map(Value::to_string).collect();
    collection(&lines)
}

/// Receiving sites of one obstacle: parcels, pads, and the land of others within their clearance.
#[must_use]
pub fn places(frame: &Frame, places: &Places) -> String {
    let mut features = Vec::new();
    let thing = &places.obstacle;
    features.extend(feature(frame, "old_place", &thing.shape, &json!({ "id": thing.id })));
    for (rank, site) in places.ranking.sites.iter().enumerate() {
        let about = json!({
            "rank": rank + 1, "id": site.id, "passes": site.passes(),
            "distance_m": site.distance,
        });
        features.extend(feature(frame, "receiving_parcel", &site.parcel, &about));
        features.extend(site.pad.as_ref().and_then(|pad| feature(frame, "pad", pad, &about)));
        features.extend(feature(frame, "sterilised", &site.sterilised, &about));
    }
    for (rank, place) in places.within.iter().enumerate() {
        let about = json!({ "rank": rank + 1, "loss_m2": place.carve_out.ledger.loss() });
        features.extend(feature(frame, "pad_within", &place.pad.region(), &about));
    }
    let lines: Vec<String> = features.iter().map(Value::to_string).collect();
    collection(&lines)
}

/// A feature collection of features in JSON, one a line, with a final line break.
pub(in crate::report) fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

/// A feature, unless there is nothing to show.
fn feature(frame: &Frame, role: &str, region: &Region, extra: &Value) -> Option<Value> {
    if region.is_empty() {
        return None;
    }
    let mut properties = json!({ "role": role, "area_m2": region.area() });
    if let (Some(to), Some(from)) = (properties.as_object_mut(), extra.as_object()) {
        to.extend(from.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    let geometry = Geometry::of(frame, region);
    Some(json!({ "type": "Feature", "properties": properties, "geometry": geometry }))
}
