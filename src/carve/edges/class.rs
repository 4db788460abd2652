//! Front, street side, side and rear; and edges, which are runs of pieces that are alike.

use crate::carve::edges::outline::{Outline, Piece, Ring, Told};
use crate::carve::edges::{
    ByHand, Edge, Figure, Part, Rule, SetbackRules, SetbackSource, Unclear, Why, TOWARDS_DEG,
};
use crate::carve::Frontage;
use crate::model::EdgeClass;
use crate::settings::{Given, Parameter, Sourced};
use crate::spelling::folded;
use crate::units::Metres;
use geo::Coord;
use std::collections::BTreeSet;

/// A run shorter than this is of the class of its longer neighbour, metres: a jog of the survey.
const SHORTEST_M: f64 = 1.0;

/// Says of each piece what it is.
pub(super) fn classify(outline: &mut Outline, frontage: &Frontage, rules: &SetbackRules) {
    let front = Front::of(outline, frontage, rules);
    let by_hand = |piece: &Piece| rules.by_hand[piece.by_hand?].class;
    for ring in &mut outline.rings {
        for piece in &mut ring.pieces {
            piece.told = match (by_hand(piece), piece.street) {
                (Some(class), _) => Told::Class(class),
                (None, Some(street)) => front.of_street(street),
                (None, None) => match front {
                    Front::Unclear(Unclear::NoRoad) => Told::Not(Unclear::NoRoad),
                    _ if !ring.is_outer => Told::Class(EdgeClass::Inner),
                    Front::Unclear(why) => Told::Not(why),
                    Front::ByHand | Front::Street(_) => Told::Not(Unclear::NoFront),
                },
            };
        }
    }
    for ring in outline.rings.iter_mut().filter(|ring| ring.is_outer) {
        if let Some(front) = towards_front(ring) {
            away_from(front, ring);
            touching_the_front(ring, rules);
            jogs(ring, rules);
        }
    }
}

/// Which edges are the front.
#[derive(Clone, Copy)]
enum Front {
    /// Those that were told by hand.
    ByHand,
    /// Those along this street.
    Street(usize),
    /// It cannot be told.
    Unclear(Unclear),
}

impl Front {
    /// What an edge along a street is.
    fn of_street(self, street: usize) -> Told {
        match self {
            Self::Unclear(why) => Told::Not(why),
            Self::Street(front) if street == front => Told::Class(EdgeClass::Front),
            Self::Street(_) | Self::ByHand => Told::Class(EdgeClass::StreetSide),
        }
    }

    /// What was told by hand; else the street that was named; else the only one; else the widest.
    fn of(outline: &Outline, frontage: &Frontage, rules: &SetbackRules) -> Self {
        let pieces = || outline.rings.iter().flat_map(|ring| &ring.pieces);
        let is_front = |one: &usize| rules.by_hand[*one].class == Some(EdgeClass::Front);
        if pieces().filter_map(|piece| piece.by_hand).any(|one| is_front(&one)) {
            return Self::ByHand;
        }
        if frontage.whole_boundary {
            return Self::Unclear(Unclear::NoRoad);
        }
        let streets: BTreeSet<usize> = pieces().filter_map(|piece| piece.street).collect();
        let all = frontage.streets();
        let is_named = |street: &usize| {
            let names = rules.front_road.as_deref().zip(all[*street].name.as_deref());
            names.is_some_and(|(a, b)| folded(a) == folded(b))
        };
        if let Some(named) = streets.iter().find(|street| is_named(street)) {
            return Self::Street(*named);
        }
        let mut by_width: Vec<(usize, Option<Metres>)> =
            streets.into_iter().map(|street| (street, all[street].width)).collect();
        by_width.sort_by(|a, b| b.1.partial_cmp(&a.1).unwrap_or(std::cmp::Ordering::Equal));
        let all_known = by_width.iter().all(|(_, width)| width.is_some());
        match by_width.as_slice() {
            [] => Self::Unclear(Unclear::NoFront),
            [(only, _)] => Self::Street(*only),
            [(widest, a), (_, b), ..] if rules.front_road.is_none() && all_known && a > b => {
                Self::Street(*widest)
            }
            _ => Self::Unclear(Unclear::WhichFront),
        }
    }
}

