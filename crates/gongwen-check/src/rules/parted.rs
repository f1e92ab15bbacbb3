//! A total and all its parts, clause by clause: 建议118件，已经解决的76件，列入计划的31件，暂难解决的9件.
//!
//! 其中 may lead to some of the parts; what is told without it, part after part in the measure of the total, is the whole.

use gongwen_text::Span;

use super::context::after;
use super::measured::{Measured, measured, slack, written};
use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-parts";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "逐项所列之和与总数不符",
        explanation: "总数之后逐项说明“已解决的……件，正在解决的……件，暂难解决的……件”，或者在括号里逐项列出的，各项之和应当等于总数。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列数字自身"],
        stable: true,
        good: &[
            "收到提案118件，已经采纳的78件，列入计划的31件，暂时难以采纳的9件。",
            "收到提案118件，已经采纳的76件，列入计划的31件，留作参考的5件，其余6件另行答复。",
            "收到提案118件，群众关心的76件，代表领衔的31件，媒体报道的59件。",
            "到会代表74人（农民代表58人、工人代表16人）。",
            "到会代表74人（女代表20人，少数民族代表16人）。",
        ],
        bad: &[
            "收到提案118件，已经采纳的76件，列入计划的31件，暂时难以采纳的9件。",
            "排查隐患60处，立即整改的32处；限期整改的20处；需要立项整改的7处。",
            "到会代表74人（农民代表52人、工人代表16人、教师代表5人）。",
        ],
    }],
    seeks: &[],
    run,
};

/// How much of the total the parts may differ from it: what is further off is not the whole.
const MOST: f64 = 0.15;
/// The longest list, in bytes.
const LONGEST: usize = 360;

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    let mut done = 0;
    for &figure in text.places.figures.iter() {
        let Some(total) =
            Measured::at(reading, figure).filter(|total| figure.start >= done && !total.rounded)
        else {
            continue;
        };
        let Some(list) = List::after(text, &total) else { continue };
        done = list.end;
        let sum: f64 = list.parts.iter().map(|part| part.value).sum();
        let off = (sum - total.value).abs();
        if off > slack(list.parts.iter().chain([&total])) && off <= MOST * total.value {
            let (sum, whole) = (written(sum, reading, &total), total.span.slice(reading));
            let message = format!("逐项所列之和为{sum}，与总数{whole}不符，请核对。");
            sink.report(ID, text.place(Span::new(total.span.start, list.end)), message);
        }
    }
}

/// The parts of a total.
struct List {
    parts: Vec<Measured>,
    end: usize,
}

impl List {
    fn after(text: &Text<'_>, total: &Measured) -> Option<Self> {
        let reading = text.as_str();
        let next = after(reading, total.span.end)?;
        // 有关立法方面的487件 is itself a part.
        if reading[..total.span.start].ends_with('的') {
            return None;
        }
        let bracket = next == '（';
        if !bracket && next != '，' && next != '：' {
            return None;
        }
        let start = total.span.end + next.len_utf8();
        let rest = &reading[start..reading.floor_char_boundary((start + LONGEST).min(reading.len()))];
        let stops: &[char] = if bracket { &['）', '。', '\n', '（'] } else { &['。', '\n', '！'] };
        let stop = rest.find(stops)?;
        if bracket && !rest[stop..].starts_with('）') {
            return None;
        }
        let list = &rest[..stop];
        // Cheap before the clauses are cut: three numbers at least.
        let all = measured(text, Span::new(start, start + stop));
        if all.iter().filter(|amount| amount.unit == total.unit).count() < 3 {
            return None;
        }
        let mut parts: Vec<Measured> = Vec::new();
        let mut at = start;
        let mut ended = false;
        for clause in list.split(if bracket { &['、', '，', '；'][..] } else { &['，', '；'][..] }) {
            let end = at + clause.len();
            let part = all.iter().find(|part| at <= part.span.start && part.span.end <= end);
            let own = part.filter(|part| {
                let name = &reading[at..part.span.start];
                let said = bracket && name.chars().count() > 1 || name.ends_with('的');
                let other = ["其中", "含", "包括", "另", "比", "增", "减", "最"]
                    .iter()
                    .any(|word| name.contains(word));
                let single = !clause[..part.span.start - at].contains(|c: char| c.is_ascii_digit());
                said && !other && single && !part.rounded && part.span.end == end && part.unit == total.unit
            });
            match own {
                Some(part) if !ended => parts.push(*part),
                // One more of the measure after others that are none: the list is not told plainly.
                None if !bracket && !clause.contains(total.unit) => ended = true,
                _ => return None,
            }
            at = end + after(reading, end).map_or(1, char::len_utf8);
        }
        let end = parts.last()?.span.end;
        let whole = parts.len() > 2 && parts.iter().all(|part| part.value < total.value && part.value > 0.0);
        // The names of what a bracket lists end alike.
        let noun = |part: &Measured| reading[..part.span.start].chars().next_back();
        let alike = !bracket || parts.windows(2).all(|pair| noun(&pair[0]) == noun(&pair[1]));
        (whole && alike).then_some(Self { parts, end })
    }
}
