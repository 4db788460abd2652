//! Where results go: standard output, or files that are written whole or not at all.

use crate::cli::Failure;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Prints to standard output; a reader that has gone away ends the run quietly.
pub(in crate::cli) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says something on standard error that is neither result nor complaint.
pub(in crate::cli) fn remark(text: &str) {
    let _ = write!(io::stderr(), "{text}");
}

/// Says on standard error why the job could not be done.
pub(in crate::cli) fn complain(sentence: &str) {
    let _ = writeln!(io::stderr(), "carveout: error: {sentence}");
}

/// A place to write to, checked before the work begins.
pub(in crate::cli) enum Target {
    StandardOutput,
    File(PathBuf),
}

impl Target {
    /// `-` is standard output. The folder of a file must exist and be writable.
    pub(in crate::cli) fn open(path: &Path) -> Result<Self, Failure> {
        if path.as_os_str() == "-" {
            return Ok(Self::StandardOutput);
        }
        if path.is_dir() {
            return Err(Failure(format!("{}: is a directory; name a file", path.display())));
        }
        let target = path.to_path_buf();
        let draft = draft(path);
        fs::File::create(&draft).map_err(|error| unwritable(path, &error))?;
        let _ = fs::remove_file(&draft);
        Ok(Self::File(target))
    }

    /// Writes everything, or leaves what was there.
    pub(in crate::cli) fn write(&self, text: &str) -> Result<(), Failure> {
        match self {
            Self::StandardOutput => print(text),
            Self::File(path) => write_whole(path, text),
        }
    }
}

/// Makes a folder for results.
pub(in crate::cli) fn folder(path: &Path) -> Result<(), Failure> {
    if path.is_file() {
        return Err(Failure(format!("{}: is a file; --out takes a folder", path.display())));
    }
    fs::create_dir_all(path).map_err(|error| unwritable(path, &error))?;
    let draft = draft(&path.join("probe"));
    fs::File::create(&draft).map_err(|error| unwritable(path, &error))?;
    let _ = fs::remove_file(&draft);
    Ok(())
}

/// Writes a file by way of a draft beside it.
pub(in crate::cli) fn write_whole(path: &Path, text: &str) -> Result<(), Failure> {
    let draft = draft(path);
    let written = fs::write(&draft, text).and_then(|()| fs::rename(&draft, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&draft);
        unwritable(path, &error)
    })
}

fn draft(path: &Path) -> PathBuf {
    let name =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.{}.draft", std::process::id()))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure(format!("{}: cannot be written: {error}", path.display()))
}
