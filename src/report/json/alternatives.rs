//! Receiving sites, options and the decision in JSON.

use crate::adjust::balance::LandClass;
use crate::adjust::indicators::{Indicator, Limit};
use crate::assess::Assessment;
use crate::decide::Flip;
use crate::geometry::Frame;
use crate::language::Language;
use crate::model::Estimate;
use crate::relocate::swap::Swap;
use crate::relocate::{CostLine, CostSource, Finding, Receiving, Verdict, WithinSite};
use crate::report::geojson;
use crate::ways_out::{Alternative, Alternatives, Move, Places};
use serde_json::{json, Value};

/// Receiving sites of one thing, best first.
pub(super) fn places(frame: &Frame, places: &Places) -> Value {
    let ranking = &places.ranking;
    let failed: serde_json::Map<String, Value> =
        ranking.failed.iter().map(|(gate, count)| (gate.key().to_owned(), json!(count))).collect();
    json!({
        "schema": "carveout/relocation/1",
        "facility": places.obstacle.id,
        "kind": places.obstacle.kind,
        "pad": places.pad.as_ref().map(|pad| json!({
            "area_m2": pad.area_m2, "width_m": pad.width_m, "clause": pad.clause,
        })),
        "considered": ranking.considered,
        "failed": failed,
        "receiving": ranking.sites.iter().map(|site| receiving(frame, site)).collect::<Vec<_>>(),
        "within": places.within.iter().map(|place| within(frame, place)).collect::<Vec<_>>(),
    })
}

fn within(frame: &Frame, place: &WithinSite) -> Value {
    let carve = &place.carve_out;
    json!({
        "pad": geojson::geometry(frame, &place.pad.region()),
        "pad_width_m": place.pad.width,
        "pad_depth_m": place.pad.depth,
        "usable_m2": carve.usable.area(),
        "loss_m2": carve.ledger.loss(),
    })
}

pub(super) fn receiving(frame: &Frame, site: &Receiving) -> Value {
    json!({
        "id": site.id,
        "land_use": site.land_use,
        "zoning": site.zoning,
        "owner": site.owner,
        "area_m2": site.parcel.area(),
        "distance_m": site.distance_m,
        "passes": site.passes(),
        "failed": site.count(Verdict::Fail),
        "unknown": site.count(Verdict::Unknown),
        "gates": site.findings.iter().map(finding).collect::<Vec<_>>(),
        "taken_m2": site.taken_m2(),
        "sterilised_m2": site.sterilised.area(),
        "sterilised_unknown_m2": site.sterilised_unknown_m2,
        "pad": site.pad.as_ref().map(|pad| geojson::geometry(frame, pad)),
        "file": site.origin.file.as_ref(),
        "feature": site.origin.index,
    })
}

fn finding(finding: &Finding) -> Value {
    json!({
        "gate": finding.gate,
        "verdict": finding.verdict,
        "reason": Language::En.reason(&finding.reason),
        "clause": finding.clause,
        "distance_m": finding.reason.distance_m(),
    })
}

pub(super) fn estimate(estimate: &Estimate) -> Value {
    json!({ "low": estimate.low, "mid": estimate.mid, "high": estimate.high })
}

/// What is known of each move.
pub(super) fn moves(assessment: &Assessment, all: &Alternatives) -> Value {
    let frame = &assessment.site.frame;
    all.moves.iter().map(|one| single(frame, one)).collect()
}

