//! What was odd about a document that was processed all the same.

use gongwen_segment::traditional_share;
use std::fmt;

/// Something to know about a document that was processed all the same.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Note {
    /// The file was odd.
    Read(gongwen_ingest::Note),
    /// The text is in traditional characters and was segmented as it is, with a dictionary of simplified words.
    Traditional {
        /// The share of its Han characters that are traditional beyond doubt, from 0 to 1.
        share: f64,
    },
    /// Changes that could not be tracked where they belong; they are comments.
    NotTracked {
        /// Lines of the text, from 1.
        lines: Vec<usize>,
    },
    /// Comments that stand beside their words: in a field, a text box, a note, a header.
    CommentBeside {
        /// Lines of the text, from 1.
        lines: Vec<usize>,
    },
    /// Findings for which the document has no place at all.
    NotWritten {
        /// Lines of the text, from 1.
        lines: Vec<usize>,
    },
}

/// The share of traditional characters from which on a document counts as traditional. Running traditional prose has
/// about four in ten, simplified prose with traditional names and quotations far fewer than one.
pub const TRADITIONAL_FROM: f64 = 0.1;

/// How many bytes of a document are looked at: enough to tell, whatever the length of the rest.
const LOOKED_AT: usize = 1 << 14;

impl Note {
    /// Returns the note about a text that is in traditional characters.
    pub(crate) fn of_traditional(text: &str) -> Option<Note> {
        let share = traditional_share(&text[..text.floor_char_boundary(LOOKED_AT)]);
        (share >= TRADITIONAL_FROM).then_some(Note::Traditional { share })
    }
}

impl From<gongwen_ingest::Note> for Note {
    fn from(note: gongwen_ingest::Note) -> Self {
        Note::Read(note)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::Read(note) => note.fmt(f),
            Note::Traditional { share } => write!(
                f,
                "traditional text ({:.0} % of its Han characters); `--simplify` segments it through a simplified view",
                share * 100.0
            ),
            Note::NotTracked { lines } => {
                write!(f, "{} cannot be tracked there and are comments", at_lines("changes", lines))
            }
            Note::CommentBeside { lines } => write!(
                f,
                "{} stand at the nearest words: theirs are in a field, a text box, a note, a header or a footer",
                at_lines("comments", lines)
            ),
            Note::NotWritten { lines } => {
                write!(
                    f,
                    "{} are not written: the body of the document has no text",
                    at_lines("findings", lines)
                )
            }
        }
    }
}

fn at_lines(what: &str, lines: &[usize]) -> String {
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    format!("{} {what} (line {})", lines.len(), lines.join(", "))
}
