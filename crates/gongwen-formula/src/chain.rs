//! Chains: formulas with a verb each, joined by 、 or ，: 增强“四个意识”、坚定“四个自信”、做到“两个维护”.

use gongwen_text::{Span, is_han};

use crate::hit::Chain;
use crate::walk::{after, forward};

/// The longest noun between a formula and the mark after it, in characters.
const LONGEST_NOUN: usize = 8;

/// One possible link: the hit, where its verb phrase begins, and where the label with its quotation marks ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) hit: usize,
    pub(crate) phrase: usize,
    pub(crate) outer: Span,
}

/// Joins members that follow each other with nothing but one 、 or ， between them; members come in text order.
///
/// Cost: `O(members)`.
pub(crate) fn chains(text: &str, members: &[Member]) -> Vec<(usize, Chain)> {
    let mut out = Vec::new();
    let mut number = 0;
    let mut from = 0;
    while from < members.len() {
        let mut to = from + 1;
        while to < members.len() && joined(text, members[to - 1], members[to]) {
            to += 1;
        }
        if let (Ok(length @ 2..), true) = (u32::try_from(to - from), to > from) {
            out.extend(
                (0..)
                    .zip(&members[from..to])
                    .map(|(position, member)| (member.hit, Chain { number, position, length })),
            );
            number += 1;
        }
        from = to;
    }
    out
}

fn joined(text: &str, left: Member, right: Member) -> bool {
    // “两个确立”的决定性意义、做到“两个维护”: the noun of the first link stands before the mark.
    let end = forward(text, left.outer.end, LONGEST_NOUN, is_han);
    match after(text, end) {
        Some(c @ ('、' | '，')) => end + c.len_utf8() == right.phrase,
        _ => false,
    }
}
