//! The land-use balance (用地平衡表): the ground of a scope by land-use code, before and after.
//!
//! ```text
//! before = parcels by code + parcels without a code + ground in no parcel      = scope
//! after  = before - what changes + what it becomes                             = scope
//! ```
//!
//! 1. Parcels are cut to the scope. Where two overlap, the earlier in the list keeps the ground; how
//!    much was counted to the earlier one only is reported, with its polygon.
//! 2. Changes are cut to the scope and to each other in the same way. What no change touches stays as
//!    it is.
//! 3. Rows and flows are measured on polygons of their own, and every sum is compared with the measured
//!    area of the scope: a difference of more than [`CLOSURE`], and more than positions are rounded by, is an
//!    error.
//! 4. Whole square metres are dealt out by the largest remainder, so that both columns of the printed
//!    table sum to the rounded scope, and a row that does not change prints the same figure twice.

use crate::adjust::whole_metres;
use crate::geometry::overlay::{self, OverlayError};
use crate::geometry::{BoxIndex, Region};
use crate::model::{CodeName, LandUseSystem, Nth, StrangeCodes};
use crate::units::SquareMetres;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Largest difference between a sum and what it must be, relative to the scope.
pub const CLOSURE: f64 = 1e-9;
/// Below this ground is the grid of the overlay engine, m2.
const GRID_NOISE_M2: f64 = 1e-6;
/// Pieces of less mean width are left by edges that ought to coincide: ten steps of the grid, metres.
const HAIR_M: f64 = 1e-8;
/// Smaller flows are not listed, m2.
pub const LEAST_FLOW_M2: f64 = 0.5;

/// A balance that could not be drawn up.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BalanceError {
    /// There is no ground to balance.
    #[error("the scope of a land-use balance has no area")]
    NoScope,
    /// A sum misses what it must be.
    #[error(
        "the land-use balance does not close: {what} sum to {sum} m2 where {expected} m2 is right; \
         please report the input"
    )]
    Open {
        /// What was summed.
        what: String,
        /// The sum, m2.
        sum: f64,
        /// What it must be, m2.
        expected: f64,
    },
    /// The geometry engine gave up.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
}

/// A parcel as far as a balance is concerned.
#[derive(Clone, Debug)]
pub struct LandPiece<'a> {
    /// Its land-use code; `None` or blank where the register has none.
    pub code: Option<String>,
    /// Its ground.
    pub region: &'a Region,
}

/// Why land changes its use.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It becomes the project's.
    Project,
    /// A facility moves away from it.
    Vacated,
    /// A facility moves onto it.
    Receiving,
    /// Something else, in words.
    Other(String),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Project => "becomes the project's",
            Self::Vacated => "vacated by a facility that moves",
            Self::Receiving => "receives a facility that moves",
            Self::Other(words) => words,
        })
    }
}

/// Land that gets another use.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The ground that changes.
    pub region: &'a Region,
    /// The code it gets; `None` or blank while that is not known.
    pub becomes: Option<String>,
    /// Why it changes.
    pub why: Why,
}

/// What a row of the table is about, in the order of the table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LandClass {
    /// Land of a code, as the declared system writes it.
    Code(String),
    /// Land that changes into something not yet known (待定).
    Undetermined,
    /// Parcels without a code (无代码).
    NoCode,
    /// Ground in no parcel (未登记).
    NoParcel,
}

impl LandClass {
    /// The word for machines: `code`, `undetermined`, `no_code`, `no_parcel`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Code(_) => "code",
            Self::Undetermined => "undetermined",
            Self::NoCode => "no_code",
            Self::NoParcel => "no_parcel",
        }
    }

    /// The code, where it is one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Code(code) => Some(code),
            Self::Undetermined | Self::NoCode | Self::NoParcel => None,
        }
    }

    fn of(system: LandUseSystem, code: Option<&String>, otherwise: Self) -> Self {
        code.and_then(|code| system.written(code)).map_or(otherwise, Self::Code)
    }
}

impl fmt::Display for LandClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Code(code) => code,
            Self::Undetermined => "not determined",
            Self::NoCode => "no code",
            Self::NoParcel => "no parcel",
        })
    }
}

