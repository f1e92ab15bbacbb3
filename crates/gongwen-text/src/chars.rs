//! Classes of characters that Chinese official prose is made of.

/// The placeholder that stands in a reading for every run of mask characters.
pub const MASK: char = '〓';

/// Says whether `c` is a Han character: the unified blocks with their extensions, compatibility forms, 〇 and 々.
///
/// ```
/// assert!(gongwen_text::is_han('党') && gongwen_text::is_han('〇') && gongwen_text::is_han('𠮷'));
/// assert!(!gongwen_text::is_han('，') && !gongwen_text::is_han('A') && !gongwen_text::is_han('カ'));
/// ```
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇' | '々'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FA1F}' | '\u{30000}'..='\u{323AF}')
}

/// Says whether `c` ends a sentence: 。！？ and their half-width forms but the full stop, which numbers use too.
#[must_use]
pub const fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '｡')
}

/// Says whether `c` ends a clause without ending the sentence: ，；： and their half-width forms.
#[must_use]
pub const fn is_clause_end(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | ',' | ';' | ':')
}

/// Says whether `c` opens a pair of brackets, title marks or quotation marks.
#[must_use]
pub const fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '【' | '〔' | '［' | '「' | '『' | '〝' | '(' | '[')
}

/// Says whether `c` closes a pair of brackets, title marks or quotation marks.
#[must_use]
pub const fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '》' | '〉' | '】' | '〕' | '］' | '」' | '』' | '〞' | ')' | ']')
}

/// Says whether `c` is Chinese punctuation: full-width marks, 、。, brackets and title marks, curly quotation
/// marks, dash and ellipsis.
#[must_use]
pub const fn is_cjk_punctuation(c: char) -> bool {
    matches!(c,
        '，' | '。' | '、' | '；' | '：' | '！' | '？' | '“' | '”' | '‘' | '’' | '—' | '…'
        | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301B}' | '\u{301D}'..='\u{301F}' | '（' | '）' | '［' | '］' | '｛' | '｝' | '～' | '＂' | '＇')
}

/// Says whether `c` is white space that separates nothing but looks: blank, tab, no-break and ideographic space.
#[must_use]
pub const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}
/// Returns the character that ends at byte `at`, or `None` at the start and inside a character.
///
/// ```
/// use gongwen_text::{char_after, char_before};
/// assert_eq!((char_before("四个", 3), char_after("四个", 3)), (Some('四'), Some('个')));
/// assert_eq!((char_before("四个", 1), char_after("四个", 6)), (None, None));
/// ```
#[must_use]
pub fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Returns the character that starts at byte `at`, or `None` at the end and inside a character.
#[must_use]
pub fn char_after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
