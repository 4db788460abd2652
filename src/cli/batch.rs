//! `carveout batch`.

use crate::assess::Assessment;
use crate::batch::{
    self, journal, Batch, Condition, Field, Journal, Observer, Order, Refusal, Row, Status,
};
use crate::cli::lang::Lang;
use crate::cli::output::{Folder, Target};
use crate::cli::site_args::{SiteArgs, WaysOut};
use crate::cli::{output, Failure, Outcome};
use crate::language::Language;
use crate::report::batch::summary;
use crate::settings::Attribution;
use crate::{map, report};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::fmt::Write as _;
use std::io::IsTerminal;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// One row for each footprint of a layer, with the numbers that assess gives for it
///
/// SITE is a layer of footprints, or a site.toml that names one. Layers are read once. A footprint
/// that cannot be used is a row with its reason. Rows that are done are kept beside the output
/// until it is whole; --resume goes on from them after an interruption.
///
/// Exit code: 0 done; 1 a row meets --fail-on; 2 could not do the job, was interrupted, or failed
/// on a footprint by a fault of its own.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// Where rows go: .csv, .ndjson or .geojson; `-` for standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: PathBuf,
    /// Form of the rows, where the file name does not tell
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<Format>,
    /// Begin a .csv with a byte-order mark, so that Excel takes it for UTF-8
    #[arg(long, help_heading = "Output")]
    bom: bool,
    /// Only the first N rows by the field of --by, largest first
    #[arg(long, value_name = "N", help_heading = "Output")]
    top: Option<usize>,
    /// Sort by this field, largest first [default with --top: `loss_m2`]
    #[arg(long, value_name = "FIELD", help_heading = "Output")]
    by: Option<Field>,
    /// Exit with 1 when a row meets this, as in `loss_share > 0.1`; may be given more than once
    #[arg(long, value_name = "CONDITION", help_heading = "Output")]
    fail_on: Vec<Condition>,
    /// Draw a map of each site into this folder, or of the flagged ones only
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    maps: Option<PathBuf>,
    /// Which sites to draw: those that meet --fail-on, those with obstacles, or all
    #[arg(long, value_enum, default_value_t = Drawn::All, requires = "maps", help_heading = "Output")]
    maps_of: Drawn,
    /// Write a page with counts, distributions, the worst sites and the reasons of refusal
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    summary: Option<PathBuf>,
    /// Language of the page
    #[arg(long, value_enum, default_value_t = Lang::En, requires = "summary", help_heading = "Output")]
    lang: Lang,
    /// Look for the largest rectangle, and for places of buildings, on every site
    #[arg(long, conflicts_with = "no_layout", help_heading = "Output")]
    layout: bool,
    /// Go on after an interruption: rows that are done are not computed again
    #[arg(long, help_heading = "Run")]
    resume: bool,
    /// How many threads [default: one a core]
    #[arg(long, value_name = "N", help_heading = "Run")]
    threads: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Ndjson,
    Geojson,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "geojson" | "json" => Some(Self::Geojson),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Drawn {
    All,
    Obstructed,
    Flagged,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    let format = format(args)?;
    check(args, format)?;
    let mut asked = args.site.settle(WaysOut::Never)?;
    let mut outputs = asked.outputs();
    let target = outputs.file(&args.output)?;
    let summary = args.summary.as_deref().map(|path| outputs.file(path)).transpose()?;
    let maps = args.maps.as_deref().map(|path| outputs.folder(path)).transpose()?;
    if let Some(threads) = args.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        pool.map_err(|error| Failure(format!("--threads {threads}: {error}")))?;
    }
    asked.settings.attribution = Attribution::Never;
    if !args.layout {
        asked.settings.layout = None;
    }
    let fingerprint = journal::fingerprint(&asked.layers, &asked.settings);
    if args.resume && !matches!(target, Target::File(_)) {
        return Err(Failure(
            "--resume needs an output file, beside which finished rows are kept".to_owned(),
        ));
    }
    let batch = Batch::load(&asked.layers, asked.settings, maps.is_some());
    let batch = batch.map_err(Failure::from_error)?;
    let kept = journal_path(&args.output, &target);
    let Screened { rows, journal, undrawn } = rows(args, &batch, kept, &fingerprint, maps)?;

    let flagged = rows.iter().filter(|row| Condition::any(&args.fail_on, row)).count();
    let order = Order::asked(args.by, args.top);
    let chosen = order.map_or_else(|| rows.iter().collect(), |order| order.of(&rows));
    target.write(&match format {
        Format::Csv => report::batch::csv(&chosen, args.bom).map_err(Failure::from_error)?,
        Format::Ndjson => report::batch::ndjson(&chosen),
        Format::Geojson => report::batch::geojson(&batch, &chosen),
    })?;
    if let Some(summary) = summary {
        summary.write(&summary::page(&batch, &rows, args.lang.into()))?;
    }
    if let Some(journal) = journal {
        journal.finish();
    }
    let counts = counts(args, &rows, flagged);
    if args.output.as_os_str() == "-" {
        output::remark(&counts);
    } else {
        output::print(&counts)?;
    }
    ending(&batch, &rows, &undrawn, flagged)
}

