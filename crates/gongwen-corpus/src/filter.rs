//! Which tokens count as words.

use gongwen_text::is_han;

/// Which tokens count as words. The others count nowhere: not as types, not in the size of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenFilter {
    /// Every token, punctuation and space included.
    All,
    /// Tokens with at least one letter, digit or Han character.
    #[default]
    Words,
    /// Tokens of Han characters only.
    Han,
}

impl TokenFilter {
    /// Returns the name for parameters and provenance.
    pub const fn as_str(self) -> &'static str {
        match self {
            TokenFilter::All => "all",
            TokenFilter::Words => "words",
            TokenFilter::Han => "han",
        }
    }

    /// Returns whether a token counts.
    pub fn accepts(self, token: &str) -> bool {
        match self {
            TokenFilter::All => true,
            TokenFilter::Words => token.chars().any(is_word_character),
            TokenFilter::Han => !token.is_empty() && token.chars().all(is_han),
        }
    }
}

/// The frequent characters of Chinese are told apart here, without the tables of Unicode, which decide the rest.
fn is_word_character(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '，' | '。' | '、' | '；' | '：' | '“' | '”' | '（' | '）' | '《' | '》' | '\u{3000}' => {
            false
        }
        c => c.is_alphanumeric(),
    }
}