/// The figures of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Areas {
    /// Area before.
    pub before: SquareMetres,
    /// Area after.
    pub after: SquareMetres,
    /// Area before in whole m2: the column sums to [`Balance::total_rounded`].
    pub before_rounded: u64,
    /// Area after in whole m2, likewise.
    pub after_rounded: u64,
    /// Part of the scope before, 0 to 1.
    pub before_share: f64,
    /// Part of the scope after, 0 to 1.
    pub after_share: f64,
}

impl Areas {
    /// After minus before, square metres: negative where land leaves.
    #[must_use]
    pub fn change_m2(&self) -> f64 {
        self.after.get() - self.before.get()
    }

    /// After minus before of the whole square metres; the column sums to zero.
    #[must_use]
    pub fn change_rounded(&self) -> i64 {
        self.after_rounded.cast_signed() - self.before_rounded.cast_signed()
    }

    fn add(&mut self, other: &Self) {
        self.before += other.before;
        self.after += other.after;
        self.before_rounded += other.before_rounded;
        self.after_rounded += other.after_rounded;
        self.before_share += other.before_share;
        self.after_share += other.after_share;
    }
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BalanceRow {
    /// What it is about.
    pub class: LandClass,
    /// What the code means; `None` where there is no code or the system does not have it.
    pub name: Option<CodeName>,
    /// Its figures.
    pub areas: Areas,
    /// The land behind the area before.
    pub before: Region,
    /// The land behind the area after.
    pub after: Region,
}

/// Rows taken together under a wider class.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RowGroup {
    /// The wider class.
    pub class: LandClass,
    /// What its code means.
    pub name: Option<CodeName>,
    /// Sums of the figures of its rows, so that rounded columns close here too.
    pub areas: Areas,
    /// The rows of [`Balance::rows`].
    pub rows: Vec<Nth<BalanceRow>>,
}

/// Land that goes from one class to another.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Flow {
    /// Before.
    pub from: LandClass,
    /// After.
    pub to: LandClass,
    /// How much.
    pub area: SquareMetres,
    /// Where.
    pub region: Region,
    /// Why: the reasons of all changes that contribute.
    pub why: BTreeSet<Why>,
}

/// Some of the ground of a parcel or a change.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Extent {
    /// Its place in the list it was given in.
    pub index: usize,
    /// How much.
    pub area: SquareMetres,
    /// Where.
    pub region: Region,
}

/// The land-use balance of a scope.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Balance {
    /// The system of the codes.
    pub system: LandUseSystem,
    /// Area of the scope: the sum of both columns.
    pub total: SquareMetres,
    /// The same in whole square metres: the sum of both rounded columns.
    pub total_rounded: u64,
    /// The table, by class.
    pub rows: Vec<BalanceRow>,
    /// What goes where: land that changes its class, more than [`LEAST_FLOW_M2`] of it.
    pub flows: Vec<Flow>,
    /// Parcels on ground that an earlier parcel already holds, and how much of it.
    pub parcel_overlaps: Vec<Extent>,
    /// Changes of ground that an earlier change already took, and how much of it.
    pub change_overlaps: Vec<Extent>,
    /// Changes that reach out of the scope: that land is in no column.
    pub beyond_scope: Vec<Extent>,
    /// The codes that do not go with the declared system.
    pub strange: Option<StrangeCodes>,
}