fn format(args: &Args) -> Result<Format, Failure> {
    if let Some(format) = args.format.or_else(|| Format::of(&args.output)) {
        return Ok(format);
    }
    if args.output.as_os_str() == "-" {
        return Ok(Format::Csv);
    }
    Err(Failure(format!(
        "{}: its ending tells no form of rows; name it .csv, .ndjson or .geojson, or give --format",
        args.output.display()
    )))
}

/// What makes no sense for many sites is said, not ignored.
fn check(args: &Args, format: Format) -> Result<(), Failure> {
    let refuse = |sentence: &str| Err(Failure(sentence.to_owned()));
    if args.site.feature.is_some() {
        return refuse(
            "--feature picks one site and batch screens all of them; use assess for one",
        );
    }
    if args.bom && format != Format::Csv {
        return refuse("--bom is for .csv; the other forms are UTF-8 to everybody");
    }
    if args.maps_of == Drawn::Flagged && args.fail_on.is_empty() {
        return refuse("--maps-of flagged needs a --fail-on that flags them");
    }
    if args.threads == Some(0) {
        return refuse("--threads 0: at least one thread is needed");
    }
    Ok(())
}

/// Where finished rows are kept; nowhere when the output is a stream.
fn journal_path(output: &Path, target: &Target) -> Option<PathBuf> {
    let Target::File(_) = target else { return None };
    let mut name = output.file_name()?.to_os_string();
    name.push(".part");
    Some(output.with_file_name(name))
}

/// All rows, and what came with them.
struct Screened {
    rows: Vec<Row>,
    journal: Option<Journal>,
    /// Why maps are missing, a sentence each.
    undrawn: Vec<String>,
}

/// Computes the rows that are not there yet.
fn rows(
    args: &Args,
    batch: &Batch,
    kept: Option<PathBuf>,
    fingerprint: &str,
    maps: Option<Folder>,
) -> Result<Screened, Failure> {
    let (mut journal, mut rows) = match kept {
        Some(path) => {
            let opened = Journal::open(&path, fingerprint, batch.len(), args.resume);
            let (journal, rows) = opened.map_err(Failure::from_error)?;
            (Some(journal), rows)
        }
        None => (None, Vec::new()),
    };
    // A panic is told in its row, not on standard error between others.
    panic::set_hook(Box::new(batch::note_panic));
    let watch = Watch::new(args, batch, rows.len(), maps)?;
    watch.draw_missing(batch, &rows)?;
    let screened = batch.screen(rows.len(), &watch, &mut |some| {
        if let Some(journal) = &mut journal {
            journal.add(some)?;
        }
        rows.extend_from_slice(some);
        Ok(())
    });
    watch.progress.finish_and_clear();
    screened.map_err(Failure::from_error)?;
    if rows.len() < batch.len() {
        let advice = if journal.is_some() {
            "the finished rows are kept, --resume goes on from them"
        } else {
            "nothing was written"
        };
        return Err(Failure(format!(
            "interrupted after {} of {} footprints; {advice}",
            rows.len(),
            batch.len()
        )));
    }
    let mut undrawn = watch.undrawn.into_inner().unwrap_or_else(PoisonError::into_inner);
    undrawn.sort();
    Ok(Screened { rows, journal, undrawn })
}

/// Progress, maps and interruption.
struct Watch<'a> {
    args: &'a Args,
    maps: Option<Folder>,
    progress: ProgressBar,
    stop: Arc<AtomicBool>,
    undrawn: Mutex<Vec<String>>,
}

impl<'a> Watch<'a> {
    fn new(
        args: &'a Args,
        batch: &Batch,
        done: usize,
        maps: Option<Folder>,
    ) -> Result<Self, Failure> {
        let progress = if std::io::stderr().is_terminal() {
            ProgressBar::new(batch.len() as u64).with_position(done as u64)
        } else {
            ProgressBar::hidden()
        };
        let template = "{bar:30} {human_pos} of {human_len} footprints, {per_sec}, {eta} left";
        let style = ProgressStyle::with_template(template).map_err(Failure::from_error)?;
        progress.set_style(style);
        progress.reset_eta();
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        // Only the journal gains by a gentle end; without a handler the run just ends.
        let _ = ctrlc::set_handler(move || asked.store(true, Ordering::Relaxed));
        Ok(Self { args, maps, progress, stop, undrawn: Mutex::default() })
    }

