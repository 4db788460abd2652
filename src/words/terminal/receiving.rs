//! Receiving sites.

use super::{range, NOTHING};
use crate::language::Language;
use crate::relocate::{Finding, Receiving, Swap, Verdict, WithinSite};
use crate::units::{grouped, trimmed, AreaUnit};
use crate::ways_out::{Move, Places};

/// Owners named at most.
const OWNERS: usize = 4;
/// Parcels of an owner named at most.
const PARCELS: usize = 4;

/// How many parcels were looked at, and how many do.
pub(crate) fn screened(site: &str, places: &Places) -> String {
    let ranking = &places.ranking;
    let passing = ranking.sites.iter().filter(|one| one.passes()).count();
    let pass = if passing == 1 { "passes" } else { "pass" };
    format!(
        "{site}: {} parcels screened for {}; the best {} are listed, {passing} of them {pass} every \
         gate.",
        grouped(ranking.considered as f64, 0),
        places.obstacle.label(),
        ranking.sites.len(),
    )
}

/// The plot that is needed.
pub(crate) fn plot_required(places: &Places) -> Option<String> {
    let pad = places.pad.as_ref()?;
    Some(format!(
        "Plot required: {}, at least {} m wide ({}).",
        AreaUnit::M2.format(pad.area.get()),
        trimmed(pad.width.get()),
        Language::En.source(&pad.source)
    ))
}

/// What the land of a parcel is for.
pub(crate) fn land(site: &Receiving) -> String {
    let land = site.zoning.as_ref().or(site.land_use.as_ref());
    land.cloned().unwrap_or_else(|| Language::En.unknown())
}

/// How far a parcel is.
pub(crate) fn distance(site: &Receiving) -> String {
    format!("{} m", grouped(site.distance.get(), 0))
}

/// What is taken of a parcel.
pub(crate) fn taken(site: &Receiving, unit: AreaUnit) -> String {
    match site.pad {
        Some(_) => unit.format(site.taken().get()),
        None => NOTHING.to_owned(),
    }
}

/// How a gate was met, loud where it was not.
pub(crate) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fail => "FAIL",
        other => Language::En.verdict(other),
    }
}

/// Why a gate is met or not, and who says so.
pub(crate) fn reason(finding: &Finding) -> String {
    let source = finding.source.as_ref();
    let clause =
        source.map_or_else(String::new, |source| format!(" [{}]", Language::En.source(source)));
    let reason = Language::En.reason(&finding.reason, AreaUnit::M2.symbol());
    format!("{reason}{clause}")
}

/// The gates that a parcel fails, and those that are not known.
pub(crate) fn gates(site: &Receiving) -> String {
    if site.passes() {
        return "all passed".to_owned();
    }
    let of = |wanted: Verdict, word: &str| {
        let names = Language::En.list(site.gates(wanted).map(|gate| Language::En.gate(gate)));
        (!names.is_empty()).then(|| format!("{word}: {names}"))
    };
    let both = [of(Verdict::Fail, "fails"), of(Verdict::Unknown, "not known")];
    both.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// A place within the site: its size, what is lost with it, what stays usable.
pub(crate) fn within(place: &WithinSite, unit: AreaUnit) -> [String; 3] {
    [
        Language::En.sides(place.pad.width, place.pad.depth),
        format!("{} lost", unit.format(place.carve_out.ledger.loss().get())),
        format!("{} usable", unit.format(place.carve_out.usable.area().get())),
    ]
}

/// Where a move goes, how far, what that takes, and at which gates it is open.
pub(crate) fn of_move(one: &Move, unit: AreaUnit) -> [String; 4] {
    match one.receiving() {
        Some(site) => [
            format!("to {}", Language::En.id(&site.id)),
            format!("{} away", distance(site)),
            format!(
                "{} taken, {} sterilised",
                unit.format(site.taken().get()),
                unit.format(site.sterilised.area().get())
            ),
            gates(site),
        ],
        None => [
            "no receiving site".to_owned(),
            String::new(),
            format!("{} screened", grouped(one.ranking.considered as f64, 0)),
            one.ranking.sites.first().map_or_else(String::new, |best| {
                format!("the best, {}, {}", Language::En.id(&best.id), gates(best))
            }),
        ],
    }
}

/// Whom the service reaches after a move.
pub(crate) fn reach(one: &Move) -> Option<String> {
    let (before, after) = one.served?;
    let after = after?;
    Some(format!(
        "{}: {} of the demand within the service radius, {} at present; mean distance {} m, {} m at \
         present.",
        Language::En.id(&one.id),
        Language::En.percent(after.share),
        Language::En.percent(before.share),
        grouped(after.mean_distance.get(), 0),
        grouped(before.mean_distance.get(), 0)
    ))
}

/// Whose land is sterilised at the receiving site; none where nobody's is.
pub(crate) fn sterilised(one: &Move, unit: AreaUnit) -> Option<String> {
    let owners = &one.receiving()?.sterilised_by_owner;
    let named = owners.iter().take(OWNERS).map(|land| {
        let ids = land.parcels.iter().take(PARCELS).map(|id| Language::En.id(id));
        let more = if land.parcels.len() > PARCELS { ", .." } else { "" };
        let (owner, area) =
            (Language::En.owner(land.owner.as_deref()), unit.format(land.area.get()));
        format!("{owner} {area} ({}{more})", Language::En.list(ids))
    });
    let mut named: Vec<String> = named.collect();
    if owners.len() > OWNERS {
        named.push(format!("{} more owners", owners.len() - OWNERS));
    }
    let id = Language::En.id(&one.id);
    (!named.is_empty()).then(|| format!("{id}: land sterilised of {}.", named.join("; ")))
}

/// How long the service is interrupted, and when the present site is free.
pub(crate) fn cleared(one: &Move) -> Option<String> {
    let free = one.programme.frees_ground.as_ref()?;
    Some(format!(
        "{}: {} days without service; the present site is cleared after {} months.",
        Language::En.id(&one.id),
        trimmed(one.programme.days_without_service),
        range(free)
    ))
}

/// The exchange of land with a neighbour.
pub(crate) fn swap(swap: &Swap, unit: AreaUnit) -> String {
    let owner = swap.owner.as_ref().map_or_else(String::new, |owner| format!(", held by {owner}"));
    format!(
        "Land swap: {} given up for an equal area of parcel {}{owner}.",
        unit.format(swap.given.area().get()),
        Language::En.id(&swap.parcel)
    )
}
