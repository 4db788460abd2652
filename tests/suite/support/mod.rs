//! What several tests need: places, and a binary to run.

pub mod drawn;
pub mod figures;
pub mod scene;
pub mod town;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A path within the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Real layers for trials, which are no part of the repository. Tests that read them are ignored
/// unless asked for, and have `in_shared_data` in their names: `.ci/run` asks for them where the
/// data is.
pub fn shared_data(path: &str) -> PathBuf {
    let place = repository("../shared/data").join(path);
    assert!(place.exists(), "no such data: {}", place.display());
    place
}

/// A run of the binary.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the binary from the repository's root.
pub fn carveout<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Run {
    carveout_in(Path::new(env!("CARGO_MANIFEST_DIR")), args)
}

/// Runs the binary from a folder.
pub fn carveout_in<S: AsRef<std::ffi::OsStr>>(
    folder: &Path,
    args: impl IntoIterator<Item = S>,
) -> Run {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_carveout"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the binary runs");
    Run {
        code: status.code(),
        stdout: String::from_utf8(stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(stderr).expect("standard error is UTF-8"),
    }
}

impl Run {
    /// Standard output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.stdout, self.stderr))
    }

    /// Checks that the run refused with one sentence that says all of `words`.
    pub fn refuses(&self, words: &[&str]) {
        assert_eq!(self.code, Some(2), "{}{}", self.stdout, self.stderr);
        assert_eq!(self.stdout, "", "nothing is printed when nothing is done");
        assert_eq!(self.stderr.trim_end().lines().count(), 1, "one sentence: {}", self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        for word in words {
            assert!(self.stderr.contains(word), "\"{word}\" is missing in: {}", self.stderr);
        }
    }

    /// Checks that the command line was refused with all of `words`.
    pub fn refuses_usage(&self, words: &[&str]) {
        assert_eq!((self.code, &*self.stdout), (Some(2), ""), "{}", self.stderr);
        for word in words {
            assert!(self.stderr.contains(word), "\"{word}\" is missing in: {}", self.stderr);
        }
    }
}
