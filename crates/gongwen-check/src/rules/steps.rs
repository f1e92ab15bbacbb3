//! Steps of which none can be more than the one before: 发出选票86张，收回88张; and who is there, who is absent and who
//! should be: 应到95名，实到86名，请假7名.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::Regex;

use super::amounts::sentence_start;
use super::measured::{Measured, measured};
use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-step-over";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "后一步的数目超过前一步，或者到会、缺席与应到不符",
        explanation: "收回的不会多于发出的，合格的不会多于抽检的，实到的不会多于应到的，完工的不会多于已开工的；实到与请假、缺席之和应等于应到。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列数字自身"],
        stable: true,
        good: &[
            "发出选票86张，收回86张，有效票85张。",
            "应到代表95名，实到88名，请假7名。",
            "应到代表95名，因病因事请假7名，实到88名，符合法定人数。",
            "抽检食品320批次，合格312批次。",
            "全年新开工项目15个，完工17个。",
            "计划实施项目28个，已开工17个，完工15个。",
            "发放问卷500份，收回率98%。",
        ],
        bad: &[
            "发出选票86张，收回选票88张。",
            "应到代表95名，实到86名，请假7名。",
            "应到会委员35人，因事请假4人，实到会委员30人。",
            "抽检食品312批次，合格320批次。",
            "计划实施项目28个，已开工15个、完工17个。",
            "应到代表95名，实到97名。",
        ],
    }],
    seeks: &[&LATER, &[PRESENT]],
    run,
};

/// Of each step the words, and those of the step before.
const STEPS: [(&[&str], &[&str]); 5] = [
    (&["收回", "回收"], &["发放", "发出", "下发", "印发"]),
    (&["有效票"], &["收回", "回收"]),
    (&["合格"], &["抽检", "抽查", "抽样", "检测", "检验"]),
    (&["实到", "实际到会", "实际出席"], &["应到", "应出席", "应参会"]),
    (&["完工", "竣工", "建成"], &["已开工"]),
];
/// The words of the later steps but for 实到.
const LATER: [&str; 9] = ["收回", "回收", "有效票", "合格", "实际到会", "实际出席", "完工", "竣工", "建成"];
/// What may stand before them in their clause.
const BEGINNINGS: [&str; 6] = ["目前已", "共", "已", "均", "实际", "现"];
/// Who is there.
const PRESENT: &str = "实到";
/// 请假7名
static ABSENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:请假|缺席|缺勤|未到会|未出席)[^，。；、\n0-9]{0,6}(?P<n>[0-9]{1,4})[名人]")
        .expect("constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    for (at, word) in text.places.of_all(&LATER) {
        step(text, at, word, sink);
    }
    for &at in text.places.of(PRESENT) {
        if !step(text, at, PRESENT, sink) {
            present(text, at, sink);
        }
    }
}

/// Returns the number of the clause that ends with one, where the clause begins at `from`.
fn in_clause(text: &Text<'_>, from: usize) -> Option<Measured> {
    const LONGEST: usize = 60;
    let rest = head(&text.as_str()[from..], LONGEST);
    let clause = &rest[..rest.find(['，', '。', '；', '、', '\n', '（', '：']).unwrap_or(rest.len())];
    let all = measured(text, Span::new(from, from + clause.len()));
    match all[..] {
        [only] if !only.rounded => Some(only),
        _ => None,
    }
}

/// Judges a step whose words stand at `at` against the clause before; says whether it is too much.
fn step(text: &Text<'_>, at: usize, word: &str, sink: &mut Sink<'_>) -> bool {
    let reading = text.as_str();
    let Some((_, earlier)) = STEPS.iter().find(|(words, _)| words.contains(&word)) else { return false };
    let Some(later) = in_clause(text, at) else { return false };
    // The clause of the step begins with it, and the one before it holds the step before.
    let lead = &reading[..at];
    let lead = BEGINNINGS.iter().find_map(|word| lead.strip_suffix(word)).unwrap_or(lead);
    let Some(end) = lead.strip_suffix(['，', '、']).map(str::len) else { return false };
    let start = sentence_start(reading, end);
    let clauses = &reading[start..end];
    let from = clauses.rfind('，').unwrap_or(0);
    let clause = &clauses[from..];
    let Some(found) = earlier.iter().find_map(|word| clause.find(word)) else { return false };
    let words_start = start + from + found;
    let Some(before) = in_clause(text, words_start) else { return false };
    let between = end.saturating_sub(before.span.end);
    let near = before.span.end <= end && between <= 18;
    let vague = ["累计", "新", "历年", "往年", "上年", "去年", "余额", "倍"];
    let other = vague.iter().any(|word| reading[words_start..later.span.start].contains(word));
    let over = near && !other && before.unit == later.unit && later.value > before.value;
    if over {
        let (more, less) = (later.span.slice(reading), before.span.slice(reading));
        let message = format!("后一步的“{more}”多于前一步的“{less}”，请核对。");
        sink.report(ID, text.place(Span::new(before.span.start, later.span.end)), message);
    }
    over
}

/// Judges 应到95名，实到86名，请假7名 around 实到 at `at`.
fn present(text: &Text<'_>, at: usize, sink: &mut Sink<'_>) {
    const LONGEST: usize = 200;
    let reading = text.as_str();
    let start = sentence_start(reading, at);
    let rest = head(&reading[at..], LONGEST);
    let stop = at + rest.find(['。', '；', '\n']).unwrap_or(rest.len());
    let sentence = &reading[start..stop];
    let Some(due) = sentence.find("应到").and_then(|due| in_clause(text, start + due)) else { return };
    let Some(there) = in_clause(text, at) else { return };
    let mut absent = ABSENT.captures_iter(sentence);
    // Several kinds of absence may hold each other.
    let (Some(groups), None) = (absent.next(), absent.next()) else { return };
    let Ok(away) = groups["n"].parse::<f64>() else { return };
    let several = sentence.matches(PRESENT).count() > 1 || sentence.matches("应到").count() > 1;
    if !several && (there.value + away - due.value).abs() > 0.5 {
        let message = format!(
            "实到{}与缺席{}人之和为{}人，与应到{}不符，请核对。",
            there.span.slice(reading),
            &groups["n"],
            there.value + away,
            due.span.slice(reading)
        );
        let span = due.span.union(there.span);
        sink.report(ID, text.place(span), message);
    }
}