/// Where the front of a ring faces on the whole; none without a front, or where it faces all ways.
fn towards_front(ring: &Ring) -> Option<Coord<f64>> {
    let fronts = ring.pieces.iter().filter(|piece| piece.told == Told::Class(EdgeClass::Front));
    let (sum, length) = fronts.fold((Coord { x: 0.0, y: 0.0 }, 0.0), |(sum, length), piece| {
        (sum + piece.out() * piece.length(), length + piece.length())
    });
    let reach = sum.x.hypot(sum.y);
    (length > 0.0 && reach > 0.1 * length).then(|| sum / reach)
}

/// What faces away from the front is the rear, what is left a side.
fn away_from(front: Coord<f64>, ring: &mut Ring) {
    let away = Coord { x: -front.x, y: -front.y };
    for piece in ring.pieces.iter_mut().filter(|piece| matches!(piece.told, Told::Not(_))) {
        let is_rear = piece.faces(away, TOWARDS_DEG);
        piece.told = Told::Class(if is_rear { EdgeClass::Rear } else { EdgeClass::Side });
    }
}

/// Whether a run is what it is by its direction alone.
fn by_direction(piece: &Piece, rules: &SetbackRules) -> bool {
    let by_hand = piece.by_hand.is_some_and(|one| rules.by_hand[one].class.is_some());
    !by_hand && matches!(piece.told, Told::Class(EdgeClass::Rear | EdgeClass::Side))
}

/// A rear does not meet the front: such an edge is a side.
fn touching_the_front(ring: &mut Ring, rules: &SetbackRules) {
    for run in runs_of(ring) {
        let ends = [ring.before(run[0]), ring.after(run[run.len() - 1])];
        let is_front = |piece: usize| ring.pieces[piece].told == Told::Class(EdgeClass::Front);
        if ends.into_iter().any(is_front) && by_direction(&ring.pieces[run[0]], rules) {
            for piece in run {
                ring.pieces[piece].told = Told::Class(EdgeClass::Side);
            }
        }
    }
}

/// Runs of less than a metre are of the class of their longer neighbour.
fn jogs(ring: &mut Ring, rules: &SetbackRules) {
    let runs = runs_of(ring);
    let length = |run: &[usize]| run.iter().map(|piece| ring.pieces[*piece].length()).sum::<f64>();
    let lengths: Vec<f64> = runs.iter().map(|run| length(run)).collect();
    let mut changes = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        if lengths[number] >= SHORTEST_M || !by_direction(&ring.pieces[run[0]], rules) {
            continue;
        }
        let beside = [(number + runs.len() - 1) % runs.len(), (number + 1) % runs.len()];
        let longer = beside.into_iter().max_by(|a, b| lengths[*a].total_cmp(&lengths[*b]));
        let told = longer.map(|other| &ring.pieces[runs[other][0]]);
        if let Some(other) = told.filter(|piece| by_direction(piece, rules)) {
            changes.extend(run.iter().map(|piece| (*piece, other.told)));
        }
    }
    for (piece, told) in changes {
        ring.pieces[piece].told = told;
    }
}

/// The pieces of a ring that are alike and go on without a corner, run by run, each in order.
fn runs_of(ring: &Ring) -> Vec<Vec<usize>> {
    let same = |a: usize, b: usize| {
        let [a, b] = [&ring.pieces[a], &ring.pieces[b]];
        (a.told, a.by_hand) == (b.told, b.by_hand) && a.is_alike(b) && a.runs_into(b)
    };
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for piece in 0..ring.pieces.len() {
        match runs.last_mut() {
            Some(run) if same(piece - 1, piece) => run.push(piece),
            _ => runs.push(vec![piece]),
        }
    }
    // The ring may start in the middle of a run.
    if runs.len() > 1 && same(ring.pieces.len() - 1, 0) {
        let first = std::mem::take(&mut runs[0]);
        if let Some(last) = runs.last_mut() {
            last.extend(first);
        }
        runs.swap_remove(0);
    }
    runs
}

