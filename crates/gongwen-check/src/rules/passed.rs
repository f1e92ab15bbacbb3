//! A document of the Central Committee beside a plenum that did not pass it.

use std::sync::LazyLock;

use gongwen_text::Span;

use super::plenums::{PLENUM, Plenum, SESSION};
use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "entity-meeting-document";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "文件与通过它的会议不符",
        explanation: "中央全会通过的决定、决议、建议各有其会：全面深化改革的决定是十八届三中全会通过的，全面推进依法治国的决定是十八届四中全会通过的。",
        source: &["历次中央全会公报"],
        stable: true,
        good: &[
            "党的十八届三中全会通过《中共中央关于全面深化改革若干重大问题的决定》。",
            "党的十八届四中全会提出，要落实《中共中央关于全面深化改革若干重大问题的决定》。",
        ],
        bad: &[
            "党的十八届四中全会通过了《中共中央关于全面深化改革若干重大问题的决定》。",
            "党的二十届四中全会审议通过的《中共中央关于进一步全面深化改革、推进中国式现代化的决定》。",
        ],
    }],
    seeks: &[],
    run,
};

static PASSED: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let text = include_str!("../../../../lexicons/rules/passed.tsv");
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|row| row.split_once('\t')).collect()
});

/// What stands between a plenum and a title that it passed.
const BETWEEN: [&str; 14] = [
    "通过",
    "通过了",
    "通过的",
    "审议通过",
    "审议通过了",
    "审议通过的",
    "审议并通过",
    "审议并通过了",
    "作出",
    "作出的",
    "作出了",
    "全会通过的",
    "会议通过的",
    "上通过的",
];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    /// How far a title may stand from the plenum, and how long it may be, in bytes.
    const FAR: usize = 24;
    const LONGEST: usize = 180;
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (at, word) in text.places.of_all(&[PLENUM, SESSION]) {
        let rest = &reading[at + word.len()..];
        let Some((between, title)) = head(rest, FAR + LONGEST).split_once('《') else { continue };
        if !BETWEEN.contains(&between) {
            continue;
        }
        let Some(title) = title.find('》').map(|end| &title[..end]) else { continue };
        let Some(plenum) = Plenum::at(reading, at, word) else { continue };
        let name = plenum.name();
        let Some((_, right)) = PASSED.iter().find(|(words, _)| title.contains(words)) else { continue };
        if *right != name && !title.contains("草案") {
            let end = at + word.len() + between.len() + '《'.len_utf8() + title.len() + '》'.len_utf8();
            let message = format!("《{title}》是{right}通过的，此处写作“{name}”，请核对。");
            let place = text.place(Span::new(plenum.span.start, end));
            sink.report(ID, place, message).suggest(*right);
        }
    }
}
