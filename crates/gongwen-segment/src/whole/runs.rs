//! Runs of letters and digits with the marks between them: numbers and what follows them, 1+N, PM2.5, addresses.

use super::Found;
use super::arabic::{self, Number};
use super::glyphs::{
    after_any, after_dash, char_at, char_before, digit, digits, is_alphanumeric, is_letter, one_of, stands,
};
use super::units;
use gongwen_text::Span;

/// Letters and digits joined by marks.
struct Run {
    end: usize,
    letters: bool,
    /// Marks between the parts, thousands separators and points of fractions included.
    marks: usize,
}

/// Reads the run at byte `at` and what belongs to it.
pub(super) fn found(text: &str, at: usize, floor: usize) -> Found {
    if let Some(end) = address(text, at) {
        return Found::Whole(Span::new(at, end));
    }
    let run = run(text, at);
    if run.letters { lettered(text, at, &run) } else { numeric(text, at, floor, &run) }
}

/// Reads the longest run of letters and digits with single marks inside.
fn run(text: &str, at: usize) -> Run {
    let mut run = Run { end: at, letters: false, marks: 0 };
    // A number that goes on before the run has no thousands of its own: 1,2,345 is a list.
    let grouped = !matches!(char_before(text, at), Some(',' | '.'));
    let mut part = Part { len: 0, digits: true, first_group: grouped, later_group: false };
    loop {
        let Some(c) = char_at(text, run.end) else { return run };
        if is_alphanumeric(c) {
            run.letters |= is_letter(c);
            part.digits &= !is_letter(c);
            part.len += 1;
            run.end += c.len_utf8();
        } else if let Some(next) = after_mark(text, at, run.end, &part, run.marks) {
            (run.end, run.marks) = (next, run.marks + 1);
            let comma = c == ',';
            part = Part {
                len: 0,
                digits: true,
                first_group: !comma && !matches!(c, '.' | '．' | '·'),
                later_group: comma,
            };
        } else {
            return run;
        }
    }
}

/// The letters and digits since the last mark.
struct Part {
    len: usize,
    digits: bool,
    /// Whether it can be the first group of a number with thousands separators.
    first_group: bool,
    /// Whether it is a later one.
    later_group: bool,
}

/// Returns the end of a mark at byte `at` that joins what stands on both sides. The run began at `start`.
fn after_mark(text: &str, start: usize, at: usize, part: &Part, marks: usize) -> Option<usize> {
    let mark = char_at(text, at)?;
    let next = match mark {
        '—' => after_dash(text, at)?,
        _ => at + mark.len_utf8(),
    };
    let right = char_at(text, next).filter(|&c| is_alphanumeric(c))?;
    let numbers = part.digits && digit(right).is_some();
    let joins = match mark {
        // A list number and its point: 1.AI.
        '.' => !(part.digits && marks == 0 && is_letter(right)),
        '-' | '/' | '+' | '＋' | '_' => true,
        '&' | '@' => !part.digits || is_letter(right),
        ',' => {
            let group = digits(text, next);
            let before = part.first_group && part.len <= 3 || part.later_group && part.len == 3;
            numbers && before && group.count == 3 && group.end == next + 3
        }
        '．' | '·' | '–' | '—' | '－' | '−' | '~' | '～' | '／' | ':' | '×' => numbers,
        '：' => numbers && marks == 0 && is_clock(text, start, at, next),
        _ => false,
    };
    joins.then_some(next)
}

/// Says whether a full-width colon at byte `colon` stands in a time, 8：00, and not after a heading, 附件1：10份.
fn is_clock(text: &str, start: usize, colon: usize, next: usize) -> bool {
    let (hour, minute) = (digits(text, start), digits(text, next));
    let (before, after) = (char_before(text, start), char_at(text, minute.end));
    (1..=2).contains(&hour.count)
        && hour.end == colon
        && hour.value <= 24
        && minute.count == 2
        && minute.value < 60
        && !before.is_some_and(|c| "件表图例题栏注章第案".contains(c))
        && !after.is_some_and(|c| matches!(c, '年' | '月' | '日' | '号' | '.' | '．'))
        && arabic::quantity(text, minute.end).is_none()
        && units::unit(text, minute.end).is_none()
}

/// Reads a run with a letter: G20, 1+N, PM2.5, AI+, GB/T 9704-2012, 5A级. A word of letters alone is none.
fn lettered(text: &str, at: usize, run: &Run) -> Found {
    let mut end = run.end;
    if let Some(standard) = standard(text, at, run.end) {
        return Found::Whole(Span::new(at, standard));
    }
    if let Some(plus) = after_any(text, end, &["++", "+", "＋"]) {
        end = plus;
    } else if let Some(power) = after_any(text, end, &["²", "³"]) {
        end = power;
    } else if char_before(text, end).is_some_and(is_letter)
        && char_at(text, at).and_then(digit).is_some()
        && stands(text, end, "级")
        && !stands(text, end, "级别")
    {
        end += "级".len();
    }
    let word =
        run.marks == 0 && end == run.end && text.get(at..end).is_some_and(|run| run.chars().all(is_letter));
    if word { Found::Nothing(end) } else { Found::Whole(Span::new(at, end)) }
}

