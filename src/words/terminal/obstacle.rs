//! Obstacles, remnants and shares of the loss.

use super::{by_id, NONE};
use crate::assess::Assessment;
use crate::carve::{JointReturn, Scrap, Share};
use crate::language::Language;
use crate::model::{Burden, Nth};
use crate::obstacle::{MeasuredFrom, Obstacle, Relation};
use crate::units::{grouped, trimmed, AreaUnit};

/// Its id and its name.
pub(crate) fn called(obstacle: &Obstacle) -> String {
    let id = Language::En.id(&obstacle.id);
    match &obstacle.name {
        Some(name) => format!("{id} {name}"),
        None => id.to_owned(),
    }
}

/// Its kind with its grade.
pub(crate) fn kind(obstacle: &Obstacle) -> String {
    let grade = obstacle.grade_id.as_ref().or(obstacle.grade.as_ref());
    Language::En.graded(&by_id(&obstacle.kind), grade.map(String::as_str), None)
}

/// What it stands on within the site.
pub(crate) fn inside(obstacle: &Obstacle, unit: AreaUnit) -> String {
    match obstacle.relation {
        Relation::Reaching => format!("{} m away", grouped(obstacle.distance.get(), 1)),
        _ => unit.format(obstacle.taking.area().get()),
    }
}

/// What stands for its plot.
pub(crate) fn plot(obstacle: &Obstacle) -> String {
    Language::En.plot(obstacle)
}

/// How far it keeps others away.
pub(crate) fn clearance(obstacle: &Obstacle) -> String {
    match obstacle.known_clearance() {
        None => Language::En.unknown(),
        Some(_) if obstacle.clearance.parts.is_empty() => NONE.to_owned(),
        Some(distance) => format!("{} m", trimmed(distance.get())),
    }
}

/// Who says so, from where it is measured, and how much of it is kept on its own land.
pub(crate) fn basis(obstacle: &Obstacle) -> String {
    let Some(part) = obstacle.clearance.governing() else {
        return String::new();
    };
    let from = match (&part.part, part.from) {
        (Some(name), MeasuredFrom::PlotForEquipment) => {
            format!(" from the whole plot ({} not located)", by_id(name))
        }
        (None, MeasuredFrom::ProjectEquipment) => {
            format!(
                " from {} to equipment of the project, not located",
                Language::En.clearance_start(obstacle)
            )
        }
        (Some(name), _) => format!(" from {}", by_id(name)),
        (None, MeasuredFrom::Equipment) => " from its equipment".to_owned(),
        (None, _) => format!(" from {}", Language::En.clearance_start(obstacle)),
    };
    let citation = part.source.citation();
    let status = citation.map_or_else(String::new, |citation| {
        format!(" [{}]", Language::En.status(citation.status))
    });
    let burden = match obstacle.clearance.burden {
        Some(Burden::Own) => ", kept on its own land (declared)",
        Some(Burden::Shared) => ", half of it on its own land (declared)",
        None => "",
    };
    format!("{}{from}{status}{burden}", Language::En.source(&part.source))
}

/// How many are not listed.
pub(crate) fn smaller_ones(count: usize) -> String {
    format!("... and {count} smaller ones; --format json lists all")
}

/// A number of pieces of land.
pub(crate) fn pieces(count: usize) -> String {
    match count {
        1 => "1 piece".to_owned(),
        n => format!("{n} pieces"),
    }
}

/// The largest of some remnants.
pub(crate) fn largest(scrap: &Scrap, unit: AreaUnit) -> String {
    format!("largest {}, up to {:.0} m wide", unit.format(scrap.area().get()), scrap.width.get())
}

/// What is lost if only one obstacle stays.
pub(crate) fn lost_alone(share: &Share, unit: AreaUnit) -> String {
    format!("{} lost", unit.format(share.alone))
}

/// What is recovered if only one obstacle moves.
pub(crate) fn recovered_alone(share: &Share, unit: AreaUnit) -> String {
    format!("{} recovered", unit.format(share.marginal))
}

/// Its part in the loss, with the error of sampling.
pub(crate) fn share(share: &Share, unit: AreaUnit) -> String {
    let error = share.standard_error.map_or_else(String::new, |error| standard_error(unit, error));
    format!("{}{error}", unit.format(share.shapley))
}

/// The standard error of a share; one that is less than the last digit is not printed as none.
fn standard_error(unit: AreaUnit, error: f64) -> String {
    if error < unit.step_m2() / 2.0 {
        return format!(" +- less than {}", unit.number(unit.step_m2()));
    }
    format!(" +- {}", unit.number(error))
}

/// How shares with an error were sampled.
pub(crate) fn sampled(orders: usize) -> String {
    format!("Shares with a standard error (+-) are means over {orders} random orders.")
}

/// That two obstacles are worth more moved together.
pub(crate) fn joint(assessment: &Assessment, joint: &JointReturn) -> String {
    let unit = assessment.settings.unit;
    let id = |number: Nth<Obstacle>| Language::En.id(&assessment.obstacles[number].id);
    format!(
        "Relocating {} alone recovers {}, {} alone {}; both together recover {}.",
        id(joint.pair.0),
        unit.format(joint.apart.0.get()),
        id(joint.pair.1),
        unit.format(joint.apart.1.get()),
        unit.format(joint.together.get())
    )
}
