//! Rows that are done, on disk while a screening runs, so that it can be resumed.
//!
//! The first line tells which screening it is, every further line is a row in JSON. A run that is
//! killed may leave half a line at the end: it is cut off. Whoever resumes must ask the same of the
//! same files, or the journal is refused.

use crate::batch::Row;
use crate::settings::{Layers, Settings};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The first line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    carveout_batch: u32,
    fingerprint: String,
}

/// Version of the journal's form.
const FORM: u32 = 1;

/// A journal that rows can be added to.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
}

/// A journal that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// It cannot be read or written.
    #[error("{file}: cannot be written: {cause}")]
    Io {
        /// The journal.
        file: String,
        /// What the system said.
        cause: io::Error,
    },
    /// Something else is where it should be.
    #[error(
        "{file}: is there and is no journal of a batch, and finished rows would be kept there; move it, \
         or name another output"
    )]
    Occupied {
        /// Where the journal should be.
        file: String,
    },
    /// It belongs to another screening.
    #[error(
        "{file}: was begun with other footprints, layers or parameters; repeat those, or run \
         without --resume to begin anew"
    )]
    Other {
        /// The journal.
        file: String,
    },
}

impl Journal {
    /// Begins the journal of a screening of so many footprints, or with `resume` goes on with one that
    /// is there: its rows come back too.
    ///
    /// # Errors
    /// [`JournalError`]; nothing that was there is lost then.
    pub fn open(
        path: &Path,
        fingerprint: &str,
        footprints: usize,
        resume: bool,
    ) -> Result<(Self, Vec<Row>), JournalError> {
        let name = || path.display().to_string();
        let fail = |cause| JournalError::Io { file: name(), cause };
        let head = Head { carveout_batch: FORM, fingerprint: fingerprint.to_owned() };
        // A link, a pipe or a device is no journal, whatever it leads to.
        if let Ok(about) = fs::symlink_metadata(path) {
            if !about.is_file() {
                return Err(JournalError::Occupied { file: name() });
            }
            let mut file = OpenOptions::new().read(true).write(true).open(path).map_err(fail)?;
            match read(&file).map_err(fail)? {
                Seen::Other => return Err(JournalError::Occupied { file: name() }),
                Seen::Journal(seen, rows, end) if resume => {
                    if seen != head || rows.len() > footprints {
                        return Err(JournalError::Other { file: name() });
                    }
                    file.set_len(end).map_err(fail)?;
                    file.seek(SeekFrom::End(0)).map_err(fail)?;
                    return Ok((Self { path: path.to_path_buf(), file }, rows));
                }
                Seen::Journal(..) | Seen::Begun => fs::remove_file(path).map_err(fail)?,
            }
        }
        let new = OpenOptions::new().write(true).create_new(true).open(path);
        let mut file = new.map_err(fail)?;
        let line = serde_json::to_string(&head).map_err(|cause| fail(cause.into()))?;
        file.write_all(format!("{line}\n").as_bytes()).map_err(fail)?;
        Ok((Self { path: path.to_path_buf(), file }, Vec::new()))
    }

    /// Adds rows; they are with the system when this returns.
    ///
    /// # Errors
    /// [`JournalError::Io`].
    pub fn add(&mut self, rows: &[Row]) -> Result<(), JournalError> {
        let fail = |cause| JournalError::Io { file: self.path.display().to_string(), cause };
        let mut text = String::new();
        for row in rows {
            text.push_str(&serde_json::to_string(row).map_err(|cause| fail(cause.into()))?);
            text.push('\n');
        }
        self.file.write_all(text.as_bytes()).map_err(fail)
    }

    /// Removes it: the results are written.
    pub fn finish(self) {
        drop(self.file);
        // Nobody needs it any more; a leftover does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

/// What a file is that lies where a journal should be.
enum Seen {
    /// A journal: head, rows, and where the last whole line ends.
    Journal(Head, Vec<Row>, u64),
    /// A journal whose head is not whole.
    Begun,
    /// No journal.
    Other,
}

fn read(file: &File) -> io::Result<Seen> {
    // How every head begins.
    const BEGINNING: &[u8] = b"{\"carveout_batch\":";
    let mut lines = BufReader::new(file);
    let mut line = Vec::new();
    let mut end = 0;
    let mut head: Option<Head> = None;
    let mut rows: Vec<Row> = Vec::new();
    loop {
        line.clear();
        let length = lines.read_until(b'\n', &mut line)?;
        if head.is_none() && !line.starts_with(BEGINNING) && !BEGINNING.starts_with(&line) {
            return Ok(Seen::Other);
        }
        if line.last() != Some(&b'\n') {
            break;
        }
        if head.is_none() {
            let Ok(seen) = serde_json::from_slice(&line) else { return Ok(Seen::Other) };
            head = Some(seen);
        } else {
            // Rows stand in the order of the footprints; what does not is no row of ours.
            match serde_json::from_slice::<Row>(&line) {
                Ok(row) if row.index == rows.len() => rows.push(row),
                _ => break,
            }
        }
        end += length as u64;
    }
    Ok(head.map_or(Seen::Begun, |head| Seen::Journal(head, rows, end)))
}

/// What a screening is made of, in one word: settings, files with their lengths and the times of their last
/// change.
#[must_use]
pub fn fingerprint(layers: &Layers, settings: &Settings) -> String {
    let files = layers.files().chain([Path::new(&settings.rules.value)]);
    let mut text = format!("{}\n{layers:?}\n{settings:?}\n", env!("CARGO_PKG_VERSION"));
    for file in files {
        if let Ok(about) = fs::metadata(file) {
            let _ = writeln!(text, "{} {:?}", about.len(), changed(&about));
        }
    }
    format!("{:x}", Sha256::digest(text))
}

/// When a file was last changed: on Unix the time that the system keeps, for that of a modification can be
/// set back.
#[cfg(unix)]
fn changed(about: &fs::Metadata) -> impl std::fmt::Debug {
    use std::os::unix::fs::MetadataExt;
    (about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(about: &fs::Metadata) -> impl std::fmt::Debug {
    about.modified().ok()
}
