//! What holds for the result of any job. Each law says what it found broken.

use super::job::{Job, Relocate};
use crate::support::figures::figure;
use carveout::assess::Assessment;
use carveout::document::Document;
use carveout::report;
use carveout::units::AreaUnit;
use geo::{GeodesicArea, LineString, MultiPolygon, Polygon};
use jsonschema::Validator;
use serde_json::{json, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Schema of the document of an assessment.
pub const SCHEMA: &str = "data/schema/assessment.schema.json";

/// Two sums of areas agree to this share of the site: rounding, and nothing else.
const ROUNDING: f64 = 1e-9;
/// What curved edges of wide land may gain when they are drawn anew around other obstacles, square metres.
const REDRAWN_M2: f64 = 0.02;
/// A piece that is thinner than the decimals of positions carry, and so is not written, has less.
const SLIVER_M2: f64 = 1e-4;
/// Every so many jobs is assessed a second time, to the same bytes.
const TWICE: u64 = 4;

/// The laws that the result of a job breaks.
pub fn broken(job: &Job, schema: &Validator) -> Vec<String> {
    let assessment = match job.assessed() {
        Ok(assessment) => assessment,
        Err(error) => return vec![format!("refused: {error}")],
    };
    let document = json!(Document::of(&assessment));
    let text = report::text::report(&assessment);
    let mut broken: Vec<String> = schema
        .iter_errors(&document)
        .map(|error| format!("schema: {}: {error}", error.instance_path()))
        .collect();
    for law in [ledgers, areas, shares, ranges, evidence, options, recommendation, relocation] {
        broken.extend(law(&document));
    }
    broken.extend(said_in_text(&document, &text));
    broken.extend(drawn(&document, &report::geojson::report(&assessment)));
    broken.extend(absent(job, &assessment, &document));
    broken.extend(everything_moved(job, &document));
    broken.extend(in_a_batch(job, &document));
    if job.seed.is_multiple_of(TWICE) {
        let again = job.assessed().map(|again| json!(Document::of(&again)).to_string());
        if again.as_ref() != Ok(&document.to_string()) {
            broken.push("a second assessment differs".to_owned());
        }
    }
    broken
}

fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    value.pointer(path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Collects what is broken.
struct Laws {
    /// Rounding of an area of this site.
    rounding: f64,
    broken: Vec<String>,
}

impl Laws {
    fn of(document: &Value) -> Self {
        let gross = figure(document, "/site/gross_area_m2");
        Self { rounding: ROUNDING * gross.max(1.0) + 1e-7, broken: Vec::new() }
    }

    fn same(&mut self, what: &str, one: f64, other: f64) {
        self.check((one - other).abs() <= self.rounding, || format!("{what}: {one} and {other}"));
    }

    fn at_most(&mut self, what: &str, less: f64, more: f64) {
        self.check(less <= more + self.rounding, || format!("{what}: {less} over {more}"));
    }

    /// Of two sets of obstacles, of which the one keeps less.
    fn loses_at_most(&mut self, what: &str, less: f64, more: f64) {
        self.at_most(what, less, more + REDRAWN_M2);
    }

    fn check(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.broken.push(what());
        }
    }
}

/// The lines of every ledger sum to its loss, and the loss is what the baseline has more.
fn ledgers(document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    let baseline = figure(document, "/baseline/usable_m2");
    for at in ["/carve_out", "/carve_out/range/low", "/carve_out/range/high", "/relocation"] {
        let Some(outcome) = document.pointer(at).filter(|outcome| outcome.is_object()) else {
            continue;
        };
        let loss = figure(outcome, "/loss_m2");
        let lines = ["taking_m2", "clearance_m2", "access_m2", "remnant_m2"];
        let sum: f64 =
            lines.iter().map(|line| figure(&outcome["ledger"], &format!("/{line}"))).sum();
        laws.same(&format!("{at}: ledger and loss"), sum, loss);
        let reasons = ["narrow_m2", "small_m2", "landlocked_m2"];
        let remnant: f64 =
            reasons.iter().map(|line| figure(&outcome["remnant"], &format!("/{line}"))).sum();
        laws.same(&format!("{at}: remnants"), remnant, figure(outcome, "/ledger/remnant_m2"));
        if !at.contains("range") {
            laws.same(&format!("{at}: loss"), baseline - figure(outcome, "/usable_m2"), loss);
        }
    }
    let pieces = list(document, "/carve_out/remnant/pieces").iter();
    let described: f64 = pieces.map(|piece| figure(piece, "/area_m2")).sum();
    let rest = figure(document, "/carve_out/remnant/smaller_m2");
    let remnant = figure(document, "/carve_out/ledger/remnant_m2");
    laws.same("remnants piece by piece", described + rest, remnant);
    let usable: f64 =
        list(document, "/carve_out/pieces").iter().map(|one| figure(one, "/area_m2")).sum();
    laws.same("pieces of usable land", usable, figure(document, "/carve_out/usable_m2"));
    laws.broken
}

/// Usable land lies within the baseline, that within the envelope, and that within the site.
fn areas(document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    let baseline = figure(document, "/baseline/usable_m2");
    let envelope = figure(document, "/baseline/envelope_m2");
    laws.at_most("usable and baseline", figure(document, "/carve_out/usable_m2"), baseline);
    laws.at_most("baseline and envelope", baseline, envelope);
    laws.at_most("envelope and site", envelope, figure(document, "/site/gross_area_m2"));
    for option in list(document, "/options").iter().filter(|option| option["way"] != "swap") {
        laws.at_most("an option and baseline", figure(option, "/usable_m2"), baseline);
    }
    laws.broken
}

/// Shares sum to the loss and lie between nothing and all of it.
fn shares(document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    let loss = figure(document, "/carve_out/loss_m2");
    let of = |name: &str| -> Vec<f64> {
        list(document, "/obstacles").iter().filter_map(|one| one[name].as_f64()).collect()
    };
    let shapley = of("shapley_m2");
    if !shapley.is_empty() {
        laws.same("shares and loss", shapley.iter().sum(), loss);
    }
    for name in ["alone_m2", "marginal_m2", "shapley_m2"] {
        for value in of(name) {
            laws.loses_at_most(&format!("{name} and loss"), value, loss);
            laws.at_most(&format!("nothing and {name}"), 0.0, value);
        }
    }
    laws.broken
}

/// The headline, and what each assumption reaches alone, lie in the range.
fn ranges(document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    if document.pointer("/carve_out/range").is_some_and(Value::is_object) {
        let loss = figure(document, "/carve_out/loss_m2");
        let (low, high) = ("/carve_out/range/low/loss_m2", "/carve_out/range/high/loss_m2");
        let (low, high) = (figure(document, low), figure(document, high));
        laws.at_most("low end and loss", low, loss);
        laws.at_most("loss and high end", loss, high);
        for swing in list(document, "/carve_out/swings") {
            for loss in list(swing, "/loss_m2").iter().filter_map(Value::as_f64) {
                let what = swing["assumption"].to_string();
                laws.at_most(&format!("low end and {what}"), low, loss);
                laws.at_most(&format!("{what} and high end"), loss, high);
            }
        }
    }
    laws.broken
}

/// What the rungs of the evidence ladder add is the loss.
fn evidence(document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    let steps = list(document, "/carve_out/evidence");
    if let Some(weakest) = steps.last() {
        let sum: f64 = steps.iter().map(|step| figure(step, "/share_m2")).sum();
        let loss = figure(document, "/carve_out/loss_m2");
        laws.same("the sum of the rungs and the loss", sum, loss);
        let last = figure(weakest, "/loss_without_m2") + figure(weakest, "/share_m2");
        laws.same("the last rung and the loss", last, loss);
    }
    laws.broken
}

/// Options that move things away, by what they move.
fn moving(document: &Value) -> BTreeMap<BTreeSet<&str>, &Value> {
    list(document, "/options")
        .iter()
        .filter(|option| option["way"] == "carve_out" || option["way"] == "move")
        .map(|option| (list(option, "/moved").iter().filter_map(Value::as_str).collect(), option))
        .collect()
}

/// Moving more never costs land; what an option loses is what other figures say of the same set.
fn options(document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    let options = moving(document);
    let carved = figure(document, "/carve_out/loss_m2");
    for (moved, option) in &options {
        let loss = figure(option, "/loss_m2");
        for (fewer, other) in options.iter().filter(|(fewer, _)| fewer.is_subset(moved)) {
            let what = format!("moving {moved:?} and moving {fewer:?}");
            laws.loses_at_most(&what, loss, figure(other, "/loss_m2"));
        }
        laws.same("recovered", carved - loss, figure(option, "/recovered_m2"));
        if moved.is_empty() {
            laws.same("the first option and the carve-out", loss, carved);
        }
        for obstacle in list(document, "/obstacles") {
            let id = obstacle["id"].as_str().unwrap();
            let others = list(document, "/obstacles").len() - 1;
            let (alone, marginal) =
                (obstacle["alone_m2"].as_f64(), obstacle["marginal_m2"].as_f64());
            if let (Some(alone), true) = (alone, moved.len() == others && !moved.contains(id)) {
                laws.same(&format!("{id} alone and all others moved"), alone, loss);
            }
            if let (Some(marginal), true) = (marginal, moved.len() == 1 && moved.contains(id)) {
                laws.same(&format!("what moving {id} returns"), marginal, (carved - loss).max(0.0));
            }
        }
    }
    laws.broken
}

/// The recommended option costs least of those that were decided on.
fn recommendation(document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    let Some(recommended) = document["decision"]["recommended"].as_str() else { return Vec::new() };
    let totals: Vec<(&str, f64)> = list(document, "/options")
        .iter()
        .filter_map(|option| Some((option["id"].as_str()?, option["total"].as_f64()?)))
        .collect();
    let least = totals.iter().map(|(_, total)| *total).fold(f64::INFINITY, f64::min);
    let its = totals.iter().find(|(id, _)| *id == recommended).map(|(_, total)| *total);
    laws.check(its.is_some_and(|its| its <= least * (1.0 + 1e-12)), || {
        format!("{recommended} is recommended at {its:?}, the least is {least}")
    });
    laws.broken
}

/// What was asked to move returns what the option that moves the same returns.
fn relocation(document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    let relocation = &document["relocation"];
    if relocation.is_object() {
        let moved: BTreeSet<&str> =
            list(relocation, "/moved").iter().filter_map(Value::as_str).collect();
        let loss = figure(relocation, "/loss_m2");
        laws.loses_at_most(
            "relocated and carved out",
            loss,
            figure(document, "/carve_out/loss_m2"),
        );
        if let Some(option) = moving(document).get(&moved) {
            laws.same("relocated and the option", loss, figure(option, "/loss_m2"));
        }
        if moved.len() == list(document, "/obstacles").len() {
            laws.same(
                "all moved",
                figure(relocation, "/usable_m2"),
                figure(document, "/baseline/usable_m2"),
            );
        }
    }
    laws.broken
}

/// Figures of the ledger, in square metres, as the text has them.
pub fn said_in_text(document: &Value, text: &str) -> Vec<String> {
    let rows = [
        ("site", "/site/gross_area_m2"),
        ("inside the setback", "/baseline/envelope_m2"),
        ("usable without obstacles", "/baseline/usable_m2"),
        ("usable, carved out", "/carve_out/usable_m2"),
        ("lost", "/carve_out/loss_m2"),
    ];
    let mut broken = Vec::new();
    for (label, path) in rows {
        let wanted = AreaUnit::M2.format(figure(document, path));
        let row = text.lines().find(|line| {
            let line = line.trim_start();
            line.strip_prefix(label).is_some_and(|rest| rest.starts_with("  "))
        });
        if !row.is_some_and(|row| row.split("  ").any(|cell| cell.trim() == wanted)) {
            broken.push(format!("text: {label} is {wanted}, but the report says {row:?}"));
        }
    }
    if text.contains("Recommended: ") != document["decision"].is_object() {
        broken.push("text and JSON do not both recommend".to_owned());
    }
    if text.contains("-0 ") || text.contains("NaN") || text.contains(" inf") {
        broken.push("text: a number that is none".to_owned());
    }
    broken
}

/// Every polygon has the area that it says, and those of the ledger have the ledger's.
fn drawn(document: &Value, geojson: &str) -> Vec<String> {
    let mut laws = Laws::of(document);
    let collection: Value = serde_json::from_str(geojson).unwrap();
    let left_out = figure(&collection, "/slivers_left_out");
    let mut by_role: BTreeMap<&str, f64> = BTreeMap::new();
    for feature in list(&collection, "/features") {
        let role = feature["properties"]["role"].as_str().unwrap();
        let area = figure(feature, "/properties/area_m2");
        *by_role.entry(role).or_default() += area;
        let (geodesic, outline) = geodesic(&feature["geometry"]);
        // Corners are written to a tenth of a millimetre.
        let allowed = 1e-7 * area + 2e-4 * outline + SLIVER_M2;
        laws.check((area - geodesic).abs() <= allowed, || {
            format!("GeoJSON: a {role} of {area} m2 is drawn with {geodesic} m2")
        });
    }
    let ledger = [
        ("baseline_usable", "/baseline/usable_m2"),
        ("usable", "/carve_out/usable_m2"),
        ("taking", "/carve_out/ledger/taking_m2"),
        ("clearance", "/carve_out/ledger/clearance_m2"),
        ("access", "/carve_out/ledger/access_m2"),
        ("remnant_narrow", "/carve_out/remnant/narrow_m2"),
        ("remnant_small", "/carve_out/remnant/small_m2"),
        ("remnant_landlocked", "/carve_out/remnant/landlocked_m2"),
    ];
    for (role, path) in ledger {
        let stated = figure(document, path);
        // A line that is all slivers has no feature; otherwise the features say all of it.
        let allowed = if by_role.contains_key(role) { 0.0 } else { SLIVER_M2 * left_out };
        let drawn = by_role.get(role).copied().unwrap_or_default();
        laws.check((drawn - stated).abs() <= laws.rounding + allowed, || {
            format!("GeoJSON: {role}: {drawn} and {stated}, {left_out} slivers left out")
        });
    }
    laws.broken
}

/// Area and length of the outline of a multipolygon or polygon in degrees, on the ellipsoid.
fn geodesic(geometry: &Value) -> (f64, f64) {
    let rings = &geometry["coordinates"];
    let polygons = match geometry["type"].as_str() {
        Some("Polygon") => vec![rings.clone()],
        _ => rings.as_array().unwrap().clone(),
    };
    let ring = |ring: Vec<[f64; 2]>| LineString::from(ring);
    let polygon = |rings: Value| {
        let rings: Vec<Vec<[f64; 2]>> = serde_json::from_value(rings).unwrap();
        let mut rings = rings.into_iter().map(ring);
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    let shape: MultiPolygon = polygons.into_iter().map(polygon).collect();
    (shape.geodesic_area_signed(), shape.geodesic_perimeter())
}

/// What moving a thing loses is what the same site loses without it.
fn absent(job: &Job, assessment: &Assessment, document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    for obstacle in assessment.obstacles.iter().filter(|one| one.id.starts_with('F')) {
        // Its parcel would stay behind, and be an obstacle of its own.
        if !obstacle.plot_parcels.is_empty() {
            continue;
        }
        let share = list(document, "/obstacles").iter().find(|one| one["id"] == *obstacle.id);
        let Some(marginal) = share.and_then(|share| share["marginal_m2"].as_f64()) else {
            continue;
        };
        match job.without(&obstacle.id).assessed() {
            Ok(without) => {
                let loss = figure(document, "/carve_out/loss_m2");
                let returned = (loss - without.carve_out.ledger.loss().get()).max(0.0);
                laws.same(&format!("moving {} and its absence", obstacle.id), marginal, returned);
            }
            Err(error) => laws.broken.push(format!("without {}: {error}", obstacle.id)),
        }
    }
    laws.broken
}

/// With nothing left in the way all of the baseline is usable.
fn everything_moved(job: &Job, document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    if job.relocate == Relocate::All {
        if let Some(outcome) = document.pointer("/relocation").filter(|one| one.is_object()) {
            let stay = list(document, "/obstacles").len() - list(outcome, "/moved").len();
            if stay == 0 {
                laws.same("moving everything", figure(outcome, "/loss_m2"), 0.0);
            }
        }
    }
    laws.broken
}

/// A row of a batch has the numbers of the assessment, to the last bit.
fn in_a_batch(job: &Job, document: &Value) -> Vec<String> {
    let mut laws = Laws::of(document);
    let Some(row) = job.row() else { return Vec::new() };
    let row = json!(row);
    for (name, path) in [
        ("baseline_usable_m2", "/baseline/usable_m2"),
        ("loss_m2", "/carve_out/loss_m2"),
        ("remnant_m2", "/carve_out/ledger/remnant_m2"),
    ] {
        laws.check(row[name].as_f64() == Some(figure(document, path)), || {
            format!("batch: {name} is {}, not {}", row[name], figure(document, path))
        });
    }
    if let Some(share) = row["loss_share"].as_f64() {
        laws.check((0.0..=1.0).contains(&share), || format!("batch: loss_share is {share}"));
    }
    laws.broken
}
