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
//!    area of the scope: a difference of more than [`CLOSURE`] is an error.
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
/// Below this a difference is the grid of the overlay engine, however small the scope, m2.
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
    /// more than [`CLOSURE`]; [`BalanceError::Overlay`] when the engine gives up.
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
    let tolerance = (CLOSURE * total).max(GRID_NOISE_M2);
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
mod tests {
    use super::*;
    use crate::geometry::{repair, Bounds};
    use geo::Coord;
    use proptest::prelude::*;

    fn rectangle(min_x: f64, min_y: f64, max_x: f64, max_y: f64) -> Region {
        Region::rectangle(Bounds { min_x, min_y, max_x, max_y })
    }

    fn parcel<'a>(code: &str, region: &'a Region) -> LandPiece<'a> {
        LandPiece { code: Some(code.to_owned()), region }
    }

    fn change<'a>(becomes: Option<&str>, region: &'a Region) -> Change<'a> {
        Change { region, becomes: becomes.map(str::to_owned), why: Why::Project }
    }

    /// Class, m2 before, m2 after.
    fn table(balance: &Balance) -> Vec<(String, f64, f64)> {
        let figures = |row: &BalanceRow| {
            (row.class.to_string(), row.areas.before.get(), row.areas.after.get())
        };
        balance.rows.iter().map(figures).collect()
    }

    fn flows(balance: &Balance) -> Vec<(String, String, f64)> {
        let flow = |flow: &Flow| (flow.from.to_string(), flow.to.to_string(), flow.area.get());
        balance.flows.iter().map(flow).collect()
    }

    /// A scope of 100 x 100 m. Parcel A (1001) is 50 x 80 m in its south-west corner. Parcel B (0901) of
    /// 50 x 80 m begins 10 m before A ends: 10 x 80 = 800 m2 of it are A's, 3,200 m2 its own. In no parcel
    /// are 10 x 80 m in the east and 100 x 20 m in the north, 2,800 m2.
    ///
    /// 30 x 20 m become 1309, from x = 38 and y = 70: of A 12 x 10 = 120 m2, of B 18 x 10 = 180 m2, and
    /// 30 x 10 = 300 m2 of the northern strip.
    #[test]
    fn a_change_across_two_parcels_and_a_gap() {
        let scope = rectangle(0.0, 0.0, 100.0, 100.0);
        let (a, b) = (rectangle(0.0, 0.0, 50.0, 80.0), rectangle(40.0, 0.0, 90.0, 80.0));
        let new = rectangle(38.0, 70.0, 68.0, 90.0);
        let parcels = [parcel("1001", &a), parcel(" 0901", &b)];
        let balance =
            Balance::of(LandUseSystem::Cn2023, &parcels, &[change(Some("1309"), &new)], &scope)
                .unwrap();
        let expected = [
            ("0901", 3_200.0, 3_020.0),
            ("1001", 4_000.0, 3_880.0),
            ("1309", 0.0, 600.0),
            ("no parcel", 2_800.0, 2_500.0),
        ];
        assert_eq!(table(&balance), expected.map(|(class, b, a)| (class.to_owned(), b, a)));
        let moved = [("0901", 180.0), ("1001", 120.0), ("no parcel", 300.0)];
        let moved = moved.map(|(from, m2)| (from.to_owned(), "1309".to_owned(), m2));
        assert_eq!(flows(&balance), moved);
        assert_eq!((balance.total.get(), balance.total_rounded), (10_000.0, 10_000));
        let [overlap] = balance.parcel_overlaps.as_slice() else { panic!("one overlap") };
        assert_eq!((overlap.index, overlap.area.get()), (1, 800.0));
        assert!(balance.change_overlaps.is_empty() && balance.beyond_scope.is_empty());
        assert_eq!(balance.strange, None);
        let row = balance.row("1309").unwrap();
        assert_eq!((row.areas.change_rounded(), row.areas.after_share), (600, 0.06));
        assert_eq!(row.name.unwrap().zh, "环卫用地");
        assert_eq!(row.after, new);
    }

    /// On the same ground as one parcel of code M1, and one of 20 x 100 m without code east of it. The
    /// first change takes 30 x 20 m of M1 for U22; of the second, 20 x 20 m for a use not known, 10 x 10
    /// m lie under the first; the third makes M1 of what is M1, 10 x 10 m; the fourth turns 15 x 10 m
    /// into G2, of which 5 x 10 m are parcel without code and 10 x 10 m out of the scope.
    #[test]
    fn changes_may_overlap_reach_out_change_nothing_or_be_open() {
        let scope = rectangle(0.0, 0.0, 100.0, 100.0);
        let (works, blank) = (rectangle(0.0, 0.0, 80.0, 100.0), rectangle(80.0, 0.0, 100.0, 100.0));
        let parcels = [parcel("m1", &works), LandPiece { code: None, region: &blank }];
        let first = rectangle(10.0, 10.0, 40.0, 30.0);
        let second = rectangle(30.0, 20.0, 50.0, 40.0);
        let third = rectangle(60.0, 60.0, 70.0, 70.0);
        let fourth = rectangle(95.0, 0.0, 110.0, 10.0);
        let changes = [
            change(Some("U22"), &first),
            change(None, &second),
            change(Some("M1"), &third),
            change(Some("G2"), &fourth),
        ];
        let balance = Balance::of(LandUseSystem::Gb50137, &parcels, &changes, &scope).unwrap();
        let expected = [
            ("G2", 0.0, 50.0),
            ("M1", 8_000.0, 8_000.0 - 600.0 - 300.0),
            ("U22", 0.0, 600.0),
            ("not determined", 0.0, 300.0),
            ("no code", 2_000.0, 1_950.0),
        ];
        assert_eq!(table(&balance), expected.map(|(class, b, a)| (class.to_owned(), b, a)));
        assert_eq!(balance.flows.len(), 3, "M1 to M1 is no flow");
        let only = |extents: &[Extent]| {
            let [extent] = extents else { panic!("one: {extents:?}") };
            (extent.index, extent.area.get())
        };
        assert_eq!(only(&balance.change_overlaps), (1, 100.0));
        assert_eq!(only(&balance.beyond_scope), (3, 100.0));
        let groups: Vec<_> = balance
            .grouped(1)
            .into_iter()
            .map(|group| {
                let rows: Vec<usize> = group.rows.iter().map(|row| row.get()).collect();
                (group.class.to_string(), group.areas.after_rounded, rows)
            })
            .collect();
        let expected = [
            ("G", 50, vec![0]),
            ("M", 7_100, vec![1]),
            ("U", 600, vec![2]),
            ("not determined", 300, vec![3]),
            ("no code", 1_950, vec![4]),
        ];
        assert_eq!(groups, expected.map(|(class, m2, rows)| (class.to_owned(), m2, rows)));
    }

    #[test]
    fn classes_of_one_kind_are_grouped_and_foreign_codes_stand_alone() {
        let scope = rectangle(0.0, 0.0, 30.0, 10.0);
        let parts = [0.0, 10.0, 20.0].map(|x| rectangle(x, 0.0, x + 10.0, 10.0));
        let parcels =
            [parcel("100101", &parts[0]), parcel("100102", &parts[1]), parcel("M1", &parts[2])];
        let balance = Balance::of(LandUseSystem::Cn2023, &parcels, &[], &scope).unwrap();
        for (level, class) in [(1, "10"), (2, "1001")] {
            let groups = balance.grouped(level);
            assert_eq!(groups.len(), 2);
            assert_eq!(
                (groups[0].class.code(), groups[0].areas.before_rounded),
                (Some(class), 200)
            );
            assert_eq!((groups[1].class.code(), groups[1].name), (Some("M1"), None));
        }
        assert_eq!(balance.grouped(3).len(), 3);
        assert!(balance.strange.unwrap().strange.contains(&"M1".to_owned()));
        let nowhere = Balance::of(LandUseSystem::Cn2023, &parcels, &[], &Region::empty());
        assert_eq!(nowhere, Err(BalanceError::NoScope));
    }

    /// Three strips of a third of 100 m2 each print 34 + 33 + 33, and a change elsewhere leaves the
    /// figures of the strip that stays alone.
    #[test]
    fn printed_columns_sum_to_the_printed_total() {
        let scope = rectangle(0.0, 0.0, 10.0, 10.0);
        let strips = [0.0, 1.0, 2.0].map(|n| {
            let third = 10.0 / 3.0;
            rectangle(n * third, 0.0, (n + 1.0) * third, 10.0)
        });
        let parcels: Vec<_> =
            ["a", "b", "c"].into_iter().zip(&strips).map(|(code, s)| parcel(code, s)).collect();
        let new = rectangle(4.0, 0.0, 4.25, 1.0);
        let balance =
            Balance::of(LandUseSystem::Free, &parcels, &[change(Some("c"), &new)], &scope).unwrap();
        let sums = balance.rows.iter().fold((0, 0, 0), |(before, after, change), row| {
            let areas = row.areas;
            (
                before + areas.before_rounded,
                after + areas.after_rounded,
                change + areas.change_rounded(),
            )
        });
        assert_eq!(sums, (100, 100, 0));
        assert_eq!(balance.row("a").unwrap().areas.change_rounded(), 0);
        assert!(balance.flows.is_empty(), "0.25 m2 are too little to list");
    }

    /// Of a scope of 100 m2 a row of 60 m2 stays and nothing is said of the rest; and a row of 100 m2 of
    /// which 60 m2 stay and 30 m2 leave.
    #[test]
    fn a_table_that_does_not_sum_is_an_error() {
        let (most, all) = (rectangle(0.0, 0.0, 6.0, 10.0), rectangle(0.0, 0.0, 10.0, 10.0));
        let class = LandClass::Code("1001".to_owned());
        let of = |region: &Region| BTreeMap::from([(class.clone(), region.clone())]);
        let sum_of = |region: &Region, moves: &[Flow]| {
            let table = rows(LandUseSystem::Cn2023, of(region), of(region));
            match close(100.0, &table, &of(&most), moves) {
                Err(BalanceError::Open { what, sum, expected }) => (what, sum, expected),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(sum_of(&most, &[]), ("the areas before".to_owned(), 60.0, 100.0));
        let flow = Flow {
            from: class.clone(),
            to: LandClass::Undetermined,
            area: SquareMetres::new(30.0).unwrap(),
            region: Region::empty(),
            why: BTreeSet::new(),
        };
        let said = "what stays and what leaves '1001'".to_owned();
        assert_eq!(sum_of(&all, &[flow]), (said, 90.0, 100.0));
        assert!(agree(f64::NAN, f64::NAN, 1.0, String::new).is_err());
    }

    /// 40 x 40 parcels of five codes, and a change across 400 of them.
    #[test]
    fn a_town_of_parcels_is_balanced() {
        let (scope, side) = (turned(200.0, 200.0, 400.0, 400.0), 10.0);
        let grid: Vec<Region> = (0..1_600_u32)
            .map(|n| {
                turned(f64::from(n % 40) * side + 5.0, f64::from(n / 40) * side + 5.0, side, side)
            })
            .collect();
        let parcels: Vec<_> = grid
            .iter()
            .enumerate()
            .map(|(n, r)| parcel(["1001", "0901", "1309", "16", "1401"][n % 5], r))
            .collect();
        let new = turned(200.0, 200.0, 201.0, 201.0);
        let balance =
            Balance::of(LandUseSystem::Cn2023, &parcels, &[change(Some("1001"), &new)], &scope)
                .unwrap();
        assert_eq!(balance.total_rounded, 160_000);
        assert_eq!(balance.rows.len(), 5, "{:?}", table(&balance));
        assert!(balance.rows.iter().all(|row| (row.areas.before.get() - 32_000.0).abs() < 1e-3));
    }

    /// A rectangle around a point, everything turned by 0.3 rad about the origin.
    fn turned(x: f64, y: f64, width: f64, height: f64) -> Region {
        let (sin, cos) = 0.3_f64.sin_cos();
        let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];
        let ring = corners.map(|(east, north)| {
            let (x, y) = (x + east * width / 2.0, y + north * height / 2.0);
            Coord { x: cos * x - sin * y, y: sin * x + cos * y }
        });
        repair::region_of(&[vec![ring.to_vec()]]).unwrap().region
    }

    type Box4 = (u8, u8, u8, u8);

    /// Corner and size of rectangles in cells of a metre.
    fn boxes(most: usize) -> impl Strategy<Value = Vec<(Box4, u8)>> {
        prop::collection::vec(((0_u8..12, 0_u8..12, 1_u8..8, 1_u8..8), 0_u8..4), 0..most)
    }

    fn code(number: u8) -> Option<String> {
        // The fourth is land without a code.
        ["1001", "0901", "1309"].get(usize::from(number)).map(|code| (*code).to_owned())
    }

    fn covers(of: Box4, x: u8, y: u8) -> bool {
        let (left, bottom, width, height) = of;
        (left..left + width).contains(&x) && (bottom..bottom + height).contains(&y)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        /// On a scope of 14 x 14 cells the balance is what counting cells gives.
        #[test]
        fn the_balance_is_what_counting_cells_gives(held in boxes(9), taken in boxes(5)) {
            let whole = |(x, y, w, h): Box4| {
                let [x, y, w, h] = [x, y, w, h].map(f64::from);
                rectangle(x, y, x + w, y + h)
            };
            let scope = whole((0, 0, 14, 14));
            let held_ground: Vec<Region> = held.iter().map(|(b, _)| whole(*b)).collect();
            let taken_ground: Vec<Region> = taken.iter().map(|(b, _)| whole(*b)).collect();
            let parcels: Vec<LandPiece> = held.iter().zip(&held_ground)
                .map(|((_, number), region)| LandPiece { code: code(*number), region }).collect();
            let changes: Vec<Change> = taken.iter().zip(&taken_ground)
                .map(|((_, number), region)| Change { region, becomes: code(*number), why: Why::Project })
                .collect();
            let balance = Balance::of(LandUseSystem::Cn2023, &parcels, &changes, &scope).unwrap();
            let mut counted: BTreeMap<LandClass, (f64, f64)> = BTreeMap::new();
            for (x, y) in (0..14).flat_map(|x| (0..14).map(move |y| (x, y))) {
                let first = |of: &[(Box4, u8)]| of.iter().find(|(b, _)| covers(*b, x, y)).map(|(_, n)| code(*n));
                let named = |code: Option<String>, or| code.map_or(or, LandClass::Code);
                let before = first(&held).map_or(LandClass::NoParcel, |c| named(c, LandClass::NoCode));
                let after = first(&taken).map_or(before.clone(), |c| named(c, LandClass::Undetermined));
                counted.entry(before).or_default().0 += 1.0;
                counted.entry(after).or_default().1 += 1.0;
            }
            let found: BTreeMap<LandClass, (f64, f64)> = balance.rows.iter()
                .map(|row| (row.class.clone(), (row.areas.before.get(), row.areas.after.get()))).collect();
            prop_assert_eq!(found, counted);
        }

        /// Turned rectangles with edges that run along each other: sums close, whole metres too, and
        /// no row of hairs appears.
        #[test]
        fn totals_close(held in boxes(14), taken in boxes(6)) {
            let whole = |(x, y, w, h): Box4| {
                let [x, y, w, h] = [x, y, w, h].map(|cells| f64::from(cells) * 17.3);
                turned(x + w / 2.0, y + h / 2.0, w, h)
            };
            let scope = whole((1, 1, 13, 12));
            let held: Vec<(Region, u8)> = held.into_iter().map(|(b, n)| (whole(b), n)).collect();
            let taken: Vec<(Region, u8)> = taken.into_iter().map(|(b, n)| (whole(b), n)).collect();
            let parcels: Vec<LandPiece> =
                held.iter().map(|(region, n)| LandPiece { code: code(*n), region }).collect();
            let changes: Vec<Change> = taken.iter()
                .map(|(region, n)| Change { region, becomes: code(*n), why: Why::Vacated }).collect();
            let balance = Balance::of(LandUseSystem::Cn2023, &parcels, &changes, &scope).unwrap();
            let total = scope.area().get();
            let sum = |of: fn(&Areas) -> f64| balance.rows.iter().map(|r| of(&r.areas)).sum::<f64>();
            for of in [|a: &Areas| a.before.get(), |a: &Areas| a.after.get()] {
                prop_assert!((sum(of) - total).abs() < CLOSURE * total);
            }
            for row in &balance.rows {
                let Areas { before, after, before_rounded, after_rounded, .. } = row.areas;
                let (before_m2, after_m2) = (before.get(), after.get());
                prop_assert!((before_rounded as f64 - before_m2).abs() < 1.0 + 1e-6);
                prop_assert!((after_rounded as f64 - after_m2).abs() < 1.0 + 1e-6);
                prop_assert!(before_m2.max(after_m2) > 1.0, "{:?}", row.class);
                let net: f64 = balance.flows.iter().map(|flow| {
                    let sign = |class: &LandClass| f64::from(u8::from(*class == row.class));
                    flow.area.get() * (sign(&flow.to) - sign(&flow.from))
                }).sum();
                prop_assert!((net - row.areas.change_m2()).abs() < 1e-4);
            }
            for level in 1..=3 {
                let groups = balance.grouped(level);
                let after: u64 = groups.iter().map(|group| group.areas.after_rounded).sum();
                prop_assert_eq!(after, balance.total_rounded);
            }
        }
    }
}
