//! Whose words a formula stands in: 习近平总书记强调，“…”; 《…》指出：“…”; 他说，“…”.
//!
//! A quotation of speech opens after ： or ， behind a verb of saying; the speaker is what stands before the verb in the
//! same clause. Quotation marks that only name a label are not preceded by such a verb and attribute nothing.

use gongwen_text::{Span, is_han};

use crate::hit::SpeakerKind;
use crate::walk::{backward, before};
use crate::words::Words;

/// The longest quotation, in bytes.
const LONGEST: usize = 6000;
/// The longest name of a speaker, in characters.
const LONGEST_NAME: usize = 40;

/// Verbs of saying and writing.
#[rustfmt::skip]
static SAYING: Words = Words::new(&[
    "强调", "指出", "说", "表示", "要求", "提出", "写道", "认为", "说道", "说过", "讲", "讲道", "回忆", "介绍", "告诉记者",
    "坦言", "宣告", "宣布", "明确", "规定", "号召", "勉励", "嘱托", "叮嘱", "明确要求", "明确提出", "深刻指出", "再次强调",
    "反复强调", "多次强调", "曾指出", "曾说", "强调指出", "批示", "载明", "写明", "提到", "谈到",
]);
/// Words between a speaker and the verb, and before the speaker, that are no part of the name.
#[rustfmt::skip]
static AROUND: Words = Words::new(&[
    "曾", "还", "再次", "多次", "反复", "深刻", "明确", "特别", "曾经", "也", "进一步", "曾多次", "郑重", "一再", "同时", "为此",
    "正如", "对此", "会上", "会议上", "最后",
]);
/// Pronouns, whose speaker stands in an earlier sentence.
static PRONOUNS: Words = Words::new(&["他", "她", "他们", "她们", "我", "我们"]);
/// What a meeting or an organ ends with.
#[rustfmt::skip]
static BODIES: Words = Words::new(&[
    "会议", "大会", "全会", "会", "党中央", "国务院", "中央", "委员会", "省委", "市委", "县委", "区委", "政府", "部", "局", "办", "报告", "文件",
    "通知", "意见", "决定", "公报", "社论", "条例", "纲要", "宪法", "党章",
]);

/// A quotation of speech, in bytes of the reading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speech {
    /// What stands between the quotation marks.
    pub(crate) content: Span,
    pub(crate) speaker: Span,
    pub(crate) kind: SpeakerKind,
}

/// Returns the quotations of speech, in text order, given the “ that follow ， or ：. Cost: linear in the quotations.
pub(crate) fn speeches(text: &str, opens: &[usize]) -> Vec<Speech> {
    let mut out: Vec<Speech> = Vec::new();
    for &open in opens {
        let at = open - '，'.len_utf8();
        if out.last().is_some_and(|speech| open < speech.content.end) {
            continue;
        }
        let Some(verb) = SAYING.before(text, at) else { continue };
        let Some((speaker, kind)) = speaker(text, at - verb.len()) else { continue };
        if let Some(content) = quotation(text, open) {
            out.push(Speech { content, speaker, kind });
        }
    }
    out
}

/// Returns what stands between the mark at `open` and the one that closes it; the copy may use one style for both levels.
fn quotation(text: &str, open: usize) -> Option<Span> {
    let start = open + '“'.len_utf8();
    let mut depth = 0usize;
    for (offset, c) in text.get(start..)?.char_indices() {
        match c {
            '“' => depth += 1,
            '”' if depth == 0 => return Some(Span::new(start, start + offset)),
            '”' => depth -= 1,
            '\n' => return None,
            _ if offset > LONGEST => return None,
            _ => {}
        }
    }
    None
}

fn speaker(text: &str, end: usize) -> Option<(Span, SpeakerKind)> {
    let clause = backward(text, end, LONGEST_NAME, |c| is_han(c) || matches!(c, '·' | '〓'));
    // 习近平总书记在中央农村工作会议上: where and when it was said is no part of the name.
    let place = text.get(clause..end)?.find('在').filter(|&at| at > 0);
    let mut end = place.map_or(end, |at| clause + at);
    while let Some(word) = AROUND.before(text, end).filter(|word| clause + word.len() < end) {
        end -= word.len();
    }
    if before(text, end) == Some('》') {
        let open = text[..end].char_indices().rev().take(LONGEST_NAME).find(|&(_, c)| c == '《')?.0;
        return Some((Span::new(open, end), SpeakerKind::Document));
    }
    let mut start = clause;
    while let Some(word) = AROUND.after(text, start).filter(|word| start + word.len() < end) {
        start += word.len();
    }
    let name = Span::new(start, end);
    let string = name.slice(text);
    if string.is_empty() {
        return None;
    }
    let kind = if PRONOUNS.contains(string) {
        SpeakerKind::Pronoun
    } else if BODIES.before(text, end).is_some() {
        SpeakerKind::Body
    } else {
        SpeakerKind::Person
    };
    Some((name, kind))
}

#[cfg(test)]
mod tests {
    use super::speeches;
    use crate::hit::SpeakerKind;
    use crate::marks::Marks;

    #[test]
    fn a_quotation_has_its_speaker() {
        let found = |text: &str| {
            speeches(text, &Marks::of(text).speech)
                .first()
                .map(|speech| (speech.speaker.slice(text).to_owned(), speech.kind))
        };
        let expected = |name: &str, kind| Some((name.to_owned(), kind));
        assert_eq!(found("李明县长强调，“抓好三农工作”。"), expected("李明县长", SpeakerKind::Person));
        assert_eq!(
            found("李明县长在全县农业会议上指出：“抓好春耕。”"),
            expected("李明县长", SpeakerKind::Person)
        );
        assert_eq!(found("《春耕意见》指出：“抓好春耕。”"), expected("《春耕意见》", SpeakerKind::Document));
        assert_eq!(found("会议强调，“抓好春耕”。"), expected("会议", SpeakerKind::Body));
        assert_eq!(found("他说，“抓好春耕。”"), expected("他", SpeakerKind::Pronoun));
        assert_eq!(found("聚焦春耕，“三访”活动开展起来。"), None);
    }
}
