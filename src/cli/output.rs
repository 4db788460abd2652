//! Where results go: standard output, or files that are written whole or not at all, and never over
//! what was read.

use crate::cli::Failure;
use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Longest complaint, in characters: a sentence that quotes a whole layer helps nobody.
const LONGEST_COMPLAINT: usize = 2_000;

/// Prints a text to standard output, as a terminal may see it.
pub(in crate::cli) fn print(text: &str) -> Result<(), Failure> {
    print_raw(&printable(text))
}

/// Prints JSON to standard output: what a terminal may not see raw stands in strings, where JSON has
/// codes of its own for it.
pub(in crate::cli) fn print_json(text: &str) -> Result<(), Failure> {
    print_raw(&shown(text, |c| format!("\\u{:04x}", u32::from(c))))
}

/// A reader that has gone away ends the run quietly.
fn print_raw(text: &str) -> Result<(), Failure> {
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
    let _ = write!(io::stderr(), "{}", printable(text));
}

/// Says on standard error why the job could not be done.
pub(in crate::cli) fn complain(sentence: &str) {
    let mut sentence = printable(sentence);
    if let Some((end, _)) = sentence.char_indices().nth(LONGEST_COMPLAINT) {
        sentence.truncate(end);
        sentence.push_str(" ...");
    }
    let _ = writeln!(io::stderr(), "carveout: error: {sentence}");
}

/// What a run reads, and what it has been told to write: no file may be both, nor be written twice.
pub(in crate::cli) struct Outputs {
    taken: Vec<(PathBuf, String)>,
}

impl Outputs {
    /// Outputs of a run with these inputs.
    pub(in crate::cli) fn beside<'a>(inputs: impl IntoIterator<Item = &'a Path>) -> Self {
        let inputs = inputs.into_iter().filter(|path| path.as_os_str() != "-");
        let taken = inputs.filter_map(|path| {
            let real = path.canonicalize().ok()?;
            Some((real, format!("{}, which is read", path.display())))
        });
        Self { taken: taken.collect() }
    }

    /// A file to write to, or standard output for `-`, checked before the work begins: its folder must
    /// be there and be writable.
    pub(in crate::cli) fn file(&mut self, path: &Path) -> Result<Target, Failure> {
        if path.as_os_str() == "-" {
            return Ok(Target::StandardOutput);
        }
        let target = self.target(path)?;
        target.probe(path)?;
        if let Target::File(real) = &target {
            self.taken.push((real.clone(), format!("{}, which is written too", path.display())));
        }
        Ok(target)
    }

    /// A folder for results; it is made where there is none.
    pub(in crate::cli) fn folder(self, path: &Path) -> Result<Folder, Failure> {
        if path.is_file() {
            return Err(Failure(format!("{}: is a file; name a folder", path.display())));
        }
        fs::create_dir_all(path).map_err(|error| unwritable(path, &error))?;
        let probe = path.join("probe");
        Target::File(probe.clone()).probe(&probe)?;
        Ok(Folder { path: path.to_path_buf(), outputs: self })
    }

    fn target(&self, path: &Path) -> Result<Target, Failure> {
        let target = Target::of(path)?;
        if let Target::File(real) = &target {
            if let Some((_, what)) = self.taken.iter().find(|(taken, _)| taken == real) {
                return Err(Failure(format!(
                    "{}: would replace {what}; name another file",
                    path.display()
                )));
            }
        }
        Ok(target)
    }
}

/// A folder that results are written into.
pub(in crate::cli) struct Folder {
    path: PathBuf,
    outputs: Outputs,
}

impl Folder {
    /// The place of a file in it.
    pub(in crate::cli) fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a file of this name, whole or not at all.
    pub(in crate::cli) fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.path.join(name);
        self.outputs.target(&path)?.write(text)
    }
}

