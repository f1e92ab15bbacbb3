//! Lists in running text: the parts between 、 ， ； at one level of brackets, runs of quoted strings, and how many
//! items they make.
//!
//! Nothing here knows labels. A list is read in one direction from a fixed position, for a bounded number of bytes;
//! which reading of its separators is meant depends on the number that the label claims ([`Parts::fit`]).

use gongwen_text::Span;

use crate::guards::NO_JUNCTIONS;
use crate::walk::{after, before, inside};

/// The longest list, in bytes.
const LONGEST: usize = 1200;
/// The most parts in one list.
const MOST_PARTS: usize = 40;

/// What separates a part from the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
pub(crate) enum Separator {
    /// 、, or 和 与 以及 before the last part; nothing between quoted strings.
    Pause,
    /// ，
    Comma,
    /// ；
    Semicolon,
    /// The end of the list.
    End,
}

/// A list cut at its separators.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    parts: Vec<(Span, Separator)>,
}

/// A reading of a list: its items, and how they are spread over the slots of a label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fit {
    pub(crate) items: Vec<Span>,
    /// The separator between items, by which long items are told from short ones.
    pub(crate) by_comma: bool,
}

impl Parts {
    /// Cuts the text from `start` up to `end`, or up to the first sentence mark, line end or closing bracket.
    pub(crate) fn forward(text: &str, start: usize, end: Option<usize>) -> Self {
        let limit = end.unwrap_or(text.len()).min(start + LONGEST);
        let mut parts = Vec::new();
        let mut from = start;
        let mut skip = start;
        let mut depth = 0usize;
        let mut last = start;
        let Some(tail) = text.get(start..) else { return Self::default() };
        for (offset, c) in tail.char_indices() {
            let at = start + offset;
            if at >= limit || parts.len() == MOST_PARTS {
                break;
            }
            last = at + c.len_utf8();
            if at < skip {
                continue;
            }
            match c {
                '（' | '“' | '‘' | '《' => depth += 1,
                '）' | '”' | '’' | '》' if depth > 0 => {
                    depth -= 1;
                    // “A”“B”: nothing stands between quoted strings.
                    if depth == 0 && c == '”' && after(text, last) == Some('“') {
                        parts.push((Span::new(from, last), Separator::Pause));
                        from = last;
                    }
                }
                '）' | '”' | '’' | '》' | '。' | '！' | '？' | '：' | '\n' if depth == 0 => {
                    last = at;
                    break;
                }
                '、' | '，' | '；' if depth == 0 => {
                    let separator = match c {
                        '、' => Separator::Pause,
                        '，' => Separator::Comma,
                        _ => Separator::Semicolon,
                    };
                    parts.push((Span::new(from, at), separator));
                    from = last;
                    skip = last;
                }
                _ => {}
            }
        }
        if from < last {
            parts.push((Span::new(from, last), Separator::End));
        } else if let Some(part) = parts.last_mut() {
            part.1 = Separator::End;
        }
        Self { parts: parts.into_iter().filter(|(span, _)| !span.slice(text).trim().is_empty()).collect() }
    }

    /// Cuts the text that ends at `end`, back to a sentence mark, a mark of clause, a line end or an opening bracket.
    pub(crate) fn backward(text: &str, end: usize) -> Self {
        let mut parts = Vec::new();
        let mut to = end;
        let mut depth = 0usize;
        let mut start = end;
        for (offset, c) in text.get(..end).unwrap_or_default().char_indices().rev() {
            let next = offset + c.len_utf8();
            if end - offset > LONGEST || parts.len() == MOST_PARTS {
                return Self::default();
            }
            match c {
                '）' | '”' | '’' => depth += 1,
                '（' | '“' | '‘' if depth > 0 => {
                    depth -= 1;
                    if depth == 0 && c == '“' && before(text, offset) == Some('”') {
                        parts.push((Span::new(offset, to), Separator::Pause));
                        to = offset;
                    }
                }
                '（' | '“' | '‘' | '。' | '！' | '？' | '：' | '；' | '\n' | '《' | '》' | '，'
                    if depth == 0 =>
                {
                    break;
                }
                '\n' => return Self::default(),
                '、' if depth == 0 => {
                    parts.push((Span::new(next, to), Separator::Pause));
                    to = offset;
                }
                _ => {}
            }
            start = offset;
        }
        if depth > 0 {
            return Self::default();
        }
        parts.push((Span::new(start, to), Separator::Pause));
        parts.reverse();
        if let Some(last) = parts.last_mut() {
            last.1 = Separator::End;
        }
        Self { parts }
    }

