//! The assessment for a GIS: one feature for each polygon behind a number.
//!
//! RFC 7946: WGS 84, outer rings counter-clockwise, nine decimals (a tenth of a millimetre). The
//! attribute `role` tells what a polygon is, `area_m2` the figure it stands for. Polygons are valid as
//! written, and those of the site that do not overlap do not so after rounding. Pieces of less than the
//! decimals carry are left out; the member `slivers_left_out` of the collection says how many.

use crate::assess::Assessment;
use crate::document::Written;
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
    let mut page = Page::new(frame);
    let none = || json!({});
    let mut land: Vec<(&str, &Region, Value)> = vec![
        ("site", &site.footprint, json!({ "id": site.id, "name": site.name })),
        ("gap_closed", &site.gaps, none()),
        ("envelope", &baseline.envelope, none()),
        ("context", &baseline.context, none()),
        ("baseline_usable", &baseline.usable, none()),
        ("usable", &carve.usable, none()),
    ];
    let ledger = &carve.ledger;
    for (role, line) in [
        ("taking", &ledger.taking),
        ("clearance", &ledger.clearance),
        ("access", &ledger.access),
        ("remnant_narrow", &ledger.narrow),
        ("remnant_small", &ledger.small),
        ("remnant_landlocked", &ledger.landlocked),
    ] {
        land.push((role, &line.region, json!({ "ledger": true })));
    }
    let scraps = carve.scraps(&baseline.envelope);
    for scrap in &scraps {
        let about = json!({ "reason": scrap.reason, "place": scrap.place, "width_m": scrap.width });
        land.push(("scrap", &scrap.region, about));
    }
    page.together(&land);
    let mut add = |role: &str, region: &Region, extra: Value| page.add(role, region, &extra);
    let obstacles = assessment.obstacles.iter().map(|one| ("obstacle", "obstacle_clearance", one));
    let context = assessment.context.iter().map(|one| ("neighbour", "neighbour_clearance", one));
    for (role, clearance, obstacle) in obstacles.chain(context) {
        let about = json!({
            "id": obstacle.id, "name": obstacle.name, "kind": obstacle.kind,
            "relation": obstacle.relation, "clearance_m": obstacle.known_clearance(),
        });
        add(role, &obstacle.shape, about.clone());
        add(clearance, &obstacle.clearance.zone, about);
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
    page.collection()
}

/// Receiving sites of one obstacle: parcels, pads, and the land of others within their clearance.
#[must_use]
pub fn places(frame: &Frame, places: &Places) -> String {
    let mut page = Page::new(frame);
    let thing = &places.obstacle;
    page.add("old_place", &thing.shape, &json!({ "id": thing.id }));
    for (rank, site) in places.ranking.sites.iter().enumerate() {
        let about = json!({
            "rank": rank + 1, "id": site.id, "passes": site.passes(),
            "distance_m": site.distance,
        });
        page.add("receiving_parcel", &site.parcel, &about);
        if let Some(pad) = &site.pad {
            page.add("pad", pad, &about);
        }
        page.add("sterilised", &site.sterilised, &about);
    }
    for (rank, place) in places.within.iter().enumerate() {
        let about = json!({ "rank": rank + 1, "loss_m2": place.carve_out.ledger.loss() });
        page.add("pad_within", &place.pad.region(), &about);
    }
    page.collection()
}

/// A feature collection of features in JSON, one a line, with a final line break.
pub(in crate::report) fn collection(features: &[String], left_out: usize) -> String {
    let features = features.join(",\n");
    format!(
        "{{\"type\":\"FeatureCollection\",\"slivers_left_out\":{left_out},\"features\":[\n{features}\n]}}\n"
    )
}

/// Features of one frame as they are written.
struct Page<'a> {
    frame: &'a Frame,
    features: Vec<String>,
    left_out: usize,
}

impl<'a> Page<'a> {
    const fn new(frame: &'a Frame) -> Self {
        Self { frame, features: Vec::new(), left_out: 0 }
    }

    /// Adds a feature, unless there is nothing to show.
    fn add(&mut self, role: &str, region: &Region, about: &Value) {
        let written = Written::of(self.frame, region);
        self.write(role, region, about, written);
    }

    /// Adds features that are rounded together.
    fn together(&mut self, land: &[(&str, &Region, Value)]) {
        let regions: Vec<&Region> = land.iter().map(|(_, region, _)| *region).collect();
        let all = Written::together(self.frame, &regions);
        for ((role, region, about), written) in land.iter().zip(all) {
            self.write(role, region, about, written);
        }
    }

    fn write(&mut self, role: &str, region: &Region, about: &Value, written: Written) {
        self.left_out += written.left_out;
        if written.geometry.is_empty() {
            return;
        }
        let mut properties = json!({ "role": role, "area_m2": region.area() });
        if let (Some(to), Some(from)) = (properties.as_object_mut(), about.as_object()) {
            to.extend(from.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        let geometry = written.geometry;
        let feature = json!({ "type": "Feature", "properties": properties, "geometry": geometry });
        self.features.push(feature.to_string());
    }

    fn collection(&self) -> String {
        collection(&self.features, self.left_out)
    }
}