/// A place to write to.
pub(in crate::cli) enum Target {
    StandardOutput,
    /// A file, links followed, that is there or not.
    File(PathBuf),
    /// A device or a pipe: written through, for there is nothing to replace.
    Special(PathBuf),
}

impl Target {
    fn of(path: &Path) -> Result<Self, Failure> {
        let Ok(about) = fs::symlink_metadata(path) else {
            // A new file: known by the real name of its folder.
            let name = path.file_name().ok_or_else(|| not_a_file(path))?;
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            let real = folder.canonicalize().map_err(|error| unwritable(path, &error))?;
            return Ok(Self::File(real.join(name)));
        };
        let real = path.canonicalize().map_err(|error| {
            if about.is_symlink() {
                let path = path.display();
                Failure(format!("{path}: is a link that leads nowhere ({error}); name a file"))
            } else {
                unwritable(path, &error)
            }
        })?;
        let about = fs::metadata(&real).map_err(|error| unwritable(path, &error))?;
        if about.is_dir() {
            Err(not_a_file(path))
        } else if about.is_file() {
            Ok(Self::File(real))
        } else {
            // By the name it was given: that of a descriptor is no path.
            Ok(Self::Special(path.to_path_buf()))
        }
    }

    fn probe(&self, path: &Path) -> Result<(), Failure> {
        if let Self::File(real) = self {
            Draft::beside(real).map_err(|error| unwritable(path, &error))?;
        }
        Ok(())
    }

    /// Writes everything, or leaves what was there.
    pub(in crate::cli) fn write(&self, text: &str) -> Result<(), Failure> {
        match self {
            Self::StandardOutput if io::stdout().is_terminal() => print(text),
            Self::StandardOutput => print_raw(text),
            Self::File(path) => {
                let written = Draft::beside(path).and_then(|draft| draft.replace(path, text));
                written.map_err(|error| unwritable(path, &error))
            }
            Self::Special(path) => {
                let opened = OpenOptions::new().write(true).open(path);
                let written = opened.and_then(|mut file| file.write_all(text.as_bytes()));
                written.map_err(|error| unwritable(path, &error))
            }
        }
    }
}

/// A new file that becomes the output once it is whole; removed if it does not.
struct Draft(PathBuf);

impl Draft {
    /// In the same folder, where renaming is one step. Its name is of no length that a long name of an
    /// output could make too long.
    fn beside(path: &Path) -> io::Result<Self> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let draft = path.with_file_name(format!(".carveout.{}.{number}", std::process::id()));
        // Only a file of our own making: a link that lies there leads elsewhere.
        OpenOptions::new().write(true).create_new(true).open(&draft)?;
        Ok(Self(draft))
    }

    fn replace(self, path: &Path, text: &str) -> io::Result<()> {
        fs::write(&self.0, text)?;
        if let Ok(about) = fs::metadata(path) {
            fs::set_permissions(&self.0, about.permissions())?;
        }
        fs::rename(&self.0, path)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a replacement it is no longer there.
        let _ = fs::remove_file(&self.0);
    }
}

/// Text as a terminal may see it: what of it would steer a terminal or turn the direction of a line is
/// written as its code.
fn printable(text: &str) -> String {
    shown(text, |c| c.escape_unicode().to_string())
}

fn shown(text: &str, code: impl Fn(char) -> String) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if turns || (c.is_control() && c != '\n') {
            shown.push_str(&code(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

fn not_a_file(path: &Path) -> Failure {
    Failure(format!("{}: is a directory; name a file", path.display()))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure(format!("{}: cannot be written: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_written_as_its_code() {
        assert_eq!(printable("加油站 7\n\"é\""), "加油站 7\n\"é\"");
        assert_eq!(printable("a\u{1b}[2Jb\r\t\u{9b}31m"), "a\\u{1b}[2Jb\\u{d}\\u{9}\\u{9b}31m");
        assert_eq!(printable("gpj.\u{202e}exe"), "gpj.\\u{202e}exe");
    }
}
