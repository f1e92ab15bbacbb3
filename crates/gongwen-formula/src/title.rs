//! Titles in 《》 and the names of meetings: 党的二十大, 第六届全国人民代表大会第一次会议, 全市模范机关创建工作推进会.
//!
//! A meeting is read back from its last word, because that is rarer than the words it begins with.

use gongwen_text::{MASK, Span, is_han};

use crate::numeral::{self, Form, Numeral};
use crate::walk::{after, backward, balanced, before, word_after, word_before};
use crate::words::Words;

/// The longest title, in bytes.
const LONGEST: usize = 450;
/// The longest name of a meeting, in characters.
const LONGEST_MEETING: usize = 26;

/// Words with which the name of a meeting may begin.
static OPENINGS: Words = Words::new(&[
    "中央",
    "全国",
    "全省",
    "全市",
    "全区",
    "全县",
    "全军",
    "全州",
    "党中央",
    "中共中央",
    "国务院",
]);
/// Words with which it may end.
static ENDINGS: Words = Words::new(&[
    "工作会议",
    "座谈会",
    "推进会",
    "表彰大会",
    "动员大会",
    "工作会",
    "电视电话会议",
    "视频会议",
    "政治局会议",
    "专题会议",
    "推进会议",
    "现场会",
    "总结大会",
    "动员会",
    "部署会",
    "全体会议",
    "常务会议",
    "宣传部长会议",
    "代表会议",
    "党代会",
    "工作大会",
    "表彰会",
]);
/// What may follow the short name of a congress: nothing else makes 二十大 a name.
static AFTER_CONGRESS: Words = Words::new(&[
    "精神", "报告", "以", "提出", "召开", "胜利", "代表", "开", "闭", "对", "上", "和", "之", "后", "前",
    "确", "作", "部", "战", "决", "擘", "要", "是", "关", "描", "的", "安全", "广播", "强", "指", "明", "在",
    "宣", "文件", "主题", "期间", "修", "通过", "就", "把", "以来", "为", "刚", "已", "即将", "将", "电视",
    "党章", "及", "至", "到", "与", "会议", "中",
]);

/// Returns the title that opens at `at`, with its marks. Marks around nothing but marks are none.
pub(crate) fn marked(text: &str, at: usize) -> Option<Span> {
    let content = balanced(text, at, '《', '》', LONGEST)?;
    let says = |c: char| c.is_alphanumeric() || c == MASK;
    content.slice(text).contains(says).then(|| Span::new(at, content.end + '》'.len_utf8()))
}

/// Returns the meeting that the numeral belongs to: 党的二十大, 十九届六中全会, 第六届全国人民代表大会第一次会议.
pub(crate) fn congress(text: &str, numeral: Numeral) -> Option<Span> {
    let end = numeral.span.end;
    match after(text, end)? {
        '大' => short_congress(text, numeral.span.start, end, numeral),
        '届' => session(text, numeral.span.start, end + '届'.len_utf8()),
        '中' => {
            let stop = end + word_after(text, end, &["中全会"])?.len();
            (!matches!(before(text, numeral.span.start), Some('届' | '、')))
                .then(|| Span::new(numeral.span.start, stop))
        }
        _ => None,
    }
}

/// Returns 党的〓大, a congress whose number is masked.
pub(crate) fn masked_congress(text: &str, at: usize) -> Option<Span> {
    let end = at + MASK.len_utf8();
    let start = at - word_before(text, at, &["党的"])?.len();
    (after(text, end)? == '大').then(|| Span::new(start, end + '大'.len_utf8()))
}

fn short_congress(text: &str, start: usize, end: usize, numeral: Numeral) -> Option<Span> {
    let end = end + '大'.len_utf8();
    if numeral.form != Form::Han || numeral.value > 40 {
        return None;
    }
    if let Some(word) = word_before(text, start, &["党的", "中共"]) {
        return (numeral.value <= 40).then(|| Span::new(start - word.len(), end));
    }
    let free = after(text, end).is_none_or(|c| !is_han(c)) || AFTER_CONGRESS.after(text, end).is_some();
    let alone = before(text, start) != Some('第');
    (numeral.value > 10 && numeral.value <= 40 && free && alone).then(|| Span::new(start, end))
}

