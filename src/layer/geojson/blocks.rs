//! Members of a list of features, block by block and in parallel.
//!
//! A block is read from the file while the one before is being parsed. To parse it in parallel it
//! is divided at *seams*: places that look like the beginning of a member because they begin like
//! the first member of the block. Such a guess may be wrong, the same words can stand inside a
//! string, so each piece must prove the next: parsing from a known beginning has to arrive at the
//! seam exactly, between two members. Where it does not, the piece behind is parsed again from
//! where the one before really ended. The outcome is that of one pass from the front, on any
//! number of threads and with any guesses.
//!
//! The block reader takes whole members that are sound JSON, with one comma between two of them.
//! At anything else it stops, and the general parser goes on from right behind the last member.

use crate::layer::geojson::feature::{FeatureReader, Step};
use crate::layer::geojson::member::Member;
use crate::layer::geojson::scan::Cursor;
use crate::layer::geojson::stream::{Block, Stream};
use crate::layer::{Seen, Selection, Survey};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Sizes in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// What is read at once. Two blocks are in memory at a time, with the features kept of a third.
    pub block: usize,
    /// Smallest piece of a block that is worth a task of its own.
    pub piece: usize,
    /// Members larger than this are left to the general parser, and all behind them. Mostly what
    /// looks like one is a quote that never closes, and the file should not be loaded to find out.
    pub largest: usize,
}

impl Plan {
    /// Some megabytes: large against a feature and a call of the system, small against a city.
    pub const USUAL: Self = Self { block: 4 << 20, piece: 64 << 10, largest: 256 << 20 };
}

/// Pieces for each thread, so that a slow piece does not keep the others waiting.
const PIECES_A_THREAD: usize = 4;

/// Some members in a row.
#[derive(Debug, Default)]
pub struct Run {
    /// What was seen, the features elsewhere included.
    pub survey: Survey,
    /// Members to hand on, each with its place in the run.
    pub members: Vec<(usize, Member)>,
    /// Where the last member ends.
    end: usize,
    halt: Halt,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Halt {
    /// The next member begins here, at or behind the seam.
    Seam(usize),
    /// The bytes end before the next member does.
    More,
    /// The list ends, or something is wrong.
    #[default]
    Stop,
}

/// Where the next member begins.
enum Next {
    At(usize),
    More,
    Stop,
}

/// Takes members from the stream and hands them on in the order of the file.
///
/// The stream stands behind the opening bracket of a list, and is left behind the last member
/// taken. Returns whether there was one.
pub fn read(
    stream: &mut Stream,
    plan: Plan,
    selection: &Selection<'_>,
    deliver: &mut dyn FnMut(Run),
) -> bool {
    let mut block = stream.block(plan.block, Vec::new());
    let mut spare = Vec::new();
    let mut taken = false;
    let mut parsed: Vec<Run> = Vec::new();
    let rest = loop {
        let bytes = block.bytes();
        let mut ahead = None;
        let (runs, halt) = if block.last && bytes.len() <= plan.piece {
            parsed.drain(..).for_each(&mut *deliver);
            parse(bytes, taken, plan, selection)
        } else {
            let mut outcome = (Vec::new(), Halt::Stop);
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| outcome = parse(bytes, taken, plan, selection));
                parsed.drain(..).for_each(&mut *deliver);
                if !block.last {
                    ahead = Some(stream.block(plan.block, std::mem::take(&mut spare)));
                }
            });
            outcome
        };
        parsed = runs;
        let end = parsed.last().map_or(0, |run| run.end);
        taken |= end > 0;
        stream.passed(&bytes[..end]);
        let carried = &bytes[end..];
        match ahead {
            Some(mut next) if halt == Halt::More && carried.len() <= plan.largest => {
                if end == 0 && !next.last {
                    // A member larger than a block: twice as much at the next attempt.
                    let more = stream.block(bytes.len(), Vec::new());
                    next = joined(&next, &more);
                }
                next.prepend(carried);
                spare = std::mem::replace(&mut block, next).into_memory();
            }
            next => break joined_bytes(carried, next.as_ref()),
        }
    };
    parsed.drain(..).for_each(&mut *deliver);
    stream.give_back(rest, taken);
    taken
}

fn joined_bytes(bytes: &[u8], next: Option<&Block>) -> Vec<u8> {
    [bytes, next.map_or(&[][..], Block::bytes)].concat()
}

fn joined(first: &Block, second: &Block) -> Block {
    Block::of(joined_bytes(first.bytes(), Some(second)), second.last)
}

