//! Passages that stand twice in a document.

use gongwen_text::{Span, is_han, sentences};
use rustc_hash::FxHashMap;

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "dup-passage";
/// The shortest sentence that nobody writes twice on purpose, in Han characters.
const SHORTEST: usize = 40;

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Info,
        fix: Fix::None,
        summary: "长句在文中重复出现",
        explanation: "同一个长句原样出现两次，多为拼接、粘贴所致，请核对是否删去其一。",
        source: &["党政机关公文处理工作条例第十九条：文字精练"],
        stable: true,
        good: &["全镇建立网格巡查和部门联动相结合的防汛责任体系。各村按照预案做好物资储备和人员转移准备。"],
        bad: &[
            "全镇建立网格巡查和部门联动相结合的防汛责任体系，确保群众安全度汛、财产不受损失、道路交通和通信供电始终保持畅通。入汛以来平稳有序。全镇建立网格巡查和部门联动相结合的防汛责任体系，确保群众安全度汛、财产不受损失、道路交通和通信供电始终保持畅通。",
        ],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    for span in sentences(reading) {
        let words = span.slice(reading);
        let sentence = words.trim();
        let start = span.start + words.len() - words.trim_start().len();
        let span = Span::new(start, start + sentence.len());
        if !is_long(sentence) {
            continue;
        }
        match seen.get(sentence) {
            Some(first) => {
                let message = "这句话在前文已原样出现，请核对是否重复。";
                sink.report(ID, text.place(span), message).related([text.place(*first)]);
            }
            None => {
                seen.insert(sentence, span);
            }
        }
    }
}

/// Says whether a sentence has [`SHORTEST`] Han characters.
fn is_long(sentence: &str) -> bool {
    // What begins with these bytes is Han; what else is, is rare.
    let surely = || sentence.bytes().filter(|byte| (0xE5..=0xE9).contains(byte)).count() >= SHORTEST;
    sentence.len() >= 3 * SHORTEST
        && (surely() || sentence.chars().filter(|c| is_han(*c)).count() >= SHORTEST)
}