impl Balance {
    /// Draws up the balance of `scope`: what the parcels say of it, and what the changes make of it.
    ///
    /// The scope is the ground both columns are about: the site, or the site together with the
    /// receiving sites. Parcels outside are ignored. Overlaps count once, for the earlier in the list.
    ///
    /// # Assumptions
    /// All regions lie in one frame.
    /// # Errors
    /// [`BalanceError::NoScope`] without ground; [`BalanceError::Open`] when a sum misses the scope by
    /// more than [`CLOSURE`] and the rounding of positions; [`BalanceError::Overlay`] when the engine gives up.
    /// # Examples
    /// ```
    /// use carveout::adjust::{Balance, Change, LandPiece, Why};
    /// use carveout::geometry::{Bounds, Region};
    /// use carveout::model::LandUseSystem;
    ///
    /// let scope = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 100.0, max_y: 100.0 });
    /// let station = Region::rectangle(Bounds { min_x: 0.0, min_y: 0.0, max_x: 60.0, max_y: 50.0 });
    /// let parcels = [LandPiece { code: Some("B41".into()), region: &station }];
    /// let becomes = Some("M2".into());
    /// let changes = [Change { region: &station, becomes, why: Why::Vacated }];
    /// let balance = Balance::of(LandUseSystem::Gb50137, &parcels, &changes, &scope)?;
    /// let printed = balance.rows.iter().map(|row| (row.class.to_string(), row.areas.change_rounded()));
    /// let expected = [("B41", -3_000), ("M2", 3_000), ("no parcel", 0)];
    /// assert!(printed.eq(expected.map(|(class, change)| (class.to_owned(), change))));
    /// # Ok::<(), carveout::adjust::BalanceError>(())
    /// ```
    pub fn of(
        system: LandUseSystem,
        parcels: &[LandPiece],
        changes: &[Change],
        scope: &Region,
    ) -> Result<Self, BalanceError> {
        let total = scope.area().get();
        if total <= 0.0 {
            return Err(BalanceError::NoScope);
        }
        let held = SharedOut::of(parcels.iter().map(|parcel| parcel.region), scope)?;
        let taken = SharedOut::of(changes.iter().map(|change| change.region), scope)?;
        let mut ground: Vec<(LandClass, Region)> = Vec::new();
        for (index, region) in held.ground {
            let code = parcels[index].code.as_ref();
            ground.push((LandClass::of(system, code, LandClass::NoCode), region));
        }
        let rest = overlay::difference(scope, ground.iter().map(|(_, region)| region))?;
        ground.push((LandClass::NoParcel, without_hairs(rest)));

        let moves = moves(system, &ground, changes, &taken.ground)?;
        let before = dissolved(ground)?;
        let mut kept = BTreeMap::new();
        for (class, region) in &before {
            let left = overlay::difference(region, taken.ground.iter().map(|(_, region)| region))?;
            kept.insert(class.clone(), without_hairs(left));
        }
        let inflow = moves.iter().map(|flow| (flow.to.clone(), flow.region.clone()));
        let after = dissolved(kept.clone().into_iter().chain(inflow))?;

        let mut rows = rows(system, before, after);
        close(total, &rows, &kept, &moves)?;
        let total_rounded = round(&mut rows, total)?;
        let flows = moves.into_iter();
        let flows =
            flows.filter(|flow| flow.from != flow.to && flow.area.get() > LEAST_FLOW_M2).collect();
        let strange = system.strange(rows.iter().filter_map(|row| row.class.code()));
        Ok(Self {
            system,
            total: scope.area(),
            total_rounded,
            rows,
            flows,
            parcel_overlaps: held.overlaps,
            change_overlaps: taken.overlaps,
            beyond_scope: beyond(changes, scope)?,
            strange,
        })
    }

    /// The row of a code.
    #[must_use]
    pub fn row(&self, code: &str) -> Option<&BalanceRow> {
        let code = self.system.written(code)?;
        self.rows.iter().find(|row| row.class.code() == Some(&code))
    }

    /// The table by classes of a level, 1 for the widest: sums of rows, for display. Codes that the
    /// system does not have stand for themselves, and so do land without a code and in no parcel.
    #[must_use]
    pub fn grouped(&self, level: usize) -> Vec<RowGroup> {
        let mut groups: BTreeMap<LandClass, RowGroup> = BTreeMap::new();
        for (place, row) in Nth::each(&self.rows) {
            let wider = row.class.code().and_then(|code| self.system.class_of(code, level));
            let class = wider
                .map_or_else(|| row.class.clone(), |name| LandClass::Code(name.code.to_owned()));
            let group = groups.entry(class.clone()).or_insert_with(|| RowGroup {
                class,
                name: wider,
                areas: Areas::default(),
                rows: Vec::new(),
            });
            group.areas.add(&row.areas);
            group.rows.push(place);
        }
        groups.into_values().collect()
    }
}

