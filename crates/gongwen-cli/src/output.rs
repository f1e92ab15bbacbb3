//! Where results go: standard output, or a file that appears only when it is complete.

use crate::args::OutputArgs;
use anyhow::{Context, Result};
use gongwen::picture::{Picture, html};
use gongwen::{Emphasis, Format, Header, Table, WriteOptions};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// An open output with its format.
pub(crate) struct Output {
    pub(crate) format: Format,
    sink: Sink,
    /// Whether rows were written to which more may follow.
    continued: bool,
}

enum Sink {
    Standard(BufWriter<Box<dyn Write>>),
    Named(BufWriter<Destination>),
}

impl Output {
    /// Opens the output that the options name.
    pub(crate) fn open(options: &OutputArgs) -> Result<Output> {
        let format = match (&options.format, &options.output) {
            (Some(format), _) => *format,
            (None, Some(path)) => Format::from_path(path)?,
            (None, None) => Format::Table,
        };
        anyhow::ensure!(
            options.output.is_some() || !(format.is_binary() && io::stdout().is_terminal()),
            "{} is binary and would garble the terminal; name a file with -o",
            format.as_str()
        );
        Output::to(options.output.as_deref(), format)
    }

    /// Opens an output for text that is written as it is: standard output, or the file at `path`.
    pub(crate) fn plain(path: Option<&Path>) -> Result<Output> {
        Output::to(path, Format::Csv)
    }

    fn to(path: Option<&Path>, format: Format) -> Result<Output> {
        let sink = match path {
            None => {
                // Colours are written for terminals only, and there the user's settings are heard. Elsewhere looking for them
                // would take as long as cutting the text.
                let stream: Box<dyn Write> = match format {
                    Format::Table if io::stdout().is_terminal() => Box::new(anstream::stdout().lock()),
                    _ => Box::new(io::stdout().lock()),
                };
                Sink::Standard(BufWriter::with_capacity(1 << 16, stream))
            }
            Some(path) => Sink::Named(BufWriter::with_capacity(1 << 16, Destination::open(path)?)),
        };
        Ok(Output { format, sink, continued: false })
    }

    /// Returns whether the output is read by a person at a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self.sink, Sink::Standard(_)) && io::stdout().is_terminal()
    }

    /// Writes a whole table.
    pub(crate) fn table(&mut self, table: &Table) -> Result<()> {
        let emphasis = if self.is_terminal() { Emphasis::Ansi } else { Emphasis::Plain };
        let options = WriteOptions { width: self.width(), emphasis, ..WriteOptions::default() };
        table.write(self.format, self, &options)?;
        Ok(())
    }

    /// Writes a table with the picture of it where the format can hold one.
    pub(crate) fn illustrated(&mut self, table: &Table, draw: impl FnOnce() -> Picture) -> Result<()> {
        let picture = || draw().with_provenance(table.provenance());
        match self.format {
            Format::Svg => self.write_all(picture().svg().as_bytes())?,
            Format::Html => self.write_all(html(table.name(), &[picture()], &[table]).as_bytes())?,
            _ => self.table(table)?,
        }
        Ok(())
    }

    /// Writes a table that continues the one before, as CSV or TSV.
    pub(crate) fn more_rows(&mut self, table: &Table) -> Result<()> {
        let header = if std::mem::replace(&mut self.continued, true) { Header::Omit } else { Header::Write };
        table.write(self.format, self, &WriteOptions { header, ..WriteOptions::default() })?;
        Ok(())
    }

    /// Writes one value as a line of JSON.
    pub(crate) fn json_line(&mut self, value: &impl serde::Serialize) -> Result<()> {
        serde_json::to_writer(&mut *self, value)?;
        self.write_all(b"\n")?;
        Ok(())
    }

    /// Completes the output: a file gets its name now, and `sidecar` beside it if its format carries no provenance.
    pub(crate) fn finish(self, sidecar: Option<String>) -> Result<()> {
        match self.sink {
            Sink::Standard(mut stream) => stream.flush()?,
            Sink::Named(destination) => {
                let destination = destination.into_inner().map_err(io::IntoInnerError::into_error)?;
                let path = destination.complete()?;
                if let Some(sidecar) = sidecar.filter(|_| !self.format.carries_provenance())
                    && let Some(path) = path
                {
                    let mut name = path.clone().into_os_string();
                    name.push(".provenance.json");
                    fs::write(&name, sidecar + "\n").with_context(|| unwritable(&path))?;
                }
            }
        }
        Ok(())
    }

    /// The width that a table for people may take.
    pub(crate) fn width(&self) -> Option<u16> {
        self.is_terminal().then(|| terminal_size::terminal_size().map(|(width, _)| width.0)).flatten()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::Standard(stream) => stream.write(bytes),
            Sink::Named(destination) => destination.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Standard(stream) => stream.flush(),
            Sink::Named(destination) => destination.flush(),
        }
    }
}

/// A file beside the output, open from the start, so that a run does not work for nothing where it cannot write.
pub(crate) struct Saved(Destination);

impl Saved {
    /// Opens the file, which appears only when it is finished.
    pub(crate) fn open(path: &Path) -> Result<Saved> {
        Ok(Saved(Destination::open(path)?))
    }

    /// Writes the whole file.
    pub(crate) fn finish(mut self, bytes: &[u8]) -> Result<()> {
        self.0.write_all(bytes).with_context(|| unwritable(&self.0.path))?;
        self.0.complete()?;
        Ok(())
    }
}

/// What is written under a name that the user gave.
struct Destination {
    /// The name, with symbolic links followed where there was a file already.
    path: PathBuf,
    writing: Writing,
}

enum Writing {
    /// A new file that takes the name when it is whole.
    Beside(NamedTempFile),
    /// What already stands under the name and is no plain file: a device, a pipe. Its name is not ours to give away.
    Into(File),
}

impl Destination {
    fn open(path: &Path) -> Result<Destination> {
        let standing = fs::metadata(path).ok();
        if standing.as_ref().is_some_and(|standing| !standing.is_file()) {
            let file = OpenOptions::new().write(true).open(path).with_context(|| unwritable(path))?;
            return Ok(Destination { path: path.to_path_buf(), writing: Writing::Into(file) });
        }
        let path = standing.and_then(|_| fs::canonicalize(path).ok()).unwrap_or_else(|| path.to_path_buf());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        // A result is as readable as any file that the user makes; the umask has the last word.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let new = builder
            .tempfile_in(folder.unwrap_or_else(|| Path::new(".")))
            .with_context(|| unwritable(&path))?;
        Ok(Destination { path, writing: Writing::Beside(new) })
    }

    /// Gives the file its name, and returns it if it is that of a plain file.
    fn complete(self) -> Result<Option<PathBuf>> {
        let Destination { path, writing } = self;
        match writing {
            Writing::Beside(file) => {
                file.as_file().sync_all().with_context(|| unwritable(&path))?;
                file.persist(&path).map_err(|error| error.error).with_context(|| unwritable(&path))?;
                Ok(Some(path))
            }
            Writing::Into(_) => Ok(None),
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.writing {
            Writing::Beside(file) => file.write(bytes),
            Writing::Into(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.writing {
            Writing::Beside(file) => file.flush(),
            Writing::Into(file) => file.flush(),
        }
    }
}

fn unwritable(path: &Path) -> String {
    format!("{}: cannot be written", path.display())
}

/// Returns whether an error is only a reader that went away, which is no error.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        let table = cause.downcast_ref::<gongwen::TableError>().and_then(gongwen::TableError::io_kind);
        [io, json, table].contains(&Some(io::ErrorKind::BrokenPipe))
    })
}