/// Parses a block. `inside` says whether a member stands before it.
fn parse(bytes: &[u8], inside: bool, plan: Plan, selection: &Selection<'_>) -> (Vec<Run>, Halt) {
    let first = match if inside { next(bytes, 0) } else { first(bytes, 0) } {
        Next::At(first) => first,
        Next::More => return (Vec::new(), Halt::More),
        Next::Stop => return (Vec::new(), Halt::Stop),
    };
    let mut seams = vec![first];
    seams.extend(guess(bytes, first, plan));
    let pieces: Vec<(usize, usize)> = seams
        .iter()
        .enumerate()
        .map(|(nth, from)| (*from, seams.get(nth + 1).copied().unwrap_or(usize::MAX)))
        .collect();
    let guessed: Vec<Run> = if let [(from, until)] = *pieces {
        vec![run(bytes, from, until, selection)]
    } else {
        let runs = pieces.clone().into_par_iter();
        runs.map(|(from, until)| run(bytes, from, until, selection)).collect()
    };
    let mut halt = Halt::Seam(first);
    let mut proven = Vec::with_capacity(guessed.len());
    for ((from, until), guess) in pieces.into_iter().zip(guessed) {
        let Halt::Seam(start) = halt else { break };
        if start >= until {
            continue;
        }
        let sure = if start == from { guess } else { run(bytes, start, until, selection) };
        halt = sure.halt;
        if sure.survey.features > 0 {
            proven.push(sure);
        }
    }
    (proven, halt)
}

/// Places that look like the beginning of a member, about evenly spread.
fn guess(bytes: &[u8], first: usize, plan: Plan) -> Vec<usize> {
    let length = bytes.len() - first;
    let pieces = (length / plan.piece).min(PIECES_A_THREAD * rayon::current_num_threads());
    let Some(beginning) = beginning(bytes, first).filter(|_| pieces > 1) else { return vec![] };
    let finder = memchr::memmem::Finder::new(beginning);
    let mut seams: Vec<usize> = (1..pieces)
        .filter_map(|nth| {
            let about = first + length / pieces * nth;
            finder.find(&bytes[about..]).map(|at| about + at)
        })
        .collect();
    seams.dedup();
    seams
}

/// How members begin: the bracket, the first key and, where that is the type, its value.
fn beginning(bytes: &[u8], first: usize) -> Option<&[u8]> {
    let mut cursor = Cursor::new(bytes, first);
    cursor.take(b'{').ok()?;
    let key = cursor.key().ok()?;
    if key.raw == b"type" {
        cursor.text().ok()?;
    }
    Some(cursor.since(first))
}

/// Parses members from `start`, which is the beginning of one, up to the first that begins at or
/// behind `until`.
fn run(bytes: &[u8], start: usize, until: usize, selection: &Selection<'_>) -> Run {
    let mut reader = FeatureReader::new(selection);
    let mut run = Run::default();
    let mut at = start;
    run.halt = loop {
        match reader.read(bytes, at) {
            Step::Read(member, end) => {
                run.add(member);
                run.end = end;
            }
            Step::Cut => break Halt::More,
            Step::Broken => break Halt::Stop,
        }
        match next(bytes, run.end) {
            Next::At(place) if place >= until => break Halt::Seam(place),
            Next::At(place) => at = place,
            Next::More => break Halt::More,
            Next::Stop => break Halt::Stop,
        }
    };
    run.survey.seen = reader.seen;
    run
}

impl Run {
    /// A run of one member.
    pub fn of((member, seen): (Member, Seen)) -> Self {
        let mut run = Self::default();
        run.add(member);
        run.survey.seen = seen;
        run
    }

    fn add(&mut self, member: Member) {
        let place = self.survey.features;
        self.survey.features += 1;
        match member {
            Member::Elsewhere(bounds) => self.survey.meet(Some(bounds)),
            member => {
                if let Member::Kept { bounds, .. } = &member {
                    self.survey.meet(*bounds);
                }
                self.members.push((place, member));
            }
        }
    }
}

/// The first member, behind the opening bracket.
fn first(bytes: &[u8], at: usize) -> Next {
    let mut cursor = Cursor::new(bytes, at);
    cursor.blank();
    match cursor.peek() {
        b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => Next::At(cursor.at),
        0 if cursor.at == bytes.len() => Next::More,
        _ => Next::Stop,
    }
}

/// The next member, behind one that ended at `end`.
fn next(bytes: &[u8], end: usize) -> Next {
    let mut cursor = Cursor::new(bytes, end);
    cursor.blank();
    match cursor.peek() {
        b',' => first(bytes, cursor.at + 1),
        0 if cursor.at == bytes.len() => Next::More,
        _ => Next::Stop,
    }
}
