//! Masks: the characters that scrubbed copies put in place of names and figures (*局, 第*届, 习xx同志, ××市, 某某同志).
//!
//! A run counts as a mask only by its neighbours. Not masks: 某种 某些 某个, letters of Latin words, 1×2, 长×宽, X光, `**bold**`.

use super::quotes::is_quote;
use super::view::View;
use crate::chars::{MASK, is_blank, is_han};
use crate::span::Span;

/// The mask as a replacement.
pub(super) const PLACEHOLDER: &str = "〓";

/// Says whether `c` may be part of a mask; 某 is looked for on its own.
pub(super) const fn is_mask_char(c: char) -> bool {
    is_star(c) || matches!(c, 'x' | 'X' | '×' | 'ｘ' | 'Ｘ')
}

const fn is_star(c: char) -> bool {
    matches!(c, '*' | '＊')
}

/// Returns the end of the run of mask characters that starts at `start`.
pub(super) fn run_end(source: &str, start: usize) -> usize {
    let rest = &source[start..];
    start + rest.find(|c| !is_mask_char(c)).unwrap_or(rest.len())
}

/// Says whether the run at `run` stands for something left out.
pub(super) fn is_mask(view: View<'_>, run: Span) -> bool {
    let text = run.slice(view.source);
    let (before, after) = (view.previous(run.start), view.next(run.end));
    if text.contains(is_star) {
        let bullet = before.is_none_or(|c| c == '\n') && after.is_some_and(is_blank);
        return !bullet && (before.is_some_and(touches_prose) || after.is_some_and(touches_prose));
    }
    let long = text.chars().nth(1).is_some() || text == "×";
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    // 20xx年 is a mask, 2×年 and x2 are not.
    let year = before.is_some_and(|c| c.is_ascii_digit())
        && text.chars().nth(1).is_some()
        && after.is_some_and(is_han);
    if (latin(before) && !year) || latin(after) {
        return false;
    }
    let single = text.chars().nth(1).is_none();
    match (before, after) {
        // X光, x轴, 长×宽
        (_, Some('轴' | '光' | '射' | '线' | '型' | '染' | '档' | '系')) if single => false,
        (Some('长' | '宽' | '高' | '求' | '设' | '值'), _) if single => false,
        // 数据要素×, a brand
        (Some('素'), _) if single => false,
        (Some(c), Some(d)) if is_han(d) && (!is_blank(c) || starts_line(view, run.start)) => {
            !single
                || text == "×"
                || matches!(c, '习' | '第')
                || names_body(&view.source[run.end..])
                || counts(d)
        }
        (None, Some(d)) => is_han(d) && (!single || names_body(&view.source[run.end..])),
        (Some(c), Some(d)) if is_han(c) => long && !is_blank(d) && !is_han(d) && !is_quote(d),
        (Some(c), None) => long && is_han(c),
        _ => false,
    }
}

/// Says whether a `**` run at `run` opens Markdown bold, and returns where it closes.
///
/// Bold stands free on its outer sides: at a line's edge, a blank or punctuation. Two masks in one line
/// (成立**周年…事项**件) touch Han there.
pub(super) fn bold_end(view: View<'_>, run: Span) -> Option<usize> {
    let marker = run.slice(view.source);
    if marker != "**" && marker != "***" {
        return None;
    }
    let outside = |c: Option<char>| c.is_none_or(|c| !is_han(c) && !c.is_alphanumeric() && !touches_title(c));
    let after = view.next(run.end)?;
    if !outside(view.previous(run.start)) || is_blank(after) || after == '\n' {
        return None;
    }
    let rest = &view.source[run.end..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let close = run.end + line.find(marker)?;
    let inner = view.source[run.end..close].chars().next_back()?;
    (!is_blank(inner) && outside(view.next(close + marker.len()))).then_some(close)
}

/// Returns the runs of 某 that are masks: 某某 always, a single one before the name of a place or a body.
pub(super) fn mou(source: &str) -> Vec<Span> {
    const MOU: &str = "某";
    let mut runs: Vec<Span> = Vec::new();
    for at in memchr::memmem::find_iter(source.as_bytes(), MOU) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += MOU.len(),
            _ => runs.push(Span::new(at, at + MOU.len())),
        }
    }
    runs.retain(|run| run.len() > MOU.len() || names_body(&source[run.end..]));
    runs
}

/// Measure words, before which a lone x stands for a number.
const fn counts(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '届' | '个' | '次' | '名' | '人' | '项' | '号' | '路')
}

fn names_body(rest: &str) -> bool {
    const BODIES: [&str; 37] = [
        "市", "县", "区", "省", "自治", "州", "局", "委", "厅", "镇", "乡", "村", "街", "旗", "校", "院",
        "厂", "企业", "单位", "公司", "集团", "机关", "支部", "党", "办", "同志", "领导", "干部", "部队",
        "社区", "中学", "小学", "大学", "法院", "银行", "医院", "科室",
    ];
    const OTHERS: [&str; 4] = ["区域", "区间", "委托", "党派"];
    BODIES.iter().any(|body| rest.starts_with(body)) && !OTHERS.iter().any(|word| rest.starts_with(word))
}

/// Neighbours that make a star a mask. Marks that the reading may change (commas, brackets, quotation marks) are
/// left out in every form, so that changing them changes nothing here.
const fn touches_prose(c: char) -> bool {
    is_han(c) || matches!(c, MASK | '、') || touches_title(c)
}

const fn touches_title(c: char) -> bool {
    matches!(c, '《' | '》' | '〈' | '〉')
}

fn starts_line(view: View<'_>, at: usize) -> bool {
    view.behind(at).map(|(_, c)| c).find(|&c| !is_blank(c)).is_none_or(|c| c == '\n')
}