    /// Returns the quoted strings that start at `at`, with 、 ， 和 or nothing between them, without their marks.
    pub(crate) fn quoted(text: &str, at: usize) -> Vec<Span> {
        let mut items = Vec::new();
        let mut pos = at;
        while after(text, pos) == Some('“') && items.len() < MOST_PARTS {
            let Some(item) = inside(text, pos, '“', '”', 240) else { break };
            items.push(item);
            let end = item.end + '”'.len_utf8();
            pos = match after(text, end) {
                Some(c @ ('、' | '，' | '和' | '与' | '；')) => end + c.len_utf8(),
                _ => end,
            };
        }
        items
    }

    /// Returns all parts, whatever separates them.
    pub(crate) fn flat(&self) -> Vec<Span> {
        self.parts.iter().map(|part| part.0).collect()
    }

    /// Returns the parts between commas, with what 、 separates left together.
    pub(crate) fn clauses(&self, text: &str) -> Vec<Span> {
        self.joined(text, Separator::Comma)
    }

    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// Returns the parts before the first separator that is no 、, with 和 与 以及 cut in the last one when that gives
    /// `count` parts and without it there are fewer.
    pub(crate) fn paused(&self, text: &str, count: usize) -> Vec<Span> {
        let end = self
            .parts
            .iter()
            .position(|part| part.1 != Separator::Pause)
            .map_or(self.parts.len(), |at| at + 1);
        let mut items: Vec<Span> = self.parts[..end].iter().map(|part| part.0).collect();
        split_last(text, &mut items, count);
        items
    }

    /// Reads the list as the items of a label that claims `counts`, or `None` when no reading gives that many.
    pub(crate) fn fit(&self, text: &str, counts: &[u32]) -> Option<Fit> {
        let total = counts.iter().fold(0usize, |sum, &count| sum.saturating_add(count as usize));
        let single = counts
            .first()
            .map(|&count| count as usize)
            .filter(|&count| counts.iter().all(|&c| c as usize == count));
        if total < 2 || self.parts.is_empty() {
            return None;
        }
        let groups = self.groups(text, counts);
        let fit = |items, by_comma| Some(Fit { items, by_comma });
        // One 、-list for every slot, or one for all of them.
        if groups.len() >= counts.len()
            && groups.iter().zip(counts).all(|(group, &count)| group.len() == count as usize)
        {
            return fit(groups.into_iter().take(counts.len()).flatten().collect(), false);
        }
        let first = self.paused(text, total);
        if first.len() == total {
            return fit(first, false);
        }
        if counts.len() > 1 && single == Some(first.len()) {
            return fit(first, false);
        }
        // ，or ； between items, which may hold 、 themselves.
        for separator in [Separator::Semicolon, Separator::Comma] {
            let items = self.joined(text, separator);
            if items.len() == total || counts.len() > 1 && single == Some(items.len()) {
                return fit(items, true);
            }
        }
        // A list that goes on over a comma.
        let flat: Vec<Span> = groups.into_iter().flatten().collect();
        (flat.len() == total && self.parts.iter().any(|part| part.1 == Separator::Comma))
            .then_some(Fit { items: flat, by_comma: false })
    }

    /// Returns the 、-lists between the ，of the list, up to the first ；.
    fn groups(&self, text: &str, counts: &[u32]) -> Vec<Vec<Span>> {
        let mut groups: Vec<Vec<Span>> = vec![Vec::new()];
        for &(span, separator) in &self.parts {
            if let Some(group) = groups.last_mut() {
                group.push(span);
            }
            match separator {
                Separator::Pause => {}
                Separator::Comma => groups.push(Vec::new()),
                Separator::Semicolon | Separator::End => break,
            }
        }
        groups.retain(|group| !group.is_empty());
        for (group, &count) in groups.iter_mut().zip(counts) {
            split_last(text, group, count as usize);
        }
        groups
    }

