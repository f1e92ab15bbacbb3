//! Tokens: what segmentation hands out, borrowed from the text and from the buffers.

use crate::WordId;
use gongwen_text::Span;

/// One word of a segmented text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token<'t> {
    /// The characters of the token, borrowed from the text.
    pub text: &'t str,
    /// Where they stand: bytes of the text given.
    pub span: Span,
    /// The dictionary's id of the word, or [`WordId::UNKNOWN`].
    pub id: WordId,
}

/// The compact form in which a token is kept: byte offsets and id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) id: WordId,
}

impl Piece {
    #[inline(always)]
    fn token<'t>(&self, text: &'t str) -> Token<'t> {
        let span = Span::new(self.start as usize, self.end as usize);
        Token { text: span.slice(text), span, id: self.id }
    }
}

/// The tokens of one text, in text order; borrows the text (`'t`) and the buffers (`'s`).
///
/// In the modes that do not overlap ([`Mode::Dictionary`](crate::Mode::Dictionary),
/// [`Mode::JiebaHmm`](crate::Mode::JiebaHmm)) the tokens tile the text: their texts concatenated are the text.
#[derive(Clone, Copy, Debug)]
pub struct Tokens<'t, 's> {
    pub(crate) text: &'t str,
    pub(crate) pieces: &'s [Piece],
}

impl<'t, 's> Tokens<'t, 's> {
    /// Returns the number of tokens.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Returns whether there is no token, which is so only for the empty text.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Returns the ids of the tokens, without looking at the text.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = WordId> + use<'t, 's> {
        self.pieces.iter().map(|piece| piece.id)
    }

    /// Returns the token at an index, if there are so many.
    pub fn get(&self, index: usize) -> Option<Token<'t>> {
        self.pieces.get(index).map(|piece| piece.token(self.text))
    }

    /// Returns an iterator over the tokens. Cost: no allocation.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Token<'t>> + use<'t, 's> {
        let text = self.text;
        self.pieces.iter().map(move |piece| piece.token(text))
    }
}
