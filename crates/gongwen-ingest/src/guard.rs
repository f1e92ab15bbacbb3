//! Keeps the failures of one document inside: panics become errors, and the time of third-party readers is bounded.
//!
//! The decisions a newcomer would question:
//!
//! - A panic that is caught still prints through the process-wide panic hook. The first guarded call
//!   wraps that hook in one that stays silent while a thread of ours is inside a guarded call and
//!   passes everything else on. It is set once and never taken away.
//! - A reader that may run away (HTML, PDF, DOC) runs on a thread of its own with a large stack. When
//!   its time is over the caller gets an error and the thread is left to finish; it holds the bytes of
//!   one file and nothing else.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use crate::document::FileFormat;
use crate::error::{Error, ErrorKind};

/// Deep enough for any document within `max_depth`; pages are only used when touched.
const STACK: usize = 64 << 20;

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    static PLACE: Cell<String> = const { Cell::new(String::new()) };
}

/// Runs `work` on a document of a file. A panic inside becomes [`ErrorKind::Fault`] and prints nothing, so that one
/// document does not end a run over a thousand. What `work` was changing when it panicked must not be used again.
///
/// # Errors
///
/// When `work` panics.
///
/// # Examples
///
/// ```
/// use gongwen_ingest::guarded;
/// use std::path::Path;
///
/// let path = Path::new("报告.txt");
/// assert_eq!(guarded(path, "报告", || 1 + 1).unwrap(), 2);
/// let error = guarded(path, "报告", || -> usize { panic!("odd") }).unwrap_err();
/// assert!(error.to_string().starts_with("报告.txt: the program failed on the document \"报告\": odd (at "));
/// ```
pub fn guarded<T>(path: &Path, document: &str, work: impl FnOnce() -> T) -> Result<T, Error> {
    silently(work).map_err(|Panicked { message, place }| {
        Error::new(path, ErrorKind::Fault { document: document.to_owned(), message, place })
    })
}

/// Runs `work`; a panic inside becomes [`ErrorKind::Reader`] and prints nothing.
pub(crate) fn caught<T>(
    format: FileFormat,
    work: impl FnOnce() -> Result<T, ErrorKind>,
) -> Result<T, ErrorKind> {
    silently(work).unwrap_or_else(|panicked| Err(ErrorKind::Reader { format, message: panicked.message }))
}

/// What a panic said, and the place in the code.
struct Panicked {
    message: String,
    place: String,
}

/// Runs `work`, or returns its panic, which is not printed.
fn silently<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if INSIDE.get() {
                PLACE.set(info.location().map(ToString::to_string).unwrap_or_default());
            } else {
                before(info);
            }
        }));
    });
    let outer = INSIDE.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(outer);
    outcome.map_err(|payload| {
        let message = payload
            .downcast_ref::<&str>()
            .map(|s| (*s).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "unknown failure".to_owned());
        Panicked { message, place: PLACE.take() }
    })
}

/// Runs `work` on a thread of its own for at most `time`.
pub(crate) fn timed<T: Send + 'static>(
    format: FileFormat,
    time: Duration,
    work: impl FnOnce() -> Result<T, ErrorKind> + Send + 'static,
) -> Result<T, ErrorKind> {
    let (send, receive) = sync_channel(1);
    std::thread::Builder::new().name("gongwen-reader".to_owned()).stack_size(STACK).spawn(move || {
        // The receiver is gone when the time was over: nobody wants the result then.
        let _ = send.send(caught(format, work));
    })?;
    match receive.recv_timeout(time) {
        Ok(outcome) => outcome,
        Err(RecvTimeoutError::Timeout) => Err(ErrorKind::TimedOut { format, after: time }),
        Err(RecvTimeoutError::Disconnected) => {
            Err(ErrorKind::Reader { format, message: "the reader ended without a result".to_owned() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let outcome: Result<(), _> = caught(FileFormat::Pdf, || panic!("page {} is odd", 3));
        assert!(matches!(outcome, Err(ErrorKind::Reader { message, .. }) if message == "page 3 is odd"));
    }

    #[test]
    fn a_reader_that_runs_away_is_given_up() {
        let outcome: Result<(), _> = timed(FileFormat::Html, Duration::from_millis(20), || {
            std::thread::sleep(Duration::from_secs(1));
            Ok(())
        });
        assert!(matches!(outcome, Err(ErrorKind::TimedOut { .. })));
    }
}