/// N届N中全会, N届人大N次会议, 第N届全国人民代表大会第N次会议; `end` is past 届.
fn session(text: &str, start: usize, end: usize) -> Option<Span> {
    let start = if before(text, start) == Some('第') { start - '第'.len_utf8() } else { start };
    let start =
        start - word_before(text, start, &["中国共产党", "党的", "中共", "中国共产党第"]).map_or(0, str::len);
    if let Some(plenum) = numeral::at(text, end) {
        let stop = plenum.span.end + word_after(text, plenum.span.end, &["中全会"])?.len();
        return Some(Span::new(start, stop));
    }
    let body = word_after(
        text,
        end,
        &[
            "全国人民代表大会常务委员会",
            "全国人民代表大会",
            "人民代表大会",
            "全国人大常委会",
            "全国人大",
            "人大常委会",
            "人大",
            "政协",
            "全国政协",
            "中央委员会",
            "中央纪律检查委员会",
            "中央纪委",
        ],
    )?;
    let stop = end + body.len();
    let ordinal = word_after(text, stop, &["第"]).map_or(stop, |word| stop + word.len());
    let Some(number) = numeral::at(text, ordinal) else { return Some(Span::new(start, stop)) };
    match word_after(text, number.span.end, &["次会议", "次全体会议", "次全会", "中全会"]) {
        Some(word) => Some(Span::new(start, number.span.end + word.len())),
        None => Some(Span::new(start, stop)),
    }
}

/// Returns the meeting whose name ends at `end`, with 会 or 会议.
pub(crate) fn meeting(text: &str, end: usize) -> Option<Span> {
    ENDINGS.before(text, end)?;
    let limit = backward(text, end, LONGEST_MEETING, |c| is_han(c) || c == MASK);
    let run = text.get(limit..end)?;
    // The name begins with the first opening of the run, unless a verb or preposition parts them.
    // 中央经济工作会议和全国金融工作会议: the second name begins after the first.
    let first = run.strip_suffix("会议").unwrap_or(run).rfind("会议").map_or(0, |at| at + "会议".len());
    let start = first + OPENINGS.find(&run[first..])?;
    let name = Span::new(limit + start, end);
    let body = name.slice(text);
    let parted = [
        "召开", "参加", "出席", "开展", "举行", "组织", "通过", "精神", "关于", "传达", "党委", "落实",
        "实行", "深入", "贯彻", "上下",
    ]
    .iter()
    .any(|word| body.contains(word))
        || body.contains(['在', '的', '了', '是'].as_slice())
            && !body.contains("党的")
            && !body.contains("党的建设");
    (!parted && body.chars().count() >= 6).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{congress, meeting};
    use crate::numeral;

    #[test]
    fn congresses_are_told_from_counted_nouns() {
        let find = |text: &str, at: &str| {
            let start = text.find(at).unwrap();
            congress(text, numeral::at(text, start).unwrap()).map(|span| span.slice(text).to_owned())
        };
        assert_eq!(find("学习党的十九大精神", "十九").as_deref(), Some("党的十九大"));
        assert_eq!(find("喜迎二十大，建功新时代", "二十").as_deref(), Some("二十大"));
        assert_eq!(find("开展十二大行业整治", "十二"), None);
        assert_eq!(find("党的十八届三中全会提出", "十八").as_deref(), Some("党的十八届三中全会"));
        assert_eq!(
            find("第七届全国人民代表大会第二次会议上", "七").as_deref(),
            Some("第七届全国人民代表大会第二次会议")
        );
    }

    #[test]
    fn meetings_begin_with_the_level_that_holds_them() {
        let find =
            |text: &str| meeting(text, text.rfind('会').unwrap() + 3).map(|span| span.slice(text).to_owned());
        assert_eq!(find("在全县粮食生产工作推进会").as_deref(), Some("全县粮食生产工作推进会"));
        assert_eq!(find("我们召开了三次座谈会"), None);
    }
}
