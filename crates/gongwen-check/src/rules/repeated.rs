//! Passages that stand twice in a document.

use gongwen_text::{Span, is_closing, is_sentence_end, sentences};
use rustc_hash::FxHashMap;

use super::context::has_han;
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "dup-passage";
/// The shortest sentence that nobody writes twice on purpose, in Han characters.
const SHORTEST: usize = 25;
/// The shortest that nobody writes twice in a row.
const SHORTEST_AT_ONCE: usize = 8;

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "句子在文中重复出现",
        explanation: "同一句话接连写了两遍，或者同一个长句在文中原样出现两次，多为拼接、粘贴所致，请核对是否删去其一；法规条文不在此列。",
        source: &["党政机关公文处理工作条例第十九条：文字精练"],
        stable: true,
        good: &[
            "全镇建立网格巡查和部门联动相结合的防汛责任体系。各村按照预案做好物资储备和人员转移准备。",
            "加油！加油！大家齐声高喊。",
        ],
        bad: &[
            "防汛物资储备不足。防汛物资储备不足。各村抓紧补齐。",
            "统计显示，全镇共有二十座山塘带病运行。全镇共有二十座山塘带病运行。",
            "全镇建立网格巡查和部门联动相结合的防汛责任体系，确保群众安全度汛、财产不受损失、道路交通和通信供电始终保持畅通。入汛以来平稳有序。全镇建立网格巡查和部门联动相结合的防汛责任体系，确保群众安全度汛、财产不受损失、道路交通和通信供电始终保持畅通。",
        ],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    let shortest = if text.has_articles() { usize::MAX } else { SHORTEST };
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    let mut before = Span::empty(0);
    for span in sentences(reading) {
        let sentence = span.slice(reading);
        let last = std::mem::replace(&mut before, span);
        if is_said_again(last.slice(reading), sentence) && !reading[last.end..span.start].contains('\n') {
            let message = "这句话与前一句相同，请核对是否重复。";
            sink.report(ID, text.place(span), message).replace("").related([text.place(last)]);
            continue;
        }
        // Titles and headings return.
        if !sentence.ends_with(|c| is_sentence_end(c) || is_closing(c)) || !has_han(sentence, shortest) {
            continue;
        }
        match seen.get(sentence) {
            Some(first) => {
                let message = "这句话在前文已原样出现，请核对是否重复。";
                let draft = sink.report(ID, text.place(span), message).at_most(Severity::Info);
                draft.related([text.place(*first)]);
            }
            None => {
                seen.insert(sentence, span);
            }
        }
    }
}

/// Says whether a sentence is the one before it, or the last clauses of that.
fn is_said_again(last: &str, sentence: &str) -> bool {
    sentence.ends_with('。')
        && last
            .strip_suffix(sentence)
            .is_some_and(|head| head.is_empty() || head.ends_with(['，', '；', '：']))
        && has_han(sentence, SHORTEST_AT_ONCE)
}
