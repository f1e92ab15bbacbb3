//! Quoted numeral labels that the extractor passes over: their heads are also places, sides or ranks (“四港”, “两区”, “三站一场”).
//!
//! In running text such a head makes a count, so the extractor is right to be strict with a single text. Over a corpus a
//! quoted string can be put before a person with its documents and issuers, so here the marks suffice, as long as
//! nothing says that the string measures, dates, ranks or is a word of the language.

use gongwen_lexicon::Kind;
use gongwen_text::{Reading, Span, is_han};

use super::Candidate;
use crate::guards::{NAMES, RECORDS, TIME, WORDS};
use crate::label::{self, Head};
use crate::numeral::{self, Form};
use crate::walk::{inside, length};
use crate::words::Words;
use crate::{Class, Hit};

/// The longest quoted string that is looked at, in bytes.
const LONGEST: usize = 48;
/// The longest head of one numeral in a label of several, in characters.
const WIDEST: usize = 4;
/// The longest head of the only numeral, in characters.
const WIDEST_ALONE: usize = 2;

/// Heads that measure or rank even in quotation marks.
#[rustfmt::skip]
static MEASURES: Words = Words::new(&[
    "年", "月", "日", "号", "天", "周", "时", "分", "秒", "刻", "元", "角", "钱", "岁", "亩", "顷", "米", "里", "尺", "寸", "吨",
    "斤", "克", "升", "度", "倍", "成", "折", "平方", "公里", "公斤", "毫米", "立方", "小时", "分钟", "星期", "季", "人", "位",
    "星", "级", "等", "强", "甲", "国", "省", "国家", "个月", "代", "世", "届", "次", "遍", "回", "名", "家", "方", "条", "个",
]);

/// Returns the quoted numeral labels of a reading that touch no hit.
///
/// Cost: linear in the text.
pub(crate) fn labels(reading: &Reading<'_>, hits: &[Hit], is_word: impl Fn(&str) -> bool) -> Vec<Candidate> {
    let text = reading.as_str();
    let mut taken: Vec<Span> = hits.iter().map(|hit| hit.span).collect();
    taken.sort_by_key(|span| span.start);
    let mut reach = 0;
    let mut next = 0;
    let mut found = Vec::new();
    for (at, _) in text.match_indices('“') {
        let Some(content) = inside(text, at, '“', '”', LONGEST) else { continue };
        let Some((kind, slots)) = judge(text, content) else { continue };
        let span = reading.to_source(content);
        while next < taken.len() && taken[next].start < span.end {
            reach = reach.max(taken[next].end);
            next += 1;
        }
        let string = content.slice(text);
        if reach > span.start || is_word(string) {
            continue;
        }
        found.push(Candidate {
            label: string.to_owned(),
            class: if kind == Kind::Distributive { Class::Slogan } else { Class::NumeralFormula },
            kind,
            claimed: slots.iter().map(|head| head.count).collect(),
            quoted: true,
            items: None,
            span,
        });
    }
    found
}

/// Reads a quoted string as numerals with heads, brackets with a gloss left out: 一主一带（群）一副.
fn judge(text: &str, content: Span) -> Option<(Kind, Vec<Head>)> {
    let string = content.slice(text);
    let numeral = numeral::at(text, content.start)?;
    if !matches!(numeral.form, Form::Han)
        || WORDS.after(text, content.start).is_some_and(|word| word == string)
        || NAMES.after(text, content.start).is_some()
        || TIME.after(text, numeral.span.end).is_some()
        || RECORDS.after(text, numeral.span.end).is_some()
    {
        return None;
    }
    let plain: String = without_brackets(string)?;
    let slots = label::heads(&plain, Span::new(0, plain.len()))?;
    let measures = |head: &Head| MEASURES.contains(head.span.slice(&plain));
    let widest = slots.iter().map(|head| length(&plain, head.span)).max()?;
    match slots.as_slice() {
        [only] => {
            let alone = only.count >= 2
                && only.count <= 20
                && widest <= WIDEST_ALONE
                && numeral.span.end - content.start + only.span.len() == string.len()
                && !measures(only);
            alone.then_some((Kind::NumeralMorpheme, slots))
        }
        several => {
            if several.iter().all(measures) || widest > WIDEST {
                return None;
            }
            let ones = several.iter().all(|head| head.count == 1);
            Some((if ones { Kind::Distributive } else { Kind::Paired }, slots))
        }
    }
}

/// Returns the Han of a string outside its brackets; `None` when anything else stands there.
fn without_brackets(string: &str) -> Option<String> {
    let mut plain = String::with_capacity(string.len());
    let mut depth = 0;
    for c in string.chars() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            c if depth == 0 && is_han(c) => plain.push(c),
            _ if depth == 1 => {}
            _ => return None,
        }
    }
    (depth == 0).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_sides_and_places_are_labels_and_measures_words_and_names_are_not() {
        let found = |text: &str| -> Vec<(String, Kind)> {
            labels(&Reading::of(text), &[], |word| word == "三峡" || word == "一举两得")
                .into_iter()
                .map(|found| (found.label, found.kind))
                .collect()
        };
        let one = |label: &str, kind| vec![(label.to_owned(), kind)];
        assert_eq!(found("增强“四港”竞争力"), one("四港", Kind::NumeralMorpheme));
        assert_eq!(found("建设“三站一场”"), one("三站一场", Kind::Paired));
        assert_eq!(found("构建“一主一带（群）一副”格局"), one("一主一带（群）一副", Kind::Distributive));
        for text in [
            "“三年”",
            "“五百米”",
            "“三峡”",
            "“四川”",
            "“九连冠”",
            "“二号”",
            "“一举两得”",
            "“两级”",
            "四港",
            "“四",
            "“三个”",
            "“三（个”",
            "“）三（”",
            "“”",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
