//! The letters of a document: what is compared, and where each stands in the source.

use gongwen_text::{Reading, Span};

/// The letters of a text with the byte of the source at which each stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    /// Code points, folded.
    pub(super) codes: Vec<u32>,
    /// Bytes of the source.
    pub(super) starts: Vec<u32>,
}

/// Returns the stretches of the source that consist of letters of the reading.
pub(super) fn runs(reading: &Reading<'_>) -> Vec<[u32; 2]> {
    let source = reading.source();
    let mut cursor = reading.source_cursor();
    let mut runs: Vec<[u32; 2]> = Vec::new();
    for (at, c) in reading.as_str().char_indices() {
        if !c.is_alphanumeric() {
            continue;
        }
        let span = cursor.to_source(Span::new(at, at + c.len_utf8()));
        // An edit may have put the letter there; then no letter of the source is meant.
        if !source[span.start..].starts_with(c) || span.len() != c.len_utf8() {
            continue;
        }
        let [start, end] = [span.start as u32, span.end as u32];
        match runs.last_mut() {
            Some(last) if last[1] == start => last[1] = end,
            _ => runs.push([start, end]),
        }
    }
    runs
}

impl Letters {
    /// Takes the letters out of the stretches of a source.
    pub(super) fn of(source: &str, runs: &[[u32; 2]]) -> Letters {
        let mut letters = Letters::default();
        for &[start, end] in runs {
            let run = &source[start as usize..end as usize];
            for (at, c) in run.char_indices() {
                letters.codes.push(folded(c));
                letters.starts.push(start + at as u32);
            }
        }
        letters
    }

    /// Returns where some letters stand in the source.
    pub(super) fn span(&self, source: &str, first: usize, count: usize) -> Span {
        let start = self.starts[first] as usize;
        let last = self.starts[first + count - 1] as usize;
        let width = source[last..].chars().next().map_or(0, char::len_utf8);
        Span::new(start, last + width)
    }
}

/// Latin letters and digits are alike in every width, Latin letters in either case.
fn folded(c: char) -> u32 {
    match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => lower(wide - 0xFEE0),
        code => lower(code),
    }
}

fn lower(code: u32) -> u32 {
    if (0x41..=0x5A).contains(&code) { code + 0x20 } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_reading_and_stand_in_the_source() {
        let source = "党 的 建 设，ＡＢc\r\n— 3 —\r\n工作";
        let reading = Reading::of(source);
        let letters = Letters::of(source, &runs(&reading));
        let text: String = letters.codes.iter().filter_map(|&code| char::from_u32(code)).collect();
        assert_eq!(text, "党的建设abc工作");
        assert_eq!(letters.span(source, 2, 4).slice(source), "建 设，ＡＢ");
    }
}
