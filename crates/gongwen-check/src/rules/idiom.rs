//! A standing phrase with one character of the same sound or look in the place of the right one: 根深缔固.
//!
//! What is found is no word, shares its other three characters with a phrase that is known, its wrong character makes no
//! word with any neighbour, and no word reaches over an end of the four: 不见当年 is not meant for 不减当年, nor 振兴新动能
//! for 振兴行动. A grammatical word that stands there by itself is no slip either.

use gongwen_segment::{Segmenter, WordId, traditional_share};
use gongwen_text::Span;

use super::context::han_at;
use super::reworded;
use crate::alike::{is_alike, is_either};
use crate::charset::CharSet;
use crate::finding::{Fix, Severity};
use crate::fragments::SEGMENTER;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "typo-near-idiom";

pub(crate) const GROUP: Group = Group {
    rules: &[
        reworded::RULE,
        Coded {
            id: ID,
            severity: Severity::Warning,
            fix: Fix::Suggested,
            summary: "成语、固定短语疑有一字之误",
            explanation: "四字中有三字与成语或固定短语相同，其余一字与原字音同、音近或形近，且与前后都不成词，多为录入之误。",
            source: &["《现代汉语词典》第7版", "提法词库：常用短语"],
            stable: true,
            good: &[
                "制度化常态化，久久为功抓落实。",
                "一岗双责落到实处，各项工作有用之材辈出。",
                "中国共产党愿同各国政党交流。",
                "激发乡村振兴新动能，三湘儿女勠力同心。",
                "推行减税减费，方便走家串户。",
            ],
            bad: &[
                "防止险象环升。",
                "确保水库安然无样。",
                "推进乡村振新，维护民族团节。",
                "实干新邦，一张篮图绘到底。",
            ],
        },
    ],
    seeks: &[],
    run,
};

/// Words of one character that stand anywhere.
static ALONE: CharSet = CharSet::of(
    "仍亦皆均曾便且才却的地得和是有在一了之其为以也于与不或及而且同个这那愿将已走正还只约向由能会要可使让被把从到来去上下前后中内外年月日时区市县省乡村等因各该此再又就都并又即既则乃",
);
/// Of these in the phrase nearly anything may take the place.
static OPEN: CharSet = CharSet::of("的地得和是有在一了之其也或及");

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    // Of a slip in a longer phrase that phrase says more.
    let phrases = reworded::run(text, sink);
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    let index = text.idioms.index(&SEGMENTER, text.lexicon);
    for &place in &text.fragments().singles {
        if reading[place..].starts_with(|c| ALONE.contains(c)) {
            continue;
        }
        // As the character may be the last of the four, or another.
        let found = (0..4).rev().find_map(|wrong| {
            let start = place.checked_sub(3 * wrong)?;
            let four = han_at(reading, start).filter(|&four| index.may_differ(four, wrong))?;
            let phrase = index.near(four).find(|&(phrase, differing)| {
                differing == wrong
                    && is_slip(four, phrase, wrong)
                    && makes_no_word(&SEGMENTER, reading, start, place)
            });
            phrase.map(|(phrase, _)| (start, String::from_iter(phrase)))
        });
        let Some((start, right)) = found else { continue };
        if text.is_sought(place) || phrases.iter().any(|phrase| phrase.contains(place)) {
            continue;
        }
        let (span, found) = (text.place(Span::new(start, start + 12)), &reading[start..start + 12]);
        sink.report(ID, span, format!("“{found}”疑为“{right}”之误，请核对。")).replace(right);
    }
}

/// Says whether the character at `wrong` may have been written for that of the phrase.
fn is_slip(found: [char; 4], phrase: [char; 4], wrong: usize) -> bool {
    let (is, should) = (found[wrong], phrase[wrong]);
    // What neither sounds nor looks alike is nearly all.
    if !is_alike(is, should) {
        return false;
    }
    let after_zhi = wrong > 0 && found[wrong - 1] == '之';
    let said_twice = found.iter().filter(|&&c| c == is).count() > 1;
    !OPEN.contains(should)
        && !after_zhi
        && !said_twice
        && !is_either(is, should)
        && traditional_share(is.encode_utf8(&mut [0; 4])) == 0.0
}

/// Says whether no word of two to four characters holds the one at `place` or reaches over an end of the four from
/// `start`, which are none themselves.
fn makes_no_word(words: &Segmenter, reading: &str, start: usize, place: usize) -> bool {
    let is_word =
        |from: usize, to: usize| reading.get(from..to).is_some_and(|word| words.id(word) != WordId::UNKNOWN);
    let end = start + 12;
    !is_word(start, end)
        && (2..=4).all(|length| {
            (0..length).all(|before| {
                let apart = |at: usize| {
                    at.checked_sub(3 * before).is_none_or(|from| !is_word(from, from + 3 * length))
                };
                apart(place) && (before == 0 || apart(start) && apart(end))
            })
        })
}
