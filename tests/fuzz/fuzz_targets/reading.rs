#![no_main]

use gongwen_text::{Reading, Span, Structure, clauses, sentences};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = Reading::of(text);
    for pair in reading.edits().windows(2) {
        assert!(pair[0].source.end <= pair[1].source.start);
        assert!(pair[0].reading.end <= pair[1].reading.start);
    }
    let read = reading.as_str();
    for (start, c) in read.char_indices() {
        let span = Span::new(start, start + c.len_utf8());
        let source = reading.to_source(span);
        assert!(text.is_char_boundary(source.start) && text.is_char_boundary(source.end));
        assert!(reading.from_source(source).contains_span(span));
    }
    let structure = Structure::of(read);
    for heading in &structure.headings {
        assert!(!heading.span.slice(read).is_empty());
    }
    for span in sentences(read).chain(clauses(read)) {
        assert!(!span.slice(read).is_empty());
    }
});