    fn wanted(&self, row: &Row) -> bool {
        match self.args.maps_of {
            Drawn::All => true,
            Drawn::Obstructed => row.obstructed(),
            Drawn::Flagged => Condition::any(&self.args.fail_on, row),
        }
    }

    /// Draws the map of a site into a folder.
    fn draw(&self, folder: &Folder, row: &Row, assessment: &Assessment) -> Result<(), Failure> {
        // A map that cannot be drawn is no reason to lose rows; a disk that takes none is.
        match map::draw(assessment, &map::Style::default()) {
            Ok(drawing) => folder.write(&file_name(row), &drawing)?,
            Err(error) => {
                let mut undrawn = self.undrawn.lock().unwrap_or_else(PoisonError::into_inner);
                undrawn.push(format!("site {}: {error}", row.id));
            }
        }
        Ok(())
    }

    /// Draws the maps of rows that were done before, if they are not there.
    fn draw_missing(&self, batch: &Batch, rows: &[Row]) -> Result<(), Failure> {
        let Some(folder) = &self.maps else { return Ok(()) };
        let missing = |row: &&Row| self.wanted(row) && !folder.join(&file_name(row)).exists();
        rows.par_iter().filter(missing).try_for_each(|row| {
            let assessment = batch.assessment(row.index).filter(|_| !self.stop());
            assessment.map_or(Ok(()), |assessment| self.draw(folder, row, &assessment))
        })
    }
}

fn file_name(row: &Row) -> String {
    format!("{}.svg", row.file_name())
}

impl Observer for Watch<'_> {
    fn done(&self, row: &Row, assessment: Option<&Assessment>) -> Result<(), Refusal> {
        if let (Some(folder), Some(assessment)) = (&self.maps, assessment) {
            if self.wanted(row) {
                self.draw(folder, row, assessment)?;
            }
        }
        self.progress.inc(1);
        Ok(())
    }

    fn stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// What was done, in a few lines.
fn counts(args: &Args, rows: &[Row], flagged: usize) -> String {
    let of = |status: Status| rows.iter().filter(|row| row.status == status).count();
    let repaired = rows.iter().filter(|row| row.repaired).count();
    let obstructed = rows.iter().filter(|row| row.obstructed()).count();
    let mut text = format!(
        "{} footprint{}: {} assessed, {obstructed} of them with obstacles, {repaired} repaired; {} \
         refused",
        rows.len(),
        if rows.len() == 1 { "" } else { "s" },
        of(Status::Assessed) + of(Status::NothingUsable),
        of(Status::Refused)
    );
    if of(Status::NothingUsable) > 0 {
        let without = of(Status::NothingUsable);
        let _ = write!(text, "; {without} without usable land even without obstacles");
    }
    if of(Status::Bug) > 0 {
        let _ = write!(text, "; the program failed on {}", of(Status::Bug));
    }
    text.push('\n');
    for (reason, count) in summary::reasons(rows, Language::En) {
        let _ = writeln!(text, "  {count} refused: {reason}");
    }
    for condition in &args.fail_on {
        let count = rows.iter().filter(|row| condition.holds(row)).count();
        let _ = writeln!(text, "{count} with {condition}");
    }
    if args.fail_on.len() > 1 {
        let _ = writeln!(text, "{flagged} with any of these");
    }
    text
}

fn ending(
    batch: &Batch,
    rows: &[Row],
    undrawn: &[String],
    flagged: usize,
) -> Result<Outcome, Failure> {
    let bugs = rows.iter().filter(|row| row.status == Status::Bug).count();
    if bugs > 0 {
        return Err(Failure(format!(
            "{}: the program failed on {bugs} of {} footprints by a fault of its own; their rows \
             say bug",
            batch.file,
            rows.len()
        )));
    }
    if rows.iter().all(|row| row.status == Status::Refused) {
        return Err(Failure(format!(
            "{}: none of its {} footprints can be used; their rows say why",
            batch.file,
            rows.len()
        )));
    }
    if let Some(first) = undrawn.first() {
        let count = undrawn.len();
        return Err(Failure(format!(
            "{}: {count} maps could not be drawn, the first: {first}; all rows are there",
            batch.file
        )));
    }
    Ok(if flagged > 0 { Outcome::Found } else { Outcome::Done })
}
