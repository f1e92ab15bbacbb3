//! The rules that are code, one file a root cause.

mod clean;
mod context;
mod count;
mod dunhao;
mod halfwidth;
mod items;
mod label;
mod leader;
mod markers;
mod marks;
mod masks;
mod numbering;
mod ocr;
mod order;
mod ordinals;
mod pinyin;
mod quotes;
mod redacted;
mod spaces;
mod verb;

use crate::rule::Group;

/// All of them.
pub(crate) const GROUPS: &[Group] = &[
    clean::GROUP,
    count::GROUP,
    dunhao::GROUP,
    halfwidth::GROUP,
    items::GROUP,
    label::GROUP,
    leader::GROUP,
    marks::GROUP,
    masks::GROUP,
    numbering::GROUP,
    ocr::GROUP,
    order::GROUP,
    ordinals::GROUP,
    pinyin::GROUP,
    quotes::GROUP,
    redacted::GROUP,
    spaces::GROUP,
    verb::GROUP,
];