/// Reads the number of a standard after its letters: GB/T 9704-2012, ISO 9001-2015.
fn standard(text: &str, at: usize, end: usize) -> Option<usize> {
    let letters = text.get(at..end)?;
    if letters.len() > 8 || !letters.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'/') {
        return None;
    }
    let start = after_any(text, end, &[" "])?;
    let mut number = digits(text, start);
    while let Some(point) = after_any(text, number.end, &["."]) {
        let part = digits(text, point);
        if part.count == 0 {
            break;
        }
        number.end = part.end;
    }
    if number.count == 0 {
        return None;
    }
    let year = digits(text, after_dash(text, number.end)?);
    year.is_year().then_some(year.end)
}

/// Reads a run without letters, and dates, magnitudes and units after it.
fn numeric(text: &str, at: usize, floor: usize, run: &Run) -> Found {
    let Some(first) = arabic::number(text, at) else { return Found::Nothing(run.end) };
    if let Some(next) = after_list_number(text, at, first, run) {
        return Found::Nothing(next);
    }
    // One number, or two with a dash between; anything else is a chain such as 2023.3.17 or 5+2.
    let range = after_dash(text, first.end).and_then(|second| arabic::number(text, second));
    let number = match range {
        _ if first.end == run.end => first,
        Some(second) if second.end == run.end => second,
        _ => return Found::Whole(Span::new(at, run.end)),
    };
    let ranged = number.end != first.end;
    let end = match arabic::suffix(text, number) {
        Some(end) => end,
        None if ranged => run.end,
        None => match spelled_range(text, number) {
            Some(end) => end,
            // Bare digits are whole in every engine, full-width ones are not.
            None if !first.composed && text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) => {
                return Found::Nothing(run.end);
            }
            None => run.end,
        },
    };
    Found::Whole(Span::new(signed(text, at, floor, number.end), end))
}

/// Returns where the text goes on after the number of a list item that ran into the item, as in 5.2023年 or 2.3月.
fn after_list_number(text: &str, at: usize, first: Number, run: &Run) -> Option<usize> {
    let head = digits(text, at);
    if head.count > 2 || !first.composed {
        return None;
    }
    let point = after_any(text, head.end, &[".", "．"])?;
    let item = digits(text, point);
    let year = item.is_year() && stands(text, run.end, "年");
    let date = item.count <= 2 && first.end == run.end && one_of(text, run.end, "月日时号");
    (year || date).then_some(point)
}

/// Reads the rest of a range with 至 or 到, when both ends share the date or unit that follows: 3至5公里.
fn spelled_range(text: &str, first: Number) -> Option<usize> {
    let next = after_any(text, first.end, &["至", "到"])?;
    let second = arabic::number(text, next)?;
    if char_at(text, second.end).is_some_and(|c| is_alphanumeric(c) || "-.:/".contains(c)) {
        return None;
    }
    arabic::suffix(text, second)
}

/// Returns where a number starts that begins at byte `at`, with a currency sign, or with a minus before a percentage or
/// a temperature.
fn signed(text: &str, at: usize, floor: usize, end: usize) -> usize {
    let Some(sign) = char_before(text, at) else { return at };
    let start = at - sign.len_utf8();
    if start < floor {
        return at;
    }
    let joins = match sign {
        '¥' | '￥' | '$' | '＄' | '€' | '£' => true,
        '-' | '－' | '−' => {
            let before = char_before(text, start);
            let free = before.is_none_or(|c| match c {
                ')' | '）' | '%' | '％' | '‰' | '℃' | ']' | '］' | '〕' | '》' | '”' => false,
                _ => !is_alphanumeric(c) && after_dash(text, start - c.len_utf8()).is_none(),
            });
            free && after_any(text, end, &["%", "％", "‰", "℃", "°", "摄氏度", "个百分点"]).is_some()
        }
        _ => false,
    };
    if joins { start } else { at }
}

/// Reads a web address at byte `at`.
fn address(text: &str, at: usize) -> Option<usize> {
    let start = ["https://", "http://", "ftp://", "www."].iter().find(|start| {
        text.as_bytes()
            .get(at..at + start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    })?;
    let rest = text.get(at + start.len()..)?;
    let len = rest
        .bytes()
        .take_while(|&byte| byte.is_ascii_graphic() && !b"<>\"'`{}|\\^()[]".contains(&byte))
        .count();
    let address = rest.get(..len)?.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (!address.is_empty()).then(|| at + start.len() + address.len())
}
