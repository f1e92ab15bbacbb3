//! The search for the strings of a lexicon against daachorse's char-wise automaton of the same strings: the built-in
//! lexicon, and words of the tokenizer's list as a unit's own lexicon, few and many.

use crate::{Failure, ROUNDS};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use gongwen_benches::clock::Rounds;
use gongwen_benches::texts::{bytes, readings};
use gongwen_lexicon::{Lexicon, LexiconFile, Matcher, Semantics};
use gongwen_segment::{Segmenter, WordId};
use std::collections::{BTreeSet, HashSet};

const FEW: usize = 5_000;
const MANY: usize = 100_000;

pub(crate) fn run(path: &str, show: impl Fn(String)) -> Result<(), Failure> {
    let texts = readings(path)?;
    show(one(&texts, "built-in", &Matcher::recited(&Lexicon::builtin())?)?);
    // A unit's words alone, and beside the built-in lexicon, as the program seeks them.
    for (prefix, base) in [("", Base::Nothing), ("built-in and ", Base::Builtin)] {
        let few = Matcher::recited(&unit(FEW, 0, base)?)?;
        show(one(&texts, &format!("{prefix}few words"), &few)?);
        // More patterns are one thing and more hits another: the first set has both, the second the hits of the few words.
        for (what, others) in [("many words", 0), ("few words, many that do not occur", MANY - FEW)] {
            let name = format!("{prefix}{what}");
            let many = Matcher::recited(&unit(MANY - others, others, base)?)?;
            show(one(&texts, &name, &many)?);
            let [least, ratio, greatest] = in_turn(&texts, &few, &many).ratios();
            show(format!(
                "{{\"subject\":\"scan\",\"lexicon\":\"{name}\",\"speed_at_{MANY}_over_speed_at_{FEW}\":{ratio:.3},\
                 \"min_ratio\":{least:.3},\"max_ratio\":{greatest:.3}}}"
            ));
        }
    }
    Ok(())
}

/// What a unit's words are merged over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    Nothing,
    Builtin,
}

/// Returns words of three and more characters, taken evenly from the tokenizer's list, as a unit's lexicon; `others` are
/// such words read backwards, which seldom occur. What the base has already is left out.
fn unit(count: usize, others: usize, base: Base) -> Result<Lexicon, Failure> {
    let segmenter = Segmenter::new();
    let words: Vec<&str> = (0..segmenter.word_count())
        .filter_map(|number| segmenter.word(WordId(number as u32)))
        .filter(|word| word.chars().count() >= 3 && word.chars().all(|c| ('一'..='鿿').contains(&c)))
        .collect();
    let words = words.as_slice();
    let taken = |count: usize| (0..count).map(move |nth| words[nth * words.len() / count]);
    let known: HashSet<&str> = words.iter().copied().collect();
    let mut lines: BTreeSet<String> = taken(count).map(str::to_owned).collect();
    let backwards = taken(others).map(|word| word.chars().rev().collect::<String>());
    lines.extend(backwards.filter(|word| !known.contains(word.as_str())));
    let mut files = Vec::new();
    if base == Base::Builtin {
        let all = Matcher::compile_selected(&Lexicon::builtin(), Semantics::LeftmostLongest, |_| true)?;
        all.patterns().for_each(|pattern| _ = lines.remove(pattern));
        files = LexiconFile::builtin();
    }
    let text = lines.into_iter().map(|line| line + "\n").collect::<String>();
    files.push(LexiconFile::parse_short("unit.tsv", &text)?);
    Ok(Lexicon::merge(files)?)
}

/// Times the scan with the one and the other matcher.
fn in_turn(texts: &[String], first: &Matcher, second: &Matcher) -> Rounds {
    let hits = [scan(texts, first), scan(texts, second)];
    let again = |matcher, hits| assert_eq!(scan(texts, matcher), hits, "the matcher is deterministic");
    Rounds::run(ROUNDS, || again(first, hits[0]), || again(second, hits[1]))
}

/// Returns the number of hits.
fn scan(texts: &[String], matcher: &Matcher) -> usize {
    texts.iter().map(|text| matcher.find_iter(text).count()).sum()
}

/// Returns the line to show of a matcher beside its peer.
fn one(texts: &[String], name: &str, matcher: &Matcher) -> Result<String, Failure> {
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(matcher.patterns())
        .map_err(|error| error.to_string())?;
    let (found, refuted) = compare(matcher, &automaton, texts);
    let theirs = || texts.iter().map(|text| automaton.leftmost_find_iter(text).count()).sum::<usize>();
    let hits = scan(texts, matcher);
    let rounds = Rounds::run(
        ROUNDS,
        || assert_eq!(theirs(), found + refuted, "daachorse is deterministic"),
        || assert_eq!(scan(texts, matcher), hits, "the matcher is deterministic"),
    );
    let [least, ratio, greatest] = rounds.ratios();
    let bytes = bytes(texts);
    Ok(format!(
        "{{\"subject\":\"scan\",\"lexicon\":\"{name}\",\"patterns\":{},\"bytes\":{bytes},\"places\":{found},\
         \"refuted\":{refuted},\"hits\":{hits},\"median_ratio\":{ratio:.3},\"min_ratio\":{least:.3},\
         \"max_ratio\":{greatest:.3},\"daachorse_mb_s\":{:.1},\"gongwen_mb_s\":{:.1}}}",
        matcher.pattern_count(),
        bytes as f64 / rounds.first() / 1e6,
        bytes as f64 / rounds.second() / 1e6,
    ))
}

/// Counts the places that both find, and those that the lexicon itself rules out by what stands around them.
fn compare(
    matcher: &Matcher,
    automaton: &CharwiseDoubleArrayAhoCorasick<u32>,
    texts: &[String],
) -> (usize, usize) {
    let (mut found, mut refuted) = (0, 0);
    for text in texts {
        let mut places: Vec<_> = matcher.find_iter(text).map(|hit| (hit.span.start, hit.span.end)).collect();
        places.dedup();
        let mut ours = places.iter().copied().peekable();
        for theirs in automaton.leftmost_find_iter(text) {
            match ours.next_if_eq(&(theirs.start(), theirs.end())) {
                Some(_) => found += 1,
                None => refuted += 1,
            }
        }
        assert_eq!(ours.next(), None, "daachorse finds every place too");
    }
    (found, refuted)
}
