//! `carveout dossier`.

use crate::assess::{assess, weigh, Case, FootprintSource, Layers};
use crate::cli::lang::Lang;
use crate::cli::site_args::SiteArgs;
use crate::cli::{output, Failure, Outcome};
use crate::language::Language;
use crate::report::dossier::{compose, Enclosures, SourceFile};
use crate::{map, report};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The argument for a zoning adjustment, as Markdown and HTML
///
/// Writes dossier.md, dossier.html, map.svg, receiving.svg and assessment.json into a folder: what is in
/// the way, what carving out costs, the ways out with receiving sites, programme, costs and decision,
/// the land-use balance, whom to ask, what is not known, and how to repeat it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// Folder for the dossier
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    out: PathBuf,
    /// Language; where not given, Chinese for the rule pack cn and English for others
    #[arg(long, value_enum, help_heading = "Output")]
    lang: Option<Lang>,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Outcome, Failure> {
    output::folder(&args.out)?;
    let (layers, case) = args.site.load_with_layers()?;
    let mut assessment = assess(&case).map_err(Failure::from_error)?;
    let (city, doubts) = case.city(&layers).map_err(Failure::from_error)?;
    weigh(&case, &mut assessment, &city).map_err(Failure::from_error)?;
    assessment.warnings.append(doubts);
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
    let receiving_map = if moved.is_empty() {
        None
    } else {
        let site = &case.site;
        let title = match language {
            Language::En => format!("{}: receiving sites", site.name),
            Language::Zh => format!("{}：承接地块", site.name),
        };
        let drawn = map::places(&title, &[], &site.footprint, &moved, &city, &style);
        Some(drawn.map_err(Failure::from_error)?)
    };
    let enclosures = Enclosures {
        files: inputs(args, &layers, &case)?,
        command: command(),
        map: Some(("map.svg".to_owned(), site_map.clone())),
        receiving: receiving_map.clone().map(|svg| ("receiving.svg".to_owned(), svg)),
    };
    let dossier = compose(&assessment, &case.pack, &enclosures, language);
    let write = |name: &str, text: &str| output::write_whole(&args.out.join(name), text);
    write("map.svg", &site_map)?;
    if let Some(svg) = &receiving_map {
        write("receiving.svg", svg)?;
    }
    write("assessment.json", &report::json::report(&assessment))?;
    write("dossier.md", &dossier.markdown())?;
    write("dossier.html", &dossier.html())?;
    Ok(Outcome::Done)
}

/// Receiving sites of each on the map.
const SHOWN: usize = 5;

/// Every file that was read, in the order of the layers, with its checksum.
fn inputs(args: &Args, layers: &Layers, case: &Case) -> Result<Vec<SourceFile>, Failure> {
    let mut paths: Vec<&Path> = vec![&args.site.site];
    if let FootprintSource::File(path) = &layers.footprint {
        paths.push(path);
    }
    let many = layers.facilities.iter().chain(&layers.buildings).chain(&layers.zones);
    let single = [
        layers.parcels.as_ref(),
        layers.roads.as_ref(),
        layers.zoning.as_ref(),
        layers.candidates.as_ref(),
        layers.demand.as_ref(),
    ];
    paths.extend(many.chain(single.into_iter().flatten()).map(PathBuf::as_path));
    let rules = Path::new(&case.settings.rules.value);
    if rules.is_file() {
        paths.push(rules);
    }
    let mut files: Vec<SourceFile> = Vec::new();
    for path in paths.into_iter().filter(|path| path.as_os_str() != "-") {
        let name = path.display().to_string();
        if files.iter().any(|file| file.path == name) {
            continue;
        }
        let bytes = std::fs::read(path)
            .map_err(|error| Failure(format!("{name}: cannot be read: {error}")))?;
        let sha256 = format!("{:x}", Sha256::digest(&bytes));
        files.push(SourceFile { path: name, bytes: bytes.len(), sha256 });
    }
    Ok(files)
}

/// The command as it was given; words with spaces in quotes.
fn command() -> String {
    let words = std::env::args().skip(1).map(|word| {
        if word.contains(|letter: char| letter.is_whitespace() || "'\"$*?&|;<>()".contains(letter))
        {
            format!("'{}'", word.replace('\'', "'\\''"))
        } else {
            word
        }
    });
    std::iter::once("carveout".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}
