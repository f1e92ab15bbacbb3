//! Marks at the edges of lines where none may stand: a closing one first, an opening one last, a double one in two.
//!
//! The reading joins lines that a copy has broken, so that these are looked for in the source.

use gongwen_text::{Span, is_blank, is_han};

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const START: &str = "punct-line-start";
const END: &str = "punct-line-end";
const SPLIT: &str = "punct-line-split";
const BROKEN: &str = "struct-broken-line";

pub(crate) const GROUP: Group = Group {
    rules: &[
        Coded {
            id: START,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "点号或后半标号出现在行首",
            explanation: "点号和引号、括号、书名号的后一半不出现在一行之首，多为误敲回车或取文断行所致，应接回上一行。",
            source: &[
                "GB/T 15834-2011 5.1.1（点号不出现在一行之首）",
                "GB/T 15834-2011 5.1.3（成对标号的位置）",
            ],
            stable: true,
            good: &["各村要抓好落实，\n确保安全度汛。"],
            bad: &["各村要抓好落实\n，确保安全度汛。", "认真学习《条例\n》全文。"],
        },
        Coded {
            id: END,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "前半标号出现在行末",
            explanation: "引号、括号、书名号的前一半不出现在一行之末，多为误敲回车，或把后引号误作前引号。",
            source: &["GB/T 15834-2011 5.1.3（成对标号的位置）"],
            stable: true,
            good: &["学习《条例》\n抓好落实。"],
            bad: &["认真学习《\n条例》全文。", "他说要珍惜机会。“\n会后大家散去。"],
        },
        Coded {
            id: SPLIT,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "破折号、省略号断在两行",
            explanation: "破折号和省略号各占两个字的位置，中间不能断开分处上行之末和下行之首。",
            source: &["GB/T 15834-2011 5.1.4（破折号的位置）", "GB/T 15834-2011 5.1.5（省略号的位置）"],
            stable: true,
            good: &["一个目标\n——全面完成任务。", "学习、调研……\n其余另行部署。"],
            bad: &["一个目标—\n—全面完成任务。", "学习、调研…\n…另行部署。"],
        },
        Coded {
            id: BROKEN,
            severity: Severity::Warning,
            fix: Fix::None,
            summary: "句子中间误断行，或段末漏了句号",
            explanation: "段落末尾没有标点，下一行又是正文，多为误敲回车或取文断行，应接回上一行；也可能是漏了句末的句号。",
            source: &["GB/T 9704-2012 7.3.3（正文）"],
            stable: true,
            good: &[
                "实施道路硬化工程三项，群众出行条件得到明显改善。\n下一步，要继续抓好农村公路的养护工作。",
            ],
            bad: &[
                "一年来，全镇加大投入力度。先后实施村组道路硬化工程三项，完成管网改造两处，群众出行条件\n得到明显改善，供水保障能力稳步提升，村容村貌焕然一新。",
            ],
        },
    ],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    broken(text, sink);
    let source = text.source();
    let (mut starts, mut ends, mut splits) = (Vec::new(), Vec::new(), Vec::new());
    for at in memchr::memchr_iter(b'\n', source.as_bytes()) {
        let before = source[..at].trim_end_matches(|c: char| is_blank(c) || c == '\r');
        let after = &source[at + 1..];
        let lead = after.len() - after.trim_start_matches(is_blank).len();
        let (Some(last), Some(first)) = (before.chars().next_back(), after[lead..].chars().next()) else {
            continue;
        };
        let closing =
            matches!(first, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '”' | '’' | '》' | '〉' | '）');
        if closing && (is_han(last) || last.is_ascii_alphanumeric()) {
            starts.push(Span::new(at + 1 + lead, at + 1 + lead + first.len_utf8()));
        }
        let head = &before[..before.len() - last.len_utf8()];
        let opening = matches!(last, '“' | '‘' | '《' | '〈' | '（');
        // A mark on a line of its own is an ornament.
        if opening && is_han(first) && !head.is_empty() && !head.ends_with('\n') {
            ends.push(Span::new(head.len(), before.len()));
        }
        let rest = &after[lead + first.len_utf8()..];
        if matches!(last, '—' | '…') && first == last && !head.ends_with(last) && !rest.starts_with(first)
        {
            splits.push(Span::new(head.len(), at + 1 + lead + first.len_utf8()));
        }
    }
    for (rule, places) in [(START, starts), (END, ends), (SPLIT, splits)] {
        // What breaks lines breaks them all over the document.
        let Some((first, more)) = places.split_first() else { continue };
        let mark = first.slice(source);
        let message = match rule {
            START => format!("“{mark}”不应出现在行首，多为误断行，请接回上一行。"),
            END => format!("“{mark}”不应出现在行末，请核对是误断行还是前后标号用反。"),
            _ => "破折号、省略号不能断开分处两行，请合在一行。".to_owned(),
        };
        sink.report(rule, *first, message).related(more.iter().copied()).occurrences(places.len());
    }
}

/// Reports paragraphs of prose that break off inside a sentence which the next one ends.
fn broken(text: &Text<'_>, sink: &mut Sink<'_>) {
    /// A text with more has another reason for it.
    const MOST: usize = 3;
    /// The fewest Han characters of the paragraph before the break, and after it.
    const BEFORE: usize = 30;
    const AFTER: usize = 5;
    const SAME: usize = 4;
    let reading = text.as_str();
    let mut spans = Vec::new();
    for pair in text.structure.paragraphs.windows(2) {
        let [head, tail] = pair else { continue };
        let gap = Span::new(head.end, tail.start);
        let (head, tail) = (head.slice(reading), tail.slice(reading));
        let prose = |line: &str, least: usize| line.chars().filter(|&c| is_han(c)).nth(least).is_some();
        // The sentence before it is whole, so that the paragraph is no heading and no item.
        let breaks = head.ends_with(is_han) && head.contains('。') && gap.slice(reading) == "\n";
        let ends = tail.starts_with(is_han) && tail.ends_with(['。', '；']) && !tail.starts_with('第');
        if !breaks || !ends {
            continue;
        }
        let numbered = tail.chars().nth(1).is_some_and(|c| matches!(c, '、' | '是' | '要'));
        // Headings of news stand after a blank, or begin as the news does.
        let last = head.rsplit('。').next().unwrap_or_default();
        let opening: String = tail.chars().take(SAME).collect();
        let heading = last.starts_with(is_blank) || last.contains(&opening);
        if !heading && !numbered && prose(head, BEFORE) && prose(tail, AFTER) {
            spans.push(gap);
        }
    }
    if spans.len() > MOST {
        return;
    }
    for span in spans {
        let message = "上一行末尾没有标点，多为误断行，也可能漏了句号，请核对。";
        sink.report(BROKEN, text.place(span), message);
    }
}