fn single(frame: &Frame, one: &Move) -> Value {
    let served = one.served.map(|(before, after)| {
        json!({
            "share_before": before.share,
            "share_after": after.map(|after| after.share),
            "mean_distance_before_m": before.mean_distance_m,
            "mean_distance_after_m": after.map(|after| after.mean_distance_m),
        })
    });
    json!({
        "id": one.id,
        "pad_area_m2": one.pad.as_ref().map(|pad| pad.area_m2),
        "pad_clause": one.pad.as_ref().map(|pad| pad.clause.as_str()),
        "service_radius_m": one.radius.as_ref().map(|(radius, _)| radius),
        "service": served,
        "chosen": one.receiving().map(|site| site.id.as_str()),
        "receiving": one.ranking.sites.iter().map(|site| receiving(frame, site)).collect::<Vec<_>>(),
        "considered": one.ranking.considered,
        "within": one.within.as_ref().map(|place| within(frame, place)),
        "cost": {
            "items": one.cost.lines.iter().map(cost_line).collect::<Vec<_>>(),
            "total": estimate(&one.cost.total()),
        },
        "programme": {
            "stages": one.programme.stages.iter().map(|stage| json!({
                "step": stage.step,
                "months": stage.months.as_ref().map(estimate),
                "begins": stage.begins.as_ref().map(estimate),
                "ends": stage.ends.as_ref().map(estimate),
            })).collect::<Vec<_>>(),
            "frees_ground_months": one.programme.frees_ground.as_ref().map(estimate),
            "days_without_service": one.programme.days_without_service,
        },
    })
}

fn cost_line(line: &CostLine) -> Value {
    let (from, status) = match &line.source {
        CostSource::SiteFile => ("site file", None),
        CostSource::Rule { citation, status } => (citation.as_str(), Some(status.as_str())),
        CostSource::Programme => ("programme", None),
        CostSource::Missing => ("missing", None),
    };
    let amount = line.amount.as_ref().map(estimate);
    json!({ "item": line.item, "amount": amount, "from": from, "status": status })
}

pub(super) fn options(all: &Alternatives) -> Value {
    let of = |(number, option): (usize, &Alternative)| {
        let id = |number: &usize| all.moves[*number].id.as_str();
        let decision = all.decision.as_ref();
        let choice = decision.and_then(|one| Some((one, one.choice(number)?)));
        let chance = choice.and_then(|(one, at)| one.chances.as_ref()?.options.get(at).copied());
        let total = choice.map(|(one, at)| one.stakes.total(&one.stakes.choices[at]));
        json!({
            "id": all.name(option),
            "way": option.way,
            "moved": option.moved.iter().map(id).collect::<Vec<_>>(),
            "within": option.within.as_ref().map(id),
            "receiving": option.verdict,
            "usable_m2": option.usable.area(),
            "loss_m2": option.loss_m2,
            "recovered_m2": option.recovered_m2,
            "marginal": option.marginal.iter().map(|(number, area)| json!({
                "id": id(number), "recovered_m2": area,
            })).collect::<Vec<_>>(),
            "largest_rectangle_m2": option.rectangle.map(|rectangle| rectangle.area()),
            "taken_m2": option.taken_m2,
            "sterilised_m2": option.sterilised_m2,
            "net_m2": option.net_m2,
            "cost": option.cost.as_ref().map(estimate),
            "delay": cost_line(&option.delay),
            "missing": option.missing,
            "frees_ground_months": option.frees_ground.as_ref().map(|(_, months)| estimate(months)),
            "critical": option.frees_ground.as_ref().map(|(number, _)| id(number)),
            "waits_months": option.waits.as_ref().map(estimate),
            "break_even_price_per_m2": option.break_even.as_ref().map(estimate),
            "pareto": option.on_front,
            "total": total,
            "best_probability": chance.map(|chance| chance.best),
            "total_mean": chance.map(|chance| chance.mean),
            "total_p10": chance.and_then(|chance| Some(chance.quantiles?.p10)),
            "total_p90": chance.and_then(|chance| Some(chance.quantiles?.p90)),
        })
    };
    all.options.iter().enumerate().map(of).collect()
}