/// The edges, and the rings of the outline by edge.
pub(super) fn runs(
    outline: &Outline,
    frontage: &Frontage,
    rules: &SetbackRules,
) -> (Vec<Edge>, Vec<Vec<Part>>) {
    let (mut edges, mut rings) = (Vec::new(), Vec::new());
    for ring in &outline.rings {
        let mut of_edge = vec![0; ring.pieces.len()];
        for run in runs_of(ring) {
            for piece in &run {
                of_edge[*piece] = edges.len();
            }
            let pieces: Vec<&Piece> = run.iter().map(|piece| &ring.pieces[*piece]).collect();
            edges.extend(edge(&pieces, ring.is_outer, frontage, rules));
        }
        let parts = ring.pieces.iter().zip(of_edge);
        rings.push(
            parts
                .map(|(piece, edge)| Part { from: piece.from, edge, goes_on: piece.goes_on })
                .collect(),
        );
    }
    (edges, rings)
}

fn edge(run: &[&Piece], is_outer: bool, frontage: &Frontage, rules: &SetbackRules) -> Option<Edge> {
    let (first, last) = (run.first()?, run.last()?);
    let length: f64 = run.iter().map(|piece| piece.length()).sum();
    let chord = last.to - first.from;
    let is_closed = chord.x.hypot(chord.y) < 1e-6;
    let degrees = chord.y.atan2(-chord.x).to_degrees();
    let mut all = setbacks(first, is_outer, rules).into_iter();
    let class = match first.told {
        Told::Class(class) => Some(class),
        Told::Not(_) => None,
    };
    let rule = all.next()?;
    let overlapping = match rule.source {
        SetbackSource::District { .. } if length >= SHORTEST_M => {
            disagreeing(class, &first.districts, rules)
        }
        _ => Vec::new(),
    };
    Some(Edge {
        class,
        why: why(first, frontage, rules),
        length: Metres::saturating(length),
        // Straight out of a chord (x, y) lies (y, -x), which is at atan2(y, -x) from north.
        bearing: (!is_closed).then(|| degrees.rem_euclid(360.0)),
        middle: half_way(run, length),
        overlapping,
        rule,
        others: all.collect(),
    })
}

/// The districts of an edge, where they state different setbacks for it.
fn disagreeing(class: Option<EdgeClass>, districts: &[usize], rules: &SetbackRules) -> Vec<String> {
    let of = |number: &usize| {
        let district = &rules.districts[*number];
        Some((district, *district.setbacks.of(class?)?))
    };
    let stated: Vec<_> = districts.iter().filter_map(of).collect();
    if stated.windows(2).all(|pair| pair[0].1 == pair[1].1) {
        return Vec::new();
    }
    stated.into_iter().map(|(district, _)| district.name.clone()).collect()
}

/// The place half way along a run.
fn half_way(run: &[&Piece], length: f64) -> Coord<f64> {
    let mut left = length / 2.0;
    for piece in run {
        let along = piece.length();
        if left <= along {
            return piece.from + (piece.to - piece.from) * (left / along);
        }
        left -= along;
    }
    run[0].from
}

fn told_by_hand<'a>(piece: &Piece, rules: &'a SetbackRules) -> Option<&'a ByHand> {
    rules.by_hand.get(piece.by_hand?)
}

