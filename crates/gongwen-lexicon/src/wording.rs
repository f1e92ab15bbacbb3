//! What the wording of a form or an item may hold: the characters of a normalised reading.
//!
//! A form with a half-width comma or a 「 would never match, since the reading has neither.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::error::Problem;

/// Reports what keeps `text` from occurring in a normalised reading.
pub(crate) fn check(key: &'static str, text: &str, report: &mut impl FnMut(Problem)) {
    if text.chars().all(is_plain) && !(text.starts_with('“') && text.ends_with('”')) {
        return;
    }
    if !is_nfc(text) {
        report(Problem::NotNormal { key, normal: text.nfc().collect() });
    }
    let chars: Vec<char> = text.chars().collect();
    let latin = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric);
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    for (at, &found) in chars.iter().enumerate() {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let expected = match found {
            ' ' if latin(before) && latin(after) => continue,
            '.' if digit(before) && digit(after) => continue,
            c if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' => "no space here",
            c if c.is_control() => "no control character",
            ',' => "，",
            '.' => "。",
            ':' => "：",
            ';' => "；",
            '!' => "！",
            '?' => "？",
            '(' => "（",
            ')' => "）",
            '"' | '「' | '」' | '『' | '』' | '＂' => "“ and ”",
            '\'' | '＇' | '`' => "‘ and ’",
            '<' | '>' => "《 and 》",
            '[' | ']' => "〔 and 〕",
            '~' => "～",
            '*' => "the words in full, or 〓 for a mask",
            _ => continue,
        };
        report(Problem::Character { key, value: text.to_owned(), found, expected });
    }
    if let (Some('“'), Some('”')) = (chars.first(), chars.last())
        && chars.iter().filter(|c| matches!(c, '“' | '”')).count() == 2
    {
        let expected = "the text without quotation marks around it";
        report(Problem::Character { key, value: text.to_owned(), found: '“', expected });
    }
}

/// Returns whether nothing can be wrong with the character, wherever it stands: nearly all wording is of these alone.
fn is_plain(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | 'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '-')
        || matches!(
            c,
            '、' | '，'
                | '。'
                | '：'
                | '；'
                | '！'
                | '？'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '（'
                | '）'
                | '《'
                | '》'
                | '…'
                | '—'
        )
}
