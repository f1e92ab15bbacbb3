//! The rules that are code, one file a root cause.

mod clean;
mod context;
mod count;
mod dunhao;
mod halfwidth;
mod items;
mod markers;
mod marks;
mod masks;
mod numbering;
mod ocr;
mod ordinals;
mod quotes;
mod spaces;
mod label;
mod leader;
mod order;
mod pinyin;
mod redacted;
mod verb;

use crate::rule::Group;

/// All of them.
pub(crate) const GROUPS: &[Group] = &[
    clean::GROUP,
    count::GROUP,
    dunhao::GROUP,
    halfwidth::GROUP,
    items::GROUP,
    marks::GROUP,
    masks::GROUP,
    numbering::GROUP,
    ocr::GROUP,
    ordinals::GROUP,
    quotes::GROUP,
    spaces::GROUP,
];
pub(crate) const GROUPS: &[Group] =
    &[count::GROUP, label::GROUP, leader::GROUP, order::GROUP, pinyin::GROUP, redacted::GROUP, verb::GROUP];