/// A scope shared out among regions.
#[derive(Default)]
struct SharedOut {
    /// What each has of it, by its number: nothing that an earlier one has.
    ground: Vec<(usize, Region)>,
    /// What each would have if no earlier one had it.
    overlaps: Vec<Extent>,
}

impl SharedOut {
    fn of<'a>(
        regions: impl Iterator<Item = &'a Region>,
        scope: &Region,
    ) -> Result<Self, OverlayError> {
        let around = scope.bounds();
        let mut within: Vec<(usize, Region)> = Vec::new();
        for (index, region) in regions.enumerate() {
            let near = region.bounds().zip(around).is_some_and(|(own, around)| own.meets(&around));
            if near {
                let part = without_hairs(overlay::intersection(region, scope)?);
                within.push((index, part));
            }
        }
        within.retain(|(_, part)| !part.is_empty());
        let boxes = index_of(within.iter().map(|(_, part)| part));
        let mut shared = Self::default();
        for (place, (index, part)) in within.iter().enumerate() {
            let near =
                part.bounds().map(|bounds| boxes.meeting(bounds.corners())).unwrap_or_default();
            let earlier =
                near.into_iter().filter(|other| *other < place).map(|other| &within[other].1);
            let own = without_hairs(overlay::difference(part, earlier)?);
            if part.area().get() - own.area().get() > GRID_NOISE_M2 {
                let region = without_hairs(overlay::difference(part, [&own])?);
                shared.overlaps.push(Extent { index: *index, area: region.area(), region });
            }
            if !own.is_empty() {
                shared.ground.push((*index, own));
            }
        }
        Ok(shared)
    }
}

/// What of the changes lies out of the scope.
fn beyond(changes: &[Change], scope: &Region) -> Result<Vec<Extent>, BalanceError> {
    let mut found = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        let region = without_hairs(overlay::difference(change.region, [scope])?);
        let area = region.area();
        if area.get() > GRID_NOISE_M2 {
            found.push(Extent { index, area, region });
        }
    }
    Ok(found)
}

/// All land under changes, by class before and after; where both are the same too.
fn moves(
    system: LandUseSystem,
    ground: &[(LandClass, Region)],
    changes: &[Change],
    taken: &[(usize, Region)],
) -> Result<Vec<Flow>, BalanceError> {
    type Parts = (Vec<Region>, BTreeSet<Why>);
    let boxes = index_of(ground.iter().map(|(_, region)| region));
    let mut parts: BTreeMap<(LandClass, LandClass), Parts> = BTreeMap::new();
    for (index, region) in taken {
        let change = &changes[*index];
        let to = LandClass::of(system, change.becomes.as_ref(), LandClass::Undetermined);
        let near =
            region.bounds().map(|bounds| boxes.meeting(bounds.corners())).unwrap_or_default();
        for (from, piece) in near.into_iter().map(|place| &ground[place]) {
            let part = without_hairs(overlay::intersection(region, piece)?);
            if !part.is_empty() {
                let (regions, why) = parts.entry((from.clone(), to.clone())).or_default();
                regions.push(part);
                why.insert(change.why.clone());
            }
        }
    }
    let mut moves = Vec::new();
    for ((from, to), (regions, why)) in parts {
        let region = overlay::union(&regions)?;
        moves.push(Flow { from, to, area: region.area(), region, why });
    }
    Ok(moves)
}

/// Ground by class, inner lines dissolved.
fn dissolved(
    ground: impl IntoIterator<Item = (LandClass, Region)>,
) -> Result<BTreeMap<LandClass, Region>, BalanceError> {
    let mut pieces: BTreeMap<LandClass, Vec<Region>> = BTreeMap::new();
    for (class, region) in ground {
        pieces.entry(class).or_default().push(region);
    }
    let mut whole = BTreeMap::new();
    for (class, regions) in pieces {
        let region = overlay::union(&regions)?;
        if !region.is_empty() {
            whole.insert(class, region);
        }
    }
    Ok(whole)
}

