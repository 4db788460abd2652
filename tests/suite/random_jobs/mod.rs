//! Random jobs keep the laws that no result may break, whatever is asked.
//!
//! A job is a site file with its layers, made of a seed: sites as planners have them (roads, enclosed
//! things, access, parcels of others, lines, points, zones, tables of moves with their costs) and odd
//! ones (slivers, hairlines, huge distances, nothing usable). Its result is held against
//! [`laws`]. A job that breaks one is written to a folder and named with its seed.
//!
//! `CARVEOUT_RANDOM_JOBS=2000` runs as many, `CARVEOUT_RANDOM_SEED=17` begins with that seed.

mod dice;
mod job;
mod laws;
mod plan;

use crate::support::{carveout, repository};
use job::Job;
use rayon::prelude::*;
use serde_json::Value;
use std::fs;

/// Jobs in an ordinary run of the tests.
const JOBS: u64 = 40;
/// Every so many goes through the binary too.
const THROUGH_THE_BINARY: u64 = 12;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a whole number"))
}

/// The job of a seed, written where somebody can look at it.
fn told(job: &Job, broken: &[String]) -> String {
    let folder = std::env::temp_dir().join(format!("carveout-random-job-{}", job.seed));
    fs::create_dir_all(&folder).unwrap();
    let file = job.write(&folder);
    format!("seed {}: {}\n  {}", job.seed, file.display(), broken.join("\n  "))
}

#[test]
fn random_jobs_keep_the_laws() {
    let first = number("CARVEOUT_RANDOM_SEED").unwrap_or(1);
    let count = number("CARVEOUT_RANDOM_JOBS").unwrap_or(JOBS);
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(repository(laws::SCHEMA)).unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let failed: Vec<String> = (first..first + count)
        .into_par_iter()
        .filter_map(|seed| {
            let job = Job::of(seed);
            let mut broken = laws::broken(&job, &schema);
            if seed % THROUGH_THE_BINARY == 0 {
                broken.extend(through_the_binary(&job));
            }
            (!broken.is_empty()).then(|| told(&job, &broken))
        })
        .collect();
    assert!(failed.is_empty(), "{} of {count} jobs\n{}", failed.len(), failed.join("\n"));
}

/// The binary finds in files what the library finds in memory; the same command twice writes the same.
fn through_the_binary(job: &Job) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = job.write(folder.path());
    let file = file.to_str().unwrap();
    let [json, again] = [(); 2].map(|()| carveout(["assess", file, "--format", "json"]));
    if json.code != Some(0) {
        return vec![format!("the binary refuses: {}", json.stderr.trim())];
    }
    let mut broken = Vec::new();
    if json.stdout != again.stdout {
        broken.push("two runs of the binary differ".to_owned());
    }
    let inside = match job.assessed() {
        Ok(assessment) => serde_json::json!(carveout::document::Document::of(&assessment)),
        Err(error) => return vec![error],
    };
    let outside = json.json();
    for part in ["baseline", "carve_out", "relocation", "options", "decision"] {
        if let Some(difference) = difference(part, &inside[part], &outside[part]) {
            broken.push(format!("the binary's {difference} of the library"));
        }
    }
    let text = carveout(["assess", file]);
    broken.extend(laws::said_in_text(&outside, &text.stdout));
    broken
}

/// Where two values part, and how. Layers in memory have no file names of their own.
fn difference(place: &str, inside: &Value, outside: &Value) -> Option<String> {
    match (inside, outside) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            let mut told = a.iter().filter(|(key, _)| *key != "file");
            told.find_map(|(key, value)| difference(&format!("{place}.{key}"), value, &b[key]))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut both = a.iter().zip(b).enumerate();
            both.find_map(|(n, (a, b))| difference(&format!("{place}[{n}]"), a, b))
        }
        _ => (inside != outside).then(|| format!("{place} is {outside}, not {inside}")),
    }
}
