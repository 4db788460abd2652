//! `carveout dossier`.

use crate::assess::assess;
use crate::cli::lang::Lang;
use crate::cli::site_args::{Asked, SiteArgs, WaysOut};
use crate::cli::{progress, Failure, Outcome};
use crate::language::Language;
use crate::report::dossier::{compose, Enclosures, SourceFile};
use crate::{map, report};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// The case for a zoning adjustment, as Markdown and HTML
///
/// Writes dossier.md, dossier.html, map.svg, swings.svg, receiving.svg and assessment.json into a folder:
/// obstacles, loss, options with receiving sites, programme, costs, recommendation and sensitivity, the
/// land-use balance, parties to consult, uncertainties, and how to reproduce it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// Folder for the dossier
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    out: PathBuf,
    /// Language [default: zh for the rule pack cn, en for others]
    #[arg(long, value_enum, help_heading = "Output")]
    lang: Option<Lang>,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    let asked = args.site.settle(WaysOut::Always)?;
    let folder = asked.outputs().folder(&args.out)?;
    // Before the work: the checksums come at its end, when a pipe has run dry.
    if let Some(path) = asked.inputs().find(|path| path.exists() && !path.is_file()) {
        return Err(Failure(format!(
            "{}: is no regular file, and a dossier names its inputs by checksum; save it to a file first",
            path.display()
        )));
    }
    let case = asked.load()?;
    let assessment =
        progress::showing("assessing the site", || assess(&case)).map_err(Failure::from_error)?;
    let language = match args.lang {
        Some(lang) => lang.into(),
        None if case.pack.region().starts_with("CN") => Language::Zh,
        None => Language::En,
    };
    let style = map::Style { language, ..map::Style::default() };
    let site_map = map::draw(&assessment, &style).map_err(Failure::from_error)?;
    let ways = assessment.alternatives.as_deref();
    let moves = ways.map(|ways| ways.moves.as_slice()).unwrap_or_default();
    let moved: Vec<map::Moved<'_>> = moves
        .iter()
        .map(|one| map::Moved {
            old: &assessment.obstacles[one.obstacle].shape,
            label: &one.id,
            sites: &one.ranking.sites[..one.ranking.sites.len().min(SHOWN)],
        })
        .filter(|one| !one.sites.is_empty())
        .collect();
    let receiving_map = if let Some(city) = case.city.as_deref().filter(|_| !moved.is_empty()) {
        let site = &case.site;
        let title = language.receiving_sites_of(&site.name);
        let drawn = map::places(&title, &[], &site.footprint, &moved, city, &style);
        Some(drawn.map_err(Failure::from_error)?)
    } else {
        None
    };
    let swings =
        map::chart::tornado(&assessment, &case.pack, language).map_err(Failure::from_error)?;
    let enclosures = Enclosures {
        files: inputs(&asked)?,
        command: command()?,
        map: Some(("map.svg".to_owned(), site_map)),
        swings: swings.map(|svg| ("swings.svg".to_owned(), svg)),
        receiving: receiving_map.map(|svg| ("receiving.svg".to_owned(), svg)),
    };
    let dossier = compose(&assessment, &case.pack, &enclosures, language);
    for (name, svg) in enclosures.map.iter().chain(&enclosures.swings).chain(&enclosures.receiving)
    {
        folder.write(name, svg)?;
    }
    folder.write("assessment.json", &report::json::report(&assessment))?;
    folder.write("dossier.md", &dossier.markdown())?;
    folder.write("dossier.html", &dossier.html())?;
    Ok(Outcome::Done)
}

/// Receiving sites of each on the map.
const SHOWN: usize = 5;

/// Every file that was read, in the order of the layers, with its checksum.
fn inputs(asked: &Asked) -> Result<Vec<SourceFile>, Failure> {
    let mut files: Vec<SourceFile> = Vec::new();
    for path in asked.inputs() {
        let name = path.display().to_string();
        if files.iter().any(|file| file.path == name) {
            continue;
        }
        let (bytes, sha256) =
            checksum(path).map_err(|error| Failure(format!("{name}: cannot be read: {error}")))?;
        files.push(SourceFile { path: name, bytes, sha256 });
    }
    Ok(files)
}

/// Length and SHA-256 of a file, some of it at a time: a layer may be larger than the memory.
fn checksum(path: &Path) -> io::Result<(u64, String)> {
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    loop {
        let some = file.fill_buf()?;
        if some.is_empty() {
            return Ok((bytes, format!("{:x}", hash.finalize())));
        }
        hash.update(some);
        let length = some.len();
        bytes += length as u64;
        file.consume(length);
    }
}

/// The command as it was given, each word quoted as a shell wants it.
fn command() -> Result<String, Failure> {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let words: Vec<String> = std::iter::once("carveout".to_owned()).chain(words).collect();
    shlex::try_join(words.iter().map(String::as_str)).map_err(Failure::from_error)
}