fn rows(
    system: LandUseSystem,
    mut before: BTreeMap<LandClass, Region>,
    mut after: BTreeMap<LandClass, Region>,
) -> Vec<BalanceRow> {
    let classes: BTreeSet<LandClass> = before.keys().chain(after.keys()).cloned().collect();
    let row = |class: LandClass| {
        let before = before.remove(&class).unwrap_or_default();
        let after = after.remove(&class).unwrap_or_default();
        let areas = Areas { before: before.area(), after: after.area(), ..Areas::default() };
        let name = class.code().and_then(|code| system.name(code));
        BalanceRow { class, name, areas, before, after }
    };
    classes.into_iter().map(row).collect()
}

/// Compares every sum with what it must be.
fn close(
    total: f64,
    rows: &[BalanceRow],
    kept: &BTreeMap<LandClass, Region>,
    moves: &[Flow],
) -> Result<(), BalanceError> {
    let all = rows.iter().flat_map(|row| [&row.before, &row.after]);
    let tolerance = (CLOSURE * total).max(overlay::area_error(all));
    let before: SquareMetres = rows.iter().map(|row| row.areas.before).sum();
    agree(before.get(), total, tolerance, || "the areas before".to_owned())?;
    let after: SquareMetres = rows.iter().map(|row| row.areas.after).sum();
    agree(after.get(), total, tolerance, || "the areas after".to_owned())?;
    for BalanceRow { class, areas, .. } in rows {
        let stays = kept.get(class).map(Region::area).unwrap_or_default();
        let through = |end: fn(&Flow) -> &LandClass| -> SquareMetres {
            moves.iter().filter(|flow| end(flow) == class).map(|flow| flow.area).sum()
        };
        let out = (stays + through(|flow| &flow.from)).get();
        agree(out, areas.before.get(), tolerance, || {
            format!("what stays and what leaves '{class}'")
        })?;
        let into = (stays + through(|flow| &flow.to)).get();
        agree(into, areas.after.get(), tolerance, || {
            format!("what stays and what joins '{class}'")
        })?;
    }
    Ok(())
}

/// An error unless a sum is what it must be; not a number never is.
fn agree(
    sum: f64,
    expected: f64,
    tolerance: f64,
    what: impl FnOnce() -> String,
) -> Result<(), BalanceError> {
    if (sum - expected).abs() <= tolerance {
        Ok(())
    } else {
        Err(BalanceError::Open { what: what(), sum, expected })
    }
}

/// Deals out whole square metres to both columns, and fills in the shares. Returns the rounded total.
fn round(rows: &mut [BalanceRow], total: f64) -> Result<u64, BalanceError> {
    let exact: Vec<(f64, f64)> =
        rows.iter().map(|row| (row.areas.before.get(), row.areas.after.get())).collect();
    let whole = whole_metres::nearest(total);
    let dealt = whole_metres::two_columns(&exact, whole, GRID_NOISE_M2);
    for (row, (before, after)) in rows.iter_mut().zip(dealt) {
        row.areas.before_rounded = before;
        row.areas.after_rounded = after;
        row.areas.before_share = row.areas.before.get() / total;
        row.areas.after_share = row.areas.after.get() / total;
    }
    for column in [|areas: &Areas| areas.before_rounded, |areas: &Areas| areas.after_rounded] {
        let sum: u64 = rows.iter().map(|row| column(&row.areas)).sum();
        agree(sum as f64, whole as f64, 0.0, || "whole square metres".to_owned())?;
    }
    Ok(whole)
}

fn index_of<'a>(regions: impl Iterator<Item = &'a Region>) -> BoxIndex {
    let boxes = regions.enumerate();
    BoxIndex::new(boxes.filter_map(|(n, region)| Some((n, region.bounds()?.corners()))))
}

fn without_hairs(region: Region) -> Region {
    if region.pieces().iter().any(|piece| piece.is_thin(HAIR_M)) {
        return Region::from_pieces(
            region.pieces().into_iter().filter(|piece| !piece.is_thin(HAIR_M)),
        );
    }
    region
}

#[cfg(test)]
mod tests;
