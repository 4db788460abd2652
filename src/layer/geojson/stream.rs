//! The bytes of a layer, for two readers in turn: the general parser byte by byte, and the block
//! reader in large pieces.
//!
//! The general parser never sees what the block reader takes, so its line and column fall behind;
//! [`Stream::place`] corrects them.

use std::io::{self, BufRead, Read};

/// What the general parser sees instead of the members that were taken before it.
const STAND_IN: &[u8] = b"{}";

/// A line from one and a column in bytes, as the general parser counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

impl LineColumn {
    fn pass(&mut self, bytes: &[u8]) {
        match memchr::memrchr(b'\n', bytes) {
            None => self.column += bytes.len(),
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', bytes).count();
                self.column = bytes.len() - last - 1;
            }
        }
    }
}

/// A piece of the file, and room before it for the end of the piece before.
pub struct Block {
    bytes: Vec<u8>,
    start: usize,
    /// Whether the file ends with it.
    pub last: bool,
}

impl Block {
    /// Bytes at hand, with no room before them.
    pub const fn of(bytes: Vec<u8>, last: bool) -> Self {
        Self { bytes, start: 0, last }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Puts bytes in front.
    pub fn prepend(&mut self, bytes: &[u8]) {
        if bytes.len() <= self.start {
            self.start -= bytes.len();
            self.bytes[self.start..][..bytes.len()].copy_from_slice(bytes);
        } else {
            self.bytes.splice(..self.start, bytes.iter().copied());
            self.start = 0;
        }
    }

    /// Gives up the memory for another block.
    pub fn into_memory(self) -> Vec<u8> {
        self.bytes
    }
}

/// Room in front of a block: a feature that is cut by the end of the one before mostly fits.
const MARGIN: usize = 1 << 16;

/// The bytes of a layer.
pub struct Stream {
    reader: Box<dyn BufRead>,
    /// Bytes that the block reader gave back.
    returned: io::Cursor<Vec<u8>>,
    stand_in: &'static [u8],
    failure: Option<io::Error>,
    /// Where the general parser thinks it is, and where it is.
    told: LineColumn,
    real: LineColumn,
    /// The same two when the block reader last stopped.
    resumed: Option<(LineColumn, LineColumn)>,
}

impl Stream {
    pub fn new(reader: Box<dyn BufRead>) -> Self {
        let start = LineColumn { line: 1, column: 0 };
        Self {
            reader,
            returned: io::Cursor::default(),
            stand_in: b"",
            failure: None,
            told: start,
            real: start,
            resumed: None,
        }
    }

    /// The next `size` bytes, fewer only at the end of the file. An error of the system ends it
    /// here too; whoever reads on meets the error.
    pub fn block(&mut self, size: usize, mut memory: Vec<u8>) -> Block {
        memory.resize(MARGIN + size, 0);
        let mut end = MARGIN;
        let mut last = false;
        while end < memory.len() {
            match self.fetch(&mut memory[end..]) {
                Ok(0) => {
                    last = true;
                    break;
                }
                Ok(count) => end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    last = true;
                    break;
                }
            }
        }
        memory.truncate(end);
        Block { bytes: memory, start: MARGIN, last }
    }

    fn fetch(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.returned.read(into)? {
            0 => match self.failure.take() {
                Some(error) => Err(error),
                None => self.reader.read(into),
            },
            count => Ok(count),
        }
    }

    /// Bytes that the block reader is done with.
    pub fn passed(&mut self, bytes: &[u8]) {
        self.real.pass(bytes);
    }

    /// Gives back what the block reader did not use. `taken` says whether it took any member; then
    /// the general parser will see one stand-in for all of them.
    pub fn give_back(&mut self, mut rest: Vec<u8>, taken: bool) {
        // A second list of features may begin while what the first gave back is still being read.
        let unread = usize::try_from(self.returned.position()).unwrap_or(usize::MAX);
        rest.extend(self.returned.get_ref().iter().skip(unread));
        self.returned = io::Cursor::new(rest);
        if taken {
            self.stand_in = STAND_IN;
            let mut told = self.told;
            told.pass(STAND_IN);
            self.resumed = Some((told, self.real));
        }
    }

    /// The real place of one that the general parser names.
    pub fn place(&self, told: LineColumn) -> LineColumn {
        let Some((from, to)) = self.resumed else { return told };
        if told.line <= from.line {
            let column = (to.column + told.column).saturating_sub(from.column);
            return LineColumn { line: to.line, column };
        }
        LineColumn { line: told.line - from.line + to.line, column: told.column }
    }
}

/// For the general parser.
impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.stand_in.read(into)?;
        if count > 0 {
            self.told.pass(&into[..count]);
            return Ok(count);
        }
        let count = self.fetch(into)?;
        self.told.pass(&into[..count]);
        self.real.pass(&into[..count]);
        Ok(count)
    }
}