    /// Returns the parts with everything weaker than `separator` left inside them.
    fn joined(&self, text: &str, separator: Separator) -> Vec<Span> {
        let mut items = Vec::new();
        let mut from = None;
        for &(span, found) in &self.parts {
            let start = *from.get_or_insert(span.start);
            if found >= separator {
                items.push(trimmed(text, Span::new(start, span.end)));
                from = None;
                if found > separator && found == Separator::Semicolon {
                    break;
                }
            }
        }
        items
    }
}

/// Cuts 和 与 以及 及 in the last item when one more item is wanted.
fn split_last(text: &str, items: &mut Vec<Span>, count: usize) {
    let Some(&last) = items.last() else { return };
    let string = last.slice(text);
    if items.len() + 1 == count && count >= 2 {
        for word in ["以及", "和", "与", "及"] {
            if let Some(offset) =
                string.find(word).filter(|&offset| offset > 0 && offset + word.len() < string.len())
            {
                items.pop();
                items.push(Span::new(last.start, last.start + offset));
                items.push(Span::new(last.start + offset + word.len(), last.end));
                return;
            }
        }
    }
    for word in ["以及", "和", "与", "及"] {
        let own = NO_JUNCTIONS.after(text, last.start).is_some();
        if items.len() > 1 && string.starts_with(word) && string.len() > word.len() && !own {
            let end = items.len() - 1;
            items[end] = Span::new(last.start + word.len(), last.end);
            return;
        }
    }
}

/// Returns the span without blanks at its ends and without the quotation marks around the whole of it.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let string = span.slice(text);
    let start = span.start + (string.len() - string.trim_start().len());
    let string = string.trim();
    let span = Span::new(start, start + string.len());
    match string.strip_prefix('“').and_then(|rest| rest.strip_suffix('”')) {
        Some(inner) if !inner.contains(['“', '”']) => {
            Span::new(span.start + '“'.len_utf8(), span.end - '”'.len_utf8())
        }
        _ => span,
    }
}

#[cfg(test)]
mod tests {
    use super::Parts;

    fn fit(text: &str, counts: &[u32]) -> Option<Vec<String>> {
        let fit = Parts::forward(text, 0, None).fit(text, counts)?;
        Some(fit.items.iter().map(|item| item.slice(text).to_owned()).collect())
    }

    #[test]
    fn the_number_claimed_decides_between_the_separators() {
        let text = "能看图、能测量，会安装、会检修、会记录，确保不误工期。";
        assert_eq!(fit(text, &[2, 3]).unwrap(), ["能看图", "能测量", "会安装", "会检修", "会记录"]);
        assert_eq!(fit(text, &[2]).unwrap(), ["能看图", "能测量"]);
        assert_eq!(fit(text, &[3]).unwrap(), ["能看图、能测量", "会安装、会检修、会记录", "确保不误工期"]);
        assert_eq!(fit(text, &[4]), None);
    }

    #[test]
    fn the_last_item_follows_a_conjunction_when_one_is_missing() {
        assert_eq!(fit("水稻、小麦和玉米", &[3]).unwrap(), ["水稻", "小麦", "玉米"]);
        assert_eq!(fit("水稻、小麦和玉米", &[2]).unwrap(), ["水稻", "小麦和玉米"]);
        assert_eq!(fit("耕地、播种以及收获", &[3]).unwrap(), ["耕地", "播种", "收获"]);
    }

    #[test]
    fn brackets_and_quotes_hide_separators() {
        assert_eq!(fit("水利（渠、坝）、电力、道路", &[3]).unwrap(), ["水利（渠、坝）", "电力", "道路"]);
        let text = "“看账、看库”“问人、问事”";
        assert_eq!(Parts::quoted(text, 0).len(), 2);
    }
}
