//! The verb that governs a formula: 做到 in 坚决做到“两个维护”.

use gongwen_text::Span;

use crate::guards::{ADVERBS, VERBS};

/// Returns the verb directly left of `at`, passing over adverbs, and where its phrase begins.
pub(crate) fn verb_before<'v>(
    text: &str,
    at: usize,
    known: impl Iterator<Item = &'v str>,
) -> Option<(Span, usize)> {
    let head = text.get(..at)?;
    let general = VERBS.before(text, at).map_or(0, str::len);
    let length = known.filter(|verb| head.ends_with(verb)).map(str::len).max().unwrap_or(0).max(general);
    if length == 0 {
        return None;
    }
    // 坚决做到: the lexicon may hold the adverb with the verb; the verb is what is left of it.
    let mut start = at - length;
    let phrase = Span::new(start, at).slice(text);
    if let Some(adverb) = ADVERBS.after(phrase, 0).filter(|adverb| VERBS.contains(&phrase[adverb.len()..])) {
        start += adverb.len();
    }
    let mut phrase = start;
    for _ in 0..3 {
        match ADVERBS.before(text, phrase) {
            Some(adverb) => phrase -= adverb.len(),
            None => break,
        }
    }
    Some((Span::new(start, at), phrase))
}