/// The land-use balance table of the option that was chosen, closed to the square metre.
pub(super) fn land_balance(all: &Alternatives) -> Value {
    let Some(balance) = &all.adjustment.balance else { return Value::Null };
    let rows = balance.rows.iter().map(|row| {
        json!({
            "code": row.class.code(),
            "class": row.class.as_str(),
            "name_zh": row.name.map(|name| name.zh),
            "name_en": row.name.map(|name| name.en),
            "before_m2": row.areas.before_m2,
            "after_m2": row.areas.after_m2,
            "change_m2": row.areas.change_m2(),
            "before_rounded_m2": row.areas.before_rounded,
            "after_rounded_m2": row.areas.after_rounded,
        })
    });
    let of = |class: &LandClass| class.code().unwrap_or_else(|| class.as_str()).to_owned();
    let flows = balance
        .flows
        .iter()
        .map(|flow| json!({ "from": of(&flow.from), "to": of(&flow.to), "area_m2": flow.area_m2 }));
    let overlap: f64 = balance.parcel_overlaps.iter().map(|extent| extent.area_m2).sum();
    json!({
        "option": all.options.get(all.adjustment.option).map(|option| all.name(option)),
        "system": balance.system,
        "total_m2": balance.total_m2,
        "total_rounded_m2": balance.total_rounded,
        "rows": rows.collect::<Vec<_>>(),
        "flows": flows.collect::<Vec<_>>(),
        "parcel_overlap_m2": overlap,
        "doubt": balance.strange.as_ref().map(|codes| Language::En.strange_codes(codes)),
    })
}

/// Indicators of land control with their limits.
pub(super) fn indicators(all: &Alternatives) -> Value {
    let limit = |limit: &Limit| {
        json!({
            "rule": limit.rule,
            "bound": limit.bound,
            "value": limit.value,
            "value_max": limit.value_max,
            "unit": limit.unit,
            "citation": limit.citation,
            "status": limit.status,
            "note": limit.note,
            "met": limit.met,
        })
    };
    let of = |one: &Indicator| {
        json!({
            "indicator": one.what.as_str(),
            "value": one.value,
            "unit": one.what.unit(),
            "missing": one.missing,
            "limits": one.limits.iter().map(limit).collect::<Vec<_>>(),
            "no_limit": one.no_limit,
        })
    };
    all.adjustment.indicators.iter().map(of).collect()
}

/// Land exchanged with a neighbour.
pub(super) fn swap(frame: &Frame, swap: &Swap) -> Value {
    json!({
        "parcel": swap.parcel,
        "owner": swap.owner,
        "area_m2": swap.given.area(),
        "given": geojson::geometry(frame, &swap.given),
        "gained": geojson::geometry(frame, &swap.gained),
        "footprint": geojson::geometry(frame, &swap.footprint),
    })
}

pub(super) fn decision(all: &Alternatives) -> Value {
    let (Some(decision), Some(best)) = (&all.decision, all.recommended()) else {
        return Value::Null;
    };
    let advice = &decision.recommendation;
    let option = |at: usize| decision.option(all, at).map(|option| all.name(option));
    let flip = |flip: &Flip| {
        json!({
            "what": flip.what,
            "values": [flip.values.0, flip.values.1],
            "margins": [flip.margins.0, flip.margins.1],
            "best": [option(flip.best.0), option(flip.best.1)],
            "flips": flip.flips(),
            "flips_at": flip.flips_at,
        })
    };
    json!({
        "recommended": all.name(best),
        "runner_up": advice.runner_up.and_then(option),
        "margin": advice.margin,
        "currency": all.currency,
        "land_price_per_m2": all.land_price.as_ref().map(|price| estimate(&price.per_m2)),
        "land_price_from": all.land_price.as_ref().map(|price| price.source.as_str()),
        "break_even_price_per_m2": best.break_even.as_ref().map(|price| price.mid),
        "missing": best.missing,
        "flips": advice.flips.iter().map(flip).collect::<Vec<_>>(),
        "draws": decision.chances.as_ref().map(|chances| chances.draws),
        "seed": decision.chances.as_ref().map(|chances| chances.seed),
    })
}
