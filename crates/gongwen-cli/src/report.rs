//! What goes to standard error: progress, notes, errors with their hints.

use gongwen::Note;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

/// Shows a run's progress and says what went wrong with single files.
pub(crate) struct Reporter {
    bar: ProgressBar,
    quiet: bool,
}

impl Reporter {
    /// A reporter over `files` files; the bar is drawn on a terminal only, and only when there is something to wait for.
    pub(crate) fn new(files: usize, quiet: bool) -> Reporter {
        let visible = !quiet && files > 1 && std::io::stderr().is_terminal();
        let target =
            if visible { ProgressDrawTarget::stderr_with_hz(8) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(files as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} files, {elapsed}, {eta} left") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        Reporter { bar, quiet }
    }

    /// One more file is done.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }

    /// Names a file that could not be read.
    pub(crate) fn unreadable(&self, error: &gongwen::IngestError) {
        self.bar.suspend(|| message("error", &error.to_string(), error.hint()));
    }

    /// Names a file of a folder that holds no documents.
    pub(crate) fn passed_over(&self, error: &gongwen::IngestError) {
        self.advice(&format!("passed over {error}"));
    }

    /// Says what was odd about a document that was read all the same.
    pub(crate) fn notes(&self, document: &str, notes: &[Note]) {
        if !self.quiet && !notes.is_empty() {
            self.bar.suspend(|| {
                for note in notes {
                    message("note", &format!("{document}: {note}"), None);
                }
            });
        }
    }

    /// Shows a line of advice that belongs to the output but must not mix with it.
    pub(crate) fn advice(&self, text: &str) {
        if !self.quiet {
            self.bar.suspend(|| message("note", text, None));
        }
    }

    /// Ends the run: says how many files failed, and returns whether all were read.
    pub(crate) fn finish(&self, tally: gongwen::Tally) -> bool {
        self.bar.finish_and_clear();
        if tally.failed > 0 {
            let text = format!(
                "{} of {} files could not be read; the others were processed",
                tally.failed, tally.files
            );
            message("error", &text, None);
        } else if tally.documents == 0 {
            message("note", "no documents were found in the inputs", None);
        }
        tally.failed == 0
    }
}

/// Prints a line of advice where no run is under way.
pub(crate) fn advice(text: &str) {
    message("note", text, None);
}

/// Prints the error that ended the run.
pub(crate) fn failure(error: &anyhow::Error) {
    let hint = error.downcast_ref::<gongwen::Error>().and_then(gongwen::Error::hint).or_else(|| {
        error.downcast_ref::<gongwen::TableError>().and_then(gongwen::TableError::hint).map(str::to_string)
    });
    message("error", &format!("{error:#}"), hint.as_deref());
}

/// Prints a file's problem outside a run over documents.
pub(crate) fn file_failure(path: &Path, error: &gongwen::Error) {
    let text = error.to_string();
    let name = path.display().to_string();
    let text = if text.contains(&name) { text } else { format!("{name}: {text}") };
    message("error", &text, error.hint().as_deref());
}

fn message(kind: &str, text: &str, hint: Option<&str>) {
    anstream::eprintln!("{kind}: {text}");
    if let Some(hint) = hint {
        anstream::eprintln!("hint: {hint}");
    }
}