fn why(piece: &Piece, frontage: &Frontage, rules: &SetbackRules) -> Why {
    if let Some(told) = told_by_hand(piece, rules) {
        if told.class.is_some() || told.why.is_some() {
            return Why::ByHand(told.why.clone());
        }
    }
    if let Some(land) = piece.beside {
        return Why::Beside(rules.beside[land].name.clone());
    }
    match (piece.told, piece.street) {
        (Told::Not(why), _) => Why::Unclear(why),
        (Told::Class(_), Some(street)) => Why::AlongStreet(frontage.streets()[street].name.clone()),
        (Told::Class(EdgeClass::Inner), None) => Why::AroundLandWithin,
        (Told::Class(EdgeClass::Rear), None) => Why::FacesAway,
        (Told::Class(_), None) => Why::Between,
    }
}

/// The setbacks that may hold for a piece: one where it is known what it is.
fn setbacks(piece: &Piece, is_outer: bool, rules: &SetbackRules) -> Vec<Rule> {
    let told = told_by_hand(piece, rules);
    if let Some(setback) = told.and_then(|told| told.setback) {
        return vec![Rule { figure: Figure::Fixed(setback), source: SetbackSource::ByHand }];
    }
    let by_class = |class: EdgeClass| by_class(class, &piece.districts, rules);
    let is_classed_by_hand = told.is_some_and(|told| told.class.is_some());
    if let Some(land) = piece.beside.filter(|_| !is_classed_by_hand) {
        let Sourced { value, from } = rules.beside[land].setback;
        let source = SetbackSource::Stated(Parameter::SetbackBeside, from);
        return vec![Rule { figure: Figure::Fixed(value), source }];
    }
    let street = [EdgeClass::Front, EdgeClass::StreetSide];
    let other = [EdgeClass::Side, EdgeClass::Rear];
    match (piece.told, piece.street) {
        (Told::Class(class), _) => vec![by_class(class)],
        (Told::Not(_), Some(_)) => street.map(by_class).into(),
        (Told::Not(Unclear::NoRoad), None) if is_outer => {
            other.into_iter().chain(street).map(by_class).collect()
        }
        (Told::Not(Unclear::NoRoad), None) => {
            std::iter::once(EdgeClass::Inner).chain(street).map(by_class).collect()
        }
        (Told::Not(_), None) => other.map(by_class).into(),
    }
}

/// The setback of a class: as stated, else the largest of the zoning districts, else that along roads and of
/// the whole boundary.
fn by_class(class: EdgeClass, districts: &[usize], rules: &SetbackRules) -> Rule {
    if let Some(stated) = rules.stated.of(class) {
        let parameter = match class {
            EdgeClass::StreetSide if rules.stated.street_side.is_some() => {
                Parameter::StreetSideSetback
            }
            EdgeClass::Front | EdgeClass::StreetSide => Parameter::FrontSetback,
            EdgeClass::Rear => Parameter::RearSetback,
            EdgeClass::Side | EdgeClass::Inner => Parameter::SideSetback,
        };
        let source = SetbackSource::Stated(parameter, stated.from);
        return Rule { figure: Figure::Fixed(stated.value), source };
    }
    let districts = districts.iter().map(|number| &rules.districts[*number]);
    let stated = districts.filter_map(|one| Some((one, one.setbacks.of(class)?)));
    let largest = stated.reduce(|held, next| if next.1 > held.1 { next } else { held });
    if let Some((district, setback)) = largest {
        let (name, file) = (district.name.clone(), district.origin.file.to_string());
        let source = SetbackSource::District { name, file };
        return Rule { figure: Figure::Fixed(*setback), source };
    }
    let of_the_whole =
        SetbackSource::Stated(Parameter::Setback, rules.setback_from.unwrap_or(Given::Default));
    match class {
        EdgeClass::Front | EdgeClass::StreetSide => Rule {
            figure: Figure::AlongRoads,
            source: rules
                .setback_road_from
                .map_or(of_the_whole, |from| SetbackSource::Stated(Parameter::SetbackRoad, from)),
        },
        EdgeClass::Side | EdgeClass::Rear | EdgeClass::Inner => {
            Rule { figure: Figure::WholeBoundary, source: of_the_whole }
        }
    }
}
